"""Templates and assets: the author's over ours, escaped, strict, and told at their own line where they fail."""

from __future__ import annotations

import html
import io
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import html5lib
import pytest

from sitegen import theme
from sitegen.pipeline import Edition, Options, build
from sitegen.project import Project
from sitegen.reporting import Reporter

ROOT = Path(__file__).parent.parent
Write = Callable[[Mapping[str, str | bytes]], Project]
Built = Callable[..., Edition]

PLAIN = {"articles/one.txt": "The mayor said little.\n"}


def with_templates(site: Write, templates: Mapping[str, str], files: Mapping[str, str | bytes] = PLAIN) -> Project:
    project = site(files)
    for name, text in templates.items():
        (project.templates / name).parent.mkdir(parents=True, exist_ok=True)
        (project.templates / name).write_text(text)
    return project


def said(project: Project) -> str:
    """Everything that a build says of a site, as a person reads it."""
    problems = build(project, Options()).problems
    return Reporter(project.root, io.StringIO()).explain(problems)


def test_the_author_s_template_wins_file_by_file(site: Write, built: Built) -> None:
    project = with_templates(site, {"method.html": "<p>Mine, of {{ site.title }}</p>"})
    files = built(project).files
    assert files["method.html"] == b"<p>Mine, of Harbour</p>\n"
    assert b"<h1>" in files["sources.html"]


def test_ours_is_always_reached_under_its_own_name(site: Write, built: Built) -> None:
    extended = '{% extends "default/method.html" %}{% block top %}<h1>How we work</h1>{% endblock %}'
    page = built(with_templates(site, {"method.html": extended})).files["method.html"].decode()
    assert "<h1>How we work</h1>" in page
    assert 'class="masthead"' in page


def test_a_base_of_the_author_s_own_is_used_by_our_pages_as_well(site: Write, built: Built) -> None:
    base = '{% extends "default/base.html" %}{% block head %}<meta name="mine" content="yes">{% endblock %}'
    files = built(with_templates(site, {"base.html": base})).files
    pages = [path for path in files if path.endswith(".html")]
    assert all(b'<meta name="mine" content="yes">' in files[path] for path in pages)


def test_assets_of_the_author_s_own_win_and_add_to_ours(site: Write, built: Built) -> None:
    project = site(PLAIN)
    (project.assets / "deep").mkdir(parents=True)
    (project.assets / "style.css").write_text("p {}")
    (project.assets / "deep/photo.txt").write_text("x")
    (project.assets / ".hidden").write_text("x")
    files = built(project).files
    assert (files["assets/style.css"], files["assets/deep/photo.txt"]) == (b"p {}", b"x")
    assert b"hover-card" in files["assets/site.js"]
    assert "assets/.hidden" not in files


def test_a_linked_asset_is_a_problem_and_is_not_read(site: Write, tmp_path: Path) -> None:
    project = site(PLAIN)
    (tmp_path / "secret.txt").write_text("secret")
    project.assets.mkdir()
    os.symlink(tmp_path / "secret.txt", project.assets / "link.txt")
    os.symlink(tmp_path, project.assets / "folder")
    text = said(project)
    assert re.findall(r"^(\S+): error\[file-link\]", text, re.MULTILINE) == ["assets/folder", "assets/link.txt"]


# ── nothing that is written becomes markup

PAYLOAD = """A</title></script><script>alert(1)</script>"><img src=x onerror=alert(1)>'>B&amp;{{ 7*7 }}"""


def test_no_text_of_anybody_becomes_markup(site: Write, built: Built) -> None:
    words = "<b onclick=alert(1)>bold</b> “<script>alert(1)</script>” &lt;i&gt; {{ 7*7 }} <!-- x -->"
    quoted = PAYLOAD.replace("'", "''")
    project = site({
        "site.yaml": f"title: '{quoted}'\nscope: '{quoted}'\npublisher: '{quoted}'\nnot_known: ['{quoted}']\n",
        "articles/one.txt": f"Words {words} end.\n",
        "articles/two.md": f"# {PAYLOAD}\n\nWords {words} end, [x](javascript:alert(1)) ![a](b.png \"t\").\n",
        "annotations/one.yaml": f"""\
            headline: '{quoted}'
            author: '{quoted}'
            rights: full
            statements:
              - quote: 'Words {words} end'
                form: indirect
                speaker: ada
                note: '{quoted}'
            """,
        "annotations/two.yaml": f"rights: full\nlabel: '{quoted}'\nrights_note: '{quoted}'\n",
        "actors.yaml": f"""\
            ada:
              name: '{quoted}'
              type: person
              gap: '{quoted}'
              unknown: ['{quoted}']
              elsewhere: [{{fact: '{quoted}', source: '{quoted}'}}]
            """,
        "places.yaml": f"port: {{name: '{quoted} port', type: city, coordinates_from: '{quoted}'}}\n",
    })  # fmt: skip
    edition = built(project)
    for path, data in edition.files.items():
        if not path.endswith(".html"):
            continue
        page = html5lib.parse(data.decode(), namespaceHTMLElements=False)
        programs = [script for script in page.iter("script") if script.get("type") != "application/ld+json"]
        assert {script.get("src", "").rpartition("/")[2] for script in programs} == {"site.js"}, path
        assert not list(page.iter("img")), path
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")], path
        assert not [e for e in page.iter("a") if e.get("href", "").startswith("javascript:")], path
        assert "{{ 7*7 }}" in (page.findtext("head/title") or ""), path
        assert "49" not in (page.findtext("head/title") or ""), path
    shown = html.unescape(re.sub(r"<[^>]*>", "", edition.files["articles/one.html"].decode()))
    assert words in shown


