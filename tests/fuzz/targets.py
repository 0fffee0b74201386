"""What strangers can hand to the program, each with what must hold whatever they hand: `targets.py NAME [FLAGS…]`.

Run under the coverage-guided fuzzer; FLAGS are its own, such as `-runs=1000`. A broken promise ends it with a
traceback.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sitegen"]):
    from sitegen import manifest, preview_pages
    from sitegen.importing import fronts, webpages
    from sitegen.importing.decoding import NotText, text_of
    from sitegen.passages import Text, find, fold, nearest_passage
    from sitegen.pipeline import Options, build
    from sitegen.problems import Problem
    from sitegen.project import Project
    from sitegen.prose import Markup, read_article, read_prose
    from sitegen.records import ID_PATTERN, id_from_words, slug
    from sitegen.source import decode, read_tree

# The elements that Markdown may become, and the attributes that they may have.
_ELEMENTS = "p h1 h2 h3 h4 h5 h6 em strong code pre blockquote ul ol li hr br a table thead tbody tr th td img s"
ELEMENTS = frozenset(_ELEMENTS.split(" "))
ATTRIBUTES = {"href", "title", "start", "class", "alt", "src", "lang", "dir", "style", "rel"}


class _Page(HTMLParser):
    """Notices each element that the house did not mean to make."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, (tag, name)
            assert not (value or "").lower().strip().startswith(("javascript:", "data:", "vbscript:")), value


def yaml(data: bytes) -> None:
    """A tree or located problems, from any bytes."""
    text, slips = decode(data, "a.yaml")
    if text is None:
        assert slips
        return
    tree, problems = read_tree(text, "a.yaml")
    assert tree is not None or problems
    lines = text.count("\n") + text.count("\r") + 2
    assert all(isinstance(one, Problem) and 0 <= one.place.line <= lines for one in problems)


def markdown(data: bytes) -> None:
    """Only elements of the house, whatever the Markdown says."""
    text = data.decode(errors="replace")
    for flow in (read_prose(text).flow, read_article(text)[1]):
        made = "".join(item.html for item in flow if isinstance(item, Markup))
        _Page().feed(made)


def article(data: bytes) -> None:
    """Any text that can be decoded is found in itself, word by word, and never anything else."""
    text, _ = decode(data, "a.txt")
    if not text or not text.strip():
        return
    whole = Text.of(text)
    folded = fold(text)
    assert len(folded.text) <= 4 * len(text) + 4
    words = " ".join(text.split()[:6])
    for passage in find(whole, words) if words else ():
        assert 0 <= passage.start < passage.end <= len(whole.plain)
        assert fold(whole.plain[passage.start : passage.end]).text.split() == fold(words).text.split()
    nearest_passage(whole, words[::-1] or "x")


def page(data: bytes) -> None:
    """A saved web page is read or refused, and what comes of it is text."""
    try:
        text, _ = text_of(data, None, page=True)
        found = webpages.read_page(text)
    except NotText:
        return
    assert found.text.strip()


def front(data: bytes) -> None:
    """Front matter of any dialect is read, doubted or absent."""
    fronts.read_front(data.decode(errors="replace"))


def listed(data: bytes) -> None:
    """A list of files is ours and safe, or it is no list."""
    found = manifest.parse(data)
    for path in found.files if found else ():
        assert not path.startswith("/")
        assert ".." not in path.split("/")
    if found:
        assert manifest.parse(found.to_bytes()) == found


def ids(data: bytes) -> None:
    """Words of any language have an id of the one form, always the same."""
    words = data.decode(errors="replace")
    made = id_from_words(words)
    assert re.fullmatch(ID_PATTERN, f"quote-{made}".strip("-")), made
    assert made == id_from_words(words)
    assert re.fullmatch("[a-z0-9-]*", slug(words))


SITE = {"index.html": b"<p>front</p>", "a/index.html": b"<p>a</p>", "404.html": b"<p>no</p>", "x.css": b"p{}"}


def request(data: bytes) -> None:
    """Any path is answered, with a page of the site or without."""
    reply = preview_pages.Showing("/base/", files=SITE).answer(data.decode("latin-1"))
    assert reply.status in (200, 302, 404)
    assert reply.status != 200 or reply.body
    assert "\n" not in reply.location
    assert "\r" not in reply.location


def site(data: bytes) -> None:
    """Annotations of any bytes give a site or located problems; nothing raises."""
    root = Path(sys.argv[0]).parent  # never read: the files are in the hand
    first, _, rest = data.partition(b"\x00")
    made = build_of(
        {"articles/a.txt": b"Ada spoke on Friday.\n", "annotations/a.yaml": first, "actors.yaml": rest}, root
    )
    assert made.files or made.problems


def build_of(files: dict[str, bytes], root: Path) -> object:
    """The edition of files that stand on no disk."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in {**files, "site.yaml": b"title: T\nscope: S\n"}.items():
            path = Path(folder) / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return build(Project(Path(folder)), Options())


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (yaml, markdown, article, page, front, listed, ids, request, site)
}

# What a fuzzer begins with: a line of each form that the target reads.
SEEDS: dict[str, list[bytes]] = {
    "yaml": [b"a: b\nc:\n- {d: 'e'}\n", b'"x": |\n  y\n', b"- &a b\n- !!c d\n", b"a:\t- b # c\n"],
    "markdown": [
        b'# a\n\n*b* [c](https://d.e) `f` [@a "b"]\n',
        b"> 1. x\n\n| a |\n|---|\n| <b> |\n",
        b"&#106;<javascript:x>",
    ],
    "article": [
        "“Ada’s” — 5\u00a0km\n\nWe will listen … before we act.\n".encode(),
        b" date 2018-09-06 A b c.",
    ],
    "page": [b"<html><head><title>a</title></head><body><article><p>b</p></article></body></html>"],
    "front": [
        b"---\ntitle: a\ndate: 2021-05-07\n---\nb",
        b"+++\ntitle = 'a'\n+++\nb",
        b"Title: a\nDate: b\n\nc",
        b'{"a": 1}\nb',
    ],
    "listed": [manifest.of({"a/b.html": b"x"}, "1").to_bytes()],
    "ids": ["Çavuşoğlu Путин حسن 10,000".encode(), b"We will listen"],
    "request": [b"/base/a/", b"/base/%2e%2e/x", b"/livereload.css", b"//x/%00"],
    "site": [
        b"statements:\n- {quote: Ada spoke, form: outlet}\n- {date: on Friday}\n\x00ada: {name: Ada, type: person}\n"
    ],
}


def main() -> None:
    """Run one target."""
    name, *flags = sys.argv[1:]
    corpus = Path(flags.pop())
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *flags, str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
