"""A public build shows of a source what its rights allow and not a word more, wherever one may look."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.findings import Findings
from sitegen.findings.rights import Rights, around_omission, licensed
from sitegen.library import Library
from sitegen.passages import Stretch
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]
Built = Callable[..., Edition]

# Words that begin with `canary` are not licensed by any statement, words that begin with `song` are.
CANARY, SONG = re.compile(r"canary[0-9]+"), re.compile(r"song[0-9]+")

TEXT = """\
 date 2021-05-07 Canary1 sings canary2. The song1 of song2 began on Friday song3. Canary3 closes canary4.

“Canary5 sings, song4 song5 song6, and canary6 sings on,” said Ada song7 Moreno. Canary7 “canary8” canary9 Harbour.

A caption that canary10 wrote of song22 and canary11 and canary12

CANARY13 HEADING

song8 song9

Canary14 counted 300 dockers canary15, song10 of 400 dockers song11. “Canary16” is never closed

The city song12 promised song13 canary17. It song14 kept song15 canary18. Nobody canary19 song16 knows song17 canary20.

Some words stand twice canary21: twice here canary22 and twice here song18 canary23. song19 canary24 … song20 canary25.

canary26 harbors canary27 harbor canary28. Yesterday canary29 song21. Last week canary30 Bob canary31.

The talks canary32 canary33 canary34 canary35 song44 canary44 song45 canary40 canary41 canary42 canary43."""
# A paragraph that three articles share, in one of them with an edit; one sharing is confirmed, one only found.
SHARED = " ".join(f"canary{number}" for number in range(100, 125))

STATEMENTS = """\
outlet_clue: {outlet: gazette, words: song44 canary44 song45}
left_out:
  - {words: “canary8”, because: it is left for the test}
summary: What was sung. [@sung "song1 of song2"]
statements:
  - date: began on Friday song3
    expression: on Friday
    direction: same day
    event: talks
  - quote: song4 song5 song6
    form: partial
    speaker: ada
    attribution: Ada song7 Moreno
    about: [quay]
    event: talks
  - part: A caption that canary10 wrote of song22 and canary11 and canary12
    role: caption
  - mention: song22
    as: bob
  - part: song8 song9
    role: heading
  - figure: song10 of 400 dockers song11
    number: 400
    measure: dockers
    speaker: ada
  - commitment: The city song12 promised song13
    id: promise
    what: promise something
    by: [ada]
    event: talks
  - followup: It song14 kept song15
    of: sung/promise
    state: kept
  - stance: song16 knows song17
    issue: free
    position: keep
    actor: ada
    form: reported
  - account: song16 knows song17
    id: who-knows
    of: talks
    question: outcome
    answer: nobody knows
  - mention: twice here
    suffix: song18
    prefix: canary22 and
    as: quay
  - quote: song19 … song20
    form: indirect
    speaker: ada
  - use: song21
    term: quay-term
    defines: true
"""

THINGS = {
    "outlets.yaml": "gazette: {name: Gazette}\n",
    "actors.yaml": """\
        ada:
          name: Ada
          type: person
          summary: She sings. [@sung "song4 song5 song6"]
        bob: {name: Bob, type: person, gap: he is only named}
        """,
    "events.yaml": """\
        talks:
          name: Harbour talks
          unlinked: true
          type: meeting
          status: held
          date: 2021-05-07
          participants: [{actor: ada, capacity: 'singer [@sung "Ada song7 Moreno"]'}]
          outcome: Nobody knows. [@sung "Nobody canary19 song16 knows song17"]
          questions: [{id: outcome, question: What came of it?}]
        """,
    "terms.yaml": 'quay-term: {name: song21, definition: "A word. [@sung “song21”]"}\n',
    "places.yaml": "quay: {name: Quay, type: city, weak: [Harbour]}\n",
    "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers, unit: people, key: true}\n",
    "issues.yaml": "free: {name: Quay, unlinked: true, question: Free?, positions: [{id: keep, name: keep}]}\n",
    "wordings.yaml": """\
        harbour:
          name: harbour
          unlinked: true
          variants: [{name: big, words: [harbors]}, {name: small, words: [harbor]}]
        """,
}

# These stand in the midst of words that are licensed as a whole, by a citation and by the article's clue.
LICENSED_WITHIN = {"canary19", "canary44"}

MARKDOWN = """\
---
headline: The songs
label: songs
statements:
  - quote: song31 and song32
    form: indirect
    speaker: ada
  - part: song33
    role: caption
