"""Accounts side by side: one question a row, one source a column, and in words where a source does not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..composing import Composer, Html, Reference
from ..findings.accounts import SideBySide
from ..kinds.account import Account
from ..language import message
from ..page import Briefing, Page
from ..records import Thing
from .dossier import by_date, said_date
from .showing import Shown, show


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source answers: in our words, with the exact words beside them. `shown` is None where the source's
    rights let none of them be shown; `speaker` is None where the article says it in its own voice."""

    answer: str | None
    shown: Shown | None
    article: Reference
    speaker: Reference | None
    note: Html | None


@dataclass(frozen=True, slots=True)
class Source:
    """The head of a column."""

    article: Reference
    date: str
    doubted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One question and a cell for each source; an empty one means that the source does not say."""

    question: str
    cells: tuple[tuple[Answer, ...], ...]

    @property
    def answered(self) -> int:
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class AccountsView:
    """The table of one subject. `others` are the articles that say nothing of it at all; where they are many, only
    how many there are. `href` leads to the table on the page of all accounts, which has more room."""

    sources: tuple[Source, ...]
    rows: tuple[Row, ...]
    others: tuple[Reference, ...]
    other_count: int
    href: str

    @property
    def silent(self) -> int:
        """How many cells are empty."""
        return sum(len(self.sources) - row.answered for row in self.rows)


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A subject in the index of accounts, and its table, which stands under the heading `id`."""

    id: str
    link: Reference
    table: AccountsView


@dataclass(frozen=True, slots=True)
class AccountsIndexView:
    subjects: tuple[SubjectLine, ...]


_MOST_NAMED = 12


def pages(briefing: Briefing) -> Iterator[Page]:
    """The index of everything that accounts are laid side by side of."""
    description = message("The same questions put to every source, and what each answers or does not say.")
    yield Page("accounts.html", "accounts.html", message("Accounts side by side"), _index, "accounts", description)


def _index(composer: Composer) -> AccountsIndexView:
    sides = composer.findings.accounts.of_thing.values()
    lines = (SubjectLine(_spot(side), composer.thing(side.subject), _table(composer, side)) for side in sides)
    return AccountsIndexView(tuple(lines))


def side_by_side(composer: Composer, thing: Thing) -> AccountsView | None:
    """The accounts of a thing, or None where no questions are asked about it."""
    side = composer.findings.accounts.of(thing)
    return _table(composer, side) if side else None


def _table(composer: Composer, side: SideBySide) -> AccountsView:
    rows = []
    for question in side.questions:
        cells = (side.of(question, article) for article in side.articles)
        rows.append(Row(question.question, tuple(tuple(_answer(composer, one) for one in cell) for cell in cells)))
    other_count = len(composer.library.documents) - len(side.articles)
    others = by_date(composer) if other_count <= _MOST_NAMED else []
    return AccountsView(
        sources=tuple(_source(composer, article) for article in side.articles),
        rows=tuple(rows),
        others=tuple(composer.article(one) for one in others if one.id not in side.articles),
        other_count=other_count,
        href=composer.href(f"accounts.html#section-{_spot(side)}"),
    )


def _spot(side: SideBySide) -> str:
    return f"{side.subject.kind}-{side.subject.id}"


def _source(composer: Composer, article: str) -> Source:
    document = composer.library.documents[article]
    doubted = bool(composer.findings.chronology.articles[article].contradicted_by)
    return Source(composer.article(document), said_date(composer, document), doubted)


def _answer(composer: Composer, account: Account) -> Answer:
    return Answer(
        answer=account.answer,
        shown=show(composer, account),
        article=composer.article(composer.library.documents[account.article]),
        speaker=composer.reference(account.speaker, "actor"),
        note=composer.line(account.note),
    )
