"""Every mention of a thing in every article: strong names by themselves, weak ones where a person resolved them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..kinds.mention import Mention
from ..kinds.use import Use
from ..library import Document, Library
from ..passages import Stretch
from ..problems import Problem
from ..prose import sentence_at
from ..records import Thing
from .anchors import Anchors
from .names import Names


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
        # Of the anchors only those of its own statements matter, of the names those that stand in it.
        here = document.once("names", (names.pattern,), _names_over_saves, document, names)
        mean = tuple([names.strong.get(name) or names.weak[name] for _, name in here])
        rests_on = (here, mean, library.meant_in(document), library.broken)
        found, slips = document.once("mentions", rests_on, _over_saves, library, document, names, anchors, here, mean)
        problems += slips
        in_article[document.id] = found
        for mention in found:
            of_thing.setdefault((mention.thing.kind, mention.thing.id), []).append(mention)
    order = {article: number for number, article in enumerate(in_article)}
    for term in library.all("term").values():
        shared = library.thing(getattr(term, "names_of", None) or "")
        if shared is not None:
            both = [*of_thing.get((shared.kind, shared.id), ()), *of_thing.get(("term", term.id), ())]
            of_thing["term", term.id] = _each_place_once(order, both)
    return Mentions({key: tuple(found) for key, found in of_thing.items()}, in_article), problems


# Names as they stand in a text: where, and which.
_Names = tuple[tuple[Stretch, str], ...]


def _names_over_saves(document: Document, names: Names) -> _Names:
    rests_on = (names.pattern, document.text, document.stamp_end)
    return document.over_saves("names", rests_on, _names_in, document, names)


def _names_in(document: Document, names: Names) -> _Names:
    """Every name in the text of an article, whatever it means."""
    return tuple(names.find(document.text.folded, document.stamp_end))


_Found = tuple[tuple[Mentioning, ...], list[Problem]]


def _over_saves(
    library: Library, document: Document, names: Names, anchors: Anchors, here: _Names, mean: tuple[object, ...]
) -> _Found:
    """The mentions in an article, found again where its text or an entry that resolves any is another. What is wrong is
    told by places in its file."""
    entries = tuple([one for one in document.statements if isinstance(one, (Mention, Use))])
    meant = tuple([_meant(library, one) for one in entries])
    text = (document.text, document.raw, document.stamp_end)
    rests_on = (text, here, mean, entries, tuple(map(anchors.of, entries)), meant, library.broken)
    return document.over_saves("mentions", rests_on, _found, library, document, names, anchors, here)


def _found(library: Library, document: Document, names: Names, anchors: Anchors, here: _Names) -> _Found:
    slips: list[Problem] = []
    return tuple(_in_document(library, document, names, anchors, here, slips)), slips


def _each_place_once(order: Mapping[str, int], mentions: list[Mentioning]) -> list[Mentioning]:
    """The mentions in the order of the articles and their text; of two of the same words, the one an entry made."""
    places = {(order[one.article], one.stretch): one for one in mentions}
    places |= {(order[one.article], one.stretch): one for one in mentions if one.statement}
    return [places[place] for place in sorted(places)]


def _in_document(
    library: Library, document: Document, names: Names, anchors: Anchors, here: _Names, problems: list[Problem]
) -> Iterator[Mentioning]:
    resolved = _resolved(library, document, anchors)
    found = [_mentioning(document, entry.stretch, entry.thing, entry.statement) for entry in resolved if entry.thing]
    lost = any(name.startswith(f"{document.id}/") for name in library.broken)
    for stretch, name, over in _with_entries(here, resolved):
        if thing := names.strong.get(name):
            # A mention of exactly these words, or an entry that means the same thing, speaks for the name inside it.
            if not any((entry.decides and entry.stretch == stretch) or entry.thing is thing for entry in over):
                found.append(_mentioning(document, stretch, thing, None))
        elif not lost and not any(entry.decides or entry.thing in names.weak[name] for entry in over):
            # Not said where an entry of the article could not be read, which may be the one that is missed.
            problems.append(_unresolved(document, stretch, name, names.weak[name]))
    yield from sorted(set(found), key=lambda mention: (mention.stretch, mention.thing.kind, mention.thing.id))


@dataclass(frozen=True, slots=True)
class _Entry:
    """Words that a statement resolves: to a thing, or (None) to nothing. A mention `decides` what names in them mean;
    a use of a term does so for the term alone."""

    stretch: Stretch
    thing: Thing | None
    statement: str
    decides: bool


def _with_entries(
    names: Iterable[tuple[Stretch, str]], entries: list[_Entry]
) -> Iterator[tuple[Stretch, str, list[_Entry]]]:
    """Each name with the entries whose words overlap it, in one pass over both."""
    waiting = sorted(entries, key=lambda entry: entry.stretch, reverse=True)
    active: list[_Entry] = []
    for stretch, name in names:
        while waiting and waiting[-1].stretch.start < stretch.end:
            active.append(waiting.pop())
        active = [entry for entry in active if entry.stretch.end > stretch.start]
        yield stretch, name, active


def _resolved(library: Library, document: Document, anchors: Anchors) -> list[_Entry]:
    """What entries resolve: mentions, and uses of terms."""
    found: list[_Entry] = []
    for statement in document.statements:
        anchor = anchors.of(statement)
        if anchor is None or not isinstance(statement, (Mention, Use)):
            continue
        thing, decides = _meant(library, statement), isinstance(statement, Mention)
        found += [_Entry(piece, thing, statement.id, decides) for piece in anchor.passage.pieces]
    return found


def _meant(library: Library, entry: Mention | Use) -> Thing | None:
    """What the words of an entry mean."""
    if isinstance(entry, Use):
        return library.thing(entry.term, ("term",))
    return library.thing(entry.means) if entry.means else None


def _mentioning(document: Document, stretch: Stretch, thing: Thing, statement: str | None) -> Mentioning:
    sentence = sentence_at(document.text, stretch.start, stretch.end)
    return Mentioning(document.id, stretch, thing, document.text.printed(stretch), sentence, statement)


def _unresolved(document: Document, stretch: Stretch, name: str, things: tuple[Thing, ...]) -> Problem:
    place = document.place_in_text(stretch.start, stretch.end - stretch.start)
    choices = " or ".join(f"`as: {thing.id}`" for thing in things)
    message = f"the weak name “{name}” stands here, and no `mention` says what it means"
    return Problem(place, "weak-name-unresolved", message, f"add a mention with {choices}", severity="warning")
