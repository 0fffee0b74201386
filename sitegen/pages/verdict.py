"""Says in words what the ledger finds: verdicts, reasons, bounds and by how much figures differ."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..findings.ledger import Entry, Group, Reason, Sheet, Verdict
from ..kinds.measure import Measure

OF_A_FIGURE: Mapping[Verdict, str] = {
    "differ": "Differs",
    "agree": "Agrees",
    "same voice": "Same voice",
    "not comparable": "Not comparable",
    "alone": "The only figure",
}
_OF_A_MEASURE: Mapping[Verdict, str] = {
    "differ": "The sources differ",
    "agree": "The sources agree",
    "same voice": "One voice",
    "not comparable": "Not comparable",
    "alone": "One figure",
}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


def of_a_measure(sheet: Sheet) -> str:
    """The verdict over a measure."""
    if len(sheet.groups) > 1 and sheet.verdict in ("agree", "same voice"):
        return "They agree where they can be compared"
    return _said(sheet.verdict, sheet.articles)


def of_a_group(group: Group) -> str:
    """The verdict over figures of a measure that count the same."""
    if len(group.standings) == 1:
        return "One figure"
    return _said(group.verdict, len({standing.entry.figure.article for standing in group.standings}))


def _said(verdict: Verdict, articles: int) -> str:
    if articles == 1 and verdict in ("differ", "agree"):
        return "One article differs with itself" if verdict == "differ" else "The voices in one article agree"
    return _OF_A_MEASURE[verdict]


def number_said(value: float, share: bool = False) -> str:
    """A number for an axis or a bound: “45 %”, “3.5 million”, “10,000”."""
    if share:
        return f"{_short(value * 100)} %"
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{_short(value / scale)} {name}"
    return _short(value)


def _short(value: float) -> str:
    rounded = round(value, 1 if abs(value) < 100 else 0)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,}"


def bounds_said(entry: Entry) -> str:
    """The bounds of a figure, empty where it is one number."""
    quantity = entry.bounds.quantity
    share = quantity.unit == "%"
    if quantity.low == quantity.high:
        return ""
    if math.isinf(quantity.high):
        return f"{number_said(quantity.low, share)} or more"
    if not quantity.low:
        return f"up to {number_said(quantity.high, share)}"
    return f"{number_said(quantity.low, share)} to {number_said(quantity.high, share)}"


def spread_said(spread: float) -> str:
    """By how much two figures differ at the least. The lower is measured against the higher."""
    percent = round(spread * 100)
    return f"the lower is at least {percent} % below the higher" if percent else "by less than 1 %"


_SILENT = "no source says"


def reason_said(reason: Reason, measure: Measure) -> str:
    """Why a figure cannot be compared with others of its measure."""
    dimension: str = reason.dimension
    if dimension == "time":
        dimension = "span of time" if measure.timing == "over a span" else "time"
        if not reason.here:
            return f"over which {dimension} is not said" if measure.timing == "over a span" else "for when is not known"
    elsewhere = ", ".join(value or _SILENT for value in reason.elsewhere)
    return f"another {dimension}: {reason.here or _SILENT}; elsewhere {elsewhere}"


def compared_by(measure: Measure) -> str:
    """What makes two figures of a measure comparable."""
    time = {
        "at a time": f"their days lie within {measure.holds_for} days of each other",
        "over a span": "they cover the same span of time",
        "timeless": "they count the same, whenever it was",
    }[measure.timing]
    return f"Unit, scope and population are the same, and {time}."
