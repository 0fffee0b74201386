"""All records by id: what was written is loaded here, and every reference resolved."""

from .earlier import Earlier
from .holding import Holding
from .loading import load
from .once import Once
from .records import Document, Library
from .references import unresolved
from .statements import read_statements

__all__ = ["Document", "Earlier", "Holding", "Library", "Once", "load", "read_statements", "unresolved"]
