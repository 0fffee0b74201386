"""Whatever is saved, and however, comes to the screen: words, styles, problems and their end."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILES = {
    "content/site.yaml": "title: Harbour\nscope: The talks.\nbase_url: https://example.org/repo/\n",
    "content/actors.yaml": "ada: {name: Ada Moreno, type: person, gap: only named}\n",
    "content/articles/one.txt": "Ada Moreno went to the harbour on Friday.\n" + "\nAnd it was quiet.\n" * 60,
    "content/articles/two.txt": "Nothing else happened.\n",
    "content/annotations/one.yaml": "label: first label\nstatements:\n- quote: went to the harbour\n  form: outlet\n",
    "content/annotations/two.yaml": "label: The draft\ndraft: true\nrights: full\n",
    "assets/extra.css": "h1 { color: rgb(1, 2, 3) }\n",
    "templates/base.html": '{% extends "default/base.html" %}\n'
    '{% block head %}<link rel="stylesheet" href="{{ href(\'assets/extra.css\') }}">{% endblock %}\n',
}
LABEL = "content/annotations/one.yaml"
ALERT = "document.querySelector('#sitegen-problems')"


@pytest.fixture(scope="module")
def site(serve: Callable[..., Any]) -> Any:
    return serve(FILES)


@pytest.fixture
def open_at(site: Any, screen: Any) -> Any:
    """The page of an article, and the site as it was at first."""
    site.save(LABEL, FILES[LABEL])
    site.shows("articles/one", "<h1>first label")
    return screen.at(f"{site.address}articles/one.html")


def labelled(words: str) -> str:
    return FILES[LABEL].replace("first label", words)


def heading(words: str) -> str:
    return f"document.querySelector('h1')?.textContent.includes({words!r})"


def test_fifty_saves_at_odd_moments_end_with_the_last(site: Any, open_at: Any) -> None:
    chance = random.Random(7)
    for number in range(50):
        ways = (site.save, site.save_by_rename)
        chance.choice(ways)(LABEL, labelled(f"label {number}."))
        open_at.page.wait_for_timeout(chance.choice((0, 0, 1, 3, 8, 20, 45, 90)))
    open_at.until(heading("label 49."))
    # Nothing comes after it: a save elsewhere is built, and this page still says the last words.
    site.save("content/articles/two.txt", "Nothing else happened at all.\n")
    site.shows("articles/two", "happened at all")
    assert open_at.page.evaluate(heading("label 49."))
    site.save("content/articles/two.txt", FILES["content/articles/two.txt"])


def test_a_page_changes_where_it_is_read_and_is_not_loaded_again(site: Any, open_at: Any) -> None:
    open_at.page.evaluate("scrollTo(0, 900); window.same = true")
    site.save("content/articles/two.txt", "Nothing else happened that day.\n")
    site.shows("articles/two", "that day")
    site.save_by_rename(LABEL, labelled("second label"))
    open_at.until(heading("second label"))
    assert open_at.page.evaluate("window.same && scrollY === 900")
    site.save("content/articles/two.txt", FILES["content/articles/two.txt"])


def test_styles_change_in_place(site: Any, open_at: Any) -> None:
    open_at.page.evaluate("window.same = true")
    site.save_by_rename("assets/extra.css", "h1 { color: rgb(9, 8, 7) }\n")
    open_at.until("getComputedStyle(document.querySelector('h1')).color === 'rgb(9, 8, 7)'")
    assert open_at.page.evaluate("window.same")
    site.save("assets/extra.css", FILES["assets/extra.css"])
    open_at.until("getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)'")


def test_a_slip_lies_under_the_last_good_page_until_it_is_mended(site: Any, open_at: Any) -> None:
    site.save(
        LABEL, labelled("bad").replace("went to the harbour", "went to the <b>harbor").replace("outlet", "outlat")
    )
    open_at.until(f"{ALERT}?.textContent.includes('to mend. These are the last good pages.')")
    assert open_at.page.evaluate(heading("first label"))
    words = open_at.page.inner_text("#sitegen-problems")
    assert "content/annotations/one.yaml:4:9" in words
    assert "outlat" in words
    assert open_at.page.locator("#sitegen-problems mark").first.inner_text() == "outlat"
    site.save(LABEL, labelled("bad").replace("went to the harbour", "went to the <b>harbor"))
    open_at.until(f"{ALERT}?.textContent.includes('went to the <b>harbor')")
    open_at.until("window.LiveReload?.connector?.protocol === 7")
    # A click copies where it is; the panel folds away, stays so, and can be had again.
    button = open_at.page.locator("#sitegen-problems button").first
    button.click()
    open_at.until("document.querySelector('.sp-copied')")
    assert open_at.page.evaluate("navigator.clipboard.readText()") == "content/annotations/one.yaml:3:10"
    assert open_at.page.evaluate(f"{ALERT}.getBoundingClientRect().height < innerHeight / 2")
    button.press("Escape")
    assert open_at.page.evaluate(f"{ALERT}.getBoundingClientRect().height < 60")
    assert open_at.page.evaluate("document.activeElement.localName") == "summary"
    open_at.page.goto(f"{site.address}articles/two.html")
    open_at.until(f"{ALERT} && !{ALERT}.querySelector('details').open")
    open_at.page.goto(f"{site.address}articles/one.html")
    open_at.until("window.LiveReload?.connector?.protocol === 7")
    site.save_by_rename(LABEL, labelled("mended label"))
    open_at.until(f"!{ALERT} && {heading('mended label')}")


def test_a_terminal_that_is_held_keeps_no_page_back(serve: Callable[..., Any]) -> None:
    site = serve(FILES, heard=False)
    wrong = FILES[LABEL] + "".join(f"- quote: words {number} that the article does not have\n" for number in range(600))
    for number in range(3):
        site.save(LABEL, wrong.replace("first label", f"label {number}"))
        site.shows("articles/one", "to mend. These are the last good pages.")
        site.save(LABEL, labelled(f"label {number}."))
        site.shows("articles/one", f"<h1>label {number}.")
    # More was said than fits into a pipe, and Ctrl-C is heard all the same.
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(timeout=60) == 0
    site.process.stderr.close()


def test_a_slip_of_a_template_is_shown_and_goes(site: Any, open_at: Any) -> None:
    site.save(
        "templates/article.html",
        '{% extends "default/article.html" %}\n{% block top %}\n{{ view.lable }}{% endblock %}\n',
    )
    open_at.until(f"{ALERT}?.textContent.includes('templates/article.html:3')")
    assert "did you mean “label”?" in open_at.page.inner_text("#sitegen-problems")
    open_at.until("window.LiveReload?.connector?.protocol === 7")
    site.save(
        "templates/article.html", '{% extends "default/article.html" %}\n{% block top %}<h1>Ours</h1>{% endblock %}\n'
    )
    open_at.until(f"!{ALERT} && {heading('Ours')}")
    open_at.until("window.LiveReload?.connector?.protocol === 7")
    (site.root / "templates/article.html").unlink()
    open_at.until(heading("first label"))


def test_files_and_folders_come_go_and_are_renamed(site: Any) -> None:
    site.save("content/articles/three.txt", "A third text.\n")
    site.shows("articles/three", "A third text.")
    (site.root / "content/articles/three.txt").rename(site.root / "content/articles/four.txt")
    site.shows("articles/four", "A third text.")
    site.shows("articles/three", "</html>", 404)
    site.save("content/annotations/four/more.yaml", "label: In a folder\n")
    site.shows("articles/four", "In a folder")
    (site.root / "content/annotations/four").rename(site.root / "content/annotations/one")
    site.shows("articles/four", "set-twice")  # One article, two labels: said over every page.
    shutil.rmtree(site.root / "content/annotations/one")
    (site.root / "content/articles/four.txt").unlink()
    site.shows("articles/four", "</html>", 404)
    # The whole folder is put in place of the old one, as version control does.
    shutil.copytree(site.root / "content", site.root / "next")
    (site.root / "next/articles/five.txt").write_text("A fifth text.\n")
    os.rename(site.root / "content", site.root / "before")
    os.rename(site.root / "next", site.root / "content")
    site.shows("articles/five", "A fifth text.")
    (site.root / "content/articles/five.txt").unlink()
    site.shows("articles/five", "</html>", 404)


def test_an_editor_that_keeps_a_backup_and_writes_anew(site: Any, open_at: Any) -> None:
    # As vim does: the old file is moved away, a new one of its name is written, the old one is deleted.
    path = site.root / LABEL
    path.rename(f"{path}~")
    path.write_text(labelled("from vim"))
    os.unlink(f"{path}~")
    open_at.until(heading("from vim"))


def test_what_will_not_be_published_is_said_on_the_page(site: Any, open_at: Any) -> None:
    assert "Of this source only excerpts may be published." in open_at.page.inner_text(".ribbon")
    open_at.page.goto(f"{site.address}articles/two.html")
    ribbon = open_at.page.inner_text(".ribbon")
    assert "This is a draft." in ribbon
    assert "excerpts may be" not in ribbon


def test_editors_complete_what_was_just_written(serve: Callable[..., Any], site: Any) -> None:
    # A site without schemas gets none.
    site.save("content/actors.yaml", FILES["content/actors.yaml"] + "bob: {name: Bob, type: person, gap: named}\n")
    site.shows("actors/bob", "Bob")
    assert not (site.root / ".sitegen").exists()
    own = serve({**FILES, ".sitegen/schema/annotations.json": "{}"})

    def offered() -> list[str]:
        found = json.loads((own.root / ".sitegen/schema/annotations.json").read_text())
        return found.get("$defs", {}).get("id-of-actor", {}).get("examples", [])

    until(lambda: offered() == ["ada"])
    own.save("content/actors.yaml", FILES["content/actors.yaml"] + "bob: {name: Bob, type: person, gap: named}\n")
    until(lambda: offered() == ["ada", "bob"])
    own.save_by_rename("content/actors.yaml", FILES["content/actors.yaml"])
    until(lambda: offered() == ["ada"])
    # The others follow, each whole, and nothing is left over.
    until(lambda: not list((own.root / ".sitegen/schema").glob(".*")))


def until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_program_is_told_what_happens_line_by_line(tmp_path: Path) -> None:
    for path, words in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(words)
    command = [sys.executable, "-m", "sitegen", "-C", str(tmp_path), "serve", "--json", "--port", "8841"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        told = (json.loads(line) for line in serving.stdout)
        first = next(told)
        assert (first["event"], first["address"].rpartition(":")[2].partition("/")[2]) == ("serving", "repo/")
        (tmp_path / LABEL).write_text(labelled("bad").replace("outlet", "outlat"))
        slip = next(told)
        places = [(one["path"], one["line"], one["column"], one["severity"]) for one in slip["problems"]]
        assert (slip["event"], places) == ("problems", [("content/annotations/one.yaml", 4, 9, "error")])
        (tmp_path / LABEL).write_text(FILES[LABEL])
        built = next(told)
        assert built == {"event": "built", "milliseconds": built["milliseconds"]}
        serving.send_signal(signal.SIGINT)
        assert (serving.wait(timeout=60), list(told)) == (0, [])
