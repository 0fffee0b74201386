"""Every picture in a real browser: no words meet, none leave the sheet, and each page shows the size that fits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sitegen import output
from sitegen.pipeline import Edition
from sitegen.project import Project

PAGES = {
    "index.html": 2,
    "timeline.html": 1,
    "places.html": 1,
    "places/idlib.html": 1,
    "places/m5.html": 1,
    "events/tehran-2018.html": 1,
    "issues/attack-on-idlib.html": 1,
    "actors/turkey.html": 1,
    "meetings.html": 1,
    "measures/people-in-idlib.html": 2,
    "differences.html": 1,
}

# The words of every sheet that is seen, with the room they take on the screen. Words that are turned are left out: the
# upright rooms around them overlap though they do not.
WORDS = """() => [...document.querySelectorAll('svg.drawing')].filter(one => one.getClientRects().length).map(sheet => {
  const room = box => [box.left, box.top, box.right, box.bottom];
  const letters = sheet.viewBox.baseVal.width / sheet.getBoundingClientRect().width;
  return {
    sheet: room(sheet.getBoundingClientRect()), letters,
    words: [...sheet.querySelectorAll('text')].filter(text => !text.hasAttribute('transform')).map(
      text => [text.textContent, ...room(text.getBoundingClientRect())]),
  };
})"""


@pytest.fixture(scope="module")
def folder(briefing: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("published") / "site"
    output.write(briefing.files, target, target.parent / "nothing")
    return target


def meetings_of_words(page: Page) -> list[str]:
    """The words that overlap others or leave their sheet by more than a hair."""
    found = []
    for sheet in page.evaluate(WORDS):
        left, top, right, bottom = sheet["sheet"]
        for index, (text, x, y, end, foot) in enumerate(sheet["words"]):
            if x < left - 1 or end > right + 1 or y < top - 3 or foot > bottom + 3:
                found.append(f"“{text}” leaves its sheet")
            for other, from_x, from_y, to_x, to_y in sheet["words"][index + 1 :]:
                if min(end, to_x) - max(x, from_x) > 0.5 and min(foot, to_y) - max(y, from_y) > 0.5:
                    found.append(f"“{text}” meets “{other}”")
    return found


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1440])
def test_no_words_of_a_picture_meet_and_none_leave_it(browser: Browser, folder: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for address, at_least in PAGES.items():
        page.goto((folder / address).as_uri())
        assert len(page.evaluate(WORDS)) >= at_least, address
        assert (address, meetings_of_words(page)) == (address, [])
        # Nothing makes the page wider than the screen.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.close()


def test_words_are_no_smaller_than_can_be_read(browser: Browser, folder: Path) -> None:
    for width in (360, 390, 700, 1024, 1300, 1440):
        page = browser.new_page(viewport={"width": width, "height": 900})
        for address in PAGES:
            page.goto((folder / address).as_uri())
            for sheet in page.evaluate(WORDS):
                # Ten units are the smallest letters of any picture.
                assert 10 / sheet["letters"] >= 9, (address, width)
        page.close()


def test_one_size_is_shown_and_printed(browser: Browser, folder: Path) -> None:
    shown = "() => [...document.querySelectorAll('.lanes svg.drawing')].map(one => one.getClientRects().length)"
    for width, expected in ((390, [0, 1]), (1440, [1, 0])):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto((folder / "issues/attack-on-idlib.html").as_uri())
        assert page.evaluate(shown) == expected
        page.emulate_media(media="print")
        assert sum(page.evaluate(shown)) == 1
        page.close()


ARABIC = {
    "site.yaml": "title: الميناء\nscope: محادثات الميناء.\nlanguage: ar\n",
    "places.yaml": """
        west: {name: الرصيف الغربي, type: city, lat: 35.5, lon: 35.8, coordinates_from: our own imagination}
        east: {name: الرصيف الشرقي, type: city, lat: 36.2, lon: 37.1, coordinates_from: our own imagination}
    """,
    "actors.yaml": "ada: {name: آدا مورينو, type: person}\nbo: {name: برونو كوستا, type: person}\n",
    "events.yaml": """
        talks: {name: محادثات الميناء الأولى, unlinked: true, type: meeting, status: held, date: 2021-05-07,
                participants: [{actor: ada}, {actor: bo}]}
        round: {name: الجولة الثانية, unlinked: true, type: meeting, status: planned, date: 2021-05-20,
                participants: [{actor: ada}, {actor: bo}]}
    """,
    "articles/one.txt": "Talks were held on 7 May. A second round on 20 May is planned.\n",
    "annotations/one.yaml": """
        label: المقال الأول
        date: 2021-05-08
        statements:
          - {date: on 7 May, direction: before, event: talks}
          - {date: on 20 May, direction: after, event: round}
    """,
}


def test_from_right_to_left_no_words_meet_either(
    browser: Browser, site: Callable[..., Project], built: Callable, tmp_path: Path
) -> None:
    target = tmp_path / "arabic"
    output.write(built(site(ARABIC)).files, target, tmp_path / "nothing")
    for width in (390, 1440):
        page = browser.new_page(viewport={"width": width, "height": 900})
        for address in ("index.html", "timeline.html", "places.html", "meetings.html"):
            page.goto((target / address).as_uri())
            assert page.evaluate("document.documentElement.dir") == "rtl"
            assert len(page.evaluate(WORDS)) >= 1
            assert (address, meetings_of_words(page)) == (address, [])
        # Time runs from right to left: what was held stands to the right of what is planned.
        page.goto((target / "timeline.html").as_uri())
        held, planned = (
            page.locator(f"svg.drawing:visible circle.event.{css}").first.bounding_box() for css in ("held", "open")
        )
        assert held["x"] > planned["x"]
        page.close()
