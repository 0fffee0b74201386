"""Makes ids from words, and says what is wrong with an id that a person gave."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from ..passages import fold
from ..problems import Place, Problem
from .types import ID_PATTERN

LONGEST = 80
_LONGEST_FROM_WORDS = 48
_DEVICE = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]")
_SYMBOL = re.compile(r"[$+<=>^`|~%&#@*]")
# Letters that NFKD does not take apart.
_LETTERS = str.maketrans({"ı": "i", "İ": "i", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d",
                          "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ð": "d", "þ": "th"})  # fmt: skip
# How letters of other scripts are spelt: near enough to be read, and never to change, since ids are permanent. The
# signs ъ, ь and ء are not spelt at all.
_SPELLINGS = """
а=a б=b в=v г=g ґ=g ѓ=g д=d ђ=d е=e є=ye ж=zh з=z ѕ=z и=i і=i ї=yi й=y ј=j к=k ќ=k л=l љ=lj м=m н=n њ=nj о=o
ө=o п=p р=r с=s т=t ћ=c у=u ў=u ү=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=shch ы=y э=e ю=yu я=ya
ъ= ь=
ا=a ب=b پ=p ت=t ث=th ج=j چ=ch ح=h خ=kh د=d ذ=dh ر=r ز=z ژ=zh س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ف=f ق=q ک=k
ك=k گ=g ل=l م=m ن=n و=w ه=h ی=y ي=y ى=a ة=a آ=a أ=a إ=i ؤ=u ئ=i ٱ=a
ء=
α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
"""
_SCRIPTS = {letter: latin for letter, _, latin in (pair.partition("=") for pair in _SPELLINGS.split())}
_SPELT_IN_LATIN = str.maketrans(_SCRIPTS | {letter.upper(): latin for letter, latin in _SCRIPTS.items()})


def slug(text: str) -> str:
    """`text` in the letters of an id; empty where none of its letters has a Latin one."""
    spelt = unicodedata.normalize("NFC", text.translate(_LETTERS)).translate(_SPELT_IN_LATIN)
    latin = unicodedata.normalize("NFKD", spelt).translate(_SPELT_IN_LATIN).replace("'", "").replace("’", "")
    latin = "".join(letter for letter in latin if not unicodedata.combining(letter))
    return re.sub("[^a-z0-9]+", "-", latin.lower()).strip("-")


def id_from_words(*words: str, hidden: bool = False) -> str:
    """An id that depends on the words alone, never on what stands beside them or on the marks they are typed with:
    long or unspellable words are shortened and marked by a digest, so that another statement can never take or change
    the id. `hidden` words are in the digest alone."""
    text = fold(" ".join(words)).text.strip()
    whole = "" if hidden else slug(text)
    kept = len(whole) <= _LONGEST_FROM_WORDS and not _DEVICE.fullmatch(whole)
    if whole and kept and _spelt(text):
        return whole
    digest = hashlib.sha256(text.encode()).hexdigest()[:6]
    short = whole[:_LONGEST_FROM_WORDS].rsplit("-", 1)[0] if len(whole) > _LONGEST_FROM_WORDS else whole
    return f"{short}-{digest}" if short else f"w-{digest}"


def _spelt(text: str) -> bool:
    """Whether the id keeps every letter, digit and symbol of the words: $100 and €100 are not the same."""
    if text.isascii():
        return not _SYMBOL.search(text)
    if any(sign.lower() in _SCRIPTS for sign in text):
        return False  # Two letters of another script may be spelt alike.
    return all(slug(sign) for sign in text if unicodedata.category(sign)[0] in "LNS" or _SYMBOL.match(sign))


def id_slip(text: str, place: Place) -> Problem | None:
    """What is wrong with an id, if anything."""
    if re.fullmatch(ID_PATTERN, text) and len(text) <= LONGEST:
        if not _DEVICE.fullmatch(text):
            return None
        message = f"“{text}” cannot be an id: Windows keeps this name for a device, and no file there can bear it"
        return Problem(place, "bad-id", message, f"write “{text}-1”, or a longer name")
    message = f"“{text}” cannot be an id: an id is up to 80 letters a–z and digits, with single hyphens between them"
    suggestion = slug(text)[:LONGEST].strip("-")
    return Problem(place, "bad-id", message, f"write “{suggestion}”" if suggestion else "")
