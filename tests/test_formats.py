"""What programs are told: annotations for GitHub Actions, objects, scripts for shells; and how a stop is obeyed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sitegen.problems import Place, Problem
from sitegen.project import Project
from sitegen.reporting import as_annotations

Write = Callable[[Mapping[str, str | bytes]], Project]
Run = Callable[..., subprocess.CompletedProcess[str]]

SITE = {
    "articles/one.txt": "The mayor said little, and left.\n",
    "annotations/one.yaml": "statements:\n  - {quote: said 100% much, form: indirect, speaker: mayor}\n",
    "actors.yaml": "mayor: {name: The mayor, type: person, summary: A sentence of ours.}\n",
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ── annotations


def unescaped(command: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner reads it: its name, its properties and its message."""
    found = re.fullmatch(r"::(\w+) ([^:]*)::([^\r\n]*)", command)
    assert found, command

    def plain(text: str, *codes: str) -> str:
        for code in (*codes, "%0D", "%0A", "%25"):
            text = text.replace(code, chr(int(code[1:], 16)))
        return text

    pairs = dict(pair.split("=", 1) for pair in found[2].split(","))
    return found[1], {name: plain(value, "%3A", "%2C") for name, value in pairs.items()}, plain(found[3])


@pytest.mark.parametrize("command", ["check", "build"])
def test_each_problem_is_an_annotation_at_its_line(site: Write, run: Run, tmp_path: Path, command: str) -> None:
    site(SITE)
    done = run(command, "--format", "github", env={"GITHUB_WORKSPACE": str(tmp_path)})
    assert done.returncode == 1
    told = [unescaped(line) for line in done.stdout.splitlines()]
    assert [(kind, where) for kind, where, _ in told] == [
        (
            "warning",
            {"file": "content/actors.yaml", "line": "1", "col": "49", "endColumn": "68", "title": "uncited-sentence"},
        ),
        (
            "error",
            {
                "file": "content/annotations/one.yaml", "line": "2", "col": "13", "endColumn": "27",
                "title": "words-not-found",
            },
        ),
    ]  # fmt: skip
    assert told[1][2].startswith("these words do not stand in content/articles/one.txt\n")
    assert told[1][2].count("\n") >= 2
    assert done.stderr.startswith("1 error and 1 warning")


def test_a_site_in_a_folder_of_the_repository_is_named_with_it(site: Write, run: Run, tmp_path: Path) -> None:
    site(SITE)
    for workspace, prefix in (
        (tmp_path.parent, f"{tmp_path.name}/"),
        (tmp_path, ""),
        (tmp_path / "elsewhere", ""),
    ):
        done = run("check", "--format", "github", env={"GITHUB_WORKSPACE": str(workspace)})
        assert f"file={prefix}content/actors.yaml,line=1," in done.stdout


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            Problem(Place("a,b:c%.yaml", 3, 4, 2), "broken-link", "50%: a, b\r\n::error::x", "try, again"),
            "::error file=a%2Cb%3Ac%25.yaml,line=3,col=4,endColumn=6,title=broken-link::"
            "50%25: a, b%0D%0A::error::x%0Atry, again",
        ),
        (Problem(Place("assets/x"), "broken-link", "m"), "::error file=assets/x,title=broken-link::m"),
        (Problem(Place(""), "broken-link", "m"), "::error title=broken-link::m"),
    ],
)
def test_what_has_a_meaning_to_the_runner_is_escaped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Problem, line: str
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert list(as_annotations([problem], tmp_path)) == [line]


def test_the_forms_are_of_a_kind(site: Write, run: Run) -> None:
    site(SITE)
    assert run("check", "--json").stdout == run("check", "--format", "json").stdout
    assert run("check").stdout == run("check", "--format=text").stdout == ""
    done = run("check", "--format", "githb")
    assert done.returncode == 2
    assert done.stderr.rstrip().endswith("'githb' is not one of 'text', 'json', 'github'. Did you mean “github”?")


