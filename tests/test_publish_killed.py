"""Publishing is ended at any moment: the branch is the old site or the new one, and nobody's work is touched."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
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

ROLLBACK = """
import sys
from pathlib import Path
from sitegen import publish, putting_back
try:
    publish.send(putting_back.plan_back(Path("."))[0], "Put back")
except publish.PublishError as failure:
    sys.exit(failure.message)
"""

# In the place of git: it counts the commands, and kills everybody before the one that is named, or after it. One that
# is traced notes its calls, or has one of its own processes killed at a call.
COUNTING = f"""#!/bin/sh
n=$(($(cat "$DESK/count") + 1)); echo $n > "$DESK/count"
[ "$KILL" = "before $n" ] && kill -9 0
[ -n "$NOTE" ] && exec strace -ff -qq -o "$DESK/calls-$n" -e trace="$NOTE" {GIT} "$@"
[ "${{KILL%% *}}" = "$n" ] && exec strace -f -qq -o /dev/null -e inject="${{KILL#* }}" {GIT} "$@"
{GIT} "$@"; code=$?
[ "$KILL" = "after $n" ] && kill -9 0
exit $code
"""
# Where a hook may stand, what it is told first where it is told a stage, and what it is called.
HOOKS = (
    *(("remote.git/hooks", "", name) for name in ("pre-receive", "update", "post-receive", "post-update")),
    *(("remote.git/hooks", stage, "reference-transaction") for stage in ("prepared", "committed")),
    *(("work/.git/hooks", stage, "reference-transaction") for stage in ("prepared", "committed")),
    ("work/.git/hooks", "", "pre-push"),
    ("work/.git/hooks", "", "post-index-change"),
)


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

    def run(self, script: str, kill: str = "", note: str = "") -> subprocess.CompletedProcess[str]:
        (self.place / "count").write_text("0")
        env = os.environ | {"DESK": str(self.place), "KILL": kill, "NOTE": note, "PYTHONPATH": str(ROOT)}
        env["PATH"] = f"{self.place}{os.pathsep}{env['PATH']}"
        return subprocess.run(
            [sys.executable, "-c", script], cwd=self.checkout, env=env, capture_output=True, text=True, check=False,
            start_new_session=True,
        )  # fmt: skip

    def publish(self) -> subprocess.CompletedProcess[str]:
        return self.run(PUBLISH)

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


@dataclass(frozen=True)
class Act:
    """What is done to the branch: what stands there before and after it, and how many commits there are before."""

    script: str
    before: dict[str, bytes]
    after: dict[str, bytes]
    commits: int


ACTS = {"publish": Act(PUBLISH, OLD, NEW, 1), "rollback": Act(ROLLBACK, NEW, OLD, 2)}


class Tried:
    """One desk after another, each left at another moment of an act, and what became of it."""

    def __init__(self, desk: Desk, act: Act) -> None:
        self._desk, self._untouched, self.act, self.ends = desk, desk.place.with_name("untouched"), act, list[str]()
        shutil.copytree(desk.place, self._untouched, symlinks=True)

    def anew(self) -> None:
        shutil.rmtree(self._desk.place)
        shutil.copytree(self._untouched, self._desk.place, symlinks=True)

    def once(self, kill: str = "", hook: tuple[str, str, str] | None = None) -> bool:
        """Whether it was ended there. What it left is examined, and what the author does next makes it right."""
        self.anew()
        desk, act = self._desk, self.act
        first = desk.commits()
        if hook:
            path = desk.place / hook[0] / hook[2]
            path.parent.mkdir(exist_ok=True)
            path.write_text(f'#!/bin/sh\n[ -z "{hook[1]}" -o "$1" = "{hook[1]}" ] && kill -9 0\nexit 0\n')
            path.chmod(0o755)
        mine = desk.belongings()
        done = desk.run(act.script, kill)
        where = kill or hook
        assert desk.belongings() == mine, where
        if hook:
            path.unlink()
        commits = desk.commits()
        self.ends.append("old" if commits == first else "new")
        assert commits[-len(first) :] == first, where
        assert len(commits) <= len(first) + 1, where
        assert desk.holds(act.before if commits == first else act.after), where
        self._sound(where)
        self._mended(first, where)
        return done.returncode != 0

    def _sound(self, where: object) -> None:
        for repository in (self._desk.checkout, self._desk.remote):
            done = subprocess.run(
                [GIT, "fsck", "--strict", "--no-dangling"], cwd=repository, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stdout) == (0, ""), (where, done.stdout, done.stderr)

    def _mended(self, first: list[str], where: object) -> None:
        """What was not done is done by the same command; what was done is published over in the usual way."""
        desk, act = self._desk, self.act
        script, holds = (act.script, act.after) if self.ends[-1] == "old" else (PUBLISH, NEW)
        again = desk.run(script)
        while locked := re.search(r"'([^']+\.lock)'", again.stderr):
            # Git names its own lock that a killed git has left, here or over there, and says that it is to be removed.
            (left,) = desk.place.rglob(Path(locked[1]).name)
            left.unlink()
            again = desk.run(script)
        assert again.returncode == 0, (where, again.stderr)
        assert desk.commits()[-len(first) :] == first, where
        assert desk.holds(holds), where


@pytest.fixture
def tried(desk: Desk, request: pytest.FixtureRequest) -> Tried:
    act = ACTS[getattr(request, "param", "publish")]
    if act.commits == 2:
        assert desk.publish().returncode == 0
    return Tried(desk, act)


def moments(tried: Tried, desk: Desk) -> list[str]:
    """Before and after each command of git that an act runs."""
    tried.anew()
    assert desk.run(tried.act.script).returncode == 0
    commands = range(1, int((desk.place / "count").read_text()) + 1)
    return [f"{when} {number}" for number in commands for when in ("before", "after")]


def test_killed_at_some_moments(tried: Tried, desk: Desk) -> None:
    chosen = moments(tried, desk)
    last = [moment for moment in chosen if int(moment.split()[1]) > len(chosen) // 2 - 4]
    for moment in [*chosen[:-8:9], *last[:6]]:
        assert tried.once(moment), moment
    for hook in HOOKS[::3]:
        tried.once(hook=hook)
    assert set(tried.ends) == {"old", "new"}
    print(f"{len(tried.ends)} moments of {len(chosen)}")
    assert len(tried.ends) >= 10


@pytest.mark.soak
@pytest.mark.parametrize(("tried", "least"), [("publish", 60), ("rollback", 40)], indirect=["tried"])
def test_killed_at_every_moment(tried: Tried, desk: Desk, least: int) -> None:
    assert [moment for moment in moments(tried, desk) if not tried.once(moment)] == []
    assert [hook for hook in HOOKS if not tried.once(hook=hook)] == []
    print(f"{len(tried.ends)} moments: {tried.ends.count('old')} old, {tried.ends.count('new')} new")
    assert len(tried.ends) >= least
    assert set(tried.ends) == {"old", "new"}


CALLS = "write,openat,rename,link,unlink,mkdir,close,execve,fsync"


def calls_of(tried: Tried, desk: Desk) -> list[str]:
    """For each command of git and each kind of call, at which of them a process of that command may be killed: all of
    a few, five of many."""
    tried.anew()
    assert desk.run(tried.act.script, note=CALLS).returncode == 0
    most: dict[tuple[int, str], int] = {}
    for log in desk.place.glob("calls-*"):
        # One file for each process, since calls are counted process by process.
        names = Counter(re.findall(r"^(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))
        command = int(log.name.split("-")[1].split(".")[0])
        for name, count in names.items():
            most[command, name] = max(most.get((command, name), 0), count)
    return [
        f"{command} {name}:signal=KILL:when={number}"
        for (command, name), count in sorted(most.items())
        for number in sorted({1 + round(part * (count - 1) / 4) for part in range(5)})
        if name != "execve" or number > 1
    ]


@pytest.mark.soak
@pytest.mark.skipif(not shutil.which("strace"), reason="this machine has no strace")
@pytest.mark.parametrize("tried", ACTS, indirect=True)
def test_any_process_killed_at_any_call(tried: Tried, desk: Desk) -> None:
    chosen = calls_of(tried, desk)
    # Reading commands are many and alike: each fourth of these kills, and every one of the last half, which write.
    half = max(int(kill.split()[0]) for kill in chosen) // 2
    chosen = [kill for count, kill in enumerate(chosen) if int(kill.split()[0]) > half or not count % 4]
    ended = sum(tried.once(kill) for kill in chosen)
    print(f"{len(chosen)} kills, {ended} ended it: {tried.ends.count('old')} old, {tried.ends.count('new')} new")
    assert set(tried.ends) == {"old", "new"}
    assert ended > len(chosen) // 2


def test_stopped_by_the_author(desk: Desk) -> None:
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
