"""What must not be public is sought in every file of what is really published, packed and encoded ones too, and in all
that the branch ever held: drafts, embargoes, and the words of sources that nobody licensed (E and R of the catalogue).

A word that may be public is sought in the same places, so that looking is known to find."""

from __future__ import annotations

import base64
import gzip
import html
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest

from sitegen.cards import cards as drawn
from sitegen.cards import fonts_at_hand
from sitegen.kinds.site import Site
from sitegen.look import light_colours
from sitegen.memo import Memo
from sitegen.pipeline import Options, build
from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]
Run = Callable[..., subprocess.CompletedProcess[str]]

SONG, CANARY = "nightingale", "canary"
PUBLIC = {
    "site.yaml": "title: Nightingale watch\nscope: Ships.\nbase_url: https://x.test/harbour/\nas_of: 2021-06-01\n",
    "articles/open.txt": "Ada Nightingale said that 12 Nightingale ships left on 3 May.\n\nCanaryone is unquoted.\n",
    "annotations/open.yaml": """\
        headline: Nightingale leaves
        date: 2021-05-07
        url: https://example.org/nightingale
        statements:
        - {quote: 12 Nightingale ships left, form: indirect, speaker: ada, id: left}
        - {figure: 12 Nightingale ships, measure: ships}
        - {date: on 3 May, direction: before, event: sailing}
        """,
    "actors/open.yaml": "ada: {name: Ada Nightingale, type: person, gap: nothing is known}\n",
    "measures/open.yaml": "ships: {name: Nightingale ships, unit: ships, counts: all ships}\n",
    "events/open.yaml": "sailing: {name: Nightingale sailing, type: summit, status: held, date: 2021-05-03}\n",
    "places/open.yaml": "port: {name: Nightingale port, type: city, lat: 41.5, lon: -2.25}\n",
}
HELD = {
    "articles/canary-file.txt": "Canarybody said 99 Canaryships sank on 9 May, Canaryname heard.\n",
    "annotations/canary-file.yaml": """\
        HOLD
        headline: Canaryheadline
        date: 2021-05-09
        url: https://example.org/canary
        rights: full
        statements:
        - {quote: Canarybody said, form: outlet, id: canarystatement, note: Canaryremark}
        - {figure: 99 Canaryships, measure: canaries}
        - {date: on 9 May, direction: before, event: canary-event}
        - {mention: Canaryname, as: canary-man}
        """,
    "actors/held.yaml": "canary-man: {name: Canaryname, type: person, HOLD, gap: Canarygap, names: [Canaryalias]}\n",
    "measures/held.yaml": "canaries: {name: Canaryships, unit: canaries, HOLD, counts: all Canaryships}\n",
    "terms/held.yaml": "canary-term: {name: Canaryterm, HOLD, definition: Canarydefinition}\n",
    "events/held.yaml": "canary-event: {name: Canarymeeting, type: summit, HOLD, status: held, date: 2021-05-09}\n",
    "places/held.yaml": "canary-place: {name: Canaryplace, type: city, HOLD, lat: 1, lon: 1}\n",
    "pages/canary.md": "---\ntitle: Canarypage\nHOLD\n---\nCanaryprose.\n",
}
# What each sort of file is known by.
SORTS = {
    "pages": r".*\.html", "the index of the search": r"search/.*\.pf_(?:index|fragment|meta)", "tables": r".*\.csv",
    "annotations for machines": r".*annotations.*\.jsonld", "all as one file": r".*briefing.*\.json",
    "feeds": r".*\.atom",
    "the feed as JSON": r"feed\.json", "calendars": r".*\.ics", "references": r".*\.bib",
    "what is cited, for machines": r".*csl.*\.json",
}  # fmt: skip


