"""The rules of evidence: what the verbatim gate lets pass, and how dated words are read, each shown by its doing."""

from __future__ import annotations

import datetime as dt

from .. import dates
from ..dates import Direction, day, read_span, read_words
from ..passages import FORMS, Text, find
from .markup import code, table

_PRINTED = "“It’s a de-escalation zone,” Mr Heller said. The zone — he said — “is not … a zone”."
_ATTEMPTS = (
    '"It\'s a de-escalation zone," Mr Heller said',
    "It’s   a de‐escalation zone",
    "The zone - he said",
    "Mr Heller […] he said",
    "is not … a zone",
    "it’s a de-escalation zone",
    "It is a de-escalation zone",
    "zone",
)
_MARKS = {"'": "single quotation marks and apostrophes", '"': "double quotation marks", "-": "hyphens and dashes"}

_WRITTEN_ON = day(dt.date(2018, 9, 6))
_PHRASES: tuple[tuple[str, Direction | None], ...] = (
    ("on Friday", "after"), ("on Friday", "before"), ("on Friday", None), ("on Thursday", "same day"),
    ("yesterday", None), ("three days ago", None), ("last week", None), ("next month", None),
    ("in early March", "before"), ("the first half of February", "before"), ("at the end of 2017", None),
    ("since December", None),
    ("in the past two weeks", None), ("this summer", "same day"), ("on 7 September 2018", None),
    ("Friday, September 6", "same day"), ("a few days later", None), ("recently", None),
)  # fmt: skip
_DECLARED = ("2018-09-07", "2018-09", "2018", "2020-02-01/2020-02-14", "2017/2018", "2019-12/..", "../2018-09-07")


def gate() -> str:
    """What is folded for comparison, and what never is."""
    folded = [(_MARKS[mark], " ".join(map(code, forms))) for mark, forms in FORMS.items()]
    return f"""\
Words that a statement or a citation rests on must stand in the article exactly, or the build says so and stops. For the
comparison these are taken for one another, and nothing else is:

{table(("Taken for one another", "Which"), [*folded, *_OTHER_FORMS])}
Never case, never a letter, never a word, never a mark more or less. The page then shows the words as the source prints
them. Nothing is stored but the words: no offset, no line number.

* **Whole words first.** `Iran` is not found inside `Iranian` while it stands anywhere by itself.
* **Found twice** is an error that shows every place. `prefix` holds words right before the ones that are meant,
  `suffix` words right after. A citation in prose has neither: cite a few words more, or the statement by its id.
* **Omissions.** `…`, `[…]` or `[...]` may stand for words left out within one paragraph. A `…` that the source itself
  prints is found as it stands.
* **Further words** of a statement, such as `attribution`, are looked for in the same paragraph first, the nearest
  counting; elsewhere they must stand in one place alone.
* **Quotation marks.** For a `direct` or `partial` quotation an opening mark must stand before the words in their
  paragraph; for an `indirect` one, or the outlet's own voice, none may stand right round them. Write the words
  themselves without the marks round them.

With the source printing {_PRINTED}

{table(("Words of the annotation", "Are they found?"), map(_attempt, _ATTEMPTS))}"""


_OTHER_FORMS = (
    ("white space", "any run of spaces, no-break spaces, tabs and line ends, for one space"),
    ("letters with marks", "one character or several, as Unicode has them (NFC)"),
)


def _attempt(words: str) -> tuple[str, str]:
    text = Text.of(_PRINTED)
    found = find(text, words)
    if not found:
        return code(words), "no"
    if len(found) > 1:
        return code(words), f"{len(found)} times: `prefix` or `suffix` must say which"
    return code(words), "yes: " + " … ".join(map(text.printed, found[0].pieces))


def dated() -> str:
    """How dates are written, and how dated words are read."""
    conventions = " ".join((dates.__doc__ or "").partition("Conventions,")[2].split())
    spans = ((code(text), span.said) for text in _DECLARED if (span := read_span(text)))
    return f"""\
A date in a field is written in a subset of EDTF (ISO 8601-2), as exactly as it is known and no more so:

{table(("Written", "Means"), spans)}
A `date` statement names words and how they are to be taken: a `direction` (`before`, `same day` or `after` the day of
the article), or the date as `declared` with `because`, or why it is `open`. The build works out the span, prints the
reasoning on the page, and refuses what the words cannot mean. `base` counts from another day than the article's;
`expression` gives the dated core where the words hold more. In an article of {_WRITTEN_ON.said}:

{table(("Words", "`direction`", "What the build makes of them"), (_read(*phrase) for phrase in _PHRASES))}
Conventions, {conventions}

English is read by sitegen's own grammar; what that does not know, and every other language (by the article's
`language`), is asked of dateparser, whose answers are examined before they count. An article's own date is checked
against its dated words, and an event's against the phrases that name it.
"""


def _read(words: str, direction: Direction | None) -> tuple[str, str, str]:
    reading = read_words(words, _WRITTEN_ON, direction)
    said = f"{reading.reasoning}." if reading.span else f"Error {code(reading.problem)}: {reading.reasoning}."
    return code(words), code(direction) if direction else "", said
