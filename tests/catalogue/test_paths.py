"""P, S, N, Q, M: names, links, sizes and templates, each under its number of the catalogue.

What `output` does with folders that are links and with foreign files (S12, S13, D01–D14) is tested in `test_output.py`,
addresses that are one file on some computers (N03–N07 of whole sites, N13) in `test_checks.py`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from sitegen.pipeline import Options, build, survey
from sitegen.project import MOST_OF_AN_ARTICLE, Project

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"

# Each as an id; those that a file can be named with as the name of an article too.
NAMES = {
    "P01": "../x", "P02": "../../x", "P03": "/etc/x", "P04": "a/../../b", "P05": "%2e%2e/x", "P06": "%252e",
    "P07": "..\\x", "P08": "C:\\x", "P09": "\\\\srv\\x", "P11": ".", "P12": "..", "P13": "", "P14": "~/x",
    "P15": "../output-evil/p", "P16": "a//b", "P17": "./a", "P18": "\uff0e\uff0e\uff0fx",
    "N03": "About", "N04": "cafe\u0301", "N05": "stra\u00dfe", "N06": "\ufb01", "N07": "\u212a", "N08": "a b",
    "N15": "con", "N16": "nul", "N17": "aux", "N18": "prn", "N19": "com1", "N20a": "lpt\u00b9", "N20b": "lpt1",
    "N21": ".git", "N22": "git~1", "N23": ".g\u200cit", "N24a": "a.", "N24b": "a ", "N25a": "a:b", "N25b": "a?b",
    "N25c": "a*b", "N26": "x" * 240, "N27": "y" * 201, "N28": "-x",
}  # fmt: skip


def printed(name: str) -> str:
    """A name as a problem prints it."""
    return name.replace("\u200c", "\\u200c")


@pytest.mark.parametrize("number", NAMES)
def test_a_name_that_is_none_is_refused_before_it_becomes_a_path(
    number: str, site: Any, said: Any, tmp_path: Path
) -> None:
    name = NAMES[number]
    before = sorted(tmp_path.parent.iterdir())
    text = said(site({"actors.yaml": json.dumps({name: {"name": "Ada", "type": "person"}})}))
    assert f"content/actors.yaml:1:2: error[bad-id]: “{printed(name)}” cannot be an id" in text
    if "/" not in name and not name.startswith(".") and name:
        text = said(site({f"articles/{name}.txt": "x\n"}))
        assert f"content/articles/{printed(name)}.txt: error[bad-id]: “{printed(name)}” cannot be an id" in text
    assert sorted(tmp_path.parent.iterdir()) == before


def test_no_name_holds_a_zero(site: Any, said: Any) -> None:
    """P10."""
    text = said(site({"actors.yaml": json.dumps({"x\0y": {"name": "Ada", "type": "person"}})}))
    assert text.startswith("content/actors.yaml:1:2: error[file-control-character]")


def test_hidden_files_are_not_content(site: Any, said: Any) -> None:
    """P19, N21: `..md` and `.git.txt` are nobody's articles. P20: nothing includes another file."""
    assert said(site({"articles/..md": "x", "articles/.git.txt": "x"})) == ""
    assert "error[unknown-key]: there is no key “include” here" in said(
        site({"site.yaml": "title: x\ninclude: ../x\n"})
    )


def test_one_name_is_one_file(site: Any, said: Any) -> None:
    """N01, N02, N12: the second claim names the first."""
    text = said(site({"articles/a.txt": "x", "articles/a.md": "y"}))
    assert "content/articles/a.txt: error[duplicate-id]: content/articles/a.md has the same name" in text
    same = {"actors/one.yaml": "ada: {name: A, type: person}\n", "actors/two.yaml": "ada: {name: B, type: person}\n"}
    assert "error[duplicate-id]: the actor “ada” is written at content/actors/one.yaml:1:6 already" in said(site(same))


def test_names_of_the_house_are_free(site: Any, built: Any) -> None:
    """N09, N10, N11: an article may be called as a page or a feed of ours is, in a folder of its own."""
    names = ("feed", "index", "articles", "404", "assets", "sitemap")
    edition = built(site({f"articles/{name}.txt": "x\n" for name in names}))
    assert {f"articles/{name}.html" for name in names} <= edition.files.keys()


# ── links and special files


