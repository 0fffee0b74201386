"""What each article answers to the questions about an event or a term, laid side by side, and where it is silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..dates import read_span
from ..kinds.account import Account
from ..kinds.event import Event, Question
from ..kinds.term import Term
from ..library import Library
from ..problems import Problem, did_you_mean
from ..records import Thing, spots
from .chronology import Chronology
from .mentions import Mentions

Asked = Event | Term


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The accounts of one subject. `articles` are those that name it or make a statement about it, by date: only they
    can be silent on one of its questions. `answers` leads from a question and an article to its accounts."""

    subject: Asked
    questions: tuple[Question, ...]
    articles: tuple[str, ...]
    answers: Mapping[tuple[str, str], tuple[Account, ...]]

    def of(self, question: Question, article: str) -> tuple[Account, ...]:
        """What an article answers to a question; nothing where it does not say."""
        return self.answers.get((question.id, article), ())


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of everything that questions are asked about, by (kind, id)."""

    of_thing: Mapping[tuple[str, str], SideBySide]
    questions: Mapping[tuple[str, str], Question]

    def of(self, thing: Thing) -> SideBySide | None:
        return self.of_thing.get((thing.kind, thing.id))

    def question(self, account: Account) -> Question | None:
        """The question that an account answers."""
        return self.questions.get((account.article, account.id))


def work_out_accounts(library: Library, chronology: Chronology, mentions: Mentions) -> tuple[Accounts, list[Problem]]:
    """All accounts by subject, question and article. A question that nobody asked is a problem."""
    problems = [problem for thing in _asked(library) for problem in _asked_twice(thing)]
    questions: dict[tuple[str, str], Question] = {}
    answers: dict[tuple[str, str], dict[tuple[str, str], list[Account]]] = {}
    for account in library.statements_of(Account):
        subject = library.thing(account.of)
        if subject is None:
            continue
        question = _question(account, subject, problems)
        if question is not None:
            questions[account.article, account.id] = question
            cells = answers.setdefault((subject.kind, subject.id), {})
            cells.setdefault((question.id, account.article), []).append(account)
    about = _articles_about(library, mentions)
    of_thing = {}
    for thing in _asked(library):
        key = (thing.kind, thing.id)
        articles = tuple(sorted(about[key], key=chronology.order))
        found = {cell: tuple(accounts) for cell, accounts in answers.get(key, {}).items()}
        of_thing[key] = SideBySide(thing, thing.questions, articles, found)
    return Accounts(of_thing, questions), problems


def _asked(library: Library) -> Iterator[Asked]:
    """The things that questions are asked about: events by date, those without one last, then terms."""

    def day(event: Event) -> dt.date:
        span = read_span(event.date or "")
        return span.start if span else dt.date.max

    events = [event for event in library.all("event").values() if isinstance(event, Event) and event.questions]
    terms = [term for term in library.all("term").values() if isinstance(term, Term) and term.questions]
    return iter([*sorted(events, key=lambda event: (day(event), event.name.casefold())), *terms])


def _asked_twice(thing: Asked) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, question in enumerate(thing.questions):
        if question.id in seen:
            message = f"the {thing.kind} “{thing.id}” has two questions with the id “{question.id}”"
            yield Problem(thing.place("questions", index, "id"), "duplicate-id", message, "rename one of the two")
        seen.add(question.id)


def _question(account: Account, subject: Thing, problems: list[Problem]) -> Question | None:
    questions = subject.questions if isinstance(subject, (Event, Term)) else ()
    found = next((question for question in questions if question.id == account.question), None)
    if found is not None:
        return found
    known = [question.id for question in questions]
    what = f"the {subject.kind} “{subject.id}”"
    if known:
        message = f"{what} has no question “{account.question}”"
        hint = did_you_mean(account.question, known) or f"its questions are: {', '.join(known)}"
    else:
        message = f"{what} asks no questions"
        hint = "write them under its `questions:`" if isinstance(subject, (Event, Term)) else "ask them of an event"
    problems.append(Problem(account.place("question"), "unknown-reference", message, hint))
    return None


def _articles_about(library: Library, mentions: Mentions) -> Mapping[tuple[str, str], set[str]]:
    """The articles that name each subject, or make any statement that refers to it."""
    keys = {(thing.kind, thing.id): thing for thing in _asked(library)}
    about = {key: {mention.article for mention in mentions.of(thing)} for key, thing in keys.items()}
    for document in library.documents.values() if keys else ():
        for statement in document.statements:
            for spot in spots(statement):
                thing = library.thing(spot.text, spot.kinds) if spot.role == "ref" else None
                if thing is not None and (thing.kind, thing.id) in about:
                    about[thing.kind, thing.id].add(document.id)
    return about
