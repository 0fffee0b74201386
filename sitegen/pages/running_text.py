"""The running text of an article: blocks with highlights and links, statements beside each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Html, made
from ..findings import Anchor
from ..findings.rights import OMISSION, Rights, around_omission, has_words
from ..kinds.date import Dated
from ..kinds.part import TextPart
from ..kinds.quote import Quote
from ..kinds.use import Use
from ..library import Document
from ..overlay import Highlight, NameLink, Overlay, rows
from ..passages import Stretch
from ..prose import Item, Link, LinkEnd, Markup, Run, plain_html
from .showing import Shown


@dataclass(frozen=True, slots=True)
class Row:
    """One block of the text and the statements whose words begin in it: those who speak, what is dated, counted,
    promised or defined stand `open` beside it, the others wait `folded`. `role` is `caption`, `heading`, `omission`
    where blocks are left out, or empty."""

    id: str
    html: Html
    open: tuple[Shown, ...]
    folded: tuple[Shown, ...]
    role: str


def text_rows(composer: Composer, document: Document, shown: dict[str, Shown | None]) -> Iterator[Row]:
    """The blocks of an article as they may be shown; each run of blocks that may not is one mark of an omission."""
    anchors = composer.findings.anchors.in_article(document.id)
    overlay = Overlay(_highlights(anchors), _name_links(composer, document, anchors))
    by_block: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        by_block.setdefault(document.text.block_of(anchor.passage.start), []).append(anchor)
    parts = [anchor for anchor in anchors if isinstance(anchor.statement, TextPart)]
    hidden: list[str] = []
    for row in rows(document.flow):
        blocks = sorted({document.text.block_of(item.start) for item in row if isinstance(item, Run)})
        inside = [anchor for block in blocks for anchor in by_block.get(block, ())]
        targets = [*(f"p{block + 1}" for block in blocks), *(one for anchor in inside for one in anchor.targets)]
        row, shows = licensed(row, document, composer.findings.rights)
        if not shows:
            hidden += targets
            continue
        if hidden:
            yield _left_out(overlay, hidden)
            hidden = []
        role = _role(document, blocks, parts)
        cards = tuple(card for anchor in inside if anchor.statement and (card := shown.get(anchor.statement.id)))
        words = overlay.html(_dressed(row, role))
        yield Row(targets[0] if blocks else "", made(words + overlay.spots(targets[1:])), *_sorted(cards), role)
    if hidden:
        yield _left_out(overlay, hidden)


def _sorted(cards: tuple[Shown, ...]) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """Which statements stand open, and which wait folded. That words are a caption or a heading is seen in the text;
    only what somebody notes about it is told."""
    told = [card for card in cards if not _only_set_apart(card)]
    return tuple(card for card in told if _stands_open(card)), tuple(card for card in told if not _stands_open(card))


def _only_set_apart(card: Shown) -> bool:
    seen = isinstance(card.record, TextPart) and card.record.role in ("caption", "heading", "headline")
    return seen and card.prose("note") is None


def _stands_open(card: Shown) -> bool:
    record = card.record
    if isinstance(record, Quote):
        return record.form != "outlet"
    if isinstance(record, Use):
        return record.defines
    if isinstance(record, Dated):
        return card.resolved is not None and card.resolved.state != "open"
    return card.kind in ("figure", "commitment")


def _left_out(overlay: Overlay, targets: list[str]) -> Row:
    """One mark for blocks that are left out one after the other; whatever leads to any of them leads here."""
    spots = overlay.spots(targets[1:])
    return Row(targets[0], made(f'{spots}<p class="omission">{OMISSION}</p>\n'), (), (), "omission")


def licensed(row: list[Item], document: Document, rights: Rights) -> tuple[list[Item], bool]:
    """A block with what its rights do not let be shown left out and marked, and whether any of it is shown."""
    if rights.whole(document):
        return row, True
    out: list[Item] = []
    shows = False
    for item in row:
        if not isinstance(item, Run):
            out.append(item)
            continue
        for piece, shown in rights.pieces(document, Stretch(item.start, item.start + len(item.text))):
            words = document.text.printed(piece)
            if shown or not has_words(words):
                out.append(Run(words, piece.start))
                shows = shows or shown
            else:
                out += _omitted(words)
    return list(_without_idle_links(out)), shows


def _without_idle_links(row: list[Item]) -> Iterator[Item]:
    """A row without the links of which no word is shown: where they lead is a part of what is left out."""
    for at, item in enumerate(row):
        if isinstance(item, Link):
            end = next((number for number in range(at, len(row)) if isinstance(row[number], LinkEnd)), len(row))
            idle = not any(isinstance(inner, Run) and has_words(inner.text) for inner in row[at:end])
            item = Link("") if idle else item
        yield item


def _omitted(words: str) -> Iterator[Item]:
    before, after = map(plain_html, around_omission(words))
    yield Markup(f'{before}<span class="omission">{OMISSION}</span>{after}')


# The kinds of statements whose words look different from the words around them.
_MARKED = ("date", "figure", "use", "mention")


def _highlights(anchors: list[Anchor]) -> Iterator[Highlight]:
    for anchor in anchors:
        statement = anchor.statement
        kind = ""
        if isinstance(statement, Quote) and statement.form != "outlet":
            kind = f"quote {statement.form}"
        elif statement and statement.kind in _MARKED:
            kind = statement.kind
        for target in anchor.targets:
            for piece in anchor.passage.pieces:
                yield Highlight(piece, target, kind)


def _name_links(composer: Composer, document: Document, anchors: list[Anchor]) -> Iterator[NameLink]:
    """The first mention of each thing in a block, but none inside words that somebody is quoted with."""
    quoted = [
        piece
        for anchor in anchors
        if isinstance(anchor.statement, Quote) and anchor.statement.form in ("direct", "partial")
        for piece in anchor.passage.pieces
    ]
    seen: set[tuple[int, str, str]] = set()
    for mention in composer.findings.mentions.in_article[document.id]:
        key = (document.text.block_of(mention.stretch.start), mention.thing.kind, mention.thing.id)
        if key in seen or any(piece.overlaps(mention.stretch) for piece in quoted):
            continue
        seen.add(key)
        link = composer.thing(mention.thing)
        yield NameLink(mention.stretch, link.href, link.kind)


def _role(document: Document, blocks: list[int], parts: list[Anchor]) -> str:
    """What a whole block is: a caption or a heading, where one entry says so for all of its words."""
    if len(blocks) != 1:
        return ""
    block = document.text.blocks[blocks[0]]
    start = max(block.start, document.stamp_end)
    for anchor in parts:
        assert isinstance(anchor.statement, TextPart)
        if anchor.passage.start <= start + 1 and anchor.passage.end >= block.end - 1:
            return anchor.statement.role
    return ""


def _dressed(row: list[Item], role: str) -> list[Item]:
    """A paragraph that is a heading of the source becomes one on the page."""
    if role not in ("heading", "headline") or row[0] != Markup("<p>"):
        return row
    return [Markup("<h3>"), *row[1:-1], Markup("</h3>\n")]
