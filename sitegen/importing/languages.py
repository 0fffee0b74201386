"""A guess at the language of a text, from its script and its commonest words; no guess where these do not tell."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

# Words that are frequent in one language and rare in the others here.
_COMMON: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to that was with for were his which from have has this not are by",
        "de": "der die und das nicht ist ein eine mit den dem auch sich auf für von wird zu",
        "fr": "les des est une dans que pour qui sur pas au aux avec cette sont mais et il",
        "es": "los las que del por con una para como más pero sus fue entre según el y",
        "it": "che di il della per sono non una gli nel alla più dei anche con è",
        "pt": "que não uma os com para dos das mais foi ao pelo também são em do da",
        "nl": "het een van en dat niet op te zijn voor met aan ook bij door werd",
        "tr": "ve bir bu için ile olarak olan da de çok gibi sonra kadar daha ancak ise",
        "pl": "nie się na jest że do to jak ale przez od po które oraz był dla",
        "ru": "и в не на что он с как это по но из у за от к его",
        "uk": "і в не на що він з як це та до але його від за у є",
        "ar": "من في على إلى أن التي عن مع هذا هذه كان الذي لا ما بعد",
        "fa": "و در به از که این را با است برای آن یک خود شد می",
    }.items()
}
# Scripts that one language alone is usually written in.
_SCRIPTS: Final = {"GREEK": "el", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "HEBREW": "he", "THAI": "th",
                   "ARMENIAN": "hy", "GEORGIAN": "ka", "CJK": "zh"}  # fmt: skip
_SAMPLE: Final = 20_000
_FEWEST_WORDS: Final = 20


def guess(text: str) -> tuple[str, str] | None:
    """The language and what the guess rests on."""
    sample = text[:_SAMPLE]
    letters = [letter for letter in sample if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    if not scripts:
        return None
    # Japanese is written with Chinese characters between its own.
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) // 20:
        return "ja", "its script"
    script, count = scripts.most_common(1)[0]
    if script in _SCRIPTS and 2 * count > len(letters):
        return _SCRIPTS[script], "its script"
    return _by_words(sample)


def _by_words(sample: str) -> tuple[str, str] | None:
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    if len(words) < _FEWEST_WORDS:
        return None
    count = Counter(words)
    scores = sorted(((sum(count[word] for word in common), language) for language, common in _COMMON.items()))
    (second, _), (best, language) = scores[-2:]
    # Running text of a language is to an eighth or more made of such words; a close second leaves it open.
    clear = best * 8 >= len(words) and best * 2 >= second * 3
    return (language, "its commonest words") if clear else None
