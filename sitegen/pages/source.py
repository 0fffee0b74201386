"""The sources: every article with what is known about it, and every outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Html, Reference
from ..kinds.outlet import Outlet
from ..kinds.quote import Quote
from ..language import message
from ..library import Document
from ..page import Briefing, Page
from .copy import CopiesView, all_copies
from .dossier import Dossier, by_date, dossier, said_date


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One article in the list of articles and of sources."""

    link: Reference
    headline: str | None
    outlet: Reference | None
    clue: Reference | None
    date: str
    doubted: bool
    first_words: str
    summary: Html | None
    words: int
    quotes: int
    statements: int
    file: str
    sha256: str
    language: str


@dataclass(frozen=True, slots=True)
class OutletLine:
    id: str
    name: str
    names: tuple[str, ...]
    url: str | None
    description: Html | None
    published: tuple[Reference, ...]
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class SourcesView:
    articles: tuple[ArticleLine, ...]
    outlets: tuple[OutletLine, ...]
    voices: int
    copies: CopiesView


@dataclass(frozen=True, slots=True)
class ArticlesView:
    articles: tuple[ArticleLine, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """The list of articles, and the sources with their outlets."""
    description = message("The articles this briefing rests on.")
    yield Page("articles.html", "articles.html", message("Articles"), _articles, "articles", description)
    description = message("Where every text came from, with its checksum.")
    yield Page("sources.html", "sources.html", message("Sources"), _sources, "sources", description)


def _articles(composer: Composer) -> ArticlesView:
    return ArticlesView(tuple(article_lines(composer)))


def _sources(composer: Composer) -> SourcesView:
    library = composer.library
    outlets = [outlet for outlet in library.all("outlet").values() if isinstance(outlet, Outlet)]
    return SourcesView(
        articles=tuple(article_lines(composer)),
        outlets=tuple(_outlet(composer, outlet) for outlet in outlets),
        voices=composer.findings.voices.among(library.documents).voices,
        copies=all_copies(composer),
    )


def article_lines(composer: Composer) -> Iterator[ArticleLine]:
    """Every article in the order of dates."""
    return (article_line(composer, document) for document in by_date(composer))


def article_line(composer: Composer, document: Document) -> ArticleLine:
    """An article in a list."""
    article, words = document.article, document.text.plain[document.stamp_end :].split()
    return ArticleLine(
        link=composer.article(document),
        headline=article.headline,
        outlet=composer.reference(article.outlet, "outlet"),
        clue=composer.reference(article.outlet_clue.outlet, "outlet") if article.outlet_clue else None,
        date=said_date(composer, document),
        doubted=bool(composer.findings.chronology.articles[document.id].contradicted_by),
        first_words=composer.findings.rights.opening(document, 14),
        summary=composer.line(article.summary),
        words=len(words),
        quotes=sum(isinstance(statement, Quote) for statement in document.statements),
        statements=len(document.statements),
        file=document.path,
        sha256=document.sha256,
        language=article.language,
    )


def _outlet(composer: Composer, outlet: Outlet) -> OutletLine:
    published = [document for document in by_date(composer) if document.article.outlet == outlet.id]
    return OutletLine(
        id=f"outlet-{outlet.id}",
        name=outlet.name,
        names=outlet.names,
        url=outlet.url,
        description=composer.prose(outlet.description),
        published=tuple(composer.article(document) for document in published),
        dossier=dossier(composer, outlet),
    )
