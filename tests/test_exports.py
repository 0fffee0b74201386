"""What machines read: feeds, calendars and lists of pages, each read by a program that is not ours."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import textwrap
import urllib.robotparser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import frictionless
import html5lib
import icalendar
import jsonfeed
import jsonschema
import pybtex.database
import pytest
from citeproc.source.json import CiteProcJSON
from lxml import etree
from pyld import jsonld
from rdflib import SDO

from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project

BASE = "https://example.org/harbour/"
PUBLISHED = Options(base_url=BASE)

# What the second sentence says is licensed by no statement, and the third article shows nothing of its text.
SITE: Mapping[str, str] = {
    "site.yaml": "title: Harbour & <Quay>\nscope: The harbour talks.\nas_of: 2021-06-30\npublisher: The Desk\n",
    "actors/all.yaml": """
        ada: {name: Ada Moreno, type: person, summary: 'The mayor [@first "On Friday Ada said"].',
              same_as: ['https://www.wikidata.org/entity/Q1']}
        union: {name: Dockers' union, type: institution}
        quiet: {name: Somebody Else, type: person}
    """,
    "places/all.yaml": """
        port: {name: Port City, type: city, lat: 41.5, lon: -2.25}
    """,
    "events/all.yaml": """
        talks: {name: 'Harbour talks; the first, of two', unlinked: true, type: meeting, status: held,
                date: 2021-05-07, city: port, outcome: 'They will meet again [@first "agreed to meet again by June"].'}
        round: {name: Second round, unlinked: true, type: meeting, status: planned, date: 2021-06, part_of: talks}
        strike: {name: Strike, unlinked: true, type: incident, status: not known to be held}
        dues: {name: Harbour dues, unlinked: true, type: incident, status: held, date: 2019}
    """,
    "articles/first.txt": "The two agreed to meet again by June. A secret sentence. On Friday Ada said: “We pay & go.”",
    "annotations/first.yaml": """
        label: First
        url: https://example.net/a?b=1
        author: J. Doe
        date: 2021-05-07
        summary: 'They agreed to meet [@first "agreed to meet again by June"].'
        statements:
          - quote: We pay & go
            form: direct
            speaker: ada
            event: talks
          - date: On Friday
            direction: same day
            event: talks
          - date: by June
            declared: 2021-06
            because: It says so.
            event: round
          - commitment: agreed to meet again by June
            what: meet again
            by: [union]
    """,
    "articles/second.txt": "Nobody dates this. A hidden word.",
    "annotations/second.yaml": """
        label: Undated
    """,
    "articles/third.txt": "Ada Moreno whispered: “Not for you.”",
    "annotations/third.yaml": """
        label: Link only
        date: 2021-05-09
        rights: link
        statements:
          - quote: Not for you
            form: direct
            speaker: ada
    """,
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The site, built once for all that only look at it."""
    root = tmp_path_factory.mktemp("harbour")
    for path, text in SITE.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(textwrap.dedent(text), "utf-8")
    made = build(Project(root), PUBLISHED)
    assert not made.errors
    return made


def exports(edition: Edition) -> dict[str, bytes]:
    """Every file that is neither a page nor an asset."""
    return {
        address: data
        for address, data in edition.files.items()
        if not address.startswith("assets/") and not address.endswith(".html")
    }


class TestAtom:
    def test_the_site_has_a_feed_of_its_articles(self, edition: Edition) -> None:
        read = feedparser.parse(edition.files["feed.atom"])
        assert (read.bozo, read.version) == (False, "atom10")
        assert (read.feed.title, read.feed.subtitle) == ("Harbour & <Quay>", "The harbour talks.")
        assert (read.feed.id, read.feed.updated) == (f"{BASE}feed.atom", "2021-06-30T00:00:00Z")
        assert [(one.title, one.link, one.updated[:10], one.get("published", "")[:10]) for one in read.entries] == [
            ("Undated", f"{BASE}articles/second.html", "2021-06-30", ""),
            ("Link only", f"{BASE}articles/third.html", "2021-05-09", "2021-05-09"),
            ("First", f"{BASE}articles/first.html", "2021-05-07", "2021-05-07"),
        ]
        assert read.entries[2].summary == "They agreed to meet."
        assert read.entries[2].author == "J. Doe"

    def test_an_actor_has_one_of_the_statements_that_name_it(self, edition: Edition) -> None:
        read = feedparser.parse(edition.files["actors/ada.atom"])
        assert not read.bozo
        (entry,) = read.entries
        assert entry.title == "We pay & go"
        assert entry.link == f"{BASE}articles/first.html#quote-we-pay-go-6aa760"
        assert entry.id == entry.link
        assert entry.content[0].value == "<blockquote>We pay &amp; go</blockquote><p>First</p>"
        assert [tag.term for tag in entry.tags] == ["quote"]

    def test_an_event_has_one(self, edition: Edition) -> None:
        read = feedparser.parse(edition.files["events/talks.atom"])
        assert not read.bozo
        assert [entry.link.partition("#")[2] for entry in read.entries] == ["date-on-friday", "quote-we-pay-go-6aa760"]

    def test_whom_no_statement_names_has_none(self, edition: Edition) -> None:
        assert "actors/quiet.atom" not in edition.files

    def test_every_feed_has_the_form_of_the_standard(self, edition: Edition) -> None:
        form = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
        feeds = {address: data for address, data in edition.files.items() if address.endswith(".atom")}
        assert len(feeds) > 3
        for address, data in feeds.items():
            assert form.validate(etree.fromstring(data)), (address, form.error_log)
            ids = [one.text for one in etree.fromstring(data).iter("{*}id")]
            assert len(ids) == len(set(ids)), address
        for lost in (b"<updated>2021-06-30T00:00:00Z</updated>", f"<id>{BASE}feed.atom</id>".encode()):
            assert not form.validate(etree.fromstring(edition.files["feed.atom"].replace(lost, b"", 1)))

    def test_pages_lead_to_them(self, edition: Edition) -> None:
        read = feedparser.parse(edition.files["actors/ada.atom"])
        assert read.feed.title == "Ada Moreno · Harbour & <Quay>"
        assert (
            b'<link rel="alternate" type="application/atom+xml" title="Ada Moreno: feed" href="ada.atom">'
            in (edition.files["actors/ada.html"])
        )
        assert b'href="ada.atom"' not in edition.files["actors/quiet.html"]
        assert b'href="../feed.atom"' in edition.files["actors/quiet.html"]

    def test_a_site_without_any_date_has_no_feed(
        self, site: Callable[..., Project], built: Callable[..., Edition]
    ) -> None:
        made = built(site({"articles/one.txt": "Words.", "annotations/one.yaml": "label: One\n"}), PUBLISHED)
        assert not [address for address in made.files if address.endswith(".atom") or address == "feed.json"]
        assert b"feed.atom" not in made.files["index.html"]


class TestJsonFeed:
    def test_it_is_read(self, edition: Edition) -> None:
        read = jsonfeed.Feed.parse_string(edition.files["feed.json"].decode())
        assert (read.title, read.home_page_url, read.feed_url) == ("Harbour & <Quay>", BASE, f"{BASE}feed.json")
        assert [(item.title, item.url) for item in read.items] == [
            ("Undated", f"{BASE}articles/second.html"),
            ("Link only", f"{BASE}articles/third.html"),
            ("First", f"{BASE}articles/first.html"),
        ]


class TestCalendar:
    @pytest.fixture
    def parts(self, edition: Edition) -> dict[str, icalendar.Component]:
        calendar = icalendar.Calendar.from_ical(edition.files["events.ics"])
        assert calendar["VERSION"] == "2.0"
        return {str(part["UID"]).partition("@")[0]: part for part in calendar.subcomponents}

    def test_a_day_is_a_day(self, parts: dict[str, icalendar.Component]) -> None:
        talks = parts["talks"]
        assert (talks.name, talks["STATUS"], talks["SUMMARY"]) == (
            "VEVENT",
            "CONFIRMED",
            "Harbour talks; the first, of two",
        )
        assert (talks.decoded("DTSTART"), talks.decoded("DTEND")) == (dt.date(2021, 5, 7), dt.date(2021, 5, 8))
        assert (talks["LOCATION"], talks["GEO"].to_ical(), talks["DESCRIPTION"]) == (
            "Port City",
            "41.5;-2.25",
            "They will meet again.",
        )
        assert talks["URL"] == f"{BASE}events/talks.html"

    def test_a_planned_month_stays_a_month(self, parts: dict[str, icalendar.Component]) -> None:
        second = parts["round"]
        assert (second.name, second["STATUS"], second["SUMMARY"]) == ("VEVENT", "TENTATIVE", "Second round (2021-06)")
        assert (second.decoded("DTSTART"), second.decoded("DTEND")) == (dt.date(2021, 6, 1), dt.date(2021, 7, 1))
        assert (second["TRANSP"], second["X-SITEGEN-PRECISION"]) == ("TRANSPARENT", "month")
        assert second["RELATED-TO"] == parts["talks"]["UID"]

    def test_what_has_no_date_gets_none(self, parts: dict[str, icalendar.Component]) -> None:
        strike = parts["strike"]
        assert (strike.name, strike["X-SITEGEN-DATE"], strike["X-SITEGEN-STATUS"]) == (
            "VJOURNAL",
            "unknown",
            "not known to be held",
        )
        assert "DTSTART" not in strike

    def test_a_year_fills_no_calendar(self, parts: dict[str, icalendar.Component]) -> None:
        assert (parts["dues"].name, parts["dues"]["X-SITEGEN-DATE"]) == ("VJOURNAL", "2019")
        assert "DTSTART" not in parts["dues"]

    def test_days_are_given_where_both_ends_are_known(
        self, site: Callable[..., Project], built: Callable[..., Edition]
    ) -> None:
        event = "unlinked: true, type: meeting, status: held, date"
        dates = {"since": "2020-02-21/..", "until": "../2020-02-21", "once": "2020-02-21"}
        events = "".join(f"{name}: {{name: {name}, {event}: {date}}}\n" for name, date in dates.items())
        data = built(site({"events/some.yaml": events}), Options(BASE)).files["events.ics"]
        days = {str(part["UID"]): part.get("DTSTART") for part in icalendar.Calendar.from_ical(data).subcomponents}
        at = BASE.removeprefix("https://").strip("/").replace("/", ".")
        assert {name: day and day.dt for name, day in days.items()} == {
            f"since@{at}": None,
            f"until@{at}": None,
            f"once@{at}": dt.date(2020, 2, 21),
        }

    def test_no_line_is_too_long_and_no_letter_cut(
        self, site: Callable[..., Project], built: Callable[..., Edition]
    ) -> None:
        name = "Встреча в порту " * 12
        events = f"long: {{name: '{name.strip()}', unlinked: true, type: meeting, status: held}}\n"
        data = built(site({"events/long.yaml": events}), Options()).files["events/long.ics"]
        assert all(len(line) <= 75 and isinstance(line.decode(), str) for line in data.split(b"\r\n"))
        (part,) = icalendar.Calendar.from_ical(data).subcomponents
        assert part["SUMMARY"] == name.strip()

    def test_it_needs_no_address(self, site: Callable[..., Project], built: Callable[..., Edition]) -> None:
        data = built(site(SITE), Options()).files["events/talks.ics"]
        (talks,) = icalendar.Calendar.from_ical(data).subcomponents
        assert (talks["UID"], "URL" in talks) == ("talks@harbour-quay", False)

    def test_pages_lead_to_it(self, edition: Edition) -> None:
        assert b'<a href="talks.ics" type="text/calendar"' in edition.files["events/talks.html"]
        assert b'<a href="events.ics" type="text/calendar"' in edition.files["events.html"]


SITEMAP = etree.RelaxNG(etree.parse(Path(__file__).with_name("sitemap.rng")))


class TestLists:
    def test_the_sitemap_names_every_page_once(self, edition: Edition) -> None:
        tree = ElementTree.fromstring(edition.files["sitemap.xml"])
        found = [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        pages = {address for address in edition.files if address.endswith(".html")} - {"404.html", "index.html"}
        assert sorted(found) == sorted([BASE, *(f"{BASE}{page}" for page in pages)])

    def test_it_has_the_form_of_the_protocol(
        self, edition: Edition, site: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert SITEMAP.validate(etree.fromstring(edition.files["sitemap.xml"])), SITEMAP.error_log
        monkeypatch.setattr("sitegen.exports.sitemap._MOST", 5)
        split = build(site({"articles/one.txt": "A word.\n"}), Options(base_url=BASE)).files
        lists = [split[name] for name in split if name.startswith("sitemap")]
        assert len(lists) > 3
        assert all(SITEMAP.validate(etree.fromstring(one)) for one in lists), SITEMAP.error_log

    @pytest.mark.parametrize(
        "slip",
        [
            "<url/>", "<url><loc>articles/one.html</loc></url>", "<url><loc>https://example.org/ä</loc></url>",
            "<url><loc>https://example.org/</loc><lastmod>8 May 2021</lastmod></url>",
            "<url><loc>https://example.org/</loc><lastmod>2021-05-08T10:00:00</lastmod></url>",
            "<url><loc>https://example.org/</loc><priority>2</priority></url>", "",
        ],
    )  # fmt: skip
    def test_what_the_protocol_does_not_know_is_seen(self, slip: str) -> None:
        opening = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        assert not SITEMAP.validate(etree.fromstring(f"{opening}{slip}</urlset>"))

    def test_robots_are_led_to_it(self, edition: Edition) -> None:
        robots = urllib.robotparser.RobotFileParser()
        robots.parse(edition.files["robots.txt"].decode().splitlines())
        assert robots.can_fetch("anybody", f"{BASE}articles/first.html")
        assert robots.site_maps() == [f"{BASE}sitemap.xml"]

    def test_a_build_with_drafts_is_kept_out(self, site: Callable[..., Project], built: Callable[..., Edition]) -> None:
        made = built(site(SITE), Options(base_url=BASE, drafts=True))
        robots = urllib.robotparser.RobotFileParser()
        robots.parse(made.files["robots.txt"].decode().splitlines())
        assert not robots.can_fetch("anybody", BASE)
        assert b'<meta name="robots" content="noindex">' in made.files["index.html"]
        assert "sitemap.xml" not in made.files


class TestTables:
    def test_they_are_a_data_package(self, edition: Edition, tmp_path: Path) -> None:
        for address in (one for one in edition.files if one.startswith("data/")):
            (tmp_path / address).parent.mkdir(exist_ok=True)
            (tmp_path / address).write_bytes(edition.files[address])
        report = frictionless.Package(str(tmp_path / "data/datapackage.json")).validate()
        assert report.valid, report.flatten(["type", "message"])
        assert [task.name for task in report.tasks] == [
            *("article", "actor", "event", "place"), *("quote", "commitment", "date"),
        ]  # fmt: skip

    def test_everything_is_one_file_that_its_schema_describes(self, edition: Edition) -> None:
        schema = json.loads(edition.files["data/briefing.schema.json"])
        tree = json.loads(edition.files["data/briefing.json"])
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(tree, schema)
        (quote,) = tree["tables"]["quote"]
        assert quote == {
            "id": "quote-we-pay-go-6aa760",
            "address": f"{BASE}articles/first.html#quote-we-pay-go-6aa760",
            "article": "first",
            "source": "https://example.net/a?b=1#:~:text=We%20pay%20%26%20go",
            "quote": "We pay & go",
            "form": "direct",
            "speaker": "ada",
            "event": "talks",
        }
        (ada,) = [actor for actor in tree["tables"]["actor"] if actor["id"] == "ada"]
        assert ada["summary"] == "The mayor."
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**tree, "tables": {"quote": [{"id": "x"}]}}, schema)

    def test_dates_say_what_they_mean(self, edition: Edition) -> None:
        rows = list(csv.DictReader(io.StringIO(edition.files["data/date.csv"].decode(), newline="")))
        assert {row["date"]: row["means"] for row in rows} == {"On Friday": "2021-05-07", "by June": "2021-06"}


class TestReferences:
    def test_bibtex(self, edition: Edition) -> None:
        read = pybtex.database.parse_bytes(edition.files["references.bib"], "bibtex")
        assert sorted(read.entries) == ["first", "second", "third"]
        assert read.entries["first"].fields["title"] == "{First}"
        assert read.entries["first"].fields["date"] == "{2021-05-07}"

    def test_csl(self, edition: Edition) -> None:
        source = CiteProcJSON(json.loads(edition.files["references.csl.json"]))
        assert sorted(source) == ["first", "second", "third"]
        issued = source["first"]["issued"]
        assert (issued.year, issued.month, issued.day) == (2021, 5, 7)


class TestAnnotations:
    def test_each_statement_is_one_at_its_words(self, edition: Edition) -> None:
        tree = json.loads(edition.files["articles/first.annotations.jsonld"])
        assert tree["@context"] == "http://www.w3.org/ns/anno.jsonld"
        short = {"@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type", "source": {"@type": "@id"}}
        (read,) = jsonld.expand({**tree, "@context": short})
        oa = "http://www.w3.org/ns/oa#"
        items = read[f"{oa}first"][0][f"{oa}items"]
        assert len(items) == tree["total"] == 4
        words = {
            item["@id"].partition("#")[2]: item[f"{oa}target"][0][f"{oa}selector"][0][f"{oa}exact"][0]["@value"]
            for item in items
        }
        assert words["quote-we-pay-go-6aa760"] == "We pay & go"
        assert "articles/third.annotations.jsonld" not in edition.files
        assert b'href="first.annotations.jsonld"' in edition.files["articles/first.html"]


class TestLinkedData:
    def read(self, edition: Edition, address: str) -> dict[str, Any]:
        tree = html5lib.parse(edition.files[address], namespaceHTMLElements=False)
        (found,) = [one.text for one in tree.iter("script") if one.get("type") == "application/ld+json"]
        assert not set(found) & set("<>&")
        data: dict[str, Any] = json.loads(found)
        assert data.pop("@context") == "https://schema.org"
        for expanded in jsonld.expand({**data, "@context": {"@vocab": "https://schema.org/"}}):
            for name in expanded:
                assert name == "@type" or SDO[name.removeprefix("https://schema.org/")]
        first: dict[str, Any] = data.get("@graph", [data])[0]
        return first

    def test_of_an_event(self, edition: Edition) -> None:
        assert self.read(edition, "events/talks.html") == {
            "@type": "Event",
            "name": "Harbour talks; the first, of two",
            "url": f"{BASE}events/talks.html",
            "startDate": "2021-05-07",
            "endDate": "2021-05-07",
            "eventStatus": "https://schema.org/EventScheduled",
            "location": {"@type": "Place", "name": "Port City", "url": f"{BASE}places/port.html"},
            "description": "They will meet again.",
        }

    def test_of_an_article(self, edition: Edition) -> None:
        data = self.read(edition, "articles/first.html")
        assert (data["@type"], data["isBasedOn"]["@type"]) == ("Article", "NewsArticle")
        assert data["isBasedOn"]["datePublished"] == "2021-05-07"

    def test_of_an_actor_and_of_the_site(self, edition: Edition) -> None:
        ada = self.read(edition, "actors/ada.html")
        assert (ada["@type"], ada["sameAs"]) == ("Person", ["https://www.wikidata.org/entity/Q1"])
        assert b'href="https://www.wikidata.org/entity/Q1"' in edition.files["actors/ada.html"]
        assert self.read(edition, "index.html")["name"] == "Harbour & <Quay>"

    def test_the_way_to_a_page(self, edition: Edition) -> None:
        page = html5lib.parse(edition.files["events/talks.html"], namespaceHTMLElements=False)
        (found,) = [one.text for one in page.iter("script") if one.get("type") == "application/ld+json"]
        (way,) = [node for node in json.loads(found)["@graph"] if node["@type"] == "BreadcrumbList"]
        assert [(step["position"], step["name"], step["item"]) for step in way["itemListElement"]] == [
            (1, "Briefing", BASE),
            (2, "Events", f"{BASE}events.html"),
            (3, "Harbour talks; the first, of two, Friday 7 May 2021", f"{BASE}events/talks.html"),
        ]

    def test_what_is_in_doubt_has_no_status_there(self, edition: Edition) -> None:
        assert "eventStatus" not in self.read(edition, "events/strike.html")

    def test_the_statements_of_an_article(self, edition: Edition) -> None:
        tree = json.loads(edition.files["articles/first.statements.jsonld"])
        assert tree["@context"] == "https://schema.org"
        source, *said = tree["@graph"]
        assert (source["@type"], source["url"]) == ("NewsArticle", "https://example.net/a?b=1")
        (quote,) = [one for one in said if one["@type"] == "Quotation"]
        assert (quote["text"], quote["spokenByCharacter"]["name"]) == ("We pay & go", "Ada Moreno")
        assert quote["citation"] == "https://example.net/a?b=1#:~:text=We%20pay%20%26%20go"
        assert b'href="first.statements.jsonld"' in edition.files["articles/first.html"]
        # Where nothing of a source may be shown, its file holds none of its statements.
        assert len(json.loads(edition.files["articles/third.statements.jsonld"])["@graph"]) == 1


class TestWhatIsLeftOut:
    def test_without_an_address_nothing_is_made_that_needs_one(
        self, site: Callable[..., Project], built: Callable[..., Edition]
    ) -> None:
        made = exports(built(site(SITE), Options()))
        assert not [address for address in made if address.endswith((".atom", ".xml", "robots.txt", "feed.json"))]

    def test_no_unlicensed_word_is_told(self, edition: Edition) -> None:
        for address, data in exports(edition).items():
            assert b"secret" not in data, address
            assert b"hidden" not in data, address
            assert b"Not for you" not in data, address

    def test_a_draft_leaves_no_byte(self, site: Callable[..., Project], built: Callable[..., Edition]) -> None:
        drafted = {
            **SITE,
            "articles/draft.txt": "Unripe words.",
            "annotations/draft.yaml": "label: Unripe\ndraft: true\n",
        }
        assert not [
            address
            for address, data in exports(built(site(drafted), PUBLISHED)).items()
            if b"nripe" in data or "draft" in address
        ]

    def test_the_same_content_gives_the_same_bytes(
        self, edition: Edition, site: Callable[..., Project], built: Callable[..., Edition]
    ) -> None:
        assert exports(built(site(SITE), PUBLISHED)) == exports(edition)
