"""Reads a page of the author's own: front matter that may be left out, and the text after it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..kinds.own_page import OwnPage
from ..problems import Place, Problem
from ..project import ContentFile
from ..records import id_slip, read, settled
from ..source import Node, front_matter, read_tree

_TITLE = re.compile(r"\s*#[ \t]+(?P<title>[^\n]*?)[ \t#]*(\n|\Z)")


def read_own_page(file: ContentFile, raw: str) -> tuple[OwnPage | None, list[Problem]]:
    """The page that a file holds. Its title is set in the front matter, or is the heading that the text opens with."""
    if slip := id_slip(file.stem, Place(file.path)):
        return None, [slip]
    yaml, body, above = front_matter(raw)
    tree, problems = read_tree(yaml, file.path, first_line=2) if yaml and yaml.strip() else (None, [])
    if tree is None:
        tree = Node({}, file.path, 1, 1, 0, {}, {})
    if not isinstance(tree.parts, dict):
        return None, [*problems, Problem(tree.place, "wrong-type", "expected keys and values between the `---` lines")]
    if "text" in tree.parts:
        message, hint = "the text of a page is what follows the front matter", "take `text:` out"
        return None, [*problems, Problem(tree.key_at("text"), "set-twice", message, hint)]
    opening = _TITLE.match(body)
    parts = dict(tree.parts)
    if "title" not in parts and opening:
        parts["title"] = _node(file, opening["title"], above + body.count("\n", 0, opening.start("title")) + 1)
    start = opening.end() if opening else 0
    parts["text"] = _node(file, body[start:], above + body.count("\n", 0, start) + 1)
    if not body[start:].strip():
        hint = "write what the page says under its title"
        return None, [*problems, Problem(Place(file.path), "file-empty", "the page has no text", hint)]
    values = {key: node.value for key, node in parts.items()}
    tree = replace(tree, value=values, parts=parts, keys={**(tree.keys or {}), "text": parts["text"].place})
    page, slips = read(OwnPage, tree)
    return page and settled(page, id=file.stem, origin=tree), [*problems, *slips]


def _node(file: ContentFile, text: str, line: int) -> Node:
    return Node(text, file.path, line, 1, len(text), quoted=True)
