"""What nobody has annotated is found and offered as entries that the gate accepts; what is left says why."""

from __future__ import annotations

import html
import re
import shutil
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen import scaffold
from sitegen.findings import Findings
from sitegen.findings.gaps import Gap, signs
from sitegen.findings.gaps.quotations import find_quotations
from sitegen.library import Library
from sitegen.passages import Text
from sitegen.pipeline import Edition, Options, Survey, survey
from sitegen.project import Project
from sitegen.source import read_tree

ROOT = Path(__file__).parent.parent
Write = Callable[[Mapping[str, str | bytes]], Project]
WorkedOut = Callable[..., tuple[Library, Findings]]


# ── quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "one" and “two”.', ["one", "two"]),
        ("“outer ‘inner’ outer”", ["outer ‘inner’ outer", "inner"]),
        ("“outer “inner” outer”", ["outer “inner” outer", "inner"]),
        ('"outer "inner" outer"', ['outer "inner" outer', "inner"]),
        ("\"It's 'fine',\" he said", ["It's 'fine',", "fine"]),
        ("“He said, ‘go’”", ["He said, ‘go’", "go"]),
        ('“opened so, closed otherwise" and on', ["opened so, closed otherwise"]),
        ('"opened so, closed otherwise” and on', ["opened so, closed otherwise"]),
        ("„Deutsch“ und „mehr“, gut", ["Deutsch", "mehr"]),
        ("»Umgekehrt« und", ["Umgekehrt"]),
        ("« français » puis", ["français"]),
        ("”svenska” här", ["svenska"]),
        ("(“x”)—“y”", ["x", "y"]),
        ("“… so it goes” he said", ["… so it goes"]),
        ("“end?”But more", ["end?"]),
        ("the ‘so-called’ 'peace'", ["so-called", "peace"]),
        ("don't, it's the dogs' tails’ end", []),
        ("’tis the 1990s' and '90s, O’Brien’s 5'10\"", []),
        ("`code`", []),
    ],
)
def test_quotations_are_found_by_their_marks(text: str, found: list[str]) -> None:
    whole = Text.of(text)
    quotations = list(find_quotations(whole))
    assert [" ".join(whole.printed(one.stretch).split()) for one in quotations] == found
    assert all(one.closed for one in quotations)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“never closed", [("never closed", False)]),
        ('"never closed, she said', [("never closed, she said", False)]),
        ("“first\n\n“second” third", [("first", False), ("second", True)]),
        ("“outer “inner” outer", [("outer “inner” outer", False), ("inner", True)]),
        ("‘only a single one", []),
        ("“’Tis the season,” she said", [("’Tis the season,", True)]),
    ],
)
def test_a_quotation_that_is_never_closed_runs_to_the_end_of_its_block(
    text: str, found: list[tuple[str, bool]]
) -> None:
    whole = Text.of(text)
    assert [(whole.printed(one.stretch), one.closed) for one in find_quotations(whole)] == found


