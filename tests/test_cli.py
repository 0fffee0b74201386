"""The command as a person or a program runs it: its words, its streams and its exit codes."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

import sitegen
from sitegen.cli import main
from sitegen.cli.ground import Commands
from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]
Run = Callable[..., subprocess.CompletedProcess[str]]

CLEAN = {
    "articles/one.txt": "The mayor said little. Nobody knows more of the harbour.\n",
    "annotations/one.yaml": "statements: [{quote: said little, form: indirect, speaker: mayor}]\n",
    "actors.yaml": "mayor: {name: The mayor, type: person, gap: nothing else is known}\n",
}
BROKEN = {**CLEAN, "annotations/one.yaml": "statements: [{quote: said much, form: indirect, speaker: mayor}]\n"}
WARNED = {**CLEAN, "actors.yaml": "mayor: {name: The mayor, type: person, summary: A sentence of ours.}\n"}


def environment(tmp_path: Path) -> dict[str, str]:
    """The environment without git's and Python's own settings, and with an empty cache of the test's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "SITEGEN_"))}
    root = str(Path(sitegen.__file__).parent.parent)
    kept |= {"XDG_CACHE_HOME": str(tmp_path / ".cache"), "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}
    return kept | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "COLUMNS": "100"}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ── help, version, misuse


def test_the_version_is_told(run: Run) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"sitegen {sitegen.__version__}\n", "")


def commands(run: Run) -> list[str]:
    listed = run("--help").stdout.split("Commands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  (\w+) ", listed, re.MULTILINE)


def test_the_help_says_what_each_command_does_and_how_it_ends(run: Run) -> None:
    text = run("--help").stdout
    assert {"build", "check", "gaps", "publish", "serve"} <= set(commands(run))
    assert "Exit codes: 0 clean; 1 problems in the content; 2 the command was misused or refused;" in text
    for command in commands(run):
        done = run(command, "--help")
        assert (done.returncode, done.stderr) == (0, "")
        assert "Exit codes: 0 clean;" in done.stdout, command
        # Every option says what it is for.
        options = done.stdout.split("Options:\n")[1].split("\n\n")[0]
        assert all(len(line.split()) > 2 for line in re.split(r"\n  (?=-)", options)), command


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["biuld"], "No such command 'biuld'. Did you mean 'build'?"),
        (["build", "--strct"], "No such option '--strct'. Did you mean '--strict'?"),
        (["build", "--base-url", "example.org"], "“example.org” is not a full address such as https://"),
        (["build", "--base-url", "http://["], "“http://[” is not a full address"),
        (["build", "--base-url", "https://example.org/?a=b"], "is not a full address"),
        (["build", "-o", ""], "Invalid value for -o: the folder to build into has no name"),
        (["build", "extra"], "unexpected extra argument"),
        (["gaps", "onee"], "there is no article “onee”; did you mean “one”?"),
        (["serve", "--port", "0"], "Invalid value for '--port'"),
        (["-C", "nowhere", "build"], "Directory 'nowhere' does not exist"),
        (["--nonsense"], "No such option '--nonsense'"),
    ],
)
def test_misuse_says_what_was_meant(site: Write, run: Run, words: list[str], said: str) -> None:
    site(CLEAN)
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said.casefold() in done.stderr.casefold()


@pytest.mark.parametrize("name", Commands().list_commands())
def test_misuse_is_an_object_for_programs_that_asked_for_one(name: str) -> None:
    done = CliRunner().invoke(main, [name, "--json", "--nonsense"])
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert (told["ok"], told["exit_code"]) == (False, 2)
    assert "--nonsense" in told["error"] or "--json" in told["error"]


def test_without_a_site_there_is_nothing_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for command in ("build", "check", "gaps", "serve", "publish"):
        done = run(command, cwd=tmp_path / "empty")
        assert done.returncode == 2
        assert "there is no content/site.yaml in" in done.stderr


# ── build


