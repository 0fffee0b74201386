"""Says in words what the ledger finds: verdicts, reasons, bounds and by how much figures differ."""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..findings.ledger import Entry, Group, Reason, Sheet, Verdict
from ..kinds.measure import Measure
from ..language import Message, count_message, message, message_in, percent, rounded

OF_A_FIGURE: Mapping[Verdict, Message] = {
    "differ": message("Differs"),
    "agree": message("Agrees"),
    "same voice": message("Same voice"),
    "not comparable": message("Not comparable"),
    "alone": message("The only figure"),
}
_OF_A_MEASURE: Mapping[Verdict, Message] = {
    "differ": message("The sources differ"),
    "agree": message("The sources agree"),
    "same voice": message("One voice"),
    "not comparable": message("Not comparable"),
    "alone": message("One figure"),
}
# In what figures can be unlike, as pages name it.
DIMENSIONS: Mapping[str, Message] = {
    "unit": message_in("figures are not alike in", "unit"),
    "scope": message_in("figures are not alike in", "scope"),
    "population": message_in("figures are not alike in", "population"),
    "span of time": message_in("figures are not alike in", "span of time"),
    "time": message_in("figures are not alike in", "time"),
}
NOT_SAID: Mapping[str, Message] = {
    "unit": message("unit not said"),
    "scope": message("scope not said"),
    "population": message("population not said"),
    "span of time": message("span of time not said"),
    "time": message("time not said"),
}


def of_a_measure(sheet: Sheet) -> Message:
    """The verdict over a measure."""
    if len(sheet.groups) > 1 and sheet.verdict in ("agree", "same voice"):
        return message("They agree where they can be compared")
    return _said(sheet.verdict, sheet.articles)


def of_a_group(group: Group) -> Message:
    """The verdict over figures of a measure that count the same."""
    if len(group.standings) == 1:
        return message("One figure")
    return _said(group.verdict, len({standing.entry.figure.article for standing in group.standings}))


def _said(verdict: Verdict, articles: int) -> Message:
    if articles == 1 and verdict == "differ":
        return message("One article differs with itself")
    if articles == 1 and verdict == "agree":
        return message("The voices in one article agree")
    return _OF_A_MEASURE[verdict]


def number_said(value: float, share: bool = False) -> Message:
    """A number for an axis or a bound: “45%”, “3.5 million”, “10,000”."""
    return percent(value * 100) if share else rounded(value)


def bounds_said(entry: Entry) -> str:
    """The bounds of a figure, empty where it is one number."""
    quantity = entry.bounds.quantity
    share = quantity.unit == "%"
    if quantity.low == quantity.high:
        return ""
    low = number_said(quantity.low, share)
    if math.isinf(quantity.high):
        return message("%(number)s or more", number=low)
    high = number_said(quantity.high, share)
    if not quantity.low:
        return message("up to %(number)s", number=high)
    return message("%(low)s to %(high)s", low=low, high=high)


def spread_said(spread: float) -> Message:
    """By how much two figures differ at the least. The lower is measured against the higher."""
    if share := round(spread * 100):
        return message("the lower is at least %(percent)s below the higher", percent=percent(share))
    return message("by less than %(percent)s", percent=percent(1))


_SILENT = message("no source says")


def reason_said(reason: Reason, measure: Measure) -> Message:
    """Why a figure cannot be compared with others of its measure."""
    here = reason.here or _SILENT
    elsewhere = tuple(value or _SILENT for value in reason.elsewhere)
    if reason.dimension == "unit":
        return message("another unit: %(here)s; elsewhere %(elsewhere)s", here=here, elsewhere=elsewhere)
    if reason.dimension == "scope":
        return message("another scope: %(here)s; elsewhere %(elsewhere)s", here=here, elsewhere=elsewhere)
    if reason.dimension == "population":
        return message("another population: %(here)s; elsewhere %(elsewhere)s", here=here, elsewhere=elsewhere)
    if measure.timing == "over a span":
        if not reason.here:
            return message("over which span of time is not said")
        return message("another span of time: %(here)s; elsewhere %(elsewhere)s", here=here, elsewhere=elsewhere)
    if not reason.here:
        return message("for when is not known")
    return message("another time: %(here)s; elsewhere %(elsewhere)s", here=here, elsewhere=elsewhere)


def compared_by(measure: Measure) -> Message:
    """What makes two figures of a measure comparable."""
    if measure.timing == "over a span":
        return message("Unit, scope and population are the same, and they cover the same span of time.")
    if measure.timing == "timeless":
        return message("Unit, scope and population are the same, and they count the same, whenever it was.")
    return count_message(
        "Unit, scope and population are the same, and their days lie within %(num)s day of each other.",
        "Unit, scope and population are the same, and their days lie within %(num)s days of each other.",
        measure.holds_for,
    )
