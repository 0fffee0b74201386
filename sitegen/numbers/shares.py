"""Reads parts of a whole, places in a row and how often: “two thirds”, “one in five”, “most of”, “third”, “twice”."""

from __future__ import annotations

from dataclasses import replace

from .cardinals import Read, Tokens, cardinal, joined, word
from .lexicon import BEHIND_A_PART, FRACTIONS, MAJORITY, ORDINALS, PARTS, PARTS_IN_PLURAL, TENS, TIMES, UNITS
from .quantity import Quantity, exactly, with_unit

_NOT_A_PART = frozenset({"first", "second", "latter", "other", "better", "former", "next", "last"})
_MOST_OF_A_WHOLE = 1000


def share(tokens: Tokens, at: int) -> Read | None:
    """The part of a whole that begins at a token."""
    return _one_in(tokens, at) or _parts(tokens, at) or _half(tokens, at) or _majority(tokens, at)


def _of_a_whole(value: float, behind: int) -> Read:
    return replace(exactly(value), unit="%"), behind


def _one_in(tokens: Tokens, at: int) -> Read | None:
    """“One in five”, “nine out of ten”."""
    first = cardinal(tokens, at)
    if first is None or not first[0].exact:
        return None
    part, behind = first[0].low, first[1]
    link = (word(tokens, behind), word(tokens, behind + 1))
    if link == ("out", "of"):
        behind += 2
    elif link[0] == "in" and part == 1:
        behind += 2 if link[1] == "every" else 1
    else:
        return None
    whole = cardinal(tokens, behind) if behind < len(tokens) else None
    if whole is None or not whole[0].exact or not part < whole[0].low <= _MOST_OF_A_WHOLE:
        return None
    return _of_a_whole(part / whole[0].low, whole[1])


def _parts(tokens: Tokens, at: int) -> Read | None:
    """“A third”, “two thirds”, “three-quarters”."""
    count = 1 if word(tokens, at) in ("a", "one") else UNITS.get(word(tokens, at), 0)
    behind = joined(tokens, at + 1)
    name = word(tokens, behind)
    if count > 1 and (part := PARTS_IN_PLURAL.get(name)) and count <= part:
        return _of_a_whole(count / part, behind + 1)
    part = PARTS.get(name) if count == 1 else None
    if part is None:
        return None
    following = word(tokens, behind + 1)
    # “A third round” is one more in a row.
    if part not in (2, 4) and following and following not in BEHIND_A_PART and word(tokens, at) == "a":
        return None
    return None if joined(tokens, behind + 1) > behind + 1 else _of_a_whole(1 / part, behind + 1)


def _half(tokens: Tokens, at: int) -> Read | None:
    """“Half”, but not that of a month or a match, and not half of something that is no whole of ours."""
    text = tokens[at].text
    if text in FRACTIONS:
        return _of_a_whole(FRACTIONS[text], at + 1)
    compound = joined(tokens, at + 1) > at + 1
    if text != "half" or compound or word(tokens, at + 1) in ("a", "an", "way"):
        return None
    before = word(tokens, at - 1) if at else ""
    return None if before in _NOT_A_PART else _of_a_whole(0.5, at + 1)


def _majority(tokens: Tokens, at: int) -> Read | None:
    """“A majority”, “most of”; “most” alone where nothing follows."""
    first = at + 1 if word(tokens, at) in ("a", "the") else at
    bounds = MAJORITY.get(word(tokens, first))
    if bounds is None and word(tokens, at) == "most" and (word(tokens, at + 1) == "of" or at + 1 == len(tokens)):
        bounds, first = MAJORITY["majority"], at
    return (Quantity(*bounds, unit="%"), first + 1) if bounds else None


def ordinal(tokens: Tokens, at: int) -> Read | None:
    """“Third”, “21st”, “twenty-first”."""
    token = tokens[at]
    if token.kind == "numeral" and token.tail in ("st", "nd", "rd", "th") and not token.step:
        return with_unit(exactly(token.value), "th"), at + 1
    if token.text in ORDINALS:
        return with_unit(exactly(ORDINALS[token.text]), "th"), at + 1
    unit = ORDINALS.get(word(tokens, joined(tokens, at + 1)), 0)
    if token.text in TENS and 0 < unit < 10:
        return with_unit(exactly(TENS[token.text] + unit), "th"), joined(tokens, at + 1) + 1
    return None


def times(tokens: Tokens, at: int) -> Read | None:
    """“Twice”; “once” only where it counts."""
    count = TIMES.get(word(tokens, at))
    if count is None or (count == 1 and at and word(tokens, at - 1) in ("at", "for", "all")):
        return None
    return with_unit(exactly(count), "times"), at + 1
