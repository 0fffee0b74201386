"""Numbers as people print them: what each form is read as, what is not read at all, and what holds for any text."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.numbers import Quantity, money_in, numbers_in, read_number

EXACT = {
    "12 observation posts": 12,
    "10,000": 10_000,
    "500,000 children in need": 500_000,
    "10\u00a0000": 10_000,
    "10\u202f000 fighters": 10_000,
    "3m": 3_000_000,
    "10'000": 10_000,
    "1.234.567": 1_234_567,
    "3.5 million": 3_500_000,
    "3,5 million": 3_500_000,
    "3½ million": 3_500_000,
    "3.5-million": 3_500_000,
    "a million children": 1_000_000,
    "three million": 3_000_000,
    "two hundred thousand": 200_000,
    "twelve hundred": 1_200,
    "a hundred and one": 101,
    "one hundred and five thousand three hundred and twenty-one": 105_321,
    "two and a half million": 2_500_000,
    "a million and a half": 1_500_000,
    "half a million": 500_000,
    "a quarter of a million": 250_000,
    "half a dozen": 6,
    "a dozen": 12,
    "two dozen": 24,
    "2 lakh": 200_000,
    "300k": 300_000,
    "2bn": 2_000_000_000,
    "3m people": 3_000_000,
    "the seven-year war": 7,
    "the past three years": 3,
    "20km": 20,
    "police—300 of them": 300,
}

SHARES = {
    "half": 1 / 2,
    "½": 1 / 2,
    "a half": 1 / 2,
    "one half": 1 / 2,
    "a third of them internally displaced": 1 / 3,
    "one-third": 1 / 3,
    "two thirds": 2 / 3,
    "two-thirds of the seats": 2 / 3,
    "a quarter": 1 / 4,
    "three quarters": 3 / 4,
    "one in five": 1 / 5,
    "one in every 20": 1 / 20,
    "nine out of ten": 9 / 10,
    "45 per cent": 0.45,
    "45 percent": 0.45,
    "45%": 0.45,
    "4.5 %": 0.045,
}

BOUNDS = {
    "about three million people": (2_700_000, 3_300_000),
    "around 100": (90, 110),
    "some 300": (270, 330),
    "roughly 50": (45, 55),
    "an estimated 10,000 hardcore fighters": (9_000, 11_000),
    "about a dozen family members": (10.8, 13.2),
    "30-odd": (27, 33),
    "300 or so": (270, 330),
    "approx. 40": (36, 44),
    "nearly half of them": (0.45, 0.5),
    "almost 1 million": (900_000, 1_000_000),
    "just under 200": (180, 200),
    "just over 200": (200, 220),
    "more than 30 Turkish soldiers": (30, math.inf),
    "over 30": (30, math.inf),
    "at least 12": (12, math.inf),
    "12 or more": (12, math.inf),
    "300-plus": (300, math.inf),
    "30+ people": (30, math.inf),
    "at least about 300": (270, math.inf),
    "more than half": (0.5, 1),
    "up to 100": (0, 100),
    "up to about 100": (0, 110),
    "fewer than 12": (0, 12),
    "less than a third": (0, 1 / 3),
    "at most 7": (0, 7),
    "no more than 7": (0, 7),
    "7 at most": (0, 7),
    "around half are children": (0.45, 0.55),
    "5 to 10": (5, 10),
    "5–10": (5, 10),
    "5 – 10": (5, 10),
    "5-10": (5, 10),
    "between 5 and 10": (5, 10),
    "from five to ten": (5, 10),
    "two or three": (2, 3),
    "two to three million": (2_000_000, 3_000_000),
    "$2–3bn": (2_000_000_000, 3_000_000_000),
    "500 to 2 million": (500, 2_000_000),
    "5 to 10 per cent": (0.05, 0.1),
    "between half and two thirds": (1 / 2, 2 / 3),
    "hundreds": (200, 1_000),
    "hundreds of troops": (200, 1_000),
    "several hundred troops": (300, 1_000),
    "a few thousand": (2_000, 7_000),
    "a couple of hundred": (200, 400),
    "several": (3, 9),
    "thousands of rebels": (2_000, 10_000),
    "tens of thousands": (20_000, 100_000),
    "hundreds of thousands of people": (200_000, 1_000_000),
    "millions of civilians": (2_000_000, 10_000_000),
    "dozens": (24, 100),
    "most of those fleeing": (0.5, 1),
    "the majority are women": (0.5, 1),
    "several times": (3, 9),
    "a few days": (2, 6),
    "the past few months": (2, 6),
    "less than a year": (0, 1),
}

UNREAD = [
    "",
    "no number",
    "sub-zero temperatures",
    "COVID-19",
    "the M5 highway",
    "the 1990s",
    "at 10:30",
    "version 1.2.3",
    "1/2",
    "10.000",
    "a wall 3m tall",
    "-5",
    "$2,000 (about €1,800)",
    "Around 100 people, including 35 children",
    "10 000",
    "9" * 40,
    "half-hearted",
    "few people",
    "less than a man",
    "at once",
]


class TestForms:
    @pytest.mark.parametrize(("text", "value"), EXACT.items())
    def test_one_number(self, text: str, value: float) -> None:
        found = read_number(text)
        assert found is not None
        assert (found.low, found.high, found.unit, found.qualifier, found.exact) == (value, value, "", "", True)

    @pytest.mark.parametrize(("text", "value"), SHARES.items())
    def test_a_part_of_a_whole(self, text: str, value: float) -> None:
        found = read_number(text)
        assert found is not None
        assert (found.low, found.high, found.unit) == (pytest.approx(value), pytest.approx(value), "%")

    @pytest.mark.parametrize(("text", "bounds"), BOUNDS.items())
    def test_bounds(self, text: str, bounds: tuple[float, float]) -> None:
        found = read_number(text)
        assert found is not None
        assert (found.low, found.high) == (pytest.approx(bounds[0]), pytest.approx(bounds[1]))
        assert not found.exact

    @pytest.mark.parametrize("text", UNREAD)
    def test_what_is_no_number_or_could_be_two(self, text: str) -> None:
        assert read_number(text) is None

    def test_money_keeps_its_sign(self) -> None:
        signs = {text: read_number(text) for text in ("up to $2,000", "about €1,800", "£3m", "2,000 euros", "USD 300")}
        assert {text: found and found.unit for text, found in signs.items()} == {
            "up to $2,000": "$",
            "about €1,800": "€",
            "£3m": "£",
            "2,000 euros": "€",
            "USD 300": "$",
        }
        assert signs["£3m"] == Quantity(3e6, 3e6, "£", slack=150_000)

    def test_money_is_known_by_its_name(self) -> None:
        assert [money_in(text) for text in ("US dollars", "€", "roubles", "EUR", "people")] == ["$", "€", "₽", "€", ""]

    def test_how_often_and_which_in_a_row(self) -> None:
        assert read_number("twice") == Quantity(2, 2, "times")
        assert read_number("three times") == Quantity(3, 3, "times")
        assert read_number("the third time") == Quantity(3, 3, "th")
        assert read_number("the 21st century") == Quantity(21, 21, "th")
        assert read_number("a third round of talks") == Quantity(3, 3, "th")
        assert read_number("the twenty-first") == Quantity(21, 21, "th")

    def test_the_qualifier_is_kept_as_printed(self) -> None:
        said = {"More  than 30": "More than", "At least about 300": "At least about", "30 or more": "or more"}
        assert {text: (found := read_number(text)) and found.qualifier for text in said} == said

    def test_a_year_and_a_place_in_a_row_give_way(self) -> None:
        assert read_number("since 2018 more than 30 soldiers") == read_number("more than 30")
        assert read_number("the third attack killed 40") == Quantity(40, 40)
        assert read_number("one of the 12 posts") == Quantity(12, 12)
        assert read_number("the third in less than two years", ordinal=True) == Quantity(3, 3, "th")
        assert read_number("2018") == Quantity(2018, 2018)

    def test_rounding_is_known_for_scales_and_decimals_alone(self) -> None:
        slack = {
            "12": 0,
            "10,000": 0,
            "3.5 million": 50_000,
            "3 million": 150_000,
            "about 3 million": 0,
            "4.5%": 0.0005,
        }
        assert {text: (found := read_number(text)) and pytest.approx(found.slack) for text in slack} == slack

    def test_where_each_stands(self) -> None:
        text = "Around 100 people, including 35 children, paid up to $2,000 (about €1,800)."
        printed = [text[found.stretch.start : found.stretch.end] for found in numbers_in(text)]
        assert printed == ["Around 100", "35", "up to $2,000", "about €1,800"]

    def test_a_blank_line_divides(self) -> None:
        assert [found.quantity.low for found in numbers_in("twenty\n\nfive")] == [20, 5]


# ── what holds for every number and every text

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
_SMALL += "seventeen eighteen nineteen"
SMALL = _SMALL.split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = _TENS.split()


def spelled(number: int, joint: str = " and ", hyphen: str = "-") -> str:
    """A number in words, as style books have it."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        rest = f"{hyphen}{SMALL[number % 10]}" if number % 10 else ""
        return TENS[number // 10 - 2] + rest
    for scale, name in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= scale:
            head, rest = divmod(number, scale)
            between = joint if rest < 100 else " "
            tail = between + spelled(rest, joint, hyphen) if rest else ""
            return f"{spelled(head, joint, hyphen)} {name}{tail}"
    raise AssertionError(number)


INTEGERS = st.integers(min_value=0, max_value=10**9 - 1)


class TestEveryInteger:
    @settings(deadline=None)
    @given(INTEGERS, st.sampled_from([" and ", " "]), st.sampled_from(["-", " "]))
    @example(1_000_000, " and ", "-")
    @example(999_999_999, " and ", "-")
    def test_in_words(self, number: int, joint: str, hyphen: str) -> None:
        found = read_number(spelled(number, joint, hyphen))
        assert found is not None
        assert found.exact
        assert found.low == number

    @settings(deadline=None)
    @given(
        st.integers(min_value=0, max_value=10**14), st.sampled_from([",", "\u00a0", "\u2009", "\u202f", "'", "’", ""])
    )
    def test_in_digits(self, number: int, mark: str) -> None:
        found = read_number(f"{number:,}".replace(",", mark))
        assert found is not None
        assert found.exact
        assert found.low == number

    @settings(deadline=None)
    @given(
        st.integers(min_value=1, max_value=999),
        st.sampled_from([("thousand", 10**3), ("million", 10**6), ("bn", 10**9)]),
    )
    def test_with_a_scale(self, number: int, scale: tuple[str, float]) -> None:
        found = read_number(f"{number}{'' if scale[0] == 'bn' else ' '}{scale[0]}")
        assert found is not None
        assert found.exact
        assert found.low == number * scale[1]

    @settings(deadline=None)
    @given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["$", "€", "£"]))
    def test_as_money(self, number: int, sign: str) -> None:
        assert read_number(f"{sign}{number:,}") == Quantity(number, number, sign)  # type: ignore[arg-type]

    @settings(deadline=None)
    @given(st.integers(min_value=0, max_value=100), st.sampled_from(["%", " %", " per cent", " percent"]))
    def test_as_a_percentage(self, number: int, mark: str) -> None:
        found = read_number(f"{number}{mark}")
        assert found is not None
        assert (found.unit, found.low, found.high) == ("%", pytest.approx(number / 100), pytest.approx(number / 100))

    @settings(deadline=None)
    @given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=10**9))
    def test_as_a_range(self, low: int, more: int) -> None:
        for text in (f"{low:,} to {low + more:,}", f"between {low:,} and {low + more:,}", f"{low:,}–{low + more:,}"):
            found = read_number(text)
            assert found is not None
            assert (found.low, found.high) == (low, low + more)

    @settings(deadline=None)
    @given(INTEGERS)
    def test_a_qualifier_never_shuts_the_number_out(self, number: int) -> None:
        for qualifier in (
            "about",
            "nearly",
            "more than",
            "at least",
            "up to",
            "fewer than",
            "just over",
            "an estimated",
        ):
            found = read_number(f"{qualifier} {number:,}")
            assert found is not None
            assert found.low <= number <= found.high
            assert found.qualifier == qualifier
            assert found.slack == 0


_WORDS = (
    "a an about and at almost between billion cent dozen dozens eight few fewer five from half hundred hundreds in "
)
_WORDS += (
    "least less million millions more most nearly of once one or out over per several some tens than third thirds "
)
_WORDS += "thousand three times to twenty two up 3 3.5 10,000 45 2018 % $ € - – — + , . ½ 3m 2bn 5th \n\n"
WORDS = st.sampled_from(_WORDS.split(" "))
PHRASES = st.lists(WORDS, max_size=12).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)]))


class TestAnyText:
    @settings(deadline=None)
    @given(st.one_of(st.text(), PHRASES))
    @example("million " * 200)
    @example("about " * 50 + "3")
    @example("9" * 500 + "." + "9" * 500)
    def test_it_never_raises_and_bounds_are_in_order(self, text: str) -> None:
        read_number(text)
        end = 0
        for found in numbers_in(text):
            assert 0 <= found.quantity.low <= found.quantity.high
            assert found.quantity.slack >= 0
            assert end <= found.stretch.start < found.stretch.end <= len(text)
            end = found.stretch.end
