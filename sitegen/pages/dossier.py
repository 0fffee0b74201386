"""What several pages say of a thing alike: its mentions by article, its spellings, what is not known, facts from elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..composing import Composer, Reference, Snippet
from ..library import Document
from ..records import Elsewhere, Thing


@dataclass(frozen=True, slots=True)
class MentionsInArticle:
    """The mentions of a thing in one article, each in its sentence."""

    article: Reference
    date: str
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One form of a name as printed: how often in which article."""

    name: str
    counts: tuple[tuple[Reference, int], ...]
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


def by_date(composer: Composer) -> list[Document]:
    """The articles in the order of their dates, those without one last."""

    def order(document: Document) -> tuple[int, str]:
        span = composer.findings.chronology.articles[document.id].span
        return (span.first.toordinal() if span and span.first else 10**7, document.id)

    return sorted(composer.library.documents.values(), key=order)


def said_date(composer: Composer, document: Document) -> str:
    """The date of an article in words, or that it is not known."""
    span = composer.findings.chronology.articles[document.id].span
    return span.said if span else "date not known"


def dossier(composer: Composer, thing: Thing) -> Dossier:
    """What the articles print of a thing."""
    found = composer.findings.mentions.of(thing)
    groups = []
    for document in by_date(composer):
        snippets = tuple(composer.mention(mention) for mention in found if mention.article == document.id)
        if snippets:
            groups.append(MentionsInArticle(composer.article(document), said_date(composer, document), snippets))
    return Dossier(
        mentions=tuple(groups),
        count=len(found),
        spellings=_spellings(composer, thing),
        first=groups[0].snippets[0] if groups else None,
        last=groups[-1].snippets[-1] if groups else None,
        unknown=thing.unknown,
        elsewhere=thing.elsewhere,
    )


def _spellings(composer: Composer, thing: Thing) -> tuple[Spelling, ...]:
    counts: dict[str, Counter[str]] = {}
    names = {*thing.names, *thing.weak, thing.name}
    for mention in composer.findings.mentions.of(thing):
        # Words that an entry resolves may be a whole clause; only what is a name is a spelling of one.
        if mention.statement is not None and " ".join(mention.printed.split()) not in names:
            continue
        counts.setdefault(" ".join(mention.printed.split()), Counter())[mention.article] += 1
    order = [document.id for document in by_date(composer)]
    spellings = [
        Spelling(
            name,
            tuple((composer.article(composer.library.documents[a]), by_article[a]) for a in order if by_article[a]),
            by_article.total(),
        )
        for name, by_article in counts.items()
    ]
    return tuple(sorted(spellings, key=lambda spelling: (-spelling.total, spelling.name)))
