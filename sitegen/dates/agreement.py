"""Whether a date that a person declares is one that the words can mean."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from sitegen.dates.expression import Expression, parse
from sitegen.dates.meaning import Annual, Fixed, Offset, Weekly, in_year, narrow, offset_from, unit_of
from sitegen.dates.reading import own_direction
from sitegen.dates.reasoning import wrong_weekday
from sitegen.dates.saying import WEEKDAYS
from sitegen.dates.settling import counted, has_weekday
from sitegen.dates.span import Span, day

NO_DATE = "the words themselves give no date"


@lru_cache(maxsize=4096)
def can_mean(words: str, declared: Span, base: Span | None, language: str = "en") -> tuple[bool, str]:
    """Whether `declared` lies in a span that `words` can mean in some year or week, and on the side of `base` that they
    name; the reason in words when not. A person may know more than the words say (the day of “in 2018”), never
    less. Words that cannot be read can mean any date, and then the reason says so."""
    expression = parse(words, language)
    if expression is None:
        return True, NO_DATE
    base = None if base and base.is_open else base
    if expression.is_length:
        objection = _against_length(expression, declared, base)
    elif isinstance(edge := _edge(expression, declared), Span):
        objection = _against_core(expression, edge, base) or _against_side(expression, edge, base)
    else:
        objection = edge
    return not objection, objection


def _edge(expression: Expression, declared: Span) -> Span | str:
    """What of a declared span the core of the words is about: its first day for “since”, its last for “until”."""
    match expression.frame:
        case "since" | "from":
            return day(declared.first) if declared.first else f"the words name a start; “{declared.said}” has none"
        case "until":
            return day(declared.last) if declared.last else f"the words name an end; “{declared.said}” has none"
    return f"the words name no open span; “{declared.said}” is one" if declared.is_open else declared


def _against_length(expression: Expression, declared: Span, base: Span | None) -> str:
    """A length of time is said in round figures: its own unit is the grain."""
    span = counted(expression, base) if base else None
    if span is None or not isinstance(expression.core.meaning, Offset):
        return ""
    unit = expression.core.meaning.unit
    grain = Span(unit_of(span.start, unit).first, unit_of(span.end, unit).last, "range")
    return "" if grain.covers(declared) else _outside(declared, [span])


def _against_core(expression: Expression, declared: Span, base: Span | None) -> str:
    match expression.core.meaning:
        case Weekly() as weekly:
            return _against_week(weekly, declared)
        case Fixed(spans=spans):
            allowed = list(spans)
        case Annual() as annual:
            allowed = _years_of(annual, declared)
            if not allowed:
                return f"there is no {annual.said} in {declared.start.year}"
        case Offset() as offset:
            return _against_offset(expression, offset, declared, base) if base else ""
    return _against_parts(expression, allowed, declared)


def _against_week(weekly: Weekly, declared: Span) -> str:
    if weekly.days == 1 and declared.is_day:
        right = declared.start.weekday() == weekly.weekday
        return "" if right else wrong_weekday(day(declared.start), weekly.weekday)
    if weekly.days == 1:
        return f"{declared.said} is more than a day; the words say {WEEKDAYS[weekly.weekday]}"
    within = (declared.end - declared.start).days < weekly.days
    right = within and min(declared.start.weekday(), declared.end.weekday()) >= weekly.weekday
    return "" if right else f"{declared.said} is not a Saturday and Sunday; the words say weekend"


def _years_of(annual: Annual, declared: Span) -> list[Span]:
    """The occurrences that `declared` may lie in; a winter that started in December reaches into the next year."""
    year = declared.start.year
    years = (year, year - 1) if annual.unit == "season" else (year,)
    return [span for number in years if (span := in_year(annual, number))]


def _against_parts(expression: Expression, allowed: list[Span], declared: Span) -> str:
    parts = [part for span in allowed if (part := narrow(span, expression.part))]
    if not any(part.covers(declared) for part in parts):
        return _outside(declared, parts) if parts else ""
    weekday = expression.core.weekday
    return "" if weekday is None or has_weekday(expression, declared) else wrong_weekday(declared, weekday)


def _against_offset(expression: Expression, offset: Offset, declared: Span, base: Span) -> str:
    """For weeks, the seven days before the base count too: on a Sunday, “last week” may be the week that is ending."""
    allowed = [span for date in (base.start, base.end) if (span := offset_from(date, offset))]
    if offset.unit == "week" and offset.count < 0 and not expression.part:
        late = min(max(span.end for span in allowed) + dt.timedelta(days=6), base.end - dt.timedelta(days=1))
        if Span(min(allowed).first, late, "range").covers(declared):
            return ""
    return _against_parts(expression, allowed, declared)


def _outside(declared: Span, allowed: list[Span]) -> str:
    given = " or ".join(span.said for span in sorted(set(allowed)))
    if any(declared.covers(span) for span in allowed):
        return f"{declared.said} is wider than the words, which give {given}"
    within = "" if all(span.is_day for span in allowed) else "within "
    return f"{declared.said} is not {within}{given}, which the words give"


def _against_side(expression: Expression, declared: Span, base: Span | None) -> str:
    match own_direction(expression) if base else None:
        case "before" if base and declared.start > base.end:
            return f"{declared.said} is not before {base.said}; the words look back"
        case "after" if base and declared.end < base.start:
            return f"{declared.said} is not after {base.said}; the words look ahead"
    return ""
