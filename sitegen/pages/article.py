"""An article's page: what is known about it, its text with the statements beside it, and the checks it passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..findings.chronology import Resolved
from ..kinds.mention import Mention
from ..kinds.quote import Quote
from ..language import message, message_in
from ..library import Document
from ..page import Briefing, Page, address_of_article, label_of
from ..passages import Stretch, find
from ..records import Thing
from .copy import CopiesView, copies_of
from .ledger import FigureLine, lines_of
from .running_text import Row, text_rows
from .showing import Shown, show


@dataclass(frozen=True, slots=True)
class DatedPhrase:
    """A dated phrase of the article and what it means."""

    shown: Shown
    resolved: Resolved


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted, and their statements in the order of the text."""

    who: Reference | None
    quotes: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known about the article, and how. None means that our copy does not say."""

    headline: str | None
    outlet: Reference | None
    clue: Reference | None
    clue_words: str | None
    author: str | None
    author_note: Html | None
    url: str | None
    date: str | None
    date_from: str
    date_because: Html | None
    date_doubt: Html | None
    contradicted_by: tuple[Shown, ...]
    stamp: str | None
    file: str
    sha256: str
    words: int
    size: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    label: str
    language: str
    provenance: Provenance
    summary: Html | None
    rows: tuple[Row, ...]
    speakers: tuple[Speaker, ...]
    dates: tuple[DatedPhrase, ...]
    figures: tuple[FigureLine, ...]
    shared_copy: CopiesView
    terms: tuple[Reference, ...]
    actors: tuple[Reference, ...]
    events: tuple[Reference, ...]
    places: tuple[Reference, ...]
    kinds: frozenset[str]
    statement_count: int
    previous: Reference | None
    next: Reference | None


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each article."""
    for document in briefing.library.documents.values():
        address, view = address_of_article(document.id), partial(_view, document=document)
        label = label_of(document, briefing.findings.rights)
        description = message(
            "%(name)s: the text with what it says, who says it and when, each statement at its words.", name=label
        )
        yield Page(address, "article.html", label, view, "articles", description, document.article)


def _view(composer: Composer, document: Document) -> ArticleView:
    shown = {statement.id: show(composer, statement) for statement in document.statements}
    statements = [one for one in shown.values() if one]
    previous, following = composer.findings.chronology.neighbours(document.id)
    return ArticleView(
        label=label_of(document, composer.findings.rights),
        language=document.article.language,
        provenance=_provenance(composer, document, shown),
        summary=composer.prose(document.article.summary),
        rows=tuple(text_rows(composer, document, shown)),
        speakers=_speakers(statements),
        dates=tuple(DatedPhrase(one, one.resolved) for one in statements if one.kind == "date" and one.resolved),
        figures=lines_of(composer, document.statements),
        shared_copy=copies_of(composer, document),
        terms=_named(composer, document, "term"),
        actors=_named(composer, document, "actor"),
        events=_events(composer, document),
        places=_named(composer, document, "place"),
        kinds=frozenset(one.kind for one in statements),
        statement_count=len(statements),
        previous=composer.article(composer.library.documents[previous]) if previous else None,
        next=composer.article(composer.library.documents[following]) if following else None,
    )


_DATE_FROM = {
    "stamp": message("from the stamp at the head of our copy"),
    "page": message("from the outlet's page"),
    "url": message("from the article's address"),
    "inferred": message_in("how a date is known", "inferred"),
}


def _provenance(composer: Composer, document: Document, shown: dict[str, Shown | None]) -> Provenance:
    article = document.article
    dated = composer.findings.chronology.articles[document.id]
    how = article.date_from or ("stamp" if document.stamp and not article.date else None)
    clue = article.outlet_clue
    against = [shown.get(resolved.statement.id) for resolved in dated.contradicted_by]
    return Provenance(
        headline=article.headline,
        outlet=composer.reference(article.outlet, "outlet"),
        clue=composer.reference(clue.outlet, "outlet") if clue else None,
        clue_words=_clue_words(composer, document) if clue else None,
        author=article.author,
        author_note=composer.line(article.author_note),
        url=article.url,
        date=dated.span.said if dated.span else None,
        date_from=_DATE_FROM.get(how or "", ""),
        date_because=composer.line(article.date_because),
        date_doubt=composer.line(article.date_doubt),
        contradicted_by=tuple(one for one in against if one),
        stamp=document.stamp,
        file=document.path,
        sha256=document.sha256,
        words=len(document.text.plain[document.stamp_end :].split()),
        size=document.size,
    )


def _clue_words(composer: Composer, document: Document) -> str | None:
    """The words that point to the outlet as the source prints them, where its rights let them be shown."""
    clue, rights = document.article.outlet_clue, composer.findings.rights
    found = find(document.text, clue.words) if clue else []
    if not found or (document.article.rights == "link" and not rights.private):
        return None
    return rights.text(document, Stretch(found[0].start, found[0].end))


def _speakers(statements: list[Shown]) -> tuple[Speaker, ...]:
    groups: dict[str, list[Shown]] = {}
    for one in statements:
        if isinstance(one.record, Quote):
            groups.setdefault(one.record.speaker or "", []).append(one)
    return tuple(Speaker(quotes[0].link("speaker"), tuple(quotes)) for _, quotes in groups.items())


def _named(composer: Composer, document: Document, kind: str) -> tuple[Reference, ...]:
    mentioned = {
        (mention.thing.kind, mention.thing.id): mention.thing
        for mention in composer.findings.mentions.in_article[document.id]
    }
    things = {thing.id: thing for thing in mentioned.values() if thing.kind == kind}
    if kind == "term":
        shared = (composer.library.referring(thing, "names_of", "term") for thing in mentioned.values())
        things |= {term.id: term for terms in shared for term in terms if isinstance(term, Thing)}
    return tuple(composer.thing(thing) for thing in composer.by_name(things.values()))


def _events(composer: Composer, document: Document) -> tuple[Reference, ...]:
    """The events that statements of the article name, in the order of the text."""
    found: dict[str, Reference] = {}
    for statement in document.statements:
        event_id = getattr(statement, "event", None)
        thing = composer.library.thing(event_id, ("event",)) if event_id else None
        if thing is None and isinstance(statement, Mention) and statement.means:
            thing = composer.library.thing(statement.means)
        if thing is not None and thing.kind == "event":
            found.setdefault(thing.id, composer.thing(thing))
    return tuple(found.values())
