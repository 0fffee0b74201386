"""`sitegen publish --rollback`: the site that was published before stands again, and nothing of history is lost."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sitegen import manifest
from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]
Run = Callable[..., subprocess.CompletedProcess[str]]


def git(where: Path, *words: str) -> str:
    named = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *named, *words], cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("/output/\n/.cache/\n/remote.git/\n")
    git(tmp_path, "add", ".gitignore")
    git(tmp_path, "commit", "-qm", "start")
    git(tmp_path, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return tmp_path / "remote.git"


@pytest.fixture
def publish(site: Write, run: Run, remote: Path) -> Callable[[str], str]:
    """Publishes a site with these words in it; the tree that then stands on the branch."""

    def one(words: str, more: str = "") -> str:
        site({"site.yaml": f"title: Harbour\nscope: Talks.\n{more}", "articles/one.txt": f"{words}\n"})
        done = run("publish")
        assert done.returncode == 0, done.stderr
        return tree(remote)

    return one


def tree(remote: Path, commit: str = "gh-pages") -> str:
    return git(remote, "rev-parse", f"{commit}^{{tree}}").strip()


def history(remote: Path) -> list[str]:
    return git(remote, "log", "--first-parent", "--format=%s", "gh-pages").splitlines()


def test_the_site_published_before_stands_again(publish: Callable[..., str], run: Run, remote: Path) -> None:
    first, second = publish("One."), publish("Two.")
    built = (remote.parent / "output" / manifest.NAME).read_bytes()
    head, status = git(remote.parent, "rev-parse", "HEAD"), git(remote.parent, "status", "--porcelain=v2")
    planned = run("publish", "--rollback", "--dry-run")
    assert (planned.returncode, planned.stderr, tree(remote)) == (0, "", second)
    assert "    ~ articles/one.html\n" in planned.stdout
    done = run("publish", "--rollback")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The site published before (")
    assert tree(remote) == first
    assert history(remote) == ["Put back the site published before", "Publish the site", "Publish the site"]
    # Neither what was built nor the checkout is touched, and nothing is built.
    assert (remote.parent / "output" / manifest.NAME).read_bytes() == built
    assert (git(remote.parent, "rev-parse", "HEAD"), git(remote.parent, "status", "--porcelain=v2")) == (head, status)
    assert (
        git(remote, "fsck", "--strict", "--no-dangling")
        == git(remote.parent, "fsck", "--strict", "--no-dangling")
        == ""
    )


def test_back_again_and_onward(publish: Callable[..., str], run: Run, remote: Path) -> None:
    first, second = publish("One."), publish("Two.")
    run("publish", "--rollback")
    told = json.loads(run("publish", "--rollback", "--json", "--message", "No, the new one").stdout)
    assert (told["ok"], told["commit"], tree(remote)) == (True, git(remote, "rev-parse", "gh-pages").strip(), second)
    assert history(remote)[0] == "No, the new one"
    third = publish("Three.")
    assert tree(remote) == third
    assert run("publish", "--rollback").returncode == 0
    assert tree(remote) == second != first
    assert len(history(remote)) == 6


def test_from_a_fresh_clone(publish: Callable[..., str], run: Run, remote: Path, tmp_path: Path) -> None:
    """Whoever puts it back need not be who published."""
    first, _ = publish("One."), publish("Two.")
    git(tmp_path, "push", "-q", "origin", "main")
    git(tmp_path, "clone", "-q", "--single-branch", "--branch", "main", str(remote), "elsewhere")
    (tmp_path / "elsewhere/content").mkdir()
    (tmp_path / "elsewhere/content/site.yaml").write_text("title: x\nscope: x\n")
    assert run("publish", "--rollback", cwd=tmp_path / "elsewhere").returncode == 0
    assert tree(remote) == first


def _a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("style.css")


@pytest.mark.parametrize(
    "by_hand", [Path.unlink, lambda path: path.write_text("Ours now."), _a_link], ids=["gone", "changed", "a link"]
)
def test_what_is_no_whole_site_is_passed_over(
    publish: Callable[..., str], run: Run, remote: Path, by_hand: Callable[[Path], object]
) -> None:
    """A commit that somebody made by hand between two sites."""
    first = publish("One.")
    clone = remote.parent / "output" / ".." / ".cache" / "clone"
    git(remote.parent, "clone", "-q", "--branch", "gh-pages", str(remote), str(clone))
    by_hand(clone / "index.html")
    git(clone, "commit", "-qam", "by hand")
    git(clone, "push", "-q", "origin", "gh-pages")
    publish("Two.")
    assert run("publish", "--rollback").returncode == 0
    assert tree(remote) == first


def test_there_must_be_something_to_go_back_to(
    publish: Callable[..., str], site: Write, run: Run, remote: Path
) -> None:
    site({})
    done = run("publish", "--rollback")
    assert (done.returncode, "There is no “gh-pages” on the remote" in done.stderr) == (3, True)
    publish("One.")
    done = run("publish", "--rollback")
    assert (done.returncode, "No other site stood on “gh-pages” before this one." in done.stderr) == (3, True)
    git(remote.parent, "push", "-q", "origin", "main:theirs")
    done = run("publish", "--rollback", "--branch", "theirs")
    assert (done.returncode, "“theirs” does not hold a site made by sitegen." in done.stderr) == (2, True)
    done = run("publish", "--rollback", "--base-url", "https://x.test/")
    assert (done.returncode, "for the address it had then" in done.stderr) == (2, True)
    assert len(history(remote)) == 1


def test_a_remote_that_refuses_or_moved_on_is_left_as_it_is(
    publish: Callable[..., str], run: Run, remote: Path
) -> None:
    publish("One.")
    second = publish("Two.")
    hook = remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho closed for today >&2\nexit 1\n")
    hook.chmod(0o755)
    done = run("publish", "--rollback")
    assert (done.returncode, "closed for today" in done.stderr, tree(remote)) == (3, True, second)


def test_a_domain_is_not_changed_by_going_back(publish: Callable[..., str], run: Run, remote: Path) -> None:
    first, second = publish("One."), publish("Two.", "domain: harbour.example\n")
    done = run("publish", "--rollback")
    assert (done.returncode, "The branch holds the domain “harbour.example”" in done.stderr) == (2, True)
    assert tree(remote) == second
    assert run("publish", "--rollback", "--new-domain").returncode == 0
    assert tree(remote) == first
