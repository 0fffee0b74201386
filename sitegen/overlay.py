"""Lays highlights and links over the runs of a flow without ever crossing an element of it."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from .findings.citations import is_external
from .passages import Stretch
from .prose import Citation, Item, Link, LinkEnd, Markup, Run, plain_html


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words that a statement rests on: `target` is the id of its permanent link, `kind` gives the class; without one
    the words look like any others until somebody points at them."""

    stretch: Stretch
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class NameLink:
    """A name in the text that leads to its page."""

    stretch: Stretch
    href: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Layer:
    """A stretch over which the same highlights and the same link lie from end to end."""

    stretch: Stretch
    highlights: tuple[Highlight, ...] = ()
    link: NameLink | None = None


class Overlay:
    """Highlights and links over one text. Each highlight's permanent link is set where its words begin, once; a mark
    names what lies on it by how many links were set since, the last one being 0: ids are long and marks many, and small
    numbers, the same ones over and over, weigh next to nothing on the way to a reader."""

    def __init__(self, highlights: Iterable[Highlight], links: Iterable[NameLink]) -> None:
        ordered = sorted(highlights, key=lambda h: (h.stretch.start, -h.stretch.end, h.target))
        self._layers = tuple(_layers(ordered, _apart(links)))
        self._starts = [layer.stretch.start for layer in self._layers]
        self._placed: dict[str, int] = {}

    def html(self, flow: Iterable[Item]) -> str:
        """The flow as HTML. Links of the text's own are kept only where they lead off the site, and hold no other."""
        out: list[str] = []
        inside = False
        for item in flow:
            if isinstance(item, Markup):
                out.append(item.html)
            elif isinstance(item, Run):
                out += self._run(item, inside)
            elif isinstance(item, Link):
                inside = is_external(item.target)
                out.append(f'<a class="out" rel="noopener noreferrer" href="{plain_html(item.target)}">' * inside)
            elif isinstance(item, LinkEnd):
                out.append("</a>" * inside)
                inside = False
            elif isinstance(item, Citation):
                out.append(plain_html(str(item)))
        return "".join(out)

    def spots(self, targets: Iterable[str]) -> str:
        """The permanent links that are not set yet; asked for last, those whose words are not shown."""
        return "".join(f'<i class="spot" id="{target}"></i>' for target in self._new(targets))

    def _new(self, targets: Iterable[str]) -> list[str]:
        new = [target for target in dict.fromkeys(targets) if target not in self._placed]
        self._placed.update(zip(new, itertools.count(len(self._placed))))
        return new

    def _run(self, run: Run, inside: bool) -> Iterator[str]:
        layers = self._over(Stretch(run.start, run.start + len(run.text)))
        for link, over in groupby(layers, key=lambda layer: None if inside else layer.link):
            words = "".join(self._marked(run, layer) for layer in over)
            if link is None:
                yield words
            else:
                yield f'<a class="name {link.kind}" href="{plain_html(link.href)}">{words}</a>'

    def _over(self, whole: Stretch) -> Iterator[_Layer]:
        """The layers over a stretch, and the bare ends beside them."""
        at = whole.start
        for number in range(max(0, bisect.bisect_right(self._starts, whole.start) - 1), len(self._layers)):
            layer = self._layers[number]
            start, end = max(at, layer.stretch.start), min(whole.end, layer.stretch.end)
            if layer.stretch.start >= whole.end:
                break
            if start > at:
                yield _Layer(Stretch(at, start))
            if start < end:
                yield _Layer(Stretch(start, end), layer.highlights, layer.link)
                at = end
        if at < whole.end:
            yield _Layer(Stretch(at, whole.end))

    def _marked(self, run: Run, layer: _Layer) -> str:
        words = plain_html(run.text[layer.stretch.start - run.start : layer.stretch.end - run.start])
        if not layer.highlights:
            return words
        targets = list(dict.fromkeys(highlight.target for highlight in layer.highlights))
        *before, last = self._new(targets) or [""]
        spots = "".join(f'<i class="spot" id="{target}"></i>' for target in before)
        own = f' class="spot" id="{last}"' if last else ""
        kinds = " ".join(dict.fromkeys(highlight.kind for highlight in layer.highlights if highlight.kind))
        if kinds:
            own = f' class="spot {kinds}" id="{last}"' if last else f' class="{kinds}"'
        since = " ".join(str(len(self._placed) - 1 - self._placed[target]) for target in reversed(targets))
        return f'{spots}<mark{own} data-of="{since}">{words}</mark>'


def _layers(highlights: list[Highlight], links: list[NameLink]) -> Iterator[_Layer]:
    """The stretches between all beginnings and ends, in order, each with what lies over it."""
    stretches = [*(highlight.stretch for highlight in highlights), *(link.stretch for link in links)]
    ends = {end for stretch in stretches for end in (stretch.start, stretch.end)}
    active: list[Highlight] = []
    first = next_link = 0
    for start, end in pairwise(sorted(ends)):
        active = [highlight for highlight in active if highlight.stretch.end > start]
        while first < len(highlights) and highlights[first].stretch.start == start:
            active.append(highlights[first])
            first += 1
        while next_link < len(links) and links[next_link].stretch.end <= start:
            next_link += 1
        here = next_link < len(links) and links[next_link].stretch.start <= start
        yield _Layer(Stretch(start, end), tuple(active), links[next_link] if here else None)


def _apart(links: Iterable[NameLink]) -> list[NameLink]:
    """The links in order. Where two overlap the shorter is kept: it is the name itself, and the longer words round
    it would otherwise swallow every name they hold."""
    starts: list[int] = []
    kept: list[NameLink] = []
    for link in sorted(links, key=lambda one: (one.stretch.end - one.stretch.start, one.stretch.start)):
        spot = bisect.bisect(starts, link.stretch.start)
        if not any(link.stretch.overlaps(other.stretch) for other in kept[max(0, spot - 1) : spot + 1]):
            starts.insert(spot, link.stretch.start)
            kept.insert(spot, link)
    return kept


def rows(flow: Iterable[Item]) -> Iterator[list[Item]]:
    """The flow cut into its outermost blocks."""
    row: list[Item] = []
    depth = 0
    for item in flow:
        row.append(item)
        if isinstance(item, Markup):
            depth += item.html.count("<") - 2 * item.html.count("</") - item.html.count("<br") - item.html.count("<hr")
            if depth == 0:
                yield row
                row = []
    if row:
        yield row
