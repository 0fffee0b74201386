"""What people type into a file comes back as text with its place, or as a problem that says where and why."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.problems import Place, Problem
from sitegen.source import Node, decode, front_matter, limits, read_tree, reading, stamp, written_alike

PARSERS = {"C": yaml.CSafeLoader, "Python": yaml.SafeLoader} if yaml.__with_libyaml__ else {"Python": yaml.SafeLoader}


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every reading is done with libyaml and with the parser that stands in where libyaml is missing."""
    monkeypatch.setattr(reading, "_PARSER", PARSERS[request.param])
    return str(request.param)


def tree(text: str, first_line: int = 1) -> Node:
    node, problems = read_tree(text, "f.yaml", first_line)
    assert problems == []
    assert node is not None
    return node


def slips(text: str, first_line: int = 1) -> list[tuple[str, str]]:
    """Place and code of each problem, as `line:column code`."""
    return [(f"{p.place.line}:{p.place.column}", p.code) for p in read_tree(text, "f.yaml", first_line)[1]]


def only(text: str) -> Problem:
    problems = read_tree(text, "f.yaml")[1]
    assert len(problems) == 1, problems
    return problems[0]


ANNOTATION = """\
# what the Dawn article holds
summary: >-
  Talks in Tehran.
statements:
  - quote: "It's a “tragedy”"
    speaker: erdogan
    about: [idlib, 'hts']
  - date: on Friday
    declared: 2018-09-07
    because:
"""

# A plain YAML reader makes numbers, truth values, dates and merge keys of these, or fails.
MISREAD_BY_OTHERS = """
NO no yes off true 12:30 190:20:30 0123 1_000 0x1F 1.10 1e3 0o14 010 2018-09-07 2018-13-40 2024-02-30 = <<
50% b#c .inf .nan Nope nULL
"""


