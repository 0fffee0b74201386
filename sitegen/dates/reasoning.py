"""The sentences that say how a date was found, or why it was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sitegen.dates.expression import Frame
from sitegen.dates.meaning import Annual, Direction, Fixed, Offset, Part, Weekly
from sitegen.dates.saying import weekday_name
from sitegen.dates.settling import Question, has_weekday
from sitegen.dates.span import Span
from sitegen.language import Message, message
from sitegen.language import message as in_problem

_COUNTED: dict[Frame, Message] = {
    "past": message("counted back from it"), "coming": message("counted from it"), "earlier": message("up to then"),
    "later": message("from then on")
}  # fmt: skip
_OF_MONTH: dict[Part, Message] = {
    "early": message("the beginning of a month read as its first ten days"),
    "mid": message("the middle of a month read as its 11th to 20th"),
    "late": message("the end of a month read as its days from the 21st"),
    "first half": message("half a month read as its first fourteen days"),
    "second half": message("half a month read as its days from the 15th"),
}
_OF_YEAR: dict[Part, Message] = {
    "early": message("the beginning of a year read as January to March"),
    "mid": message("the middle of a year read as April to September"),
    "late": message("the end of a year read as October to December"),
    "first half": message("half a year read as January to June"),
    "second half": message("half a year read as July to December"),
}
_OF_WEEK: dict[Part, Message] = {
    "early": message("the beginning of a week read as Monday and Tuesday"),
    "mid": message("the middle of a week read as Wednesday and Thursday"),
    "late": message("the end of a week read as Friday to Sunday"),
}
_SEASONS = (
    message("a season read as March to May"),
    message("a season read as June to August"),
    message("a season read as September to November"),
    message("a season read as December to February"),
)


def told(question: Question, result: Span, core: Span | None = None) -> Message:
    """“on Friday”, in an article of Thursday 6 September 2018, looking ahead: Friday 7 September 2018. `core` is the
    span that the words mean without their frame; None for a length of time, which has none."""
    return message("%(clauses)s: %(date)s", clauses=tuple(_clauses(question, core)), date=result.said)


def _clauses(question: Question, core: Span | None) -> Iterable[Message]:
    expression, meaning = question.expression, question.expression.core.meaning
    yield message("“%(words)s”", words=question.words)
    if question.base and (expression.frame == "since" or not isinstance(meaning, Fixed)):
        yield message("in an article of %(date)s", date=question.base.said)
    if core is None:
        yield _COUNTED[expression.frame]
    elif expression.frame == "since" and question.base:
        yield message("looking back to %(date)s", date=core.said)
    elif isinstance(meaning, Weekly | Annual) and question.base and question.direction:
        yield _looking(question.direction, core, question.base)
    if note := _convention(question):
        yield note


def _looking(direction: Direction, span: Span, base: Span) -> Message:
    if direction != "same day":
        return message("looking back") if direction == "before" else message("looking ahead")
    if not base.is_day:
        return message("within that time")
    return message("on that very day") if span.is_day else message("at that very time")


def _convention(question: Question) -> Message | None:
    """What is read into words that English leaves open."""
    meaning, part = question.expression.core.meaning, question.expression.part
    match meaning:
        case Annual(unit="season", number=number) if not part:
            return _SEASONS[number - 1]
        case Weekly(days=2):
            return message("a weekend read as Saturday and Sunday")
        case Offset(unit="week") if not part and question.expression.frame == "at":
            return message("a week read as Monday to Sunday")
    return _part_read(meaning, part) if part else None


def _part_read(meaning: object, part: Part) -> Message | None:
    match meaning:
        case Annual(unit="month") | Offset(unit="month") | Fixed(spans=(Span(precision="month"), *_)):
            return _OF_MONTH[part]
        case Offset(unit="year") | Fixed(spans=(Span(precision="year"), *_)):
            return _OF_YEAR[part]
        case Offset(unit="week"):
            return _OF_WEEK.get(part)
    return None


# ── problems speak English: what follows stops the build, so that no page prints it


def undecided(question: Question, spans: Sequence[Span]) -> Message:
    """Why several spans remain."""
    first, last = tuple(span.said for span in spans[:-1]), spans[-1].said
    words, base = question.words, question.base
    if isinstance(question.expression.core.meaning, Fixed):
        return in_problem(
            "“%(words)s” may be %(dates)s or %(last)s; the words do not say which", words=words, dates=first, last=last
        )
    written = base.said if base else in_problem("unknown date")
    if question.direction is None and not isinstance(question.expression.core.meaning, Offset):
        return in_problem(
            "“%(words)s”, in an article of %(written)s, may be %(dates)s or %(last)s; the words do not say which",
            words=words, written=written, dates=first, last=last,
        )  # fmt: skip
    return in_problem(
        "“%(words)s”, in an article of %(written)s, may be %(dates)s or %(last)s, depending on the day it was written",
        words=words, written=written, dates=first, last=last,
    )  # fmt: skip


def contradiction(question: Question, spans: Sequence[Span]) -> Message:
    """Why no span remains: the direction given, or a weekday beside a date, rules each out."""
    written = question.base.said if question.base else in_problem("unknown date")
    for span in spans:
        if not has_weekday(question.expression, span):
            return wrong_weekday(span, question.expression.core.weekday or 0)
    if spans:
        return in_problem(
            "“%(words)s” means %(date)s; in an article of %(written)s that is not %(side)s",
            words=question.words, date=spans[0].said, written=written, side=_SIDES[question.direction or "same day"],
        )  # fmt: skip
    return in_problem(
        "“%(words)s” cannot lie on the same day as an article of %(written)s", words=question.words, written=written
    )


_SIDES: dict[Direction, Message] = {
    "before": in_problem("“before”"), "after": in_problem("“after”"), "same day": in_problem("“same day”")
}  # fmt: skip


def wrong_weekday(span: Span, weekday: int) -> Message:
    """8 September 2018 is a Saturday; the words say Friday."""
    date = Span(span.first, span.last, "range").said
    days, named = weekday_name(weekday), weekday_name(span.start.weekday())
    return in_problem("%(date)s is a %(named)s; the words say %(weekday)s", date=date, named=named, weekday=days)


def wrong_side(question: Question, given: Direction, own: Direction) -> Message:
    """That the words have a direction of their own, and it is not the one given."""
    given_said = _SIDES[given]
    if own == "before":
        return in_problem(
            "“%(words)s” looks back, and the direction given is %(given)s", words=question.words, given=given_said
        )
    if own == "after":
        return in_problem(
            "“%(words)s” looks ahead, and the direction given is %(given)s", words=question.words, given=given_said
        )
    return in_problem(
        "“%(words)s” means the day itself, and the direction given is %(given)s", words=question.words, given=given_said
    )


def no_base(words: str) -> Message:
    """That there is nothing to count from."""
    return in_problem("“%(words)s” is counted from the article’s date, which is not known", words=words)
