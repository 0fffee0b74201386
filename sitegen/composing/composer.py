"""Composes one page: prose with its citations numbered, names linked, passages in their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TypeVar

from ..dates import read_span
from ..findings import Anchor
from ..findings.citations import is_external
from ..findings.mentions import Mentioning
from ..kinds.site import Correction
from ..language import against, any_against
from ..library import Document
from ..originals import original
from ..page import Briefing, address_of, address_of_article, label_of, relative
from ..passages import Stretch, fold
from ..prose import Citation, Item, Link, LinkEnd, Markup, Run, plain_html, read_prose
from ..records import Thing
from .blocks import set_in_their_ways, unwrapped
from .cards import card_of
from .pieces import Card, Corrected, Evidence, Html, Reference, Snippet

T = TypeVar("T", bound=Thing)
# A narrow space that breaks no line.
_BETWEEN_NUMBERS = "\u202f"


class Composer:
    """Composes one page at `address`, and remembers which evidence and which names stand on it."""

    def __init__(self, briefing: Briefing, address: str, subject: Thing | None = None) -> None:
        self.briefing = briefing
        self.library = briefing.library
        self.findings = briefing.findings
        self.address = address
        self._subject = subject
        self._cited: dict[tuple[str, str], tuple[int, list[int]]] = {}
        self._anchors: dict[tuple[str, str], Anchor] = {}
        self._cards: dict[tuple[str, str], Card] = {}
        self._articles: set[str] = set()

    # ── links

    def href(self, target: str) -> str:
        """The way from this page to an address of the site."""
        return relative(target, self.address)

    def thing(self, thing: Thing) -> Reference:
        """A link to a thing, with its card put on the page."""
        self._explain(thing)
        return Reference(thing.name, self.href(address_of(thing)), thing.kind)

    def reference(self, reference: str | None, *kinds: str) -> Reference | None:
        """A link to what a reference means, or None for none."""
        thing = self.library.thing(reference, kinds) if reference else None
        return self.thing(thing) if thing else None

    def article(self, document: Document) -> Reference:
        """A link to an article's page."""
        self._articles.add(document.id)
        article, href = document.article, self.href(address_of_article(document.id))
        language = "" if article.label and not article.headline else article.language
        other = language if language != self.briefing.language.tag else ""
        return Reference(label_of(document, self.findings.rights), href, "article", language=other)

    def by_name(self, things: Iterable[T]) -> list[T]:
        """Things in the order in which a reader of the site looks for their names."""
        language = self.briefing.language
        return sorted(things, key=lambda thing: (language.sort_key(_looked_for(thing)), thing.id))

    def permalink(self, anchor: Anchor) -> str:
        """The way to the words an anchor rests on."""
        return self.href(f"{address_of_article(anchor.article)}#{anchor.id}")

    def _explain(self, thing: Thing) -> None:
        """Puts the card of a thing on the page, once. The subject of the page has none: the whole page says it."""
        key = (thing.kind, thing.id)
        if thing is self._subject or key in self._cards:
            return
        self._cards[key] = card_of(thing, self.href(address_of(thing)))

    # ── passages

    def snippet(
        self,
        document: Document,
        stretch: Stretch,
        anchor_id: str = "",
        heading: str = "",
        name: str = "",
        original: str = "",
    ) -> Snippet:
        """Words in their sentence, as far as the source's rights let them be shown. A permanent link needs the id of
        an anchor; without one it leads to the row. A `name` is ours to print wherever it stands."""
        shown = self.findings.excerpts.around(document, stretch)
        dated = self.findings.chronology.articles[document.id]
        return Snippet(
            article=self.article(document),
            href=self.href(f"{address_of_article(document.id)}#{anchor_id or f'p{shown.row + 1}'}"),
            before=shown.before,
            words=name or shown.words,
            after=shown.after,
            language=document.article.language,
            date=dated.span.said if dated.span else "",
            heading=heading,
            original=original,
        )

    def anchored(self, anchor: Anchor) -> Snippet:
        """The words of an anchor in their sentence; where the annotation omits some, from the first to the last."""
        document = self.library.documents[anchor.article]
        there = original(document, self.findings.excerpts, anchor.passage.pieces[0])
        return self.snippet(document, Stretch(anchor.passage.start, anchor.passage.end), anchor.id, original=there)

    def mention(self, mention: Mentioning) -> Snippet:
        """A mention in its sentence."""
        document = self.library.documents[mention.article]
        name = "" if mention.statement else mention.printed
        return self.snippet(document, mention.stretch, mention.statement or "", name=name)

    # ── prose

    def prose(self, text: str | None) -> Html | None:
        """Our own prose as HTML: citations become numbers, the first mention of each name in it a link."""
        return Html(lambda: self._blocks(text)) if text else None

    def _blocks(self, text: str) -> str:
        written, language = read_prose(text), self.briefing.language
        html = "".join(self._prose(written.flow))
        return set_in_their_ways(html, language) if any_against(written.plain, language.direction) else html

    def line(self, text: str | None) -> Html | None:
        """Prose of one line, without a paragraph round it."""
        return Html(lambda: self._inline(text)) if text else None

    def _inline(self, text: str) -> str:
        written = read_prose(text)
        way = against(written.plain, self.briefing.language.direction)
        html = unwrapped("".join(self._prose(written.flow)))
        return f'<span dir="{way}">{html}</span>' if way else html

    def _prose(self, flow: tuple[Item, ...]) -> Iterator[str]:
        linked: set[str] = set()
        inside = False
        for item, following in zip_longest(flow, flow[1:]):
            if isinstance(item, Markup):
                yield item.html
            elif isinstance(item, Run):
                # A number stands close to the words it belongs to, and numbers close to each other.
                text = item.text.rstrip() if isinstance(following, Citation) else item.text
                if not text and item.text:
                    yield _BETWEEN_NUMBERS
                elif text:
                    yield plain_html(text) if inside else self._named(text, linked)
            elif isinstance(item, Citation):
                yield self.cite(item)
            elif isinstance(item, Link):
                inside = True
                yield self._open(item.target)
            elif isinstance(item, LinkEnd):
                inside = False
                yield "</a>"

    def _open(self, target: str) -> str:
        if is_external(target):
            return f'<a class="out" rel="noopener noreferrer" href="{plain_html(target)}">'
        kind, _, name = target.partition(":")
        if kind == "article":
            return f'<a href="{self.href(address_of_article(name))}">'
        thing = self.library.thing(target)
        if thing is None:
            return "<a>"
        link = self.thing(thing)
        return f'<a class="name {link.kind}" href="{plain_html(link.href)}">'

    def _named(self, text: str, linked: set[str]) -> str:
        out, at = [], 0
        for stretch, name in self.findings.names.find(fold(text)):
            thing = self.findings.names.strong.get(name)
            if thing is None or thing is self._subject or thing.name in linked:
                continue
            linked.add(thing.name)
            link = self.thing(thing)
            out.append(plain_html(text[at : stretch.start]))
            out.append(
                f'<a class="name {link.kind}" href="{plain_html(link.href)}">'
                f"{plain_html(text[stretch.start : stretch.end])}</a>"
            )
            at = stretch.end
        out.append(plain_html(text[at:]))
        return "".join(out)

    def cite(self, citation: Citation) -> str:
        """The number of a citation as a link to its evidence at the end of the page."""
        anchor = self.findings.anchors.citations.get(citation)
        if anchor is None:
            return ""
        key = (anchor.article, anchor.id)
        self._anchors.setdefault(key, anchor)
        number, uses = self._cited.setdefault(key, (len(self._cited) + 1, []))
        use = len(uses) + 1
        uses.append(use)
        language = self.briefing.language
        said = language.gettext("Evidence %(number)s", number=number)
        return (
            f'<sup class="cite"><a href="#evidence-{number}" id="cite-{number}-{use}" '
            f'aria-label="{plain_html(said)}">{language.number(number)}</a></sup>'
        )

    def corrected(self, correction: Correction) -> Corrected:
        """A correction with the ways to what it is about."""
        span = read_span(correction.date)
        articles = (self.article(self.library.documents[article]) for article in correction.articles)
        things = (link for reference in correction.about if (link := self.reference(reference)))
        date, iso = (span.said, span.edtf) if span else ("", "")
        return Corrected(date, iso, self.line(correction.what), (*articles, *things))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the page's prose rests on, in the order of first citation."""
        return tuple(
            Evidence(number, self.anchored(self._anchors[key]), len(uses))
            for key, (number, uses) in self._cited.items()
        )

    @property
    def cards(self) -> tuple[Card, ...]:
        """The names on the page, by name."""
        return tuple(
            sorted(self._cards.values(), key=lambda card: (self.briefing.language.sort_key(card.name), card.href))
        )

    @property
    def newest(self) -> str:
        """The date of the newest article that the page names or quotes, in words; empty where none is known."""
        dated = [span for article in self._articles if (span := self.findings.chronology.articles[article].span)]
        return max(dated, key=lambda span: span.end).said if dated else ""


def _looked_for(thing: Thing) -> str:
    return getattr(thing, "sort_name", None) or thing.name
