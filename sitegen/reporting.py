"""Puts problems and progress into words for a terminal, for a pipe and for programs."""

from __future__ import annotations

import functools
import itertools
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO, get_args

from .findings.gaps import Gap, GapKind
from .library import Document, Library
from .pipeline import Edition
from .problems import Place, Problem, drawn

_AT_ONCE = 200


class Reporter:
    """Speaks to whoever runs the command. Problems and progress go to the error stream, results to the output."""

    def __init__(self, root: Path, stream: TextIO | None = None) -> None:
        self._root = root
        self._stream = stream or sys.stderr
        self.colour = self._stream.isatty() and not os.environ.get("NO_COLOR")

    def draw(self, problem: Problem) -> str:
        """One problem with its line and caret."""
        return drawn(problem, self.line(problem.place), self.colour)

    def explain(self, problems: Iterable[Problem]) -> str:
        """All problems, as they are shown in a terminal and in the preview."""
        return "\n\n".join(drawn(problem, self.line(problem.place)) for problem in problems)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Every problem, many at once: a stream of errors is written to with each line."""
        drawn_ones = map(self.draw, problems)
        while some := list(itertools.islice(drawn_ones, _AT_ONCE)):
            print("\n\n".join(some), end="\n\n", file=self._stream)

    def line(self, place: Place) -> str | None:
        """The line of a file that a problem points at."""
        lines = self._lines(place.path) if place.line else ()
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    @functools.cache  # noqa: B019 - a reporter lives as long as one command
    def _lines(self, path: str) -> tuple[str, ...]:
        try:
            # Lines end where an editor ends them, and where those who found the problem counted.
            return tuple((self._root / path).read_text("utf-8-sig", errors="replace").split("\n"))
        except OSError:
            return ()


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def found(edition: Edition) -> str:
    """How many problems there are, in words."""
    parts = [(edition.errors, "error"), (edition.warnings, "warning")]
    return " and ".join(counted(number, noun) for number, noun in parts if number) or "no problems"


def problem_as_object(problem: Problem) -> dict[str, object]:
    """One problem as every command tells it to programs."""
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "length": problem.place.length,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "details": list(problem.details),
    }


def problem_of_object(told: Mapping[str, Any]) -> Problem:
    """The problem that was told to programs."""
    place = Place(told["path"], told["line"], told["column"], told["length"])
    return Problem(place, told["code"], told["message"], told["hint"], told["severity"], tuple(told["details"]))


def as_json(edition: Edition, ok: bool, **more: object) -> str:
    """The result of a command as one object."""
    problems = [problem_as_object(problem) for problem in edition.problems]
    result = {"ok": ok, "errors": edition.errors, "warnings": edition.warnings, "problems": problems, **more}
    return json.dumps(result, indent=1)


def as_annotations(problems: Iterable[Problem], root: Path) -> Iterator[str]:
    """Each problem as a command that GitHub Actions shows at its line of the change; paths are those of the
    repository, in which the site may be a folder."""
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or os.getcwd()).resolve()
    inside = root.resolve()
    prefix = inside.relative_to(workspace) if inside.is_relative_to(workspace) else Path()
    for problem in problems:
        place = problem.place
        where = {"file": (prefix / place.path).as_posix()} if place.path else {}
        if place.line:
            where |= {"line": str(place.line), "col": str(place.column)}
            where |= {"endColumn": str(place.column + place.length)} if place.length else {}
        properties = ",".join(
            f"{name}={_escaped(value, ':,')}" for name, value in {**where, "title": problem.code}.items()
        )
        words = "\n".join(filter(None, [problem.message, *problem.details, problem.hint]))
        yield f"::{problem.severity} {properties}::{_escaped(words)}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(letter):02X}" if letter in "%\r\n" + more else letter for letter in text)


def gaps_in_words(library: Library, by_article: Mapping[str, list[Gap]], records: list[Gap]) -> Iterator[str]:
    """The gaps article by article and sort by sort, each with its line and column; the same words stand there once."""
    for name, gaps in by_article.items():
        document = library.documents[name]
        yield f"{document.path}: {counted(len(gaps), 'gap') if gaps else 'nothing left'}"
        for what in dict.fromkeys(gap.what for gap in sorted(gaps, key=lambda gap: _KINDS.index(gap.kind))):
            yield f"  {what}:"
            spots = _spots(document, (gap for gap in gaps if gap.what == what))
            yield from (f"    {', '.join(where):<8}  “{_cut(words)}”" for words, where in spots.items())
    for gap in records:
        yield f"{gap.record.replace(':', ' ')}: {gap.what}"


def names_to_write(document: Document, gaps: Iterable[Gap]) -> Iterator[str]:
    """The names of nothing as comments in YAML. An entry would close the gap with a meaning that nobody gave: most
    names become known by being written, not by a statement."""
    spots = _spots(document, (gap for gap in gaps if gap.kind == "name"))
    if spots:
        yield "# Names that no actor, event, term or place has. `sitegen new actor NAME` (or place, term …) makes one"
        yield "# known wherever it stands; what is none of these gets a `mention` with `nothing:` and the reason."
        yield from (f"#   {name}  ({', '.join(where)})" for name, where in spots.items())


def _spots(document: Document, gaps: Iterable[Gap]) -> dict[str, list[str]]:
    """The words of gaps, each once, with the line and column of every place where they stand."""
    spots: dict[str, list[str]] = {}
    for gap in gaps:
        if gap.stretch:
            place = document.place_in_text(gap.stretch.start)
            spots.setdefault(" ".join(gap.words.split()), []).append(f"{place.line}:{place.column}")
    return spots


_KINDS = get_args(GapKind)
_WIDTH = 90


def _cut(words: str) -> str:
    return words if len(words) <= _WIDTH else words[: _WIDTH - 1].rstrip() + "…"


def gaps_as_json(library: Library, gaps: Iterable[Gap]) -> str:
    """The gaps as one object."""
    found = []
    for gap in gaps:
        document = library.documents.get(gap.article)
        place = document.place_in_text(gap.stretch.start) if document and gap.stretch else Place("")
        spot = {"path": place.path, "line": place.line, "column": place.column}
        found.append({"kind": gap.kind, "words": gap.words, "what": gap.what, "record": gap.record, **spot})
    return json.dumps({"gaps": found}, indent=1)


_PATIENCE = 1.0  # seconds of silence: shorter work needs no progress


def _pace(done: int, total: int, took: float) -> str:
    """How fast it goes and how long it will take, once that can be told."""
    if not done or took < _PATIENCE:
        return ""
    left = (total - done) * took / done
    about = f"{left / 60:,.0f} min" if left > 90 else f"{left:,.0f} s"
    return f", {done / took:,.0f} a second, {about} left"


@dataclass(slots=True)
class Progress:
    """One line on a terminal that says what is being done, how fast, and for how long still, once the work takes longer
    than a second; and how long each stage took."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    _started: float = field(default_factory=time.monotonic)
    _shown: float = 0.0
    _stage: str = ""
    _since: float = 0.0
    _first: float = 0.0
    _took: dict[str, list[float]] = field(default_factory=dict)

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        self._time(stage, now)
        if done == 0:
            self._first = now
        if not self.stream.isatty() or now - self._started < _PATIENCE or now - self._shown < 0.1:
            return
        self._shown = now
        count = f" {done:,} of {total:,}{_pace(done, total, now - self._first)}" if total else ""
        self.stream.write(f"\r\x1b[K{stage}{count} …")
        self.stream.flush()

    def _time(self, stage: str, now: float) -> None:
        """Puts the time since the last word to the stage that it was about."""
        if self._stage:
            self._took.setdefault(self._stage, []).append(now - self._since)
        self._stage, self._since = stage, now

    def timings(self) -> Iterator[str]:
        """How long each stage took, a line each in the order of the work, and how many steps it had."""
        self._time("", time.monotonic())
        for stage, took in self._took.items():
            steps = f"  {len(took):,} × {1000 * sum(took) / len(took):.1f} ms" if len(took) > 1 else ""
            yield f"{sum(took):9.3f} s  {stage}{steps}"
        yield f"{sum(map(sum, self._took.values())):9.3f} s  in all"

    def end(self) -> None:
        """Takes the line away."""
        if self._shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
