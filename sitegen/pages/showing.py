"""Shows any statement, whatever its kind: its words in their sentence, its references as links, its notes as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference, Snippet
from ..dates import read_span
from ..findings.chronology import Resolved
from ..kinds.account import Account
from ..kinds.date import Dated
from ..kinds.figure import Figure
from ..kinds.followup import FollowUp
from ..kinds.quote import Quote
from ..kinds.stance import Stance
from ..page import address_of_commitment
from ..records import Statement, Thing, spots
from .verdict import OF_A_FIGURE


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as its partial (`templates/statements/<kind>.html`) shows it. `record` holds its plain fields;
    `link`, `links` and `prose` give the composed ones by key; `resolved` is what its dated words mean."""

    kind: str
    id: str
    record: Statement
    snippet: Snippet
    resolved: Resolved | None
    _links: Mapping[str, tuple[Reference, ...]]
    _prose: Mapping[str, Html]
    _evidence: Mapping[str, str]
    _dates: Mapping[str, str]
    _named: Mapping[str, str]

    @property
    def beside(self) -> tuple[object, ...] | None:
        """All that is shown of it beside its words, its note as HTML; None where it holds more prose, whose citations
        are numbered in the order of its partial. To be asked when it is printed."""
        if self._prose.keys() - {"note"}:
            return None
        words = (self.snippet.words, self.snippet.language, self.snippet.original)
        note = str(self._prose["note"]) if self._prose else ""
        return (self.record, words, note, self.resolved, self._links, self._evidence, self._dates, self._named)

    def link(self, key: str) -> Reference | None:
        """The thing a key refers to."""
        return next(iter(self._links.get(key, ())), None)

    def links(self, key: str) -> tuple[Reference, ...]:
        """The things a list refers to."""
        return self._links.get(key, ())

    def prose(self, key: str) -> Html | None:
        """A note as HTML."""
        return self._prose.get(key)

    def said(self, key: str) -> str | None:
        """A date of the record in words."""
        return self._dates.get(key)

    def printed(self, key: str) -> str | None:
        """Further words of the statement, such as its attribution, as the source prints them."""
        return self._evidence.get(key)

    def named(self, key: str) -> str | None:
        """What an id inside another record stands for in words, such as a position; the verdict on a figure."""
        return self._named.get(key)


def show(composer: Composer, statement: Statement) -> Shown | None:
    """A statement composed for the page at hand; None where its words may not be shown, or were not found, which is
    a problem already."""
    anchor = composer.findings.anchors.of(statement)
    document = composer.library.documents[statement.article]
    if anchor is None or (document.article.rights == "link" and not composer.briefing.private):
        return None
    links: dict[str, list[Reference]] = {}
    prose: dict[str, Html] = {}
    dates: dict[str, str] = {}
    for spot in spots(statement):
        key = str(spot.steps[0])
        if spot.role == "ref" and (link := composer.reference(spot.text, *spot.kinds)):
            links.setdefault(key, []).append(link)
        elif spot.role == "date" and (span := read_span(spot.text)):
            dates[key] = span.said
        elif spot.role == "prose" and (html := composer.line(spot.text)):
            prose[key] = html
    if isinstance(statement, FollowUp) and (target := _followed(composer, statement)):
        links["of"] = [target]
    printed = partial(composer.findings.excerpts.printed, document)
    evidence = {key: " … ".join(printed(passage.pieces)) for key, passage in anchor.evidence.items()}
    return Shown(
        kind=statement.kind,
        id=statement.id,
        record=statement,
        snippet=composer.anchored(anchor),
        resolved=_resolved(composer, statement),
        _links={key: tuple(found) for key, found in links.items()},
        _prose=prose,
        _evidence=evidence,
        _dates=dates,
        _named=dict(_named(composer, statement)),
    )


def _followed(composer: Composer, followup: FollowUp) -> Reference | None:
    """The commitment that a follow-up is about, as a link to all that is said of it."""
    commitment = composer.findings.commitments.commitment(followup)
    if commitment is None:
        return None
    return Reference(commitment.what, composer.href(address_of_commitment(commitment)), "commitment")


def _named(composer: Composer, statement: Statement) -> Iterator[tuple[str, str]]:
    if isinstance(statement, Stance) and (held := composer.findings.stances.of(statement)):
        yield "position", held.position.name
    elif isinstance(statement, Account) and (question := composer.findings.accounts.question(statement)):
        yield "question", question.question
    elif isinstance(statement, Figure) and (standing := composer.findings.ledger.of(statement)):
        yield "verdict", OF_A_FIGURE[standing.verdict]


def _resolved(composer: Composer, statement: Statement) -> Resolved | None:
    """What the dated words mean: the statement's own, or those that say when a quotation was said."""
    chronology = composer.findings.chronology
    if isinstance(statement, Dated):
        return chronology.of(statement)
    if isinstance(statement, Quote) and statement.when:
        anchor = composer.findings.anchors.of(statement)
        passage = anchor.evidence.get("when") if anchor else None
        statements = composer.library.documents[statement.article].statements if passage else ()
        for other in (one for one in statements if isinstance(one, Dated)):
            found = composer.findings.anchors.of(other)
            if found and passage and found.passage.start <= passage.start < found.passage.end:
                return chronology.of(other)
    return None


_FORM_ORDER = ("direct", "partial", "indirect", "outlet")


def newest_first(composer: Composer, quotes: list[Quote]) -> list[Shown]:
    """Quotations in groups by form, the newest article first within each."""

    def order(quote: Quote) -> tuple[int, int, int]:
        dated = composer.findings.chronology.articles[quote.article].span
        day = dated.first.toordinal() if dated and dated.first else 0
        anchor = composer.findings.anchors.of(quote)
        return _FORM_ORDER.index(quote.form), -day, anchor.passage.start if anchor else 0

    return [shown for quote in sorted(quotes, key=order) if (shown := show(composer, quote))]


def quotes_naming(composer: Composer, thing: Thing, key: str) -> list[Quote]:
    """The quotations that name a thing by one of their keys."""
    return [quote for quote in composer.library.referring(thing, key, "quote") if isinstance(quote, Quote)]
