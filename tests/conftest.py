"""Fixtures that several tests share: a tiny site written for the test, and what the build says of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import settings
from jinja2.bccache import Bucket
from playwright.sync_api import Browser, sync_playwright

import sitegen
from sitegen import theme
from sitegen.findings import Findings, work_out
from sitegen.library import Holding, Library, load, unresolved
from sitegen.memo import own_memo
from sitegen.pipeline import Edition, Options, build, survey
from sitegen.problems import Problem
from sitegen.project import Project, content_files
from sitegen.reporting import Reporter

# How long a case takes says nothing on a machine that others use too.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

SITE = "title: Harbour\nscope: The harbour talks.\n"
ROOT = Path(__file__).parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--bless` takes what the golden tests see for what is expected from now on."""
    parser.addoption("--bless", action="store_true", help="rewrite what the golden tests expect")


# ── how many cases a test tried that tries many


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Iterator[Callable[..., None]]:
    """Counts a case that was tried, or several; a test that counts has to try one. The sum is printed at the end."""
    tried = [0]

    def count(cases: int = 1) -> None:
        tried[0] += cases

    yield count
    request.node.user_properties.append(("cases", tried[0]))
    assert tried[0], "no case was tried"


def _suite(nodeid: str) -> str:
    """The file of a test."""
    return nodeid.partition("::")[0]


def _ran(reporter: pytest.TerminalReporter) -> tuple[Counter[str], Counter[str], set[str]]:
    """How many tests and cases each file has run, and which files have run none, for each of their tests was passed
    over. What a machine cannot even import is not among these."""
    tests, cases, seen = Counter[str](), Counter[str](), set[str]()
    for reports in reporter.stats.values():
        for report in reports:
            if not isinstance(report, pytest.TestReport):
                continue
            seen.add(_suite(report.nodeid))
            tests[_suite(report.nodeid)] += report.when == "call" and not report.skipped
            if report.when == "teardown":
                cases[_suite(report.nodeid)] += sum(n for name, n in report.user_properties if name == "cases")
    return tests, cases, {suite for suite in seen if not tests[suite]}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A file of tests of which not one ran has shown nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and not hasattr(session.config, "workerinput") and session.exitstatus == 0 and _ran(reporter)[2]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many cases each suite has tried: each folder, and each file whose tests try several."""
    tests, cases, none = _ran(terminalreporter)
    folders: dict[str, list[str]] = {}
    for suite in sorted(tests):
        folders.setdefault(suite.rpartition("/")[0], []).append(suite)
    for folder, suites in folders.items():
        count = sum(tests[suite] for suite in suites)
        terminalreporter.write_line(f"{folder}: {count:,} tests in {len(suites)} files")
        for suite in suites:
            if cases[suite]:
                terminalreporter.write_line(f"  {suite}: {cases[suite]:,} cases in {tests[suite]:,} tests")
    for suite in sorted(none):
        terminalreporter.write_line(f"{suite}: not one of its tests ran", red=True)


# ── what many builds have in common


class _CompiledOnce(theme._Compiled):
    """To compile the templates takes a build that remembers nothing longer than all else; those of one process do it
    once. What a test itself gives to be remembered by is left as it is."""

    kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if not isinstance(self._memo, theme.Forgetful):
            super().load_bytecode(bucket)
        elif self._key(bucket) in self.kept:
            bucket.bytecode_from_string(self.kept[self._key(bucket)])

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not isinstance(self._memo, theme.Forgetful):
            super().dump_bytecode(bucket)
        else:
            self.kept[self._key(bucket)] = bucket.bytecode_to_string()


@pytest.fixture(autouse=True, scope="session")
def _templates_are_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theme, "_Compiled", _CompiledOnce)
        yield


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that knows the templates and nothing else."""
    place = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(place))
        memo = own_memo()
    (place / "content").mkdir()
    (place / "content/site.yaml").write_text(SITE)
    build(Project(place), Options())
    for key, data in _CompiledOnce.kept.items():
        memo.put(key, data)
    return place / "sitegen"


# ── the briefing, built once for each process that tests


@pytest.fixture(scope="session")
def briefing() -> Edition:
    """The briefing of this project, in the hand."""
    edition = build(Project(ROOT), Options())
    assert [str(problem.place) for problem in edition.problems if problem.severity == "error"] == []
    return edition


