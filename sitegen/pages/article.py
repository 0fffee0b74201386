"""An article's page: what is known about it, its text with the statements beside it, and the checks it passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Html, Reference, made
from ..findings import Anchor
from ..findings.chronology import Resolved
from ..findings.rights import OMISSION, Rights, has_words
from ..kinds.mention import Mention
from ..kinds.part import TextPart
from ..kinds.quote import Quote
from ..library import Document
from ..overlay import Highlight, NameLink, Overlay, rows
from ..page import Briefing, Page, address_of_article, label_of
from ..passages import Stretch
from ..prose import Item, Markup, Run
from .dossier import by_date
from .showing import Shown, show


@dataclass(frozen=True, slots=True)
class Row:
    """One block of the text and the statements whose words begin in it. `role` is `caption`, `heading`, `omission`
    where blocks are left out, or empty."""

    id: str
    html: Html
    statements: tuple[Shown, ...]
    role: str


@dataclass(frozen=True, slots=True)
class DatedPhrase:
    """A dated phrase of the article and what it means."""

    shown: Shown
    resolved: Resolved


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted, and their statements in the order of the text."""

    who: Reference | None
    quotes: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known about the article, and how. None means that our copy does not say."""

    headline: str | None
    outlet: Reference | None
    clue: Reference | None
    clue_words: str | None
    author: str | None
    author_note: Html | None
    url: str | None
    date: str | None
    date_from: str
    date_because: Html | None
    date_doubt: Html | None
    contradicted_by: tuple[Shown, ...]
    stamp: str | None
    file: str
    sha256: str
    words: int
    size: int


@dataclass(frozen=True, slots=True)
class ArticleView:
    label: str
    language: str
    provenance: Provenance
    summary: Html | None
    rows: tuple[Row, ...]
    speakers: tuple[Speaker, ...]
    dates: tuple[DatedPhrase, ...]
    terms: tuple[Reference, ...]
    actors: tuple[Reference, ...]
    events: tuple[Reference, ...]
    places: tuple[Reference, ...]
    statement_count: int
    previous: Reference | None
    next: Reference | None


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each article."""
    for document in briefing.library.documents.values():
        composer = Composer(briefing, address_of_article(document.id))
        view = _view(composer, document)
        description = f"{view.label}: the text with what it says, who says it and when, each statement at its words."
        yield composer.page("article.html", view.label, view, "articles", description, document.article)


def _view(composer: Composer, document: Document) -> ArticleView:
    shown = {statement.id: show(composer, statement) for statement in document.statements}
    statements = [one for one in shown.values() if one]
    in_order = by_date(composer)
    here = in_order.index(document)
    return ArticleView(
        label=label_of(document, composer.findings.rights),
        language=document.article.language,
        provenance=_provenance(composer, document, shown),
        summary=composer.prose(document.article.summary),
        rows=tuple(_rows(composer, document, shown)),
        speakers=_speakers(statements),
        dates=tuple(DatedPhrase(one, one.resolved) for one in statements if one.kind == "date" and one.resolved),
        terms=_named(composer, document, "term"),
        actors=_named(composer, document, "actor"),
        events=_events(composer, document),
        places=_named(composer, document, "place"),
        statement_count=len(statements),
        previous=composer.article(in_order[here - 1]) if here else None,
        next=composer.article(in_order[here + 1]) if here + 1 < len(in_order) else None,
    )


_DATE_FROM = {
    "stamp": "from the stamp at the head of our copy",
    "page": "from the outlet's page",
    "url": "from the article's address",
    "inferred": "inferred",
}


def _provenance(composer: Composer, document: Document, shown: dict[str, Shown | None]) -> Provenance:
    article = document.article
    dated = composer.findings.chronology.articles[document.id]
    how = article.date_from or ("stamp" if document.stamp and not article.date else None)
    clue = article.outlet_clue
    against = [shown.get(resolved.statement.id) for resolved in dated.contradicted_by]
    return Provenance(
        headline=article.headline,
        outlet=composer.reference(article.outlet, "outlet"),
        clue=composer.reference(clue.outlet, "outlet") if clue else None,
        clue_words=clue.words if clue else None,
        author=article.author,
        author_note=composer.line(article.author_note),
        url=article.url,
        date=dated.span.said if dated.span else None,
        date_from=_DATE_FROM.get(how or "", ""),
        date_because=composer.line(article.date_because),
        date_doubt=composer.line(article.date_doubt),
        contradicted_by=tuple(one for one in against if one),
        stamp=document.stamp,
        file=document.path,
        sha256=document.sha256,
        words=len(document.text.plain[document.stamp_end :].split()),
        size=document.size,
    )


