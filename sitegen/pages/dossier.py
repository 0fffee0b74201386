"""What several pages say of a thing alike: mentions by article, spellings, the unknown, facts from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..composing import Composer, Reference, Snippet
from ..language import message
from ..library import Document
from ..records import Elsewhere, Thing

DATE_NOT_KNOWN = message("date not known")


@dataclass(frozen=True, slots=True)
class MentionsInArticle:
    """The mentions of a thing in one article, each in its sentence, under a heading with the fragment `id`."""

    id: str
    article: Reference
    date: str
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One form of a name as printed: how often in which article, and the fragment of the mentions there."""

    name: str
    counts: tuple[tuple[Reference, int, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """The common part of the pages of an actor, event, term and place."""

    mentions: tuple[MentionsInArticle, ...]
    count: int
    spellings: tuple[Spelling, ...]
    first: Snippet | None
    last: Snippet | None
    unknown: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    same_as: tuple[str, ...]


def by_date(composer: Composer, among: Iterable[str] | None = None) -> list[Document]:
    """Articles in the order of their dates, those without one last: the ones named, or all."""
    documents, chronology = composer.library.documents, composer.findings.chronology
    row = chronology.row if among is None else sorted(among, key=chronology.order)
    return [documents[article] for article in row]


def said_date(composer: Composer, document: Document) -> str:
    """The date of an article in words, or that it is not known."""
    span = composer.findings.chronology.articles[document.id].span
    return span.said if span else DATE_NOT_KNOWN


def dossier(composer: Composer, thing: Thing) -> Dossier:
    """What the articles print of a thing."""
    found = composer.findings.mentions.of(thing)
    in_articles: dict[str, list[Snippet]] = {}
    for mention in found:
        in_articles.setdefault(mention.article, []).append(composer.mention(mention))
    groups = [
        MentionsInArticle(
            id=_spot(document),
            article=composer.article(document),
            date=said_date(composer, document),
            snippets=tuple(in_articles[document.id]),
        )
        for document in by_date(composer, in_articles)
    ]
    return Dossier(
        mentions=tuple(groups),
        count=len(found),
        spellings=_spellings(composer, thing),
        first=groups[0].snippets[0] if groups else None,
        last=groups[-1].snippets[-1] if groups else None,
        unknown=thing.unknown,
        elsewhere=thing.elsewhere,
        same_as=thing.same_as,
    )


def _spot(document: Document) -> str:
    return f"mentions-{document.id}"


def _spellings(composer: Composer, thing: Thing) -> tuple[Spelling, ...]:
    counts: dict[str, Counter[str]] = {}
    names = {*thing.names, *(other.name for other in thing.named_in), *thing.weak, thing.name}
    for mention in composer.findings.mentions.of(thing):
        # Words that an entry resolves may be a whole clause; only what is a name is a spelling of one.
        if mention.statement is not None and " ".join(mention.printed.split()) not in names:
            continue
        counts.setdefault(" ".join(mention.printed.split()), Counter())[mention.article] += 1
    spellings = [
        Spelling(
            name,
            tuple(
                (composer.article(document), by_article[document.id], _spot(document))
                for document in by_date(composer, by_article)
            ),
            by_article.total(),
        )
        for name, by_article in counts.items()
    ]
    return tuple(sorted(spellings, key=lambda spelling: (-spelling.total, spelling.name)))
