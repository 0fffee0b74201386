"""The mistakes that other generators really made, made here on purpose: each must be noticed by the tests it names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Mutant:
    """A file, words that stand in it once, what they become, and the tests that must then fail."""

    file: str
    old: str
    new: str
    tests: str


MUTANTS = {
    "a-sibling-with-the-same-beginning-counts-as-inside": Mutant(
        "sitegen/destination.py",
        "if any(_lies_in(real, root / name) for name in _SOURCES):",
        "if any(str(real).startswith(str(root / name)) for name in _SOURCES):",
        "tests/test_output.py",
    ),
    "the-path-is-looked-at-before-it-is-decoded": Mutant(
        "sitegen/preview_pages.py",
        'return unquote(target, errors="strict")',
        "return target",
        "tests/test_preview.py tests/preview/test_wire.py",
    ),
    "links-are-followed-where-new-files-are-put": Mutant(
        "sitegen/placing.py",
        "_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC",
        "_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC",
        "tests/test_new.py tests/test_importing.py",
    ),
    "the-new-site-is-not-put-on-the-disk": Mutant(
        "sitegen/staging.py", "        _settle(tree)\n", "", "tests/test_output.py"
    ),
    "the-old-site-is-deleted-before-the-new-one-comes": Mutant(
        "sitegen/staging.py",
        "        _exchange(tree, target)\n        return tree\n",
        "        clear(target)\n        os.rename(tree, target)\n        return None\n",
        "tests/test_output.py tests/faults/test_killed.py",
    ),
    "the-change-of-places-is-not-put-on-the-disk": Mutant(
        "sitegen/output.py", "        staging.sync_folder(target.parent)\n", "        pass\n", "tests/test_output.py"
    ),
    "html-in-markdown-is-let-through": Mutant(
        "sitegen/prose/markdown.py", '"html": False', '"html": True', "tests/test_prose.py tests/test_library.py"
    ),
    "templates-escape-nothing": Mutant(
        "sitegen/theme_ready.py", "autoescape=True", "autoescape=False", "tests/test_theme.py tests/test_golden.py"
    ),
    "drafts-are-held-back-from-nothing": Mutant(
        "sitegen/library/holding.py", "        if record.draft:\n", "        if False:\n", "tests/test_holding.py"
    ),
    "embargoes-end-a-day-too-soon": Mutant(
        "sitegen/library/holding.py", "until <= self.today", "until >= self.today", "tests/test_holding.py"
    ),
    "a-push-is-forced": Mutant(
        "sitegen/repository.py",
        'ways = ("--porcelain", ',
        'ways = ("--force", "--porcelain", ',
        "tests/test_publish.py",
    ),
    "the-preview-is-open-to-everybody": Mutant(
        "sitegen/preview_address.py",
        "bound = socket.create_server((host, candidate), family=family)",
        'bound = socket.create_server(("", candidate), family=family)',
        "tests/test_preview.py tests/preview/test_wire.py",
    ),
    "the-preview-answers-to-any-name": Mutant(
        "sitegen/preview_address.py",
        '        name, given = parts.hostname or "", parts.port or 80\n',
        '        name, given = parts.hostname or "", parts.port or 80\n        return True\n',
        "tests/test_preview.py tests/preview/test_wire.py",
    ),
    "letters-are-compared-in-lower-case-only": Mutant(
        "sitegen/checks.py", ").casefold())", ").lower())", "tests/test_checks.py"
    ),
    "forms-of-one-letter-are-two": Mutant(
        "sitegen/checks.py",
        'return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address).casefold())',
        "return address.casefold()",
        "tests/test_checks.py",
    ),
    "a-near-miss-is-taken-for-the-words": Mutant(
        "sitegen/findings/anchors.py",
        "    problems.append(_twice(document, found, place) if found "
        "else not_found(document, wanted, place, compared))\n    return None\n",
        "    return found[0] if found else None\n",
        "tests/test_anchors.py",
    ),
    "an-excerpt-shows-everything": Mutant(
        "sitegen/findings/rights.py",
        'return self.private or document.article.rights == "full"',
        'return self.private or document.article.rights != "link"',
        "tests/test_rights.py",
    ),
    "a-changed-page-is-not-noticed": Mutant(
        "sitegen/manifest.py",
        "return data is None or len(data) != listed.size or hashlib.sha256(data).hexdigest() != listed.sha256",
        "return data is None or len(data) != listed.size",
        "tests/test_output.py",
    ),
    "a-list-is-believed-whoever-wrote-it": Mutant(
        "sitegen/manifest.py",
        "return None if any(path_fault(path) for path in files) else Manifest(files, version)",
        "return Manifest(files, version)",
        "tests/test_output.py",
    ),
    "data-in-a-page-end-their-element": Mutant(
        "sitegen/exports/linked_data.py",
        'for mark in "<>&',
        'for mark in "&',
        "tests/catalogue/test_markup.py",
    ),
    "a-lone-return-ends-a-line-of-a-calendar": Mutant(
        "sitegen/exports/calendar.py", '.replace("\\r", "\\\\n")', "", "tests/catalogue/test_markup.py"
    ),
    "a-drawing-is-published-unread": Mutant(
        "sitegen/assets.py",
        "        problems += active_parts(data, name)\n",
        "        pass\n",
        "tests/catalogue/test_assets.py",
    ),
    "a-linked-folder-is-read": Mutant(
        "sitegen/project.py", "    if _is_odd(project.content):\n", "    if False:\n", "tests/catalogue/test_assets.py"
    ),
    "a-yaml-tag-is-let-through": Mutant(
        "sitegen/source/reading.py",
        "        if event.anchor is not None or event.tag is not None:\n            self._properties(event)\n"
        "        self.tree.open(",
        "        self.tree.open(",
        "tests/test_source.py",
    ),
}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project to be spoiled."""
    there = tmp_path_factory.mktemp("mutants") / "project"
    left_out = shutil.ignore_patterns(".git", ".venv", "output", ".*_cache", ".hypothesis", "__pycache__")
    shutil.copytree(ROOT, there, ignore=left_out)
    return there


