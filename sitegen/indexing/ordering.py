"""Puts in order what Pagefind leaves to chance, so that the same records give the same bytes.

Pagefind lists filters and their values in an order that differs from run to run. Both are sorted here, and the files
are named anew by their content. They stand unpacked, which Pagefind reads as well: packed, they would differ from one
computer to the next.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from typing import Any

_SIGNATURE = b"pagefind_dcd"
_ENTRY, _FILTER, _META = "pagefind-entry.json", ".pf_filter", ".pf_meta"


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of one index with everything in order, and without code for languages that it does not hold."""
    entry = json.loads(files[_ENTRY])
    code = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    made = {path: data for path, data in files.items() if not path.endswith((_FILTER, _META, _ENTRY))}
    made = {path: data for path, data in made.items() if not path.startswith("wasm.") or path in code}
    renamed: dict[str, str] = {}
    for path, data in files.items():
        if path.endswith(_FILTER):
            name, values = _read(data)
            written = _written([name, sorted(values)])
            old = path.removeprefix("filter/").removesuffix(_FILTER)
            renamed[old] = f"{old.partition('_')[0]}_{_digest(written)[:7]}"
            made[f"filter/{renamed[old]}{_FILTER}"] = written
    for language, known in entry["languages"].items():
        version, pages, words, filters, *more = _read(files[f"pagefind.{known['hash']}{_META}"])
        written = _written([version, pages, words, sorted([name, renamed[old]] for name, old in filters), *more])
        known["hash"] = f"{language}_{_digest(written)[:10]}"
        made[f"pagefind.{known['hash']}{_META}"] = written
    made[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return dict(sorted(made.items()))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read(data: bytes) -> Any:
    import cbor2

    return cbor2.loads(gzip.decompress(data).removeprefix(_SIGNATURE))


def _written(tree: Any) -> bytes:
    import cbor2

    return _SIGNATURE + cbor2.dumps(tree)
