"""What an author put into `templates/` and no page comes by: files nothing asks for, blocks that no template has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes

from .folders import default_theme
from .problems import Place, Problem, did_you_mean


def unused(environment: jinja2.Environment, own: Path) -> Iterator[Problem]:
    """A warning for each template of the author's that stands for none of ours and that no other template names, and
    for each block that the template it extends does not have. What cannot be read is told where it is used."""
    root = default_theme() / "templates"
    ours = {path.relative_to(root).as_posix() for path in root.rglob("*.html")}
    texts = {path.relative_to(own).as_posix(): _text(path) for path in sorted(own.rglob("*.html")) if path.is_file()}
    for name, text in texts.items():
        place = f"templates/{name}"
        if name not in ours and not any(name in other for one, other in texts.items() if one != name):
            message = "no page uses this template: it has the name of none of ours, and no other template names it"
            yield Problem(Place(place), "template-unused", message, did_you_mean(name, ours), "warning")
        yield from _strange_blocks(environment, place, text)


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


def _strange_blocks(environment: jinja2.Environment, place: str, text: str) -> Iterator[Problem]:
    tree = _parsed(environment, text)
    above = _extended(tree)
    known = set(_blocks_above(environment, above))
    # Blocks inside others are new ones; those that stand free fill in what the template above left open.
    for block in tree.body if known else ():
        if isinstance(block, nodes.Block) and block.name not in known:
            message = f"“{above}” has no block “{block.name}”, so what stands in it is never shown"
            hint = did_you_mean(block.name, known) or f"its blocks are: {', '.join(sorted(known))}"
            yield Problem(Place(place, block.lineno, 1), "template-unused", message, hint, "warning")


def _blocks_above(environment: jinja2.Environment, name: str) -> Iterable[str]:
    """The blocks of a template and of those that it extends itself; nothing where one of them cannot be told."""
    found: set[str] = set()
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        try:
            source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        except (jinja2.TemplateError, OSError, UnicodeError):
            return ()
        tree = _parsed(environment, source)
        found.update(block.name for block in tree.find_all(nodes.Block))
        name = _extended(tree)
    return found


def _parsed(environment: jinja2.Environment, text: str) -> nodes.Template:
    try:
        return environment.parse(text)
    except jinja2.TemplateError:
        return nodes.Template([], lineno=1)


def _extended(tree: nodes.Template) -> str:
    """The template that one extends, where it names it outright."""
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Const):
            return str(node.template.value)
    return ""
