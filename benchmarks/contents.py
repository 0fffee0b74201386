"""Looks into what each generator wrote: whether its pages hold the content that all of them were given."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

_LOOKED_AT = 40


def missing(output: Path, corpus: dict[str, Any]) -> list[str]:
    """What the output of a generator does not have, of what every briefing has; empty where nothing is missing."""
    articles = _some(corpus["articles"])
    checks = {
        "the words of an article": all(
            _page(output, "articles", one["slug"]).has(_text(one["body"])) for one in articles
        ),
        "a quotation of an article": all(
            _page(output, "articles", one["slug"]).has(quote["words"]) for one in articles for quote in one["quotes"]
        ),
        "a link from an article to an actor it names": all(
            _page(output, "articles", one["slug"]).links_to(actor) for one in articles for actor in one["actors"]
        ),
        "a link from an article to a term it uses": all(
            _page(output, "articles", one["slug"]).links_to(term["id"])
            for one in articles
            for term in corpus["terms"]
            if term["id"] in one["terms"] and _is_printed(term, one)
        ),
        "the profile of an actor": all(
            _page(output, "actors", one["id"]).has(one["bio"][0]) for one in _some(corpus["actors"])
        ),
        "every mention on the page of an actor": all(
            _page(output, "actors", actor).links_to(one["slug"]) for one in articles for actor in one["actors"]
        ),
        "the definition of a term": all(
            any(_page(output, folder, one["id"]).has(one["definition"]) for folder in ("glossary", "terms"))
            for one in _some(corpus["terms"])
        ),
        "what happened at a summit": all(
            any(_page(output, folder, one["id"]).has(one["body"][0]) for folder in ("events", "summits"))
            for one in _some(corpus["events"])
        ),
        "a feed": any(output.glob("feed*.xml")) or any(output.glob("*.atom")) or any(output.glob("feeds/*")),
        "a site map": (output / "sitemap.xml").exists(),
    }
    return [what for what, there in checks.items() if not there]


def _is_printed(term: dict[str, Any], article: dict[str, Any]) -> bool:
    """Whether the name of a term stands in an article: what a peer is told beside its text it may print all the same."""
    return re.search(rf"\b{re.escape(term['name'])}\b", article["body"]) is not None


def _some(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Things from all parts of a list."""
    return things[:: max(1, len(things) // _LOOKED_AT)]


def _text(markdown: str) -> str:
    """The longest run of plain words in a text."""
    return max(re.split(r"[^\w\s,.’'-]|\n\s*\n|https?:\S*|\S{30,}", markdown), key=len)


def _page(output: Path, folder: str, name: str) -> Page:
    return Page(next((path for path in page_paths(output, folder, name) if path.exists()), None))


def page_paths(output: Path, folder: str, name: str) -> tuple[Path, Path]:
    """Where a generator may have put a page."""
    return output / folder / f"{name}.html", output / folder / name / "index.html"


class Page:
    """One page that a generator wrote, or that it did not write."""

    def __init__(self, path: Path | None) -> None:
        self._html = path.read_text("utf-8") if path else ""

    def has(self, words: str) -> bool:
        """Whether the words stand on the page, whatever their marks and spaces."""
        return _letters(words) in _letters(html.unescape(re.sub(r"<script.*?</script>|<[^>]*>", "", self._html)))

    def links_to(self, name: str) -> bool:
        """Whether a link leads to what is called so."""
        return re.search(rf'href="?[^"\s>]*/?{re.escape(name)}(?:\.html|/)', self._html) is not None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
