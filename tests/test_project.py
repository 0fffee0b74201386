"""Every file under `content/` stands on a shelf, or the build says that nothing would read it."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.project import Project, annotated, content_files, find_project, shelf_of, site_file

Site = Callable[..., Project]
Said = Callable[..., str]


def told(text: str) -> str:
    return textwrap.dedent(text).strip()


def shelved(project: Project) -> list[tuple[str, str]]:
    files, problems = content_files(project)
    assert problems == []
    return [(file.path, file.shelf) for file in files]


def test_every_file_stands_on_its_shelf_in_the_order_of_paths(site: Site) -> None:
    project = site(
        {
            "articles/talks.txt": "a",
            "articles/more.md": "b",
            "annotations/talks.yaml": "",
            "annotations/talks/figures.yml": "",
            "actors/people.yaml": "",
            "actors/far/away/states.yml": "",
            "terms.yaml": "",
            ".hidden": "",
            "actors/.people.yaml.swp": "",
            "actors/people.yaml~": "",
            "actors/#people.yaml#": "",
        }
    )
    assert shelved(project) == [
        ("content/actors/far/away/states.yml", "actor"),
        ("content/actors/people.yaml", "actor"),
        ("content/annotations/talks/figures.yml", "annotations"),
        ("content/annotations/talks.yaml", "annotations"),
        ("content/articles/more.md", "articles"),
        ("content/articles/talks.txt", "articles"),
        ("content/site.yaml", "site"),
        ("content/terms.yaml", "term"),
    ]


def test_the_bytes_of_a_file_are_as_they_stand(site: Site) -> None:
    data = b"\xef\xbb\xbfone\r\ntwo\xc2\xa0\xff"
    files, _ = content_files(site({"articles/talks.txt": data}))
    assert [file.data for file in files if file.stem == "talks"] == [data]


@pytest.mark.parametrize(
    ("path", "said_of_it"),
    [
        (
            "acters/all.yaml",
            """
            content/acters/all.yaml: error[file-unexpected]: nothing reads this file, so what it says would be lost
                  → did you mean “actors”?
            """,
        ),
        (
            "articles/talks.docx",
            """
            content/articles/talks.docx: error[file-unexpected]: files of `content/articles` end in .txt or .md and lie directly in the folder
                  → save its text as a .txt file in UTF-8; what is no article stands outside `content/`
            """,  # noqa: E501
        ),
        (
            "articles/page.html",
            """
            content/articles/page.html: error[file-unexpected]: files of `content/articles` end in .txt or .md and lie directly in the folder
                  → move it out of `content/`; `sitegen import page.html` then takes its text out of the page
            """,  # noqa: E501
        ),
        (
            "annotations/talks.yaml.txt",
            """
            content/annotations/talks.yaml.txt: error[file-unexpected]: files of `content/annotations` end in .yaml and lie in it or in a folder named for an article
                  → rename it to `talks.yaml`
            """,  # noqa: E501
        ),
        (
            "articles/2018/talks.txt",
            """
            content/articles/2018/talks.txt: error[file-unexpected]: files of `content/articles` end in .txt or .md and lie directly in the folder
            """,  # noqa: E501
        ),
        (
            "actors/all.json",
            """
            content/actors/all.json: error[file-unexpected]: files of `content/actors` end in .yaml and lie there
            """,
        ),
        (
            "annotations/talks.txt",
            """
            content/annotations/talks.txt: error[file-unexpected]: files of `content/annotations` end in .yaml and lie in it or in a folder named for an article
            """,  # noqa: E501
        ),
    ],
)  # fmt: skip
def test_a_file_that_nothing_would_read_is_a_problem(site: Site, said: Said, path: str, said_of_it: str) -> None:
    assert said(site({path: "x"})) == told(said_of_it)


def test_a_folder_of_an_unknown_name_is_told_the_known_ones(site: Site, said: Said) -> None:
    text = said(site({"zzz/all.yaml": "x"}))
    assert "→ move it out of `content/`, whose folders are: articles, annotations, outlets, actors, events, " in text


@pytest.mark.parametrize("path", ["site.yml", "readme.txt", "site.yaml.bak"])
def test_a_file_at_the_top_that_nothing_would_read_is_a_problem(site: Site, said: Said, path: str) -> None:
    assert f"content/{path}: error[file-unexpected]: nothing reads this file" in said(site({path: "x"}))


@pytest.mark.parametrize(
    ("path", "shelf"),
    [
        ("content/site.yaml", "site"),
        ("content/articles/a.txt", "articles"),
        ("content/articles/a.md", "articles"),
        ("content/articles/a.TXT", None),
        ("content/annotations/a.yml", "annotations"),
        ("content/annotations/a/b.yaml", "annotations"),
        ("content/annotations/a/b/c.yaml", None),
        ("content/places/x/y.yaml", "place"),
        ("content/places.yml", "place"),
        ("content/places", None),
        ("content/site/site.yaml", None),
    ],
)
def test_the_shelf_of_a_path(path: str, shelf: str | None) -> None:
    assert shelf_of(path) == shelf


def test_an_annotation_file_names_its_article() -> None:
    assert annotated("content/annotations/talks.yaml") == "talks"
    assert annotated("content/annotations/talks/figures.yaml") == "talks"


# ── links and special files


def test_links_are_never_followed(site: Site, said: Said, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for the site")
    project = site({"articles/talks.txt": "a"})
    (project.content / "articles" / "link.txt").symlink_to(secret)
    (project.content / "actors").symlink_to(tmp_path)
    assert said(project) == told(
        """
        content/actors: error[file-link]: a symbolic link or special file; these are not read
              → put a copy of the file there instead
        content/articles/link.txt: error[file-link]: a symbolic link or special file; these are not read
              → put a copy of the file there instead
        """
    )


def test_a_pipe_is_not_waited_for(site: Site, said: Said) -> None:
    project = site({"articles/talks.txt": "a"})
    os.mkfifo(project.content / "articles" / "pipe.txt")
    assert said(project).startswith("content/articles/pipe.txt: error[file-link]: a symbolic link or special file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="whoever is root may read everything")
def test_a_file_that_may_not_be_read_is_told(site: Site, said: Said) -> None:
    project = site({"articles/talks.txt": "a"})
    (project.content / "articles" / "talks.txt").chmod(0)
    text = "content/articles/talks.txt: error[file-unreadable]: cannot be read: Permission denied"
    assert said(project) == text


def test_a_file_that_goes_away_meanwhile_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    project = site({"articles/talks.txt": "a"})
    opened = os.open

    def gone(path: object, flags: int) -> int:
        if str(path).endswith("talks.txt"):
            raise FileNotFoundError(2, "No such file or directory")
        return opened(path, flags)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", gone)
    files, problems = content_files(project)
    assert [file.path for file in files] == ["content/site.yaml"]
    assert [(str(problem.place), problem.code, problem.message) for problem in problems] == [
        ("content/articles/talks.txt", "file-unreadable", "cannot be read: No such file or directory")
    ]


def test_a_name_that_is_not_utf8_is_told_in_letters_that_can_be_printed(site: Site, said: Said) -> None:
    project = site({})
    try:
        (Path(os.fsdecode(os.fsencode(project.content) + b"/\xff.txt"))).write_text("x")
    except OSError:
        pytest.skip("this file system takes no such name")
    text = said(project)
    assert "error[file-unexpected]" in text
    text.encode("utf-8")


# ── the site file


def test_a_site_without_its_file_is_told(tmp_path: Path, said: Said) -> None:
    (tmp_path / "content").mkdir()
    assert said(Project(tmp_path)) == told(
        """
        content/site.yaml: error[file-unreadable]: a site begins with this file, and it is not there
              → write `title:` and `scope:`
        """
    )


def test_a_folder_without_content_is_told_once_for_each_thing_missing(tmp_path: Path, said: Said) -> None:
    assert said(Project(tmp_path)).splitlines()[0] == (
        "content: error[file-unreadable]: cannot be read: No such file or directory"
    )


def test_a_site_file_that_is_a_link_is_not_missing_too(site: Site, said: Said) -> None:
    project = site({})
    target = project.content / "site.yaml"
    target.rename(project.root / "elsewhere.yaml")
    target.symlink_to(project.root / "elsewhere.yaml")
    assert said(project) == told(
        """
        content/site.yaml: error[file-link]: a symbolic link or special file; these are not read
              → put a copy of the file there instead
        """
    )


def test_the_site_file_alone(site: Site, tmp_path: Path) -> None:
    assert site_file(Project(tmp_path)) == []
    assert [file.path for file in site_file(site({"articles/talks.txt": "a"}))] == ["content/site.yaml"]


# ── finding the site


def test_a_site_is_found_from_any_folder_in_it(site: Site) -> None:
    project = site({"actors/far/all.yaml": ""})
    for folder in (project.root, project.content, project.content / "actors" / "far"):
        assert find_project(folder) == Project(project.root)


def test_the_nearest_site_is_found_and_one_without_its_file_where_there_is_no_other(tmp_path: Path) -> None:
    assert find_project(tmp_path) is None or find_project(tmp_path) != Project(tmp_path)
    (tmp_path / "inner" / "content" / "articles").mkdir(parents=True)
    assert find_project(tmp_path / "inner") == Project(tmp_path / "inner")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text("title: T")
    assert find_project(tmp_path / "inner") == Project(tmp_path)


def test_the_folders_of_a_site() -> None:
    project = Project(Path("/x"))
    assert (project.content, project.templates, project.assets) == (
        Path("/x/content"), Path("/x/templates"), Path("/x/assets"),
    )  # fmt: skip