def outcome_of(workshop: Path, tests: str) -> subprocess.CompletedProcess[str]:
    """The tests, run on the copy."""
    named = tests.split()
    assert [test for test in named if not (workshop / test).exists()] == [], "no such tests"
    environment = {**os.environ, "PYTHONPATH": str(workshop), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *named]
    return subprocess.run(command, cwd=workshop, env=environment, capture_output=True, text=True)


def test_each_of_these_mistakes_can_still_be_made() -> None:
    gone = [name for name, one in MUTANTS.items() if (ROOT / one.file).read_text().count(one.old) != 1]
    assert gone == [], "what they were made of has changed: write them anew"


@pytest.mark.soak
@pytest.mark.parametrize("name", MUTANTS)
def test_the_mistake_is_noticed(workshop: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    mutant = MUTANTS[name]
    path = workshop / mutant.file
    sound = path.read_text()
    assert sound.count(mutant.old) == 1, f"{mutant.file} has changed: write the mistake anew"
    try:
        path.write_text(sound.replace(mutant.old, mutant.new))
        done = outcome_of(workshop, mutant.tests)
    finally:
        path.write_text(sound)
    assert done.returncode == 1, f"nobody noticed; {done.stdout[-500:]}"
    assert "FAILED " in done.stdout, done.stdout[-2000:]


@pytest.mark.soak
def test_without_a_mistake_these_tests_pass(workshop: Path) -> None:
    done = outcome_of(
        workshop, " ".join(sorted({test for mutant in MUTANTS.values() for test in mutant.tests.split()}))
    )
    assert done.returncode == 0, done.stdout[-2000:]
