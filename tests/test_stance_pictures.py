"""Who takes which position over time, as lanes: every position by a shape and by its words, changes by a heavy line."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from sitegen.language import ENGLISH, Language
from sitegen.pictures import Lane, Position, Stop, lanes_of
from sitegen.pictures.letters import width_of
from sitegen.pictures.scene import Box, Drawing, Shape, Words

FOR, AGAINST = Position(0, "for it"), Position(1, "against it")
LANES = (
    Lane("Ada", (Stop(0, "7 May 2021", (FOR,)), Stop(1, "20 May 2021", (AGAINST,), changed=True))),
    Lane("Bruno", (Stop(1, "20 May 2021", (FOR, AGAINST)),)),
)
COLUMNS = ("7 May 2021", "20 May 2021")


def texts(sheet: Drawing) -> list[str]:
    return [part.text for part in sheet.parts if isinstance(part, Words)]


def shapes(sheet: Drawing, css: str) -> list[Shape]:
    return [part for part in sheet.parts if isinstance(part, Shape) and part.css == css]


class TestLanes:
    def test_a_column_a_time_a_lane_an_actor(self) -> None:
        found = lanes_of(LANES, COLUMNS, ENGLISH)
        assert found
        wide, narrow = found.drawings
        assert texts(wide) == [
            "7 May 2021", "20 May 2021", "Ada", "for it", "against it", "Bruno", "for it", "against it",
        ]  # fmt: skip
        # Where time runs down there are no columns, so that every stop says its date.
        assert texts(narrow) == [
            "Ada", "for it", "7 May 2021", "against it", "20 May 2021", "Bruno", "for it", "against it", "20 May 2021",
        ]  # fmt: skip

    def test_each_position_has_a_shape_of_its_own(self) -> None:
        found = lanes_of(LANES, COLUMNS, ENGLISH)
        assert found
        for sheet in found.drawings:
            assert {one.tag for one in shapes(sheet, "stand p0")} == {"circle"}
            assert {one.tag for one in shapes(sheet, "stand p1")} == {"rect"}

    def test_a_change_is_a_heavy_line_and_what_stays_a_faint_one(self) -> None:
        stays = Lane("Cleo", (Stop(0, "", (FOR,)), Stop(1, "", (FOR,))))
        found = lanes_of((*LANES, stays), COLUMNS, ENGLISH)
        assert found
        assert found.changes
        assert [len(shapes(found.drawings[0], css)) for css in ("turn", "way")] == [1, 1]

    def test_one_stop_alone_is_no_picture(self) -> None:
        assert lanes_of((Lane("Ada", (Stop(0, "", (FOR,)),)), Lane("Bruno", ())), ("May",), ENGLISH) is None

    def test_of_very_many_those_are_drawn_of_which_most_is_told(self) -> None:
        many = [Lane(f"Actor {n}", (Stop(0, "", (FOR,)),)) for n in range(50)]
        found = lanes_of([*many, LANES[0]], COLUMNS, ENGLISH)
        assert found
        assert found.left_out == 31
        assert "Ada" in texts(found.drawings[0])

    def test_from_right_to_left(self) -> None:
        left, right = (lanes_of(LANES, COLUMNS, language) for language in (ENGLISH, Language("ar")))
        assert left
        assert right
        heads = [next(part for part in one.drawings[0].parts if isinstance(part, Words)) for one in (left, right)]
        assert [(head.x, head.anchor) for head in heads] == [("156", "start"), ("564", "end")]

    names = st.text(st.characters(categories=["L", "Nd", "Zs"]), min_size=1, max_size=60)
    stops = st.tuples(st.integers(0, 4), st.lists(st.tuples(st.integers(0, 9), names), min_size=1, max_size=3))

    @given(st.lists(st.tuples(names, st.lists(stops, min_size=1, max_size=6)), min_size=1, max_size=6))
    def test_no_words_overlap_and_none_leave_the_sheet(self, given_lanes: list) -> None:
        lanes = [
            Lane(name, tuple(Stop(column, "7 May 2021", tuple(Position(*one) for one in held))
                             for column, held in sorted(stops)))
            for name, stops in given_lanes
        ]  # fmt: skip
        found = lanes_of(lanes, [f"Column {n}" for n in range(5)], ENGLISH)
        for sheet in found.drawings if found else ():
            boxes = [box_of(part) for part in sheet.parts if isinstance(part, Words) and part.text.strip()]
            for index, box in enumerate(boxes):
                assert box.within(Box(0, -2, sheet.width, sheet.height + 2))
                assert not any(box.overlaps(other) for other in boxes[index + 1 :])


def box_of(word: Words) -> Box:
    """The room of words, from the top of their letters to the foot of the deepest."""
    size = 12.0 if word.css.startswith("row-name") else 11.0
    return Box(float(word.x), float(word.y) - size * 0.78, width_of(word.text, size), size)


SITE = {
    "actors.yaml": "ada: {name: Ada Moreno, type: person}\nbo: {name: Bo, type: person}\n",
    "issues.yaml": """
        quay:
          name: The quay
          unlinked: true
          question: Should it close?
          positions: [{id: open, name: "open & free"}, {id: shut, name: shut it}]
    """,
    "articles/one.txt": "Ada Moreno wants it open. Bo wants it shut.\n",
    "articles/two.txt": "Ada Moreno now wants it shut.\n",
    "annotations/one.yaml": """
        label: One
        date: 2021-05-08
        statements:
          - {stance: wants it open, actor: ada, issue: quay, position: open, form: reported}
          - {stance: wants it shut, actor: bo, issue: quay, position: shut, form: reported}
    """,
    "annotations/two.yaml": """
        label: Two
        date: 2021-05-20
        statements:
          - {stance: now wants it shut, actor: ada, issue: quay, position: shut, form: reported}
    """,
}


class TestThePages:
    def test_the_issue_and_the_profile(
        self, site: Callable, built: Callable, page_text: Callable, pictures: Callable
    ) -> None:
        edition = built(site(SITE))
        wide, _ = pictures(edition.files["issues/quay.html"])
        written = [one.text for one in wide.iter("text")]
        assert written == ["8 May 2021", "20 May 2021", "Ada Moreno", "open & free", "shut it", "Bo", "shut it"]
        assert wide[0].text == "The quay: who takes which position when"
        text = page_text(edition, "issues/quay.html")
        assert "A heavy line: the position is another than before." in text
        wide, _ = pictures(edition.files["actors/ada.html"])
        assert [one.text for one in wide.iter("text")] == [
            "8 May 2021", "20 May 2021", "The quay", "open & free", "shut it",
        ]  # fmt: skip
        assert b'<svg class="drawing' not in edition.files["actors/bo.html"]
