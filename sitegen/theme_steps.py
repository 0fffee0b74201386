"""How far a template may go: loops and calls of one page take bounded steps, and nothing in it is by chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import jinja2
from jinja2 import nodes

from .interface import printed
from .theme_code import Code, Context, say_beforehand

MOST_STEPS: Final = 1_000_000
# Steps of a loop over what is there already. A call takes so much longer than one, and so does what filters bring one
# by one.
_CALL: Final = 7
_BROUGHT: Final = 2


class TooManySteps(Exception):
    """The loops and calls of a page go on for longer than any page needs."""

    def __init__(self) -> None:
        super().__init__(f"the loops and calls of one page take more than {MOST_STEPS:,} steps")


class BoundedEnvironment(jinja2.Environment):
    """Templates whose loops are counted, page by page, and all that can call itself: macros, blocks, templates that are
    included. They have nothing that gives another result each time."""

    code_generator_class = Code
    context_class = Context
    printed = staticmethod(printed)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._left = MOST_STEPS
        self._at_hand: dict[str, jinja2.Template] = {}
        self.filters["steps"], self.filters["step"] = self._counted, self._one
        del self.filters["random"], self.globals["lipsum"]
        self.globals["range"] = self._range

    def begin_page(self) -> None:
        """The next page may take all the steps again."""
        self._left = MOST_STEPS

    def get_template(self, name: str | jinja2.Template, *rest: Any, **more: Any) -> jinja2.Template:
        """A template by its name. It is looked for once, since no file of a theme changes under a build."""
        if not isinstance(name, str):
            return name
        if name not in self._at_hand:
            self._at_hand[name] = super().get_template(name, *rest, **more)
        return self._at_hand[name]

    def compile(self, source: str | nodes.Template, name: str | None = None, *rest: Any, **more: Any) -> Any:
        """A template with every loop and every call counted."""
        if isinstance(source, str):
            filename = rest[0] if rest else more.get("filename")
            source = self.parse(source, name, filename)
        say_beforehand(source, self)
        for loop in source.find_all(nodes.For):
            counted = nodes.Filter(loop.iter, "steps", [], [], None, None, lineno=loop.iter.lineno)
            loop.iter = counted.set_environment(self)
        for part in _called(source):
            step = nodes.Filter(nodes.Const(None), "step", [], [], None, None)
            part.body.insert(0, nodes.ExprStmt(step).set_lineno(part.lineno or 1).set_environment(self))
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

    @property
    def _one(self) -> Any:
        @jinja2.pass_context
        def one(_context: object, _nothing: None) -> None:
            self._left -= _CALL
            if self._left < 0:
                raise TooManySteps

        return one

    def _one_by_one(self, things: Iterable[Any]) -> Iterator[Any]:
        for thing in things:
            self._spend(_BROUGHT)
            yield thing


def _called(source: nodes.Template) -> Iterator[Any]:
    """The parts of a template that can be called from within themselves, the whole of it first."""
    yield source
    yield from source.find_all((nodes.Macro, nodes.CallBlock, nodes.Block))
    yield from (loop for loop in source.find_all(nodes.For) if loop.recursive)
