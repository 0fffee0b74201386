"""How far a template may go: the loops of one page take a bounded number of steps, and nothing in it is by chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import jinja2
from jinja2 import nodes

MOST_STEPS: Final = 1_000_000


class TooManySteps(Exception):
    """The loops of a page go on for longer than any page needs."""

    def __init__(self) -> None:
        super().__init__(f"the loops of one page take more than {MOST_STEPS:,} steps")


class BoundedEnvironment(jinja2.Environment):
    """Templates whose loops are counted, page by page. They have nothing that gives another result each time."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._left = MOST_STEPS
        self.filters["steps"] = self._counted
        del self.filters["random"], self.globals["lipsum"]
        self.globals["range"] = self._range

    def begin_page(self) -> None:
        """The next page may take all the steps again."""
        self._left = MOST_STEPS

    def compile(self, source: str | nodes.Template, name: str | None = None, *rest: Any, **more: Any) -> Any:
        """A template with every loop counted."""
        if isinstance(source, str):
            filename = rest[0] if rest else more.get("filename")
            source = self.parse(source, name, filename)
        for loop in source.find_all(nodes.For):
            counted = nodes.Filter(loop.iter, "steps", [], [], None, None, lineno=loop.iter.lineno)
            loop.iter = counted.set_environment(self)
        return super().compile(source, name, *rest, **more)

    def _spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise TooManySteps

    def _range(self, *bounds: int) -> range:
        steps = range(*bounds)
        # One that is counted in no number of the machine is longer than any.
        if steps[MOST_STEPS : MOST_STEPS + 1]:
            raise TooManySteps
        return steps

    @property
    def _counted(self) -> Any:
        # A filter that asks for the context is never worked out while a template is compiled.
        @jinja2.pass_context
        def counted(_context: object, things: Iterable[Any]) -> Iterable[Any]:
            try:
                known = len(things)  # type: ignore[arg-type]
            except TypeError:
                return self._one_by_one(things)
            self._spend(known)
            return things

        return counted

    def _one_by_one(self, things: Iterable[Any]) -> Iterator[Any]:
        for thing in things:
            self._spend(1)
            yield thing
