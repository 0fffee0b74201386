"""A page with what stands at its end: its evidence, and the names on it with what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from ..findings.history import NOTHING, Past
from ..page import Briefing, Page
from ..records import Record, Thing
from .composer import Composer
from .pieces import Card, Corrected, Evidence


class Frame:
    """What stands at the end of a page: its evidence, and the names on it with what they mean. Asked for last, when
    all that is printed before has been composed."""

    def __init__(self, composer: Composer, home_of: Record | None = None) -> None:
        self._composer, self._home_of = composer, home_of

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the page's prose rests on, in the order of first citation."""
        return self._composer.evidence

    @property
    def cards(self) -> tuple[Card, ...]:
        """The names on the page, by name."""
        return self._composer.cards

    @property
    def newest(self) -> str:
        """The date of the newest article that the page names or quotes, in words; empty where none is known."""
        return self._composer.newest

    @property
    def changed(self) -> str:
        """The day on which the page last changed, in words; empty where its record does not say."""
        changed = self._past.changed
        return changed.said if changed else ""

    @property
    def corrections(self) -> tuple[Corrected, ...]:
        """What was corrected on the page, the newest first."""
        return tuple(self._composer.corrected(correction) for correction in self._past.corrections)

    @property
    def _past(self) -> Past:
        record = self._home_of
        return self._composer.findings.history.of(record.kind, record.id) if record else NOTHING


@dataclass(frozen=True, slots=True)
class Composed:
    """A page as its template is given it: the view, and the frame of all that is cited and named in it."""

    view: object
    frame: Frame


def composed(briefing: Briefing, page: Page) -> Composed:
    """Makes the view of a page, afresh each time: the numbers of its citations count from one."""
    subject = page.home_of if isinstance(page.home_of, Thing) else None
    composer = Composer(briefing, page.address, subject)
    return Composed(page.view(composer), Frame(composer, page.home_of))
