"""A build leaves the whole old site or the whole new one, and never deletes what it did not make."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import manifest, output, staging

REPOSITORY = Path(__file__).parent.parent
OLD = {
    "index.html": b"old front",
    "a/one.html": b"one",
    "a/b/two.html": b"two",
    "gone/x.html": b"x",
    "style.css": b"same",
}
NEW = {"index.html": b"new front", "a/one.html": b"1", "a/c/three.html": b"three", "style.css": b"same"}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` except our list of them."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.name != manifest.NAME}


def stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Which file of the disk stands at each path, and when it was last written."""
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in [folder, *folder.rglob("*")]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    (project / "content").mkdir(parents=True)
    return project


def test_a_first_and_a_second_site(root: Path) -> None:
    folder = root / "output"
    first = output.write(OLD, folder, root)
    assert first.added == tuple(sorted(OLD))
    assert first
    assert tree(folder) == OLD
    assert output.verify(folder) == []
    second = output.write(NEW, folder, root)
    assert second.added == ("a/c/three.html",)
    assert second.changed == ("a/one.html", "index.html")
    assert second.removed == ("a/b/two.html", "gone/x.html")
    assert second.unchanged == ("style.css",)
    assert second.warnings == ()
    assert tree(folder) == NEW
    assert output.verify(folder) == []
    assert not (folder / "gone").exists()
    assert sorted(os.listdir(root)) == ["content", "output"]


def test_the_same_site_again_writes_nothing(root: Path) -> None:
    folder = root / "output"
    output.write(NEW, folder, root)
    before = stamps(folder)
    again = output.write(NEW, folder, root)
    assert not again
    assert again.unchanged == tuple(sorted(NEW))
    assert stamps(folder) == before


def test_a_page_deleted_by_hand_comes_back(root: Path) -> None:
    folder = root / "output"
    output.write(NEW, folder, root)
    (folder / "index.html").unlink()
    assert output.verify(folder) == ["index.html: missing"]
    assert output.write(NEW, folder, root).added == ("index.html",)
    assert tree(folder) == NEW


def test_an_empty_folder_and_an_empty_site(root: Path) -> None:
    folder = root / "deep" / "er" / "output"
    folder.mkdir(parents=True)
    assert not output.write({}, folder, root)
    assert output.verify(folder) == []
    assert output.write(NEW, folder, root).added == tuple(sorted(NEW))


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_modes_do_not_depend_on_the_umask(root: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        output.write(NEW, root / "output", root)
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o7777 for path in (root / "output").rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o7777 for path in [root / "output", root / "output/a", root / "output/a/c"]}
    assert (modes, folders) == ({0o644}, {0o755})


def test_the_list_is_the_same_for_the_same_site_in_any_order(root: Path) -> None:
    turned = dict(sorted(NEW.items(), reverse=True))
    output.write(NEW, root / "one", root, version="1.2")
    output.write(turned, root / "two", root, version="1.2")
    data = (root / "one" / manifest.NAME).read_bytes()
    assert data == (root / "two" / manifest.NAME).read_bytes()
    listed = json.loads(data)
    assert [entry["path"] for entry in listed["files"]] == sorted(NEW)
    assert listed["version"] == "1.2"


def test_the_list_is_written_in_the_letters_of_the_names(root: Path) -> None:
    output.write({"é.html": b"x"}, root / "output", root)
    assert '{"path": "é.html", "size": 1, "sha256": "' in (root / "output" / manifest.NAME).read_text()


def test_a_site_of_nothing_is_a_site_too(root: Path) -> None:
    output.write({}, root / "output", root)
    assert output.verify(root / "output") == []


def test_a_page_that_was_deleted_by_hand_and_is_no_more_is_not_listed(root: Path) -> None:
    output.write({"a": b"1", "b": b"1"}, root / "output", root)
    (root / "output/b").unlink()
    output.write({"a": b"1"}, root / "output", root)
    assert output.verify(root / "output") == []


@pytest.mark.parametrize("to", ["elsewhere", "x"])
def test_a_link_in_the_place_of_a_file_whose_bytes_are_known_is_a_change(root: Path, to: str) -> None:
    folder = root / "output"
    size = len(f"{root}/{to}")
    (root / to).write_bytes(b"x" * size)
    output.write({"a": b"x" * size}, folder, root)
    listed = manifest.read(folder)
    assert listed
    (folder / "a").unlink()
    # A link is as long as what it says, so that its own size tells nothing either.
    (folder / "a").symlink_to(root / to)
    assert manifest.compare(folder, listed, frozenset({"a"})).changed == ("a",)


def test_a_list_below_the_first_folder_is_no_list_of_ours(root: Path) -> None:
    output.write({"a/b": b"x"}, root / "output", root)
    (root / "output/a" / manifest.NAME).touch()
    assert output.verify(root / "output") == [f"a/{manifest.NAME}: not made by sitegen"]


