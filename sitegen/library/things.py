"""All things by kind and id, and what a reference means among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..kinds import THINGS
from ..records import Thing
from .once import Once


class Things(dict[str, Mapping[str, Thing]]):
    """All things by kind and id. As long as none of them is another, a preview has this very object at every save;
    what follows from it is worked out `once`."""

    def __init__(self, of_kinds: Mapping[str, Mapping[str, Thing]]) -> None:
        super().__init__(of_kinds)
        self.once = Once()
        self._meant: dict[tuple[str, tuple[str, ...]], tuple[Thing, ...]] = {}

    def meant(self, reference: str, kinds: tuple[str, ...] = ()) -> tuple[Thing, ...]:
        """The things a reference may mean: an id, or `kind:id`, among `kinds` (none named: all)."""
        key = (reference, kinds)
        found = self._meant.get(key)
        if found is None:
            found = self._meant[key] = tuple(self._looked_up(reference, kinds))
        return found

    def one(self, reference: str, kinds: tuple[str, ...] = ()) -> Thing | None:
        """The one thing a reference means, or None where it means none or several."""
        found = self.meant(reference, kinds)
        return found[0] if len(found) == 1 else None

    def _looked_up(self, reference: str, kinds: tuple[str, ...]) -> Iterator[Thing]:
        kind, colon, name = reference.partition(":")
        if not colon:
            yield from (self[kind][reference] for kind in kinds or THINGS if reference in self.get(kind, ()))
        elif (not kinds or kind in kinds) and name in self.get(kind, ()):
            yield self[kind][name]
