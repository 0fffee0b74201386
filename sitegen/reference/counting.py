"""The rules of figures and voices: how numbers in print are read and compared, and when articles speak as one."""

from __future__ import annotations

import math

from .. import numbers
from ..numbers import Quantity, the_number
from .markup import code, table

_PRINTED = (
    "more than 30", "at least a dozen", "up to 3.5 million people", "about three million", "an estimated 10,000",
    "nearly half", "two thirds", "between 50 and 60", "several hundred", "tens of thousands", "3.5 million", "10.000",
    "three of the 12 posts",
)  # fmt: skip


def figures() -> str:
    """How the number of a figure is read, and what is said of figures of one measure."""
    conventions = " ".join((numbers.__doc__ or "").partition("belong to a bound.")[2].split()).replace(" (`slack`)", "")
    return f"""\
A figure keeps its words; the page prints nothing else. For comparison alone the build reads bounds from them:

{table(("Words", "Bounds, both included"), ((code(words), _bounds(words)) for words in _PRINTED))}
{conventions}

Where the words hold several numbers, `number` names the one that is meant; where none can be read, `low` and `high`
give the bounds by hand, those of a share as parts of one.

Figures of one measure are compared where unit, scope and population are the same, and the time allows it: what a figure
does not say is taken from its measure, whose `timing` says how times are compared. Each figure then has a verdict:

{table(("Verdict", "When"), _VERDICTS)}
Two articles that share copy are one voice, in the words that they share, once a person has confirmed it with
`shares_copy_with`. What the build alone finds is proposed on the page and counts for nothing. A speaker who is named
vouches for a figure in place of the article.
"""


_VERDICTS = (
    ("differ", "no number can be meant by both it and another that it can be compared with"),
    ("agree", "one can, and the other comes from another voice"),
    ("same voice", "one can, but all of the others come from the same voice"),
    ("not comparable", "unit, scope, population or time keep it from all others; the page says which"),
    ("alone", "the measure has no other figure"),
)


def _bounds(words: str) -> str:
    found = the_number(words)
    return _said(found.quantity) if found else "not read: the number is not clear, or there is more than one"


def _said(quantity: Quantity) -> str:
    low, high = quantity.interval
    unit = " of the whole" if quantity.unit == "%" else ""
    if math.isinf(high):
        return f"{_plain(low)} and more"
    return f"{_plain(low)}{unit}" if low == high else f"{_plain(low)} to {_plain(high)}{unit}"


def _plain(number: float) -> str:
    return f"{number:,.3f}".rstrip("0").rstrip(".")
