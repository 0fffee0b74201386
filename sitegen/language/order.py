"""The order in which a speaker of a language looks for names, and the letter they look under."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .script import base_of

# The alphabets whose order is not that of the code points with marks taken off. Letters that are missing stand where
# they stand without their marks: é as e, ё as е, أ as ا.
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LATIN_OF = {
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvwyz",
    "cs": "abcčdefghijklmnopqrřsštuvwxyzž",
    "da": "abcdefghijklmnopqrstuvwxyzæøå",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "fi": "abcdefghijklmnopqrstuvwxyzåäö",
    "hr": "abcčćdđefghijklmnopqrsštuvwxyzž",
    "lt": "abcčdefghiyjklmnopqrsštuvwxzž",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "sv": "abcdefghijklmnopqrstuvwxyzåäö",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
}
_LATIN_OF |= {"bs": _LATIN_OF["hr"], "nb": _LATIN_OF["da"], "nn": _LATIN_OF["da"], "no": _LATIN_OF["da"],
              "sk": _LATIN_OF["cs"], "sl": _LATIN_OF["hr"]}  # fmt: skip
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_CYRILLIC = "абвгґѓдђеєжзѕиіїйјкќлљмнњоөпрстћуўүфхцчџшщъыьэюя"
_ARABIC = "ءابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنهوی"
_PERSIAN = "ءابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنوهی"
_PERSIAN_IN = ("ckb", "fa", "ku", "ps", "ur")
_CYRILLIC_IN = ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk")
_ARABIC_IN = ("ar", *_PERSIAN_IN)

_SPELT = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e",
                        "ς": "σ", "ك": "ک", "ي": "ی", "ى": "ی", "ې": "ی", "ے": "ی", "ہ": "ه", "ھ": "ه",
                        "ـ": ""})  # fmt: skip
_AS_IN_ARABIC = str.maketrans("کی", "كي")
_DOTTED = str.maketrans({"I": "ı", "İ": "i"})
# The Arabic article is not looked for: al-Assad stands under A for Assad, with its consonant drawn in or not.
_ARTICLE = re.compile(
    r"[ae]l[-‐‑](?=\w)|[ae](?P<drawn>sh|dh|th|[dnrstz])[-‐‑](?=(?P=drawn))|ال(?=\w{3})", re.IGNORECASE
)
# Nor are the articles of the site's own language: the West stands under W.
_OWN_ARTICLES = {
    "en": re.compile(r"(?:the|an|a)\s+(?=\w)", re.IGNORECASE),
    "fr": re.compile(r"(?:(?:les|le|la)\s+|l[’'])(?=\w)", re.IGNORECASE),
    "de": re.compile(r"(?:der|die|das)\s+(?=\w)", re.IGNORECASE),
}
_PIECE = re.compile(r"(?P<number>\d+)|(?P<letter>[^\W\d_])|[\s\-‐‑–—/_.,:;]+")

Key = tuple[tuple[tuple[int, int], ...], str]


def sort_key(name: str, language: str = "en") -> Key:
    """Where a name stands among others for a speaker of a language: by letters first, then by their marks."""
    return _key(name, base_of(language))


def initial(name: str, language: str = "en") -> str:
    """The letter a name is looked for under, as a capital of the language; empty where it begins with none."""
    base = base_of(language)
    found = _PIECE.search(_folded(name, base))
    if found is None or not found["letter"]:
        return ""
    letter = next(_letters(found["letter"], _ranks(base)), "")
    if base in ("tr", "az"):
        letter = letter.replace("i", "İ")
    return letter.upper() if base in _PERSIAN_IN else letter.upper().translate(_AS_IN_ARABIC)


@lru_cache(maxsize=65536)
def _key(name: str, base: str) -> Key:
    ranks = _ranks(base)
    pieces: list[tuple[int, int]] = []
    folded = _folded(name, base)
    for found in _PIECE.finditer(folded):
        if found["number"]:
            pieces.append((1, int(found["number"])))
        elif found["letter"]:
            pieces += [ranks.get(letter, (9, ord(letter))) for letter in _letters(found["letter"], ranks)]
        elif pieces:
            pieces.append((0, 0))
    return tuple(pieces), folded


def _folded(name: str, base: str) -> str:
    """A name without the case of its letters and without its article."""
    text = unicodedata.normalize("NFC", name.strip())
    if base in ("tr", "az"):
        text = text.translate(_DOTTED)
    for articles in (_OWN_ARTICLES.get(base), _ARTICLE):
        if articles and (article := articles.match(text)):
            text = text[article.end() :]
    return unicodedata.normalize("NFC", text.casefold())


def _letters(letter: str, ranks: dict[str, tuple[int, int]]) -> Iterator[str]:
    """A letter as the alphabet has it: itself, or what it is without its marks."""
    if letter in ranks:
        yield letter
        return
    plain = unicodedata.normalize("NFKD", "ت" if letter == "ة" and ranks["و"] > ranks["ه"] else letter)
    for part in plain.translate(_SPELT):
        if not unicodedata.combining(part):
            yield "ه" if part == "ة" else part


@lru_cache(maxsize=16)
def _ranks(base: str) -> dict[str, tuple[int, int]]:
    """Where each letter stands: the script of the language before all others, and in it the order of its alphabet."""
    scripts = [_LATIN_OF.get(base, _LATIN), _GREEK, _CYRILLIC, _PERSIAN if base in _PERSIAN_IN else _ARABIC]
    own = 2 if base in _CYRILLIC_IN else 3 if base in _ARABIC_IN else 1 if base == "el" else 0
    order = [own, *(number for number in range(len(scripts)) if number != own)]
    return {letter: (2 + rank, at) for rank, number in enumerate(order) for at, letter in enumerate(scripts[number])}
