"""The passage that comes nearest to words that stand nowhere, and how the two differ word by word."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .finding import in_print
from .folding import fold
from .stretch import Stretch
from .text import Passage, Text

_WORD = re.compile(r"\w+(?:['.-]\w+)*|[^\w\s]")
_APART = re.compile(r"\S+")
_NEAREST_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Near:
    """The passage that comes nearest to words that stand nowhere, and how the two differ word by word: pieces of
    (`same`, `wanted` or `printed`, words)."""

    stretch: Stretch
    difference: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        marks = {"same": "{}", "wanted": "[-{}-]", "printed": "{{+{}+}}"}
        return " ".join(marks[kind].format(words) for kind, words in self.difference)


def nearest_passage(text: Text, words: str) -> Near | None:
    """The stretch of the text that shares most words with `words` in their order, or None when next to nothing is
    shared. Only run when words were not found, so it may take its time, but never on more than a book."""
    wanted, tokens = _cut(_WORD, fold(words).text), _remembered(text.folded.text[:_NEAREST_LIMIT])
    best = _best_window(wanted.words, tokens)
    if best is None:
        return None
    stretch = Stretch(tokens.at[best.start].start, tokens.at[best.end - 1].end)
    (found,) = in_print(text.folded, Passage((stretch,))).pieces
    printed = text.folded.text[stretch.start : stretch.end]
    difference = _difference(wanted, _cut(_WORD, printed))
    if all(kind == "same" for kind, _ in difference):
        # The words are the same and only the white space between them is not: compared as they stand apart.
        difference = _difference(_cut(_APART, wanted.text), _cut(_APART, printed))
    return Near(found, difference)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words and marks of a folded text, where each stands, and the numbers of those that are alike but for
    their case."""

    text: str
    words: tuple[str, ...]
    at: tuple[Stretch, ...]
    alike: Mapping[str, list[int]]

    def spelt(self, first: int, last: int) -> str:
        """The tokens from one number to before another, with what stands between them."""
        return self.text[self.at[first].start : self.at[last - 1].end]


def _cut(pattern: re.Pattern[str], text: str) -> _Tokens:
    found = list(pattern.finditer(text))
    alike: dict[str, list[int]] = {}
    for number, token in enumerate(found):
        alike.setdefault(token[0].casefold(), []).append(number)
    return _Tokens(text, tuple(token[0] for token in found), tuple(Stretch(*token.span()) for token in found), alike)


@lru_cache(maxsize=2)
def _remembered(text: str) -> _Tokens:
    """Whoever misses one passage of an article often misses many."""
    return _cut(_WORD, text)


def _best_window(wanted: Sequence[str], tokens: _Tokens) -> Stretch | None:
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
    return _fitted(wanted, tokens.words, low, high)


def _fitted(wanted: Sequence[str], tokens: Sequence[str], low: int, high: int) -> Stretch | None:
    blocks = difflib.SequenceMatcher(None, wanted, tokens[low:high], autojunk=False).get_matching_blocks()
    solid = [block for block in blocks if block.size]
    if not solid:
        return None
    first, last = solid[0], solid[-1]
    start = max(low, low + first.b - first.a)
    end = min(high, low + last.b + last.size + len(wanted) - last.a - last.size)
    return Stretch(start, max(start + 1, end))


def _difference(wanted: _Tokens, printed: _Tokens) -> tuple[tuple[str, str], ...]:
    out: list[tuple[str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, wanted.words, printed.words, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(("same", wanted.spelt(a, b)))
            continue
        if a < b:
            out.append(("wanted", wanted.spelt(a, b)))
        if c < d:
            out.append(("printed", printed.spelt(c, d)))
    return tuple(out)