def test_a_folder_that_cannot_be_looked_into_is_a_failure(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output.write({"a/b": b"x"}, root / "output", root)
    really = os.open

    def opened(path: str, *rest: int, **more: int) -> int:
        if path == "a":
            raise OSError(errno.EIO, "Input/output error")
        return really(path, *rest, **more)

    monkeypatch.setattr(os, "open", opened)
    assert output.verify(root / "output") == [f"{root}/output: Input/output error"]


def test_the_longest_name_there_is(root: Path) -> None:
    output.write({"x" * 255: b"x"}, root / "output", root)
    with pytest.raises(ValueError, match="has a part longer than 255 bytes"):
        manifest.of({"x" * 256: b"x"})


def test_a_place_that_is_near_no_site_is_anybody_s(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    there = tmp_path_factory.mktemp("elsewhere") / "a/b"
    output.write(NEW, there, root)
    assert tree(there) == NEW


def test_one_page_more_or_fewer_or_changed_is_another_site(root: Path) -> None:
    folder = root / "output"
    assert output.write({"a": b"1", "b": b"1"}, folder, root)
    assert output.write({"a": b"1", "b": b"2"}, folder, root)
    assert output.write({"a": b"1"}, folder, root)
    assert not output.write({"a": b"1"}, folder, root)
    listed = manifest.read(folder)
    assert listed
    assert not manifest.compare(folder, listed)
    (folder / "c").touch()
    assert manifest.compare(folder, listed)
    (folder / "c").rename(folder / "a")
    assert manifest.compare(folder, listed)
    (folder / "a").unlink()
    assert manifest.compare(folder, listed)


# ── what is refused


def refused(root: Path, folder: Path, words: str) -> None:
    before = {path: path.lstat().st_mtime_ns for path in root.parent.rglob("*")}
    with pytest.raises(output.Refused, match=words) as caught:
        output.write(NEW, folder, root)
    assert caught.value.mend
    after = {path: path.lstat().st_mtime_ns for path in root.parent.rglob("*")}
    for path in (root, folder.parent, root.parent):  # the lock comes and goes in the parent
        before.pop(path, None)
        after.pop(path, None)
    assert before == after


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (".", "more than a site"),
        ("..", "more than a site"),
        ("x/../..", "more than a site"),
        ("content", "among the files"),
        ("content/site", "among the files"),
        ("templates", "among the files"),
        ("assets", "among the files"),
        ("translations", "among the files"),
        (".git/x", "among the files"),
        # Where a disk ignores case, these are the same folders.
        ("CONTENT", "among the files"),
        ("Content/site", "among the files"),
        (".GIT", "among the files"),
        ("/", "more than a site"),
        ("~", "more than a site"),
    ],
)
def test_places_where_no_site_may_go(root: Path, place: str, words: str) -> None:
    (root / "x").mkdir()
    refused(root, Path(os.path.expanduser(place)) if place[0] in "~/" else root / place, words)


def test_the_folder_one_stands_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "output").mkdir()
    monkeypatch.chdir(root / "output")
    refused(root, Path(""), "more than a site")
    refused(root, root / "output", "more than a site")


