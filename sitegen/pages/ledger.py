"""Figures and measures as every page shows them: words as printed, who says so, and the verdict in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..composing import Composer, Reference
from ..findings.ledger import Against, Entry, Sheet, Standing
from ..kinds.figure import Figure
from ..language import message, message_in
from ..records import Thing
from .outset import outset
from .showing import Shown, show
from .verdict import OF_A_FIGURE, bounds_said, of_a_measure, reason_said, spread_said


@dataclass(frozen=True, slots=True)
class Printed:
    """The number of a figure as its article prints it, with the way there."""

    words: str
    language: str
    href: str
    article: Reference


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that another differs from, and by how much."""

    printed: Printed | None
    said: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with all that it is compared by. Of a `timeless` one the article's own date says nothing. `bounds` are
    for comparison alone, empty for one number; `same` says what makes it the same voice as others, `reasons` why it
    cannot be compared."""

    shown: Shown
    printed: Printed
    measure: Reference
    bounds: str
    declared: bool
    unit: str
    scope: str
    population: str
    when: str
    own_date: bool
    timeless: bool
    speaker: Reference | None
    through: tuple[Reference, ...]
    verdict: str
    verdict_said: str
    same: str
    reasons: tuple[str, ...]
    against: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in a list: its verdict, its most telling numbers as printed, and how many figures, articles and
    voices there are. `parted` names what keeps its groups of figures apart; `more` is how many of them have no line."""

    link: Reference
    counts: str
    verdict: str
    verdict_said: str
    words: tuple[Printed, ...]
    joint: str
    figures: int
    articles: int
    voices: int
    parted: tuple[str, ...]
    spread: str
    lines: tuple[FigureLine, ...]
    more: int


def figure_line(composer: Composer, standing: Standing) -> FigureLine | None:
    """A figure in a line; None where its words may not be shown."""
    entry = standing.entry
    shown, printed = show(composer, entry.figure), printed_number(composer, entry)
    measure = composer.findings.ledger.sheets[entry.figure.measure].measure
    if shown is None or printed is None:
        return None
    timeless = measure.timing == "timeless"
    return FigureLine(
        shown=shown,
        printed=printed,
        measure=composer.thing(measure),
        bounds=bounds_said(entry),
        declared=entry.bounds.declared,
        unit=entry.kindred.unit,
        scope=entry.kindred.scope,
        population=entry.kindred.population,
        when=entry.when.said if entry.when and not (timeless and entry.own_date) else "",
        own_date=entry.own_date,
        timeless=timeless,
        speaker=shown.link("speaker"),
        through=shown.links("through"),
        verdict=standing.verdict,
        verdict_said=OF_A_FIGURE[standing.verdict],
        same=_same_voice(composer, entry) if standing.verdict == "same voice" else "",
        reasons=tuple(reason_said(reason, measure) for reason in standing.reasons),
        against=tuple(_difference(composer, one) for one in standing.against),
    )


def figure_lines(composer: Composer, standings: Iterable[Standing]) -> tuple[FigureLine, ...]:
    """Figures in lines, without those whose words may not be shown."""
    return tuple(line for standing in standings if (line := figure_line(composer, standing)))


def lines_of(composer: Composer, figures: Iterable[object]) -> tuple[FigureLine, ...]:
    """The lines of those records that are figures, by the date of their articles and in the order of the text."""
    found = [composer.findings.ledger.of(figure) for figure in figures if isinstance(figure, Figure)]
    order = composer.findings.chronology.order
    standings = [standing for standing in found if standing]
    standings.sort(key=lambda one: (order(one.entry.figure.article), one.entry.stretch))
    return figure_lines(composer, standings)


def lines_naming(composer: Composer, thing: Thing, *keys: str) -> tuple[FigureLine, ...]:
    """The figures that name a thing by one of some keys, each once."""
    naming = {
        (figure.article, figure.id): figure
        for key in keys
        for figure in composer.library.referring(thing, key, "figure")
        if isinstance(figure, Figure)
    }
    return lines_of(composer, naming.values())


def printed_number(composer: Composer, entry: Entry) -> Printed | None:
    """The number of a figure as printed, where the rights of its source let it be shown."""
    document = composer.library.documents[entry.figure.article]
    anchor = composer.findings.anchors.of(entry.figure)
    if anchor is None or (document.article.rights == "link" and not composer.briefing.private):
        return None
    href = composer.permalink(anchor)
    return Printed(entry.bounds.printed, document.article.language, href, composer.article(document))


def _difference(composer: Composer, against: Against) -> Difference:
    return Difference(printed_number(composer, against.entry), spread_said(against.spread))


def _same_voice(composer: Composer, entry: Entry) -> str:
    speaker, voice = entry.voice
    if speaker:
        actor = composer.library.thing(speaker, ("actor",))
        return message("said by %(name)s", name=actor.name) if actor else message("said by the same speaker")
    return message("in copy that the articles share") if voice.copy >= 0 else message("in the same article")


# ── measures


def measure_line(composer: Composer, sheet: Sheet) -> MeasureLine:
    """A measure in a line."""
    figures, more = outset(sheet.standings)
    return MeasureLine(
        link=composer.thing(sheet.measure),
        counts=sheet.measure.counts,
        verdict=sheet.verdict,
        verdict_said=of_a_measure(sheet),
        words=tuple(_telling(composer, sheet)),
        joint=message_in("between two numbers", " to ")
        if sheet.verdict == "differ"
        else message_in("between things in a list", ", "),
        figures=len(sheet.standings),
        articles=sheet.articles,
        voices=sheet.voices,
        parted=parted(sheet),
        spread=spread_said(sheet.spread) if sheet.verdict == "differ" else "",
        lines=figure_lines(composer, figures),
        more=more,
    )


def parted(sheet: Sheet) -> tuple[str, ...]:
    """In what figures of one measure are not alike, so that they cannot be compared."""
    kindreds = [group.kindred for group in sheet.groups]
    values: dict[str, set[object]] = {
        "unit": {kindred.unit for kindred in kindreds},
        "scope": {kindred.scope for kindred in kindreds},
        "population": {kindred.population for kindred in kindreds},
        "span of time": {kindred.span for kindred in kindreds},
        "time": _apart_in_time(sheet),
    }
    return tuple(name for name, found in values.items() if len(found) > 1)


def _apart_in_time(sheet: Sheet) -> set[object]:
    """The times of figures that nothing but a day too far from the others parts from them."""
    if sheet.measure.timing != "at a time":
        return set()
    reasons = [reason for standing in sheet.standings for reason in standing.reasons if reason.dimension == "time"]
    return {time for reason in reasons for time in (reason.here, *reason.elsewhere)}


_MOST_GROUPS = 3


def _telling(composer: Composer, sheet: Sheet) -> list[Printed]:
    """The numbers that say most: the lowest and the highest of those that differ, else the most exact of each group."""
    disputed = [standing.entry for standing in sheet.standings if standing.verdict == "differ"]
    if disputed:
        chosen = [min(disputed, key=_middle), max(disputed, key=_middle)]
    else:
        chosen = [
            min((standing.entry for standing in group.standings), key=_width) for group in sheet.groups[:_MOST_GROUPS]
        ]
    return [printed for entry in chosen if (printed := printed_number(composer, entry))]


def _middle(entry: Entry) -> tuple[float, float]:
    return (entry.low, entry.high)


def _width(entry: Entry) -> float:
    return entry.high - entry.low
