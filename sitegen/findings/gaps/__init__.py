"""What nobody has annotated, described or resolved yet, and what is left so on purpose and why.

`quotations` and `signs` find in a text what an annotation would rest on, `in_text` lists what no statement covers,
`in_records` what is written but not described, dated or used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...library import Document, Library
from ..anchors import Anchors
from ..chronology import Chronology
from ..ledger import Ledger
from ..mentions import Mentions
from ..names import Names
from ..voices import Voices
from .in_records import gaps_in_records
from .in_text import gaps_in_text
from .kinds import Gap, GapKind


@dataclass(frozen=True, slots=True)
class Gaps:
    """Every gap: those of each article in the order of its text, and those of records. `because` in a gap says that
    it is left on purpose."""

    in_article: Mapping[str, tuple[Gap, ...]]
    in_records: tuple[Gap, ...]
    _of_article: Mapping[str, tuple[Gap, ...]] = field(repr=False)

    def of_article(self, article: str) -> tuple[Gap, ...]:
        """Those of `in_records` that an article as a whole has."""
        return self._of_article.get(article, ())

    def open_in(self, article: str) -> list[Gap]:
        """The gaps of one article that nobody has explained."""
        return [gap for gap in self.in_article[article] if not gap.because]

    @property
    def still_open(self) -> int:
        """How many gaps nobody has explained."""
        return len(self.open)

    @property
    def open(self) -> list[Gap]:
        """The gaps that nobody has explained."""
        every = [*(gap for gaps in self.in_article.values() for gap in gaps), *self.in_records]
        return [gap for gap in every if not gap.because]


def find_gaps(
    library: Library,
    anchors: Anchors,
    mentions: Mentions,
    names: Names,
    chronology: Chronology,
    ledger: Ledger,
    voices: Voices,
) -> Gaps:
    """All gaps of the briefing."""
    in_article = {
        document.id: document.once(
            "gaps",
            (library.site.not_names, names, mentions.in_article[document.id], *anchors.in_article(document.id)),
            _in_article,
            library,
            document,
            anchors,
            mentions,
            names,
        )
        for document in library.documents.values()
    }
    in_records = tuple(gaps_in_records(library, anchors, mentions, chronology, ledger, voices))
    of_article: dict[str, tuple[Gap, ...]] = {}
    for gap in in_records:
        kind, _, name = gap.record.partition(":")
        if kind == "article":
            of_article[name] = (*of_article.get(name, ()), gap)
    return Gaps(in_article, in_records, of_article)


def _in_article(
    library: Library, document: Document, anchors: Anchors, mentions: Mentions, names: Names
) -> tuple[Gap, ...]:
    return tuple(gaps_in_text(library, document, anchors.in_article(document.id), mentions, names))


__all__ = ["Gap", "GapKind", "Gaps", "find_gaps"]
