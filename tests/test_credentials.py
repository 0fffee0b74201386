"""A key, a token or a file of passwords is told by its name or its form; what only speaks of one is left in peace."""

from __future__ import annotations

import pytest

from sitegen.credentials import credential

RSA = b"-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx7pZ2JYdTqJ0\n"
# None of them may stand whole in this file, which is published itself.
GITHUB, FINE, GITLAB, AMAZON, GOOGLE, SLACK, NPM, PYPI = (
    begin + end
    for begin, end in (
        (b"gh", b"p_" + b"a1B2" * 9),
        (b"github", b"_pat_" + b"a1B2_3" * 10),
        (b"gl", b"pat-" + b"a1-B2" * 4),
        (b"AK", b"IA2E4F6H8J0L2N4P6R"),
        (b"AI", b"zaSy0a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6"),
        (b"xo", b"xb-12345678-abcdefghij"),
        (b"np", b"m_" + b"a1B2" * 9),
        (b"py", b"pi-AgEIcHlwaS5vcmc" + b"a1-B2" * 10),
    )
)

NAMES = {
    "assets/.env": True,
    "assets/.env.production": True,
    "assets/prod.env.txt": False,
    "assets/keys/id_rsa": True,
    "assets/id_ed25519": True,
    "assets/id_ed25519.pub": False,
    "assets/Server.PEM": True,
    "assets/.netrc/x": True,
    ".netrc/assets/x": True,
    "assets/keys": False,
    "articles/key.html": False,
}
# What is told of each, and where; or nothing.
FORMS = {
    b"<p>one</p>\n<p>%s</p>" % GITHUB: "2: a token of GitHub",
    GITHUB[:-1]: "",
    b"a" + GITHUB: "",
    b"tokens begin with gh" + b"p_ or github" + b"_pat_": "",
    FINE: "1: a token of GitHub",
    FINE[:-1]: "",
    GITLAB: "1: a token of GitLab",
    GITLAB[:-1]: "",
    b"\n\n" + AMAZON: "3: a key of Amazon",
    AMAZON.replace(b"KI", b"SI"): "1: a key of Amazon",
    AMAZON[:-1]: "",
    AMAZON + b"x": "",
    b"x" + AMAZON: "",
    b"AKIAIOSFODNN7EXAMPLE, as the manual has it": "",
    GOOGLE: "1: a key of Google",
    GOOGLE + b"x": "",
    SLACK: "1: a token of Slack",
    SLACK.replace(b"12345678", b"1234567"): "",
    NPM: "1: a token of npm",
    NPM + b"x": "",
    PYPI: "1: a token of PyPI",
    PYPI[:-1]: "",
    RSA: "1: a private key",
    RSA.replace(b"\n", b"</p>\n<p>"): "1: a private key",
    RSA.replace(b"\n", b"\\n"): "1: a private key",
    RSA.replace(b"\n", b"\nProc-Type: 4,ENCRYPTED\n", 1): "1: a private key",
    b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5v": "1: a private key",
    b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBGJx1AEBCADHulnYlh1OonQ": "1: a private key",
    b"It begins with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----": "",
    b"-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A": "",
    # The first that is there is told, whatever comes before it only looks like one.
    b"AKIA\n" + SLACK: "2: a token of Slack",
    b"\n" + RSA + GITHUB: "2: a private key",
}


@pytest.mark.parametrize("path", NAMES)
def test_names(path: str) -> None:
    said = f"{path}: files of this name hold keys or passwords"
    assert credential(path, b"x") == (said if NAMES[path] else "")


@pytest.mark.parametrize("data", FORMS, ids=lambda data: data[:12].decode().strip())
def test_forms(data: bytes) -> None:
    told = credential("a.html", data)
    assert told == (f"a.html:{FORMS[data]}" if FORMS[data] else "")
