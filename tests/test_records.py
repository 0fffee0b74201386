"""What a person types into a record comes back frozen, or as every slip in it at its own place."""

from __future__ import annotations

import json
import re
import textwrap

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.kinds.actor import Actor
from sitegen.kinds.article import Article
from sitegen.kinds.event import Event
from sitegen.kinds.place import Location
from sitegen.kinds.quote import Quote
from sitegen.kinds.site import Site
from sitegen.problems import Place, drawn
from sitegen.records import Spot, fields_of, id_from_words, id_slip, read, settled, slug, spots
from sitegen.source import Node, read_tree


def node(text: str) -> Node:
    found, problems = read_tree(textwrap.dedent(text), "f.yaml")
    assert problems == []
    assert found is not None
    return found


def slips(kind: type[msgspec.Struct], text: str) -> str:
    """Everything that is wrong with what is typed, as a person reads it."""
    record, problems = read(kind, node(text))
    assert (record is None) == bool(problems)
    lines = textwrap.dedent(text).split("\n")
    return "\n".join(drawn(problem, lines[problem.place.line - 1]) for problem in problems)


def whole(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


AN_ID = "an id is up to 80 letters a–z and digits, with single hyphens between them"


# ── a record


def test_a_record_holds_what_was_typed() -> None:
    typed = """\
    name: Ada Moreno
    type: person
    names: [Moreno, Mayor Moreno]
    unlinked: true
    offices:
      - title: Mayor [@talks "the mayor"]
        first: 2019
    """
    actor, problems = read(Actor, node(typed))
    assert problems == []
    assert actor is not None
    assert (actor.name, actor.type, actor.names, actor.weak, actor.unlinked) == (
        "Ada Moreno", "person", ("Moreno", "Mayor Moreno"), (), True,
    )  # fmt: skip
    assert (actor.offices[0].title, actor.offices[0].first, actor.offices[0].last) == (
        'Mayor [@talks "the mayor"]', "2019", None,
    )  # fmt: skip
    with pytest.raises(AttributeError):
        actor.name = "Somebody else"  # type: ignore[misc]


def test_words_that_yaml_would_misread_stay_words() -> None:
    place, _ = read(Location, node("name: NO\ntype: city\nnames: [12:30, 2018-09-06, 1e3, null x]\nlat: 35.9\n"))
    assert place is not None
    assert (place.name, place.names, place.lat) == ("NO", ("12:30", "2018-09-06", "1e3", "null x"), 35.9)


def test_every_value_knows_where_it_was_written() -> None:
    tree = node("name: Talks\ntype: meeting\nstatus: held\nparticipants:\n  - actor: ada\n    capacity: mayor\n")
    event, _ = read(Event, tree)
    assert event is not None
    event = settled(event, id="talks", origin=tree)
    assert event.place() == Place("f.yaml", 1, 1, 1)
    assert event.place("participants", 0, "capacity") == Place("f.yaml", 6, 15, 5)
    assert event.place("participants", 0, "nothing") == Place("f.yaml", 5, 5, 1)


# ── slips


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (
            Actor,
            "type: person\n",
            """
            f.yaml:1:1: error[missing-key]: the key “name” is missing
                1 | type: person
                  | ^
                  → add `name:` with text
            """,
        ),
        (
            Actor,
            "name: Ada\ntype: persn\nsid: North\n",
            """
            f.yaml:2:7: error[wrong-value]: “persn” is not one of the values allowed here
                2 | type: persn
                  |       ^^^^^
                  → did you mean “person”?
            f.yaml:3:1: error[unknown-key]: there is no key “sid” here
                3 | sid: North
                  | ^^^
                  → did you mean “side”?
            """,
        ),
        (
            Location,
            "name: Idlib\ntype: moon\nzzz: 1\n",
            """
            f.yaml:2:7: error[wrong-value]: “moon” is not one of the values allowed here
                2 | type: moon
                  |       ^^^^
                  → use one of: border, building, camp, city, country, province, region, road, village
            f.yaml:3:1: error[unknown-key]: there is no key “zzz” here
                3 | zzz: 1
                  | ^^^
                  → the keys here are: KEYS
            """,
        ),
        (
            Actor,
            "name:\ntype: person\nnames: Moreno\nsummary: {a: b}\n",
            """
            f.yaml:1:6: error[wrong-type]: expected text, found nothing
                1 | name:
                  |      ^
                  → fill it in or take the key out
            f.yaml:3:8: error[wrong-type]: expected a list, found the text “Moreno”
                3 | names: Moreno
                  |        ^^^^^^
                  → write each entry on a line of its own after `- `
            f.yaml:4:10: error[wrong-type]: expected text in Markdown, with citations, found keys and values
                4 | summary: {a: b}
                  |          ^
            """,
        ),
        (
            Actor,
            "name: ' '\ntype: person\nnames: ['']\n",
            """
            f.yaml:1:7: error[wrong-type]: expected some text, found an empty one
                1 | name: ' '
                  |       ^^^
                  → fill it in or take the key out
            f.yaml:3:9: error[wrong-type]: expected some text, found an empty one
                3 | names: ['']
                  |         ^^
                  → fill it in or take the key out
            """,
        ),
        (
            Event,
            "name: T\ntype: meeting\nstatus: held\nparticipants:\n  - actor: ada\n    actr: b\n  - bob\n  -\n",
            """
            f.yaml:6:5: error[unknown-key]: there is no key “actr” here
                6 |     actr: b
                  |     ^^^^
                  → did you mean “actor”?
            f.yaml:7:5: error[wrong-type]: expected keys and values, found the text “bob”
                7 |   - bob
                  |     ^^^
            f.yaml:8:4: error[wrong-type]: expected keys and values, found nothing
                8 |   -
                  |    ^
            """,
        ),
        (
            Location,
            "name: A\ntype: city\nlat: 91\nlon: nan\nunlinked: maybe\n",
            """
            f.yaml:3:6: error[wrong-value]: expected a number from -90 to 90, found 91
                3 | lat: 91
                  |      ^^
            f.yaml:4:6: error[wrong-value]: expected a number from -180 to 180, found nan
                4 | lon: nan
                  |      ^^^
            f.yaml:5:11: error[wrong-type]: expected true or false, found “maybe”
                5 | unlinked: maybe
                  |           ^^^^^
            """,
        ),
        (
            Site,
            "title: T\nscope: S\nrights_limit: 120\nsides: [{name: a, actors: b}]\n",
            """
            f.yaml:3:15: error[wrong-value]: expected a number from 0 to 100, found 120
                3 | rights_limit: 120
                  |               ^^^
            f.yaml:4:27: error[wrong-type]: expected a list, found the text “b”
                4 | sides: [{name: a, actors: b}]
                  |                           ^
                  → write each entry on a line of its own after `- `
            """,
        ),
        (
            Location,
            "name: A\ntype: city\nlat: north\n",
            """
            f.yaml:3:6: error[wrong-type]: expected a number, found “north”
                3 | lat: north
                  |      ^^^^^
            """,
        ),
        (
            Quote,
            "quote: words\nform: direct\nid: A B\n",
            """
            f.yaml:3:5: error[bad-id]: “A B” cannot be an id: AN ID
                3 | id: A B
                  |     ^^^
                  → write “a-b”
            """,
        ),
        (
            Actor,
            "- a\n- b\n",
            """
            f.yaml:1:1: error[wrong-type]: expected keys and values, found a list
                1 | - a
                  | ^
            """,
        ),
        (
            Article,
            "(id): x\n(origin): y\n",
            """
            f.yaml:1:1: error[unknown-key]: there is no key “(id)” here
                1 | (id): x
                  | ^^^^
                  → the keys here are: KEYS
            f.yaml:2:1: error[unknown-key]: there is no key “(origin)” here
                2 | (origin): y
                  | ^^^^^^^^
                  → the keys here are: KEYS
            """,
        ),
    ],
)
def test_every_slip_of_a_record_is_told_at_its_place(kind: type[msgspec.Struct], typed: str, said: str) -> None:
    keys = ", ".join(field.key for field in fields_of(kind))
    assert slips(kind, typed) == whole(said).replace("KEYS", keys).replace("AN ID", AN_ID)