# ── names, numbers, dated words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("35 and about 3.5 million, $2,000 (€1,800)", ["35", "about 3.5 million", "$2,000", "€1,800"]),
        ("hundreds of thousands; several hundred", ["hundreds of thousands", "several hundred"]),
        ("twenty-five; half a million; nearly half", ["twenty-five", "half a million", "nearly half"]),
        ("12, 13 and 14.\n\nThen 10%.", ["12", "13", "14", "10%"]),
        ("the 21st century, M5, COVID-19, one man, once", []),
    ],
)  # fmt: skip
def test_numbers_are_found_with_the_words_that_scale_them(text: str, found: list[str]) -> None:
    whole = Text.of(text)
    assert [whole.printed(stretch) for stretch in signs.numbers(whole)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on Friday, this week and last year", ["Friday", "this week", "last year"]),
        ("two years ago, a few days later", ["two years ago", "few days later"]),
        ("May 5, 2020 and March 2018, in 1999", ["May 5, 2020", "March 2018", "1999"]),
        ("on 8 May 2023, the 7th of May; 31 December", ["8 May 2023", "the 7th of May", "31 December"]),
        ("at the end of February, early March", ["end of February", "early March"]),
        ("over the past two weeks, tomorrow", ["past two weeks", "tomorrow"]),
        ("a Friday's talk; fridays; the marching", ["Friday"]),
    ],
)
def test_dated_words_are_found(text: str, found: list[str]) -> None:
    whole = Text.of(text)
    assert [whole.printed(stretch) for stretch in signs.dated_words(whole)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The talks with Ann Smith. But Bob went.", ["Ann", "Smith", "Bob"]),
        ("She said, “They went” to Aleppo’s edge.", ["Aleppo"]),
        ("Al-Qaeda and al-Qaeda, the U.S. and Zürich", ["al-Qaeda", "U.S.", "Zürich"]),
        ("Ann Smith went. Tom O’Dowd, an old man, too.", ["Ann", "Smith", "Tom", "O’Dowd"]),
        ("Old Tom went. The Smiths and old men, After Ann.", ["Tom", "Smiths", "After", "Ann"]),
        ("“Ann Smith went,” he said.", ["Ann", "Smith"]),
    ],
)
def test_capitals_are_signs_of_names_but_for_those_that_begin_a_sentence(text: str, found: list[str]) -> None:
    whole = Text.of(text)
    assert [whole.printed(stretch) for stretch in signs.capitalised(whole)] == found


# ── gaps of an article


def gaps(worked_out: WorkedOut, project: Project, article: str = "one") -> list[tuple[str, str]]:
    _, findings = worked_out(project)
    return [(gap.kind, gap.words) for gap in findings.gaps.open_in(article)]


ANN = "ann:\n  name: Ann Smith\n  names: [Smith]\n  type: person\n  gap: she is only named\n"


def test_what_no_statement_rests_on_is_a_gap_and_what_one_rests_on_is_none(site: Write, worked_out: WorkedOut) -> None:
    text = "On Friday Smith met Bob Miller in Port City. “We count 300 dockers,” she said."
    project = site({"actors.yaml": ANN, "articles/one.txt": f" date 2021-05-08 {text}"})
    assert gaps(worked_out, project) == [
        ("date", "Friday"),
        ("name", "Bob Miller"),
        ("name", "Port City"),
        ("quotation", "We count 300 dockers,"),
        ("number", "300"),
    ]
    site({
        "annotations/one.yaml": """\
            statements:
              - date: On Friday
                direction: before
              - mention: Bob Miller
                nothing: he is not spoken of again
              - quote: We count 300 dockers
                form: direct
                speaker: ann
              - figure: 300 dockers
                measure: dockers
            """,
        "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers, unit: people}\n",
        "places.yaml": "port: {name: Port City, type: city}\n",
    })  # fmt: skip
    assert gaps(worked_out, project) == []


def test_a_part_of_a_quotation_that_is_left_is_a_gap(site: Write, worked_out: WorkedOut) -> None:
    project = site({
        "actors.yaml": ANN,
        "articles/one.txt": "“We listen. We do not decide,” said Smith. He named it “a calm talk” and “calm",
        "annotations/one.yaml": """\
            statements:
              - {quote: We listen, form: direct, speaker: ann}
              - {quote: calm talk, form: partial, speaker: ann}
              - {quote: calm, suffix: talk, id: other, form: partial, speaker: ann}
            """,
    })  # fmt: skip
    assert gaps(worked_out, project) == [
        ("quotation", "We listen. We do not decide,"),
        ("quotation", "a calm talk"),
        ("quotation", "calm"),
    ]


def test_a_heading_in_quotation_marks_is_no_quotation_of_somebody(site: Write, worked_out: WorkedOut) -> None:
    project = site({
        "articles/one.txt": "“Calm talks”\n\nThey met.",
        "annotations/one.yaml": "statements: [{part: Calm talks, role: heading}]",
    })  # fmt: skip
    assert gaps(worked_out, project) == []


