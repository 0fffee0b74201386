"""Edits, drafts, builds and kills in any order: what stands is always the last whole site, and the next is right."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

import sitegen
from sitegen import manifest
from sitegen.pipeline import Options, build
from sitegen.project import Project

PROGRAM = Path(sitegen.__file__).parent
STARTER = PROGRAM / "starter/content"
SECRET = "Nobody may read of the heron"
DRAFT = "draft: true\n"


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but the list of it."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {address: path.read_bytes() for address, path in found.items() if address != manifest.NAME}


class AnyOrder(RuleBasedStateMachine):
    """A new briefing with an article that is a draft at times, and the site that was built of it last."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sitegen-"))
        self.root, self.output = self.folder / "site", self.folder / "site/output"
        shutil.copytree(STARTER, self.root / "content")
        self.heron = self.root / "content/articles/heron.md"
        self.heron.write_text(f"---\n{DRAFT}rights: full\n---\n{SECRET}.\n")
        self.standing: dict[str, bytes] = {}
        self.seconds, self.told = 1.0, False

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def _begun(self) -> subprocess.Popen[bytes]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        kept |= {"PYTHONPATH": str(PROGRAM.parent), "XDG_CACHE_HOME": str(self.folder / "cache")}
        command = [sys.executable, "-m", "sitegen", "build", "--no-search"]
        return subprocess.Popen(command, cwd=self.root, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _wanted(self) -> dict[str, bytes] | None:
        """The site of what is written now; None where something is wrong in it."""
        edition = build(Project(self.root), Options(today=dt.datetime.now(dt.UTC).date()))
        return None if edition.errors else dict(edition.files)

    @rule(number=st.integers(0, 9), words=st.sampled_from(["It rained.", "Ada Moreno left.", "400 came on Friday."]))
    def edit(self, number: int, words: str) -> None:
        """An article goes on."""
        articles = sorted((self.root / "content/articles").iterdir())
        path = articles[number % len(articles)]
        path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n\n{words}\n", "utf-8")

    @rule(number=st.integers(0, 9))
    def break_or_mend(self, number: int) -> None:
        """A file that cannot be read comes, or goes."""
        path = self.root / f"content/places/extra-{number % 2}.yaml"
        path.parent.mkdir(exist_ok=True)
        if path.exists():
            path.unlink()
        else:
            path.write_text("port: {name: [\n")

    @rule()
    def draft_or_release(self) -> None:
        text = self.heron.read_text("utf-8")
        draft = DRAFT in text
        self.heron.write_text(text.replace(DRAFT, "") if draft else text.replace("---\n", f"---\n{DRAFT}", 1), "utf-8")

    @rule()
    def build(self) -> None:
        """A build that nobody disturbs."""
        wanted, began = self._wanted(), time.monotonic()
        code = self._begun().wait()
        self.seconds = time.monotonic() - began
        assert code == (1 if wanted is None else 0)
        if wanted is not None:
            assert files(self.output) == wanted
        self._stands(wanted)
        self.standing = files(self.output)
        if wanted is not None:
            assert sorted(path.name for path in self.root.iterdir()) == ["content", "output"]

    @rule(part=st.floats(0.3, 1.1))
    def build_and_kill(self, part: float) -> None:
        wanted, building = self._wanted(), self._begun()
        time.sleep(part * self.seconds)
        building.send_signal(signal.SIGKILL)
        building.wait()
        self._stands(wanted)
        self.standing = files(self.output)

    def _stands(self, wanted: dict[str, bytes] | None) -> None:
        """The last site stands, or the wanted one; and what was a draft when it was built is nowhere in it."""
        there = files(self.output)
        assert there in ([self.standing] if wanted is None else [self.standing, wanted])
        if there != self.standing or not there:
            self.told = DRAFT not in self.heron.read_text("utf-8")
        assert any(SECRET.encode() in data for data in there.values()) == (self.told and bool(there))


class AnyOrderLong(AnyOrder):
    """The same for longer."""


_SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=3, stateful_step_count=7)
AnyOrder.TestCase.settings = _SETTINGS
AnyOrderLong.TestCase.settings = settings(_SETTINGS, max_examples=12, stateful_step_count=20)
TestAnyOrder = AnyOrder.TestCase
TestAnyOrderLong = pytest.mark.soak(AnyOrderLong.TestCase)