def test_a_key_that_may_be_left_out_may_be_left_empty() -> None:
    actor, problems = read(Actor, node("name: Ada\ntype: person\nsummary:\nside: ~\nexpansion: null\n"))
    assert problems == []
    assert actor is not None
    assert (actor.summary, actor.side, actor.expansion) == (None, None, None)


VALUES = st.recursive(
    st.none() | st.text(st.sampled_from("aB1-: é\n"), max_size=6) | st.sampled_from(["true", "3.5", "nan", "held"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "type", "actor", "x"]), inner),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([Actor, Event, Location, Quote, Site, Article]), st.data())
def test_whatever_is_typed_is_a_record_or_problems_at_its_lines(
    kind: type[msgspec.Struct], data: st.DataObject
) -> None:
    keys = st.sampled_from([*(field.key for field in fields_of(kind)), "nonsense"])
    typed = data.draw(st.dictionaries(keys, VALUES, min_size=1, max_size=5))
    tree, problems = read_tree(json.dumps(typed, ensure_ascii=False, indent=1), "f.yaml")
    assert problems == []
    assert tree is not None
    record, slips = read(kind, tree)
    assert (record is None) == bool(slips)
    assert all(
        1 <= slip.place.line <= tree.line + 60 and not slip.message.startswith("cannot be read") for slip in slips
    )


# ── the roles of texts


