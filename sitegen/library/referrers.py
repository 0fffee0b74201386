"""Who refers to whom: by each key of each kind of record, the records that name a thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from ..records import Record, spots
from .things import Things

# The kind and id of a thing that is referred to, by which key, in a record of which kind.
Way = tuple[str, str, str, str]
Ways = Mapping[Way, list[Record]]


def ways(things: Things, records: Iterable[Record]) -> Ways:
    """The ways by which records refer to things, each record once for each."""
    found: dict[Way, dict[int, Record]] = {}
    for record in records:
        for spot in spots(record):
            thing = things.one(spot.text, spot.kinds) if spot.role == "ref" else None
            if thing is not None:
                key = str(next(step for step in reversed(spot.steps) if isinstance(step, str)))
                found.setdefault((thing.kind, thing.id, key, record.kind), {})[id(record)] = record
    return {way: list(referring.values()) for way, referring in found.items()}


class Referrers:
    """The ways of all records, those of single ones first, then article by article. A preview makes those of the next
    save from these: only what an article says that is another is put in its place."""

    def __init__(self, singles: Ways, articles: Mapping[str, Ways], before: Referrers | None = None) -> None:
        self._singles, self._articles = singles, articles
        self._found: dict[Way, dict[str, list[Record]]] = {}
        if before is None or list(before._articles) != list(articles):
            for article, of_article in articles.items():
                for way, records in of_article.items():
                    self._found.setdefault(way, {})[article] = records
            return
        self._found |= before._found
        for article, now in articles.items():
            if (earlier := before._articles[article]) is not now:
                for way in earlier.keys() | now.keys():
                    self._put(way, article, now.get(way))

    def _put(self, way: Way, article: str, records: list[Record] | None) -> None:
        """What an article has of one way, or that it has nothing. What was there is copied: an earlier library may
        still be asked."""
        found = {**self._found.get(way, {})}
        if records is None:
            found.pop(article, None)
        elif article in found:
            found[article] = records
        else:
            found[article] = records
            found = {name: found[name] for name in self._articles if name in found}
        self._found[way] = found

    def of(self, way: Way) -> list[Record]:
        """The records that refer in one way, in the order in which everything is listed."""
        return [*self._singles.get(way, ()), *chain.from_iterable(self._found.get(way, {}).values())]
