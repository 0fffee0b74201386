"""The pieces of Markdown that the reference is made of: headings, tables, code and links to headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; whatever its cells hold stays in them."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def fenced(text: str, language: str) -> str:
    """A block of code as it stands."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def code(text: str) -> str:
    """A word of code in running text, whatever back quotes it holds."""
    marks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{marks} {text} {marks}" if "`" in text else f"`{text}`"


def linked(heading: str) -> str:
    """A link to a heading of the same page."""
    return f"[{heading}](#{fragment(heading)})"


def fragment(heading: str) -> str:
    """The name that a heading can be linked by: as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
