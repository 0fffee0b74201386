"""Small mistakes made in a program one at a time: a check dropped or turned round, a bound off by one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_TURNED = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
_Spot = tuple[ast.AST, str, str]


@dataclass(frozen=True)
class Mistake:
    """One change of a source text: the line, what stood there, what it became, and the whole text with it."""

    line: int
    was: str
    became: str
    source: str

    def __str__(self) -> str:
        return f"{self.line}: {self.was} → {self.became}"


def mistakes(source: str) -> Iterator[Mistake]:
    """Every mistake that is made in a source text, from its beginning to its end."""
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    raw = source.encode()
    for node, what, became in sorted(_spots(ast.parse(source), source), key=lambda spot: spot[0].lineno):  # type: ignore[attr-defined]
        begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        changed = (raw[:begin] + became.encode() + raw[end:]).decode()
        try:
            compile(changed, "changed", "exec")
        except SyntaxError:
            continue
        yield Mistake(node.lineno, " ".join(what.split()), became, changed)  # type: ignore[attr-defined]


def _spots(tree: ast.AST, source: str) -> Iterator[_Spot]:
    said = {id(part) for node in ast.walk(tree) for part in _left_alone(node)}
    for node in ast.walk(tree):
        if id(node) not in said:
            text = ast.get_source_segment(source, node) if isinstance(node, ast.expr | ast.stmt) else None
            yield from ((node, text, became) for became in _changes(node, source) if text)
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            test = ast.get_source_segment(source, node.test) or ""
            yield node.test, test, f"(not ({test}))"
        if isinstance(node, ast.comprehension):
            yield from ((test, ast.get_source_segment(source, test) or "", "True") for test in node.ifs)


def _left_alone(node: ast.AST) -> Iterator[ast.AST]:
    """What says nothing of what a program does: annotations, settings of classes, texts that stand by themselves."""
    for decorator in getattr(node, "decorator_list", []):
        yield from ast.walk(decorator)
    annotations = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    for part in filter(None, annotations):
        yield from ast.walk(part)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node


def _changes(node: ast.AST, source: str) -> Iterator[str]:
    """What may stand in the place of a piece of a program by mistake."""
    match node:
        case ast.BoolOp(op=op, values=values):
            word = " and " if isinstance(op, ast.And) else " or "
            parts = [f"({ast.get_source_segment(source, value)})" for value in values]
            for left_out in range(len(parts)):
                yield word.join(part for number, part in enumerate(parts) if number != left_out)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            sides = (ast.get_source_segment(source, side) for side in (left, right))
            yield f" {_TURNED[type(op)]} ".join(f"({side})" for side in sides)
        case ast.Constant(value=bool(value)):
            yield str(not value)
        case ast.Constant(value=int(value)):
            yield str(value + 1)
        case ast.Raise() | ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield "pass"
        case ast.Return(value=ast.Call() | ast.Compare() | ast.BoolOp()):
            yield "return None"