@pytest.fixture(scope="session")
def briefing_pages(briefing: Edition) -> dict[str, Element]:
    """The tree of every page, by an HTML parser that has nothing to do with the build."""
    return {
        path: html5lib.parse(data.decode(), namespaceHTMLElements=False)
        for path, data in briefing.files.items()
        if path.endswith(".html")
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file."""
    assert CHROMIUM, "the browser tests need chromium on the PATH"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


# ── a tiny site


@pytest.fixture
def site(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Project]:
    """Writes a site, or more files of it: paths below `content/` and what stands in each; a text that is indented as
    code is written without the indent. The file `site.yaml` is there unless it is given."""

    def write(files: Mapping[str, str | bytes]) -> Project:
        for path, content in {"site.yaml": SITE, **files}.items():
            target = tmp_path / "content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                content = (textwrap.dedent(content) if content.startswith("    ") else content).encode()
            target.write_bytes(content)
        return Project(tmp_path)

    return write


@pytest.fixture
def environment(tmp_path: Path, compiled: Path) -> dict[str, str]:
    """The environment without git's and Python's own settings, and with a cache of the test's own, in which the
    templates are and nothing else."""
    shutil.copytree(compiled, tmp_path / ".cache/sitegen", copy_function=os.link)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "SITEGEN_"))}
    root = str(Path(sitegen.__file__).parent.parent)
    kept |= {"XDG_CACHE_HOME": str(tmp_path / ".cache"), "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "COLUMNS": "100"}


@pytest.fixture
def run(tmp_path: Path, environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command in the folder of the test's site, with nothing of this person's own."""

    def command(
        *words: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "sitegen", *words],
            cwd=cwd or tmp_path,
            env=environment | dict(env or {}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return command


@pytest.fixture
def loaded() -> Callable[..., Library]:
    """The library of a site in which nothing is wrong."""

    def read(project: Project, drafts: bool = False) -> Library:
        files, problems = content_files(project)
        library, slips = load(files, Holding(drafts))
        assert [*problems, *slips, *unresolved(library)] == []
        return library

    return read


@pytest.fixture
def worked_out(loaded: Callable[..., Library]) -> Callable[..., tuple[Library, Findings]]:
    """The library of a site and what follows from it, where no error does, nor a warning unless they are let pass."""

    def read(project: Project, warnings: bool = True) -> tuple[Library, Findings]:
        library = loaded(project)
        findings, problems = work_out(library)
        assert [problem for problem in problems if problem.severity == "error" or not warnings] == []
        return library, findings

    return read


def _drawn(project: Project, problems: tuple[Problem, ...]) -> str:
    reporter = Reporter(project.root)
    return "\n".join(reporter.draw(problem) for problem in problems)


@pytest.fixture
def said() -> Callable[..., str]:
    """Everything that a build says of the content of a site before it makes a page, as a person reads it."""

    def say(project: Project, options: Options | None = None) -> str:
        return _drawn(project, survey(project, options or Options()).problems)

    return say


@pytest.fixture
def built() -> Callable[..., Edition]:
    """The finished edition of a site in which nothing is wrong."""

    def make(project: Project, options: Options | None = None) -> Edition:
        edition = build(project, options or Options())
        assert _drawn(project, tuple(p for p in edition.problems if p.severity == "error")) == ""
        return edition

    return make


@pytest.fixture
def page_text() -> Callable[[Edition, str], str]:
    """The words of a page's main part in the order of reading, with single spaces and without the markup."""

    def read(edition: Edition, address: str) -> str:
        apart = re.sub(rb"(</(?:dt|dd|td|th|p|li|h\d|div)>)", rb"\1 ", edition.files[address])
        tree = html5lib.parse(apart, namespaceHTMLElements=False)
        return " ".join("".join(tree.find(".//main").itertext()).split())

    return read


@pytest.fixture
def pictures() -> Callable[[bytes], list[ET.Element]]:
    """Every drawing of a page in the order of the page, each size by itself, as a parser of XML reads it."""

    def read(page: bytes) -> list[ET.Element]:
        pieces = page.decode().split('<svg class="drawing')[1:]
        # Windows of a drawing are drawings of their own inside it, so that the last end before the next belongs to it.
        return [ET.fromstring(f'<svg class="{_whole(piece).strip()}') for piece in pieces]

    return read


def _whole(piece: str) -> str:
    depth, end = 1, 0
    for found in re.finditer(r"<svg|</svg>", piece):
        depth += 1 if found[0] == "<svg" else -1
        end = found.end()
        if not depth:
            break
    return piece[:end]
