"""The pictures of figures: those of one unit on one axis, with their words as printed and who prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..composing import Composer
from ..findings.ledger import Group, Sheet, Standing
from ..language import message
from ..page import label_of
from ..pictures import Amount, Amounts, Ranges, amounts_of, ranges_of
from .ledger import printed_number
from .verdict import bounds_said, number_said

_UNIT_SAID = {"share": message("shares of the whole")}


def axes_of(sheet: Sheet) -> Mapping[str, Amounts]:
    """An axis for each unit in which a measure is counted, so that its groups can be compared by eye."""
    by_unit: dict[str, list[Standing]] = {}
    for standing in sheet.standings:
        by_unit.setdefault(standing.entry.kindred.unit, []).append(standing)
    return {unit: amounts_of([one.entry.bounds.quantity for one in found]) for unit, found in by_unit.items()}


def ranges(composer: Composer, sheet: Sheet, group: Group, number: int, axis: Amounts) -> Ranges | None:
    """The picture of a group of figures; None where the words of none may be shown."""
    figures = tuple(_figures(composer, group.standings))
    if not figures:
        return None
    language = composer.briefing.language
    unit = _UNIT_SAID.get(group.kindred.unit, group.kindred.unit)
    return Ranges(
        id=f"ranges-{sheet.measure.id}-{number}",
        title=message("%(measure)s, in %(unit)s", measure=sheet.measure.name, unit=unit),
        unit=unit,
        figures=figures,
        drawings=ranges_of(figures, axis, lambda value: language.say(number_said(value, axis.share)), language),
        logarithmic=axis.logarithmic,
    )


def _figures(composer: Composer, standings: Iterable[Standing]) -> Iterable[Amount]:
    say = composer.briefing.language.say
    for standing in standings:
        entry = standing.entry
        printed = printed_number(composer, entry)
        if printed is None:
            continue
        quantity = entry.bounds.quantity
        source = label_of(composer.library.documents[entry.figure.article], composer.findings.rights)
        yield Amount(
            printed=printed.words,
            language=printed.language,
            source=f"{source} · {say(entry.when.short)}" if entry.when else source,
            said=say(bounds_said(entry) or number_said(quantity.low, quantity.unit == "%")),
            quantity=quantity,
            differs=standing.verdict == "differ",
        )
