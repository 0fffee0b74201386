"""`sitegen publish` and `sitegen verify` as a person or a program runs them, from the text to the branch."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]
Run = Callable[..., subprocess.CompletedProcess[str]]

CLEAN = {
    "articles/one.txt": "The mayor said little. Nobody knows more of the harbour.\n",
    "annotations/one.yaml": "statements: [{quote: said little, form: indirect, speaker: mayor}]\n",
    "actors.yaml": "mayor: {name: The mayor, type: person, gap: nothing else is known}\n",
}
BROKEN = {**CLEAN, "annotations/one.yaml": "statements: [{quote: said much, form: indirect, speaker: mayor}]\n"}
WARNED = {**CLEAN, "actors.yaml": "mayor: {name: The mayor, type: person, summary: A sentence of ours.}\n"}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def git(where: Path, *words: str) -> str:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    named = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *named, *words], cwd=where, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A checkout in the folder of the test's site, and the bare remote it belongs to."""
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("/output/\n/.cache/\n/remote.git/\n")
    git(tmp_path, "add", ".gitignore")
    git(tmp_path, "commit", "-qm", "start")
    git(tmp_path, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return tmp_path / "remote.git"


def test_the_whole_way_from_the_text_to_the_branch(site: Write, run: Run, tmp_path: Path, remote: Path) -> None:
    site(CLEAN)
    head, status = git(tmp_path, "rev-parse", "HEAD"), git(tmp_path, "status", "--porcelain")
    planned = run("publish", "--dry-run")
    assert (planned.returncode, planned.stderr) == (0, "")
    assert re.search(
        r"remote\.git, branch gh-pages:\n  \d+ pages and \d+ other files new\n    \+ 404\.html\n", planned.stdout
    )
    assert "    + articles/one.html\n" in planned.stdout
    assert planned.stdout.endswith("Nothing was sent.\n")
    assert git(remote, "for-each-ref") == ""
    done = run("publish", "--message", "First")
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Published [0-9a-f]{10} to gh-pages of .*remote\.git\.$", done.stdout, re.MULTILINE)
    assert git(remote, "log", "--format=%s", "gh-pages") == "First\n"
    published = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert sorted([*files(tmp_path / "output"), ".nojekyll"]) == sorted(published)
    assert "said little" in git(remote, "show", "gh-pages:articles/one.html")
    assert (git(tmp_path, "rev-parse", "HEAD"), git(tmp_path, "status", "--porcelain")) == (head, status)
    assert "there is nothing to publish" in run("publish").stdout


def test_what_is_published_is_public_whatever_was_built_before(
    site: Write, run: Run, tmp_path: Path, remote: Path
) -> None:
    site({**CLEAN, "articles/draft.txt": "Secretword.", "annotations/draft.yaml": "draft: true\n"})
    run("build", "--private", "--drafts")
    assert b"Nobody knows more" in (tmp_path / "output/articles/one.html").read_bytes()
    assert run("publish").returncode == 0
    for path in git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split():
        if path.startswith("search/"):
            continue  # Packed; what goes into it is looked at where it is made.
        text = git(remote, "show", f"gh-pages:{path}")
        assert "Nobody knows more" not in text, path
        assert "Secretword" not in text, path
        assert "not for publication" not in text, path
    for option in ("--private", "--drafts"):
        done = run("publish", option)
        assert done.returncode == 2
        assert f"a build with {option} is for your own eyes and is never published" in done.stderr


def test_a_site_with_problems_is_not_published(site: Write, run: Run, remote: Path) -> None:
    site(BROKEN)
    done = run("publish")
    assert done.returncode == 1
    assert done.stderr.endswith("1 error: nothing was published.\n")
    assert git(remote, "for-each-ref") == ""
    site(WARNED)
    assert run("publish", "--strict").returncode == 1
    assert git(remote, "for-each-ref") == ""
    assert run("publish").returncode == 0


def test_without_a_remote_or_a_repository_nothing_is_published(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    done = run("publish", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.returncode == 3
    assert "cannot be used as a git repository: " in done.stderr
    assert "Run `git init` there, then `git remote add origin ADDRESS`" in done.stderr
    git(tmp_path, "init", "-q")
    done = run("publish")
    assert done.returncode == 3
    assert "The repository has no remote called “origin”." in done.stderr


def test_a_changed_word_is_one_changed_page(site: Write, run: Run, tmp_path: Path, remote: Path) -> None:
    site(CLEAN)
    assert run("publish").returncode == 0
    first = git(remote, "rev-parse", "gh-pages").strip()
    # The digest of the source is printed with the article, on the page of method and of rights and nowhere else.
    site({**CLEAN, "articles/one.txt": CLEAN["articles/one.txt"] + "Not a word more.\n"})
    done = run("publish", "--json")
    told = json.loads(done.stdout)
    assert (done.stderr, told["ok"], told["dry_run"], told["branch"]) == ("", True, False, "gh-pages")
    assert told["commit"] == git(remote, "rev-parse", "gh-pages").strip()
    assert git(remote, "rev-parse", "gh-pages~1").strip() == first
    changed = git(remote, "diff", "--name-only", "gh-pages~1", "gh-pages").split()
    assert sorted([*told["changes"]["changed"], ".sitegen-manifest.json"]) == sorted(changed)
    assert "articles/one.html" in changed
    assert told["changes"]["added"] == told["changes"]["removed"] == told["warnings"] == []
    again = json.loads(run("publish", "--json").stdout)
    assert (again["ok"], again["commit"], again["changes"]["changed"]) == (True, None, [])


def test_a_page_that_is_gone_is_said_to_be_removed(site: Write, run: Run, tmp_path: Path, remote: Path) -> None:
    site({**CLEAN, "articles/two.txt": "Nothing more.\n"})
    run("publish")
    (tmp_path / "content/articles/two.txt").unlink()
    done = run("publish")
    assert re.search(r"^  1 page and 1 other file removed: articles/two\.html$", done.stdout, re.MULTILINE), done.stdout
    assert "articles/two." not in git(remote, "ls-tree", "-r", "--name-only", "gh-pages")


def test_what_stands_in_the_way_is_an_object_for_programs(site: Write, run: Run, tmp_path: Path, remote: Path) -> None:
    site(CLEAN)
    done = run("publish", "--json", "--branch", "main")
    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"], told["exit_code"]) == (2, False, 2)
    assert told["error"].startswith("“main” is the branch you are working on")
    assert done.stderr == f"Error: {told['error']}\n"
    told = json.loads(run("publish", "--json", "--brunch", "x").stdout)
    assert told == {"ok": False, "error": "No such option '--brunch'. Did you mean '--branch'?", "exit_code": 2}
    site(BROKEN)
    told = json.loads(run("publish", "--json").stdout)
    assert (told["ok"], [problem["code"] for problem in told["problems"]]) == (False, ["words-not-found"])


@pytest.mark.parametrize(
    ("url", "settings", "address", "base"),
    [
        ("ssh://git@github.com/ann/briefing.git", "", "https://ann.github.io/briefing/", "/briefing/"),
        ("git@github.com:ann/ann.github.io.git", "", "https://ann.github.io/", "/"),
        (
            "git@github.com:ann/briefing.git",
            "domain: News.example.org\n",
            "https://news.example.org/",
            "/",
        ),
        (
            "git@github.com:ann/briefing.git",
            "base_url: https://example.org/a/b/\n",
            "https://example.org/a/b/",
            "/a/b/",
        ),
    ],
)
def test_the_base_path_of_each_sort_of_site(
    site: Write, run: Run, tmp_path: Path, remote: Path, url: str, settings: str, address: str, base: str
) -> None:
    git(tmp_path, "remote", "set-url", "origin", url)
    # The host stands here: what git would have run over there is run on the remote beside us.
    ssh = tmp_path / "ssh"
    ssh.write_text(f'#!/bin/sh\nfor last; do :; done\nexec ${{last%% *}} "{remote}"\n')
    ssh.chmod(0o755)
    site({**CLEAN, "site.yaml": f"title: Harbour\nscope: The talks.\n{settings}"})
    done = run("publish", env={"GIT_SSH_COMMAND": str(ssh), "GIT_SSH_VARIANT": "ssh"})
    assert done.returncode == 0, done.stderr
    page = git(remote, "show", "gh-pages:articles/one.html")
    assert f'<link rel="canonical" href="{address}articles/one.html"' in page
    assert re.findall(r'href="([^"]*style[^"]*\.css)"', git(remote, "show", "gh-pages:404.html")) == [
        f"{base}assets/style.css"
    ]
    noted = git(remote, "ls-tree", "--name-only", "gh-pages").split()
    assert ("CNAME" in noted, ".nojekyll" in noted) == (settings.startswith("domain"), True)
    if settings.startswith("domain"):
        assert git(remote, "show", "gh-pages:CNAME") == "news.example.org\n"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("domain: https://news.example.org/", "“https://news.example.org/” is not the name of a domain"),
        ("domain: news", "“news” is not the name of a domain"),
        ('domain: "news.example.org\\nother.example.org"', "is not the name of a domain"),
        ("domain: zürich.example", "in their `xn--` form"),
        ("domain: a.example\nbase_url: https://b.example/", "which is not at the root of the domain a.example"),
        ("domain: a.example\nbase_url: https://a.example/b/", "→ write https://a.example/, or leave it out"),
    ],
)
def test_a_domain_that_is_none(site: Write, run: Run, setting: str, said: str) -> None:
    """G15."""
    site({**CLEAN, "site.yaml": f"title: T\nscope: S\n{setting}\n"})
    done = run("check")
    assert done.returncode == 1
    assert "error[bad-setting]" in done.stderr
    assert said in done.stderr


@pytest.mark.parametrize(
    ("asset", "code", "said"),
    [
        (".env", 0, ""),
        (".git/config", 0, ""),
        ("sub/.git/hooks/post-checkout", 0, ""),
        ("a\nM 100644 inline evil.txt", 1, "holds a control character"),
        ("a\\b", 1, "a backslash"),
        ("id_rsa", 2, "assets/id_rsa: files of this name hold keys or passwords"),
    ],
)
def test_assets_with_names_of_other_uses(
    site: Write, run: Run, tmp_path: Path, remote: Path, asset: str, code: int, said: str
) -> None:
    """G08, G09, G12, G16."""
    site(CLEAN)
    path = tmp_path / "assets" / asset
    path.parent.mkdir(parents=True)
    path.write_text("secret words")
    done = run("publish")
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    published = git(remote, "for-each-ref")
    assert bool(published) is (code == 0)
    if published:
        # Hidden files are never taken into a site.
        paths = git(remote, "ls-tree", "-r", "-z", "--name-only", "gh-pages")
        assert asset not in paths
        assert ".env" not in paths


# ── verify


def test_a_site_is_checked_against_its_list(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    assert run("verify").returncode == 1
    run("build")
    number = len(files(tmp_path / "output")) - 1
    assert run("verify").stdout == f"{number} files, every one as it was built.\n"
    (tmp_path / "output/index.html").write_text("other")
    (tmp_path / "output/about.html").write_text("mine")
    (tmp_path / "output/articles/one.html").unlink()
    done = run("verify", "output")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[:-1] == [
        "error: about.html: not made by sitegen",
        "error: articles/one.html: missing",
        "error: index.html: changed",
    ]
    told = json.loads(run("verify", "--json").stdout)
    assert (told["ok"], told["faults"]) == (False, [line[7:] for line in done.stderr.splitlines()[:-1]])
    done = run("verify", "nowhere")
    assert done.returncode == 2
    assert "'nowhere' does not exist" in done.stderr


def test_keys_are_found_in_a_site_that_is_as_it_was_built(site: Write, run: Run, tmp_path: Path) -> None:
    site({**CLEAN, "articles/one.txt": "The mayor said little. gh" + "p_" + "a1B2" * 9 + "\n"})
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/server.pem").write_text("x")
    run("build", "--private")
    done = run("verify")
    assert done.returncode == 1
    assert re.search(r"^error: articles/one\.html:\d+: a token of GitHub$", done.stderr, re.MULTILINE)
    assert "error: assets/server.pem: files of this name hold keys or passwords\n" in done.stderr
    assert "a1B2a1B2" not in done.stderr
