"""WHAT MACHINES READ: one module a format, pure functions of the briefing, in the order of this list."""

from __future__ import annotations

from . import atom, calendar, claims, json_feed, references, sitemap, tables, web_annotations
from .export import Export, Given, Maker
from .heads import Head, Link, head_of
from .searchable import Found, other_languages, searchable
from .sharing import Card, card_of

EXPORTS: tuple[Maker, ...] = (
    atom.files,
    json_feed.files,
    calendar.files,
    sitemap.files,
    web_annotations.files,
    claims.files,
    tables.files,
    references.files,
)


def exported(given: Given) -> dict[str, bytes]:
    """Every file for machines by its address."""
    return {export.address: export.data for make in EXPORTS for export in make(given)}


__all__ = [
    "EXPORTS",
    "Card",
    "Export",
    "Found",
    "Given",
    "Head",
    "Link",
    "card_of",
    "exported",
    "head_of",
    "other_languages",
    "searchable",
]
