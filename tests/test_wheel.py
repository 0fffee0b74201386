"""What is installed elsewhere: the command with its default theme inside the wheel, and nothing of this briefing."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import sitegen
from sitegen.pipeline import Options, build
from sitegen.project import Project

ROOT = Path(__file__).parent.parent


def run(*words: str, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        words, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ("--no-deps", "--quiet", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "wheel", *quiet, "--wheel-dir", str(folder), str(ROOT), cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder with the wheel in it, apart from the checkout; what it depends on is there already."""
    target = wheel.parent / "installed"
    words = ("-m", "pip", "install", "--no-deps", "--quiet", "--disable-pip-version-check", "--target", str(target))
    run(sys.executable, *words, str(wheel), cwd=wheel.parent)
    return target


def test_the_wheel_holds_the_program_and_its_theme_and_nothing_of_this_site(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    inside = {name for name in names if not name.split("/")[0].endswith(".dist-info")}
    assert all(name.startswith("sitegen/") for name in inside)
    for folder in ("templates", "assets"):
        ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {f"sitegen/default_theme/{path}" for path in ours} <= inside
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "sitegen").rglob("*.py")}
    assert modules <= inside
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "content").rglob("*") if path.is_file()}
    assert not [name for name in inside if name.startswith("content/") or name.split("/", 1)[1] in ours]
    with zipfile.ZipFile(wheel) as archive:
        shown = [name for name in inside if name.endswith((".html", ".css", ".js", ".svg", ".yaml", ".txt", ".md"))]
        assert [name for name in shown if b"idlib" in archive.read(name).lower()] == []
    about = {name.split("/", 1)[1] for name in names - inside}
    assert {"METADATA", "entry_points.txt", "licenses/LICENSE"} <= about


def files_built(command: tuple[str, ...], root: Path, env: dict[str, str]) -> dict[str, bytes]:
    """What a command builds: what the program of the checkout makes, though the theme came as code."""
    done = run(*command, "build", "--no-search", cwd=root, env=env)
    assert (done.stderr, "no problems" in done.stdout) == ("", True)
    built = {
        path.relative_to(root / "output").as_posix(): path.read_bytes()
        for path in (root / "output").rglob("*")
        if path.is_file() and not path.name.startswith(".sitegen")
    }
    assert built == build(Project(root), Options()).files
    return built


def test_the_command_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(installed), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    where = run(sys.executable, "-c", "import sitegen; print(sitegen.__file__)", cwd=tmp_path, env=env).stdout
    assert Path(where.strip()).is_relative_to(installed)
    command = (sys.executable, str(installed / "bin/sitegen"))
    assert run(*command, "--version", cwd=tmp_path, env=env).stdout == f"sitegen {sitegen.__version__}\n"
    for path, content in {
        "site.yaml": "title: Harbour\nscope: The harbour talks.\n",
        "articles/one.txt": "The mayor said little.\n",
        "annotations/one.yaml": "statements: [{quote: said little, form: outlet}]\n",
        "../templates/404.html": '{% extends "base.html" %}{% block body %}Not at all{% endblock %}',
    }.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(content)
    built = files_built(command, tmp_path, env)
    assert b"Not at all" in built["404.html"]
    # Code that speaks English is no help to a site in German.
    (tmp_path / "content/site.yaml").write_text("title: Hafen\nscope: Die Gespräche.\nlanguage: de\n", "utf-8")
    assert b">Artikel</a>" in files_built(command, tmp_path, env)["articles.html"]
    # Not one template of ours had to be made code.
    asked = """
from sitegen.folders import default_theme
from sitegen.theme_ready import ready_made
templates = list((default_theme() / "templates").rglob("*.html"))
codes = [ready_made(path.read_text("utf-8"), str(path)) for path in templates]
assert [code and code.co_filename for code in codes] == [str(path) for path in templates]
assert ready_made(templates[0].read_text("utf-8") + " ", str(templates[0])) is None
print(len(codes))
"""
    count = run(sys.executable, "-c", asked, cwd=tmp_path, env=env).stdout
    assert int(count) == len(list((ROOT / "templates").rglob("*.html")))
