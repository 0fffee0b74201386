"""Everything that was written, in the hand at once: things by kind and id, documents, and who refers to whom."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ..kinds import THINGS
from ..kinds.article import Article
from ..kinds.own_page import OwnPage
from ..kinds.site import Site
from ..passages import Known, Text
from ..problems import Place
from ..prose import Item
from ..records import Record, Statement, Thing, spots
from .once import Once
from .referrers import Referrers, ways
from .things import Things

S = TypeVar("S", bound=Statement)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One article: what is known about it, its text, and the statements about it in the order they were written. What
    follows from it is worked out `once`; what follows from less, such as its text and one statement, is kept
    `over_saves` by all that it rests on.

    `path` is its text file, `sha256` that file's digest, `raw` the decoded file, whose offset `body_start` is where
    the text begins; `stamp` is the date of the stamp line, `stamp_end` the offset in the text where it ends."""

    id: str
    article: Article
    path: str
    sha256: str
    size: int
    raw: str = field(repr=False)
    body_start: int
    text: Text = field(repr=False)
    flow: tuple[Item, ...] = field(repr=False)
    markdown: bool
    stamp: str | None
    stamp_end: int
    statements: tuple[Statement, ...] = field(repr=False)
    over_saves: Once = field(repr=False)
    once: Once = field(default_factory=Once, init=False, repr=False)

    @property
    def records(self) -> tuple[Record, ...]:
        """What was written about it: its own fields, and the statements."""
        return (self.article, *self.statements)

    def place_in_text(self, offset: int, length: int = 1) -> Place:
        """Where an offset of the text stands in the article's file. In Markdown the words are looked up, because
        marks between them are not part of the text."""
        at = self._in_markdown(offset) if self.markdown else self.body_start + offset
        line_start = self.raw.rfind("\n", 0, at) + 1
        return Place(self.path, self.raw.count("\n", 0, at) + 1, at - line_start + 1, length)

    def _in_markdown(self, offset: int) -> int:
        """The same words stand in the file as often before as in the text, unless marks come between them; then
        fewer words are looked for."""
        words = self.text.plain[offset : offset + 20].split("\n")[0].split(" ")
        while words and words != [""]:
            spot = self._nth(" ".join(words), self.text.plain.count(" ".join(words), 0, offset))
            if spot is not None:
                return spot
            words.pop()
        return self.body_start

    def _nth(self, words: str, before: int) -> int | None:
        """Where words stand in the file that stand so many times before."""
        spot = after = self.body_start
        for _ in range(before + 1):
            spot = self.raw.find(words, after)
            if spot < 0:
                return None
            after = spot + len(words)
        return spot


@dataclass(frozen=True, eq=False)
class Library:
    """All records of one build. `sources` holds the text of every file by its path, `pages` the author's own pages.
    `broken` names what was written but could not be read, as `kind:id` or `article/statement`, so that nothing
    complains that it is missing; `held_back` says, by `kind:id`, why what was written is not in this build: it is a
    draft, or under embargo. What follows from the words of all articles is `known`, what follows from several records
    is worked out `once`."""

    site: Site
    documents: Mapping[str, Document]
    things: Things
    sources: Mapping[str, str] = field(repr=False)
    broken: frozenset[str] = frozenset()
    held_back: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, OwnPage] = field(default_factory=dict)
    known: Known = field(default_factory=Known, repr=False)
    once: Once = field(default_factory=Once, repr=False)

    def all(self, kind: str) -> Mapping[str, Thing]:
        """The things of one kind by id."""
        return self.things.get(kind, {})

    def every_thing(self) -> Iterator[Thing]:
        """All things, kind by kind in the order of display."""
        for kind in THINGS:
            yield from self.all(kind).values()

    def every_single_record(self) -> Iterator[Record]:
        """All records that belong to no article: the site, the author's own pages, the things."""
        yield self.site
        yield from self.pages.values()
        yield from self.every_thing()

    def every_record(self) -> Iterator[Record]:
        """All records: the site, the author's own pages, the things, and each article with its statements."""
        yield from self.every_single_record()
        for document in self.documents.values():
            yield from document.records

    def statements_of(self, kind: type[S]) -> Iterator[S]:
        """The statements of one kind, article by article in the order they were written."""
        for document in self.documents.values():
            yield from (statement for statement in document.statements if isinstance(statement, kind))

    def candidates(self, reference: str, kinds: tuple[str, ...] = ()) -> tuple[Thing, ...]:
        """The things a reference may mean: an id, or `kind:id`, among `kinds` (none named: all)."""
        return self.things.meant(reference, kinds)

    def thing(self, reference: str, kinds: tuple[str, ...] = ()) -> Thing | None:
        """The one thing a reference means. Unresolved ones were problems before any page asks."""
        return self.things.one(reference, kinds)

    def meant_in(self, document: Document) -> tuple[Thing | None, ...]:
        """What every reference in what is written about an article means, in the order of writing; the very same tuple
        as long as it is the very same things. What rests on this need not rest on all things."""
        return document.once("meant", (self.things,), self._meant_in, document)

    def _meant_in(self, document: Document) -> tuple[Thing | None, ...]:
        references = (spot for one in document.records for spot in spots(one) if spot.role == "ref")
        now = tuple([self.things.one(spot.text, spot.kinds) for spot in references])

        def renewed(before: tuple[Thing | None, ...] | None) -> tuple[Thing | None, ...]:
            same = before is not None and len(before) == len(now) and all(map(operator.is_, before, now))
            return before if same and before is not None else now

        found: tuple[Thing | None, ...] = document.once.renewed("meant before", renewed)
        return found

    def once_of_singles(self, what: str, work: Callable[[Iterable[Record]], T]) -> T:
        """What `work` gives of all records that belong to no article, worked out once while they are the very same."""
        return self.things.once(what, (self.site, *self.pages.values()), work, tuple(self.every_single_record()))

    def referring(self, thing: Thing, key: str, kind: str) -> list[Record]:
        """The records of one kind that refer to a thing by a key of theirs, in the order of `every_record`."""
        return self._referrers.of((thing.kind, thing.id, key, kind))

    @functools.cached_property
    def _referrers(self) -> Referrers:
        singles = self.once_of_singles("ways", functools.partial(ways, self.things))
        articles = {
            name: document.once("ways", self.meant_in(document), ways, self.things, document.records)
            for name, document in self.documents.items()
        }
        found: Referrers = self.once.renewed("referrers", functools.partial(Referrers, singles, articles))
        return found
