"""The words in which kinds are declared: record, part, statement, thing, and the roles a text can play."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, TypeVar

import msgspec
from msgspec import Meta

from ..problems import Place, Problem

ID_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
WHAT_AN_ID_IS = "An id is small letters a–z and digits, with single hyphens between them."

# The roles a text can play are carried by its type, so that the library can resolve references, the gate can look
# for words and the pages can render prose without knowing one kind from another.
Id = Annotated[
    str,
    Meta(
        pattern=ID_PATTERN,
        max_length=80,
        extra_json_schema={
            "patternErrorMessage": "An id is small letters a–z and digits, with single hyphens between them."
        },
    ),
]
# A text of which something can be seen: neither white space nor joiners, marks of direction and the like.
SOME_TEXT = r"[^\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"
Line = Annotated[str, Meta(pattern=SOME_TEXT, description="One line of plain text.")]
# The tag of a language: `en`, `zh-Hans`, `pt-BR`, `ca-valencia`.
LANGUAGE_PATTERN = "^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$"
LanguageTag = Annotated[str, Meta(pattern=LANGUAGE_PATTERN)]
Words = Annotated[str, Meta(min_length=1, extra={"role": "words"}, description="Exact words of the article.")]
Context = Annotated[str, Meta(pattern=SOME_TEXT, description="Exact words of the article.")]
Prose = Annotated[
    str,
    Meta(
        min_length=1,
        extra={"role": "prose"},
        description='Our own words in Markdown; each sentence cites what it rests on: `[@article "exact words"]`.',
    ),
]
Remark = Annotated[
    str,
    Meta(
        min_length=1,
        extra={"role": "prose", "uncited": True},
        description="Our own words in Markdown; they may cite, and need not.",
    ),
]
Address = Annotated[
    str,
    Meta(
        min_length=1,
        extra={"role": "url"},
        extra_json_schema={
            "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://.",
            "patternErrorMessage": "A whole web address begins with https:// or http://.",
        },
        description="A whole web address, beginning with https:// or http://.",
    ),
]
_DAY = "[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?"
_DATE_FOR_EDITORS = rf"^({_DAY}|{_DAY}/{_DAY}|{_DAY}/\.\.|\.\./{_DAY})$"
DateText = Annotated[
    str,
    Meta(
        extra={"role": "date"},
        extra_json_schema={
            "pattern": _DATE_FOR_EDITORS,
            "patternErrorMessage": "A date is YYYY-MM-DD, YYYY-MM, YYYY, or a span as 2020-02-01/2020-02-14.",
        },
        description="A date as YYYY-MM-DD, YYYY-MM, YYYY, or a span as `2020-02-01/2020-02-14` or `2019-12/..`.",
    ),
]


Changed = Annotated[
    DateText, Meta(description="The day on which what we write about it was last changed; its page says so.")
]
Draft = Annotated[bool, Meta(description="true: built only with --drafts.")]
Embargo = Annotated[
    DateText,
    Meta(
        description="The first day on which it is built, or a span after which it is; before, it is held back as a "
        "draft is. Days begin in UTC."
    ),
]


def _ref(description: str, *kinds: str) -> Meta:
    """The id of a record of one of these kinds. None named: any thing, so that a new kind of thing can be referred to
    without an edit here. The schemas for editors know the role by the key `ids`."""
    return Meta(extra={"role": "ref", "kinds": kinds}, extra_json_schema={"ids": list(kinds)}, description=description)


ActorRef = Annotated[str, _ref("The id of an actor.", "actor")]
OutletRef = Annotated[str, _ref("The id of an outlet.", "outlet")]
PlaceRef = Annotated[str, _ref("The id of a place.", "place")]
EventRef = Annotated[str, _ref("The id of an event.", "event")]
SeriesRef = Annotated[str, _ref("The id of a series.", "series")]
TermRef = Annotated[str, _ref("The id of a term.", "term")]
ArticleRef = Annotated[str, _ref("The id of an article.", "article")]
MeasureRef = Annotated[str, _ref("The id of a measure.", "measure")]
IssueRef = Annotated[str, _ref("The id of an issue.", "issue")]
ThingRef = Annotated[
    str, _ref("The id of any thing (actor, event, place, term …); `kind:id` where things of two kinds share it.")
]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group of keys inside a record."""


class NameIn(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name in another language."""

    name: Line
    language: Annotated[LanguageTag, Meta(description="The language of the name, as in `ar` or `ru`.")]


class Elsewhere(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that does not come from the articles; the site marks it as such."""

    fact: Line
    source: Annotated[Line, Meta(description="Where the fact is from.")]


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What every record has beside its own fields: its kind, its id and the tree it was read from. Beside its fields
    lies what was found in it once (see `spots`)."""

    kind: ClassVar[str]
    id: str = msgspec.field(default="", name="(id)")
    origin: Any = msgspec.field(default=None, name="(origin)")

    def place(self, *steps: str | int) -> Place:
        """Where the record, or the value that the steps lead to, was written."""
        return self.origin.at(*steps) if self.origin is not None else Place("")


R = TypeVar("R", bound=Record)


def settled(record: R, **known: object) -> R:
    """The record with what stands outside its own keys, such as the id it was written under and its `origin`."""
    return msgspec.structs.replace(record, **known)


class Thing(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record with a page of its own: its id is the key it was written under."""

    name: Annotated[Line, Meta(description="The name the site uses. It is also recognised in the articles.")]
    names: Annotated[
        tuple[Line, ...],
        Meta(description="Other names and spellings that always mean this: recognised and linked everywhere."),
    ] = ()
    named_in: Annotated[
        tuple[NameIn, ...],
        Meta(
            description="Names in other languages, each with its own: recognised everywhere, shown in their direction."
        ),
    ] = ()
    weak: Annotated[
        tuple[Line, ...],
        Meta(description="Names that mean this only sometimes: each use is resolved by a `mention` with `as:`."),
    ] = ()
    unlinked: Annotated[
        bool, Meta(description="true: `name` is only our label and is not looked for in the articles.")
    ] = False
    unknown: Annotated[
        tuple[Line, ...],
        Meta(description="What the sources do not say about it, a sentence each, shown under “Not known”."),
    ] = ()
    gap: Annotated[
        Line | None, Meta(description="Why something that `sitegen gaps` would list about it stays as it is.")
    ] = None
    elsewhere: Annotated[
        tuple[Elsewhere, ...], Meta(description="Facts that are not from the articles, each with where it is from.")
    ] = ()
    same_as: Annotated[
        tuple[Address, ...],
        Meta(description="Addresses by which others name the very same thing, as its entry in Wikidata."),
    ] = ()
    changed: Changed | None = None
    draft: Draft = False
    embargo: Embargo | None = None


class Statement(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something an article says. Each kind adds `words`, written under the kind's own name."""

    id: Id = msgspec.field(default="", name="id")
    article: str = msgspec.field(default="", name="(article)")
    words: Words
    prefix: Annotated[Context | None, Meta(description="Words right before, where the words stand twice.")] = None
    suffix: Annotated[Context | None, Meta(description="Words right after, where the words stand twice.")] = None
    note: Annotated[Remark | None, Meta(description="What a reader should know about this statement.")] = None


Family = Literal["site", "article", "thing", "statement"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: how it is called, what it is for, and an example that the docs, the tests and
    `sitegen new` share. `shelf` is the file or folder under `content/` where things of the kind are written; `check`
    finds what is wrong with one record although each of its values is fine."""

    name: str
    family: Family
    record: type[Record]
    summary: str
    example: str
    shelf: str = ""
    check: Callable[[Any], Iterable[Problem]] = field(default=lambda record: ())
