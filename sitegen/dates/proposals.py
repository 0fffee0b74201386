"""The door to dateparser: what it takes the words of any language to mean, when its answers bear examination.

dateparser answers with one day for one base. It is asked about two bases, looking back and ahead, and the
meaning is what explains all its answers; what nothing explains is not understood."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sitegen.dates.meaning import Annual, Core, Fixed, Offset, Unit, Weekly, is_day, unit_of
from sitegen.dates.plain import name_in
from sitegen.dates.saying import MONTHS
from sitegen.dates.span import months

# A Wednesday and a Thursday in different months, neither of them near the turn of a year.
_BASES = (dt.date(2001, 7, 11), dt.date(2018, 9, 6))
_Preference = Literal["past", "current_period", "future"]


@dataclass(frozen=True, slots=True)
class _Answer:
    date: dt.date
    period: str
    parts: frozenset[str]


@lru_cache(maxsize=4096)
def proposed(words: str, language: str) -> Core | None:
    """The meaning of words without their preposition, by what dateparser makes of them; None where it makes
    nothing of them, or what cannot be trusted. `language` is a code such as “ru”; a region after it is left out."""
    language = _without_region(language)
    if not _is_worth_asking(words) or (language == "en" and not _names_a_date(words)):
        return None
    if ambiguous := _AMBIGUOUS.fullmatch(words):
        return _either_order(*(int(figure) for figure in ambiguous.groups()))
    core = _examined(words, language)
    return core if core and (language != "en" or _is_sound_english(core, words)) else None


def is_english(language: str) -> bool:
    """Whether a language tag is English, of whatever region."""
    return _without_region(language) == "en"


def _without_region(language: str) -> str:
    return re.split("[-_]", language)[0].lower()


def _is_worth_asking(words: str) -> bool:
    """Whether the words look like a date at all: dateparser reads “12” as December and “3.5” as a day of May."""
    if re.search("[A-Za-z][0-9]", words):
        return False
    letters = [letter for letter in words if letter.isalpha()]
    if not letters:
        return bool(re.fullmatch(r"[12]\d{3}(?:[-/.]\d{1,2}){0,2}|\d{1,2}[-/.]\d{1,2}[-/.][12]\d{3}", words))
    return len(letters) > 2 or any(not letter.isascii() for letter in letters)


def _names_a_date(words: str) -> bool:
    """Whether English words are a date in figures or name a month. Without either, dateparser would read a figure as
    a month (“Friday 5 2018”) and “a week today” as a week ago."""
    names = (name_in(MONTHS, word.strip(",")) is not None for word in words.split())
    return any(names) or not any(letter.isalpha() for letter in words)


def _is_sound_english(core: Core, words: str) -> bool:
    """Whether what English words mean is a date of the calendar that every word bears on: dateparser passes over
    those that it takes for filling (“March year”)."""
    if not isinstance(core.meaning, Fixed | Annual):
        return False
    bearing = [word for word in words.split() if word.lower() not in ("the", "of", "and", "on", "in", "at")]
    without = (" ".join(bearing[:place] + bearing[place + 1 :]) for place in range(len(bearing)))
    return all(_examined(rest, "en") != core for rest in without if rest)


def _examined(words: str, language: str) -> Core | None:
    """The meaning that explains all of dateparser's answers."""
    first, second = (_ask(words, language, base, "current_period") for base in _BASES)
    if first is None or second is None:
        return None
    if re.search(r"(?<!\d)\d{4}(?!\d)", words):
        fixed = _fixed(first) if first == second else None
        return fixed and _with_weekday(fixed, words, language)
    if "year" not in first.parts:
        annual = _annual(first)
        return annual and _with_weekday(annual, words, language)
    return _relative(words, language, first, second)


# 3/5/2020 is a day in May to some and in March to others.
_AMBIGUOUS = re.compile("([0-9]{1,2})[-/]([0-9]{1,2})[-/]([12][0-9]{3})")


