"""Words as a person types them are found at exactly their place in the source, or refused; never nearly."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sitegen.passages import Passage, Stretch, Text, find, fold, nearest_passage, paragraphs

ARTICLES = {
    path.stem: Text.of(path.read_bytes().decode())
    for path in sorted((Path(__file__).parent.parent / "content" / "articles").glob("*.txt"))
}

FORMS = {
    '"': '"“”„‟', "“": '"“”„', "”": '"“”‟', "'": "'‘’‚‛", "’": "'‘’", "‘": "'‘’",
    "-": "-‐‑‒–—−", "–": "-‐‑‒–—―", "—": "-–—⸺", " ": [" ", "\u00a0", "  ", "\u2009", "\n", "\u202f ", "\t", "\n  "],
}  # fmt: skip


def retyped(words: str, seed: int) -> str:
    """The words as another keyboard and another editor would leave them."""
    choose = random.Random(seed)
    out = []
    for letter in words:
        letter = "\u00a0" if letter == "\n" else letter
        out.append(choose.choice(FORMS.get(letter, [letter])))
    return unicodedata.normalize(choose.choice(["NFC", "NFD"]), "".join(out))


def places(text: Text, words: str, prefix: str | None = None, suffix: str | None = None) -> list[tuple[int, int]]:
    found = find(text, words, prefix, suffix)
    assert all(len(passage.pieces) == 1 for passage in found)
    return [(passage.start, passage.end) for passage in found]


def printed(text: Text, words: str, prefix: str | None = None, suffix: str | None = None) -> list[list[str]]:
    """The pieces of each passage found, as the source prints them."""
    found = find(text, words, prefix, suffix)
    return [[text.printed(piece) for piece in passage.pieces] for passage in found]


@st.composite
def spans(draw: st.DrawFn) -> tuple[Text, Stretch]:
    """A run of whole words of one of the five articles, over paragraphs as it falls."""
    text = ARTICLES[draw(st.sampled_from(sorted(ARTICLES)))]
    words = [found.span() for found in re.finditer(r"\S+", text.plain)]
    first = draw(st.integers(0, len(words) - 1))
    last = min(len(words) - 1, first + draw(st.integers(0, 60)))
    return text, Stretch(words[first][0], words[last][1])


# ── the gate, on the five articles


def test_the_five_articles_are_here() -> None:
    assert sorted(ARTICLES) == ["moscow-eve", "sochi-deal", "tehran-eve", "tehran-split", "tehran-talks"]


@settings(max_examples=300, deadline=None)
@given(spans(), st.integers(0, 2**32))
def test_any_span_retyped_is_found_at_its_place(span: tuple[Text, Stretch], seed: int) -> None:
    text, stretch = span
    words = retyped(text.printed(stretch), seed)
    standing = text.folded.text.count(fold(words).text)
    found = find(text, words)
    assert Passage((stretch,)) in found
    if standing == 1:
        assert found == [Passage((stretch,))]
    for passage in found:
        assert fold(text.printed(passage.pieces[0])).text == fold(words).text


@settings(max_examples=200, deadline=None)
@given(spans(), st.integers(0, 2**32))
def test_words_around_a_span_select_it(span: tuple[Text, Stretch], seed: int) -> None:
    text, stretch = span
    before, after = text.plain[: stretch.start], text.plain[stretch.end :]
    words = retyped(text.printed(stretch), seed)
    if before.strip():
        assert places(text, words, prefix=retyped(before.strip(), seed)) == [(stretch.start, stretch.end)]
    if after.strip():
        assert places(text, words, suffix=retyped(after.strip(), seed)) == [(stretch.start, stretch.end)]
    near = [retyped(text.plain[max(0, stretch.start - 30) : stretch.start], seed), retyped(after[:30], seed)]
    assert (stretch.start, stretch.end) in places(text, words, *near)


@settings(max_examples=300, deadline=None)
@given(spans(), st.integers(0, 2**32), st.sampled_from(["swap", "case", "drop", "double", "join"]))
def test_any_span_with_a_word_changed_that_stands_nowhere_is_refused(
    span: tuple[Text, Stretch], seed: int, change: str
) -> None:
    text, stretch = span
    words = text.printed(stretch).split()
    at = random.Random(seed).randrange(len(words))
    changed = {
        "swap": [*words[:at], "harbour", *words[at + 1 :]],
        "case": [*words[:at], words[at].swapcase(), *words[at + 1 :]],
        "drop": words[:at] + words[at + 1 :],
        "double": [*words[:at], words[at], words[at], *words[at + 1 :]],
        "join": [*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]],
    }[change]
    typed = " ".join(changed)
    assume(typed and fold(typed).text not in text.folded.text and "…" not in typed)
    assert find(text, retyped(typed, seed)) == []


@settings(max_examples=200, deadline=None)
@given(spans(), st.integers(0, 2**32))
def test_the_nearest_passage_of_a_span_with_a_word_changed_is_that_span(span: tuple[Text, Stretch], seed: int) -> None:
    text, stretch = span
    words = text.printed(stretch).split()
    assume(len(words) >= 8)
    at = random.Random(seed).randrange(2, len(words) - 2)
    near = nearest_passage(text, " ".join([*words[:at], "harbour", *words[at + 1 :]]))
    assert near is not None
    assert near.stretch.overlaps(stretch)
    assert ("wanted", "harbour") in near.difference


@settings(max_examples=200, deadline=None)
@given(spans(), st.integers(0, 2**32))
def test_an_omission_inside_a_paragraph_is_found_where_the_words_stand(span: tuple[Text, Stretch], seed: int) -> None:
    text, stretch = span
    block = text.blocks[text.block_of(stretch.start)]
    inside = text.plain[stretch.start : min(block.end, stretch.end)]
    words = [found.span() for found in re.finditer(r"\S+", inside)]
    assume(len(words) >= 5 and "…" not in inside)
    choose = random.Random(seed)
    first, last = choose.randrange(1, len(words) - 2), choose.randrange(2, len(words))
    assume(first < last)
    pieces = (
        Stretch(stretch.start, stretch.start + words[first - 1][1]),
        Stretch(stretch.start + words[last][0], stretch.start + words[-1][1]),
    )
    mark = choose.choice(["…", " … ", " [...] ", "[…]", " [ ... ] "])
    head, tail = (retyped(text.printed(piece), seed) for piece in pieces)
    found = find(text, head + mark + tail)
    assert found
    assert all([fold(text.printed(p)).text for p in way.pieces] == [fold(head).text, fold(tail).text] for way in found)
    before, after = text.plain[: pieces[0].start].strip(), text.plain[pieces[1].end :].strip()
    exact = find(text, head + mark + tail, before or None, after or None)
    assert Passage(pieces) in exact or len(exact) == 2


# ── folding


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("“a” „b‟ ‘c’ ‚d‛", "\"a\" \"b\" 'c' 'd'"),
        ("a–b—c‐d‑e−f", "a-b-c-d-e-f"),
        ("a\u00a0b\u2009c \n\t d", "a b c d"),
        ("Erdog\u0306an", "Erdo\u011fan"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("Case STAYS; ß, ﬁ, Ⅳ, ² stay", "Case STAYS; ß, ﬁ, Ⅳ, ² stay"),
        ("soft\u00adhyphen zero\u200bwidth", "soft\u00adhyphen zero\u200bwidth"),
        ("`a´ «b» ′c″ don't", "`a´ «b» ′c″ don't"),
    ],
)
def test_only_white_space_marks_and_composition_are_folded(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


UNICODE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("ae \u00a0\n\u0301\u0323“”–\u0915\u093c\u0958\ufb2c\u1112\u1161\u11ab\u2000Å\u212b…."),
    ),
    max_size=40,
)


@settings(max_examples=400, deadline=None)
@given(UNICODE)
def test_the_way_back_leads_to_the_letters_that_were_folded(text: str) -> None:
    folded = fold(text)
    back = [folded.back(offset) for offset in range(len(folded.text) + 1)]
    assert back[0] == 0
    assert back[-1] == len(text)
    assert back == sorted(back)
    for start in range(len(folded.text)):
        # What lies between two places that do not stand in the midst of a letter folds to what was between them.
        if back[start] not in back[start + 1 :] and back[start] not in back[:start]:
            assert fold(text[back[start] :]).text == folded.text[start:]
            assert fold(text[: back[start]]).text == folded.text[:start]


@settings(max_examples=400, deadline=None)
@given(UNICODE, UNICODE, UNICODE)
def test_what_is_found_folds_to_the_words_and_nothing_raises(text: str, words: str, context: str) -> None:
    whole = Text.of(text)
    for passage in find(whole, words) + find(whole, words, context, None) + find(whole, words, None, context):
        if len(passage.pieces) == 1 and "…" not in words and "[" not in words:
            assert fold(whole.printed(passage.pieces[0])).text == fold(words).text.strip()
        assert all(piece.start < piece.end for piece in passage.pieces)


@settings(max_examples=300, deadline=None)
@given(UNICODE, st.data())
def test_any_stretch_of_any_text_is_found(text: str, data: st.DataObject) -> None:
    whole = Text.of(text)
    letters = [match.span() for match in re.finditer(r"\S+", text)]
    assume(letters)
    start, end = data.draw(st.sampled_from(letters))[0], data.draw(st.sampled_from(letters))[1]
    assume(start < end)
    # A combining mark belongs to the letter before it, so nobody can select it alone.
    assume(unicodedata.category(text[start])[0] != "M" and not "\u1160" <= text[start] <= "\u11ff")
    words = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), text[start:end])
    assert (start, end) in places(whole, words)


# ── finding


def test_the_words_are_those_of_the_source_whatever_was_typed() -> None:
    text = Text.of("He said: “I don’t\u00a0know — yet.”")
    assert printed(text, '"I don\'t know - yet."') == [["“I don’t\u00a0know — yet.”"]]


@pytest.mark.parametrize("typed", ["i don’t know", "I do not know", "I dont know", "I don’t  k now", "I don't know!"])
def test_case_words_and_letters_are_never_folded(typed: str) -> None:
    assert find(Text.of("He said: “I don’t know.”"), typed) == []


def test_a_letter_with_a_mark_is_another_letter() -> None:
    assert find(Text.of("Erdog\u0306an"), "Erdog") == []
    assert places(Text.of("Erdog\u0306an"), "Erdoğan") == [(0, 8)]
    assert find(Text.of("x\u0323y"), "x") == []
    assert find(Text.of("कि"), "क") == []


def test_whole_words_are_preferred_to_parts_of_words() -> None:
    assert places(Text.of("Iranian Iran Iranians"), "Iran") == [(8, 12)]
    assert places(Text.of("the Iranians"), "Iran") == [(4, 8)]
    assert places(Text.of("Iran's Iran-backed"), "Iran") == [(0, 4), (7, 11)]


@pytest.mark.parametrize("nothing", ["", "   ", "\u00a0\n", "…", "[...]", "[…] …"])
def test_no_words_are_found_nowhere(nothing: str) -> None:
    assert find(Text.of("some words of an article"), nothing) == []
    assert find(Text.of(""), nothing or "words") == []


def test_words_that_stand_twice_are_told_apart_by_what_stands_before_or_after() -> None:
    text = Text.of("the talks in Sochi,\nthe talks in\u00a0Ankara — the talks.")
    assert places(text, "the talks") == [(0, 9), (20, 29), (42, 51)]
    assert places(text, "the talks", prefix="Sochi,") == [(20, 29)]
    assert places(text, "the talks", suffix="in Ankara") == [(20, 29)]
    assert places(text, "the talks", prefix="Ankara -", suffix=".") == [(42, 51)]
    assert places(text, "the talks", prefix="Ankara", suffix=".") == []
    assert places(text, "the talks", suffix=" in ") == [(0, 9), (20, 29)]


# ── omissions

CATASTROPHE = "“Any attack would result in a catastrophe. Any fight requires patience,” he said.\n\nAny fight is lost."


@pytest.mark.parametrize("mark", ["…", " … ", "[...]", " [...] ", "[…]", "\u00a0[ … ] ", "\n…\n"])
def test_an_omission_may_be_marked_in_several_ways(mark: str) -> None:
    assert printed(Text.of(CATASTROPHE), f"Any attack{mark}catastrophe") == [["Any attack", "catastrophe"]]


def test_plain_dots_are_no_omission() -> None:
    assert find(Text.of(CATASTROPHE), "Any attack ... catastrophe") == []


def test_an_omission_stays_inside_its_paragraph() -> None:
    assert find(Text.of(CATASTROPHE), "Any attack … is lost") == []
    assert printed(Text.of(CATASTROPHE), "Any fight … lost") == [["Any fight", "lost"]]
    assert find(Text.of(CATASTROPHE), "patience … lost") == []
    assert find(Text.of("one two\n\nthree four"), "two three … four") == []


def test_pieces_stand_in_their_order_and_do_not_overlap() -> None:
    assert find(Text.of("one two three"), "three … one") == []
    assert find(Text.of("abab"), "aba … bab") == []


def test_an_omission_at_either_end_omits_nothing() -> None:
    assert printed(Text.of(CATASTROPHE), "… result in …") == [["result in"]]


def test_an_omission_that_fits_in_two_ways_is_ambiguous() -> None:
    text = Text.of("a first b, a second b")
    assert printed(text, "a … b") == [["a", "b"], ["a", "b"]]
    assert [p.pieces[0].start for p in find(text, "a … b")] == [0, 11]
    assert len(find(Text.of("a and a then b"), "a … b")) == 2
    assert len(find(Text.of("a then b and b"), "a … b")) == 2


def test_context_chooses_between_the_ways_of_an_omission() -> None:
    text = Text.of("so a, but a, and a then b or b; b.")
    way = find(text, "a … b", prefix="but", suffix="or")
    assert [[piece.start for piece in passage.pieces] for passage in way] == [[10, 24]]
    assert find(text, "a … b", prefix="nor") == []


def test_whole_words_are_preferred_around_an_omission_too() -> None:
    text = Text.of("Iranians met, Iran met others, Iranians left")
    assert [[p.start for p in way.pieces] for way in find(text, "Iran … met")] == [[14, 19]]


def test_dots_that_the_source_prints_are_found_as_they_stand() -> None:
    text = Text.of("Based on … patience. Based on time and patience.")
    assert printed(text, "Based on … patience") == [["Based on … patience"]]
    assert printed(Text.of("He [...] went [and left]"), "He [...] went") == [["He [...] went"]]
    assert printed(Text.of("patience. . We don’t want"), "patience. . We don't") == [["patience. . We don’t"]]


# ── blocks


def test_blank_lines_divide_paragraphs() -> None:
    plain = "\n\n  one\ntwo  \n \t\nthree\n\n\n\u00a0\nfour \n"
    assert [plain[block.start : block.end] for block in paragraphs(plain)] == ["one\ntwo", "three", "four"]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab \n\t\u00a0"), max_size=60))
def test_paragraphs_hold_every_letter_and_no_blank_line(plain: str) -> None:
    blocks = paragraphs(plain)
    assert "".join("".join(plain[b.start : b.end].split()) for b in blocks) == "".join(plain.split())
    for block in blocks:
        inside = plain[block.start : block.end]
        assert inside == inside.strip()
        assert all(line.strip() for line in inside.split("\n"))


def test_a_place_between_two_blocks_belongs_to_the_one_before() -> None:
    text = Text.of("one\n\ntwo")
    assert [text.block_of(offset) for offset in range(8)] == [0, 0, 0, 0, 0, 1, 1, 1]
    assert Text.of("").block_of(0) == 0


# ── the nearest passage

HELLER = Text.of("“I don’t think that there is a total solution for Syria on the table,” said Sam Heller.")


@pytest.mark.parametrize(
    ("typed", "explained"),
    [
        ("there is a total solution for Iraq", "there is a total solution for [-Iraq-] {+Syria+}"),
        ("there is a solution for Syria", "there is a {+total+} solution for Syria"),
        ("there is a total final solution", "there is a total [-final-] solution"),
        ("There Is a total solution", "[-There Is-] {+there is+} a total solution"),
        ("on the table, said Sam Heller", "on the table, {+\"+} said Sam Heller"),
        ("on the table ,” said Sam Heller", "on the [-table ,\"-] {+table,\"+} said Sam Heller"),
    ],
)  # fmt: skip
def test_a_miss_is_explained_word_by_word(typed: str, explained: str) -> None:
    assert find(HELLER, typed) == []
    near = nearest_passage(HELLER, typed)
    assert near is not None
    assert str(near) == explained


def test_the_nearest_passage_has_its_place_in_print() -> None:
    text = Text.of("One.\n\nHe  said\u00a0that the\n“talks” had failed.")
    near = nearest_passage(text, "He said that the 'talks' had begun")
    assert near is not None
    assert text.printed(near.stretch) == "He  said\u00a0that the\n“talks” had failed"


@pytest.mark.parametrize("typed", ["nothing of the sort here anywhere", "", "…", "\u200b", "  "])
def test_words_that_share_next_to_nothing_have_no_nearest_passage(typed: str) -> None:
    assert nearest_passage(HELLER, typed) is None
    assert nearest_passage(Text.of(""), typed) is None


@settings(max_examples=300, deadline=None)
@given(UNICODE, UNICODE)
def test_a_difference_holds_both_sides_whole(plain: str, words: str) -> None:
    text = Text.of(plain)
    near = nearest_passage(text, words)
    if near is None:
        return

    def side(*kinds: str) -> str:
        return "".join("".join(piece.split()) for kind, piece in near.difference if kind in kinds)

    assert side("same", "wanted") == "".join(fold(words).text.split())
    assert side("same", "printed") == "".join(fold(text.printed(near.stretch)).text.split())


def test_a_long_article_in_one_paragraph_is_searched_whole() -> None:
    text = Text.of(" ".join(f"word{number}" for number in range(20_000)))
    assert places(text, "word19998 word19999") == [(len(text.plain) - 19, len(text.plain))]
    near = nearest_passage(text, "word9000 word9001 word9003 word9004")
    assert near is not None
    assert str(near) == "word9000 word9001 {+word9002+} word9003 word9004"
