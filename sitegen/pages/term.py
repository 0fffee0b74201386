"""The glossary: an entry for each term, with how every source uses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference
from ..kinds.term import Term
from ..kinds.use import Use
from ..language import message
from ..page import Briefing, Page, address_of
from ..records import NameIn
from .accounts import AccountsView, side_by_side
from .dossier import Dossier, by_date, dossier, said_date
from .showing import Shown, show


@dataclass(frozen=True, slots=True)
class UsesInArticle:
    """How one article uses a term: first where it says what the term means."""

    article: Reference
    date: str
    uses: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    name: str
    names: tuple[str | NameIn, ...]
    names_of: Reference | None
    expansion: str | None
    expansion_from: str | None
    definition: Html | None
    wording: str | None
    why_it_matters: Html | None
    uses: tuple[UsesInArticle, ...]
    difference: Html | None
    accounts: AccountsView | None
    confused_with: tuple[Reference, ...]
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class TermLine:
    """One line of the glossary's index."""

    link: Reference
    expansion: str | None
    definition: Html | None
    mentions: int


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    terms: tuple[TermLine, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    letters: tuple[Letter, ...]
    count: int


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each term, and the glossary."""
    for term in _terms(briefing):
        view = partial(_view, term=term)
        description = message("%(name)s: what it means in the sources, and how each of them uses it.", name=term.name)
        yield Page(address_of(term), "term.html", term.name, view, "glossary", description, term)
    yield Page("glossary.html", "glossary.html", message("Glossary"), _index, "glossary", message("The terms."))


def _terms(briefing: Briefing) -> list[Term]:
    return [term for term in briefing.library.all("term").values() if isinstance(term, Term)]


def _spelt(term: Term) -> str:
    """The term from its first letter on: a quotation mark before it is no letter to look it up by."""
    return re.sub(r"^\W+", "", term.name) or term.name


def _view(composer: Composer, term: Term) -> TermView:
    others = (composer.reference(other, "term") for other in term.confused_with)
    return TermView(
        name=term.name,
        names=(*term.names, *term.named_in),
        names_of=composer.reference(term.names_of),
        expansion=term.expansion,
        expansion_from=term.expansion_from,
        definition=composer.line(term.definition),
        wording=term.wording,
        why_it_matters=composer.prose(term.why_it_matters),
        uses=tuple(_uses(composer, term)),
        difference=composer.prose(term.difference),
        accounts=side_by_side(composer, term),
        confused_with=tuple(other for other in others if other),
        dossier=dossier(composer, term),
    )


def _uses(composer: Composer, term: Term) -> Iterator[UsesInArticle]:
    naming: dict[str, list[Use]] = {}
    for use in composer.library.referring(term, "term", "use"):
        if isinstance(use, Use):
            naming.setdefault(use.article, []).append(use)
    for document in by_date(composer, naming):
        uses = sorted(naming[document.id], key=lambda use: not use.defines)
        shown = tuple(one for use in uses if (one := show(composer, use)))
        if shown:
            yield UsesInArticle(composer.article(document), said_date(composer, document), shown)


def _index(composer: Composer) -> GlossaryView:
    language = composer.briefing.language
    terms = composer.by_name(_terms(composer.briefing))
    letters: dict[str, list[TermLine]] = {}
    for term in terms:
        count = len(composer.findings.mentions.of(term))
        line = TermLine(composer.thing(term), term.expansion, composer.line(term.definition), count)
        letter = language.initial(term.name) or _spelt(term)[:1].upper()
        letters.setdefault(letter, []).append(line)
    return GlossaryView(tuple(Letter(letter, tuple(lines)) for letter, lines in letters.items()), len(terms))
