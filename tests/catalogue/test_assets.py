"""X52–X56, S, Q of the folders beside `content/`: what lies in them is a plain file that runs nothing, or is told."""

from __future__ import annotations

import os
import socket
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.assets import MOST_OF_AN_ASSET, asset_files
from sitegen.folders import default_theme
from sitegen.pipeline import Options, build
from sitegen.project import Project

PAGE = {"articles/a.txt": "words\n"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{}>{}</svg>'
HANDLER, SCRIPT = "it holds the handler “onload”", "it holds <script>"

# number: (attributes of the root, what stands in it, what is told)
ACTIVE = {
    "X52a": ("", "<script>1</script>", SCRIPT),
    "X52b": ("", "\n<SCRIPT href='x.js'/>", "it holds <SCRIPT>"),
    "X52c": ("", '<a:script xmlns:a="http://www.w3.org/2000/svg">1</a:script>', SCRIPT),
    "X52d": ("", '<script xmlns="http://www.w3.org/1999/xhtml">1</script>', "it holds <script> of HTML"),
    "X53a": (' onload="1"', "", HANDLER),
    "X53b": ("", '<rect OnLoad="1"/>', "it holds the handler “OnLoad”"),
    "X53c": ("", '<set attributeName="onload" to="1"/>', "it sets the handler “onload”"),
    "X54a": ("", "<foreignObject/>", "it holds <foreignObject>"),
    "X54b": ("", '<p xmlns="http://www.w3.org/1999/xhtml">x</p>', "it holds <p> of HTML"),
    "X55a": ("", '<use href="//x/y#z"/>', "its “href” leads to //x/y#z"),
    "X55b": ("", '<image xlink:href="https://x/y.png"/>', "its “href” leads to https://x/y.png"),
    "X55c": ("", '<use href="data:image/svg+xml,x#y"/>', "its “href” leads to data:image/svg+xml,x#y"),
    "X55d": ("", '<a href="javascript:1">x</a>', "its “href” leads to javascript:1"),
    "X55e": ("", '<a xlink:href="&#9;java&#10;script:1">x</a>', "its “href” leads to"),
    "X55f": ("", '<a><animate attributeName="href" values="#a;javascript:1"/></a>', "its “values” leads to"),
    "X55g": ("", '<rect fill="url(https://x/y)"/>', "its “fill” asks for something outside it"),
    "X55h": ("", '<rect style="filter:url( //x )"/>', "its “style” asks for something outside it"),
    "X55i": ("", "<style>@import 'x.css'</style>", "its style sheet asks for something outside it"),
    "X55j": ("", "<style>a{background:\\75rl(//x)}</style>", "its style sheet asks for something outside it"),
    "X55k": ("", '<image href="\\\\x\\y"/>', "its “href” leads to"),
    "X55l": ("", '<a href="#x" ping="https://x/"/>', "its “ping” leads to https://x/"),
    "X55m": ("", '<rect style="fill:\\75rl(x)"/>', "its “style” holds a backslash, which can hide what it asks for"),
    "X55n": ("", '<rect style="a\\62"/>', "its “style” holds a backslash"),
    "X55o": ("", '<rect cursor="\\75rl(//x/y.png),auto"/>', "its “cursor” holds a backslash"),
    "X55p": ("", f'<use href="//x/{"y" * 50}"/>', f"its “href” leads to //x/{'y' * 36}, which"),
    "X55q": ("", "<style>a{fill:u<g/>rl(//x)}</style>", "it holds <g> within a style sheet"),
    "X55r": ("", "<style>a{fill:u<!-- -->rl(//x)}</style>", "its style sheet asks for something outside it"),
    "X55s": ("", "<style>a{fill:<![CDATA[u]]>rl(//x)}</style>", "its style sheet asks for something outside it"),
    "X55t": ("", f"<style>{' ' * 8190}a{{fill:url(//x)}}</style>", "its style sheet asks for something outside it"),
    "X55u": ("", '<style>a{fill:image-set("#a" 1x, "//x" 2x)}</style>', "its style sheet asks for something outside"),
    "X55v": ("", "<style>a{}</style><g/><style>@import 'x'</style>", "its style sheet asks for something outside it"),
    "X55w": ("", "<style>a{fill:u<style/>rl(//x)}</style>", "it holds <style> within a style sheet"),
    "X56d": ("", "<rect", "it cannot be read as XML (not well-formed (invalid token))"),
    "X56e": ("", "<rect></a>", "it cannot be read as XML (mismatched tag)"),
}
BEFORE = {
    "X56a": ('<!DOCTYPE svg [<!ENTITY a "<script>1</script>">]>', "it declares entities or attributes of its own"),
    "X56b": ('<!DOCTYPE svg [<!ATTLIST svg onload CDATA "1">]>', "it declares entities or attributes of its own"),
    "X56c": ('<?xml-stylesheet href="//x"?>', "it holds the instruction <?xml-stylesheet?>"),
    "X56f": ('<?xml version="1.0" encoding="x-nothing"?>', "it is in an encoding that is not read"),
}
# What drawing programs write.
HARMLESS = SVG.format(
    ' width="9" aria-label="url (of it)" xmlns:i="urn:i" i:export-filename="C:\\x (1).png" id="a\\b"',
    '<!-- x --><style>rect{fill:url(#g)}</style><defs><linearGradient id="g"/></defs><rect fill="url(#g)" d="M0"/>'
    '<use href="#g"/><image href="data:image/png;base64,AA=="/><a href="https://x.test/">x</a><image href="near.png"/>'
    '<text class="on">url(x) @import \\</text>',
)
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'


def _with_asset(project: Project, name: str, data: str | bytes) -> Project:
    path = project.assets / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return project


def _told(project: Project) -> list[str]:
    return [f"{p.place}: {p.code}: {p.message}" for p in asset_files(project)[1]]


@pytest.mark.parametrize("number", [*ACTIVE, *BEFORE])
@pytest.mark.parametrize("name", ["a.svg", "B.SVG"])
def test_a_drawing_that_could_run_or_ask_is_refused(number: str, name: str, site: Any) -> None:
    if number in ACTIVE:
        attributes, inside, told = ACTIVE[number]
        data = SVG.format(attributes, inside)
    else:
        before, told = BEFORE[number]
        data = before + SVG.format("", "&a;" if number == "X56a" else "")
    (first, *_) = _told(_with_asset(site(PAGE), name, data))
    assert first.startswith(f"assets/{name}:")
    assert f": asset-active: {told}" in first


def test_a_site_with_such_a_drawing_is_not_built(site: Any, run: Callable[..., Any]) -> None:
    _with_asset(site(PAGE), "a.svg", SVG.format("", "<script>1</script>"))
    done = run("build")
    assert done.returncode == 1
    assert "assets/a.svg:1:84: error[asset-active]: it holds <script>" in done.stdout + done.stderr


def test_its_place_is_told(site: Any) -> None:
    data = SVG.format("", "\n<g>\n  <script>1</script>\n</g>")
    assert _told(_with_asset(site(PAGE), "a.svg", data)) == [
        "assets/a.svg:3:3: asset-active: it holds <script>, which could run or ask another site"
    ]


def test_what_a_style_sheet_asks_for_is_told_once_where_the_sheet_ends(site: Any) -> None:
    data = SVG.format("", "\n<style>@import 'x'</style>\n<style>a{}</style><g/>")
    assert _told(_with_asset(site(PAGE), "a.svg", data)) == [
        "assets/a.svg:2:19: asset-active: its style sheet asks for something outside it, "
        "which could run or ask another site"
    ]


def test_of_a_file_that_declares_anything_no_more_is_read(site: Any) -> None:
    bomb = "".join(f'<!ENTITY {name} "{inner * 10}">' for name, inner in (("a", "x"), ("b", "&a;"), ("c", "&b;")))
    data = f"<!DOCTYPE svg [{bomb}]>" + SVG.format("", "<script/>&c;")
    assert len(_told(_with_asset(site(PAGE), "a.svg", data))) == 1


def test_a_file_that_ends_too_soon_is_not_read(site: Any) -> None:
    (told,) = _told(_with_asset(site(PAGE), "a.svg", SVG.format("", "")[:-6]))
    assert "it cannot be read as XML (no element found)" in told


@pytest.mark.parametrize("before", ["", DOCTYPE, "\ufeff"], ids=["plain", "with a DOCTYPE", "with a mark"])
def test_a_plain_drawing_is_published_as_it_is(before: str, site: Any) -> None:
    data = (before + HARMLESS).encode()
    files, problems = asset_files(_with_asset(site(PAGE), "a.svg", data))
    assert (files["assets/a.svg"], problems) == (data, [])


@pytest.mark.parametrize("name", ["x.html", "x.htm", "deep/x.HTML"])
def test_a_page_among_the_assets_is_refused(name: str, site: Any) -> None:
    (told,) = _told(_with_asset(site(PAGE), name, "<p>x"))
    assert told.startswith(f"assets/{name}: asset-active: a page of its own would stand on the site without the policy")


@pytest.mark.parametrize("name", ["x.xml", "x.xhtml", "x.svgz"])
def test_other_xml_is_held_to_the_same(name: str, site: Any) -> None:
    data: str | bytes = '<html xmlns="http://www.w3.org/1999/xhtml"/>' if name != "x.svgz" else b"\x1f\x8b\x08\x00"
    (told,) = _told(_with_asset(site(PAGE), name, data))
    assert told.startswith(f"assets/{name}:1:1: asset-active:")


@pytest.mark.parametrize("name", ["x.atom", "x.rss", "x.kml", "x.mml", "x.md", "x.png", "deep/x"])
@pytest.mark.parametrize("before", ["", "\ufeff", " \n\t\f\r", "<!-- x -->", '<?xml version="1.0"?>'])
def test_what_a_browser_may_take_for_markup_is_held_to_the_same(name: str, before: str, site: Any) -> None:
    """Hosts call `.atom` and many more XML, in which a script of HTML runs; what has no type a browser guesses."""
    data = f'{before}<feed xmlns="urn:x"><script xmlns="http://www.w3.org/1999/xhtml">1</script></feed>'
    for encoding in ("utf-8", "utf-16"):
        told = _told(_with_asset(site(PAGE), name, data.encode(encoding)))
        assert told
        assert told[0].startswith(f"assets/{name}:")
        assert ": asset-active: it " in told[0]


@pytest.mark.parametrize(
    ("name", "shown", "fault"),
    [
        (b"a\nb.png", "a\\u000ab.png", "holds a control character or a backslash"),
        ("\u202egnp.exe".encode(), "\\u202egnp.exe", "holds a control character or a backslash"),
        (b"\x1b[31m.png", "\\u001b[31m.png", "holds a control character or a backslash"),
        (b"\xff.png", "\\udcff.png", "holds a control character or a backslash"),
        (b"a\\b.png", "a\\b.png", "holds a control character or a backslash"),
    ],
)
def test_a_name_that_cannot_be_an_address_is_told_and_steers_no_terminal(
    name: bytes, shown: str, fault: str, site: Any, run: Callable[..., Any]
) -> None:
    assets = site(PAGE).assets
    assets.mkdir()
    with open(os.fsencode(assets) + b"/" + name, "wb") as file:
        file.write(b"x")
    for command in ("check", "build"):
        done = run(command)
        assert done.returncode == 1
        assert f"assets/{shown}: error[file-name]: the name {fault}\n" in done.stderr


@pytest.mark.parametrize("name", ["x.txt", "x.TXT", "x.csv", "x.tsv"])
def test_plain_text_may_begin_as_it_likes(name: str, site: Any) -> None:
    files, problems = asset_files(_with_asset(site(PAGE), name, "<script>1</script>"))
    assert (files[f"assets/{name}"], problems) == (b"<script>1</script>", [])


def test_no_more_than_enough_is_told_of_one_file(site: Any) -> None:
    assert len(_told(_with_asset(site(PAGE), "a.svg", SVG.format("", "<script/>" * 1_000)))) == 20


# ── links and special files in every folder of a site


def _odd(path: Path, outside: Path, sort: str) -> None:
    if sort == "a link":
        (outside / "x").write_text("SECRET")
        path.symlink_to(outside / "x")
    elif sort == "a pipe":
        os.mkfifo(path)
    elif sort == "a socket":
        with socket.socket(socket.AF_UNIX) as listening:
            os.chdir(path.parent)
            listening.bind(path.name)
    else:
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))  # endless zeros


