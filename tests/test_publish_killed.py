"""Publishing is ended at any moment: the branch is the old site or the new one, and nobody's work is touched."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sitegen
from sitegen import manifest, output

OLD = {"index.html": b"<h1>Old</h1>", "articles/gone.html": b"gone", **{f"p{n}.html": b"%d" % n for n in range(9)}}
NEW = {**OLD, "index.html": b"<h1>New</h1>", "articles/here.html": b"here"}
del NEW["articles/gone.html"]
ROOT = Path(sitegen.__file__).parent.parent
GIT = shutil.which("git") or "git"

PUBLISH = """
import sys
from pathlib import Path
from sitegen import publish
try:
    publish.send(publish.plan(Path("."), Path("output")), "Publish")
except publish.PublishError as failure:
    sys.exit(failure.message)
"""

# In the place of git: it counts the commands, and kills everybody before the one that is named, or after it.
COUNTING = f"""#!/bin/sh
n=$(($(cat "$DESK/count") + 1)); echo $n > "$DESK/count"
[ "$KILL" = "before $n" ] && kill -9 0
{GIT} "$@"; code=$?
[ "$KILL" = "after $n" ] && kill -9 0
exit $code
"""
HOOKS = ("pre-receive", "update", "reference-transaction", "post-receive", "post-update")


def git(where: Path, *words: str) -> str:
    done = subprocess.run([GIT, *words], cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Desk:
    """An author's checkout with work in progress, in which an old site was published and a new one was built."""

    place: Path

    @property
    def checkout(self) -> Path:
        return self.place / "work"

    @property
    def remote(self) -> Path:
        return self.place / "remote.git"

    def publish(self, kill: str = "", before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        (self.place / "count").write_text("0")
        env = os.environ | {"DESK": str(self.place), "KILL": kill, "PYTHONPATH": str(ROOT)}
        env["PATH"] = f"{self.place}{os.pathsep}{env['PATH']}"
        command = [*before, sys.executable, "-c", PUBLISH]
        return subprocess.run(
            command, cwd=self.checkout, env=env, capture_output=True, text=True, check=False, start_new_session=True
        )

    def belongings(self) -> dict[str, str]:
        """The bytes of everything in the checkout but git's objects and what it notes of the remote."""
        return {
            path.relative_to(self.checkout).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.checkout.rglob("*"))
            if path.is_file() and not re.search(r"\.git/(objects|refs/remotes|logs/refs/remotes)/", path.as_posix())
        }

    def commits(self) -> list[str]:
        """The commits of the branch over there, the newest first; each of them is a whole site."""
        commits = git(self.remote, "log", "--format=%H", "gh-pages").split()
        for commit in commits:
            paths = git(self.remote, "ls-tree", "-r", "--name-only", commit).split()
            listed = manifest.parse(git(self.remote, "show", f"{commit}:{manifest.NAME}").encode())
            assert listed is not None
            assert sorted(paths) == sorted([*listed.files, ".nojekyll", manifest.NAME])
        return commits

    def holds(self, site: dict[str, bytes]) -> bool:
        return all(git(self.remote, "show", f"gh-pages:{path}").encode() == data for path, data in site.items())


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    named = "[user]\nname = Ann\nemail = ann@example.org\n[init]\ndefaultBranch = main\n"
    (tmp_path / "gitconfig").write_text(named)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "desk")
    desk.checkout.mkdir(parents=True)
    (desk.place / "git").write_text(COUNTING)
    (desk.place / "git").chmod(0o755)
    git(desk.place, "init", "-q", "--bare", "remote.git")
    git(desk.checkout, "init", "-q")
    (desk.checkout / "notes.txt").write_text("begun\n")
    (desk.checkout / ".gitignore").write_text("/output/\n")
    git(desk.checkout, "add", ".")
    git(desk.checkout, "commit", "-qm", "start")
    git(desk.checkout, "remote", "add", "origin", "../remote.git")
    git(desk.checkout, "push", "-q", "origin", "main")
    output.write(OLD, desk.checkout / "output", desk.checkout)
    assert desk.publish().returncode == 0
    output.write(NEW, desk.checkout / "output", desk.checkout)
    (desk.checkout / "notes.txt").write_text("staged\n")
    git(desk.checkout, "add", "notes.txt")
    (desk.checkout / "notes.txt").write_text("not staged\n")
    (desk.checkout / "new.txt").write_text("not known to git\n")
    return desk


