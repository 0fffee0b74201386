"""A folder of files becomes one library: every slip in one run, nothing said twice, and ids that stay."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.library import Document, Earlier, Library, load
from sitegen.pipeline import Options, build
from sitegen.problems import Place
from sitegen.project import ContentFile, Project, shelf_of
from sitegen.prose import Run

Site = Callable[..., Project]
Said = Callable[..., str]
Loaded = Callable[..., Library]

TALKS = """\
The talks began on Friday. "We will listen," said Ada Moreno. She left.

The talks ended. Moscow was silent.
"""
ADA = "ada: {name: Ada Moreno, type: person}\n"


def told(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


def codes(text: str) -> list[str]:
    """Place and code of every problem drawn, without the rest."""
    return [
        line.split(": ")[0].removeprefix("content/") + " " + line.split("[", 1)[1].split("]")[0]
        for line in text.splitlines()
        if line.startswith("content") and (": error[" in line or ": warning[" in line)
    ]


# ── articles


def document(library: Library, name: str = "talks") -> Document:
    return library.documents[name]


@pytest.mark.parametrize(
    ("data", "plain", "stamp", "stamp_end"),
    [
        (b"One.\n\nTwo.\n", "One.\n\nTwo.\n", None, 0),
        (b" date 2018-09-06 One.\n", " date 2018-09-06 One.\n", "2018-09-06", 17),
        (b"date 2018-09-06\n\nOne.", "date 2018-09-06\n\nOne.", "2018-09-06", 17),
        (b"The date 2018-09-06 stands.", "The date 2018-09-06 stands.", None, 0),
        (b"\xef\xbb\xbf date 2018-09-06 One.\r\n\r\nTwo.\rThree.", " date 2018-09-06 One.\n\nTwo.\nThree.", "2018-09-06", 17),  # noqa: E501
        ("One\u00a0two.".encode(), "One\u00a0two.", None, 0),
    ],
)  # fmt: skip
def test_the_text_of_an_article_is_what_stands_in_its_file(
    site: Site, loaded: Loaded, data: bytes, plain: str, stamp: str | None, stamp_end: int
) -> None:
    found = document(loaded(site({"articles/talks.txt": data})))
    assert (found.text.plain, found.stamp, found.stamp_end, found.size) == (plain, stamp, stamp_end, len(data))
    assert (found.article.date, found.article.outlet, found.article.headline, found.article.url) == (None,) * 4
    assert " ".join(item.text for item in found.flow if isinstance(item, Run)).split() == plain[stamp_end:].split()


def test_a_plain_article_is_not_markdown(site: Site, loaded: Loaded) -> None:
    text = '# no *heading* [x](y) <b>\n\n1. [@talks "One"]\n\n---\nlabel: x\n---\n'
    found = document(loaded(site({"articles/talks.txt": text})))
    assert found.text.plain == text
    assert not found.markdown
    assert [item.text for item in found.flow if isinstance(item, Run)] == [
        "# no *heading* [x](y) <b>", '1. [@talks "One"]', "---\nlabel: x\n---",
    ]  # fmt: skip


def test_an_article_in_markdown_may_have_front_matter_and_annotations(site: Site, loaded: Loaded) -> None:
    files = {
        "articles/talks.md": "---\nheadline: Talks begin\ndate: 2021-05-07\n---\n# The talks\n\nThey *began*.\n\nThe talks ended.\n",  # noqa: E501
        "annotations/talks.yaml": "label: Talks\nstatements:\n  - part: They began\n    role: headline\n",
    }
    found = document(loaded(site(files)))
    assert (found.article.headline, found.article.date, found.article.label) == ("Talks begin", "2021-05-07", "Talks")
    assert found.text.plain == "The talks\n\nThey began.\n\nThe talks ended.\n\n"
    assert [statement.id for statement in found.statements] == ["part-they-began"]
    assert found.article.place("date") == Place("content/articles/talks.md", 3, 7, 10)
    assert found.article.place("label") == Place("content/annotations/talks.yaml", 1, 8, 5)
    assert found.place_in_text(found.text.plain.index("They")) == Place("content/articles/talks.md", 7, 1)
    assert found.place_in_text(found.text.plain.rindex("talks")) == Place("content/articles/talks.md", 9, 5)
    assert found.place_in_text(found.text.plain.index("talks")) == Place("content/articles/talks.md", 5, 7)


def test_a_place_in_a_plain_article_is_counted_in_its_file(site: Site, loaded: Loaded) -> None:
    found = document(loaded(site({"articles/talks.txt": b"One\r\ntwo three\r\n"})))
    assert found.place_in_text(found.text.plain.index("three"), 5) == Place("content/articles/talks.txt", 2, 5, 5)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("talks.txt", ""),
        ("talks.txt", " \n\n "),
        ("talks.txt", " date 2018-09-06 \n"),
        ("talks.md", "---\nlabel: x\n---\n"),
        ("talks.md", "---\nlabel: x\n---\n\n[a]: https://x.example\n"),
    ],
)
def test_an_article_without_words_is_a_problem_and_not_missed(site: Site, said: Said, name: str, text: str) -> None:
    files = {f"articles/{name}": text, "actors/all.yaml": 'ada: {name: A, type: person, summary: "X. [@talks/y]"}'}
    assert said(site(files)) == told(
        f"""
        content/articles/{name}: error[file-empty]: the article has no text
              → put the words of the article into it
        """
    )


def test_two_files_of_one_name_are_one_article_too_many(site: Site, said: Said) -> None:
    assert said(site({"articles/talks.md": "a", "articles/talks.txt": "b"})) == told(
        """
        content/articles/talks.txt: error[duplicate-id]: content/articles/talks.md has the same name, and the name is the id
              → rename one of the two
        """  # noqa: E501
    )


def test_annotations_without_an_article_are_told_the_nearest(site: Site, said: Said) -> None:
    files = {"articles/talks.txt": TALKS, "annotations/talk.yaml": "label: x\n"}
    assert said(site(files)) == told(
        """
        content/annotations/talk.yaml: error[article-without-text]: there is no article `content/articles/talk.txt` or `.md`
              → did you mean “talks”?
        """  # noqa: E501
    )


def test_a_field_may_be_set_in_one_place_only(site: Site, said: Said) -> None:
    files = {
        "articles/talks.md": "---\nlabel: One\n---\nText.\n",
        "annotations/talks.yaml": "label: Two\n",
        "annotations/talks/more.yaml": "label: Three\n",
    }
    assert said(site(files)) == told(
        """
        content/annotations/talks.yaml:1:1: error[set-twice]: “label” is set in content/articles/talks.md:2:8 already
            1 | label: Two
              | ^^^^^
              → keep it in one of the two places
        content/annotations/talks/more.yaml:1:1: error[set-twice]: “label” is set in content/articles/talks.md:2:8 already
            1 | label: Three
              | ^^^^^
              → keep it in one of the two places
        """  # noqa: E501
    )


def test_statements_of_several_files_follow_each_other(site: Site, loaded: Loaded) -> None:
    files = {
        "articles/talks.txt": TALKS,
        "annotations/talks.yaml": "statements:\n  - part: She left\n    role: heading\n",
        "annotations/talks/b.yaml": "label: Talks\n",
        "annotations/talks/c.yaml": "statements:\n  - part: The talks ended\n    role: heading\n",
    }
    found = document(loaded(site(files)))
    assert sorted(statement.id for statement in found.statements) == ["part-she-left", "part-the-talks-ended"]
    assert found.article.label == "Talks"


# ── statements and things


def test_every_slip_of_a_list_of_statements_is_told_in_one_run(site: Site, said: Said) -> None:
    statements = """\
    statements:
    - quot: We will listen
    - quote: She left
      date: on Friday
    - she left
    - {}
    - part: '  '
      role: caption
    - part: ''
      role: captain
    """
    assert said(site({"articles/talks.txt": TALKS, "annotations/talks.yaml": statements})) == told(
        """
        content/annotations/talks.yaml:2:3: error[unknown-kind]: “quot” is no kind of statement
            2 | - quot: We will listen
              |   ^^^^
              → did you mean “quote”?
        content/annotations/talks.yaml:4:3: error[unknown-kind]: one statement has one kind, and this one names quote and date
            4 |   date: on Friday
              |   ^^^^
              → make two statements of it
        content/annotations/talks.yaml:5:3: error[wrong-type]: expected a statement, such as `quote: the exact words`
            5 | - she left
              |   ^^^^^^^^
        content/annotations/talks.yaml:6:3: error[unknown-kind]: “” is no kind of statement
            6 | - {}
              |   ^
              → begin with one of: quote, figure, stance, account, commitment, followup, date, mention, use, part
        content/annotations/talks.yaml:7:9: error[words-empty]: these words are only white space
            7 | - part: '  '
              |         ^^^^
        content/annotations/talks.yaml:9:9: error[wrong-type]: expected some text, found an empty one
            9 | - part: ''
              |         ^^
              → fill it in or take the key out
        content/annotations/talks.yaml:10:9: error[wrong-value]: “captain” is not one of the values allowed here
           10 |   role: captain
              |         ^^^^^^^
              → did you mean “caption”?
        """  # noqa: E501
    )


@pytest.mark.parametrize("empty", ["", " []", " ~"])
def test_a_list_of_statements_may_be_empty(site: Site, loaded: Loaded, empty: str) -> None:
    files = {"articles/talks.txt": TALKS, "annotations/talks.yaml": f"label: x\nstatements:{empty}\n"}
    assert document(loaded(site(files))).statements == ()


def test_statements_that_are_no_list(site: Site, said: Said) -> None:
    files = {"articles/talks.txt": TALKS, "annotations/talks.yaml": "statements:\n  quote: She left\n"}
    assert said(site(files)) == told(
        """
        content/annotations/talks.yaml:2:3: error[wrong-type]: expected a list of statements
            2 |   quote: She left
              |   ^
              → begin each with `- `
        """
    )


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("annotations/talks.yaml", "- part: She left\n", "content/annotations/talks.yaml:1:1"),
        ("actors/all.yaml", "- ada\n", "content/actors/all.yaml:1:1"),
        ("site.yaml", "just words\n", "content/site.yaml:1:1"),
    ],
)
def test_a_file_begins_with_keys_and_values(site: Site, said: Said, path: str, text: str, place: str) -> None:
    first = said(site({"articles/talks.txt": TALKS, path: text})).splitlines()[0]
    assert first == f"{place}: error[wrong-type]: expected keys and values at the top of the file"


def test_an_id_is_used_once_in_a_file_and_in_all_of_them(site: Site, said: Said) -> None:
    files = {
        "actors/a.yaml": ADA,
        "actors/b.yaml": "ada: {name: Ada the Second, type: person}\nAda: {name: X, type: person}\n",
        "places/all.yaml": "ada: {name: Ada, type: city}\n",
        "events/all.yaml": "talks: {name: Talks, type: meeting, status: held, host: Ada}\n",
        "articles/Talks in May.txt": TALKS,
        "annotations/Talks in May.yaml": "label: x\n",
    }
    assert said(site(files)) == told(
        """
        content/actors/b.yaml:1:1: error[duplicate-id]: the actor “ada” is written at content/actors/a.yaml:1:6 already
            1 | ada: {name: Ada the Second, type: person}
              | ^^^
              → rename one, or merge them
        content/actors/b.yaml:2:1: error[bad-id]: “Ada” cannot be an id: an id is up to 80 letters a–z and digits, with single hyphens between them
            2 | Ada: {name: X, type: person}
              | ^^^
              → write “ada”
        content/articles/Talks in May.txt: error[bad-id]: “Talks in May” cannot be an id: an id is up to 80 letters a–z and digits, with single hyphens between them
              → write “talks-in-may”
        """  # noqa: E501
    )


def test_what_refers_to_a_thing_whose_id_cannot_be_one_is_not_told_beside_it(site: Site, said: Said) -> None:
    files = {
        "actors/a.yaml": "Ada-Moreno: {name: Ada, type: person}\n",
        "events/all.yaml": "talks: {name: Talks, type: meeting, status: held, host: ada-moreno}\n",
    }
    assert said(site(files)) == told(
        """
        content/actors/a.yaml:1:1: error[bad-id]: “Ada-Moreno” cannot be an id: an id is up to 80 letters a–z and digits, with single hyphens between them
            1 | Ada-Moreno: {name: Ada, type: person}
              | ^^^^^^^^^^
              → write “ada-moreno”
        """  # noqa: E501
    )


def test_a_statement_made_twice(site: Site, said: Said) -> None:
    statements = """\
    statements:
    - part: She left
      role: heading
    - part: "She  left"
      role: byline
    - part: she left
      role: heading
    - {part: on Friday, role: caption, id: friday}
    - {part: began on Friday, role: caption, id: friday}
    """
    assert said(site({"articles/talks.txt": TALKS, "annotations/talks.yaml": statements})) == told(
        """
        content/annotations/talks.yaml:4:3: error[same-statement-twice]: the same part is made on line 2 already
            4 | - part: "She  left"
              |   ^
              → delete one, or give one an `id:`
        content/annotations/talks.yaml:6:3: error[duplicate-id]: these words make the same id, “part-she-left”, as those on line 2
            6 | - part: she left
              |   ^
              → give one of the two an `id:` of its own
        content/annotations/talks.yaml:9:46: error[duplicate-id]: the id “friday” is used on line 8 already
            9 | - {part: began on Friday, role: caption, id: friday}
              |                                              ^^^^^^
              → give one of the two another id
        """  # noqa: E501
    )


# ── ids that stay

WORDS = [
    "The talks began",
    "on Friday",
    "We will listen",
    "said Ada Moreno",
    "She left",
    "The talks ended",
    "was silent",
]


def _ids(library: Library) -> dict[str, str]:
    return {statement.words: statement.id for statement in document(library).statements}


def _library(words: list[str], kinds: dict[str, str]) -> Library:
    statements = "".join(f"- part: {words}\n  role: {kinds[words]}\n" for words in words)
    files = [
        ContentFile("content/site.yaml", "site", b"title: T\nscope: S\n"),
        ContentFile("content/articles/talks.txt", "articles", TALKS.encode()),
        ContentFile("content/annotations/talks.yaml", "annotations", f"statements:\n{statements}".encode()),
    ]
    library, problems = load(files)
    assert problems == []
    return library


@settings(max_examples=100, deadline=None)
@given(st.permutations(WORDS), st.integers(1, 7), st.integers(0, 2**16))
def test_ids_come_from_words_whatever_stands_beside_them(words: list[str], count: int, seed: int) -> None:
    kinds = {one: random.Random(seed).choice(["headline", "heading", "byline"]) for one in words}
    all_ids = _ids(_library(sorted(words), kinds))
    assert _ids(_library(words[:count], kinds)) == {one: all_ids[one] for one in words[:count]}
    assert all_ids["She left"] == "part-she-left"


def test_context_is_part_of_an_id_only_where_it_is_given(site: Site, loaded: Loaded) -> None:
    statements = """\
    statements:
    - {part: The talks, role: heading, suffix: ended}
    - {part: The talks, role: heading, suffix: began}
    - {part: left, role: heading, id: my-own, prefix: She}
    """
    library = loaded(site({"articles/talks.txt": TALKS, "annotations/talks.yaml": statements}))
    first, second, third = (statement.id for statement in document(library).statements)
    assert first.startswith("part-the-talks-")
    assert second.startswith("part-the-talks-")
    assert first != second
    assert third == "my-own"


# ── references


def test_a_reference_that_leads_nowhere_or_to_several_things(site: Site, said: Said) -> None:
    files = {
        "articles/talks.txt": TALKS,
        "actors/all.yaml": """\
            ada: {name: Ada Moreno, type: person, acts_for: prot}
            port: {name: The port authority, type: institution}
            eve: {name: Eve, type: person, acts_for: "actor:prot"}
            """,
        "places/all.yaml": "port: {name: Port City, type: city}\n",
        "terms/all.yaml": "quay: {name: quay, confused_with: [port]}\n",
        "annotations/talks.yaml": "statements:\n- mention: She\n  as: port\n- mention: Moscow\n  as: place:port\n",
    }
    assert said(site(files)) == told(
        """
        content/actors/all.yaml:1:49: error[unknown-reference]: there is no actor with the id “prot”
            1 | ada: {name: Ada Moreno, type: person, acts_for: prot}
              |                                                 ^^^^
              → did you mean “port”?
        content/actors/all.yaml:3:42: error[unknown-reference]: there is no actor with the id “actor:prot”
            3 | eve: {name: Eve, type: person, acts_for: "actor:prot"}
              |                                          ^^^^^^^^^^^^
              → did you mean “actor:port”?
        content/annotations/talks.yaml:3:7: error[ambiguous-reference]: “port” is the id of several things
            3 |   as: port
              |       ^^^^
              → write actor:port or place:port
        content/terms/all.yaml:1:36: error[unknown-reference]: there is no term with the id “port”
            1 | quay: {name: quay, confused_with: [port]}
              |                                    ^^^^
        """
    )


def test_who_refers_to_a_thing_comes_for_nothing(site: Site, loaded: Loaded) -> None:
    files = {
        "articles/talks.txt": TALKS,
        "actors/all.yaml": "ada: {name: Ada Moreno, type: person, acts_for: port}\nport: {name: Port, type: institution}\n",  # noqa: E501
        "events/all.yaml": """\
            talks:
              name: Talks
              type: meeting
              status: held
              host: ada
              participants: [{actor: ada}, {actor: port}, {actor: "actor:ada"}]
            """,
        "annotations/talks.yaml": """\
            statements:
            - {mention: She, as: actor:ada}
            - {quote: We will listen, form: direct, speaker: ada, about: [port, ada]}
            """,
    }
    library = loaded(site(files))
    ada, port = library.all("actor")["ada"], library.all("actor")["port"]

    def referring(thing: str, key: str, kind: str) -> list[str]:
        return [record.id for record in library.referring(library.all("actor")[thing], key, kind)]

    assert referring("ada", "actor", "event") == ["talks"]
    assert referring("ada", "host", "event") == ["talks"]
    assert referring("ada", "as", "mention") == ["mention-she"]
    assert referring("ada", "speaker", "quote") == ["quote-we-will-listen"]
    assert referring("port", "about", "quote") == ["quote-we-will-listen"]
    assert referring("port", "acts_for", "actor") == ["ada"]
    assert referring("port", "speaker", "quote") == []
    assert library.thing("ada") is ada
    assert library.thing("actor:port") is port
    assert [library.thing("nobody"), library.thing("term:ada"), library.thing("ada", ("place",))] == [None] * 3


said_of = st.lists(st.tuples(st.sampled_from(["ada", "ben"]), st.integers(0, 2)), max_size=3)


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), said_of), min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_who_refers_to_whom_after_a_save_is_as_if_all_were_read_anew(
    saves: list[dict[str, list[tuple[str, int]]]],
) -> None:
    things = "ada: {name: Ada, type: person}\nben: {name: Ben, type: person}\n"
    fixed = {"site.yaml": "title: T\nscope: S\n", "actors/all.yaml": things}
    earlier, seen = Earlier(), []
    for save in saves:
        texts = {f"articles/{name}.txt": "She spoke. He left. It rained." for name in save}
        notes = {f"annotations/{name}.yaml": _mentions(of) for name, of in sorted(save.items()) if of}
        files = [
            ContentFile(f"content/{path}", shelf_of(f"content/{path}"), text.encode())
            for path, text in {**fixed, **texts, **notes}.items()
        ]
        seen.append((load(files, earlier=earlier)[0], load(files)[0]))
        # Asked before the next save as well as at the end: what a page still shows is not changed under it.
        assert _referring(seen[-1][0]) == _referring(seen[-1][1])
    for kept, anew in seen:
        assert _referring(kept) == _referring(anew)


def _mentions(of: list[tuple[str, int]]) -> str:
    words = ("She", "He", "It")
    return "statements:\n" + "".join(f"- {{mention: {words[at]}, as: {actor}}}\n" for actor, at in dict(of).items())


def _referring(library: Library) -> dict[str, list[str]]:
    actors = library.all("actor")
    return {
        name: [f"{one.article}/{one.id}" for one in library.referring(actors[name], "as", "mention")]  # type: ignore[attr-defined]
        for name in actors
    }


# ── nothing is said twice


def test_a_file_that_cannot_be_read_is_the_only_thing_told(site: Site, said: Said) -> None:
    files = {
        "articles/talks.txt": TALKS,
        "actors/all.yaml": "ada: {name: Ada Moreno, type: person\n'bob': x\n\"eve\" : y\n",
        "annotations/talks.yaml": """\
            statements:
            - {mention: She, as: ada}
            - {quote: We will listen, form: direct, speaker: bob, about: [eve, "actor:eve"]}
            """,
        "site.yaml": "title: T\nscope: S\nsides: [{name: X, actors: [ada, bob]}]\nwhats_new: See [Ada](actor:ada). [@talks/x]\n",  # noqa: E501
    }
    assert codes(said(site(files))) == ["actors/all.yaml:2:6 yaml-syntax", "site.yaml:4:34 unknown-reference"]


# A profile that cites words and statements of an article, an event dated by it, and a name that needs a mention.
HANGING = {
    "articles/talks.txt": TALKS,
    "annotations/talks.yaml": "date: 2021-05-07\n",
    "annotations/talks/dates.yaml": "statements:\n- {date: on Friday, direction: same day, event: talks}\n",
    "annotations/talks/mentions.yaml": "statements:\n- {mention: Moscow, as: ada, id: moscow}\n",
    "annotations/talks/parts.yaml": "statements:\n- {part: She left, role: heading}\n",
    "events/all.yaml": "talks: {name: Talks, type: meeting, status: held, date: 2021-05-07}\n",
    "actors/all.yaml": """\
        ada:
          name: Ada Moreno
          type: person
          weak: [Moscow]
          summary: Ada. [@talks "She left"] And left. [@talks/part-she-left] [@talks/moscow]
        """,
}


def test_what_hangs_together_is_fine_as_long_as_all_can_be_read(site: Site, said: Said) -> None:
    assert said(site(HANGING)) == ""


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (
            "annotations/talks/dates.yaml",
            "statements:\n- date: on Friday\n - event: x\n",
            ["dates.yaml:3:2 yaml-indent"],
        ),
        ("annotations/talks/dates.yaml", b"\xff", ["dates.yaml:1:1 file-not-utf8"]),
        ("annotations/talks/dates.yaml", "- a\n", ["dates.yaml:1:1 wrong-type"]),
        ("annotations/talks/dates.yaml", "statements: [{date: on Friday, evnt: x}]", ["dates.yaml:1:32 unknown-key"]),
        (
            "annotations/talks/mentions.yaml",
            "statements: [{mention: Moscow, id: moscow, az: ada}]",
            ["mentions.yaml:1:44 unknown-key"],
        ),
        (
            "annotations/talks/mentions.yaml",
            "statements: [{mention: Moscow, id: moscow, as: {}}]",
            ["mentions.yaml:1:48 wrong-type"],
        ),
        ("annotations/talks/parts.yaml", "statements: [{part: She left, role: x}]", ["parts.yaml:1:37 wrong-value"]),
        ("annotations/talks.yaml", "lable: x\ndate: 2021-05-07\n", ["talks.yaml:1:1 unknown-key"]),
        ("annotations/talks.yaml", "date: 2021-05-32\n", ["talks.yaml:1:7 impossible-date"]),
        ("articles/talks.txt", TALKS.encode() + b"\xff", ["talks.txt:4:1 file-not-utf8"]),
        ("articles/talks.txt", "", ["talks.txt file-empty"]),
    ],
)
def test_what_hangs_on_what_cannot_be_read_is_not_told_too(
    site: Site, said: Said, path: str, text: str | bytes, told: list[str]
) -> None:
    assert [place.rpartition("/")[2] for place in codes(said(site({**HANGING, path: text})))] == told


def test_ten_slips_are_told_in_one_run(site: Site, said: Said) -> None:
    files = {
        "articles/talks.txt": TALKS,
        "articles/empty.txt": "",
        "actors/a.yaml": "ada: {name: Ada Moreno, tpye: person}\nbob: {name: Bob, type: person, acts_for: nobody}\n",
        "actors/b.yaml": "bob: {name: Bobby, type: person}\n",
        "places/all.yaml": "port:\n\tname: Port\n",
        "events/all.yaml": "talks: {name: Talks, type: meeting, status: held, date: 2021-02-30}\n",
        "terms/all.yaml": 'quay: {name: quay, definition: "A quay. [@talks "}\n',
        "oddly/all.yaml": "x",
        "annotations/talks.yaml": """\
            statements:
            - {quote: We shall listen, form: direct, speaker: bob}
            - {part: The talks, role: caption}
            - {date: "no time at all", direction: before}
            """,
    }
    assert codes(said(site(files))) == [
        "actors/a.yaml:1:6 missing-key",
        "actors/a.yaml:1:25 unknown-key",
        "actors/a.yaml:2:42 unknown-reference",
        "actors/b.yaml:1:1 duplicate-id",
        "annotations/talks.yaml:2:11 words-not-found",
        "annotations/talks.yaml:3:10 words-found-twice",
        "annotations/talks.yaml:4:10 date-not-understood",
        "annotations/talks.yaml:4:10 words-not-found",
        "articles/empty.txt file-empty",
        "events/all.yaml:1:57 impossible-date",
        "oddly/all.yaml file-unexpected",
        "places/all.yaml:2:1 yaml-tab",
        "terms/all.yaml:1:41 bad-citation",
    ]


# ── drafts


def test_a_draft_leaves_no_trace(site: Site, loaded: Loaded, tmp_path: object) -> None:
    files: dict[str, str] = {
        "articles/talks.txt": TALKS,
        "articles/secret.txt": "The secret word is Shibboleth. Ada Moreno said so.\n",
        "annotations/secret.yaml": """\
            draft: true
            rights: full
            label: Undisclosed
            statements:
            - {part: The secret word, role: caption, id: undisclosed-part}
            """,
        "actors/all.yaml": ADA,
    }
    project = site(files)
    public = build(project, Options())
    assert public.errors == 0
    for address, data in public.files.items():
        for trace in (b"Shibboleth", b"Undisclosed", b"undisclosed-part", b"secret"):
            assert trace not in data or address.startswith("assets/"), address
    shown = build(project, Options(drafts=True))
    assert b"Shibboleth" in shown.files["articles/secret.html"]
    assert loaded(project).held_back == {"article:secret": "is a draft, and drafts are left out"}
    assert set(loaded(project, drafts=True).documents) == {"secret", "talks"}


def test_what_is_wrong_in_a_draft_waits_until_drafts_are_built(site: Site, said: Said) -> None:
    files = {"articles/talks.txt": TALKS, "annotations/talks.yaml": "draft: true\nlable: x\nstatements:\n- qoute: x\n"}
    project = site(files)
    assert codes(said(project)) == []
    assert codes(said(project, Options(drafts=True))) == [
        "annotations/talks.yaml:2:1 unknown-key",
        "annotations/talks.yaml:4:3 unknown-kind",
    ]


def test_prose_that_cites_a_draft_is_told_why_it_cannot(site: Site, said: Said) -> None:
    files = {
        "articles/talks.txt": TALKS,
        "annotations/talks.yaml": "draft: true\n",
        "actors/all.yaml": """\
            ada:
              name: Ada Moreno
              type: person
              summary: She [left](article:talks). [@talks "She left"]
            """,
    }
    assert said(site(files)) == told(
        """
        content/actors/all.yaml:4:23: error[broken-link]: the article “talks” is a draft, and drafts are left out
            4 |   summary: She [left](article:talks). [@talks "She left"]
              |                       ^^^^^^^^^^^^^
              → take `draft: true` or `embargo` out of it, or build with --drafts
        content/actors/all.yaml:4:39: error[unknown-reference]: the article “talks” is a draft, and drafts are left out
            4 |   summary: She [left](article:talks). [@talks "She left"]
              |                                       ^^^^^^^^^^^^^^^^^^^
              → take `draft: true` or `embargo` out of it, or build with --drafts
        """
    )


# ── anything at all


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["articles/talks.txt", "articles/talks.md", "annotations/talks.yaml", "actors/a.yaml", "site.yaml"]),  # noqa: E501
        st.text(st.sampled_from("abstatements: -\n'\"[]{}@#%&*!|>,0é\u00a0"), max_size=60) | st.binary(max_size=20),
        min_size=1,
    )
)  # fmt: skip
def test_whatever_stands_in_the_files_is_a_library_and_problems(contents: dict[str, str | bytes]) -> None:
    shelves = {"articles": "articles", "annotations": "annotations", "actors": "actor", "site.yaml": "site"}
    files = [
        ContentFile(f"content/{path}", shelves[path.split("/")[0]], data if isinstance(data, bytes) else data.encode())
        for path, data in contents.items()
    ]
    library, problems = load(files)
    assert all(problem.place.path.startswith("content/") for problem in problems)
    assert all(found.text.blocks for found in library.documents.values())
