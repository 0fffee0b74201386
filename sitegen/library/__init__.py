"""All records by id: what was written is loaded here, and every reference resolved."""

from .loading import load
from .records import Document, Library
from .references import unresolved

__all__ = ["Document", "Library", "load", "unresolved"]
