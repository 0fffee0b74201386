"""What is likely of words that were selected: the kind of statement they make, and the values of its keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from ..dates import Direction, Reading, Span, read_words
from ..findings import Findings
from ..kinds.actor import Actor
from ..library import Document, Library
from ..numbers import numbers_in, the_number
from ..passages import Stretch, fold
from ..prose import sentence_at
from ..scaffold import is_whole_sentence, likely_measure, likely_speaker
from .blanks import Choice

_MARKS = re.compile(r"[\"“”„‟«»]|(?<!\w)[‘‚‛]")
_CLOSING = re.compile(r"[”»]")
_QUOTATION = re.compile(r"[“„«][^”»]*[”»]|\"[^\"]*\"")
_REPORTS = re.compile(
    r"\b(?:said|says?|told|tells?|added|according to|reported|reports?|announced|warned|stressed|claimed|claims?"
    r"|insisted|declared|noted|argued|believes?|thinks?|wrote)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|shall|is to|are to|was to|were to|would|plans?|planned|scheduled|expected|due|upcoming)\b"
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one article, with all that is known."""

    library: Library
    findings: Findings
    document: Document
    stretch: Stretch

    @property
    def printed(self) -> str:
        """The words as the source prints them."""
        return self.document.text.printed(self.stretch)

    @property
    def sentence(self) -> str:
        """The sentence that they stand in."""
        return self.document.text.printed(sentence_at(self.document.text, self.stretch.start, self.stretch.end))

    @property
    def are_quoted(self) -> bool:
        """Whether a quotation mark opened before them in their paragraph is not closed yet."""
        text = self.document.text
        block = text.blocks[text.block_of(self.stretch.start)]
        before = text.plain[block.start : self.stretch.start]
        straight = before.count('"') % 2 == 1
        return straight or len(re.findall("[“„«]", before)) > len(_CLOSING.findall(before))

    @property
    def are_a_quotation(self) -> bool:
        """Whether they are all that stands between two quotation marks."""
        before = self.document.text.plain[: self.stretch.start].rstrip()[-1:]
        after = self.document.text.plain[self.stretch.end :].lstrip(" ,.!?")[:1]
        return bool(before and after and _MARKS.match(before) and _MARKS.match(after))

    @property
    def own_sentence(self) -> str:
        """Their sentence without what others are quoted with in it, unless they are quoted themselves."""
        return self.sentence if self.are_quoted else _QUOTATION.sub("", self.sentence)

    @property
    def published(self) -> Span | None:
        """When the article was published, as far as is known."""
        return self.findings.chronology.articles[self.document.id].span

    def reading(self, direction: Direction | None) -> Reading:
        """What the words come to as a date, looking in a direction."""
        return read_words(self.printed, self.published, direction, self.document.article.language)

    @property
    def are_a_name_of_nothing(self) -> bool:
        """Whether they look like a name or a part of one, and nothing that is written has it."""
        gaps = self.findings.gaps.in_article[self.document.id]
        names = (gap.stretch for gap in gaps if gap.kind == "name" and gap.stretch)
        return any(name.start <= self.stretch.start and self.stretch.end <= name.end for name in names)

    @property
    def meant(self) -> str:
        """The reference of the one thing whose name the words are; empty where none is, or several."""
        names, name = self.findings.names, fold(self.printed).text.strip()
        things = names.weak.get(name) or tuple(filter(None, [names.strong.get(name)]))
        if len(things) != 1:
            return ""
        thing = things[0]
        return thing.id if len(self.library.candidates(thing.id)) == 1 else f"{thing.kind}:{thing.id}"


def likely_kind(words: Words) -> str:
    """The kind of statement that words most likely make."""
    names, name = words.findings.names, fold(words.printed).text.strip()
    if name in names.weak or name in names.strong or words.are_a_name_of_nothing:
        return "mention"
    if not words.are_a_quotation and words.reading(None).problem != "date-not-understood":
        return "date"
    if len(words.printed.split()) <= 8 and any(numbers_in(words.printed)):
        return "figure"
    return "quote"


def likely_values(words: Words, kind: str) -> dict[str, str]:
    """What the keys of an entry likely hold; where nothing speaks for any value, nothing."""
    guess = _GUESSES.get(kind)
    return {key: value for key, value in guess(words).items() if value} if guess else {}


def _of_quote(words: Words) -> dict[str, str]:
    speaker = likely_speaker(words.findings, words.document, words.stretch)
    if words.are_quoted or _MARKS.search(words.printed[:1]):
        form = "direct" if _is_a_saying(words) else "partial"
    elif speaker and _REPORTS.search(words.sentence):
        form = "indirect"
    else:
        return {"form": "outlet"}
    return {"form": form, "speaker": speaker.id if speaker else ""}


def _is_a_saying(words: Words) -> bool:
    """Whether quoted words are a sentence of their own, and not a few words taken out of one."""
    before = words.document.text.plain[: words.stretch.start].rstrip()[-1:]
    opens = bool(_MARKS.match(before)) and words.printed[:1].isupper()
    return opens or is_whole_sentence(words.document, words.stretch)


def _of_date(words: Words) -> dict[str, str]:
    if words.reading(None).span is not None:
        return {}
    ahead = bool(_AHEAD.search(words.own_sentence))
    order: tuple[Direction, ...] = ("after", "before", "same day") if ahead else ("before", "same day", "after")
    return {"direction": next((one for one in order if words.reading(one).span is not None), "")}


def directions(words: Words) -> tuple[Choice, ...]:
    """Each direction with the day or span that it makes of the words."""
    spans = {one: words.reading(one).span for one in get_args(Direction)}
    return tuple(Choice(one, str(span.said)) for one, span in spans.items() if span is not None)


def _of_figure(words: Words) -> dict[str, str]:
    found = list(numbers_in(words.printed))
    number = (
        "" if the_number(words.printed) or not found else words.printed[found[0].stretch.start : found[0].stretch.end]
    )
    measure = likely_measure(words.library, words.document, words.stretch, number or words.printed)
    return {"number": number, "measure": measure or ""}


def _of_stance(words: Words) -> dict[str, str]:
    quoted = words.are_quoted
    form = "own words" if quoted else "reported" if _REPORTS.search(words.sentence) else "the article's account"
    return {"actor": _id(_nearest(words)), "form": form}


def _of_part(words: Words) -> dict[str, str]:
    block = words.document.text.blocks[words.document.text.block_of(words.stretch.start)]
    whole = words.stretch.start <= block.start + 1 and words.stretch.end >= block.end - 1
    if whole and len(words.printed) < 90 and words.printed[-1:] not in ".!?":
        return {"role": "heading"}
    if words.printed.upper() == words.printed or words.printed.rstrip()[-1:] in "-–—":
        return {"role": "dateline"}
    return {"role": "byline" if re.match(r"(?i)(?:by|author)\b", words.printed) else "caption"}


def _nearest(words: Words) -> Actor | None:
    return likely_speaker(words.findings, words.document, words.stretch)


def _id(actor: Actor | None) -> str:
    return actor.id if actor else ""


def _of_use(words: Words) -> dict[str, str]:
    thing = words.library.thing(words.meant) if words.meant else None
    return {"term": thing.id if thing and thing.kind == "term" else ""}


_GUESSES: Mapping[str, Callable[[Words], dict[str, str]]] = {
    "quote": _of_quote,
    "date": _of_date,
    "figure": _of_figure,
    "stance": _of_stance,
    "commitment": lambda words: {"by": _id(_nearest(words))},
    "mention": lambda words: {"as": words.meant},
    "use": _of_use,
    "part": _of_part,
}
