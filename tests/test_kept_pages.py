"""Pages that an earlier build made: whatever is done to a site, a build that remembers makes what one without would."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

import sitegen
from sitegen import kept_pages, pipeline, shelves, theme
from sitegen.digests import Digests, Untraceable
from sitegen.library import Earlier, load
from sitegen.library.once import Once
from sitegen.memo import Memo
from sitegen.page import Briefing
from sitegen.passages import Stretch
from sitegen.pipeline import AtHand, GivenUp, Options, build
from sitegen.project import Project, Remembered, content_files
from sitegen.theme_pieces import Pieces
from sitegen.traces import Answers, Told, Trace

STARTER = Path(sitegen.__file__).parent / "starter"
Site = Callable[..., Project]


class Remembering(dict[str, bytes]):
    """A memory that never forgets."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


WORDS = ("the old harbour", "Ada Moreno", "a free quay", "400 dockers", "on Friday", "“We will listen,”", "Port City")
sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda words: " ".join(words) + ".")
which = st.integers(0, 30)


class AnySite(RuleBasedStateMachine):
    """The new briefing, and what a writer may do to it in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="sitegen-"))
        shutil.copytree(STARTER / "content", self.root / "content")
        self.memory, self.options, self.earlier = Remembering(), Options(), Earlier()
        # Nobody hears of anything, as where a system loses a notice.
        self.files, self.pieces = Remembered(), Pieces()
        self.files.heard = frozenset()
        # What workers keep must outlive them.
        self.folder = Path(tempfile.mkdtemp(prefix="sitegen-"))

    def teardown(self) -> None:
        shutil.rmtree(self.root)
        shutil.rmtree(self.folder)

    def _one(self, number: int, pattern: str) -> Path | None:
        found = sorted(path for path in (self.root / "content").glob(pattern) if path.is_file())
        return found[number % len(found)] if found else None

    @rule(number=which, words=sentence)
    def write_on(self, number: int, words: str) -> None:
        """An article goes on."""
        if path := self._one(number, "articles/*"):
            path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n\n{words}\n", "utf-8")

    @rule(number=which, words=sentence)
    def write_into(self, number: int, words: str) -> None:
        """Something more is said in the midst of an article."""
        if path := self._one(number, "articles/*"):
            text = path.read_text("utf-8")
            at = text.find(" ", len(text) * (number % 11) // 11) + 1
            path.write_text(f"{text[:at]}{words} {text[at:]}", "utf-8")

    @rule(number=which, words=sentence)
    def add_an_article(self, number: int, words: str) -> None:
        (self.root / f"content/articles/extra-{number}.txt").write_text(
            f" date 2021-05-0{1 + number % 9} {words}\n", "utf-8"
        )

    @rule(number=which, pattern=st.sampled_from(["articles/*", "annotations/*", "*/*.yaml", "*.yaml"]))
    def delete(self, number: int, pattern: str) -> None:
        path = self._one(number, pattern)
        if path is not None and path.name != "site.yaml":
            path.unlink()

    @rule(number=which)
    def rename(self, number: int) -> None:
        """An article and what is written about it get another name."""
        if path := self._one(number, "articles/*"):
            path.rename(path.with_stem(f"renamed-{number}"))
            about = self.root / f"content/annotations/{path.stem}.yaml"
            if about.is_file():
                about.rename(about.with_stem(f"renamed-{number}"))

    @rule(number=which, words=sentence, cites=st.booleans())
    def write_a_note(self, number: int, words: str, cites: bool) -> None:
        """Something is said of a statement, or said anew."""
        if path := self._one(number, "annotations/*"):
            lines = path.read_text("utf-8").splitlines()
            first = next((at for at, line in enumerate(lines) if line.startswith("statements:")), len(lines) - 1)
            begins = [at for at, line in enumerate(lines) if line.startswith("  - ") and at > first]
            if begins:
                at = begins[number % len(begins)] + 1
                if at < len(lines) and lines[at].startswith("    note: "):
                    del lines[at]
                cited = ' [@ferry-talks "Alder and Birk began talks on Tuesday"]' if cites else ""
                lines.insert(at, f"    note: Of it {words}{cited}")
                path.write_text("\n".join(lines) + "\n", "utf-8")

    @rule(number=which, found=st.sampled_from([("name: ", "name: New "), ("summary: ", "summary: Once more. ")]))
    def change_a_field(self, number: int, found: tuple[str, str]) -> None:
        """A name, or our own words about something."""
        if path := self._one(number, "**/*.yaml"):
            text = path.read_text("utf-8")
            at = text.find(found[0], len(text) * (number % 7) // 7)
            if at >= 0:
                path.write_text(text[:at] + found[1] + text[at + len(found[0]) :], "utf-8")

    @rule(number=which, words=sentence)
    def add_a_thing(self, number: int, words: str) -> None:
        kind = ("actors", "terms", "places")[number % 3]
        more = "  type: city\n" if kind == "places" else "  type: person\n" if kind == "actors" else ""
        name = WORDS[number % 3] if number % 2 else f"Somebody {number}"
        text = f"extra-{number}:\n  name: {name}\n{more}"
        (self.root / "content" / kind).mkdir(exist_ok=True)
        (self.root / f"content/{kind}/extra-{number}.yaml").write_text(text, "utf-8")

    @rule(number=which, words=sentence)
    def change_a_template(self, number: int, words: str) -> None:
        name = ("article.html", "actor.html", "gaps.html")[number % 3]
        path = self.root / "templates" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'{{% extends "default/{name}" %}}\n{{% block title %}}{words}{{% endblock %}}\n', "utf-8")

    @rule()
    def take_the_templates_away(self) -> None:
        shutil.rmtree(self.root / "templates", ignore_errors=True)

    @rule(number=which)
    def add_an_asset(self, number: int) -> None:
        (self.root / "assets").mkdir(exist_ok=True)
        (self.root / f"assets/{number % 3}.css").write_text(f"/* {number} */")

    @rule(base_url=st.sampled_from(["", "https://example.org/a/"]), drafts=st.booleans(), private=st.booleans())
    def ask_for_something_else(self, base_url: str, drafts: bool, private: bool) -> None:
        self.options = Options(base_url, drafts, private)

    @rule(number=which)
    def forget_something(self, number: int) -> None:
        for key in sorted(self.memory)[number::31]:
            del self.memory[key]
        for path in sorted(self.folder.iterdir())[number::31]:
            path.unlink()

    @rule()
    def start_the_program_again(self) -> None:
        """What it had at hand is gone; what it remembers is not."""
        self.earlier = Earlier()

    @invariant()
    def a_build_that_remembers_is_one_that_does_not(self) -> None:
        project = Project(self.root)
        ahead: dict[str, bytes] = {}
        articles = [f"articles/{path.stem}.html" for path in sorted((self.root / "content/articles").iterdir())[:3]]
        looked_at = ("index.html", "actors.html", *articles)
        at_hand = AtHand(self.earlier, self.files, looked_at, lambda files, _: ahead.update(files), pieces=self.pieces)
        with_memory = build(project, self.options, memo=self.memory, at_hand=at_hand)
        without = build(project, self.options)
        # A command has nothing at hand, and shares its pages among processes.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(threading, "active_count", lambda: 1)
            patch.setattr(theme, "_MANY", 1)
            patch.setattr(pipeline, "_MANY_ARTICLES", 1)
            patch.setattr(pipeline, "_AT_ONCE", 2)
            patch.setattr(shelves, "_ON_ONE", 2)
            again = build(project, replace(self.options, workers=2), memo=Memo(self.folder))
        assert (again.problems, again.files) == (without.problems, without.files)
        assert {address: without.files.get(address) for address in ahead} == ahead
        assert with_memory.problems == without.problems
        assert with_memory.files == without.files


AnySite.TestCase.settings = settings(
    max_examples=4, stateful_step_count=5, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnySite = AnySite.TestCase


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were made anew since the list was cleared."""
    addresses: list[str] = []
    made = kept_pages.KeptPages.made

    def noting(self, page, more, make):  # type: ignore[no-untyped-def]
        def making(briefing: Briefing) -> bytes:
            addresses.append(page.address)
            return make(briefing)

        return made(self, page, more, making)

    monkeypatch.setattr(kept_pages.KeptPages, "made", noting)
    return addresses


