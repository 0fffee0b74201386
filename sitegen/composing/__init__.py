"""Composes what stands on one page: prose with its citations numbered, names linked, passages in their sentence."""

from .composer import Composer
from .frame import Composed, Frame, composed
from .pieces import Card, Corrected, Evidence, Html, Reference, Snippet, made

__all__ = [
    "Card", "Composed", "Composer", "Corrected", "Evidence", "Frame", "Html", "Reference", "Snippet", "composed",
    "made",
]  # fmt: skip
