"""A value of a YAML file, with the place where it was written and those of everything inside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..problems import Place


@dataclass(slots=True, eq=False)
class Node:
    """A YAML value with the place where it was written. `value` is plain Python: text (or None for nothing, `~` and
    `null`), a list or a dictionary of the same; `parts` are the children and `keys` the places of a mapping's keys."""

    value: str | list[Any] | dict[str, Any] | None
    path: str
    line: int
    column: int
    length: int
    parts: dict[str, Node] | list[Node] | None = None
    keys: dict[str, Place] | None = None
    quoted: bool = False

    @property
    def place(self) -> Place:
        """Where the value begins; lines, columns and length count characters, from 1."""
        return Place(self.path, self.line, self.column, self.length)

    def child(self, step: str | int) -> Node | None:
        """The value under one key or index, or None."""
        if isinstance(self.parts, dict):
            return self.parts.get(step) if isinstance(step, str) else None
        if isinstance(self.parts, list) and isinstance(step, int) and 0 <= step < len(self.parts):
            return self.parts[step]
        return None

    def at(self, *steps: str | int) -> Place:
        """The place of the value reached by `steps`, or of the deepest one on the way that exists."""
        node = self
        for step in steps:
            below = node.child(step)
            if below is None:
                break
            node = below
        return node.place

    def key_at(self, *steps: str | int) -> Place:
        """The place of the key that the last step names; where there is no such key, the same as `at`."""
        node: Node | None = self
        for step in steps[:-1]:
            node = node.child(step) if node else None
        place = node.keys.get(str(steps[-1])) if node and node.keys and steps else None
        return place or self.at(*steps)


def written_alike(one: Node, other: Node) -> bool:
    """Whether two trees are of the same text in the same place: whatever is made of one is as good as made of the
    other."""
    if (one.line, one.column, one.length, one.quoted, one.path) != (
        *(other.line, other.column, other.length, other.quoted, other.path),
    ):
        return False
    below, beside = one.parts, other.parts
    if isinstance(below, dict) and isinstance(beside, dict):
        return (one.keys, below.keys()) == (other.keys, beside.keys()) and all(
            written_alike(node, beside[key]) for key, node in below.items()
        )
    if isinstance(below, list) and isinstance(beside, list):
        return len(below) == len(beside) and all(map(written_alike, below, beside))
    return below is None and beside is None and one.value == other.value
