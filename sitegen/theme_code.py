"""How templates become code: calls and printing by the shortest way, and what is always said, said beforehand."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any, cast

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

# The names under which templates have our messages said.
_SAYING = frozenset({"_", "gettext"})


class Code(CodeGenerator):
    """The code of a template. No function that templates can reach asks for their context, so that none is called with
    it, and what is printed need not remember that it was escaped."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call without the detour by which Jinja finds out whether a context is asked for."""
        self.write("context.call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.printed({finalize.src or ''}")


class Context(jinja2.runtime.Context):
    """What a template knows while it is filled in."""

    call: Any = staticmethod(cast(Any, operator.call))


def say_beforehand(template: nodes.Template, environment: jinja2.Environment) -> None:
    """Puts every message of a template that holds no value in place of its call. Where a template calls something of
    its own by the same name, nothing is said beforehand."""
    if not _SAYING.isdisjoint(_names_of_its_own(template)):
        return
    for output in list(template.find_all(nodes.Output)):
        output.nodes = [_said(node, environment) for node in output.nodes]


def _names_of_its_own(template: nodes.Template) -> Iterator[str]:
    """What a template itself calls anything."""
    for node in template.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        match node:
            case nodes.Name(ctx="load"):
                pass
            case nodes.Name(name=name) | nodes.Macro(name=name) | nodes.Import(target=name):
                yield name
            case nodes.FromImport(names=names):
                yield from (name if isinstance(name, str) else name[1] for name in names)


def _said(node: nodes.Expr, environment: jinja2.Environment) -> nodes.Expr:
    match node:
        case nodes.Call(
            node=nodes.Name(name=name), args=[nodes.Const(value=str(text))], kwargs=[], dyn_args=None, dyn_kwargs=None
        ) if name in _SAYING and name in environment.globals:
            say = cast(Callable[[str], str], environment.globals[name])
            return cast(nodes.Expr, nodes.TemplateData(say(text), lineno=node.lineno).set_environment(environment))
    return node
