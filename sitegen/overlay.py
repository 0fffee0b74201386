"""Lays highlights and links over the runs of a flow without ever crossing an element of it."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .passages import Stretch
from .prose import Citation, Item, Link, LinkEnd, Markup, Run, plain_html


@dataclass(frozen=True, slots=True)
class Highlight:
    """Words that a statement rests on: `target` is the id of its permanent link, `kind` gives the class."""

    stretch: Stretch
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class NameLink:
    """A name in the text that leads to its page; `card` is the id of the card that explains it."""

    stretch: Stretch
    href: str
    kind: str
    card: str


class Overlay:
    """Highlights and links over one text. Each highlight's permanent link is set where its words begin, once."""

    def __init__(self, highlights: Iterable[Highlight], links: Iterable[NameLink]) -> None:
        self._highlights = sorted(highlights, key=lambda h: (h.stretch.start, -h.stretch.end, h.target))
        self._links = _apart(links)
        self._placed: set[str] = set()

    def html(self, flow: Iterable[Item]) -> str:
        """The flow as HTML. Links of the text's own are kept only where they lead off the site."""
        out: list[str] = []
        for item in flow:
            if isinstance(item, Markup):
                out.append(item.html)
            elif isinstance(item, Run):
                out += self._run(item)
            elif isinstance(item, Link):
                out.append(f'<a class="out" rel="noopener noreferrer" href="{plain_html(item.target)}">')
            elif isinstance(item, LinkEnd):
                out.append("</a>")
            elif isinstance(item, Citation):
                out.append(plain_html(str(item)))
        return "".join(out)

    def _run(self, run: Run) -> Iterator[str]:
        whole = Stretch(run.start, run.start + len(run.text))
        links = [link for link in self._links if link.stretch.overlaps(whole)]
        at = whole.start
        for link in links:
            start, end = max(at, link.stretch.start), min(whole.end, link.stretch.end)
            yield from self._pieces(run, at, start)
            yield f'<a class="name {link.kind}" href="{plain_html(link.href)}" data-card="{link.card}">'
            yield from self._pieces(run, start, end)
            yield "</a>"
            at = end
        yield from self._pieces(run, at, whole.end)

    def _pieces(self, run: Run, start: int, end: int) -> Iterator[str]:
        """The words between two offsets, cut wherever a highlight begins or ends."""
        over = [h for h in self._highlights if h.stretch.start < end and start < h.stretch.end]
        cuts = sorted({start, end, *(c for h in over for c in (h.stretch.start, h.stretch.end) if start < c < end)})
        for left, right in pairwise(cuts):
            covering = [h for h in over if h.stretch.start <= left and right <= h.stretch.end]
            words = plain_html(run.text[left - run.start : right - run.start])
            for highlight in covering:
                if highlight.target not in self._placed:
                    self._placed.add(highlight.target)
                    yield f'<span class="spot" id="{highlight.target}"></span>'
            if covering:
                kinds = " ".join(dict.fromkeys(h.kind for h in covering))
                targets = " ".join(dict.fromkeys(h.target for h in covering))
                yield f'<mark class="{kinds}" data-of="{targets}">{words}</mark>'
            else:
                yield words


def _apart(links: Iterable[NameLink]) -> list[NameLink]:
    """The links in order. Where two overlap the shorter is kept: it is the name itself, and the longer words round
    it would otherwise swallow every name they hold."""
    kept: list[Stretch] = []
    chosen: list[NameLink] = []
    for link in sorted(links, key=lambda one: (one.stretch.end - one.stretch.start, one.stretch.start)):
        spot = bisect.bisect(kept, link.stretch)
        if not any(link.stretch.overlaps(other) for other in kept[max(0, spot - 1) : spot + 1]):
            kept.insert(spot, link.stretch)
            chosen.append(link)
    return sorted(chosen, key=lambda one: one.stretch)


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