# ── the text ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(composer: Composer, document: Document, shown: dict[str, Shown | None]) -> Iterator[Row]:
    anchors = composer.findings.anchors.in_article(document.id)
    overlay = Overlay(_highlights(anchors), _name_links(composer, document, anchors))
    by_block: dict[int, list[Shown]] = {}
    for anchor in anchors:
        card = shown.get(anchor.statement.id) if anchor.statement else None
        if card is not None:
            by_block.setdefault(document.text.block_of(anchor.passage.start), []).append(card)
    parts = [anchor for anchor in anchors if isinstance(anchor.statement, TextPart)]
    hidden = False
    for row in rows(document.flow):
        starts = [item.start for item in row if isinstance(item, Run)]
        if not starts:
            yield Row("", made(overlay.html(row)), (), "")
            continue
        row, shows = licensed(row, document, composer.findings.rights)
        if not shows:
            if not hidden:
                yield Row("", made(f'<p class="omission">{OMISSION}</p>\n'), (), "omission")
            hidden = True
            continue
        hidden = False
        blocks = sorted({document.text.block_of(start) for start in starts})
        role = _role(document, blocks, parts)
        cards = tuple(card for block in blocks for card in by_block.get(block, ()))
        yield Row(f"p{blocks[0] + 1}", made(overlay.html(_dressed(row, role))), cards, role)


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
    return out, shows


def _omitted(words: str) -> Iterator[Item]:
    before, after = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
    yield Markup(f'{before}<span class="omission">{OMISSION}</span>{after}')


def _highlights(anchors: list[Anchor]) -> Iterator[Highlight]:
    for anchor in anchors:
        statement = anchor.statement
        kind = statement.kind if statement else "passage"
        if isinstance(statement, TextPart):
            kind = f"part {statement.role}"
        elif isinstance(statement, Quote):
            kind = f"quote {statement.form}"
        for piece in anchor.passage.pieces:
            yield Highlight(piece, anchor.id, kind)


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
        yield NameLink(mention.stretch, link.href, link.kind, link.card)


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


# ── lists beside the text ────────────────────────────────────────────────────────────────────────────────────────


def _speakers(statements: list[Shown]) -> tuple[Speaker, ...]:
    groups: dict[str, list[Shown]] = {}
    for one in statements:
        if isinstance(one.record, Quote):
            groups.setdefault(one.record.speaker or "", []).append(one)
    return tuple(Speaker(quotes[0].link("speaker"), tuple(quotes)) for _, quotes in groups.items())


def _named(composer: Composer, document: Document, kind: str) -> tuple[Reference, ...]:
    things = {
        mention.thing.id: mention.thing
        for mention in composer.findings.mentions.in_article[document.id]
        if mention.thing.kind == kind
    }
    for term in composer.library.all("term").values() if kind == "term" else ():
        if any(mention.article == document.id for mention in composer.findings.mentions.of(term)):
            things[term.id] = term
    return tuple(composer.thing(thing) for thing in sorted(things.values(), key=lambda one: one.name.casefold()))


def _events(composer: Composer, document: Document) -> tuple[Reference, ...]:
    """The events that statements of the article name, in the order of the text."""
    found: dict[str, Reference] = {}
    for statement in document.statements:
        event_id = getattr(statement, "event", None)
        thing = composer.library.thing(event_id, ("event",)) if event_id else None
        if thing is None and isinstance(statement, Mention) and statement.means:
            thing = composer.library.thing(statement.means)
        if thing is not None and thing.kind == "event":
            found.setdefault(thing.id, composer.thing(thing))
    return tuple(found.values())
