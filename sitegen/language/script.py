"""Which way a language runs: it follows from the script it is written in."""

from __future__ import annotations

from typing import Literal

Direction = Literal["ltr", "rtl"]

# A test holds this to what the Unicode consortium's locale data say of every language they know.
_SCRIPTS = frozenset(["adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"])
_LANGUAGES = frozenset({
    "apc", "ar", "arc", "ary", "arz", "azb", "bal", "bgn", "bqi", "brh", "ckb", "dv", "fa", "glk", "he", "hnd",
    "hno", "ks", "lki", "lrc", "luz", "mzn", "nqo", "oud", "pbt", "ps", "rhg", "sd", "sdh", "skr",
    "syr", "trw", "ug", "ur", "yi",
})  # fmt: skip


def base_of(tag: str) -> str:
    """The language of a tag without its script and country: `pt` of `pt-BR`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def direction(tag: str) -> Direction:
    """Which way text of a language runs."""
    base, *rest = tag.replace("_", "-").lower().split("-")
    if script := next((part for part in rest if len(part) == 4 and part.isalpha()), None):
        return "rtl" if script in _SCRIPTS else "ltr"
    if (base, *rest[:1]) in (("pa", "pk"), ("uz", "af")):
        return "rtl"
    return "rtl" if base in _LANGUAGES else "ltr"
