"""The finished site goes onto a branch of a git remote, as one new commit after what stands there.

`plan` says what would happen and changes nothing; `send` does what a plan says, or nothing. A branch
that holds anything but a site of ours is never replaced, and what somebody else publishes meanwhile is
neither overwritten nor lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import manifest, output
from .credentials import credential
from .hosting import NO_JEKYLL, OWN_DOMAIN, domain_in, limits, pages_address
from .manifest import Manifest
from .problems import printable
from .repository import PLAIN, Repository, Tree, object_name, without_secrets
from .repository import Forbidden as Forbidden
from .repository import PublishError as PublishError


@dataclass(frozen=True, slots=True)
class Plan:
    """What one publication would do. `tip` is the commit at which the branch stands on the remote, None when it is
    not there yet; `standing` is all that it holds and `tree` all that it will hold, which lies in `folder` or, without
    one, in the repository already; `url` is free of credentials; `remarks` are sentences about what the host may not
    like."""

    project_root: Path
    folder: Path | None
    remote: str
    url: str
    branch: str
    address: str | None
    tip: str | None
    standing: Tree
    tree: Tree
    remarks: tuple[str, ...] = ()

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


def plan(
    project_root: Path,
    folder: Path,
    remote: str = "origin",
    branch: str = "gh-pages",
    *,
    made: Manifest | None = None,
    new_domain: bool = False,
) -> Plan:
    """What publishing `folder` to `branch` of `remote` would change. `made` is the list of the site that was built to
    be published, for another build may have taken its place; with `new_domain` the branch may change its domain.
    Raises PublishError."""
    listed = _whole(folder, made)
    repository = Repository(project_root)
    kind, url = repository.hash_kind(), repository.url(remote)
    remarks = _within_limits(listed, url)
    tip, default = repository.state(remote, branch)
    if tip:
        repository.fetch(remote, branch, tip)
    standing = repository.tree(tip) if tip else {}
    if not (tip and carries_a_site(repository, tip, standing)):
        _refuse_the_work_of_others(branch, repository.current_branch(), default, standing)
    domain = domain_in((folder / OWN_DOMAIN).read_bytes()) if OWN_DOMAIN in listed.files else ""
    if tip and OWN_DOMAIN in standing and not new_domain:
        refuse_another_domain(repository.read(tip, OWN_DOMAIN), domain)
    tree = {NO_JEKYLL: (PLAIN, object_name(b"", kind)), **_site(folder, listed, kind)}
    address = f"https://{domain}/" if domain else pages_address(url)
    return Plan(project_root, folder, remote, without_secrets(url), branch, address, tip, standing, tree, remarks)


def _whole(folder: Path, made: Manifest | None) -> Manifest:
    """The list of the site in the folder, which holds just that."""
    if faults := output.verify(folder):
        some = "; ".join(faults[:3]) + (f"; and {len(faults) - 3} more" if len(faults) > 3 else "")
        raise PublishError(f"{folder} is not a site as it was built ({some}).", "Run `sitegen build` first.")
    listed = manifest.read(folder) or Manifest()
    if made is not None and made != listed:
        raise _changed_meanwhile(folder)
    return listed


def _within_limits(listed: Manifest, url: str) -> tuple[str, ...]:
    """What the host would remark on; what it would turn back is not sent there at all."""
    found = limits({path: entry.size for path, entry in listed.files.items()})
    if pages_address(url) and (hard := [limit.says for limit in found if limit.hard]):
        raise Forbidden(f"GitHub would not take the site: {'; '.join(hard)}.", "Make it smaller, and publish again.")
    return tuple(f"{limit.says}." for limit in found)


def send(planned: Plan, message: str) -> Sent:
    """Publish what was planned as one commit, unless nothing would change. Raises PublishError."""
    if planned.nothing_to_do:
        return Sent(None, planned.branch, planned.url, planned.address)
    repository = Repository(planned.project_root)
    _add_objects(repository, planned)
    commit = repository.commit(planned.tree, planned.tip, message)
    objection = repository.push(commit, planned.remote, planned.branch)
    tip = _tip_afterwards(repository, planned, objection)
    if tip != commit:
        raise _not_taken(repository, planned, tip, objection)
    return Sent(commit, planned.branch, planned.url, planned.address)


def _tip_afterwards(repository: Repository, planned: Plan, objection: str | None) -> str | None:
    try:
        return repository.state(planned.remote, planned.branch)[0]
    except PublishError as failure:
        if objection is not None:
            raise
        message = "The site was sent, but whether it arrived cannot be seen: " + failure.message
        raise PublishError(message, "Publish again: what has arrived is not sent twice.") from None


def _shown(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in paths if path not in (manifest.NAME, NO_JEKYLL)))


def carries_a_site(repository: Repository, tip: str, standing: Tree) -> bool:
    """Whether a commit that holds `standing` holds a site of ours."""
    return manifest.NAME in standing and manifest.parse(repository.read(tip, manifest.NAME)) is not None


def _refuse_the_work_of_others(branch: str, current: str, default: str | None, standing: Tree) -> None:
    mend = "Name another with `--branch`; `gh-pages` is the usual one."
    if branch == current:
        raise Forbidden(f"“{branch}” is the branch you are working on: the site would replace your work.", mend)
    if branch == default:
        raise Forbidden(f"“{branch}” is the default branch of the remote: the site would replace it.", mend)
    if standing.keys() - {NO_JEKYLL, OWN_DOMAIN}:
        mend = f"Name another with `--branch`; or, if nothing on “{branch}” is needed, delete it on the remote first."
        raise Forbidden(f"“{branch}” holds files on the remote that are not a site made by sitegen.", mend)


def refuse_another_domain(noted: bytes, ours: str) -> None:
    """Forbidden where the branch notes a domain that is not the site's."""
    theirs = noted.decode("utf-8", "replace").strip().lower()
    if theirs in ("", ours):
        return
    there = f"The branch holds the domain “{printable(' '.join(theirs.split()))}”"
    if ours:
        mend = "If it is to change, publish with `--new-domain`; else mend `domain:` in content/site.yaml."
        raise Forbidden(f"{there}, and the site is made for {ours}: its address would change.", mend)
    keep = f"Write `domain: {theirs}` into content/site.yaml to keep it" if domain_in(noted) else "Mend it there"
    raise Forbidden(f"{there}, and the site is made for none.", f"{keep}; or drop it with `--new-domain`.")


