"""How a page of the preview asks for an entry: a question of names and texts, answered with one JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from ..findings import Findings
from ..library import Library
from ..page import address_of_article
from .offer import offered
from .selecting import Selection, Unusable

_CHOSEN = "v."


def answer(library: Library, findings: Findings, question: Mapping[str, str]) -> bytes:
    """The answer to a question: `page` is the address of an article's page, `start`, `end` and `words` are the
    selection, `kind` the kind asked for, and each `v.KEY` a value that was chosen."""
    page = question.get("page", "")
    document = next((one for one in library.documents.values() if address_of_article(one.id) == page), None)
    if document is None:
        return _written(Unusable("Words can be annotated on the page of their article."))
    selection = Selection(question.get("start", ""), question.get("end", ""), question.get("words", ""))
    chosen = {key.removeprefix(_CHOSEN): value for key, value in question.items() if key.startswith(_CHOSEN)}
    return _written(offered(library, findings, document, selection, question.get("kind", ""), chosen))


def _written(found: object) -> bytes:
    return json.dumps(asdict(found), ensure_ascii=False).encode()  # type: ignore[call-overload]
