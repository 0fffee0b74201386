"""Shared copy: what two articles have in common, edits and all, and how many voices that makes of them."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.findings import Findings
from sitegen.findings.voices import Count, SharedCopy, SharedPassage, Voice, Voices, work_out_voices
from sitegen.findings.voices import copies as copies_room
from sitegen.findings.voices.aligning import FEWEST_WORDS, shared_passages
from sitegen.findings.voices.counting import voices_of
from sitegen.findings.voices.index import NEIGHBOURS, SHINGLE, Shingles
from sitegen.findings.voices.keeping import flat_passages
from sitegen.findings.voices.keeping import passages as passages_in
from sitegen.findings.voices.tokens import Article, Running, compared
from sitegen.library import Library
from sitegen.passages import Known, Stretch, Text, find
from sitegen.project import Project

Write = Callable[[Mapping[str, str | bytes]], Project]
WorkedOut = Callable[..., tuple[Library, Findings]]

COPY = (
    "For Russia and Iran, both allies of the Syrian regime, retaking Idlib is crucial to complete what they see as a "
    "military victory in Syria's civil war after they recaptured nearly all other major towns and cities."
)
EDITED = (
    "For Russia and Iran, both allies of the Syrian government, retaking Idlib is crucial to complete what they see as "
    "a military victory in Syria’s civil war after Syrian troops recaptured nearly all other major towns and cities."
)


@pytest.fixture
def shared(site: Write, loaded: Callable[..., Library]) -> Callable[..., tuple[Library, Voices]]:
    """The shared copy of articles by their text; `confirmed` names those that the first one shares copy with."""

    def make(confirmed: str = "", **texts: str) -> tuple[Library, Voices]:
        files = {f"articles/{name}.txt": text for name, text in texts.items()}
        if confirmed:
            files[f"annotations/{next(iter(texts))}.yaml"] = f"shares_copy_with: [{confirmed}]\n"
        library = loaded(site(files))
        voices, problems = work_out_voices(library)
        assert problems == []
        return library, voices

    return make


def edits(library: Library, copy: SharedCopy) -> list[list[tuple[str, str]]]:
    """The edited words of every passage."""
    first, second = library.documents[copy.first].text, library.documents[copy.second].text
    return [
        [
            (first.printed(piece.first) if piece.first else "", second.printed(piece.second) if piece.second else "")
            for piece in passage.pieces
            if piece.state != "same"
        ]
        for passage in copy.passages
    ]


def printed(library: Library, copy: SharedCopy) -> list[tuple[str, str]]:
    first, second = library.documents[copy.first].text, library.documents[copy.second].text
    return [(first.printed(passage.first), second.printed(passage.second)) for passage in copy.passages]


class TestPassages:
    def test_copy_goes_on_over_small_edits(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        library, voices = shared(a=f"Before this.\n\n{COPY}\n\nAfter it.", b=f"{EDITED} And more of our own.")
        (copy,) = voices.copies
        assert (copy.first, copy.second, copy.confirmed, copy.words) == ("a", "b", False, 35)
        assert printed(library, copy) == [(COPY[:-1], EDITED[:-1])]
        assert edits(library, copy) == [[("regime", "government"), ("they", "Syrian troops")]]

    def test_spelling_is_an_edit_within_the_same_words(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        library, voices = shared(
            a="The situation in Syria is normalising, the cease-fire holds, hard-core fighters leave the centre now.",
            b="The situation in Syria is normalizing, the ceasefire holds, hardcore fighters leave the center now.",
        )
        (copy,) = voices.copies
        assert copy.words == 15
        assert edits(library, copy) == [
            [
                ("normalising", "normalizing"),
                ("cease-fire", "ceasefire"),
                ("hard-core", "hardcore"),
                ("centre", "center"),
            ]
        ]

    def test_words_left_out_on_one_side(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        library, voices = shared(
            a="An offensive of death and displacement, however, runs counter to the story of post-war reconstruction.",
            b="But an offensive of death and displacement runs counter to the story of reconstruction.",
        )
        (copy,) = voices.copies
        assert edits(library, copy) == [[("however", ""), ("post-war", "")]]
        assert printed(library, copy)[0][1].startswith("an offensive")

    def test_case_and_the_form_of_marks_are_no_edit(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        library, voices = shared(a=COPY, b=COPY.replace("'", "’").replace("For", "for"))
        assert edits(library, voices.copies[0]) == [[]]

    def test_a_phrase_that_everybody_uses_is_no_copy(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        phrase = "Turkish President Recep Tayyip Erdogan and Russian President Vladimir Putin met"
        assert len(phrase.split()) == FEWEST_WORDS - 1
        _, voices = shared(a=f"{phrase} in Sochi on Monday.", b=f"Yesterday {phrase} again.")
        assert voices.copies == ()

    def test_a_passage_never_leaves_its_paragraph(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        words = COPY.split()
        halves = " ".join(words[:16]), " ".join(words[16:])
        library, voices = shared(a=COPY, b=f"{halves[0]}\n\n{halves[1]}")
        (copy,) = voices.copies
        assert [passage.words for passage in copy.passages] == [16, 21]
        blocks = [library.documents["b"].text.block_of(passage.second.start) for passage in copy.passages]
        assert blocks == [0, 1]

    def test_a_stamp_is_no_copy(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        library, voices = shared(a=f" date 2018-09-06 {COPY}", b=f" date 2018-09-06 {COPY}")
        assert printed(library, voices.copies[0]) == [(COPY[:-1], COPY[:-1])]

    def test_every_word_belongs_to_one_passage_at_most(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        _, voices = shared(a=f"{COPY} {COPY}", b=f"{COPY}\n\n{COPY} {COPY}")
        (copy,) = voices.copies
        for side in ("first", "second"):
            stretches = sorted(getattr(passage, side) for passage in copy.passages)
            assert all(one.end <= other.start for one, other in pairwise(stretches))

    @pytest.mark.parametrize("text", ["", "one", "so " * 500, "ünï " * 40])
    def test_odd_texts(self, shared: Callable[..., tuple[Library, Voices]], text: str) -> None:
        _, voices = shared(a=f"x {text}", b=f"y {text}")
        assert len(voices.copies) == (1 if len(text.split()) >= FEWEST_WORDS else 0)


class TestConfirming:
    def test_either_article_may_say_so(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        for order in ({"a": COPY, "b": EDITED}, {"b": EDITED, "a": COPY}):
            other = "b" if next(iter(order)) == "a" else "a"
            _, voices = shared(other, **order)
            assert [(copy.first, copy.second, copy.confirmed) for copy in voices.copies] == [("a", "b", True)]
            assert voices.proposed == ()

    def test_what_nobody_confirmed_is_proposed(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        _, voices = shared(a=COPY, b=EDITED, c="Nothing of that.")
        assert [(copy.first, copy.second) for copy in voices.proposed] == [("a", "b")]
        assert voices.proposed == voices.with_article("a") == voices.with_article("b")
        assert voices.with_article("c") == ()

    def test_what_is_confirmed_comes_first_and_then_the_most_words(
        self, shared: Callable[..., tuple[Library, Voices]]
    ) -> None:
        short = "They met on the quay of the old port and talked until the evening came."
        _, voices = shared("b", a=f"{COPY}\n\n{short}", b=short, c=COPY, d=f"{COPY}\n\n{short}")
        pairs = [(copy.first, copy.second) for copy in voices.copies]
        assert pairs == [("a", "b"), ("a", "d"), ("a", "c"), ("c", "d"), ("b", "d")]
        assert [(copy.first, copy.second) for copy in voices.with_article("d")] == [pairs[1], pairs[3], pairs[4]]

    def test_copy_that_is_not_there_is_told(self, site: Write, said: Callable[..., str]) -> None:
        project = site(
            {
                "articles/a.txt": COPY,
                "articles/b.txt": "Nothing of that.",
                "annotations/a.yaml": "shares_copy_with: [b, a]\n",
            }
        )
        hint = "      → take it out; articles are one voice only in words that both print"
        line = "    1 | shares_copy_with: [b, a]"
        told = "content/annotations/a.yaml:1:{}: warning[shared-copy-not-found]: {}"
        assert said(project).splitlines() == [
            told.format(20, "no passage was found that a shares with b"),
            line,
            "      |                    ^",
            hint,
            told.format(23, "an article does not share copy with itself"),
            line,
            "      |                       ^",
            hint,
        ]


class TestCounting:
    def test_statements_in_confirmed_copy_are_one_voice(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        own = "Nobody else writes this."
        library, voices = shared("b", a=f"{COPY}\n\n{own}", b=EDITED, c=own)

        def at(article: str, words: str) -> tuple[str, Stretch]:
            (passage,) = find(library.documents[article].text, words)
            return article, Stretch(passage.start, passage.end)

        copied, edited = at("a", "complete what they see"), at("b", "complete what they see")
        assert voices.of(*copied) == voices.of(*edited) == Voice("", 0)
        assert voices.of(*at("a", own)) == Voice("a")
        assert voices.count([copied, edited]) == Count(2, 1)
        assert voices.count([copied, at("a", own), edited]) == Count(2, 1)
        assert voices.count([copied, edited, at("c", own)]) == Count(3, 2)
        assert voices.count([copied]) == Count(1, 1)
        assert voices.count([]) == Count(0, 0)

    def test_what_is_proposed_changes_no_count(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        _, voices = shared(a=COPY, b=EDITED)
        assert voices.count([("a", Stretch(10, 40)), ("b", Stretch(10, 40))]) == Count(2, 2)
        assert voices.among(["a", "b"]) == Count(2, 2)

    def test_a_statement_that_lies_in_copy_for_the_lesser_part(
        self, shared: Callable[..., tuple[Library, Voices]]
    ) -> None:
        text = f"{COPY} {'And this is all our own. ' * 12}"
        _, voices = shared("b", a=text, b=COPY)
        assert voices.of("a", Stretch(0, len(COPY))).copy == 0
        assert voices.of("a", Stretch(len(COPY) - 20, len(text))) == Voice("a")

    def test_copy_of_copy_is_one_voice(self, shared: Callable[..., tuple[Library, Voices]]) -> None:
        _, voices = shared("b, c", a=COPY, b=EDITED, c=COPY, d="Nothing.")
        inside = [(article, Stretch(10, 60)) for article in "abc"]
        assert voices.count(inside) == Count(3, 1)
        assert voices.among("abcd") == Count(4, 2)
        assert voices.among("bd") == Count(2, 2)

    def test_the_articles_on_tehran(self, worked_out: WorkedOut) -> None:
        library, findings = worked_out(Project(Path(__file__).parent.parent))
        voices = findings.voices
        assert [(copy.first, copy.second, copy.confirmed) for copy in voices.copies] == [
            ("tehran-eve", "tehran-split", True)
        ]
        (copy,) = voices.copies
        assert edits(library, copy) == [
            [("area is", "areas are"), ("three", "3")],
            [("regime", "government"), ("they", "Syrian troops")],
            [("however", ""), ("normalising", "normalizing"), ("post-war", "")],
        ]
        assert [passage.words for passage in copy.passages] == [19, 41, 45]
        assert voices.among(library.documents) == Count(5, 4)


# ── what holds for any texts

WORDS = st.sampled_from(["alpha", "beta", "gamma", "delta", "Épsilon", "zeta-eta", "10,000"])
TEXTS = st.lists(st.one_of(WORDS, st.just(".\n\n")), max_size=80).map(" ".join)


def passages_of(first: str, second: str) -> tuple[Running, Running, list[SharedPassage]]:
    texts = {"a": Article(Text.of(first)), "b": Article(Text.of(second))}
    a, b = (article.running for article in texts.values())
    seeds = Shingles(texts).between([("a", "b")])["a", "b"]
    passages = shared_passages(a, b, seeds, SHINGLE)
    # They are kept as numbers, and mean the same.
    assert list(passages_in(tuple(flat_passages(passages)))) == passages
    return a, b, passages


def words_in(text: Running, stretch: Stretch | None) -> list[str]:
    if stretch is None:
        return []
    places = [
        number
        for number, (start, end) in enumerate(zip(text.starts, text.ends, strict=True))
        if stretch.start <= start and end <= stretch.end
    ]
    return [text.words[number] for number in places]


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_passages_hold_what_they_say(first: str, second: str) -> None:
    a, b, passages = passages_of(first, second)
    for passage in passages:
        same = [piece for piece in passage.pieces if piece.state != "edited"]
        assert all(words_in(a, piece.first) == words_in(b, piece.second) for piece in same)
        assert sum(len(words_in(a, piece.first)) for piece in same) == passage.words >= FEWEST_WORDS
        for text, side in ((a, "first"), (b, "second")):
            pieces = [getattr(piece, side) for piece in passage.pieces if getattr(piece, side)]
            whole: Stretch = getattr(passage, side)
            assert [word for piece in pieces for word in words_in(text, piece)] == words_in(text, whole)
    for side in ("first", "second"):
        stretches = sorted(getattr(passage, side) for passage in passages)
        assert all(one.end <= other.start for one, other in pairwise(stretches))


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 7).map(lambda eights: 8 * eights + 5))
def test_copy_is_found_among_other_words_whatever_single_words_are_changed(seed: int, length: int) -> None:
    chance = random.Random(seed)
    words = [f"w{number}" for number in range(length)]
    edited = [f"x{number}" if number % 8 == 7 else word for number, word in enumerate(words)]
    others = ["".join(chance.choices(string.ascii_lowercase, k=8)) for _ in range(60)]
    first = " ".join([*others[:20], *words, *others[20:30]])
    second = " ".join([*others[30:45], *edited, *others[45:]])
    _, _, passages = passages_of(first, second)
    assert [passage.words for passage in passages] == [length - length // 8]
    assert first[passages[0].first.start : passages[0].first.end] == " ".join(words)


PASSAGES = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 5), st.integers(0, 5)), max_size=6
)


@settings(deadline=None)
@given(PASSAGES, st.sets(st.tuples(st.sampled_from("abcd"), st.integers(0, 5))), st.booleans())
def test_voices_are_never_more_than_articles(
    shared: list[tuple[str, str, int, int]], asked: set[tuple[str, int]], confirmed: bool
) -> None:
    copies = []
    for first, second, at, other in shared:
        if first != second:
            passage = SharedPassage(Stretch(at * 10, at * 10 + 15), Stretch(other * 10, other * 10 + 15), (), 12)
            copies.append(SharedCopy(first, second, (passage,), confirmed))
    voices = voices_of(copies)
    statements = [(article, Stretch(at * 10, at * 10 + 10)) for article, at in asked]
    count = voices.count(statements)
    assert count == voices.count(reversed(statements))
    assert count.articles == len({article for article, _ in asked})
    assert bool(statements) <= count.voices <= count.articles
    assert voices.among("abcd").voices <= 4
    if not confirmed:
        assert count.voices == count.articles


class TestGrowth:
    @pytest.mark.parametrize("articles", [10, 40])
    def test_what_stands_in_very_many_articles_grows_with_their_words(self, articles: int) -> None:
        texts = {f"a{number}": Article(Text.of(COPY)) for number in range(articles)}
        pairs = Shingles(texts).neighbours()
        length = len(texts["a0"].running.words)
        assert len(pairs) <= NEIGHBOURS * articles
        assert sum(map(len, pairs.values())) <= NEIGHBOURS * articles * length
        assert {second for _, second in pairs} == set(texts) - {"a0"}

    def test_words_repeated_without_end(self) -> None:
        text = Article(Text.of("so " * 3000))
        assert len(Shingles({"a": text, "b": text}).between([("a", "b")])["a", "b"]) == 1


def test_spelling_that_parts_two_sides_of_an_ocean() -> None:
    pairs = ["normalise normalize", "labour labor", "centre center", "defence defense", "programme program"]
    pairs += ["Syria's Syria’s", "cease-fire ceasefire", "U.S. US"]
    assert [len({compared(word) for word in pair.split()}) for pair in pairs] == [1] * len(pairs)
    assert compared("four") != compared("for")


said = st.lists(
    st.sampled_from(
        ["the port is closed until further notice,", "ships wait in the bay, and nobody", "knows", "why.", "rain"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(
    st.lists(said, min_size=3, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), said | st.just("edited")), min_size=1, max_size=4),
    st.sets(st.tuples(st.integers(0, 3), st.integers(4, 7)), max_size=2),
)
@settings(max_examples=150, deadline=None)
def test_shared_copy_after_a_save_is_as_if_all_were_read_anew(
    first: list[str], edits: list[tuple[int, str]], pairs: set[tuple[int, int]]
) -> None:
    texts = {f"a{number}": Text.of(words) for number, words in enumerate(first)}
    confirmed = tuple((f"a{one}", f"a{other}") for one, other in sorted(pairs) if other < len(first))
    known, kept = Known(), None
    for number, words in [(0, ""), *edits]:
        if words:
            name = f"a{number % len(texts)}"
            # A word is added far more often than an article becomes another.
            texts[name] = Text.of(f"{texts[name].plain} lastly" if words == "edited" else words)
        articles = tuple((name, text, 0) for name, text in texts.items())
        kept = copies_room._renewed(articles, confirmed, known, kept)
        assert kept.copies == copies_room._renewed(articles, confirmed, Known(), None).copies


def test_an_edit_that_touches_no_words_of_others_has_only_its_own_article_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {"a": Text.of(f"{COPY} Rain."), "b": Text.of(COPY), "c": Text.of("Ships wait."), "d": Text.of(EDITED)}

    def found(before: object = None) -> object:
        return copies_room._renewed(tuple((name, text, 0) for name, text in texts.items()), (), Known(), before)  # type: ignore[arg-type]

    whole = copies_room._found
    asked: list[int] = []
    monkeypatch.setattr(copies_room, "_found", lambda *of: (asked.append(1), whole(*of))[1])
    first = found()
    texts["a"] = Text.of(f"Snow. {COPY} Rain.")
    second = found(first)
    assert asked == [1]
    assert [(one.first, one.second) for one in second.copies] == [("a", "b"), ("a", "d"), ("b", "d")]  # type: ignore[attr-defined]
    # What others share is the very same, and what the edit moved is where it is now.
    assert second.copies[2] is first.copies[2]  # type: ignore[attr-defined]
    assert second.copies[0].passages[0].first.start == len("Snow. ")  # type: ignore[attr-defined]
    assert second == found()
    asked.clear()
    texts["c"] = Text.of(f"Ships wait. {COPY}")
    third = found(second)
    assert asked == [1]
    assert ("a", "c") in [(one.first, one.second) for one in third.copies]  # type: ignore[attr-defined]
