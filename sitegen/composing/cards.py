"""The card of a thing: what a reader is told of a name without leaving the page."""

from __future__ import annotations

from ..language import message_in
from ..prose import read_prose
from ..records import Thing
from .pieces import Card

_SHORT = 120
_SHORT_ENOUGH = 60
# The fields that say in a line what a thing is, the most telling first.
_TELLING = ("definition", "summary", "outcome", "what_happened", "question", "counts")


def card_of(thing: Thing, href: str) -> Card:
    """What a thing is, in short: its definition or summary, what came of it or what it asks, without the citations."""
    text = next(filter(None, (getattr(thing, key, None) for key in _TELLING)), "")
    type = getattr(thing, "type", "")
    sort = message_in(f"{thing.kind}.type", type) if type else message_in("kind", thing.kind)
    plain = _tidy(" ".join(read_prose(text).plain.split())) if text else ""
    return Card(thing.name, thing.kind, sort, _in_short(plain), href)


def _tidy(text: str) -> str:
    """Plain words from which citations were taken out, without the gaps they leave."""
    for mark in ".,;:":
        text = text.replace(f" {mark}", mark)
    return text.strip()


def _in_short(text: str) -> str:
    """What fits on a card: whole sentences where they do, or else as many words as do."""
    if len(text) <= _SHORT:
        return text
    end = text.rfind(". ", _SHORT_ENOUGH, _SHORT)
    return text[: end + 1] if end > 0 else text[: text.rfind(" ", 0, _SHORT)].rstrip(",;:–—") + " …"
