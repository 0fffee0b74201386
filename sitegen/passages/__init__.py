"""A text folded for comparison, with a way back: finds words in it exactly, or says which passage comes nearest.

`folding` takes away what typing cannot keep, `text` holds a text with its blocks, `finding` is the engine of the
verbatim gate, and `nearness` explains a miss.
"""

from .finding import find
from .folding import FORMS, Folded, fold
from .nearness import Near, nearest_passage
from .text import Passage, Stretch, Text, paragraphs

__all__ = ["FORMS", "Folded", "Near", "Passage", "Stretch", "Text", "find", "fold", "nearest_passage", "paragraphs"]
