"""What is found out about one article, each fact with how it is known, and what stays unclear."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Final

from ..findings.citations import is_external
from ..kinds.article import Article
from ..records import read
from ..source import read_tree
from ..source.decoding import CONTROL

_LONGEST: Final = 500
# What YAML, or an editor, may take for the end of a line or for nothing at all.
_STEERING: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_LANGUAGE: Final = re.compile("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}")
_BREAKS: Final = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+ *")


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of an article and how its value is known."""

    field: str
    value: str
    how: str


@dataclass(slots=True)
class Facts:
    """What is known so far: one value a field, the first that is readable, and remarks on what is unclear."""

    known: list[Fact] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    # Fields that the file itself gives in a way the site reads.
    held: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> str | None:
        return next((fact.value for fact in self.known if fact.field == name), None)

    def state(self, name: str, value: str, how: str) -> bool:
        """Take a fact, or say why it cannot be one; whether it was taken. A field that is known stays as it is."""
        if name in self.held or self[name] is not None:
            return False
        if slip := _slip(name, value):
            self.unclear.append(f"{name}: “{shortened(value)}” ({how}) cannot be used: {slip}")
            return False
        self.known.append(Fact(name, value, how))
        return True

    def doubt(self, remark: str) -> None:
        """Say what is not clear."""
        self.unclear.append(remark)


def _slip(name: str, value: str) -> str:
    """Why a value cannot stand in its field; nothing where it can."""
    if len(value) > _LONGEST:
        return f"it has more than {_LONGEST} characters"
    if "{{" in value or "{%" in value:
        return "it is part of a template"
    if name == "url" and not is_external(value):
        return "it is not a whole web address"
    if name == "language" and not _LANGUAGE.fullmatch(value):
        return "it is not the tag of a language, as en or pt-BR"
    tree, problems = read_tree(line_of(name, value), "")
    if tree is None or problems:
        return problems[0].message if problems else "it is empty"
    _, slips = read(Article, tree)
    return slips[0].message if slips else ""


def line_of(name: str, value: str) -> str:
    """A line of YAML that gives a field its value."""
    return f"{name}: {value if _is_plain(value) else quoted(value)}"


def _is_plain(value: str) -> bool:
    if re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}|[1-9][0-9]*|true", value):
        return True
    words = re.fullmatch(r"[A-Za-z][A-Za-z0-9 ,.'()/_-]*[A-Za-z0-9.)/]", value)
    return bool(words) and value.lower() not in ("null", "true", "false", "yes", "no", "on", "off")


def quoted(value: str) -> str:
    """A value in quotation marks, exactly as it is but for characters that steer what reads them."""
    whole = json.dumps(value, ensure_ascii=False)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", whole)


def cleaned(value: str) -> str:
    """A value of a foreign file as one line: no control characters, no line ends; spaces of any width stay."""
    return CONTROL.sub("", _BREAKS.sub(" ", value)).replace("\ufeff", "").strip()


def shortened(value: str) -> str:
    """A value as it is told in a comment or message: one line, and not too long."""
    line = " ".join(CONTROL.sub(" ", _STEERING.sub(" ", value)).split())
    return line if len(line) <= 80 else line[:79] + "…"
