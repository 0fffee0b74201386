"""What looks like a key, a token or a file of passwords, and so must not be where everybody can see it.

Only forms that are unmistakable are looked for: a whole token with its own beginning and length, a private key with
its first line of figures. An article that speaks of such things, or prints their first letters, is left in peace."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = re.compile(
    r"\.env(\..+)?|\.netrc|\.pgpass|\.htpasswd|\.npmrc|\.pypirc|\.git-credentials|id_(rsa|dsa|ecdsa|ed25519)"
    r"|.+\.(pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc\.key)",
    re.IGNORECASE,
)
# What each is called, the beginnings that tell that one may be there, and its form.
_FORMS: Final = (
    (
        "a private key", (b"PRIVATE KEY",),
        rb"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|<[^>]{0,40}>)+"
        rb"(?:[A-Za-z-]+: [^\n]*\n+)*[A-Za-z0-9+/=]{20,}",
    ),
    ("a token of GitHub", (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_"), rb"(?<!\w)gh[pousr]_[A-Za-z0-9]{36,}"),
    ("a token of GitHub", (b"github_pat_",), rb"(?<!\w)github_pat_\w{60,}"),
    ("a token of GitLab", (b"glpat-",), rb"(?<!\w)glpat-[\w-]{20,}"),
    ("a key of Amazon", (b"AKIA", b"ASIA"), rb"(?<!\w)(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE)[A-Z0-9]{16}(?!\w)"),
    ("a key of Google", (b"AIza",), rb"(?<!\w)AIza[\w-]{35}(?![\w-])"),
    ("a token of Slack", (b"xox",), rb"(?<!\w)xox[abeprs]-[0-9]{8,}-[A-Za-z0-9-]{10,}"),
    ("a token of npm", (b"npm_",), rb"(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)"),
    ("a token of PyPI", (b"pypi-AgEI",), rb"(?<!\w)pypi-AgEIcHlwaS5vcmc[\w-]{50,}"),
)  # fmt: skip
_COMPILED: Final = tuple((what, beginnings, re.compile(form)) for what, beginnings, form in _FORMS)


def credential(path: str, data: bytes) -> str:
    """What a file of this name and these bytes gives away, in words without the secret; empty for nothing."""
    if any(_NAMES.fullmatch(part) for part in path.split("/")):
        return f"{path}: files of this name hold keys or passwords"
    for what, beginnings, form in _COMPILED:
        if any(beginning in data for beginning in beginnings) and (found := form.search(data)):
            return f"{path}:{_line(data, found.start())}: {what}"
    return ""


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
