"""The gaps: what nobody has annotated, described or settled, and why it is left so; of many, one for each article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Reference, Snippet
from ..findings.gaps import Gap, Gaps
from ..language import message, message_in
from ..library import Document
from ..page import Briefing, Page, label_of
from .dossier import by_date, said_date

# A gap takes about a thousand bytes of a page.
_ON_ONE_PAGE = 400


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
class ArticleLine:
    """An article whose gaps stand on a page of their own: the way there, how many they are, and how many of them
    nobody has looked at."""

    page: Reference
    date: str
    count: int
    open: int


@dataclass(frozen=True, slots=True)
class GapsView:
    articles: tuple[ArticleGaps, ...]
    elsewhere: tuple[ArticleLine, ...]
    records: tuple[GapLine, ...]
    open: int
    explained: int
    not_known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleGapsView:
    """The gaps of one article, how many of them nobody has looked at, and the way to those of all."""

    of: ArticleGaps
    open: int
    all: str


def pages(briefing: Briefing) -> Iterator[Page]:
    """The page of gaps, and one for each article where they are too many."""
    yield Page(
        "gaps.html",
        "gaps.html",
        message("Gaps"),
        _view,
        "gaps",
        message("What is not known, not said and not annotated."),
    )
    if _are_many(briefing.findings.gaps):
        for document in briefing.library.documents.values():
            if _all_of(briefing.findings.gaps, document):
                yield _page_of(briefing, document)


def _page_of(briefing: Briefing, document: Document) -> Page:
    label = label_of(document, briefing.findings.rights)
    title = message("Gaps in “%(article)s”", article=label)
    return Page(_address_of(document), "article_gaps.html", title, partial(_view_of, document=document), "gaps")


def _address_of(document: Document) -> str:
    return f"gaps/{document.id}.html"


def _are_many(gaps: Gaps) -> bool:
    return sum(map(len, gaps.in_article.values())) + len(gaps.in_records) > _ON_ONE_PAGE


def _all_of(gaps: Gaps, document: Document) -> tuple[Gap, ...]:
    """What the page of an article's own gaps has: those in its text, and those of the article as a whole."""
    return (*gaps.in_article[document.id], *gaps.of_article(document.id))


def _view(composer: Composer) -> GapsView:
    gaps, documents = composer.findings.gaps, by_date(composer)
    count, still_open, many = sum(map(len, gaps.in_article.values())), gaps.still_open, _are_many(gaps)
    records = [gap for gap in gaps.in_records if not many or not gap.record.startswith("article:")]
    return GapsView(
        () if many else tuple(_of_article(composer, one) for one in documents if gaps.in_article[one.id]),
        tuple(_elsewhere(composer, one) for one in documents if _all_of(gaps, one)) if many else (),
        tuple(_line(composer, gap) for gap in records),
        still_open,
        count + len(gaps.in_records) - still_open,
        composer.library.site.not_known,
    )


def _view_of(composer: Composer, document: Document) -> ArticleGapsView:
    gaps = _all_of(composer.findings.gaps, document)
    of = ArticleGaps(
        composer.article(document), said_date(composer, document), tuple(_line(composer, gap) for gap in gaps)
    )
    return ArticleGapsView(of, _still_open(gaps), composer.href("gaps.html"))


def _of_article(composer: Composer, document: Document) -> ArticleGaps:
    lines = tuple(_line(composer, gap) for gap in composer.findings.gaps.in_article[document.id])
    return ArticleGaps(composer.article(document), said_date(composer, document), lines)


def _elsewhere(composer: Composer, document: Document) -> ArticleLine:
    gaps, article = _all_of(composer.findings.gaps, document), composer.article(document)
    page = Reference(article.name, composer.href(_address_of(document)), "article", language=article.language)
    return ArticleLine(page, said_date(composer, document), len(gaps), _still_open(gaps))


def _still_open(gaps: tuple[Gap, ...]) -> int:
    return sum(not gap.because for gap in gaps)


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
