"""The finished site goes onto a branch of a git remote, as one new commit after what stands there.

`plan` says what would happen and changes nothing; `send` does what a plan says, or nothing. A branch
that holds anything but a site of ours is never replaced, and what somebody else publishes meanwhile is
neither overwritten nor lost.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import manifest, output
from .repository import PublishError as PublishError
from .repository import Repository, Tree, object_name, without_secrets

_PLAIN = "100644"
# Tells the host to show the files as they are; and the file in which it notes a domain of one's own.
_NO_JEKYLL, _OWN_DOMAIN = ".nojekyll", "CNAME"
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+", re.IGNORECASE)
_ON_GITHUB = re.compile(
    r"(?:(?:https?|git|ssh)://(?:[^/@]+@)?(?:www\.|ssh\.)?github\.com(?::\d+)?/|(?:[^/@:]+@)?github\.com:/?)"
    r"([a-z0-9][a-z0-9-]*)/([a-z0-9._-]+?)(?:\.git)?/?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one publication would do. `tip` is the commit at which the branch stands on the remote, None when it is
    not there yet; `standing` is all that it holds and `tree` all that it will hold; `url` is free of credentials."""

    project_root: Path
    folder: Path
    remote: str
    url: str
    branch: str
    address: str | None
    tip: str | None
    standing: Tree
    tree: Tree

    @property
    def nothing_to_do(self) -> bool:
        """Whether the branch holds this very site already."""
        return self.tip is not None and self.tree == self.standing

    @property
    def added(self) -> tuple[str, ...]:
        """Files that the branch does not have yet."""
        return _shown(self.tree.keys() - self.standing.keys())

    @property
    def changed(self) -> tuple[str, ...]:
        """Files that will be others."""
        both = self.tree.keys() & self.standing.keys()
        return _shown(path for path in both if self.tree[path] != self.standing[path])

    @property
    def removed(self) -> tuple[str, ...]:
        """Files that will be gone."""
        return _shown(self.standing.keys() - self.tree.keys())


@dataclass(frozen=True, slots=True)
class Sent:
    """What was published; `commit` is None when there was nothing to publish."""

    commit: str | None
    branch: str
    url: str
    address: str | None


def plan(project_root: Path, folder: Path, remote: str = "origin", branch: str = "gh-pages") -> Plan:
    """What publishing `folder` to `branch` of `remote` would change. Raises PublishError."""
    if faults := output.verify(folder):
        some = "; ".join(faults[:3]) + (f"; and {len(faults) - 3} more" if len(faults) > 3 else "")
        raise PublishError(f"{folder} is not a site as it was built ({some}).", "Run `sitegen build` first.")
    repository = Repository(project_root)
    kind, url = repository.hash_kind(), repository.url(remote)
    tip, default = repository.state(remote, branch)
    if tip:
        repository.fetch(remote, branch, tip)
    standing = repository.tree(tip) if tip else {}
    if not (tip and _carries_a_site(repository, tip, standing)):
        _refuse_the_work_of_others(branch, repository.current_branch(), default, standing)
    tree = {_NO_JEKYLL: (_PLAIN, object_name(b"", kind)), **_site(folder, kind)}
    if _OWN_DOMAIN in standing:
        tree.setdefault(_OWN_DOMAIN, standing[_OWN_DOMAIN])
    address = _own_address(repository, folder, tip, standing) or pages_address(url)
    return Plan(project_root, folder, remote, without_secrets(url), branch, address, tip, standing, tree)


def send(planned: Plan, message: str) -> Sent:
    """Publish what was planned as one commit, unless nothing would change. Raises PublishError."""
    if planned.nothing_to_do:
        return Sent(None, planned.branch, planned.url, planned.address)
    repository = Repository(planned.project_root)
    _add_objects(repository, planned)
    commit = repository.commit(planned.tree, planned.tip, message)
    objection = repository.push(commit, planned.remote, planned.branch)
    tip, _ = repository.state(planned.remote, planned.branch)
    if tip != commit:
        raise _not_taken(repository, planned, tip, objection)
    return Sent(commit, planned.branch, planned.url, planned.address)


def pages_address(remote_url: str) -> str | None:
    """Where GitHub Pages shows the site of this remote, or None when it is not on github.com."""
    found = _ON_GITHUB.fullmatch(remote_url.strip())
    if not found:
        return None
    owner, repository = found[1].lower(), found[2]
    own_site = repository.lower() == f"{owner}.github.io"
    return f"https://{owner}.github.io/" + ("" if own_site else f"{repository}/")


def _shown(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in paths if path not in (manifest.NAME, _NO_JEKYLL)))


def _carries_a_site(repository: Repository, tip: str, standing: Tree) -> bool:
    return manifest.NAME in standing and manifest.parse(repository.read(tip, manifest.NAME)) is not None


def _refuse_the_work_of_others(branch: str, current: str, default: str | None, standing: Tree) -> None:
    mend = "Name another with `--branch`; `gh-pages` is the usual one."
    if branch == current:
        raise PublishError(f"“{branch}” is the branch you are working on: the site would replace your work.", mend)
    if branch == default:
        raise PublishError(f"“{branch}” is the default branch of the remote: the site would replace it.", mend)
    if standing.keys() - {_NO_JEKYLL, _OWN_DOMAIN}:
        mend = f"Name another with `--branch`; or, if nothing on “{branch}” is needed, delete it on the remote first."
        raise PublishError(f"“{branch}” holds files on the remote that are not a site made by sitegen.", mend)


def _site(folder: Path, kind: str) -> dict[str, tuple[str, str]]:
    """The site's files by the names git will give them; each is read once, and only the bytes listed will do."""
    listed = manifest.read(folder) or manifest.Manifest()
    tree = {manifest.NAME: (_PLAIN, object_name((folder / manifest.NAME).read_bytes(), kind))}
    for path, entry in listed.files.items():
        data = (folder / path).read_bytes()
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise _changed_meanwhile(folder)
        tree[path] = (_PLAIN, object_name(data, kind))
    return tree


def _changed_meanwhile(folder: Path) -> PublishError:
    return PublishError(f"{folder} changed while it was being published.", "Publish again.")


def _add_objects(repository: Repository, planned: Plan) -> None:
    there = set(planned.standing.values())
    paths = [path for path, entry in planned.tree.items() if entry not in there and (planned.folder / path).exists()]
    if repository.add_objects(planned.folder, paths) != [planned.tree[path][1] for path in paths]:
        raise _changed_meanwhile(planned.folder)


def _own_address(repository: Repository, folder: Path, tip: str | None, standing: Tree) -> str | None:
    domain = b""
    if (folder / _OWN_DOMAIN).exists():
        domain = (folder / _OWN_DOMAIN).read_bytes()
    elif tip and _OWN_DOMAIN in standing:
        domain = repository.read(tip, _OWN_DOMAIN)
    name = domain.decode("utf-8", "replace").strip()
    return f"https://{name.lower()}/" if _HOST.fullmatch(name) else None


def _not_taken(repository: Repository, planned: Plan, tip: str | None, objection: str | None) -> PublishError:
    if tip == planned.tip:
        return PublishError(
            f"{planned.url} did not take the site: {objection}", "Mend what it says, and publish again."
        )
    if tip is None:
        return PublishError(f"“{planned.branch}” was deleted on the remote meanwhile.", "Publish again.")
    repository.fetch(planned.remote, planned.branch, tip)
    who = repository.who_and_when(tip)
    return PublishError(
        f"Somebody else published to “{planned.branch}” meanwhile ({who}); what they published stands.",
        "Publish again to see what would change now.",
    )