HARBOUR = {
    "articles/a.txt": " date 2021-05-07 Ada Moreno spoke in the port.",
    "articles/b.txt": " date 2021-05-08 Nobody else spoke.",
    "annotations/a.yaml": "rights: full\nheadline: A\n",
    "annotations/b.yaml": "rights: full\nheadline: B\n",
    "actors/all.yaml": "ada:\n  name: Ada Moreno\n  type: person\n  summary: She spoke.\n",
    "terms/all.yaml": "quay:\n  name: free quay\n  definition: A quay.\n",
}


def test_what_nobody_touched_is_not_made_again(site: Site, made: list[str]) -> None:
    project, memory = site(HARBOUR), Remembering()
    build(project, Options(), memo=memory)
    assert "articles/b.html" in made
    made.clear()
    build(project, Options(), memo=memory)
    assert made == []


def test_a_page_is_made_again_where_something_that_it_shows_has_changed(site: Site, made: list[str]) -> None:
    project, memory = site(HARBOUR), Remembering()
    build(project, Options(), memo=memory)
    made.clear()
    site({**HARBOUR, "actors/all.yaml": HARBOUR["actors/all.yaml"].replace("She spoke.", "She spoke up.")})
    build(project, Options(), memo=memory)
    # The article that names her has her card; the other has not, and the term has nothing to do with her.
    assert {"actors/ada.html", "actors.html", "articles/a.html"} <= set(made)
    assert not {"articles/b.html", "glossary/quay.html"} & set(made)


