"""What our own prose cites: each citation led to its words, each link to its target, each bare sentence named."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ..kinds import STATEMENTS
from ..library import Document, Library
from ..passages import Passage, find
from ..problems import Place, Problem, did_you_mean
from ..prose import Citation, read_prose, uncited_sentences
from ..records import Record, spots
from .anchors import Anchor, Wanted, citing_id, find_one
from .lookalikes import mixed_in_address

StatementAnchors = Mapping[tuple[str, str], Anchor]


@dataclass(frozen=True, slots=True)
class _Cites:
    """What one piece of our prose cites and links to, and which of its sentences cite nothing though they must."""

    record: Record
    steps: tuple[str | int, ...]
    citations: tuple[Citation, ...]
    unreadable: tuple[str, ...]
    links: tuple[str, ...]
    bare: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where it is written; worked out where somebody will be shown it."""
        return self.record.place(*self.steps)


def resolve_citations(library: Library, statements: StatementAnchors) -> tuple[dict[Citation, Anchor], list[Problem]]:
    """An anchor for every citation in any field of prose. Words that a statement already rests on lead to it."""
    found: dict[Citation, Anchor] = {}
    problems: list[Problem] = []
    for piece in _pieces(library):
        for citation in piece.citations:
            if citation in found:
                continue
            slips: list[Problem] = []
            anchor = _anchor(library, citation, statements, piece, slips)
            if anchor is not None:
                found[citation] = anchor
            problems += [replace(slip, place=spot_of(library, piece.place, str(citation))) for slip in slips]
        problems += _slips(library, piece)
    return found, [*problems, *_addresses(library)]


def _pieces(library: Library) -> Iterator[_Cites]:
    """Every piece of our own prose."""
    yield from library.once_of_singles("prose", _cites)
    for document in library.documents.values():
        yield from document.once("prose", (), _cites, document.records)


def _cites(records: Iterable[Record]) -> list[_Cites]:
    found = []
    for record in records:
        for spot in spots(record):
            if spot.role == "prose":
                written = read_prose(spot.text)
                bare = () if spot.uncited else tuple(uncited_sentences(written))
                about = (written.citations, written.unreadable, written.links, bare)
                found.append(_Cites(record, spot.steps, *about))
    return found


def citing(library: Library) -> Iterator[tuple[Record, Citation]]:
    """Every citation in our own prose, with the record that it stands in."""
    return ((piece.record, citation) for piece in _pieces(library) for citation in piece.citations)


def _by_passage(document: Document, statements: StatementAnchors) -> dict[Passage, Anchor]:
    """The statements of an article that citations of their words lead to: of several with the same words the first by
    kind and id, however they are ordered in their file."""
    kinds = list(STATEMENTS)
    found = (statements.get((document.id, statement.id)) for statement in document.statements)
    known: dict[Passage, Anchor] = {}
    for anchor in sorted(filter(None, found), key=lambda one: (kinds.index(one.kind), one.id)):
        known.setdefault(anchor.passage, anchor)
    return known


def _anchor(
    library: Library, citation: Citation, statements: StatementAnchors, piece: _Cites, problems: list[Problem]
) -> Anchor | None:
    document = library.documents.get(citation.article)
    if f"article:{citation.article}" in library.broken:
        return None
    if document is None:
        problems.append(_no_article(library, citation.article, piece.place))
        return None
    if citation.statement is not None:
        if f"{citation.article}/{citation.statement}" in library.broken:
            return None
        return _statement(document, citation, statements, piece, problems)
    assert citation.words is not None
    passages = find(document.text, citation.words)
    passage = passages[0] if len(passages) == 1 else find_one(document, Wanted(citation.words), piece.place, problems)
    if passage is None:
        return None
    stated = document.once("by passage", (), _by_passage, document, statements).get(passage)
    return document.over_saves(("cited", passage), (document.text, stated), _cited, document, passage, stated)


def _cited(document: Document, passage: Passage, stated: Anchor | None) -> Anchor:
    """The anchor of words that our own prose cites: that of the statement which rests on them, where there is one."""
    name = citing_id(document, passage)
    # The words keep the link they had before a statement was made about them.
    return replace(stated, also=(name,)) if stated else Anchor(document.id, name, passage, None, {})


_RELEASE = "take `draft: true` or `embargo` out of it, or build with --drafts"


def _no_article(library: Library, article: str, place: Place) -> Problem:
    if why := library.held_back.get(f"article:{article}"):
        message = f"the article “{article}” {why}"
        return Problem(place, "unknown-reference", message, _RELEASE)
    hint = did_you_mean(article, library.documents)
    return Problem(place, "unknown-reference", f"there is no article “{article}”", hint)


