"""The annotation file of an article that was brought in: its fields, and in comments what is left to a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .facts import Fact, line_of, shortened
from .readings import Reading

_ORDER: Final = (
    "label", "headline", "outlet", "author", "date", "date_from", "url", "language", "draft", "sha256", "text_from_line"
)  # fmt: skip
MADE_FROM: Final = "# Made from"


def entry(reading: Reading, facts: Iterable[Fact], remarks: Iterable[str]) -> bytes:
    """The file, in UTF-8."""
    # Where the file lay on somebody's disk is nothing for others to read.
    source = f"{MADE_FROM} {_comment(reading.name.rpartition('/')[2])}, {reading.what}"
    lines = [source + (f", SHA-256 {reading.digest}." if reading.digest else ".")]
    lines += [f"{line_of(fact.field, fact.value)}{_how(fact)}" for fact in in_order(facts)]
    if remarks:
        lines += ["", "# To look at:", *(f"# - {_comment(remark)}" for remark in remarks)]
    return ("\n".join(lines) + "\n").encode()


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in the order in which a person looks for them."""
    return tuple(sorted(facts, key=lambda fact: _ORDER.index(fact.field)))


def _how(fact: Fact) -> str:
    return f"  # {_comment(fact.how)}" if fact.how else ""


def _comment(text: str) -> str:
    """A text that cannot end its comment, whatever stands in it."""
    return " ".join(shortened(part) for part in text.split())
