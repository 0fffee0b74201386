"""A new file for one record, with every key explained and its own example to go by."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from .kinds import STATEMENTS
from .records import Field, Kind, fields_of
from .scaffold import scalar

_WIDTH = 100
# Where the example of a kind has this, the names of the kind are labels of ours, and so is a new one.
_LABEL = "unlinked: true"
_CHUNK = re.compile(r"^(\w+):.*(?:\n[ -].*)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Blank:
    """The text of a new file, and the keys in it that a person has to fill in before the site can be built."""

    text: str
    open: tuple[str, ...]


def blank_thing(kind: Kind, thing_id: str, called: str = "") -> Blank:
    """A file with one thing. It is `called` as its author says, or its name is made from the id; what only its author
    can know is left open."""
    example = {chunk[1]: chunk[0] for chunk in _CHUNK.finditer(textwrap.dedent(kind.example.partition("\n")[2]))}
    fields = sorted(fields_of(kind.record), key=lambda field: not field.required)
    open_keys = tuple(field.key for field in fields if field.required and _is_open(field))
    lines = [*_head(kind), f"{thing_id}:"]
    for field in fields:
        chunk = example.get(field.key, "")
        name = (called or _named(thing_id, chunk)) if field.key == "name" else ""
        lines += ["", *(f"  {line}" for line in _entry(field, f"name: {scalar(name)}" if name else chunk, bool(name)))]
    return Blank("\n".join(lines).replace(f"{thing_id}:\n\n", f"{thing_id}:\n", 1) + "\n", open_keys)


def blank_article(kind: Kind) -> Blank:
    """A file about one article. Nothing has to be known about one, so every key waits behind a `#`."""
    example = {chunk[1]: chunk[0] for chunk in _CHUNK.finditer(kind.example)}
    lines = _head(kind)
    for field in fields_of(kind.record):
        lines += ["", *_entry(field, example.get(field.key, ""), False)]
    says = (
        "What the article says, entry by entry. The first key of an entry names its kind and holds the exact words of "
    )
    says += f"the article. The kinds are: {', '.join(STATEMENTS)}. For example:"
    lines += ["", *_comment(says), "statements:"]
    lines += [f"#  {line}" for line in STATEMENTS["quote"].example.splitlines()]
    return Blank("\n".join(lines) + "\n", ())


def _head(kind: Kind) -> list[str]:
    says = "A key with # before it is left out: take the # away to use it, and put your own words in the place of the "
    return [*_comment(kind.summary), *_comment(f"{says}example's.")]


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _commented(text: str) -> list[str]:
    return [f"#{line}" for line in text.splitlines()]


def _entry(field: Field, chunk: str, settled: bool) -> Iterator[str]:
    """What is said about a key, and the key itself: in use where the file needs it, behind a `#` elsewhere."""
    yield from _comment(_said(field))
    if (field.required and (settled or not _is_open(field))) or chunk == _LABEL:
        yield chunk
    elif not field.required:
        yield from _commented(chunk or _bare(field))
    else:
        # What stands in the example is true of nobody here: it is shown, and the place is left open.
        yield "# Needed. For example:"
        yield from _commented(chunk)
        yield f"{field.key}:"


def _said(field: Field) -> str:
    choice = f" {field.form[0].upper()}{field.form[1:]}." if field.form.startswith(("one of: ", "the id of ")) else ""
    return field.description + (choice if choice.strip(" .").lower() != field.description.strip(" .").lower() else "")


def _is_open(field: Field) -> bool:
    """Whether only the author can know the value: everything that is not the name or one of a few choices."""
    return field.key != "name" and not field.form.startswith("one of: ")


def _bare(field: Field) -> str:
    if field.form == "true or false":
        return f"{field.key}: true"
    if not field.fields:
        return f"{field.key}: []" if field.form.startswith("a list") else f"{field.key}:"
    inner = [f"{one.key}:" for one in field.fields]
    if field.form.startswith("a list"):
        inner = [f"- {inner[0]}", *(f"  {line}" for line in inner[1:])]
    return "\n".join([f"{field.key}:", *(f"  {line}" for line in inner)])


def _named(thing_id: str, chunk: str) -> str:
    """A name from the id, with capitals where names of this kind have them."""
    words = thing_id.replace("-", " ")
    example = chunk.partition(":")[2].strip()
    if example.istitle():
        return words.title()
    return words if example.islower() else words[:1].upper() + words[1:]
