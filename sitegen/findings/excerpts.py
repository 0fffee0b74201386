"""What is shown of an article where some of its words are quoted: these in their sentence, as far as its rights go.

Pages ask for as much of a text as they show, and for no more: then an edit elsewhere in it makes none of them anew.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ..library import Document
from ..passages import Stretch, Text, find
from ..prose import sentence_at
from .rights import Rights, licensed


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words with those of their sentence before and after them, each as it may be shown; `row` is the number of the
    block in which they begin."""

    before: str
    words: str
    after: str
    row: int


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Excerpts of all articles of one build."""

    rights: Rights

    def around(self, document: Document, stretch: Stretch) -> Excerpt:
        """A stretch in its sentence."""
        text, rights = document.text, self.rights
        sentence = sentence_at(text, stretch.start, stretch.end)
        return Excerpt(
            rights.text(document, Stretch(_after_stamp(document, sentence.start, stretch.start), stretch.start)),
            rights.text(document, stretch),
            rights.text(document, Stretch(stretch.end, sentence.end)),
            text.block_of(stretch.start),
        )

    def printed(self, document: Document, stretches: tuple[Stretch, ...]) -> tuple[str, ...]:
        """The words of evidence, which its rights let be shown, as the source prints them."""
        return tuple(map(document.text.printed, stretches))

    def telling(self, document: Document, stretch: Stretch) -> str:
        """Words by which a reader's browser finds their place on the outlet's own page; empty where they may not be
        shown, or stand twice, since what stands round them may not be licensed."""
        words = " ".join(document.text.printed(stretch).split())
        return words if words and licensed(self.rights, document, stretch) and _stand_once(document.text, words) else ""


def _after_stamp(document: Document, sentence: int, words: int) -> int:
    """Where a sentence begins as it is shown: behind the stamp, unless the words themselves lie in it."""
    return max(sentence, document.stamp_end) if words >= document.stamp_end else sentence


@functools.lru_cache(1 << 14)
def _stand_once(text: Text, words: str) -> bool:
    """Whether words stand once in a text; many pages show the same ones."""
    return len(find(text, words)) == 1
