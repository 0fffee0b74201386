"""What a statement may show outside a page: its own words as the source prints them, as far as rights allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..dates import Span
from ..findings import Anchor
from ..findings.rights import licensed
from ..library import Document
from ..originals import original
from ..page import Briefing, address_of_article
from ..records import Statement, Thing, spots


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its words, piece by piece; all of them may be shown. `original` leads to them on the outlet's
    page, `things` are those it refers to, `span` is when its article was published, `address` its permanent link below
    the root of the site."""

    statement: Statement
    anchor: Anchor
    document: Document
    original: str
    pieces: tuple[str, ...]
    things: tuple[Thing, ...]
    span: Span | None

    @property
    def words(self) -> str:
        """The words, each omission marked."""
        return " … ".join(self.pieces)

    @property
    def address(self) -> str:
        return f"{address_of_article(self.document.id)}#{self.anchor.id}"

    def named(self, key: str) -> str:
        """The name of the thing that a key of the statement refers to; empty for none."""
        return next(iter(self.names(key)), "")

    def names(self, key: str) -> tuple[str, ...]:
        """The names of the things that a key of the statement refers to."""
        value = getattr(self.statement, key, None)
        wanted = (value,) if isinstance(value, str) else value or ()
        ids = [reference.rpartition(":")[2] for reference in wanted]
        return tuple(thing.name for one in ids for thing in self.things if thing.id == one)


def everything_said(briefing: Briefing, document: Document) -> tuple[Said, ...]:
    """The statements about an article whose words may be shown whole, in the order of its text."""
    findings = briefing.findings
    rests_on = (
        *(briefing.library.meant_in(document), findings.rights.private, findings.rights.licences[document.id]),
        *(findings.chronology.articles[document.id], *findings.anchors.in_article(document.id)),
    )
    return document.once("said", rests_on, lambda: tuple(_everything_said(briefing, document)))


def anything_said(briefing: Briefing, document: Document) -> bool:
    """Whether there is a statement about an article whose words may be shown whole."""
    return next(_everything_said(briefing, document), None) is not None


def _everything_said(briefing: Briefing, document: Document) -> Iterator[Said]:
    rights = briefing.findings.rights
    if document.article.rights == "link" and not rights.private:
        return
    for anchor in briefing.findings.anchors.in_article(document.id):
        if anchor.statement is not None and all(licensed(rights, document, piece) for piece in anchor.passage.pieces):
            yield _said(briefing, document, anchor, anchor.statement)


def _said(briefing: Briefing, document: Document, anchor: Anchor, statement: Statement) -> Said:
    found = (briefing.library.thing(spot.text, spot.kinds) for spot in spots(statement) if spot.role == "ref")
    things = {(thing.kind, thing.id): thing for thing in found if thing}
    return Said(
        statement=statement,
        anchor=anchor,
        document=document,
        original=original(document, briefing.findings.excerpts, anchor.passage.pieces[0]),
        pieces=tuple(" ".join(document.text.printed(piece).split()) for piece in anchor.passage.pieces),
        things=tuple(things.values()),
        span=briefing.findings.chronology.articles[document.id].span,
    )
