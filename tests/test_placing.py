"""One new file in a site: whole or not at all, never over another, and by no link."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from sitegen.placing import Occupied, place


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_and_the_folders_on_the_way(tmp_path: Path) -> None:
    place(tmp_path, "content/articles/a.txt", b"words")
    place(tmp_path, "content/articles/b.txt", b"more")
    place(tmp_path, "c.txt", b"")
    assert tree(tmp_path) == {"content/articles/a.txt": b"words", "content/articles/b.txt": b"more", "c.txt": b""}


@pytest.mark.parametrize("links", [True, False])
def test_nothing_that_is_there_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    (tmp_path / "a.txt").write_bytes(b"theirs")
    (tmp_path / "b.txt").symlink_to("nowhere.txt")
    (tmp_path / "c.txt").mkdir()
    if not links:
        monkeypatch.setattr(os, "link", _refusing(errno.EPERM))
    for name in ("a.txt", "b.txt", "c.txt"):
        with pytest.raises(Occupied, match=name):
            place(tmp_path, name, b"ours")
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "b.txt", "c.txt"]
    assert tree(tmp_path) == {"a.txt": b"theirs"}


def test_the_way_leads_through_no_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/content").symlink_to("../elsewhere")
    with pytest.raises(OSError, match=r"Not a directory|symbolic links") as caught:
        place(tmp_path / "site", "content/a.txt", b"ours")
    assert caught.value.errno in (errno.ENOTDIR, errno.ELOOP)
    assert tree(tmp_path) == {}
    # The site itself may be reached by one: that is where its author stands.
    (tmp_path / "way").symlink_to("site")
    place(tmp_path / "way", "a.txt", b"ours")
    assert tree(tmp_path) == {"site/a.txt": b"ours"}


def _refusing(number: int) -> Any:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK])
def test_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "link", _refusing(number))
    place(tmp_path, "a.txt", b"words")
    assert tree(tmp_path) == {"a.txt": b"words"}


@pytest.mark.parametrize("links", [True, False])
def test_of_what_cannot_be_put_on_the_disk_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    really, files = os.fsync, [0]

    def full(fd: int) -> None:
        files[0] += 1
        # Without links, the file under its own name is the second that is written.
        if files[0] == (1 if links else 2):
            raise OSError(errno.ENOSPC, "No space left on device")
        really(fd)

    if not links:
        monkeypatch.setattr(os, "link", _refusing(errno.EPERM))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        place(tmp_path, "a.txt", b"words")
    assert os.listdir(tmp_path) == []


def test_another_failure_of_the_link_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _refusing(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        place(tmp_path, "a.txt", b"words")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("links", [True, False])
def test_file_and_name_are_put_on_the_disk_in_this_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    seen: list[str] = []
    really = os.fsync
    if not links:
        monkeypatch.setattr(os, "link", _refusing(errno.EPERM))

    def told(fd: int) -> None:
        seen.append("name" if os.path.isdir(f"/proc/self/fd/{fd}") else f"file of {os.fstat(fd).st_size} bytes")
        really(fd)

    monkeypatch.setattr(os, "fsync", told)
    place(tmp_path, "a.txt", b"words")
    assert seen == ["file of 5 bytes"] * (1 if links else 2) + ["name"]


@pytest.mark.parametrize("links", [True, False])
def test_who_may_read_it_is_for_the_umask_to_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _refusing(errno.EPERM))
    before = os.umask(0o026)
    try:
        place(tmp_path, "a.txt", b"words")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


def test_nothing_stays_open(tmp_path: Path) -> None:
    before = sorted(os.listdir("/proc/self/fd"))
    place(tmp_path, "a/b/c.txt", b"words")
    with pytest.raises(Occupied):
        place(tmp_path, "a/b/c.txt", b"words")
    assert sorted(os.listdir("/proc/self/fd")) == before
