"""YAML text becomes a tree: the one door to the YAML library.

Of that library only the parser's events are used: each is judged before anything is built from it, nothing recurses,
and a scalar stays the text that was written, so that `NO`, `12:30` and `2018-09-06` mean themselves until a field says
otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

import yaml

from ..problems import Place, Problem
from . import limits, refusals
from .decoding import CONTROL, plain_newlines
from .growing import Growth
from .hidden import hidden_characters, hidden_in
from .node import Node
from .screening import unreadable, without_directives
from .slip import Slip, Spot
from .syntax_slips import explained

_PARSER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_WORD: Final = re.compile(r"\S+")
_EATEN: Final = re.compile(r"(?<=\S)[ \t]+#(?=[^\s#])")
_TOO_DEEP: Final = "exceeded maximum nesting depth"
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


def read_tree(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The one YAML document of `text`, whose first line is line `first_line` of the file. The tree is None when it
    cannot be trusted; beside problems that leave it whole, such as a key set twice, it is returned."""
    text = plain_newlines(text.lstrip("\ufeff"))
    problems = unreadable(text, path, first_line)
    if problems:
        return None, limits.told(problems)
    text, problems = without_directives(text, path, first_line)
    if len(problems) >= limits.MOST_PROBLEMS:
        return None, limits.told(problems)
    reading = _Reading(text, path, first_line, list(problems))
    reading.run()
    if reading.refused_at is not None:
        reading = _Reading(text[: reading.refused_at], path, first_line, problems)
        reading.run()
    problems = reading.tree.problems
    return reading.tree.root if reading.tree.sound else None, limits.told(problems)


