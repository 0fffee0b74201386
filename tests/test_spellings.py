"""Spellings by source: every form of a name as printed, how often where, and the way to where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable

SITE = {
    "actors/all.yaml": """
        rouhani: {name: Hassan Rouhani, names: [Rouhani, Rowhani], weak: [the president], type: person}
    """,
    "articles/one.txt": "Rowhani spoke. Rowhani left, and the president slept.",
    "annotations/one.yaml": """
        label: One
        date: 2021-05-07
        statements:
          - {mention: the president, as: rouhani}
          - {mention: slept, as: rouhani, describes: true}
    """,
    "articles/two.txt": "Hassan Rouhani came. Rowhani spoke.",
    "annotations/two.yaml": "label: Two\ndate: 2021-05-09\n",
}


def test_every_form_of_a_name_by_source(site: Callable, built: Callable, page_text: Callable) -> None:
    page = page_text(built(site(SITE)), "actors/rouhani.html")
    listed = page[page.index("Spellings by source") :]
    # Words that only describe somebody are no spelling of a name.
    assert listed.startswith(
        "Spellings by source Rowhani × 3 One × 2, Two × 1 Hassan Rouhani × 1 Two × 1 "
        "the president × 1 One × 1 Also called Rouhani, Rowhani"
    )
    assert "Every mention 6" in listed


def test_every_count_leads_to_the_mentions_of_its_article(site: Callable, built: Callable) -> None:
    page = built(site(SITE)).files["actors/rouhani.html"].decode()
    links = re.findall(r'<a class="times" href="#([^"]+)">', page)
    assert links == ["mentions-one", "mentions-two", "mentions-two", "mentions-one"]
    assert all(f'<h3 id="{spot}">' in page for spot in links)
