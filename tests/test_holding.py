"""Drafts and what is under embargo leave no byte in a public site, and are named where a person builds."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Mapping

import pytest

from sitegen.library import Holding
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project

Site = Callable[[Mapping[str, str]], Project]

PUBLIC = {
    "articles/open.txt": "Ada Moreno spoke on Friday.\n\nNobody answered her.\n",
    "annotations/open.yaml": "date: 2021-05-07\nstatements:\n- {mention: Ada Moreno, as: ada-moreno}\n",
    "actors/open.yaml": "ada-moreno: {name: Ada Moreno, type: person}\n",
}
# A word in each place where something that is held back could be seen.
HELD = {
    "articles/canary-file.txt": "Canarybody said the man called Canaryname on 3 May.\n\nCanaryword was used.\n",
    "annotations/canary-file.yaml": """\
        HOLD
        headline: Canaryheadline
        date: 2021-05-07
        label: Canarylabel
        author: Canaryauthor
        url: https://example.org/canaryaddress
        rights: full
        rights_note: Canarynote
        statements:
        - {quote: Canarybody said, form: outlet, id: canarystatement, note: Canaryremark}
        - {date: on 3 May, direction: before}
        - {mention: Canaryname, as: canary-man}
        - {use: Canaryword, term: canary-term}
        """,
    "actors/held.yaml": "canary-man: {name: Canaryname, type: person, HOLD, profile: Canaryprofile}\n",
    "terms/held.yaml": "canary-term: {name: Canaryword, HOLD, definition: Canarydefinition}\n",
    "events/held.yaml": "canary-event: {name: Canarymeeting, type: summit, HOLD, status: planned, date: 2021-06-01}\n",
    "places/held.yaml": "canary-place: {name: Canaryplace, type: city, HOLD}\n",
}


def held(line: str) -> dict[str, str]:
    """The content, all of whose secrets are held back by this line."""
    inner = line.rstrip()
    return {
        **PUBLIC,
        **{path: text.replace("HOLD", inner) for path, text in HELD.items()},
    }


def seen(edition: Edition) -> list[str]:
    """Where a canary can be heard, in any spelling a machine might give it."""
    heard = []
    for address, data in edition.files.items():
        spellings = [data.lower(), address.lower().encode()]
        spellings += [json.dumps(address).lower().encode()]
        if data[:2] == b"\x1f\x8b":
            spellings.append(gzip.decompress(data).lower())
        sung = base64.b64encode(b"canary")[:7]
        if any(b"canary" in one for one in spellings) or sung in data:
            heard.append(address)
    return heard


@pytest.mark.parametrize("line", ["draft: true", "embargo: 2030-01-02"])
def test_nothing_of_what_is_held_back_is_in_a_public_site(site: Site, line: str) -> None:
    project = site(held(line))
    edition = build(project, Options("https://example.org/brief/", today=dt.date(2030, 1, 1)))
    assert [str(problem.message) for problem in edition.problems if problem.severity == "error"] == []
    assert seen(edition) == []
    whole = build(site(PUBLIC), Options("https://example.org/brief/", today=dt.date(2030, 1, 1)))
    assert edition.files == whole.files, "not even a count is another"


def test_an_embargo_ends_on_its_day(site: Site) -> None:
    project = site(held("embargo: 2030-01-02"))
    before = build(project, Options(today=dt.date(2030, 1, 1)))
    on_the_day = build(project, Options(today=dt.date(2030, 1, 2)))
    assert before.held_back["article:canary-file"] == "is under embargo until 2030-01-02"
    assert "articles/canary-file.html" not in before.files
    assert on_the_day.held_back == {}
    assert [problem.message for problem in on_the_day.problems if problem.severity == "error"] == []
    assert b"Canarybody" in on_the_day.files["articles/canary-file.html"]
    assert "glossary/canary-term.html" in on_the_day.files


@pytest.mark.parametrize(
    ("embargo", "built"),
    [
        ("2030-01-02", "2030-01-02"),
        ("2030-02", "2030-02-01"),
        ("2030", "2030-01-01"),
        ("2030-01-02/..", "2030-01-02"),
        ("../2030-01-02", "2030-01-03"),
        ("2021-01-01/2030-01-02", "2030-01-03"),
        ("2021/2030", "2031-01-01"),
    ],
)
def test_of_a_span_an_embargo_lasts_to_its_end(site: Site, embargo: str, built: str) -> None:
    project = site({**PUBLIC, "annotations/open.yaml": f"date: 2021-05-07\nembargo: {embargo}\n"})
    day = dt.date.fromisoformat(built)
    before = build(project, Options(today=day - dt.timedelta(1)))
    assert before.held_back == {"article:open": f"is under embargo until {built}"}
    assert "articles/open.html" not in before.files
    assert "articles/open.html" in build(project, Options(today=day)).files


def test_who_says_nothing_of_drafts_builds_none(site: Site) -> None:
    assert (
        "articles/open.html" not in build(site({**PUBLIC, "annotations/open.yaml": "draft: true\n"}), Options()).files
    )
    assert (Holding().drafts, Holding().today) == (False, None)


def test_where_no_day_is_said_every_embargo_holds(site: Site) -> None:
    assert seen(build(site(held("embargo: 1999-12-31")), Options())) == []


def test_what_was_shown_and_is_a_draft_now_is_gone(site: Site) -> None:
    shown = build(site(held("unlinked: false").copy() | {"annotations/canary-file.yaml": "rights: full\n"}), Options())
    assert "articles/canary-file.html" in shown.files
    assert seen(build(site(held("draft: true")), Options())) == []


@pytest.mark.parametrize("written", ["true", "True", '"true"', "1", "yes", "on", "Yes", "TRUE", "y"])
def test_a_draft_in_any_spelling_is_held_back_or_an_error(site: Site, written: str) -> None:
    files = {**PUBLIC, "articles/canary.txt": "Canary.\n", "annotations/canary.yaml": f"draft: {written}\n"}
    edition = build(site(files), Options())
    errors = [problem.code for problem in edition.problems if problem.severity == "error"]
    assert (errors == ["wrong-type"]) != ("article:canary" in edition.held_back)
    assert seen(edition) == []


def test_an_embargo_that_is_no_date_stops_the_build(site: Site) -> None:
    files = {**PUBLIC, "annotations/open.yaml": "date: 2021-05-07\nembargo: next week\n"}
    problems = build(site(files), Options(today=dt.date(2030, 1, 1))).problems
    assert [(problem.code, str(problem.place)) for problem in problems if problem.severity == "error"] == [
        ("impossible-date", "content/annotations/open.yaml:2:10")
    ]


def test_a_reference_to_what_is_held_back_says_why_it_leads_nowhere(site: Site) -> None:
    files = {**PUBLIC, "actors/open.yaml": "ada-moreno: {name: Ada Moreno, type: person, embargo: 2030-01-02}\n"}
    (problem,) = [one for one in build(site(files), Options()).problems if one.severity == "error"]
    assert problem.code == "unknown-reference"
    assert problem.message == "the actor “ada-moreno” is under embargo until 2030-01-02"


def test_a_person_who_builds_is_told_what_was_held_back(site: Site) -> None:
    project = site({**PUBLIC, "articles/later.txt": "Later.\n", "annotations/later.yaml": "embargo: 2030-01-02\n"})

    def checked(day: str) -> str:
        command = [sys.executable, "-m", "sitegen", "check", "--today", day]
        return subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=True).stdout

    assert "Held back on 2030-01-01: article later (is under embargo until 2030-01-02).\n" in checked("2030-01-01")
    assert "Held back" not in checked("2030-01-02")
