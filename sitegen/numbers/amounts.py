"""Reads a number with its unit, and two as a range: “$2,000”, “45 per cent”, “5 to 10 million”, “between … and …”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .cardinals import Read, Tokens, cardinal, is_dash, joined, part_of_a_scale, scale_at_end, word
from .lexicon import MONEY_CODES, MONEY_SIGNS, MONEY_WORDS, PER_CENT
from .quantity import Quantity, Unit, between, with_unit
from .shares import ordinal, share, times
from .tokens import cut

_LINKS: Mapping[str, tuple[str, ...]] = {"between": ("and",), "from": ("to",), "": ("to", "or")}


def number(tokens: Tokens, at: int) -> Read | None:
    """The number, range or part of a whole that begins at a token, with its unit and without its qualifier."""
    for read in (ordinal, times):
        if found := read(tokens, at):
            return found
    opening = word(tokens, at) if word(tokens, at) in _LINKS else ""
    first = _amount(tokens, at + 1 if opening else at)
    if first is None:
        return None
    second_at = _behind_link(tokens, first.behind, _LINKS[opening])
    second = _amount(tokens, second_at) if second_at is not None else None
    whole = _range(first, second) if second is not None else None
    if whole is not None and second is not None:
        return whole, second.behind
    return None if opening else (first.quantity, first.behind)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number with its unit. `scale` is the worth of the scale words at its end."""

    quantity: Quantity
    scale: int
    behind: int


def _amount(tokens: Tokens, at: int) -> _Amount | None:
    if at >= len(tokens):
        return None
    if not part_of_a_scale(tokens, at) and (part := share(tokens, at)):
        return _Amount(part[0], 1, part[1])
    unit = MONEY_SIGNS.get(tokens[at].printed) or MONEY_CODES.get(tokens[at].printed)
    at = at + 1 if unit else at
    read = cardinal(tokens, at, money=bool(unit)) if at < len(tokens) else None
    if read is None:
        return None
    quantity, behind = read
    scale = scale_at_end(tokens, at, behind)
    if unit is None:
        unit, behind = _unit_behind(tokens, behind)
    return _Amount(with_unit(quantity, unit) if unit else quantity, scale, behind)


def _unit_behind(tokens: Tokens, at: int) -> tuple[Unit, int]:
    first = joined(tokens, at)
    for phrase in PER_CENT:
        if tuple(token.text for token in tokens[first : first + len(phrase)]) == phrase:
            return "%", first + len(phrase)
    country = first + 1 if word(tokens, first) == "us" else first
    if country < len(tokens):
        unit = MONEY_WORDS.get(word(tokens, country)) or MONEY_CODES.get(tokens[country].printed)
        if unit:
            return unit, country + 1
    return ("times", first + 1) if word(tokens, first) == "times" else ("", at)


def _behind_link(tokens: Tokens, at: int, words: tuple[str, ...]) -> int | None:
    """The place behind “to”, “or”, “and” or a dash with the same space on both sides."""
    link = joined(tokens, at)
    if word(tokens, link) in words:
        return joined(tokens, link + 1)
    dash = is_dash(tokens, at) and at + 1 < len(tokens) and tokens[at].apart == tokens[at + 1].apart
    return at + 1 if dash else None


def _range(first: _Amount, second: _Amount) -> Quantity | None:
    """Two numbers as one range. What only one of them says of scale and unit holds for both."""
    low, high = first.quantity, second.quantity
    if first.scale == 1 and second.scale > 1 and low.high < high.low / second.scale:
        low = replace(low, low=low.low * second.scale, high=low.high * second.scale)
    if low.unit and not high.unit:
        high = with_unit(high, low.unit)
    elif high.unit and not low.unit:
        low = with_unit(low, high.unit)
    return between(low, high) if low.unit == high.unit else None


def money_in(text: str) -> Unit:
    """The sign of the money that some words name, such as “US dollars”; empty for none."""
    for token in cut(text):
        unit = MONEY_SIGNS.get(token.printed) or MONEY_CODES.get(token.printed) or MONEY_WORDS.get(token.text)
        if unit:
            return unit
    return ""
