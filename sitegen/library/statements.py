"""Reads the statements about one article, each of the kind that its first key names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..kinds import STATEMENTS
from ..kinds.article import Article
from ..kinds.part import TextPart
from ..passages import fold
from ..problems import Place, Problem, did_you_mean
from ..records import Statement, id_from_words, read, settled, slug
from ..source import Node, written_alike
from .once import Once


@dataclass(frozen=True, slots=True)
class _Entry:
    """A statement as it was written, the rights it was read under, what was read, and what was wrong."""

    node: Node
    rights: str | None
    statement: Statement | None
    problems: tuple[Problem, ...]


def read_statements(
    article: Article, lists: tuple[Node, ...], problems: list[Problem], broken: set[str], once: Once
) -> tuple[Statement, ...]:
    """The statements of every list about one article, in order. What is wrong is added to `problems`, and the id of
    what was written but cannot be read to `broken`. One that is written as it was is the very same, by what is kept
    `once` of their article."""
    found = []
    for item in (item for node in lists for item in _items(node, problems)):
        entry = _entry(article, item, once)
        problems += entry.problems
        statement = entry.statement
        if statement is not None:
            found.append(statement)
        else:
            broken.add(f"{article.id}/{_lost_id(item)}")
    return _each_once(found, problems)


def _lost_id(item: Node) -> str:
    """The id that a statement would have, could it be read; nothing where that cannot be told."""
    value = item.value if isinstance(item.value, dict) else {}
    kind = next((key for key in value if key in STATEMENTS and isinstance(value[key], str)), None)
    return str(value.get("id") or (f"{slug(kind)}-{id_from_words(value[kind])}" if kind else ""))


def _items(node: Node, problems: list[Problem]) -> list[Node]:
    if isinstance(node.parts, list):
        return node.parts
    if node.parts is not None or node.value is not None:
        problems.append(Problem(node.place, "wrong-type", "expected a list of statements", "begin each with `- `"))
    return []


def _entry(article: Article, node: Node, once: Once) -> _Entry:
    def renewed(before: _Entry | None) -> _Entry:
        if before and before.rights == article.rights and written_alike(before.node, node):
            return before
        slips: list[Problem] = []
        return _Entry(node, article.rights, _statement(article, node, slips), tuple(slips))

    found: _Entry = once.renewed(("statement", node.path, node.line, node.column), renewed)
    return found


def _statement(article: Article, node: Node, problems: list[Problem]) -> Statement | None:
    if not isinstance(node.parts, dict):
        message = "expected a statement, such as `quote: the exact words`"
        problems.append(Problem(node.place, "wrong-type", message))
        return None
    kinds = [key for key in node.parts if key in STATEMENTS]
    if len(kinds) != 1:
        problems.append(_kind_slip(node, node.parts, kinds))
        return None
    found, slips = read(STATEMENTS[kinds[0]].record, node)
    problems += slips
    if found is None:
        return None
    assert isinstance(found, Statement)
    if not found.words.strip():
        problems.append(Problem(node.at(kinds[0]), "words-empty", "these words are only white space"))
        return None
    found = settled(found, id=found.id or _id_of(found, article), article=article.id, origin=node)
    problems += STATEMENTS[kinds[0]].check(found)
    return found


def _kind_slip(node: Node, keys: Mapping[str, Node], kinds: list[str]) -> Problem:
    if kinds:
        message = f"one statement has one kind, and this one names {' and '.join(kinds)}"
        return Problem(node.key_at(kinds[1]), "unknown-kind", message, "make two statements of it")
    first = next(iter(keys), "")
    hint = did_you_mean(first, STATEMENTS) or f"begin with one of: {', '.join(STATEMENTS)}"
    place = node.key_at(first) if first else node.place
    return Problem(place, "unknown-kind", f"“{first}” is no kind of statement", hint)


def _id_of(statement: Statement, article: Article) -> str:
    """An id from the words themselves, and from the context only where that was needed to find them. Words that the
    source's rights do not let be shown are in it as a digest alone: a caption's, those of a source that is only
    linked, and the context, which no statement rests on."""
    hidden = article.rights == "link" or (isinstance(statement, TextPart) and statement.role == "caption")
    name = f"{slug(statement.kind)}-{id_from_words(statement.words, hidden=hidden)}"
    if not statement.prefix and not statement.suffix:
        return name
    context = id_from_words(f"{statement.prefix or ''} … {statement.suffix or ''}", hidden=True)
    return f"{name}-{context.removeprefix('w-')}"


def _each_once(statements: list[Statement], problems: list[Problem]) -> tuple[Statement, ...]:
    seen: dict[str, Statement] = {}
    for statement in statements:
        first = seen.setdefault(statement.id, statement)
        if first is statement:
            continue
        place = statement.place("id") if "id" in statement.origin.value else statement.place()
        if "id" in statement.origin.value:
            message = f"the id “{statement.id}” is used {_where(first, place)} already"
            problems.append(Problem(place, "duplicate-id", message, "give one of the two another id"))
        elif _told(statement) == _told(first):
            message = f"the same {statement.kind} is made {_where(first, place)} already"
            problems.append(Problem(place, "same-statement-twice", message, "delete one, or give one an `id:`"))
        else:
            message = f"these words make the same id, “{statement.id}”, as those {_where(first, place)}"
            problems.append(Problem(place, "duplicate-id", message, "give one of the two an `id:` of its own"))
    return tuple(seen.values())


def _where(first: Statement, place: Place) -> str:
    """Where a statement is written, for somebody who looks at a place of the same or another file."""
    at = first.place()
    return f"on line {at.line}" if at.path == place.path else f"in {at}"


def _told(statement: Statement) -> tuple[str, ...]:
    """The words and their context as texts are compared."""
    return tuple(fold(part or "").text.strip() for part in (statement.prefix, statement.words, statement.suffix))
