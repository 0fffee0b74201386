"""Cuts a text into what numbers are made of: words, numerals and signs; what could be two numbers is set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from .lexicon import GREATEST

# A run of digits with marks in it is taken whole, so that no part of a time, a version or a date passes for a number.
_TOKEN = re.compile(
    r"""(?P<numeral>[0-9]{1,3}(?:(?P<gap>[\u00a0\u2009\u202f])[0-9]{3}(?:(?P=gap)[0-9]{3})*(?![0-9])(?:\.[0-9]+)?)
                    |[0-9]+(?:[.,:'’/][0-9]+)*)(?P<tail>[^\W_]*)
      |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*\w*)
      |(?P<sign>(?:US|A|C)?\$|[^\w\s])""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+|[0-9]+,[0-9]{1,2}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([,'’\u00a0\u2009\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
# Ten thousand in one language and ten in another.
_TWO_THINGS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
DASHES = frozenset("-‐‑‒–—−")


class Token(NamedTuple):
    """A word (`text` is folded to small letters), a numeral with its `value` and the worth of its last digit where
    it has decimals (`step`), or a sign. `tail` are letters set right behind a numeral. `apart` says that white space,
    or nothing, stands before it. What cannot be read has the kind `barrier`."""

    kind: Literal["word", "numeral", "sign", "barrier"]
    text: str
    printed: str
    start: int
    end: int
    apart: bool
    value: float = 0.0
    step: float = 0.0
    tail: str = ""


def cut(text: str) -> Sequence[Token]:
    """The tokens of a text, in order. A blank line is a barrier."""
    tokens: list[Token] = []
    at = 0
    for found in _TOKEN.finditer(text):
        between = text[at : found.start()]
        if between.count("\n") > 1:
            tokens.append(Token("barrier", "", between, at, found.start(), True))
        tokens.append(_token(found, not tokens or bool(between)))
        at = found.end()
    return tokens


def _token(found: re.Match[str], apart: bool) -> Token:
    printed, (start, end) = found[0], found.span()
    if found["numeral"]:
        number = _value(found["numeral"])
        if number is None or any(letter.isdigit() for letter in found["tail"]):
            return Token("barrier", "", printed, start, end, apart)
        return Token("numeral", found["numeral"], printed, start, end, apart, *number, found["tail"])
    if found["word"]:
        return Token("word", printed.casefold().replace("’", "'"), printed, start, end, apart)
    return Token("sign", printed, printed, start, end, apart)


def _value(numeral: str) -> tuple[float, float] | None:
    """The value of a numeral, and the worth of its last digit if that is a decimal; None for what is no number or
    could be two."""
    if _PLAIN.fullmatch(numeral):
        digits = numeral
    elif _TWO_THINGS.fullmatch(numeral):
        return None
    elif _GROUPED.fullmatch(numeral):
        digits = re.sub(r"[,'’\u00a0\u2009\u202f]", "", numeral)
    elif _DOTTED.fullmatch(numeral):
        digits = numeral.replace(".", "")
    elif _DECIMAL.fullmatch(numeral):
        digits = numeral.replace(",", ".")
    else:
        return None
    whole, _, decimals = digits.partition(".")
    if len(whole.lstrip("0")) > len(str(GREATEST)) - 1 or len(decimals) > 12:
        return None
    return float(digits), 10.0 ** -len(decimals) if decimals else 0.0
