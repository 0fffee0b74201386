"""From an empty folder to a briefing that builds at once, and a new file for each kind of record in it."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

import pytest
import yaml
from click.testing import CliRunner, Result
from packaging.requirements import Requirement

from sitegen import __version__
from sitegen.cli import main
from sitegen.findings import work_out
from sitegen.founding import founding_files
from sitegen.kinds import KINDS, THINGS
from sitegen.library import Library
from sitegen.page import Briefing
from sitegen.pages import PAGES
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project
from sitegen.records import Kind, read
from sitegen.schema import FOLDER
from sitegen.source import read_tree

ROOT = Path(__file__).parent.parent


def run(*words: str, root: Path | None = None) -> Result:
    """The command as a person runs it, in a folder."""
    return CliRunner().invoke(main, [*(["-C", str(root)] if root else []), *words])


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def briefing(tmp_path: Path) -> Project:
    """A new briefing."""
    done = run("new", str(tmp_path / "briefing"))
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0, f"A new briefing stands in {tmp_path / 'briefing'}: two invented articles, and an example of everything.",
    )  # fmt: skip
    return Project(tmp_path / "briefing")


@pytest.fixture
def library(briefing: Project, loaded: Callable[[Project], Library]) -> Library:
    return loaded(briefing)


class TestNewBriefing:
    def test_it_builds_at_once_without_a_problem(self, briefing: Project, built: Callable[[Project], Edition]) -> None:
        assert built(briefing).problems == ()
        checked = run("check", "--strict", root=briefing.root)
        assert (checked.exit_code, checked.stderr) == (0, "")
        done = run("build", "--strict", "--base-url", "https://example.org/ferry/", root=briefing.root)
        assert done.exit_code == 0
        assert b"The night ferry" in (briefing.root / "output" / "index.html").read_bytes()

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
    def test_every_kind_is_shown(self, library: Library, kind: Kind) -> None:
        assert [record for record in library.every_record() if record.kind == kind.name]

    @pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__module__)
    def test_every_kind_of_page_is_made(self, library: Library, make: Callable[[Briefing], object]) -> None:
        findings, _ = work_out(library)
        assert list(make(Briefing(library, findings)))  # type: ignore[call-overload]

    def test_the_articles_are_one_of_plain_text_and_one_of_markdown(self, library: Library) -> None:
        assert sorted(document.markdown for document in library.documents.values()) == [False, True]
        assert {document.article.rights for document in library.documents.values()} == {"full", "excerpt"}

    def test_every_form_of_quotation_but_the_outlets_own_is_shown(self, library: Library) -> None:
        statements = [one for document in library.documents.values() for one in document.statements]
        assert {one.form for one in statements if one.kind == "quote"} == {"direct", "partial", "indirect"}

    def test_one_gap_is_left_and_pasting_what_is_printed_for_it_closes_it(self, briefing: Project) -> None:
        gaps = json.loads(run("gaps", "--json", root=briefing.root).stdout)["gaps"]
        assert [gap["words"].strip("“”,") for gap in gaps] == ["Show us the books first"]
        printed = run("gaps", "ferry-talks", "--yaml", root=briefing.root).stdout
        entries = printed.partition("statements:\n")[2]
        with (briefing.content / "annotations" / "ferry-talks.yaml").open("a") as file:
            file.write(f"\n{entries}")
        assert run("check", "--strict", root=briefing.root).exit_code == 0
        assert json.loads(run("gaps", "--json", root=briefing.root).stdout)["gaps"] == []

    def test_every_file_of_the_content_teaches(self, briefing: Project) -> None:
        for path in briefing.content.rglob("*.yaml"):
            assert path.read_text("utf-8").startswith("# "), path

    def test_what_is_made_is_not_kept_in_git(self, briefing: Project) -> None:
        run("build", root=briefing.root)
        subprocess.run(["git", "init", "-q"], cwd=briefing.root, check=True)
        seen = subprocess.run(
            ["git", "status", "--porcelain", "-uall"], cwd=briefing.root, capture_output=True, text=True, check=True
        ).stdout
        assert "content/site.yaml" in seen
        assert "output" not in seen
        assert ".sitegen" not in seen

    def test_its_readme_names_commands_and_files_that_are_there(self, briefing: Project) -> None:
        words = (briefing.root / "README.md").read_text("utf-8")
        for name in re.findall(r"sitegen ([a-z]+)", words):
            assert name in main.every_command(), name
        for path in re.findall(r"`(content/[\w./-]+|\.github/[\w./-]+|\.vscode/[\w./-]+)`", words):
            assert (briefing.root / path.replace("NAME", "ferry-talks")).exists(), path

    def test_the_command_says_what_it_wrote(self, tmp_path: Path) -> None:
        told = json.loads(run("new", "--json", str(tmp_path / "a b")).output)
        assert told["ok"]
        assert sorted(files_in(tmp_path / "a b")) == told["files"]
        assert {"README.md", ".gitignore", ".github/workflows/publish.yml", f"{FOLDER}/actors.json"} <= set(
            told["files"]
        )


class TestWorkflow:
    # The inputs and outputs that the actions define, for those that are used.
    INPUTS: ClassVar[dict[str, set[str]]] = {
        "actions/checkout@v6": {"ref", "path", "fetch-depth", "persist-credentials", "submodules", "lfs"},
        "actions/setup-python@v6": {"python-version", "python-version-file", "cache", "cache-dependency-path"},
        "actions/configure-pages@v6": {"static_site_generator", "generator_config_file", "token", "enablement"},
        "actions/upload-pages-artifact@v5": {"path", "name", "retention-days", "include-hidden-files"},
        "actions/deploy-pages@v5": {"token", "timeout", "error_count", "artifact_name", "preview"},
    }  # fmt: skip
    OUTPUTS: ClassVar[dict[str, set[str]]] = {
        "actions/configure-pages@v6": {"base_url", "origin", "host", "base_path"},
        "actions/deploy-pages@v5": {"page_url"},
    }

    def test_it_uses_the_actions_as_they_are_defined(self) -> None:
        flow = yaml.safe_load(founding_files()[".github/workflows/publish.yml"])
        steps = [step for job in flow["jobs"].values() for step in job["steps"]]
        used = {step["uses"]: set(step.get("with", {})) for step in steps if "uses" in step}
        assert used.keys() == self.INPUTS.keys()
        for action, inputs in used.items():
            assert inputs <= self.INPUTS[action], action
        asked = re.findall(r"steps\.(\w+)\.outputs\.(\w+)", founding_files()[".github/workflows/publish.yml"].decode())
        named = {step["id"]: step["uses"] for step in steps if "id" in step}
        assert asked
        assert all(output in self.OUTPUTS[named[step]] for step, output in asked)
        assert flow["jobs"]["deploy"]["needs"] == "build"

    def test_it_may_do_no_more_than_it_must(self) -> None:
        flow = yaml.safe_load(founding_files()[".github/workflows/publish.yml"])
        assert flow["permissions"] == {"contents": "read"}
        assert flow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
        assert flow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
        # Nothing that comes from outside is put into a command as it stands.
        steps = [step for job in flow["jobs"].values() for step in job["steps"]]
        assert not [step for step in steps if "${{" in step.get("run", "")]

    def test_what_it_runs_is_there(self) -> None:
        files = founding_files()
        flow = yaml.safe_load(files[".github/workflows/publish.yml"])
        runs = [step["run"] for job in flow["jobs"].values() for step in job["steps"] if "run" in step]
        assert runs == [
            "pip install -r requirements.txt",
            'sitegen build --strict --format github --base-url "$BASE_URL/"',
            "sitegen verify",
        ]
        wanted = Requirement(files["requirements.txt"].decode().splitlines()[-1])
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        assert wanted.name == project["name"]
        assert wanted.specifier.contains(__version__)

    def test_the_hooks_run_the_check(self) -> None:
        (hooks,) = [repo["hooks"] for repo in yaml.safe_load(founding_files()[".pre-commit-config.yaml"])["repos"]]
        offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
        for hook in (*hooks, *offered):
            assert hook["entry"].split()[:2] == ["sitegen", "check"]
            assert hook["pass_filenames"] is False
            assert re.search(hook["files"], "content/annotations/x.yaml")
            assert not re.search(hook["files"], "README.md")


class TestRefusals:
    def test_a_folder_that_is_not_empty_stays_as_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "mine.txt").write_text("mine")
        done = run("new", str(tmp_path))
        assert done.exit_code == 2
        assert "is not empty: it holds mine.txt" in done.stderr
        assert files_in(tmp_path) == {"mine.txt": b"mine"}

    def test_an_empty_folder_and_a_fresh_repository_are_welcome(self, tmp_path: Path) -> None:
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        assert run("new", ".", root=tmp_path).exit_code == 0
        assert run("check", "--strict", root=tmp_path).exit_code == 0

    def test_a_file_is_no_folder(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_text("mine")
        done = run("new", str(tmp_path / "x"))
        assert (done.exit_code, (tmp_path / "x").read_text()) == (2, "mine")
        assert "is a file" in done.stderr

    @pytest.mark.parametrize("inside", ["content/b", "templates", "output/b"])
    def test_not_among_the_files_of_another_site(self, briefing: Project, inside: str) -> None:
        before = files_in(briefing.root)
        done = run("new", inside, root=briefing.root)
        assert done.exit_code == 2
        assert "lies among the files of the site" in done.stderr
        assert files_in(briefing.root) == before

    def test_beside_the_content_of_another_it_may_lie(self, briefing: Project) -> None:
        assert run("new", "second", root=briefing.root).exit_code == 0
        assert run("check", "--strict", root=briefing.root / "second").exit_code == 0

    @pytest.mark.parametrize("word", ["actor", "actors", "article", "quote"])
    def test_a_kind_without_an_id_is_not_taken_for_a_folder(self, briefing: Project, word: str) -> None:
        done = run("new", word, root=briefing.root)
        assert done.exit_code == 2
        assert f"sitegen new {word.removesuffix('s')} ID" in done.stderr
        assert not (briefing.root / word).exists()

    @pytest.mark.parametrize("sound", range(0, 30, 7))
    def test_nothing_is_left_half_done_when_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sound: int
    ) -> None:
        _fail_after(monkeypatch, sound, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        done = run("new", str(tmp_path / "deep" / "briefing"))
        assert done.exit_code == 3
        assert "No space left on device. Nothing was changed." in done.stderr
        assert list(tmp_path.iterdir()) == []

    def test_nor_when_it_is_interrupted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        _fail_after(monkeypatch, 12, KeyboardInterrupt())
        assert run("new", str(tmp_path / "briefing")).exit_code != 0
        assert list(tmp_path.iterdir()) == []


def _fail_after(monkeypatch: pytest.MonkeyPatch, sound: int, failure: BaseException) -> None:
    """After some new files that can be written, no further one can."""
    opened, left = os.open, [sound]

    def failing(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if flags & os.O_EXCL:
            left[0] -= 1
            if left[0] < 0:
                raise failure
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", failing)


class TestNewRecord:
    @pytest.mark.parametrize("kind", THINGS.values(), ids=lambda kind: kind.name)
    def test_what_it_writes_builds_or_asks_for_what_only_the_author_knows(self, briefing: Project, kind: Kind) -> None:
        done = run("new", "--json", kind.name, "the-new-one", root=briefing.root)
        told = json.loads(done.output)
        assert told["files"] == [f"content/{kind.shelf}/the-new-one.yaml"]
        problems = build(briefing, Options()).problems
        text = (briefing.root / told["files"][0]).read_text("utf-8").splitlines()
        asked = [text[problem.place.line - 1].strip() for problem in problems]
        assert asked == [f"{key}:" for key in told["fill_in"]]
        assert {problem.place.path for problem in problems} <= set(told["files"])

    @pytest.mark.parametrize("kind", THINGS.values(), ids=lambda kind: kind.name)
    def test_with_every_key_in_use_it_is_what_the_kind_accepts(self, briefing: Project, kind: Kind) -> None:
        run("new", kind.name, "the-new-one", root=briefing.root)
        text = (briefing.content / kind.shelf / "the-new-one.yaml").read_text("utf-8")
        node = uncommented(text).parts["the-new-one"]  # type: ignore[index,call-overload]
        assert set(node.value) >= set(_keys(kind))
        _, slips = read(kind.record, node)
        assert {slip.code for slip in slips} <= {"wrong-type"}
        assert [slip.message for slip in slips if not slip.message.endswith("found nothing")] == []

    def test_the_name_is_that_of_the_id_and_the_choices_are_told(self, briefing: Project) -> None:
        run("new", "actor", "rosa-lind", root=briefing.root)
        text = (briefing.content / "actors" / "rosa-lind.yaml").read_text("utf-8")
        assert "\n  name: Rosa Lind\n" in text
        assert "One of: armed group, group, institution" in text
        assert "\n  #acts_for: port-city\n" in text
        assert "# Somebody who says, does or decides something in the story.\n" in text

    @pytest.mark.parametrize(
        ("words", "path", "name"),
        [
            (["actor", "José", "García"], "actors/jose-garcia.yaml", "José García"),
            (["actor", "O’Neill & Sons (Port)"], "actors/oneill-sons-port.yaml", "O’Neill & Sons (Port)"),
            (["place", "Zürich"], "places/zurich.yaml", "Zürich"),
            (["place", "St. John's"], "places/st-johns.yaml", "St. John's"),
            (["outlet", "the-harbour-post"], "outlets/the-harbour-post.yaml", "The Harbour Post"),
        ],
    )
    def test_a_name_makes_its_id(self, briefing: Project, words: list[str], path: str, name: str) -> None:
        done = run("new", *words, root=briefing.root)
        assert (done.exit_code, done.output) == (0, f"Wrote content/{path}\n")
        tree, problems = read_tree((briefing.content / path).read_text("utf-8"), path)
        assert problems == []
        assert tree is not None
        assert isinstance(tree.value, dict)
        assert [one["name"] for one in tree.value.values()] == [name]
        assert run("check", root=briefing.root).exit_code == 0

    def test_its_id_is_completed_at_once(self, briefing: Project) -> None:
        run("new", "actor", "rosa-lind", root=briefing.root)
        assert b'"rosa-lind"' in (briefing.root / FOLDER / "annotations.json").read_bytes()

    def test_a_site_without_schemas_gets_none(self, site: Callable[[Mapping[str, str]], Project]) -> None:
        root = site({}).root
        assert run("new", "place", "pier", root=root).exit_code == 0
        assert sorted(files_in(root)) == ["content/places/pier.yaml", "content/site.yaml"]

    @pytest.mark.parametrize("existing", ["actors.yaml", "actors/people.yml"])
    def test_an_id_that_is_taken_is_not_written_twice(
        self, site: Callable[[Mapping[str, str]], Project], existing: str
    ) -> None:
        root = site({existing: "ada:\n  name: Ada\n  type: person\n"}).root
        done = run("new", "actor", "ada", root=root)
        assert done.exit_code == 2
        assert f"the actor “ada” is written at content/{existing}:1:1 already" in done.stderr or (
            f"the actor “ada” is written at content/{existing}" in done.stderr
        )
        assert len(files_in(root)) == 2

    def test_a_broken_one_is_not_written_twice_either(self, site: Callable[[Mapping[str, str]], Project]) -> None:
        root = site({"actors.yaml": "ada:\n  nmae: Ada\n"}).root
        done = run("new", "actor", "ada", root=root)
        assert (done.exit_code, len(files_in(root))) == (2, 2)
        assert "`sitegen check` says where" in done.stderr

    def test_a_file_that_is_there_stays(self, site: Callable[[Mapping[str, str]], Project]) -> None:
        root = site({"actors/ada.yaml": "eva:\n  name: Eva\n  type: person\n"}).root
        before = files_in(root)
        done = run("new", "actor", "ada", root=root)
        assert (done.exit_code, files_in(root)) == (2, before)
        assert "is there already" in done.stderr

    def test_a_link_that_leads_elsewhere_is_not_written_through(
        self, site: Callable[[Mapping[str, str]], Project], tmp_path: Path
    ) -> None:
        root = site({"actors/eva.yaml": "eva:\n  name: Eva\n  type: person\n"}).root
        (root / "content/actors/ada.yaml").symlink_to(tmp_path / "elsewhere")
        assert run("new", "actor", "ada", root=root).exit_code == 2
        assert not (tmp_path / "elsewhere").exists()

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["actro", "x"], "there is no kind “actro”; did you mean “actor”?"),
            (["recipe", "x"], "the kinds are: outlet, actor, event"),
            (["actor", "Ada_Moreno"], "write “ada-moreno”"),
            (["article", "Third Text"], "write “third-text”"),
            (["actor", "Ines", "Holt"], "the actor “ines-holt” is written at content/actors.yaml"),
            (["actor", "日本"], "cannot be an id"),
            (["actor", "../x"], "cannot be an id"),
            (["site", "x"], "content/site.yaml, and it is there"),
            (["quote", "x"], "- quote: We will listen before we decide"),
            (["article", "x"], "save it, as it came, as content/articles/x.txt"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_made_is_told_with_what_to_do(self, briefing: Project, words: list[str], said: str) -> None:
        before = files_in(briefing.root)
        done = run("new", *words, root=briefing.root)
        assert done.exit_code == 2
        assert said in " ".join(done.stderr.split())
        assert files_in(briefing.root) == before

    def test_outside_of_a_site_there_is_nothing_to_put_it_in(self, tmp_path: Path) -> None:
        done = run("new", "actor", "ada", root=tmp_path)
        assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])


class TestNewArticle:
    @pytest.mark.parametrize("ending", [".txt", ".md"])
    def test_its_annotations_begin_where_its_text_is(self, briefing: Project, ending: str) -> None:
        (briefing.content / "articles" / f"third{ending}").write_text("Nobody spoke.\n")
        done = run("new", "article", "third", root=briefing.root)
        assert (done.exit_code, done.output) == (0, "Wrote content/annotations/third.yaml\n")
        assert run("check", root=briefing.root).exit_code == 0
        text = (briefing.content / "annotations" / "third.yaml").read_text("utf-8")
        tree = uncommented(text)
        assert isinstance(tree.value, dict)
        assert tree.value["headline"] == "Harbour talks begin"
        assert tree.value["statements"][0]["quote"] == "We will listen before we decide"
        assert set(_keys(next(kind for kind in KINDS if kind.name == "article"))) <= set(tree.value)

    def test_those_that_are_there_stay(self, briefing: Project) -> None:
        before = files_in(briefing.root)
        assert run("new", "article", "ferry-talks", root=briefing.root).exit_code == 2
        assert files_in(briefing.root) == before


def uncommented(text: str):  # type: ignore[no-untyped-def]
    """The tree of a new file once every `#` before a key is taken away; remarks begin with `# ` and stay."""
    open_once = re.sub(r"(?m)^ +\w+:\n(?=\n|\Z)", "", text)
    tree, problems = read_tree(re.sub(r"(?m)^( *)#(?=\S|  )", r"\1", open_once), "x.yaml")
    assert problems == []
    assert tree is not None
    return tree


def _keys(kind: Kind) -> list[str]:
    names = [name for name in kind.record.__struct_encode_fields__ if not name.startswith("(")]
    return [name for name in names if name != "id" or kind.family == "statement"]


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_each_shell_gets_its_script(self, shell: str) -> None:
        assert "_SITEGEN_COMPLETE" in self._sitegen(f"{shell}_source")

    def test_commands_kinds_and_options_are_completed(self) -> None:
        assert self._sitegen("bash_complete", COMP_WORDS="sitegen ne", COMP_CWORD="1") == "plain,new"
        assert self._sitegen("bash_complete", COMP_WORDS="sitegen new ev", COMP_CWORD="2") == "plain,event\ndir,ev"
        assert "plain,--strict" in self._sitegen("bash_complete", COMP_WORDS="sitegen build --st", COMP_CWORD="2")

    @staticmethod
    def _sitegen(asked: str, **words: str) -> str:
        command = Path(sys.executable).with_name("sitegen")
        environment = {**os.environ, "_SITEGEN_COMPLETE": asked, **words}
        done = subprocess.run([command], env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()
