"""Templates of ours that were made code when the program was packed, as Python's own modules are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any, Final

import jinja2

from .folders import default_theme
from .interface import Interface
from .language import Language
from .theme_steps import BoundedEnvironment

# The folder of the theme in which they lie, and the list of what each was made from.
FOLDER: Final = "compiled"
_LIST: Final = "compiled.json"


def environment(
    speaks: Interface, loader: jinja2.BaseLoader, kept: jinja2.BytecodeCache | None = None
) -> BoundedEnvironment:
    """Where templates of a site that speaks a language are filled in, and made code."""
    made = BoundedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=kept,
        finalize=speaks.finalize,
        extensions=["jinja2.ext.i18n"],
    )
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.globals.update(speaks.globals())
    made.filters.update(speaks.filters())
    return made


def packed(theme: Path) -> Iterator[tuple[str, str]]:
    """The modules that go into a package beside the templates of a theme, and their list, by their names."""
    templates = theme / "templates"
    making: Any = environment(Interface(Language("en", None)), jinja2.FileSystemLoader(templates))
    made_from = {}
    for path in sorted(templates.rglob("*.html")):
        source, name = path.read_text("utf-8"), path.relative_to(templates).as_posix()
        module = name.removesuffix(".html").replace("/", "__")
        made_from[_digest(source)] = module
        yield f"{module}.py", making.compile(source, name, path.name, raw=True)
    yield _LIST, json.dumps({"jinja": jinja2.__version__, "made_from": made_from})


def ready_made(source: str, filename: str) -> CodeType | None:
    """The code of a template, for a site that speaks as it is written; None where it was not made beforehand, from
    these very words and for this Jinja. Python keeps it compiled, as it keeps all modules of the program."""
    module = _made_from().get(_digest(source))
    if module is None:
        return None
    path = default_theme() / FOLDER / f"{module}.py"
    code = SourceFileLoader(module, str(path)).get_code(module)
    # Where it fails is looked up in the template.
    return code and code.replace(co_filename=filename)


@cache
def _made_from() -> dict[str, str]:
    """The module of each template by the digest of its words."""
    path = default_theme() / FOLDER / _LIST
    if not path.is_file():
        return {}
    listed = json.loads(path.read_text("utf-8"))
    made_from: dict[str, str] = listed["made_from"]
    return made_from if listed["jinja"] == jinja2.__version__ else {}


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()
