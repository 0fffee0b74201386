"""One figure in the ledger: its bounds, and all that decides with which others it can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from ...dates import Span, read_span
from ...kinds.figure import Figure
from ...kinds.measure import Measure
from ...library import Library
from ...passages import Stretch
from ...problems import Problem
from ..anchors import Anchor, Anchors
from ..chronology import Chronology
from ..voices import Voice, Voices
from .bounds import Bounds, cut_short, read_bounds

# Who vouches for a figure: a speaker by the id, or whoever speaks in the article's words.
Vouching = tuple[str, Voice]


@dataclass(frozen=True, slots=True)
class Kindred:
    """What two figures must have in common to be compared, whatever their time. `span` is that of a measure over a
    span of time, else None."""

    unit: str
    scope: str
    population: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with its `bounds`. `when` is the day or span it holds for, None where no source gives it; `own_date`
    says that this is the article's own date, for want of another."""

    figure: Figure
    stretch: Stretch
    bounds: Bounds
    kindred: Kindred
    when: Span | None
    own_date: bool
    voice: Vouching

    @property
    def low(self) -> float:
        """The lower bound, with what rounding may have moved."""
        return self.bounds.quantity.interval[0]

    @property
    def high(self) -> float:
        """The upper bound, with what rounding may have moved."""
        return self.bounds.quantity.interval[1]

    @property
    def dated(self) -> bool:
        """Whether the time of the figure is known, as far as it matters."""
        return self.when is not None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the articles before any figure is read."""

    library: Library
    anchors: Anchors
    chronology: Chronology
    voices: Voices

    def entry(self, figure: Figure, measure: Measure) -> tuple[Entry | None, list[Problem]]:
        """The entry of a figure, or None where its words or its number were not found, which is a problem. A measure
        has figures of many articles, and few of them are others than they were."""
        document, rests_on = self.library.documents[figure.article], (measure, *self.rests_on(figure))
        return document.once(("entry", figure.id), rests_on, _read_entry, self, figure, measure)

    def rests_on(self, figure: Figure) -> tuple[object, ...]:
        """All that the entry of a figure follows from, but for its measure. Of all voices that is its own, by name."""
        anchor = self.anchors.of(figure)
        voice = self.voices.of(figure.article, _stretch(anchor)) if anchor else Voice("")
        return (figure, anchor, self.chronology.articles[figure.article], voice.article, voice.copy)


def _stretch(anchor: Anchor) -> Stretch:
    return Stretch(anchor.passage.start, anchor.passage.end)


def _read_entry(known: Known, figure: Figure, measure: Measure) -> tuple[Entry | None, list[Problem]]:
    anchor = known.anchors.of(figure)
    if anchor is None:
        return None, []
    text = known.library.documents[figure.article].text
    bounds = read_bounds(figure, " … ".join(map(text.printed, anchor.passage.pieces)), measure)
    if isinstance(bounds, Problem):
        return None, [bounds]
    when, own_date = _when(known.chronology, figure, measure)
    span = when if measure.timing == "over a span" else None
    scope, population = figure.scope or measure.scope or "", figure.population or measure.population or ""
    stretch = _stretch(anchor)
    voice = Voice("") if figure.speaker else known.voices.of(figure.article, stretch)
    kindred = Kindred(bounds.unit, scope, population, span)
    slip = cut_short(figure, anchor, text)
    return Entry(figure, stretch, bounds, kindred, when, own_date, (figure.speaker or "", voice)), [
        slip
    ] if slip else []


def _when(chronology: Chronology, figure: Figure, measure: Measure) -> tuple[Span | None, bool]:
    """The time of a figure, and whether it is the article's own date. A span is never taken from the article."""
    if measure.timing == "over a span":
        return read_span(figure.over or figure.as_of or ""), False
    declared = read_span(figure.as_of or figure.over or "")
    return declared or chronology.articles[figure.article].span, declared is None
