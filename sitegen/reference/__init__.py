"""The reference of everything that can be written, run and read, made from the code so that it cannot grow stale.

`written` tells the kinds, `example` is the site that all examples make together, `evidence`, `counting` and `rules` say
what holds for all of them, `read`, `commands` and `codes` tell of pages, commands and problems, `surroundings` of
editors and shells; `markup` lays it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from .codes import codes
from .commands import JSON, commands, exit_codes
from .counting import figures
from .evidence import dated, gate
from .markup import linked
from .read import pages
from .rules import ids, layout, names, prose, rights, yaml
from .surroundings import editors, shells
from .written import common_keys, example_texts, index, kinds_of

__all__ = ["reference"]


def reference() -> str:
    """The whole reference as Markdown."""
    sections = list(_sections())
    contents = "\n".join(f"* {linked(heading)}" for heading, _ in sections)
    told = "\n".join(f"## {heading}\n\n{text.rstrip()}\n" for heading, text in sections)
    return f"# Reference\n\n{_OPENING}\n{contents}\n\n{told}"


_OPENING = """\
Made from the code by `make reference`, and held to it by a test: keys, forms, defaults, examples, commands, pages and
codes are those of the program itself, and the answers in the tables on evidence, dates and figures are its own.
"""


def _sections() -> Iterator[tuple[str, str]]:
    yield "How a site is laid out", layout()
    yield "All kinds", index()
    yield "The settings and the articles", kinds_of("site") + "\n" + kinds_of("article")
    yield "Things", _THINGS + common_keys("thing") + "\n" + kinds_of("thing")
    yield "Statements", _STATEMENTS + common_keys("statement") + "\n" + kinds_of("statement")
    yield "The articles of the examples", example_texts()
    yield "The verbatim gate", gate()
    yield "Dates", dated()
    yield "Figures and voices", figures()
    yield "Names", names()
    yield "Citations and links", prose()
    yield "Ids and permanent links", ids()
    yield "Rights", rights()
    yield "YAML", yaml()
    yield "Commands", "\n".join([commands(), JSON, exit_codes()])
    yield "Editors", editors()
    yield "Shells", shells()
    yield "Pages of a site", pages()
    yield "Problems", _PROBLEMS + codes()


_THINGS = """\
A thing has a page of its own, or a place on the page of its kind. It is written under its id.

"""
_STATEMENTS = """\
A statement is an entry of the list `statements:` about one article. Its first key names its kind and holds the exact
words it rests on; which words pass is told under [The verbatim gate](#the-verbatim-gate).

"""
_PROBLEMS = """\
All problems of a site are told in one run, each with its file, line and column. A code is permanent: it keeps its
meaning, and none is ever used for another. Errors keep a site from being written; warnings do so with `--strict`.

"""
