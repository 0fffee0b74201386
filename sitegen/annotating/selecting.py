"""From what a browser says was selected to a stretch of the article's text, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..library import Document
from ..overlay import rows
from ..passages import Stretch, find
from ..prose import Run

# What a browser and we count alike: every character but the white space that markup may add.
_SKIPPED = re.compile(r"[ \t\n\f\r]+")
_SPOT = re.compile(r"p([1-9][0-9]{0,6}):([0-9]{1,7})")
# Scripts that put no space between words: where one ends there is for the reader to say.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_MARKS = '"“”„‟«»'


@dataclass(frozen=True, slots=True)
class Selection:
    """What was selected: `start` and `end` are each a row of the page and how many characters of it lie before
    (`p3:120`), `words` the characters themselves."""

    start: str
    end: str
    words: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why an entry cannot rest on what was selected, in a sentence or two."""

    why: str


def selected(document: Document, selection: Selection) -> Stretch | Unusable:
    """The stretch of the text that was selected, from its first visible character to its last. The words themselves
    decide: where the page is older than the text, or laid out by another template, they are looked for."""
    wanted = _SKIPPED.sub("", selection.words)
    if not wanted:
        return Unusable("No words are selected.")
    first, last = _offset(document, selection.start, 0), _offset(document, selection.end, -1)
    if first is not None and last is not None and _same(document.text.plain[first : last + 1], selection.words):
        return Stretch(first, last + 1)
    found = find(document.text, selection.words)
    if len(found) == 1 and len(found[0].pieces) == 1:
        return found[0].pieces[0]
    if found:
        return Unusable(f"These words stand in the article {len(found)} times. Select a few more on either side.")
    return Unusable("The article does not say this any more. Load the page again and select the words anew.")


def _same(one: str, other: str) -> bool:
    """Whether two texts have the same characters. White space of any kind is left out: between two paragraphs stand
    hard spaces too, which no page shows."""
    return "".join(one.split()) == "".join(other.split())


def _offset(document: Document, spot: str, step: int) -> int | None:
    """The offset in the text of the character before which (step -1: at the end of which) a spot lies."""
    told = _SPOT.fullmatch(spot)
    if told is None:
        return None
    shown = list(_shown(document, int(told[1]) - 1))
    number = int(told[2]) + step
    return shown[number] if 0 <= number < len(shown) else None


def _shown(document: Document, block: int) -> Iterator[int]:
    """The offset of every character that a page shows in the row that begins with a block."""
    for row in rows(document.flow):
        runs = [item for item in row if isinstance(item, Run)]
        if runs and min(document.text.block_of(run.start) for run in runs) == block:
            for run in runs:
                yield from (run.start + at for at, letter in enumerate(run.text) if letter not in " \t\n\f\r")
            return


def whole_words(plain: str, stretch: Stretch) -> Stretch:
    """A stretch made longer where it cuts a word, and shorter by the white space at its ends."""
    start, end = stretch.start, stretch.end
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    while 0 < start < end and _joined(plain, start):
        start -= 1
    while start < end < len(plain) and _joined(plain, end):
        end += 1
    return Stretch(start, end)


def _joined(plain: str, at: int) -> bool:
    before, after = plain[at - 1], plain[at]
    return before.isalnum() and after.isalnum() and not (_UNSPACED.match(before) or _UNSPACED.match(after))


def without_marks(plain: str, stretch: Stretch) -> Stretch:
    """A stretch without the quotation marks round it, and without the comma before the closing one."""
    start, end = stretch.start, stretch.end
    marks = [at for at in range(start, end) if plain[at] in _MARKS]
    if marks and set(marks) <= {start, end - 1}:
        start += start in marks
        end -= end - 1 in marks
    while end > start and plain[end - 1] in ",;:" + " \u00a0\n":
        end -= 1
    while start < end and plain[start].isspace():
        start += 1
    return Stretch(start, end) if start < end else stretch
