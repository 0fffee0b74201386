"""The figures: a page for each measure, the ledger of all, and where sources differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..findings.ledger import Group, Sheet
from ..kinds.term import Term
from ..language import message, message_in
from ..page import Briefing, Page, address_of
from ..pictures import Ranges
from ..records import Elsewhere
from .ledger import FigureLine, MeasureLine, figure_lines, measure_line, parted
from .ranges import axes_of, ranges
from .verdict import NOT_SAID, compared_by, of_a_group, of_a_measure, spread_said


@dataclass(frozen=True, slots=True)
class GroupView:
    """Figures that count the same, in the order of time. `about` tells the group from others of the measure."""

    id: str
    about: tuple[str, ...]
    verdict: str
    verdict_said: str
    picture: Ranges | None
    lines: tuple[FigureLine, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class MeasureView:
    name: str
    counts: str
    unit: str
    nature: str
    scope: str | None
    population: str | None
    where: Reference | None
    compared_by: str
    summary: Html | None
    verdict: str
    verdict_said: str
    spread: str
    parted: tuple[str, ...]
    figures: int
    articles: int
    voices: int
    groups: tuple[GroupView, ...]
    unknown: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The measures with one verdict."""

    verdict: str
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    sections: tuple[Section, ...]
    measures: int
    figures: int
    disputed: int


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A measure on which sources differ, with the figures that do."""

    line: MeasureLine
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True)
class DifferencesView:
    differing: tuple[DifferenceView, ...]
    incomparable: tuple[MeasureLine, ...]
    terms: tuple[Reference, ...]
    disputed: int


# Beyond so many figures that differ, those of each measure stand on its own page alone.
_IN_FULL = 400
_VERDICTS = ("differ", "agree", "same voice", "not comparable", "alone")


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each measure, the ledger, and where sources differ."""
    sheets = briefing.findings.ledger.sheets.values()
    for sheet in sheets:
        measure, view = sheet.measure, partial(_measure, sheet=sheet)
        description = message(
            "%(name)s: what each source prints, who says so, and whether they agree.", name=measure.name
        )
        yield Page(address_of(measure), "measure.html", measure.name, view, "figures", description, measure)
    description = message("Every figure in the sources, by what it counts, and whether the sources agree.")
    yield Page("figures.html", "figures.html", message("Figures"), _ledger, "figures", description)
    title, description = (
        message("Where sources differ"),
        message("What the sources do not agree on, the widest gap first."),
    )
    yield Page("differences.html", "differences.html", title, _differences, "differences", description)


def _measure(composer: Composer, sheet: Sheet) -> MeasureView:
    measure = sheet.measure
    return MeasureView(
        name=measure.name,
        counts=measure.counts,
        unit=measure.unit,
        nature=message_in("measure.nature", measure.nature),
        scope=measure.scope,
        population=measure.population,
        where=composer.reference(measure.where, "place"),
        compared_by=compared_by(measure),
        summary=composer.prose(measure.summary),
        verdict=sheet.verdict,
        verdict_said=of_a_measure(sheet),
        spread=spread_said(sheet.spread) if sheet.verdict == "differ" else "",
        parted=parted(sheet),
        figures=len(sheet.standings),
        articles=sheet.articles,
        voices=sheet.voices,
        groups=tuple(_groups(composer, sheet, sheet.groups)),
        unknown=measure.unknown,
        elsewhere=measure.elsewhere,
    )


def _groups(composer: Composer, sheet: Sheet, groups: tuple[Group, ...]) -> Iterator[GroupView]:
    """Groups with their pictures, on one axis for each unit."""
    axes = axes_of(sheet)
    apart = parted(sheet)
    for number, group in enumerate(groups, start=1):
        lines = figure_lines(composer, group.standings)
        yield GroupView(
            id=f"{sheet.measure.id}-{number}",
            about=tuple(_about(group, apart)),
            verdict=group.verdict,
            verdict_said=of_a_group(group),
            picture=ranges(composer, sheet, group, number, axes[group.kindred.unit]),
            lines=lines,
            hidden=len(group.standings) - len(lines),
        )


def _about(group: Group, apart: tuple[str, ...]) -> Iterator[str]:
    kindred = group.kindred
    values = {
        "unit": kindred.unit,
        "scope": kindred.scope,
        "population": kindred.population,
        "span of time": kindred.span.said if kindred.span else "",
    }
    for name in values:
        if name in apart:
            yield values[name] or NOT_SAID[name]


# ── the ledger, and where sources differ


def _ledger(composer: Composer) -> FiguresView:
    ledger = composer.findings.ledger
    lines = [measure_line(composer, sheet) for sheet in ledger.sheets.values() if sheet.standings]
    sections = [Section(verdict, tuple(line for line in lines if line.verdict == verdict)) for verdict in _VERDICTS]
    return FiguresView(
        sections=tuple(section for section in sections if section.measures),
        measures=len(lines),
        figures=len(ledger.standings),
        disputed=ledger.disputed,
    )


def _differences(composer: Composer) -> DifferencesView:
    ledger = composer.findings.ledger
    differing, many = [], sum(len(sheet.standings) for sheet in ledger.differing) > _IN_FULL
    for sheet in ledger.differing:
        # The page of each measure shows them too.
        groups = () if many else tuple(group for group in sheet.groups if group.verdict == "differ")
        differing.append(DifferenceView(measure_line(composer, sheet), tuple(_groups(composer, sheet, groups))))
    apart = [sheet for sheet in ledger.sheets.values() if sheet.verdict == "not comparable"]
    return DifferencesView(
        differing=tuple(differing),
        incomparable=tuple(measure_line(composer, sheet) for sheet in apart),
        terms=unlike_terms(composer),
        disputed=ledger.disputed,
    )


def unlike_terms(composer: Composer) -> tuple[Reference, ...]:
    """The terms that the sources do not use alike, as links to what each entry says of it."""
    terms = [term for term in composer.library.all("term").values() if isinstance(term, Term) and term.difference]
    terms = composer.by_name(terms)
    href = (composer.href(f"{address_of(term)}#section-difference") for term in terms)
    return tuple(Reference(term.name, there, "term") for term, there in zip(terms, href, strict=True))
