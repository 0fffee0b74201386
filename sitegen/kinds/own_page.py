"""A page of the author's own: `content/pages/ID.md`, in Markdown, which may cite like any prose of the site."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ..records import Draft, Embargo, Line, Record, Remark


class OwnPage(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page beside those that the site makes of what is annotated. Its text is the file after the front matter."""

    kind: ClassVar[str] = "page"
    title: Annotated[Line, Meta(description="The title; left out, the first heading of the text.")]
    text: Remark
    menu: Annotated[bool, Meta(description="false: it has no place in the menu.")] = True
    words: Annotated[Line | None, Meta(description="What the menu says; left out, the title.")] = None
    description: Annotated[Line | None, Meta(description="What it is about, in a line, for search engines.")] = None
    draft: Draft = False
    embargo: Embargo | None = None
