"""Reads one number without its qualifier: a numeral, a spelled-out number, “half a million”, “several hundred”."""

from __future__ import annotations

from collections.abc import Sequence

from .lexicon import (
    BEFORE_FEW,
    FRACTIONS,
    GREATEST,
    LENGTHS,
    PARTS,
    PEOPLE,
    PLURALS,
    PLURALS_WITH_OF,
    SCALES,
    SHORT_SCALES,
    TAILS_OF_UNITS,
    TENS,
    UNITS,
    VAGUE,
)
from .quantity import Quantity, exactly
from .tokens import DASHES, Token

Tokens = Sequence[Token]
# What was read, and the number of the token behind it.
Read = tuple[Quantity, int]
_VAGUE_LENGTHS = sorted({len(phrase) for phrase in VAGUE}, reverse=True)
_OPEN_VAGUE = frozenset(phrase[0] for phrase in VAGUE)
_ROUNDED_SCALE = 10**6


def word(tokens: Tokens, at: int) -> str:
    """The word at a place, folded to small letters; empty where there is none."""
    return tokens[at].text if at < len(tokens) and tokens[at].kind == "word" else ""


def is_dash(tokens: Tokens, at: int) -> bool:
    """Whether a dash of any length stands at a place."""
    return at < len(tokens) and tokens[at].kind == "sign" and tokens[at].text in DASHES


def joined(tokens: Tokens, at: int) -> int:
    """The place of the next word of a compound: behind a hyphen set without spaces, or here."""
    hyphen = is_dash(tokens, at) and at + 1 < len(tokens) and not tokens[at].apart and not tokens[at + 1].apart
    return at + 1 if hyphen else at


def cardinal(tokens: Tokens, at: int, money: bool = False) -> Read | None:
    """The number that begins at a token. `money` says that a sign of money stands before it."""
    for read in (part_of_a_scale, _vague, _plural, _spelled):
        if found := read(tokens, at):
            return found
    return _numeral(tokens, at, money)


# ── numerals


def _numeral(tokens: Tokens, at: int, money: bool) -> Read | None:
    token = tokens[at]
    if token.kind != "numeral":
        return None
    value, scale, behind = token.value, 1, at + 1
    if token.tail in FRACTIONS:
        value += FRACTIONS[token.tail]
    elif token.tail:
        short = _short_scale(tokens, at, money)
        if short is None and token.tail not in TAILS_OF_UNITS:
            return None
        scale = short or 1
    if scale == 1 and token.tail not in TAILS_OF_UNITS:
        scale, behind = _scales(tokens, behind)
    step = token.step * scale if token.step else float(scale) if scale >= _ROUNDED_SCALE else 0.0
    return _within(value * scale, step, behind)


def _short_scale(tokens: Tokens, at: int, money: bool) -> int | None:
    """What letters right behind a numeral multiply it by. “3m” is read as millions where money or people are counted
    or nothing follows; elsewhere it is as likely metres."""
    tail, following = tokens[at].tail, word(tokens, at + 1)
    if tail.casefold() != "m":
        return SHORT_SCALES.get(tail.casefold())
    counted = following in PEOPLE or (following.endswith("s") and following not in ("is", "was", "has"))
    return 10**6 if money or at + 1 == len(tokens) or (counted and following not in LENGTHS) else None


def _scales(tokens: Tokens, at: int) -> tuple[int, int]:
    """The product of the scale words from here, as in “hundred thousand”, and the place behind them."""
    product = 1
    while scale := SCALES.get(word(tokens, joined(tokens, at))):
        if (product > 1 and scale < 1000) or product * scale > GREATEST:
            break
        product, at = product * scale, joined(tokens, at) + 1
    return product, at


def scale_at_end(tokens: Tokens, first: int, behind: int) -> int:
    """What the scale words at the end of a number multiply it by: a hundred thousand in “three hundred thousand”."""
    scale, at = 1, behind - 1
    while at > first and (here := SCALES.get(tokens[at].text)):
        scale, at = scale * here, at - 2 if is_dash(tokens, at - 1) else at - 1
    tail = tokens[behind - 1].tail.casefold()
    return SHORT_SCALES.get(tail, 10**6 if tail == "m" else 1) if tail else scale


def _within(value: float, step: float, behind: int) -> Read | None:
    return (exactly(value, step), behind) if value < GREATEST else None


# ── spelled out


