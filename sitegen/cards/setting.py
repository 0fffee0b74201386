"""Sets words in lines of a given width, by what a font says of their widths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Measure = Callable[[str], float]
_MORE = " …"


@dataclass(frozen=True, slots=True)
class Lines:
    """Words in lines, and whether all of them are there."""

    texts: tuple[str, ...]
    whole: bool


def lines_of(text: str, room: float, measure: Measure, most: int) -> Lines:
    """A text in at most so many lines; the last one says by an ellipsis that more would follow."""
    texts: list[str] = []
    rest = text.split()
    while rest and len(texts) < most:
        count = _fitting(rest, room, measure)
        if count == 0:
            begun = _begun(rest[0], room, measure)
            texts.append(begun)
            rest[0] = rest[0][len(begun) :]
            continue
        texts.append(" ".join(rest[:count]))
        rest = rest[count:]
    if rest and texts:
        texts[-1] = fitted(f"{texts[-1]} {rest[0]}", room, measure, ended=True)
    return Lines(tuple(texts), not rest)


def fitted(text: str, room: float, measure: Measure, ended: bool = False) -> str:
    """A text as far as it fits, cut between words where it can be."""
    if not ended and measure(text) <= room:
        return text
    words = text.split()[:-1]
    while words and measure(" ".join(words) + _MORE) > room:
        words.pop()
    kept = " ".join(words) or _begun(text, room - measure(_MORE), measure)
    return kept.rstrip(".,;:… ") + _MORE


def _fitting(words: list[str], room: float, measure: Measure) -> int:
    count = 0
    while count < len(words) and measure(" ".join(words[: count + 1])) <= room:
        count += 1
    return count


def _begun(word: str, room: float, measure: Measure) -> str:
    """As many letters of a word as fit, and one at least."""
    end = 1
    while end < len(word) and measure(word[: end + 1]) <= room:
        end += 1
    return word[:end]
