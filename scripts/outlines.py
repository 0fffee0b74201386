"""Prepares `sitegen/pictures/outlines.json`, the outlines of land that every map of every site is cut from.

A step of development, run by `make outlines`; no build needs it. The outlines are those of Natural Earth at 1:50 million,
in the public domain, as the npm package `world-atlas` packs them (its packing is under the ISC licence).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE, MEMBER = "world-atlas@2.0.2", "package/countries-50m.json"
TARGET = Path(__file__).parent.parent / "sitegen" / "pictures" / "outlines.json"
# Steps of a degree in which places are kept: about half a kilometre.
STEPS = 200
# What lies nearer than this to the line between two points, in steps, is not needed to draw it.
TOLERANCE = 0.7

Point = tuple[int, int]


def main() -> None:
    """Fetches the package, and writes the file anew."""
    topology = fetched()
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            point = (round((left + x * scale_x) * STEPS), round((bottom + y * scale_y) * STEPS))
            if not points or point != points[-1]:
                points.append(point)
        arcs.append(simplified(points))
    rings = [[*box(arcs, ring), ring] for ring in rings_of(topology)]
    prepared = {
        "source": "Natural Earth 1:50m (public domain), by world-atlas 2.0.2",
        "steps": STEPS,
        "rings": rings,
        "arcs": [spelled(arc) for arc in arcs],
    }
    TARGET.write_text(json.dumps(prepared, separators=(",", ":")) + "\n", encoding="ascii")
    print(f"{TARGET.name}: {len(rings)} rings, {sum(map(len, arcs))} points, {TARGET.stat().st_size} bytes")


def fetched() -> dict:
    """The topology out of the package, by npm."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=sys.stderr)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            member = archive.extractfile(MEMBER)
            assert member is not None
            return json.load(member)


def rings_of(topology: dict) -> Iterator[list[int]]:
    """Every ring of every country, as the arcs it is made of: `~n` is arc `n` from its end."""
    for country in topology["objects"]["countries"]["geometries"]:
        if country["type"] == "Polygon":
            yield from country["arcs"]
        elif country["type"] == "MultiPolygon":
            for polygon in country["arcs"]:
                yield from polygon


def box(arcs: list[list[Point]], ring: list[int]) -> list[int]:
    """West, south, east and north of a ring, in steps."""
    points = [point for number in ring for point in arcs[number if number >= 0 else ~number]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return [min(xs), min(ys), max(xs), max(ys)]


def simplified(points: list[Point]) -> list[Point]:
    """The points without those that the line passes near anyway (Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    stretches = [(0, len(points) - 1)]
    while stretches:
        first, last = stretches.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        farthest, distance = 0, TOLERANCE
        for number in range(first + 1, last):
            x, y = points[number]
            if length:
                away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
            else:
                away = ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if away > distance:
                farthest, distance = number, away
        if farthest:
            keep.add(farthest)
            stretches += [(first, farthest), (farthest, last)]
    return [points[number] for number in sorted(keep)]


def spelled(points: list[Point]) -> str:
    """The points as steps from each to the next in printable letters, five bits a letter, the low ones first."""
    x = y = 0
    words = []
    for point in points:
        for step in (point[0] - x, point[1] - y):
            rest = step << 1 if step >= 0 else ~(step << 1)
            while rest >= 32:
                words.append(chr((rest & 31 | 32) + 63))
                rest >>= 5
            words.append(chr(rest + 63))
        x, y = point
    return "".join(words)


if __name__ == "__main__":
    main()
