"""Where each source uses which of several words for the same thing, and in whose voice: counted, never scored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..kinds.quote import Quote
from ..kinds.wording import Wording
from ..library import Document, Library
from ..passages import Stretch
from ..problems import Problem
from .anchors import Anchors
from .names import plain_name, whole_word_pattern

Voice = Literal["own", "reported", "quoted"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One use of a word: which variant (its number in the wording) in which article, and in whose voice. `quote` is
    the statement that lends it another voice than the outlet's, or that says it is the outlet's."""

    article: str
    stretch: Stretch
    variant: int
    printed: str
    voice: Voice
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every use of every wording, in the order of the articles and of their text."""

    spoken: Mapping[str, tuple[Spoken, ...]]

    def of(self, wording: Wording) -> tuple[Spoken, ...]:
        return self.spoken.get(wording.id, ())


def count_wordings(library: Library, anchors: Anchors) -> tuple[Wordings, list[Problem]]:
    """Every use of a declared word, in one pass over each text. Words that two variants of one wording claim are a
    problem, because they would be counted for either."""
    wordings = [wording for wording in library.all("wording").values() if isinstance(wording, Wording)]
    problems = [problem for wording in wordings for problem in _claimed_twice(wording)]
    lexicon = library.once("lexicon", tuple(wordings), _Lexicon, wordings)
    spoken: dict[str, list[Spoken]] = {wording.id: [] for wording in wordings}
    for document in library.documents.values() if lexicon.pattern else ():
        for wording, uses in document.once("wordings", (lexicon,), _over_saves, document, anchors, lexicon).items():
            spoken[wording] += uses
    return Wordings({wording: tuple(found) for wording, found in spoken.items()}), problems


def _over_saves(document: Document, anchors: Anchors, lexicon: _Lexicon) -> dict[str, list[Spoken]]:
    quotes = tuple([anchors.of(one) for one in document.statements if isinstance(one, Quote)])
    rests_on = (lexicon, document.text, document.stamp_end, quotes)
    return document.over_saves("wordings", rests_on, _spoken, document, anchors, lexicon)


def _spoken(document: Document, anchors: Anchors, lexicon: _Lexicon) -> dict[str, list[Spoken]]:
    """The uses of declared words in one article, by wording."""
    spoken: dict[str, list[Spoken]] = {}
    voices = _Voices(document, anchors)
    for stretch, claims in lexicon.find(document):
        printed = document.text.printed(stretch)
        for wording, variant, length in claims:
            used, uses = Stretch(stretch.start, stretch.start + length), spoken.setdefault(wording, [])
            if not uses or not uses[-1].stretch.overlaps(used):
                voice, quote = voices.at(used)
                uses.append(Spoken(document.id, used, variant, printed[:length], voice, quote))
    return spoken


def _claimed_twice(wording: Wording) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, variant in enumerate(wording.variants):
        for index, words in enumerate(variant.words):
            first = seen.setdefault(words.casefold(), number)
            if first != number:
                message = f"“{words}” stands under “{wording.variants[first].name}” already"
                place = wording.place("variants", number, "words", index)
                yield Problem(place, "words-counted-twice", message, "keep it under one of the two")


_Claim = tuple[str, int, int]


class _Lexicon:
    """The words of all wordings as one pattern, and which wordings a found one counts for."""

    def __init__(self, wordings: list[Wording]) -> None:
        self._claims: dict[str, list[tuple[str, int]]] = {}
        self._known: dict[str, tuple[_Claim, ...]] = {}
        for wording in wordings:
            for number, variant in enumerate(wording.variants):
                for words in variant.words:
                    for form in dict.fromkeys((words, words[:1].upper() + words[1:])):
                        self._claims.setdefault(_folded(form), []).append((wording.id, number))
        whole = whole_word_pattern(self._claims)
        # Looked for from every word on, so that a word inside a longer one of another wording is not lost.
        self.pattern = re.compile(rf"(?=({whole.pattern}))") if whole else None

    def find(self, document: Document) -> Iterator[tuple[Stretch, tuple[_Claim, ...]]]:
        """Every place where declared words stand, and what they count for: wording, variant, length."""
        assert self.pattern is not None
        for found in self.pattern.finditer(document.text.plain, document.stamp_end):
            yield Stretch(*found.span(1)), self._claimed(found[1])

    def _claimed(self, printed: str) -> tuple[_Claim, ...]:
        """What words count for: for each wording the longest of its words that they begin with."""
        if printed in self._known:
            return self._known[printed]
        claims: dict[str, _Claim] = {}
        for end in sorted({found.end() for found in re.finditer(r"\w(?!\w)|\S(?=\s|$)", printed)}, reverse=True):
            for wording, variant in self._claims.get(_folded(printed[:end]), ()):
                claims.setdefault(wording, (wording, variant, end))
        return self._known.setdefault(printed, tuple(claims.values()))


def _folded(words: str) -> str:
    """Words as the pattern takes them: any run of white space, any form of apostrophe and hyphen."""
    return re.sub("[‐‑‒–—]", "-", plain_name(words).replace("’", "'").replace("‘", "'"))


class _Voices:
    """Whose voice each stretch of one article is in, by the quotations that a person annotated."""

    def __init__(self, document: Document, anchors: Anchors) -> None:
        self._text = document.text
        self._by_block: dict[int, list[tuple[Stretch, Quote]]] = {}
        for statement in document.statements:
            anchor = anchors.of(statement)
            if anchor is None or not isinstance(statement, Quote):
                continue
            for piece in anchor.passage.pieces:
                last = self._text.block_of(max(piece.start, piece.end - 1))
                for block in range(self._text.block_of(piece.start), last + 1):
                    self._by_block.setdefault(block, []).append((piece, statement))

    def at(self, stretch: Stretch) -> tuple[Voice, Quote | None]:
        """The voice of a stretch, by the quotation that holds any of it: the one nearest to the words, where one lies
        inside another."""
        over = [
            (piece, quote)
            for piece, quote in self._by_block.get(self._text.block_of(stretch.start), ())
            if piece.overlaps(stretch)
        ]
        if not over:
            return "own", None
        _, quote = min(over, key=lambda one: (_NEARNESS[one[1].form], one[0].end - one[0].start))
        return _VOICES[quote.form], quote


_NEARNESS = {"direct": 0, "partial": 0, "indirect": 1, "outlet": 2}
_VOICES: dict[str, Voice] = {"direct": "quoted", "partial": "quoted", "indirect": "reported", "outlet": "own"}
