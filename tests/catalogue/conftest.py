"""A briefing in which every place that an author can write in holds the same words, whatever they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from msgspec import inspect

from sitegen.kinds import KINDS, STATEMENTS, THINGS
from sitegen.records.types import SOME_TEXT

STARTER = Path(__file__).parent.parent.parent / "sitegen/starter/content"
# Of the texts that a person may write, these are not free: they are looked up elsewhere, stand in the article, or
# exclude what the starter has beside them.
NOT_WORDS = {"language", "sha256", "side", "domain", "number", "of", "nothing", "open", "expression"}
NO_NAMES = {"measure.names", "measure.weak"}


class _Dumper(yaml.SafeDumper):
    """Writes texts as the starter has them: what reads as a number or a truth stays plain."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = re.fullmatch(r"true|false|-?\d+(\.\d+)?", text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(str, _text)


def _dumped(tree: Any) -> str:
    lines = yaml.dump(tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    return re.sub(r"^(\s*(?:- )?[\w-]+: )'(true|false|-?\d+(?:\.\d+)?)'$", r"\1\2", lines, flags=re.MULTILINE)


def _bare(kind: inspect.Type) -> tuple[inspect.Type, str, dict[str, Any]]:
    """A type without its descriptions, the pattern that its text must match, and what it says of its role."""
    pattern, extra = "", {}
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        if isinstance(kind, inspect.Metadata):
            extra = extra or dict(kind.extra or {})
            kind = kind.type
        else:
            kind = next(member for member in kind.types if not isinstance(member, inspect.NoneType))
    if isinstance(kind, inspect.StrType):
        pattern = kind.pattern or ""
    return kind, pattern, extra


class Filling:
    """Puts words into every field of a record: `line` into lines, `prose` before what prose there says."""

    def __init__(self, line: str, prose: str, remark: str) -> None:
        self.line, self.prose, self.remark = line, prose, remark
        self.places: set[str] = set()
        self.names = 0

    def fill(self, cls: type[msgspec.Struct], entry: dict[str, Any], at: str) -> None:
        struct = inspect.type_info(cls)
        assert isinstance(struct, inspect.StructType)
        self._struct(struct, entry, at)

    def _struct(self, struct: inspect.StructType, entry: dict[str, Any], at: str) -> None:
        for field in struct.fields:
            key = field.encode_name
            if key.startswith("(") or key in NOT_WORDS or f"{at}.{key}" in NO_NAMES:
                continue
            found = self._value(field.type, entry.get(key), f"{at}.{key}")
            if found is not None:
                entry[key] = found

    def _value(self, kind: inspect.Type, value: Any, at: str) -> Any:
        bare, pattern, extra = _bare(kind)
        if isinstance(bare, inspect.StrType) and extra.get("role") == "prose":
            self.places.add(at)
            words = self.remark if extra.get("uncited") else self.prose
            return words if value is None else f"{value}\n\n{words}"
        if isinstance(bare, inspect.StrType) and pattern == SOME_TEXT and not at.endswith(("prefix", "suffix")):
            self.places.add(at)
            return self.line if value is None else f"{value} {self.line}"
        if isinstance(bare, inspect.StructType) and isinstance(value, dict):
            self._struct(bare, value, at)
        if isinstance(bare, inspect.VarTupleType):
            inner, pattern, extra = _bare(bare.item_type)
            if isinstance(value, list):
                return [self._value(bare.item_type, one, f"{at}[]") or one for one in value]
            if isinstance(inner, inspect.StrType) and pattern == SOME_TEXT:
                self.places.add(f"{at}[]")
                # No two things may share a name.
                self.names += 1
                return [f"{at} {self.names} {self.line}"]
        return value


def filled(line: str, prose: str, remark: str, article: str) -> tuple[dict[str, str], set[str]]:
    """The starter's files with words in every place, and those places; the articles end with words of their own."""
    filling = Filling(line, prose, remark)
    files: dict[str, str] = {}
    for path in sorted(STARTER.rglob("*")):
        name = path.relative_to(STARTER).as_posix()
        if path.suffix == ".yaml":
            tree = yaml.load(path.read_text(), Loader=yaml.BaseLoader)
            _fill_file(filling, name, tree)
            files[name] = _dumped(tree)
        elif path.is_file():
            # A page of one's own is prose, and says no more than prose may.
            files[name] = f"{path.read_text()}\n{remark if name.startswith('pages/') else article}\n"
    return files, filling.places


def _fill_file(filling: Filling, name: str, tree: dict[str, Any]) -> None:
    kinds = {kind.shelf: kind for kind in KINDS}
    if name == "site.yaml":
        filling.fill(kinds["site.yaml"].record, tree, "site")
    elif name.startswith("annotations/"):
        for entry in tree.get("statements", ()):
            kind = STATEMENTS[next(iter(entry))]
            filling.fill(kind.record, entry, kind.name)
        statements = tree.pop("statements", None)
        # What stands in front matter may not be set twice; that file is filled by another.
        if name == "annotations/ferry-talks.yaml":
            filling.fill(kinds["annotations"].record, tree, "article")
        tree |= {"statements": statements} if statements else {}
    else:
        kind = next(kind for kind in THINGS.values() if kind.shelf == name.removesuffix(".yaml"))
        for key, entry in tree.items():
            filling.fill(kind.record, entry, kind.name)
            assert entry is tree[key]


@pytest.fixture(scope="session")
def fill() -> Callable[..., tuple[dict[str, str], set[str]]]:
    return filled
