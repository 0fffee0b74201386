"""The HTML of statements that a preview showed at the last save, for those that stand beside their words the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from .folders import default_theme

# What makes a statement's HTML of nothing but how it is shown.
_MAKING = ("parts.html", "statements")


class Beside(Protocol):
    """A statement of an article. `beside` is all that is shown of it beside its words; None where more than that goes
    into its HTML."""

    @property
    def id(self) -> str: ...

    @property
    def beside(self) -> tuple[object, ...] | None: ...


# Gives the HTML of a statement, which the caller makes unless it is known.
Keep = Callable[[Beside, Callable[[], str]], str]


@dataclass(slots=True)
class Pieces:
    """Statements as HTML, by the page that shows them and the statement's id. They are good while the templates are
    what they were: whoever keeps them over saves lets go of them when anything but content changes."""

    _kept: dict[tuple[str, str], tuple[tuple[object, ...], str]] = field(default_factory=dict)

    def forget(self) -> None:
        """Lets go of all."""
        self._kept.clear()

    def on(self, address: str, language: str) -> Keep:
        """What keeps the statements of one page, in a language by its digest. A statement that is shown by equal values
        has the HTML of before."""

        def keep(statement: Beside, caller: Callable[[], str]) -> str:
            shown = statement.beside
            if shown is None:
                return caller()
            place, shown = (address, statement.id), (language, *shown)
            before = self._kept.get(place)
            if before is None or before[0] != shown:
                before = self._kept[place] = (shown, caller())
            return before[1]

        return keep


def made_anew(_statement: Beside, caller: Callable[[], str]) -> str:
    """A statement's HTML where none is kept."""
    return caller()


def ours(templates: Path) -> bool:
    """Whether statements are shown by our own templates: an author's may show more than the statement in them."""
    there = [templates / name for name in _MAKING if (templates / name).exists()]
    return not there or templates.samefile(default_theme() / "templates")
