"""A problem is drawn so that its caret stands under the words it means, and so that no content can steer a terminal."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.problems import (
    CATALOGUE,
    Place,
    Problem,
    Severity,
    did_you_mean,
    drawn,
    from_catalogue,
    in_order,
    nearest,
    pointed_at,
    printable,
)


def problem(column: int = 1, length: int = 1, line: int = 3, **more: str) -> Problem:
    """A problem at a spot of line 3, unless told otherwise."""
    return Problem(Place("a.yaml", line, column, length), "wrong-value", more.pop("message", "no such form"), **more)


def under(line: str, column: int, length: int = 1) -> list[str]:
    """The drawn line and its carets, without the margin."""
    return [part[8:] for part in drawn(problem(column, length), line).split("\n")[1:]]


class TestDrawing:
    def test_in_plain_text(self) -> None:
        found = Problem(
            Place("content/annotations/x.yaml", 12, 11, 6),
            "wrong-value",
            "“direkt” is not one of the forms",
            "did you mean “direct”?",
            details=("also at content/annotations/x.yaml:20:11", "and in 2 more places"),
        )
        assert drawn(found, "    form: direkt\n") == (
            "content/annotations/x.yaml:12:11: error[wrong-value]: “direkt” is not one of the forms\n"
            "   12 |     form: direkt\n"
            "      |           ^^^^^^\n"
            "      also at content/annotations/x.yaml:20:11\n"
            "      and in 2 more places\n"
            "      → did you mean “direct”?"
        )

    @pytest.mark.parametrize(("severity", "ink"), [("error", "\x1b[31m"), ("warning", "\x1b[33m")])
    def test_in_colour(self, severity: Severity, ink: str) -> None:
        found = Problem(Place("a.yaml", 3, 4, 2), "wrong-value", "no such form", "use another", severity)
        assert drawn(found, "a: bc", colour=True) == (
            f"\x1b[1ma.yaml:3:4\x1b[0m: {ink}{severity}[wrong-value]\x1b[0m: no such form\n"
            f"\x1b[2m    3 |\x1b[0m a: bc\n"
            f"\x1b[2m      |\x1b[0m    {ink}^^\x1b[0m\n"
            f"      \x1b[1m→\x1b[0m use another"
        )

    def test_colour_changes_nothing_but_the_colours(self) -> None:
        found = problem(2, 3, hint="mend it")
        coloured = drawn(found, "日本語", colour=True)
        assert "\x1b" in coloured
        assert re.sub(r"\x1b\[\d+m", "", coloured) == drawn(found, "日本語")

    def test_of_a_whole_file_there_is_no_line_to_draw(self) -> None:
        found = Problem(Place("a.yaml"), "file-empty", "the file holds nothing", "fill it in")
        assert drawn(found, "never shown") == "a.yaml: error[file-empty]: the file holds nothing\n      → fill it in"

    def test_without_the_text_of_the_line_the_words_stand_alone(self) -> None:
        assert drawn(problem()) == "a.yaml:3:1: error[wrong-value]: no such form"

    def test_an_empty_line_is_drawn_all_the_same(self) -> None:
        assert under("", 1) == ["", "^"]

    def test_a_line_number_of_any_length_keeps_the_caret_in_its_column(self) -> None:
        assert drawn(problem(2, line=1234567), "abc").split("\n")[1:] == ["1234567 | abc", "        |  ^"]

    def test_lines_of_a_message_cannot_pass_for_a_problem_of_their_own(self) -> None:
        found = Problem(
            Place("a\nb.yaml", 1, 1), "wrong-value", "one\nx.yaml:1:1: error", "two\nthree", details=("four\nfive",)
        )
        assert drawn(found) == (
            "a\\u000ab.yaml:1:1: error[wrong-value]: one\n"
            "      x.yaml:1:1: error\n"
            "      four\n"
            "      five\n"
            "      → two\n"
            "      three"
        )


class TestCaret:
    @pytest.mark.parametrize(
        ("column", "length", "carets"),
        [
            (1, 1, "^"),
            (4, 2, "   ^^"),
            (5, 1, "    ^"),
            (6, 1, "     ^"),
            (99, 1, "     ^"),
            (4, 99, "   ^^"),
            (1, 5, "^^^^^"),
            (2, 0, " ^"),
            (0, 1, "^"),
        ],
        ids=["begin", "middle", "last", "end of line", "beyond", "longer than line", "whole", "no length", "no column"],
    )
    def test_it_stands_under_its_words_and_inside_the_line(self, column: int, length: int, carets: str) -> None:
        assert under("a: bc", column, length) == ["a: bc", carets]

    @pytest.mark.parametrize(
        ("line", "column", "length", "carets"),
        [
            ("東京: x", 1, 2, "^^^^"),
            ("東京: x", 5, 1, "      ^"),
            ("a東b", 3, 1, "   ^"),
            ("서울: x", 5, 1, "      ^"),
            ("\uff41\uff42", 2, 1, "  ^^"),  # full-width letters
            ("\uff71: x", 4, 1, "   ^"),  # a half-width letter
            ("😀 x", 3, 1, "   ^"),
            ("e\u0301: x", 5, 1, "   ^"),
            ("e\u0301e\u0301e", 3, 2, " ^"),
            ("ae\u0301b", 3, 1, " ^"),  # the accent alone is shown at its letter
            ("\u1112\u1161\u11ab: x", 6, 1, "    ^"),  # one Korean syllable in three characters
            ("موسكو: x", 8, 1, "       ^"),
            ("a\u20ddb", 3, 1, " ^"),
        ],
    )
    def test_columns_of_the_screen_are_counted_not_characters(
        self, line: str, column: int, length: int, carets: str
    ) -> None:
        assert under(line, column, length) == [line, carets]

    def test_a_tab_is_drawn_as_one_space(self) -> None:
        assert under("\ta:\tb", 5) == [" a: b", "    ^"]

    def test_what_is_spelled_out_takes_its_room(self) -> None:
        assert under("a\u202eb: \x1b[31m", 3) == ["a\\u202eb: \\u001b[31m", "       ^"]
        assert under("a\u202eb", 2) == ["a\\u202eb", " ^^^^^^"]
        assert under("\ud800b", 2) == ["\\ud800b", "      ^"]

    @given(st.text(st.characters(exclude_characters="\n\r"), min_size=1, max_size=300), st.data())
    def test_any_spot_of_any_line_is_shown_with_a_caret_under_it(self, line: str, data: st.DataObject) -> None:
        column = data.draw(st.integers(1, len(line)))
        text, carets = under(line, column)
        assert set(carets) <= {" ", "^"}
        assert 1 <= carets.count("^") <= 10
        assert text.isprintable() or not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in text)


class TestLongLine:
    LINE = "".join(f"{number:<5}" for number in range(0, 400, 5))

    def test_a_line_of_the_widest_kind_is_shown_whole(self) -> None:
        assert under("x" * 100, 100) == ["x" * 100, " " * 99 + "^"]

    def test_the_beginning_is_shown_where_the_spot_is_near_it(self) -> None:
        assert under(self.LINE, 21, 2) == [self.LINE[:100] + "…", " " * 20 + "^^"]

    def test_a_window_is_shown_round_a_spot_in_the_middle(self) -> None:
        assert under(self.LINE, 201, 3) == ["…" + self.LINE[170:270] + "…", " " * 31 + "^^^"]

    def test_the_end_is_shown_where_the_spot_is_near_it(self) -> None:
        assert under(self.LINE, 396, 3) == ["…" + self.LINE[300:], " " * 96 + "^^^"]
        assert under(self.LINE, 401) == ["…" + self.LINE[300:], " " * 101 + "^"]

    def test_carets_end_where_the_window_ends(self) -> None:
        assert under(self.LINE, 201, 150) == ["…" + self.LINE[170:270] + "…", " " * 31 + "^" * 70]

    @pytest.mark.parametrize("letter", ["x", "é", "\t"])
    def test_however_long_a_line_is_only_what_is_near_is_looked_at(self, letter: str) -> None:
        seen = " " if letter == "\t" else letter
        line = letter * 2_000_000 + "SPOT" + letter * 2_000_000
        text = "…" + seen * 30 + "SPOT" + seen * 66 + "…"
        for _ in range(1_000):
            assert under(line, 2_000_001, 4) == [text, " " * 31 + "^^^^"]
        assert under(line, 2_000_001, 2_000_000)[1] == " " * 31 + "^" * 70
        assert pointed_at(Place("a.yaml", 3, 2_000_001, 4), line) == ("…" + seen * 30, "SPOT", seen * 66 + "…")

    def test_the_window_is_measured_in_columns_of_the_screen(self) -> None:
        assert under("東" * 150, 101) == ["…" + "東" * 50 + "…", " " * 31 + "^^"]
        assert under("e\u0301" * 80, 159, 2) == ["e\u0301" * 80, " " * 79 + "^"]

    def test_a_window_begins_with_a_letter_never_with_its_accent(self) -> None:
        shown, carets = under("e\u0301" * 300, 201, 2)
        assert shown == "…" + "e\u0301" * 100 + "…"
        assert carets == " " * 31 + "^"


class TestPrintable:
    @pytest.mark.parametrize(
        "plain", ["", "a\tb\nc", "Erdoğan «прав» 東京 😀", "no\u00a0break\u2009thin", "e\u0301", "\ufffd"]
    )
    def test_what_can_be_seen_stays(self, plain: str) -> None:
        assert printable(plain) == plain

    @pytest.mark.parametrize(
        ("character", "name"),
        [
            ("\x00", "\\u0000"),
            ("\x07", "\\u0007"),
            ("\r", "\\u000d"),
            ("\x1b", "\\u001b"),
            ("\x7f", "\\u007f"),
            ("\x85", "\\u0085"),
            ("\x9b", "\\u009b"),
            ("\u00ad", "\\u00ad"),
            ("\u061c", "\\u061c"),
            ("\u200b", "\\u200b"),
            ("\u200d", "\\u200d"),
            ("\u200e", "\\u200e"),
            ("\u202a", "\\u202a"),
            ("\u202e", "\\u202e"),
            ("\u2028", "\\u2028"),
            ("\u2029", "\\u2029"),
            ("\u2066", "\\u2066"),
            ("\u2069", "\\u2069"),
            ("\ufeff", "\\ufeff"),
            ("\ud800", "\\ud800"),
            ("\udfff", "\\udfff"),
            ("\U000e0041", "\\U000e0041"),
        ],
    )
    def test_what_steers_a_terminal_or_cannot_be_seen_is_spelled_out(self, character: str, name: str) -> None:
        assert printable(f"a{character}b") == f"a{name}b"

    @given(st.text(st.characters() | st.characters(categories=["Cs"])))
    def test_the_answer_can_always_be_written_to_a_terminal(self, text: str) -> None:
        shown = printable(text)
        assert shown.encode("utf-8").decode("utf-8") == shown
        assert printable(shown) == shown

    def test_nothing_of_a_problem_reaches_a_terminal_as_it_is(self) -> None:
        steering = "\x1b]0;x\x07\u202e\ud800"
        found = Problem(Place(steering, 1, 1), "wrong-value", steering, steering, details=(steering,))
        shown = drawn(found, steering)
        assert shown.replace("\n", "").isprintable()
        assert shown.count("\\u001b") == 5


class TestNearName:
    NAMES = ("erdogan", "rouhani", "putin", "idlib-talks", "idlib-walks")

    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ("erdogn", "erdogan"),
            ("Erdogan", "erdogan"),
            ("ERDOGAN", "erdogan"),
            ("erdoğan", "erdogan"),
            ("rohuani", "rouhani"),
            ("put", "putin"),
            ("merkel", None),
            ("", None),
            ("e", None),
        ],
    )
    def test_the_nearest_is_named_if_any_is_near(self, written: str, meant: str | None) -> None:
        assert nearest(written, self.NAMES) == meant
        assert did_you_mean(written, self.NAMES) == (f"did you mean “{meant}”?" if meant else "")

    def test_one_name_is_enough(self) -> None:
        assert nearest("dww", ["dw"]) == "dw"
        assert nearest("dww", []) is None
        assert nearest("dww", iter(["dw"])) == "dw"

    def test_of_two_equally_near_the_first_by_name_is_meant_in_whatever_order_they_come(self) -> None:
        for seed in range(6):
            names = random.Random(seed).sample(self.NAMES, len(self.NAMES))
            assert nearest("idlib-xalks", names) == "idlib-talks"

    def test_the_nearer_wins_over_the_earlier(self) -> None:
        assert nearest("idlib-walk", self.NAMES) == "idlib-walks"
        assert nearest("walks", ["talks", "walks", "balks"]) == "walks"

    def test_names_are_given_back_as_they_are_written(self) -> None:
        assert nearest("hts", ["HTS", "SNA"]) == "HTS"
        assert nearest("Hts", ["hts", "HTS"]) == "HTS"
        assert nearest("STRASSE", ["Straße"]) == "Straße"


class TestCatalogue:
    def test_a_code_without_an_entry_is_a_fault_of_ours(self) -> None:
        with pytest.raises(KeyError):
            from_catalogue("no-such-code")
        with pytest.raises(KeyError):
            Problem(Place("a.yaml"), "no-such-code", "x")

    @pytest.mark.parametrize("code", CATALOGUE)
    def test_every_code_is_plain_and_told_in_sentences(self, code: str) -> None:
        assert re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)+", code)
        entry = from_catalogue(code)
        for text in (entry.meaning, entry.mend):
            assert text[0].isupper()
            assert text.endswith(".")
            assert "  " not in text


class TestOrder:
    def test_by_place_then_errors_before_warnings_and_each_once(self) -> None:
        a = Problem(Place("a.yaml", 2, 1), "wrong-value", "a")
        b = Problem(Place("a.yaml", 10, 1), "wrong-value", "b")
        c = Problem(Place("a.yaml", 10, 1), "wrong-value", "c", severity="warning")
        d = Problem(Place("b.yaml"), "wrong-value", "d")
        assert in_order([d, c, b, a, b]) == [a, b, c, d]

    def test_problems_alike_but_for_their_hint_or_details_have_one_order(self) -> None:
        alike = [problem(hint=hint) for hint in "fabcde"]
        assert [found.hint for found in in_order(alike)] == list("abcdef")

    def test_a_place_is_written_as_editors_open_it(self) -> None:
        assert str(Place("content/a.yaml", 3, 7, 2)) == "content/a.yaml:3:7"
        assert str(Place("content/a.yaml")) == "content/a.yaml"
