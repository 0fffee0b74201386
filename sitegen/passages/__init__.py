"""A text folded for comparison, with a way back: finds words in it exactly, or says which passage comes nearest.

`folding` takes away what typing cannot keep, `text` holds a text with its blocks, `finding` is the engine of the
verbatim gate, and `nearness` explains a miss.
"""

from .finding import find
from .folding import FORMS, Folded, fold
from .known import Known
from .nearness import Near, nearest_passage
from .stretch import Stretch
from .text import Passage, Text, paragraphs

__all__ = [
    "FORMS",
    "Folded",
    "Known",
    "Near",
    "Passage",
    "Stretch",
    "Text",
    "find",
    "fold",
    "nearest_passage",
    "paragraphs",
]
