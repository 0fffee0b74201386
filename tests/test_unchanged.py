"""Nothing changed: told without building, and never told where it is not so."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import unchanged
from sitegen.memo import Memo
from sitegen.project import Project
from sitegen.site_paths import LIST
from sitegen.unchanged import Said, as_written, look, nothing_changed, remember

Site = Callable[..., Project]
SAID = Said("2 pages, nothing changed.", '{"ok": true}')
OPTIONS = ("https://example.org/", False)


@pytest.fixture
def built(site: Site, tmp_path: Path) -> tuple[Project, Memo, Path]:
    """A site with an output, and a memory of the build that made it."""
    project = site({"articles/talks.txt": "One two three."})
    target = project.root / "output"
    (target / "articles").mkdir(parents=True)
    (target / "articles" / "talks.html").write_text("<p>One two three.</p>")
    (project.root / "templates").mkdir()
    (project.root / "templates" / "extra.html").write_text("extra")
    memo = Memo(tmp_path / "memo")
    (tmp_path / "memo").mkdir()
    remember(memo, look(project, OPTIONS), target, SAID)
    return project, memo, target


def told(built: tuple[Project, Memo, Path], asked: tuple[object, ...] = OPTIONS) -> Said | None:
    project, memo, target = built
    return nothing_changed(memo, look(project, asked), target)


def test_nothing_changed_is_told_in_the_words_of_the_build(built: tuple[Project, Memo, Path]) -> None:
    assert told(built) == SAID


def _edit(root: Path) -> None:
    (root / "content/articles/talks.txt").write_text("One two four!!")


def _edit_and_hide_it(root: Path) -> None:
    path = root / "content/articles/talks.txt"
    before = path.stat()
    path.write_text("One two THREE.")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _exchange(root: Path) -> None:
    path = root / "content/articles/talks.txt"
    before = path.stat()
    path.with_name("new").write_text("One two THREE.")
    os.replace(path.with_name("new"), path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _edit_and_hide_it,
        _exchange,
        lambda root: (root / "content/articles/talks.txt").unlink(),
        lambda root: (root / "content/articles/more.txt").write_text("More."),
        lambda root: (root / "content/articles/talks.txt").rename(root / "content/articles/other.txt"),
        lambda root: (root / "content/places").mkdir(),
        lambda root: (root / "templates/extra.html").write_text("other"),
        lambda root: (root / "templates/layout.html").write_text("other"),
        lambda root: (root / "assets/more").mkdir(parents=True),
        lambda root: (root / "translations/de").mkdir(parents=True),
        lambda root: (root / "content/link.txt").symlink_to("articles/talks.txt"),
        lambda root: (root / "output/articles/talks.html").write_text("<p>One two four!!</p>"),
        lambda root: (root / "output/articles/talks.html").unlink(),
        lambda root: (root / "output/mine.txt").write_text("mine"),
        lambda root: (root / "output").rename(root / "elsewhere"),
    ],
)
def test_whatever_changed_is_noticed(built: tuple[Project, Memo, Path], change: Callable[[Path], object]) -> None:
    change(built[0].root)
    assert told(built) is None


def test_only_what_times_prove_is_taken_for_as_it_was_written(
    built: tuple[Project, Memo, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, memo, target = built
    monkeypatch.setattr(unchanged, "_TICK", -1_000_000_000_000)
    (target / LIST).write_text("{}")
    (target / "index.html").write_text("<p>Index</p>")
    written = [target / LIST, target / "index.html", target / "articles/talks.html"]
    remember(memo, look(project, OPTIONS), target, SAID)
    assert as_written(memo, target) >= {LIST, "index.html", "articles/talks.html"}
    path = written[2]
    before = path.stat()
    path.write_text(path.read_text().replace("two", "TWO"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "articles/talks.html" not in as_written(memo, target)
    (target / LIST).write_text("[]")
    assert as_written(memo, target) == frozenset()
    remember(memo, look(project, OPTIONS), target, SAID)
    assert LIST in as_written(memo, target)
    # What was written at the very moment of the look may have been written once more.
    monkeypatch.setattr(unchanged, "_TICK", 1_000_000_000_000)
    assert as_written(memo, target) == frozenset()


def test_other_options_are_another_build(built: tuple[Project, Memo, Path]) -> None:
    assert told(built, ("https://example.org/", True)) is None


def test_a_file_that_was_saved_again_as_it_was_is_no_change(built: tuple[Project, Memo, Path]) -> None:
    (built[0].root / "content/articles/talks.txt").write_text("One two three.")
    assert told(built) == SAID
    # The new times are remembered, so that next time nothing needs to be read.
    assert told(built) == SAID


def test_times_that_prove_nothing_are_not_believed(
    built: tuple[Project, Memo, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file may be saved twice within one tick of the clock, before and after it was looked at."""
    project, memo, target = built
    path = project.root / "content/articles/talks.txt"
    before = look(project, OPTIONS)
    assert before is not None
    remember(memo, before, target, SAID)
    path.write_text("One two THREE.")
    # As if the second save had left the times of the first.
    same = {**before.stamps, str(path): unchanged._stamp(path.stat())}
    kept = json.loads(memo.get(unchanged._key(target)) or b"")
    kept["inputs"][str(path)][0] = same[str(path)]
    memo.put(unchanged._key(target), json.dumps(kept).encode())
    assert told(built) is None


