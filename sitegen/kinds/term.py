"""A term: a word or abbreviation that a newcomer would stumble over, with a page of its own in the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from ..problems import Problem
from ..records import Kind, Line, Prose, TermRef, Thing, ThingRef
from .event import Question


class Term(Thing, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of the glossary. The definition has at most 40 words."""

    kind: ClassVar[str] = "term"
    names_of: Annotated[
        ThingRef | None,
        Meta(description="An actor or place with the same names: its mentions are the uses of the term."),
    ] = None
    expansion: Annotated[Line | None, Meta(description="What an abbreviation stands for.")] = None
    expansion_from: Annotated[
        Line | None, Meta(description="Where the expansion is from, when no article gives it.")
    ] = None
    definition: Annotated[
        Prose | None, Meta(description="At most 40 words, cited. Left out: the articles define it nowhere.")
    ] = None
    wording: Annotated[Line | None, Meta(description="Whose wording the definition is, in a few words.")] = None
    why_it_matters: Annotated[Prose | None, Meta(description="Why it matters in this story, cited.")] = None
    confused_with: Annotated[tuple[TermRef, ...], Meta(description="Terms that are easily taken for it.")] = ()
    difference: Annotated[Prose | None, Meta(description="How the articles use them differently, cited.")] = None
    questions: Annotated[
        tuple[Question, ...], Meta(description="The questions on which accounts of it are laid side by side.")
    ] = ()


LONGEST_DEFINITION = 40


def check(term: Term) -> Iterator[Problem]:
    """A definition that is too long for a card."""
    words = len(re.sub(r"\[@.*?\]", " ", term.definition or "", flags=re.DOTALL).split())
    if words > LONGEST_DEFINITION:
        message = f"the definition has {words} words, and at most {LONGEST_DEFINITION} fit on a card"
        hint = "move the rest to `why_it_matters`"
        yield Problem(term.place("definition"), "definition-too-long", message, hint, severity="warning")


KIND = Kind(
    name="term",
    family="thing",
    record=Term,
    check=check,
    summary="A word or abbreviation that a newcomer would stumble over.",
    shelf="terms",
    example="""\
free-quay:
  name: free quay
  names: [free quays]
  definition: A quay where ships pay no harbour dues. [@talks-begin "a quay free of harbour dues"]
  wording: the Harbour Gazette's
""",
)
