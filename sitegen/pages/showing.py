"""Shows any statement, whatever its kind: its words in their sentence, its references as links, its notes as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..composing import Composer, Html, Reference, Snippet
from ..findings.chronology import Resolved
from ..kinds.date import Dated
from ..kinds.quote import Quote
from ..records import Statement, Thing, spots


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

    def link(self, key: str) -> Reference | None:
        """The thing a key refers to."""
        return next(iter(self._links.get(key, ())), None)

    def links(self, key: str) -> tuple[Reference, ...]:
        """The things a list refers to."""
        return self._links.get(key, ())

    def prose(self, key: str) -> Html | None:
        """A note as HTML."""
        return self._prose.get(key)

    def printed(self, key: str) -> str | None:
        """Further words of the statement, such as its attribution, as the source prints them."""
        return self._evidence.get(key)


def show(composer: Composer, statement: Statement) -> Shown | None:
    """A statement composed for the page at hand; None where its words may not be shown, or were not found, which is
    a problem already."""
    anchor = composer.findings.anchors.of(statement)
    document = composer.library.documents[statement.article]
    if anchor is None or (document.article.rights == "link" and not composer.briefing.private):
        return None
    links: dict[str, list[Reference]] = {}
    prose: dict[str, Html] = {}
    for spot in spots(statement):
        key = str(spot.steps[0])
        if spot.role == "ref" and (link := composer.reference(spot.text, *spot.kinds)):
            links.setdefault(key, []).append(link)
        elif spot.role == "prose" and (html := composer.line(spot.text)):
            prose[key] = html
    text = document.text
    evidence = {key: " … ".join(map(text.printed, passage.pieces)) for key, passage in anchor.evidence.items()}
    return Shown(
        kind=statement.kind,
        id=statement.id,
        record=statement,
        snippet=composer.anchored(anchor),
        resolved=_resolved(composer, statement),
        _links={key: tuple(found) for key, found in links.items()},
        _prose=prose,
        _evidence=evidence,
    )


def _resolved(composer: Composer, statement: Statement) -> Resolved | None:
    """What the dated words mean: the statement's own, or those that say when a quotation was said."""
    chronology = composer.findings.chronology
    if isinstance(statement, Dated):
        return chronology.of(statement)
    if isinstance(statement, Quote) and statement.when:
        anchor = composer.findings.anchors.of(statement)
        passage = anchor.evidence.get("when") if anchor else None
        for other in composer.library.documents[statement.article].statements:
            found = composer.findings.anchors.of(other)
            if (
                isinstance(other, Dated)
                and found
                and passage
                and found.passage.start <= passage.start < found.passage.end
            ):
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