def test_a_save_during_the_build_leaves_nothing_to_rely_on(built: tuple[Project, Memo, Path]) -> None:
    project, memo, target = built
    before = look(project, OPTIONS)
    _edit(project.root)
    remember(memo, before, target, Said("later", "{}"))
    assert told(built) is None


def test_a_damaged_memory_is_none(built: tuple[Project, Memo, Path], tmp_path: Path) -> None:
    for entry in (tmp_path / "memo").iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    assert told(built) is None


def test_times_in_whole_seconds_are_coarse() -> None:
    second = 1_000_000_000
    assert unchanged._racy((1, 5 * second, 5 * second, 1), 6 * second)
    assert not unchanged._racy((1, 5 * second + 1, 5 * second + 1, 1), 6 * second)
    assert unchanged._racy((1, 7 * second + 1, 5 * second + 1, 1), 6 * second)


def test_the_command_tells_it_too(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from sitegen.cli import main

    project = site({"articles/talks.txt": "One two three."})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(*words: str) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["-C", str(project.root), "build", *words])
        assert ended.value.code == 0
        return capsys.readouterr().out

    first, second = run(), run()
    assert "new" in first
    assert second == first.replace(first[first.index("files:") : first.index(" new") + 4], "nothing changed")
    monkeypatch.setattr("sitegen.cli.making.make", lambda *_: pytest.fail("built again"))
    assert run() == second
    assert json.loads(run("--json"))["changes"] == {"added": [], "changed": [], "removed": []}


def test_warnings_are_told_again_and_stand_in_the_way_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from sitegen.cli import main
    from sitegen.cli.making import make

    files = {f"{day}.txt": "One two three." for day in "ab"}
    project = site({
        **{f"articles/{name}": text for name, text in files.items()},
        "annotations/a.yaml": "rights: full\nshares_copy_with: [b]\n",
    })  # fmt: skip
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    built: list[object] = []
    monkeypatch.setattr("sitegen.cli.making.make", lambda *asked: built.append(asked) or make(*asked))

    def run(*words: str, code: int = 0) -> tuple[str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["-C", str(project.root), "build", *words])
        assert ended.value.code == code
        told = capsys.readouterr()
        return told.out, re.sub(r"note: .*\n", "", told.err)

    first, second = run(), run()
    assert "warning[shared-copy-not-found]" in first[1]
    assert (second[1], "1 warning, nothing changed." in second[0], len(built)) == (first[1], True, 1)
    assert run("--format", "github")[0].startswith("::warning file=")
    (told,) = json.loads(run("--json")[0])["problems"]
    assert (told["code"], len(built)) == ("shared-copy-not-found", 1)
    out, err = run("--strict", code=1)
    assert ("nothing was written" in err, out, len(built)) == (True, "", 2)


def test_another_program_remembers_nothing_of_this_one(tmp_path: Path) -> None:
    Memo(tmp_path, "one").put("page", b"as one makes it")
    assert Memo(tmp_path, "one").get("page") == b"as one makes it"
    assert Memo(tmp_path, "another").get("page") is None


def test_where_the_time_went_is_said_also_where_nothing_has_changed(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from sitegen.cli import main

    project = site({"articles/talks.txt": "One two three."})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("sitegen.hosting.LARGEST_SITE", 1000)

    def stages() -> list[str]:
        with pytest.raises(SystemExit) as ended:
            main(["-C", str(project.root), "build", "--no-search", "--timings"])
        assert ended.value.code == 0
        said = capsys.readouterr().err
        limits.extend(re.findall(r"^note: the site has .*$", said, re.MULTILINE))
        return re.findall(r"^ +\d+\.\d{3} s  (.*?)(?:  .*)?$", said, re.MULTILINE)

    limits: list[str] = []
    built = stages()
    assert built[:4] == ["Comparing with the last build", "Reading", "Working out findings", "Listing pages"]
    assert {"Making pages: front", "Making pages: article", "Following links"} < set(built)
    assert built[-2:] == ["Writing", "in all"]
    assert stages() == ["Comparing with the last build"]
    assert limits == [
        "note: the site has 0 MiB; GitHub Pages shows none of more than 1 GB. What to do then: docs/limits.md."
    ]
