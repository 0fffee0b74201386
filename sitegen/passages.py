"""A text folded for comparison, with a way back: finds words in it exactly, or says which passage comes nearest."""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

# Folding takes away what typing cannot keep: the form of quotation marks and dashes, no-break spaces, and how a
# letter with a mark is composed. Never case, never a word.
_FORMS = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"') | dict.fromkeys("‐‑‒–—―⸺⸻−﹘﹣－", "-"))
_ODD_SPACES = re.compile(r"\s{2,}|[^\S ]")
_OMISSION = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…)\s*")
_WORD = re.compile(r"\w+(?:['.-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of a text: character offsets from 0, the end exclusive."""

    start: int
    end: int

    def overlaps(self, other: Stretch) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """Words found: one stretch, or one for each piece where the annotation omits something."""

    pieces: tuple[Stretch, ...]

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` as it is compared. `shifts` holds, for each spot from which folded and printed offsets differ anew,
    the folded offset and the printed one."""

    text: str
    at: tuple[int, ...]
    printed: tuple[int, ...]

    def back(self, offset: int) -> int:
        """The printed offset of a folded one."""
        spot = bisect.bisect_right(self.at, offset) - 1
        return self.printed[spot] + offset - self.at[spot]


def fold(text: str) -> Folded:
    """The text as it is compared: NFC, one space for a run of white space, one form of each mark."""
    out, at, printed, length, last = [], [0], [0], 0, 0
    for start, end, put in _changes(text):
        out += [text[last:start], put]
        length += start - last + len(put)
        last = end
        at.append(length)
        printed.append(end)
    out.append(text[last:])
    return Folded("".join(out).translate(_FORMS), tuple(at), tuple(printed))


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """Every stretch that folding makes longer, shorter or another, and what stands for it."""
    if unicodedata.is_normalized("NFC", text):
        yield from ((run.start(), run.end(), " ") for run in _ODD_SPACES.finditer(text))
        return
    start = 0
    for position in range(1, len(text) + 1):
        if position < len(text) and _continues(text[position - 1], text[position]):
            continue
        cluster = text[start:position]
        put = " " if cluster.isspace() else unicodedata.normalize("NFC", cluster)
        if put != cluster:
            yield start, position, put
        start = position


def _continues(before: str, letter: str) -> bool:
    """Whether a letter may melt into the one before it: white space into white space, combining marks, and the
    second half of Hangul syllables."""
    if before.isspace():
        return letter.isspace()
    return unicodedata.category(letter)[0] == "M" or "\u1160" <= letter <= "\u11ff"


@dataclass(frozen=True, slots=True)
class Text:
    """The plain text of one article and its blocks (paragraphs, headings), each a stretch of it."""

    plain: str
    blocks: tuple[Stretch, ...]
    folded: Folded = field(repr=False)
    _block_starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, plain: str, blocks: tuple[Stretch, ...] | None = None) -> Text:
        """A text from its words; without `blocks`, blank lines divide them."""
        blocks = paragraphs(plain) if blocks is None else blocks
        return cls(plain, blocks, fold(plain), tuple(block.start for block in blocks))

    def block_of(self, offset: int) -> int:
        """The number of the block an offset lies in, or of the last one before it."""
        return max(0, bisect.bisect_right(self._block_starts, offset) - 1)

    def printed(self, stretch: Stretch) -> str:
        """The words as the source prints them."""
        return self.plain[stretch.start : stretch.end]


def paragraphs(plain: str) -> tuple[Stretch, ...]:
    """The stretches between blank lines, without the white space round them."""
    return tuple(
        Stretch(found.start(), found.end()) for found in re.finditer(r"\S(?:(?:(?!\n[^\S\n]*\n)[\s\S])*\S)?", plain)
    )


def find(text: Text, words: str, prefix: str | None = None, suffix: str | None = None) -> list[Passage]:
    """Every place where the words stand, in order. Whole words are preferred: `Iran` is not looked for inside
    `Iranian` while it stands anywhere by itself. `…` or `[...]` may stand for an omission within one block; a `…`
    that the source itself prints is found as it stands."""
    wanted = fold(words).text.strip()
    if not wanted:
        return []
    standing = [Passage((hit,)) for hit in _occurrences(text.folded, wanted)]
    if not standing and _OMISSION.search(wanted):
        standing = _with_omissions(text, [piece for piece in _OMISSION.split(wanted) if piece])
    found = [passage for passage in standing if _stands(text.folded, passage, prefix, suffix)]
    whole = [passage for passage in found if all(_is_whole(text.folded.text, piece) for piece in passage.pieces)]
    return [_in_print(text.folded, passage) for passage in whole or found]


def _in_print(folded: Folded, passage: Passage) -> Passage:
    return Passage(tuple(Stretch(folded.back(piece.start), folded.back(piece.end)) for piece in passage.pieces))


def _occurrences(folded: Folded, wanted: str) -> list[Stretch]:
    hits, start = [], folded.text.find(wanted)
    while start >= 0:
        hits.append(Stretch(start, start + len(wanted)))
        start = folded.text.find(wanted, start + 1)
    return hits


def _is_whole(text: str, hit: Stretch) -> bool:
    """Whether no word is cut at either end."""
    before = hit.start > 0 and text[hit.start - 1].isalnum() and text[hit.start].isalnum()
    after = hit.end < len(text) and text[hit.end].isalnum() and text[hit.end - 1].isalnum()
    return not before and not after


def _with_omissions(text: Text, pieces: list[str]) -> list[Passage]:
    """The pieces in order within one block: where they fit in one way only, that way; where in several, the first
    and the last, which is enough to see that the words are ambiguous."""
    blocks: dict[int, list[list[Stretch]]] = {}
    for number, piece in enumerate(pieces):
        for hit in _occurrences(text.folded, piece):
            block = text.block_of(text.folded.back(hit.start))
            if text.folded.back(hit.end) <= text.blocks[block].end:
                blocks.setdefault(block, [[] for _ in pieces])[number].append(hit)
    found: list[Passage] = []
    for hits in (blocks[block] for block in sorted(blocks)):
        ways = {way for way in (_earliest(hits), _latest(hits)) if way}
        found += [Passage(way) for way in sorted(ways)]
    return found


def _earliest(hits: list[list[Stretch]]) -> tuple[Stretch, ...]:
    way: list[Stretch] = []
    for options in hits:
        after = way[-1].end if way else 0
        following = [option for option in options if option.start >= after]
        if not following:
            return ()
        way.append(following[0])
    return tuple(way)


def _latest(hits: list[list[Stretch]]) -> tuple[Stretch, ...]:
    way: list[Stretch] = []
    for options in reversed(hits):
        before = way[-1].start if way else None
        preceding = [option for option in options if before is None or option.end <= before]
        if not preceding:
            return ()
        way.append(preceding[-1])
    return tuple(reversed(way))


def _stands(folded: Folded, passage: Passage, prefix: str | None, suffix: str | None) -> bool:
    """Whether the words right before and after are those that were asked for."""
    before, after = fold(prefix or "").text.strip(), fold(suffix or "").text.strip()
    # One space at most can stand between, so a short slice is enough however long the text is.
    left = folded.text[max(0, passage.start - len(before) - 1) : passage.start].rstrip()
    right = folded.text[passage.end : passage.end + len(after) + 1].lstrip()
    return left.endswith(before) and right.startswith(after)


@dataclass(frozen=True, slots=True)
class Near:
    """The passage that comes nearest to words that stand nowhere, and how the two differ word by word: pieces of
    (`same`, `wanted` or `printed`, words)."""

    stretch: Stretch
    difference: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        marks = {"same": "{}", "wanted": "[-{}-]", "printed": "{{+{}+}}"}
        return " ".join(marks[kind].format(words) for kind, words in self.difference)


_NEAREST_LIMIT = 200_000


def nearest_passage(text: Text, words: str) -> Near | None:
    """The stretch of the text that shares most words with `words` in their order, or None when next to nothing is
    shared. Only run when words were not found, so it may take its time, but never on more than a book."""
    wanted = [m[0] for m in _WORD.finditer(fold(words).text)]
    tokens = list(_WORD.finditer(text.folded.text[:_NEAREST_LIMIT]))
    if not wanted or not tokens:
        return None
    best = _best_window(wanted, [token[0] for token in tokens])
    if best is None:
        return None
    printed = [token[0] for token in tokens[best.start : best.end]]
    stretch = Stretch(tokens[best.start].start(), tokens[best.end - 1].end())
    (found,) = _in_print(text.folded, Passage((stretch,))).pieces
    return Near(found, _difference(wanted, printed))


def _best_window(wanted: list[str], tokens: list[str]) -> Stretch | None:
    """The run of tokens that is most like the wanted ones: counted window by window, then fitted at its ends."""
    size = min(len(wanted), len(tokens))
    need: dict[str, int] = {}
    for word in wanted:
        need[word.casefold()] = need.get(word.casefold(), 0) + 1
    folded, have, shared, best, best_at = [t.casefold() for t in tokens], dict.fromkeys(need, 0), 0, 0, 0
    for position, token in enumerate(folded):
        if token in need:
            have[token] += 1
            shared += have[token] <= need[token]
        if position >= size and (gone := folded[position - size]) in need:
            shared -= have[gone] <= need[gone]
            have[gone] -= 1
        if shared > best:
            best, best_at = shared, position - size + 1
    if best * 3 < len(wanted) or not best:
        return None
    low, high = max(0, best_at - size // 2), min(len(tokens), best_at + size + size // 2)
    return _fitted(wanted, tokens, low, high)


def _fitted(wanted: list[str], tokens: list[str], low: int, high: int) -> Stretch | None:
    blocks = difflib.SequenceMatcher(None, wanted, tokens[low:high], autojunk=False).get_matching_blocks()
    solid = [block for block in blocks if block.size]
    if not solid:
        return None
    first, last = solid[0], solid[-1]
    start = max(low, low + first.b - first.a)
    end = min(high, low + last.b + last.size + len(wanted) - last.a - last.size)
    return Stretch(start, max(start + 1, end))


def _difference(wanted: list[str], printed: list[str]) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, wanted, printed, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(("same", _spaced(wanted[a:b])))
            continue
        if a < b:
            out.append(("wanted", _spaced(wanted[a:b])))
        if c < d:
            out.append(("printed", _spaced(printed[c:d])))
    return tuple(out)


def _spaced(tokens: list[str]) -> str:
    return re.sub(r" ([,.;:!?)])", r"\1", " ".join(tokens))
