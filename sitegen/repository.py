"""The one door to git: the author's repository and a remote of it, reached by plumbing commands alone.

Nothing here touches the checkout, the index, HEAD, a branch, the stash or the settings: new objects are added
beside the others, and a push moves one branch of a remote, never by force. (Git itself notes a push in
its `refs/remotes/`, as after any push.)
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .problems import did_you_mean, printable

# Set by git itself when it runs a hook, these would lead our commands to another repository or index.
_INHERITED = frozenset(
    f"GIT_{name}"
    for name in (
        *("DIR", "WORK_TREE", "IMPLICIT_WORK_TREE", "COMMON_DIR", "INDEX_FILE", "PREFIX", "NAMESPACE"),
        *("OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES", "GRAFT_FILE", "SHALLOW_FILE"),
    )
)
# Whatever the author has set, our own steps write no shared index and start no housekeeping.
_SETTINGS = ("core.splitIndex=false", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=0")
_FETCH = (
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-prune",
    "--no-recurse-submodules",
    "--refmap=",
)

# The mode by which git notes a plain file.
PLAIN = "100644"
_READ_AT_ONCE = 100
# What a tree holds: path with forward slashes -> mode (as git writes it) and name of the object.
Tree = Mapping[str, tuple[str, str]]

_ADDING = "`git remote add {} ADDRESS`, where ADDRESS is that of an empty repository (git@github.com:you/briefing.git)"


class PublishError(Exception):
    """The site was not published. `message` says what stands in the way, `mend` what to do about it."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        # The words of git, with which it may end, have no full stop.
        self.message, self.mend = message if message.endswith((".", ":")) else f"{message}.", mend


