"""Which names mean which thing, and which words of a text are a name."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.findings.names import Names, plain_name, whole_word_pattern
from sitegen.library import Library
from sitegen.passages import fold
from sitegen.project import Project

Site = Callable[..., Project]
Said = Callable[..., str]
WorkedOut = Callable[..., tuple[Library, object]]


def told(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


def words(names: list[str], text: str) -> list[str]:
    """What of a text is a name."""
    found = Names({}, {}, whole_word_pattern(names)).find(fold(text))
    return [text[stretch.start : stretch.end] for stretch, _ in found]


# ── the pattern


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["Iran"], "Iran, Iranians, Iran’s and anti-Iran Iran", ["Iran", "Iran", "Iran", "Iran"]),
        (["Iran", "Iran deal"], "the Iran deal, Iran deals, Iran dealt", ["Iran deal", "Iran", "Iran"]),
        (["Iran", "Iran deal", "Iran deal of 2015"], "Iran deal of 2016 Iran deal of 2015", ["Iran deal", "Iran deal of 2015"]),  # noqa: E501
        (["Sam Heller"], "Sam\u00a0Heller Sam\nHeller Sam  Heller SamHeller", ["Sam\u00a0Heller", "Sam\nHeller", "Sam  Heller"]),  # noqa: E501
        (["Hay’at Tahrir", "al-Qaeda"], "Hay'at Tahrir, Hay‘at Tahrir, al‑Qaeda, al–Qaeda", ["Hay'at Tahrir", "Hay‘at Tahrir", "al‑Qaeda", "al–Qaeda"]),  # noqa: E501
        (["Erdoğan"], "Erdog\u0306an came", ["Erdog\u0306an"]),
        (["Erdog\u0306an"], "Erdoğan came", ["Erdoğan"]),
        (["U.S.", "$5"], "the U.S. and the U.S. Army owe $5", ["U.S.", "U.S.", "$5"]),
        (["C++"], "C++ and C+++", ["C++", "C++"]),
        (["a.c"], "abc a.c", ["a.c"]),
        (["moscow"], "Moscow moscow", ["moscow"]),
    ],
)  # fmt: skip
def test_a_name_is_found_as_whole_words_the_longest_first(names: list[str], text: str, found: list[str]) -> None:
    assert words(names, text) == found


def test_without_names_there_is_no_pattern() -> None:
    assert whole_word_pattern([]) is None
    assert whole_word_pattern([""]) is None
    assert words([], "any text") == []


def test_a_very_long_name_is_a_name_like_any_other() -> None:
    long = "The " + "very " * 2_000 + "long name"
    assert words([long, "The very"], f"{long} and The very end") == [long, "The very"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("ab A'-.’"), min_size=1, max_size=6), max_size=8),
    st.text(st.sampled_from("ab A'-.’\u00a0"), max_size=40),
)
def test_the_pattern_finds_what_a_slow_search_finds(names: list[str], text: str) -> None:
    known = {plain_name(name) for name in names} - {""}
    folded, slow, at = fold(text).text, [], 0
    while at < len(folded):
        fits = [
            name
            for name in known
            if folded.startswith(name, at)
            and not (at and _is_word(folded[at - 1]))
            and not (at + len(name) < len(folded) and _is_word(folded[at + len(name)]))
        ]
        if fits:
            slow.append((at, max(fits, key=len)))
            at += len(slow[-1][1])
        else:
            at += 1
    pattern = whole_word_pattern(known)
    assert [(found.start(), found[0]) for found in (pattern.finditer(folded) if pattern else ())] == slow


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


# ── claims


def names_of(worked_out: WorkedOut, project: Project) -> Names:
    _, findings = worked_out(project)
    return findings.names  # type: ignore[attr-defined,no-any-return]


def test_strong_names_weak_names_and_those_at_the_start_of_a_sentence(site: Site, worked_out: WorkedOut) -> None:
    actors = """\
        ada: {name: Ada Moreno, type: person, names: [Moreno, "the  mayor’s wife"], weak: [the mayor]}
        port: {name: Port City, type: institution, weak: [the mayor]}
        label: {name: Only a label, type: group, unlinked: true, names: [dockers]}
        """
    terms = "moreno: {name: Moreno, names: [more], names_of: 'actor:ada'}\nquay: {name: free quay}\n"
    names = names_of(worked_out, site({"actors/all.yaml": actors, "terms/all.yaml": terms}))
    assert {name: thing.id for name, thing in names.strong.items()} == {
        "Ada Moreno": "ada", "Moreno": "ada", "the mayor's wife": "ada", "The mayor's wife": "ada",
        "Port City": "port", "dockers": "label", "Dockers": "label", "free quay": "quay", "Free quay": "quay",
    }  # fmt: skip
    assert {name: [thing.id for thing in things] for name, things in names.weak.items()} == {
        "the mayor": ["ada", "port"], "The mayor": ["ada", "port"],
    }  # fmt: skip


def test_a_name_as_written_comes_before_one_at_the_start_of_a_sentence(site: Site, worked_out: WorkedOut) -> None:
    actors = "a: {name: west, type: group}\nb: {name: West, type: person}\nc: {name: east, type: group}\n"
    places = "d: {name: The East, type: region, weak: [East]}\n"
    names = names_of(worked_out, site({"actors/all.yaml": actors, "places/all.yaml": places}))
    assert (names.strong["west"].id, names.strong["West"].id, names.strong["east"].id) == ("a", "b", "c")
    assert "East" not in names.strong
    assert [thing.id for thing in names.weak["East"]] == ["d"]


def test_a_name_that_two_things_claim_is_an_error(site: Site, said: Said) -> None:
    files = {
        "actors/all.yaml": """\
            ada:
              name: Ada Moreno
              type: person
              names: [Moreno, "al-Qaeda"]
              weak: [Moscow, the mayor]
            bob:
              name: Ada  Moreno
              type: person
              names: [al‑Qaeda]
              weak: [the mayor]
            """,
        "places/all.yaml": "moscow: {name: Moscow, type: city}\n",
    }
    assert said(site(files)) == told(
        """
        content/actors/all.yaml:7:9: error[name-claimed-twice]: the name “Ada  Moreno” cannot be linked: the actor “ada” claims it too, at content/actors/all.yaml:2:9
            7 |   name: Ada  Moreno
              |         ^^^^^^^^^^^
              → give it to one of the two, or list it under `weak:` in both and resolve each use by a `mention`
        content/actors/all.yaml:9:11: error[name-claimed-twice]: the name “al‑Qaeda” cannot be linked: the actor “ada” claims it too, at content/actors/all.yaml:4:19
            9 |   names: [al‑Qaeda]
              |           ^^^^^^^^
              → give it to one of the two, or list it under `weak:` in both and resolve each use by a `mention`
        content/places/all.yaml:1:16: error[name-claimed-twice]: the name “Moscow” cannot be linked: the actor “ada” claims it too, at content/actors/all.yaml:5:10
            1 | moscow: {name: Moscow, type: city}
              |                ^^^^^^
              → give it to one of the two, or list it under `weak:` in both and resolve each use by a `mention`
        """  # noqa: E501
    )


@pytest.mark.parametrize(
    "typed",
    [
        "ada: {name: Ada, type: person, names: [Ada]}\n",
        "ada: {name: Ada, type: person, weak: [Ada]}\n",
        "ada: {name: Ada, type: person}\nbob: {name: Ada, type: person, unlinked: true}\n",
        "ada: {name: Ada, type: person, weak: [Eve]}\nbob: {name: Bob, type: person, weak: [Eve]}\n",
        "ada: {name: Ada, type: person}\nbob: {name: ada, type: person}\n",
    ],
)
def test_what_is_no_double_claim(site: Site, said: Said, typed: str) -> None:
    assert said(site({"actors/all.yaml": typed})) == ""


def test_a_strong_name_of_one_thing_is_no_weak_name_of_another(site: Site, said: Said) -> None:
    typed = "ada: {name: Ada, type: person, weak: [Ada]}\nbob: {name: Bob, type: person, weak: [Ada]}\n"
    assert said(site({"actors/all.yaml": typed})).splitlines()[0] == (
        "content/actors/all.yaml:1:13: error[name-claimed-twice]: the name “Ada” cannot be linked: the actor “bob” claims "  # noqa: E501
        "it too, at content/actors/all.yaml:2:39"
    )