# ── where a template fails


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("<p>\n{{ view.methd }}", "method.html:2:1: error[template-error]: the view of this page has no “methd”"),
        ("{{ sit.title }}", "method.html:1:1: error[template-error]: nothing is called “sit” here"),
        ("{{ site.title", "method.html:1:1: error[template-error]: unexpected end of template"),
        ("\n\n{% if %}{% endif %}", "method.html:3:1: error[template-error]: Expected an expression"),
        ("\n{% include 'x.html' %}", "method.html:2:1: error[template-error]: there is no template “x.html”"),
        ("\n{{ view|nope }}", "method.html:2:1: error[template-error]: No filter named 'nope'."),
        ("\n{{ 'a' + 1 }}", "method.html:2:1: error[template-error]: can only concatenate str"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", "error[template-error]: maximum recursion depth"),
        ("{% extends 'method.html' %}", "error[template-error]: maximum recursion depth"),
    ],
)  # fmt: skip
def test_a_failure_is_told_at_the_template_s_own_line(site: Write, template: str, told: str) -> None:
    """M01 to M03, M05."""
    text = said(with_templates(site, {"method.html": template}))
    assert f"templates/{told}" in text or told in text
    assert text.count("error[") == 1
    assert "Traceback" not in text


def test_what_is_nearly_right_is_suggested(site: Write) -> None:
    text = said(with_templates(site, {"rights.html": "{{ view.source }}\n", "method.html": "{{ sites.title }}"}))
    assert "→ did you mean “sources”?" in text
    assert "→ did you mean “site”?" in text


def test_a_failure_that_many_pages_share_is_told_once(site: Write) -> None:
    text = said(with_templates(site, {"base.html": "{{ nothing }}"}))
    assert text.count("error[template-error]") == 1


# ── links that must be absolute, and those that must not


def test_what_no_page_comes_by_is_told(site: Write) -> None:
    templates = {
        "fot.html": "<p>Mine",
        "mine/part.html": "<p>Used below",
        "method.html": '{% extends "default/method.html" %}\n{% block fact %}{% block o %}{% endblock %}{% endblock %}',
        "foot.html": '{% include "mine/part.html" %}',
        "sources.html": "{% extends site.title %}{% block any %}{% endblock %}",
    }
    words = said(with_templates(site, {name: text for name, text in templates.items() if name != "sources.html"}))
    assert words.startswith(
        "templates/fot.html: warning[template-unused]: no page uses this template: it has the name of none of ours, "
        "and no other template names it\n      → did you mean “foot.html”?\n\n"
        "templates/method.html:2:1: warning[template-unused]: “default/method.html” has no block “fact”, "
        "so what stands in it is never shown\n"
    )
    assert words.endswith("→ did you mean “facts”?")
    named = {"foot.html": "mine/part.html fot.html", "fot.html": "{% ", "method.html": "{% extends 'fot.html' %}"}
    assert "template-unused" not in said(with_templates(site, templates | named))


def test_only_a_full_address_makes_a_page_say_where_it_is_published(site: Write) -> None:
    project = site(PLAIN)
    assert b"canonical" not in build(project, Options()).files["articles/one.html"]
    assert b"canonical" not in build(project, Options(base_url="/repo/")).files["articles/one.html"]
    page = build(project, Options(base_url="https://example.org/repo/")).files["articles/one.html"]
    assert b'rel="canonical" href="https://example.org/repo/articles/one.html"' in page


@pytest.mark.parametrize(
    ("base_url", "start"), [("", "/"), ("/repo/", "/repo/"), ("https://example.org/r/", "/r/"), ("https://x.org", "/")]
)
def test_the_page_for_what_is_missing_links_from_the_root(site: Write, built: Built, base_url: str, start: str) -> None:
    page = built(site(PLAIN), Options(base_url=base_url)).files["404.html"].decode()
    links = re.findall(r'(?:href|src)="([^"#][^"]*)"', page)
    assert f"{start}assets/style.css" in links
    assert all(link.startswith(start) for link in links)


def test_what_is_remembered_of_templates_changes_nothing(site: Write, tmp_path: Path) -> None:
    class Kept(dict[str, bytes]):
        def put(self, key: str, value: bytes) -> None:
            self[key] = value

    kept, project = Kept(), site(PLAIN)
    first = build(project, Options(), memo=kept)
    assert kept
    size = len(kept)
    again = build(project, Options(), memo=kept)
    assert (again.files, len(kept)) == (first.files, size)
    with_templates(site, {"method.html": "<p>Mine</p>"})
    assert build(project, Options(), memo=kept).files["method.html"] == b"<p>Mine</p>\n"


def test_the_default_theme_is_the_one_of_the_checkout_here() -> None:
    assert theme.default_theme() == ROOT
