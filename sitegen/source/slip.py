"""One syntax error: what the parser said of it, and what stands around the spot where it gave up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ..problems import Place, Problem

Spot = tuple[int, int]
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Slip:
    """What the parser said of a syntax error and what stands around it. Spots are line (of the file) and column,
    from 1; `quoted` is the beginning, the end and the mark of the value read last, if it was in quotation marks."""

    said: str
    path: str
    lines: list[str]
    first_line: int
    spot: Spot
    opened: Spot | None
    quoted: tuple[Spot, Spot, str] | None

    def text(self, line: int) -> str:
        """The text of a line of the file; nothing beyond its end."""
        index = line - self.first_line
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def word(self, spot: Spot) -> str:
        """What stands at a spot up to white space; never empty."""
        word = _WORD.match(self.text(spot[0]), spot[1] - 1)
        return word[0] if word else "…"

    @property
    def line(self) -> str:
        """The line of the spot."""
        return self.text(self.spot[0])

    @property
    def before(self) -> str:
        """What stands on the line before the spot."""
        return self.line[: self.spot[1] - 1]

    @property
    def character(self) -> str:
        """The character at the spot; nothing at the end of its line."""
        return self.line[self.spot[1] - 1 : self.spot[1]]

    @property
    def follows_quote(self) -> bool:
        """Whether only white space stands between a closing quotation mark and the spot."""
        if not self.quoted or self.quoted[1][0] != self.spot[0]:
            return False
        return not self.line[self.quoted[1][1] - 1 : self.spot[1] - 1].strip()

    @property
    def at_end(self) -> bool:
        """Whether the parser ran to the end of the text."""
        rest = self.lines[self.spot[0] - self.first_line + 1 :]
        return not self.line[self.spot[1] - 1 :].strip() and not any(line.strip() for line in rest)

    def above(self) -> int:
        """The number of the nearest line above that is not blank, or of the line itself."""
        number = self.spot[0] - 1
        while number > self.first_line and not self.text(number).strip():
            number -= 1
        return max(number, self.first_line)

    def problem(self, code: str, message: str, hint: str, spot: Spot | None = None, length: int = 1) -> Problem:
        """A problem at a spot, by default where the parser stopped, moved into the text if it ran past its end."""
        line, column = spot or self.spot
        line = min(line, self.first_line + len(self.lines) - 1)
        column = min(column, len(self.text(line)) + 1)
        return Problem(Place(self.path, line, column, length), code, message, hint)