@pytest.mark.usefixtures("parser")
class TestTree:
    def test_an_annotation_is_plain_data(self) -> None:
        assert tree(ANNOTATION).value == {
            "summary": "Talks in Tehran.",
            "statements": [
                {"quote": "It's a “tragedy”", "speaker": "erdogan", "about": ["idlib", "hts"]},
                {"date": "on Friday", "declared": "2018-09-07", "because": None},
            ],
        }

    def test_every_value_knows_its_place(self) -> None:
        node = tree(ANNOTATION)
        assert str(node.at("statements", 0, "quote")) == "f.yaml:5:12"
        assert node.at("statements", 0, "quote").length == len('"It\'s a “tragedy”"')
        assert node.at("statements", 0, "about", 1) == Place("f.yaml", 7, 20, 5)
        assert node.at("statements", 1) == Place("f.yaml", 8, 5, 1)
        assert node.at("statements", 1, "declared") == Place("f.yaml", 9, 15, 10)
        assert node.at() == node.place == Place("f.yaml", 2, 1, 1)

    def test_every_key_knows_its_place(self) -> None:
        node = tree(ANNOTATION)
        assert node.key_at("statements") == Place("f.yaml", 4, 1, 10)
        assert node.key_at("statements", 1, "because") == Place("f.yaml", 10, 5, 7)
        assert node.keys is not None
        assert node.keys["summary"] == Place("f.yaml", 2, 1, 7)

    def test_a_path_that_does_not_exist_leads_to_the_deepest_that_does(self) -> None:
        node = tree(ANNOTATION)
        first = node.at("statements", 0)
        assert node.at("statements", 0, "form", 3) == first
        assert node.at("statements", 9) == node.at("statements", "x") == node.at("statements", -1)
        assert node.at("statements", -1) == node.at("statements")
        assert node.key_at("statements", 0, "form") == first
        assert node.key_at("nothing", "deeper") == node.place
        assert node.key_at("statements", 1) == node.at("statements", 1)
        assert node.key_at() == node.place

    def test_parts_and_value_are_the_same_objects(self) -> None:
        node = tree("a: [x, {b: y}]")
        inner = node.child("a")
        assert inner is not None
        assert isinstance(node.value, dict)
        assert inner.value is node.value["a"]
        assert isinstance(inner.parts, list)
        assert [part.value for part in inner.parts] == ["x", {"b": "y"}]
        assert inner.child("b") is None
        assert inner.parts[0].parts is None
        assert inner.parts[0].keys is None

    def test_quoted_is_told_from_plain(self) -> None:
        node = tree("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >-\n  x\n")
        assert isinstance(node.parts, dict)
        assert {key: part.quoted for key, part in node.parts.items()} == dict.fromkeys("abcde", True) | {"a": False}

    @pytest.mark.parametrize("text", MISREAD_BY_OTHERS.split())
    def test_what_was_written_is_what_is_read(self, text: str) -> None:
        assert tree(f"a: {text}").value == {"a": text}

    def test_in_quotation_marks_a_key_is_any_text(self) -> None:
        assert tree("\"<<\": a\n'': b").value == {"<<": "a", "": "b"}

    def test_a_number_of_any_length_is_text(self) -> None:
        assert tree("a: " + "1" * 5000).value == {"a": "1" * 5000}

    def test_keys_stay_text_too(self) -> None:
        assert tree("NO: 1\noff: 2\n12: 3\nnull: 4\n'': 5").value == {
            "NO": "1",
            "off": "2",
            "12": "3",
            "null": "4",
            "": "5",
        }

    @pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
    def test_nothing_is_none_only_when_plain(self, nothing: str) -> None:
        assert tree(f"a: {nothing}\nb: '{nothing}'\nc: [x]").value == {"a": None, "b": nothing, "c": ["x"]}

    def test_columns_count_characters(self) -> None:
        assert tree('кто: {é: "😀😀", b: c}').at("кто", "b") == Place("f.yaml", 1, 19, 1)

    @pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\ufeff"])
    def test_lines_end_only_where_an_editor_ends_them(self, odd: str) -> None:
        node = tree(f'a: "x{odd}y"\nb: "{odd}": c\n'.replace('": c', '"') + "c: d")
        assert node.value == {"a": f"x{odd}y", "b": odd, "c": "d"}
        assert node.at("b") == Place("f.yaml", 2, 4, 3)
        assert node.at("c") == Place("f.yaml", 3, 4, 1)

    @pytest.mark.parametrize("newline", ["\r\n", "\r"])
    def test_line_endings_and_byte_order_mark_change_nothing(self, newline: str) -> None:
        other = tree("\ufeff" + ANNOTATION.replace("\n", newline))
        assert other.value == tree(ANNOTATION).value
        assert other.at("statements", 1, "date") == tree(ANNOTATION).at("statements", 1, "date")

    def test_lines_are_counted_from_the_first_line_given(self) -> None:
        assert tree("a: b\nc: d", first_line=7).key_at("c") == Place("f.yaml", 8, 1, 1)
        assert slips("a: b\na: c\n", first_line=2) == [("3:1", "yaml-duplicate-key")]
        assert "line 2" in read_tree("a: b\na: c", "f.yaml", 2)[1][0].message
        assert slips("a: b\nc: d: e", first_line=10) == [("11:5", "yaml-colon")]
        assert slips("\n<<<<<<< x", first_line=10) == [("11:1", "yaml-conflict")]
        assert slips("# x\n%YAML 1.1\n---\na: b", first_line=10) == [("11:1", "yaml-directive")]
        assert slips("a: \x01", first_line=10) == [("10:4", "file-control-character")]

    def test_one_document_may_be_marked_as_such(self) -> None:
        assert tree("---\na: b\n...\n").value == {"a": "b"}
        assert tree("---\na: b\n").at("a") == Place("f.yaml", 2, 4, 1)

    def test_other_roots_are_for_the_caller_to_judge(self) -> None:
        assert tree("[a, b]").value == ["a", "b"]
        assert tree("just words").value == "just words"
        assert tree("{}").value == {}
        assert tree("''").value == ""


