"""A tree that grows value by value, with what is judged of keys, depth and number on the way."""

from __future__ import annotations

from typing import Any

from ..problems import Place, Problem
from . import limits, refusals
from .node import Node


class Growth:
    """One tree while it grows. `root` is what stands so far, `sound` whether it can be trusted, `over` whether
    reading is to end here, and `awaits_key` whether the next value is a key of the mapping that is open."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.root: Node | None = None
        self.sound, self.over, self.awaits_key = True, False, False
        # The containers not yet closed, each with whether a key is awaited after it.
        self._open: list[tuple[Node | None, bool]] = [(None, False)]
        # The key that the next value belongs to; None when the value is to be dropped.
        self._key: str | None = None
        self._values, self._errors = 0, len(problems)

    def complain(self, problem: Problem) -> None:
        """Take note of a problem; one error too many ends the reading."""
        self.problems.append(problem)
        self._errors += problem.severity == "error"
        if self._errors >= limits.MOST_PROBLEMS:
            self.over, self.sound = True, False

    def stop(self, problem: Problem, sound: bool = False) -> None:
        """Take note of a problem after which nothing is read."""
        self.over, self.sound = True, self.sound and sound
        self.complain(problem)

    def set_key(self, key: str, place: Place, quoted: bool) -> None:
        """The key of the next value; the first of two that are the same is the one that counts."""
        parent = self._open[-1][0]
        self.skip_key()
        if not key and not quoted:
            self.complain(refusals.empty_key(place))
        elif key == "<<" and not quoted:
            self.sound = False
            self.complain(refusals.merge_key(place))
        elif parent is not None and parent.keys is not None:
            first = parent.keys.setdefault(key, place)
            if first is place:
                self._key = key
                return
            self.complain(refusals.repeated_key(place, key, first))

    def skip_key(self) -> None:
        """What stands for a key is none: the value after it is read and dropped."""
        self.awaits_key, self._key = False, None

    def hang(self, node: Node) -> None:
        """Hang a value into the container that is open."""
        parent = self._open[-1][0]
        held: Any = parent.value if parent else None
        parts: Any = parent.parts if parent else None
        if held is None:
            self.root = node
        elif parts.__class__ is list:
            held.append(node.value)
            parts.append(node)
        else:
            if self._key is not None:
                held[self._key] = node.value
                parts[self._key] = node
            self.awaits_key = True
        self._values += 1
        if self._values > limits.MOST_VALUES:
            message = f"the file holds more than {limits.MOST_VALUES:,} values; reading stopped here"
            self.stop(Problem(node.place, "yaml-nodes", message, "split it into several files"))

    def open(self, node: Node) -> None:
        """A list or mapping begins: hang it, and every value until `close` into it."""
        if len(self._open) > limits.MOST_DEPTH:
            message = f"this is nested more than {limits.MOST_DEPTH} deep"
            self.stop(Problem(node.place, "yaml-depth", message, "flatten it; is a bracket left open?"))
        elif self.awaits_key:
            self.sound = False
            self.skip_key()
            self.complain(refusals.container_as_key(node.place))
        else:
            self.hang(node)
        self._open.append((node, self.awaits_key))
        self.awaits_key = node.keys is not None

    def close(self) -> None:
        """The list or mapping opened last ends."""
        self.awaits_key = self._open.pop()[1]
