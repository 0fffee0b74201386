"""A disk that fails, lies or is full leaves the whole old site or the whole new one, and a message."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sitegen import output

from .conftest import site_of

strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")

ERRORS = ("EIO", "ENOSPC", "EACCES", "EMFILE", "EDQUOT", "EINTR")


def _fails(bench: Any, call: str, when: int, error: str) -> str:
    """Which site stands after one call has failed; empty where the run never came to it, and `early` where it was a
    call of Python's own start. A run that failed says why; one that did not has the new."""
    bench.prepare()
    done = bench.broken(call, when, f"error={error}")
    if bench.met() == "before":
        return "early"
    standing: str = bench.standing()
    at = f"{call} no. {when} failing with {error}"
    assert standing in ("old", "new"), f"{at}: {standing}"
    assert "Traceback" not in done.stderr, f"{at}: {done.stderr}"
    assert (done.returncode == 0) <= (standing == "new"), f"{at}: success was told, but the old site stands"
    assert (done.returncode == 0) or done.stderr, f"{at}: nothing was said"
    if not bench.met():
        assert (done.returncode, standing, bench.beside()) == (0, "new", []), f"{at}, which never came"
        return ""
    again = bench.run()
    assert again.returncode == 0, again.stderr
    assert (bench.standing(), bench.beside()) == ("new", []), f"after {at}"
    return standing


def _failing_in_turn(bench: Any, calls: Sequence[str], error: str) -> dict[str, int]:
    """How often each site stood: the first of these calls after the lock fails, in the next run the second, and so on
    until a run ends without having met its fault; and that for each name."""
    ends = {"old": 0, "new": 0}
    first: dict[str, int] = {}
    for call, when in bench.steps(",".join(calls)):
        first.setdefault(call, when)
    for call, begin in first.items():
        for when in itertools.count(begin):
            standing = _fails(bench, call, when, error)
            if not standing:
                break
            ends[standing] = ends.get(standing, 0) + 1
    # How many folders Python looks into at its start changes with what else is being done on the machine.
    ends.pop("early", None)
    return ends


@strace
def test_sampled_calls_fail(bench: Any, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]) -> None:
    steps = bench.sampled(bench.steps(f"{bench.CHANGING},{bench.READING}"), 10)
    ends = Counter(_fails(bench, call, when, "EIO") for call, when in steps)
    assert ends[""] == ends["early"] == 0
    counted(len(steps))
    with capsys.disabled():
        print(f"\n{len(steps)} calls failed: {ends['old']} old, {ends['new']} new, 0 neither")


@strace
def test_calls_fail_in_turn_until_a_run_meets_none(
    bench: Any, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]
) -> None:
    ends = _failing_in_turn(bench, ("mkdir", "syncfs", "renameat2"), "EIO")
    # Five folders, the disk itself, and the change of places.
    assert ends == {"old": 7, "new": 0}
    counted(sum(ends.values()))
    with capsys.disabled():
        print(f"\n{sum(ends.values())} calls failed in turn, until a run met none: {ends['old']} old, 0 neither")


@strace
@pytest.mark.soak
@pytest.mark.parametrize("error", ERRORS)
def test_every_call_fails_until_a_run_meets_none(
    bench: Any, error: str, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]
) -> None:
    ends = _failing_in_turn(bench, f"{bench.CHANGING},{bench.READING}".split(","), error)
    assert sum(ends.values()) > 550
    counted(sum(ends.values()))
    with capsys.disabled():
        print(f"\nall {sum(ends.values())} calls failed in turn with {error}, until a run met none: "
              f"{ends['old']} old, {ends['new']} new, 0 neither")  # fmt: skip


@strace
def test_a_write_that_says_more_than_it_did_is_noticed(bench: Any) -> None:
    writes = [step for step in bench.steps("write") if step[0] == "write"]
    bench.prepare()
    done = bench.broken("write", writes[4][1], "retval=7")
    assert done.returncode == 3
    assert "the disk gave back other bytes than were written" in done.stderr
    assert (bench.standing(), bench.beside()) == ("old", [])


def _may_mount() -> bool:
    tried = subprocess.run(["unshare", "-rm", "true"], capture_output=True)
    return tried.returncode == 0


mounts = pytest.mark.skipif(
    shutil.which("unshare") is None or not _may_mount(), reason="no file system may be mounted here"
)


