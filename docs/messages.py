"""Collects what sitegen says into `translations/messages.pot` and brings every catalogue up to it.

Run by `make messages`. What is new stands untranslated at its place, what is no longer said is dropped, and nothing
that was translated is lost. At the end each language says how much of it is still missing.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from sitegen.findings.gaps.kinds import GapKind
from sitegen.kinds import KINDS, actor, event, followup, measure, part, place

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "translations"
HEADER = """\
# What sitegen says on a page, for translators. CONTRIBUTING.md tells how to add a language.
#"""
PYTHON = {
    "message": None, "count_message": (1, 2), "message_in": ((1, "c"), 2),
    "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
TEMPLATES = {"_": None, **{name: PYTHON[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}}
OPTIONS = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trim_blocks": "true", "silent": "false"}
# The values of annotations that pages print: their keys are English, their words are the reader's.
VALUES = {
    "actor.type": actor.ActorType,
    "event.status": event.Status,
    "event.type": event.EventType,
    "followup.state": followup.State,
    "gap": GapKind,
    "measure.nature": measure.Nature,
    "part.role": part.Role,
    "place.type": place.PlaceType,
}


def said() -> Iterator[tuple[str, object, str | None, list[str]]]:
    """Everything that is said: where, in which words, in which context, and what translators are told of it."""
    for path in sorted((ROOT / "sitegen").rglob("*.py")):
        yield from _in_file(path, "python", PYTHON, {})
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield from _in_file(path, "jinja2", TEMPLATES, OPTIONS)
    for context, values in VALUES.items():
        for value in get_args(values):
            yield f"sitegen/kinds/{context.partition('.')[0]}.py", value, context, []
    for kind in KINDS:
        if kind.family != "thing" or "type" in kind.record.__struct_fields__:
            continue  # What has a type is called by it.
        yield f"sitegen/kinds/{kind.name}.py", kind.name, "kind", []


def _in_file(
    path: Path, method: str, keywords: dict[str, object], options: dict[str, str]
) -> Iterator[tuple[str, object, str | None, list[str]]]:
    name = path.relative_to(ROOT).as_posix()
    data = io.BytesIO(path.read_bytes())
    for _, words, comments, context in extract(method, data, keywords, ["Translators:"], options):  # type: ignore[arg-type]
        yield name, words, context, [comment.removeprefix("Translators:").strip() for comment in comments]


def collected() -> Catalog:
    """All of it, without a word translated."""
    catalogue = Catalog(header_comment=HEADER, project="sitegen", charset="utf-8", fuzzy=False)
    for name, words, context, comments in said():
        catalogue.add(words, None, [(name, 0)], auto_comments=comments, context=context)  # type: ignore[arg-type]
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept: sorted, without dates, which would change it at every run."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False)
    kept = re.sub(rb'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid|Generated-By|'
                  rb'Project-Id-Version)[^\n]*\n', b"", out.getvalue(), flags=re.MULTILINE)  # fmt: skip
    return kept.replace(b'#, fuzzy\nmsgid ""\n', b'msgid ""\n', 1)


def main() -> int:
    """Writes the template and every catalogue. With `--check` writes nothing, and fails where a catalogue lacks a
    message that is said, or a translation of it. A language that is named gets a catalogue to begin with."""
    check, wanted = "--check" in sys.argv, collected()
    names = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    new = {FOLDER / "messages.pot": written(wanted)}
    lacking = 0
    for path in [*sorted(FOLDER.glob("*.po")), *(FOLDER / f"{name}.po" for name in names)]:
        catalogue = _brought_up(path, wanted)
        new[path] = written(catalogue)
        missing = [message for message in catalogue if message.id and not all(_texts(message.string))]
        lacking += len(missing)
        print(f"{path.name}: {len(missing)} of {len(catalogue)} messages are not translated")
        for message in missing if check else ():
            print(f"    {_texts(message.id)[0]}")
    for path, data in () if check else new.items():
        path.write_bytes(data)
    return 1 if check and lacking else 0


def _brought_up(path: Path, wanted: Catalog) -> Catalog:
    """A catalogue with every message that is said, and no other."""
    locale = Locale.parse(path.stem, sep="-")
    catalogue = Catalog(locale=locale, header_comment=HEADER)
    if path.is_file():
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=locale)
    catalogue.update(wanted, no_fuzzy_matching=True)
    catalogue.header_comment = HEADER
    return catalogue


def _texts(words: object) -> tuple[str, ...]:
    return tuple(str(word or "") for word in words) if isinstance(words, (tuple, list)) else (str(words or ""),)


if __name__ == "__main__":
    sys.exit(main())
