"""The text of an original, or the reason why its bytes are none that a site can show."""

from __future__ import annotations

import codecs
import re
from typing import Final

from ..source import decode
from ..source.decoding import CONTROL

_MAGIC: Final = (
    (b"%PDF-", "a PDF; copy its text into a .txt file"),
    (b"PK\x03\x04", "an archive or an office document; save its text as .txt"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"{\\rtf", "rich text; save it as plain text"),
    (b"bplist00", "a web archive; save the page again as “Page Source”"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# Pages that claim these mean Windows-1252: every browser takes them so.
_MEANT: Final = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


class NotText(Exception):
    """The bytes are not to be had as text; the message says why."""


def text_of(data: bytes, encoding: str | None, page: bool = False) -> tuple[str, str]:
    """The text of the bytes with plain newlines, and the encoding it came in. UTF-8 is recognised by itself; for what
    is none, the mark that it begins with counts, or `encoding`, or what a web page says of itself. Raises NotText."""
    if not data.strip(codecs.BOM_UTF8 + b" \t\r\n\f\v"):
        raise NotText("it is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotText(f"it is {what}")
    text, problems = decode(data, "")
    if text is not None and (not problems or (page and "\0" not in text)):
        return CONTROL.sub(" ", text), "utf-8"
    # A page that does not say what it is in is taken as every browser takes it.
    tried = _marked(data) or encoding or ((_declared(data) or "cp1252") if page else None)
    if tried:
        return _decoded(data, tried, page), tried
    if text is None:
        raise NotText(f"{problems[0].message}; {_advice(data)}")
    if "\0" in text:
        raise NotText("it holds NUL bytes, so it is not text in UTF-8; " + _advice(data))
    raise NotText(f"{problems[0].message} (line {problems[0].place.line}, column {problems[0].place.column})")


def _decoded(data: bytes, encoding: str, page: bool) -> str:
    try:
        decoded = data.decode(encoding).encode("utf-8")
    except (UnicodeError, LookupError, ValueError) as failure:
        reason = getattr(failure, "reason", None) or failure
        at = f" at offset {failure.start}" if isinstance(failure, UnicodeDecodeError) else ""
        advice = "if it is in another, name that with --encoding"
        raise NotText(f"it cannot be read as {encoding}: {reason}{at}; {advice}") from None
    text, problems = decode(decoded, "")
    if text is not None and page:
        return CONTROL.sub(" ", text)
    if text is None or problems:
        where = problems[0].place
        raise NotText(f"read as {encoding}, {problems[0].message} (line {where.line}, column {where.column})")
    return text


def _marked(data: bytes) -> str | None:
    """The encoding of which the first bytes are the mark."""
    return next((encoding for mark, encoding in _WIDE if data.startswith(mark)), None)


def _declared(data: bytes) -> str | None:
    """The encoding that a web page says it is in."""
    found = _DECLARED.search(data, 0, 4096)
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii", errors="replace").lower()
    return _MEANT.get(name, name) if is_encoding(name) else None


def is_encoding(name: str) -> bool:
    """Whether Python knows an encoding of text of this name."""
    try:
        "".encode(name)
        return True
    except (LookupError, ValueError):
        return False


def _advice(data: bytes) -> str:
    """What to try for bytes that are not UTF-8. It is a guess and says so."""
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) > len(data[:4096]) // 8:
        return f"it may be UTF-16: try --encoding utf-16-{'le' if odd > even else 'be'}"
    high = sum(byte >= 0x80 for byte in data)
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\f" for byte in data)
    if controls > len(data) // 100:
        return "it is probably not text at all"
    if high > len(data) // 4:
        return "it may be in an older encoding such as windows-1251 (Cyrillic) or windows-1256 (Arabic): try --encoding"
    return "if it is Windows-1252, the usual one of older Western texts, try --encoding cp1252"