# What a person types, where the problem is, its code, and words that the message and hint must hold.
SLIPS: list[tuple[str, str, str, tuple[str, ...]]] = [
    # tabs and indents
    ("a:\n\tb: 1", "2:1", "yaml-tab", ("tab", "spaces")),
    ("a: 1\n\tb: 2", "2:1", "yaml-tab", ("tab",)),
    ("a:\n  - b\n \t- c: d: e", "3:2", "yaml-tab", ("tab",)),
    ("- \t- x", "1:3", "yaml-tab", ("tab",)),
    ("a: |\n    b\n\tc\n", "3:1", "yaml-tab", ("tab",)),
    ("a:\n    b: 1\n  c: 2", "3:3", "yaml-indent", ("2 spaces", "line 2 has 4 spaces")),
    ("a:\n  - b\n - c\n", "3:2", "yaml-indent", ("1 space ", "line 2")),
    ("a: 1\n  b: 2", "2:3", "yaml-indent", ("“b”", "same indent")),
    ("s:\n  - quote: x\n     by: y", "3:6", "yaml-indent", ("“by”",)),
    ("s:\n  - quote: x\n   by: y", "3:4", "yaml-indent", ("3 spaces", "2 spaces before its hyphen", "4 characters")),
    ("  a: 1\nb: 2", "2:1", "yaml-indent", ("no spaces", "line 1 has 2 spaces")),
    ("- a\nb: c", "2:1", "yaml-indent", ("a key stands where the next item",)),
    ("a: 1\n- b", "2:1", "yaml-indent", ("an item of a list stands where a key",)),
    ("- a\n -b: c", "2:2", "yaml-indent", ("hyphen", "space after")),
    # colons
    ("title: Turkey: what now", "1:14", "yaml-colon", ("colon", "quotation marks")),
    ("- title: Turkey: what now", "1:16", "yaml-colon", ("quotation marks",)),
    ("summary: one\n  and then: more", "2:11", "yaml-colon", ("quotation marks",)),
    ("list\n  - a: b", "1:1", "yaml-syntax", ("this key has no colon", "“list:”")),
    ("a: b\nlist\n  c: d", "2:1", "yaml-syntax", ("no colon", "key: value")),
    ("a:\u00a0b\nc: d", "1:3", "yaml-syntax", ("none that YAML knows", "type a space")),
    ("- a: b\n  c:\u00a0d", "2:5", "yaml-syntax", ("none that YAML knows",)),
    ("- a: b\n— c: d", "2:1", "yaml-indent", ("“—”", "write “- ”")),
    ("title:Foo\nb: c", "1:1", "yaml-syntax", ("no colon", "“title: ”")),
    ("x: y\ntitle:Foo\nb: c", "2:1", "yaml-syntax", ("no colon", "“title: ”")),
    ("a: 1\nsome words\nc: 2", "2:1", "yaml-syntax", ("no colon", "indent it further")),
    (": x", "1:1", "yaml-key", ("key is missing",)),
    ("?\n: x", "1:2", "yaml-key", ("key is missing",)),
    # quotation marks
    ('quote: "I don\'t" said', "1:18", "yaml-syntax", ("after the closing quotation mark", '\\"')),
    ("quote: 'it's'", "1:12", "yaml-syntax", ("after the closing quotation mark", "''")),
    ('title: "Turkey": what now', "1:16", "yaml-syntax", ("after the closing quotation mark",)),
    ('"a" b', "1:5", "yaml-syntax", ("after the closing quotation mark",)),
    ('"a": b: c', "1:7", "yaml-colon", ("quotation marks",)),
    (
        "k: v\n" * 0 + 'a: 1\nb: "open\n' + "".join(f"k{i}: v\n" for i in range(40)),
        "2:4",
        "yaml-syntax",
        ("never closed",),
    ),
    ("a: 1\nb: 'open\nc: d", "2:4", "yaml-syntax", ("never closed",)),
    ('a: 1\nb: "open\nc: "d"\ne: f', "2:4", "yaml-syntax", ("opened here", "line 3")),
    ('a: ["over\n  two", @x]', "2:9", "yaml-syntax", ("“@”",)),
    ('a: "open\n---\nb: c', "1:4", "yaml-syntax", ("never closed",)),
    # values that begin with a sign of YAML's own
    ("a: @foo", "1:4", "yaml-syntax", ("“@”", "quotation marks")),
    ("a: `x`", "1:4", "yaml-syntax", ("“`”", "quotation marks")),
    ("a: %x", "1:4", "yaml-syntax", ("“%”", "quotation marks")),
    ("a: ]", "1:4", "yaml-syntax", ("begin with this character", "quotation marks")),
    ("a: , b", "1:4", "yaml-syntax", ("begin with this character", "quotation marks")),
    ("a: - b", "1:4", "yaml-syntax", ("list", "next line")),
    ("a: ? b", "1:4", "yaml-syntax", ("“? ”",)),
    ("a: |text", "1:5", "yaml-syntax", ("“|”", "next line")),
    ("a: >50", "1:6", "yaml-syntax", ("“>”", "quotation marks")),
    ("a: *HTS* said", "1:4", "yaml-anchor", ("“*HTS*”", "quotation marks")),
    ("a: **bold** text", "1:4", "yaml-anchor", ("“**bold**”", "quotation marks")),
    ("a: * b", "1:4", "yaml-anchor", ("“*”",)),
    ("a: & b", "1:4", "yaml-anchor", ("“&”",)),
    ("a: *x says hi", "1:4", "yaml-anchor", ("“*x”", "quotation marks")),
    ("a: !<x", "1:4", "yaml-tag", ("“!<x”",)),
    ("a: !e!foo x", "1:4", "yaml-tag", ("“!e!foo”",)),
    ("a: [...] and so on", "1:10", "yaml-syntax", ("does not belong", "quotation marks")),
    # brackets
    ("a: [1, 2", "1:4", "yaml-syntax", ("“[”", "never closed", "“]”")),
    ("a: {b: 1\n\n", "1:4", "yaml-syntax", ("“{”", "never closed")),
    ("a: [1, 2\nb: c\n", "2:2", "yaml-syntax", ("“]”", "line 1")),
    ("a: [b}", "1:6", "yaml-syntax", ("“]”",)),
    ("a: {b: #8a1538}\nc: d\n", "1:8", "yaml-syntax", ("“#8a1538}”", "comment", "quotation marks")),
    ("a: {b: c: d}", "1:9", "yaml-syntax", ("“}”",)),
    ("a: {{ b }}", "1:5", "yaml-key", ("plain text", "quotation marks")),
    # what is not allowed at all
    ("a: 1\nb: c\na: 2", "3:1", "yaml-duplicate-key", ("“a”", "line 1")),
    ('a: 1\n"a": 2', "2:1", "yaml-duplicate-key", ("“a”", "line 1")),
    ("s:\n  - q: 1\n    r: 2\n    q: 3\n  - q: 4", "4:5", "yaml-duplicate-key", ("“q”", "line 2")),
    ("? [a]\n: b", "1:3", "yaml-key", ("plain text",)),
    ("? {a: b}\n: c", "1:3", "yaml-key", ("plain text",)),
    ("<<: {a: 1}", "1:1", "yaml-anchor", ("merge key",)),
    ("a: &x foo", "1:4", "yaml-anchor", ("“&x”",)),
    ("a: *x", "1:4", "yaml-anchor", ("“*x”",)),
    ("*x : a", "1:1", "yaml-anchor", ("“*x”",)),
    ('a: !!python/object/apply:os.system ["touch x"]', "1:4", "yaml-tag", ("“!!python/object/apply:os.system”",)),
    ("a: !!binary aGk=", "1:4", "yaml-tag", ("“!!binary”",)),
    ("a: !!set {x}", "1:4", "yaml-tag", ("“!!set”",)),
    ("a: !!omap []", "1:4", "yaml-tag", ("“!!omap”",)),
    ("a: !local x", "1:4", "yaml-tag", ("“!local”",)),
    ("a: ! x", "1:4", "yaml-tag", ("“!”",)),
    ("%YAML 9.9\n---\na: 1", "1:1", "yaml-directive", ("“%YAML 9.9”",)),
    ("%TAG ! tag:x\n---\na: 1", "1:1", "yaml-directive", ("%",)),
    ("# note\n\n%x: 1", "3:1", "yaml-directive", ("quotation marks",)),
    ("a: b\n%x: 1", "2:1", "yaml-directive", ("“%x: 1”",)),
    ("a: b\n---\nc: d", "2:1", "yaml-documents", ("second document",)),
    ("---\n" * 2000, "2:1", "yaml-documents", ("second document",)),
    ("a: b\n...\nc: d", "3:1", "yaml-documents", ("“...”",)),
    ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x", "2:1", "yaml-conflict", ("“<<<<<<< HEAD”",)),
    ("a: 1\n=======\nb: 2", "2:1", "yaml-conflict", ("“=======”",)),
    ("", "0:0", "file-empty", ("nothing",)),
    ("\n  \n# only a note\n", "0:0", "file-empty", ("comments",)),
    ("---\n", "0:0", "file-empty", ("nothing",)),
    ("null", "0:0", "file-empty", ("nothing",)),
    # escapes and bytes
    ('a: "\\x"', "1:7", "yaml-syntax", ("escape",)),
    ('a: "\\0"', "1:4", "file-control-character", ("U+0000",)),
    ('a: "\\e[31m"', "1:4", "file-control-character", ("U+001B",)),
    ("a: b\x00c", "1:5", "file-control-character", ("U+0000",)),
    ("a: \ud800", "1:4", "file-control-character", ("U+D800",)),
    # what would be lost without a sound
    ("words: the #1 reason", "1:12", "yaml-comment", ("“#1 reason”", "quotation marks")),
    ("a: #idlib", "1:4", "yaml-comment", ("“#idlib”",)),
    ("- #idlib", "1:3", "yaml-comment", ("“#idlib”",)),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "spot", "code", "words"), SLIPS, ids=[repr(slip[0][:40]) for slip in SLIPS])