def test_the_texts_that_play_a_role_are_found_in_nested_parts() -> None:
    typed = """\
    name: Talks
    type: meeting
    status: held
    date: 2021-05-07
    city: port
    participants:
      - actor: ada
      - actor: bob
        capacity: dockers [@talks "the dockers"]
    absent:
      - actor: eve
        said: She stayed away. [@talks "without Eve"]
    outcome: None.
    """
    event, _ = read(Event, node(typed))
    assert event is not None
    assert list(spots(event)) == [
        Spot(("date",), "2021-05-07", "date"),
        Spot(("city",), "port", "ref", ("place",)),
        Spot(("participants", 0, "actor"), "ada", "ref", ("actor",)),
        Spot(("participants", 1, "actor"), "bob", "ref", ("actor",)),
        Spot(("participants", 1, "capacity"), 'dockers [@talks "the dockers"]', "prose"),
        Spot(("absent", 0, "actor"), "eve", "ref", ("actor",)),
        Spot(("absent", 0, "said"), 'She stayed away. [@talks "without Eve"]', "prose"),
        Spot(("outcome",), "None.", "prose"),
    ]


def test_words_remarks_and_addresses_have_roles_too() -> None:
    quote, _ = read(
        Quote, node("quote: a b\nform: direct\nattribution: said Ada\nto: [gazette]\nnote: Ours.\nprefix: c\n")
    )
    assert quote is not None
    assert list(spots(quote)) == [
        Spot(("quote",), "a b", "words"),
        Spot(("note",), "Ours.", "prose", uncited=True),
        Spot(("attribution",), "said Ada", "words"),
        Spot(("to", 0), "gazette", "ref"),
    ]
    article, _ = read(
        Article, node("url: https://x.example/\noutlet_clue: {outlet: gazette, words: told the Gazette}\n")
    )
    assert article is not None
    assert list(spots(article)) == [
        Spot(("outlet_clue", "outlet"), "gazette", "ref", ("outlet",)),
        Spot(("outlet_clue", "words"), "told the Gazette", "words"),
        Spot(("url",), "https://x.example/", "url"),
    ]


# ── ids


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("the free quay", "the-free-quay"),
        ("Erdoğan’s “own” word", "erdogans-own-word"),
        ("Łódź, ßtraße", "lodz-sstrasse"),
        ("  -- ", ""),
        ("Москва", "moskva"),
    ],
)
def test_a_slug_keeps_the_latin_letters(words: str, made: str) -> None:
    assert slug(words) == made


def test_short_words_are_their_own_id() -> None:
    assert id_from_words("we will listen") == "we-will-listen"
    assert id_from_words("the", "talks") == "the-talks"


@pytest.mark.parametrize(
    "words", ["we will listen to all sides of the harbour before we decide", "Москва", "$100", "Ωmega", "ßя"]
)
def test_long_or_unspellable_words_are_marked_by_a_digest(words: str) -> None:
    made = id_from_words(words)
    assert re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{6}", made)
    assert len(made) <= 55
    assert id_slip(made, Place("f")) is None
    assert made == id_from_words(words.replace(" ", "\u00a0 "))


@pytest.mark.parametrize(
    ("one", "other"), [("$100", "€100"), ("ßя", "ßж"), ("Москва", "Киев"), ("a² b", "a b"), ("50 %", "50")]
)
def test_other_words_have_another_id(one: str, other: str) -> None:
    assert id_from_words(one) != id_from_words(other)


def test_an_id_does_not_change_with_the_marks_it_is_typed_with() -> None:
    printed = "“Idlib isn’t just important for Syria’s future — it is important for ours,” he said at the summit"
    typed = "\"Idlib isn't just important for Syria's  future - it is important for ours,\" he said at the\nsummit"
    assert id_from_words(printed) == id_from_words(typed)


def test_hidden_words_are_not_spelt_in_their_id() -> None:
    assert re.fullmatch(r"w-[0-9a-f]{6}", id_from_words("the free quay", hidden=True))


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_words_make_an_id(words: str) -> None:
    assert id_slip(id_from_words(words), Place("f")) is None


@pytest.mark.parametrize("good", ["a", "a1-b2", "x" * 80])
def test_an_id_is_made_of_letters_digits_and_single_hyphens(good: str) -> None:
    assert id_slip(good, Place("f")) is None


@pytest.mark.parametrize(
    ("bad", "hint"),
    [("A", "write “a”"), ("a_b", "write “a-b”"), ("a--b", "write “a-b”"), ("-a", "write “a”"), ("é", "write “e”"),
     ("a\n", "write “a”"), ("", ""), ("Я", "write “ya”"), ("x" * 81, f"write “{'x' * 80}”")],
)  # fmt: skip
def test_what_is_no_id_is_told_with_one_that_is(bad: str, hint: str) -> None:
    slip = id_slip(bad, Place("f.yaml", 3, 1))
    assert slip is not None
    assert (slip.code, slip.place, slip.hint) == ("bad-id", Place("f.yaml", 3, 1), hint)