def test_a_folder_reached_by_another_way_is_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where one folder is mounted in two places."""
    real = os.path.samefile
    (root / "way").mkdir()

    def same(one: Path, other: Path) -> bool:
        return real(*(root / "content" if place == root / "way" else place for place in (one, other)))

    monkeypatch.setattr(os.path, "samefile", same)
    refused(root, root / "way/site", "among the files")


def test_a_sibling_with_the_same_beginning_is_another_folder(root: Path) -> None:
    assert output.write(NEW, root / "content-site", root)
    assert output.write(NEW, root.parent / "project-site", root)


def test_the_folder_of_another_site_is_left_to_it(root: Path) -> None:
    """D11: what another project built, or anything else below it."""
    other = root.parent / "other"
    (other / "content").mkdir(parents=True)
    (other / "content/site.yaml").write_text("title: x\n")
    output.write(OLD, other / "output", other)
    for place in (other / "output", other / "deep" / "er"):
        refused(root, place, "lies in another site")
    assert tree(other / "output") == OLD
    # A site may lie within another one, as an example does.
    inner = other / "examples" / "one"
    (inner / "content").mkdir(parents=True)
    (inner / "content/site.yaml").write_text("title: y\n")
    assert output.write(NEW, inner / "output", inner)
    refused(other, inner / "output", "lies in another site")


def test_a_link_a_file_a_checkout_and_a_mount(root: Path) -> None:
    (root / "real").mkdir()
    (root / "link").symlink_to("real")
    refused(root, root / "link", "is a link")
    (root / "dangling").symlink_to("nowhere")
    refused(root, root / "dangling", "is a link")
    (root / "file").write_text("x")
    refused(root, root / "file", "not a folder")
    (root / "clone" / ".git").mkdir(parents=True)
    refused(root, root / "clone", "git checkout")
    refused(root, Path("/proc"), "mounted disk")


def test_other_peoples_files_are_never_replaced(root: Path) -> None:
    folder = root / "output"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    refused(root, folder, r"notes\.txt")
    (folder / "notes.txt").unlink()
    output.write(OLD, folder, root)
    (folder / "a" / "notes.txt").write_text("mine")
    refused(root, folder, r"a/notes\.txt")
    (folder / "a" / "notes.txt").unlink()
    (folder / "mine" / "empty").mkdir(parents=True)
    refused(root, folder, "mine/")


def test_a_page_changed_by_hand_is_not_undone(root: Path) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    (folder / "index.html").write_bytes(b"OLD front")
    refused(root, folder, "changed by hand.*index.html")
    assert output.verify(folder) == ["index.html: changed"]


def test_a_link_inside_the_old_site_is_not_written_through(root: Path) -> None:
    folder, victim = root / "output", root / "victim"
    output.write(OLD, folder, root)
    victim.mkdir()
    (victim / "one.html").write_bytes(OLD["a/one.html"])
    (folder / "a").rename(root / "a")
    (folder / "a").symlink_to(victim)
    refused(root, folder, "a/")
    (folder / "a").unlink()
    (root / "a").rename(folder / "a")
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(victim / "one.html")
    refused(root, folder, "index.html")
    assert tree(victim) == {"one.html": b"one"}


def test_a_pipe_in_the_old_site_does_not_hang(root: Path) -> None:
    output.write(OLD, root / "output", root)
    (root / "output" / "index.html").unlink()
    os.mkfifo(root / "output" / "index.html")
    refused(root, root / "output", "index.html")


def listing(*entries: object) -> str:
    return json.dumps({"generator": "sitegen", "format": 1, "version": "", "files": entries})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        "[]",
        '{"generator": "other", "format": 1, "version": "", "files": []}',
        listing({"path": "notes.txt"}),
        listing({"path": "../content/x", "size": 1, "sha256": "0" * 64}),
        listing({"path": "notes.txt", "size": "1", "sha256": "0" * 64}),
        listing({"path": "notes.txt", "size": 1, "sha256": "x" * 64}),
    ],
)
def test_a_list_that_is_not_ours_lists_nothing(root: Path, text: str) -> None:
    folder = root / "output"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / manifest.NAME).write_text(text)
    assert output.verify(folder) == [f"{folder} holds no site made by sitegen"]
    refused(root, folder, r"notes\.txt")


def test_what_file_managers_leave_is_nobodys_work(root: Path) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    (folder / "a" / ".DS_Store").write_bytes(b"\0")
    assert output.verify(folder) == []
    assert output.write(NEW, folder, root)
    assert tree(folder) == NEW
    assert sorted(os.listdir(root)) == ["content", "output"]


NO_PATHS = ["", "/x", "../x", "a/../x", "a//b", "./a", "a/", "a\\b", "a\0b", "a\nb", ".git/x", "a/.GIT", "x" * 256]


@pytest.mark.parametrize("path", [*NO_PATHS, chr(0xD800), manifest.NAME])
def test_paths_that_no_site_may_have(root: Path, path: str) -> None:
    with pytest.raises(output.Refused, match="cannot be written"):
        output.write({path: b"x"}, root / "output", root)
    assert os.listdir(root) == ["content"]


def test_a_file_where_a_folder_must_be(root: Path) -> None:
    with pytest.raises(output.Refused, match="“a/b” cannot be a file and a folder"):
        output.write({"a/b": b"x", "a/b/c/d": b"x"}, root / "output", root)


def test_verify_of_what_is_not_a_site(root: Path) -> None:
    assert output.verify(root / "nowhere") == [f"{root / 'nowhere'} holds no site made by sitegen"]
    (root / "file").write_text("x")
    assert output.verify(root / "file") == [f"{root / 'file' / manifest.NAME}: Not a directory"]


def test_verify_names_every_kind_of_difference(root: Path) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    (folder / "a/one.html").write_bytes(b"!ne")
    (folder / "gone/x.html").unlink()
    (folder / "extra").mkdir()
    assert output.verify(folder) == ["a/one.html: changed", "extra/: not made by sitegen", "gone/x.html: missing"]


def test_only_what_changed_is_written(root: Path) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    before = {path: (folder / path).stat().st_ino for path in OLD}
    output.write(NEW, folder, root)
    after = {path: (folder / path).stat() for path in NEW}
    assert (
        {path for path in NEW if path in OLD and after[path].st_ino == before[path]}
        == {path for path in NEW if OLD.get(path) == NEW[path]}
        != set()
    )
    assert {found.st_nlink for found in after.values()} == {1}
    assert tree(folder) == NEW
    assert output.verify(folder) == []


@pytest.mark.parametrize("path", ["a/one.html", "index.html"])
def test_a_disk_that_loses_a_file_it_took_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    folder, create = root / "output", staging._create
    output.write(OLD, folder, root)

    def losing(where: str, data: bytes) -> None:
        create(where, data)
        if where.endswith(path):
            os.unlink(where)

    monkeypatch.setattr(staging, "_create", losing)
    # Nothing stands in both, so that every file is written.
    with pytest.raises(output.Unwritable, match="the disk gave back other bytes than were written"):
        output.write({one: data + b" anew" for one, data in OLD.items()}, folder, root)
    assert tree(folder) == OLD


def test_a_folder_of_others_is_named_and_not_looked_into(root: Path) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    (folder / "theirs" / "deep").mkdir(parents=True)
    (folder / "theirs" / "deep" / "x.txt").write_text("mine")
    assert output.verify(folder) == ["theirs/: not made by sitegen"]


LISTED = '{{"generator": "{}", "format": {}, "version": "", "files": [{{"path": "{}", "size": {}, "sha256": "{}"}}]}}'


@pytest.mark.parametrize(
    ("generator", "form", "path", "size", "digest"),
    [
        ("other", "1", "x", "1", "a" * 64),
        ("sitegen", "2", "x", "1", "a" * 64),
        ("sitegen", "1", manifest.NAME, "1", "a" * 64),
        ("sitegen", "1", "a/.git/x", "1", "a" * 64),
        ("sitegen", "1", "x", '"1"', "a" * 64),
        ("sitegen", "1", "x", "1", "a" * 63),
        ("sitegen", "1", "x", "1", "g" * 64),
    ],
)
def test_a_list_that_is_not_in_our_form_is_none(generator: str, form: str, path: str, size: str, digest: str) -> None:
    assert manifest.parse(LISTED.format("sitegen", "1", "x", "1", "a" * 64).encode()) is not None
    assert manifest.parse(LISTED.format(generator, form, path, size, digest).encode()) is None


def test_the_list_of_an_earlier_version_is_read(root: Path) -> None:
    """Written out, so that a change of the form is a change here: sites that stand must be known for ours."""
    folder = root / "output"
    folder.mkdir()
    (folder / "x.html").write_bytes(b"x")
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    (folder / manifest.NAME).write_text(
        '{"generator": "sitegen", "format": 1, "version": "0.1.0", "files": [\n'
        f'{{"path": "x.html", "size": 1, "sha256": "{digest}"}}\n]}}\n'
    )
    assert output.verify(folder) == []
    assert output.write(OLD, folder, root).removed == ("x.html",)


@pytest.mark.parametrize("fault", [errno.EPERM, errno.EMLINK, errno.EXDEV, errno.EOPNOTSUPP])
def test_where_a_file_cannot_stand_in_two_places_all_are_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(fault, os.strerror(fault))

    folder = root / "output"
    output.write(OLD, folder, root)
    monkeypatch.setattr(os, "link", link)
    output.write(NEW, folder, root)
    assert tree(folder) == NEW
    assert output.verify(folder) == []


def _hide(path: Path) -> None:
    path.chmod(0o600)


def _exchange_for_a_link(path: Path) -> None:
    (path.parents[1] / "elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(path.parents[1] / "elsewhere")


def _link_elsewhere(path: Path) -> None:
    os.link(path, path.parents[1] / "elsewhere")


def _link_to_a_file_like_it(path: Path) -> None:
    (path.parents[1] / "elsewhere").write_bytes(b"S" * path.stat().st_size)
    (path.parents[1] / "elsewhere").chmod(0o644)
    path.unlink()
    path.symlink_to(path.parents[1] / "elsewhere")


def _exchange_for_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    path.chmod(0o644)


def _give_away(path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a file to somebody else")
    os.chown(path, 65534, -1)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize(
    "harm",
    [
        _hide,
        _exchange_for_a_link,
        _link_elsewhere,
        _link_to_a_file_like_it,
        _exchange_for_a_pipe,
        _give_away,
    ],
)
def test_a_file_that_is_not_as_we_write_it_is_written_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], None]
) -> None:
    folder, lay_out = root / "output", staging.lay_out
    output.write(OLD, folder, root)
    same = next(path for path in sorted(NEW) if OLD.get(path) == NEW[path])

    def meanwhile(*args: object) -> Path:
        harm(folder / same)
        return lay_out(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(staging, "lay_out", meanwhile)
    output.write(NEW, folder, root)
    assert tree(folder) == NEW
    found = (folder / same).lstat()
    assert (found.st_mode, found.st_nlink, found.st_uid) == (0o100644, 1, os.geteuid())
    assert output.verify(folder) == []


def test_a_copy_of_links_made_by_the_author_is_no_way_into_the_site(root: Path) -> None:
    """As `cp -al output kept` makes it: what is edited in the copy stays there."""
    folder, kept = root / "output", root / "kept"
    output.write(OLD, folder, root)
    shutil.copytree(folder, kept, copy_function=os.link)
    output.write(NEW, folder, root)
    for path in OLD:
        (kept / path).write_bytes(b"edited")
    assert tree(folder) == NEW
    assert output.verify(folder) == []


def test_a_page_edited_by_hand_stands_in_one_place_and_is_noticed(root: Path) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    output.write(NEW, folder, root)
    same = next(path for path in sorted(NEW) if OLD.get(path) == NEW[path])
    (folder / same).write_bytes(b"by hand")
    with pytest.raises(output.Refused, match="was changed by hand since the last build"):
        output.write(OLD, folder, root)
    assert (folder / same).read_bytes() == b"by hand"


def test_a_file_that_is_cut_short_meanwhile_stops_the_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, lay_out = root / "output", staging.lay_out
    output.write(OLD, folder, root)
    same = next(path for path in sorted(NEW) if OLD.get(path) == NEW[path])

    def meanwhile(*args: object) -> Path:
        _cut(folder / same)
        return lay_out(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(staging, "lay_out", meanwhile)
    with pytest.raises(output.Unwritable):
        output.write(NEW, folder, root)
    assert output.verify(folder) == [f"{same}: changed"]
    assert not staging.leftovers(folder)


# ── when something goes wrong


def test_a_second_build_is_told_who_is_writing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = root / "output"
    lay_out = staging.lay_out
    seen: list[str] = []

    def meanwhile(*args: object) -> Path:
        with pytest.raises(output.Busy) as caught:
            output.write(NEW, folder, root)
        seen.append(caught.value.reason)
        return lay_out(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(staging, "lay_out", meanwhile)
    (root / ".output.lock").write_text("999999999999")  # of a dead run
    output.write(OLD, folder, root)
    assert seen == [f"Another build (process {os.getpid()}) is writing here."]
    assert tree(folder) == OLD


def test_a_lock_left_by_a_dead_run_holds_nobody_up(root: Path) -> None:
    (root / ".output.lock").write_text("99999999")
    output.write(OLD, root / "output", root)
    assert sorted(os.listdir(root)) == ["content", "output"]


def test_a_holder_that_has_not_said_its_name_yet(root: Path) -> None:
    path = root / ".output.lock"
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(output.Busy) as caught:
            output.write(NEW, root / "output", root)
        assert (caught.value.reason, caught.value.mend) == (
            "Another build (process unknown) is writing here.",
            "Wait until it has ended.",
        )
    assert not (root / "output").exists()


@pytest.mark.parametrize("anew", [False, True])
def test_a_lock_that_was_deleted_meanwhile_guards_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    """Its last holder deletes it between the moments at which a second opens it and has it; a third may have made it
    anew by then."""
    path, really = root / ".output.lock", fcntl.flock
    modes: list[int] = []

    def lock(fd: int, how: int) -> None:
        really(fd, how)
        modes.append(os.fstat(fd).st_mode & 0o777)
        if len(modes) == 1:
            path.unlink()
            if anew:
                path.touch(0o644)

    monkeypatch.setattr(fcntl, "flock", lock)
    before = os.umask(0)
    try:
        output.write(OLD, root / "output", root)
    finally:
        os.umask(before)
    assert modes == [0o644, 0o644]
    assert tree(root / "output") == OLD


def _open_files() -> list[str]:
    return sorted(os.listdir("/proc/self/fd"))


def test_nothing_stays_open_however_it_ends(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _open_files()
    output.write(OLD, root / "output", root)
    assert _open_files() == before
    path = root / ".output.lock"
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(output.Busy):
            output.write(NEW, root / "output", root)
    assert _open_files() == before
    really, tries = fcntl.flock, [0]

    def lock(fd: int, how: int) -> None:
        tries[0] += 1
        really(fd, how)
        if tries[0] == 1:
            path.unlink()
        elif tries[0] == 3:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", lock)
    output.write(NEW, root / "output", root)
    assert (_open_files(), tries) == (before, [2])
    with pytest.raises(output.Unwritable, match="Input/output error"):
        output.write(OLD, root / "output", root)
    assert _open_files() == before
    assert tree(root / "output") == NEW


@pytest.mark.parametrize(
    ("failure", "what", "mend"),
    [
        (OSError(errno.EIO, "Input/output error", "/x"), "/x: Input/output error", "Check the disk, and build again."),
        (OSError(errno.EIO, "Input/output error"), "Input/output error", "Check the disk, and build again."),
        (OSError("odd"), "odd", "Check the disk, and build again."),
        (OSError(errno.EDQUOT, "Quota"), "Quota", "The disk is full: make room and build again."),
        (OSError(errno.EROFS, "Fixed"), "Fixed", "Check that you may write there, or name another folder with `-o`."),
    ],
)
def test_a_failure_is_told_with_what_to_do(
    root: Path, monkeypatch: pytest.MonkeyPatch, failure: OSError, what: str, mend: str
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(staging, "lay_out", fail)
    with pytest.raises(output.Unwritable) as caught:
        output.write(NEW, root / "output", root)
    assert caught.value.reason == f"{root}/output could not be written ({what}). It is as it was before."
    assert str(caught.value) == caught.value.reason
    assert caught.value.mend == mend


@pytest.mark.parametrize(
    ("names", "said"), [("abc", "a, b, c."), ("abcd", "a, b, c and 1 more."), ("ab", "a, b."), ("abcde", "and 2 more.")]
)
def test_of_files_that_are_in_the_way_three_are_named(root: Path, names: str, said: str) -> None:
    (root / "output").mkdir()
    for name in names:
        (root / "output" / name).touch()
    with pytest.raises(output.Refused) as caught:
        output.write(NEW, root / "output", root)
    assert caught.value.reason.endswith(said)


def test_what_cannot_take_its_place_is_cleared_away(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    output.write(OLD, root / "output", root)
    monkeypatch.setattr(staging, "put_in_place", fail)
    with pytest.raises(output.Unwritable):
        output.write(NEW, root / "output", root)
    assert sorted(os.listdir(root)) == ["content", "output"]
    assert tree(root / "output") == OLD


def test_folders_on_the_way_are_made_for_everybody_to_read(root: Path) -> None:
    before = os.umask(0o022)
    try:
        output.write(NEW, root / "a/b/output", root)
    finally:
        os.umask(before)
    assert tree(root / "a/b/output") == NEW
    assert {(root / way).stat().st_mode & 0o777 for way in ("a", "a/b", "a/b/output")} == {0o755}


def test_what_cannot_be_verified_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> None:
        raise failure

    monkeypatch.setattr(manifest, "read", fail)
    failure = OSError(errno.EIO, "Input/output error", "/x")
    assert output.verify(root) == ["/x: Input/output error"]
    failure = OSError(errno.EIO, "Input/output error")
    assert output.verify(root) == [f"{root}: Input/output error"]


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_LIBC", object())


def test_a_file_system_without_the_exchange(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_exchange(monkeypatch)
    folder = root / "output"
    output.write(OLD, folder, root)
    output.write(NEW, folder, root)
    assert tree(folder) == NEW
    assert sorted(os.listdir(root)) == ["content", "output"]


def test_a_change_of_places_that_was_cut_off_is_undone_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    folder.rename(root / ".output.old-0123abcd")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging, "lay_out", full)
    with pytest.raises(output.Unwritable):
        output.write(NEW, folder, root)
    assert tree(folder) == OLD
    assert sorted(os.listdir(root)) == ["content", "output"]


def test_the_new_site_is_on_the_disk_before_it_takes_its_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, steps, real, fsync = root / "output", [], staging._LIBC, os.fsync
    output.write(OLD, folder, root)

    class Libc:
        def syncfs(self, fd: int) -> int:
            steps.append(f"sync {os.readlink(f'/proc/self/fd/{fd}')[:-9]}")
            return int(real.syncfs(fd))

        def renameat2(self, *args: object) -> int:
            steps.append(f"exchange {args[-1]}")
            result = int(real.renameat2(*args))
            assert result == 0
            return result

    def noted(fd: int) -> None:
        steps.append(f"sync {os.readlink(f'/proc/self/fd/{fd}')}")
        fsync(fd)

    monkeypatch.setattr(staging, "_LIBC", Libc())
    monkeypatch.setattr(os, "fsync", noted)
    output.write(NEW, folder, root)
    assert steps == [f"sync {root}/.output.stage", "exchange 2", f"sync {root}"]


def test_without_a_call_for_a_whole_disk_every_file_and_folder_is_put_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, really, steps = root / "output", os.fsync, list[str]()
    output.write(OLD, folder, root)

    def noted(fd: int) -> None:
        steps.append(re.sub(r"^[^/]*\.output\.stage-\w+/?", "+", os.readlink(f"/proc/self/fd/{fd}")[len(f"{root}/") :]))
        really(fd)

    without_exchange(monkeypatch)
    monkeypatch.setattr(os, "fsync", noted)
    output.write(NEW, folder, root)
    inside = ["+", "+a", "+a/c", *(f"+{path}" for path in NEW), f"+{manifest.NAME}"]
    assert sorted(steps[:-1]) == sorted(inside)
    assert steps[-1] == ""


@pytest.mark.parametrize("call", ["syncfs", "renameat2"])
def test_a_call_that_fails_is_told_and_nothing_else_is_tried(
    root: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    folder, real = root / "output", staging._LIBC
    output.write(OLD, folder, root)

    def failing(*_: object) -> int:
        ctypes.set_errno(errno.EIO)
        return -1

    class Libc:
        syncfs = staticmethod(failing if call == "syncfs" else real.syncfs)
        renameat2 = staticmethod(failing if call == "renameat2" else real.renameat2)

    monkeypatch.setattr(staging, "_LIBC", Libc)
    with pytest.raises(output.Unwritable, match="Input/output error"):
        output.write(NEW, folder, root)
    assert tree(folder) == OLD
    assert sorted(os.listdir(root)) == ["content", "output"]


def test_a_change_of_places_that_fails_half_way_is_undone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_exchange(monkeypatch)
    folder = root / "output"
    output.write(OLD, folder, root)
    rename, calls = os.rename, []

    def failing(*args: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise PermissionError(13, "Permission denied", "x")
        rename(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(output.Unwritable, match="as it was before"):
        output.write(NEW, folder, root)
    assert tree(folder) == OLD


def test_foreign_files_in_a_leftover_are_kept_and_named(root: Path) -> None:
    folder, dead = root / "output", root / ".output.stage-0123abcd"
    output.write(OLD, dead, root)
    (dead / "a/mine.txt").write_text("mine")
    outcome = output.write(NEW, folder, root)
    assert outcome.warnings == (
        f"{dead} is no longer needed but holds files that sitegen did not make: move them out.",
    )
    assert tree(dead) == {"a/mine.txt": b"mine"}
    (dead / "a/mine.txt").unlink()
    assert output.write(NEW, folder, root).warnings == ()
    assert sorted(os.listdir(root)) == ["content", "output"]


def test_a_leftover_that_cannot_be_deleted_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dead = root / ".output.stage-0123abcd"
    output.write(OLD, dead, root)
    really = os.rmdir

    def rmdir(path: str, **more: int) -> None:
        if path == "a":
            raise OSError(errno.EACCES, "Permission denied")
        really(path, **more)

    monkeypatch.setattr(os, "rmdir", rmdir)
    outcome = output.write(NEW, root / "output", root)
    assert outcome.warnings == (f"{dead} is no longer needed and could not be deleted: Permission denied.",)
    assert tree(root / "output") == NEW


def test_a_file_named_like_a_leftover_is_somebody_s(root: Path) -> None:
    (root / ".output.stage-0123abcd").write_text("mine")
    assert output.write(NEW, root / "output", root).warnings == ()
    assert (root / ".output.stage-0123abcd").read_text() == "mine"


def test_the_system_s_own_word_for_a_failure_is_told(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        staging._exchange(root / "none", root / "neither")


def test_folders_that_only_look_like_leftovers_stay(root: Path) -> None:
    for name in ("output.stage-0123abcd", ".output.stage-0123abcd-x", ".other.stage-0123abcd", ".output.new-0123abcd"):
        (root / name).mkdir()
    before = sorted(os.listdir(root))
    output.write(NEW, root / "output", root)
    assert sorted(os.listdir(root)) == sorted([*before, "output"])


# Every step that a write takes is counted in a child; step n then kills the process, or fails.
DRIVER = """
import errno, fcntl, json, os, shutil, signal, sys
from pathlib import Path
from sitegen import output, staging

