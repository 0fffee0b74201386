"""What a picture is drawn with: shapes and words on a sheet of a fixed size, in the order in which they are painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left and top edge, and how wide and high it is."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )  # fmt: skip

    def within(self, other: Box) -> bool:
        return (
            self.x >= other.x and self.y >= other.y and self.right <= other.right and self.bottom <= other.bottom
        )  # fmt: skip

    def grown(self, by: float) -> Box:
        """The same with so much more on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark: an element of SVG with its measures, the class that gives it its colour, and what it says when it is
    pointed at."""

    tag: Literal["line", "rect", "circle", "path"]
    css: str
    measures: tuple[tuple[str, str], ...]
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words whose foot stands at `y`, and which begins, ends or is centred at `x`. `turn` are the degrees by
    which it is turned about that point."""

    x: str
    y: str
    text: str
    css: str
    anchor: Anchor = "start"
    turn: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the sheet with parts of its own, which are cut off at its edges."""

    x: str
    y: str
    width: str
    height: str
    parts: tuple[Part, ...]


Part = Shape | Words | Window
Size = Literal["wide", "narrow", "small"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One sheet. A picture is drawn once for a wide page and once for a telephone, so that words keep their size.
    `numbered` are the names that found no room on it, by the number that stands in their stead; 0 where there was no
    room for that either."""

    size: Size
    width: int
    height: int
    parts: tuple[Part, ...]
    numbered: tuple[tuple[int, str], ...] = ()


def number(value: float) -> str:
    """A measure as it is written: with one decimal where it needs one."""
    rounded = round(value, 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def line(css: str, x1: float, y1: float, x2: float, y2: float, tip: str = "") -> Shape:
    """A straight line."""
    ends = (("x1", number(x1)), ("y1", number(y1)), ("x2", number(x2)), ("y2", number(y2)))
    return Shape("line", css, ends, tip)


def rect(css: str, box: Box, radius: float = 0, tip: str = "") -> Shape:
    """A rectangle, with rounded corners where it has a `radius`."""
    measures = [("x", number(box.x)), ("y", number(box.y)), ("width", number(box.width))]
    measures += [("height", number(box.height))]
    return Shape("rect", css, (*measures, *([("rx", number(radius))] if radius else [])), tip)


def circle(css: str, x: float, y: float, radius: float, tip: str = "") -> Shape:
    """A circle."""
    return Shape("circle", css, (("cx", number(x)), ("cy", number(y)), ("r", number(radius))), tip)


def path(css: str, points: Iterable[tuple[float, float]], closed: bool = False, tip: str = "") -> Shape:
    """A line through points, or the area that they enclose."""
    return Shape("path", css, (("d", route(points) + ("Z" if closed else "")),), tip)


def route(points: Iterable[tuple[float, float]]) -> str:
    """The way through points as a path spells it."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def outline(css: str, spelled: str) -> Shape:
    """A path that is spelled already."""
    return Shape("path", css, (("d", spelled),))


def words(
    css: str, x: float, y: float, text: str, anchor: Anchor = "start", turn: int = 0, language: str = ""
) -> Words:
    """A line of words."""
    return Words(number(x), number(y), text, css, anchor, turn, language)


def window(box: Box, parts: Iterable[Part]) -> Window:
    """A part of the sheet; its parts count from its own corner."""
    return Window(number(box.x), number(box.y), number(box.width), number(box.height), tuple(parts))
