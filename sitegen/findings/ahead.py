"""What follows from the words of an article alone, worked out ahead of the findings that ask for it."""

from __future__ import annotations

from ..library import Document
from . import rights, voices
from .gaps import signs
from .gaps.quotations import find_quotations


def look_ahead(document: Document) -> None:
    """Makes known all that findings will ask of the text. It may be left out at any time, and takes most of the time
    that they take."""
    text, start = document.text, document.stamp_end
    signs.dated_words(text)
    signs.numbers(text)
    signs.capitalised(text, start)
    signs.acronyms(text)
    find_quotations(text)
    rights.starts_of_words(document)
    voices.runs(text, start)
