"""The plain text of one article: its blocks, and stretches of it that were found."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field

from .folding import Folded, fold
from .known import Known
from .stretch import Stretch


@dataclass(frozen=True, slots=True)
class Passage:
    """Words found: one stretch, or one for each piece where the annotation omits something."""

    pieces: tuple[Stretch, ...]

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """The plain text of one article and its blocks (paragraphs, headings), each a stretch of it. `found` is what was
    looked for in it, with where it stands: the same words are looked for by many, and at every save of a preview.
    What follows from its words alone is `known`."""

    plain: str
    blocks: tuple[Stretch, ...]
    folded: Folded = field(repr=False)
    _block_starts: tuple[int, ...] = field(repr=False)
    found: dict[tuple[str, str | None, str | None], list[Passage]] = field(default_factory=dict, init=False, repr=False)
    known: Known = field(default_factory=Known, init=False, repr=False)

    @classmethod
    def of(cls, plain: str, blocks: tuple[Stretch, ...] | None = None) -> Text:
        """A text from its words; without `blocks`, blank lines divide them."""
        blocks = paragraphs(plain) if blocks is None else blocks
        return cls(plain, blocks, fold(plain), tuple(block.start for block in blocks))

    def block_of(self, offset: int) -> int:
        """The number of the block an offset lies in, or of the last one before it."""
        return max(0, bisect.bisect_right(self._block_starts, offset) - 1)

    def printed(self, stretch: Stretch) -> str:
        """The words as the source prints them."""
        return self.plain[stretch.start : stretch.end]


def paragraphs(plain: str) -> tuple[Stretch, ...]:
    """The stretches between blank lines, without the white space round them."""
    return tuple(
        Stretch(found.start(), found.end()) for found in re.finditer(r"\S(?:(?:(?!\n[^\S\n]*\n)[\s\S])*\S)?", plain)
    )
