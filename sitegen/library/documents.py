"""Reads one article: its text file and what is written about it become a document."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Final

from ..kinds import STATEMENTS
from ..kinds.article import Article
from ..passages import Text
from ..problems import Place, Problem, nearest
from ..project import ContentFile
from ..prose import Item, plain_flow, read_article
from ..records import fields_of, read, settled
from ..source import Node, front_matter, read_tree, stamp
from .once import Once
from .records import Document
from .statements import read_statements


def read_document(
    article: ContentFile, raw: str, annotations: list[Node], problems: list[Problem], broken: set[str], once: Once
) -> Document | None:
    """The document, or None when it has no text. `annotations` are the trees of the files about it. What is wrong
    is added to `problems`, and what was written but cannot be read to `broken`. What is the same over saves, its text
    above all, is read `once`."""
    identity = Place(article.path)
    markdown = article.path.endswith(".md")
    yaml, body = _opened(raw, markdown, annotations)
    written = list(annotations)
    if yaml is not None:
        front, slips = read_tree(yaml, article.path, first_line=2)
        problems += slips
        written = [*([front] if front else []), *annotations]
    text, flow, found = once("words", (body, markdown), _words, body, markdown)
    stamp_end = found.end() if found else 0
    if not text.plain[stamp_end:].strip():
        hint = "put the words of the article into it"
        problems.append(Problem(identity, "file-empty", "the article has no text", hint))
        broken.add(f"article:{article.stem}")
        return None
    described = _gathered(written, problems)
    record = _article(article.stem, described, identity, problems)
    return Document(
        id=article.stem,
        article=record,
        path=article.path,
        sha256=hashlib.sha256(article.data).hexdigest(),
        size=len(article.data),
        raw=raw,
        body_start=len(raw) - len(body),
        text=text,
        flow=flow,
        markdown=markdown,
        stamp=found["date"] if found else None,
        stamp_end=stamp_end,
        statements=read_statements(record, described.statements, problems, broken, once),
        over_saves=once,
    )


def _words(body: str, markdown: bool) -> tuple[Text, tuple[Item, ...], re.Match[str] | None]:
    """The text of an article, its flow, and its stamp line where it has one."""
    text, flow = read_article(body) if markdown else (Text.of(body), ())
    found = stamp(text.plain)
    return text, flow if markdown else plain_flow(_after_stamp(text, found.end() if found else 0)), found


def _opened(raw: str, markdown: bool, annotations: list[Node]) -> tuple[str | None, str]:
    """The front matter of an article's file and the text after it. Where the annotations say on which line the text
    begins, nothing above it is read."""
    for tree in annotations:
        line = tree.child("text_from_line")
        if line and isinstance(line.value, str) and re.fullmatch("[1-9][0-9]{0,8}", line.value):
            above = int(line.value) - 1
            return None, raw.split("\n", above)[above] if above <= raw.count("\n") else ""
    yaml, body, _ = front_matter(raw) if markdown else (None, raw, 0)
    return yaml, body


def _after_stamp(text: Text, stamp_end: int) -> Text:
    """The text as it is shown: the stamp line is metadata and has its own place on the page."""
    blocks = tuple(replace(block, start=max(block.start, stamp_end)) for block in text.blocks if block.end > stamp_end)
    return replace(text, blocks=blocks)


@dataclass(frozen=True, slots=True)
class _Described:
    """What all files say of one article: its fields as one tree, and the lists of statements."""

    fields: Node | None
    statements: tuple[Node, ...]


def _gathered(trees: list[Node], problems: list[Problem]) -> _Described:
    """One tree of the article's fields from its front matter and its annotation files. A field that two of them set
    is a problem; lists of statements simply follow each other."""
    whole: Node | None = None
    lists: list[Node] = []
    for tree in trees:
        if not isinstance(tree.parts, dict):
            problems.append(Problem(tree.place, "wrong-type", "expected keys and values at the top of the file"))
            continue
        whole = whole or replace(tree, value={}, parts={}, keys={})
        assert isinstance(whole.parts, dict)
        assert isinstance(whole.value, dict)
        assert whole.keys is not None
        for key, node in tree.parts.items():
            if key == "statements":
                lists.append(node)
            elif key in whole.parts:
                message = f"“{key}” is set in {whole.parts[key].place} already"
                problems.append(Problem(tree.key_at(key), "set-twice", message, "keep it in one of the two places"))
            else:
                whole.parts[key], whole.value[key], whole.keys[key] = node, node.value, tree.key_at(key)
    return _Described(whole, tuple(lists))


def _article(article_id: str, described: _Described, place: Place, problems: list[Problem]) -> Article:
    """The fields of an article; without any, an article of which nothing is known."""
    record: Article | None = None
    if described.fields is not None:
        record, slips = read(Article, described.fields)
        problems += [_explained(slip, described.fields) for slip in slips]
        if record is None:
            # What can be read is kept, so that nothing complains that it is missing.
            record, _ = read(Article, _readable(described.fields))
    return settled(record or Article(), id=article_id, origin=described.fields or _Nowhere(place))


def _explained(slip: Problem, fields: Node) -> Problem:
    """The slip, with what to do where a key was meant for the statements."""
    key = next((key for key, at in (fields.keys or {}).items() if at == slip.place), "")
    if slip.code != "unknown-key" or not key:
        return slip
    if nearest(key, ["statements"]):
        return replace(slip, hint="did you mean “statements”?")
    if key in STATEMENTS:
        return replace(slip, hint=f"a statement is an entry of `statements:`; write “  - {key}:” below that line")
    if key in _KEYS_OF_STATEMENTS:
        return replace(slip, hint="it is a key of a statement: indent it like the lines of the one above")
    return slip


_KEYS_OF_STATEMENTS: Final = {field.key for kind in STATEMENTS.values() for field in fields_of(kind.record)}


def _readable(fields: Node) -> Node:
    """The keys of an article that can be read, each by itself."""
    assert isinstance(fields.parts, dict)
    known = {field.key for field in fields_of(Article)}
    alone = [
        replace(fields, value={key: node.value}, parts={key: node})
        for key, node in fields.parts.items()
        if key in known
    ]
    sound = [node for node in alone if read(Article, node)[0] is not None]
    values = {key: value for node in sound if isinstance(node.value, dict) for key, value in node.value.items()}
    parts = {key: part for node in sound if isinstance(node.parts, dict) for key, part in node.parts.items()}
    return replace(fields, value=values, parts=parts)


@dataclass(frozen=True, slots=True)
class _Nowhere:
    """The origin of an article that has no annotations yet."""

    place: Place

    def at(self, *steps: str | int) -> Place:
        return self.place
