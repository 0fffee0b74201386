"""A look of one's own: colours, fonts, logo, menu and front page from the settings, one template, one part of one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import html5lib
import pytest

from sitegen.look import DARK, LIGHT, contrast
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project
from sitegen.reporting import Reporter

Write = Callable[[Mapping[str, str | bytes]], Project]
Built = Callable[..., Edition]

ROOT = Path(__file__).parent.parent
ARTICLE = "The mayor said the quay would stay open.\n"
SETTINGS = "title: Harbour\nscope: The talks.\n"


def said(project: Project) -> str:
    """Everything that a build says of a site, as a person reads it."""
    return Reporter(project.root, io.StringIO()).explain(build(project, Options()).problems)


def with_settings(site: Write, more: str, files: Mapping[str, str | bytes] | None = None) -> Project:
    return site({"site.yaml": SETTINGS + more, "articles/one.txt": ARTICLE, **(files or {})})


class TestColours:
    def test_by_day_and_by_night_they_win_over_ours(self, site: Write, built: Built) -> None:
        look = 'look:\n  colours: {accent: "#8a1538"}\n  dark: {accent: "#f4a6b8"}\n'
        files = built(with_settings(site, look)).files
        assert files["assets/look.css"].decode() == (
            "@media screen and (prefers-color-scheme: light) {\n  :root {\n    --accent: #8a1538;\n  }\n}\n"
            "@media screen and (prefers-color-scheme: dark) {\n  :root {\n    --accent: #f4a6b8;\n  }\n}\n"
        )
        page = files["articles/one.html"].decode()
        assert page.index("assets/style.css") < page.index('href="../assets/look.css"')
        assert "style=" not in page

    def test_without_any_there_is_no_sheet_to_ask_for(self, site: Write, built: Built) -> None:
        files = built(with_settings(site, "")).files
        assert "assets/look.css" not in files
        assert b"look.css" not in files["index.html"]

    def test_what_is_no_colour_is_told_where_it_stands(self, site: Write) -> None:
        text = said(with_settings(site, "look:\n  colours: {accent: red}\n"))
        assert "content/site.yaml:4:21: error[bad-setting]: expected a colour as" in text
        assert "found “red”" in text

    def test_what_cannot_be_read_is_a_warning_with_its_ratio(self, site: Write) -> None:
        project = with_settings(site, 'look:\n  colours: {soft: "#aaaaaa"}\n')
        assert said(project).startswith(
            "content/site.yaml:4:19: warning[low-contrast]: `soft` on `panel` has a contrast of 2.1 to 1"
        )
        assert build(project, Options()).files

    def test_contrast_is_what_wcag_says_it_is(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)

    def test_ours_are_those_of_the_style_sheet_and_can_be_read(self) -> None:
        sheet = (ROOT / "assets/style.css").read_text()
        by_day, by_night = sheet.split("@media (prefers-color-scheme: dark)", 1)
        for ours, rules in ((LIGHT, by_day), (DARK, by_night)):
            for name, value in ours.items():
                assert re.search(rf"--{name}: ([^;]+);", rules)[1] == value  # type: ignore[index]
                if name not in ("paper", "panel", "rule"):
                    assert contrast(value, ours["paper"]) >= 4.5, name
                    assert contrast(value, ours["panel"]) >= 4.5, name


class TestFontsAndLogo:
    def test_a_font_that_the_site_brings_with_it(self, site: Write, built: Built) -> None:
        look = (
            "look:\n  fonts:\n    text: Quay Serif, Georgia, serif\n"
            "    files:\n      - {family: Quay Serif, file: quay.woff2}\n"
        )
        project = with_settings(site, look)
        project.assets.mkdir()
        (project.assets / "quay.woff2").write_bytes(b"wOF2")
        assert built(project).files["assets/look.css"].decode() == (
            '@font-face {\n  font-family: "Quay Serif";\n  src: url("quay.woff2");\n  font-weight: 400;\n'
            "  font-style: normal;\n  font-display: optional;\n}\n"
            ":root {\n  --serif: Quay Serif, Georgia, serif;\n}\n"
        )

    def test_nothing_gets_out_of_the_name_of_a_font(self, site: Write) -> None:
        text = said(with_settings(site, 'look:\n  fonts: {text: "x; } body { display: none"}\n'))
        assert "content/site.yaml:4:17: error[bad-setting]: expected names of fonts" in text

    def test_the_logo_stands_before_the_title_on_every_page(self, site: Write, built: Built) -> None:
        project = with_settings(site, "look: {logo: crest.svg}\n")
        project.assets.mkdir()
        (project.assets / "crest.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
        page = built(project).files["articles/one.html"].decode()
        assert '<img src="../assets/crest.svg" alt="" height="32"> <span>Harbour</span>' in page

    def test_a_logo_that_is_not_there_is_told(self, site: Write) -> None:
        text = said(with_settings(site, "look: {logo: icon.svgg}\n"))
        assert "content/site.yaml:3:14: error[unknown-reference]: there is no file `assets/icon.svgg`" in text
        assert "did you mean “assets/icon.svg”?" in text


class TestMenuAndFrontPage:
    def test_the_menu_is_the_one_that_is_written(self, site: Write, built: Built) -> None:
        menu = (
            "menu:\n  - page: front\n  - {page: glossary, words: Hard words}\n  - {page: sources, group: Behind it}\n"
        )
        tree = html5lib.parse(built(with_settings(site, menu)).files["index.html"], namespaceHTMLElements=False)
        nav = next(one for one in tree.iter("nav") if one.get("aria-label") == "Main")
        assert ["".join(link.itertext()) for link in nav.iter("a")] == ["Briefing", "Hard words", "Sources"]
        assert [one.text for one in nav.iter("summary")] == ["Menu", "Behind it"]

    def test_a_page_that_does_not_exist_is_told(self, site: Write) -> None:
        text = said(with_settings(site, "menu:\n  - page: glosary\n"))
        assert "content/site.yaml:4:11: error[unknown-reference]: there is no page “glosary”" in text
        assert "did you mean “glossary”?" in text

    def test_the_front_page_has_the_parts_that_are_named_in_their_order(self, site: Write, built: Built) -> None:
        page = built(with_settings(site, "front: [method, articles]\n")).files["index.html"].decode()
        assert 0 < page.index('id="section-made"') < page.index('id="section-latest"')
        page = built(with_settings(site, "front: [articles]\n")).files["index.html"].decode()
        assert 'id="section-made"' not in page

    def test_a_part_that_does_not_exist_is_told(self, site: Write) -> None:
        text = said(with_settings(site, "front: [weather]\n"))
        assert "content/site.yaml:3:9: error[wrong-value]" in text
        assert "story" in text


class TestTemplates:
    def test_the_map_stands_beside_the_title_if_it_is_named(self, site: Write, built: Built) -> None:
        place = {"places.yaml": "quay: {name: Q, unlinked: true, type: city, lat: 54, lon: 10, coordinates_from: x}\n"}
        with_map = built(with_settings(site, "front: [articles, map]\n", place)).files["index.html"].decode()
        assert with_map.index("front-map") < with_map.index("Latest articles")
        assert "front-map" not in built(with_settings(site, "front: [articles]\n", place)).files["index.html"].decode()

    def test_one_part_of_the_front_page_is_replaced_and_the_rest_stays(self, site: Write, built: Built) -> None:
        project = with_settings(site, "")
        (project.templates / "front").mkdir(parents=True)
        (project.templates / "front/method.html").write_text("<section class='half'><h2>Ask us</h2></section>")
        page = built(project).files["index.html"].decode()
        assert "<h2>Ask us</h2>" in page
        assert 'id="section-latest"' in page

    def test_the_foot_of_every_page_is_one_file(self, site: Write, built: Built) -> None:
        project = with_settings(site, "")
        project.templates.mkdir()
        (project.templates / "foot.html").write_text("<footer>Port City Library</footer>")
        files = built(project).files
        pages = [path for path in files if path.endswith(".html")]
        assert all(b"<footer>Port City Library</footer>" in files[path] for path in pages)


class TestOwnPages:
    TEXT = """\