def test_words_that_name_nothing_are_passed_over(site: Write, worked_out: WorkedOut) -> None:
    project = site({
        "site.yaml": "title: T\nscope: S\nnot_names: [Turkish, Russian]\n",
        "articles/one.txt": "The Turkish and the Turkish-Russian side met the Syrian side.",
    })  # fmt: skip
    assert gaps(worked_out, project) == [("name", "Syrian")]


def test_an_abbreviation_is_a_gap_until_somebody_says_what_it_stands_for(site: Write, worked_out: WorkedOut) -> None:
    files = {"articles/one.txt": "The UN and the U.N. met the HTS and the RSMD; the UN left."}
    actors = """\
        un: {name: UN, names: [U.N.], type: institution, gap: known}
        hts: {name: Hayat Tahrir Sham, names: [HTS], type: armed group, gap: known}
        rsmd: {name: RSMD, type: institution, gap: known, expansion: Something Russian}
        """
    project = site({**files, "actors.yaml": actors})
    assert gaps(worked_out, project) == [("acronym", "UN"), ("acronym", "U.N.")]
    site({"actors.yaml": actors.replace("[U.N.]", "[U.N., United Nations]")})
    assert gaps(worked_out, project) == []


def test_what_is_left_out_says_why_and_is_not_open(site: Write, worked_out: WorkedOut) -> None:
    project = site({
        "articles/one.txt": "They met Bob in Port City and Bob left.",
        "annotations/one.yaml": "left_out: [{words: Bob, because: a passer-by}]",
    })  # fmt: skip
    _, findings = worked_out(project)
    every = [(gap.words, gap.because) for gap in findings.gaps.in_article["one"]]
    assert every == [("Bob", "a passer-by"), ("Port City", ""), ("Bob", "a passer-by")]
    assert [gap.words for gap in findings.gaps.open] == ["Port City"]


def test_words_left_out_must_stand_in_the_article(site: Write, said: Callable[..., str]) -> None:
    project = site({
        "articles/one.txt": "They met Bob.",
        "annotations/one.yaml": "left_out: [{words: Bill, because: a passer-by}]",
    })  # fmt: skip
    assert "annotations/one.yaml:1:20: error[words-not-found]: these words do not stand in" in said(project)


# ── gaps of records


def test_records_that_say_nothing_of_themselves_are_gaps(site: Write, worked_out: WorkedOut) -> None:
    files = {
        "articles/one.txt": "Ann met Bob, a docker. The quay is open some day. Carla came.",
        "annotations/one.yaml": """\
            statements:
              - {mention: a docker, as: bob, describes: true}
              - {date: some day, open: nobody says which}
              - {quote: Carla came, form: outlet, event: coming}
            """,
        "actors.yaml": """\
            ann: {name: Ann, type: person}
            bob: {name: Bob, type: person}
            carla: {name: Carla, type: person, summary: 'She came. [@one "Carla came"]'}
            dora: {name: Dora, type: person, gap: she will come}
            """,
        "events.yaml": """\
            coming: {name: The coming, unlinked: true, type: incident, status: held}
            going: {name: The going, unlinked: true, type: incident, status: planned}
            cited: {name: The meeting, unlinked: true, type: meeting, status: held, outcome: '[@one "Ann met Bob"] so.'}
            """,
        "terms.yaml": "quay: {name: quay}\nwharf: {name: wharf}\n",
    }
    _, findings = worked_out(site(files))
    found = [(gap.kind, gap.record or gap.article, gap.because) for gap in findings.gaps.in_records]
    assert found == [
        ("description", "actor:ann", ""),
        ("description", "actor:dora", "she will come"),
        ("source", "event:going", ""),
        ("use", "term:wharf", ""),
        ("open date", "one", "nobody says which"),
    ]


