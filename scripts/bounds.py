"""How long a build takes to refuse what is too large, too deep or endless, and how much memory: the table of
docs/reliability.md.

    python scripts/bounds.py [--all] [--write]

The cases are those of tests/catalogue, each in a site of its own, built by the command as anybody runs it. Time is
that of the processor, Python's own start with it, so that other programs on the machine do not count.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/reliability.md"
BEGIN, END = "<!-- bounds: written by scripts/bounds.py -->", "<!-- bounds: end -->"
NAMES = {
    "Y": "YAML: bombs, depth, size, tags",
    "C": "references that lead nowhere, on one line",
    "Z": "bytes that are no text, or too many",
    "Q": "articles, folders and titles, deep or large",
    "M": "templates that do not end",
    "K": "every entry of the memory damaged",
}
# Nothing that is measured may hang or fill the machine.
MOST_SECONDS, MOST_BYTES = 60, 4 * 1024**3
QUOTES = 10_000


@dataclass(frozen=True)
class Case:
    """The files of a site, by their paths in it; `sparse` is the size of an article that holds nothing but zeros."""

    number: str
    files: Mapping[str, str | bytes]
    sparse: int = 0
    many: int = 0
    damaged: bool = False


@dataclass(frozen=True)
class Measured:
    """What became of a case: `seconds` of the processor, `megabytes` at most, and whether it was refused."""

    number: str
    seconds: float
    megabytes: float
    refused: bool


def _tables(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tests/catalogue/{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cases() -> Iterator[Case]:
    """Every case of the lists that are about bounds."""
    content, paths = _tables("test_content"), _tables("test_paths")
    plain = {f"content/{path}": text for path, text in content.FILES.items()}
    for number, (path, text, _) in (content.YAML | content.BYTES).items():
        yield Case(number, {**plain, f"content/{path}": text})
    for number, count in (("C16", 2_000), ("C16b", 20_000)):
        wrong = ", ".join(f"{{actor: x{n}}}" for n in range(count))
        events = f"e: {{name: E, type: summit, status: held, participants: [{wrong}]}}\n"
        yield Case(number, {**plain, "content/events.yaml": events})
    for number, text in paths.DEEP.items():
        yield Case(number, {"content/articles/a.md": text})
    yield Case("Q09", plain, sparse=1024**3)
    yield Case("Q10", plain, many=50_001)
    lines = "\n".join(f"She said that it was number {number} of all." for number in range(QUOTES))
    quotes = "".join(f"  - quote: it was number {number} of all\n    form: outlet\n" for number in range(QUOTES))
    statements = f"rights: full\nstatements:\n{quotes}"
    yield Case("Q11", {"content/articles/a.txt": lines, "content/annotations/a.yaml": statements})
    yield Case("Q12", {**plain, f"content/actors/{'d/' * 200}x.txt": "x"})
    yield Case("Q15", {**plain, "content/site.yaml": f"title: {'x' * 100_000}\nscope: x\n"})
    terms = "".join(f"t{number}: {{name: Term {number}, definition: It is one.}}\n" for number in range(QUOTES))
    yield Case("Q16", {**plain, "content/terms.yaml": terms})
    for number, text in paths.ENDLESS.items():
        page = "{% extends 'default/404.html' %}\n{% block body %}" + text + "{% endblock %}"
        yield Case(number, {**plain, "templates/404.html": page})
    itself = "{% extends 'default/404.html' %}{% block body %}{% include '404.html' %}{% endblock %}"
    yield Case("M05", {**plain, "templates/404.html": itself})
    yield Case("K", plain, damaged=True)


def measured(case: Case, place: Path, most_seconds: int = MOST_SECONDS) -> Measured:
    """One case, built once; the system ends it where it takes the processor for longer."""
    site = place / case.number
    for path, text in {"content/site.yaml": "title: x\nscope: x\n", **case.files}.items():
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
    if case.sparse:
        os.truncate(site / "content/articles/a.txt", case.sparse)
    for number in range(case.many):
        (site / f"content/articles/b{number}.txt").touch()
    # What is remembered from an empty site is there for all, as on any desk.
    environment = {**os.environ, "XDG_CACHE_HOME": str(place / "cache"), "PYTHONPATH": str(ROOT)}
    if case.damaged:
        for path in (entry for entry in (place / "cache").rglob("*") if entry.is_file()):
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(data)
    return _run(case.number, site, environment, most_seconds)


def _run(number: str, site: Path, environment: dict[str, str], most_seconds: int) -> Measured:
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))

    command = [sys.executable, "-m", "sitegen", "build", "--no-search"]
    process = subprocess.Popen(command, cwd=site, env=environment, preexec_fn=bounded,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{number}: the build ended with {process.returncode}")
    return Measured(number, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode == 1)


def table(found: list[Measured]) -> str:
    """One line for each list: how many cases, and the slowest that was refused and that was accepted."""
    lines = [
        "| list | cases | refused, at most | accepted, at most | memory, at most |",
        "| --- | --- | --- | --- | --- |",
    ]
    for letter, name in NAMES.items():
        ours = [one for one in found if one.number[0] == letter]
        ways = (_slowest([one for one in ours if one.refused is way]) for way in (True, False))
        memory = max(one.megabytes for one in ours)
        lines.append(f"| {letter}: {name} | {len(ours)} | {' | '.join(ways)} | {memory:.0f} MB |")
    return "\n".join(lines)


def _slowest(found: list[Measured]) -> str:
    if not found:
        return "–"
    slowest = max(found, key=lambda one: one.seconds)
    return f"{slowest.seconds:.2f} s ({slowest.number})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="say every case")
    parser.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sitegen-bounds-") as folder:
        place = Path(folder)
        measured(Case("nothing", {}), place)
        found = [measured(case, place) for case in cases()]
    if asked.all:
        for one in sorted(found, key=lambda one: -one.seconds):
            how = "refused" if one.refused else "accepted"
            print(f"{one.number:5} {how:8} {one.seconds:6.2f} s {one.megabytes:6.0f} MB")
    print(table(found))
    if asked.write:
        page = PAGE.read_text()
        PAGE.write_text(re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{table(found)}\n{END}", page, flags=re.DOTALL))


if __name__ == "__main__":
    main()