class _Reading:
    """One document on its way from events to a tree."""

    def __init__(self, text: str, path: str, first_line: int, problems: list[Problem]) -> None:
        self.text, self.path, self.first_line = text, path, first_line
        self.tree = Growth(problems)
        self.documents = 0
        self.aliases: set[str] = set()
        # Where the parser itself gave up on brackets far deeper than we allow, before it told of the first of them.
        # What stands before is read again, and our own limit is met on the way.
        self.refused_at: int | None = None
        self.last: Any = None
        # What is hidden and stands there as it is was told with the file: what comes out of a value is from an escape.
        self.all_seen = not hidden_characters(text, path)
        self.eaten = {found.start() for found in _EATEN.finditer(text)} if "#" in text else set()
        # The parser also ends lines at U+2028 and U+2029 and skips U+FEFF; no editor does.
        odd = "\u2028" in text or "\u2029" in text or "\ufeff" in text
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))] if odd else None

    def run(self) -> None:
        """Read the document to its end, or to where no more of it can be read."""
        hear: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
            yaml.DocumentEndEvent: self._ignore,
            yaml.StreamStartEvent: self._ignore,
            yaml.StreamEndEvent: self._end,
        }
        parser = _PARSER(self.text)
        try:
            while not self.tree.over:
                event = parser.get_event()
                hear[type(event)](event)
                if type(event) is not yaml.DocumentEndEvent:
                    self.last = event
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # The Python parser lets chr() fail on an escape such as \UFFFFFFFF.
            self._syntax(error)

    # where

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, for those who explain a problem."""
        return self.text.split("\n")

    def _spot(self, mark: Any) -> Spot:
        """Line (of the file) and column of a parser's mark, both from 1."""
        if self.starts is None:
            return mark.line + self.first_line, mark.column + 1
        line = bisect_right(self.starts, mark.index)
        return line - 1 + self.first_line, mark.index - self.starts[line - 1] + 1

    def _place(self, mark: Any, length: int = 1) -> Place:
        return Place(self.path, *self._spot(mark), length)

    # what the parser brings

    def _ignore(self, event: Any) -> None:
        pass

    def _scalar(self, event: Any) -> None:
        start, value, quoted = event.start_mark, event.value, bool(event.style)
        length = event.end_mark.index - start.index or 1
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
        if event.style == '"' and (control := CONTROL.search(value)):
            self.tree.sound = False
            self.tree.complain(refusals.escaped_control(self._place(start), control[0]))
        elif event.style == '"' and self.all_seen:
            for _, code, message, hint in hidden_in(value):
                self.tree.complain(Problem(self._place(start), code, message, hint))
        if self.tree.awaits_key:
            self.tree.set_key(value, self._place(start, length), quoted)
            return
        if not quoted:
            if self.eaten and event.end_mark.index in self.eaten:
                self._comment(event)
            value = None if value in _NULLS else value
        line, column = self._spot(start)
        self.tree.hang(Node(value, self.path, line, column, length, None, None, quoted))

    def _mapping(self, event: Any) -> None:
        self._container(event, {}, {}, {})

    def _sequence(self, event: Any) -> None:
        self._container(event, [], [], None)

    def _container(self, event: Any, value: Any, parts: Any, keys: dict[str, Place] | None) -> None:
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
        self.tree.open(Node(value, self.path, *self._spot(event.start_mark), 1, parts, keys))

    def _close(self, event: Any) -> None:
        self.tree.close()

    def _alias(self, event: Any) -> None:
        self.tree.sound = False
        if event.anchor not in self.aliases:
            self.aliases.add(event.anchor)
            place = self._place(event.start_mark, len(event.anchor) + 1)
            self.tree.complain(refusals.anchor(place, f"*{event.anchor}"))
        if self.tree.awaits_key:
            self.tree.skip_key()
        else:
            self.tree.hang(Node(None, self.path, *self._spot(event.start_mark), 1))

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.tree.stop(refusals.second_document(self._place(event.start_mark, 3)), sound=True)

    def _end(self, event: Any) -> None:
        tree = self.tree
        tree.over = True
        if tree.sound and (tree.root is None or tree.root.value is None):
            tree.root = None
            if not tree.problems:
                tree.complain(refusals.nothing(self.path, self.first_line))

    # slips

    def _properties(self, event: Any) -> None:
        """An anchor or a tag before a value; the value itself is kept."""
        spot = self._place(event.start_mark)
        line = self.lines[spot.line - self.first_line]
        for sigil, name, refusal in (("&", event.anchor, refusals.anchor), ("!", event.tag, refusals.tag)):
            if name is None:
                continue
            # Where the two stand on two lines, the second is told at the first.
            column = line.find(sigil, spot.column - 1)
            word = _WORD.match(line, column) if column >= 0 else None
            written = word[0] if word else sigil
            column = column if word else spot.column - 1
            self.tree.complain(refusal(Place(self.path, spot.line, column + 1, len(written)), written))

    def _comment(self, event: Any) -> None:
        """`the #1 reason` would lose all but its first word without a sound."""
        index = self.text.index("#", event.end_mark.index)
        line, column = self._spot(event.end_mark)
        column += index - event.end_mark.index
        lost = self.lines[line - self.first_line][column - 1 :].rstrip()
        self.tree.complain(refusals.comment(Place(self.path, line, column, len(lost)), lost))

    def _syntax(self, error: Exception) -> None:
        if getattr(error, "problem", None) == _TOO_DEEP:
            self.refused_at = error.problem_mark.index  # type: ignore[attr-defined]
            return
        problem = explained(self._slip(error))
        told = self.tree.problems[-1] if self.tree.problems else None
        # `*this* way` and `!this way: too` fail twice over the same slip.
        if told and told.code in ("yaml-anchor", "yaml-tag") and told.place.line == problem.place.line:
            self.tree.sound = False
        else:
            self.tree.stop(problem)

    def _slip(self, error: Exception) -> Slip:
        said = f"{getattr(error, 'context', None) or ''}: {getattr(error, 'problem', None) or error}"
        mark = getattr(error, "problem_mark", None) or (self.last.end_mark if self.last else None)
        opened = getattr(error, "context_mark", None)
        before = None
        if isinstance(self.last, yaml.ScalarEvent) and self.last.style in ("'", '"'):
            before = (self._spot(self.last.start_mark), self._spot(self.last.end_mark), self.last.style)
        return Slip(
            said,
            self.path,
            self.lines,
            self.first_line,
            self._spot(mark) if mark else (self.first_line, 1),
            self._spot(opened) if opened else None,
            before,
        )
