"""A commitment with what the sources say became of it, as its own page and those of actors and events show it."""

from __future__ import annotations

from dataclasses import dataclass

from ..composing import Composer, Html, Reference
from ..dates import read_span
from ..findings.commitments import Promise
from ..kinds.commitment import Commitment
from ..kinds.followup import FollowUp
from ..language import message
from ..page import address_of_commitment
from ..records import Thing
from .dossier import said_date
from .showing import Shown, show

STATE_SAID = {
    "restated": message("Restated"),
    "kept": message("Kept"),
    "partly kept": message("Partly kept"),
    "broken": message("Broken"),
    "suspended": message("Suspended"),
    "unknown": message("Not known what became of it"),
}


@dataclass(frozen=True, slots=True)
class Later:
    """What one article says became of a commitment. `shown` is None where its rights let no words be shown."""

    state: str
    state_said: str
    speaker: Reference | None
    article: Reference
    date: str
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class PromiseView:
    """One commitment with the words it rests on and the later statements about it."""

    id: str
    what: str
    by: tuple[Reference, ...]
    to: tuple[Reference, ...]
    event: Reference | None
    due: str | None
    speaker: Reference | None
    article: Reference
    date: str
    shown: Shown | None
    note: Html | None
    later: tuple[Later, ...]


def promises_naming(composer: Composer, thing: Thing, *keys: str) -> tuple[PromiseView, ...]:
    """The commitments that name a thing by one of their keys, each once, in the order of all."""
    records = [record for key in keys for record in composer.library.referring(thing, key, "commitment")]
    found = (composer.findings.commitments.of(record) for record in records if isinstance(record, Commitment))
    by_number = {promise.number: promise for promise in found}
    return tuple(promise_view(composer, by_number[number]) for number in sorted(by_number))


def promise_view(composer: Composer, promise: Promise) -> PromiseView:
    """A commitment composed for the page at hand."""
    commitment = promise.commitment
    document = composer.library.documents[commitment.article]
    due = read_span(commitment.due or "")
    return PromiseView(
        id=address_of_commitment(commitment).partition("#")[2],
        what=commitment.what,
        by=_actors(composer, commitment.by),
        to=_actors(composer, commitment.to),
        event=composer.reference(commitment.event, "event"),
        due=due.said if due else None,
        speaker=composer.reference(commitment.speaker, "actor"),
        article=composer.article(document),
        date=said_date(composer, document),
        shown=show(composer, commitment),
        note=composer.line(commitment.note),
        later=tuple(_later(composer, followup) for followup in promise.followups),
    )


def _actors(composer: Composer, references: tuple[str, ...]) -> tuple[Reference, ...]:
    found = (composer.reference(reference, "actor") for reference in references)
    return tuple(link for link in found if link)


def _later(composer: Composer, followup: FollowUp) -> Later:
    document = composer.library.documents[followup.article]
    return Later(
        state=followup.state,
        state_said=STATE_SAID[followup.state],
        speaker=composer.reference(followup.speaker, "actor"),
        article=composer.article(document),
        date=said_date(composer, document),
        shown=show(composer, followup),
    )
