"""Turns what can be searched for into an index that browsers read, by the program Pagefind.

Pagefind is asked record by record, so that a statement is found as itself and leads to its permanent link. One index is
made for each language, each with the rules of that language. What Pagefind leaves to chance is put in order, so that
the same records give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from ..language import Memory, base_of
from .asking import INSTALL, NotIndexed, Program, installed
from .ordering import in_order
from .typing import other_ways

FOLDER: Final = "search/"
_FORMAT = 3
# Ways to show results that are not ours; Pagefind lays them beside every index.
_NOT_USED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")


class Record(Protocol):
    """As much of a record as an index needs."""

    @property
    def address(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def under(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def actors(self) -> tuple[str, ...]: ...
    @property
    def outlet(self) -> str: ...
    @property
    def years(self) -> tuple[str, ...]: ...


def indexed(records: Sequence[Record], language: str, program: Program, memo: Memory) -> dict[str, bytes]:
    """The files of the search, by their addresses. The index of the site's own language lies at the top of the folder,
    that of every other language in a folder of its own. The same records are indexed once. Raises NotIndexed."""
    asked = json.dumps([_FORMAT, program.version, language, list(map(_told, records))], ensure_ascii=False).encode()
    key = f"search {hashlib.sha256(asked).hexdigest()}"
    if (kept := memo.get(key)) is not None:
        return {path: base64.b64decode(data) for path, data in json.loads(kept).items()}
    files = dict(_made(program, [_payload(record) for record in records], base_of(language)))
    memo.put(key, json.dumps({path: base64.b64encode(data).decode() for path, data in files.items()}).encode())
    return files


def _told(record: Record) -> tuple[str | tuple[str, ...], ...]:
    """All that an index is made of."""
    return (
        *(record.address, record.kind, record.title, record.words, record.language, record.under, record.date),
        *(record.actors, record.outlet, record.years),
    )


def _payload(record: Record) -> dict[str, Any]:
    shown = {"title": record.title, "kind": record.kind, "under": record.under, "date": record.date}
    words = record.words or record.title
    if others := other_ways(words):
        # Behind the words that are shown stand those by which they are found, however somebody types them.
        shown["shown"], words = str(len(words.split())), f"{words} {others}"
    filters = {"kind": (record.kind,), "actor": record.actors, "outlet": (record.outlet,), "year": record.years}
    return {
        "url": record.address,
        "content": words,
        "language": base_of(record.language),
        "meta": {name: value for name, value in shown.items() if value},
        "filters": {name: kept for name, values in filters.items() if (kept := [one for one in values if one])},
    }


def _made(program: Program, payloads: list[dict[str, Any]], own: str) -> Iterator[tuple[str, bytes]]:
    for language in sorted({payload["language"] for payload in payloads}):
        chosen = [payload for payload in payloads if payload["language"] == language]
        for path, data in in_order(program.asked(chosen)).items():
            if not path.startswith(_NOT_USED):
                yield f"{FOLDER}{'' if language == own else f'{language}/'}{path}", data


__all__ = ["FOLDER", "INSTALL", "NotIndexed", "Program", "Record", "indexed", "installed"]
