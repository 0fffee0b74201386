"""The words around the program are true: the reference is the code's own, the tour runs, links lead somewhere."""

from __future__ import annotations

import ast
import json
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import main
from sitegen.kinds import KINDS, STATEMENTS
from sitegen.library import load
from sitegen.pages import PAGES
from sitegen.pipeline import Edition
from sitegen.problems import CATALOGUE
from sitegen.project import Project
from sitegen.records import Field, Kind, fields_of, read
from sitegen.reference import reference
from sitegen.reference.codes import WARNINGS
from sitegen.reference.commands import JSON as TOLD
from sitegen.reference.example import example_files
from sitegen.reference.markup import fragment
from sitegen.source import Node, read_tree

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference.md"
RELIABILITY = ROOT / "docs" / "reliability.md"
README = ROOT / "README.md"
WORDS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


class TestReference:
    def test_it_is_what_the_code_makes(self) -> None:
        assert REFERENCE.read_text("utf-8") == reference(), "run `make reference`"

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
    def test_every_kind_has_its_section_with_every_key_and_its_example(self, kind: Kind) -> None:
        section = _section(reference(), f"### {kind.name}\n")
        assert kind.summary in section
        assert f"```yaml\n{kind.example.rstrip()}\n```" in section
        section += _section(reference(), f"### Keys of every {kind.family}\n") if kind.family in COMMON else ""
        for field in _with_inner(fields_of(kind.record)):
            assert re.search(rf"^\| `(?:.*\.)?{field.key}` \| {re.escape(field.form)} \|", section, re.MULTILINE), field
            assert field.description in section or field.description.rstrip(".").lower() == field.form

    def test_it_has_every_code_every_command_and_every_page(self) -> None:
        told = reference()
        assert [code for code in CATALOGUE if f"| `{code}` |" not in told] == []
        for name, command in main.every_command().items():
            section = _section(told, f"### sitegen {name}\n")
            shown = [option for option in command.params if not getattr(option, "hidden", False)]
            names = [name for parameter in shown for name in parameter.opts if name.startswith("-")]
            assert [option for option in names if option not in section] == []
        for make in PAGES:
            assert (sys.modules[make.__module__].__doc__ or "").partition("\n")[0] in told

    def test_a_key_of_one_kind_is_not_told_of_another(self) -> None:
        assert "| `speaker` |" in _section(reference(), "### quote\n")
        assert "| `speaker` |" not in _section(reference(), "### part\n")


COMMON = ("thing", "statement")