def test_a_slip_is_told_where_it_is_and_in_plain_words(text: str, spot: str, code: str, words: tuple[str, ...]) -> None:
    problem = only(text)
    assert (f"{problem.place.line}:{problem.place.column}", problem.code) == (spot, code)
    for word in words:
        assert word in f"{problem.message} → {problem.hint}"
    for jargon in ("token", "scalar", "mapping", "node", "did not find expected"):
        assert jargon not in problem.message + problem.hint


def test_an_unknown_escape_points_into_the_value(parser: str) -> None:
    problem = only('path: "C:\\qdata"')
    assert (problem.place.line, problem.place.column) == (1, 10 if parser == "C" else 11)
    assert problem.code == "yaml-syntax"
    assert "backslash" in problem.message


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("escape", ["\\uD800", "\\U00110000", "\\UFFFFFFFF"])
def test_an_escape_that_names_no_character_is_a_problem(escape: str) -> None:
    problem = only(f'a: "{escape}"')
    assert problem.code in ("yaml-syntax", "file-control-character")
    assert problem.place.line == 1


@pytest.mark.usefixtures("parser")
class TestJudgement:
    def test_slips_that_can_be_told_together_are(self) -> None:
        text = "%YAML 1.1\n---\na: 1\na: 2\nb: !x &y z\nc: d #e\nf: *g\n? [h]\n: i\nj: k: l"
        assert slips(text) == [
            ("1:1", "yaml-directive"),
            ("4:1", "yaml-duplicate-key"),
            ("5:4", "yaml-tag"),
            ("5:7", "yaml-anchor"),
            ("6:6", "yaml-comment"),
            ("7:4", "yaml-anchor"),
            ("8:3", "yaml-key"),
            ("10:5", "yaml-colon"),
        ]

    def test_a_slip_is_told_once_on_its_line_and_the_next_line_again(self) -> None:
        assert slips("a: *x says: y") == [("1:4", "yaml-anchor")]
        assert slips("a: *x\nb: c: d") == [("1:4", "yaml-anchor"), ("2:5", "yaml-colon")]

    def test_an_anchor_and_a_tag_on_two_lines_are_both_told(self) -> None:
        for text in ("!t\n&x y", "&x\n!t y"):
            problems = read_tree(text, "f.yaml")[1]
            assert {p.code for p in problems} == {"yaml-anchor", "yaml-tag"}
            assert all(("“&" in p.message) == (p.code == "yaml-anchor") for p in problems)

    def test_warnings_alone_never_end_the_reading(self) -> None:
        node, problems = read_tree("".join(f"k{i}: a #b\n" for i in range(150)) + "k0: again", "f.yaml")
        assert node is not None
        assert [p.code for p in problems].count("yaml-comment") == 150
        assert problems[-1].code == "yaml-duplicate-key"

    def test_a_tree_is_returned_beside_slips_that_leave_it_whole(self) -> None:
        node, problems = read_tree("a: 1\na: {x: y}\nb: !t c\nd: &e f", "f.yaml")
        assert [p.code for p in problems] == ["yaml-duplicate-key", "yaml-tag", "yaml-anchor"]
        assert node is not None
        assert node.value == {"a": "1", "b": "c", "d": "f"}

    @pytest.mark.parametrize(
        "text", ["a: *b", "<<: {a: b}", "? [a]\n: b", "a: b: c", "[" * 25, 'a: "\\0"', "<<<<<<< x", "a: *b\n---\nc: d"]
    )
    def test_no_tree_is_returned_that_would_mislead(self, text: str) -> None:
        node, problems = read_tree(text, "f.yaml")
        assert node is None
        assert problems

    def test_after_a_key_that_is_no_text_the_rest_is_still_judged(self) -> None:
        assert slips("? {a: [b]}\n: [c, {d: e, d: f}]\ng: h\ng: i") == [
            ("1:3", "yaml-key"),
            ("2:14", "yaml-duplicate-key"),
            ("4:1", "yaml-duplicate-key"),
        ]

    def test_a_word_that_begins_with_a_hash_is_a_warning_and_a_comment_is_none(self) -> None:
        node, problems = read_tree("a: the #1 reason # really\nb: c # a note\n# d\ne: f#g", "f.yaml")
        assert node is not None
        assert node.value == {"a": "the", "b": "c", "e": "f#g"}
        assert [(str(p.place), p.severity) for p in problems] == [("f.yaml:1:8", "warning")]

    def test_an_alias_bomb_is_told_once_for_each_name_and_never_grows(self) -> None:
        names = "abcdefghi"
        lines = [
            f"{n}: &{n} [{', '.join('*' + m for _ in range(9))}]" for m, n in zip("a" + names, names, strict=False)
        ]
        found = slips("\n".join(lines))
        assert found[0] == ("1:4", "yaml-anchor")
        assert {code for _, code in found} == {"yaml-anchor"}
        assert len(found) == len(names) + len(names) - 1

    def test_a_list_that_holds_itself_is_refused(self) -> None:
        assert slips("a: &a [*a]") == [("1:4", "yaml-anchor"), ("1:8", "yaml-anchor")]

    def test_merge_bombs_are_refused(self) -> None:
        text = "a0: &a0 {x: y}\n" + "".join(f"a{i}: &a{i}\n  <<: *a{i - 1}\n" for i in range(1, 24))
        found = slips(text)
        assert found[:3] == [("1:5", "yaml-anchor"), ("2:5", "yaml-anchor"), ("3:3", "yaml-anchor")]
        assert {code for _, code in found} == {"yaml-anchor"}

    @pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "[{a: " * 50_000])
    def test_depth_is_judged_before_anything_can_break(self, text: str) -> None:
        assert [code for _, code in slips(text)] == ["yaml-depth"]

    def test_depth_counts_up_to_its_limit(self) -> None:
        assert tree("[" * 24 + "]" * 24).value is not None
        assert slips("[" * 25 + "]" * 25) == [("1:25", "yaml-depth")]
        indented = "\n".join(" " * depth + "k:" for depth in range(1000))
        assert slips(indented) == [("25:25", "yaml-depth")]

    def test_values_are_counted_up_to_a_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MOST_VALUES", 5)
        assert tree("- a\n- [b, c]").value == ["a", ["b", "c"]]
        assert slips("- a\n- [b, c]\n- d") == [("3:3", "yaml-nodes")]

    def test_length_has_a_limit(self) -> None:
        most = limits.MOST_TEXT
        assert tree("a: " + "x" * (most - 3)).at("a").length == most - 3
        problem = only("a: " + "x" * most)
        assert (problem.place, problem.code) == (Place("f.yaml"), "file-too-large")
        assert "4,194,304" in problem.message

    @pytest.mark.parametrize(
        "text", ["a: 1\n" * 5000, "a: 1\n" * 101, "%x\n" * 5000, "<<<<<<< x\n" * 5000, "- &a b\n" * 5000]
    )
    def test_a_file_wrong_throughout_is_not_told_line_by_line_and_says_so(self, text: str) -> None:
        node, problems = read_tree(text, "f.yaml")
        assert node is None
        assert len(problems) == limits.MOST_PROBLEMS
        assert problems[-1].details == ("the file was not read further; there may be more",)

    def test_every_mark_of_a_conflict_is_told(self) -> None:
        conflict = "<<<<<<< a\nx: 1\n||||||| b\n=======\nx: 2\n>>>>>>> c\n"
        assert slips(conflict + "y: 3\n" + conflict) == [("1:1", "yaml-conflict"), ("8:1", "yaml-conflict")]

    def test_signs_of_a_conflict_inside_a_text_are_text(self) -> None:
        assert tree("a: |\n  <<<<<<< x\n  =======\nb: '======='").value == {"a": "<<<<<<< x\n=======\n", "b": "======="}

    def test_front_matter_that_holds_nothing_points_at_its_opening(self) -> None:
        assert slips("", first_line=2) == [("1:1", "file-empty")]


