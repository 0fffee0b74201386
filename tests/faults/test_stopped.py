"""Ctrl-C at any moment of a command leaves nothing half-done, and the same command makes it right afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen import output
from sitegen.manifest import NAME, parse

# Runs commands one after another, each in a process of its own that has everything loaded. At the moment that is asked
# for, counted in what a command does to files, folders and other programs, everybody in front of the terminal gets
# SIGINT, as from Ctrl-C.
RUNNER = """
import importlib, json, os, pkgutil, signal, sys
import sitegen.cli
from sitegen.cli import main
for module in pkgutil.iter_modules(sitegen.cli.__path__, "sitegen.cli."):
    importlib.import_module(module.name)
MOMENTS = {"open", "os.mkdir", "os.link", "os.remove", "os.rename", "os.rmdir", "os.chmod", "subprocess.Popen"}
count, stop = 0, 0
def watch(event, arguments):
    global count
    if event in MOMENTS:
        count += 1
        if count == stop:
            os.killpg(0, signal.SIGINT)
sys.addaudithook(watch)
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if not child:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(asked["folder"])
        for name in ("stdout", "stderr"):
            os.dup2(os.open(asked[name], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), getattr(sys, name).fileno())
        count, stop, code = 0, asked["moment"], 1
        try:
            main(asked["words"])
        except SystemExit as end:
            code = end.code
        except BaseException as failure:
            code = repr(failure)
        stop = 0
        reached = count
        sys.stdout.flush()
        sys.stderr.flush()
        with open(asked["told"], "w") as file:
            json.dump([code, reached], file)
        os._exit(0)
    os.waitpid(child, 0)
    print("done", flush=True)
