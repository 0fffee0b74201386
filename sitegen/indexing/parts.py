"""A part of an index: what Pagefind makes of some of the records, read from its files so that parts can be joined.

The pages of each word stand in a part as the bytes that they have in an index, but for the first, whose number is told
from where its part begins.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

# What a record tells of itself, in the order in which indexes number it.
FIELDS: Final = ("date", "kind", "shown", "title", "under")
SIGNATURE: Final = b"pagefind_dcd"
_ENTRY, _FILTER, _META, _INDEX, _FRAGMENT = (
    "pagefind-entry.json", ".pf_filter", ".pf_meta", ".pf_index", ".pf_fragment",
)  # fmt: skip
# Ways to show results that are not ours; Pagefind lays them beside every index.
_NOT_USED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
# How many pages have a word, the number of the first and of the last of them; what stands there on the first, and the
# bytes of the others.
Pages = tuple[int, int, int, bytes, bytes]


class Unreadable(Exception):
    """Pagefind made an index of a form that we do not know."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some records, indexed. `pages` are the name and the number of words of each record, `words` the pages of each
    word with those of its other forms, `filters` the pages of each value; `frame` is what is the same for all parts."""

    pages: Sequence[tuple[str, int]]
    fragments: Mapping[str, bytes]
    words: Mapping[str, tuple[Pages, Mapping[str, Pages]]]
    filters: Mapping[str, Mapping[str, Sequence[int]]]
    frame: Mapping[str, bytes]

    def to_bytes(self) -> bytes:
        """All of it as bytes that can be kept."""
        import cbor2

        return cbor2.dumps([self.pages, self.fragments, self.words, self.filters, self.frame])


def kept_part(data: bytes) -> Part:
    """The part that was kept."""
    import cbor2

    return Part(*cbor2.loads(data))


def part_of(files: Mapping[str, bytes]) -> Part:
    """What Pagefind made, as a part. Raises Unreadable."""
    try:
        return _part(files)
    except (LookupError, TypeError, ValueError, EOFError) as fault:
        raise Unreadable(f"it makes an index that we cannot read: {fault}") from fault


def _part(files: Mapping[str, bytes]) -> Part:
    entry = json.loads(files[_ENTRY])
    (language, known), *others = entry["languages"].items()
    if others:
        raise ValueError("two languages in one index")
    _, pages, _, _, sorts, fields = read(files[f"pagefind.{known['hash']}{_META}"])
    if sorts or not set(fields) <= set(FIELDS):
        raise ValueError(f"it tells of {sorts}, {fields}")
    names = {old: f"{language}_{_digest(files[f'fragment/{old}{_FRAGMENT}'])}" for old, _ in pages}
    field = _integer if tuple(fields) == FIELDS else _other_fields([FIELDS.index(name) for name in fields])
    words = (word for path, data in files.items() if path.endswith(_INDEX) for word in read(data)[0])
    filters = (read(data) for path, data in files.items() if path.endswith(_FILTER))
    return Part(
        [(names[old], count) for old, count in pages],
        {new: files[f"fragment/{old}{_FRAGMENT}"] for old, new in names.items()},
        {
            word: (_packed(found, field), {form: _packed(on, field) for form, on in others})
            for word, found, others in words
        },
        {name: {value: list(on) for value, on in values} for name, values in filters},
        _frame(files, entry, known),
    )


def _frame(files: Mapping[str, bytes], entry: Any, known: Mapping[str, Any]) -> Mapping[str, bytes]:
    """What stands beside every index of a language, without code for other languages."""
    code = f"wasm.{known['wasm'] or 'unknown'}.pagefind"
    others = {path: data for path, data in files.items() if not path.startswith(("wasm.", *_NOT_USED))}
    made = {path: data for path, data in others.items() if not path.endswith((_META, _INDEX, _FRAGMENT, _FILTER))}
    return {**made, code: files[code], _ENTRY: json.dumps(entry).encode()}


def _other_fields(numbers: Sequence[int]) -> Callable[[int], bytes]:
    """What writes the places of a word in the fields of a record, with our numbers of fields in place of its own."""
    return functools.cache(lambda at: _integer(at if at >= 0 else -1 - numbers[-1 - at]))


def _packed(pages: Sequence[Any], field: Callable[[int], bytes]) -> Pages:
    """The pages of a word, each a step from the one before, with the places of the word on it."""
    if not pages:
        return 0, 0, 0, b"", b""  # Only other forms of it stand anywhere.
    # The step to the first page is told where parts are joined.
    first, rest = _row(pages[:1], field)[2:], _row(pages[1:], field)
    return len(pages), pages[0][0], sum(page[0] for page in pages), b"".join(first), b"".join(rest)


def _row(pages: Sequence[Any], field: Callable[[int], bytes]) -> list[bytes]:
    """Pages of a word as they stand in an index, piece by piece. The library asks of every row what sort of row it is,
    and takes seven times as long."""
    row: list[bytes] = []
    for step, places, fields in pages:
        row += (b"\x83", _integer(step), head(4, len(places)), *map(_integer, places))
        row += (head(4, len(fields)), *map(field, fields))
    return row


@functools.cache
def _integer(value: int) -> bytes:
    return head(0, value) if value >= 0 else head(1, -1 - value)


@functools.cache
def head(sort: int, value: int) -> bytes:
    """The head of a value in CBOR, in as few bytes as it takes."""
    if value < 24:
        return bytes((sort << 5 | value,))
    size = 1 if value < 1 << 8 else 2 if value < 1 << 16 else 4
    return bytes((sort << 5 | 23 + size.bit_length(),)) + value.to_bytes(size)


def read(data: bytes) -> Any:
    """What one of Pagefind's files holds."""
    import cbor2

    return cbor2.loads(gzip.decompress(data).removeprefix(SIGNATURE))


def written(tree: Any) -> bytes:
    """A file of Pagefind's that holds a value."""
    import cbor2

    return SIGNATURE + cbor2.dumps(tree)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
