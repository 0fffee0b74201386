"""Translations of what sitegen says: read from `.po` files, ours and the author's, and held to the English."""

from __future__ import annotations

import gettext
import hashlib
import io
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from ..problems import Place, Problem
from .script import base_of

_SUFFIX = ".po"


class Memory(Protocol):
    """What remembers bytes from one build to the next, and may have forgotten any of them."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, value: bytes) -> None: ...


def names_of_catalogues(folder: Path) -> tuple[str, ...]:
    """The languages that a folder has translations in."""
    return tuple(sorted(path.stem for path in folder.glob(f"*{_SUFFIX}") if _is_own_file(path)))


def _is_own_file(path: Path) -> bool:
    """Whether a file is there that is no link, in a folder that is none."""
    return path.is_file() and not path.is_symlink() and not path.parent.is_symlink()


def translations_for(
    tag: str, folders: Sequence[tuple[str, Path]], memo: Memory
) -> tuple[gettext.NullTranslations | None, list[Problem]]:
    """What is said in a language, message by message from the first folder that has it, and what is wrong with the
    files. Each folder comes with its path as a person knows it; a country's catalogue goes before its language's."""
    found: list[gettext.NullTranslations] = []
    problems: list[Problem] = []
    for path, folder in folders:
        for name in dict.fromkeys((tag, base_of(tag))):
            file = folder / f"{name}{_SUFFIX}"
            if _is_own_file(file):
                compiled, slips = _compiled(file.read_bytes(), f"{path}/{file.name}", memo)
                problems += slips
                found.append(gettext.GNUTranslations(io.BytesIO(compiled)))
    for translations, following in itertools.pairwise(found):
        translations._fallback = following  # type: ignore[attr-defined]
    return (found[0] if found else None), problems


def _compiled(data: bytes, path: str, memo: Memory) -> tuple[bytes, list[Problem]]:
    """A catalogue in the form that is quick to read. One that is in order is remembered, since reading it as people
    write it takes ten times as long as all the rest."""
    key = f"catalogue {hashlib.sha256(data).hexdigest()}"
    if (kept := memo.get(key)) is not None:
        return kept, []
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        catalogue = read_po(io.BytesIO(data), ignore_obsolete=True, abort_invalid=True)
        problems = list(_slips(catalogue, path))
    except (PoFileError, ValueError) as failure:
        line = (getattr(failure, "lineno", -1) or 0) + 1
        hint = 'mend the line, as in msgid "Gaps" and below it msgstr with the translation'
        catalogue = Catalog()
        problems = [Problem(Place(path, line, 1 if line else 0), "bad-translation", f"cannot be read: {failure}", hint)]
    if problems:
        # What is broken is left out, so that the page says it in English.
        catalogue = _sound(catalogue)
    out = io.BytesIO()
    write_mo(out, catalogue)
    if not problems:
        memo.put(key, out.getvalue())
    return out.getvalue(), problems


def _sound(catalogue: Any) -> Any:
    for message in list(catalogue):
        if message.id and any(_wrong(message)):
            catalogue.delete(message.id, message.context)
    return catalogue


def _slips(catalogue: Any, path: str) -> Iterator[Problem]:
    for message in catalogue:
        for said, what in _wrong(message) if message.id else ():
            place = Place(path, message.lineno or 0, 1)
            yield Problem(place, "bad-translation", f"“{said}” {what}", "use the same %(…)s as the English, each whole")


def _wrong(message: Any) -> Iterator[tuple[str, str]]:
    """The translations that could not be printed: what stands in %(…)s must be there in English too."""
    english = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy or not any(said):
        return
    values = names_in(" ".join(english))
    for one in filter(None, said):
        try:
            one % dict.fromkeys(values, "") if values else None
        except KeyError as failure:
            yield one, f"has %({failure.args[0]})s, which the English has not"
        except (ValueError, TypeError):
            yield one, "has a % that is neither %(…)s nor %%"


class _Names(dict[str, str]):
    def __missing__(self, name: str) -> str:
        self[name] = ""
        return ""


def names_in(text: str) -> frozenset[str]:
    """The names of the values that stand in a message."""
    names = _Names()
    try:
        text % names
    except (ValueError, TypeError):
        return frozenset()  # A message without values may hold any percent sign.
    return frozenset(names)
