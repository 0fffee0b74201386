"""A gap: what is missing, where, and why it is left so, if somebody says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...passages import Stretch

GapKind = Literal[
    "quotation",
    "date",
    "number",
    "name",
    "acronym",
    "description",
    "voice",
    "shared copy",
    "source",
    "use",
    "open date",
]


@dataclass(frozen=True, slots=True)
class Gap:
    """`words` are those of the article, or the name of the record; `record` is `kind:id` for a gap of a record."""

    kind: GapKind
    words: str
    what: str
    article: str = ""
    stretch: Stretch | None = None
    record: str = ""
    because: str = ""