def _either_order(one: int, two: int, year: int) -> Core | None:
    days = set()
    for day, month in ((one, two), (two, one)):
        try:
            days.add(dt.date(year, month, day))
        except ValueError:
            continue
    return Core(Fixed(tuple(unit_of(day, "day") for day in sorted(days)))) if days else None


def _ask(words: str, language: str, base: dt.date, preference: _Preference) -> _Answer | None:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "RELATIVE_BASE": dt.datetime.combine(base, dt.time()),
        "PREFER_DATES_FROM": preference,
        "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first",
        "TIMEZONE": "UTC",
        "DATE_ORDER": "DMY",
        "PARSERS": ["relative-time", "absolute-time"],
    }
    try:
        found = DateDataParser(languages=[language], settings=settings).get_date_data(words)
    except (ValueError, OverflowError, ArithmeticError, LookupError, TypeError, AttributeError):
        # An unknown language, or odd text on which one of its parsers stumbles: no answer either way.
        return None
    when, parts = found.date_obj, frozenset(found.parts)
    # A time of day or a time zone means that it took some word for what the writer did not mean.
    if when is None or when.tzinfo is not None or "time" in parts:
        return None
    return _Answer(when.date(), found.period, parts)


def _fixed(answer: _Answer) -> Core | None:
    date = answer.date
    if "day" in answer.parts and "month" not in answer.parts:
        return None
    if answer.period == "quarter":
        return Core(Fixed((months(date.year, (date.month - 1) // 3 * 3 + 1, 3, "quarter"),)))
    unit = _unit(answer)
    return Core(Fixed((unit_of(date, unit),))) if unit else None


def _annual(answer: _Answer) -> Core | None:
    if "month" not in answer.parts:
        return None
    if "day" in answer.parts:
        return Core(Annual("day", answer.date.month, answer.date.day))
    return Core(Annual("month", answer.date.month))


def _relative(words: str, language: str, first: _Answer, second: _Answer) -> Core | None:
    """A weekday moves by a week with the direction that is asked for; a distance is the same from every base. What
    moves otherwise is a length of time without a direction (“deux semaines”), and no date."""
    back, ahead = (_ask(words, language, _BASES[0], preference) for preference in ("past", "future"))
    if back is None or ahead is None:
        return None
    if back != ahead:
        weekly = first.date.weekday() == second.date.weekday() and (ahead.date - back.date).days in (7, 14)
        return Core(Weekly(first.date.weekday())) if weekly else None
    unit = _unit(first)
    offsets = {_distance(base, answer.date, unit) for base, answer in zip(_BASES, (first, second), strict=True)}
    offset = offsets.pop()
    return Core(offset) if offset and not offsets else None


def _unit(answer: _Answer) -> Unit | None:
    match answer.period:
        case "day" | "week" | "month" | "year":
            return answer.period
    return None


def _distance(base: dt.date, date: dt.date, unit: Unit | None) -> Offset | None:
    days, years = (date - base).days, date.year - base.year
    match unit:
        case "day":
            return Offset("day", days)
        case "week":
            return None if days % 7 else Offset("week", days // 7)
        case "month":
            return Offset("month", 12 * years + date.month - base.month)
        case "year":
            return Offset("year", years)
    return None


def _with_weekday(core: Core, words: str, language: str) -> Core | None:
    """The core with the weekday that stands beside its date, which dateparser reads and does not compare. Beside a
    month or a year alone it makes no sense."""
    parts = [word.strip(",.،、") for word in words.split()]
    beside = [_examined(part, language) for part in parts if len(parts) > 1 and _is_worth_asking(part)]
    weekdays = [part.meaning.weekday for part in beside if part and isinstance(part.meaning, Weekly)]
    if weekdays and not is_day(core.meaning):
        return None
    return Core(core.meaning, core.lean, weekdays[0] if weekdays else None)