@pytest.mark.parametrize(
    "words",
    [
        ("build",), ("check",), ("gaps",), ("schema",), ("import", "a.txt"), ("new", "actor", "x"), ("new", "site"),
        ("publish",), ("verify",), ("completion", "bash"),
    ],
)  # fmt: skip
def test_every_command_gives_an_object_where_one_is_asked_for(
    site: Write, run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    site({**SITE, "annotations/one.yaml": "statements: []\n"})
    (tmp_path / "a.txt").write_text("Some words of an article.\n")
    done = run(*words, "--json", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    assert told.get("ok", True) is (done.returncode == 0)
    wrong = run(*words, "--json", "--no-such-option")
    assert (wrong.returncode, json.loads(wrong.stdout)["exit_code"]) == (2, 2)


# ── shells


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert "_SITEGEN_COMPLETE" in script
    assert run("completion", env={"SHELL": f"/usr/bin/{shell}"}).stdout == script
    told = json.loads(run("completion", shell, "--json").stdout)
    assert told == {"ok": True, "shell": shell, "script": script.removesuffix("\n")}
    done = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_shell_that_is_not_known(run: Run) -> None:
    done = run("completion", env={"SHELL": "/bin/csh"})
    assert done.returncode == 2
    assert "name one of bash, zsh, fish" in done.stderr
    assert "Did you mean “bash”?" in run("completion", "bsh").stderr


COMPLETIONS = [
    (["sitegen", "pub"], ["publish"]),
    (["sitegen", "check", "--form"], ["--format"]),
    (["sitegen", "check", "--format", "g"], ["github"]),
    (["sitegen", "gaps", "tal"], ["talks-begin", "talks-end"]),
    (["sitegen", "gaps", "talks-b"], ["talks-begin"]),
    (["sitegen", "completion", ""], ["bash", "zsh", "fish"]),
]


@pytest.fixture
def ask(site: Write, environment: dict[str, str], tmp_path: Path) -> Callable[..., str]:
    """Has a shell run some lines, with our program on its path and what `completion` printed in the file `$SCRIPT`."""
    site({"articles/talks-begin.txt": "x", "articles/talks-end.md": "x", "articles/other.txt": "x"})
    programs = Path(sys.executable).parent
    environment["PATH"] = f"{programs}{os.pathsep}{environment['PATH']}"
    environment["SCRIPT"] = str(tmp_path / "_sitegen")

    def ask(shell: str, *options: str) -> str:
        with open(environment["SCRIPT"], "w") as script:
            subprocess.run([programs / "sitegen", "completion", shell], stdout=script, check=True)
        done = subprocess.run(
            [shell, *options], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.stderr == ""
        return done.stdout

    return ask


@pytest.mark.parametrize(("words", "offered"), COMPLETIONS)
def test_bash_completes(ask: Callable[..., str], words: list[str], offered: list[str]) -> None:
    quoted = " ".join(f"'{word}'" for word in words)
    call = f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _sitegen_completion sitegen 2>/dev/null"
    assert ask("bash", "-c", f'. "$SCRIPT"; {call}; printf "%s\\n" "${{COMPREPLY[@]}}"').split() == offered


@pytest.mark.parametrize(("words", "offered"), COMPLETIONS)
def test_fish_completes(ask: Callable[..., str], words: list[str], offered: list[str]) -> None:
    said = ask("fish", "--no-config", "-c", f"source $SCRIPT; complete -C '{' '.join(words)}'")
    assert sorted(line.partition("\t")[0] for line in said.split("\n") if line.strip()) == sorted(offered)


# Types into a zsh of its own, as a person does, and has it tell what came to stand on the line. (What is typed is
# echoed, so the marks of the answer are not typed as they are told.)
TYPED = """
zmodload zsh/zpty
zpty shell "zsh -f -i"
zpty -w shell "PS1=; fpath=($PWD \\$fpath); autoload -Uz compinit; compinit -u -d ./dump; LISTMAX=1000"
zpty -w shell 'sitegen() { print -r -- "<""<$*>"">" }'
zpty -w -n shell "$1"$'\\t\\n'
until [[ $said == *\\<\\<*\\>\\>* ]]; do zpty -r shell line; said+=$line; done
print -r -- "$said"
"""


@pytest.mark.parametrize(("words", "offered"), [case for case in COMPLETIONS if len(case[1]) == 1])
def test_zsh_completes(ask: Callable[..., str], words: list[str], offered: list[str]) -> None:
    said = ask("zsh", "-f", "-c", TYPED, "zsh", " ".join(words))
    assert said.rpartition("<<")[2].partition(">>")[0] == " ".join([*words[1:-1], *offered])


# ── being stopped

STOPPED = """
import os, signal, sys
moment, number = int(sys.argv.pop(1)), int(sys.argv.pop(1))
count = 0
def watch(event, arguments):
    global count
    if event in EVENTS and os.getpid() == OWN:
        count += 1
        if count == moment:
            os.kill(OWN, number)
OWN = os.getpid()
EVENTS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "subprocess.Popen", "fcntl.flock"}
import sitegen.cli
sys.addaudithook(watch)
try:
    sitegen.cli.main()
finally:
    print(f"[{count}]", file=sys.stderr)
"""


def stopped(folder: Path, env: dict[str, str], moment: int, number: int, *words: str) -> tuple[int, int, str]:
    """The exit code of a command that gets a signal as it begins to touch its nth file, how many there were, and
    what it said."""
    command = [sys.executable, "-c", STOPPED, str(moment), str(number), *words]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    counted = re.search(r"\[(\d+)\]\s*$", done.stderr)
    assert counted, done.stderr
    return done.returncode, int(counted[1]), done.stderr


@pytest.mark.parametrize(
    "words", [("build",), ("import", "../two.txt"), ("new", "actor", "clerk"), ("new", "fresh")], ids=" ".join
)
def test_a_stop_at_any_moment_leaves_all_or_nothing(
    site: Write, run: Run, environment: dict[str, str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    root = tmp_path / "root"
    site({**SITE, "annotations/one.yaml": "statements: []\n"})
    (tmp_path / "two.txt").write_text("The harbour was closed on Friday, said the mayor of the port.\n")
    root.mkdir()
    shutil.copytree(tmp_path / "content", root / "content")
    assert run("build", cwd=root).returncode == 0
    (root / "content/articles/one.txt").write_text("The mayor said nothing, and left.\n")
    shutil.copytree(root, tmp_path / "before")
    before = files(root)
    code, total, _ = stopped(root, environment, 0, signal.SIGINT, *words)
    assert code == 0
    after = files(root)
    assert after != before
    tried = 0
    for moment in sorted({*range(1, total, max(1, total // 3)), *range(total - 9, total + 1, 3)}):
        number = (signal.SIGINT, signal.SIGTERM)[tried % 2]
        shutil.rmtree(root)
        shutil.copytree(tmp_path / "before", root)
        code, _, said = stopped(root, environment, moment, number, *words)
        found = files(root)
        whole = {path for path in found if path not in before or found[path] != before[path]}
        assert all(found[path] == after.get(path) for path in whole), (moment, said)
        assert code in (0, 128 + number), (moment, code, said)
        if words[0] in ("build", "new"):
            assert found in (before, after), (moment, sorted(whole))
        tried += 1
    print(f"{tried} moments of {total}")
    assert tried >= 5