OLD, NEW = ({path: data.encode() for path, data in site.items()} for site in json.load(sys.stdin))
place, exchange = Path(sys.argv[1]), sys.argv[2] == "exchange"
count, hit = 0, lambda name: None

def counted(owner, name):
    real = getattr(owner, name)
    def step(*args, **kwargs):
        global count
        count += 1
        hit(name)
        return real(*args, **kwargs)
    setattr(owner, name, step)

def tree(folder):
    if not folder.exists():
        return "none"
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    sound = output.verify(folder) == []
    found.pop(".sitegen-manifest.json", None)
    return "old" if sound and found == OLD else "new" if sound and found == NEW else "mixed"

# A killed process loses nothing that the kernel has, so the driver need not wait for the disk.
os.fsync = lambda fd: None

class Libc:
    if exchange:
        syncfs = lambda self, fd: 0
        renameat2 = staging._LIBC.renameat2

staging._LIBC = Libc()
for name in (
    "open", "write", "close", "link", "mkdir", "chmod", "fchmod", "rename", "unlink", "rmdir", "fsync", "ftruncate"
):
    counted(os, name)
counted(fcntl, "flock")
for name in ("syncfs", "renameat2") if exchange else ():
    counted(staging._LIBC, name)

def fresh(n):
    global count
    root = place / str(n)
    root.mkdir()
    output.write(OLD, root / "output", root)
    count = 0
    return root, root / "output"

