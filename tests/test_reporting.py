"""Problems and progress in words: for a terminal, for a pipe, for programs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from sitegen import reporting
from sitegen.pipeline import Edition
from sitegen.problems import Place, Problem
from sitegen.reporting import Progress, Reporter, as_json, counted, found

SLIP = Problem(Place("a.yaml", 2, 3, 4), "unknown-key", "there is no key “naem” here", "did you mean “name”?")
WARNING = Problem(Place("a.yaml", 1, 1), "uncited-sentence", "x", severity="warning")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_the_line_is_drawn_however_lines_end(tmp_path: Path, ending: str, start: str) -> None:
    (tmp_path / "a.yaml").write_bytes(f"{start}x: 1{ending}  naem: y{ending}z".encode())
    assert Reporter(tmp_path, io.StringIO()).draw(SLIP) == (
        "a.yaml:2:3: error[unknown-key]: there is no key “naem” here\n"
        "    2 |   naem: y\n"
        "      |   ^^^^\n"
        "      → did you mean “name”?"
    )


def test_a_problem_is_told_also_where_its_line_is_gone(tmp_path: Path) -> None:
    told = "a.yaml:2:3: error[unknown-key]: there is no key “naem” here\n      → did you mean “name”?"
    assert Reporter(tmp_path, io.StringIO()).draw(SLIP) == told
    (tmp_path / "a.yaml").write_text("one line")
    assert Reporter(tmp_path, io.StringIO()).draw(SLIP) == told


@pytest.mark.parametrize(("no_colour", "coloured"), [(None, True), ("", True), ("1", False)])
def test_colour_is_for_terminals_that_want_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_colour: str | None, coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_colour is not None:
        monkeypatch.setenv("NO_COLOR", no_colour)
    assert ("\x1b[" in Reporter(tmp_path, Terminal()).draw(SLIP)) == coloured
    assert "\x1b[" not in Reporter(tmp_path, io.StringIO()).draw(SLIP)
    # What the preview shows is never coloured.
    assert "\x1b[" not in Reporter(tmp_path, Terminal()).explain([SLIP])


def test_problems_stand_apart_from_each_other(tmp_path: Path) -> None:
    stream = io.StringIO()
    Reporter(tmp_path, stream).problems((WARNING, SLIP))
    assert stream.getvalue().count("\n\n") == 2
    assert Reporter(tmp_path, stream).explain([WARNING, SLIP]).count("\n\n") == 1


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ((), "no problems"),
        ((SLIP,), "1 error"),
        ((SLIP, SLIP, WARNING), "2 errors and 1 warning"),
        ((WARNING, WARNING), "2 warnings"),
    ],
)
def test_how_many_problems_there_are(problems: tuple[Problem, ...], words: str) -> None:
    assert found(Edition({}, problems)) == words


def test_large_numbers_are_grouped() -> None:
    assert [counted(number, "page") for number in (0, 1, 12345)] == ["0 pages", "1 page", "12,345 pages"]


def test_programs_get_every_field_in_letters_that_every_stream_can_carry() -> None:
    text = as_json(Edition({}, (SLIP, WARNING)), False, pages=3)
    assert text.isascii()
    told = json.loads(text)
    assert (told["ok"], told["errors"], told["warnings"], told["pages"]) == (False, 1, 1, 3)
    problem = told["problems"][0]
    assert [problem[key] for key in ("path", "line", "column", "length")] == ["a.yaml", 2, 3, 4]
    assert [problem[key] for key in ("code", "severity", "details")] == ["unknown-key", "error", []]
    assert (problem["message"], problem["hint"]) == ("there is no key “naem” here", "did you mean “name”?")


# ── progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands where the test puts it."""
    now = [100.0]
    monkeypatch.setattr(reporting.time, "monotonic", lambda: now[0])
    return now


def test_progress_is_told_on_a_terminal_once_the_work_takes_longer_than_a_second(clock: list[float]) -> None:
    stream = Terminal()
    progress = Progress(stream, 100.0)
    clock[0] = 100.9
    progress("Reading", 0, 0)
    assert stream.getvalue() == ""
    clock[0] = 101.1
    progress("Making pages", 1200, 5000)
    assert stream.getvalue() == "\r\x1b[KMaking pages 1,200 of 5,000 …"
    clock[0] = 101.15
    progress("Making pages", 1201, 5000)
    assert stream.getvalue().count("\r") == 1
    progress.end()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_progress_tells_its_pace_and_what_is_left(clock: list[float]) -> None:
    stream = Terminal()
    progress = Progress(stream, 100.0)
    clock[0] = 100.0
    progress("Making pages", 0, 5000)
    clock[0] = 110.0
    progress("Making pages", 1000, 5000)
    assert stream.getvalue() == "\r\x1b[KMaking pages 1,000 of 5,000, 100 a second, 40 s left …"
    clock[0] = 120.0
    progress("Making pages", 1000, 50000)
    assert stream.getvalue().endswith("1,000 of 50,000, 50 a second, 16 min left …")


def test_each_stage_has_its_time(clock: list[float]) -> None:
    progress = Progress(io.StringIO(), 100.0)
    clock[0] = 100.0
    progress("Reading", 0, 0)
    for now, stage in ((102.5, "Making pages: actor"), (103.0, "Making pages: actor"), (103.5, "Writing")):
        clock[0] = now
        progress(stage, 0, 0)
    clock[0] = 104.0
    assert list(progress.timings()) == [
        "    2.500 s  Reading",
        "    1.000 s  Making pages: actor  2 × 500.0 ms",
        "    0.500 s  Writing",
        "    4.000 s  in all",
    ]


def test_short_work_and_a_pipe_get_none(clock: list[float]) -> None:
    stream, pipe = Terminal(), io.StringIO()
    short, piped = Progress(stream, 100.0), Progress(pipe, 100.0)
    clock[0] = 100.5
    short("Reading", 0, 0)
    short.end()
    clock[0] = 200.0
    piped("Reading", 0, 0)
    piped.end()
    assert (stream.getvalue(), pipe.getvalue()) == ("", "")
