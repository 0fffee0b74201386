"""What a preview keeps of the statements on a page while its author goes on writing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.library import Earlier
from sitegen.pipeline import AtHand, Options, build
from sitegen.project import Project
from sitegen.theme_pieces import Beside, Keep, Pieces

TALK = {
    "site.yaml": "title: Harbour\nscope: The talks.\n",
    "actors.yaml": "ada:\n  name: Ada Moreno\n  type: person\n  gap: only named\n",
    "articles/a.txt": "“We will listen,” Ada Moreno said. “We will decide,” she said, and “we will sign.”\n",
    "annotations/a.yaml": "headline: A\nrights: full\nstatements:\n"
    "- {quote: We will listen, form: direct, speaker: ada, id: listen}\n"
    "- {quote: We will decide, form: direct, speaker: ada, id: decide, note: So she did}\n"
    "- {quote: we will sign, form: direct, speaker: ada, id: sign, note: 'She did. [@a \"she said\"]'}\n",
}
NOTES = "annotations/a.yaml"
ALL = ["listen", "decide", "sign"]


class Desk:
    """An author at work, and the statements that were made anew at each save."""

    def __init__(self, root: Path, made: list[str]) -> None:
        self._root, self._made = root, made
        self._earlier, self._pieces = Earlier(), Pieces()

    def save(self, **changes: tuple[str, str]) -> list[str]:
        """The ids of the statements that were made anew, once these words of files became others."""
        files = dict(TALK)
        for name, (before, after) in changes.items():
            path = next(path for path in TALK if path.split("/")[0].removesuffix(".yaml") == name)
            assert before in files[path]
            files[path] = files[path].replace(before, after)
        for path, words in files.items():
            (self._root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (self._root / "content" / path).write_text(words, "utf-8")
        self._made.clear()
        shown: dict[str, bytes] = {}
        at_hand = AtHand(
            self._earlier,
            looked_at=("articles/a.html",),
            ahead=lambda pages, _: shown.update(pages),
            pieces=self._pieces,
        )
        assert not build(Project(self._root), Options(), at_hand=at_hand).errors
        made = list(self._made)
        assert shown["articles/a.html"] == build(Project(self._root), Options()).files["articles/a.html"]
        return made


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made: list[str] = []
    on = Pieces.on

    def counting(self: Pieces, address: str, language: str) -> Keep:
        keep = on(self, address, language)

        def kept(statement: Beside, caller: Callable[[], str]) -> str:
            def noted() -> str:
                made.append(statement.id)
                return caller()

            return keep(statement, noted)

        return kept

    monkeypatch.setattr(Pieces, "on", counting)
    desk = Desk(tmp_path, made)
    assert desk.save() == ALL
    assert desk.save() == []
    return desk


def test_a_headline_makes_no_statement_anew(desk: Desk) -> None:
    assert desk.save(annotations=("headline: A", "headline: The talks")) == []


def test_a_statement_is_made_anew_where_it_or_what_it_names_is_another(desk: Desk) -> None:
    assert desk.save(annotations=("So she did", "So she said")) == ["decide"]
    said = ("id: listen", "id: listen, attribution: Ada Moreno said")
    assert desk.save(annotations=said) == ["listen", "decide"]
    assert desk.save() == ["listen"]
    assert desk.save(actors=("name: Ada Moreno", "name: A. Moreno\n  names: [Ada Moreno]")) == ALL


def test_a_note_whose_citation_has_another_number_is_made_anew(desk: Desk) -> None:
    also = """id: listen, note: 'So they did. [@a "she said"]'"""
    assert desk.save(annotations=("id: listen", also)) == ["listen", "sign"]
    assert desk.save() == ["listen", "sign"]


def test_an_author_s_own_statement_is_made_each_time(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "templates/statements/quote.html"
    own.parent.mkdir(parents=True)
    own.write_text("{{ view.label|default('') }}: {{ shown.snippet.words }}", "utf-8")
    assert desk.save(annotations=("headline: A", "headline: The talks")) == []