class TestDecode:
    def test_text_comes_without_mark_and_with_plain_newlines(self) -> None:
        assert decode("\ufeffé\r\nb\rc\n\td\u00a0".encode(), "a.txt") == ("é\nb\nc\n\td\u00a0", [])
        assert decode(b"", "a.txt") == ("", [])
        long = "x" * (4 * 1024 * 1024)
        assert decode(long.encode(), "a.txt") == (long, [])

    @pytest.mark.parametrize(
        ("data", "spot", "words"),
        [
            (b"one\r\ntwo caf\xe9 x", "2:8", ("0xE9", "offset 12", "Windows-1252", "“é”")),
            (b"\x93quoted\x94", "1:1", ("0x93", "offset 0", "Windows-1252", "““”")),
            (b"\xff\xfea\x00", "1:1", ("0xFF", "UTF-16")),
            (b"\xfe\xff\x00a", "1:1", ("0xFE", "UTF-16")),
            ("é".encode("utf-16-le"), "1:1", ("0xE9", "UTF-16")),
            ("a".encode("utf-32"), "1:1", ("0xFF", "UTF-32")),
            (b"\0\0\xfe\xff\0\0\0a", "1:3", ("0xFE", "offset 2", "UTF-32")),
            (b"a\n\xed\xa0\x80", "2:1", ("0xED", "encoded this character wrongly")),
            (b"x\xc0\xaf", "1:2", ("0xC0", "encoded this character wrongly")),
            ("é and so on …".encode()[:-1], "1:13", ("0xE2", "cut off")),
            (b"\x81\x8d", "1:1", ("0x81", "may not be text")),
            ("\ufeffé\n".encode() + b"\xff", "2:1", ("offset 6",)),
        ],
    )
    def test_what_is_not_utf8_is_named_with_a_guess(self, data: bytes, spot: str, words: tuple[str, ...]) -> None:
        text, (problem,) = decode(data, "a.txt")
        assert text is None
        assert (str(problem.place), problem.code) == (f"a.txt:{spot}", "file-not-utf8")
        assert "UTF-8" in problem.hint
        for word in words:
            assert word in problem.message

    def test_control_characters_are_told_by_kind_with_their_places(self) -> None:
        text, problems = decode(b"a\x0bb\n\x1b[31m\n\x0b\r\n\x7f\xc2\x85\xef\xbf\xbe", "a.txt")
        assert text == "a\x0bb\n\x1b[31m\n\x0b\n\x7f\x85\ufffe"
        assert [(str(p.place), p.message[22:28]) for p in problems] == [
            ("a.txt:1:2", "U+000B"),
            ("a.txt:2:1", "U+001B"),
            ("a.txt:4:1", "U+007F"),
            ("a.txt:4:2", "U+0085"),
            ("a.txt:4:3", "U+FFFE"),
        ]
        assert {p.code for p in problems} == {"file-control-character"}
        assert problems[0].details == ("also at a.txt:3:1",)

    def test_many_of_one_kind_are_counted(self) -> None:
        _, (problem,) = decode("a".encode("utf-16-le") * 5000, "a.txt")
        assert problem.place == Place("a.txt", 1, 2)
        assert problem.details[-1] == "and in 4994 more places"
        assert "UTF-16" in problem.hint

    def test_reading_yaml_tells_the_same_problem_as_decoding(self) -> None:
        text, problems = decode(b"a: \x01\r\nb: \x02", "f.yaml")
        assert text is not None
        assert read_tree(text, "f.yaml") == (None, problems)


