"""The words of schema.org: every node of the briefing is held to the vocabulary by a compiler that knows its types."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from pyld import jsonld

from sitegen.pipeline import Edition

NODE = Path(__file__).parent.parent / ".venv/node/node_modules"
HEAD = 'import * as schema from "schema-dts";\n'


def complaints(folder: Path, nodes: list[dict[str, Any]]) -> str:
    """What the compiler of TypeScript says of nodes, each declared to be of its own type."""
    assert (NODE / "schema-dts").is_dir(), "schema-dts is missing: `make test` installs it"
    lines = [
        f"export const n{number}: schema.{node['@type']} = {json.dumps(node, ensure_ascii=True)};"
        for number, node in enumerate(nodes)
    ]
    (folder / "nodes.ts").write_text(HEAD + "\n".join(lines))
    os.symlink(NODE, folder / "node_modules")
    command = ["node", str(NODE / ".bin/tsc"), "--noEmit", "--strict", "--skipLibCheck", "nodes.ts"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def graph(data: str | bytes) -> list[dict[str, Any]]:
    tree = json.loads(data)
    del tree["@context"]
    return list(tree.get("@graph", [tree]))


@pytest.fixture(scope="module")
def nodes(briefing: Edition, briefing_pages: dict[str, Element]) -> list[dict[str, Any]]:
    """Every node on a page of the briefing or in a file beside it."""

    def found() -> Iterator[dict[str, Any]]:
        for page in briefing_pages.values():
            for script in page.iter("script"):
                if script.get("type") == "application/ld+json":
                    yield from graph(script.text or "")
        for address, data in briefing.files.items():
            if address.endswith(".statements.jsonld"):
                yield from graph(data)

    return list(found())


def test_every_node_is_of_its_type(nodes: list[dict[str, Any]], tmp_path: Path) -> None:
    types = {node["@type"] for node in nodes}
    assert types >= {
        "Article", "BreadcrumbList", "Claim", "Country", "DefinedTerm", "Event", "NewsArticle", "Observation",
        "Organization", "Person", "Place", "Quotation", "WebSite",
    }  # fmt: skip
    assert len(nodes) > 700
    assert complaints(tmp_path, nodes) == ""


@pytest.mark.parametrize(
    "slip",
    [
        {"@type": "Quotation", "spokenBy": {"@type": "Person", "name": "Ada"}},
        {"@type": "Quotation", "spokenByCharacter": {"@type": "Event", "name": "Talks"}},
        {"@type": "Event", "eventStatus": "in jeopardy"},
        {"@type": "Observation", "minValue": "many"},
        {"@type": "Article", "isBasedOn": {"@type": "NewsArticle", "headlines": "x"}},
    ],
)
def test_the_compiler_sees_a_slip(tmp_path: Path, slip: dict[str, Any]) -> None:
    assert "error" in complaints(tmp_path, [slip])


def test_a_processor_reads_the_statements(briefing: Edition) -> None:
    tree = json.loads(briefing.files["articles/tehran-eve.statements.jsonld"])
    assert tree.pop("@context") == ["https://schema.org", {"@base": "../"}]
    context = {"@vocab": "https://schema.org/", "@base": "https://example.org/"}
    read = jsonld.flatten({**tree, "@context": context})
    (heller,) = [one for one in read if one.get("@id", "").endswith("#heller-defining-moment")]
    assert heller["@type"] == ["https://schema.org/Quotation"]
    speaker = heller["https://schema.org/spokenByCharacter"][0]["@id"]
    (person,) = [one for one in read if one["@id"] == speaker]
    assert person["https://schema.org/name"] == [{"@value": "Sam Heller"}]
    source = heller["https://schema.org/isPartOf"][0]["@id"]
    assert [one["@type"] for one in read if one["@id"] == source] == [["https://schema.org/NewsArticle"]]