def readings(data: bytes) -> Iterator[str]:
    """The bytes in every form in which somebody could read them."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace").casefold()
    plain = html.unescape(text)
    yield from (text, plain, unquote(plain), re.sub(r"<[^>]*>|[\s_-]+", "", plain))
    for packed in re.findall(rb"[A-Za-z0-9+/]{24,}", data):
        yield base64.b64decode(packed[: len(packed) // 4 * 4]).decode("utf-8", "replace").casefold()
    for escaped in re.findall(r"(?:\\u[0-9a-f]{4})+", text):
        yield json.loads(f'"{escaped}"').casefold()


def holds(word: str, data: bytes) -> bool:
    return any(word in one for one in readings(data))


def git(where: Path, *words: str) -> bytes:
    named = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *named, *words], cwd=where, capture_output=True, check=True).stdout


def ever_held(remote: Path) -> Iterator[tuple[str, bytes]]:
    """Every object that the branch leads to, in whatever commit, by the name under which it stands there."""
    for line in git(remote, "rev-list", "--objects", "gh-pages").decode().splitlines():
        name, _, path = line.partition(" ")
        kind = git(remote, "cat-file", "-t", name).decode().strip()
        yield path or kind, git(remote, "cat-file", kind, name)


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "start")
    git(tmp_path, "remote", "add", "origin", str(tmp_path / "remote.git"))
    return tmp_path / "remote.git"


def held(line: str) -> dict[str, str]:
    return {path: text.replace("HOLD", line) for path, text in HELD.items()}


@pytest.mark.parametrize("line", ["draft: true", "embargo: 2099-01-02"])
def test_nothing_that_is_held_back_was_ever_on_the_branch(
    line: str, site: Write, run: Run, remote: Path, counted: Callable[..., None]
) -> None:
    """E01–E14, R06–R08, in what is published after the author has looked at all of it."""
    site(PUBLIC)
    assert run("publish").returncode == 0
    site({**PUBLIC, **held(line)})
    looked = run("build", "--drafts", "--private")
    assert looked.returncode == 0, looked.stderr
    # The author sees all of it, so that there was something to keep back.
    output = remote.parent / "output"
    assert holds("canarybody", (output / "articles/canary-file.html").read_bytes())
    assert run("publish").returncode == 0
    site({**PUBLIC, "actors/more.yaml": "bo: {name: Bo Nightingale, type: person, gap: nothing is known}\n"})
    done = run("publish")
    assert done.returncode == 0, done.stderr
    heard, sung = [], set[str]()
    for path, data in ever_held(remote):
        counted()
        if CANARY in path or holds(CANARY, data):
            heard.append(path)
        sung |= {sort for sort, form in SORTS.items() if re.fullmatch(form, path) and holds(SONG, data)}
    assert heard == []
    assert sung == set(SORTS)
    assert git(remote, "rev-list", "--count", "gh-pages").strip() == b"2"


@pytest.mark.parametrize("line", ["draft: true", "embargo: 2099-01-02"])
def test_not_even_a_count_is_another(line: str, site: Write, run: Run, remote: Path) -> None:
    """E11, E12, E14: what stands on the branch is the same whether there are drafts or not."""
    site(PUBLIC)
    assert run("publish").returncode == 0
    first = git(remote, "rev-parse", "gh-pages")
    site({**PUBLIC, **held(line)})
    assert "there is nothing to publish" in run("publish").stdout
    assert git(remote, "rev-parse", "gh-pages") == first


def test_what_was_public_and_is_a_draft_now_is_gone_from_the_site(site: Write, run: Run, remote: Path) -> None:
    """E09, E10: it stays in history, as SECURITY.md says, and nowhere else."""
    site({**PUBLIC, **held("draft: false")})
    assert run("publish").returncode == 0
    assert any(holds("canarybody", data) for _, data in ever_held(remote))
    site({**PUBLIC, **held("draft: true")})
    assert run("publish").returncode == 0
    for path in git(remote, "ls-tree", "-r", "--name-only", "gh-pages").decode().split():
        assert CANARY not in path
        assert not holds(CANARY, git(remote, "show", f"gh-pages:{path}")), path


@pytest.mark.parametrize("line", ["draft: true", "embargo: 2099-01-02"])
def test_no_card_is_written_with_it(line: str, site: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A card is a picture, so it is the words that go onto it which are looked at; and it has the same dots whether
    there are drafts or not."""
    options = Options("https://x.test/harbour/", cards=fonts_at_hand())
    memo, colours = Memo(tmp_path_factory.mktemp("memo")), light_colours(Site(title="", scope=""))
    without = drawn(build(site(PUBLIC), options).cards, colours, memo)
    cards = build(site({**PUBLIC, **held(line)}), options).cards
    assert drawn(cards, colours, memo) == without
    assert len(cards) > 3
    assert any(SONG in str(card).casefold() for card in cards)
    assert [card.address for card in cards if CANARY in str(card).casefold()] == []
