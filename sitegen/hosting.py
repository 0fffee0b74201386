"""What GitHub Pages asks of a site: where it will stand, what it may weigh, and the files by which it is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .kinds.site import DOMAIN

# Tells the host to show the files as they are; and the file in which it notes a domain of one's own.
NO_JEKYLL, OWN_DOMAIN = ".nojekyll", "CNAME"

_MIB: Final = 1024 * 1024
# A push with a larger file is turned back, one with a smaller is taken with a warning.
LARGEST_FILE, LARGE_FILE = 100 * _MIB, 50 * _MIB
LARGEST_SITE: Final = 1_000_000_000
# From here on a folder is slow to work with over there.
FULL_FOLDER: Final = 3_000
# Beyond this much of a limit there is not much room left.
_NEARLY: Final = 0.75
# What a search loads before anything else: half a second of a good connection.
LARGE_SEARCH: Final = _MIB


_ON_GITHUB: Final = re.compile(
    r"(?:(?:https?|git|ssh)://(?:[^/@]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?/|(?:[^/@:]+@)?github\.com:/?)"
    r"([a-z0-9][a-z0-9-]*)/([a-z0-9._-]+?)(?:\.git)?/?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of the host that a site goes beyond; `hard` where the host then takes nothing of it."""

    says: str
    hard: bool


def pages_address(remote_url: str) -> str | None:
    """Where GitHub Pages shows the site of this remote, or None when it is not on github.com."""
    found = _ON_GITHUB.fullmatch(remote_url.strip())
    if not found:
        return None
    owner, repository = found[1].lower(), found[2]
    own_site = repository.lower() == f"{owner}.github.io"
    return f"https://{owner}.github.io/" + ("" if own_site else f"{repository}/")


def domain_in(noted: bytes) -> str:
    """The domain that a file of the host notes, in small letters; empty where it notes none."""
    name = noted.decode("utf-8", "replace").strip().lower()
    return name if DOMAIN.fullmatch(name) else ""


def limits(sizes: Mapping[str, int]) -> list[Limit]:
    """Every limit that a site goes beyond; `sizes` are the bytes of each of its files by its path."""
    found = [Limit(f"{path} has {_mib(size)}; GitHub takes no file of more than 100 MiB", True)
             for path, size in sorted(sizes.items()) if size > LARGEST_FILE]  # fmt: skip
    found += [Limit(f"{path} has {_mib(size)}; GitHub warns of files of more than 50 MiB", False)
              for path, size in sorted(sizes.items()) if LARGE_FILE < size <= LARGEST_FILE]  # fmt: skip
    whole = sum(sizes.values())
    if whole > LARGEST_SITE:
        found.append(Limit(f"the site has {_mib(whole)}; GitHub Pages shows none of more than 1 GB", True))
    folders = Counter(path.rpartition("/")[0] for path in sizes)
    found += [Limit(f"{folder or 'the site'} holds {held:,} files; GitHub advises at most 3,000 in one folder", False)
              for folder, held in sorted(folders.items()) if held > FULL_FOLDER]  # fmt: skip
    return found


def nearing(sizes: Mapping[str, int]) -> list[str]:
    """What a site has not much room left for, or has gone beyond: said while there is time to do something."""
    found = [f"{path} has {_mib(size)}; GitHub takes no file of more than 100 MiB"
             for path, size in sorted(sizes.items()) if size > _NEARLY * LARGEST_FILE]  # fmt: skip
    if (whole := sum(sizes.values())) > _NEARLY * LARGEST_SITE:
        found.append(f"the site has {_mib(whole)}; GitHub Pages shows none of more than 1 GB")
    first = sum(size for path, size in sizes.items() if path.endswith(".pf_meta"))
    if first > LARGE_SEARCH:
        found.append(f"whoever searches loads {_mib(first)} before the first word is found")
    return found


def _mib(size: int) -> str:
    return f"{size / _MIB:,.0f} MiB"
