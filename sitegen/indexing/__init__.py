"""Turns what can be searched for into an index that browsers read, by the program Pagefind.

Pagefind is asked record by record, so that a statement is found as itself and leads to its permanent link. One index is
made for each language, each with the rules of that language. Of many records it is made in parts that are kept, so
that an edit of one article has one part made anew. What Pagefind leaves to chance is put in order, so that the same
records give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from typing import Any, Final, Protocol

from ..language import Memory, base_of
from .asking import INSTALL, NotIndexed, Program, installed
from .joining import joined
from .parts import Part, Unreadable, kept_part, part_of
from .typing import other_ways

FOLDER: Final = "search/"
_FORMAT = 4
# A part has about so many records, and is made anew whole when one of them changes. To join costs by parts and words.
_OF_ONE, _MOST_PARTS = 450, 64


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


def indexed(
    records: Sequence[Record], language: str, program: Program, memo: Memory, site: str = ""
) -> dict[str, bytes]:
    """The files of the search, by their addresses. The index of the site's own language lies at the top of the folder,
    that of every other language in a folder of its own. What was indexed before for a `site` is remembered, part by
    part. Raises NotIndexed."""
    files: dict[str, bytes] = {}
    by_language: dict[str, list[Record]] = {}
    for record in records:
        by_language.setdefault(base_of(record.language), []).append(record)
    for tongue, chosen in sorted(by_language.items()):
        folder = f"{FOLDER}{'' if tongue == base_of(language) else f'{tongue}/'}"
        parts = _parts(_divided(chosen), program, memo, f"search {site} {tongue}")
        files |= {f"{folder}{path}": data for path, data in joined(parts).items()}
    return files


def _divided(records: Sequence[Record]) -> list[list[Record]]:
    """The records in parts: those of one page stay together, whatever other pages there are."""
    count = min(1 << (len(records) // _OF_ONE).bit_length(), _MOST_PARTS)
    parts: list[list[Record]] = [[] for _ in range(count)]
    for record in records:
        parts[zlib.crc32(record.address.partition("#")[0].encode()) % count].append(record)
    return [part for part in parts if part]


def _parts(divided: Sequence[Sequence[Record]], program: Program, memo: Memory, name: str) -> list[Part]:
    """Each part as it was kept, or as Pagefind makes it now."""
    keys = [f"{name} {number} of {len(divided)}" for number in range(len(divided))]
    digests = [_digest(part, program) for part in divided]
    found: dict[int, Part] = {}
    for number, (key, digest) in enumerate(zip(keys, digests, strict=True)):
        if (kept := memo.get(key)) is not None and kept.startswith(digest):
            found[number] = kept_part(kept[len(digest) :])
    missing = [number for number in range(len(divided)) if number not in found]
    asked = [[_payload(record) for record in divided[number]] for number in missing]
    try:
        for number, files in zip(missing, program.asked(asked) if asked else (), strict=True):
            found[number] = part_of(files)
            memo.put(keys[number], digests[number] + found[number].to_bytes())
    except Unreadable as fault:
        raise NotIndexed(str(fault)) from fault
    return [found[number] for number in range(len(divided))]


def _digest(records: Sequence[Record], program: Program) -> bytes:
    asked = json.dumps([_FORMAT, program.version, list(map(_told, records))], ensure_ascii=False).encode()
    return hashlib.sha256(asked).digest()


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


__all__ = ["FOLDER", "INSTALL", "NotIndexed", "Program", "Record", "indexed", "installed"]
