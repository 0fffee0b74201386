"""The sentences that say how a date was found, or why it was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitegen.dates.expression import Frame
from sitegen.dates.meaning import Annual, Direction, Fixed, Offset, Part, Weekly
from sitegen.dates.saying import WEEKDAYS
from sitegen.dates.settling import Question, has_weekday
from sitegen.dates.span import Span

_COUNTED: dict[Frame, str] = {
    "past": "counted back from it", "coming": "counted from it", "earlier": "up to then", "later": "from then on"
}  # fmt: skip
_OF_MONTH: dict[Part, str] = {
    "early": "the beginning of a month read as its first ten days",
    "mid": "the middle of a month read as its 11th to 20th",
    "late": "the end of a month read as its days from the 21st",
    "first half": "half a month read as its first fourteen days",
    "second half": "half a month read as its days from the 15th",
}
_OF_YEAR: dict[Part, str] = {
    "early": "the beginning of a year read as January to March",
    "mid": "the middle of a year read as April to September",
    "late": "the end of a year read as October to December",
    "first half": "half a year read as January to June",
    "second half": "half a year read as July to December",
}
_OF_WEEK: dict[Part, str] = {
    "early": "the beginning of a week read as Monday and Tuesday",
    "mid": "the middle of a week read as Wednesday and Thursday",
    "late": "the end of a week read as Friday to Sunday",
}
_SEASONS = ("March to May", "June to August", "September to November", "December to February")


def told(question: Question, result: Span, core: Span | None = None) -> str:
    """“on Friday”, in an article of Thursday 6 September 2018, looking ahead: Friday 7 September 2018. `core` is the
    span that the words mean without their frame; None for a length of time, which has none."""
    return f"{', '.join(_clauses(question, core))}: {result.said}"


def _clauses(question: Question, core: Span | None) -> Iterable[str]:
    expression, meaning = question.expression, question.expression.core.meaning
    yield f"“{question.words}”"
    if question.base and (expression.frame == "since" or not isinstance(meaning, Fixed)):
        yield f"in an article of {question.base.said}"
    if core is None:
        yield _COUNTED[expression.frame]
    elif expression.frame == "since" and question.base:
        yield f"looking back to {core.said}"
    elif isinstance(meaning, Weekly | Annual) and question.base and question.direction:
        yield _looking(question.direction, core, question.base)
    if note := _convention(question):
        yield note


def _looking(direction: Direction, span: Span, base: Span) -> str:
    if direction != "same day":
        return "looking back" if direction == "before" else "looking ahead"
    if not base.is_day:
        return "within that time"
    return "on that very day" if span.is_day else "at that very time"


def _convention(question: Question) -> str:
    """What is read into words that English leaves open."""
    meaning, part = question.expression.core.meaning, question.expression.part
    match meaning:
        case Annual(unit="season", number=number) if not part:
            return f"a season read as {_SEASONS[number - 1]}"
        case Weekly(days=2):
            return "a weekend read as Saturday and Sunday"
        case Offset(unit="week") if not part and question.expression.frame == "at":
            return "a week read as Monday to Sunday"
    return _part_read(meaning, part) if part else ""


def _part_read(meaning: object, part: Part) -> str:
    match meaning:
        case Annual(unit="month") | Offset(unit="month") | Fixed(spans=(Span(precision="month"), *_)):
            return _OF_MONTH[part]
        case Offset(unit="year") | Fixed(spans=(Span(precision="year"), *_)):
            return _OF_YEAR[part]
        case Offset(unit="week"):
            return _OF_WEEK.get(part, "")
    return ""


def undecided(question: Question, spans: Sequence[Span]) -> str:
    """Why several spans remain."""
    choice = f"{', '.join(span.said for span in spans[:-1])} or {spans[-1].said}"
    if isinstance(question.expression.core.meaning, Fixed):
        return f"“{question.words}” may be {choice}; the words do not say which"
    written = f"“{question.words}”, in an article of {question.base.said if question.base else 'unknown date'}"
    if question.direction is None and not isinstance(question.expression.core.meaning, Offset):
        return f"{written}, may be {choice}; the words do not say which"
    return f"{written}, may be {choice}, depending on the day it was written"


def contradiction(question: Question, spans: Sequence[Span]) -> str:
    """Why no span remains: the direction given, or a weekday beside a date, rules each out."""
    written = question.base.said if question.base else "unknown date"
    for span in spans:
        if not has_weekday(question.expression, span):
            return wrong_weekday(span, question.expression.core.weekday or 0)
    if spans:
        side = f"in an article of {written} that is not “{question.direction}”"
        return f"“{question.words}” means {spans[0].said}; {side}"
    return f"“{question.words}” cannot lie on the same day as an article of {written}"


def wrong_weekday(span: Span, weekday: int) -> str:
    """8 September 2018 is a Saturday; the words say Friday."""
    named, date = span.said.split(" ", 1)
    return f"{date} is a {named}; the words say {WEEKDAYS[weekday]}"


_LOOKS: dict[Direction, str] = {"before": "looks back", "after": "looks ahead", "same day": "means the day itself"}


def wrong_side(question: Question, given: Direction, own: Direction) -> str:
    """That the words have a direction of their own, and it is not the one given."""
    return f"“{question.words}” {_LOOKS[own]}, and the direction given is “{given}”"


def no_base(words: str) -> str:
    """That there is nothing to count from."""
    return f"“{words}” is counted from the article’s date, which is not known"
