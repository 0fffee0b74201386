"""The statements about each article as a collection of W3C Web Annotations, for tools that read and mark texts."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..page import address_of, address_of_article, label_of
from .export import Export, Given
from .public import Said

_MOTIVES = {"mention": "identifying", "use": "identifying", "date": "identifying", "part": "classifying",
            "stance": "classifying"}  # fmt: skip
TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def stem(article: str) -> str:
    """The address of an article's files, without an ending."""
    return address_of_article(article).removesuffix(".html")


def files(given: Given) -> Iterator[Export]:
    """A collection for each article of which statements may be shown."""
    for name, said in given.said.items():
        if said:
            yield Export(f"{stem(name)}.annotations.jsonld", _collection(given, said))


def _collection(given: Given, said: tuple[Said, ...]) -> bytes:
    document = said[0].document
    home = given.full(f"{stem(document.id)}.annotations.jsonld")
    tree = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": home,
        "type": "AnnotationCollection",
        "label": label_of(document, given.briefing.findings.rights),
        "total": len(said),
        "first": {
            "id": f"{home}#page-1",
            "type": "AnnotationPage",
            "partOf": home,
            "startIndex": 0,
            "items": [_annotation(given, one) for one in said],
        },
    }
    return (json.dumps(tree, ensure_ascii=False) + "\n").encode()


def _annotation(given: Given, said: Said) -> dict[str, object]:
    kind = said.statement.kind
    bodies: list[dict[str, object]] = [
        {"type": "TextualBody", "value": kind, "format": "text/plain", "purpose": "tagging"}
    ]
    bodies += [{"type": "SpecificResource", "source": given.full(address_of(thing)), "purpose": "linking"}
               for thing in said.things]  # fmt: skip
    return {
        "id": given.full(said.address),
        "type": "Annotation",
        "motivation": _MOTIVES.get(kind, "describing"),
        "body": bodies,
        "target": _target(given, said),
    }


def _target(given: Given, said: Said) -> dict[str, object]:
    """The words, on the outlet's page where that is known and else on ours. Where some are omitted, each piece in
    order. What stands round them is left out, since it may not be licensed."""
    source = said.document.article.url or given.full(address_of_article(said.document.id))
    pieces: list[dict[str, object]] = [
        {
            "type": "SpecificResource",
            "source": source,
            "selector": {"type": "TextQuoteSelector", "exact": words},
        }
        for words in said.pieces
    ]
    return pieces[0] if len(pieces) == 1 else {"type": "List", "items": pieces}