class TestFrontMatter:
    def test_it_is_told_from_the_body(self) -> None:
        text = "---\noutlet: dw\n---\n# Head\n\nBody\n---\n"
        assert front_matter(text) == ("outlet: dw\n", "# Head\n\nBody\n---\n", 3)
        assert text.split("\n")[3] == "# Head"

    def test_it_may_close_with_dots_or_end_the_file(self) -> None:
        assert front_matter("--- \na: b\n...\t\nx") == ("a: b\n", "x", 3)
        assert front_matter("---\na: b\n---") == ("a: b\n", "", 3)
        assert front_matter("---\n---\nx") == ("", "x", 2)

    @pytest.mark.parametrize(
        "text",
        ["", "x", "---", "---\n", "---\na: b\n", " ---\na: b\n---\n", "--- x\n---\n", "----\n---\n", "\n---\na\n---\n"],
    )
    def test_without_it_all_is_body(self, text: str) -> None:
        assert front_matter(text) == (None, text, 0)

    def test_a_line_that_only_begins_with_hyphens_does_not_close_it(self) -> None:
        assert front_matter("---\na: |\n  ---\n--- b\n---\nx") == ("a: |\n  ---\n--- b\n", "x", 5)

    def test_its_values_know_their_line_in_the_file(self) -> None:
        yaml_text, _, _ = front_matter("---\noutlet: dw\ntitle: a: b\n---\n")
        assert yaml_text is not None
        assert slips(yaml_text, first_line=2) == [("3:9", "yaml-colon")]


