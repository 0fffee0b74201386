"""A text as it is compared, with a way back: the form of marks, white space and letters is taken away, nothing else."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Folding takes away what typing cannot keep: the form of quotation marks and dashes, no-break spaces, and how a
# letter with a mark is composed. Never case, never a word.
FORMS = {"'": "'‘’‚‛", '"': '"“”„‟', "-": "-‐‑‒–—―⸺⸻−﹘﹣－"}
_FORMS = str.maketrans({form: mark for mark, forms in FORMS.items() for form in forms})
_ODD_SPACES = re.compile(r"\s{2,}|[^\S ]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` as it is compared. `at` and `printed` hold, for each spot from which folded and printed offsets differ
    anew, the folded offset and the printed one."""

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
        if position < len(text) and continues(text[position - 1], text[position]):
            continue
        cluster = text[start:position]
        put = " " if cluster.isspace() else unicodedata.normalize("NFC", cluster)
        if put != cluster:
            yield start, position, put
        start = position


def continues(before: str, letter: str) -> bool:
    """Whether a letter may melt into the one before it: white space into white space, combining marks, and the
    second half of Hangul syllables."""
    if before.isspace():
        return letter.isspace()
    return is_mark(letter) or "\u1160" <= letter <= "\u11ff"


def is_mark(letter: str) -> bool:
    """Whether it is a combining mark, which has no place of its own."""
    return unicodedata.category(letter)[0] == "M"
