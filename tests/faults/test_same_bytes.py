"""The same content gives the same bytes, whatever machine, place, hour and order it is built in."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sitegen import manifest, memo

# Put before everything that a build does: the folders of the disk come in another order, and the clock is wrong.
SHUFFLED = """
import os, random
chance = random.Random({seed})
def turned(entries):
    entries = list(entries)
    chance.shuffle(entries)
    return entries
def shuffled(listed, scanned):
    class Scan:
        def __init__(self, *of): self.scan = scanned(*of); self.entries = iter(turned(self.scan))
        def __iter__(self): return self
        def __next__(self): return next(self.entries)
        def __enter__(self): return self
        def __exit__(self, *_): self.close()
        def close(self): self.scan.close()
    os.listdir, os.scandir = lambda *of: turned(listed(*of)), Scan
shuffled(os.listdir, os.scandir)
"""
CLOCK = """
import time
def shifted(now, by):
    return lambda: now() + by
time.time = shifted(time.time, {shift})
time.time_ns = shifted(time.time_ns, {shift} * 10**9)
"""


def built(site: Path, cache: Path, before: str = "", umask: int = 0o022, **environment: str) -> Mapping[str, object]:
    """Builds a site from the beginning and gives back every path with its mode and bytes."""
    shutil.rmtree(site / "output", ignore_errors=True)
    command = f"{before}\nimport sys\nfrom sitegen.cli import main\nsys.argv = ['sitegen', 'build']\nmain()"
    env = {"PATH": os.environ["PATH"], "HOME": str(cache), "XDG_CACHE_HOME": str(cache), **environment}
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=site, env=env, capture_output=True, text=True, umask=umask
    )
    assert done.returncode == 0, done.stderr
    assert manifest.read(site / "output") is not None
    return {
        path.relative_to(site / "output").as_posix(): (path.stat().st_mode, path.read_bytes())
        for path in sorted((site / "output").rglob("*"))
        if path.is_file()
    }


VARIATIONS: Mapping[str, dict[str, str]] = {
    "hash-seed-0": {"PYTHONHASHSEED": "0"},
    "hash-seed-1": {"PYTHONHASHSEED": "1"},
    "kathmandu": {"TZ": "Asia/Kathmandu"},
    "apia": {"TZ": "Pacific/Apia"},
    "turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "no-locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "epoch": {"SOURCE_DATE_EPOCH": "0"},
    "no-colours": {"NO_COLOR": "1", "CI": "true", "GITHUB_ACTIONS": "true"},
    "wide-umask": {"umask": "000"},
    "narrow-umask": {"umask": "077"},
    "other-order": {"before": SHUFFLED.format(seed=1)},
    "yesterday": {"before": CLOCK.format(shift=-86400 * 400)},
    "2100": {"before": CLOCK.format(shift=86400 * 365 * 74)},
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Mapping[str, object]]:
    """A new briefing, the cache it was built with, and its bytes."""
    place = tmp_path_factory.mktemp("same")
    subprocess.run([sys.executable, "-m", "sitegen", "new", place / "site"], check=True, capture_output=True)
    return place / "site", place / "cache", built(place / "site", place / "cache")


def _varied(site: Path, cache: Path, settings: dict[str, str]) -> Mapping[str, object]:
    settings = dict(settings)
    umask = int(settings.pop("umask", "022"), 8)
    return built(site, cache, settings.pop("before", ""), umask, **settings)


@pytest.mark.parametrize("name", VARIATIONS)
def test_one_thing_is_different(plain: tuple[Path, Path, Mapping[str, object]], name: str, tmp_path: Path) -> None:
    site, _, expected = plain
    assert _varied(site, tmp_path, VARIATIONS[name]) == expected


def test_another_place_other_times_of_the_files_and_what_is_remembered(
    plain: tuple[Path, Path, Mapping[str, object]], tmp_path: Path
) -> None:
    """K06: what another folder of the same person remembers changes nothing."""
    site, cache, expected = plain
    there = tmp_path / "a folder with spaces, ş and 文"
    # Copied without the times of the files, and in another order.
    shutil.copytree(site, there, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("output"))
    for number, path in enumerate(sorted(there.rglob("*"), reverse=True)):
        os.utime(path, (10**9 + number, 10**9 + number))
    assert built(there, tmp_path / "cold") == expected
    assert built(there, tmp_path / "cold") == expected, "with what was remembered a moment ago"
    assert built(there, cache) == expected, "with what another folder remembered"


def test_many_things_are_different_at_once(
    plain: tuple[Path, Path, Mapping[str, object]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, _, expected = plain
    chance = random.Random(20180907)
    mixes = [chance.sample(sorted(VARIATIONS), 5) for _ in range(3)]
    for mix in mixes:
        settings: dict[str, str] = {}
        for name in mix:
            before = settings.get("before", "") + VARIATIONS[name].get("before", "")
            settings |= VARIATIONS[name] | ({"before": before} if before else {})
        assert _varied(site, tmp_path, settings) == expected, mix
    with capsys.disabled():
        print(f"\nthe same bytes in {len(VARIATIONS) + 3 + len(mixes)} builds")


def _damaged(data: bytes, way: int) -> bytes:
    ways = (b"", data[:1], data[: len(data) // 2], data[:-1], b"\x80\x04cos\nsystem\n(S'touch PWNED'\ntR.", data + b"x")
    if way < len(ways):
        return ways[way]
    at = (way * 7919) % max(1, len(data))
    return data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :] if data else b"x"


def test_what_was_remembered_is_damaged_in_a_hundred_ways(
    plain: tuple[Path, Path, Mapping[str, object]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    counted: Callable[..., None],
) -> None:
    """K01, K02, K03. Each round damages every file of the memory in another way; a hundred files and more in all."""
    site, _, expected = plain
    built(site, tmp_path)
    damaged = 0
    for way in range(8):
        for path in sorted(path for path in tmp_path.rglob("*") if path.is_file()):
            path.write_bytes(_damaged(path.read_bytes(), way))
            damaged += 1
        assert built(site, tmp_path) == expected, f"damaged in way no. {way}"
    assert not list(site.rglob("PWNED"))
    assert damaged >= 100
    counted(damaged)
    with capsys.disabled():
        print(f"\n{damaged} files of the memory damaged: the same bytes")


def test_what_a_newer_version_remembers_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """K04: each version, and each state of its code, has entries of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    memo.own_memo().put("page", b"ours")
    with monkeypatch.context() as newer:
        newer.setattr(memo, "__version__", "99.0.0")
        assert memo.own_memo().get("page") is None
        memo.own_memo().put("page", b"theirs")
    with monkeypatch.context() as edited:
        edited.setattr(memo, "program_stamp", lambda: "edited")
        assert memo.own_memo().get("page") is None
        memo.own_memo().put("page", b"theirs too")
    assert memo.own_memo().get("page") == b"ours"


@pytest.mark.parametrize("what", ["a link", "a pipe", "a folder"])
def test_what_is_no_file_of_its_own_is_not_remembered(what: str, tmp_path: Path) -> None:
    """K05."""
    kept = memo.Memo(tmp_path)
    kept.put("page", b"ours")
    (entry,) = tmp_path.iterdir()
    entry.rename(tmp_path / "elsewhere")
    if what == "a link":
        entry.symlink_to("elsewhere")
    elif what == "a pipe":
        os.mkfifo(entry)
    else:
        entry.mkdir()
    assert kept.get("page") is None
    kept.put("page", b"anew")
    assert kept.get("page") == (None if what == "a folder" else b"anew")
    assert (tmp_path / "elsewhere").read_bytes().endswith(b"ours")
