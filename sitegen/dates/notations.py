"""The day that people and other programs write in their own ways, as the site writes it."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate
from typing import Final

from sitegen.dates.saying import MONTHS

_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ,].*|Z)?", re.DOTALL)
_PACKED: Final = re.compile(r"([12]\d{3})(\d{2})(\d{2})(?:T\d{4,6}.*)?")
_SHORTER: Final = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?")
_FIGURES: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[ ,].*)?")
_NUMBERS: Final = {month.lower()[:size]: number for number, month in enumerate(MONTHS, 1) for size in (3, None)}
_DAY_FIRST: Final = re.compile(r"(?:[A-Za-z]+,? +)?(\d{1,2})(?:st|nd|rd|th)? +(?:of +)?([A-Za-z]+)\.?,? +(\d{4})\b.*")
_MONTH_FIRST: Final = re.compile(r"(?:[A-Za-z]+,? +)?([A-Za-z]+)\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b.*")
_IN_ADDRESS: Final = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_IN_NAME: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:\D|$)")


class Ambiguous(Exception):
    """The figures may mean one day or another."""


def read_day(written: str) -> str | None:
    """A date as YYYY-MM-DD, or YYYY-MM or YYYY where no more is said; None where it cannot be read as one. The time
    of day and its zone are passed over: the day is the one that was written. Raises Ambiguous for 03/04/2020."""
    text = written.strip()
    if found := _ISO.fullmatch(text):
        return _day(found[1], found[3], found[4])
    if found := _PACKED.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if _SHORTER.fullmatch(text):
        return text
    if found := _FIGURES.fullmatch(text):
        return _of_figures(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(text):
        return _named(found[3], found[2], found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _named(found[3], found[1], found[2])
    return _of_mail(text)


def _day(year: str, month: str, day: str) -> str | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date.isoformat() if 1000 <= date.year <= 2999 else None


def _named(year: str, month: str, day: str) -> str | None:
    number = _NUMBERS.get(month.lower()) or _NUMBERS.get(month.lower()[:3] if month.lower() == "sept" else "")
    return _day(year, str(number), day) if number else None


def _of_figures(first: str, second: str, year: str) -> str | None:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first and month_first and day_first != month_first:
        raise Ambiguous(f"{day_first} or {month_first}")
    return day_first or month_first


def _of_mail(text: str) -> str | None:
    """A date as in the header of a letter or a feed."""
    try:
        parsed = parsedate(text)
    except (ValueError, IndexError, TypeError):
        return None
    return _day(*map(str, parsed[:3])) if parsed and re.search(r"\d{4}", text) else None


def day_in_address(url: str) -> str | None:
    """The day that stands in the path of a web address."""
    found = _IN_ADDRESS.search(url)
    return _day(found[1], found[2], found[3]) if found else None


def day_in_name(stem: str) -> str | None:
    """The day that the name of a file begins with."""
    found = _IN_NAME.match(stem)
    return _day(found[1], found[2], found[3]) if found else None
