"""The ledger: a sheet for each measure with its figures, their verdicts, and what the whole sheet comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...kinds.figure import Figure
from ...kinds.measure import Measure
from ...library import Library
from ...problems import Problem
from ..anchors import Anchors
from ..chronology import Chronology
from ..voices import Voices
from .entries import Entry, Kindred, Known
from .verdicts import Standing, Verdict, standings

_WEIGHT: tuple[Verdict, ...] = ("differ", "agree", "same voice", "not comparable", "alone")


@dataclass(frozen=True, slots=True)
class Group:
    """Figures alike in unit, scope, population and span, in the order of time."""

    kindred: Kindred
    standings: tuple[Standing, ...]

    @property
    def verdict(self) -> Verdict:
        return _headline(self.standings)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One measure: its figures in groups, how many articles and voices give them, and the verdict over all."""

    measure: Measure
    groups: tuple[Group, ...]
    articles: int
    voices: int

    @property
    def standings(self) -> tuple[Standing, ...]:
        return tuple(standing for group in self.groups for standing in group.standings)

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict of any figure."""
        return _headline(self.standings)

    @property
    def key(self) -> bool:
        """Whether it is one of the key figures, and there is a figure to show."""
        return self.measure.key and bool(self.groups)

    @property
    def spread(self) -> float:
        """By how much the figures differ that can be compared: the widest gap, as a share of the higher bound."""
        return max((standing.spread for standing in self.standings), default=0.0)


def _headline(found: Sequence[Standing]) -> Verdict:
    return min((standing.verdict for standing in found), key=_WEIGHT.index, default="alone")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A sheet for every measure by its id, and the standing of every figure by (article, statement id)."""

    sheets: Mapping[str, Sheet]
    standings: Mapping[tuple[str, str], Standing]

    def of(self, figure: Figure) -> Standing | None:
        """The standing of a figure, or None where its number was not read."""
        return self.standings.get((figure.article, figure.id))

    @property
    def differing(self) -> tuple[Sheet, ...]:
        """The measures on which figures differ, the widest gap first."""
        found = [sheet for sheet in self.sheets.values() if sheet.verdict == "differ"]
        return tuple(sorted(found, key=lambda sheet: (-sheet.spread, sheet.measure.name.casefold())))

    @property
    def of_one_voice(self) -> tuple[Sheet, ...]:
        """The measures for which only one voice gives figures."""
        return tuple(sheet for sheet in self.sheets.values() if sheet.voices == 1)

    @property
    def disputed(self) -> int:
        """How many figures differ from another."""
        return sum(standing.verdict == "differ" for standing in self.standings.values())


def work_out_ledger(
    library: Library, anchors: Anchors, chronology: Chronology, voices: Voices
) -> tuple[Ledger, list[Problem]]:
    """The whole ledger, and a problem for each figure whose number cannot be read."""
    known = Known(library, anchors, chronology, voices)
    problems: list[Problem] = []
    sheets: dict[str, Sheet] = {}
    for measure in library.all("measure").values():
        assert isinstance(measure, Measure)
        figures = [one for one in library.referring(measure, "measure", "figure") if isinstance(one, Figure)]
        # While the articles and their voices stand, no figure need be looked at.
        articles = [figure.article for figure in figures]
        dated = tuple([chronology.articles[one] for one in articles])
        rest = (measure, voices, dated, tuple([library.documents[one] for one in articles]))
        sheets[measure.id], slips = library.once(("sheet of", measure.id), rest, _sheet_again, known, measure, figures)
        problems += slips
    by_figure = {
        (one.entry.figure.article, one.entry.figure.id): one for sheet in sheets.values() for one in sheet.standings
    }
    return Ledger(sheets, by_figure), problems


def _sheet_again(known: Known, measure: Measure, figures: list[Figure]) -> tuple[Sheet, list[Problem]]:
    """A sheet, worked out anew where any figure is another, or has another time or voice."""
    rest = (measure, *map(known.rests_on, figures))
    return known.library.once(("sheet", measure.id), rest, _sheet, known, measure, figures)


def _sheet(known: Known, measure: Measure, figures: list[Figure]) -> tuple[Sheet, list[Problem]]:
    slips: list[Problem] = []
    entries: list[Entry] = []
    for figure in figures:
        found, problems = known.entry(figure, measure)
        entries += [found] if found else []
        slips += problems
    groups: dict[Kindred, list[Standing]] = {}
    for standing in standings(measure, entries):
        groups.setdefault(standing.entry.kindred, []).append(standing)
    speakers = {entry.figure.speaker for entry in entries if entry.figure.speaker}
    own = known.voices.count((entry.figure.article, entry.stretch) for entry in entries if not entry.figure.speaker)
    articles = {entry.figure.article for entry in entries}
    in_order = sorted(
        (Group(kindred, tuple(found)) for kindred, found in groups.items()),
        key=lambda group: (_WEIGHT.index(group.verdict), -len(group.standings)),
    )
    return Sheet(measure, tuple(in_order), len(articles), len(speakers) + own.voices), slips
