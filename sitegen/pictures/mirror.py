"""A picture for readers who read from right to left: everything changes sides, and the letters stay as they are."""

from __future__ import annotations

import re
from dataclasses import replace

from .scene import Anchor, Drawing, Part, Shape, Words, number

_SIDES: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_POINT = re.compile(r"([ML])(-?[\d.]+) ")


def mirrored(sheet: Drawing) -> Drawing:
    """The sheet seen in a mirror. Time then runs from right to left, as its readers do. A map is never mirrored."""
    return replace(sheet, parts=tuple(_mirrored(part, sheet.width) for part in sheet.parts))


def _mirrored(part: Part, width: float) -> Part:
    if isinstance(part, Words):
        return replace(part, x=number(width - float(part.x)), anchor=_SIDES[part.anchor], turn=-part.turn)
    if not isinstance(part, Shape):
        return part
    measures = dict(part.measures)
    for name in ("x1", "x2", "cx"):
        if name in measures:
            measures[name] = number(width - float(measures[name]))
    if part.tag == "rect":
        measures["x"] = number(width - float(measures["x"]) - float(measures["width"]))
    if part.tag == "path":
        measures["d"] = _POINT.sub(lambda found: f"{found[1]}{number(width - float(found[2]))} ", measures["d"])
    return replace(part, measures=tuple(measures.items()))