def test_a_page_whose_bytes_are_forgotten_is_made_when_they_are_wanted(site: Site, made: list[str]) -> None:
    project, memory = site(HARBOUR), Remembering()
    first = build(project, Options(), memo=memory)
    site({**HARBOUR, "articles/a.txt": HARBOUR["articles/a.txt"] + " She left."})
    other = Remembering(memory)
    build(project, Options(), memo=other)
    site(HARBOUR)
    made.clear()
    for bytes_of in [key for key in memory if key.startswith("bytes of pages")]:
        # As if two builds had kept pages at once, or somebody had deleted what was there.
        memory[bytes_of] = other[bytes_of]
    edition = build(project, Options(), memo=memory)
    assert made == []
    assert edition.files == first.files
    for bytes_of in [key for key in memory if key.startswith("bytes of pages")]:
        del memory[bytes_of]
    assert build(project, Options(), memo=memory).files == first.files
    assert made == []


def test_what_another_program_made_is_made_again(site: Site, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    project, memory = site(HARBOUR), Remembering()
    edition = build(project, Options(), memo=memory)
    made.clear()
    monkeypatch.setattr("sitegen.theme.made_by", lambda: "somebody who changed the code")
    again = build(project, Options(), memo=memory)
    assert len(made) == len([address for address in again.files if address.endswith(".html")])
    assert again.files == edition.files


def test_the_pages_that_somebody_looks_at_come_first(site: Site, made: list[str]) -> None:
    project, handed = site(HARBOUR), []

    def ahead(pages: Mapping[str, bytes], briefing: Briefing) -> None:
        assert made == []
        assert list(briefing.library.documents) == ["a", "b"]
        handed.append(pages)

    at_hand = AtHand(Earlier(), looked_at=("articles/b.html", "no-such-page.html"), ahead=ahead)
    edition = build(project, Options(), memo=Remembering(), at_hand=at_hand)
    assert handed == [{"articles/b.html": edition.files["articles/b.html"]}]
    # They are not made a second time.
    assert "articles/a.html" in made
    assert "articles/b.html" not in made
    assert edition.files == build(project, Options()).files


def test_a_build_that_nobody_wants_any_more_is_given_up_and_what_it_made_is_kept(site: Site, made: list[str]) -> None:
    project, memory = site(HARBOUR), Remembering()
    wanted = iter([True] * 5)
    with pytest.raises(GivenUp):
        build(project, Options(), memo=memory, at_hand=AtHand(Earlier(), still_wanted=lambda: next(wanted, False)))
    done = list(made)
    assert len(done) == 5
    edition = build(project, Options(), memo=memory)
    assert not set(done) & set(made[5:])
    assert edition.files == build(project, Options()).files


def test_only_what_was_saved_is_read_again(site: Site) -> None:
    project, earlier = site(HARBOUR), Earlier()
    before = load(content_files(project)[0], earlier=earlier)[0]
    site({**HARBOUR, "annotations/b.yaml": "rights: full\nheadline: Another\n"})
    after = load(content_files(project)[0], earlier=earlier)[0]
    assert after.documents["a"] is before.documents["a"]
    assert after.documents["b"].article.headline == "Another"
    # Its words were not touched, and neither were the things.
    assert after.documents["b"].text is before.documents["b"].text
    assert after.things is before.things


def test_what_follows_is_worked_out_again_where_what_it_rests_on_is_another_object() -> None:
    once, worked, first = Once(), [], ["a"]

    def work(part: list[str]) -> str:
        worked.append(part)
        return part[0]

    assert [once("it", (first, ("x", 1)), work, first) for _ in range(2)] == ["a", "a"]
    assert worked == [first]
    equal = ["a"]
    once("it", (equal, ("x", 1)), work, equal)
    assert worked[1] is equal
    once("it", (equal, ("x", True)), work, equal)
    once("it", (equal, ("x",)), work, equal)
    once("that", (equal, ("x",)), work, equal)
    assert len(worked) == 5


def same(briefing: Briefing, told: Told) -> bool:
    """Whether a briefing gives the answers that a page was told."""
    return Answers(briefing, Digests()).same(told.questions, told.answers, told.articles, told.of_words.__getitem__)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("The old harbour is quiet. We will listen, said Ada. The end.", True),
        ("The old harbour is quiet. We will listen, said Ada. Another end.", True),
        ("The old harbour is quiet. We will listen, said Ada Moreno. The end.", False),
        ("The old pier is quiet. We will listen, said Ada. The end.", False),
        ("We will listen, said Ada. The end.", False),
    ],
)
def test_a_page_that_shows_a_sentence_rests_on_that_sentence(
    site: Site,
    worked_out: Callable[..., tuple],  # type: ignore[type-arg]
    text: str,
    stands: bool,
) -> None:
    before = {"articles/a.txt": "The old harbour is quiet. We will listen, said Ada. The end."}
    briefing = Briefing(*worked_out(site({**before, "annotations/a.yaml": "rights: full\nheadline: A\n"})))
    trace = Trace(briefing, Digests())
    seen = trace.watched()
    document = seen.library.documents["a"]
    assert seen.findings.excerpts.around(document, Stretch(26, 40)).after == ", said Ada."
    assert seen.findings.rights.opening(document, 3) == "The old harbour …"
    assert same(Briefing(*worked_out(site({"articles/a.txt": text}))), trace.told) == stands


