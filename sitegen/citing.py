"""How a page of the site is cited by others, in the styles that are asked for most."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from .dates import MONTHS, Span
from .language import ENGLISH, Language, message

_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {letter: f"\\{letter}" for letter in "&%$#_{}"}


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: the name of its style and its words."""

    style: str
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a citation of a page is made of. `path` is its place in the site and `at` its full address, empty where it
    is not known; `as_of` the day that the briefing reflects, said in the `language` of the site."""

    title: str
    site: str
    publisher: str
    as_of: Span | None
    path: str
    at: str = ""
    language: Language = ENGLISH


def citations(source: Source) -> tuple[Cited, ...]:
    """A page in Chicago, APA and MLA style, and for programs as BibTeX and CSL-JSON. All say what the content says of
    itself, so the day on which somebody reads it is left to them."""
    return (
        Cited("Chicago", _chicago(source)),
        Cited("APA", _apa(source)),
        Cited("MLA", _mla(source)),
        Cited("BibTeX", _bibtex(source)),
        Cited("CSL-JSON", _csl(source)),
    )


def _chicago(source: Source) -> str:
    day = _in_own_words(source) or _american(source.as_of)
    as_of = source.language.say(message("As of %(date)s.", date=day)) if day else ""
    return _sentences(source.publisher, f"“{_stopped(source.title)}”", _of(source), as_of, source.at)


def _apa(source: Source) -> str:
    span, own = source.as_of, _in_own_words(source)
    day = own or (f"{span.start.year}" if span else "n.d.")
    if span and not own and _precision(span) > 0:
        day += f", {MONTHS[span.start.month - 1]}" + (f" {span.start.day}" if _precision(span) > 1 else "")
    head = f"{source.publisher}. ({day})" if source.publisher else f"{source.title} ({day})"
    return f"{_sentences(head, source.title if source.publisher else '', _of(source))} {source.at}".rstrip()


def _mla(source: Source) -> str:
    span, day = source.as_of, _in_own_words(source)
    if span and not day:
        name = MONTHS[span.start.month - 1]
        month = name if len(name) < 5 else f"{name[:4] if name == 'September' else name[:3]}."
        parts = (str(span.start.day) if _precision(span) > 1 else "", month if _precision(span) else "")
        day = " ".join(part for part in (*parts, str(span.start.year)) if part)
    inside = [part for part in (_of(source), source.publisher, day, source.at) if part]
    return f"“{_stopped(source.title)}” {', '.join(inside)}."


def _key(source: Source) -> str:
    path = (source.at or source.path).lower().removesuffix(".html")
    return re.sub(r"[^a-z0-9]+", "-", path.partition("://")[2] or path).strip("-")


def _csl(source: Source) -> str:
    span = source.as_of
    parts = [span.start.year, span.start.month, span.start.day][: _precision(span) + 1] if span else []
    item = {
        "id": _key(source),
        "type": "webpage",
        "title": source.title,
        "container-title": _of(source),
        "author": [{"literal": source.publisher}] if source.publisher else [],
        "issued": {"date-parts": [parts]} if parts else {},
        "URL": source.at,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False)


def _bibtex(source: Source) -> str:
    fields = {
        "title": f"{{{_tex(source.title)}}}",
        "author": f"{{{_tex(source.publisher)}}}" if source.publisher else "",
        "howpublished": _tex(_of(source)),
        "year": str(source.as_of.start.year) if source.as_of else "",
        "note": _tex(f"As of {source.as_of.edtf}") if source.as_of else "",
        "url": source.at,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if source.as_of and _precision(source.as_of):
        after = next(at for at, line in enumerate(lines) if line.startswith("  year")) + 1
        lines.insert(after, f"  month = {_SHORT_MONTHS[source.as_of.start.month - 1]},")
    return "\n".join((f"@misc{{{_key(source)},", *lines, "}"))


def _of(source: Source) -> str:
    """The title of the site, where it is not that of the page."""
    return "" if source.site == source.title else source.site


def _precision(span: Span) -> int:
    """0 for a year, 1 for a month, 2 for a day; of anything longer only the year can be cited."""
    return {4: 0, 7: 1, 10: 2}.get(len(span.edtf), 0)


def _in_own_words(source: Source) -> str:
    """The day as the site says it, where it speaks another language than that of the three styles."""
    return "" if source.as_of is None or source.language.is_plain else source.language.say(source.as_of.short)


def _american(span: Span | None) -> str:
    if span is None:
        return ""
    month = f"{MONTHS[span.start.month - 1]} " if _precision(span) else ""
    return f"{month}{span.start.day}, {span.start.year}" if _precision(span) > 1 else f"{month}{span.start.year}"


def _stopped(title: str) -> str:
    return title if title.endswith((".", "!", "?", "…")) else f"{title}."


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "!", "?", "…", "”")) else f"{part}." for part in parts if part)


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)
