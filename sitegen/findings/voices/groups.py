"""Groups that grow together: what is joined to the same thing is in one group."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Disjoint groups of things. What was never joined is a group by itself."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def head(self, thing: T) -> T:
        """The thing that stands for its whole group."""
        head = thing
        while (above := self._above.get(head, head)) != head:
            head = above
        while thing != head:
            self._above[thing], thing = head, self._above[thing]
        return head

    def join(self, things: Iterable[T]) -> None:
        """Makes one group of things and all that is joined to them already."""
        heads = [self.head(thing) for thing in things]
        for head in heads[1:]:
            self._above[self.head(head)] = self.head(heads[0])
