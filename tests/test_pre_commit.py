"""The hook of a new briefing keeps what does not build out of a commit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    own = {"HOME": str(folder.parent), "PRE_COMMIT_HOME": str(folder.parent / "hooks"), "NO_COLOR": "1"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    names = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **own, **names, "PATH": path}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_what_does_not_build_is_not_committed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert run(tmp_path, "sitegen", "new", str(site)).returncode == 0
    for command in (("git", "init", "-q"), ("git", "add", "-A"), ("pre-commit", "install")):
        done = run(site, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    done = run(site, "git", "commit", "-m", "A new briefing")
    assert "sitegen check" in done.stderr + done.stdout
    assert done.returncode == 0, done.stdout + done.stderr

    annotations = next((site / "content/annotations").rglob("*.yaml"))
    sound = annotations.read_text()
    annotations.write_text(sound.replace("- quote: ", "- quote: Nobody wrote this ", 1))
    run(site, "git", "add", "-A")
    refused = run(site, "git", "commit", "-m", "A slip")
    assert refused.returncode == 1
    assert "error[words-not-found]" in refused.stderr + refused.stdout
    assert run(site, "git", "log", "--format=%s").stdout == "A new briefing\n"

    annotations.write_text(f"{sound}\n# mended\n")
    run(site, "git", "add", "-A")
    assert run(site, "git", "commit", "-m", "Mended").returncode == 0


def test_the_hook_for_other_repositories_is_the_same() -> None:
    (ours,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    starter = yaml.safe_load((ROOT / "sitegen/starter/.pre-commit-config.yaml").read_text())
    (theirs,) = starter["repos"][0]["hooks"]
    for key in ("id", "name", "pass_filenames", "files"):
        assert ours[key] == theirs[key]
    assert theirs["entry"].startswith(ours["entry"])
