"""A stretch of a text: where words stand in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of a text: character offsets from 0, the end exclusive."""

    start: int
    end: int

    def overlaps(self, other: Stretch) -> bool:
        return self.start < other.end and other.start < self.end
