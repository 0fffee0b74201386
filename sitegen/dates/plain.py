"""The plain English forms of a date, read without the parser of all languages, which takes long to load.

A test holds every form here to the parser's own reading, but for those that the parser does not know."""

from __future__ import annotations

import re

from sitegen.dates.meaning import (
    Annual,
    Core,
    Direction,
    Fixed,
    Meaning,
    Offset,
    Unit,
    Weekly,
    in_year,
    is_day,
)
from sitegen.dates.saying import MONTHS, WEEKDAYS
from sitegen.dates.span import read_span, whole_year

UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_LEANS: dict[str, Direction | None] = {
    "last": "before", "past": "before", "next": "after", "coming": "after", "this": None
}  # fmt: skip
_STEPS = {"last": -1, "this": 0, "next": 1}
NEAR_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1,
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SHORT = {"Tuesday": ("tues",), "Thursday": ("thur", "thurs"), "September": ("sept",)}
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def number(word: str) -> int | None:
    """A whole number up to 999 in figures, or up to 99 in words; “a” and “an” are one."""
    if re.fullmatch("[0-9]{1,3}", word):
        return int(word)
    if word in ("a", "an"):
        return 1
    if word in _ONES:
        return _ONES.index(word)
    tens, _, ones = word.partition("-")
    if tens not in _TENS or (ones and ones not in _ONES[1:10]):
        return None
    return 10 * (_TENS.index(tens) + 2) + (_ONES.index(ones) if ones else 0)


def unit(word: str) -> tuple[Unit, int] | None:
    """A unit of time and how many of it the word stands for: “weeks” is one week, “fortnight” two."""
    if word in ("fortnight", "fortnights"):
        return "week", 2
    found = UNITS.get(word.removesuffix("s"))
    return (found, 1) if found else None


def offset(count_word: str, unit_word: str, sign: int) -> Offset | None:
    """“two”, “weeks” → so many units ahead (`sign` 1) or back (-1)."""
    count, of = number(count_word), unit(unit_word)
    return Offset(of[0], sign * count * of[1]) if count and of else None


def read(core: str) -> Core | None:
    """The meaning of plain English words without their preposition; None for all others."""
    lowered = core.lower()
    if lowered in NEAR_DAYS:
        return Core(Offset("day", NEAR_DAYS[lowered]))
    if iso := read_span(core):
        return Core(Fixed((iso,))) if "/" not in core else None
    if ago := re.fullmatch(r"(\S+) (\S+) ago", lowered):
        back = offset(ago[1], ago[2], -1)
        return Core(back) if back else None
    return _by_shape(core)


# ── calendar words: each word gets a letter, and the letters of an expression say how it is built

_DROPPED = frozenset({"the", "of"})
_WORDS = dict.fromkeys(_LEANS, "L") | dict.fromkeys(_SEASONS, "S") | dict.fromkeys(UNITS, "U")
_WORDS |= dict.fromkeys(_ORDINALS, "O") | {"quarter": "T", "weekend": "E"}
_FIGURES = (("Y", "[12][0-9]{3}"), ("D", "[0-9]{1,2}(st|nd|rd|th)?"), ("Q", "q[1-4]"))


def _by_shape(core: str) -> Core | None:
    words = [word for word in re.split("[ ,]+", core) if word.lower() not in _DROPPED]
    letters = "".join(_letter(word) for word in words)
    lean = weekday = year = None
    if letters.startswith("L"):
        lean, letters = words.pop(0).lower(), letters[1:]
    if letters.endswith("Y"):
        year, letters = int(words.pop()), letters[:-1]
    if letters.startswith("W") and (len(letters) > 1 or year):
        weekday, letters = name_in(WEEKDAYS, words.pop(0)), letters[1:]
    if letters == "U":
        return Core(Offset(UNITS[words[0].lower()], _STEPS[lean])) if lean in _STEPS and not year else None
    meaning: Meaning | None = _meaning(letters, words)
    if year:
        meaning = None if lean else _of_year(meaning, year) if letters else Fixed((whole_year(year),))
    if meaning is None or (weekday is not None and not is_day(meaning)):
        return None
    return Core(meaning, _LEANS[lean] if lean else None, weekday)


def _letter(word: str) -> str:
    """W a weekday, M a month, D a day of the month, Y a year, S a season, Q a quarter, O and T “first quarter”,
    E a weekend, U a unit, L a word that leans to one side; “?” for all others."""
    lowered = word.lower()
    for letter, pattern in _FIGURES:
        if re.fullmatch(pattern, lowered):
            return letter
    if letter := _WORDS.get(lowered, ""):
        return letter
    return "W" if name_in(WEEKDAYS, word) is not None else "M" if name_in(MONTHS, word) is not None else "?"


def name_in(names: tuple[str, ...], word: str) -> int | None:
    """The place of a weekday or month, whole or abbreviated. “may” and “march”, and all that is abbreviated, are names
    only with a capital: “sat” is a verb."""
    bare = word.removesuffix(".").lower()
    capital = word[:1].isupper()
    for place, name in enumerate(names):
        whole = bare == name.lower()
        abbreviated = bare in _SHORT.get(name, ()) or bare == name[:3].lower()
        if (capital and (whole or abbreviated)) or (whole and bare not in ("may", "march")):
            return place
    return None


def _meaning(letters: str, words: list[str]) -> Weekly | Annual | None:
    match letters:
        case "W":
            return Weekly(name_in(WEEKDAYS, words[0]) or 0)
        case "E":
            return Weekly(5, 2)
        case "M":
            return Annual("month", _month(words[0]))
        case "DM" | "MD":
            figure, name = words if letters == "DM" else reversed(words)
            date = Annual("day", _month(name), int(re.sub("[a-z]", "", figure.lower())))
            # 2000 was a leap year: what it does not have, no year has.
            return date if date.day and in_year(date, 2000) else None
        case "S":
            return Annual("season", _SEASONS[words[0].lower()])
        case "Q":
            return Annual("quarter", int(words[0][1]))
        case "OT":
            return Annual("quarter", _ORDINALS[words[0].lower()])
    return None


def _month(word: str) -> int:
    return (name_in(MONTHS, word) or 0) + 1


def _of_year(meaning: Meaning | None, year: int) -> Fixed | None:
    """A yearly thing in the year that is named. “Winter 2018” may be the one that ends or the one that begins in it."""
    if not isinstance(meaning, Annual):
        return None
    years = (year - 1, year) if (meaning.unit, meaning.number) == ("season", 4) else (year,)
    spans = tuple(span for number in years if (span := in_year(meaning, number)))
    return Fixed(spans) if spans else None