---
# song41 of the *song42*

Canary51 sings [canary52](https://canary53.example/canary54 "canary55"), and **song31 and song32** canary56.

> canary57 “canary58”
> — canary59

- canary60 `canary61`
- canary62
  1. canary63 ![canary64](canary65.png "canary66")

Setext song43
=============

| canary67 | canary68 |
|----------|----------|
| canary69 | canary70 |

    canary71 in code

[](https://canary72.example/) <https://canary73.example/> <canary74@canary75.example>

<b title="canary76">canary77</b> <!-- canary78 --> [@sung "canary79"] song33 canary80\\
canary81

[canary82]: https://canary83.example/ "canary84"
"""


def texts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Every file's name and every form in which its bytes can be read."""
    for path, data in edition.files.items():
        if path.startswith("assets/"):
            continue
        text = data.decode("utf-8", errors="replace")
        yield path, "\n".join((path, text, html.unescape(text), unquote(html.unescape(text)), *_decoded(path, text)))


def _decoded(path: str, text: str) -> Iterator[str]:
    if path.endswith((".json", ".jsonld")):
        yield json.dumps(json.loads(text), ensure_ascii=False)
    for script in re.findall(r"<script[^>]*>(.+?)</script>", text, re.DOTALL):
        yield json.dumps(json.loads(script), ensure_ascii=False)


def seen(edition: Edition, pattern: re.Pattern[str]) -> dict[str, set[str]]:
    """The words of a pattern that a reader of any file can find, and where."""
    found: dict[str, set[str]] = {}
    for path, text in texts(edition):
        # Words torn apart by markup, hyphens or escapes are still readable.
        for form in (text, re.sub(r"<[^>]*>", "", text), re.sub(r"[\s_-]+", "", text)):
            for word in pattern.findall(form.casefold()):
                found.setdefault(word, set()).add(path)
    return found


def canaries(rights: str = "") -> dict[str, str]:
    front = f"rights: {rights}\n" if rights else ""
    return {
        **THINGS,
        "articles/sung.txt": f"{TEXT}\n\n{SHARED}",
        "annotations/sung.yaml": front + STATEMENTS,
        "articles/wire.txt": f"Canary130.\n\n{SHARED.replace('canary110', 'canary131 canary132')}",
        "annotations/wire.yaml": f"{front}shares_copy_with: [sung]\n",
        "articles/agency.txt": f"Canary133 canary134.\n\n{SHARED}",
        "annotations/agency.yaml": f"{front}label: The agency\n",
        "articles/songs.md": MARKDOWN.replace("---\n", f"---\n{front}", 1),
    }


def test_no_canary_is_found_in_a_public_build(site: Write, built: Built) -> None:
    """R01."""
    edition = built(site(canaries()))
    assert {word: at for word, at in seen(edition, CANARY).items() if word not in LICENSED_WITHIN} == {}


def test_all_that_is_licensed_stands_on_the_page_of_its_article(site: Write, built: Built) -> None:
    found = seen(built(site(canaries())), SONG)
    # `song18` is only the context of a statement, and `song33` a caption.
    licensed = {*SONG.findall(TEXT), *SONG.findall(MARKDOWN)} - {"song18", "song33"}
    assert set(found) == licensed
    for word in licensed:
        page = "articles/sung.html" if word in TEXT else "articles/songs.html"
        assert page in found[word], word


def test_of_a_linked_source_not_a_word_is_found(site: Write, built: Built) -> None:
    edition = built(site(canaries("link")))
    assert seen(edition, CANARY) == {}
    # `song21` is the name of a term, which is our own word.
    assert set(seen(edition, SONG)) <= {"song21"}
    for page in ("articles/sung.html", "articles/songs.html"):
        assert "[…]" in edition.files[page].decode()


@pytest.mark.parametrize("rights", ["", "link"])
def test_a_private_build_shows_all_and_says_so_on_every_page(site: Write, built: Built, rights: str) -> None:
    edition = built(site(canaries(rights)), Options(private=True))
    shown = seen(edition, CANARY)
    for word in {*CANARY.findall(TEXT.casefold())}:
        assert "articles/sung.html" in shown[word], word
    # Shared copy is found and shown with its edits, so that there was something to keep back.
    assert {"articles/agency.html", "articles/sung.html", "articles/wire.html"} < shown["canary105"]
    for page, data in edition.files.items():
        if page.endswith(".html"):
            assert b'<p class="ribbon' in data, page
            assert "not for publication" in data.decode(), page


def test_a_public_build_carries_no_ribbon(site: Write, built: Built) -> None:
    edition = built(site(canaries()))
    assert not [page for page, data in edition.files.items() if b'class="ribbon' in data]


def test_a_source_with_a_permission_is_shown_whole(site: Write, built: Built) -> None:
    """R04."""
    edition = built(site(canaries("full")))
    page = html.unescape(edition.files["articles/sung.html"].decode())
    assert "[…]" not in page
    assert "Canary14 counted" in re.sub(r"<[^>]*>", "", page)


# ── what an excerpt looks like


def excerpt(edition: Edition, page: str) -> list[str]:
    """The rows of an article's text as they read."""
    rows = re.findall(r'<div class="words-of-source"[^>]*>(.*?)</div>', edition.files[page].decode(), re.DOTALL)
    plain = (re.sub(r'<p class="role">[^<]*</p>', "", row) for row in rows)
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", "", row)).split()) for row in plain]


def test_an_excerpt_marks_each_omission_once_and_keeps_headings(site: Write, built: Built) -> None:
    edition = built(site(canaries()))
    assert excerpt(edition, "articles/sung.html") == [
        "[…] song1 of song2 began on Friday song3. […].",
        "“[…], song4 song5 song6, […] Ada song7 Moreno. […].",
        "[…] song22 […]",
        "[…]",
        "song8 song9",
        "[…], song10 of 400 dockers song11. “[…]",
        "The city song12 promised song13 […]. It song14 kept song15 […]. Nobody canary19 song16 knows song17 […].",
        "[…] twice here […]. song19 […] … song20 […].",
        "[…] song21. […].",
        "[…] song44 canary44 song45 […].",
        "[…]",
    ]
    assert excerpt(edition, "articles/songs.html")[0] == "song41 of the song42"


# ── whatever is annotated

WORDS = [f"song{number}" for number in range(60)]


EXTRA = {
    "mention": {"as": "ada"},
    "part": {"role": "caption"},
    "use": {"term": "quay-term"},
    "date": {"open": "nobody knows"},
}


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, list[dict[str, object]]]:
    """An article in which every word stands once, and statements on some of its words."""
    text = " ".join(
        draw(st.sampled_from(["{}", "{}.", "“{}", "{}”", "{}\n\n", "{},", "‘{}’"])).format(word) for word in WORDS
    )
    statements = []
    for start in draw(st.lists(st.integers(0, len(WORDS) - 6), max_size=5, unique=True)):
        words = WORDS[start : start + draw(st.integers(1, 4))]
        begin, end = text.index(words[0]), text.index(words[-1]) + len(words[-1])
        printed = text[begin:end]
        if "\n\n" in printed or re.search(rf"{words[-1]}\d", text[begin : end + 1]):
            continue
        statements.append({"words": printed, "kind": draw(st.sampled_from(sorted(EXTRA)))})
    return text, statements


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(annotated(), st.sampled_from(["txt", "md"]))
def test_only_words_that_a_statement_rests_on_are_ever_shown(
    tmp_path_factory: pytest.TempPathFactory, article: tuple[str, list[dict[str, object]]], suffix: str
) -> None:
    text, statements = article
    root = tmp_path_factory.mktemp("site")
    entries = [{str(one["kind"]): one["words"], **EXTRA[str(one["kind"])]} for one in statements]
    files = {
        "site.yaml": "title: Harbour\nscope: The harbour talks.\n",
        "actors.yaml": "ada: {name: Ada, type: person}\n",
        "terms.yaml": "quay-term: {name: quay}\n",
        f"articles/one.{suffix}": text,
        # JSON is YAML.
        "annotations/one.yaml": json.dumps({"statements": entries}, ensure_ascii=False),
    }
    for path, content in files.items():
        target = root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)
    edition = build(Project(root), Options())
    assert [problem for problem in edition.problems if problem.severity == "error"] == []
    licensed = {word for one in statements if one["kind"] != "part" for word in SONG.findall(str(one["words"]))}
    assert set(seen(edition, SONG)) == licensed


