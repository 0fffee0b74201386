"""Signs in running English that something is said which nobody annotated: names, numbers, dated words, acronyms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...numbers import numbers_in
from ...passages import Stretch, Text
from ...prose import sentence_at

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_UNITS = "days?|weeks?|months?|years?|decades?|centur(?:y|ies)"
_SMALL = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_MANY = rf"an?|one|{_SMALL}|\d+|few|several|some|many|couple of"

_DATED = re.compile(
    rf"\b(?:{_DAYS})\b"
    rf"|\b(?:(?:early|mid|late|end of|first half of|second half of) |(?:the )?[0-3]?\d(?:st|nd|rd|th)? (?:of )?)?"
    rf"(?:{_MONTHS})\b(?: \d{{1,2}}\b)?"
    rf"(?:,? (?:1[89]|20)\d\d\b)?|\b(?:1[89]|20)\d\d\b|\b(?:yesterday|today|tomorrow|tonight)\b"
    rf"|\b(?:last|this|next|past|recent|coming) (?:few |several |\w+ )?(?:{_UNITS})\b"
    rf"|\b(?:(?:{_MANY}) )?(?:{_UNITS}) (?:ago|later|earlier)\b",
)
_ACRONYM = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}|(?<![\w-])[A-Z]{2,}[0-9]*(?![\w])")
_WORD = re.compile(r"(?<![\w’'.-])(?:(?:[A-Z]\.){2,}|(?:[DLO][’'](?=[A-Z]))?[^\W\d_][\w.-]*\w)")


def dated_words(text: Text) -> tuple[Stretch, ...]:
    """Words that say when."""
    return text.known.stretches("dated words", lambda: _found(_DATED, text))


def numbers(text: Text) -> tuple[Stretch, ...]:
    """Words that say how many, with what qualifies and scales them. A place in a row and a bare “one” count nothing."""
    return text.known.stretches("numbers", lambda: _numbers(text))


def _numbers(text: Text) -> Iterator[Stretch]:
    for block in text.blocks:
        words = text.printed(block)
        for found in numbers_in(words):
            start, end = found.stretch.start, found.stretch.end
            if found.quantity.unit != "th" and words[start:end].casefold() not in ("one", "once"):
                yield Stretch(block.start + start, block.start + end)


def acronyms(text: Text) -> tuple[Stretch, ...]:
    """Abbreviations in capitals."""
    return text.known.stretches("acronyms", lambda: _found(_ACRONYM, text))


def capitalised(text: Text, start: int = 0) -> tuple[Stretch, ...]:
    """Words that begin with a capital, also behind a hyphen as in `al-Qaeda`. The first of a sentence counts where it
    looks like the first part of the name behind it. `start` is where the text proper begins."""
    return text.known.stretches(f"capitals {start}", lambda: _capitalised(text, start))


def _capitalised(text: Text, start: int) -> Iterator[Stretch]:
    # What an article writes small anywhere is a common word, also where it opens a sentence.
    common = {word for word in re.findall(r"[^\W\d_]+", text.plain) if word.islower()}
    for found in _found(_WORD, text, _has_a_capital):
        opening = max(sentence_at(text, found.start, found.end).start, start)
        before = text.plain[opening : found.start]
        # Words that open a quotation begin a sentence too.
        if any(letter.isalnum() for letter in before) and not before.endswith(tuple("\"“„«'‘")):
            first = _FIRST.search(before)
            if first and not _OPENING.fullmatch(first[1]) and first[1].lower() not in common:
                yield Stretch(opening + first.start(1), opening + first.end(1))
            yield found


# The first word of a sentence, and nothing between it and the second.
_FIRST = re.compile(r"^[^\w]*([A-Z][^\W\d_]+) $")
_OPENING = re.compile(
    "A|After|Although|An|And|As|At|Because|Before|But|By|Despite|During|Even|For|Former|From|He|Her|His|How|If|In|Its|It"
    "|Last|Later|Like|Meanwhile|My|Near|New|No|Nor|Not|Now|Of|On|One|Only|Or|Our|Over|She|Since|So|Some|Still|That|The"
    "|Their|Then|There|These|They|This|Those|Though|Through|To|Today|Under|Until|What|When|Where|While|Who|Why|With"
    "|Yet|Yesterday|You|Your"
)


def _has_a_capital(word: str) -> bool:
    return not word.islower() and any(part[:1].isupper() for part in word.split("-"))


def _found(pattern: re.Pattern[str], text: Text, wanted: Callable[[str], bool] = bool) -> Iterator[Stretch]:
    for block in text.blocks:
        for found in pattern.finditer(text.plain, block.start, block.end):
            if wanted(found[0]):
                yield Stretch(*found.span())
