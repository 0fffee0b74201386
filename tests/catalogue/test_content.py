"""Y, C, U, Z, L: what content may not hold, each under its number of the catalogue, told in place and in words.

A case is what stands in one file of a site that is otherwise in order; what is wanted is where and under which code it
is told, or that there is none. Some numbers have several cases, told apart by a small letter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from sitegen.pipeline import Options, build

NOTE = "annotations/a.yaml"
ARTICLE = "articles/a.txt"
FILES = {ARTICLE: "The mayor called talks. She said it was late. It rained on Monday.\n"}
BOMB = "a: &a [x,x]\n" + "".join(f"{c}: &{c} [*{p},*{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True))
MERGES = "k0: &k0 {a: 1}\n" + "".join(f"k{n}: &k{n} {{<<: [*k{n - 1}, *k{n - 1}]}}\n" for n in range(1, 25))
ADA = "ada: {{name: {}, type: person{}}}\n"
QUOTE = "rights: full\nstatements:\n  - quote: {}\n    form: outlet\n"

# number: (file, what stands in it, where and how it is told)
YAML = {
    "Y01": (NOTE, "headline: A\nheadline: B\n", "2:1: error[yaml-duplicate-key]: “headline” is set again; it was first"),
    "Y02": (NOTE, QUOTE.format("The mayor") + "    form: outlet\n", "5:5: error[yaml-duplicate-key]: “form”"),
    "Y03": (NOTE, "Headline: A\nheadline: A\n", "1:1: error[unknown-key]: there is no key “Headline” here"),
    "Y04": (NOTE, '"headline": A\nheadline: A\n', "2:1: error[yaml-duplicate-key]: “headline”"),
    "Y05": (NOTE, "headline: no\n", ""),
    "Y06": (NOTE, "headline: 1:20\nlabel: 010\nauthor: 1e3\nrights_note: 0x10\n", ""),
    "Y07": (NOTE, "date: 2024-02-30\n", "1:7: error[impossible-date]: “2024-02-30” is not a date of the calendar"),
    "Y08": (NOTE, BOMB, "1:4: error[yaml-anchor]: “&a” begins with “&”"),
    "Y09": (NOTE, MERGES, "1:5: error[yaml-anchor]: “&k0” begins with “&”"),
    "Y10": (NOTE, "headline: &a [*a]\n", "1:11: error[yaml-anchor]: “&a” begins with “&”"),
    "Y11": (NOTE, "<<: {headline: A}\n", "1:1: error[yaml-anchor]: “<<” is a merge key"),
    "Y12": (NOTE, "headline: " + "[" * 20_000, "1:34: error[yaml-depth]: this is nested more than 24 deep"),
    "Y13": (NOTE, "".join(" " * n + "a:\n" for n in range(2_000)), "25:25: error[yaml-depth]"),
    "Y13b": (NOTE, "".join(" " * n + "a:\n" for n in range(3_000)), "error[file-too-large]: the file holds 4,507,500"),
    "Y14": (NOTE, "".join(f"k{n}: v\n" for n in range(60_000)), "1:1: error[unknown-key]: there is no key “k0” here"),
    "Y15": (NOTE, f"statements: [{','.join(['x'] * 100_001)}]", "1:200010: error[yaml-nodes]"),
    "Y16": (NOTE, "headline: " + "x" * 10_000_000, "error[file-too-large]: the file holds 10,000,010 characters"),
    "Y17a": (NOTE, b" " * 5_000_000, "error[file-too-large]: the file holds 5,000,000 characters; no more than 4,194,304"),
    "Y17b": (NOTE, "#" * 5_000_000, "error[file-too-large]: the file holds 5,000,000 characters; no more than 4,194,304"),
    "Y18": (NOTE, "k" * 1_000_000, "1:1: error[wrong-type]: expected keys and values at the top of the file"),
    "Y19": (NOTE, "---\nheadline: A\n" * 2_000, "3:1: error[yaml-documents]: a second document begins here"),
    "Y20": (NOTE, 'headline: !!python/object/apply:os.system ["touch PWN"]\n', "1:11: error[yaml-tag]"),
    "Y21a": (NOTE, "headline: !!binary eA==\n", "1:11: error[yaml-tag]: “!!binary” begins with “!”"),
    "Y21b": (NOTE, "headline: !!set {a}\n", "1:11: error[yaml-tag]: “!!set” begins with “!”"),
    "Y21c": (NOTE, "headline: !!omap []\n", "1:11: error[yaml-tag]: “!!omap” begins with “!”"),
    "Y21d": (NOTE, "headline: !local x\n", "1:11: error[yaml-tag]: “!local” begins with “!”"),
    "Y22a": (NOTE, "%YAML 9.9\n---\nheadline: A\n", "1:1: error[yaml-directive]: “%YAML 9.9” begins with %"),
    "Y22b": (NOTE, "%TAG ! tag:x,2000:\n---\nheadline: A\n", "1:1: error[yaml-directive]: “%TAG ! tag:x,2000:”"),
    "Y23a": (NOTE, "? [a, b]\n: c\n", "1:3: error[yaml-key]: a key must be plain text"),
    "Y23b": (NOTE, "? complex key\n: c\n", "1:3: error[unknown-key]: there is no key “complex key” here"),
    "Y24": (NOTE, "statements:\n\t- quote: x\n", "2:1: error[yaml-tab]: a tab stands where YAML wants spaces"),
    "Y25": (NOTE, "a: A\n" * 4 + 'note: "open\n' + "date: 2020\n" * 35, "5:7: error[yaml-syntax]: the quotation mark opened"),
    "Y26": (NOTE, "headline: a: b\n", "1:12: error[yaml-colon]: this value holds a colon and a space"),
    "Y27a": (NOTE, "", "error[file-empty]: the file holds nothing, or only comments"),
    "Y27b": (NOTE, "# only\n", "error[file-empty]: the file holds nothing, or only comments"),
    "Y27c": (NOTE, "null\n", "error[file-empty]: the file holds nothing, or only comments"),
    "Y27d": (NOTE, "- a\n", "1:1: error[wrong-type]: expected keys and values at the top of the file"),
    "Y28b": (NOTE, "headline: A\n=======\nlabel: C\n=======\n", "2:1: error[yaml-conflict]"),
    "Y28": (NOTE, "headline: A\n<<<<<<< HEAD\nlabel: B\n=======\nlabel: C\n>>>>>>> x\n", "2:1: error[yaml-conflict]"),
}  # fmt: skip

SCHEMA = {
    "C01": ("actors.yaml", "ada: {type: person}\n", "1:6: error[missing-key]: the key “name” is missing"),
    "C02a": ("actors.yaml", ADA.format('""', ""), "1:13: error[wrong-type]: expected some text, found an empty one"),
    "C02b": ("actors.yaml", ADA.format('"  "', ""), "1:13: error[wrong-type]: expected some text, found an empty one"),
    "C02c": ("actors.yaml", ADA.format('"\u200b"', ""), "1:13: error[wrong-type]: expected some text, found an empty"),
    "C03": ("actors.yaml", ADA.format("[A]", ""), "1:13: error[wrong-type]: expected text, found a list"),
    "C04": ("actors.yaml", ADA.format("Ada", ", namess: [A]"), "1:32: error[unknown-key]: there is no key “namess”"),
    "C05": ("actors.yaml", ADA.format("Ada", ", summary: 'x. [@aa \"x\"]'"), "1:45: error[unknown-reference]: there is"),
    "C06": (NOTE, QUOTE.format("The mayor called no talks"), "3:12: error[words-not-found]: these words do not stand"),
    "C08": (NOTE, QUOTE.format("The mayor called\N{NO-BREAK SPACE}talks"), ""),
    "C11": (NOTE, QUOTE.format("The mayor called talks") + "  - quote: called talks\n    form: outlet\n", ""),
    "C13": ("actors.yaml", ADA.format("Ada", ", acts_for: ada"), "1:42: error[circular-reference]: the actor “ada”"),
    "C14a": ("places.yaml", "a: {name: Aa, type: city, within: b}\nb: {name: Bb, type: city, within: c}\n"
             "c: {name: Cc, type: city, within: a}\n", "1:35: error[circular-reference]: the place “a” leads back to "
             "itself: a → b → c → a"),
    "C14b": ("events.yaml", "a: {name: Aa, type: summit, status: held, part_of: b}\n"
             "b: {name: Bb, type: summit, status: held, part_of: a}\n", "1:52: error[circular-reference]"),
    "C15": ("actors.yaml", ADA.format("Ada", ", acts_for: nobody"), "1:42: error[unknown-reference]: there is no actor"),
    "C16": ("events.yaml", "e: {name: E, type: summit, status: held, participants: [" +
            ", ".join(f"{{actor: x{n}}}" for n in range(2_000)) + "]}\n", "1:65: error[unknown-reference]"),
    "C18a": (NOTE, "date: 0000-01-01\n", "1:7: error[impossible-date]: “0000-01-01” is not a date of the calendar"),
    "C18b": (NOTE, "date: 99999-01-01\n", "1:7: error[impossible-date]: “99999-01-01” is not a date of the calendar"),
    "C20a": (NOTE, "language: xx-zz-q\n", "1:11: error[wrong-value]: “xx-zz-q” is not the tag of a language"),
    "C20b": (NOTE, "language: '\"><b>'\n", "1:11: error[wrong-value]: “\"><b>” is not the tag of a language"),
    "C20c": ("site.yaml", "title: x\nscope: x\nlanguage: en-\n", "3:11: error[wrong-value]: “en-” is not the tag of"),
    "C20d": (NOTE, "language: zh-Hans-CN\n", ""),
    "C21a": ("places.yaml", "a: {name: Aa, type: city, lat: .nan, lon: 1}\n", "1:32: error[wrong-type]: expected a n"),
    "C21b": ("places.yaml", "a: {name: Aa, type: city, lat: 1, lon: 1e400}\n", "1:40: error[wrong-type]: expected a n"),
    "C22a": ("places.yaml", "a: {name: Aa, type: city, lat: -91, lon: 1}\n", "1:32: error[wrong-value]: expected a n"),
    "C22b": (NOTE, "text_from_line: -1\n", "1:17: error[wrong-value]: expected a number from 1, found -1"),
    "C24": ("annotations/b.yaml", "headline: B\n", "error[article-without-text]: there is no article"),
}  # fmt: skip

UNSEEN = {
    "U01a": (NOTE, "headline: a\u202eb\n", "1:12: error[text-direction]: the character U+202E (right-to-left override)"),
    "U01b": (NOTE, 'headline: "a\\u202eb"\n', "1:11: error[text-direction]: the character U+202E"),
    "U01c": (ARTICLE, "x \u202e y\n", "1:3: error[text-direction]: the character U+202E (right-to-left override) makes"),
    "U02a": (NOTE, "headline: a\u2066b\n", "1:12: error[text-direction]: the character U+2066 (left-to-right isolate)"),
    "U02b": (NOTE, "headline: a\u2066b\u2069c\n", ""),
    "U02c": (ARTICLE, "\u202bقال\u202c الرئيس \u2067و\u2069.\n", ""),
    "U02d": (ARTICLE, "one \u2069 two\n", "1:5: error[text-direction]: the character U+2069"),
    "U02e": (ARTICLE, "one \u202b two\nthree \u202c\n", "1:5: error[text-direction]: the character U+202B"),
    "U03": ("articles/x\u202etxt.md", "x\n", "error[bad-id]: “x\\u202etxt” cannot be an id"),
    "U04": ("actors.yaml", "a\u200bda: {name: Ada, type: person}\n", "1:1: error[bad-id]: “a\\u200bda” cannot be an id"),
    "U05a": (NOTE, "headline: a\U000e0041b\n", "1:12: error[text-hidden]: the character U+E0041 (tag latin capital"),
    "U05b": (ARTICLE, "A flag \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f.\n", ""),
    "U06a": (ARTICLE, "a" + "\u0301" * 5_000 + "\n", "1:2: error[text-hidden]: 5000 marks stand on one letter; no more"),
    "U06c": (ARTICLE, "a" + "\u0301" * 9 + "\n", "1:2: error[text-hidden]: 9 marks stand on one letter; no more than 8"),
    "U06d": (ARTICLE, "ก" + "\u0e49" * 5_000 + "\n", "1:2: error[text-hidden]: 5000 marks stand on one letter; no more"),
    "U06e": (ARTICLE, "ab" + "\u20dd\ufe0f" * 5 + "\n", "1:3: error[text-hidden]: 10 marks stand on one letter; no more"),
    "U06f": (ARTICLE, "a" + "\u0301\u200d" * 9 + "\n", "1:2: error[text-hidden]: 9 marks stand on one letter; no more"),
    "U06g": (ARTICLE, "☺☺" + "\U000e0101" * 9 + "\n", "1:3: error[text-hidden]: 9 marks stand on one letter; no more"),
    "U06h": (ARTICLE, "ཧྐྵྨླྺྼྻྂ ☺☺☺☺☺☺☺☺☺☺☺ ❤\ufe0f\u200d🔥❤\ufe0f❤\ufe0f❤\ufe0f❤\ufe0f\n", ""),
    "U06b": (ARTICLE, "a" + "\u0301" * 8 + "\n", ""),
    "U07": ("actors.yaml", 'ada: {name: Ada, type: "\\e[31mx"}\n', "1:24: error[file-control-character]"),
    "U08": (ARTICLE, "قال الرئيس إن المحادثات بدأت.\n", ""),
}  # fmt: skip

BYTES = {
    "Z01": (ARTICLE, b"caf\xe9 x\n", "1:4: error[file-not-utf8]: byte 0xE9 at offset 3 is not UTF-8; in Windows-1252 it"),
    "Z02": (ARTICLE, "x".encode("utf-16"), "1:1: error[file-not-utf8]: byte 0xFF at offset 0 is not UTF-8; the file"),
    "Z03": (ARTICLE, b"\xfe\xff\x00x", "1:1: error[file-not-utf8]: byte 0xFE at offset 0 is not UTF-8; the file looks"),
    "Z04": (ARTICLE, "x".encode("utf-32"), "1:1: error[file-not-utf8]: byte 0xFF at offset 0 is not UTF-8; the file"),
    "Z05": (ARTICLE, b"a\x00b", "1:2: error[file-control-character]: the control character U+0000"),
    "Z06": (ARTICLE, b"a\x01b\x0bc\x1bd", "1:2: error[file-control-character]: the control character U+0001"),
    "Z07": (ARTICLE, b"a\xed\xa0\x80", "1:2: error[file-not-utf8]: byte 0xED at offset 1 is not UTF-8; the program"),
    "Z08": (ARTICLE, b"a\xc0\xaf", "1:2: error[file-not-utf8]: byte 0xC0 at offset 1 is not UTF-8; the program"),
    "Z09": (ARTICLE, b"a\xc3", "1:2: error[file-not-utf8]: byte 0xC3 at offset 1 is not UTF-8; the file ends in the"),
    "Z10": (ARTICLE, "a\ufffeb\uffff".encode(), "1:2: error[file-control-character]: the control character U+FFFE"),
    "Z11": (ARTICLE, b"\xef\xbb\xbfabc\n", ""),
    "Z12": (ARTICLE, b"a\r\n\r\nb\rc\n", ""),
    "Z13": (ARTICLE, b"", "error[file-empty]: the article has no text"),
    "Z14": (ARTICLE, b"word " * 800_000, "error[file-too-large]: the file holds 4,000,000 bytes; no more than 1,048,576"),
}  # fmt: skip

# Each as the address of an article, and as a link in prose: what is no link there is the words it is.
LINKS = {
    "L01": ("javascript:1", "bad-link", "bad-link"),
    "L02": ("JaVaScRiPt:1", "bad-link", "bad-link"),
    "L03": ("java&#9;script:1", "bad-link", "bad-link"),
    "L04": ("java&NewLine;script:1", "bad-link", "bad-link"),
    "L05": ("&#106;avascript:1", "bad-link", "bad-link"),
    "L06": ("\x01javascript:1", "file-control-character", "file-control-character"),
    "L07": ("%6aavascript:1", "bad-link", "bad-link"),
    "L08": ("data:text/html,x", "bad-link", "bad-link"),
    "L09": ("data:image/svg+xml,x", "bad-link", "bad-link"),
    "L10": ("vbscript:1", "bad-link", "bad-link"),
    "L11": ("file:///etc/passwd", "bad-link", "bad-link"),
    "L12": ("//evil", "bad-link", "bad-link"),
    "L13": ("http://user:pw@host", "bad-link", "bad-link"),
    "L14": ("https://\N{CYRILLIC SMALL LETTER A}pple.com", "mixed-letters", "mixed-letters"),
    "L15": ("https://x y", "bad-link", ""),
    "L16": ("https://x.test/" + "a" * 2_100, "bad-link", "bad-link"),
}  # fmt: skip

ALL = YAML | SCHEMA | UNSEEN | BYTES


@pytest.mark.parametrize("number", ALL)
def test_it_is_told_where_it_is_or_accepted(number: str, site: Any, said: Any, tmp_path: Any) -> None:
    path, content, told = ALL[number]
    text = said(site({**FILES, path: content}))
    assert number != "Y28b" or text.count("error[") == 1
    # What is accepted may be warned of, and nothing ran.
    if not told:
        assert "error[" not in text
    else:
        shown = path.replace("\u202e", "\\u202e")
        assert f"\ncontent/{shown}:{' ' * told.startswith('error')}{told}" in f"\n{text}", text[:300]
    assert not list(tmp_path.rglob("PWN"))


@pytest.mark.parametrize("number", LINKS)
def test_a_link_is_refused_with_its_place(number: str, site: Any, said: Any) -> None:
    target, as_address, in_prose = LINKS[number]
    address = said(site({**FILES, NOTE: json.dumps({"headline": "x", "url": target}, ensure_ascii=False)}))
    severity = "warning" if number == "L14" else "error"
    assert address.startswith(f"content/{NOTE}:1:26: {severity}[{as_address}]") if as_address else address == ""
    prose = {"title": "x", "scope": "x", "method": f"see [t]({target}) here"}
    text = said(site({**FILES, NOTE: "headline: x\n", "site.yaml": json.dumps(prose, ensure_ascii=False)}))
    column = "" if number == "L14" else "4"
    assert (
        text.startswith(f"content/site.yaml:1:{column}") and f"{severity}[{in_prose}]" in text
        if in_prose
        else text == ""
    )


def test_an_address_that_looks_like_another_is_told_as_machines_spell_it(site: Any, said: Any) -> None:
    """L14."""
    text = said(site({**FILES, NOTE: "url: https://www.\u0430pple.com/x\n"}))
    told = "“www.\u0430pple.com” mixes letters that look alike: \u0430 is Cyrillic, ple is Latin; it leads to www.xn--pple-43d.com"
    assert text.startswith(f"content/{NOTE}:1:6: warning[mixed-letters]: {told}")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Sber\u0431ank", "“Sber\u0431ank” mixes letters that look alike: \u0431 is Cyrillic, Sberank is Latin"),
        ("The \u039fuzo Bar", "“\u039fuzo” mixes letters that look alike: \u039f is Greek, uzo is Latin"),
        ("Газета.Ru", ""),
        ("Toyota トヨタ", ""),
        ("β-globin", ""),
        ("Тамара Ярославна", ""),
        ("5 µm Straße", ""),
    ],
)
def test_a_name_of_mixed_letters_is_warned_of(name: str, told: str, site: Any, said: Any) -> None:
    text = said(site({**FILES, "actors.yaml": f"ada: {{name: {name}, type: person}}\n"}))
    assert ("warning[mixed-letters]: " + told in text) == bool(told)
    assert ("mixed-letters" in text) == bool(told)


def test_words_found_twice_say_so(site: Any, said: Any) -> None:
    """C07: the words stand in two places. C12: one id in two files, both named."""
    files = {ARTICLE: "It rained. It rained.\n", NOTE: QUOTE.format("It rained")}
    assert said(site(files)).startswith("content/annotations/a.yaml:3:12: error[words-found-twice]")
    twice = {"actors/a.yaml": ADA.format("Ada", ""), "actors/b.yaml": ADA.format("Ada B", "")}
    assert said(site({**FILES, NOTE: "headline: x\n", **twice})).startswith(
        "content/actors/b.yaml:1:1: error[duplicate-id]: the actor “ada” is written at content/actors/a.yaml:1:6"
    )


def test_texts_that_yaml_would_mistake_stay_texts(
    site: Callable[[Mapping[str, str | bytes]], Any], page_text: Any
) -> None:
    """Y05, Y06: they are printed as they are written."""
    project = site({**FILES, NOTE: "headline: no\nauthor: 1e3\nrights: full\nrights_note: 0x10\n"})
    edition = build(project, Options())
    text = page_text(edition, "articles/a.html")
    assert text.startswith("Article no ")
    assert "1e3" in text
    assert "0x10" in page_text(edition, "rights.html")
