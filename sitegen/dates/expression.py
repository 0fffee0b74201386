"""The words of a dated expression taken apart: frame (“since”), part (“the end of”) and core (“February”)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from sitegen.dates import plain
from sitegen.dates.meaning import Core, Offset, Part
from sitegen.dates.proposals import is_english, proposed
from sitegen.language import Message
from sitegen.language import message as in_problem

Frame = Literal["at", "since", "from", "until", "past", "coming", "earlier", "later"]

_Name = TypeVar("_Name")
# No expression is as long; patterns that look back are slow on what is much longer.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Expression:
    """What the words say, before anything is counted from a base. The frames: `at` the core; `since` the core and up to
    the base; `from` the core on; `until` the core's end; `past` and `coming`: the core is a length of time that
    ends or starts at the base; `earlier` and `later`: the side of the base within the core (“later this week”)."""

    frame: Frame
    part: Part | None
    core: Core

    @property
    def is_length(self) -> bool:
        """Whether the span is counted up to the base or from it, whatever comes before or after."""
        return self.frame in ("past", "coming", "earlier", "later")


@lru_cache(maxsize=4096)
def parse(words: str, language: str) -> Expression | None:
    """The expression that the words make, or None where they cannot be read. Frames and parts are read in English only;
    in other languages the words are what dateparser knows."""
    text = _tidied(words)
    if not text or len(text) > _LONGEST:
        return None
    if not is_english(language):
        core = proposed(text, language)
        return Expression("at", None, core) if core else None
    text = _without_tail(text)
    return _length(text) or _within(text) or _framed(text)


def why_not(words: str) -> Message:
    """Why words that nobody can read give no date, in words."""
    text = _tidied(words).lower()
    if len(text) > _LONGEST:
        return in_problem("“%(words)s” is too long for a date", words=words)
    if re.search(r"\b(later|earlier|after|afterwards|before|then|following|previous|at that time)\b", text):
        return in_problem("“%(words)s” is counted from something other than the article’s date", words=words)
    found = re.search(r"(?:(\S+) )?\b(days|weeks|months|years|decades)\b", text)
    if found and (found[1] is None or plain.number(found[1]) is None):
        return in_problem("“%(words)s” does not say how many %(unit)s", words=words, unit=found[2])
    return in_problem("“%(words)s” cannot be read as a date", words=words)


def _tidied(words: str) -> str:
    text = " ".join(words.split()).translate(_FOLDED)
    return text.strip(" ,.;:!?\"'()")


_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‐": "-", "‑": "-"})
_TAIL = re.compile(r"'s\b.*| alone| (?:morning|afternoon|evening|night)", re.IGNORECASE)


def _without_tail(text: str) -> str:
    """Without what follows the date and does not change its day: “Friday's meeting”, “Friday evening”. “Last night” is
    whole, and a possessive stands behind its date, so that what comes first is read."""
    if text.lower() in plain.NEAR_DAYS:
        return text
    tail = _TAIL.search(text)
    return text[: tail.start()] if tail and (tail[0].startswith("'") or tail.end() == len(text)) else text


# ── lengths of time

_UNIT = "days?|weeks?|fortnights?|months?|years?"
_LENGTH = re.compile(
    "(?:(?:in|over|during|for|within|throughout|of) )?"
    r"(?:(?:the )?(?P<side>past|last|next|coming) (?P<count>\S+)|(?P<whole>past|the (?:past|last|next|coming)))"
    f" (?P<unit>{_UNIT})"
    rf"|(?:in|within) (?:less than|under) (?P<under>\S+) (?P<of>{_UNIT})",
    re.IGNORECASE,
)


def _length(text: str) -> Expression | None:
    """“in the past two weeks”, “in less than a year”, “over the next three days”: so long, up to or from the base."""
    found = _LENGTH.fullmatch(text)
    if not found:
        return None
    side = (found["side"] or found["whole"] or "past").lower()
    frame: Frame = "coming" if side.endswith(("next", "coming")) else "past"
    count, of = found["count"] or found["under"] or "a", found["unit"] or found["of"]
    length = plain.offset(count.lower(), of.lower(), 1 if frame == "coming" else -1)
    return Expression(frame, None, Core(length)) if length and length.count else None


_WITHIN = re.compile("(?P<frame>earlier|later) (?:this|in the) (?P<unit>week|month|year)", re.IGNORECASE)


def _within(text: str) -> Expression | None:
    """“earlier this year”, “later this week”."""
    found = _WITHIN.fullmatch(text)
    if not found:
        return None
    frame: Frame = "earlier" if found["frame"].lower() == "earlier" else "later"
    return Expression(frame, None, Core(Offset(plain.UNITS[found["unit"].lower()], 0)))


# ── a frame, a part and a core

_FRAMES: tuple[tuple[Frame, str], ...] = (
    ("since", "(?:ever )?since"),
    ("until", "until|till|up to|by"),
    ("from", "from|starting|as of"),
    ("at", "on|in|at|during|for|of|over|throughout"),
)
_PARTS: tuple[tuple[Part, str], ...] = (
    ("early", "(?:the )?(?:early|(?:beginning|start) of)(?: (?:on|in))?"),
    ("mid", "(?:the )?(?:mid|middle of)(?: in)?"),
    ("late", "(?:the )?(?:late|end of)(?: (?:on|in))?"),
    ("first half", "(?:the )?first half of"),
    ("second half", "(?:the )?second half of"),
)


def _framed(text: str) -> Expression | None:
    frame, text = _taken(_FRAMES, text, " ")
    if frame != "at":
        text = _taken(_FRAMES[-1:], text, " ")[1]
    part, text = _taken(_PARTS, text, "[ -]")
    if part and (the_unit := re.fullmatch("the (week|month|year)", text, re.IGNORECASE)):
        text = f"this {the_unit[1]}"
    core = plain.read(text) or proposed(text, "en")
    return Expression(frame or "at", part, core) if core else None


def _taken(table: tuple[tuple[_Name, str], ...], text: str, gap: str) -> tuple[_Name | None, str]:
    """The first entry of a table whose words open the text, and the text behind them."""
    for name, pattern in table:
        if found := re.match(f"(?:{pattern}){gap}", text, re.IGNORECASE):
            return name, text[found.end() :]
    return None, text
