"""The page of corrections: what this briefing had wrong, when it was put right, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Corrected
from ..language import message
from ..page import Briefing, Page


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    corrections: tuple[Corrected, ...]
    repository: str | None


def pages(briefing: Briefing) -> Iterator[Page]:
    """The one page of corrections."""
    description = message("What this briefing had wrong, when it was put right, and where.")
    yield Page("corrections.html", "corrections.html", message("Corrections"), _view, "corrections", description)


def _view(composer: Composer) -> CorrectionsView:
    return CorrectionsView(
        corrections=tuple(map(composer.corrected, composer.findings.history.corrections)),
        repository=composer.library.site.repository,
    )
