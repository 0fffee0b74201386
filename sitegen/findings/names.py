"""Which names mean which thing: strong ones everywhere, weak ones only where somebody says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..library import Library
from ..passages import FORMS, Folded, Stretch, fold
from ..problems import Place, Problem
from ..records import Thing


@dataclass(frozen=True, slots=True)
class Names:
    """`strong` leads from a name, folded as texts are compared, to the one thing that claims it, `weak` to those it
    may mean; `pattern` finds any of them in a folded text as a whole word, the longest first. It is None where there
    are no names at all."""

    strong: Mapping[str, Thing]
    weak: Mapping[str, tuple[Thing, ...]]
    pattern: re.Pattern[str] | None

    def find(self, folded: Folded, start: int = 0) -> Iterator[tuple[Stretch, str]]:
        """Every name in a text from a printed offset on: where it is printed, and the name as it leads to things."""
        for found in self.pattern.finditer(folded.text) if self.pattern else ():
            stretch = Stretch(folded.back(found.start()), folded.back(found.end()))
            if stretch.start >= start:
                yield stretch, found[0]


@dataclass(frozen=True, slots=True)
class _Claim:
    name: str
    written: str
    thing: Thing
    place: Place


def read_names(library: Library) -> tuple[Names, list[Problem]]:
    """The names of all things, and a problem for each name that two of them claim."""
    return library.things.once("names", (), _read_names, library)


def _read_names(library: Library) -> tuple[Names, list[Problem]]:
    strong: dict[str, _Claim] = {}
    weak: dict[str, list[_Claim]] = {}
    problems: list[Problem] = []
    for thing in library.every_thing():
        for claim in _weak_claims(thing):
            weak.setdefault(claim.name, []).append(claim)
    for thing in library.every_thing():
        for claim in _strong_claims(thing):
            others = [*([strong[claim.name]] if claim.name in strong else []), *weak.get(claim.name, ())]
            other = next((other for other in others if other.thing is not thing), None)
            if other is not None:
                problems.append(_claimed_twice(claim, other))
            strong.setdefault(claim.name, claim)
    weak_things = {name: tuple(claim.thing for claim in claims) for name, claims in weak.items()}
    capital = {_capital(name): things for name, things in weak_things.items()}
    strong_things = {name: claim.thing for name, claim in strong.items()}
    # A name as it was written comes before one that only looks like it at the start of a sentence.
    strong_capital = {
        _capital(name): thing for name, thing in strong_things.items() if _capital(name) not in weak_things
    }
    names = Names(strong_capital | strong_things, capital | weak_things, None)
    return replace(names, pattern=whole_word_pattern({*names.strong, *names.weak})), problems


def _strong_claims(thing: Thing) -> Iterator[_Claim]:
    if getattr(thing, "names_of", None):
        return
    if not thing.unlinked:
        yield _Claim(plain_name(thing.name), thing.name, thing, thing.place("name"))
    for index, name in enumerate(thing.names):
        yield _Claim(plain_name(name), name, thing, thing.place("names", index))
    for index, other in enumerate(thing.named_in):
        yield _Claim(plain_name(other.name), other.name, thing, thing.place("named_in", index, "name"))


def _weak_claims(thing: Thing) -> Iterator[_Claim]:
    for index, name in enumerate(thing.weak):
        yield _Claim(plain_name(name), name, thing, thing.place("weak", index))


def _claimed_twice(claim: _Claim, other: _Claim) -> Problem:
    first = f"the {other.thing.kind} “{other.thing.id}” claims it too, at {other.place}"
    hint = "give it to one of the two, or list it under `weak:` in both and resolve each use by a `mention`"
    return Problem(claim.place, "name-claimed-twice", f"the name “{claim.written}” cannot be linked: {first}", hint)


def plain_name(name: str) -> str:
    """A name as texts are compared, from any way it is typed or printed."""
    return fold(name).text.strip()


def _capital(name: str) -> str:
    """The name as it looks at the start of a sentence."""
    return name[:1].upper() + name[1:]


def whole_word_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds any of the names as whole words, longest first, falling back to a shorter name where the
    longer one ends inside a word. White space and marks in a name stand for any form of theirs. A tree of letters,
    because a plain alternation tries every name at every letter of the text."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for name in filter(None, map(plain_name, names)):
        node = tree
        for letter in name:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(rf"(?<!\w){_branch(tree)}(?!\w)") if tree else None


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    """The ways on from a node; a run of letters without a choice is one step, so that a long name nests no deeper
    than a short one."""
    ways = []
    for letter, inner in sorted(node.items()):
        run = _letter(letter)
        while len(inner) == 1 and "" not in inner:
            ((letter, inner),) = inner.items()
            run += _letter(letter)
        if letter:
            ways.append(run + _branch(inner))
    whole = f"(?:{'|'.join(ways)})" if ways else ""
    return f"{whole}?" if ways and "" in node else whole


def _letter(letter: str) -> str:
    if letter.isspace():
        return r"\s+"
    return f"[{re.escape(FORMS[letter])}]" if letter in FORMS else re.escape(letter)
