"""The two commands of a fresh machine, and the workflow that publishes: what they would do, without doing it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOW = ROOT / ".github/workflows/publish.yml"


def make(*words: str, cwd: Path) -> str:
    # The tests are themselves run by make, which tells every make below it that it is one.
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    done = subprocess.run(["make", *words], cwd=cwd, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """What a fresh clone has of what the Makefile looks at: nothing is set up yet."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_make_site_sets_up_and_builds(fresh: Path) -> None:
    steps = make("--dry-run", "site", cwd=fresh)
    venv, install, build = (
        steps.index(step) for step in ("-m venv .venv", "--editable '.[cards,search]' ", "sitegen build")
    )
    assert venv < install < build
    assert "-m pytest" not in steps


def test_make_test_sets_up_and_tests(fresh: Path) -> None:
    steps = make("--dry-run", "test", cwd=fresh)
    venv, install, test = (steps.index(step) for step in ("-m venv .venv", "--editable '.[dev]'", "-m pytest"))
    assert venv < install < test


def test_the_tests_that_make_runs_are_all_tests() -> None:
    recipe = re.search(r"^test:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipe
    assert recipe[1].strip() == "@$(BIN)/python -m pytest -n 2"
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    assert (settings["testpaths"], settings["filterwarnings"]) == (["tests"], ["error"])


def test_what_was_set_up_is_not_set_up_again(fresh: Path) -> None:
    (fresh / ".venv/bin").mkdir(parents=True)
    for name in ("bin/python", "for-site"):
        (fresh / ".venv" / name).touch()
    assert make("--dry-run", "site", cwd=fresh).strip() == ".venv/bin/sitegen build"


def test_every_target_that_a_person_calls_says_what_it_does(fresh: Path) -> None:
    text = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony
    listed = make("help", cwd=fresh)
    # What the machine lacks is installed on the way to the tests.
    for target in set(phony[1].split()) - {"machine"}:
        assert re.search(rf"^{target} — \w+", listed, re.MULTILINE), target


def test_continuous_integration_runs_what_a_person_runs() -> None:
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == "make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


# ── the workflow


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    # `on` is a word like any other here, not a truth value.
    loader = yaml.BaseLoader
    return yaml.load(WORKFLOW.read_text(), Loader=loader)


def steps(job: dict[str, Any]) -> list[str]:
    return [step.get("uses", "").split("@")[0] or step["run"] for step in job["steps"]]


def test_the_workflow_builds_a_public_site_strictly_and_deploys_it(workflow: dict[str, Any]) -> None:
    assert workflow["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": {}}
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert steps(build) == [
        "actions/checkout",
        "actions/setup-python",
        "python -m pip install '.[cards,search]'",
        "actions/configure-pages",
        'sitegen build --strict --format github --base-url "$BASE_URL/"',
        "sitegen verify",
        "actions/upload-pages-artifact",
    ]
    assert build["steps"][-1]["with"] == {"path": "output", "include-hidden-files": "true"}
    assert build["steps"][4]["env"] == {"BASE_URL": "${{ steps.pages.outputs.base_url }}"}
    assert (deploy["needs"], steps(deploy)) == ("build", ["actions/deploy-pages"])
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}


def test_the_workflow_may_do_no_more_than_it_must(workflow: dict[str, Any]) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    # Nothing that comes from outside is put into a command as it stands.
    commands = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert not [command for command in commands if "${{" in command]
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", action) for action in used)


def test_the_python_of_the_workflow_is_one_that_is_supported(workflow: dict[str, Any]) -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    version = workflow["jobs"]["build"]["steps"][1]["with"]["python-version"]
    assert tuple(map(int, version.split("."))) >= tuple(map(int, wanted.removeprefix(">=").split(".")))
