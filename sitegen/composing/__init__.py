"""Composes what stands on one page: prose with its citations numbered, names linked, passages in their sentence."""

from .composer import Composer, Frame
from .pieces import Card, Evidence, Html, Reference, Snippet, made

__all__ = ["Card", "Composer", "Evidence", "Frame", "Html", "Reference", "Snippet", "made"]
