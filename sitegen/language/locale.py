"""How a language writes dates and numbers: the door to Babel, which is loaded where a site is not in English."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from .script import base_of

# The digits of the numbering systems that locales have by default, by their noughts.
_NOUGHTS = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀", "khmr": "០", "tibt": "༠", "adlm": "𞥐"}
# What a pattern of days and months shares with the year, where the year is said once at the end.
_FIELDS = "yMd"
# French counts the days of a month but for the first, which the locale data do not know.
_FIRST_OF_MONTH = re.compile(r"\b1 (?=[a-zéû])")


class Locale:
    """The conventions of one language, in its country where the tag names one. A tag that Babel does not know has those
    of its language alone, and else the ones that no country claims."""

    def __init__(self, tag: str) -> None:
        from babel.core import Locale as Known
        from babel.core import UnknownLocaleError

        self._known: Any = None
        for name in (tag, base_of(tag), "root"):
            try:
                self._known = Known.parse(name.replace("_", "-"), sep="-")
                break
            except (UnknownLocaleError, ValueError):
                continue
        nought = _NOUGHTS.get(self._known.default_numbering_system or "")
        self._digits = str.maketrans({str(n): chr(ord(nought) + n) for n in range(10)}) if nought else {}

    def digits(self, text: str) -> str:
        """A text with its digits as the language writes them."""
        return text.translate(self._digits)

    @property
    def in_country(self) -> str:
        """The language and its country, as `de_DE`; the most likely one where none is named."""
        from babel.core import get_global

        language, country = self._known.language, self._known.territory
        likely = get_global("likely_subtags").get(language, "").rpartition("_")[2]
        return f"{language}_{country or likely}".rstrip("_")

    @property
    def name(self) -> str:
        """What speakers of the language call it."""
        return str(self._known.display_name or self._known)

    def number(self, value: int | float) -> str:
        """A number with its digits in groups."""
        from babel.numbers import format_decimal

        return self.digits(str(format_decimal(value, locale=self._known, numbering_system="default")))

    def compact(self, value: int | float) -> str:
        """A number that is rounded to be read: its millions in words, and no more than one digit behind the point."""
        from babel.numbers import format_compact_decimal, format_decimal

        if abs(value) < 1_000_000:
            number = format_decimal(round(value, 1), locale=self._known, numbering_system="default")
        else:
            number = format_compact_decimal(value, format_type="long", locale=self._known, fraction_digits=1)
        return self.digits(str(number))

    def percent(self, value: int | float) -> str:
        """So many of a hundred."""
        from babel.numbers import format_percent

        of_one = round(value / 100, 6)
        written = format_percent(of_one, None, self._known, decimal_quantization=False, numbering_system="default")
        return self.digits(str(written))

    def full_day(self, date: dt.date) -> str:
        """A day with its weekday."""
        return self._formatted(date, self._known.date_formats["full"].pattern)

    def day(self, date: dt.date, short: bool = False) -> str:
        """A day of a month."""
        return self._formatted(date, self._skeleton("yMMMd") if short else self._known.date_formats["long"].pattern)

    def month(self, date: dt.date, short: bool = False) -> str:
        """A month of a year."""
        return self._formatted(date, self._skeleton("yMMM" if short else "yMMMM"))

    def year(self, date: dt.date) -> str:
        """A year, alone."""
        return self._formatted(date, self._skeleton("y"))

    def between(self, first: dt.date, last: dt.date, unit: str, short: bool = False) -> str:
        """From one day, month or year to another; what they share is said once."""
        greatest = next((field for field in _FIELDS if _part(first, field) != _part(last, field)), "d")
        skeletons = {"year": ("y",), "month": ("yMMMM", "yMMM")}.get(unit, ("yMMMMd", "yMMMd"))[-1 if short else 0 :]
        found = (self._known.interval_formats.get(skeleton, {}).get(greatest) for skeleton in skeletons)
        patterns = next(filter(None, found), ())
        if len(patterns) != 2:
            one = {"year": self.year, "month": self.month}.get(unit, self.day)
            return f"{one(first)} – {one(last)}"
        start, end = (pattern if short else _long(pattern) for pattern in patterns)
        return self._formatted(first, start) + self._formatted(last, end)

    def weekday(self, number: int) -> str:
        """A day of the week, Monday being nought, as it stands alone."""
        return str(self._known.days["stand-alone"]["wide"][number])

    def _skeleton(self, name: str) -> str:
        return str(self._known.datetime_skeletons[name].pattern)

    def _formatted(self, date: dt.date, pattern: str) -> str:
        from babel.dates import format_date

        written = self.digits(str(format_date(date, pattern, self._known)).strip("\u200f"))
        return _FIRST_OF_MONTH.sub("1er ", written) if self._known.language == "fr" else written


def _part(date: dt.date, field: str) -> int:
    return {"y": date.year, "M": date.month, "d": date.day}[field]


def _long(pattern: str) -> str:
    """A pattern with its months written out."""
    return re.sub(r"(?<![ML])([ML])\1\1(?!\1)", lambda found: found[1] * 4, pattern)
