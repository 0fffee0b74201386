"""What can be written: where each kind lies, every key of it with its form, and an example that builds."""

from __future__ import annotations

from collections.abc import Iterator

from ..kinds import KINDS
from ..records import Family, Field, Kind, Record, Statement, Thing, fields_of
from .example import ARTICLE, LATER, TEXTS
from .markup import code, fenced, linked, table

_COMMON: dict[Family, type[Record]] = {"thing": Thing, "statement": Statement}
_HEADINGS: dict[Family, str] = {"thing": "keys of every thing", "statement": "keys of every statement"}


def index() -> str:
    """Every kind with where it is written and what it is."""
    rows = ((linked(kind.name), _written_in(kind), kind.summary) for kind in KINDS)
    return table(("Kind", "Written in", "What it is"), rows)


def _written_in(kind: Kind) -> str:
    match kind.family:
        case "site":
            return f"`content/{kind.shelf}`"
        case "thing":
            return f"`content/{kind.shelf}.yaml`, or any `.yaml` file in `content/{kind.shelf}/`"
        case "article":
            return f"`content/{kind.shelf}/ARTICLE.yaml`, or the front matter of `content/articles/ARTICLE.md`"
    return "`statements:` of an article"


def kinds_of(family: Family) -> str:
    """A section for each kind of a family."""
    return "\n".join(_section(kind) for kind in KINDS if kind.family == family)


def _section(kind: Kind) -> str:
    common = {field.key for field in _common_fields(kind.family)}
    own = [field for field in fields_of(kind.record) if field.key not in common]
    beside = f"Beside these: the {linked(_HEADINGS[kind.family])}.\n" if common else ""
    head = f"### {kind.name}\n\n{kind.summary} Written in {_written_in(kind)}.\n"
    return "\n".join(filter(None, [head, _keys(own, kind.record), beside, fenced(kind.example, "yaml")]))


def common_keys(family: Family) -> str:
    """The section of the keys that all kinds of a family have."""
    return f"### {_HEADINGS[family].capitalize()}\n\n{_keys(_common_fields(family), _COMMON[family])}"


def _common_fields(family: Family) -> list[Field]:
    # The words of a statement are written under the name of its kind.
    return [field for field in fields_of(_COMMON[family]) if field.key != "words"] if family in _COMMON else []


def _keys(fields: list[Field], record: type[Record]) -> str:
    return table(("Key", "Form", "Needed", "What it says"), _rows(fields, "", _defaults(record)))


def _rows(fields: list[Field], path: str, defaults: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Every key, and below it those inside it."""
    for field in fields:
        key = f"{path}{field.key}"
        said = [] if field.description.rstrip(".").lower() == field.form else [field.description]
        said += [f"Left out: {code(defaults[key])}."] if key in defaults else []
        yield code(key), field.form, "yes" if field.required else "", " ".join(said)
        yield from _rows(list(field.fields), f"{key}[]." if field.form.startswith("a list") else f"{key}.", {})


def _defaults(record: type[Record]) -> dict[str, str]:
    """What a key that is left out stands for, where that is not simply nothing."""
    keys, values = record.__struct_encode_fields__, record.__struct_defaults__
    given = zip(reversed(keys), reversed(values), strict=False)
    return {key: str(value) for key, value in given if isinstance(value, str | int) and value not in ("", False)}


def example_texts() -> str:
    """The articles that all examples are about."""
    told = f"The example of {linked('followup')} is about `{LATER}`, those of all other statements about `{ARTICLE}`.\n"
    texts = (f"`content/articles/{article}.txt`:\n\n{fenced(text, 'text')}" for article, text in TEXTS.items())
    return "\n".join([told, *texts])
