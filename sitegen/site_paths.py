"""What may name a file of a finished site: the whole rule of what is ever written where."""

from __future__ import annotations

# The list of a site's own files, which stands among them.
LIST = ".sitegen-manifest.json"


def path_fault(path: str) -> str | None:
    """Why `path` cannot name a file of a site, as the end of a sentence about it; or None."""
    if not path.isprintable() or "\\" in path:
        return "holds a control character or a backslash"
    try:
        parts = [part.encode() for part in path.split("/")]
    except UnicodeEncodeError:
        return "cannot be written as UTF-8"
    if any(part in (b"", b".", b"..") for part in parts):
        return "is not a plain path below the site's folder"
    if any(len(part) > 255 for part in parts):
        return "has a part longer than 255 bytes"
    if parts[0] == LIST.encode() or b".git" in (part.lower() for part in parts):
        return "is a name kept for other uses"
    return None
