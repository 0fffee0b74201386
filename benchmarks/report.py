"""The tables: medians of all rounds as ratios to Hugo, the floor, and how time and memory grow with the content."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from typing import Any

from scenarios import SCENARIOS

Rows = list[dict[str, Any]]


def table(rows: Rows, corpus: str, names: list[str]) -> Iterator[str]:
    """One corpus: a line a scenario, a column a generator."""
    rows = [row for row in rows if row["corpus"] == corpus]
    yield f"\n**{corpus}** (wall s / processor s / peak MB, × Hugo's wall time)\n"
    yield f"| | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for scenario in (*SCENARIOS, "save to visible"):
        cells = [_cell(rows, name, scenario) for name in names]
        if any(cells):
            yield f"| {scenario} | {' | '.join(cells)} |"
    yield from _sizes(rows, names)


def _cell(rows: Rows, name: str, scenario: str) -> str:
    wall, hugo = _median(rows, name, scenario, "wall"), _median(rows, "hugo", scenario, "wall")
    if wall is None:
        return ""
    cpu, peak = (_median(rows, name, scenario, key) for key in ("cpu", "peak"))
    said = f"{wall:.2f}" + (f" / {cpu:.2f} / {peak:.0f}" if cpu is not None else "")
    said += f" × {wall / hugo:.2f}" if hugo else ""
    hidden = any(row.get("shown") is False for row in rows if (row["name"], row["scenario"]) == (name, scenario))
    return f"{said} (not shown)" if hidden else said


def _sizes(rows: Rows, names: list[str]) -> Iterator[str]:
    for name in names:
        found = [row for row in rows if (row["name"], row["scenario"]) == (name, "copy")]
        cold, copy = (_median(rows, name, scenario, "wall") for scenario in ("cold", "copy"))
        if found and cold and copy:
            yield (
                f"\n{name}: {found[0]['files']:,} files, {found[0]['megabytes']:,.0f} MB; a plain copy of them takes "
                f"{copy:.2f} s, the cold build {cold / copy:.1f} times as long."
            )


def growth(rows: Rows, names: list[str]) -> Iterator[str]:
    """The exponent with which a cold build grows, from all corpora of at least a hundred articles of one sort."""
    rows = [row for row in rows if row["scenario"] == "cold" and row["made"] and row["count"] >= 100]
    counts = sorted({row["count"] for row in rows})
    for name in names if len(counts) > 1 else ():
        fitted = (f"{what} {_exponent(rows, name, counts, key):.2f}" for what, key in
                  (("wall", "wall"), ("processor", "cpu"), ("memory", "peak")))  # fmt: skip
        yield f"\n{name}, cold, from {counts[0]:,} to {counts[-1]:,} articles grows with the exponents {', '.join(fitted)}."


def _exponent(rows: Rows, name: str, counts: list[int], key: str) -> float:
    """The slope of the straight line through the logarithms."""
    points = [
        (math.log(count), math.log(_median([row for row in rows if row["count"] == count], name, "cold", key) or 1))
        for count in counts
    ]
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def _median(rows: Rows, name: str, scenario: str, key: str) -> float | None:
    found = [row[key] for row in rows if (row["name"], row["scenario"]) == (name, scenario) and key in row]
    return statistics.median(found) if found else None
