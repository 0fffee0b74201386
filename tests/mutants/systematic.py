"""Makes every small mistake in the modules that guard something, and says which of them their tests do not notice.

    python tests/mutants/systematic.py [--most NUMBER] [MODULE …]

Each mistake is made in a copy of the project, and the narrow tests of its module run on that. With --most, only so
many of each module are made, evenly spread.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mistakes import Mistake, mistakes

ROOT = Path(__file__).parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "output", ".*_cache", ".hypothesis", "__pycache__")
ASSETS, CONTENT, OUTPUT = (
    "tests/catalogue/test_assets.py",
    "tests/catalogue/test_content.py",
    "tests/test_output.py",
)
PUBLISH = ["tests/test_publish.py", "tests/test_putting_back.py"]
SOURCE = ["tests/test_source.py", CONTENT]
# What guards something, and of the tests that it has those that are quick and narrow: every mistake runs them.
GUARDS = {
    "svg": [ASSETS],
    "assets": [ASSETS, "tests/catalogue/test_paths.py::test_links_and_special_files_are_not_read"],
    "library/holding": ["tests/test_holding.py"],
    "findings/rights": ["tests/test_rights.py"],
    "source/screening": SOURCE,
    "source/hidden": SOURCE,
    "source/decoding": SOURCE,
    "source/refusals": SOURCE,
    "source/reading": SOURCE,
    "prose/markdown": ["tests/test_prose.py"],
    "checks": ["tests/test_checks.py"],
    "manifest": [OUTPUT],
    "staging": [OUTPUT],
    "output": [OUTPUT],
    "exports/calendar": ["tests/test_exports.py", "tests/catalogue/test_markup.py"],
    "exports/linked_data": ["tests/test_linked_data.py", "tests/catalogue/test_markup.py"],
    "preview_pages": ["tests/test_preview.py", "tests/preview/test_wire.py"],
    "credentials": ["tests/test_publish_command.py", "tests/test_publish.py"],
    "publish": PUBLISH,
    "putting_back": PUBLISH,
    "repository": PUBLISH,
}  # fmt: skip
MOST_SECONDS = 120


class Tester:
    """A copy of the project to be spoiled, and a process that runs its tests."""

    def __init__(self, place: Path) -> None:
        self.project = place / "project"
        shutil.copytree(ROOT, self.project, ignore=LEFT_OUT)
        environment = {**os.environ, "PYTHONPATH": str(self.project), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, str(Path(__file__).parent / "running.py"), str(MOST_SECONDS)]
        self._process = subprocess.Popen(
            command, cwd=self.project, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def notices(self, module: str, mistake: Mistake | None) -> bool:
        """Whether the tests of a module fail, with a mistake in it or as it is."""
        path = self.project / f"sitegen/{module}.py"
        sound = path.read_text()
        try:
            if mistake:
                path.write_text(mistake.source)
            return self._run(GUARDS[module])
        finally:
            path.write_text(sound)

    def _run(self, tests: list[str]) -> bool:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(tests) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline()) != 0

    def end(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def spread(found: list[Mistake], most: int) -> list[Mistake]:
    """At most so many, evenly spread; all for 0."""
    if not most or len(found) <= most:
        return found
    return [found[number * len(found) // most] for number in range(most)]


def unnoticed(tester: Tester, module: str, most: int) -> Iterator[tuple[Mistake, bool]]:
    """Each mistake in a module, and whether its tests notice it; none where they fail without one."""
    if tester.notices(module, None):
        raise SystemExit(f"{module}: its tests fail as it is")
    for mistake in spread(list(mistakes((ROOT / f"sitegen/{module}.py").read_text())), most):
        yield mistake, tester.notices(module, mistake)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", default=list(GUARDS), choices=[*GUARDS, []], metavar="MODULE")
    parser.add_argument("--most", type=int, default=0, metavar="NUMBER", help="of each module, evenly spread")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sitegen-mutants-") as place:
        tester = Tester(Path(place))
        for module in asked.modules:
            made = 0
            for mistake, noticed in unnoticed(tester, module, asked.most):
                made += 1
                if not noticed:
                    print(f"{module}.py: {mistake.was} → {mistake.became}    (line {mistake.line})", flush=True)
            print(f"# {module}.py: {made} mistakes", flush=True)
        tester.end()


if __name__ == "__main__":
    main()
