"""Finds the numbers of a text with their qualifiers, ranges and units, and reads the one that some words hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..passages import Stretch
from .amounts import number
from .cardinals import Read, Tokens, cardinal, is_dash, joined, word
from .lexicon import (
    ARTICLES,
    BEFORE,
    BEHIND,
    BEHIND_AN_ARTICLE,
    IN_EVERY_NUMBER,
    LONGEST_PHRASE,
    MONEY_SIGNS,
    MOST_QUALIFIERS,
    OPEN_A_NUMBER,
    OPEN_A_QUALIFIER,
    SPANS_OF_TIME,
)
from .quantity import Effect, Quantity, exactly, qualified
from .tokens import cut

_DIGIT = re.compile("[0-9]")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A number and where it stands in the text, with its qualifier and its unit."""

    stretch: Stretch
    quantity: Quantity


def read_number(text: str, ordinal: bool = False) -> Quantity | None:
    """The number that some words hold, or None where they hold none or several."""
    found = the_number(text, ordinal)
    return found.quantity if found else None


def the_number(text: str, ordinal: bool = False) -> Found | None:
    """The one number of some words, with its place. A place in a row, a year and a bare “one” give way to another
    number beside them; with `ordinal`, others give way to a place in a row."""
    found = list(numbers_in(text))
    if ordinal:
        found = [one for one in found if _is_ordinal(one, text)] or found
    for aside in (_is_ordinal, _is_year, _is_one):
        found = [one for one in found if not aside(one, text)] or found
    return found[0] if len(found) == 1 else None


def _is_ordinal(found: Found, text: str) -> bool:
    return found.quantity.unit == "th"


def _is_year(found: Found, text: str) -> bool:
    years = 1900 <= found.quantity.low <= found.quantity.high < 2100 and not found.quantity.unit
    return years and "," not in text[found.stretch.start : found.stretch.end]


def _is_one(found: Found, text: str) -> bool:
    return text[found.stretch.start : found.stretch.end].casefold() == "one"


def numbers_in(text: str) -> Iterator[Found]:
    """Every number of a text in order, none inside another."""
    if not _may_hold_a_number(text):
        return
    tokens, at = cut(text), 0
    while at < len(tokens):
        read = _whole(tokens, at, text) if _opens(tokens, at) else None
        if read is None:
            at += 1
            continue
        quantity, behind = read
        yield Found(Stretch(tokens[at].start, tokens[behind - 1].end), quantity)
        at = behind


# Whatever follows these is a number: “about” and “over” may also say what of, or where.
_NOTHING_ELSE = re.compile(
    r"\b(?:nearly|almost|roughly|approximately|an estimated|at least|at most|(?:no )?(?:more|less|fewer) than|just over"
    r"|just under|as many as|up to|some)\s+$",
    re.IGNORECASE,
)


def qualifier_before(text: str) -> str:
    """The words at the end of a text that can be nothing but the qualifier of a number behind them, with the space; or
    nothing."""
    found = _NOTHING_ELSE.search(text)
    return found[0] if found else ""


def _may_hold_a_number(text: str) -> bool:
    """Whether a text has any digit or word without which there is no number; most paragraphs have none, and are not cut
    into tokens."""
    return _DIGIT.search(text) is not None or not IN_EVERY_NUMBER.isdisjoint(_LETTERS.findall(text.casefold()))


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether a number, or what qualifies one, can begin at a token."""
    token = tokens[at]
    if token.kind == "word":
        return token.text in OPEN_A_NUMBER and (
            token.text not in ARTICLES or word(tokens, joined(tokens, at + 1)) in BEHIND_AN_ARTICLE
        )
    return token.kind == "numeral" or token.printed in MONEY_SIGNS


def _whole(tokens: Tokens, at: int, text: str) -> Read | None:
    """A number with the qualifiers on both sides. The nearest to the number is applied first."""
    before = _qualifiers(tokens, at)
    start = before[-1].end if before else at
    read = None if start >= len(tokens) or _inside_a_compound(tokens, start) else number(tokens, start)
    if read is None and before and word(tokens, start) in ("a", "an") and word(tokens, start + 1) in SPANS_OF_TIME:
        read = exactly(1), start + 2
    if read is None:
        return None
    quantity, behind = read
    behind_it = _qualifier_behind(tokens, behind)
    for one in (*([behind_it] if behind_it else ()), *reversed(before)):
        words = " ".join(text[tokens[one.start].start : tokens[one.end - 1].end].split())
        quantity = qualified(quantity, one.effect, words)
    return quantity, behind_it.end if behind_it else behind


# ── qualifiers


@dataclass(frozen=True, slots=True)
class _Qualifier:
    """Words that loosen a number: the tokens from `start` to before `end`."""

    effect: Effect
    start: int
    end: int


def _qualifiers(tokens: Tokens, at: int) -> list[_Qualifier]:
    """The qualifiers that follow each other from here."""
    found: list[_Qualifier] = []
    while len(found) < MOST_QUALIFIERS and (one := _phrase(tokens, at, BEFORE)):
        found.append(one)
        at = one.end
    return found


def _qualifier_behind(tokens: Tokens, at: int) -> _Qualifier | None:
    """The qualifier behind a number, unless it is that of the next one."""
    found = _phrase(tokens, joined(tokens, at), BEHIND)
    ahead = found and found.end < len(tokens) and cardinal(tokens, found.end)
    return None if ahead else found


def _phrase(tokens: Tokens, at: int, table: Mapping[tuple[str, ...], Effect]) -> _Qualifier | None:
    if at >= len(tokens) or tokens[at].text not in OPEN_A_QUALIFIER:
        return None
    for length in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
        effect = table.get(tuple(token.text for token in tokens[at : at + length]))
        if effect:
            return _Qualifier(effect, at, at + length)
    return None


def _inside_a_compound(tokens: Tokens, at: int) -> bool:
    """Whether a hyphen or a minus stands right before, as in “sub-zero”, “COVID-19” and “-5”."""
    if not at or not is_dash(tokens, at - 1) or tokens[at].apart:
        return False
    return tokens[at - 1].text not in "–—" or (at > 1 and tokens[at - 2].kind == "numeral" and not tokens[at - 1].apart)