def test_copy_that_nobody_confirmed_is_a_gap_of_its_article(site: Write, built: Callable[..., Edition]) -> None:
    shared = "The mayor and the dockers began talks about the old quay in the harbour on a cold morning in spring."
    project = site({"articles/one.txt": f"{shared} One.", "articles/two.txt": f"{shared} Two."})
    page = " ".join(re.sub(r"<[^>]*>", "", built(project).files["gaps.html"].decode()).split())
    assert "Shared copy Untitled article “one”: shares 20 words of copy with two" in html.unescape(page)


def test_more_gaps_than_one_page_holds_stand_on_a_page_for_each_article(
    site: Write, built: Callable[..., Edition]
) -> None:
    copied = "The mayor and the dockers began talks about the old quay in the harbour on a cold morning in spring."
    texts = {
        "many": " ".join(f"We met Jack {chr(65 + n // 26)}{chr(97 + n % 26)}x then." for n in range(399)),
        "one": f"{copied} We met Bob.", "two": f"{copied} We left.",
    }  # fmt: skip
    content = {f"articles/{name}.txt": text for name, text in texts.items()}
    files = built(site({**content, "annotations/one.yaml": "left_out: [{words: Bob, because: a passer-by}]"})).files
    listed = re.findall(r'href="(gaps/[^"]*)".*?</a>.*?</span>(.*?)</li>', files["gaps.html"].decode())
    assert listed == [
        ("gaps/many.html", ", 399 gaps, 399 not looked at"),
        ("gaps/one.html", ", 2 gaps, 1 not looked at"),
    ]
    assert "1 gap left on purpose, with its reason. 400 not looked at." in files["gaps.html"].decode()
    assert sorted(name for name in files if name.startswith("gaps/")) == ["gaps/many.html", "gaps/one.html"]
    assert files["gaps/many.html"].count(b'<p class="kind">') == 399
    page = html.unescape(re.sub(r"<[^>]*>", "", files["gaps/one.html"].decode()))
    assert "Left so on purpose: a passer-by" in page
    assert "shares 21 words of copy with two, and nobody has confirmed it" in page


def test_a_measure_of_which_one_voice_alone_speaks_is_a_gap(site: Write, worked_out: WorkedOut) -> None:
    project = site({
        "articles/one.txt": "At work are 300 dockers.",
        "annotations/one.yaml": "statements: [{figure: 300 dockers, measure: dockers}]",
        "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers, unit: people}\n",
    })  # fmt: skip
    _, findings = worked_out(project)
    assert [(gap.kind, gap.record) for gap in findings.gaps.in_records] == [("voice", "measure:dockers")]


# ── entries to paste


def pasted(known: Survey, article: str) -> str:
    return scaffold.entries(known.library, known.findings, known.library.documents[article], still(known, article))


def still(known: Survey, article: str) -> list[Gap]:
    return known.findings.gaps.open_in(article)


def test_entries_hold_the_words_and_say_what_is_guessed(site: Write) -> None:
    project = site({
        "actors.yaml": ANN,
        "measures.yaml": """\
            ships: {name: Ships, unlinked: true, counts: ships in the port, unit: ships}
            dockers: {name: Dockers, unlinked: true, counts: dockers at work, unit: people}
            """,
        "articles/one.txt": "date 2021-05-08 On Friday they met. “We count nearly 300 dockers: all of them,” said "
        "Smith. They met Bob, and on Friday Bob left.",
    })  # fmt: skip
    assert pasted(survey(project, Options()), "one") == textwrap.dedent("""\
        statements:
          # dated words that no `date` resolves, content/articles/one.txt:1:20
          - date: Friday
            prefix: "On"
            direction: before  # a guess: or `same day`, or `after`
          # a quotation that no statement rests on, content/articles/one.txt:1:38
          - quote: "We count nearly 300 dockers: all of them"
            form: direct
            speaker: ann  # a guess: the nearest name
          # a number that no `figure` keeps, content/articles/one.txt:1:47
          - figure: nearly 300 dockers
            measure: dockers  # a guess: what does it count?
          # dated words that no `date` resolves, content/articles/one.txt:1:114
          - date: Friday
            prefix: "on"
            direction: before  # a guess: or `same day`, or `after`
        """)


