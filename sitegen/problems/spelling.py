"""The known name that a slip of the pen may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

_NEAR = 0.7


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one known name that comes nearest, whatever its capitals, or None where none comes near. Of names equally
    near it is the first in the order of their characters."""
    ordered = sorted(names)
    if not ordered:
        return None
    matcher = SequenceMatcher(b=name.casefold())
    near, best = None, _NEAR
    for known in ordered:
        matcher.set_seq1(known.casefold())
        # The quick ratios are never below the true one, and spare its cost for most names.
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        likeness = matcher.ratio()
        if likeness > best or (near is None and likeness == best):
            near, best = known, likeness
    return near


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """A hint naming the nearest known name, or an empty string."""
    near = nearest(name, names)
    return f"did you mean “{near}”?" if near else ""
