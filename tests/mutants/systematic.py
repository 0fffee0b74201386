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
ASSETS, OUTPUT = "tests/catalogue/test_assets.py", ["tests/test_output.py", "-k", "not at_every_step and not container"]
PUBLISH = ["tests/test_publish.py", "tests/test_putting_back.py"]
SOURCE = ["tests/test_source.py", "tests/catalogue/test_content.py", "-k", "not Anything and not Y1"]
# Without a browser, which takes more memory for its own than any test may.
SHOWN = ["tests/test_preview.py", "-k", "(paths or pages or types or told_from or vain) and not started_again"]
WIRE = ["tests/preview/test_wire.py", "-k", "not v21 and not v24"]
# What guards something, and what pytest is told to run of its tests: those that are quick and narrow.
GUARDS = {
    "credentials": ["tests/test_credentials.py"],
    "manifest": OUTPUT,
    "library/holding": ["tests/test_holding.py"],
    "checks": ["tests/test_checks.py", "-k", "not every_code"],
    "svg": [ASSETS, "-k", "not link and not such_a_drawing and not unpacked and not opened"],
    "assets": [ASSETS, "tests/test_theme.py", "-k", "not drawing and (test_assets or assets)"],
    "staging": OUTPUT,
    "destination": ["tests/test_output.py", "-k", "place or stands or sibling or left_to or way or checkout or near"],
    "output": OUTPUT,
    "undisturbed": ["tests/test_undisturbed.py"],
    "placing": ["tests/test_placing.py"],
    "preview_address": ["tests/preview/test_address.py"],
    "preview_pages": SHOWN,
    "theme_steps": ["tests/test_theme_steps.py"],
    "source/screening": SOURCE,
    "source/hidden": SOURCE,
    "source/decoding": SOURCE,
    "source/refusals": SOURCE,
    "source/growing": SOURCE,
    "source/reading": SOURCE,
    "prose/markdown": ["tests/test_prose.py"],
    "findings/rights": ["tests/test_rights.py"],
    "exports/calendar": ["tests/test_exports.py", "tests/catalogue/test_markup.py", "-k", "calendar"],
    "exports/linked_data": ["tests/test_linked_data.py", "tests/catalogue/test_markup.py"],
    "publish": PUBLISH,
    "putting_back": PUBLISH,
    "repository": PUBLISH,
}  # fmt: skip
# Whatever takes so many times as long as the tests do without a mistake, and as many seconds more, goes in circles.
TIMES, MORE = 3, 5


class Tester:
    """A copy of the project to be spoiled, and a process that runs its tests."""

    def __init__(self, place: Path) -> None:
        self.project = place / "project"
        shutil.copytree(ROOT, self.project, ignore=LEFT_OUT)
        environment = {**os.environ, "PYTHONPATH": str(self.project), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, str(Path(__file__).parent / "running.py")]
        self._most = 300
        self._process = subprocess.Popen(
            command, cwd=self.project, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def passes(self, module: str) -> bool:
        """Whether the tests of a module pass as it is. No later run takes much longer than this one."""
        self._most = 300
        ended, seconds = self._run(GUARDS[module])
        self._most = int(TIMES * seconds) + MORE
        return ended == 0

    def notices(self, module: str, mistake: Mistake) -> bool:
        """Whether the tests of a module fail with a mistake in it, or do not come to an end."""
        path = self.project / f"sitegen/{module}.py"
        sound = path.read_text()
        try:
            path.write_text(mistake.source)
            return self._run(GUARDS[module])[0] != 0
        finally:
            path.write_text(sound)

    def _run(self, tests: list[str]) -> tuple[int, float]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([self._most, tests]) + "\n")
        self._process.stdin.flush()
        ended, seconds = json.loads(self._process.stdout.readline())
        return ended, seconds

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
    if not tester.passes(module):
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