---
words: About us
description: Who makes it.
---
# About this site

The quay stays open [@one "the quay would stay open"].

## Who we are

Two people.

### Where

At the quay.
"""

    def test_a_page_in_markdown_that_cites(self, site: Write, built: Built) -> None:
        files = built(with_settings(site, "", {"pages/about.md": self.TEXT})).files
        page = files["about.html"].decode()
        assert "<h1>About this site</h1>" in page
        assert '<meta name="description" content="Who makes it.">' in page
        assert '<h2 id="section-1">Who we are</h2>' in page
        assert "<h3>Where</h3>" in page
        assert 'href="articles/one.html#passage-' in page
        assert '<a href="about.html">About us</a>' in files["index.html"].decode()

    def test_it_can_stay_out_of_the_menu(self, site: Write, built: Built) -> None:
        text = "---\ntitle: Quiet\nmenu: false\n---\nWords.\n"
        files = built(with_settings(site, "", {"pages/quiet.md": text})).files
        assert b"<h1>Quiet</h1>" in files["quiet.html"]
        assert b"quiet.html" not in files["index.html"]

    def test_words_that_are_not_in_the_article_are_told_at_their_line(self, site: Write) -> None:
        text = self.TEXT.replace("would stay open", "will stay open")
        assert "content/pages/about.md:7:" in said(with_settings(site, "", {"pages/about.md": text}))

    @pytest.mark.parametrize(
        ("name", "text", "problem"),
        [
            ("about.md", "---\ntitel: A\n---\nWords.\n", "content/pages/about.md:2:1: error[unknown-key]"),
            ("about.md", "Words.\n", "content/pages/about.md:1:1: error[missing-key]"),
            ("about.md", "# About\n", "content/pages/about.md: error[file-empty]"),
            ("about.md", "---\ntext: x\n---\n# A\n\nWords.\n", "content/pages/about.md:2:1: error[set-twice]"),
            ("About.md", "# About\n\nWords.\n", "content/pages/About.md: error[bad-id]"),
            ("actors.md", "# Actors\n\nWords.\n", "error[address-claimed-twice]"),
            ("about.txt", "Words.\n", "content/pages/about.txt: error[file-unexpected]"),
        ],
    )
    def test_slips_are_told(self, site: Write, name: str, text: str, problem: str) -> None:
        assert problem in said(with_settings(site, "", {f"pages/{name}": text}))

    def test_a_draft_is_left_out(self, site: Write, built: Built) -> None:
        project = with_settings(site, "", {"pages/about.md": "---\ntitle: A\ndraft: true\n---\nWords.\n"})
        assert "about.html" not in built(project).files
        assert "about.html" in build(project, Options(drafts=True)).files
