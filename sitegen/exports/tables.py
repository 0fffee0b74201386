"""All that was written, as tables: a CSV file for each kind, one JSON file of everything, and what describes both.

What a column holds follows from the type of its field, so that a new kind has its table without a word here. Prose
stands without citations, words as the source prints them, and nothing that a source's rights do not allow."""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import __version__
from ..findings.rights import licensed
from ..kinds import KINDS
from ..kinds.date import Dated
from ..page import address_of, address_of_article
from ..records import Kind, Record, Thing, fields_of, spots
from .export import Export, Given, plain
from .public import Said

FOLDER = "data/"
ALL, SCHEMA, PACKAGE = f"{FOLDER}briefing.json", f"{FOLDER}briefing.schema.json", f"{FOLDER}datapackage.json"
_TYPES = {"true or false": "boolean", "a number": "number", "a whole number": "integer"}
# Context only tells one place from another, and need not be licensed with the words.
_LEFT_OUT = frozenset({"prefix", "suffix", "draft"})

Value = str | int | float | bool | list[str] | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it holds, as JSON names types, and whether a cell holds several."""

    name: str
    type: str
    several: bool
    about: str


def files(given: Given) -> Iterator[Export]:
    """The tables that have a row, and what describes them."""
    tables = {kind.name: (_columns(kind), rows) for kind in KINDS if (rows := list(_rows(given, kind)))}
    for name, (columns, rows) in tables.items():
        yield Export(f"{FOLDER}{name}.csv", _csv(columns, rows))
    site = given.briefing.library.site
    head = {"title": site.title, "scope": site.scope, "language": site.language, "base_url": given.root}
    lines = ",\n".join(f"{json.dumps(name)}: {_lines(rows)}" for name, (_, rows) in tables.items())
    opening = json.dumps({"$schema": "briefing.schema.json", **head}, ensure_ascii=False)[:-1]
    yield Export(ALL, f'{opening}, "tables": {{\n{lines}\n}}}}\n'.encode())
    columns_of = {name: columns for name, (columns, _) in tables.items()}
    yield Export(SCHEMA, _bytes(_schema(columns_of)))
    yield Export(PACKAGE, _bytes(_package(given, columns_of)))


def _bytes(tree: object) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def _lines(rows: list[Row]) -> str:
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]"


# ── columns


@functools.cache
def _columns(kind: Kind) -> tuple[Column, ...]:
    own = [
        Column(field.key, _TYPES.get(field.form, "string"), field.form.startswith("a list"), field.description)
        for field in fields_of(kind.record)
        if field.key not in _LEFT_OUT and field.key != "id"
    ]
    first = [Column("id", "string", False, "Its id."), Column("address", "string", False, "Its permanent link.")]
    if kind.family == "statement":
        first.append(Column("article", "string", False, "The id of its article."))
        first.append(Column("source", "string", False, "The words on the outlet's page, where its address is known."))
    if kind.name == "date":
        own.append(Column("means", "string", False, "The days that the words mean, in EDTF."))
    return (*first, *own)


# ── rows


def _rows(given: Given, kind: Kind) -> Iterator[Row]:
    names = [column.name for column in _columns(kind)]
    for record, said in _records(given, kind):
        cells = _cells(given, record, said)
        yield {name: cells[name] for name in names if cells.get(name) not in (None, "", [])}


def _records(given: Given, kind: Kind) -> Iterator[tuple[Record, Said | None]]:
    library = given.briefing.library
    if kind.family == "thing":
        yield from ((thing, None) for thing in library.all(kind.name).values())
    elif kind.family == "article":
        yield from ((document.article, None) for document in library.documents.values())
    elif kind.family == "statement":
        every = (said for of_article in given.said.values() for said in of_article)
        yield from ((said.statement, said) for said in every if said.statement.kind == kind.name)


def _cells(given: Given, record: Record, said: Said | None) -> Row:
    cells: Row = {"id": record.id, "address": _address(given, record, said)}
    roles: dict[str, list[tuple[str, str]]] = {}
    for spot in spots(record):
        roles.setdefault(str(spot.steps[0]), []).append((spot.role, spot.text))
    keys: Mapping[str, str] = dict(zip(record.__struct_encode_fields__, record.__struct_fields__, strict=True))
    for key, name in keys.items():
        if key not in cells and not key.startswith("(") and key not in _LEFT_OUT:
            cells[key] = _cell(getattr(record, name), roles.get(key, []))
    if said is not None:
        cells |= _of_statement(given, said)
    return cells


def _cell(value: object, roles: list[tuple[str, str]]) -> Value:
    """A value without what only pages may show: of nested parts the ids that they name."""
    if isinstance(value, str):
        role = roles[0][0] if roles else ""
        return None if role == "words" else plain(value) if role == "prose" else value
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return list(value)
    return [text for role, text in roles if role == "ref"]


def _of_statement(given: Given, said: Said) -> Row:
    document, rights = said.document, given.briefing.findings.rights
    cells: Row = {said.statement.kind: said.words, "article": document.id, "source": said.original}
    for key, passage in said.anchor.evidence.items():
        if all(licensed(rights, document, piece) for piece in passage.pieces):
            cells[key] = " … ".join(map(document.text.printed, passage.pieces))
    if isinstance(said.statement, Dated):
        resolved = given.briefing.findings.chronology.of(said.statement)
        cells["means"] = resolved.span.edtf if resolved and resolved.span else None
    return cells


def _address(given: Given, record: Record, said: Said | None) -> str:
    if said is not None:
        return given.full(said.address)
    return given.full(address_of(record) if isinstance(record, Thing) else address_of_article(record.id))


def _csv(columns: tuple[Column, ...], rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_written(row.get(column.name)) for column in columns])
    return out.getvalue().encode()


def _written(value: Value) -> str:
    """A cell. What a spreadsheet would take for a formula is kept from being one."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | list):
        text = value if isinstance(value, str) else " | ".join(value)
        return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
    return "" if value is None else str(value)


# ── what describes them


def _schema(tables: Mapping[str, tuple[Column, ...]]) -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["title", "scope", "language", "tables"],
        "properties": {
            "tables": {
                "type": "object",
                "additionalProperties": False,
                "properties": {name: {"type": "array", "items": _row(columns)} for name, columns in tables.items()},
            }
        },
    }


def _row(columns: tuple[Column, ...]) -> dict[str, object]:
    cells: dict[str, object] = {}
    for column in columns:
        form: dict[str, object] = {"type": column.type, "description": column.about}
        several = {"type": "array", "items": {"type": "string"}, "description": column.about}
        # Parts that are nested come down to the ids that they name.
        cells[column.name] = several if column.several else form if column.type != "string" else {
            "type": ["string", "array"], "description": column.about}  # fmt: skip
    return {"type": "object", "required": ["id", "address"], "additionalProperties": False, "properties": cells}


def _package(given: Given, tables: Mapping[str, tuple[Column, ...]]) -> dict[str, object]:
    site = given.briefing.library.site
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": one.name, "type": "string" if one.several else one.type, "description": one.about}
                    for one in columns
                ]
            },
        }
        for name, columns in tables.items()
    ]
    return {
        "profile": "tabular-data-package",
        "name": "briefing",
        "title": site.title,
        "description": site.scope,
        **({"homepage": given.root} if given.root else {}),
        **({"created": f"{given.as_of.isoformat()}T00:00:00Z"} if given.as_of else {}),
        "generator": f"sitegen {__version__}",
        "resources": resources,
    }