def _statement(
    document: Document, citation: Citation, statements: StatementAnchors, piece: _Cites, problems: list[Problem]
) -> Anchor | None:
    assert citation.statement is not None
    anchor = statements.get((citation.article, citation.statement))
    if anchor is None and any(one.id == citation.statement for one in document.statements):
        return None  # Its words are lost, and that is a problem already.
    if anchor is None:
        near = [statement for article, statement in statements if article == citation.article]
        message = f"the article “{citation.article}” has no statement “{citation.statement}”"
        problems.append(Problem(piece.place, "unknown-reference", message, did_you_mean(citation.statement, near)))
    return anchor


_CITATION_WITHOUT_SIGN = re.compile(r"\[([a-z0-9][a-z0-9-]*(?=/| [\"“'‘]))")


def _slips(library: Library, piece: _Cites) -> list[Problem]:
    problems = []
    for unreadable in piece.unreadable:
        hint = 'write `[@article "exact words"]` or `[@article/statement-id]`'
        spot = spot_of(library, piece.place, unreadable)
        problems.append(Problem(spot, "bad-citation", f"the citation {unreadable} cannot be read", hint))
    for target in piece.links:
        problems += [
            replace(slip, place=spot_of(library, piece.place, target))
            for slip in _link_slip(library, target, piece.place)
        ]
    for sentence in piece.bare:
        spot = spot_of(library, piece.place, sentence)
        hint = 'add `[@article "exact words"]` behind it, or take it out'
        if meant := _CITATION_WITHOUT_SIGN.search(sentence):
            hint = f"a citation begins with @: write `[@{meant[1]}`"
        message = f"this sentence cites nothing: “{_shortened(sentence)}”"
        problems.append(Problem(spot, "uncited-sentence", message, hint, severity="warning"))
    return problems


# Longer addresses are cut by browsers and by those who pass them on.
LONGEST = 2_000
_EXTERNAL = re.compile(r"https?://[^\s/@:]+(?::\d+)?(?:/\S*)?|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)


def is_external(target: str) -> bool:
    """Whether a link leads off the site in one of the ways that are allowed."""
    return len(target) <= LONGEST and _EXTERNAL.fullmatch(target) is not None


def _addresses(library: Library) -> Iterator[Problem]:
    """Fields that must hold a whole web address and do not."""
    yield from library.once_of_singles("addresses", _addresses_of)
    for document in library.documents.values():
        yield from document.once("addresses", (), _addresses_of, document.records)


def _addresses_of(records: Iterable[Record]) -> list[Problem]:
    problems = []
    for record in records:
        for spot in spots(record):
            if spot.role == "url" and not (is_external(spot.text) and spot.text[:4].lower() == "http"):
                code = "bad-setting" if record.kind == "site" else "bad-link"
                message, hint = f"“{spot.text}” is not a whole web address", "write it as in https://example.org/page"
                problems.append(Problem(record.place(*spot.steps), code, message, hint))
    return problems


def _link_slip(library: Library, target: str, place: Place) -> list[Problem]:
    if is_external(target):
        return list(mixed_in_address(target, place))
    kind, colon, name = target.partition(":")
    known = library.documents if kind == "article" else library.things.get(kind)
    if not colon or known is None:
        kinds = ["article", *library.things]
        near = did_you_mean(kind, kinds) if colon else ""
        hint = near or "write `kind:id`, such as `actor:ada-moreno`, or a whole address"
        return [Problem(place, "bad-link", f"the link “{target}” leads nowhere that is allowed", hint)]
    if name in known or target in library.broken:
        return []
    if why := library.held_back.get(target):
        return [Problem(place, "broken-link", f"the {kind} “{name}” {why}", _RELEASE)]
    message = f"there is no {kind} “{name}” to link to"
    return [Problem(place, "broken-link", message, did_you_mean(name, known))]


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else words[:69].rsplit(" ", 1)[0] + " …"


def spot_of(library: Library, place: Place, words: str) -> Place:
    """The line and column where some words of a field are written. The field may run over several lines, so the
    words are looked for in it with any white space between them, shorter and shorter; the field itself where that
    fails."""
    source = library.sources.get(place.path)
    if source is None or not place.line:
        return place
    starts = _line_starts(source)
    start = starts[place.line - 1] + place.column - 1
    parts = words.split()[:6]
    while parts:
        found = re.compile(r"\s+".join(map(re.escape, parts))).search(source, start, start + place.length)
        if found:
            line = bisect.bisect_right(starts, found.start())
            return Place(place.path, line, found.start() - starts[line - 1] + 1, len(found[0].split("\n")[0]))
        parts.pop()
    return place


@lru_cache(maxsize=8)
def _line_starts(source: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in re.finditer("\n", source)))
