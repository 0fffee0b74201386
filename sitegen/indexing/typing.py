"""Names as they are typed: letters that a reader's keyboard may not have, or has in the form of another language.

Pagefind takes marks off letters by itself, as of é, ё and أ. What it leaves apart is brought together here, and in the
same way by the search on a page (`assets/search.js`), to which a test holds it.
"""

from __future__ import annotations

from typing import Final

# The same letter for whoever types: Turkish without a dot, Arabic and Persian by the keyboard of the other, and final
# forms that many write as the plain ones. What joins or parts letters for the eye alone is left out.
SAME: Final = {
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ə": "e",
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك",
    "ـ": "", "\u200c": "", "\u200d": "",
}  # fmt: skip
_TABLE = str.maketrans(SAME)


def typed(words: str) -> str:
    """Words in the letters that all ways of typing them have in common."""
    return words.lower().translate(_TABLE)


def other_ways(words: str) -> str:
    """The words of a text that may be typed in another way, each once and as all ways have it."""
    if typed(words) == words.lower():
        return ""  # As nearly everywhere.
    return " ".join(dict.fromkeys(other for word in words.split() if (other := typed(word)) != word.lower()))
