"""The front matter that other programs put before a text: where it ends, and what it says."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..source import front_matter, read_tree

# A value is text, a list or a mapping of values, or None.
Value = Any
_MOST: Final = 256 * 1024
_DEEPEST: Final = 12
_TOML: Final = re.compile(r"\+\+\+[ \t]*\n(?P<inside>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NAMED: Final = re.compile(
    r"---[ \t]*(?P<dialect>json|toml|yaml|yml)[ \t]*\n(?P<inside>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEY_FIRST: Final = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[A-Za-z_][\w .:-]{0,40}:(?:\s|\Z)")
_HEADER_LINE: Final = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,30}?)[ \t]*:(?:[ \t]+(?P<value>.*))?")
_HEADER_KEYS: Final = {
    "author", "authors", "category", "copyright", "creator", "date", "email", "keywords", "lang", "language",
    "modified", "publisher", "slug", "source", "status", "subtitle", "summary", "tags", "template", "translation",
    "url",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Front:
    """Front matter: its dialect as it is said, what it holds, how many lines it takes, and, where it cannot be read,
    why; it then holds nothing."""

    dialect: str
    values: Mapping[str, Value]
    lines: int
    slip: str = ""


def read_front(text: str) -> Front | None:
    """The front matter that a text opens with, in any of the usual dialects; None where there is none."""
    blank = re.match(r"(?:[ \t]*\n)*", text)
    start = blank.end() if blank else 0
    head = text[start:]
    above = text.count("\n", 0, start)
    for read in (_named, _yaml, _toml, _json, _header):
        if front := read(head):
            return Front(front.dialect, front.values, front.lines + above, front.slip)
    return None


def _lines(head: str) -> int:
    return head.count("\n") + (not head.endswith("\n"))


def _named(text: str) -> Front | None:
    """`---json` and its like."""
    found = _NAMED.match(text)
    if not found:
        return None
    read: dict[str, Callable[[str], Mapping[str, Value] | str]] = {"json": _json_values, "toml": _toml_values}
    dialect = found["dialect"]
    return _front(dialect.upper(), read.get(dialect, _yaml_values)(found["inside"]), _lines(found[0]))


def _front(dialect: str, read: Mapping[str, Value] | str, lines: int) -> Front:
    return Front(dialect, {}, lines, read) if isinstance(read, str) else Front(dialect, read, lines)


def _yaml(text: str) -> Front | None:
    inside, _, lines = front_matter(text)
    if inside is None:
        return None
    read = _yaml_values(inside)
    # A line of hyphens may as well divide one part of a text from the next.
    if isinstance(read, str) and not _KEY_FIRST.match(inside):
        return None
    return _front("YAML", read, lines)


def _yaml_values(inside: str) -> Mapping[str, Value] | str:
    """What the YAML says, or why it cannot be read. Of a key set twice the first value counts, as everywhere here."""
    if len(inside) > _MOST:
        return "it is too long"
    if not re.sub(r"^\s*#.*$", "", inside, flags=re.MULTILINE).strip():
        return {}
    tree, problems = read_tree(inside, "", first_line=2)
    wrong = [problem for problem in problems if problem.severity == "error" and problem.code != "yaml-duplicate-key"]
    if wrong:
        return f"line {wrong[0].place.line}: {wrong[0].message}"
    return tree.value if tree is not None and isinstance(tree.value, dict) else "it holds no keys"


def _toml(text: str) -> Front | None:
    found = _TOML.match(text)
    return _front("TOML", _toml_values(found["inside"]), _lines(found[0])) if found else None


def _toml_values(inside: str) -> Mapping[str, Value] | str:
    if len(inside) > _MOST:
        return "it is too long"
    try:
        return _plain_keys(tomllib.loads(inside))
    except ValueError as failure:
        return str(failure)
    except RecursionError:
        return "it is nested too deep"


def _json(text: str) -> Front | None:
    if not re.match(r"\{\s*(?:\"|\})", text):
        return None
    try:
        _, end = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode(text[:_MOST])
    except (ValueError, RecursionError):
        return None
    rest = re.compile(r"[ \t]*(?:\n|\Z)").match(text, end)
    return _front("JSON", _json_values(text[:end]), _lines(text[: rest.end()])) if rest else None


def _json_values(inside: str) -> Mapping[str, Value] | str:
    if len(inside) > _MOST:
        return "it is too long"
    try:
        read = json.loads(inside, parse_int=str, parse_float=str)
    except ValueError as failure:
        return str(failure)
    except RecursionError:
        return "it is nested too deep"
    return _plain_keys(read) if isinstance(read, dict) else "it holds no keys"


def _plain_keys(values: Mapping[str, Any]) -> Mapping[str, Value]:
    return {str(key): _plain(value) for key, value in values.items()}


def _plain(value: Any, depth: int = 0) -> Value:
    """A value of TOML or JSON as YAML's are: every scalar a text."""
    if depth > _DEEPEST or value is None:
        return None
    if isinstance(value, dict):
        return {str(key): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, depth + 1) for inner in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _header(text: str) -> Front | None:
    """`Key: value` lines up to the first blank one. Running text may begin so too: a title is asked for, all lines
    must fit, and one more key must be a usual one or nothing else be there."""
    head, blank, _ = text[:_MOST].partition("\n\n")
    values: dict[str, Value] = {}
    last = ""
    for line in head.split("\n"):
        found = _HEADER_LINE.fullmatch(line)
        if found:
            last = found["key"].lower()
            values.setdefault(last, (found["value"] or "").strip() or None)
        elif last and line[:1] in (" ", "\t"):
            values[last] = f"{values[last] or ''} {line.strip()}".strip()
        else:
            return None
    usual = _HEADER_KEYS & set(values)
    if not blank or "title" not in values or not (usual or len(values) == 1):
        return None
    return Front("key: value lines", values, _lines(head) + 1)
