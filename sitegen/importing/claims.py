"""What front matter says of its article, as far as it is unmistakable: other programs' keys become our fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ..dates import Ambiguous, read_day
from .facts import Facts, cleaned, shortened
from .fronts import Front, Value

# Keys as other programs write them, without case and marks; of several the first is taken.
_HEADLINE: Final = ("headline", "title")
_DATE: Final = (
    "date", "datepublished", "publishedtime", "publisheddate", "publishedat", "publishdate", "publishedon",
    "publicationdate", "pubdate", "published", "dateissued", "issued",
)  # fmt: skip
_AUTHOR: Final = ("author", "authors", "byline", "creator", "dccreator")
_URL: Final = (
    "sourceurl", "originalurl", "canonicalurl", "canonical", "articleurl", "externalurl", "url", "link", "source",
    "permalink",
)  # fmt: skip
_OUTLET: Final = ("outlet", "publisher", "publication", "newspaper", "journal", "sitename", "site", "website", "source")
_LANGUAGE: Final = ("language", "lang", "locale")
_NESTED: Final = ("params", "extra", "meta", "metadata")
_READ: Final = {*_HEADLINE, *_DATE, *_AUTHOR, *_URL, *_OUTLET, *_LANGUAGE, "draft", "status"}
_SAID: Final = re.compile(r"[-_ .:]")


def claim(facts: Facts, front: Front) -> tuple[str, ...]:
    """Take from front matter what it says of the article; returns the names it gives for the outlet, for whoever
    knows the outlets."""
    said = dict(_flat(front.values))
    for field, keys in (("headline", _HEADLINE), ("author", _AUTHOR)):
        for key, text in _texts(said, keys):
            facts.state(field, text, f"`{key}` in the front matter")
    _dates(facts, said)
    _addresses(facts, said)
    for key, text in _texts(said, _LANGUAGE):
        facts.state("language", language_tag(text), f"`{key}` in the front matter")
    _draft(facts, said)
    others = [key for key, (written, _) in said.items() if _said(written) not in _READ]
    if others:
        facts.doubt(f"not read from the front matter: {shortened(', '.join(said[key][0] for key in others))}")
    return tuple(text for _, text in _texts(said, _OUTLET) if not text.startswith(("http:", "https:")))


def _said(key: str) -> str:
    return _SAID.sub("", key).lower()


def _flat(values: Mapping[str, Value]) -> Iterator[tuple[str, tuple[str, Value]]]:
    """Keys without case and marks, each as written and with its value; those of `params` and its like after the
    others."""
    inner = [value for key, value in values.items() if _said(key) in _NESTED and isinstance(value, dict)]
    for held in (*reversed(inner), values):
        for key, value in held.items():
            if not (_said(key) in _NESTED and isinstance(value, dict)):
                yield _said(key), (shortened(key), value)


def _texts(said: Mapping[str, tuple[str, Value]], keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The key as written and the text of every one of `keys` that has any, in their order."""
    for key in keys:
        if key in said and (text := _text(said[key][1])):
            yield said[key][0], text


def _text(value: Value) -> str:
    """A value as one line: the names of a list with commas, the name of a mapping, a wiki link without its marks."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(inner) for inner in value)))
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title"))
    text = cleaned(value or "")
    linked = re.fullmatch(r"\[\[([^]|]+)(?:\|([^]]+))?\]\]", text)
    return (linked[2] or linked[1]) if linked else text


def _dates(facts: Facts, said: Mapping[str, tuple[str, Value]]) -> None:
    """The day of publication: the first key that names one. Another that names another day makes it unclear."""
    for key, text in _texts(said, _DATE):
        if text in ("true", "false", "True", "False", "yes", "no"):
            continue
        try:
            day = read_day(text)
        except Ambiguous as either:
            facts.doubt(f"date: `{key}` says {shortened(text)}, which may be {either}")
            continue
        known = facts["date"]
        if day is None:
            facts.doubt(f"date: `{key}` says “{shortened(text)}”, which cannot be read as a date")
        elif known is None:
            if facts.state("date", day, f"`{key}` in the front matter"):
                facts.state("date_from", "page", "")
        elif not (day.startswith(known) or known.startswith(day)):
            facts.doubt(f"date: `{key}` says {day}")


def _addresses(facts: Facts, said: Mapping[str, tuple[str, Value]]) -> None:
    for key, text in _texts(said, _URL):
        if re.match("https?://", text, re.IGNORECASE):
            known = facts["url"]
            if known is None:
                facts.state("url", text, f"`{key}` in the front matter")
            elif known.rstrip("/") != text.rstrip("/"):
                facts.doubt(f"url: `{key}` says {shortened(text)}")


def language_tag(text: str) -> str:
    """`en_us` as `en-US`: the form in which the site and the browsers name a language."""
    first, *rest = re.split("[-_]", text.split(",")[0].strip())
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def _draft(facts: Facts, said: Mapping[str, tuple[str, Value]]) -> None:
    """What is a draft there stays one here, so that nothing comes out by being brought in."""
    for key, signs in (("draft", ("true", "yes")), ("published", ("false", "no")), ("status", ("draft", "hidden"))):
        if key in said and _text(said[key][1]).lower() in signs:
            if facts.state("draft", "true", f"`{said[key][0]}` in the front matter"):
                facts.doubt("draft: it is one there, so it is one here; take the line out to build it")
            return
