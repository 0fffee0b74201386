"""The words of which numbers are made in print, and of those that qualify them."""

from __future__ import annotations

from collections.abc import Mapping

from .quantity import Effect, Unit

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
_UNITS += "seventeen eighteen nineteen"
UNITS: Mapping[str, int] = {word: value for value, word in enumerate(_UNITS.split())}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS: Mapping[str, int] = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}

SCALES: Mapping[str, int] = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "lakh": 10**5, "million": 10**6, "crore": 10**7,
    "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
# What is set right behind a numeral.
SHORT_SCALES: Mapping[str, int] = {"k": 1000, "mn": 10**6, "bn": 10**9, "tn": 10**12}

# What a numeral may be set against and stay a number.
TAILS_OF_UNITS = frozenset({"km", "kg", "cm", "mm", "ha", "sq"})

# How many a word in the plural stands for: from two of it to where the next word takes over. Other things have tens and
# scores too, so that these need an “of”.
PLURALS: Mapping[str, tuple[int, int]] = {
    "tens": (20, 100), "dozens": (24, 100), "scores": (40, 100), "hundreds": (200, 1000), "thousands": (2000, 10**4),
    "millions": (2 * 10**6, 10**7), "billions": (2 * 10**9, 10**10), "trillions": (2 * 10**12, 10**13),
}  # fmt: skip
PLURALS_WITH_OF = frozenset({"tens", "scores"})
VAGUE: Mapping[tuple[str, ...], tuple[int, int]] = {
    ("several",): (3, 9), ("a", "few"): (2, 6), ("a", "couple"): (2, 3), ("a", "couple", "of"): (2, 3),
    ("a", "handful"): (3, 6), ("a", "handful", "of"): (3, 6),
}  # fmt: skip

# Behind these “few” is “a few”; by itself it means hardly any.
BEFORE_FEW = frozenset({"past", "last", "next", "first", "recent", "these", "those"})

TIMES: Mapping[str, int] = {"once": 1, "twice": 2, "thrice": 3}

PARTS: Mapping[str, int] = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
PARTS_IN_PLURAL: Mapping[str, int] = {"halves": 2, **{f"{part}s": number for part, number in PARTS.items()}}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
_ORDINALS += "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
ORDINALS: Mapping[str, int] = {word: value for value, word in enumerate(_ORDINALS.split(), start=1)}
# Behind “a third” they show that it is a part of a whole and not one more in a row.
_BEHIND_A_PART = "of are is were was have has had who which more less fewer to in and or than from as that since"
BEHIND_A_PART = frozenset(_BEHIND_A_PART.split())
FRACTIONS: Mapping[str, float] = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8}

MONEY_SIGNS: Mapping[str, Unit] = {
    "$": "$", "US$": "$", "A$": "$", "C$": "$", "€": "€", "£": "£", "¥": "¥", "₺": "₺", "₽": "₽", "₹": "₹",
}  # fmt: skip
# In capitals alone: “try” is a word.
MONEY_CODES: Mapping[str, Unit] = {"USD": "$", "EUR": "€", "GBP": "£", "TRY": "₺", "RUB": "₽", "JPY": "¥", "INR": "₹"}
MONEY_WORDS: Mapping[str, Unit] = {
    "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pound": "£", "pounds": "£", "yen": "¥", "lira": "₺",
    "liras": "₺", "rouble": "₽", "roubles": "₽", "ruble": "₽", "rubles": "₽", "rupee": "₹", "rupees": "₹",
}  # fmt: skip
PER_CENT: frozenset[tuple[str, ...]] = frozenset({("%",), ("per", "cent"), ("percent",), ("pct",)})

MAJORITY: Mapping[str, tuple[float, float]] = {"majority": (0.5, 1.0), "minority": (0.0, 0.5)}

# “Less than a year” has a number in it, and “less than a man” none.
SPANS_OF_TIME = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"})
# “3m tall” is metres.
LENGTHS = frozenset({"tall", "high", "long", "wide", "deep", "thick", "apart", "away", "from"})
PEOPLE = frozenset({"people", "children", "men", "women"})

_BEFORE: Mapping[Effect, str] = {
    "near": "about|around|some|roughly|approximately|approx|approx .|circa|ca .|an estimated|estimated|"
    "in the region of|something like|in the order of",
    "short": "nearly|almost|just under|just below|not quite|close to|approaching|nearing|a little under|"
    "slightly less than|slightly fewer than",
    "beyond": "just over|just above|just more than|a little over|a little more than|slightly more than|slightly over",
    "floor": "more than|over|above|at least|upwards of|upward of|in excess of|exceeding|no fewer than|no less than|"
    "not fewer than|not less than|a minimum of|well over|well above|far more than|many more than",
    "ceiling": "up to|at most|at the most|no more than|not more than|as many as|as much as|fewer than|less than|under|"
    "below|a maximum of|well under|well below|far fewer than|far less than",
}
_BEHIND: Mapping[Effect, str] = {
    "near": "or so|odd",
    "floor": "or more|or above|plus|at least|at a minimum|and counting",
    "ceiling": "or fewer|or less|or below|or under|at most|at the most",
}


def _phrases(table: Mapping[Effect, str]) -> Mapping[tuple[str, ...], Effect]:
    return {tuple(phrase.split()): effect for effect, all_of in table.items() for phrase in all_of.split("|")}


BEFORE: Mapping[tuple[str, ...], Effect] = _phrases(_BEFORE)
BEHIND: Mapping[tuple[str, ...], Effect] = {**_phrases(_BEHIND), ("+",): "floor"}
# Most words of a text open neither a qualifier nor a number, and are passed over by one look into these.
OPEN_A_QUALIFIER = frozenset(phrase[0] for phrase in (*BEFORE, *BEHIND))
OPEN_A_NUMBER = frozenset().union(
    UNITS, TENS, SCALES, PLURALS, TIMES, PARTS, PARTS_IN_PLURAL, ORDINALS, FRACTIONS, MAJORITY,
    (phrase[0] for phrase in VAGUE), (phrase[0] for phrase in BEFORE), (code.casefold() for code in MONEY_CODES),
    ("a", "an", "the", "between", "few", "from", "most"),
)  # fmt: skip
ARTICLES = frozenset({"a", "an", "the"})
# An article opens a number, or what qualifies one, only before one of these.
BEHIND_AN_ARTICLE = frozenset().union(
    SCALES, PARTS, MAJORITY, (phrase[1] for phrase in (*VAGUE, *BEFORE) if phrase[0] in ARTICLES)
)
# Without a digit or one of these a text holds no number.
IN_EVERY_NUMBER = frozenset().union(
    UNITS, TENS, SCALES, PLURALS, TIMES, PARTS, PARTS_IN_PLURAL, ORDINALS, FRACTIONS, MAJORITY, SPANS_OF_TIME,
    ("several", "few", "couple", "handful", "most"),
)  # fmt: skip
MOST_QUALIFIERS = 3
LONGEST_PHRASE = max(map(len, (*BEFORE, *BEHIND)))
GREATEST = 10**15