class TestStamp:
    @pytest.mark.parametrize(
        ("text", "date", "rest"),
        [
            (" date 2018-09-06 When the presidents", "2018-09-06", "When the presidents"),
            ("date 2018-09-06\n\nTEHRAN", "2018-09-06", "TEHRAN"),
            ("\n\u00a0date 2018-09-06", "2018-09-06", ""),
            ("date 2018-13-40 x", "2018-13-40", "x"),
        ],
    )
    def test_it_is_read_and_the_words_follow(self, text: str, date: str, rest: str) -> None:
        found = stamp(text)
        assert found is not None
        assert (found["date"], text[found.end() :]) == (date, rest)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "The date 2018-09-06",
            "date 2018-9-6 x",
            "date 2018-09-06x",
            "Date 2018-09-06",
            "date: 2018-09-06",
            "date  2018-09-06",
            "update 2018-09-06",
            "date ٢٠١٨-09-06",
            "date 2018-09-061",
        ],
    )
    def test_nothing_else_is_taken_for_one(self, text: str) -> None:
        assert stamp(text) is None

    def test_the_articles_of_this_site_have_theirs(self) -> None:
        folder = Path(__file__).parent.parent / "content" / "articles"
        found = {}
        for path in sorted(folder.glob("*.txt")):
            text, problems = decode(path.read_bytes(), path.name)
            assert problems == []
            assert text is not None
            found[path.name] = match["date"] if (match := stamp(text)) else None
        assert sorted(found.values(), key=str) == ["2018-09-06", "2018-09-07", "2018-09-19", "2020-02-29", None]


