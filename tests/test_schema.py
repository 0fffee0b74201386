"""Editors complete and check the files of a site by its schemas, and what the build accepts they accept too."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from sitegen.cli import main
from sitegen.founding import founding_files
from sitegen.kinds import KINDS, STATEMENTS, THINGS
from sitegen.library import Library, load
from sitegen.project import ContentFile, Project, content_files, shelf_of
from sitegen.records import Kind, fields_of
from sitegen.reference.example import example_files
from sitegen.schema import FOLDER, associations, schemas

ROOT = Path(__file__).parent.parent
STARTER = ROOT / "sitegen" / "starter"


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: 1.2, in which `yes` is text and a date is text."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
Yaml12.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?[0-9]+$"), list("-+0123456789"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]*\.[0-9]+$"), list("-+.0123456789"))


def validator(shelf: str, library: Library | None = None) -> Draft202012Validator:
    """The validator of the files on one shelf: `site`, `annotations`, or that of a kind."""
    made = schemas(library or load(example_files())[0])
    return Draft202012Validator(json.loads(made[f"{FOLDER}/{shelf}.json"]))


def slips(shelf: str, text: str) -> list[str]:
    """Where the schema finds something wrong in a file, deepest first, and in which rule."""
    value = yaml.load(text, Yaml12)
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.validator}" for error in leaves(validator(shelf), value)
    ]


def leaves(schema: Draft202012Validator, value: object) -> Iterator[Any]:
    """The errors themselves; of the kinds of statement, those of the one that the first key names."""
    for error in schema.iter_errors(value):
        if error.validator == "anyOf" and isinstance(error.instance, dict):
            kind = next((name for name in STATEMENTS if name in error.instance), None)
            chosen = list(STATEMENTS).index(kind) if kind else -1
            yield from [inner for inner in error.context if inner.schema_path[0] == chosen] or [error]
        else:
            yield error


class TestSchemas:
    def test_each_is_a_schema_of_the_dialect_it_names(self) -> None:
        made = schemas(load([])[0])
        assert len(made) == 2 + len(THINGS)
        for data in made.values():
            schema = json.loads(data)
            assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
            Draft202012Validator.check_schema(schema)

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
    def test_every_key_stands_in_it_with_what_it_says_and_none_of_our_own(self, kind: Kind) -> None:
        properties = definition(kind)["properties"]
        assert set(properties) - {"statements"} == {field.key for field in fields_of(kind.record)}
        for field in fields_of(kind.record):
            assert properties[field.key].get("description", "") == field.description

    def test_nothing_inside_of_records_is_told(self) -> None:
        for data in schemas(load(example_files())[0]).values():
            assert b'"(' not in data

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
    def test_the_example_of_each_kind_is_in_it_and_is_valid(self, kind: Kind) -> None:
        (example,) = definition(kind)["examples"]
        shelf = {"site": "site", "article": "annotations", "statement": "annotations"}.get(kind.family, kind.shelf)
        wrapped = {"thing": {"some-id": example}, "statement": {"statements": [example]}}.get(kind.family, example)
        assert list(validator(shelf).iter_errors(wrapped)) == []

    def test_every_file_of_a_site_has_one(self) -> None:
        paths = {path: shelf_of(path.replace("**/*", "x")) for found in associations().values() for path in found}
        assert None not in paths.values()
        assert set(associations()) == set(schemas(load([])[0]))


def definition(kind: Kind) -> dict[str, Any]:
    """What the schemas say of one kind."""
    shelf = {"site": "site", "article": "annotations", "statement": "annotations"}.get(kind.family, kind.shelf)
    schema = json.loads(schemas(load([])[0])[f"{FOLDER}/{shelf}.json"])
    found = schema if kind.family in ("site", "article") else schema["$defs"][kind.record.__name__]
    assert isinstance(found, dict)
    return found


class TestWhatTheBuildAccepts:
    @pytest.mark.parametrize("root", [ROOT, STARTER], ids=["our briefing", "the starter"])
    def test_the_schemas_accept(self, root: Path) -> None:
        files, _ = content_files(Project(root))
        self._accepts(files)

    def test_the_examples_too(self) -> None:
        self._accepts(example_files())

    @staticmethod
    def _accepts(files: list[ContentFile]) -> None:
        library, _ = load(files)
        written = [file for file in files if file.path.endswith(".yaml")]
        assert len(written) > 8
        for file in written:
            shelf = THINGS[file.shelf].shelf if file.shelf in THINGS else file.shelf
            value = yaml.load(file.data.decode(), Yaml12)
            found = [
                (file.path, *error.absolute_path, error.message)
                for error in validator(shelf, library).iter_errors(value)
            ]
            assert found == []

    def test_numbers_where_a_text_is_asked_for(self) -> None:
        assert slips("annotations", "date: 2018\nstatements:\n  - figure: 400\n    measure: dockers\n") == []
        assert slips("actors", "a1:\n  name: 1990\n  type: group\n") == []

    def test_keys_with_nothing_after_them_where_they_may_be_left_out(self) -> None:
        assert slips("annotations", "outlet:\ndate:\nstatements:\n") == []


class TestSlips:
    @pytest.mark.parametrize(
        ("shelf", "text", "said"),
        [
            ("actors", "ada:\n  name: Ada\n  typ: person\n  type: person\n", ["ada: additionalProperties"]),
            ("actors", "ada:\n  name: Ada\n", ["ada: required"]),
            ("actors", "ada:\n  name: Ada\n  type: persn\n", ["ada/type: enum"]),
            ("actors", "Ada M:\n  name: Ada\n  type: person\n", [": pattern"]),
            ("actors", "ada:\n  name: Ada\n  type: person\n  names: Moreno\n", ["ada/names: type"]),
            ("actors", "ada:\n  name:\n  type: person\n", ["ada/name: type"]),
            ("actors", "ada:\n  name: Ada\n  type: person\n  unlinked: maybe\n", ["ada/unlinked: type"]),
            ("actors", "ada:\n  name: Ada\n  type: person\n  (id): x\n", ["ada: additionalProperties"]),
            ("outlets", "gazette:\n  name: G\n  url: gazette.example\n", ["gazette/url: anyOf"]),
            ("measures", "m:\n  name: M\n  counts: x\n  unit: y\n  holds_for: -1\n", ["m/holds_for: minimum"]),
            ("site", "title: T\n", [": required"]),
            ("site", "title: T\nscope: S\nas_of: yesterday\n", ["as_of: anyOf"]),
            ("annotations", "rights: some\n", ["rights: enum"]),
            ("annotations", "statements:\n  - quote: x\n    form: direkt\n", ["statements/0/form: enum"]),
            ("annotations", "statements:\n  - quote: x\n    form: direct\n    spaeker: y\n", ["statements/0: additionalProperties"]),  # noqa: E501
            ("annotations", "statements:\n  - qoute: x\n    form: direct\n", ["statements/0: anyOf"]),
            ("annotations", "statements:\n  - date: x\n    event: No Id\n", ["statements/0/event: anyOf"]),
        ],
    )  # fmt: skip
    def test_are_refused_where_they_stand(self, shelf: str, text: str, said: list[str]) -> None:
        found = slips(shelf, text) if "statements" not in text else statement_slips(text)
        assert found == said


def statement_slips(text: str) -> list[str]:
    """What is wrong with the entries of a file's list of statements, each held to the list's own schema."""
    schema = validator("annotations").schema
    assert isinstance(schema, Mapping)
    entry = {**schema["properties"]["statements"]["anyOf"][0]["items"], "$defs": schema["$defs"]}
    found = []
    for index, value in enumerate(yaml.load(text, Yaml12)["statements"]):
        for error in leaves(Draft202012Validator(entry), value):
            path = "/".join(map(str, ("statements", index, *error.absolute_path)))
            found.append(f"{path}: {error.validator}")
    return found


class TestIds:
    def test_those_of_the_site_are_offered_where_one_of_their_kind_is_asked_for(self) -> None:
        schema = validator("annotations").schema
        assert isinstance(schema, Mapping)
        definitions = schema["$defs"]
        asked = definitions["Quote"]["properties"]["speaker"]["anyOf"][0]["$ref"]
        assert definitions[asked.rpartition("/")[2]]["examples"] == ["ada-moreno", "dockers-union", "port-city"]
        assert definitions["id-of-term"]["examples"] == ["free-quay"]
        assert definitions["id-of-outlet"]["examples"] == ["harbour-gazette"]
        assert {"ada-moreno", "free-quay", "harbour-talks"} <= set(definitions["id-of-any-thing"]["examples"])
        assert definitions["id-of-article"]["examples"] == ["talks-begin", "talks-stall"]

    def test_one_that_was_written_since_is_not_called_wrong(self) -> None:
        assert slips("actors", "ada:\n  name: Ada\n  type: person\n  acts_for: written-a-minute-ago\n") == []


class TestCommand:
    def test_it_writes_them_and_says_what_changed(self, site: Callable[[Mapping[str, str]], Project]) -> None:
        root = site({"actors.yaml": "ada:\n  name: Ada\n  type: person\n"}).root
        first = CliRunner().invoke(main, ["-C", str(root), "schema"])
        assert (first.exit_code, first.output) == (0, "11 schemas in .sitegen/schema/, 11 changed\n")
        assert b'"ada"' in (root / FOLDER / "actors.json").read_bytes()
        (root / "content" / "actors.yaml").write_text("eva:\n  name: Eva\n  type: person\n")
        again = CliRunner().invoke(main, ["-C", str(root), "schema", "--json"])
        assert json.loads(again.output)["changed"] == [f"{FOLDER}/{name}.json" for name in _asking_for_actors()]
        assert b'"eva"' in (root / FOLDER / "actors.json").read_bytes()
        assert sorted(path.name for path in (root / FOLDER).iterdir()) == sorted(
            path.rpartition("/")[2] for path in associations()
        )

    def test_content_with_problems_has_schemas_too(self, site: Callable[[Mapping[str, str]], Project]) -> None:
        root = site({"actors.yaml": "ada:\n  name: [\n", "terms.yaml": "quay:\n  name: quay\n"}).root
        done = CliRunner().invoke(main, ["-C", str(root), "schema"])
        assert done.exit_code == 0
        assert b'"quay"' in (root / FOLDER / "terms.json").read_bytes()

    def test_a_link_is_replaced_and_what_it_leads_to_stays(
        self, site: Callable[[Mapping[str, str]], Project], tmp_path: Path
    ) -> None:
        root = site({}).root
        own = tmp_path / "mine.json"
        own.write_text("mine")
        (root / FOLDER).mkdir(parents=True)
        (root / FOLDER / "site.json").symlink_to(own)
        assert CliRunner().invoke(main, ["-C", str(root), "schema"]).exit_code == 0
        assert own.read_text() == "mine"
        assert json.loads((root / FOLDER / "site.json").read_text())["title"] == "site"

    def test_where_they_cannot_be_written_that_is_said(self, site: Callable[[Mapping[str, str]], Project]) -> None:
        root = site({}).root
        (root / ".sitegen").write_text("in the way")
        done = CliRunner().invoke(main, ["-C", str(root), "schema"])
        assert done.exit_code == 3
        assert "cannot be written" in done.output

    def test_the_setting_for_editors_is_that_of_a_new_site(self) -> None:
        done = CliRunner().invoke(main, ["schema", "--settings"])
        assert json.loads(done.output) == json.loads(founding_files()[".vscode/settings.json"])


def _asking_for_actors() -> list[str]:
    made = schemas(load([])[0])
    asking = [path for path, data in made.items() if b"id-of-actor" in data or b"id-of-any-thing" in data]
    return sorted(path.rpartition("/")[2].removesuffix(".json") for path in asking)


class Editor:
    """An editor with yaml-language-server: it opens files, and tells what the server says of them."""

    def __init__(self, root: Path) -> None:
        server = ROOT / ".venv" / "node" / "node_modules" / ".bin" / "yaml-language-server"
        assert server.exists(), "yaml-language-server is missing: `make test` installs it"
        self._root = root
        self._settings = {"yaml": {"validate": True, "schemaStore": {"enable": False}} | self._own_settings()}
        self._ids, self._files = itertools.count(1), itertools.count(1)
        self._told: dict[str, list[str]] = {}
        # Where the machine has no Node.js of its own, `make test` puts one beside Python.
        path = {"PATH": f"{os.environ['PATH']}{os.pathsep}{Path(sys.executable).parent}"}
        pipe = subprocess.PIPE
        self._server = subprocess.Popen([server, "--stdio"], stdin=pipe, stdout=pipe, env=os.environ | path)
        folder = {"uri": root.as_uri(), "name": root.name}
        asked = {"processId": os.getpid(), "rootUri": root.as_uri(), "workspaceFolders": [folder], "capabilities": CAN}
        self._ask("initialize", asked)
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def _own_settings(self) -> dict[str, Any]:
        own = json.loads((self._root / ".vscode" / "settings.json").read_text())
        return {key.removeprefix("yaml."): value for key, value in own.items()}

    def close(self) -> None:
        self._server.kill()
        self._server.wait()
        for pipe in (self._server.stdin, self._server.stdout):
            assert pipe is not None
            pipe.close()

    def said(self, folder: str, text: str) -> list[str]:
        """The problems that a file with this text is shown with, as `line:column message`."""
        return self._told[self._open(folder, text)]

    def offered(self, folder: str, text: str) -> list[str]:
        """What is offered where `¦` stands."""
        items = self._ask("textDocument/completion", self._at(folder, text))
        return [item["label"] for item in (items["items"] if isinstance(items, dict) else items)]

    def explained(self, folder: str, text: str) -> str:
        """What is shown over the word in which `¦` stands."""
        return str(self._ask("textDocument/hover", self._at(folder, text))["contents"]["value"])

    def _at(self, folder: str, text: str) -> dict[str, Any]:
        before = text.partition("¦")[0]
        uri = self._open(folder, text.replace("¦", ""))
        line = before.count("\n")
        position = {"line": line, "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": uri}, "position": position}

    def _open(self, folder: str, text: str) -> str:
        uri = (self._root / f"content/{folder}/file-{next(self._files)}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._told:
            self._hear()
        return uri

    def _ask(self, method: str, params: object) -> Any:
        mine = next(self._ids)
        self._send({"id": mine, "method": method, "params": params})
        while True:
            heard = self._hear()
            if heard.get("id") == mine and "method" not in heard:
                return heard["result"]

    def _tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._server.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self._server.stdout is not None
        heads = dict(line.split(b": ") for line in iter(lambda: self._server.stdout.readline().strip(), b""))  # type: ignore[union-attr]
        message: dict[str, Any] = json.loads(self._server.stdout.read(int(heads[b"Content-Length"])))
        if message.get("method") == "textDocument/publishDiagnostics":
            found = message["params"]["diagnostics"]
            self._told[message["params"]["uri"]] = [
                f"{one['range']['start']['line'] + 1}:{one['range']['start']['character'] + 1} {one['message']}"
                for one in found
            ]
        elif "id" in message and "method" in message:
            items = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            answer = [self._settings.get(item["section"]) for item in items] if items is not None else None
            self._send({"id": message["id"], "result": answer})
        return message


CAN = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """An editor in a new briefing."""
    assert CliRunner().invoke(main, ["new", str(tmp_path / "briefing")]).exit_code == 0
    opened = Editor(tmp_path / "briefing")
    yield opened
    opened.close()


class TestEditor:
    def test_it_completes_explains_and_underlines(self, editor: Editor) -> None:
        people = ["alder", "birk", "ferry-clerk", "ines-holt", "lake-lines", "piet-aldous"]
        assert editor.offered("actors", "ada:\n  name: Ada\n  acts_for: ¦\n") == people
        assert editor.offered("annotations", "statements:\n  - quote: some words\n    speaker: ¦\n") == people
        assert editor.offered("annotations", "statements:\n  - use: some words\n    term: ¦\n") == ["night-ferry"]
        assert editor.offered("annotations", "outlet: ¦\n") == ["birk-courier", "varn-gazette"]
        assert "ferry-talks" in editor.offered("annotations/x", "statements:\n  - date: on Monday\n    event: ¦\n")
        assert editor.offered("events", "x:\n  name: X\n  status: ¦\n") == [
            "held", "in jeopardy", "not known to be held", "planned",
        ]  # fmt: skip
        assert {"summary", "offices", "acts_for"} <= set(editor.offered("actors", "ada:\n  name: Ada\n  ¦\n"))
        assert set(STATEMENTS) <= set(editor.offered("annotations", "statements:\n  - ¦\n"))
        assert "partial: a few quoted words" in editor.explained(
            "annotations", "statements:\n  - quote: x\n    fo¦rm: direct\n"
        )
        assert editor.said("actors", "ada:\n  name: Ada\n  type: person\n  side:\n") == []
        assert editor.said("actors", "ada:\n  name: Ada\n  type: person\n  nmaes: [A]\n") == [
            "4:3 Property nmaes is not allowed."
        ]
        assert editor.said("actors", "Ada M:\n  name: Ada\n  type: person\n") == [
            "1:1 An id is small letters a–z and digits, with single hyphens between them."
        ]
        assert editor.said("annotations", "date: last week\n") == [
            "1:7 A date is YYYY-MM-DD, YYYY-MM, YYYY, or a span as 2020-02-01/2020-02-14."
        ]
        told = editor.said(
            "annotations", "statements:\n  - quote: x\n    form: direkt\n  - figure: 400\n    low: many\n"
        )
        assert told == [
            '3:11 Value is not accepted. Valid values: "direct", "indirect", "outlet", "partial".',
            '4:5 Missing property "measure".',
            '5:10 Incorrect type. Expected "number".',
        ]
