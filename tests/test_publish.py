"""The site reaches the branch of a real remote, and nothing of the author's or of anybody else's is touched."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen import hosting, manifest, output, publish

SITE = {"index.html": b"<h1>One</h1>", "articles/a b/index.html": b"caf\xc3\xa9 \r\n", ".gitignore": b"*.html\n"}
PUBLISHED = sorted([*SITE, ".nojekyll", manifest.NAME])


def git(where: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=where, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Desk:
    """An author's checkout with work in progress, and the remote it belongs to."""

    checkout: Path
    remote: Path

    @property
    def folder(self) -> Path:
        return self.checkout / "output"

    def write(self, files: dict[str, bytes]) -> None:
        output.write(files, self.folder, self.checkout)

    def publish(self, branch: str = "gh-pages") -> publish.Sent:
        return publish.send(publish.plan(self.checkout, self.folder, branch=branch), "Publish the site\n\nEnd.")

    def on_remote(self, branch: str = "gh-pages") -> dict[str, bytes]:
        paths = git(self.remote, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")[:-1]
        show = ["git", "cat-file", "blob"]
        return {
            path: subprocess.run([*show, f"{branch}:{path}"], cwd=self.remote, capture_output=True, check=True).stdout
            for path in paths
        }

    def belongings(self) -> dict[str, object]:
        """Everything of the author's that publishing must leave alone."""
        own = self.checkout / ".git"
        files = {
            path.relative_to(self.checkout).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.checkout.rglob("*"))
            if path.is_file() and not path.is_relative_to(own / "objects") and "refs/remotes" not in path.as_posix()
        }
        return {
            "files": files,
            "status": git(self.checkout, "--no-optional-locks", "status", "--porcelain=v2", "--ignored"),
            "stash": git(self.checkout, "stash", "list"),
            "branches": git(self.checkout, "for-each-ref", "refs/heads", "refs/tags", "refs/stash"),
        }


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    (tmp_path / "gitconfig").write_text(
        "[user]\nname = Ann\nemail = ann@example.org\n[init]\ndefaultBranch = main\n[protocol]\nversion = 2\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "work", tmp_path / "remote.git")
    git(tmp_path, "init", "-q", "--bare", str(desk.remote))
    git(tmp_path, "init", "-q", str(desk.checkout))
    (desk.checkout / "site.yaml").write_text("title: x\n")
    (desk.checkout / ".gitignore").write_text("/output/\n")
    git(desk.checkout, "add", ".")
    git(desk.checkout, "commit", "-qm", "start")
    git(desk.checkout, "remote", "add", "origin", str(desk.remote))
    git(desk.checkout, "push", "-q", "origin", "main")
    (desk.checkout / "site.yaml").write_text("title: stashed\n")
    git(desk.checkout, "stash")
    (desk.checkout / "site.yaml").write_text("title: staged\n")
    git(desk.checkout, "add", "site.yaml")
    (desk.checkout / "site.yaml").write_text("title: not staged\n")
    (desk.checkout / "untracked.txt").write_text("x")
    desk.write(SITE)
    return desk


def test_the_first_publication(desk: Desk) -> None:
    """G07: the checkout of a desk has work of all sorts in progress."""
    before = desk.belongings()
    planned = publish.plan(desk.checkout, desk.folder)
    assert (planned.added, planned.changed, planned.removed) == (tuple(sorted(SITE)), (), ())
    assert (planned.tip, planned.nothing_to_do, planned.url) == (None, False, str(desk.remote))
    assert git(desk.remote, "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"
    sent = publish.send(planned, "Publish the site\n\nEnd.")
    assert desk.belongings() == before
    published = desk.on_remote()
    assert sorted(published) == PUBLISHED
    assert {path: published[path] for path in SITE} == SITE
    log = git(desk.remote, "log", "--format=%H|%P|%an|%ae|%B", "gh-pages").strip()
    assert log == f"{sent.commit}||Ann|ann@example.org|Publish the site\n\nEnd."
    git(desk.remote, "fsck", "--strict")
    assert git(desk.remote, "ls-tree", "-r", "gh-pages").count("100644 blob") == len(PUBLISHED)


def test_nothing_new_makes_no_commit(desk: Desk) -> None:
    first = desk.publish()
    desk.write({**SITE, "x.html": b"x"})
    desk.write(SITE)
    planned = publish.plan(desk.checkout, desk.folder)
    assert planned.nothing_to_do
    assert publish.send(planned, "again").commit is None
    assert git(desk.remote, "rev-parse", "gh-pages").strip() == first.commit


def test_a_second_publication_follows_the_first(desk: Desk) -> None:
    first = desk.publish()
    desk.write({"index.html": b"<h1>Two</h1>", "new.html": b"new", ".gitignore": SITE[".gitignore"]})
    before = desk.belongings()
    planned = publish.plan(desk.checkout, desk.folder)
    assert (planned.added, planned.changed) == (("new.html",), ("index.html",))
    assert planned.removed == ("articles/a b/index.html",)
    second = publish.send(planned, "second")
    assert git(desk.remote, "log", "--format=%H", "gh-pages").split() == [second.commit, first.commit]
    assert sorted(desk.on_remote()) == [".gitignore", ".nojekyll", manifest.NAME, "index.html", "new.html"]
    assert desk.belongings() == before


def test_from_a_folder_inside_the_repository_and_to_a_folder_outside(desk: Desk, tmp_path: Path) -> None:
    (desk.checkout / "site").mkdir()
    outside = tmp_path / "elsewhere" / "out"
    output.write(SITE, outside, desk.checkout / "site")
    sent = publish.send(publish.plan(desk.checkout / "site", outside), "x")
    assert sorted(desk.on_remote()) == PUBLISHED
    assert publish.plan(desk.checkout / "site", outside).tip == sent.commit
    assert publish.plan(desk.checkout / "site", outside).nothing_to_do


def test_settings_of_git_do_not_reach_the_bytes(desk: Desk, tmp_path: Path) -> None:
    with (tmp_path / "gitconfig").open("a") as file:
        file.write("[core]\nautocrlf = true\nsplitIndex = true\nexcludesFile = x\n[push]\nfollowTags = true\n")
        file.write("[commit]\ngpgSign = true\n[fetch]\nprune = true\n")
    desk.write({**SITE, ".gitattributes": b"* text eol=crlf\n"})
    before = desk.belongings()
    desk.publish()
    assert {path: data for path, data in desk.on_remote().items() if path in SITE} == SITE
    assert desk.belongings() == before


def test_inside_a_hook_of_another_repository(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "other" / "objects"))
    monkeypatch.setenv("GIT_PREFIX", "x/")
    desk.publish()
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"):
        monkeypatch.delenv(name)
    assert sorted(desk.on_remote()) == PUBLISHED
    assert not (tmp_path / "other" / "objects").exists()


def test_without_a_name_of_the_committer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(desk.checkout, "config", "user.useConfigOnly", "true")
    desk.publish()
    assert git(desk.remote, "log", "--format=%an <%ae> %cn", "gh-pages") == "sitegen <sitegen@localhost> sitegen\n"


@pytest.mark.parametrize("way", ["detached", "shallow", "worktree"])
def test_unusual_checkouts(desk: Desk, tmp_path: Path, way: str) -> None:
    """G06."""
    desk.publish()
    if way == "detached":
        git(desk.checkout, "checkout", "-q", "--force", "--detach")
        place = desk.checkout
    elif way == "shallow":
        git(tmp_path, "clone", "-q", "--depth=1", f"file://{desk.remote}", "place")
        place = tmp_path / "place"
    else:
        place = tmp_path / "place"
        git(desk.checkout, "worktree", "add", "-q", str(place))
    theirs = Desk(place, desk.remote)
    theirs.write({"index.html": b"from there"})
    head = git(place, "rev-parse", "HEAD")
    theirs.publish()
    assert desk.on_remote()["index.html"] == b"from there"
    assert (git(place, "rev-parse", "HEAD"), git(place, "status", "--porcelain")) == (head, git(place, "status", "-s"))
    assert len(git(desk.remote, "log", "--format=%H", "gh-pages").split()) == 2


# ── somebody else


def test_what_somebody_else_published_before_is_followed(desk: Desk, tmp_path: Path) -> None:
    """G04."""
    desk.publish()
    git(tmp_path, "clone", "-q", str(desk.remote), "theirs")
    theirs = Desk(tmp_path / "theirs", desk.remote)
    theirs.write({**SITE, "theirs.html": b"theirs"})
    second = theirs.publish()
    before, noted = desk.belongings(), git(desk.checkout, "for-each-ref")
    planned = publish.plan(desk.checkout, desk.folder)
    assert git(desk.checkout, "for-each-ref") == noted
    assert (planned.tip, planned.removed) == (second.commit, ("theirs.html",))
    publish.send(planned, "mine")
    assert git(desk.remote, "rev-parse", "gh-pages~1").strip() == second.commit
    assert desk.belongings() == before
    assert not (desk.checkout / ".git" / "FETCH_HEAD").exists()


def test_what_somebody_else_publishes_meanwhile_stands(desk: Desk, tmp_path: Path) -> None:
    desk.publish()
    git(tmp_path, "clone", "-q", str(desk.remote), "theirs")
    theirs = Desk(tmp_path / "theirs", desk.remote)
    theirs.write({"theirs.html": b"theirs"})
    desk.write({"index.html": b"mine"})
    planned = publish.plan(desk.checkout, desk.folder)
    second = theirs.publish()
    with pytest.raises(publish.PublishError, match=r"Somebody else .*\(Ann, 2\d\d\d-") as caught:
        publish.send(planned, "mine")
    assert caught.value.mend == "Publish again to see what would change now."
    assert git(desk.remote, "rev-parse", "gh-pages").strip() == second.commit
    assert desk.publish().commit
    assert git(desk.remote, "rev-parse", "gh-pages~1").strip() == second.commit


def test_a_branch_that_is_rewritten_meanwhile_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    """G05."""
    desk.publish()
    desk.write({"index.html": b"mine"})
    planned = publish.plan(desk.checkout, desk.folder)
    git(tmp_path, "clone", "-q", str(desk.remote), "theirs")
    theirs = Desk(tmp_path / "theirs", desk.remote)
    git(theirs.checkout, "checkout", "-q", "--orphan", "anew")
    git(theirs.checkout, "commit", "-qm", "a past of its own")
    git(theirs.checkout, "push", "-q", "--force", "origin", "anew:gh-pages")
    tip = git(desk.remote, "rev-parse", "gh-pages")
    with pytest.raises(publish.PublishError, match="Somebody else published"):
        publish.send(planned, "x")
    assert git(desk.remote, "rev-parse", "gh-pages") == tip
    # What stands there now is no site, so it is not followed either.
    refused(desk, "not a site made by sitegen")


def test_a_branch_that_appears_or_goes_meanwhile(desk: Desk) -> None:
    planned = publish.plan(desk.checkout, desk.folder)
    git(desk.remote, "branch", "gh-pages", "main")
    with pytest.raises(publish.PublishError, match="Somebody else"):
        publish.send(planned, "x")
    git(desk.remote, "branch", "-D", "gh-pages")
    desk.publish()
    desk.write({"index.html": b"mine"})
    planned = publish.plan(desk.checkout, desk.folder)
    git(desk.remote, "branch", "-D", "gh-pages")
    # A branch that is gone is made again, with its past.
    assert publish.send(planned, "x").commit
    assert desk.on_remote()["index.html"] == b"mine"


# ── what is refused


def refused(desk: Desk, words: str, remote: str = "origin", branch: str = "gh-pages") -> str:
    before = desk.belongings(), git(desk.remote, "for-each-ref")
    with pytest.raises(publish.PublishError, match=words) as caught:
        publish.plan(desk.checkout, desk.folder, remote, branch)
    assert (desk.belongings(), git(desk.remote, "for-each-ref")) == before
    return caught.value.mend


def test_branches_with_other_peoples_work(desk: Desk) -> None:
    """G01, G02, G03."""
    refused(desk, "branch you are working on", branch="main")
    git(desk.checkout, "checkout", "-q", "-b", "topic")
    refused(desk, "branch you are working on", branch="topic")
    refused(desk, "default branch of the remote", branch="main")
    git(desk.remote, "branch", "docs", "main")
    assert "delete it on the remote" in refused(desk, "not a site made by sitegen", branch="docs")


@pytest.mark.parametrize("name", ["", "a b", "-x", "a..b", "x.lock", "a\nb"])
def test_names_that_no_branch_can_have(desk: Desk, name: str) -> None:
    refused(desk, "cannot be the name of a branch", branch=name)


def test_a_default_branch_that_carries_a_site_is_one_to_publish_to(desk: Desk) -> None:
    # The first branch pushed to an empty repository becomes its default branch.
    desk.publish()
    git(desk.remote, "symbolic-ref", "HEAD", "refs/heads/gh-pages")
    desk.write({"index.html": b"two"})
    desk.publish()
    assert desk.on_remote()["index.html"] == b"two"


def test_a_forged_list_does_not_open_a_branch(desk: Desk, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(desk.remote), "theirs")
    (tmp_path / "theirs" / manifest.NAME).write_text("{}")
    git(tmp_path / "theirs", "checkout", "-q", "-b", "docs")
    git(tmp_path / "theirs", "add", ".")
    git(tmp_path / "theirs", "commit", "-qm", "x")
    git(tmp_path / "theirs", "push", "-q", "origin", "docs")
    refused(desk, "not a site made by sitegen", branch="docs")


def test_an_output_that_is_not_as_it_was_built(desk: Desk) -> None:
    """G11, G20."""
    (desk.folder / "index.html").write_bytes(b"<h1>0ne</h1>")
    (desk.folder / ".env").write_text("TOKEN=1")
    (desk.folder / "link").symlink_to("/etc/passwd")
    assert "sitegen build" in refused(desk, r"\.env: not made by sitegen; index.html: changed; link: not made")


def test_no_output_no_remote_no_repository_no_git(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(publish.PublishError, match="holds no site made by sitegen"):
        publish.plan(desk.checkout, desk.checkout / "nowhere")
    assert refused(desk, "no remote called “orgin”", remote="orgin") == "Did you mean “origin”?"
    refused(desk, "no remote called", remote="--upload-pack=x")
    output.write(SITE, tmp_path / "bare" / "output", tmp_path / "bare")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(publish.PublishError, match="cannot be used as a git repository"):
        publish.plan(tmp_path / "bare", tmp_path / "bare" / "output")
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    with pytest.raises(publish.PublishError, match="git cannot be found"):
        publish.plan(desk.checkout, desk.folder)


def test_a_remote_that_is_gone(desk: Desk) -> None:
    """G18."""
    desk.remote.rename(desk.remote.with_name("moved"))
    with pytest.raises(publish.PublishError, match=r"“origin” cannot be reached: .*does not appear to be a git"):
        publish.plan(desk.checkout, desk.folder)


def test_a_hook_that_refuses(desk: Desk) -> None:
    """G17."""
    hook = desk.remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'No sites on \033[31mFridays' >&2\nexit 1\n")
    hook.chmod(0o755)
    before = desk.belongings()
    with pytest.raises(publish.PublishError, match=r"did not take the site: .*No sites on \\u001b\[31mFridays"):
        desk.publish()
    assert desk.belongings() == before
    hook.unlink()
    assert desk.publish().commit


def test_an_output_that_changes_after_the_plan(desk: Desk) -> None:
    planned = publish.plan(desk.checkout, desk.folder)
    desk.write({**SITE, "index.html": b"<h1>Other</h1>"})
    with pytest.raises(publish.PublishError, match="changed while it was being published"):
        publish.send(planned, "x")
    assert "gh-pages" not in git(desk.remote, "for-each-ref")


# ── the host's own files


def noted_by_the_host(desk: Desk, tmp_path: Path, domain: str) -> None:
    """What GitHub does when somebody sets a domain in the settings of the repository."""
    git(tmp_path, "clone", "-q", "--branch", "gh-pages", str(desk.remote), "host")
    (tmp_path / "host" / "CNAME").write_text(domain)
    git(tmp_path / "host", "add", ".")
    git(tmp_path / "host", "commit", "-qm", "Create CNAME")
    git(tmp_path / "host", "push", "-q")


def test_a_domain_that_the_site_does_not_know_stops_it(desk: Desk, tmp_path: Path) -> None:
    """G13, G14."""
    desk.publish()
    noted_by_the_host(desk, tmp_path, "Briefing.example.org\n")
    mend = refused(desk, "holds the domain “briefing.example.org”, and the site is made for none")
    assert (
        mend
        == "Write `domain: briefing.example.org` into content/site.yaml to keep it; or drop it with `--new-domain`."
    )
    planned = publish.plan(desk.checkout, desk.folder, new_domain=True)
    assert (planned.removed, planned.address) == (("CNAME",), None)
    desk.write({**SITE, "CNAME": b"briefing.example.org\n"})
    planned = publish.plan(desk.checkout, desk.folder)
    assert (planned.changed, planned.address) == (("CNAME",), "https://briefing.example.org/")
    publish.send(planned, "x")
    assert desk.on_remote()["CNAME"] == b"briefing.example.org\n"


def test_a_domain_changes_only_when_that_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.write({**SITE, "CNAME": b"old.example.org\n"})
    desk.publish()
    desk.write({**SITE, "CNAME": b"new.example.org\n"})
    mend = refused(desk, "holds the domain “old.example.org”, and the site is made for new.example.org: its address")
    assert "--new-domain" in mend
    planned = publish.plan(desk.checkout, desk.folder, new_domain=True)
    assert publish.send(planned, "x").address == "https://new.example.org/"
    assert desk.on_remote()["CNAME"] == b"new.example.org\n"


def test_a_domain_on_the_branch_that_is_none_is_shown_as_it_is(desk: Desk, tmp_path: Path) -> None:
    desk.publish()
    noted_by_the_host(desk, tmp_path, "a.example\nb.example\x1b[31m\n")
    assert "Mend it there" in refused(desk, r"holds the domain “a\.example.*b\.example\\u001b\[31m”")


def test_a_branch_with_nothing_but_the_hosts_files_is_free(desk: Desk, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "host")
    (tmp_path / "host" / "CNAME").write_text("x.example.org")
    git(tmp_path / "host", "add", ".")
    git(tmp_path / "host", "commit", "-qm", "x")
    git(tmp_path / "host", "push", "-q", str(desk.remote), "HEAD:gh-pages")
    desk.write({**SITE, "CNAME": b"x.example.org\n"})
    desk.publish()
    assert sorted(desk.on_remote()) == sorted([*PUBLISHED, "CNAME"])


# ── what must not be seen, and what the host would not take

TOKEN = b"gh" + b"p_" + b"a1B2" * 9


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("assets/.env", b"x", "assets/.env: files of this name hold keys or passwords"),
        ("a.html", b"<p>one</p>\n<p>" + TOKEN + b"</p>", "a.html:2: a token of GitHub"),
        ("a.html", b"tokens begin with gh" + b"p_ or github" + b"_pat_", ""),
    ],
)
def test_keys_and_passwords_are_never_published(desk: Desk, path: str, data: bytes, said: str) -> None:
    """G08, G09, G10."""
    desk.write({**SITE, path: data})
    if not said:
        assert path in publish.plan(desk.checkout, desk.folder).added
    else:
        assert "make it invalid" in refused(desk, re.escape(f"would give away secrets: {said}"))
        with pytest.raises(publish.Forbidden) as caught:
            publish.plan(desk.checkout, desk.folder)
        assert TOKEN.decode() not in caught.value.message


MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({"a": 50 * MIB, "b": 1}, []),
        ({"a": 50 * MIB + 1}, [(False, "a has 50 MiB; GitHub warns of files of more than 50 MiB")]),
        ({"a": 100 * MIB}, [(False, "a has 100 MiB; GitHub warns of files of more than 50 MiB")]),
        ({"a": 101 * MIB}, [(True, "a has 101 MiB; GitHub takes no file of more than 100 MiB")]),
        (
            {f"{number}.html": 40 * MIB for number in range(24)},
            [(True, "the site has 960 MiB; GitHub Pages shows none of more than 1 GB")],
        ),
        (
            {f"articles/{number}.html": 1 for number in range(3001)} | {f"{number}.html": 1 for number in range(3000)},
            [(False, "articles holds 3,001 files; GitHub advises at most 3,000 in one folder")],
        ),
    ],
)
def test_the_limits_of_the_host(sizes: dict[str, int], said: list[tuple[bool, str]]) -> None:
    assert [(limit.hard, limit.says) for limit in hosting.limits(sizes)] == said


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({"a": 75 * MIB, "search/pagefind.en.pf_meta": MIB}, []),
        ({"a": 76 * MIB}, ["a has 76 MiB; GitHub takes no file of more than 100 MiB"]),
        (
            {f"{number}.html": 40 * MIB for number in range(18)},
            ["the site has 720 MiB; GitHub Pages shows none of more than 1 GB"],
        ),
        (
            {"search/pagefind.en.pf_meta": 2 * MIB, "search/index/one.pf_index": 9 * MIB},
            ["whoever searches loads 2 MiB before the first word is found"],
        ),
    ],
)
def test_what_comes_near_to_a_limit_is_said_before_it_hurts(sizes: dict[str, int], said: list[str]) -> None:
    assert hosting.nearing(sizes) == said
