"""Every mention of a thing in every article: strong names by themselves, weak ones where a person resolved them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..kinds.mention import Mention
from ..kinds.use import Use
from ..library import Document, Library
from ..passages import Stretch
from ..problems import Problem
from ..prose import sentence_at
from ..records import Thing
from .anchors import Anchors
from .names import Names, plain_name


@dataclass(frozen=True, slots=True)
class Mentioning:
    """One mention: where it stands, what it means, the sentence round it. `printed` is the name as the source has
    it; `statement` is the id of the entry that resolved it, or None for a strong name."""

    article: str
    stretch: Stretch
    thing: Thing
    printed: str
    sentence: Stretch
    statement: str | None


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions: of each thing by (kind, id), and in each article in the order of its text."""

    of_thing: Mapping[tuple[str, str], tuple[Mentioning, ...]]
    in_article: Mapping[str, tuple[Mentioning, ...]]

    def of(self, thing: Thing) -> tuple[Mentioning, ...]:
        """The mentions of a thing; a term that shares the names of an actor has that actor's."""
        return self.of_thing.get((thing.kind, thing.id), ())


def find_mentions(library: Library, names: Names, anchors: Anchors) -> tuple[Mentions, list[Problem]]:
    """The mentions of everything, and a warning for each weak name that nobody resolved."""
    problems: list[Problem] = []
    in_article: dict[str, tuple[Mentioning, ...]] = {}
    of_thing: dict[tuple[str, str], list[Mentioning]] = {}
    for document in library.documents.values():
        found = tuple(_in_document(library, document, names, anchors, problems))
        in_article[document.id] = found
        for mention in found:
            of_thing.setdefault((mention.thing.kind, mention.thing.id), []).append(mention)
    for term in library.all("term").values():
        shared = library.thing(getattr(term, "names_of", None) or "")
        if shared is not None:
            of_thing["term", term.id] = of_thing.get((shared.kind, shared.id), [])
    return Mentions({key: tuple(found) for key, found in of_thing.items()}, in_article), problems


def _in_document(
    library: Library, document: Document, names: Names, anchors: Anchors, problems: list[Problem]
) -> Iterator[Mentioning]:
    resolved = _resolved(library, document, anchors)
    found = [_mentioning(document, entry.stretch, entry.thing, entry.statement) for entry in resolved if entry.thing]
    beside = _by_block(document, resolved)
    for stretch, printed in _names_in(document, names):
        block = document.text.block_of(stretch.start)
        over = [entry for entry in beside.get(block, ()) if entry.stretch.overlaps(stretch)]
        if thing := names.strong.get(printed):
            # An entry for exactly these words, or one that means the same thing, speaks for the name inside it.
            if not any(entry.stretch == stretch or entry.thing is thing for entry in over):
                found.append(_mentioning(document, stretch, thing, None))
        elif not over:
            problems.append(_unresolved(document, stretch, printed, names.weak[printed]))
    yield from sorted(set(found), key=lambda mention: (mention.stretch, mention.thing.kind, mention.thing.id))


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words that a statement resolves: to a thing, or (None) to nothing."""

    stretch: Stretch
    thing: Thing | None
    statement: str


def _by_block(document: Document, entries: list[_Entry]) -> dict[int, list[_Entry]]:
    blocks: dict[int, list[_Entry]] = {}
    for entry in entries:
        last = document.text.block_of(max(entry.stretch.start, entry.stretch.end - 1))
        for block in range(document.text.block_of(entry.stretch.start), last + 1):
            blocks.setdefault(block, []).append(entry)
    return blocks


def _names_in(document: Document, names: Names) -> Iterator[tuple[Stretch, str]]:
    if names.pattern is None:
        return
    for found in names.pattern.finditer(document.text.plain, document.stamp_end):
        yield Stretch(found.start(), found.end()), _declared(found[0], names)


def _declared(printed: str, names: Names) -> str:
    """The name as it was declared, where the source prints it with another apostrophe or dash."""
    name = plain_name(printed)
    if name in names.strong or name in names.weak:
        return name
    same = name.replace("’", "'").replace("‘", "'")
    for known in (*names.strong, *names.weak):
        if _dashes(known.replace("’", "'")) == _dashes(same):
            return known
    return name


def _dashes(name: str) -> str:
    return re.sub("[‐‑‒–—]", "-", name)


def _resolved(library: Library, document: Document, anchors: Anchors) -> list[_Entry]:
    """What entries resolve: mentions, and uses of terms."""
    found: list[_Entry] = []
    for statement in document.statements:
        anchor = anchors.of(statement)
        if anchor is None or not isinstance(statement, (Mention, Use)):
            continue
        meant = statement.means if isinstance(statement, Mention) else f"term:{statement.term}"
        thing = library.thing(meant) if meant else None
        found += [_Entry(piece, thing, statement.id) for piece in anchor.passage.pieces]
    return found


def _mentioning(document: Document, stretch: Stretch, thing: Thing, statement: str | None) -> Mentioning:
    sentence = sentence_at(document.text, stretch.start, stretch.end)
    return Mentioning(document.id, stretch, thing, document.text.printed(stretch), sentence, statement)


def _unresolved(document: Document, stretch: Stretch, name: str, things: tuple[Thing, ...]) -> Problem:
    place = document.place_in_text(stretch.start, stretch.end - stretch.start)
    choices = " or ".join(f"`as: {thing.id}`" for thing in things)
    message = f"the weak name “{name}” stands here, and no `mention` says what it means"
    return Problem(place, "weak-name-unresolved", message, f"add a mention with {choices}", severity="warning")