def _spelled(tokens: Tokens, at: int) -> Read | None:
    """“Thirty-five”, “two hundred and five thousand”, “a million and a half”, “two and a half million”."""
    total, last_scale, behind = 0.0, GREATEST, at
    while group := _group(tokens, _behind_and(tokens, behind) if behind > at else behind, behind == at):
        value, scale, next_at = group
        if scale >= last_scale:
            break
        total, last_scale, behind = total + value * scale, scale, next_at
        if scale == 1:
            break
    if behind == at:
        return None
    if last_scale > 1 and _is_and_a_half(tokens, behind):
        total, behind = total + last_scale / 2, behind + 3
    return _within(total, float(last_scale) if last_scale >= _ROUNDED_SCALE else 0.0, behind)


def _group(tokens: Tokens, at: int, first: bool) -> tuple[float, int, int] | None:
    """A number below a thousand with the scale word behind it: value, scale, place behind."""
    read = _below_thousand(tokens, at)
    if read is None and first and word(tokens, at) in ("a", "an"):
        read = (1.0, at + 1) if word(tokens, at + 1) in SCALES else None
    if read is None:
        return None
    value, behind = read
    if _is_and_a_half(tokens, behind) and value < 100:
        value, behind = value + 0.5, behind + 3
    return value, *_scales(tokens, behind)


def _below_thousand(tokens: Tokens, at: int) -> tuple[float, int] | None:
    read = _below_hundred(tokens, at)
    if read is None and word(tokens, at) in ("a", "one") and word(tokens, at + 1) == "hundred":
        read = (1, at + 1)
    if read is None:
        return None
    value, behind = read
    hundred = joined(tokens, behind)
    if not (0 < value < 100 and word(tokens, hundred) == "hundred"):
        return float(value), behind
    value, behind = value * 100, hundred + 1
    rest = _below_hundred(tokens, _behind_and(tokens, behind))
    return (float(value + rest[0]), rest[1]) if rest else (float(value), behind)


def _below_hundred(tokens: Tokens, at: int) -> tuple[int, int] | None:
    text = word(tokens, at)
    if text in UNITS:
        return UNITS[text], at + 1
    if text not in TENS:
        return None
    unit = UNITS.get(word(tokens, joined(tokens, at + 1)), 0)
    return (TENS[text] + unit, joined(tokens, at + 1) + 1) if 0 < unit < 10 else (TENS[text], at + 1)


def _behind_and(tokens: Tokens, at: int) -> int:
    return at + 1 if word(tokens, at) == "and" else at


def _is_and_a_half(tokens: Tokens, at: int) -> bool:
    return (word(tokens, at), word(tokens, at + 1), word(tokens, at + 2)) == ("and", "a", "half")


# ── loose ones


def part_of_a_scale(tokens: Tokens, at: int) -> Read | None:
    """“Half a million”, “a quarter of a million”, “half a dozen”."""
    first = at + 1 if word(tokens, at) in ("a", "one") else at
    part = PARTS.get(word(tokens, first))
    if part is None:
        return None
    behind = joined(tokens, first + 1)
    behind = behind + 1 if word(tokens, behind) == "of" else behind
    if word(tokens, behind) not in ("a", "one"):
        return None
    scale, after = _scales(tokens, behind + 1)
    return (exactly(scale / part), after) if scale > 1 else None


def _vague(tokens: Tokens, at: int) -> Read | None:
    """“Several”, “a few thousand”, “a couple of dozen”, “the past few”."""
    if at and word(tokens, at) == "few" and word(tokens, at - 1) in BEFORE_FEW:
        return _several(tokens, VAGUE["a", "few"], at + 1)
    for length in _VAGUE_LENGTHS if word(tokens, at) in _OPEN_VAGUE else ():
        if bounds := VAGUE.get(tuple(word(tokens, at + step) for step in range(length))):
            return _several(tokens, bounds, at + length)
    return None


def _several(tokens: Tokens, bounds: tuple[int, int], behind: int) -> Read:
    low, high = bounds
    scale, after = _scales(tokens, behind)
    if scale == 1:
        return Quantity(float(low), float(high)), behind
    return Quantity(float(low * scale), float((high + 1) * scale)), after


def _plural(tokens: Tokens, at: int) -> Read | None:
    """“Dozens”, “hundreds of thousands”."""
    bounds = PLURALS.get(word(tokens, at))
    of = word(tokens, at + 1) == "of"
    if bounds is None or (word(tokens, at) in PLURALS_WITH_OF and not of):
        return None
    scale = SCALES.get(word(tokens, at + 2).removesuffix("s"), 1) if of and word(tokens, at + 2).endswith("s") else 1
    if scale >= 1000 and word(tokens, at) not in ("millions", "billions", "trillions"):
        return Quantity(float(bounds[0] * scale), float(bounds[1] * scale)), at + 3
    return Quantity(float(bounds[0]), float(bounds[1])), at + 1
