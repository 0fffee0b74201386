"""`sitegen import`: each original is taken or refused with a reason, its text as it came; nothing is overwritten."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sitegen.cli import main
from sitegen.dates import Ambiguous, read_day
from sitegen.importing import Intake, Left, Original, gather, plan
from sitegen.importing.fronts import read_front
from sitegen.importing.languages import guess
from sitegen.pipeline import Options, build
from sitegen.placing import Occupied, place
from sitegen.project import ContentFile, Project

Site = Callable[[Mapping[str, str | bytes]], Project]
WORDS = (
    "The harbour master said on Monday that the talks with the dockers of the city had begun and that they were to go "
    "on for the rest of the week, by which time the ships have to leave.\n"
)
OUTLETS = "gazette:\n  name: Harbour Gazette\n  names: [The Gazette]\n  url: https://gazette.example/\n"


@pytest.fixture
def project(site: Site) -> Project:
    return site({"outlets/outlets.yaml": OUTLETS})


@pytest.fixture
def bring(project: Project, tmp_path: Path) -> Callable[..., Result]:
    """Runs the command on files that are written first, beside the site."""

    def run(*arguments: str, files: Mapping[str, str | bytes] | None = None, stdin: bytes | None = None) -> Result:
        outside = tmp_path / "outside"
        outside.mkdir(exist_ok=True)
        paths = []
        for name, content in (files or {}).items():
            (outside / name).parent.mkdir(parents=True, exist_ok=True)
            (outside / name).write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(str(outside / name))
        result = CliRunner().invoke(main, ["-C", str(project.root), "import", *arguments, *paths], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


def _tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _annotation(project: Project, article: str) -> str:
    return (project.content / "annotations" / f"{article}.yaml").read_text("utf-8")


def _planned(name: str, data: str | bytes, *content: ContentFile, encoding: str | None = None) -> Intake:
    path = Path(name)
    forms = {".txt": "text", ".md": "markdown", ".html": "page"}
    original = Original(name, path.stem, forms[path.suffix], data.encode() if isinstance(data, str) else data)  # type: ignore[arg-type]
    return plan([original], (list(content), []), encoding)[0]


def _facts(intake: Intake) -> dict[str, str]:
    assert intake.status == "taken", intake.reason
    return {fact.field: fact.value for fact in intake.facts if fact.field not in ("sha256", "label", "language")}


class TestFrontMatter:
    @pytest.mark.parametrize(
        ("dialect", "front"),
        [
            ("YAML", "---\nlayout: post\ntitle: Talks begin\ndate: 2021-05-07 10:00:00 +0200\ntags: [a]\n---\n"),
            ("YAML", "---   \ntitle: Talks begin\r\ndate: 2021-05-07\r\n...\r\n"),
            ("YAML", "\n\n---\ntitle: Talks begin\ntags:\n  - a\naliases: [b]\ndate: 2021-05-07\n---\n"),
            ("TOML", '+++\ntitle = "Talks begin"\ndate = 2021-05-07T10:00:00Z\n[taxonomies]\ntags = ["a"]\n+++\n'),
            ("TOML", '\ufeff+++\ndate = 2021-05-07\n[extra]\ntitle = "Talks begin"\n+++\n'),
            ("JSON", '{\n "title": "Talks begin",\n "date": "2021-05-07",\n "n": 1.5e9\n}\n'),
            ("JSON", '---json\n{"title": "Talks begin", "date": "7 May 2021"}\n---\n'),
            ("key: value lines", "Title: Talks begin\nDate: 2021-05-07 10:20\nSummary: one\n    two\n\n"),
        ],
    )
    def test_each_dialect_is_read_and_left_where_it_is(self, dialect: str, front: str) -> None:
        data = (front + WORDS).encode()
        intake = _planned("talks.md", data)
        facts = _facts(intake)
        assert (facts["headline"], facts["date"], facts["date_from"]) == ("Talks begin", "2021-05-07", "page")
        assert intake.what == f"Markdown with front matter in {dialect}"
        assert intake.files["content/articles/talks.md"] == data
        lines = data.decode().splitlines()
        assert lines[int(facts["text_from_line"]) - 1 :] == WORDS.splitlines()

    @pytest.mark.parametrize(
        ("front", "reason"),
        [
            ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", "tag"),
            ("---\na: &a [x, x]\nb: [*a, *a, *a]\n---\n", "anchor"),
            ("---\nbad yaml: [\n---\n", "line"),
            ("---\ntitle: {{ replace .Name }}\n---\n", "line"),
            ("+++\ntitle = \n+++\n", "line 1"),
            ("---json\n{nonsense\n---\n", "Expecting"),
            ("---json\n" + "[" * 200_000 + "\n---\n", "too deep"),
            ("---\ntitle: " + "x" * 300_000 + "\n---\n", "too long"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_the_text_is_taken(self, front: str, reason: str) -> None:
        intake = _planned("talks.md", front + WORDS)
        assert set(_facts(intake)) == {"text_from_line"}
        told = next(remark for remark in intake.unclear if "front matter cannot be read" in remark)
        assert reason in told

    @pytest.mark.parametrize(
        "text",
        [
            f"---\n\n{WORDS}\n---\n\n{WORDS}",
            f"To: everybody\nFrom: the harbour\n\n{WORDS}",
            f"{{curly}} {WORDS}",
            f"---\ntitle: never closed\n\n{WORDS}",
        ],
    )
    def test_what_only_looks_like_it_is_text(self, text: str, project: Project, bring: Callable[..., Result]) -> None:
        assert read_front(text) is None
        assert bring(files={"talks.md": text}).exit_code == 0
        assert not build(project, Options()).errors

    def test_our_own_stays_in_force(self, project: Project, bring: Callable[..., Result]) -> None:
        text = f"---\nheadline: Talks begin\noutlet: gazette\nlanguage: en\n---\n{WORDS}"
        assert bring(files={"talks.md": text}).exit_code == 0
        assert "headline" not in _annotation(project, "talks")
        assert not build(project, Options()).errors

    def test_our_own_that_is_wrong_is_refused_by_what_the_build_says(self, bring: Callable[..., Result]) -> None:
        result = bring(files={"talks.md": f"---\nheadline: Talks\noutlet: nobody\n---\n{WORDS}"})
        assert result.exit_code == 1
        assert "the build would refuse it" in result.output
        assert "nobody" in result.output

    def test_the_gate_finds_words_below_it_in_any_file(self, project: Project, bring: Callable[..., Result]) -> None:
        assert bring(files={"talks.txt": f"---\ntitle: Talks\n---\n{WORDS}"}).exit_code == 0
        path = project.content / "annotations/talks.yaml"
        path.write_text(
            path.read_text("utf-8") + "statements:\n  - quote: the talks wth the dockers\n    form: outlet\n"
        )
        (lost,) = [problem for problem in build(project, Options()).problems if problem.severity == "error"]
        assert lost.code == "words-not-found"
        assert "title" not in "".join(lost.details)


class TestFacts:
    def test_values_of_every_form(self) -> None:
        front = """\
            {"Title": "  A “B”:\\n C # d ", "authors": ["Ann", {"name": "Bo"}], "params": {"lang": "pt_br"},
             "source_url": "https://www.gazette.example/2021/05/07/talks", "publisher": "the gazette"}
            """
        outlets = ContentFile("content/outlets/outlets.yaml", "outlet", OUTLETS.encode())
        text = "\n".join(line.strip() for line in front.splitlines()) + f"\n{WORDS}"
        intake = _planned("talks.md", text, outlets)
        facts = {fact.field: fact.value for fact in intake.facts}
        assert facts["headline"] == "A “B”: C # d"
        assert facts["author"] == "Ann, Bo"
        assert facts["language"] == "pt-BR"
        assert (facts["date"], facts["date_from"]) == ("2021-05-07", "url")
        assert facts["outlet"] == "gazette"

    def test_a_no_break_space_stays_in_a_headline(self) -> None:
        assert _facts(_planned("t.md", f"---\ntitle: A\u00a0B\n---\n{WORDS}"))["headline"] == "A\u00a0B"

    @pytest.mark.parametrize(
        ("front", "remark"),
        [
            ("date: 03/04/2021", "date: `date` says 03/04/2021, which may be 2021-04-03 or 2021-03-04"),
            ("date: soon", "date: `date` says “soon”, which cannot be read as a date"),
            ("date: 2021-05-07\npublished_time: 2021-05-09 01:00:00", "date: `published_time` says 2021-05-09"),
            ("url: /talks/", "date: not known"),
            ("publisher: Nobody", "outlet: the name there is “Nobody”, which is no outlet of this site yet"),
            ("weight: 3", "not read from the front matter: weight"),
            ("url: https:///x", "url: “https:///x” (`url` in the front matter) cannot be used"),
            ("lang: nonsense tag", "language: “nonsense tag” (`lang` in the front matter) cannot be used"),
        ],
    )
    def test_what_is_unclear_is_said(self, front: str, remark: str) -> None:
        intake = _planned("talks.md", f"---\n{front}\n---\n{WORDS}")
        assert any(told.startswith(remark) for told in intake.unclear), intake.unclear
        assert f"# - {remark}" in next(data for path, data in intake.files.items() if path.endswith(".yaml")).decode()

    def test_a_draft_stays_one(self, project: Project, bring: Callable[..., Result]) -> None:
        bring(files={"talks.md": f"---\ntitle: CANARY\ndraft: true\n---\n{WORDS}"})
        assert "draft: true" in _annotation(project, "talks")
        assert not [path for path, data in build(project, Options()).files.items() if b"CANARY" in data]

    def test_the_stamp_is_left_to_the_build(self) -> None:
        intake = _planned("talks.txt", f" date 2018-09-06 {WORDS}")
        assert "date" not in _facts(intake)
        assert any("the stamp in the text, 2018-09-06" in remark for remark in intake.unclear)

    @pytest.mark.parametrize(
        ("lines", "told"),
        [
            (
                "Ferry crews walk out\nBy Lena Marsh, Varn Gazette\n8 May 2023\n\n",
                [
                    "date: not known; line 3 reads “8 May 2023”: if it is the day of publication: date: 2023-05-08",
                    "author: line 2 may name one: author: Lena Marsh",
                    "headline: the first line may be one: headline: Ferry crews walk out",
                ],
            ),
            (
                "Published: 03/04/2023\n\n",
                ["date: not known; line 1 reads “Published: 03/04/2023”: 2023-04-03 or 2023-03-04"],
            ),
            ("They met.\nBy and by they left.\n", ["date: not known"]),
            (f"{WORDS}8 May 2023\n", ["date: not known"]),
        ],
    )
    def test_short_lines_above_the_text_are_leads_and_no_facts(self, lines: str, told: list[str]) -> None:
        intake = _planned("talks.txt", lines + WORDS)
        assert _facts(intake) == {}
        assert list(intake.unclear) == told

    def test_how_an_outlet_is_made_is_said(self) -> None:
        intake = _planned("talks.md", f"---\npublisher: Der Görlitzer Bote\n---\n{WORDS}")
        told = (
            "outlet: the name there is “Der Görlitzer Bote”, which is no outlet of this site yet: "
            'sitegen new outlet "Der Görlitzer Bote", then outlet: der-gorlitzer-bote'
        )
        assert told in intake.unclear

    @pytest.mark.parametrize("ending", ["docx", "odt", "pdf", "rtf"])
    def test_what_another_program_opens_is_sent_there(self, ending: str, bring: Callable[..., Result]) -> None:
        result = bring(files={f"talks.{ending}": b"words"})
        assert result.exit_code == 1
        assert f"refused: .{ending} is not read; open it, save its text as plain text (.txt) in UTF-8" in result.output

    def test_a_date_in_the_name_is_no_date(self) -> None:
        intake = _planned("2020-01-01-talks.txt", WORDS)
        assert "date" not in _facts(intake)
        assert any("the name of the file says 2020-01-01" in remark for remark in intake.unclear)

    @pytest.mark.parametrize(
        ("written", "day"),
        [
            ("2021-05-07T23:59:59-07:00", "2021-05-07"), ("2021/5/7", "2021-05-07"), ("2021-05", "2021-05"),
            ("2016", "2016"), ("May 7th, 2021", "2021-05-07"), ("Friday, 7 May 2021", "2021-05-07"),
            ("Fri, 07 May 2021 10:00:00 GMT", "2021-05-07"), ("31/12/2021", "2021-12-31"), ("20210507", "2021-05-07"),
            ("2021-02-30", None), ("", None), ("May", None), ("99/99/2021", None), ("13 Smarch 2021", None),
        ],
    )  # fmt: skip
    def test_days(self, written: str, day: str | None) -> None:
        assert read_day(written) == day

    def test_a_day_that_may_be_another(self) -> None:
        with pytest.raises(Ambiguous, match="2021-04-03 or 2021-03-04"):
            read_day("03/04/2021")

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            (WORDS, "en"),
            ("Die Gespräche mit den Arbeitern der Stadt haben nicht am Montag, sondern erst am Dienstag begonnen, und "
             "das ist für die Stadt und den Hafen auch ein Verlust.", "de"),
            ("Переговоры в городе начались и не закончатся, как это было в прошлом году; это он сказал по телефону из "
             "порта, но с ним не все согласны в городе.", "ru"),
            ("항구의 협상이 월요일에 시작되었다고 시장이 말했다", "ko"),
            ("Lorem ipsum dolor sit amet " * 20, None),
            ("12345 67890", None),
        ],
    )  # fmt: skip
    def test_languages(self, text: str, language: str | None) -> None:
        found = guess(text)
        assert (found and found[0]) == language

    def test_shared_copy_is_proposed_and_not_claimed(self, project: Project, bring: Callable[..., Result]) -> None:
        other = "In the evening nothing more was heard from the city about it, and the dockers went home.\n"
        result = bring(files={"one.txt": WORDS, "two.txt": WORDS + "\n" + other})
        assert "shares_copy_with: [one]" in result.output
        assert "\nshares_copy_with" not in _annotation(project, "two")


PAGE = """<!doctype html><html lang="en-GB"><head><title>Talks begin — Gazette</title>
<meta property="og:title" content="Talks begin"><meta property="og:site_name" content="Harbour Gazette">
<meta name="author" content="John F. O’Writer"><link rel="canonical" href="https://gazette.example/talks">
<meta property="article:published_time" content="2021-05-07T10:00:00Z"></head>
<body><nav>Home About</nav><script>alert("CANARY")</script><article><h1>Talks begin</h1>
<p>The city and the dockers began &ldquo;talks&rdquo;&nbsp;on Friday, the mayor said at last, and said more.</p>
<p>Nearly half of the 300 dockers are on strike &mdash; they want more money, and a shorter week from now on.</p>
<img src="https://tracker.example/CANARY.gif"></article><footer>Copyright</footer></body></html>"""


class TestPages:
    @pytest.fixture(autouse=True)
    def _offline(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("something asks the network")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)

    def test_the_article_is_taken_out_of_it(self, project: Project, bring: Callable[..., Result]) -> None:
        assert bring(files={"saved.html": PAGE}).exit_code == 0
        text = (project.content / "articles/saved.txt").read_text("utf-8")
        assert "began “talks” on Friday" in text.replace("\u00a0", " ")
        assert "\n\nNearly half of the 300 dockers are on strike — they" in text
        assert "CANARY" not in text
        assert "Copyright" not in text
        annotation = _annotation(project, "saved")
        assert hashlib.sha256(PAGE.encode()).hexdigest() in annotation.splitlines()[0]
        for line in ("headline: Talks begin ", "outlet: gazette ", 'author: "John F. O’Writer" ', "language: en-GB "):
            assert f"\n{line}" in annotation
        assert "\ndate: 2021-05-07 " in annotation
        assert "\ndate_from: page\n" in annotation
        assert not build(project, Options()).errors

    def test_the_same_page_is_recognised(self, project: Project, bring: Callable[..., Result]) -> None:
        bring(files={"saved.html": PAGE})
        before = _tree(project.root)
        assert "the site has it already: content/articles/saved.txt" in bring(files={"other.html": PAGE}).output
        assert {k: v for k, v in _tree(project.root).items() if k.startswith("content")} == {
            k: v for k, v in before.items() if k.startswith("content")
        }

    @pytest.mark.parametrize(
        "page",
        [
            "<html><body><script>words of a program</script></body></html>",
            "<div>" * 10_000 + "deep",
            "<",
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]><html>&y;</html>',
        ],
    )
    def test_one_without_an_article_is_refused(self, page: str) -> None:
        intake = _planned("saved.html", page)
        assert intake.status == "refused"
        assert "copy" in intake.reason

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
    def test_it_is_read_in_its_own_encoding(self, encoding: str) -> None:
        meta = '<meta charset="iso-8859-1">' if encoding == "cp1252" else ""
        intake = _planned("saved.html", PAGE.replace("<head>", f"<head>{meta}").encode(encoding))
        assert _facts(intake)["author"] == "John F. O’Writer"

    def test_without_the_library_it_is_said_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        assert "pip install 'sitegen-briefing[import]'" in _planned("saved.html", PAGE).reason


class TestRefusals:
    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("a.txt", b"", "it is empty"),
            ("a.txt", b"\xef\xbb\xbf \r\n", "it is empty"),
            ("a.md", b"---\ntitle: x\n---\n", "it has no text after its front matter"),
            ("a.md", b"[a]: https://example.org\n", "the article has no text"),
            ("a.txt", b"%PDF-1.7 \xe2", "it is a PDF"),
            ("a.txt", b"PK\x03\x04rest", "it is an archive or an office document"),
            ("a.txt", b"{\\rtf1 hello}", "it is rich text"),
            ("a.txt", b"caf\xe9 in the harbour", "byte 0xE9 at offset 3 is not UTF-8"),
            ("a.txt", b"caf\xe9 in the harbour", "--encoding cp1252"),
            ("a.txt", "more words".encode("utf-16-be"), "--encoding utf-16-be"),
            ("a.txt", bytes(range(256)) * 4, "not text"),
            ("a.txt", b"one\ntwo\x0c", "U+000C cannot be shown on any page (line 2, column 4)"),
            ("a.txt", b"\xed\xa0\x80 words", "is not UTF-8"),
            ("a.txt", b" date 2018-13-45 words", "its stamp says 2018-13-45"),
        ],
    )
    def test_each_has_its_reason(self, name: str, data: bytes, reason: str) -> None:
        intake = _planned(name, data)
        assert intake.status == "refused"
        assert reason in intake.reason
        assert not intake.files

    def test_one_that_is_too_large(self, tmp_path: Path) -> None:
        with (tmp_path / "big.txt").open("wb") as file:
            file.truncate(5_000_001)
        (left,) = gather([tmp_path / "big.txt"], tmp_path / "content")
        assert isinstance(left, Left)
        assert "larger than 5,000,000 bytes" in left.reason

    def test_one_that_never_ends(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        (left,) = gather([tmp_path / "pipe.txt"], tmp_path / "content")
        assert isinstance(left, Left)
        assert left.reason == "not a regular file"

    def test_what_is_in_a_folder_is_passed_over_and_said(self, project: Project, bring: Callable[..., Result]) -> None:
        files = {"f/a.txt": WORDS, "f/b.png": b"\x89PNG", "f/.hidden": "x", "f/p_files/x.html": PAGE, "f/p.html": PAGE,
                 "f/deep/er/index.md": f"# Deep\n\n{WORDS}"}  # fmt: skip
        bring(files=files)
        outside = project.root / "outside"
        (outside / "f/link.txt").symlink_to("/etc/passwd")
        result = bring("--json", "--dry-run", str(outside / "f"), str(project.root / "content"))
        said = {Path(one["source"]).name: one for one in json.loads(result.output)["originals"]}
        assert {name for name, one in said.items() if one["status"] == "passed over"} == {
            "b.png", ".hidden", "link.txt", "p_files", "content"
        }  # fmt: skip
        assert said["index.md"]["id"] == "er"


class TestEncodings:
    def test_another_one_is_put_into_utf_8_and_said(self, project: Project, bring: Callable[..., Result]) -> None:
        data = b"Caf\xe9 " + WORDS.replace("\n", "\r\n").encode()
        assert bring("--encoding", "cp1252", files={"talks.txt": data}).exit_code == 0
        assert (project.content / "articles/talks.txt").read_bytes() == data.decode("cp1252").encode()
        assert f"cp1252, put into UTF-8, SHA-256 {hashlib.sha256(data).hexdigest()}." in _annotation(project, "talks")
        assert "here already" in bring("--encoding", "cp1252", files={"again.txt": data}).output

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
    @pytest.mark.parametrize("asked", [None, "cp1252"])
    def test_a_mark_at_the_beginning_counts(self, encoding: str, asked: str | None) -> None:
        taken = _planned("a.txt", f"Café {WORDS}".encode(encoding), encoding=asked)
        assert taken.files["content/articles/a.txt"] == f"Café {WORDS}".encode()

    def test_it_is_not_forced_on_what_is_utf_8(self) -> None:
        data = f"Café {WORDS}".encode()
        assert _planned("a.txt", data, encoding="cp1252").files["content/articles/a.txt"] == data

    @pytest.mark.parametrize("name", ["nonsense", "base64", "x" * 300])
    def test_one_that_is_none(self, name: str, bring: Callable[..., Result]) -> None:
        assert bring("--encoding", name, files={"a.txt": WORDS}).exit_code == 2


class TestNothingIsOverwritten:
    @pytest.mark.parametrize("taken", ["articles/talks.txt", "articles/talks.md", "annotations/talks/more.yaml"])
    def test_a_name_that_is_taken_gets_another(
        self, taken: str, project: Project, bring: Callable[..., Result], site: Site
    ) -> None:
        """I08."""
        site({taken: "Other words.\n"})
        before = _tree(project.content)
        result = bring(files={"Talks.txt": WORDS})
        assert "“talks” is taken, so it is called talks-2" in result.output
        after = _tree(project.content)
        assert {path: after[path] for path in before} == before
        assert set(after) - set(before) == {"articles/talks-2.txt", "annotations/talks-2.yaml"}

    def test_a_second_import_of_the_same_bytes_is_recognised(
        self, project: Project, bring: Callable[..., Result]
    ) -> None:
        bring(files={"talks.txt": WORDS})
        before = _tree(project.content)
        result = bring(files={"other.txt": WORDS})
        assert result.exit_code == 0
        assert "the site has it already: content/articles/talks.txt" in result.output
        assert _tree(project.content) == before

    def test_two_of_the_same_bytes_in_one_run(self, project: Project, bring: Callable[..., Result]) -> None:
        result = bring(files={"a.txt": WORDS, "b.txt": WORDS})
        assert "2 files: 1 taken, 1 here already." in result.output
        assert not (project.content / "articles/b.txt").exists()

    def test_an_article_without_annotations_gets_them(
        self, project: Project, bring: Callable[..., Result], site: Site
    ) -> None:
        site({"articles/mine.txt": WORDS})
        assert bring(files={"talks.txt": WORDS}).exit_code == 0
        assert hashlib.sha256(WORDS.encode()).hexdigest() in _annotation(project, "mine")
        assert not (project.content / "articles/talks.txt").exists()

    @pytest.mark.parametrize(
        ("name", "article"),
        [
            ("..  weird  ÇA.txt", "weird-ca"),
            ("Петров.txt", "petrov"),
            ("x" * 200 + ".txt", "x" * 60),
        ],
    )
    def test_names_become_ids(self, name: str, article: str) -> None:
        assert _planned(name, WORDS).id == article

    def test_the_id_that_is_asked_for(self, project: Project, bring: Callable[..., Result]) -> None:
        assert bring("--id", "begun", files={"a.txt": WORDS}).exit_code == 0
        assert (project.content / "articles/begun.txt").exists()
        assert bring("--id", "../../x", files={"b.txt": WORDS + "b"}).exit_code == 2

    def test_a_dry_run_writes_nothing(self, project: Project, bring: Callable[..., Result]) -> None:
        before = _tree(project.content)
        assert "nothing was written" in bring("--dry-run", files={"a.txt": WORDS}).output
        assert _tree(project.content) == before

    def test_a_link_on_the_way_is_not_followed(self, project: Project, bring: Callable[..., Result]) -> None:
        elsewhere = project.root / "elsewhere"
        elsewhere.mkdir()
        (project.content / "articles").symlink_to(elsewhere)
        assert bring(files={"a.txt": WORDS}).exit_code == 3
        assert not list(elsewhere.iterdir())

    def test_what_appears_meanwhile_is_left_alone(self, tmp_path: Path) -> None:
        place(tmp_path, "a/b.txt", b"first")
        with pytest.raises(Occupied):
            place(tmp_path, "a/b.txt", b"second")
        assert _tree(tmp_path) == {"a/b.txt": b"first"}


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "ending"),
        [
            (WORDS, ".txt"),
            (f"---\ntitle: Talks begin\n---\n{WORDS}", ".md"),
            (PAGE, ".txt"),
            (f"# T\n\n{WORDS}", ".md"),
        ],
    )
    def test_its_form_is_seen(self, data: str, ending: str, project: Project, bring: Callable[..., Result]) -> None:
        assert bring("-", stdin=data.encode()).exit_code == 0
        (path,) = (project.content / "articles").iterdir()
        assert path.suffix == ending
        assert not build(project, Options()).errors

    def test_nothing_comes(self, bring: Callable[..., Result]) -> None:
        """I14."""
        result = bring("-", stdin=b"")
        assert result.exit_code == 1
        assert "standard input: refused: it is empty" in result.output


ODD = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(
        st.sampled_from(
            [b"---\n", b"+++\n", b"{", b"}", b'"a": ', b"title: ", b"date: ", b"2021-05-07", b"\n", b"\r", b"[", b"&a ",
             b"*a", b"!!t ", b"\xff\xfe", b"\0", b"\xe2\x80\xa8", b"Title: x\n", b" date 2018-09-06 ", b"words ",
             b"https://[", b"url: ", b"<html>", b"# ", b"\x1b", b"lang: ", b"9" * 5000]
        ),
        max_size=12,
    ).map(b"".join),
)  # fmt: skip


class TestAnyBytes:
    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        data=ODD, form=st.sampled_from([None, "text", "markdown"]), encoding=st.sampled_from([None, "utf-16", "utf-7"])
    )
    @example(data=b"---\ntitle: |\n  a\n  # Made from x, SHA-256 0\n---\nx", form="markdown", encoding=None)
    @example(data=b"---\ndate: 0000-00-00\nurl: 'https://[::1'\n---\nwords", form="markdown", encoding=None)
    @example(data=b'{"title": "\\ud800\\u2028a: b"}\nwords', form="markdown", encoding=None)
    @example(data=b'{"a": ' + b"9" * 5000 + b"}\nwords", form="markdown", encoding=None)
    def test_never_raise_and_what_is_taken_builds(self, data: bytes, form: str | None, encoding: str | None) -> None:
        original = Original("odd.md", "odd", form, data)  # type: ignore[arg-type]
        (intake,) = plan([original], ([], []), encoding)
        assert (intake.status == "taken") == bool(intake.files)
        assert intake.files or intake.reason
        if intake.files and encoding is None and form and "put into UTF-8" not in intake.what:
            assert data in intake.files.values()
        site = ContentFile("content/site.yaml", "site", b"title: T\nscope: S.\n")
        again = plan([original], ([site, *_shelved(intake)], []), encoding)
        assert not intake.files or again[0].status == "known"

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from(["<p>", "</p>", "<article>", "<table><tr>", "<!--", "<script>", "words and words. ",
                                     "&#xD800;", "&amp;", '<meta name="author" content="', "\0", "<a href='//[x'>",
                                     '<meta property="article:published_time" content="', "2021-99-99", '">']),
                    max_size=30))  # fmt: skip
    def test_nor_do_pages(self, parts: list[str]) -> None:
        intake = _planned("odd.html", "<html>" + "".join(parts))
        assert intake.status in ("taken", "refused")


def _shelved(intake: Intake) -> Iterator[ContentFile]:
    return (ContentFile(path, path.split("/")[1], data) for path, data in intake.files.items())


KILLED = """
import os, signal, sys
from pathlib import Path
from sitegen import placing
count = 0
def counting(name):
    real = getattr(os, name)
    def call(*arguments, **named):
        global count
        count += 1
        if count == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **named)
    setattr(os, name, call)
for name in ("open", "mkdir", "link", "unlink", "fsync", "fdopen", "close"):
    counting(name)
placing.place(Path(sys.argv[1]), "content/articles/a.txt", b"x" * 100_000)
print(count)
"""


class TestKilled:
    def test_at_any_step_the_file_is_whole_or_not_there(self, tmp_path: Path) -> None:
        for step in range(1, 100):
            root = tmp_path / str(step)
            root.mkdir()
            done = subprocess.run(
                [sys.executable, "-c", KILLED, str(root), str(step)], capture_output=True, text=True, check=False
            )
            named = [path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")]
            assert all(path.read_bytes() == b"x" * 100_000 for path in named), step
            if done.returncode == 0:
                assert named
                break
            assert done.returncode == -signal.SIGKILL, done.stderr
        assert 8 < step < 99