@pytest.mark.parametrize("sort", ["a link", "a pipe", "a socket", "a device"])
@pytest.mark.parametrize("where", ["assets/x.svg", "templates/base.html", "translations/de.po", "content/site.yaml"])
def test_what_is_no_file_of_its_own_is_never_opened(
    where: str, sort: str, site: Any, tmp_path_factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sort == "a device" and os.geteuid() != 0:
        pytest.skip("only root can make a device")
    project = site(PAGE | {"site.yaml": "title: x\nscope: x\nlanguage: de\n"})
    monkeypatch.chdir(project.root)
    path = project.root / where
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    _odd(path, tmp_path_factory.mktemp("outside"), sort)
    edition = build(project, Options())
    told = [f"{p.place}: {p.code}" for p in edition.problems if p.severity == "error"]
    assert told == [f"{where}: file-link"]
    assert not any(b"SECRET" in data for data in edition.files.values())


@pytest.mark.parametrize("name", ["assets", "templates", "translations", "content"])
def test_a_folder_of_the_site_that_is_a_link_is_not_read(name: str, site: Any, run: Callable[..., Any]) -> None:
    project = site(PAGE)
    elsewhere = project.root / "elsewhere"
    if name == "content":
        project.content.rename(elsewhere)
    else:
        elsewhere.mkdir()
        for file in ("x.txt", "base.html", "en.po"):
            (elsewhere / file).write_text("SECRET")
    (project.root / name).symlink_to(elsewhere)
    edition = build(project, Options())
    assert [f"{p.place}: {p.code}" for p in edition.problems] == [f"{name}: file-link"]
    assert not any(b"SECRET" in data for data in edition.files.values())
    assert run("build").returncode == 1
    assert not (project.root / "output").exists()


def test_a_folder_that_became_a_link_is_a_change(site: Any, run: Callable[..., Any]) -> None:
    """The very same files by another way are not what the last build read."""
    project = site(PAGE)
    assert run("build").returncode == 0
    assert "nothing" in run("build").stdout.lower()
    project.content.rename(project.root / "elsewhere")
    project.content.symlink_to("elsewhere")
    done = run("build")
    assert done.returncode == 1
    assert "content: error[file-link]" in done.stdout + done.stderr


# ── sizes


def test_an_asset_beyond_the_limit_is_refused_unread(site: Any) -> None:
    project = _with_asset(site(PAGE), "a.bin", b"")
    with (project.assets / "a.bin").open("wb") as file:
        file.truncate(MOST_OF_AN_ASSET + 1)
    tracemalloc.start()
    told = _told(project)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told == [
        "assets/a.bin: file-too-large: the file holds 104,857,601 bytes; no more than 104,857,600 are taken"
    ]
    assert peak < 20 * 1024 * 1024


def test_a_picture_is_published_without_being_unpacked(site: Any, built: Any) -> None:
    """Q13: thirty thousand dots each way would be gigabytes."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (30_000).to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0"
    assert built(_with_asset(site(PAGE), "a.png", head)).files["assets/a.png"] == head


def test_a_file_as_large_as_may_be_is_published(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.assets.MOST_OF_AN_ASSET", 5)
    project = _with_asset(_with_asset(site(PAGE), "a.bin", b"12345"), "b.bin", b"123456")
    files, problems = asset_files(project)
    assert files["assets/a.bin"] == b"12345"
    assert [f"{p.place}: {p.message}" for p in problems] == [
        "assets/b.bin: the file holds 6 bytes; no more than 5 are taken"
    ]
    assert "assets/b.bin" not in files


@pytest.mark.parametrize(
    ("failure", "words"), [(PermissionError(13, "Permission denied"), "Permission denied"), (OSError("odd"), "odd")]
)
def test_a_file_that_cannot_be_read_is_told(
    failure: OSError, words: str, site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise failure

    project = _with_asset(site(PAGE), "a.png", b"x")
    monkeypatch.setattr("sitegen.assets.read_regular", fails)
    assert _told(project) == [f"assets/a.png: file-unreadable: cannot be read: {words}"]


def test_a_site_whose_assets_are_ours_has_them_as_any_other(site: Any) -> None:
    assert asset_files(Project(default_theme())) == asset_files(site(PAGE))
