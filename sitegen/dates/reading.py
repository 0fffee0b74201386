"""An expression, its base and a direction become one span with the reasoning in words, or stay open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sitegen.dates import reasoning
from sitegen.dates.expression import Expression, parse, why_not
from sitegen.dates.meaning import Annual, Direction, Fixed, Offset, Weekly
from sitegen.dates.settling import Question, counted, has_weekday, in_frame, is_on_side, possible
from sitegen.dates.span import Span
from sitegen.language import message as in_problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What dated words come to. `span` is None where they could not be settled; `problem` is then a code of the
    catalogue of problems. `candidates` are what they may mean, in order. `reasoning` is one sentence for the page,
    without its full stop."""

    span: Span | None
    reasoning: str
    problem: str = ""
    candidates: tuple[Span, ...] = ()


@lru_cache(maxsize=4096)
def read_words(words: str, base: Span | None, direction: Direction | None, language: str = "en") -> Reading:
    """The span that `words` mean, written on `base` and looking in `direction`. A base longer than a day is a day that
    is not known more closely: the words are settled when every day of it gives them one meaning, and “same day” is a
    day within it. A base with an open end is no base."""
    expression = parse(words, language)
    if expression is None:
        return Reading(None, why_not(words), "date-not-understood")
    own = own_direction(expression)
    base = None if base and base.is_open else base
    question = Question(words, expression, base, direction or expression.core.lean)
    if direction and own and direction != own and not (expression.frame == "since" and direction == "same day"):
        return Reading(None, reasoning.wrong_side(question, direction, own), "date-contradicts-words")
    if question.base is None and not isinstance(expression.core.meaning, Fixed):
        return Reading(None, reasoning.no_base(words), "date-needs-base")
    return _counted(question) if expression.is_length else _settled(question)


def own_direction(expression: Expression) -> Direction | None:
    """The direction that the words name themselves, if they do: “since” and “last” look back, “next” ahead."""
    if expression.frame in ("since", "past", "earlier"):
        return "before"
    if expression.frame in ("coming", "later"):
        return "after"
    meaning = expression.core.meaning
    if isinstance(meaning, Offset) and meaning.count:
        return "before" if meaning.count < 0 else "after"
    return expression.core.lean


def _counted(question: Question) -> Reading:
    span = counted(question.expression, question.base) if question.base else None
    if span is None:
        return _not_a_date(question)
    return Reading(span, reasoning.told(question, span), candidates=(span,))


def _settled(question: Question) -> Reading:
    expression = question.expression
    cores = possible(question)
    if cores is None:
        return _not_a_date(question)
    fitting = [span for span in cores if has_weekday(expression, span) and is_on_side(question, span)]
    results = tuple(in_frame(expression, span, question.base) for span in fitting)
    match results:
        case ():
            return Reading(None, reasoning.contradiction(question, cores), "date-contradicts-words")
        case (result,):
            return Reading(result, reasoning.told(question, result, fitting[0]), "", results)
    return Reading(None, reasoning.undecided(question, results), _what_is_missing(question), results)


def _not_a_date(question: Question) -> Reading:
    said = in_problem("“%(words)s” cannot be read as a date", words=question.words)
    return Reading(None, said, "date-not-understood")


def _what_is_missing(question: Question) -> str:
    """The problem when several spans remain: words that say which, a direction or a closer base."""
    match question.expression.core.meaning:
        case Fixed():
            return "date-not-understood"
        case Weekly() | Annual() if question.direction is None:
            return "date-needs-direction"
    return "date-needs-base"
