"""A quote: words somebody is quoted with, reported to have said, or that the outlet says in its own voice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from ..problems import Problem
from ..records import ActorRef, DateText, EventRef, Kind, Statement, ThingRef, Words

Form = Literal["direct", "partial", "indirect", "outlet"]


class Quote(Statement, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who said what, and through whom it came to the page."""

    kind: ClassVar[str] = "quote"
    words: Words = msgspec.field(name="quote")
    form: Annotated[
        Form,
        Meta(
            description="direct: a whole sentence in quotation marks; partial: a few quoted words; "
            "indirect: reported speech; outlet: the outlet's own voice."
        ),
    ]
    speaker: Annotated[
        ActorRef | None,
        Meta(description="Who said it. Left out: the outlet itself, or, in a partial one, the article does not say."),
    ] = None
    attribution: Annotated[Words | None, Meta(description="The words that say who spoke, as in `said Sam Heller`.")] = (
        None
    )
    through: Annotated[
        tuple[ActorRef, ...],
        Meta(description="Who reported it on the way, nearest to the speaker first; the article comes last of itself."),
    ] = ()
    to: Annotated[tuple[ThingRef, ...], Meta(description="Whom it was said to: an actor or an outlet.")] = ()
    about: Annotated[tuple[ThingRef, ...], Meta(description="What or whom it is about.")] = ()
    event: Annotated[EventRef | None, Meta(description="The event it was said at, before or after.")] = None
    said_on: Annotated[DateText | None, Meta(description="When it was said, if that is not clear from `when`.")] = None
    when: Annotated[
        Words | None, Meta(description="The dated words that say when it was said; annotate them as a `date` too.")
    ] = None


def check(quote: Quote) -> Iterator[Problem]:
    """The outlet's own voice has no speaker; everything else has one, but for a few words in quotation marks whose
    speaker the article does not give."""
    if quote.form == "outlet" and quote.speaker:
        message = "what the outlet says in its own voice has no speaker"
        yield Problem(quote.place("speaker"), "conflicting-keys", message, "take `speaker:` out, or correct `form:`")
    elif quote.form in ("direct", "indirect") and not quote.speaker:
        message = "a quotation needs its speaker"
        hint = "add `speaker:`; where the source names nobody, write an actor of the type “unnamed source”"
        yield Problem(quote.place(), "missing-key", message, hint)


KIND = Kind(
    name="quote",
    family="statement",
    record=Quote,
    check=check,
    summary="Words somebody is quoted with, or is reported to have said.",
    example="""\
- quote: We will listen before we decide
  form: direct
  speaker: ada-moreno
  attribution: said Ada Moreno
  event: harbour-talks
""",
)
