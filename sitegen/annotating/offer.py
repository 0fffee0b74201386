"""What the preview offers for words that were selected: an entry with its blanks, where to paste it, what is amiss."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..findings import Findings
from ..kinds import STATEMENTS
from ..library import Document, Library
from ..passages import Stretch
from ..problems import Place
from ..records import slug
from .blanks import Blank, blanks_of
from .entry import home_of, set_in, written
from .guesses import Words, directions, likely_kind, likely_values
from .selecting import Selection, Unusable, selected, whole_words, without_marks
from .trial import slips_of

# What is asked at once, beside all that an entry needs and all that is guessed.
_ASKED = {
    "quote": ("form", "speaker"),
    "figure": ("measure", "speaker"),
    "stance": ("issue", "position", "actor", "form"),
    "account": ("of", "question", "answer"),
    "commitment": ("what", "by", "due"),
    "date": ("direction", "event", "what"),
    "mention": ("as", "sense"),
    "use": ("term", "defines"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """What `check` would say of the entry."""

    severity: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank with its value; `guessed` where nobody chose it, `asked` where it is shown at once."""

    blank: Blank
    value: str
    guessed: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry for the words as the source prints them. It is `ready` when `check` has no error for it."""

    words: str
    place: str
    notes: tuple[str, ...]
    kind: str
    kinds: tuple[tuple[str, str], ...]
    filled: tuple[Filled, ...]
    yaml: str
    path: str
    where: str
    slips: tuple[Slip, ...]
    ready: bool


def offered(
    library: Library, findings: Findings, document: Document, selection: Selection, kind: str, chosen: Mapping[str, str]
) -> Offer | Unusable:
    """The entry for what was selected. `kind` may be empty for the likeliest; `chosen` are the values that a person
    gave, an empty one meaning none."""
    found = selected(document, selection)
    if isinstance(found, Unusable):
        return found
    stretch = whole_words(document.text.plain, found)
    if not any(letter.isalnum() for letter in document.text.printed(stretch)):
        return Unusable("No word is selected.")
    if kind != "part":
        stretch = without_marks(document.text.plain, stretch)
    words = Words(library, findings, document, stretch)
    kind = kind if kind in STATEMENTS else likely_kind(words)
    filled = _filled(words, kind, chosen)
    values = {one.blank.key: one.value for one in filled}
    lines = written(kind, document, stretch, [one.blank for one in filled], values)
    if lines is None:
        return Unusable(
            "No words round them tell these from the same words elsewhere. Select a few more on either side."
        )
    home = home_of(library, document, kind)
    slips = [Slip(one.severity, one.message, one.hint) for one in slips_of(library, document, lines, home.path)]
    if (same := _same(words, kind)) is not None:
        message = f"{same.path}:{same.line} has a {kind} of these words already"
        slips.append(Slip("error", message, "change that one, or select other words"))
    return Offer(
        words=" ".join(words.printed.split()),
        place=str(document.place_in_text(stretch.start)),
        notes=(*_notes(document, found, stretch), *_unknown(words)),
        kind=kind,
        kinds=tuple((one.name, one.summary) for one in STATEMENTS.values()),
        filled=tuple(filled),
        yaml=set_in(lines, home),
        path=home.path,
        where=home.where,
        slips=tuple(slips),
        ready=not any(one.severity == "error" for one in slips),
    )


def _same(words: Words, kind: str) -> Place | None:
    """Where an entry of the kind that rests on just these words is written already."""
    for anchor in words.findings.anchors.in_article(words.document.id):
        at = Stretch(anchor.passage.start, anchor.passage.end)
        if anchor.statement and anchor.statement.kind == kind and at == words.stretch:
            return anchor.statement.place()
    return None


def _filled(words: Words, kind: str, chosen: Mapping[str, str]) -> list[Filled]:
    guesses = likely_values(words, kind)
    values = {**guesses, **chosen}
    blanks = blanks_of(STATEMENTS[kind], words.library, values)
    if kind == "date":
        blanks = [replace(one, choices=directions(words)) if one.key == "direction" else one for one in blanks]
    return [
        Filled(
            blank=blank,
            value=values.get(blank.key, ""),
            guessed=blank.key in guesses and blank.key not in chosen,
            asked=blank.required or blank.key in guesses or blank.key in _ASKED.get(kind, ()),
        )
        for blank in blanks
    ]


def _unknown(words: Words) -> list[str]:
    """What to do about a name that nothing has."""
    if not words.are_a_name_of_nothing:
        return []
    plain = re.fullmatch(r"[^\W_][\w .,'’&()-]*", words.printed)
    new = f'sitegen new actor "{words.printed}"' if plain else f"sitegen new actor {slug(words.printed)}"
    return [f"Nothing has this name yet. Write it first: `{new}` (or `new place`, `new term`)."]


def _notes(document: Document, found: Stretch, stretch: Stretch) -> list[str]:
    """What was made of the selection, where that is more or less than was selected."""
    notes = []
    plain = document.text.plain
    if stretch.start < found.start or stretch.end > found.end:
        notes.append("Made longer, so that no word is cut.")
    left_out = plain[found.start : stretch.start] + plain[stretch.end : found.end]
    if left_out.strip():
        notes.append("The marks at the ends are left out.")
    blocks = document.text.block_of(stretch.end - 1) - document.text.block_of(stretch.start) + 1
    if blocks > 1:
        notes.append(f"They run over {blocks} paragraphs; two entries may be clearer.")
    return notes
