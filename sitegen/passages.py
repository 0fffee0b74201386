"""A text folded for comparison, with a way back: finds words in it exactly, or says which passage comes nearest."""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

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
        """The printed offset of a folded one; from the midst of a letter that folding makes longer, its end."""
        spot = bisect.bisect_right(self.at, offset) - 1
        there = self.printed[spot] + offset - self.at[spot]
        return min(there, self.printed[spot + 1]) if spot + 1 < len(self.printed) else there


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
    return _is_mark(letter) or "\u1160" <= letter <= "\u11ff"


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


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
    wanted, context = fold(words).text.strip(), _Context(_folded(prefix), _folded(suffix))
    if not wanted:
        return []
    found = [Passage((hit,)) for hit in _occurrences(text.folded.text, wanted)]
    if found:
        found = [passage for passage in found if context.stands(text.folded.text, passage.start, passage.end)]
    elif _OMISSION.search(wanted):
        found = _with_omissions(text, [piece for piece in _OMISSION.split(wanted) if piece], context)
    whole = [passage for passage in found if _is_whole(text.folded.text, passage)]
    return [_in_print(text.folded, passage) for passage in whole or found]


@dataclass(frozen=True, slots=True)
class _Context:
    """The folded words that must stand right before and right after; empty for any."""

    before: str
    after: str

    def stands(self, text: str, start: int, end: int) -> bool:
        # One space at most can stand between, so a short slice is enough however long the text is.
        left = text[max(0, start - len(self.before) - 1) : start].rstrip()
        right = text[end : end + len(self.after) + 1].lstrip()
        return left.endswith(self.before) and right.startswith(self.after)


def _folded(words: str | None) -> str:
    return fold(words).text.strip() if words else ""


def _in_print(folded: Folded, passage: Passage) -> Passage:
    return Passage(tuple(Stretch(folded.back(piece.start), folded.back(piece.end)) for piece in passage.pieces))


def _occurrences(text: str, wanted: str) -> list[Stretch]:
    """Where the words stand in a folded text. A letter with a mark is another letter than the one without."""
    hits, start = [], text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _cuts_letter(text, start) and not _cuts_letter(text, end):
            hits.append(Stretch(start, end))
        start = text.find(wanted, start + 1)
    return hits


def _cuts_letter(text: str, at: int) -> bool:
    return 0 < at < len(text) and not text[at].isascii() and _continues(text[at - 1], text[at])


def _is_whole(text: str, passage: Passage) -> bool:
    """Whether no word is cut at either end of any piece."""
    return not any(_cuts_word(text, at) for piece in passage.pieces for at in (piece.start, piece.end))


def _cuts_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at].isalnum() and (text[at - 1].isalnum() or _is_mark(text[at - 1]))


def _with_omissions(text: Text, pieces: list[str], context: _Context) -> list[Passage]:
    """The pieces in order within one block: where they fit in one way only, that way; where in several, the first
    and the last, which is enough to see that the words are ambiguous. Ways that cut no word come before others."""
    if not pieces:
        return []
    places = {piece: _occurrences(text.folded.text, piece) for piece in set(pieces)}
    hits = [places[piece] for piece in pieces]
    hits[0] = [hit for hit in hits[0] if _Context(context.before, "").stands(text.folded.text, hit.start, hit.end)]
    hits[-1] = [hit for hit in hits[-1] if _Context("", context.after).stands(text.folded.text, hit.start, hit.end)]
    whole = [[hit for hit in options if _is_whole(text.folded.text, Passage((hit,)))] for options in hits]
    return _ways(text, whole) or _ways(text, hits)


def _ways(text: Text, hits: list[list[Stretch]]) -> list[Passage]:
    found: list[Passage] = []
    by_block = [_by_block(text, options) for options in hits]
    for block in sorted(set(by_block[0]).intersection(*by_block[1:])):
        options = [there[block] for there in by_block]
        found += [Passage(way) for way in sorted({_earliest(options), _latest(options)}) if way]
    return found


def _by_block(text: Text, hits: list[Stretch]) -> dict[int, list[Stretch]]:
    """The hits that lie within one block, by its number."""
    found: dict[int, list[Stretch]] = {}
    for hit in hits:
        block = text.block_of(text.folded.back(hit.start))
        if text.folded.back(hit.end) <= text.blocks[block].end:
            found.setdefault(block, []).append(hit)
    return found


def _earliest(hits: list[list[Stretch]]) -> tuple[Stretch, ...]:
    way: list[Stretch] = []
    for options in hits:
        following = bisect.bisect_left(options, way[-1].end if way else 0, key=lambda hit: hit.start)
        if following == len(options):
            return ()
        way.append(options[following])
    return tuple(way)


def _latest(hits: list[list[Stretch]]) -> tuple[Stretch, ...]:
    way: list[Stretch] = []
    for options in reversed(hits):
        preceding = bisect.bisect_right(options, way[-1].start, key=lambda hit: hit.end) if way else len(options)
        if not preceding:
            return ()
        way.append(options[preceding - 1])
    return tuple(reversed(way))


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
    wanted, tokens = [found[0] for found in _WORD.finditer(fold(words).text)], _tokens(text.folded.text)
    best = _best_window(wanted, tokens)
    if best is None:
        return None
    stretch = Stretch(tokens.at[best.start].start, tokens.at[best.end - 1].end)
    (found,) = _in_print(text.folded, Passage((stretch,))).pieces
    difference = _difference(wanted, list(tokens.words[best.start : best.end]))
    if all(kind == "same" for kind, _ in difference):
        # The words are the same and only the white space between them is not: compared as they stand apart.
        difference = _difference(fold(words).text.split(), text.folded.text[stretch.start : stretch.end].split())
    return Near(found, difference)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words and marks of a folded text, where each stands, and the numbers of those that are alike but for
    their case."""

    words: tuple[str, ...]
    at: tuple[Stretch, ...]
    alike: Mapping[str, list[int]]


@lru_cache(maxsize=2)
def _tokens(folded: str) -> _Tokens:
    """Remembered, because whoever misses one passage of an article often misses many."""
    found = list(_WORD.finditer(folded[:_NEAREST_LIMIT]))
    alike: dict[str, list[int]] = {}
    for number, token in enumerate(found):
        alike.setdefault(token[0].casefold(), []).append(number)
    return _Tokens(tuple(token[0] for token in found), tuple(Stretch(*token.span()) for token in found), alike)


def _best_window(wanted: list[str], tokens: _Tokens) -> Stretch | None:
    """The run of tokens that is most like the wanted ones: counted window by window, then fitted at its ends."""
    size, need = min(len(wanted), len(tokens.words)), Counter(word.casefold() for word in wanted)
    hits = sorted((number, word) for word in need for number in tokens.alike.get(word, ()))
    have, shared, best, best_at, first = Counter[str](), 0, 0, 0, 0
    for number, word in hits:
        have[word] += 1
        shared += have[word] <= need[word]
        while hits[first][0] <= number - size:
            gone = hits[first][1]
            shared -= have[gone] <= need[gone]
            have[gone] -= 1
            first += 1
        if shared > best:
            best, best_at = shared, hits[first][0]
    if best * 3 < len(wanted) or not best:
        return None
    low, high = max(0, best_at - size // 2), min(len(tokens.words), best_at + size + size // 2)
    return _fitted(wanted, list(tokens.words), low, high)


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
