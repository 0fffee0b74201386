"""Reads the number of a figure: from its words, from the number in them, or from the bounds that a person declared."""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass

from ...kinds.figure import Figure
from ...kinds.measure import Measure
from ...language import message
from ...numbers import Quantity, Unit, money_in, numbers_in, the_number
from ...passages import Text, find
from ...problems import Problem
from .. import signs
from ..anchors import Anchor

_MONEY: dict[Unit, str] = {
    "$": "dollars", "€": "euros", "£": "pounds", "¥": "yen", "₺": "lira", "₽": "roubles", "₹": "rupees",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """The number of a figure: `printed` are its own words, `unit` what it is counted in; `declared` by a person."""

    quantity: Quantity
    printed: str
    unit: str
    declared: bool


def read_bounds(figure: Figure, words: str, measure: Measure) -> Bounds | Problem:
    """The bounds of a figure whose article prints `words`, or what is to be mended."""
    text = _number_in(words, figure.number) if figure.number else words
    if text is None:
        message = f"the number “{figure.number}” does not stand in the words of the figure"
        return Problem(figure.place("number"), "figure-not-read", message, "copy it from the words")
    if figure.low is not None or figure.high is not None:
        return _declared(figure, text, measure)
    found = the_number(text, ordinal=measure.nature == "ordinal")
    if found is None:
        return _not_read(figure, text)
    quantity = found.quantity
    if measure.nature == "share" and quantity.unit != "%":
        return _not_a_share(figure, text, measure)
    printed = " ".join(text[found.stretch.start : found.stretch.end].split())
    return Bounds(quantity, printed, _unit(figure, quantity, measure), False)


def _number_in(words: str, number: str) -> str | None:
    """The number as the article prints it, where it stands in the words, with all that qualifies and scales it: nearly
    four hundred is not four hundred."""
    found = find(Text.of(words), number)
    if not found:
        return None
    start, end = found[0].start, found[0].end
    whole = next(
        (one.stretch for one in numbers_in(words) if one.stretch.start <= start and end <= one.stretch.end), None
    )
    return words[whole.start : whole.end] if whole else words[start:end]


def cut_short(figure: Figure, anchor: Anchor, text: Text) -> Problem | None:
    """A figure whose words begin or end in the midst of a number of the article, such as behind its “nearly”. Whoever
    declares its bounds has seen it."""
    if figure.low is not None or figure.high is not None:
        return None
    numbers = signs.numbers(text)
    for end in (anchor.passage.start, anchor.passage.end):
        at = bisect.bisect_left(numbers, end, key=lambda one: one.start) - 1
        if at >= 0 and numbers[at].start < end < numbers[at].end:
            printed = " ".join(text.printed(numbers[at]).split())
            message = f"the article prints “{printed}”, and the words of the figure hold only a part of it"
            hint = "take the whole of it into the words, or give its bounds with `low:` and `high:`"
            return Problem(figure.place("figure"), "figure-cut-short", message, hint, severity="warning")
    return None


def _unit(figure: Figure, quantity: Quantity, measure: Measure) -> str:
    """The unit: that of the figure, else the measure's, unless the words themselves name another."""
    if figure.unit:
        return figure.unit
    if quantity.unit in _MONEY and quantity.unit != money_in(measure.unit):
        return _MONEY[quantity.unit]
    if quantity.unit == "%" and measure.nature != "share":
        return "share"
    return message("place in a row") if quantity.unit == "th" and measure.nature != "ordinal" else measure.unit


def _declared(figure: Figure, text: str, measure: Measure) -> Bounds | Problem:
    low = 0.0 if figure.low is None else figure.low
    share = measure.nature == "share"
    high = figure.high if figure.high is not None else 1.0 if share else math.inf
    key = "low" if figure.low is not None else "high"
    if not 0 <= low <= high:
        message = f"the bounds {low:g} and {high:g} are not in order"
        return Problem(figure.place(key), "wrong-value", message, "write the lower one under `low:`, from 0 upwards")
    if share and high > 1:
        message = f"{high:g} is more than the whole, and the measure “{figure.measure}” is a share"
        return Problem(figure.place(key), "wrong-value", message, "write a share as a part of one: `0.45`")
    unit = figure.unit or measure.unit
    return Bounds(Quantity(low, high, "%" if share else ""), " ".join(text.split()), unit, True)


def _not_read(figure: Figure, text: str) -> Problem:
    place = figure.place("number") if figure.number else figure.place("figure")
    message = f"no number can be read in “{' '.join(text.split())}”, or more than one"
    hint = "add `number:` with the words of the one that is meant, or give its bounds with `low:` and `high:`"
    return Problem(place, "figure-not-read", message, hint)


def _not_a_share(figure: Figure, text: str, measure: Measure) -> Problem:
    message = f"“{' '.join(text.split())}” is no part of a whole, and the measure “{figure.measure}” is a share"
    hint = "give its bounds as parts of one with `low:` and `high:`, or name another measure"
    return Problem(figure.place("figure"), "figure-not-read", message, hint)