"""


class Terminal:
    """Where somebody types commands in copies of one folder, and stops them."""

    def __init__(self, place: Path, environment: dict[str, str]) -> None:
        self.first, self.here = place / "first", place / "here"
        self._place = place
        self._runner = subprocess.Popen(
            [sys.executable, "-c", RUNNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def begin(self) -> None:
        """Everything as it was at first."""
        shutil.rmtree(self.here, ignore_errors=True)
        shutil.copytree(self.first, self.here, symlinks=True)

    def type(self, *words: str, moment: int = 0, folder: str = ".") -> tuple[Any, int, str]:
        """How a command ended, how many moments it had, and what it said to people."""
        paths = {name: os.fspath(self._place / name) for name in ("stdout", "stderr", "told")}
        asked = {"words": words, "moment": moment, "folder": os.fspath(self.here / folder), **paths}
        assert self._runner.stdin is not None
        assert self._runner.stdout is not None
        self._runner.stdin.write(json.dumps(asked) + "\n")
        self._runner.stdin.flush()
        assert self._runner.stdout.readline() == "done\n"
        code, reached = json.loads((self._place / "told").read_text())
        return code, reached, (self._place / "stderr").read_text()

    def end(self) -> None:
        """Nobody types any more."""
        assert self._runner.stdin is not None
        assert self._runner.stdout is not None
        self._runner.stdin.close()
        self._runner.wait()
        self._runner.stdout.close()


@pytest.fixture
def terminal(tmp_path: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    settings = tmp_path / "gitconfig"
    settings.write_text("[user]\nname = Ann\nemail = ann@example.org\n[init]\ndefaultBranch = main\n")
    told = {"GIT_CONFIG_GLOBAL": os.fspath(settings), "GIT_CONFIG_SYSTEM": os.devnull}
    terminal = Terminal(tmp_path, environment | told)
    terminal.first.mkdir()
    yield terminal
    terminal.end()


def moments(total: int, many: bool) -> list[int]:
    """A hundred moments or more, or a few of them and the last ones, at which most is at stake."""
    return sorted({*range(1, total + 1, max(1, total // (100 if many else 6))), *range(max(1, total - 4), total + 1)})


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def everywhere(terminal: Terminal, words: list[str], many: bool, examine: Callable[[int], str]) -> dict[str, int]:
    """Stops a command at its moments; `examine` says which of its two ends each has. Both are reached."""
    terminal.begin()
    code, total, _ = terminal.type(*words, folder="site")
    assert code == 0
    ends: dict[str, int] = {}
    for moment in moments(total, many):
        terminal.begin()
        code, _, said = terminal.type(*words, moment=moment, folder="site")
        # What was done before the signal came is done.
        assert (code, said.splitlines()[-1:]) == (130, ["Stopped."]) or code == 0, (moment, code, said)
        end = examine(moment)
        ends[end] = ends.get(end, 0) + 1
    print(f"{' '.join(words)}: stopped at {sum(ends.values())} of {total} moments: {ends}")
    return ends


SITE = {
    "content/site.yaml": "title: The harbour talks\nscope: Who asked for what.\n",
    "content/articles/one.txt": "The mayor said little about the old harbour.\n",
    "strike.md": "---\ntitle: Crews walk out\ndate: 2023-05-08\n---\nThe crews of the night ferry walked out.\n",
}
MANY = [False, pytest.param(True, marks=pytest.mark.soak)]


@pytest.fixture
def site(terminal: Terminal) -> Path:
    """A site that was built, and then changed."""
    for path, text in SITE.items():
        file = terminal.first / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    terminal.begin()
    assert terminal.type("build", folder="site")[0] == 0
    shutil.rmtree(terminal.first)
    terminal.here.rename(terminal.first)
    (terminal.first / "site/content/articles/two.txt").write_text("The clerk said nothing.\n")
    return terminal.here / "site"


@pytest.mark.parametrize("many", MANY)
def test_a_new_briefing_is_whole_or_not_there(terminal: Terminal, many: bool) -> None:
    (terminal.first / "site").mkdir()
    terminal.begin()
    assert terminal.type("new", "briefing", folder="site")[0] == 0
    whole = tree(terminal.here / "site")

    def examine(moment: int) -> str:
        found = tree(terminal.here / "site")
        if list((terminal.here / "site").iterdir()):
            assert found == whole, moment
            return "made"
        assert terminal.type("new", "briefing", folder="site")[0] == 0, moment
        assert tree(terminal.here / "site") == whole
        return "nothing"

    assert everywhere(terminal, ["new", "briefing"], many, examine).keys() == {"made", "nothing"}


@pytest.mark.parametrize("many", MANY)
def test_an_article_is_brought_in_whole_or_not_at_all(terminal: Terminal, site: Path, many: bool) -> None:
    before = tree(terminal.first / "site")
    terminal.begin()
    assert terminal.type("import", "strike.md", folder="site")[0] == 0
    after = tree(site)

    def examine(moment: int) -> str:
        found = tree(site)
        assert found in (before, after), moment
        assert terminal.type("import", "strike.md", folder="site")[0] == 0, moment
        assert tree(site) == after, moment
        return "before" if found == before else "after"

    assert everywhere(terminal, ["import", "strike.md"], many, examine).keys() == {"before", "after"}


def _site_of(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(folder / "output").items() if path != NAME}


@pytest.mark.parametrize("many", MANY)
def test_a_site_is_built_whole_or_not_at_all(terminal: Terminal, site: Path, many: bool) -> None:
    before = _site_of(terminal.first / "site")
    terminal.begin()
    assert terminal.type("build", folder="site")[0] == 0
    after = _site_of(site)

    def examine(moment: int) -> str:
        found = _site_of(site)
        assert not output.verify(site / "output"), moment
        assert found in (before, after), moment
        assert sorted(path.name for path in site.iterdir()) == ["content", "output", "strike.md"], moment
        assert terminal.type("build", folder="site")[0] == 0, moment
        assert _site_of(site) == after, moment
        return "old" if found == before else "new"

    assert everywhere(terminal, ["build"], many, examine).keys() == {"old", "new"}


def git(where: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("many", MANY)
def test_a_site_is_published_whole_or_not_at_all(terminal: Terminal, site: Path, many: bool) -> None:
    git(terminal.first, "init", "-q", "--bare", "remote.git")
    git(terminal.first / "site", "init", "-q")
    git(terminal.first / "site", "remote", "add", "origin", "../remote.git")
    terminal.begin()
    assert terminal.type("publish", folder="site")[0] == 0
    shutil.rmtree(terminal.first)
    shutil.copytree(terminal.here, terminal.first, symlinks=True)
    (terminal.first / "site/content/articles/three.txt").write_text("The union said more.\n")
    work = tree(terminal.first / "site/content")

    def examine(moment: int) -> str:
        remote = terminal.here / "remote.git"
        commits = git(remote, "log", "--format=%H", "gh-pages").split()
        assert len(commits) in (1, 2), moment
        listed = parse(git(remote, "show", f"gh-pages:{NAME}").encode())
        assert listed is not None
        held = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split()
        assert sorted(held) == sorted([*listed.files, NAME, ".nojekyll"]), moment
        assert ("articles/three.html" in held) == (len(commits) == 2), moment
        assert tree(site / "content") == work, moment
        assert git(site, "status", "--porcelain") == git(terminal.first / "site", "status", "--porcelain"), moment
        code, _, said = terminal.type("publish", folder="site")
        assert code == 0, (moment, said)
        assert len(git(remote, "log", "--format=%H", "gh-pages").split()) == 2, moment
        return "old" if len(commits) == 1 else "new"

    assert everywhere(terminal, ["publish"], many, examine).keys() == {"old", "new"}
