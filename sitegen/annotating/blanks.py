"""The keys of an entry that a person can fill in, with what there is to choose from: told from the kind's record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..kinds.commitment import Commitment
from ..kinds.event import Event
from ..kinds.issue import Issue
from ..kinds.term import Term
from ..library import Library
from ..records import Kind, Schema, schema_of

# What the panel itself fills in, or what stands for a thought that nobody has while selecting.
_NOT_ASKED = ("id", "prefix", "suffix", "note")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, with the name it goes by and what it comes to."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """One key: what it is for, whether the entry needs it, and what can be chosen; without choices any text can be
    written. `many`: several can be named."""

    key: str
    about: str
    required: bool
    choices: tuple[Choice, ...] = ()
    many: bool = False


def blanks_of(kind: Kind, library: Library, values: Mapping[str, str]) -> list[Blank]:
    """The keys of a kind in their own order; what some offer depends on the `values` of others."""
    ids = {name: tuple(sorted(things)) for name, things in library.things.items()}
    ids["article"] = tuple(sorted(library.documents))
    definitions = schema_of([kind.record], ids)
    whole = definitions[kind.record.__name__]
    return [
        _blank(key, schema, key in whole.get("required", ()), definitions, library, values, kind.name)
        for key, schema in whole["properties"].items()
        if key not in (*_NOT_ASKED, kind.name)
    ]


def _blank(
    key: str,
    schema: Schema,
    required: bool,
    definitions: Mapping[str, Schema],
    library: Library,
    values: Mapping[str, str],
    kind: str,
) -> Blank:
    about = str(schema.get("description", ""))
    inner = next((one for one in schema.get("anyOf", ()) if "not" not in one), schema)
    many = inner.get("type") == "array"
    inner = inner["items"] if many else inner
    special = _depending(kind, key, library, values)
    choices = special if special is not None else tuple(_choices(inner, definitions, library))
    return Blank(key, about or str(inner.get("description", "")), required, choices, many)


def _choices(schema: Schema, definitions: Mapping[str, Schema], library: Library) -> Iterator[Choice]:
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix("#/$defs/")
        kinds = tuple(kind for kind in library.things if f"-{kind}" in name)
        for one in definitions[name].get("examples", ()):
            yield from (_named(library, one, kinds))
    elif "enum" in schema:
        yield from (Choice(str(value)) for value in schema["enum"])
    elif schema.get("type") == "boolean":
        yield Choice("true", "yes")


def _named(library: Library, reference: str, kinds: tuple[str, ...]) -> Iterator[Choice]:
    """A choice for each thing of an id; where things of two kinds share it, with the kind before it."""
    found = library.candidates(reference, kinds)
    for thing in found:
        value = reference if len(library.candidates(reference, kinds)) == 1 else f"{thing.kind}:{reference}"
        yield Choice(value, thing.name if len(kinds) == 1 else f"{thing.name} ({thing.kind})")


def _depending(kind: str, key: str, library: Library, values: Mapping[str, str]) -> tuple[Choice, ...] | None:
    """The choices that depend on what else there is; None where the form of the value says them all."""
    if (kind, key) == ("stance", "position"):
        issue = library.thing(values.get("issue", ""), ("issue",))
        return tuple(Choice(one.id, one.name) for one in issue.positions) if isinstance(issue, Issue) else ()
    if (kind, key) == ("account", "of"):
        return tuple(Choice(_reference(library, one), one.name) for one in _asked(library))
    if (kind, key) == ("account", "question"):
        thing = library.thing(values.get("of", ""))
        return tuple(Choice(one.id, one.question) for one in thing.questions) if isinstance(thing, Event | Term) else ()
    if (kind, key) == ("followup", "of"):
        return tuple(Choice(f"{one.article}/{one.id}", one.what) for one in library.statements_of(Commitment))
    return None


def _asked(library: Library) -> Sequence[Event | Term]:
    """Everything on which accounts can be laid side by side."""
    return [one for one in library.every_thing() if isinstance(one, Event | Term) and one.questions]


def _reference(library: Library, thing: Event | Term) -> str:
    return thing.id if len(library.candidates(thing.id)) == 1 else f"{thing.kind}:{thing.id}"
