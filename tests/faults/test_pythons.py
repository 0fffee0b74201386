"""The briefing of this project has the same bytes whichever Python builds it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
VERSIONS = ("3.11", "3.12", "3.13", "3.14")


def interpreter(version: str) -> str | None:
    """Where this machine has a Python of a version: on the PATH, or among those of pyenv."""
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = sorted(kept.glob(f"{version}.*/bin/python"))
    return os.fspath(found[-1]) if found else shutil.which(f"python{version}")


def built_by(python: str, place: Path) -> dict[str, str]:
    """The digest of every file of the briefing, built with the packages that this Python is given."""
    subprocess.run([python, "-m", "venv", place / "venv"], check=True)
    own = place / "venv/bin/python"
    install = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--editable", f"{ROOT}[cards,search]"], check=True)
    environment = {**os.environ, "XDG_CACHE_HOME": os.fspath(place / "cache")}
    environment.pop("PYTHONPATH", None)
    # The site is a copy, so that nothing is written into the project.
    for part in ("content", "templates", "assets", "translations"):
        shutil.copytree(ROOT / part, place / "site" / part)
    done = subprocess.run(
        [own, "-m", "sitegen", "build"], cwd=place / "site", env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    output = place / "site/output"
    files = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.soak
def test_every_python_makes_the_same_bytes(tmp_path: Path, counted: Callable[..., None]) -> None:
    had = {version: python for version in VERSIONS if (python := interpreter(version))}
    if len(had) < 2:
        pytest.skip(f"of Python {', '.join(VERSIONS)} this machine has only {', '.join(had) or sys.version}")
    first: dict[str, str] = {}
    for version, python in had.items():
        found = built_by(python, tmp_path / version)
        first = first or found
        assert {path for path in first.keys() | found.keys() if first.get(path) != found.get(path)} == set(), version
        counted(len(found))
    missing = ", ".join(version for version in VERSIONS if version not in had) or "none"
    print(f"{len(first):,} files, the same bytes by Python {', '.join(had)}; not had: {missing}")
