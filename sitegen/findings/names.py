"""Which names mean which thing: strong ones everywhere, weak ones only where somebody says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..library import Library
from ..problems import Place, Problem
from ..records import Thing


@dataclass(frozen=True, slots=True)
class Names:
    """`strong` leads from a name to the one thing that claims it, `weak` to those it may mean; `pattern` finds any
    of them as a whole word, the longest first. It is None where there are no names at all."""

    strong: Mapping[str, Thing]
    weak: Mapping[str, tuple[Thing, ...]]
    pattern: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Claim:
    name: str
    thing: Thing
    place: Place


def read_names(library: Library) -> tuple[Names, list[Problem]]:
    """The names of all things, and a problem for each name that two of them claim."""
    strong: dict[str, _Claim] = {}
    weak: dict[str, list[_Claim]] = {}
    problems: list[Problem] = []
    for thing in library.every_thing():
        for claim in _weak_claims(thing):
            weak.setdefault(claim.name, []).append(claim)
    for thing in library.every_thing():
        for claim in _strong_claims(thing):
            other = strong.get(claim.name) or next(iter(weak.get(claim.name, ())), None)
            if other is not None and other.thing is not thing:
                problems.append(_claimed_twice(claim, other))
            strong.setdefault(claim.name, claim)
    forms = {form: claim.thing for name, claim in strong.items() for form in _forms(name)}
    weak_things = {name: tuple(claim.thing for claim in claims) for name, claims in weak.items()}
    return Names(forms, weak_things, whole_word_pattern({*forms, *weak_things})), problems


def _strong_claims(thing: Thing) -> Iterator[_Claim]:
    if getattr(thing, "names_of", None):
        return
    if not thing.unlinked:
        yield _Claim(thing.name, thing, thing.place("name"))
    for index, name in enumerate(thing.names):
        if name != thing.name:
            yield _Claim(name, thing, thing.place("names", index))


def _weak_claims(thing: Thing) -> Iterator[_Claim]:
    for index, name in enumerate(thing.weak):
        yield _Claim(name, thing, thing.place("weak", index))


def _claimed_twice(claim: _Claim, other: _Claim) -> Problem:
    first = f"the {other.thing.kind} “{other.thing.id}” claims it too, at {other.place}"
    hint = "give it to one of the two, or list it under `weak:` in both and resolve each use by a `mention`"
    return Problem(claim.place, "name-claimed-twice", f"the name “{claim.name}” cannot be linked: {first}", hint)


def _forms(name: str) -> tuple[str, ...]:
    """The name, and as it looks at the start of a sentence."""
    return (name,) if name[:1].isupper() else (name, name[:1].upper() + name[1:])


def whole_word_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds any of the names as whole words, longest first, falling back to a shorter name where the
    longer one ends inside a word. White space in a name stands for any run of it. A tree of letters, because a
    plain alternation tries every name at every letter of the text."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for name in names:
        node = tree
        for letter in name:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(rf"(?<!\w){_branch(tree)}(?!\w)") if tree else None


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ways = [_letter(letter) + _branch(inner) for letter, inner in sorted(node.items()) if letter]
    if not ways:
        return ""
    whole = f"(?:{'|'.join(ways)})" if len(ways) > 1 else ways[0]
    return f"(?:{whole})?" if "" in node else whole


_SAME_FORMS = {"'": "['’‘]", "’": "['’‘]", "-": "[-‐‑‒–—]"}


def _letter(letter: str) -> str:
    if letter.isspace():
        return r"\s+"
    return _SAME_FORMS.get(letter, re.escape(letter))


def plain_name(printed: str) -> str:
    """A name as it was declared, from one that the pattern found."""
    return " ".join(printed.split())