# ── the page on rights, and the limit


def test_the_page_on_rights_counts_what_is_shown(
    site: Write, worked_out: Callable[..., tuple[Library, Findings]], built: Built
) -> None:
    project = site({
        "articles/one.txt": "One two three four. Five six seven eight.\n\nNine ten.",
        "annotations/one.yaml": """\
            statements:
              - {quote: two three, form: outlet}
              - {quote: three four, form: outlet}
            """,
    })  # fmt: skip
    _, findings = worked_out(project)
    licence = findings.rights.licences["one"]
    assert (licence.words, licence.total, licence.share) == (3, 10, 0.3)
    page = re.sub(r"<[^>]*>", " ", built(project).files["rights.html"].decode())
    assert "3 of the 10 words of its sources (30%)" in " ".join(html.unescape(page).replace("\u202f", " ").split())


def test_a_limit_that_is_passed_names_the_statements_that_cost_most(
    site: Write, said: Callable[..., str], tmp_path: Path
) -> None:
    """R02, R03, by share."""
    project = site({
        "site.yaml": "title: T\nscope: S\nrights_limit: 40\n",
        "articles/one.txt": "One two three four. Five six seven eight.\n\nNine ten.",
        "annotations/one.yaml": """\
            summary: Ours. [@one "Nine ten"]
            statements:
              - quote: two three
                form: outlet
              - quote: Five six seven
                id: dear
                form: outlet
            """,
    })  # fmt: skip
    text = said(project)
    assert "content/annotations/one.yaml:1:1: error[rights-limit]: a public build would show 7 of its 10 words" in text
    costs = re.findall(r"^ +(\d words: .*?)(?:-[0-9a-f]{6})?$", text, re.MULTILINE)
    assert costs == [
        "3 words: content/annotations/one.yaml:5:5, dear",
        "2 words: content/annotations/one.yaml:3:5, quote-two-three",
        "2 words: cited by our own prose, “Nine ten”",
    ]


