"""Who met whom, meeting by meeting: marks on one line, what is planned told from what was held, and never too wide."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from sitegen.language import ENGLISH, Language
from sitegen.pictures import Gathering, gatherings_of
from sitegen.pictures.scene import Drawing, Shape, Words

NAMES = {"ada": "Ada", "bo": "Bo", "cleo": "Cleo"}
MEETINGS = (
    Gathering("First", "7 May 2021 · Held", "held", ("ada", "bo"), ("cleo",)),
    Gathering("Second", "20 May 2021 · Planned", "planned", ("bo", "cleo")),
    Gathering("Alone", "2 June 2021 · Held", "held", ("ada",)),
)


def texts(sheet: Drawing) -> list[str]:
    return [part.text for part in sheet.parts if isinstance(part, Words)]


def marks(sheet: Drawing, css: str) -> list[dict[str, str]]:
    return [dict(part.measures) for part in sheet.parts if isinstance(part, Shape) and part.css == css]


class TestGatherings:
    def test_a_row_a_meeting_a_column_an_actor_those_of_most_meetings_first(self) -> None:
        found = gatherings_of(MEETINGS, NAMES, ENGLISH)
        assert found
        for sheet in found.drawings:
            assert texts(sheet) == [
                "Bo",
                "Ada",
                "Cleo",
                "First",
                "7 May 2021 · Held",
                "Second",
                "20 May 2021 · Planned",
            ]
            assert [len(marks(sheet, f"attending {one}")) for one in ("held", "planned")] == [2, 2]
            assert [len(marks(sheet, f"together {one}")) for one in ("held", "planned")] == [1, 1]
            # Cleo is said not to have been at the first: a cross in her column.
            assert len(marks(sheet, "missing")) == 2
        assert found.signs == ("held", "planned", "missing")
        assert (found.actors_left_out, found.left_out) == ((0, 0), 0)

    def test_a_line_runs_through_all_who_took_part(self) -> None:
        found = gatherings_of(MEETINGS[:1], NAMES, ENGLISH)
        assert found
        wide = found.drawings[0]
        (together,), there = marks(wide, "together held"), marks(wide, "attending held")
        assert [one["cx"] for one in there] == [together["x1"], together["x2"]]

    def test_no_meeting_no_picture(self) -> None:
        assert gatherings_of((), NAMES, ENGLISH) is None
        assert gatherings_of(MEETINGS[2:], NAMES, ENGLISH) is None

    def test_fifty_actors_at_sixty_meetings(self) -> None:
        names = {f"a{n}": f"Actor number {n} of a long name" for n in range(50)}
        meetings = [Gathering(f"Meeting {n}", "", "unsure", (f"a{n % 50}", f"a{(n + 1) % 50}")) for n in range(60)]
        found = gatherings_of(meetings, names, ENGLISH)
        assert found
        assert found.left_out == 20
        drawn = [sum(text.startswith("Actor") for text in texts(sheet)) for sheet in found.drawings]
        assert drawn == [20, 11]
        # The rows that are drawn have 41 actors.
        assert found.actors_left_out == (21, 30)
        for sheet in found.drawings:
            assert all(0 <= float(one["cx"]) <= sheet.width for one in marks(sheet, "attending unsure"))
            # Names side by side have a line of room each, measured across their slope.
            heads = [float(part.x) for part in sheet.parts if isinstance(part, Words) and part.turn]
            assert min(after - x for x, after in itertools.pairwise(heads)) * 0.86 >= 11

    def test_from_right_to_left(self) -> None:
        found = gatherings_of(MEETINGS, NAMES, Language("ar"))
        assert found
        head = next(part for part in found.drawings[0].parts if isinstance(part, Words))
        assert (head.turn, head.anchor) == (60, "end")


SITE = {
    "actors.yaml": """
        nora: {name: Nora <North>, unlinked: true, type: person}
        sam: {name: Sam South, type: person}
        eve: {name: Eve East, type: person}
    """,
    "events.yaml": """
        talks: {name: First talks, unlinked: true, type: meeting, status: held,
                participants: [{actor: nora}, {actor: sam}], absent: [{actor: eve, said: "Eve was not there."}]}
        war: {name: War, unlinked: true, type: offensive, status: held, participants: [{actor: nora}, {actor: eve}]}
    """,
    "articles/one.txt": "Sam South met her. Eve East did not come.\n",
    "annotations/one.yaml": "label: One\ndate: 2021-05-08\n",
}


class TestThePage:
    def test_the_picture_and_the_table_that_says_the_same(
        self, site: Callable, built: Callable, page_text: Callable, pictures: Callable
    ) -> None:
        edition = built(site(SITE))
        wide, _ = pictures(edition.files["meetings.html"])
        written = [one.text for one in wide.iter("text")]
        assert written == ["Nora <North>", "Sam South", "First talks", "date not known · Held"]
        text = page_text(edition, "meetings.html")
        assert "First talks date not known Held Nora <North>, Sam South Eve East" in text
