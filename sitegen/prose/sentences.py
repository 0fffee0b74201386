"""The sentences of a text: where each ends, which one words stand in, and which of our own cite nothing."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from ..passages import Stretch, Text
from .flow import Citation, Markup, Run, Unreadable, Written

_CITED = "\x00"
LONGEST = 4_000
# A full stop behind one of these ends no sentence.
_SHORT = (
    "[A-Z]", "Mr", "Mrs", "Ms", "Dr", "St", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Adm", "Sen", "Rep",
    "Gov", "Rev", "Jr", "Sr", "No", "vs", r"e\.g", r"i\.e", r"a\.m", r"p\.m",
    "Jan", "Feb", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
)  # fmt: skip
_NOT_BEHIND = "".join(rf"(?<!\b{word}.)" for word in _SHORT)
_CLOSING = r"[\"'”’»)\]]*"
# Dots that an omission left behind a sentence, as in “patience. . We”, belong to it.
# The mark comes first and what must not stand before it is looked at then, so that the search runs from mark to mark.
_SENTENCE_END = re.compile(
    rf"[.!?…؟۔।。！？](?:(?<=[.!?…؟۔।]){_NOT_BEHIND}(?<!\..)(?:\s?[.…])*+{_CLOSING}(?:\s*{_CITED})*"
    rf"(?=\s+[^\s{_CITED}a-z]|\s*$)|(?<=[。！？])[。！？]*[」』”’）]*(?:\s*{_CITED})*)"
)
_INLINE = frozenset({"<em>", "</em>", "<strong>", "</strong>", "<code>", "</code>", "<br>"})
_HEADING = re.compile(r"<(/?)(?:h[1-6]|th)>")


def uncited_sentences(written: Written) -> list[str]:
    """The sentences of a piece of prose that cite nothing. A citation belongs to the sentence it stands in, or
    right behind; a heading is no sentence."""
    return [
        sentence.replace(_CITED, "").strip()
        for block in _with_marks(written)
        for sentence in sentences(block)
        if _CITED not in sentence and re.search(r"\w", sentence)
    ]


def _with_marks(written: Written) -> Iterator[str]:
    """The words of each block but the headings, a mark in the place of each citation."""
    block, heading = "", False
    for item in written.flow:
        if isinstance(item, Run):
            block += item.text
        elif isinstance(item, (Citation, Unreadable)):
            block += _CITED
        elif isinstance(item, Markup) and item.html not in _INLINE:
            if not heading:
                yield block
            block, found = "", _HEADING.match(item.html)
            heading = bool(found and not found[1])
    yield block


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph, each with its own end marks."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    if text[start:].strip():
        yield text[start:]


def sentence_at(text: Text, start: int, end: int) -> Stretch:
    """The sentence of the text that a stretch stands in, never beyond its block."""
    block = text.blocks[text.block_of(start)] if text.blocks else Stretch(start, end)
    ends = text.known.numbers("sentences", lambda: _ends(text))
    before, behind = bisect.bisect_right(ends, start), bisect.bisect_left(ends, max(end, start + 1))
    left = ends[before - 1] if before and ends[before - 1] > block.start else min(block.start, start)
    right = ends[behind] if behind < len(ends) and ends[behind] <= block.end else block.end
    if right - left > LONGEST:
        # No full stop in sight: what stands near the words has to do.
        left, right = max(left, start - LONGEST // 4), min(right, end + LONGEST // 4)
        left = text.plain.find(" ", left, start) + 1 or left
        right = max(text.plain.rfind(" ", end, right), end)
    gap = text.plain[left:start]
    return Stretch(left + len(gap) - len(gap.lstrip()), max(right, end))


def _ends(text: Text) -> Iterator[int]:
    """Where the sentences of a text end, block by block."""
    for block in text.blocks:
        yield from (mark.end() for mark in _SENTENCE_END.finditer(text.plain, block.start, block.end))