def test_a_page_that_reads_a_text_rests_on_all_of_it(site: Site, worked_out: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    briefing = Briefing(*worked_out(site({"articles/a.txt": "One. Two."})))
    trace = Trace(briefing, Digests())
    documents = trace.watched().library.documents
    headline = documents["a"].article.headline
    told = trace.told
    assert documents["a"].text.plain == "One. Two."
    edited = Briefing(*worked_out(site({"articles/a.txt": "One. Three."})))
    assert headline is None
    assert (same(edited, told), same(edited, trace.told)) == (True, False)


def test_a_page_that_names_an_article_does_not_rest_on_its_statements(
    site: Site,
    worked_out: Callable[..., tuple],  # type: ignore[type-arg]
) -> None:
    said = "- {quote: %s, form: indirect, speaker: ada}\n"
    about = f"headline: A\nstatements:\n{said % 'One two'}"
    files = {"articles/a.txt": "One two. Three.", "actors/all.yaml": "ada: {name: Ada, type: person}"}
    briefing = Briefing(*worked_out(site({**files, "annotations/a.yaml": about})))
    trace = Trace(briefing, Digests())
    document = trace.watched().library.documents["a"]
    headline, told = document.article.headline, trace.told
    assert len(document.statements) == 1
    another = Briefing(*worked_out(site({"annotations/a.yaml": about + said % "Three"})))
    assert (headline, same(another, told), same(another, trace.told)) == ("A", True, False)
    renamed = Briefing(*worked_out(site({"annotations/a.yaml": about.replace(": A", ": B")})))
    assert not same(renamed, told)


def test_what_cannot_be_read_again_is_made_again(site: Site, worked_out: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    briefing = Briefing(*worked_out(site(HARBOUR)))
    trace = Trace(briefing, Digests())
    actor = trace.watched().library.all("actor")["ada"]
    trace.watched().findings.mentions.of(actor)
    assert same(briefing, trace.told)
    gone = {key: text for key, text in HARBOUR.items() if not key.startswith("actors")}
    project = site(gone)
    (project.content / "actors/all.yaml").unlink()
    assert not same(Briefing(*worked_out(project)), trace.told)


def test_a_value_without_a_digest_is_not_relied_on() -> None:
    with pytest.raises(Untraceable):
        Digests().of(object())
    with pytest.raises(Untraceable):
        Digests().of(lambda: None)


def test_a_statement_that_is_taken_out_is_forgotten(site: Site) -> None:
    kept = "statements:\n- date: on Monday\n  direction: before\n"
    files = {**HARBOUR, "articles/c.txt": "On Sunday, and on Monday, “We listen,” said Ada Moreno.\n"}
    files["annotations/c.yaml"] = f"date: 2021-05-08\n{kept}"
    more = f"{files['annotations/c.yaml']}- quote: We listen\n  form: direct\n  speaker: ada\n"
    memory = Remembering()
    before = build(site(files), Options(), memo=memory)
    assert before.errors == 0
    build(site({**files, "annotations/c.yaml": more}), Options(), memo=memory)
    after = build(site(files), Options(), memo=memory)
    assert (after.problems, after.files) == (before.problems, before.files)
