"""What the browser is shown in a preview: the last good pages, and over them the problems of the last build.

Everything is answered from memory. What a page needs to live in the preview comes from files of the same
origin, never inline, so that a page's own content security policy holds here as it will when published.
"""

from __future__ import annotations

import functools
import html
import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote, unquote

SCRIPT = "/livereload.js"
# What belongs to the preview alone stands under a path that no site has: a dot begins it.
OWN = "/.preview/"
QUESTIONS = f"{OWN}annotate"
# What livereload's script is told to fetch again: a page, which the preview's own script exchanges in place, or all.
PAGE, EVERYTHING = "/", "/*"
_OWN_FILES = Path(__file__).parent / "preview_files"
_STYLE, _SCRIPTS = "preview.css", ("exchange.js", "problems.js", "annotate.js")

_HTML = "text/html; charset=utf-8"
# The types of the computer itself are left out of account: a preview looks the same everywhere.
_TYPES = mimetypes.MimeTypes(filenames=())
_MODERN = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".geojson": "application/geo+json",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
_TEXTUAL = ("json", "xml", "yaml", "javascript")


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply to a browser: `kind` is its content type, `location` where a redirect leads; `lasts` says that it may
    be kept, as nothing of a site may."""

    status: int
    kind: str
    body: bytes
    location: str = ""
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown at one moment. `base` is the path under which the site will be published, `files` are None until
    a build has succeeded, `problems` is the panel that lies over every page. `look` names what all pages have in
    common but for style sheets, and `style` those."""

    base: str = "/"
    files: Mapping[str, bytes] | None = None
    problems: str = ""
    look: str = ""
    style: str = ""

    def answer(self, target: str) -> Answer:
        """The reply to a request for `target`, a path as the browser sends it, answered as GitHub Pages would."""
        if target.startswith(OWN):
            return _own(target.removeprefix(OWN)) or self._missing()
        path = _decoded(target)
        if path is None:
            return self._missing()
        if not path.startswith(self.base):
            outside = path == "/" or f"{path}/" == self.base
            return self._redirect("") if outside else self._missing()
        path = path.removeprefix(self.base)
        if name := self._name(path):
            return Answer(200, content_type(name), self._body(name))
        return self._redirect(f"{path}/") if f"{path}/index.html" in (self.files or {}) else self._missing()

    def address(self, target: str) -> str:
        """The address within the site of the file that a request is answered with; empty where there is none."""
        path = _decoded(target)
        return self._name(path.removeprefix(self.base)) if path and path.startswith(self.base) else ""

    def mark(self, address: str) -> str:
        """What tells a page from the same one at another moment: while it stays the same, nobody need load the page
        again. Its last part, behind a dot, is about style sheets alone."""
        page = (self.files or {}).get(address or "404.html", b"")
        digest = blake2b(page, digest_size=6)
        digest.update(self.problems.encode())
        return f"{digest.hexdigest()}-{self.look}.{self.style}"

    def to_fetch(self, shown: str, now: str) -> Sequence[str]:
        """What a browser that shows one mark needs for another: the paths of all style sheets where nothing else is
        new, `PAGE` where the page is, and `EVERYTHING` where scripts, pictures or fonts may be."""
        (page, style), (new_page, new_style) = shown.rpartition(".")[::2], now.rpartition(".")[::2]
        if page == new_page:
            return tuple(quote(self.base + name) for name in self.files or {} if name.endswith(".css"))
        exchangeable = (page.rpartition("-")[2], style) == (new_page.rpartition("-")[2], new_style)
        return (PAGE if exchangeable else EVERYTHING,)

    def _name(self, path: str) -> str:
        name = f"{path}index.html" if path.endswith("/") or not path else path
        return next((found for found in (name, f"{name}.html") if found in (self.files or {})), "")

    def _redirect(self, path: str) -> Answer:
        return Answer(302, _HTML, b"", quote(self.base + path))

    def _missing(self) -> Answer:
        if self.files is None:
            return Answer(503, _HTML, self._alive(_page("Not built yet", ""), ""))
        if "404.html" in self.files:
            return Answer(404, _HTML, self._alive(self.files["404.html"], ""))
        link = f'<p><a href="{html.escape(quote(self.base))}">To the front page</a></p>'
        return Answer(404, _HTML, self._alive(_page("There is no such page", link), ""))

    def _body(self, name: str) -> bytes:
        data = (self.files or {})[name]
        return self._alive(data, name) if content_type(name) == _HTML else data

    def _alive(self, page: bytes, name: str) -> bytes:
        """The page with the scripts of the preview, and with the problems if there are any."""
        end = page.lower().rfind(b"</body")
        end = len(page) if end < 0 else end
        return page[:end] + self._additions(name).encode() + page[end:]

    def _additions(self, name: str) -> str:
        # The script tells the server which page it came with, so that one that came too late is noticed.
        live = f'<script async src="{SCRIPT}?snipver={self.mark(name)}&amp;mindelay=100&amp;maxdelay=2000"></script>'
        return f"{_own_tags()}{self.problems}{live}"


def _decoded(target: str) -> str | None:
    try:
        return unquote(target, errors="strict")
    except UnicodeDecodeError:
        return None


def _own(name: str) -> Answer | None:
    """A file of the preview's own."""
    return _own_file(name) if name in (_STYLE, *_SCRIPTS) else None


@functools.cache
def _own_file(name: str) -> Answer:
    return Answer(200, content_type(name), (_OWN_FILES / name).read_bytes(), lasts=True)


@functools.cache
def _own_tags() -> str:
    """What brings the preview's own files into a page, each by an address that changes with it."""
    style, *scripts = (f"{OWN}{name}?{_version(name)}" for name in (_STYLE, *_SCRIPTS))
    return f'<link rel="stylesheet" href="{style}">' + "".join(
        f'<script defer src="{one}"></script>' for one in scripts
    )


def _version(name: str) -> str:
    return blake2b((_OWN_FILES / name).read_bytes(), digest_size=6).hexdigest()


_OF_ALL_PAGES = (
    ".js",
    ".mjs",
    ".woff",
    ".woff2",
    ".ttf",
    ".otf",
    ".svg",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".avif",
)


def alike(before: Mapping[str, bytes] | None, after: Mapping[str, bytes] | None, style: bool) -> bool:
    """Whether two editions have the same style sheets, or (not `style`) the same scripts, pictures and fonts."""
    endings = (".css",) if style else _OF_ALL_PAGES
    old, new = before or {}, after or {}
    return all(
        old.get(name) == new.get(name)
        for name in old.keys() | new.keys()
        if name.startswith("assets/") and name.lower().endswith(endings)
    )


def content_type(path: str) -> str:
    """The content type of a file by its name, the same on every computer."""
    suffix = path[path.rfind(".") :].lower() if "." in path.rpartition("/")[2] else ""
    kind = _MODERN.get(suffix) or _TYPES.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    textual = kind.startswith("text/") or kind.endswith(_TEXTUAL)
    return f"{kind}; charset=utf-8" if textual else kind


def _page(title: str, rest: str) -> bytes:
    head = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}<body><h1>{title}</h1>{rest}</body></html>".encode()