def _with_inner(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _with_inner(field.fields)


def _section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one that is no deeper."""
    level = heading.partition(" ")[0]
    start = text.index(f"\n{heading}") + 1
    following = re.compile(rf"^#{{2,{len(level)}}} ", re.MULTILINE).search(text, start + len(heading))
    return text[start : following.start() if following else len(text)]


class TestExamples:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
    def test_each_is_read_by_itself(self, kind: Kind) -> None:
        tree, problems = read_tree(kind.example, "example.yaml")
        assert problems == []
        assert tree is not None
        record, slips = read(kind.record, _one(kind, tree))
        assert slips == []
        assert record is not None
        assert list(kind.check(record)) == []

    def test_together_they_are_a_site_without_a_problem(
        self, site: Callable[[Mapping[str, str | bytes]], Project], built: Callable[[Project], Edition]
    ) -> None:
        files: dict[str, str | bytes] = {file.path.removeprefix("content/"): file.data for file in example_files()}
        edition = built(site(files))
        assert edition.problems == ()
        library, _ = load(example_files())
        for document in library.documents.values():
            page = edition.files[f"articles/{document.id}.html"].decode()
            assert [one.id for one in document.statements if f'id="{one.id}"' not in page] == []
        shown = {statement.kind for document in library.documents.values() for statement in document.statements}
        assert shown == set(STATEMENTS)


def _one(kind: Kind, tree: Node) -> Node:
    """The record in an example: the one entry of a thing, the first of a list of statements, or the whole."""
    if isinstance(tree.parts, list):
        return tree.parts[0]
    if kind.family == "thing":
        assert isinstance(tree.parts, dict)
        return next(iter(tree.parts.values()))
    return tree


class TestSeverities:
    def test_the_warnings_of_the_reference_are_those_of_the_code(self) -> None:
        found = {code for code, severity in _severities() if severity == "warning"}
        assert found == WARNINGS

    def test_no_code_is_an_error_here_and_a_warning_there(self) -> None:
        assert {code for code, severity in _severities() if severity == "error"} & WARNINGS == set()


def _severities() -> Iterator[tuple[str, str]]:
    """Every code that a problem is made with, where it stands in the code itself, and how grave that makes it."""
    for path in (ROOT / "sitegen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem" and len(node.args) > 1:
                grave = [
                    *(keyword.value for keyword in node.keywords if keyword.arg == "severity"),
                    *node.args[4:5],
                    ast.Constant("error"),
                ][0]
                for code in ast.walk(node.args[1]):
                    if isinstance(code, ast.Constant) and code.value in CATALOGUE and isinstance(grave, ast.Constant):
                        yield code.value, grave.value


class TestJson:
    def test_every_result_has_the_keys_that_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "text.txt").write_text("On Friday the talks began.\n")
        folder, runs = str(tmp_path / "site"), [("new", str(tmp_path / "site"), "--json")]
        runs += [
            ("-C", folder, "import", str(tmp_path / "text.txt"), "--json"),
            ("-C", folder, "new", "actor", "a", "--json"),
        ]
        runs += [("-C", folder, command, "--json") for command in ("build", "check", "gaps", "schema")]
        for words in runs:
            result = CliRunner().invoke(main, words)
            assert result.exit_code == 0, result.output
            found = _keys(json.loads(result.stdout)) - _kinds_of_facts(json.loads(result.stdout))
            assert [key for key in found if f"`{key}`" not in TOLD] == [], words

    def test_so_has_that_of_a_site_with_problems(self, site: Callable[[Mapping[str, str | bytes]], Project]) -> None:
        root = site({"site.yaml": "title: no scope\n"}).root
        result = CliRunner().invoke(main, ["-C", str(root), "check", "--json"])
        assert result.exit_code == 1
        found = _keys(json.loads(result.stdout))
        assert {"path", "line", "column", "code", "severity"} <= found
        assert [key for key in found if f"`{key}`" not in TOLD] == []


def _kinds_of_facts(value: dict[str, object]) -> set[str]:
    """What is known about an article is told by the names of its fields, which are those of the kind."""
    originals = value.get("originals", [])
    assert isinstance(originals, list)
    return {key for original in originals for key in original["facts"]}


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the last line of words before it."""

    language: str
    text: str
    before: str


_FENCE = re.compile(r"^(?P<before>[^\n]*)\n\n```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(markdown: str) -> list[Block]:
    """The fenced blocks of a page in their order."""
    return [Block(found["language"], found["text"], found["before"]) for found in _FENCE.finditer(markdown)]


class TestTour:
    """The first annotation of the README, done as it says."""

    def test_it_goes_as_it_is_told(self, tmp_path: Path) -> None:
        told = _section(README.read_text("utf-8"), "## A first annotation")
        done = [_do(block, tmp_path) for block in blocks(told)]
        assert done.count("written") >= 4
        assert done.count("run") >= 2

    def test_the_way_to_a_published_site_goes_as_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        # What git would have run at the host is run on a remote of our own.
        subprocess.run(["git", "init", "-q", "--bare", "remote.git"], cwd=tmp_path, check=True)
        (tmp_path / "ssh").write_text(f'#!/bin/sh\nfor last; do :; done\nexec ${{last%% *}} "{tmp_path}/remote.git"\n')
        (tmp_path / "ssh").chmod(0o755)
        monkeypatch.setenv("GIT_SSH_COMMAND", str(tmp_path / "ssh"))
        monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        (tmp_path / "ferry").mkdir()
        told = _section(README.read_text("utf-8"), "## From an empty folder")
        done = [_do(block, tmp_path / "ferry") for block in blocks(told)]
        assert (done.count("written"), done.count("run")) == (2, 3)

    def test_what_is_not_printed_is_noticed(self, tmp_path: Path) -> None:
        (tmp_path / "content").mkdir()
        (tmp_path / "content" / "site.yaml").write_text("title: T\nscope: S\n")
        with pytest.raises(AssertionError):
            _do(Block("console", "$ sitegen check\nAll is well.\n", ""), tmp_path)


def _do(block: Block, folder: Path) -> str:
    """Writes the file that a block is, or runs the commands in it and compares what they print."""
    if named := re.search(r"`(content/[^`]+|[\w-]+\.md)`[^`]*:$", block.before):
        path = folder / named[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")
        return "written"
    assert block.language == "console"
    for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
        assert _plain(_printed(command, folder), folder) == _plain(printed, folder), command
    return "run"


def _printed(command: str, folder: Path) -> str:
    program, *words = shlex.split(command)
    assert program in ("sitegen", "git")
    words = [*([sys.executable, "-m", "sitegen"] if program == "sitegen" else [program]), *words]
    if "serve" in words:
        return _first_line(words, folder)
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout


def _first_line(words: list[str], folder: Path) -> str:
    """What a command that goes on until it is interrupted says first."""
    with subprocess.Popen(words, cwd=folder, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        line = running.stderr.readline()
        running.send_signal(signal.SIGINT)
        running.communicate()
    return line


def _plain(printed: str, folder: Path) -> str:
    """What is printed, without what differs from one computer and one theme to the next."""
    printed = re.sub(rf"{re.escape(str(folder))}|/home/you/\w+", "FOLDER", printed)
    printed = re.sub(r"\b\d+ (pages|other files|new\b)", r"N \1", printed)
    printed = re.sub(r"(?m)(files new: )\S.*$|(Published )[0-9a-f]{10}\b", r"\1\2…", printed)
    return re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8000", printed).strip()


class TestCommandsInWords:
    @pytest.mark.parametrize("path", WORDS, ids=lambda path: path.name)
    def test_they_exist_with_their_options(self, path: Path) -> None:
        for line in _commands(path.read_text("utf-8")):
            words = shlex.split(line)[1:]
            while words[:1] == ["-C"]:
                words = words[2:]
            if not words or words[0].startswith("-"):
                continue
            assert words[0] in main.every_command(), line
            known = {name for parameter in main.every_command()[words[0]].params for name in parameter.opts} | {
                "--help",
                "-h",
            }
            assert {word.split("=")[0] for word in words[1:] if word.startswith("-")} <= known, line

    def test_the_readme_names_each(self) -> None:
        assert [name for name in main.every_command() if f"| `sitegen {name}` |" not in README.read_text("utf-8")] == []

    @pytest.mark.parametrize("path", WORDS, ids=lambda path: path.name)
    def test_targets_of_make_exist(self, path: Path) -> None:
        targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
        asked = re.findall(r"(?:^\$? ?|`)make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE)
        assert set(asked) <= targets


def _commands(markdown: str) -> Iterator[str]:
    """Every command line of ours on a page, in a block or in running text."""
    for block in blocks(markdown):
        if block.language in ("console", "sh"):
            yield from re.findall(r"^\$? ?(sitegen\b[^#\n]*)", block.text, re.MULTILINE)
    for line in re.findall(r"`(sitegen [^`\n]*)`", markdown):
        if not re.search(r"[\[A-Z…]", line):
            yield line


class TestLinks:
    @pytest.mark.parametrize("path", WORDS, ids=lambda path: path.name)
    def test_they_lead_somewhere(self, path: Path) -> None:
        for target in _links(path.read_text("utf-8")):
            file, _, spot = target.partition("#")
            there = (path.parent / file).resolve() if file else path
            assert there.exists(), target
            assert not spot or spot in _spots(there.read_text("utf-8")), target

    def test_a_page_is_reached_from_the_readme(self) -> None:
        named = {(README.parent / target.partition("#")[0]).resolve() for target in _links(README.read_text("utf-8"))}
        assert {path for path in WORDS if path != README} <= named


def _links(markdown: str) -> list[str]:
    """The targets of links and pictures that lead to files of the project."""
    words = re.sub(r"```.*?```|`+[^`]*`+", "", markdown, flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", words) + re.findall(r'\s(?:src|href)="([^"]+)"', words)
    return [target for target in targets if not re.match("[a-z]+:", target)]


def _spots(markdown: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", markdown, flags=re.DOTALL), re.MULTILINE)
    return {fragment(heading.replace("`", "")) for heading in headings}


def test_every_case_of_the_lists_has_a_test_or_the_reason_why_not() -> None:
    """docs/reliability.md names lists of cases by letter and number. Tests name them as ids, in their first words, or
    as `V01 to V04`."""
    span = r"\b([A-Z])(\d\d)(?: to |[–-])\1(\d\d)"
    rows = [row.split(" | ") for row in RELIABILITY.read_text().splitlines() if re.match(r"\| [A-Z]\d\d–", row)]
    sources = "\n".join(path.read_text() for path in sorted((ROOT / "tests").rglob("*.py")))
    named = {name.upper() for name in re.findall(r"(?<![A-Za-z0-9])[A-Za-z]\d\d(?![0-9])", sources)}
    for letter, first, last in re.findall(span, sources):
        named |= {f"{letter}{number:02}" for number in range(int(first), int(last) + 1)}
    wanted = [
        (f"{letter}{number:02}", row[-1])
        for row in rows
        for letter, first, last in re.findall(span, row[0])
        for number in range(int(first), int(last) + 1)
    ]
    assert len(wanted) > 280
    assert [name for name, apart in wanted if name not in named and name not in apart] == []
