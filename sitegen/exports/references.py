"""The sources in the forms that programs for citing read: BibTeX and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..library import Document
from ..page import label_of
from .export import Export, Given

BIBTEX, CSL = "references.bib", "references.csl.json"
_SPELT = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    mark: f"\\{mark}" for mark in "&%$#_{}"
}


def files(given: Given) -> Iterator[Export]:
    """Both, of every source."""
    documents = list(given.briefing.library.documents.values())
    if documents:
        yield Export(BIBTEX, "\n".join(_bibtex(given, one) for one in documents).encode())
        tree = [_csl(given, one) for one in documents]
        yield Export(CSL, (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode())


def _bibtex(given: Given, document: Document) -> str:
    article, span = document.article, given.briefing.findings.chronology.articles[document.id].span
    fields = {
        "title": label_of(document, given.briefing.findings.rights),
        "author": article.author,
        "journal": _outlet(given, document),
        "date": span.edtf if span else None,
        "year": str(span.first.year) if span and span.first else None,
        "langid": article.language,
    }
    lines = [f"  {name} = {{{{{_spelt(value)}}}}}," for name, value in fields.items() if value]
    if article.url:
        lines.append(f"  url = {{{article.url}}},")
    return "\n".join([f"@article{{{document.id},", *lines, "}", ""])


def _spelt(text: str) -> str:
    return "".join(_SPELT.get(letter, letter) for letter in " ".join(text.split()))


def _csl(given: Given, document: Document) -> dict[str, object]:
    article, span = document.article, given.briefing.findings.chronology.articles[document.id].span
    item: dict[str, object] = {
        "id": document.id,
        "type": "article-newspaper",
        "title": label_of(document, given.briefing.findings.rights),
        "language": article.language,
    }
    if article.author:
        item["author"] = [{"literal": article.author}]
    if outlet := _outlet(given, document):
        item["container-title"] = outlet
    if span and span.first:
        width = {"day": 3, "month": 2, "year": 1}.get(span.precision)
        first = [span.first.year, span.first.month, span.first.day]
        item["issued"] = {"date-parts": [first[:width]]} if width else {"raw": span.edtf}
    if article.url:
        item["URL"] = article.url
    return item


def _outlet(given: Given, document: Document) -> str:
    outlet = given.briefing.library.thing(document.article.outlet or "", ("outlet",))
    return outlet.name if outlet else ""