def paste(project: Project, round_number: int = 0) -> Survey:
    """Pastes what is proposed for every article, and reads the site again."""
    known = survey(project, Options(drafts=True, private=True))
    for article in known.library.documents:
        if entries := pasted(known, article):
            target = project.root / f"content/annotations/{article}/pasted-{round_number}.yaml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(entries)
    return survey(project, Options(drafts=True, private=True))


def test_what_is_pasted_passes_the_gate_for_the_five_articles(tmp_path: Path) -> None:
    """All statements are taken out; the things that they are about stay."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.rmtree(tmp_path / "content/annotations")
    project = Project(tmp_path)
    before = survey(project, Options())
    assert sum(len(still(before, article)) for article in before.library.documents) > 100
    known = paste(project)
    slips = [problem for problem in known.problems if problem.place.path.startswith("content/annotations/")]
    assert [str(problem.place) for problem in slips if problem.severity == "error"] == []
    left = (gap for article in known.library.documents for gap in still(known, article))
    assert [gap for gap in left if gap.kind not in ("acronym", "name")] == []


PIECES = st.sampled_from(
    [
        *("Ann Smith", "Smith said", "Bob", "the Port of Zürich", "NATO", "al-Qaeda"),
        *("300 dockers", "3.5 million people", "10 of 20", "half", "12: 30", "$2,000 (€1,800)", "twenty-five"),
        *("on Friday", "last week", "in March 2020", "May 5", "two years ago", "tomorrow"),
        *("“we go”", '"we stay"', "“never ‘ever’ again,”", "“open", '"straight', "‘single’", "“#tag: no”"),
        *("“”", "“‘same’”", "“…”", "“a … b”"),
        *("and", ".", ". The", ",", "\n\n", "\u00a0", " # ", ": ", "-", "…", "yes", "NO", "(", "it’s"),
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=14), st.sampled_from([" ", "", "  "]), st.booleans())
def test_whatever_an_article_says_what_is_pasted_passes_the_gate(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], between: str, dated: bool
) -> None:
    root = tmp_path_factory.mktemp("site")
    files = {
        "site.yaml": "title: T\nscope: S\n",
        "actors.yaml": ANN,
        "measures.yaml": "dockers: {name: Dockers, unlinked: true, counts: dockers, unit: people}\n",
        "articles/one.txt": (" date 2021-05-08 " if dated else "") + f"Words {between.join(pieces)} end",
    }
    for path, content in files.items():
        target = root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)
    known = paste(Project(root))
    # What a number counts is left to be said where no measure shares a word with its sentence.
    slips = [problem for problem in known.problems if problem.severity == "error"]
    assert [problem for problem in slips if "the id “your-measure”" not in problem.message] == []
    assert [gap for gap in still(known, "one") if gap.kind not in ("acronym", "name")] == []


@given(st.text(min_size=1))
def test_any_text_is_written_as_a_value_that_reads_back(text: str) -> None:
    words = " ".join(text.split())
    tree, problems = read_tree(f"key: {scaffold.scalar(text)}  # a comment\nnext: 1\n", "x.yaml")
    if tree is None:
        # What no YAML file may hold, no article may hold either.
        assert {problem.code for problem in problems} <= {"file-control-character"}
    else:
        assert (problems, tree.value) == ([], {"key": words, "next": "1"})


# ── the briefing


def test_the_five_articles_have_no_open_gaps() -> None:
    known = survey(Project(ROOT), Options())
    assert [f"{gap.record or gap.article}: {gap.kind}: {gap.words}" for gap in known.findings.gaps.open] == []
    explained = [gap for gaps in known.findings.gaps.in_article.values() for gap in gaps]
    assert all(re.search(r"\w{3}", gap.because) for gap in explained)