class Tried:
    """One desk after another, each left at another moment, and what became of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._untouched, self.ends = desk, desk.place.with_name("untouched"), list[str]()
        shutil.copytree(desk.place, self._untouched, symlinks=True)

    def once(self, kill: str = "", hook: str = "", before: tuple[str, ...] = ()) -> bool:
        """Whether it was ended there. What it left is examined, and publishing again makes it right."""
        desk = self._desk
        shutil.rmtree(desk.place)
        shutil.copytree(self._untouched, desk.place, symlinks=True)
        (first,) = desk.commits()
        mine = desk.belongings()
        if hook:
            path = desk.remote / "hooks" / hook
            path.parent.mkdir(exist_ok=True)
            path.write_text('#!/bin/sh\n[ "$1" = prepared ] || kill -9 0\n')
            path.chmod(0o755)
        done = desk.publish(kill, before)
        if hook:
            path.unlink()
        ended = done.returncode != 0
        where = kill or hook or " ".join(before)
        assert desk.belongings() == mine, where
        commits = desk.commits()
        self.ends.append("old" if commits == [first] else "new")
        assert commits[-1] == first, where
        assert len(commits) <= 2, where
        assert desk.holds(OLD if commits == [first] else NEW), where
        self._sound(where)
        self._mended(first, where)
        return ended

    def _sound(self, where: str) -> None:
        for repository in (self._desk.checkout, self._desk.remote):
            done = subprocess.run(
                [GIT, "fsck", "--strict", "--no-dangling"], cwd=repository, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stdout) == (0, ""), (where, done.stdout, done.stderr)

    def _mended(self, first: str, where: str) -> None:
        desk = self._desk
        again = desk.publish()
        if locked := re.search(r"'([^']+\.lock)'", again.stderr):
            # Git names its own lock that a killed git has left, and says that it is to be removed.
            Path(desk.checkout, locked[1]).unlink()
            again = desk.publish()
        assert again.returncode == 0, (where, again.stderr)
        assert desk.commits()[1:] == [first], where
        assert desk.holds(NEW), where


@pytest.fixture
def tried(desk: Desk) -> Tried:
    return Tried(desk)


def moments(tried: Tried, desk: Desk) -> Iterator[str]:
    """Before and after each command of git that a publication runs."""
    assert not tried.once()
    desk.publish()
    shutil.rmtree(desk.place)
    shutil.copytree(desk.place.with_name("untouched"), desk.place, symlinks=True)
    assert desk.publish().returncode == 0
    for number in range(1, int((desk.place / "count").read_text()) + 1):
        yield f"before {number}"
        yield f"after {number}"


def test_killed_at_some_moments(tried: Tried, desk: Desk) -> None:
    chosen = list(moments(tried, desk))
    last = [moment for moment in chosen if int(moment.split()[1]) > len(chosen) // 2 - 4]
    tried.ends.clear()
    for moment in [*chosen[:-8:9], *last[:6]]:
        assert tried.once(moment), moment
    for hook in HOOKS[::2]:
        tried.once(hook=hook)
    assert set(tried.ends) == {"old", "new"}
    print(f"{len(tried.ends)} moments of {len(chosen)}")
    assert len(tried.ends) >= 10


@pytest.mark.soak
def test_killed_at_every_moment(tried: Tried, desk: Desk) -> None:
    chosen = list(moments(tried, desk))
    tried.ends.clear()
    assert [moment for moment in chosen if not tried.once(moment)] == []
    for hook in HOOKS:
        tried.once(hook=hook)
    print(f"{len(tried.ends)} moments")
    assert len(tried.ends) >= 40
    assert set(tried.ends) == {"old", "new"}


@pytest.mark.soak
@pytest.mark.skipif(not shutil.which("strace"), reason="this machine has no strace")
@pytest.mark.parametrize("call", ["write", "openat", "rename", "link", "unlink", "mkdir", "close", "execve"])
def test_any_process_killed_at_any_call(tried: Tried, call: str) -> None:
    number, step, ended = 1, 1, 0
    while number < 400:
        strace = ("strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}")
        inject = (*strace, "-e", f"inject={call}:signal=KILL:when={number}")
        hit = tried.once(before=inject)
        ended += hit
        # Every call that git makes, and a sample of the many that Python makes to begin.
        if not hit and number > 20:
            break
        number += step if number < 20 else 7
    print(f"{call}: {len(tried.ends)} runs, {ended} of them ended early")
    assert len(tried.ends) > 10


def test_stopped_by_the_author(tried: Tried, desk: Desk) -> None:
    """Ctrl-C reaches everybody in front of the terminal: ours and git's own processes alike."""
    hook = desk.remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nkill -INT 0\nexit 1\n")
    hook.chmod(0o755)
    mine = desk.belongings()
    done = desk.publish()
    assert done.returncode == -signal.SIGINT or "KeyboardInterrupt" in done.stderr
    assert len(desk.commits()) == 1
    assert desk.belongings() == mine
    hook.unlink()
    assert desk.publish().returncode == 0
    assert desk.holds(NEW)
