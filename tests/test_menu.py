"""The menu: what tells the story lies open, what compares and what is about the briefing folds away by name."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

import html5lib

from sitegen.menu import MENU
from sitegen.pipeline import Edition


def menu(edition: Edition, address: str) -> Element:
    tree = html5lib.parse(edition.files[address], namespaceHTMLElements=False)
    found = next(one for one in tree.iter("nav") if one.get("aria-label") == "Main")
    return found.find("details/ul")


def test_every_entry_once_in_its_group(site: Callable, built: Callable) -> None:
    found: list[tuple[str, str]] = []
    for item in menu(built(site({})), "index.html"):
        group = item.find("details/summary")
        found += [(link.text, group.text if group is not None else "The story") for link in item.iter("a")]
    assert found == [(entry.words, entry.group) for entry in MENU]
    assert list(dict.fromkeys(group for _, group in found)) == ["The story", "Compare", "About"]


def test_the_page_at_hand_is_marked_and_so_is_its_group(site: Callable, built: Callable) -> None:
    edition = built(site({"issues/all.yaml": "i: {name: I, unlinked: true, question: Q?, positions: []}"}))
    for address, said in (("stances.html", "page"), ("issues/i.html", "true")):
        items = list(menu(edition, address))
        here = [item.find("details/summary").text for item in items if "here" in (item.get("class") or "").split()]
        assert here == ["Compare"]
        current = {link.text: link.get("aria-current") for item in items for link in item.iter("a")}
        assert {words: state for words, state in current.items() if state} == {"Stances": said}


def test_only_one_group_is_open_at_a_time(site: Callable, built: Callable) -> None:
    names = {one.get("name") for item in menu(built(site({})), "index.html") for one in item.iter("details")}
    assert names == {"menu"}
