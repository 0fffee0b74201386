"""What strangers' files may hold: each is taken or refused with a reason, and what is taken builds."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]
Run = Callable[..., subprocess.CompletedProcess[str]]

BODY = (
    "The mayor of the port said on Friday that the old harbour would close for the winter, and the union of the "
    "dockers answered that it would not leave the quay.\n\nNobody could say what comes next.\n"
)
FRENCH = "Le caf\u00e9 de la ville est ferm\u00e9 et le maire a dit que le port le serait aussi pour l'hiver. " * 4
RUSSIAN = "Мэр порта сказал в пятницу, что гавань закроется. " * 8
BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def page(inside: str, head: str = "", top: str = "") -> str:
    return f"{top}<html><head>{head}</head><body><article>{inside}</article></body></html>"


# Each with what becomes of it, and words of the reason or of the text.
CASES: dict[str, tuple[str | bytes, str, str]] = {
    "script.html": (
        page(f"<h1>H<img src=x onerror=alert(1)></h1><p onclick=x()>{BODY * 3}</p><script>alert(1)</script>"),
        "taken", "The mayor of the port",
    ),
    "deep.html": (page("<div>" * 10_000 + f"<p>{BODY * 3}</p>"), "refused", "no text of an article"),
    "bomb.html": (page(f"<p>&l9; {BODY * 3}</p>", top=f'<!DOCTYPE x [<!ENTITY l0 "lol">{BOMB}]>'), "", ""),
    "entity.xhtml": (
        page(f"<p>&x; {BODY * 3}</p>", top='<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "taken", "The mayor of the port",
    ),
    "pixel.html": (
        page(f"<p>{BODY * 3}</p><img src='https://tracker.example/p.gif' width=1>"), "taken", "The mayor of the port"
    ),
    "pdf.txt": (b"%PDF-1.4 \0\1", "refused", "it is a PDF"),
    "binary.md": (bytes(range(128, 256)) * 40, "refused", "not UTF-8"),
    "wrong.html": (page(f"<p>{FRENCH}</p>", "<meta charset=utf-8>").encode("cp1252"), "refused", "--encoding"),
    "silent.html": (page(f"<p>{FRENCH}</p>").encode("cp1252"), "taken", "Le caf\u00e9 de la ville"),
    "koi8.html": (page(f"<p>{RUSSIAN}</p>", "<meta charset=koi8-r>").encode("koi8-r"), "taken", "Мэр порта"),
    "wide.txt": (BODY.encode("utf-16"), "taken", "The mayor of the port"),
    "old.txt": (FRENCH.encode("cp1252"), "refused", "--encoding cp1252"),
    "up.md": (f"---\ntitle: ../../x\nslug: ../../x\nid: ../../x\ndate: 2020-13-45\n---\n1 {BODY}", "taken", "date"),
    "alias.md": (f"---\na: &a [x, x]\nb: [*a, *a]\n---\n2 {BODY}", "taken", "cannot be read"),
    "tag.md": (f'---\ntitle: !!python/object/apply:os.system ["id"]\n---\n3 {BODY}', "taken", "cannot be read"),
    "list.md": (f"---\n- a\n- b\n---\n4 {BODY}", "taken", ""),
    "scalar.md": (f"---\njust words\n---\n5 {BODY}", "taken", ""),
    "hugo.md": (f'+++\ntitle="C"\ndate=2023-05-08T07:00:00Z\n[params]\nlang="en"\n+++\n6 {BODY}', "taken", "2023-05-"),
    "half.md": (f'+++\ntitle = "never closed\n+++\n7 {BODY}', "taken", "cannot be read"),
    "pelican.md": (f"Title: Closed\nDate: 2019-12-31 23:00\nAuthor: A\n\n8 {BODY}", "taken", "2019-12-31"),
    "obsidian.md": (f"---\naliases: [x]\ntags: [a]\n---\n# Note\n![[p.png]] [[Other|text]] 9 {BODY}", "taken", "Note"),
    "-dash 100% <b>\u2603.txt": (f"10 {BODY}", "taken", ""),
    "\u202egnp.txt": (f"11 {BODY}", "taken", ""),
    "line\nbreak.txt": (f"12 {BODY}", "taken", ""),
    "n" * 240 + ".txt": (f"13 {BODY}", "taken", ""),
    "con.txt": (f"14 {BODY}", "taken", ""),
    "line.txt": ("word " * 400_000, "refused", "its text has 2,000,000 bytes"),
    "huge.txt": ("word " * 1_100_000, "refused", "larger than 5,000,000 bytes"),
    "marks.md": (f"<<<<<<< HEAD\n15 {BODY}=======\nx\n>>>>>>> b\n", "", ""),
    "gzip.html": (gzip.compress(bytes(50_000_000)), "refused", ""),
    "gzip.txt": (gzip.compress(b"words " * 5_000_000), "refused", ""),
    "zip.md": (b"PK\x03\x04" + bytes(range(256)) * 40, "refused", ""),
    "controls.txt": (f"a\x1b[31m {BODY}", "refused", "control character"),
}  # fmt: skip


def test_each_is_taken_or_refused_with_a_reason(site: Write, run: Run, tmp_path: Path) -> None:
    """I01 to I07, I09; Q14."""
    project = site({})
    came = tmp_path / "came"
    came.mkdir()
    for name, (data, _, _) in CASES.items():
        (came / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    (came / "pipe.txt").symlink_to("/etc/passwd")
    os.mkfifo(came / "endless.txt")
    told = json.loads(run("import", "--json", str(came)).stdout)["originals"]
    found = {one["source"].replace(r"\u000a", "\n").replace(r"\u202e", "\u202e").split("/")[-1]: one for one in told}
    print(f"{len(found)} files")
    assert len(found) == len(CASES) + 2
    for name, (_, status, words) in CASES.items():
        one = found[name]
        assert one["status"] in ((status,) if status else ("taken", "refused")), (name, one)
        text = "".join((project.root / path).read_text("utf-8") for path in one["files"])
        assert words in one["reason"] + "".join(one["unclear"]) + text, (name, one)
        assert one["files"] or one["reason"], name
        assert not re.search(r"root:|alert|onerror|onclick|tracker\.example|lollol", text), name
        assert all(
            re.fullmatch(r"content/(articles|annotations)/[a-z0-9-]+\.(txt|md|yaml)", path) for path in one["files"]
        )
    assert (found["pipe.txt"]["status"], found["endless.txt"]["reason"]) == ("passed over", "not a regular file")
    assert run("check").returncode == 0
    again = json.loads(run("import", "--json", str(came)).stdout)["originals"]
    assert {one["status"] for one in again} == {"known", "refused", "passed over"}


@pytest.mark.parametrize(
    "address", ["https://example.org/a", "http://127.0.0.1/", "file:///etc/passwd", "http://2130706433/"]
)
def test_nothing_is_fetched(site: Write, run: Run, address: str) -> None:
    """I10 to I13."""
    site({})
    done = run("import", address)
    assert done.returncode == 2
    assert "is an address, and nothing is fetched; save the page from the browser" in done.stderr


KILLED = """
import os, signal, sys
moment, count, own = int(sys.argv.pop(1)), 0, os.getpid()
def watch(event, arguments):
    global count
    if event in ("open", "os.mkdir", "os.link", "os.remove"):
        count += 1
        if count == moment:
            os.kill(own, signal.SIGKILL)
