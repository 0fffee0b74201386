"""One original read: its text as it will stand in the site, and what is known of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ..dates import day_in_address, day_in_name, read_span
from ..kinds.article import Article
from ..kinds.outlet import Outlet
from ..project import MOST_OF_AN_ARTICLE
from ..prose import read_article
from ..records import fields_of
from ..source import front_matter, stamp
from .claims import claim, language_tag
from .decoding import NotText, text_of
from .facts import Facts, cleaned
from .fronts import Front, read_front
from .languages import guess
from .leads import follow
from .originals import Form, Original
from .outlets import place_outlet
from .webpages import read_page

_FORMS: Final = {"text": "plain text", "markdown": "Markdown", "page": "a saved page"}
_OWN_KEYS: Final = {*(field.key for field in fields_of(Article)), "statements"}
# Keys of ours that others use as well, and fill in their own ways.
_COMMON_KEYS: Final = {"author", "date", "draft", "label", "language", "summary", "url"}
_HEADING: Final = re.compile(r"\s*# +(?P<words>\S[^\n]*)")
_FEWEST_WORDS: Final = 25


@dataclass(frozen=True, slots=True)
class Reading:
    """What an original is: `data` the bytes for the site, `ending` that of their file, `body` the article's own words,
    `digest` the one of the original where its bytes are not those for the site."""

    name: str
    stem: str
    what: str
    data: bytes
    ending: str
    body: str
    facts: Facts
    digest: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def read_original(original: Original, encoding: str | None, outlets: Iterable[Outlet]) -> Reading:
    """Read one original. Raises NotText where it has no text that a site can show, or more than one reads."""
    reading = _read(original, encoding, outlets)
    if len(reading.data) > MOST_OF_AN_ARTICLE:
        size = f"its text has {len(reading.data):,} bytes"
        raise NotText(f"{size}, and a site reads no more than {MOST_OF_AN_ARTICLE:,} of one article; split it")
    return reading


def _read(original: Original, encoding: str | None, outlets: Iterable[Outlet]) -> Reading:
    form = original.form or _sniffed(original.data)
    text, written_in = text_of(original.data, encoding, form == "page")
    if form == "page":
        return _page(original, text, written_in, outlets)
    front = read_front(text)
    own = bool(front and form == "markdown" and _is_own(front, text))
    facts = Facts(held=frozenset(front.values) if front and own else frozenset())
    body = _below(text, front)
    names: tuple[str, ...] = ()
    if front and not own:
        names = claim(facts, front)
        facts.state("text_from_line", str(front.lines + 1), f"above it stands front matter in {front.dialect}")
        if front.slip:
            facts.doubt(f"the front matter cannot be read and nothing was taken from it: {front.slip}")
    elif not front and form == "markdown" and front_matter(text)[0] is not None:
        facts.state("text_from_line", "1", "the line of hyphens at the top is no front matter")
    _from_text(facts, body, form, original.stem)
    place_outlet(facts, names, outlets)
    what = _FORMS[form] + (f" with front matter in {front.dialect}" if front else "")
    return _settled(original, what, text, written_in, form, body, facts)


def _settled(original: Original, what: str, text: str, written_in: str, form: Form, body: str, facts: Facts) -> Reading:
    data, digest = original.data, ""
    if written_in != "utf-8":
        data, digest = original.data.decode(written_in).encode("utf-8"), hashlib.sha256(original.data).hexdigest()
        what += f" in {written_in}, put into UTF-8"
    if form == "text" and re.match(r"\s*<(!doctype html|html)\b", text, re.IGNORECASE):
        facts.doubt("it begins like a web page and was taken as plain text; give it the ending .html to have it read")
    return Reading(
        original.name, original.stem, what, data, ".md" if form == "markdown" else ".txt", body, facts, digest
    )


def _sniffed(data: bytes) -> Form:
    """The form of what comes without the ending of a file."""
    if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!doctype html|<html)\b", data[:2000], re.IGNORECASE):
        return "page"
    return "markdown" if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:---|\+\+\+|#{1,6} )", data[:2000]) else "text"


def _is_own(front: Front, text: str) -> bool:
    """Whether the front matter is written for a site of this kind, as far as its keys tell."""
    keys = set(front.values)
    ours = front.dialect == "YAML" and keys <= _OWN_KEYS and bool(keys - _COMMON_KEYS)
    return ours and front_matter(text)[2] == front.lines


def _below(text: str, front: Front | None) -> str:
    lines = front.lines if front else 0
    return text.split("\n", lines)[lines] if text.count("\n") >= lines else ""


def _from_text(facts: Facts, body: str, form: Form, stem: str) -> None:
    """What the text itself and the name of its file say."""
    heading = _HEADING.match(body) if form == "markdown" else None
    if heading and (words := cleaned(read_article(heading[0].strip())[0].plain)):
        facts.state("headline", words, "the first heading")
    if form == "text":
        follow(facts, body)
    _date(facts, body, stem)
    _language(facts, body)
    if not body.strip():
        raise NotText("it has no text" + (" after its front matter" if "text_from_line" in _names(facts) else ""))
    if (count := len(body.split())) < _FEWEST_WORDS:
        facts.doubt(f"short: {count} {'word' if count == 1 else 'words'} in all")


def _names(facts: Facts) -> set[str]:
    return {fact.field for fact in facts.known}


def _date(facts: Facts, body: str, stem: str) -> None:
    """What the stamp, the address and the name of the file say of the date; only the first two are taken."""
    found = stamp(body)
    if found and read_span(found["date"]) is None:
        raise NotText(f"its stamp says {found['date']}, which is not a date of the calendar")
    for where, day in (("the stamp in the text", found and found["date"]), ("the name of the file", day_in_name(stem))):
        if day and facts["date"] not in (None, day):
            facts.doubt(f"date: {where} says {day}")
    if found:
        if facts["date"] is None:
            facts.doubt(f"date: the stamp in the text, {found['date']}, which the build reads by itself")
        return
    _date_from_address(facts)
    if facts["date"] is None and (day := day_in_name(stem)):
        facts.doubt(f"date: the name of the file says {day}; write it down if you know that it is right")
    elif facts["date"] is None and not any(remark.startswith("date:") for remark in facts.unclear):
        facts.doubt("date: not known")


def _date_from_address(facts: Facts) -> None:
    day = day_in_address(facts["url"] or "")
    if day and facts["date"] is None:
        if facts.state("date", day, "the address"):
            facts.state("date_from", "url", "")
    elif day and facts["date"] != day:
        facts.doubt(f"date: the address says {day}")


def _language(facts: Facts, body: str) -> None:
    guessed = guess(body)
    stated = facts["language"]
    if stated is None and guessed:
        facts.state("language", guessed[0], f"a guess from {guessed[1]}")
    elif stated is None:
        facts.doubt("language: not clear; it counts as `en` until another is written")
    elif guessed and guessed[0] != stated.split("-")[0]:
        facts.doubt(f"language: from {guessed[1]} it looks like {guessed[0]}")


def _page(original: Original, text: str, written_in: str, outlets: Iterable[Outlet]) -> Reading:
    page = read_page(text)
    facts = Facts()
    for field, value in (("headline", page.title), ("author", page.author), ("url", page.url)):
        if value:
            facts.state(field, cleaned(value), "the page")
    if page.day:
        of_address = not page.day_is_printed and day_in_address(page.url) == page.day
        if page.day_is_printed or of_address:
            facts.state("date", page.day, "the address" if of_address else "the page")
            facts.state("date_from", "url" if of_address else "page", "")
        else:
            facts.doubt(f"date: perhaps {page.day}; the page does not state it")
    if page.language:
        facts.state("language", language_tag(page.language), "the page")
    if written_in == "cp1252":
        facts.doubt("encoding: read as Windows-1252, as browsers do; look at letters with accents")
    facts.doubt("the text was taken out of the page by a program: compare it with the page")
    _from_text(facts, page.text, "page", original.stem)
    place_outlet(facts, [page.site] if page.site and "." not in page.site else [], outlets)
    digest = hashlib.sha256(original.data).hexdigest()
    return Reading(original.name, original.stem, _FORMS["page"], page.text.encode(), ".txt", page.text, facts, digest)
