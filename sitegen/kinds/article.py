"""An article: where its text came from, when it was written and how that is known."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from ..records import (
    Address,
    ArticleRef,
    Changed,
    DateText,
    Draft,
    Embargo,
    Kind,
    LanguageTag,
    Line,
    OutletRef,
    Part,
    Prose,
    Record,
    Remark,
    Words,
)


class OutletClue(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the article that point to its outlet without stating it."""

    outlet: OutletRef
    words: Words


class LeftOut(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that are not annotated on purpose."""

    words: Annotated[Words, Meta(description="The words, exactly; every place where they stand is meant.")]
    because: Annotated[Line, Meta(description="Why they are left without a statement.")]


class Article(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known about one source. Everything may be left out: what is not known is shown as not known."""

    kind: ClassVar[str] = "article"
    label: Annotated[
        Line | None, Meta(description="Our own short name for an article whose headline is not known.")
    ] = None
    headline: Annotated[Line | None, Meta(description="The headline as printed.")] = None
    outlet: Annotated[OutletRef | None, Meta(description="Who published it, where that is known.")] = None
    outlet_clue: Annotated[
        OutletClue | None, Meta(description="Words that point to the outlet without stating it.")
    ] = None
    author: Annotated[Line | None, Meta(description="Who wrote it, as printed.")] = None
    author_note: Annotated[Remark | None, Meta(description="What is unsure about the author, cited.")] = None
    url: Annotated[Address | None, Meta(description="The address of the article on the outlet's site.")] = None
    date: Annotated[
        DateText | None, Meta(description="When it was published. Left out: the stamp in the text, if it has one.")
    ] = None
    date_from: Annotated[
        Literal["stamp", "page", "url", "inferred"] | None, Meta(description="How the date is known.")
    ] = None
    date_because: Annotated[Remark | None, Meta(description="For an inferred date: what it rests on, cited.")] = None
    date_doubt: Annotated[
        Remark | None, Meta(description="Where the text contradicts the date: how, cited. The site shows it.")
    ] = None
    language: Annotated[LanguageTag, Meta(description="The language of the text, as in `en` or `tr`.")] = "en"
    rights: Annotated[
        Literal["full", "excerpt", "link"],
        Meta(
            description="What a public build may show of the text. full: all of it; excerpt: the words that statements "
            "rest on; link: none of it."
        ),
    ] = "excerpt"
    rights_note: Annotated[Line | None, Meta(description="What the permission rests on.")] = None
    shares_copy_with: Annotated[
        tuple[ArticleRef, ...],
        Meta(description="Articles that share copy with this one, confirmed by a person: shared words are one voice."),
    ] = ()
    sha256: Annotated[
        Line | None, Meta(description="The digest of the text the annotations were made from; a change is then told.")
    ] = None
    text_from_line: Annotated[
        Annotated[int, Meta(ge=1)] | None,
        Meta(
            description="The line of the text file at which its own words begin. What stands above, such as "
            "the front matter of another program, is not read."
        ),
    ] = None
    left_out: Annotated[
        tuple[LeftOut, ...], Meta(description="Words that `sitegen gaps` would list, and why they stay as they are.")
    ] = ()
    changed: Changed | None = None
    draft: Draft = False
    embargo: Embargo | None = None
    summary: Annotated[Prose | None, Meta(description="The article in brief, cited.")] = None


KIND = Kind(
    name="article",
    family="article",
    record=Article,
    summary="Where a text came from, when it was written and how that is known.",
    shelf="annotations",
    example="""\
headline: Harbour talks begin
outlet: harbour-gazette
date: 2021-05-07
date_from: page
language: en
summary: The city and the dockers began to talk. [@talks-begin "began talks on Friday"]
""",
)
