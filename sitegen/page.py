"""A page and the address of every record: the one home that each permanent link leads to."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from .findings import Findings
from .findings.rights import Rights
from .language import ENGLISH, Language, message
from .library import Document, Library
from .records import Record, Statement, Thing

# The folder of each kind of thing. Outlets are at home on the page of sources.
FOLDERS: Mapping[str, str] = {
    "article": "articles",
    "actor": "actors",
    "event": "events",
    "series": "series",
    "term": "glossary",
    "place": "places",
    "issue": "issues",
    "wording": "wordings",
    "measure": "measures",
}


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that pages are made from. `base_url` is the full address the site is published at, ending in `/`, or
    empty where it is not known; `drafts` says that drafts are shown; `language` is what the site itself speaks."""

    library: Library
    findings: Findings
    base_url: str = ""
    drafts: bool = False
    language: Language = ENGLISH

    @property
    def private(self) -> bool:
        """Whether the build shows what its sources' rights do not allow to be published."""
        return self.findings.rights.private


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands, the template that shows it, and how its view is made, which is all that template
    may use. To list a page costs next to nothing: its view is made when somebody wants to see it, by calling `view`
    with the page's own `Composer` (`composing.composed`).

    `section` names the entry of the menu it belongs to, `home_of` the record whose permanent link it is. A page
    that may be served at any address, such as the 404, is `anywhere` and links by the base URL."""

    address: str
    template: str
    title: str
    view: Callable[..., object] = field(repr=False)
    section: str = ""
    description: str = ""
    home_of: Record | None = None
    anywhere: bool = False

    def in_language(self, language: Language) -> Page:
        """The page with its title and description in the words of a language."""
        if language.is_plain:
            return self
        return replace(self, title=language.say(self.title), description=language.say(self.description))


def address_of(thing: Thing) -> str:
    """The address of a thing's own page, relative to the root of the site."""
    folder = FOLDERS.get(thing.kind)
    return f"{folder}/{thing.id}.html" if folder else f"sources.html#{thing.kind}-{thing.id}"


def address_of_article(article: str) -> str:
    """The address of an article's page."""
    return f"{FOLDERS['article']}/{article}.html"


def address_of_commitment(commitment: Statement) -> str:
    """Where a commitment stands with all that the sources say of it further."""
    return f"commitments.html#{commitment.article}--{commitment.id}"


def relative(target: str, start: str) -> str:
    """The link from the page at `start` to `target`, both relative to the root of the site. Links name the file,
    so that they work from a disk as well as from a server."""
    path, mark, fragment = target.partition("#")
    if path == start and mark:
        return f"#{fragment}"
    return f"{_way(path or 'index.html', start.rpartition('/')[0])}{mark}{fragment}"


@functools.lru_cache(maxsize=65536)
def _way(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder or ".")


_LABEL_WORDS = 9


def label_of(document: Document, rights: Rights) -> str:
    """What an article is called on the site: its headline, our own name for it, or its first words, where its rights
    let them be shown."""
    if document.article.headline or document.article.label:
        return document.article.headline or document.article.label or ""
    return rights.opening(document, _LABEL_WORDS) or message("Untitled article “%(name)s”", name=document.id)
