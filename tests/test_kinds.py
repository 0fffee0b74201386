"""Every kind says how it is written, and finds what is wrong in a record although each of its values is fine."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import msgspec
import pytest

from sitegen.kinds import KINDS, STATEMENTS, THINGS
from sitegen.project import Project, shelf_of
from sitegen.records import Kind, Record, Statement, Thing, fields_of, id_slip, read, settled
from sitegen.source import Node, read_tree

Site = Callable[..., Project]
Said = Callable[..., str]


def entries(kind: Kind) -> list[tuple[str, Node]]:
    """The records of a kind's example: the id each is written under, and its tree."""
    tree, problems = read_tree(kind.example, "example.yaml")
    assert problems == []
    assert tree is not None
    if kind.family == "thing":
        assert isinstance(tree.parts, dict)
        return list(tree.parts.items())
    if kind.family == "statement":
        assert isinstance(tree.parts, list)
        return [("", node) for node in tree.parts]
    return [("", tree)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_a_kind_is_written_without_a_slip(kind: Kind) -> None:
    found = entries(kind)
    assert found
    for name, node in found:
        record, problems = read(kind.record, node)
        assert problems == []
        assert record is not None
        assert list(kind.check(settled(record, id=name, origin=node))) == []
        assert not name or id_slip(name, node.place) is None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_says_what_it_is_and_what_each_key_is_for(kind: Kind) -> None:
    assert kind.record.kind == kind.name
    assert kind.summary.endswith(".")
    assert (kind.record.__doc__ or "").strip()
    keys = [field.key for field in fields_of(kind.record)]
    assert len(keys) == len(set(keys))
    assert not any(key.startswith("(") for key in keys)
    assert all(field.form for field in fields_of(kind.record))


@pytest.mark.parametrize("kind", STATEMENTS.values(), ids=lambda kind: kind.name)
def test_a_statement_begins_with_the_name_of_its_kind_and_its_words(kind: Kind) -> None:
    assert issubclass(kind.record, Statement)
    field = next(field for field in fields_of(kind.record) if field.key == kind.name)
    assert field.required
    assert field.form == "exact words of the article"
    others = {field.key for field in fields_of(kind.record)} - {kind.name}
    assert not others & set(STATEMENTS)


def test_a_thing_has_a_shelf_of_its_own_and_a_statement_none() -> None:
    assert all(issubclass(kind.record, Thing) and kind.shelf for kind in THINGS.values())
    assert len({kind.shelf for kind in THINGS.values()}) == len(THINGS)
    assert [shelf_of(f"content/{kind.shelf}/any.yaml") for kind in THINGS.values()] == list(THINGS)
    assert not any(kind.shelf for kind in STATEMENTS.values())


def test_every_kind_is_in_one_family() -> None:
    assert [kind.name for kind in KINDS if kind.family == "site"] == ["site"]
    assert [kind.name for kind in KINDS if kind.family == "article"] == ["article"]
    assert len(KINDS) == len(THINGS) + len(STATEMENTS) + 2
    assert all(issubclass(kind.record, Record) and issubclass(kind.record, msgspec.Struct) for kind in KINDS)


ARTICLE = 'The talks began on Friday. "We will listen," said Ada Moreno. She left.\n'


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "- mention: She\n",
            """\
            content/annotations/talks.yaml:2:3: error[missing-key]: a mention says either what it means or why it means nothing
                2 | - mention: She
                  |   ^
                  → write `as:` with an id, or `nothing:` with the reason
            """,  # noqa: E501
        ),
        (
            "- mention: She\n  as: ada\n  nothing: a pronoun\n",
            """\
            content/annotations/talks.yaml:2:3: error[conflicting-keys]: a mention says either what it means or why it means nothing
                2 | - mention: She
                  |   ^
                  → write `as:` with an id, or `nothing:` with the reason
            """,  # noqa: E501
        ),
        (
            "- quote: She left\n  form: outlet\n  speaker: ada\n",
            """\
            content/annotations/talks.yaml:4:12: error[conflicting-keys]: what the outlet says in its own voice has no speaker
                4 |   speaker: ada
                  |            ^^^
                  → take `speaker:` out, or correct `form:`
            """,  # noqa: E501
        ),
        (
            "- date: on Friday\n  declared: 2021-05-07\n  because: It says so.\n  open: who knows\n",
            """\
            content/annotations/talks.yaml:5:9: error[conflicting-keys]: the date is declared and left open at once
                5 |   open: who knows
                  |         ^^^^^^^^^
                  → keep `declared:` or `open:`
            """,
        ),
    ],
)  # fmt: skip
def test_keys_of_a_statement_that_contradict_each_other(site: Site, said: Said, statement: str, told: str) -> None:
    project = site(
        {
            "articles/talks.txt": ARTICLE,
            "annotations/talks.yaml": f"statements:\n{statement}",
            "actors/all.yaml": "ada: {name: Ada Moreno, type: person}\n",
        }
    )
    assert said(project) == textwrap.dedent(told).strip()


@pytest.mark.parametrize(
    ("path", "typed", "told"),
    [
        (
            "actors/all.yaml",
            "official:\n  name: An official\n  type: unnamed source\n",
            """\
            content/actors/all.yaml:2:3: error[missing-key]: an unnamed source needs the words that describe it
                2 |   name: An official
                  |   ^
                  → add `described_as:` with the words of the article
            """,
        ),
        (
            "measures/all.yaml",
            "dockers:\n  name: Dockers\n  names: [hands]\n  counts: dockers\n  unit: people\n  scope: all\n",
            """\
            content/measures/all.yaml:3:10: error[conflicting-keys]: a measure has no names in the text; its figures name it by id
                3 |   names: [hands]
                  |          ^
                  → take `names:` and `weak:` out
            """,  # noqa: E501
        ),
    ],
)  # fmt: skip
def test_keys_of_a_thing_that_do_not_go_together(site: Site, said: Said, path: str, typed: str, told: str) -> None:
    assert said(site({path: typed})) == textwrap.dedent(told).strip()


def test_a_definition_that_is_too_long_for_a_card(site: Site, loaded: Callable[..., object], said: Said) -> None:
    words = " ".join(["word"] * 41)
    cited = '[@talks "The talks began"]'
    files = {"articles/talks.txt": ARTICLE}
    fine = f"quay:\n  name: quay\n  definition: {' '.join(['word'] * 40)} {cited}\n"
    assert "definition-too-long" not in said(site({**files, "terms/all.yaml": fine}))
    told = said(site({**files, "terms/all.yaml": f"quay:\n  name: quay\n  definition: {words} {cited}\n"}))
    assert "content/terms/all.yaml:3:15: warning[definition-too-long]: the definition has 41 words" in told
