"""Maps: what is drawn where, what is too close for one sheet, and that labels never meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.pictures import Located, Route, front_map_of, locator_of, map_of
from sitegen.pictures.atlas import sheets_of, view_of
from sitegen.pictures.labels import Spot, placed
from sitegen.pictures.letters import shortened, width_of, wrapped
from sitegen.pictures.outlines import land, latitude, ordinate
from sitegen.pictures.scene import Box, Part, Shape, Window, Words

FRAME = Box(0, 0, 400, 300)
LEVANT = (
    Located("aleppo", "Aleppo", 36.2, 37.16),
    Located("homs", "Homs", 34.73, 36.71),
    Located("damascus", "Damascus", 33.51, 36.29),
)
FAR = Located("oslo", "Oslo", 59.91, 10.75)


def all_words(parts: tuple[Part, ...]) -> Iterator[Words]:
    for part in parts:
        if isinstance(part, Words):
            yield part
        elif isinstance(part, Window):
            yield from all_words(part.parts)


def circles(parts: tuple[Part, ...]) -> Iterator[dict]:
    for part in parts:
        if isinstance(part, Window):
            yield from circles(part.parts)
        elif isinstance(part, Shape) and part.tag == "circle":
            yield {"class": part.css, **{name: float(value) for name, value in part.measures}}


def names(parts: tuple[Part, ...]) -> list[str]:
    """The names written on a sheet, without the scale."""
    return [word.text for word in all_words(parts) if word.css != "bar-words"]


points = st.tuples(st.floats(0, 400), st.floats(0, 300))
rooms = st.tuples(st.floats(1, 160), st.floats(8, 30))


class TestLabels:
    @given(st.lists(st.tuples(points, rooms, st.booleans()), max_size=60))
    def test_no_two_overlap_none_leaves_the_frame_none_covers_a_point(self, given_spots: list) -> None:
        spots = [Spot(x, y, 0 if area else 4, width, height, area) for (x, y), (width, height), area in given_spots]
        boxes = placed(FRAME, spots)
        found = [(spot, box) for spot, box in zip(spots, boxes, strict=True) if box]
        for index, (spot, box) in enumerate(found):
            assert box.within(FRAME)
            assert not any(box.overlaps(other) for _, other in found[index + 1 :])
            assert not any(box.overlaps(other.mark) for other in spots if other is not spot and other.reach)

    @given(st.lists(points, min_size=1, max_size=40), st.lists(st.tuples(points, rooms), max_size=5))
    def test_what_is_taken_stays_free(self, at: list, full: list) -> None:
        taken = [Box(x, y, width, height) for (x, y), (width, height) in full]
        boxes = placed(FRAME, [Spot(x, y, 4, 50, 14) for x, y in at], taken)
        assert not any(box.overlaps(other) for box in boxes if box for other in taken)

    def test_words_stand_to_the_right_if_they_can_and_to_the_left_at_the_right_edge(self) -> None:
        assert placed(FRAME, [Spot(100, 100, 4, 50, 14)]) == (Box(107, 93, 50, 14),)
        assert placed(FRAME, [Spot(390, 100, 4, 50, 14)]) == (Box(333, 93, 50, 14),)

    def test_where_there_is_no_room_there_are_no_words(self) -> None:
        assert placed(FRAME, [Spot(100, 100, 4, 500, 14)]) == (None,)


class TestLetters:
    def test_words_are_cut_to_their_room(self) -> None:
        assert shortened("Harbour", 12, 1000) == "Harbour"
        cut = shortened("Harbour commissioner", 12, 60)
        assert cut.endswith("…")
        assert width_of(cut, 12) <= 60

    def test_words_are_wrapped_and_the_rest_is_said_to_be_left_out(self) -> None:
        assert wrapped("one two three", 10, 60, 3) == ("one two", "three")
        assert wrapped("one two three four five six", 10, 60, 2)[-1].endswith("…")

    @given(st.text(max_size=40), st.floats(5, 300))
    def test_whatever_is_written_fits(self, text: str, room: float) -> None:
        assert width_of(shortened(text, 12, room), 12) <= max(room, width_of("…", 12))


class TestWhatAMapShows:
    def test_one_place(self) -> None:
        found = map_of([FAR], [])
        assert found
        assert [names(sheet.parts) for sheet in found.drawings] == [["Oslo"], ["Oslo"]]
        assert (found.insets, found.places, found.routes) == (0, 1, ())

    def test_nothing(self) -> None:
        assert map_of([], []) is None
        assert locator_of([], [], "oslo") is None

    def test_places_that_crowd_a_sheet_get_an_inset(self) -> None:
        found = map_of([*LEVANT, FAR], [Route("m5", "M5", ((33.51, 36.29), (36.2, 37.16)))])
        assert found
        assert (found.insets, found.routes) == (1, ("M5",))
        for sheet in found.drawings:
            assert sorted(names(sheet.parts)) == ["Aleppo", "Damascus", "Homs", "M5", "Oslo"]

    def test_no_name_stands_on_the_line_of_a_route(self) -> None:
        """The name of a town at the right edge would stand to its left, where a road runs."""
        east = Located("east", "Bay", 36.0, 48.0)
        west, north, south = (
            Located("w", "W", 36.0, 30.0),
            Located("n", "N", 40.0, 46.0),
            Located("s", "S", 32.0, 46.0),
        )
        road = Route("road", "The road", ((40.0, 46.0), (32.0, 46.0)))
        for routes, beside in (([], True), ([road], False)):
            found = locator_of([west, north, south, east], routes, "east")
            assert found
            word = next(one for one in all_words(found.parts) if one.text == "Bay")
            dot = next(part for part in circles(found.parts) if part["class"] == "town here")
            assert (abs(float(word.y) - dot["cy"]) < 8) is beside

    def test_the_map_beside_the_title_points_at_one_place(self) -> None:
        found = front_map_of([*LEVANT, FAR], [Route("m5", "M5", ((33.51, 36.29), (36.2, 37.16)))], "homs")
        assert found
        wide, narrow = found.drawings
        assert (wide.size, wide.width, narrow.size, narrow.width) == ("wide", 620, "narrow", 340)
        assert sorted(names(wide.parts)) == ["Aleppo", "Damascus", "Homs", "M5", "Oslo"]
        for sheet in found.drawings:
            assert [word.text for word in all_words(sheet.parts) if "here" in word.css] == ["Homs"]
        assert max(wide.height, narrow.height) <= 268
        assert front_map_of([], [], "homs") is None

    def test_many_places_at_one_spot_are_numbered_and_listed(self) -> None:
        crowd = [Located(f"p{index}", f"Harbour house number {index}", 54.5, 10.2) for index in range(40)]
        found = map_of(crowd, [])
        assert found
        for sheet in found.drawings:
            written = [text for text in names(sheet.parts) if not text.isdigit()]
            assert sorted([*written, *(name for _, name in sheet.numbered)]) == sorted(one.name for one in crowd)
            given_numbers = [number for number, _ in sheet.numbered if number]
            assert sorted(given_numbers) == sorted(int(text) for text in names(sheet.parts) if text.isdigit())

    def test_the_sea_has_no_land_and_the_land_is_there(self) -> None:
        assert land(view_of([(0.0, -140.0)], 100, 100)) == ""
        assert land(view_of([(47.0, 8.0)], 100, 100)).startswith("M")

    def test_the_date_line_breaks_no_map(self) -> None:
        fiji, samoa = (-17.8, 178.0), (-13.8, -171.8)
        view = view_of([fiji, samoa], 300, 200)
        assert view.width / view.scale < 30
        assert all(0 < view.at(*place)[0] < 300 for place in (fiji, samoa))

    @given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=20))
    def test_every_place_lies_on_the_first_sheet(self, at: list) -> None:
        places = [Located(str(index), "x", lat, lon) for index, (lat, lon) in enumerate(at)]
        first = sheets_of(places, [], 340)[0]
        for place in places:
            x, y = first.view.at(place.lat, place.lon)
            assert -0.01 <= x <= first.view.width + 0.01
            assert -0.01 <= y <= first.view.height + 0.01

    @given(st.floats(-83, 83))
    def test_latitudes_and_ordinates(self, lat: float) -> None:
        assert latitude(ordinate(lat)) == pytest.approx(lat, abs=1e-9)


SITE = {
    "places.yaml": """
        west: {name: "West <Quay>", type: city, lat: 54.5, lon: 10.2, coordinates_from: our own imagination}
        east: {name: East Quay, type: city, lat: 54.1, lon: 12.1, coordinates_from: our own imagination}
        road: {name: Old Road, type: road, unlinked: true, route: [west, east]}
        nowhere: {name: Nowhere, type: village}
    """,
}


class TestThePages:
    def test_the_map_and_the_table_beside_it(
        self, site: Callable, built: Callable, page_text: Callable, pictures: Callable
    ) -> None:
        edition = built(site(SITE))
        wide, narrow = pictures(edition.files["places.html"])
        for sheet, size in ((wide, "wide"), (narrow, "narrow")):
            assert sheet.get("role") == "img"
            assert sheet.get("aria-labelledby") == f"map-{size}-title map-{size}-text"
            assert [sheet[0].get("id"), sheet[1].get("id")] == [f"map-{size}-title", f"map-{size}-text"]
            assert sheet[0].text == "Map of the places"
            assert not [one for one in sheet.iter() if one.get("style") or one.tag == "a"]
            written = {one.text for one in sheet.iter("text")}
            assert written >= {"West <Quay>", "East Quay", "Old Road"}
        text = page_text(edition, "places.html")
        assert "West <Quay> city 54.50° north, 10.20° east" in text
        assert "Old Road road a dashed line on the map" in text
        assert "Nowhere village not on the map" in text
        assert "Dashed: Old Road, schematic" in text
        assert "Natural Earth, public domain" in text

    def test_a_place_is_pointed_at_on_its_page_if_it_lies_anywhere(self, site: Callable, built: Callable) -> None:
        edition = built(site(SITE))
        assert b"Where West &lt;Quay&gt; lies" in edition.files["places/west.html"]
        assert b'class="route here"' in edition.files["places/road.html"]
        assert b"<svg" not in edition.files["places/nowhere.html"]

    def test_a_site_without_coordinates_has_no_map(self, site: Callable, built: Callable) -> None:
        edition = built(site({"places.yaml": "nowhere: {name: Nowhere, type: village}\n"}))
        assert b"<svg" not in edition.files["places.html"]

    def test_no_id_stands_twice(self, site: Callable, built: Callable) -> None:
        for address, page in built(site(SITE)).files.items():
            if address.endswith(".html"):
                tree = html5lib.parse(page, namespaceHTMLElements=False)
                ids = [one.get("id") for one in tree.iter() if one.get("id")]
                assert len(ids) == len(set(ids)), address