@mounts
def test_a_full_disk_of_twenty_sizes(
    bench: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]
) -> None:
    """From no room at all to enough for both sites: the old site stays until the new one is whole, and what was laid
    out beside it is gone again."""
    ends = []
    for size in range(0, 240, 12):
        disk = tmp_path / f"disk-{size}"
        disk.mkdir()
        script = f"""
            mount -t tmpfs -o size=$((({_kilobytes(bench)} + {size}) * 1024)) tmpfs {disk}
            mkdir -p {disk}/project/content && cp -r {tmp_path}/old {disk}/project/output || exit 9
            "$@"; code=$?
            [ -e {disk}/project/.output.* ] 2>/dev/null && exit 8
            rm -rf {tmp_path}/project/output && cp -r {disk}/project/output {tmp_path}/project/output
            exit $code
        """
        command = [part.replace(str(bench.root), str(disk / "project")) for part in bench.command()]
        bench.prepare()
        done = subprocess.run(["unshare", "-rm", "sh", "-c", script, "sh", *command], capture_output=True, text=True)
        assert done.returncode in (0, 3), (size, done.returncode, done.stderr)
        assert bench.standing() == ("new" if done.returncode == 0 else "old"), size
        if done.returncode:
            assert "The disk is full: make room and build again." in done.stderr
        ends.append(done.returncode)
    assert ends == sorted(ends, reverse=True), "more room never hurts"
    assert {0, 3} == set(ends)
    assert len(ends) == 20
    counted(len(ends))
    with capsys.disabled():
        print(f"\n{len(ends)} sizes of a full disk: {ends.count(3)} old, {ends.count(0)} new, 0 neither")


def _kilobytes(bench: Any) -> int:
    """What the old site takes on a disk of pages of four kilobytes, with some room for the folders."""
    bench.prepare()
    files = [path for path in bench.folder.rglob("*") if path.is_file()]
    return sum(-(-path.stat().st_size // 4096) * 4 for path in files) + 8


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mkfs.ext4") is None, reason="needs root and a loop device")
@pytest.mark.soak
@pytest.mark.parametrize("options", ["data=ordered", "data=writeback,noauto_da_alloc,commit=1"])
def test_a_power_cut(
    bench: Any, tmp_path: Path, options: str, capsys: pytest.CaptureFixture[str], counted: Callable[..., None]
) -> None:
    """The image of a disk is taken at the moment of the kill, and mounted again as after a power cut."""
    steps = bench.sampled(bench.steps(bench.CHANGING), 20)
    ends = {"old": 0, "new": 0}
    image, disk = tmp_path / "image", tmp_path / "disk"
    disk.mkdir()
    for call, when in steps:
        subprocess.run(["truncate", "-s", "64M", image], check=True)
        subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
        subprocess.run(["mount", "-o", f"loop,{options}", image, disk], check=True)
        try:
            (disk / "project/content").mkdir(parents=True)
            shutil.copytree(tmp_path / "old", disk / "project/output")
            os.sync()
            there = type(bench)(disk / "project", bench.old, bench.new)
            command = [part.replace(str(bench.root), str(disk / "project")) for part in bench.command()]
            subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                            "-e", f"inject={call}:signal=KILL:when={when}", *command],
                           env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", "HOME": str(tmp_path)},
                           cwd=tmp_path)  # fmt: skip
            shutil.copyfile(image, tmp_path / "after")
        finally:
            subprocess.run(["umount", disk], check=True)
        subprocess.run(["mount", "-o", "loop", tmp_path / "after", disk], check=True)
        try:
            standing = there.standing()
            assert standing in ends, f"power cut at {call} no. {when}: {standing}"
            ends[standing] += 1
        finally:
            subprocess.run(["umount", disk], check=True)
        image.unlink()
        counted()
    assert len(steps) >= 20
    with capsys.disabled():
        print(f"\n{len(steps)} power cuts ({options}): {ends['old']} old, {ends['new']} new, 0 neither")


def _ignores_case(disk: Path) -> bool:
    """Puts a file system of Windows into an image, as it ignores case there, and mounts it at an empty folder."""
    image = disk.with_suffix(".image")
    disk.mkdir()
    for command in (["truncate", "-s", "32M"], ["mkntfs", "-q", "-F", "-Q"], ["lowntfs-3g", "-o", "ignore_case"]):
        if shutil.which(command[0]) is None:
            return False
        done = subprocess.run([*command, image, *([disk] if "-o" in command else [])], capture_output=True)
        if done.returncode:
            return False
    return True


def test_a_disk_that_ignores_case(tmp_path: Path) -> None:
    """It also has no exchange of two folders in one step."""
    disk = tmp_path / "disk"
    if not _ignores_case(disk):
        pytest.skip("no file system that ignores case may be mounted here")
    try:
        root = disk / "site"
        (root / "content").mkdir(parents=True)
        (root / "content/site.yaml").write_text("title: x\n")
        assert (root / "Content/SITE.yaml").read_text() == "title: x\n"
        for place in ("CONTENT", "Content/x", "../SITE", "../SITE/Content/x", ".GIT"):
            with pytest.raises(output.Refused, match=r"more than a site|among the files"):
                output.write({"index.html": b"x"}, root / place, root)
        sites = [{path: text.encode() for path, text in site_of(20, words).items()} for words in ("old", "new")]
        for files in sites:
            assert output.write(files, root / "output", root)
            assert output.verify(root / "output") == []
            assert not output.write(files, root / "OUTPUT", root)
        assert sorted(os.listdir(root)) == ["content", "output"]
        (root / "Output/INDEX.html").write_text("by hand")
        with pytest.raises(output.Refused, match="changed by hand"):
            output.write(sites[0], root / "output", root)
        assert (root / "content/site.yaml").read_text() == "title: x\n"
    finally:
        subprocess.run(["umount", disk], check=True)
