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
        until = read_span(record.embargo) if record.embargo else None
        # A date that cannot be read holds nothing back: it is a problem, and stops the build.
        if until is None or until.first is None or (self.today is not None and until.first <= self.today):
            return ""
        return f"is under embargo until {until.first.isoformat()}"