class Forbidden(PublishError):
    """What was asked for would give away or replace what must not be, so it was not tried."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository in which `root` lies. Every method raises PublishError, in git's words where it is git's."""

    root: Path

    def hash_kind(self) -> str:
        """The digest that names objects here, as hashlib calls it; asked first, for it says if there is git at all."""
        done = self.run("rev-parse", "--show-object-format")
        if done.returncode:
            mend = f"Run `git init` there, then {_ADDING.format('origin')}, or publish by a workflow of the host."
            raise PublishError(f"{self.root} cannot be used as a git repository: {_said(done)}", mend)
        return done.stdout.decode().strip()

    def url(self, remote: str) -> str:
        """The address to which `remote` is pushed, as it is set, with any credentials in it."""
        self.hash_kind()
        known = self.remotes()
        if remote not in known:
            mend = (
                did_you_mean(remote, known) or f"add it with {_ADDING.format(remote)}, or name another with `--remote`."
            )
            raise PublishError(f"The repository has no remote called “{remote}”.", mend[0].upper() + mend[1:])
        urls = self.git("remote", "get-url", "--push", "--all", remote).decode().splitlines()
        if len(urls) > 1:
            mend = "Add a remote with one of the addresses, and name it with `--remote`."
            raise PublishError(f"The remote “{remote}” is pushed to {len(urls)} addresses at once.", mend)
        return urls[0]

    def remotes(self) -> list[str]:
        """The names of the remotes."""
        return self.git("remote").decode().splitlines()

    def current_branch(self) -> str:
        """The branch that is checked out, or an empty string."""
        return self.run("symbolic-ref", "--quiet", "--short", "HEAD").stdout.decode().strip()

    def state(self, remote: str, branch: str) -> tuple[str | None, str | None]:
        """The commit at which the branch stands over there, and the name of the remote's default branch."""
        if self.run("check-ref-format", "--branch", branch).returncode:
            raise PublishError(f"“{branch}” cannot be the name of a branch.", "Name another with `--branch`.")
        ref = f"refs/heads/{branch}"
        # What is pushed to counts; a remote may be fetched from elsewhere.
        done = self.run("ls-remote", "--symref", "--", self.url(remote), "HEAD", ref)
        if done.returncode:
            mend = "Check its address (`git remote -v`), your connection and your rights, and publish again."
            raise PublishError(f"The remote “{remote}” cannot be reached: {_said(done)}", mend)
        pairs = [line.split("\t", 1) for line in done.stdout.decode().splitlines()]
        tips = {name: value for value, name in pairs if not value.startswith("ref: ")}
        heads = [value.removeprefix("ref: refs/heads/") for value, _ in pairs if value.startswith("ref: ")]
        return tips.get(ref), heads[0] if heads else None

    def fetch(self, remote: str, branch: str, tip: str) -> None:
        """The commit is among the objects afterwards; no branch, tag or FETCH_HEAD of the author's moves."""
        if self.run("cat-file", "-e", f"{tip}^{{tree}}").returncode:
            self.git(*_FETCH, "--", self.url(remote), f"refs/heads/{branch}")

    def tree(self, commit: str) -> Tree:
        """All files of the commit."""
        entries = self.git("ls-tree", "-r", "-z", "--full-tree", commit).decode("utf-8", "surrogateescape").split("\0")
        pairs = (entry.split("\t", 1) for entry in entries if entry)
        return {path: (head.split()[0], head.split()[2]) for head, path in pairs}

    def read(self, commit: str, path: str) -> bytes:
        """One file of the commit."""
        return self.git("cat-file", "blob", f"{commit}:{path}")

    def contents(self, names: Sequence[str]) -> Iterator[bytes]:
        """The bytes of objects, in the order of their names."""
        for begin in range(0, len(names), _READ_AT_ONCE):
            some = names[begin : begin + _READ_AT_ONCE]
            said = self.git("cat-file", "--batch", give="".join(f"{name}\n" for name in some).encode())
            at = 0
            for _ in some:
                head = said.index(b"\n", at)
                at = head + 2 + int(said[at:head].split()[-1])
                yield said[head + 1 : at - 1]

    def earlier(self, commit: str) -> list[str]:
        """The commits that the branch stood at before, the latest first."""
        return self.git("rev-list", "--first-parent", "--skip=1", commit).decode().split()

    def who_and_when(self, commit: str) -> str:
        """The author of the commit and its time, fit to be printed."""
        return printable(
            self.git("log", "-1", "--format=%an, %ad", "--date=iso", commit).decode("utf-8", "replace").strip()
        )

    def add_objects(self, folder: Path, paths: Sequence[str]) -> list[str]:
        """The files' bytes, just as they are, become objects; their names in the same order."""
        # The paths are read from the folder, which need not lie inside the checkout.
        here = {"GIT_DIR": os.fsdecode(self.git("rev-parse", "--absolute-git-dir").removesuffix(b"\n"))}
        names = "".join(f"./{path}\n" for path in paths).encode()
        self.git("hash-object", "-w", "--stdin")  # the empty object
        beside = Repository(folder.absolute())
        return beside.git("hash-object", "-w", "--no-filters", "--stdin-paths", give=names, env=here).decode().split()

    def commit(self, tree: Tree, parent: str | None, message: str) -> str:
        """A commit that holds exactly `tree`, on no branch."""
        entries = "".join(f"{mode} {name}\t{path}\0" for path, (mode, name) in sorted(tree.items()))
        with tempfile.TemporaryDirectory(prefix="sitegen-") as folder:
            own = {"GIT_INDEX_FILE": os.path.join(folder, "index")}
            self.git("update-index", "-z", "--index-info", give=entries.encode("utf-8", "surrogateescape"), env=own)
            written = self.git("write-tree", env=own).decode().strip()
        if self.tree(written) != tree:
            raise PublishError("git did not keep the site as it is.", "Please report this, with the version of git.")
        parents = ["-p", parent] if parent else []
        words = ["-c", "i18n.commitEncoding=UTF-8", "commit-tree", written, *parents, "-F", "-"]
        return self.git(*words, give=message.encode(), env=self._signature()).decode().strip()

    def push(self, commit: str, remote: str, branch: str) -> str | None:
        """The branch over there moves to the commit, if that follows what is there; else what was said against it."""
        ways = ("--porcelain", "--no-follow-tags", "--recurse-submodules=no")
        done = self.run("push", *ways, "--", remote, f"{commit}:refs/heads/{branch}")
        return _said(done) if done.returncode else None

    def _signature(self) -> dict[str, str]:
        """Nothing where git knows who commits, as on most desks; a name of our own where it does not, as on servers."""
        named: dict[str, str] = {}
        for role in ("AUTHOR", "COMMITTER"):
            if self.run("var", f"GIT_{role}_IDENT").returncode:
                named |= {f"GIT_{role}_NAME": "sitegen", f"GIT_{role}_EMAIL": "sitegen@localhost"}
        return named

    def git(self, *words: str, give: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        """What one git command prints."""
        done = self.run(*words, give=give, env=env)
        if done.returncode:
            verb = next(word for word in words if word != "-c" and "=" not in word)
            raise PublishError(f"git {verb} failed: {_said(done)}", "Mend what git says, and publish again.")
        return done.stdout

    def run(
        self, *words: str, give: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """One git command, whatever comes of it."""
        clean = {name: value for name, value in os.environ.items() if name not in _INHERITED}
        clean |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"} | dict(env or {})
        if not (sys.stdin and sys.stdin.isatty()):
            clean["GIT_TERMINAL_PROMPT"] = "0"
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        command = ["git", *settings, *words]
        try:
            return subprocess.run(command, cwd=self.root, input=give, capture_output=True, env=clean, check=False)
        except FileNotFoundError:
            raise PublishError("git cannot be found.", "Install git, and publish again.") from None


def object_name(data: bytes, kind: str) -> str:
    """The name that git gives to a file of these bytes."""
    return hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def without_secrets(text: str) -> str:
    """The text without the credentials that an address in it may hold."""
    return re.sub(r"://[^/@\s]+@", "://", text)


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines()]
    telling = [line for line in lines if line and not line.startswith(("hint:", "To "))]
    bare = "; ".join(line.removeprefix("fatal: ").removeprefix("error: ") for line in telling)
    return printable(without_secrets(bare)) or "it gives no reason"