def _is_text(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in "\ufffe\uffff"


PRINTABLE = st.text(st.characters().filter(_is_text) | st.sampled_from("\n\t"), max_size=30)
NESTED = st.recursive(
    PRINTABLE, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE, inner, max_size=4), max_leaves=15
)
SIGNS = "a b: - [ ] { } , : # &x *x !t <<: ? | >- % @ ` --- ... \\ \\U \\0 !< = é 😀 ~ <<<<<<< \" '"
SPACES = (" ", "\n", "\n  ", "\n    ", "\t", "\r", "\x00", "\x85", "\u2028", "\ufeff", "\ud800")
PIECES = st.sampled_from((*SIGNS.split(), *(sign + " " for sign in SIGNS.split()), *SPACES))


def assert_whole(node: Node) -> None:
    """Values and parts tell the same, all the way down."""
    if isinstance(node.parts, dict):
        assert isinstance(node.value, dict)
        assert node.keys is not None
        assert list(node.value) == list(node.parts)
        assert set(node.parts) <= set(node.keys)
        below: list[tuple[Any, Node]] = [(node.value[key], part) for key, part in node.parts.items()]
    elif isinstance(node.parts, list):
        assert isinstance(node.value, list)
        below = list(zip(node.value, node.parts, strict=True))
    else:
        assert node.value is None or isinstance(node.value, str)
        below = []
    for value, part in below:
        assert part.value is value
        assert_whole(part)


@pytest.mark.parametrize("loader", PARSERS.values(), ids=PARSERS)
class TestAnything:
    @settings(deadline=None)
    @given(value=NESTED)
    def test_values_written_in_quotes_come_back(self, loader: Any, value: Any) -> None:
        text = yaml.safe_dump(value, default_style='"', allow_unicode=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "_PARSER", loader)
            node, problems = read_tree(text, "f.yaml")
        assert problems == []
        assert node is not None
        assert node.value == value
        assert_whole(node)

    @settings(deadline=None, max_examples=400)
    @given(text=st.text(max_size=60) | st.lists(PIECES, max_size=25).map("".join))
    def test_any_text_gives_a_tree_or_problems_inside_it(self, loader: Any, text: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "_PARSER", loader)
            node, problems = read_tree(text, "f.yaml")
        assert node is not None or problems
        if node is not None:
            assert_whole(node)
        lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in problems:
            place = problem.place
            assert place == Place("f.yaml") or 1 <= place.line <= len(lines)
            assert place == Place("f.yaml") or 1 <= place.column <= len(lines[place.line - 1]) + 1


@settings(deadline=None)
@given(data=st.binary(max_size=60))
def test_any_bytes_give_text_or_a_problem(data: bytes) -> None:
    text, problems = decode(data, "a.txt")
    assert (text is None) <= bool(problems)
    assert text is None or "\r" not in text
    if text is not None:
        front_matter(text)
        stamp(text)
        read_tree(text, "a.txt")


@settings(deadline=None)
@given(yaml_text=PRINTABLE, body=PRINTABLE)
def test_front_matter_and_body_make_the_file_again(yaml_text: str, body: str) -> None:
    text = f"---\n{yaml_text}\n---\n{body}"
    found, rest, lines = front_matter(text)
    assert found is not None
    assert text.endswith(rest)
    assert text.split("\n")[lines:] == rest.split("\n")


yaml_line = st.sampled_from(
    ["a: one", "b: 'one'", "b: one", "  c: two", "- x", "  - y", "d: >", "  long words", "", "e:"]
)


@given(st.lists(yaml_line, max_size=6), st.lists(yaml_line, max_size=6))
def test_trees_are_written_alike_where_nothing_in_them_differs(before: list[str], after: list[str]) -> None:
    one, other = (read_tree("\n".join(lines), "f.yaml")[0] for lines in (before, after))
    if one is not None and other is not None:
        assert written_alike(one, other) == (asdict(one) == asdict(other))
        assert written_alike(one, one)


@pytest.mark.parametrize(
    "after", ["a: {b: one}\n", "\na: {b: two}\n", "a: {b: 'two'}\n", "a: {c: two}\n", "a: [b, two]\n"]
)
def test_what_was_moved_or_typed_in_another_way_is_not_written_alike(after: str) -> None:
    before, now = read_tree("a: {b: two}\n", "f.yaml")[0], read_tree(after, "f.yaml")[0]
    assert before is not None
    assert now is not None
    assert not written_alike(before, now)
