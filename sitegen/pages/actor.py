"""An actor's profile: who it is by the articles, its own words, what others say of it, where it took part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..dates import read_span
from ..kinds.actor import Actor
from ..kinds.event import Event
from ..kinds.mention import Mention
from ..language import message, message_in
from ..page import Briefing, Page, address_of
from ..pictures import Lanes
from ..records import NameIn, Thing
from .courses import over_time
from .dossier import DATE_NOT_KNOWN, Dossier, dossier
from .held import CourseView, courses_of
from .ledger import FigureLine, lines_naming
from .promise import PromiseView, promises_naming
from .showing import Shown, newest_first, quotes_naming, show


@dataclass(frozen=True, slots=True)
class OfficeLine:
    title: Html | None
    span: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """An event the actor takes part in: when, how it stands, in which capacity, and with whom."""

    event: Reference
    type: str
    status: str
    date: str
    sort: int
    capacity: Html | None
    present: bool
    others: tuple[Reference, ...]
    outcome: Html | None


@dataclass(frozen=True, slots=True)
class ActorView:
    name: str
    type: str
    names: tuple[str | NameIn, ...]
    weak: tuple[str, ...]
    expansion: str | None
    acts_for: Reference | None
    represented_by: tuple[Reference, ...]
    side: str | None
    described_as: str | None
    reason: Html | None
    summary: Html | None
    profile: Html | None
    offices: tuple[OfficeLine, ...]
    descriptions: tuple[Shown, ...]
    own_words: tuple[Shown, ...]
    passed_on: tuple[Shown, ...]
    said_of: tuple[Shown, ...]
    meetings: tuple[Meeting, ...]
    stances: tuple[CourseView, ...]
    stances_picture: Lanes | None
    commitments: tuple[PromiseView, ...]
    figures: tuple[FigureLine, ...]
    terms: tuple[Reference, ...]
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of an index and what stands under it."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the index of actors."""

    link: Reference
    type: str
    summary: Html | None
    mentions: int
    quotes: int


@dataclass(frozen=True, slots=True)
class ActorsView:
    groups: tuple[Group, ...]
    count: int


def pages(briefing: Briefing) -> Iterator[Page]:
    """A profile for each actor, and the index of all."""
    for actor in briefing.library.all("actor").values():
        assert isinstance(actor, Actor)
        view = partial(_view, actor=actor)
        description = message(
            "%(name)s in the sources: own words, what others say, meetings and every mention.", name=actor.name
        )
        yield Page(address_of(actor), "actor.html", actor.name, view, "actors", description, actor)
    yield Page(
        "actors.html",
        "actors.html",
        message("Actors"),
        _index,
        "actors",
        message("Everybody the sources name or describe."),
    )


def _view(composer: Composer, actor: Actor) -> ActorView:
    own = quotes_naming(composer, actor, "speaker")
    about = [quote for quote in quotes_naming(composer, actor, "about") if quote not in own]
    return ActorView(
        name=actor.name,
        type=message_in("actor.type", actor.type),
        names=(*actor.names, *actor.named_in),
        weak=actor.weak,
        expansion=actor.expansion,
        acts_for=composer.reference(actor.acts_for, "actor"),
        represented_by=tuple(composer.thing(other) for other in _acting_for(composer, actor)),
        side=actor.side,
        described_as=actor.described_as,
        reason=composer.line(actor.reason),
        summary=composer.line(actor.summary),
        profile=composer.prose(actor.profile),
        offices=tuple(_office(composer, actor, number) for number in range(len(actor.offices))),
        descriptions=tuple(_descriptions(composer, actor)),
        own_words=tuple(newest_first(composer, own)),
        passed_on=tuple(newest_first(composer, quotes_naming(composer, actor, "through"))),
        said_of=tuple(newest_first(composer, about)),
        meetings=tuple(sorted(_meetings(composer, actor), key=lambda meeting: -meeting.sort)),
        stances=courses_of(composer, actor),
        stances_picture=_stances_picture(composer, actor),
        commitments=promises_naming(composer, actor, "by", "to"),
        figures=lines_naming(composer, actor, "speaker", "through"),
        terms=_terms(composer, actor),
        dossier=dossier(composer, actor),
    )


def _stances_picture(composer: Composer, actor: Actor) -> Lanes | None:
    courses = composer.findings.stances.by_actor.get(actor.id, ())
    return over_time(composer, courses, lambda course: course.issue.name)


def _acting_for(composer: Composer, actor: Actor) -> list[Actor]:
    others = [other for other in composer.library.referring(actor, "acts_for", "actor") if isinstance(other, Actor)]
    return composer.by_name(others)


def _office(composer: Composer, actor: Actor, number: int) -> OfficeLine:
    office = actor.offices[number]
    first, last = read_span(office.first or ""), read_span(office.last or "")
    span = ""
    if first and last:
        span = message("from %(first)s until %(last)s", first=first.said, last=last.said)
    elif first:
        span = message("from %(date)s", date=first.said)
    elif last:
        span = message("until %(date)s", date=last.said)
    return OfficeLine(composer.line(office.title), span)


def _descriptions(composer: Composer, actor: Actor) -> Iterator[Shown]:
    """The words with which articles describe the actor."""
    for mention in composer.library.referring(actor, "as", "mention"):
        if isinstance(mention, Mention) and mention.describes and (shown := show(composer, mention)):
            yield shown


def _meetings(composer: Composer, actor: Actor) -> Iterator[Meeting]:
    for event in composer.library.referring(actor, "actor", "event"):
        assert isinstance(event, Event)
        present = next((part for part in event.participants if part.actor == actor.id), None)
        absent = next((part for part in event.absent if part.actor == actor.id), None)
        span = read_span(event.date or "")
        others = (composer.reference(part.actor, "actor") for part in event.participants if part.actor != actor.id)
        note = present.capacity if present else absent.said if absent else None
        yield Meeting(
            event=composer.thing(event),
            type=message_in("event.type", event.type),
            status=event.status,
            date=span.said if span else DATE_NOT_KNOWN,
            sort=span.first.toordinal() if span and span.first else 0,
            capacity=composer.line(note),
            present=present is not None,
            others=tuple(other for other in others if other),
            outcome=composer.line(event.outcome),
        )


def _terms(composer: Composer, actor: Actor) -> tuple[Reference, ...]:
    """Glossary entries that explain the actor's name."""
    terms = composer.library.referring(actor, "names_of", "term")
    return tuple(composer.thing(term) for term in terms if isinstance(term, Thing))


# ── index ────────────────────────────────────────────────────────────────────────────────────────────────────────


_OTHERS = message("Others")


def _index(composer: Composer) -> ActorsView:
    actors = [actor for actor in composer.library.all("actor").values() if isinstance(actor, Actor)]
    sides = [side.name for side in composer.library.site.sides]
    sides += sorted({actor.side or _OTHERS for actor in actors} - set(sides), key=composer.briefing.language.sort_key)
    groups = []
    for side in sides:
        inside = [actor for actor in actors if (actor.side or _OTHERS) == side]
        entries = [_entry(composer, actor) for actor in composer.by_name(inside)]
        if entries:
            groups.append(Group(side, tuple(entries)))
    return ActorsView(tuple(groups), len(actors))


def _entry(composer: Composer, actor: Actor) -> Entry:
    return Entry(
        link=composer.thing(actor),
        type=message_in("actor.type", actor.type),
        summary=composer.line(actor.summary),
        mentions=len(composer.findings.mentions.of(actor)),
        quotes=len(composer.library.referring(actor, "speaker", "quote")),
    )
