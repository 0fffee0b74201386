"""Draws who met whom: a row for each meeting, a column for each actor, and a line through all who took part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..language import Language
from .letters import LINE, shortened, width_of, wrapped
from .mirror import mirrored
from .scene import Drawing, Part, Size, circle, line, path, words

_LABELS, _SMALL = 12.0, 11.0
_STEP, _SMALL_STEP = LINE * _LABELS, LINE * _SMALL
_DOT = 5.0
# Names of columns rise at this angle, and are written as far as this.
_TURN, _LONGEST = -60, 150.0
_SINE, _COSINE = 0.87, 0.5
_MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class _Form:
    """What a size of the picture has room for."""

    size: Size
    width: int
    beside: float
    most: int
    widest: float


_FORMS = (_Form("wide", 720, 268, 20, 44), _Form("narrow", 340, 12, 11, 40))

Standing = Literal["held", "planned", "unsure"]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting: its name, when it was and how it stands in words, the ids of those who took part or were to, and of
    those who are said not to have been there."""

    name: str
    said: str
    standing: Standing
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gatherings:
    """The picture in its sizes, and what its marks are; how many actors have no place in the wide one, and in that for
    a telephone, and how many meetings in both."""

    drawings: tuple[Drawing, ...]
    signs: tuple[str, ...]
    actors_left_out: tuple[int, int]
    left_out: int


def gatherings_of(gatherings: Sequence[Gathering], names: dict[str, str], language: Language) -> Gatherings | None:
    """The picture of meetings in the order in which they come; `names` are those of all actors by their ids. None
    where there is no meeting."""
    met = [one for one in gatherings if len(one.present) > 1]
    if not met:
        return None
    rows = met[:_MOST_ROWS]
    busiest = _busiest(rows)
    sheets = [_sheet(form, rows, busiest[: form.most], names) for form in _FORMS]
    if language.direction == "rtl":
        sheets = [mirrored(sheet) for sheet in sheets]
    left_out = [max(0, len(busiest) - form.most) for form in _FORMS]
    return Gatherings(tuple(sheets), tuple(_signs(rows)), (left_out[0], left_out[1]), len(met) - len(rows))


def _signs(rows: Sequence[Gathering]) -> Iterator[str]:
    yield from (sign for sign in ("held", "planned", "unsure") if any(row.standing == sign for row in rows))
    if any(row.absent for row in rows):
        yield "missing"


def _busiest(rows: Sequence[Gathering]) -> list[str]:
    """Everybody who took part, those in most meetings first, then as they come."""
    counts = Counter(actor for row in rows for actor in row.present)
    return [actor for actor, _ in sorted(counts.items(), key=lambda pair: -pair[1])]


def _sheet(form: _Form, rows: Sequence[Gathering], actors: Sequence[str], names: dict[str, str]) -> Drawing:
    heads = {actor: shortened(names[actor], _SMALL, _LONGEST) for actor in actors}
    longest = max(width_of(head, _SMALL) for head in heads.values())
    rise, lean = longest * _SINE + 12, longest * _COSINE + 4
    room = min(form.widest, (form.width - form.beside - lean) / len(actors))
    xs = {actor: form.beside + _DOT + 3 + index * room for index, actor in enumerate(actors)}
    parts: list[Part] = [words("tick-words head", x + 2, rise, heads[actor], turn=_TURN) for actor, x in xs.items()]
    y, top = rise + 8, rise + 4
    drawn: list[Part] = []
    for row in rows:
        y = _row(form, row, xs, y, drawn)
    parts += [line("grid", x, top, x, y) for x in xs.values()]
    return Drawing(form.size, form.width, round(y + 4), (*parts, *drawn))


def _row(form: _Form, row: Gathering, xs: dict[str, float], top: float, parts: list[Part]) -> float:
    narrow = form.size == "narrow"
    room = form.width - 4 if narrow else form.beside - 18
    y = top
    for text in wrapped(row.name, _LABELS, room, 2):
        y += _STEP
        parts.append(words("row-name", 0, y - 4, text))
    for text in wrapped(row.said, _SMALL, room, 2):
        y += _SMALL_STEP
        parts.append(words("row-when", 0, y - 4, text))
    if narrow:
        y += 8
    middle = y if narrow else top + _STEP / 2 + 3
    parts += _marks(row, xs, middle)
    return max(y, middle + _DOT) + 10


def _marks(row: Gathering, xs: dict[str, float], y: float) -> Iterator[Part]:
    there = sorted(xs[actor] for actor in row.present if actor in xs)
    if len(there) > 1:
        yield line(f"together {row.standing}", there[0], y, there[-1], y)
    for x in there:
        yield circle(f"attending {row.standing}", x, y, _DOT)
    for actor in row.absent:
        if actor in xs and actor not in row.present:
            x = xs[actor]
            yield path("missing", [(x - 4, y - 4), (x + 4, y + 4)])
            yield path("missing", [(x - 4, y + 4), (x + 4, y - 4)])