@pytest.mark.parametrize(("rights", "limit"), [("full", 1), ("link", 0), ("excerpt", 70)])
def test_a_limit_is_no_matter_where_nothing_passes_it(
    site: Write, said: Callable[..., str], rights: str, limit: int
) -> None:
    project = site({
        "site.yaml": f"title: T\nscope: S\nrights_limit: {limit}\n",
        "articles/one.txt": "One two three four five six seven eight nine ten.",
        "annotations/one.yaml": f"""\
            rights: {rights}
            statements: [{{quote: One two three four five six seven, form: outlet}}]
            """,
    })  # fmt: skip
    assert said(project) == ""


# ── what a licence cuts, word by word

CUT = {
    "articles/one.txt": "One two three four, five six. Seven eight nine ten.",
    "annotations/one.yaml": """\
        rights: RIGHTS
        statements:
          - {quote: two three, form: outlet}
          - {quote: five, form: outlet}
        """,
}


def cut(rights: str) -> dict[str, str]:
    return {path: text.replace("RIGHTS", rights) for path, text in CUT.items()}


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        (
            "One two three four, five six. Seven eight nine ten.",
            ["-One ", "+two three", "- four, ", "+five", "- six. Seven eight nine ten."],
        ),
        ("two three", ["+two three"]),
        (" four, ", ["- four, "]),
        ("three four, fi", ["+three", "- four, ", "+fi"]),
        ("ve six", ["+ve", "- six"]),
        ("Seven", ["-Seven"]),
    ],
)
def test_a_stretch_is_cut_where_what_may_be_shown_begins_and_ends(
    site: Write, worked_out: Callable[..., tuple[Library, Findings]], words: str, pieces: list[str]
) -> None:
    library, findings = worked_out(site(cut("excerpt")))
    document = library.documents["one"]
    plain = document.text.plain
    stretch = Stretch(plain.index(words), plain.index(words) + len(words))
    found = findings.rights.pieces(document, stretch)
    assert ["-+"[shown] + plain[piece.start : piece.end] for piece, shown in found] == pieces
    whole = all(piece.startswith("+") for piece in pieces)
    assert licensed(findings.rights, document, stretch) is whole
    assert licensed(Rights(findings.rights.licences, True), document, stretch) is True


