"""Reads the number of a figure: from its words, from the number in them, or from the bounds that a person declared."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ...kinds.figure import Figure
from ...kinds.measure import Measure
from ...language import message
from ...numbers import Quantity, Unit, money_in, numbers_in, qualifier_before, the_number
from ...passages import Text, find
from ...problems import Problem
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
    """The number as the article prints it, where it stands in the words, with what qualifies it: nearly four hundred is
    not four hundred."""
    found = find(Text.of(words), number)
    if not found:
        return None
    start, end = found[0].start, found[0].end
    return words[start - len(qualifier_before(words[:start])) : end]


def cut_short(figure: Figure, anchor: Anchor, text: Text) -> Problem | None:
    """A figure whose words begin with a number and leave the “nearly” before it out, or end with one and leave out the
    “million” behind it. Whoever declares its bounds has seen it."""
    if figure.low is not None or figure.high is not None:
        return None
    for piece in anchor.passage.pieces:
        words, numbers = text.printed(piece), list(numbers_in(text.printed(piece)))
        before = qualifier_before(text.plain[max(0, piece.start - _NEAR) : piece.start])
        scale = _SCALE.match(text.plain, piece.end)
        if before and numbers and numbers[0].stretch.start == 0:
            return _cut(figure, before + words[: numbers[0].stretch.end])
        if scale and numbers and numbers[-1].stretch.end == len(words):
            return _cut(figure, words[numbers[-1].stretch.start :] + scale[0])
    return None


_NEAR = 40
_SCALE = re.compile(r"\s+(?:hundred|thousand|million|billion|trillion|per\s?cent)\b")


def _cut(figure: Figure, printed: str) -> Problem:
    message = f"the article prints “{' '.join(printed.split())}”, and the words of the figure hold only a part of it"
    hint = "take the whole of it into the words, or give its bounds with `low:` and `high:`"
    return Problem(figure.place("figure"), "figure-cut-short", message, hint, severity="warning")


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
