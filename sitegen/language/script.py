"""Which way a language runs: it follows from the script it is written in."""

from __future__ import annotations

import re
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


# Letters of the scripts that run from right to left, and of those that do not.
_TO_THE_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_TO_THE_RIGHT = re.compile(r"[A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\ua4cf\uac00-\ud7ff]")


def against(text: str, page: Direction) -> Direction | None:
    """Which way words run that run against the page they stand on, by most of their letters; None for all others."""
    if not any_against(text, page):
        return None
    to_the_left, to_the_right = len(_TO_THE_LEFT.findall(text)), len(_TO_THE_RIGHT.findall(text))
    if page == "ltr":
        return "rtl" if to_the_left > to_the_right else None
    return "ltr" if to_the_right > to_the_left else None


def any_against(text: str, page: Direction) -> bool:
    """Whether any letter runs against the page."""
    return bool((_TO_THE_LEFT if page == "ltr" else _TO_THE_RIGHT).search(text))
