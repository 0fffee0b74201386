"""What our own prose cites: each citation led to its words, each link to its target, each bare sentence named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..library import Document, Library
from ..passages import Passage
from ..problems import Place, Problem, did_you_mean
from ..prose import Citation, Written, read_prose, uncited_sentences
from .anchors import Anchor, Wanted, citing_id, find_one, records_with_prose

StatementAnchors = Mapping[tuple[str, str], Anchor]


def resolve_citations(library: Library, statements: StatementAnchors) -> tuple[dict[Citation, Anchor], list[Problem]]:
    """An anchor for every citation in any field of prose. Words that a statement already rests on lead to it."""
    known = {(anchor.article, anchor.passage): anchor for anchor in statements.values()}
    found: dict[Citation, Anchor] = {}
    problems: list[Problem] = []
    for record, steps, text, uncited in records_with_prose(library):
        written, place = read_prose(text), record.place(*steps)
        for citation in written.citations:
            if citation in found:
                continue
            slips: list[Problem] = []
            anchor = _anchor(library, citation, statements, known, place, slips)
            if anchor is not None:
                found[citation] = anchor
            # The exact spot is only worked out where somebody will be shown it.
            problems += [replace(slip, place=spot_of(library, place, str(citation))) for slip in slips]
        problems += _slips(library, written, place, uncited)
    return found, problems


def _anchor(
    library: Library,
    citation: Citation,
    statements: StatementAnchors,
    known: dict[tuple[str, Passage], Anchor],
    place: Place,
    problems: list[Problem],
) -> Anchor | None:
    document = library.documents.get(citation.article)
    if f"article:{citation.article}" in library.broken:
        return None
    if document is None:
        hint = did_you_mean(citation.article, library.documents)
        problems.append(Problem(place, "unknown-reference", f"there is no article “{citation.article}”", hint))
        return None
    if citation.statement is not None:
        if f"{citation.article}/{citation.statement}" in library.broken:
            return None
        return _statement(document, citation, statements, place, problems)
    assert citation.words is not None
    passage = find_one(document, Wanted(citation.words), place, problems)
    if passage is None:
        return None
    anchor = Anchor(document.id, citing_id(document, citation.words), passage, None, {})
    return known.setdefault((document.id, passage), anchor)


def _statement(
    document: Document, citation: Citation, statements: StatementAnchors, place: Place, problems: list[Problem]
) -> Anchor | None:
    assert citation.statement is not None
    anchor = statements.get((citation.article, citation.statement))
    if anchor is None and any(one.id == citation.statement for one in document.statements):
        return None  # Its words are lost, and that is a problem already.
    if anchor is None:
        near = [statement for article, statement in statements if article == citation.article]
        message = f"the article “{citation.article}” has no statement “{citation.statement}”"
        problems.append(Problem(place, "unknown-reference", message, did_you_mean(citation.statement, near)))
    return anchor


def _slips(library: Library, written: Written, place: Place, uncited: bool) -> list[Problem]:
    problems = []
    for unreadable in written.unreadable:
        hint = 'write `[@article "exact words"]` or `[@article/statement-id]`'
        spot = spot_of(library, place, unreadable)
        problems.append(Problem(spot, "bad-citation", f"the citation {unreadable} cannot be read", hint))
    for target in written.links:
        problems += _link_slip(library, target, spot_of(library, place, target))
    for sentence in [] if uncited else uncited_sentences(written):
        spot = spot_of(library, place, sentence)
        hint = 'add `[@article "exact words"]` behind it, or take it out'
        message = f"this sentence cites nothing: “{_shortened(sentence)}”"
        problems.append(Problem(spot, "uncited-sentence", message, hint, severity="warning"))
    return problems


_EXTERNAL = re.compile(r"https?://[^\s/@:]+(?::\d+)?(?:/\S*)?|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)


def is_external(target: str) -> bool:
    """Whether a link leads off the site in one of the ways that are allowed."""
    return _EXTERNAL.fullmatch(target) is not None


def _link_slip(library: Library, target: str, place: Place) -> list[Problem]:
    if is_external(target):
        return []
    kind, colon, name = target.partition(":")
    known = library.documents if kind == "article" else library.things.get(kind)
    if not colon or known is None:
        kinds = ["article", *library.things]
        hint = did_you_mean(kind, kinds) if colon else "write `kind:id`, such as `actor:erdogan`, or a whole address"
        return [Problem(place, "bad-link", f"the link “{target}” leads nowhere that is allowed", hint)]
    if name in known or target in library.broken:
        return []
    message = f"there is no {kind} “{name}” to link to"
    return [Problem(place, "broken-link", message, did_you_mean(name, known))]


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else words[:69].rsplit(" ", 1)[0] + " …"


def spot_of(library: Library, place: Place, words: str) -> Place:
    """The line and column where some words of a field are written. The field may run over several lines, so the
    words are looked for from its start with any white space between them, shorter and shorter; the field itself
    where that fails."""
    source = library.sources.get(place.path)
    if source is None or not place.line:
        return place
    lines = source.split("\n")
    start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
    parts = words.split()[:6]
    while parts:
        found = re.compile(r"\s+".join(map(re.escape, parts))).search(source, start)
        if found:
            line_start = source.rfind("\n", 0, found.start()) + 1
            line = source.count("\n", 0, found.start()) + 1
            length = len(found[0].split("\n")[0])
            return Place(place.path, line, found.start() - line_start + 1, length)
        parts.pop()
    return place