def _special(number: str, folder: Path, outside: Path) -> Path:
    """Puts something into the folder that is not a file of its own."""
    here = folder / "x.txt"
    (outside / "secret.txt").write_text("SECRET")
    match number:
        case "S01":
            here.symlink_to("/etc/passwd")
        case "S02":
            here.symlink_to(outside / "secret.txt")
        case "S03":
            (here := folder.parent / "actors").symlink_to(outside)
        case "S04":
            (here := folder.parent / "actors").symlink_to("..")
        case "S05":
            here.symlink_to("a.txt")
        case "S06":
            here.symlink_to("nowhere.txt")
        case "S07":
            (folder / "y.txt").symlink_to("x.txt")
            here.symlink_to("y.txt")
        case "S08":
            os.mkfifo(here)
        case "S09":
            with socket.socket(socket.AF_UNIX) as listening:
                os.chdir(folder)
                listening.bind("x.txt")
        case "S10":
            os.mknod(here, 0o600 | 0o020000, os.makedev(1, 3))
    return here


@pytest.mark.parametrize("number", [f"S{n:02}" for n in range(1, 11)])
def test_links_and_special_files_are_not_read(
    number: str, site: Any, said: Any, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if number == "S10" and os.geteuid() != 0:
        pytest.skip("only root can make a device")
    project = site({"articles/a.txt": "words\n"})
    monkeypatch.chdir(project.root)
    here = _special(number, project.content / "articles", tmp_path_factory.mktemp("outside"))
    text = said(project)
    path = here.relative_to(project.root).as_posix()
    assert f"{path}: error[file-link]: a symbolic link or special file; these are not read" in text
    assert "SECRET" not in text
    assert "root:" not in text


def test_a_hard_link_is_a_file_like_any_other(site: Any, built: Any, tmp_path: Path) -> None:
    """S11: it names bytes of its own folder's file system, which only who can read them can make."""
    project = site({"articles/a.txt": "words\n"})
    (tmp_path / "other.txt").write_text("other words\n")
    os.link(tmp_path / "other.txt", project.content / "articles" / "b.txt")
    assert "articles/b.html" in built(project).files


def test_a_template_that_is_a_link_is_not_read(site: Any, tmp_path: Path) -> None:
    """S14."""
    project = site({"articles/a.txt": "words\n"})
    (tmp_path / "secret.html").write_text("SECRET")
    project.templates.mkdir()
    (project.templates / "base.html").symlink_to(tmp_path / "secret.html")
    edition = build(project, Options())
    assert [f"{problem.place}: {problem.code}" for problem in edition.problems] == ["templates/base.html: file-link"]
    assert not any(b"SECRET" in data for data in edition.files.values())


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_build_opens_nothing_outside_its_site(site: Any, environment: dict[str, str], tmp_path: Path) -> None:
    """P01–P20, S01–S07: what a system call could be led astray by is all in one site, and every call is looked at."""
    outside = tmp_path.parent / f"{tmp_path.name}-evil"
    outside.mkdir()
    (outside / "secret.txt").write_text("SECRET")
    actors = {name: {"name": f"Ada {number}", "type": "person"} for number, name in NAMES.items() if name}
    project = site({"articles/a.txt": "words\n", "actors.yaml": json.dumps(actors), "articles/..md": "x"})
    for number in ("S02", "S03"):
        _special(number, project.content / "articles", outside)
    project.assets.mkdir()
    (project.assets / "x.css").symlink_to(outside / "secret.txt")
    log = outside / "calls"
    command = [
        "strace",
        "-f",
        "-qq",
        "-y",
        "-o",
        str(log),
        "-e",
        "trace=%file",
        sys.executable,
        "-m",
        "sitegen",
        "check",
    ]
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    calls = log.read_text(errors="replace").splitlines()
    assert any("/content/actors.yaml" in call for call in calls)
    # A link itself may be looked at, and what it leads to is not.
    assert [call for call in calls if "-evil" in call and "readlink" not in call] == []
    assert [call for call in calls if re.search(r'"(?:[^"]*/)?\.\./', call)] == []


# ── sizes and depths: accepted or refused with the figure, in little memory


def _bounded(project: Project) -> list[str]:
    tracemalloc.start()
    edition = build(project, Options())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 300 * 1024 * 1024
    return [f"{problem.place}: {problem.code}: {problem.message}" for problem in edition.problems]


DEEP = {
    "Q01": "[" * 50_000,
    "Q02": "![" * 30_000,
    "Q03": ">" * 50_000,
    "Q04": "*a_" * 30_000,
    "Q05": "".join("  " * n + "- x\n" for n in range(700)),
    "Q06": "|" + "a|" * 20_000 + "\n|" + "-|" * 20_000 + "\n",
    "Q07": "<" * 20_000,
    "Q08": "".join(f"[a{n}]: https://x.test/{n}\n\n[a{n}]\n\n" for n in range(2_000)),
}


@pytest.mark.parametrize("number", DEEP)
def test_deep_markdown_is_read_in_little_memory(number: str, site: Any) -> None:
    """As the text of an article, which may be anything."""
    problems = _bounded(site({"articles/a.md": DEEP[number]}))
    assert [problem for problem in problems if "template-error" in problem] == []


def test_an_article_beyond_the_limit_is_refused_unread(site: Any) -> None:
    """Q09: a file of a gigabyte that takes no room on the disk."""
    project = site({"articles/a.txt": "x\n"})
    with (project.content / "articles" / "a.txt").open("wb") as file:
        file.truncate(1024 * 1024 * 1024)
    tracemalloc.start()
    edition = build(project, Options())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    (problem,) = edition.problems
    assert str(problem.place) == "content/articles/a.txt"
    assert problem.message == f"the file holds 1,073,741,824 bytes; no more than {MOST_OF_AN_ARTICLE:,} are read"
    assert problem.hint == "split it into several files"
    assert peak < 20 * 1024 * 1024


def test_a_deep_folder_is_walked_to_its_end(site: Any, said: Any) -> None:
    """Q12: two hundred folders deep, a file that nothing reads is still told."""
    path = "/".join(["d"] * 200)
    text = said(site({f"actors/{path}/x.txt": "x"}))
    assert text.startswith(f"content/actors/{path}/x.txt: error[file-unexpected]")


def test_more_files_than_a_briefing_has_are_refused_unread(site: Any, said: Any, monkeypatch: Any) -> None:
    """Q10. The limit is lowered, for making so many takes longer than refusing them."""
    project = site({f"articles/a{number}.txt": "x\n" for number in range(20)})
    monkeypatch.setattr("sitegen.project.MOST_FILES", 20)
    monkeypatch.setattr("sitegen.project.read_regular", None)
    assert said(project).startswith("content: error[too-many-files]: more than 20 files lie in this folder; none of")


@pytest.mark.soak
def test_a_hundred_thousand_files_are_refused(site: Any, run: Any, counted: Any) -> None:
    """Q10."""
    articles = site({"articles/a.txt": "x\n"}).content / "articles"
    for number in range(100_000):
        (articles / f"b{number}.txt").touch()
        counted()
    done = run("check")
    assert done.returncode == 1
    assert "more than 50,000 files lie in this folder" in done.stdout + done.stderr


def test_very_many_statements_in_one_article(site: Any, counted: Any) -> None:
    """Q11: ten thousand quotes in one article, each found in its place."""
    lines = [f"She said that it was number {number} of all." for number in range(10_000)]
    quotes = "".join(f"  - quote: it was number {number} of all\n    form: outlet\n" for number in range(10_000))
    project = site({"articles/a.txt": "\n".join(lines), "annotations/a.yaml": f"rights: full\nstatements:\n{quotes}"})
    edition = build(project, Options())
    assert [problem for problem in edition.problems if problem.severity == "error"] == []
    assert edition.files["articles/a.html"].count(b"number ") >= 10_000
    counted(10_000)


def test_very_many_things(site: Any, counted: Any) -> None:
    """Q16: ten thousand terms, which are what tags are elsewhere."""
    terms = "".join(f"t{number}: {{name: Term {number}, definition: It is one.}}\n" for number in range(10_000))
    survey_of = survey(site({"articles/a.txt": "Term 9999 is here.\n", "terms.yaml": terms}), Options())
    assert [problem for problem in survey_of.problems if problem.severity == "error"] == []
    assert len(survey_of.library.things["term"]) == 10_000
    counted(10_000)


def test_a_title_of_any_length_is_a_title(site: Any, built: Any) -> None:
    """Q15."""
    edition = built(site({"site.yaml": f"title: {'x' * 100_000}\nscope: x\n"}))
    assert len(edition.files["index.html"]) < 2_000_000


# ── templates

ENDLESS = {
    "M06a": "{% for i in range(10**9) %}{% endfor %}",
    "M06b": "{% for i in range(999) %}{% for j in range(999) %}{% for k in 'ab' %}{% endfor %}{% endfor %}{% endfor %}",
    "M06c": "{% for i in range(10**30) %}{% endfor %}",
    "M06d": "{% for i in range(0, -10**9, -1) %}{% endfor %}",
    "M06e": "{% for i in (range(600000) | map('string')) %}{% endfor %}" * 2,
    "M06f": "{{ range(10**9) | list }}",
    "M06g": "{% for i in range(1000) recursive %}{% for j in range(1001) if j %}{% endfor %}{% endfor %}",
    "M05b": "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}",
    "M05c": "{% for i in [1, 2] recursive %}{% if loop.depth < 40 %}{{ loop([1, 2]) }}{% endif %}{% endfor %}",
    "M05d": "{% macro f(n) %}{{ caller() }}{% if n %}{% call f(n - 1) %}{% endcall %}{% call f(n - 1) %}{% endcall %}"
            "{% endif %}{% endmacro %}{% call f(40) %}{% endcall %}",
}  # fmt: skip


@pytest.mark.parametrize("number", ENDLESS)
def test_a_loop_that_does_not_end_is_ended(number: str, site: Any) -> None:
    project = site({"articles/a.txt": "words\n"})
    project.templates.mkdir()
    text = "{% extends 'default/404.html' %}\n{% block body %}" + ENDLESS[number] + "{% endblock %}"
    (project.templates / "404.html").write_text(text)
    (problem,) = build(project, Options()).problems
    assert f"{problem.place}: {problem.code}" == "templates/404.html:2:1: template-error"
    assert problem.message == "the loops and calls of one page take more than 1,000,000 steps (while making 404.html)"


def test_loops_are_counted_page_by_page_and_know_their_length(site: Any, built: Any) -> None:
    project = site({"articles/a.txt": "words\n", "articles/b.txt": "words\n"})
    project.templates.mkdir()
    loop = "{% for i in range(900000) %}{% if loop.last %}[{{ loop.length }}]{% endif %}{% endfor %}"
    text = "{% extends 'default/article.html' %}{% block body %}" + loop + "{% endblock %}"
    (project.templates / "article.html").write_text(text)
    files = built(project).files
    assert b"[900000]" in files["articles/a.html"]
    assert b"[900000]" in files["articles/b.html"]


@pytest.mark.parametrize("word", ["{{ lipsum() }}", "{{ [1, 2] | random }}"])
def test_nothing_in_a_template_is_by_chance(word: str, site: Any) -> None:
    project = site({"articles/a.txt": "words\n"})
    project.templates.mkdir()
    (project.templates / "404.html").write_text(word)
    assert [problem.code for problem in build(project, Options()).problems] == ["template-error"]


def test_a_template_that_includes_itself_ends(site: Any) -> None:
    """M05."""
    project = site({"articles/a.txt": "words\n"})
    project.templates.mkdir()
    (project.templates / "404.html").write_text("{% include '404.html' %}")
    (problem,) = build(project, Options()).problems
    assert problem.code == "template-error"
    assert "recursion" in problem.message


def test_a_template_that_includes_itself_twice_is_ended(site: Any) -> None:
    """M05: forty deep, it would be included a million million times."""
    project = site({"articles/a.txt": "words\n"})
    project.templates.mkdir()
    twice = "{% set n = n - 1 %}{% if n %}{% include 'twice.html' %}{% include 'twice.html' %}{% endif %}"
    (project.templates / "twice.html").write_text(twice)
    (project.templates / "404.html").write_text("{% set n = 40 %}{% include 'twice.html' %}")
    (problem,) = build(project, Options()).problems
    assert problem.message.startswith("the loops and calls of one page take more than 1,000,000 steps")


@pytest.mark.parametrize("name", ["../x.html", "/etc/passwd", "default/../../x.html", "..\\\\x.html"])
def test_no_template_reaches_outside(name: str, site: Any) -> None:
    """M04."""
    project = site({"articles/a.txt": "words\n"})
    project.templates.mkdir()
    (project.root / "x.html").write_text("SECRET")
    (project.templates / "404.html").write_text("{% include '" + name + "' %}")
    edition = build(project, Options())
    (problem,) = edition.problems
    assert problem.message.startswith("there is no template “")
    assert "404.html" not in edition.files


def test_no_template_of_ours_turns_escaping_off() -> None:
    """M08: nothing is marked safe, and no block is left unescaped."""
    looked_at = 0
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text()
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\b", text), path
        looked_at += 1
    assert looked_at > 30


def test_every_value_in_an_attribute_stands_in_quotes() -> None:
    """M07."""
    looked_at = 0
    for path in sorted(TEMPLATES.rglob("*.html")):
        assert not re.search(r"<[^>{]*=\s*\{\{", path.read_text()), path
        looked_at += 1
    assert looked_at > 30
