"""The page of gaps: what nobody has annotated, described or settled, and why it is left so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Reference, Snippet
from ..findings.gaps import Gap
from ..language import message, message_in
from ..page import Briefing, Page
from .dossier import by_date, said_date


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap: its words in their sentence, or the record it is about, and why it is left, if somebody says why."""

    kind: str
    what: str
    because: str
    words: str
    snippet: Snippet | None
    record: Reference | None


@dataclass(frozen=True, slots=True)
class ArticleGaps:
    article: Reference
    date: str
    gaps: tuple[GapLine, ...]


@dataclass(frozen=True, slots=True)
class GapsView:
    articles: tuple[ArticleGaps, ...]
    records: tuple[GapLine, ...]
    open: int
    explained: int
    not_known: tuple[str, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """The one page of gaps."""
    yield Page(
        "gaps.html",
        "gaps.html",
        message("Gaps"),
        _view,
        "gaps",
        message("What is not known, not said and not annotated."),
    )


def _view(composer: Composer) -> GapsView:
    gaps = composer.findings.gaps
    groups = []
    for document in by_date(composer):
        lines = tuple(_line(composer, gap) for gap in gaps.in_article[document.id])
        if lines:
            groups.append(ArticleGaps(composer.article(document), said_date(composer, document), lines))
    records = tuple(_line(composer, gap) for gap in gaps.in_records)
    total = sum(len(group.gaps) for group in groups) + len(records)
    return GapsView(tuple(groups), records, len(gaps.open), total - len(gaps.open), composer.library.site.not_known)


def _line(composer: Composer, gap: Gap) -> GapLine:
    snippet = None
    if gap.article and gap.stretch is not None:
        snippet = composer.snippet(composer.library.documents[gap.article], gap.stretch)
    record = _record(composer, gap.record)
    return GapLine(message_in("gap", gap.kind), gap.what, gap.because, "" if snippet else gap.words, snippet, record)


def _record(composer: Composer, record: str) -> Reference | None:
    """The way to what a gap is a gap of: a thing, or an article as a whole."""
    kind, _, name = record.partition(":")
    if kind == "article":
        return composer.article(composer.library.documents[name])
    return composer.reference(record) if record else None