def _site(folder: Path, listed: Manifest, kind: str) -> dict[str, tuple[str, str]]:
    """The site's files by the names git will give them; each is read once, and only the bytes listed will do. What
    looks like a key or a password is refused."""
    tree = {manifest.NAME: (PLAIN, object_name(listed.to_bytes(), kind))}
    given_away = []
    for path, entry in listed.files.items():
        data = (folder / path).read_bytes()
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise _changed_meanwhile(folder)
        tree[path] = (PLAIN, object_name(data, kind))
        given_away += [found for found in [credential(path, data)] if found]
    if given_away:
        mend = "Take it out of the content or the assets; if it was ever seen elsewhere, make it invalid."
        raise Forbidden(f"The site would give away secrets: {'; '.join(given_away[:5])}.", mend)
    return tree


def _changed_meanwhile(folder: Path) -> PublishError:
    return PublishError(f"{folder} changed while it was being published.", "Publish again.")


def _add_objects(repository: Repository, planned: Plan) -> None:
    if (folder := planned.folder) is None:
        return
    there = set(planned.standing.values())
    paths = [path for path, entry in planned.tree.items() if entry not in there and (folder / path).exists()]
    if repository.add_objects(folder, paths) != [planned.tree[path][1] for path in paths]:
        raise _changed_meanwhile(folder)


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
