"""What is held back from a build: drafts, and what is under embargo until a later day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..dates import read_span
from ..kinds.article import Article
from ..kinds.own_page import OwnPage
from ..records import Thing


@dataclass(frozen=True, slots=True)
class Holding:
    """The rule of one build: whether `drafts` are built, embargoed ones included, and which day it is. Where the day
    is not said, every embargo holds."""

    drafts: bool = False
    today: dt.date | None = None

    def why(self, record: Article | OwnPage | Thing) -> str:
        """Why a record is held back, as the end of a sentence about it; empty where it is not."""
        if self.drafts:
            return ""
        if record.draft:
            return "is a draft, and drafts are left out"
        until = _ends(record.embargo) if record.embargo else None
        # A date that cannot be read holds nothing back: it is a problem, and stops the build.
        if until is None or (self.today is not None and until <= self.today):
            return ""
        return f"is under embargo until {until.isoformat()}"


def _ends(embargo: str) -> dt.date | None:
    """The first day on which what is under an embargo is built. Whoever writes a span means that nothing is shown as
    long as it lasts."""
    span = read_span(embargo)
    if span is None:
        return None
    return span.last + dt.timedelta(1) if "/" in embargo and span.last else span.first
