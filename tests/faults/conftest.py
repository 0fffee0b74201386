"""A machine on which every step of a write can be made to fail: `strace` breaks the call that a test names."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen import manifest, output

REPOSITORY = Path(__file__).parent.parent.parent
# Writes the site of a JSON file into a folder, as the last step of a build does, and says what came of it.
WRITER = """
import json, sys
from pathlib import Path
from sitegen import output
site, folder, root = map(Path, sys.argv[1:])
files = {path: text.encode() for path, text in json.loads(site.read_text()).items()}
try:
    outcome = output.write(files, folder, root)
except output.OutputError as failure:
    print(failure.reason, failure.mend, file=sys.stderr)
    sys.exit(3)
for warning in outcome.warnings:
    print("warning:", warning, file=sys.stderr)
"""


def site_of(pages: int, words: str) -> dict[str, str]:
    """A site of so many pages in three folders, whose pages hold the words; every third is the same in every site."""
    pages_of = {
        f"{'abc'[number // 3 % 3]}/{number}.html": f"{words if number % 3 else 'the same'} {number} " * 40
        for number in range(pages)
    }
    return {"index.html": f"{words} front", "style.css": "the same in both", **pages_of}


@dataclass
class Bench:
    """A project with an old site in `output/` and a new one to be written over it. CHANGING are the calls by which a
    write changes the disk, READING those by which it looks at it."""

    CHANGING = (
        "openat,mkdir,write,close,link,linkat,rename,renameat,renameat2,unlink,unlinkat,rmdir,fsync,syncfs,chmod,fchmod,"
        "ftruncate"
    )
    READING = "read,getdents64,newfstatat,fstat,flock"

    root: Path
    old: dict[str, str]
    new: dict[str, str]

    @property
    def folder(self) -> Path:
        return self.root / "output"

    def prepare(self) -> None:
        """The old site stands, and nothing else."""
        for path in self.root.iterdir():
            if path.name != "content":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.root.parent / "old", self.folder)

    def command(self) -> list[str]:
        site = str(self.root.parent / "new.json")
        # This very house, and no other that is installed.
        here = f"import sys; sys.path.insert(0, {os.fspath(REPOSITORY)!r})"
        return [sys.executable, "-I", "-c", here + WRITER, site, str(self.folder), str(self.root)]

    def run(self, *before: str) -> subprocess.CompletedProcess[str]:
        """Writes the new site, by way of another command if one is named."""
        environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", "HOME": str(self.root.parent)}
        return subprocess.run(
            [*before, *self.command()], capture_output=True, text=True, env=environment, cwd=self.root.parent
        )

    def broken(self, call: str, when: int, how: str) -> subprocess.CompletedProcess[str]:
        """Writes the new site, while the call of this name and number goes wrong in some way."""
        return self.run("strace", "-f", "-qq", "-o", str(self._log), "-e", f"trace={call},flock",
                        "-e", f"inject={call}:{how}:when={when}")  # fmt: skip

    @property
    def _log(self) -> Path:
        return self.root.parent / "strace.log"

    def met(self) -> str:
        """Whether the call that was to go wrong came in the last run: in the `write`, or `before` it, while Python was
        still reading the program; empty where it never came."""
        before, lock, write = self._log.read_text(errors="replace").partition("flock(")
        return "write" if "(INJECTED)" in lock + write else "before" if "(INJECTED)" in before else ""

    def steps(self, calls: str) -> list[tuple[str, int]]:
        """Every call of a write from its lock on: the name, and the how manyeth of that name in the whole process."""
        # The first run may keep what Python compiles, which no later one does.
        self.prepare()
        self.run()
        self.prepare()
        done = self.run("strace", "-f", "-qq", "-o", str(self._log), "-e", f"trace={calls},flock")
        assert done.returncode == 0, done.stderr
        counted: Counter[str] = Counter()
        steps = []
        writing = False
        for line in self._log.read_text(errors="replace").splitlines():
            if found := re.match(r"\d+ +(\w+)\(", line):
                counted[found[1]] += 1
                writing = writing or found[1] == "flock"
                if writing and found[1] in calls.split(","):
                    steps.append((found[1], counted[found[1]]))
        return steps

    @staticmethod
    def sampled(steps: list[tuple[str, int]], count: int) -> list[tuple[str, int]]:
        """So many of the steps, evenly spread, and all that lie round a change of places."""
        near = {
            number + offset
            for number, (call, _) in enumerate(steps)
            if call.startswith("rename")
            for offset in range(-5, 6)
            if 0 <= number + offset < len(steps)
        }
        spread = {round(number * (len(steps) - 1) / max(1, count - 1)) for number in range(count)}
        return [steps[number] for number in sorted(near | spread)]

    def standing(self) -> str:
        """Which site stands in the folder, whole and with its list: `old`, `new`, or what it is instead."""
        found = {
            path.relative_to(self.folder).as_posix(): path.read_text(errors="replace")
            for path in self.folder.rglob("*")
            if path.is_file() and path.name != manifest.NAME
        }
        if output.verify(self.folder):
            return f"neither: {output.verify(self.folder)}"
        return "old" if found == self.old else "new" if found == self.new else "another site"

    def beside(self) -> list[str]:
        """What lies beside the site and the content."""
        return sorted(path.name for path in self.root.iterdir() if path.name not in ("content", "output"))


@pytest.fixture
def bench(tmp_path: Path, request: pytest.FixtureRequest) -> Bench:
    """A bench with a site of twenty pages, or as many as the test asks for."""
    pages = getattr(request, "param", 20)
    root = tmp_path / "project"
    (root / "content").mkdir(parents=True)
    old = {**site_of(pages, "old"), "gone/last.html": "only in the old site"}
    new = {**site_of(pages, "new"), "come/first.html": "only in the new site"}
    output.write({path: text.encode() for path, text in old.items()}, tmp_path / "old", root)
    (tmp_path / "new.json").write_text(json.dumps(new))
    return Bench(root, old, new)