def settled(root, folder):
    global hit
    hit = lambda name: None
    after = tree(folder)
    outcome = output.write(NEW, folder, root)
    end = [after, tree(folder), sorted(os.listdir(root)), list(outcome.warnings)]
    shutil.rmtree(root)
    return end

def kill_at(n):
    def stop(name):
        if count == n:
            os.kill(os.getpid(), signal.SIGKILL)
    return stop

def fail_at(n, number):
    def stop(name):
        if count == n and name != "close":
            raise OSError(number, os.strerror(number))
    return stop

root, folder = fresh("count")
output.write(NEW, folder, root)
steps = count
kills, faults = [], []
for n in range(1, steps + 2):
    root, folder = fresh(n)
    child = os.fork()
    if not child:
        hit = kill_at(n)
        output.write(NEW, folder, root)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    kills.append([os.WIFSIGNALED(status), *settled(root, folder)])
for n in range(1, steps + 1):
    root, folder = fresh(f"f{n}")
    hit = fail_at(n, (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)[n % 4])
    try:
        output.write(NEW, folder, root)
        said = "done"
    except output.Unwritable:
        said = "unwritable"
    faults.append([said, *settled(root, folder)])
json.dump([steps, kills, faults], sys.stdout)
"""


def driven(place: Path, way: str) -> tuple[int, list[list[object]], list[list[object]]]:
    sites = [{path: data.decode() for path, data in site.items()} for site in (OLD, NEW)]
    command = [sys.executable, "-c", DRIVER, str(place), way]
    given = json.dumps(sites)
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert done.returncode == 0, done.stderr
    steps, kills, faults = json.loads(done.stdout)
    return steps, kills, faults


@pytest.mark.parametrize(("way", "allowed"), [("exchange", {"old", "new"}), ("renames", {"old", "new", "none"})])
def test_killed_or_failing_at_every_step(tmp_path: Path, way: str, allowed: set[str]) -> None:
    steps, kills, faults = driven(tmp_path, way)
    assert steps > 50
    assert [killed for killed, *_ in kills] == [True] * steps + [False]
    assert {after for _, after, *_ in kills} == allowed
    # In the gap between two renames, and only there, the folder is missing until the next command.
    assert [after for _, after, *_ in kills].count("none") == (0 if way == "exchange" else 1)
    for said, after, *_ in faults:
        assert after == {"done": "new", "unwritable": "old"}[str(said)]
    assert {said for said, *_ in faults} == {"done", "unwritable"}
    for _, _, repaired, beside, warnings in kills + faults:
        assert (repaired, beside, warnings) == ("new", ["output"], [])


LAYERS = """
mount -t tmpfs tmpfs "$1" && mkdir -p "$1/upper" "$1/work" "$1/image" && mv "$2/output" "$1/image/" || exit 9
mount -t overlay overlay -o "lowerdir=$1/image,upperdir=$1/upper,workdir=$1/work" "$2" || exit 9
cd "$2"; shift 2; "$@"; code=$?
ls -A; cat output/index.html; exit $code
"""
WRITE = """
import sys
from pathlib import Path
from sitegen import output
try:
    output.write({"index.html": b"new"}, Path("output"), Path.cwd())