def test_a_build_writes_the_site_and_ends_with_the_page_to_open(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    done = run("build")
    index = tmp_path / "output/index.html"
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(rf"\d+ pages, no problems, files: \d+ new\.\nOpen {re.escape(str(index))}\n", done.stdout)
    assert b"Harbour" in index.read_bytes()
    again = run("build")
    assert (again.returncode, "no problems, nothing changed." in again.stdout) == (0, True)


def test_a_build_finds_its_site_from_a_folder_inside_and_by_name(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    (tmp_path / "elsewhere").mkdir()
    assert run("build", cwd=tmp_path / "content/articles").returncode == 0
    assert (tmp_path / "output/index.html").exists()
    done = run("-C", "..", "build", "-o", "output", cwd=tmp_path / "elsewhere")
    assert done.returncode == 0
    assert (tmp_path / "elsewhere/output/index.html").exists()


def test_problems_are_told_and_the_old_site_stays(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    run("build")
    before = files(tmp_path / "output")
    site(BROKEN)
    done = run("build")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("content/annotations/one.yaml:1:22: error[words-not-found]: these words do not stand")
    assert done.stderr.endswith("\n1 error: nothing was written, output is as it was.\n")
    assert files(tmp_path / "output") == before


def test_what_is_stale_goes_and_what_is_not_ours_is_never_touched(site: Write, run: Run, tmp_path: Path) -> None:
    site({**CLEAN, "articles/two.txt": "A second one.\n"})
    run("build")
    assert (tmp_path / "output/articles/two.html").exists()
    (tmp_path / "content/articles/two.txt").unlink()
    done = run("build")
    assert re.search(r"\d+ changed, 2 removed\.", done.stdout)
    assert not [*(tmp_path / "output/articles").glob("two.*")]
    (tmp_path / "output/mine.txt").write_text("mine")
    site({**CLEAN, "actors.yaml": CLEAN["actors.yaml"] + "clerk: {name: The clerk, type: person, gap: x}\n"})
    before = files(tmp_path / "output")
    refused = run("build")
    assert refused.returncode == 2
    assert "holds what sitegen did not make, and a build would delete it: mine.txt." in refused.stderr
    assert files(tmp_path / "output") == before


@pytest.mark.parametrize("folder", [".", "content", "..", "content/site.yaml", "full"])
def test_a_folder_that_is_no_place_for_a_site_is_refused(site: Write, run: Run, tmp_path: Path, folder: str) -> None:
    site(CLEAN)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/work.txt").write_text("work")
    before = {path: data for path, data in files(tmp_path).items() if not path.startswith(".cache/")}
    done = run("build", "-o", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: ")
    after = {path: data for path, data in files(tmp_path).items() if not path.startswith(".cache/")}
    assert after == before


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no way to be another user here")
def test_a_machine_that_stands_in_the_way_is_told_apart(site: Write, run: Run, tmp_path: Path) -> None:
    """A file where the parent of the folder should be cannot be helped by the content."""
    site(CLEAN)
    (tmp_path / "file").write_text("in the way")
    done = run("build", "-o", "file/output")
    assert (done.returncode, done.stdout) == (3, "")
    assert "could not be written" in done.stderr


def test_strict_takes_warnings_for_errors(site: Write, run: Run, tmp_path: Path) -> None:
    site(WARNED)
    done = run("build", "--strict")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("1 warning: nothing was written, output is as it was.\n")
    assert not (tmp_path / "output").exists()
    assert run("check", "--strict").returncode == 1
    done = run("build")
    assert done.returncode == 0
    assert "warning[uncited-sentence]" in done.stderr
    assert "pages, 1 warning, files:" in done.stdout


def test_drafts_are_built_only_when_asked_for(site: Write, run: Run, tmp_path: Path) -> None:
    site({**CLEAN, "articles/draft.txt": "Secretword.", "annotations/draft.yaml": "draft: true\n"})
    run("build")
    assert not any(b"Secretword" in data or "draft" in path for path, data in files(tmp_path / "output").items())
    run("build", "--drafts", "--private")
    shown = files(tmp_path / "output")
    assert b"Secretword" in shown["articles/draft.html"]
    assert b"and drafts are shown. This build is private and not for publication." in shown["index.html"]


def test_private_shows_every_source_whole(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    run("build")
    assert not any(b"Nobody knows more" in data for data in files(tmp_path / "output").values())
    run("build", "--private")
    shown = files(tmp_path / "output")
    assert b"Nobody knows more" in shown["articles/one.html"]
    assert all(b"not for publication" in data for path, data in shown.items() if path.endswith(".html"))


def test_the_base_url_is_in_what_must_be_absolute_and_nowhere_else(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    run("build", "--base-url", "https://example.org/briefing")
    page = (tmp_path / "output/articles/one.html").read_text()
    assert '<link rel="canonical" href="https://example.org/briefing/articles/one.html">' in page
    assert 'href="../assets/style.css"' in page
    assert 'href="/briefing/assets/style.css"' in (tmp_path / "output/404.html").read_text()


def test_one_object_is_printed_for_programs(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    done = run("build", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["ok"], told["errors"], told["problems"]) == (0, "", True, 0, [])
    assert told["output"] == str(tmp_path / "output")
    assert "index.html" in told["changes"]["added"]
    assert json.loads(run("check", "--json").stdout)["pages"] == told["pages"]
    site(BROKEN)
    done = run("check", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["ok"], told["errors"], told["warnings"]) == (1, "", False, 1, 0)
    problem = told["problems"][0]
    assert (problem["path"], problem["line"], problem["column"]) == ("content/annotations/one.yaml", 1, 22)
    assert (problem["code"], problem["severity"]) == ("words-not-found", "error")
    assert json.loads(run("build", "--json").stdout)["ok"] is False


# ── check


def test_a_check_finds_what_a_build_finds_and_writes_nothing(site: Write, run: Run, tmp_path: Path) -> None:
    site(BROKEN)
    before = files(tmp_path / "content")
    done = run("check")
    assert (done.returncode, done.stdout) == (1, "")
    assert run("build").stderr == done.stderr.replace(
        "1 error.\n", "1 error: nothing was written, output is as it was.\n"
    )
    assert [path.name for path in tmp_path.iterdir() if path.name != ".cache"] == ["content"]
    assert files(tmp_path / "content") == before
    site(CLEAN)
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\d+ pages, no problems\.\n", done.stdout)


# ── gaps


def test_gaps_are_listed_article_by_article(site: Write, run: Run) -> None:
    text = "They met Bob on Friday.\nThey met Bob.\n"
    site({**CLEAN, "articles/two.txt": text, "terms.yaml": "quay: {name: quay}\n"})
    done = run("gaps")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "content/articles/one.txt: nothing left\n"
        "content/articles/two.txt: 3 gaps\n"
        "  dated words that no `date` resolves:\n"
        "    1:17      “Friday”\n"
        "  a name that no actor, event, term or place has:\n"
        "    1:10, 2:10  “Bob”\n"
        "term quay: no article uses the term\n"
    )
    assert run("gaps", "one").stdout == "content/articles/one.txt: nothing left\n"
    told = json.loads(run("gaps", "two", "--json").stdout)["gaps"]
    assert [(gap["kind"], gap["words"], gap["line"], gap["column"]) for gap in told] == [
        ("name", "Bob", 1, 10),
        ("date", "Friday", 1, 17),
        ("name", "Bob", 2, 10),
    ]
    assert run("gaps", "content/articles/one.txt").stdout == run("gaps", "one").stdout


def test_gaps_are_pasted_as_a_file_of_their_own(site: Write, run: Run, tmp_path: Path) -> None:
    site({**CLEAN, "articles/two.txt": "They met Bob on Friday.\n"})
    done = run("gaps", "--yaml")
    assert "# one: nothing left\n" in done.stdout
    assert "# content/annotations/two/more.yaml, or below the `statements:` of another file\nstatements:" in done.stdout
    (tmp_path / "content/annotations/two").mkdir()
    (tmp_path / "content/annotations/two/more.yaml").write_text(run("gaps", "two", "--yaml").stdout)
    assert run("check").returncode == 0
    assert run("gaps", "two", "--yaml").stdout.splitlines()[0] == "# two: nothing to paste, but names are left"
    assert run("gaps", "two", "--yaml").stdout.endswith("\n#   Bob  (1:10)\n")
    (tmp_path / "content/annotations/two/more.yaml").write_text("")
    why = "cannot be read: content/annotations/two/more.yaml: the file holds nothing, or only comments\n"
    assert run("gaps", "two").stderr.endswith(f"the article “two” {why}")


def test_gaps_of_a_site_with_errors_say_that_they_may_not_be_all(site: Write, run: Run) -> None:
    site(BROKEN)
    done = run("gaps")
    assert done.returncode == 1
    assert done.stderr == "1 error in the content may hide gaps; `sitegen check` shows them.\n"


# ── what is printed where


def test_a_pipe_gets_no_progress_and_no_colour(site: Write, run: Run) -> None:
    site(BROKEN)
    for words in (["build"], ["check"], ["gaps"], ["--help"]):
        done = run(*words)
        assert "\x1b" not in done.stdout + done.stderr
        assert "\r" not in done.stdout + done.stderr


def on_a_terminal(tmp_path: Path, *words: str, env: Mapping[str, str] | None = None) -> str:
    """What a person sees who runs the command."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", *words],
        cwd=tmp_path,
        env=environment(tmp_path) | dict(env or {}),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # the terminal hangs up when the command ends
        while chunk := os.read(ours, 65536):
            seen += chunk
    os.close(ours)
    process.wait()
    return seen.decode()


def test_a_terminal_gets_colour_unless_it_asks_for_none(site: Write, tmp_path: Path) -> None:
    site(BROKEN)
    plain = {"NO_COLOR": "", "TERM": "xterm"}
    assert "\x1b[31merror[words-not-found]\x1b[0m" in on_a_terminal(tmp_path, "check", env=plain)
    assert "\x1b" not in on_a_terminal(tmp_path, "check", env=plain | {"NO_COLOR": "1"})


def test_a_terminal_that_cannot_print_a_letter_gets_it_spelled_out(site: Write, run: Run) -> None:
    site({**CLEAN, "articles/two.txt": "They met Žofie.\n"})
    done = run("gaps", "two", env={"PYTHONIOENCODING": "latin-1"})
    assert done.returncode == 0
    assert "\\u017dofie" in done.stdout


def test_a_reader_that_goes_away_is_no_fault_of_ours(site: Write, tmp_path: Path) -> None:
    site(CLEAN)
    command = f"{sys.executable} -m sitegen gaps | true"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize("words", [["check"], ["build"], ["gaps"], ["--help"]])
def test_a_full_disk_for_what_it_says_is_told_in_a_line(site: Write, tmp_path: Path, words: list[str]) -> None:
    site(CLEAN)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sitegen", *words],
            cwd=tmp_path,
            env=environment(tmp_path),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1] == "Error: What there is to say cannot be written: No space left on device."
    assert "Traceback" not in done.stderr


# ── stopping

SLOW_TEMPLATE = """\
{% extends "default/front.html" %}
{% block body %}{% for _ in range(100000) %}{% for _ in range(100000) %}{% endfor %}{% endfor %}{% endblock %}
"""


def test_ctrl_c_leaves_nothing_half_done(site: Write, run: Run, tmp_path: Path) -> None:
    site(CLEAN)
    run("build")
    before, compiled = files(tmp_path / "output"), files(tmp_path / ".cache").keys()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/front.html").write_text(SLOW_TEMPLATE)
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", "build"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    # The build is under way once the new template was compiled and kept; filling it in takes for ever.
    deadline = time.monotonic() + 60
    while files(tmp_path / ".cache").keys() == compiled and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out, err.strip()) == (130, "", "Stopped.")
    assert files(tmp_path / "output") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", "content", "output", "templates"]


# ── serve


class Preview:
    """A preview that is running. What it says is read as it comes, so that waiting for a word ends in any case."""

    def __init__(self, tmp_path: Path, port: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sitegen", "serve", "--port", port],
            cwd=tmp_path,
            env=environment(tmp_path) | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr:
            for line in self.process.stderr:
                self._lines.put(line)
        self._lines.put(None)

    def end(self) -> None:
        """Ends it for good, however the test went."""
        self.process.kill()
        self.process.wait()
        self._listener.join()

    def says(self, words: str) -> str:
        """The next line with these words."""
        while (line := self._lines.get(timeout=60)) is not None:
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError("".join(self.said))

    def interrupted(self) -> tuple[int, str]:
        """How it ends on Ctrl-C, and everything that it said."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=60)
        while (line := self._lines.get(timeout=60)) is not None:
            self.said.append(line)
        return code, "".join(self.said)


@contextlib.contextmanager
def serving(tmp_path: Path, port: str) -> Iterator[tuple[Preview, str]]:
    """A preview that is running, and its address."""
    preview = Preview(tmp_path, port)
    try:
        yield preview, preview.says("Preview at ").split()[2]
    finally:
        preview.end()


def fetched(address: str, path: str) -> tuple[int, str]:
    host = address.removeprefix("http://").split("/")[0]
    connection = http.client.HTTPConnection(host, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_a_preview_starts_answers_and_ends_on_ctrl_c(site: Write, tmp_path: Path) -> None:
    site({**CLEAN, "articles/draft.txt": "Secretword.", "annotations/draft.yaml": "draft: true\n"})
    with serving(tmp_path, "18763") as (preview, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        status, page = fetched(address, "/")
        assert (status, "Harbour" in page, "livereload.js" in page) == (200, True, True)
        assert "Secretword" in fetched(address, "/articles/draft.html")[1]
        assert fetched(address, "/nowhere.html")[0] == 404
        code, said = preview.interrupted()
        assert code == 0
        assert "Traceback" not in said
        assert "error[" not in said
    assert not (tmp_path / "output").exists()


def test_a_preview_stands_under_the_path_it_will_be_published_at(site: Write, tmp_path: Path) -> None:
    site({**CLEAN, "site.yaml": "title: T\nscope: S\nbase_url: https://example.org/repo/\n"})
    with serving(tmp_path, "18764") as (_, address):
        assert address.endswith("/repo/")
        assert fetched(address, "/repo/articles/one.html")[0] == 200
        assert 'href="/repo/assets/style.css"' in fetched(address, "/repo/nowhere.html")[1]


def test_a_save_is_shown_and_a_slip_is_shown_over_the_last_good_page(site: Write, tmp_path: Path) -> None:
    site(CLEAN)
    with serving(tmp_path, "18765") as (preview, address):
        (tmp_path / "content/site.yaml").write_text("title: The quay\nscope: S\n")
        preview.says("Built again")
        assert "The quay" in fetched(address, "/")[1]
        (tmp_path / "content/annotations/one.yaml").write_text(BROKEN["annotations/one.yaml"])
        preview.says("words-not-found")
        deadline = time.monotonic() + 60
        while "1 problem to mend" not in (page := fetched(address, "/")[1]) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert "1 problem to mend" in page
        assert "The quay" in page


def test_an_address_that_is_not_ours_is_the_machine_s_matter(site: Write, run: Run) -> None:
    site(CLEAN)
    done = run("serve", "--host", "203.0.113.7", "--port", "18766")
    assert done.returncode == 3
    assert "No preview on 203.0.113.7, port 18766" in done.stderr
