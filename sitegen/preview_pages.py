"""What the browser is shown in a preview: the last good pages, and over them the problems of the last build.

Everything is answered from memory. What a page needs to live in the preview comes from files of the same
origin, never inline, so that a page's own content security policy holds here as it will when published.
"""

from __future__ import annotations

import html
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

SCRIPT, STYLE = "/livereload.js", "/livereload.css"

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

_CSS = b"""\
#sitegen-problems { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
  box-sizing: border-box; margin: 0; padding: 0.75rem 1rem 1rem; border-top: 4px solid #ff6b5e; background: #1d1a1a;
  color: #fff; font: 14px/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; text-align: left; }
#sitegen-problems p { margin: 0 0 0.5rem; font-weight: bold; color: #ffb4ab; }
#sitegen-problems pre { margin: 0; padding: 0; border: 0; background: none; color: inherit; font: inherit;
  white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { #sitegen-problems { display: none; } }
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply to a browser: `kind` is its content type, `location` where a redirect leads."""

    status: int
    kind: str
    body: bytes
    location: str = ""


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown at one moment. `number` names the moment, `base` is the path under which the site will be
    published, `files` are None until a build has succeeded, `problems` is the text shown over every page."""

    number: str
    base: str = "/"
    files: Mapping[str, bytes] | None = None
    headline: str = ""
    problems: str = ""

    def answer(self, target: str) -> Answer:
        """The reply to a request for `target`, a path as the browser sends it, answered as GitHub Pages would."""
        if target == STYLE:
            return Answer(200, "text/css; charset=utf-8", _CSS)
        try:
            path = unquote(target, errors="strict")
        except UnicodeDecodeError:
            return self._missing()
        if not path.startswith(self.base):
            outside = path == "/" or f"{path}/" == self.base
            return self._redirect("") if outside else self._missing()
        return self._inside(path.removeprefix(self.base))

    def _inside(self, path: str) -> Answer:
        files = self.files or {}
        name = f"{path}index.html" if path.endswith("/") or not path else path
        for found in (name, f"{name}.html"):
            if found in files:
                return Answer(200, content_type(found), self._body(found, files[found]))
        if f"{path}/index.html" in files:
            return self._redirect(f"{path}/")
        return self._missing()

    def _redirect(self, path: str) -> Answer:
        return Answer(302, _HTML, b"", quote(self.base + path))

    def _missing(self) -> Answer:
        if self.files is None:
            return Answer(503, _HTML, self._alive(_page("Not built yet", "")))
        if "404.html" in self.files:
            return Answer(404, _HTML, self._body("404.html", self.files["404.html"]))
        link = f'<p><a href="{html.escape(quote(self.base))}">To the front page</a></p>'
        return Answer(404, _HTML, self._alive(_page("There is no such page", link)))

    def _body(self, name: str, data: bytes) -> bytes:
        return self._alive(data) if content_type(name) == _HTML else data

    def _alive(self, page: bytes) -> bytes:
        """The page with the script that reloads it, and with the problems if there are any."""
        end = page.lower().rfind(b"</body")
        end = len(page) if end < 0 else end
        return page[:end] + self._additions().encode() + page[end:]

    def _additions(self) -> str:
        # The script tells the server for which moment its page was made, so a page that came too late is noticed.
        script = f'<script async src="{SCRIPT}?snipver={self.number}&amp;mindelay=100&amp;maxdelay=2000"></script>'
        if not self.problems:
            return script
        return (
            f'<link rel="stylesheet" href="{STYLE}"><div id="sitegen-problems" role="alert" lang="en" dir="ltr">'
            f"<p>{html.escape(self.headline)}</p><pre>{html.escape(self.problems)}</pre></div>{script}"
        )


def content_type(path: str) -> str:
    """The content type of a file by its name, the same on every computer."""
    suffix = path[path.rfind(".") :].lower() if "." in path.rpartition("/")[2] else ""
    kind = _MODERN.get(suffix) or _TYPES.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    textual = kind.startswith("text/") or kind.endswith(_TEXTUAL)
    return f"{kind}; charset=utf-8" if textual else kind


def news(before: Showing, after: Showing) -> tuple[str, ...]:
    """What a browser must be told: the style sheets to fetch anew when nothing else changed, `/` to load the page
    again, nothing when it would look the same."""
    old, new = before.files or {}, after.files or {}
    changed = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    if before.problems != after.problems or (before.files is None) != (after.files is None):
        return ("/",)
    if changed and all(path.endswith(".css") and path in old and path in new for path in changed):
        return tuple(f"{after.base}{path}" for path in sorted(changed))
    return ("/",) if changed else ()


def _page(title: str, rest: str) -> bytes:
    head = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}<body><h1>{title}</h1>{rest}</body></html>".encode()
