"""Says as JSON Schema which keys and values a record accepts, so that editors can complete and check them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from .types import ID_PATTERN, WHAT_AN_ID_IS

Schema = dict[str, Any]

# In YAML a text of digits alone reads as a number to an editor, and is a text all the same.
TEXT = ["string", "number"]
# A key with nothing after it is a key left out. Said so, because an editor offers `null` where that is a type.
NOTHING = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
_SAYS_NOTHING: tuple[object, ...] = (None, (), [], "")
_REFERENCE = f"^([a-z]+:)?{ID_PATTERN.removeprefix('^')}"


def schema_of(records: Iterable[type[msgspec.Struct]], ids: Mapping[str, Sequence[str]]) -> dict[str, Schema]:
    """The definitions of these records and of their parts, by the names of the classes, and one for each kind that
    they refer to. `ids` are those the site has of each kind. They are examples, not the only values: an editor
    completes them, and does not call an id wrong that was written a minute ago."""
    _, found = msgspec.json.schema_components(list(records), ref_template="#/$defs/{name}")
    asked: dict[str, tuple[str, ...]] = {}
    definitions: dict[str, Schema] = {name: _for_editors(schema, asked) for name, schema in found.items()}
    for name, kinds in sorted(asked.items()):
        known = [one for kind in kinds or ids for one in ids.get(kind, ())]
        examples = {"examples": list(dict.fromkeys(known))} if known else {}
        definitions[name] = {"type": TEXT, "pattern": _REFERENCE, "patternErrorMessage": WHAT_AN_ID_IS, **examples}
    return definitions


def _for_editors(schema: Schema, asked: dict[str, tuple[str, ...]]) -> Schema:
    """The schema without names of our own and without defaults that say nothing; ids are noted in `asked`."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "ids")}
    if "default" in kept and kept["default"] in _SAYS_NOTHING:
        del kept["default"]
    if "ids" in schema:
        kinds = tuple(schema["ids"])
        name = f"id of {' or '.join(kinds) or 'any thing'}".replace(" ", "-")
        asked[name] = kinds
        return {key: value for key, value in kept.items() if key != "type"} | {"$ref": f"#/$defs/{name}"}
    if kept.get("type") == "string":
        kept["type"] = TEXT
    if kept.get("type") == "null":
        return dict(NOTHING)
    if "properties" in kept:
        # A key in brackets is how a record keeps what stands outside its own keys.
        written = {key: value for key, value in kept["properties"].items() if not key.startswith("(")}
        kept["properties"] = {key: _for_editors(value, asked) for key, value in written.items()}
    if "items" in kept:
        kept["items"] = _for_editors(kept["items"], asked)
    if "anyOf" in kept:
        kept["anyOf"] = [_for_editors(member, asked) for member in kept["anyOf"]]
        said = next((member["description"] for member in kept["anyOf"] if "description" in member), None)
        kept |= {"description": said} if said and "description" not in kept else {}
    return kept
