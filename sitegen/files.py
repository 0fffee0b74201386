"""The files of a site in the hand, those unpacked only when somebody wants them that stand as they were made before."""

from __future__ import annotations

import hashlib
import html
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

# They begin with plain letters, which are found faster; what must stand before these is asked then.
_SPOT = re.compile(rb'id="(?<=\sid=")([^"]+)"')
_LINKS = (re.compile(rb'href="(?<=\shref=")([^"]*)"'), re.compile(rb'src="(?<=\ssrc=")([^"]*)"'))
# What can stand in no value.
_BETWEEN = b'"'


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A page as it was made before: what is asked of it by those who do not show it, and the way to its bytes. The
    names of its spots, and where it links to, are packed."""

    size: int
    sha256: str
    spots: bytes
    links: bytes
    data: Callable[[], bytes]


class Files(Mapping[str, bytes]):
    """Files by their addresses."""

    def __init__(self, *layers: Mapping[str, bytes | Standing] | Files) -> None:
        """All files of some layers; of two at one address that of the later."""
        self._files: dict[str, bytes | Standing] = {}
        for layer in layers:
            self._files.update(layer._files if isinstance(layer, Files) else layer)

    def __getitem__(self, address: str) -> bytes:
        found = self._files[address]
        return found.data() if isinstance(found, Standing) else found

    def __contains__(self, address: object) -> bool:
        return address in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def standing(self, address: str) -> Standing | None:
        """What is known of a file whose bytes are not at hand."""
        found = self._files[address]
        return found if isinstance(found, Standing) else None


def size_of(files: Mapping[str, bytes], address: str) -> int:
    """How many bytes a file has."""
    return known.size if (known := _standing(files, address)) else len(files[address])


def sha256_of(files: Mapping[str, bytes], address: str) -> str:
    """The digest of a file, in hexadecimal."""
    return known.sha256 if (known := _standing(files, address)) else hashlib.sha256(files[address]).hexdigest()


def spots_of(files: Mapping[str, bytes], address: str) -> list[str]:
    """The names of all spots of a page, as often as each is written there."""
    known = _standing(files, address)
    written = zlib.decompress(known.spots) if known else _spots(files[address])
    each = _each(written)
    return [name.decode() for name in each] if b"&" not in written else list(map(_value, each))


def links_of(files: Mapping[str, bytes], address: str) -> set[bytes]:
    """Where a page links to, as it is written there."""
    known = _standing(files, address)
    return set(_each(zlib.decompress(known.links) if known else _links(files[address])))


def standing(data: bytes) -> Standing:
    """What is known of a page that has been made."""
    spots, links = zlib.compress(_spots(data), 1), zlib.compress(_links(data), 1)
    return Standing(len(data), hashlib.sha256(data).hexdigest(), spots, links, lambda: data)


def _standing(files: Mapping[str, bytes], address: str) -> Standing | None:
    return files.standing(address) if isinstance(files, Files) else None


def _spots(data: bytes) -> bytes:
    return _BETWEEN.join(_SPOT.findall(data))


def _links(data: bytes) -> bytes:
    return _BETWEEN.join(sorted({target for link in _LINKS for target in link.findall(data)} - {b""}))


def _each(written: bytes) -> list[bytes]:
    return written.split(_BETWEEN) if written else []


def _value(written: bytes) -> str:
    return html.unescape(written.decode())
