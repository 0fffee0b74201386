"""Which articles share copy, and how many voices a number of statements come from.

`tokens` has the words of an article as they are compared, `index` finds pairs of articles with words in common,
`aligning` lays two passages side by side with their edits, `copies` brings both together, and `counting` says how many
voices speak. Two articles are one voice where a person has confirmed that they share copy, and only in the words that
they share; what the build alone finds is proposed and counts for nothing."""

from collections.abc import Sequence

from ...passages import Text
from .aligning import Piece, SharedPassage
from .copies import SharedCopy
from .counting import Count, Voice, Voices, work_out_voices
from .index import runs_of
from .tokens import Article


def runs(text: Text, start: int) -> Sequence[int]:
    """The runs of words of a text from an offset on, by which copy is found."""
    return runs_of(Article(text, start))


__all__ = ["Count", "Piece", "SharedCopy", "SharedPassage", "Voice", "Voices", "runs", "work_out_voices"]