@pytest.mark.parametrize(
    ("rights", "text", "openings"),
    [
        (
            "full",
            "One two three four, five six. Seven eight nine ten.",
            ["One …", "One two three …", "One two three four, five six. Seven eight nine ten."],
        ),
        ("excerpt", "[…] two three […], five […].", ["", "[…] two three …", "[…] two three […], five […]."]),
        ("link", "[…].", ["", "", "[…]."]),
    ],
)
def test_what_may_not_be_shown_is_left_out_of_a_text_and_of_its_first_words(
    site: Write,
    worked_out: Callable[..., tuple[Library, Findings]],
    rights: str,
    text: str,
    openings: list[str],
) -> None:
    library, findings = worked_out(site(cut(rights)))
    document = library.documents["one"]
    whole = Stretch(0, len(document.text.plain))
    assert findings.rights.text(document, whole) == text
    assert [findings.rights.opening(document, count) for count in (1, 3, 10)] == openings
    assert findings.rights.whole(document) is (rights == "full")
    assert Rights(findings.rights.licences, True).text(document, whole) == document.text.plain
    words = {"full": 10, "excerpt": 3, "link": 0}[rights]
    shown = {"full": (whole,), "excerpt": (Stretch(4, 13), Stretch(20, 24)), "link": ()}[rights]
    licence = findings.rights.licences["one"]
    assert (licence.stretches, licence.words, licence.total) == (shown, words, 10)


def test_words_that_touch_are_shown_as_one(site: Write, worked_out: Callable[..., tuple[Library, Findings]]) -> None:
    quotes = "statements: [{quote: 我们, form: outlet}, {quote: 会听, form: outlet}]\n"
    _, findings = worked_out(site({"articles/one.txt": "我们会听。", "annotations/one.yaml": quotes}))
    assert findings.rights.licences["one"].stretches == (Stretch(0, 4),)


def test_a_heading_is_shown_whole_with_a_link_in_it(
    site: Write, worked_out: Callable[..., tuple[Library, Findings]]
) -> None:
    text = "# One [two](https://x.test/) three\n\nFour [five](https://x.test/) six.\n"
    library, findings = worked_out(site({"articles/one.md": text}))
    document = library.documents["one"]
    whole = Stretch(0, len(document.text.plain))
    assert findings.rights.text(document, whole).split() == ["One", "two", "three", "[…]."]


def test_marks_between_words_that_are_shown_are_shown_with_them(
    site: Write, worked_out: Callable[..., tuple[Library, Findings]]
) -> None:
    quotes = "statements: [{quote: One, form: outlet}, {quote: two three, form: outlet}]\n"
    library, findings = worked_out(site({"articles/one.txt": "One – two three.", "annotations/one.yaml": quotes}))
    assert findings.rights.text(library.documents["one"], Stretch(0, 16)) == "One – two three."


def test_marks_before_an_omission_keep_a_space_from_it() -> None:
    assert around_omission("”.five six") == ("”. ", "")
    assert around_omission(" five, six”. ") == (" ", "”. ")
    assert around_omission(" – ") == (" – ", "")


def test_five_of_what_costs_most_are_named_and_long_words_are_cut(site: Write, said: Callable[..., str]) -> None:
    most = [f"{'x' * 29}{number} {'y' * 29}" for number in range(3)]
    longer = [f"{'x' * 30}{number} {'y' * 29}" for number in range(3)]
    text = said(site({
        "site.yaml": "title: T\nscope: S\nrights_limit: 1\n",
        "articles/one.txt": "\n\n".join([*most, *longer]),
        "annotations/one.yaml": f"summary: '{' '.join(f'Ours. [@one “{words}”]' for words in [*most, *longer])}'\n",
    }))  # fmt: skip
    costs = re.findall(r"^ +\d words: cited by our own prose, “(.*)”$", text, re.MULTILINE)
    assert costs == [*most, *(f"{words[:60]}…" for words in longer[:2])]
