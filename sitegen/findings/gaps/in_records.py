"""What is written but not described, dated, used, or told by more than one voice."""

from __future__ import annotations

from collections.abc import Iterator

from ...kinds.actor import Actor
from ...kinds.event import Event
from ...kinds.mention import Mention
from ...language import count_message, message
from ...library import Library
from ...prose import read_prose
from ...records import Record, Thing, spots
from ..anchors import Anchors
from ..chronology import Chronology
from ..ledger import Ledger
from ..mentions import Mentions
from ..voices import Voices
from .kinds import Gap, GapKind


def gaps_in_records(
    library: Library, anchors: Anchors, mentions: Mentions, chronology: Chronology, ledger: Ledger, voices: Voices
) -> Iterator[Gap]:
    """The gaps of things, kind by kind, and the dates that stay open."""
    for actor in library.all("actor").values():
        assert isinstance(actor, Actor)
        if not actor.summary and not actor.described_as and not _described(library, actor):
            yield _of(actor, "description", message("no article is cited for who this is"))
    for event in library.all("event").values():
        assert isinstance(event, Event)
        if not _has_source(library, mentions, event):
            yield _of(event, "source", message("no statement and no citation speaks of it"))
    for term in library.all("term").values():
        if not mentions.of(term) and not library.referring(term, "term", "use"):
            yield _of(term, "use", message("no article uses the term"))
    for sheet in ledger.of_one_voice:
        yield _of(sheet.measure, "voice", message("one voice alone gives a figure for it"))
    for copy in voices.proposed:
        what = count_message(
            "shares %(num)s word of copy with %(other)s, and nobody has confirmed it",
            "shares %(num)s words of copy with %(other)s, and nobody has confirmed it",
            copy.words,
            other=copy.second,
        )
        yield Gap("shared copy", copy.first, what, record=f"article:{copy.first}")
    for (article, _), resolved in chronology.phrases.items():
        if resolved.state == "open":
            anchor = anchors.of(resolved.statement)
            stretch = anchor.passage.pieces[0] if anchor else None
            what = message("dated words that stay open")
            reason = resolved.statement.open or ""
            yield Gap("open date", resolved.statement.words, what, article, stretch, because=reason)


def _of(thing: Thing, kind: GapKind, what: str) -> Gap:
    return Gap(kind, thing.name, what, record=f"{thing.kind}:{thing.id}", because=thing.gap or "")


def _described(library: Library, actor: Actor) -> bool:
    return any(
        isinstance(mention, Mention) and mention.describes for mention in library.referring(actor, "as", "mention")
    )


def _has_source(library: Library, mentions: Mentions, event: Event) -> bool:
    """Whether any article speaks of an event: a statement names it, or its own prose cites one."""
    if mentions.of(event):
        return True
    if any(library.referring(event, "event", kind) for kind in ("quote", "date", "figure", "commitment")):
        return True
    return any(library.referring(event, "of", kind) for kind in ("account",)) or _cites(event)


def _cites(record: Record) -> bool:
    return any(read_prose(spot.text).citations for spot in spots(record) if spot.role == "prose")