import sitegen.cli
sys.addaudithook(watch)
try:
    sitegen.cli.main()
finally:
    print(count)
"""


def killed_at(moments: Callable[[int], list[int]], site: Write, run: Run, env: dict[str, str], root: Path) -> int:
    """How often an import was killed; each time the article was whole or absent, and the next import made it right."""
    site({"articles/one.txt": "The mayor said little.\n"})
    (root / "two.txt").write_text(BODY)
    shutil.copytree(root / "content", root / "before")
    whole = (root / "two.txt").read_bytes()

    def once(moment: int) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(root / "content")
        shutil.copytree(root / "before", root / "content")
        command = [sys.executable, "-c", KILLED, str(moment), "import", "two.txt"]
        return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)

    total = int(once(0).stdout.split()[-1])
    tried = 0
    for moment in moments(total):
        assert once(moment).returncode == -9
        article = root / "content/articles/two.txt"
        assert not article.exists() or article.read_bytes() == whole
        assert run("check").returncode == 0, moment
        assert run("import", "two.txt").returncode == 0
        assert article.read_bytes() == whole
        assert (root / "content/annotations/two.yaml").read_text("utf-8").endswith("\n")
        tried += 1
    print(f"{tried} moments of {total}")
    return tried


def test_killed_at_some_moments(site: Write, run: Run, environment: dict[str, str], tmp_path: Path) -> None:
    assert killed_at(lambda total: list(range(total - 5, total + 1)), site, run, environment, tmp_path) == 6


@pytest.mark.soak
def test_killed_at_forty_moments(site: Write, run: Run, environment: dict[str, str], tmp_path: Path) -> None:
    tried = killed_at(
        lambda total: sorted({*range(1, total, max(1, total // 25)), *range(total - 15, total + 1)}),
        site, run, environment, tmp_path,
    )  # fmt: skip
    assert tried >= 40