except output.OutputError as failure:
    sys.exit(f"{failure.reason} {failure.mend}")
"""


@pytest.mark.skipif(not shutil.which("unshare"), reason="no file system may be mounted here")
def test_a_folder_from_the_image_of_a_container_is_left_alone_with_a_word(tmp_path: Path) -> None:
    """The layers of a container do not let a folder of a lower one change its place."""
    site, layers = tmp_path / "site", tmp_path / "layers"
    site.mkdir()
    layers.mkdir()
    output.write({"index.html": b"old"}, site / "output", site)
    command = ["unshare", "-rm", "sh", "-c", LAYERS, "sh", str(layers), str(site), sys.executable, "-c", WRITE]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode == 9 or "unshare" in done.stderr:
        pytest.skip("no file system may be mounted here")
    assert done.returncode == 1
    assert done.stdout == "output\nold"
    assert "Invalid cross-device link" in done.stderr
    assert "It is as it was before. It came with the image of a container" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    really: Callable[..., int] = os.write
    full = os.open("/dev/full", os.O_WRONLY)
    monkeypatch.setattr(os, "write", lambda fd, data: really(full if len(data) == 9 else fd, data))
    with pytest.raises(output.Unwritable, match="No space left on device") as caught:
        output.write(NEW, folder, root)
    os.close(full)
    assert "make room" in caught.value.mend
    assert tree(folder) == OLD
    assert sorted(os.listdir(root)) == ["content", "output"]


def test_a_disk_that_writes_less_than_it_says_is_noticed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = root / "output"
    output.write(OLD, folder, root)
    really = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: len(data) if bytes(data) == b"three" else really(fd, data))
    with pytest.raises(output.Unwritable, match="other bytes than were written"):
        output.write(NEW, folder, root)
    assert tree(folder) == OLD


def test_a_folder_that_may_not_be_written(root: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from sitegen import output\n"
        "os.getuid() or (os.setgid(65534), os.setuid(65534))\n"
        "try: output.write({'x': b'x'}, Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except output.Unwritable as refusal: print(refusal.reason, refusal.mend)"
    )
    for folder in (root.parent, root.parent.parent, root.parent.parent.parent):
        folder.chmod(0o755)
    root.chmod(0o555)
    command = [sys.executable, "-c", script, str(root / "output"), str(root / "content")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    root.chmod(0o755)
    assert "Permission denied" in done.stdout, done.stderr
    assert "may write there" in done.stdout
