"""The site that was published before goes back onto its branch, as one more commit: nothing is taken from history."""

from __future__ import annotations

import hashlib
from pathlib import Path

from . import manifest
from .hosting import NO_JEKYLL, OWN_DOMAIN, domain_in, pages_address
from .publish import Forbidden, Plan, PublishError, carries_a_site, refuse_another_domain
from .repository import PLAIN, Repository, Tree, without_secrets


def plan_back(
    project_root: Path, remote: str = "origin", branch: str = "gh-pages", *, new_domain: bool = False
) -> tuple[Plan, str]:
    """What putting back the site that stood on the branch before the present one would change, and who published that
    when. Raises PublishError."""
    repository = Repository(project_root)
    url = repository.url(remote)
    tip, _ = repository.state(remote, branch)
    if tip is None:
        raise PublishError(f"There is no “{branch}” on the remote to put anything back on.", "Publish the site first.")
    repository.fetch(remote, branch, tip)
    standing = repository.tree(tip)
    if not carries_a_site(repository, tip, standing):
        mend = "Name the branch that holds the site with `--branch`."
        raise Forbidden(f"“{branch}” does not hold a site made by sitegen.", mend)
    before, tree = _before(repository, branch, tip, standing)
    domain = domain_in(repository.read(before, OWN_DOMAIN)) if OWN_DOMAIN in tree else ""
    if OWN_DOMAIN in standing and not new_domain:
        refuse_another_domain(repository.read(tip, OWN_DOMAIN), domain)
    address = f"https://{domain}/" if domain else pages_address(url)
    plan = Plan(project_root, None, remote, without_secrets(url), branch, address, tip, standing, tree)
    return plan, repository.who_and_when(before)


def _before(repository: Repository, branch: str, tip: str, standing: Tree) -> tuple[str, Tree]:
    """The last commit before the tip that holds another whole site, and what it holds."""
    for commit in repository.earlier(tip):
        tree = repository.tree(commit)
        if tree != standing and _is_whole(repository, commit, tree):
            return commit, tree
    raise PublishError(f"No other site stood on “{branch}” before this one.", "Mend the content, and publish again.")


def _is_whole(repository: Repository, commit: str, tree: Tree) -> bool:
    """Whether a commit holds all files that its own list names, each with the very bytes that were built, and no
    others."""
    listed = manifest.parse(repository.read(commit, manifest.NAME)) if manifest.NAME in tree else None
    if listed is None or tree.keys() != {*listed.files, manifest.NAME, NO_JEKYLL}:
        return False
    if any(mode != PLAIN for mode, _ in tree.values()):
        return False
    contents = repository.contents([tree[path][1] for path in listed.files])
    built = (entry.sha256 for entry in listed.files.values())
    return all(hashlib.sha256(data).hexdigest() == digest for data, digest in zip(contents, built, strict=True))
