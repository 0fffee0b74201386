"""A flow: safe markup, runs of plain words, links and citations, ready for a page to lay its own links over."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ..passages import Text


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that this room made itself, never the author's."""

    html: str


@dataclass(frozen=True, slots=True)
class Run:
    """Plain words; `start` is their offset in the plain text of the whole."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence rests on: exact `words` of an article, or a `statement` about it by id."""

    article: str
    words: str | None = None
    statement: str | None = None

    def __str__(self) -> str:
        return f'[@{self.article} "{self.words}"]' if self.words is not None else f"[@{self.article}/{self.statement}]"


@dataclass(frozen=True, slots=True)
class Link:
    """The start of a link to `target`: `kind:id`, or an address with a scheme."""

    target: str


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """The end of a link."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A citation that cannot be read, as it was typed."""

    typed: str


Item = Markup | Run | Citation | Link | LinkEnd | Unreadable


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of prose: its flow in order, and its plain words."""

    flow: tuple[Item, ...]
    plain: str

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(item for item in self.flow if isinstance(item, Citation))

    @property
    def unreadable(self) -> tuple[str, ...]:
        return tuple(item.typed for item in self.flow if isinstance(item, Unreadable))

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(item.target for item in self.flow if isinstance(item, Link))


def plain_flow(text: Text) -> tuple[Item, ...]:
    """The flow of a plain-text article, which is not Markdown: paragraphs and nothing else."""
    out: list[Item] = []
    for block in text.blocks:
        out += [Markup("<p>"), Run(text.printed(block), block.start), Markup("</p>\n")]
    return tuple(out)


def plain_html(text: str) -> str:
    """Plain text as HTML."""
    return escape(text, quote=True)
