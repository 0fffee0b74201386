"""Joins parts into one index, as if Pagefind had been told all records at once.

The records of each part follow those of the part before. Filters and their values, which Pagefind lists in an order
that differs from run to run, are sorted, and files are named by their content. They stand unpacked, which Pagefind
reads as well: packed, they would differ from one computer to the next. An index therefore lies in smaller pieces than
Pagefind's own, of which a search fetches as many.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence

from .parts import FIELDS, SIGNATURE, Pages, Part, head, written

_ENTRY = "pagefind-entry.json"
# How many bytes of words a search fetches at once: some 24,000.
_LEAST, _MOST = 12_000, 48_000


def joined(parts: Sequence[Part]) -> dict[str, bytes]:
    """The files of one index of all parts."""
    files = dict(parts[0].frame)
    entry = json.loads(files[_ENTRY])
    (language, known), *_ = entry["languages"].items()
    starts = _starts(parts)
    for part in parts:
        files |= {f"fragment/{name}.pf_fragment": data for name, data in part.fragments.items()}
    pages = [list(page) for part in parts for page in part.pages]
    pieces, filters = [], []
    for first, last, data in _pieces(parts, starts):
        name = f"{language}_{_digest(data)}"
        files[f"index/{name}.pf_index"] = data
        pieces.append([first, last, name])
    for value, data in _filters(parts, starts):
        name = f"{language}_{_digest(data)}"
        files[f"filter/{name}.pf_filter"] = data
        filters.append([value, name])
    meta = written([entry["version"], pages, pieces, filters, [], list(FIELDS)])
    known["hash"], known["page_count"] = f"{language}_{_digest(meta)}", len(pages)
    files[f"pagefind.{known['hash']}.pf_meta"] = meta
    files[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return dict(sorted(files.items()))


def _starts(parts: Sequence[Part]) -> list[int]:
    """The number of the first record of each part."""
    starts = [0]
    for part in parts[:-1]:
        starts.append(starts[-1] + len(part.pages))
    return starts


def _pieces(parts: Sequence[Part], starts: Sequence[int]) -> Iterator[tuple[str, str, bytes]]:
    """The words in order, in pieces: the first word of each, the last, and its bytes."""
    where: dict[str, list[int]] = {}
    for number, part in enumerate(parts):
        for word in part.words:
            where.setdefault(word, []).append(number)
    piece: list[bytes] = []
    first, size, words = "", 0, sorted(where)
    for word in words:
        data = _word(word, [(starts[number], *parts[number].words[word]) for number in where[word]])
        first, size = first or word, size + len(data)
        piece.append(data)
        if size >= (_LEAST if _is_an_end(word) else _MOST) or word == words[-1]:
            yield first, word, SIGNATURE + b"\x81" + head(4, len(piece)) + b"".join(piece)
            piece, first, size = [], "", 0


def _is_an_end(word: str) -> bool:
    """Whether a piece may end with a word: one in sixteen. So an edit leaves the pieces behind it as they are, which
    would all be others if each ended with as many bytes."""
    return zlib.crc32(word.encode()) % 16 == 0


def _word(word: str, found: Sequence[tuple[int, Pages, Mapping[str, Pages]]]) -> bytes:
    """A word with all its pages, and those of its other forms."""
    forms = sorted({form for _, _, others in found for form in others})
    others = [
        b"\x82" + _text(form) + _all([(start, more[form]) for start, _, more in found if form in more])
        for form in forms
    ]
    pages = _all([(start, on) for start, on, _ in found])
    return b"".join((b"\x83", _text(word), pages, head(4, len(others)), *others))


def _all(found: Sequence[tuple[int, Pages]]) -> bytes:
    """Pages of several parts as one row, in which each is a step from the one before."""
    row, before = [head(4, sum(pages[0] for _, pages in found))], 0
    for start, (count, first, last, places, rest) in found:
        if not count:
            continue
        row += (b"\x83", head(0, start + first - before), places, rest)
        before = start + last
    return b"".join(row)


def _filters(parts: Sequence[Part], starts: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """Each filter with its values and their pages."""
    together: dict[str, dict[str, list[int]]] = {}
    for start, part in zip(starts, parts, strict=True):
        for name, values in part.filters.items():
            for value, pages in values.items():
                together.setdefault(name, {}).setdefault(value, []).extend(start + page for page in pages)
    for name, found in sorted(together.items()):
        yield name, written([name, sorted(found.items())])


def _text(words: str) -> bytes:
    data = words.encode()
    return head(3, len(data)) + data


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:10]
