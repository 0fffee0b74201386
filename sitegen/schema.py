"""JSON Schemas for every YAML file of a site, by which editors complete, explain and check what is typed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from .kinds import KINDS, STATEMENTS, THINGS
from .kinds.article import Article
from .kinds.site import Site
from .library import Library
from .records import ID_PATTERN, LONGEST_ID, NOTHING, WHAT_AN_ID_IS, Kind, Record, Schema, schema_of
from .source import read_tree

FOLDER = ".sitegen/schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = {"pattern": ID_PATTERN, "patternErrorMessage": WHAT_AN_ID_IS, "maxLength": LONGEST_ID}


def schemas(library: Library) -> dict[str, bytes]:
    """Every schema by its path in the project. The ids that the library has are offered where one is asked for."""
    ids = {kind: tuple(sorted(things)) for kind, things in library.things.items()}
    ids["article"] = tuple(sorted(library.documents))
    made = {"site": _site(ids), "annotations": _annotations(ids)}
    made |= {kind.shelf: _shelf(kind, ids) for kind in THINGS.values()}
    return {f"{FOLDER}/{name}.json": _written(schema) for name, schema in made.items()}


def associations() -> dict[str, list[str]]:
    """Which files each schema is for, as patterns, in the form of the setting `yaml.schemas`."""
    found = {
        "site": ["content/site.yaml"],
        "annotations": [f"content/annotations/**/*.{end}" for end in ("yaml", "yml")],
    }
    for kind in THINGS.values():
        shelf = f"content/{kind.shelf}"
        found[kind.shelf] = [f"{shelf}{rest}.{end}" for end in ("yaml", "yml") for rest in ("", "/**/*")]
    return {f"{FOLDER}/{name}.json": patterns for name, patterns in found.items()}


def _each_ending(*stems: str) -> list[str]:
    return [f"{stem}.{ending}" for stem in stems for ending in ("yaml", "yml")]


def _written(schema: Schema) -> bytes:
    return (json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=1) + "\n").encode()


def _site(ids: Mapping[str, Sequence[str]]) -> Schema:
    kind = next(kind for kind in KINDS if kind.record is Site)
    return _of_one(kind, schema_of([Site], ids))


def _of_one(kind: Kind, definitions: dict[str, Schema]) -> Schema:
    """A file that is one record."""
    whole = definitions.pop(kind.record.__name__)
    return {
        "title": kind.name,
        **whole,
        "description": kind.summary,
        "examples": [_example(kind)],
        "$defs": definitions,
    }


def _annotations(ids: Mapping[str, Sequence[str]]) -> Schema:
    """A file about one article: the article's own keys, and the list of statements."""
    article = next(kind for kind in KINDS if kind.record is Article)
    definitions = schema_of([Article, *(kind.record for kind in STATEMENTS.values())], ids)
    for kind in STATEMENTS.values():
        _explain(definitions, kind)
    whole = _of_one(article, definitions)
    entry = {"anyOf": [_ref(kind.record) for kind in STATEMENTS.values()]}
    whole["properties"]["statements"] = {
        "description": "What the article says, entry by entry; the first key of each names its kind.",
        "anyOf": [{"type": "array", "items": entry}, NOTHING],
    }
    return whole


def _shelf(kind: Kind, ids: Mapping[str, Sequence[str]]) -> Schema:
    """A file of things of one kind, each under its id."""
    definitions = schema_of([kind.record], ids)
    _explain(definitions, kind)
    return {
        "title": kind.shelf,
        "description": f"{kind.summary} Each is written under its id: small letters, digits and hyphens.",
        "type": "object",
        "propertyNames": _ID,
        "additionalProperties": _ref(kind.record),
        "$defs": definitions,
    }


def _explain(definitions: dict[str, Schema], kind: Kind) -> None:
    definitions[kind.record.__name__] |= _told(kind)


def _told(kind: Kind) -> Schema:
    return {"title": kind.name, "description": kind.summary, "examples": [_example(kind)]}


def _ref(record: type[Record]) -> Schema:
    return {"$ref": f"#/$defs/{record.__name__}"}


def _example(kind: Kind) -> object:
    """The kind's own example as a value: the one entry of a thing, the first of a list of statements, or the whole."""
    tree, _ = read_tree(kind.example, "")
    value = _typed(tree.value if tree else None)
    if isinstance(value, list):
        return value[0]
    return next(iter(value.values())) if isinstance(value, dict) and kind.family == "thing" else value


def _typed(value: object) -> object:
    """A value as an editor reads it: for us every scalar is text until a field says otherwise."""
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner) for inner in value]
    return value == "true" if value in ("true", "false") else value
