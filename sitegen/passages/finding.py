"""Finds words in a text exactly, or with omissions that the annotation marks: the engine of the verbatim gate."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from .folding import Folded, continues, fold, is_mark
from .stretch import Stretch
from .text import Passage, Text

_OMISSION = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…)\s*")


def find(text: Text, words: str, prefix: str | None = None, suffix: str | None = None) -> list[Passage]:
    """Every place where the words stand, in order. Whole words are preferred: `Iran` is not looked for inside
    `Iranian` while it stands anywhere by itself. `…` or `[...]` may stand for an omission within one block; a `…`
    that the source itself prints is found as it stands."""
    key = (words, prefix, suffix)
    if (kept := text.found.get(key)) is None:
        kept = text.found[key] = _find(text, words, prefix, suffix)
    return list(kept)


def _find(text: Text, words: str, prefix: str | None, suffix: str | None) -> list[Passage]:
    wanted, context = fold(words).text.strip(), _Context(_folded(prefix), _folded(suffix))
    if not wanted:
        return []
    found = [Passage((hit,)) for hit in _occurrences(text.folded.text, wanted)]
    if found:
        found = [passage for passage in found if context.stands(text.folded.text, passage.start, passage.end)]
    elif _OMISSION.search(wanted):
        found = _with_omissions(text, [piece for piece in _OMISSION.split(wanted) if piece], context)
    whole = [passage for passage in found if _is_whole(text.folded.text, passage)]
    return [in_print(text.folded, passage) for passage in whole or found]


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


def in_print(folded: Folded, passage: Passage) -> Passage:
    """A passage of the folded text, as it lies in the text that was folded."""
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
    return 0 < at < len(text) and not text[at].isascii() and continues(text[at - 1], text[at])


def _is_whole(text: str, passage: Passage) -> bool:
    """Whether no word is cut at either end of any piece."""
    return not any(_cuts_word(text, at) for piece in passage.pieces for at in (piece.start, piece.end))


def _cuts_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at].isalnum() and (text[at - 1].isalnum() or is_mark(text[at - 1]))


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
