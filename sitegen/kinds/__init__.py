"""What can be written: one module a kind, in a list whose order is the order of display."""

from ..records import Kind
from . import (
    account,
    actor,
    article,
    commitment,
    date,
    event,
    figure,
    followup,
    issue,
    measure,
    mention,
    outlet,
    part,
    place,
    quote,
    series,
    site,
    stance,
    term,
    use,
    wording,
)

KINDS: tuple[Kind, ...] = (
    site.KIND,
    article.KIND,
    outlet.KIND,
    actor.KIND,
    event.KIND,
    series.KIND,
    term.KIND,
    place.KIND,
    measure.KIND,
    issue.KIND,
    wording.KIND,
    quote.KIND,
    figure.KIND,
    stance.KIND,
    account.KIND,
    commitment.KIND,
    followup.KIND,
    date.KIND,
    mention.KIND,
    use.KIND,
    part.KIND,
)

THINGS: dict[str, Kind] = {kind.name: kind for kind in KINDS if kind.family == "thing"}
STATEMENTS: dict[str, Kind] = {kind.name: kind for kind in KINDS if kind.family == "statement"}
