"""How much of a long list a page shows that leads to the whole of it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

# More than anybody reads before going to the whole; pages of thousands of articles weigh megabytes without it.
MOST: Final = 30


def outset(whole: Sequence[T]) -> tuple[Sequence[T], int]:
    """What is shown of a list, and how many more there are. One more is shown rather than told of."""
    shown = whole if len(whole) <= MOST + 1 else whole[:MOST]
    return shown, len(whole) - len(shown)
