"""Draws the card of each page, the picture that stands beside its link where that is shared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from ..language import Memory
from .drawing import INSTALL, Words, drawn, fonts_at_hand, version

_FORMAT = 2


def cards(words: Iterable[Words], colours: Mapping[str, str], memo: Memory) -> dict[str, bytes]:
    """The cards by their addresses, each drawn once for the same words, colours and version of Pillow."""
    return {one.address: _card(one, colours, memo) for one in words}


def _card(words: Words, colours: Mapping[str, str], memo: Memory) -> bytes:
    asked = f"{_FORMAT} {version()} {fonts_at_hand()} {words!r} {sorted(colours.items())}"
    key = f"card {hashlib.sha256(asked.encode()).hexdigest()}"
    if (kept := memo.get(key)) is None:
        kept = drawn(words, colours)
        memo.put(key, kept)
    return kept


__all__ = ["INSTALL", "Words", "cards", "fonts_at_hand"]
