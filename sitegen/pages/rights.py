"""What this site reproduces of each source, on which ground, and which statements take most of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Reference, Snippet
from ..language import message
from ..library import Document
from ..page import Briefing, Page
from .dossier import by_date

RIGHTS_SAID = {
    "full": message("shown whole"),
    "excerpt": message("shown in excerpts: the words that statements rest on"),
    "link": message("not shown: named and linked only"),
}


@dataclass(frozen=True, slots=True)
class SourceRights:
    """One source: what may be shown of it, how much of it is, and the passages that take most."""

    article: Reference
    rights: str
    said: str
    note: str | None
    words: int
    total: int
    percent: int
    costliest: tuple[tuple[Snippet, int], ...]


@dataclass(frozen=True, slots=True)
class RightsView:
    sources: tuple[SourceRights, ...]
    words: int
    total: int
    percent: int
    limit: int | None


def pages(briefing: Briefing) -> Iterator[Page]:
    """The one page on rights."""
    yield Page(
        "rights.html",
        "rights.html",
        message("Rights"),
        _view,
        "rights",
        message("How much of each source this site reproduces."),
    )


def _view(composer: Composer) -> RightsView:
    licences = composer.findings.rights.licences
    words = sum(licence.words for licence in licences.values())
    total = sum(licence.total for licence in licences.values())
    return RightsView(
        sources=tuple(_source(composer, document) for document in by_date(composer)),
        words=words,
        total=total,
        percent=round(100 * words / total) if total else 0,
        limit=composer.library.site.rights_limit,
    )


def _source(composer: Composer, document: Document) -> SourceRights:
    licence = composer.findings.rights.licences[document.id]
    return SourceRights(
        article=composer.article(document),
        rights=document.article.rights,
        said=RIGHTS_SAID[document.article.rights],
        note=document.article.rights_note,
        words=licence.words,
        total=licence.total,
        percent=round(100 * licence.share),
        costliest=tuple((composer.anchored(anchor), count) for anchor, count in licence.costliest),
    )
