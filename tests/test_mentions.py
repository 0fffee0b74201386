"""Every mention of a thing: strong names by themselves, weak ones only where somebody says what they mean."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

import html5lib
import pytest

from sitegen.library import Library
from sitegen.pipeline import Edition
from sitegen.project import Project

Site = Callable[..., Project]
Said = Callable[..., str]
WorkedOut = Callable[..., tuple[Library, object]]
Built = Callable[..., Edition]

MORE = {
    "actors/all.yaml": """\
        ada: {name: Ada Moreno, type: person, names: [Moreno]}
        russia: {name: Russia, type: state, weak: [Moscow]}
        iran: {name: Iran, type: state}
        hts: {name: HTS, type: armed group, names: [Hayat Tahrir al-Sham]}
        """,
    "places/all.yaml": "moscow: {name: Moscow city, type: city, weak: [Moscow]}\n",
    "events/all.yaml": "deal: {name: Iran deal, type: agreement, status: held}\n",
}


def told(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


@pytest.fixture
def mentions(site: Site, worked_out: WorkedOut) -> Callable[..., list[tuple[str, str, str | None]]]:
    """The mentions in one article in the order of its text: as printed, the thing, the entry that made it."""

    def find(text: str, statements: str = "", files: Mapping[str, str] = MORE) -> list[tuple[str, str, str | None]]:
        annotations = {"annotations/talks.yaml": f"statements:\n{textwrap.dedent(statements)}"} if statements else {}
        _, findings = worked_out(site({**files, **annotations, "articles/talks.txt": text}), warnings=False)
        found = findings.mentions.in_article["talks"]  # type: ignore[attr-defined]
        return [(mention.printed, f"{mention.thing.kind}:{mention.thing.id}", mention.statement) for mention in found]

    return find


Mentions = Callable[..., list[tuple[str, str, str | None]]]


def test_strong_names_are_found_by_themselves(mentions: Mentions) -> None:
    text = "Iran’s deal, the Iran deal, Iran deals; Ada\u00a0Moreno and Moreno; Iranians; HTS."
    assert mentions(text) == [
        ("Iran", "actor:iran", None),
        ("Iran deal", "event:deal", None),
        ("Iran", "actor:iran", None),
        ("Ada\u00a0Moreno", "actor:ada", None),
        ("Moreno", "actor:ada", None),
        ("HTS", "actor:hts", None),
    ]


def test_names_in_the_stamp_are_not_mentions(mentions: Mentions) -> None:
    files = {"terms/all.yaml": "date: {name: date}\n"}
    assert mentions(" date 2018-09-06 the date", files=files) == [("date", "term:date", None)]


def test_a_mention_comes_in_its_sentence(site: Site, worked_out: WorkedOut) -> None:
    text = "They met. Iran and the U.S. left. Then Moreno stayed."
    library, findings = worked_out(site({**MORE, "articles/talks.txt": text}))
    found = findings.mentions.in_article["talks"]  # type: ignore[attr-defined]
    plain = library.documents["talks"].text
    assert [plain.printed(mention.sentence) for mention in found] == ["Iran and the U.S. left.", "Then Moreno stayed."]


# ── weak names


def test_a_weak_name_that_nobody_resolved_is_told_at_its_place(site: Site, said: Said) -> None:
    text = "The talks began.\nIn  Moscow, Moscow said nothing. Moscow-based Ada.\n"
    assert said(site({**MORE, "articles/talks.txt": text})) == told(
        """
        content/articles/talks.txt:2:5: warning[weak-name-unresolved]: the weak name “Moscow” stands here, and no `mention` says what it means
            2 | In  Moscow, Moscow said nothing. Moscow-based Ada.
              |     ^^^^^^
              → add a mention with `as: russia` or `as: moscow`
        content/articles/talks.txt:2:13: warning[weak-name-unresolved]: the weak name “Moscow” stands here, and no `mention` says what it means
            2 | In  Moscow, Moscow said nothing. Moscow-based Ada.
              |             ^^^^^^
              → add a mention with `as: russia` or `as: moscow`
        content/articles/talks.txt:2:34: warning[weak-name-unresolved]: the weak name “Moscow” stands here, and no `mention` says what it means
            2 | In  Moscow, Moscow said nothing. Moscow-based Ada.
              |                                  ^^^^^^
              → add a mention with `as: russia` or `as: moscow`
        """  # noqa: E501
    )


def test_a_weak_name_means_what_an_entry_says(mentions: Mentions) -> None:
    text = "In Moscow, Moscow's envoy spoke at the Moscow institute."
    statements = """\
    - {mention: Moscow, prefix: In, as: moscow, id: city}
    - {mention: Moscow's envoy, as: russia, id: envoy}
    - {mention: Moscow, suffix: institute, nothing: part of the name of an institute, id: none}
    """
    assert mentions(text, statements) == [
        ("Moscow", "place:moscow", "city"),
        ("Moscow's envoy", "actor:russia", "envoy"),
    ]


def test_an_entry_speaks_for_its_own_words_only(mentions: Mentions) -> None:
    text = "Moreno of Iran met the Iran deal's envoy; Hayat Tahrir al-Sham (HTS) is what Iran fears."
    statements = """\
    - {mention: Moreno of Iran, as: ada, id: one}
    - {mention: the Iran deal's envoy, as: iran, id: two}
    - {mention: HTS, as: iran, id: three}
    """
    assert mentions(text, statements) == [
        ("Moreno of Iran", "actor:ada", "one"),
        ("Iran", "actor:iran", None),
        ("the Iran deal's envoy", "actor:iran", "two"),
        ("Iran deal", "event:deal", None),
        ("Hayat Tahrir al-Sham", "actor:hts", None),
        ("HTS", "actor:iran", "three"),
        ("Iran", "actor:iran", None),
    ]


def test_a_strong_name_may_mean_nothing_in_a_place(mentions: Mentions) -> None:
    statements = "- {mention: Iran, suffix: Avenue, nothing: a street, id: none}\n"
    assert mentions("On Iran Avenue, Iran spoke.", statements) == [("Iran", "actor:iran", None)]


def test_every_piece_of_an_entry_with_an_omission_is_a_mention(mentions: Mentions) -> None:
    statements = "- {mention: the talks … of spring, as: deal, id: both}\n"
    found = mentions("Then the talks, long ago, of spring were forgotten.", statements)
    assert found == [("the talks", "event:deal", "both"), ("of spring", "event:deal", "both")]


# ── terms


TERMS = {
    "actors/all.yaml": "hts: {name: HTS, type: armed group, weak: [the zone]}\n",
    "terms/all.yaml": "hts-term: {name: HTS, names_of: 'actor:hts'}\nzone: {name: safe zone, weak: [the zone]}\n",
}


def test_a_use_of_a_term_decides_for_the_term_alone(mentions: Mentions, site: Site, said: Said) -> None:
    text = "HTS holds the zone. An area without HTS is what the zone means."
    statements = """\
    - {use: An area without HTS is what the zone means, term: zone, defines: true, id: defined}
    - {use: the zone, prefix: holds, term: "term:zone", id: plain}
    """
    assert mentions(text, statements, TERMS) == [
        ("HTS", "actor:hts", None),
        ("the zone", "term:zone", "plain"),
        ("An area without HTS is what the zone means", "term:zone", "defined"),
        ("HTS", "actor:hts", None),
    ]


def test_a_use_of_one_term_says_nothing_of_the_weak_name_of_another(site: Site, said: Said) -> None:
    files = {
        **TERMS,
        "articles/a.txt": "A safe zone is what the zone means.",
        "annotations/a.yaml": "statements:\n- {use: A safe zone is what the zone means, term: other}\n",
        "terms/more.yaml": "other: {name: other}\n",
    }
    assert said(site(files)).splitlines()[0].startswith("content/articles/a.txt:1:21: warning[weak-name-unresolved]")


def test_a_term_that_shares_the_names_of_an_actor_has_its_mentions_and_its_own(
    site: Site, worked_out: WorkedOut
) -> None:
    statements = "statements:\n- {use: the group, term: hts-term, id: own}\n- {use: HTS, term: hts-term, suffix: left, id: same}\n"  # noqa: E501
    files = {
        **TERMS,
        "articles/a.txt": "HTS, the group. HTS left.",
        "annotations/a.yaml": statements,
        "articles/b.txt": "HTS",
    }
    library, findings = worked_out(site(files))
    term, actor = library.all("term")["hts-term"], library.all("actor")["hts"]
    of = findings.mentions.of  # type: ignore[attr-defined]
    assert [(one.article, one.printed, one.statement) for one in of(term)] == [
        ("a", "HTS", None), ("a", "the group", "own"), ("a", "HTS", "same"), ("b", "HTS", None),
    ]  # fmt: skip
    assert [(one.article, one.printed) for one in of(actor)] == [("a", "HTS"), ("a", "HTS"), ("b", "HTS")]


# ── links on the page


@pytest.fixture
def links(site: Site, built: Built) -> Callable[[str, str], list[tuple[str, str]]]:
    """The names that are links in the text of an article's page, each with the page it leads to."""

    def find(text: str, statements: str) -> list[tuple[str, str]]:
        files = {
            **MORE,
            "articles/talks.txt": text,
            "annotations/talks.yaml": f"rights: full\nstatements:\n{statements}",
        }
        page = html5lib.parse(built(site(files)).files["articles/talks.html"], namespaceHTMLElements=False)
        found = []
        for row in page.iter("div"):
            if row.get("class", "").split()[:1] == ["words-of-source"]:
                found += [("".join(link.itertext()), link.get("href", "")) for link in row.iter("a")]
        return found

    return find


Links = Callable[[str, str], list[tuple[str, str]]]


def test_the_first_mention_in_each_paragraph_is_a_link(links: Links) -> None:
    text = "Moreno met Moreno and Iran.\n\nThen Moreno, of Iran’s making, left the Iran deal."
    assert links(text, "- {part: met, role: heading}\n") == [
        ("Moreno", "../actors/ada.html"),
        ("Iran", "../actors/iran.html"),
        ("Moreno", "../actors/ada.html"),
        ("Iran", "../actors/iran.html"),
        ("Iran deal", "../events/deal.html"),
    ]


def test_no_name_is_a_link_inside_words_that_somebody_is_quoted_with(links: Links) -> None:
    text = "“Iran fears Moreno,” she said. Iran fears HTS, she added, and “HTS” fears Iran."
    statements = """\
- {quote: "Iran fears Moreno,", form: direct, speaker: ada}
- {quote: Iran fears HTS, form: indirect, speaker: ada}
- {quote: HTS, form: partial, speaker: ada, prefix: “}
"""
    assert links(text, statements) == [("Iran", "../actors/iran.html"), ("HTS", "../actors/hts.html")]
