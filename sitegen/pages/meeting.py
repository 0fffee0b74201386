"""Who met whom, by the events that both took part in, and who speaks about whom, by their statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..composing import Composer, Reference
from ..findings.chronology import in_time
from ..kinds.event import Event
from ..kinds.quote import Quote
from ..language import Message, count_message, listed, message
from ..page import Briefing, Page
from ..pictures import Gatherings
from .gatherings import GatheringRow, gatherings
from .occasion import EventLine, event_line
from .showing import Shown, newest_first

STATUS_WORDS: tuple[tuple[str, Callable[[int], Message]], ...] = (
    ("held", lambda number: count_message("%(num)s held", "%(num)s held", number)),
    ("planned", lambda number: count_message("%(num)s planned", "%(num)s planned", number)),
    ("in jeopardy", lambda number: count_message("%(num)s in jeopardy", "%(num)s in jeopardy", number)),
    ("not known to be held", lambda number: count_message(
        "%(num)s not known to be held", "%(num)s not known to be held", number
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors and the meetings that both took part in, or were to take part in."""

    id: str
    one: Reference
    other: Reference
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class SpeakerAbout:
    """What one actor says about another."""

    id: str
    speaker: Reference
    subject: Reference
    quotes: tuple[Shown, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a matrix: how many there are, and the spot of this page where they stand."""

    id: str
    said: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns of actors with a cell, or None, for each two. `left_out` counts the actors of the list who
    have no place in it, because a table of so many would not be read."""

    rows: tuple[tuple[Reference, tuple[Cell | None, ...]], ...]
    columns: tuple[Reference, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class MeetingsView:
    picture: Gatherings | None
    gatherings: tuple[GatheringRow, ...]
    met: Matrix
    pairs: tuple[Pair, ...]
    spoken: Matrix
    about: tuple[SpeakerAbout, ...]


WIDEST = 16


def pages(briefing: Briefing) -> Iterator[Page]:
    """The one page of meetings."""
    description = message("Who met or was to meet whom, and who speaks about whom, each with the evidence.")
    yield Page("meetings.html", "meetings.html", message("Who met whom"), _view, "meetings", description)


def _view(composer: Composer) -> MeetingsView:
    meetings = composer.findings.meetings
    pairs = {key: _pair(composer, key, events) for key, events in meetings.met.items()}
    about = {key: _about(composer, key, quotes) for key, quotes in meetings.spoken.items()}
    key = composer.briefing.language.sort_key
    picture, rows = gatherings(composer)
    return MeetingsView(
        picture=picture,
        gatherings=rows,
        met=_met_matrix(composer, pairs),
        pairs=tuple(
            sorted(pairs.values(), key=lambda pair: (-len(pair.events), key(pair.one.name), key(pair.other.name)))
        ),
        spoken=_spoken_matrix(composer, about),
        about=tuple(sorted(about.values(), key=lambda one: (key(one.speaker.name), key(one.subject.name)))),
    )


def _pair(composer: Composer, key: tuple[str, str], events: Iterable[Event]) -> Pair:
    one, other = (composer.reference(actor, "actor") for actor in key)
    assert one is not None
    assert other is not None
    lines = tuple(event_line(composer, event) for event in in_time(events))
    return Pair(f"met-{key[0]}--{key[1]}", one, other, lines)


def _about(composer: Composer, key: tuple[str, str], quotes: Iterable[Quote]) -> SpeakerAbout:
    speaker, subject = (composer.reference(actor, "actor") for actor in key)
    assert speaker is not None
    assert subject is not None
    found = list(quotes)
    shown = tuple(newest_first(composer, found))
    return SpeakerAbout(f"on-{key[0]}--{key[1]}", speaker, subject, shown, len(found) - len(shown))


def _met_matrix(composer: Composer, pairs: Mapping[tuple[str, str], Pair]) -> Matrix:
    cells: dict[tuple[str, str], Cell] = {}
    for (one, other), pair in pairs.items():
        cell = Cell(pair.id, _statuses(pair.events))
        cells[one, other] = cells[other, one] = cell
    actors = _busiest(Counter(actor for pair in pairs for actor in pair for _ in pairs[pair].events))
    return _matrix(composer, actors, actors, cells, len({actor for pair in pairs for actor in pair}) - len(actors))


def _statuses(events: Iterable[EventLine]) -> str:
    """How the meetings stand, as “2 held, 1 planned”."""
    counts = Counter(event.status for event in events)
    return listed(said(counts[status]) for status, said in STATUS_WORDS if counts[status])


def _spoken_matrix(composer: Composer, about: Mapping[tuple[str, str], SpeakerAbout]) -> Matrix:
    cells = {}
    speakers: Counter[str] = Counter()
    subjects: Counter[str] = Counter()
    for (speaker, subject), one in about.items():
        count = len(one.quotes) + one.hidden
        cells[speaker, subject] = Cell(one.id, str(count))
        speakers[speaker] += count
        subjects[subject] += count
    rows, columns = _busiest(speakers), _busiest(subjects)
    return _matrix(composer, rows, columns, cells, len(speakers) - len(rows) + len(subjects) - len(columns))


def _busiest(counts: Counter[str]) -> list[str]:
    """The actors with most in their cells, as many as a table can hold."""
    return [actor for actor, _ in sorted(counts.items(), key=lambda count: (-count[1], count[0]))[:WIDEST]]


def _matrix(
    composer: Composer, rows: list[str], columns: list[str], cells: Mapping[tuple[str, str], Cell], left_out: int
) -> Matrix:
    def link(actor: str) -> Reference:
        return composer.reference(actor, "actor") or Reference(actor, "", "actor")

    return Matrix(
        rows=tuple((link(row), tuple(cells.get((row, column)) for column in columns)) for row in rows),
        columns=tuple(link(column) for column in columns),
        left_out=left_out,
    )
