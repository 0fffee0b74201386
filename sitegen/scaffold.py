"""Writes entries ready to paste: the YAML of a statement for words that nobody has annotated yet."""

from __future__ import annotations

import itertools
import json
import re
import textwrap
from collections.abc import Iterable, Iterator

from .dates import read_words
from .findings import Findings
from .findings.gaps import Gap
from .kinds.actor import Actor
from .kinds.measure import Measure
from .library import Document, Library
from .numbers import the_number
from .passages import Stretch, find
from .prose import sentence_at
from .records import id_from_words, slug

_PLAIN = re.compile(r"[A-Za-z0-9$€(][^\n#:]*[^\s#:]|[A-Za-z0-9]")
_RESERVED = {"null", "true", "false", "yes", "no", "on", "off", "~"}


def scalar(text: str) -> str:
    """A text as a YAML value: plain where that is safe, quoted where it is not."""
    words = " ".join(text.split())
    safe = _PLAIN.fullmatch(words) and words.lower() not in _RESERVED and '"' not in words[:1]
    return words if safe else json.dumps(words, ensure_ascii=False)


_LONG, _WIDTH = 90, 108


def words_of(kind: str, document: Document, stretch: Stretch) -> list[str]:
    """The first lines of an entry: the words, and as much of what stands round them as tells them apart; nothing where
    no context does."""
    words = document.text.printed(stretch)
    found = context(document, stretch)
    if found is None:
        return []
    return [
        *valued(f"  - {kind}", words),
        *(line for key, text in found.items() for line in valued(f"    {key}", text)),
    ]


def valued(key: str, text: str) -> list[str]:
    """A key with a text as its value, in several lines where it is long."""
    words = " ".join(text.split())
    if len(words) <= _LONG or not words.isprintable():
        return [f"{key}: {scalar(words)}"]
    indent = " " * (len(key) - len(key.lstrip(" -")) + 2)
    folded = textwrap.wrap(words, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return [f"{key}: >-", *(indent + line for line in folded)]


def entries(library: Library, findings: Findings, document: Document, gaps: Iterable[Gap]) -> str:
    """A `statements:` list with an entry for each quotation, date and number of an article's text that has none. What
    is guessed says so in a comment."""
    lines: list[str] = []
    written: set[tuple[str, Stretch]] = set()
    taken = {statement.id for statement in document.statements}
    for gap in gaps:
        resting = _resting_on(document, gap)
        # Words of one kind that an entry holds already are no gap any more once it is pasted.
        if resting is None or any(kind == gap.kind and _holds(words, resting) for kind, words in written):
            continue
        written.add((gap.kind, resting))
        entry = list(_entry(library, findings, document, gap, resting))
        lines += [*entry, *own_id(_KINDS[gap.kind], document, resting, entry, taken)]
    return "\n".join(["statements:", *lines, ""]) if lines else ""


_KINDS = {"quotation": "quote", "date": "date", "number": "figure"}


def own_id(kind: str, document: Document, stretch: Stretch, lines: Iterable[str], taken: set[str]) -> list[str]:
    """An `id:` where other words make the one that these would make, which is `taken`; it is added to those. With
    context among the `lines` of the entry, the words make another id by themselves."""
    if any(line.startswith(("    prefix:", "    suffix:")) for line in lines):
        return []
    name = f"{slug(kind)}-{id_from_words(document.text.printed(stretch), hidden=document.article.rights == 'link')}"
    if name not in taken:
        taken.add(name)
        return []
    own = next(f"{name[:70]}-{number}" for number in itertools.count(2) if f"{name[:70]}-{number}" not in taken)
    taken.add(own)
    return [f"    id: {own}"]


def _resting_on(document: Document, gap: Gap) -> Stretch | None:
    """The words that an entry for a gap rests on; None where no statement can fill it."""
    if gap.stretch is None or gap.kind not in _KINDS:
        return None
    if gap.kind == "number":
        return _phrase(document, gap.stretch)
    return _without_last_comma(document, gap.stretch) if gap.kind == "quotation" else gap.stretch


def _holds(words: Stretch, others: Stretch) -> bool:
    return words.start <= others.start and others.end <= words.end


def _entry(library: Library, findings: Findings, document: Document, gap: Gap, stretch: Stretch) -> Iterator[str]:
    yield f"  # {gap.what}, {document.place_in_text(stretch.start)}"
    if gap.kind == "quotation":
        yield from _found_once("quote", document, stretch)
        yield from _speaker(findings, document, stretch)
    elif gap.kind == "date":
        yield from _found_once("date", document, stretch)
        yield from _dated(findings, document, stretch)
    else:
        yield from _found_once("figure", document, stretch)
        yield from _counted(library, document, gap.stretch or stretch, stretch)


def _without_last_comma(document: Document, stretch: Stretch) -> Stretch:
    words = document.text.printed(stretch)
    return Stretch(stretch.start, stretch.end - (len(words) - len(words.rstrip(", "))))


def _found_once(kind: str, document: Document, stretch: Stretch) -> list[str]:
    return words_of(kind, document, stretch) or [f"  - {kind}: {scalar(document.text.printed(stretch))}"]


_CONTEXT_WORDS = 40


def context(document: Document, stretch: Stretch) -> dict[str, str] | None:
    """As few words as possible from before a stretch (`prefix`), and from behind it (`suffix`) where those do not
    suffice, so that it is what is found; empty where none are needed, None where none suffice."""
    text, words = document.text, document.text.printed(stretch)

    def tells(prefix: str = "", suffix: str = "") -> bool:
        found = find(text, words, prefix or None, suffix or None)
        return len(found) == 1 and found[0].start < stretch.end and stretch.start < found[0].end

    if tells():
        return {}
    before = text.plain[: stretch.start].split()[-_CONTEXT_WORDS:]
    after = text.plain[stretch.end :].split()[:_CONTEXT_WORDS]
    for count in range(1, len(before) + 1):
        if tells(prefix := " ".join(before[-count:])):
            return {"prefix": prefix}
    for count in range(1, len(after) + 1):
        suffix = " ".join(after[:count])
        if tells("", suffix):
            return {"suffix": suffix}
        if tells(" ".join(before), suffix):
            return {"prefix": " ".join(before), "suffix": suffix}
    return None


def likely_speaker(findings: Findings, document: Document, stretch: Stretch) -> Actor | None:
    """The actor who is named nearest to words in their sentence, or else in their paragraph; a person before any
    other."""
    block = document.text.blocks[document.text.block_of(stretch.start)]
    near = [
        (mention.stretch, mention.thing)
        for mention in findings.mentions.in_article[document.id]
        if isinstance(mention.thing, Actor)
        and mention.stretch.overlaps(block)
        and not mention.stretch.overlaps(stretch)
    ]
    people = [one for one in near if one[1].type in ("person", "unnamed source")]
    sentence = sentence_at(document.text, stretch.start, stretch.end)

    def distance(one: tuple[Stretch, Actor]) -> tuple[bool, int]:
        named = one[0]
        return not named.overlaps(sentence), min(abs(named.start - stretch.end), abs(stretch.start - named.end))

    found = min(people or near, key=distance, default=None)
    return found[1] if found else None


def is_whole_sentence(document: Document, stretch: Stretch) -> bool:
    """Whether words begin where their sentence does, but for a mark."""
    return stretch.start <= sentence_at(document.text, stretch.start, stretch.end).start + 2


def _speaker(findings: Findings, document: Document, stretch: Stretch) -> Iterator[str]:
    best = likely_speaker(findings, document, stretch)
    if best is None:
        yield "    form: partial  # nobody who is written is named near: name one with `speaker:`"
        return
    yield f"    form: {'direct' if is_whole_sentence(document, stretch) else 'partial'}"
    yield f"    speaker: {best.id}  # a guess: the nearest name"


def _dated(findings: Findings, document: Document, stretch: Stretch) -> Iterator[str]:
    published = findings.chronology.articles[document.id].span
    words = document.text.printed(stretch)
    if read_words(words, published, None, document.article.language).span is not None:
        return
    if read_words(words, published, "before", document.article.language).span is not None:
        yield "    direction: before  # a guess: or `same day`, or `after`"
        return
    yield "    open: nobody has settled it yet  # or `declared:` and `because:`"


_CLAUSE_END = re.compile(r"[,;:()\[\]“”\"«»–—]|\.(?!\w)")


def _phrase(document: Document, stretch: Stretch) -> Stretch:
    """A number with the three words behind it in its clause, which say what it counts."""
    sentence = sentence_at(document.text, stretch.start, stretch.end)
    clause = _CLAUSE_END.split(document.text.plain[stretch.end : sentence.end])[0]
    behind = list(re.finditer(r"\S+", clause))[:3]
    return Stretch(stretch.start, stretch.end + behind[-1].end() if behind else stretch.end)


def _counted(library: Library, document: Document, number: Stretch, stretch: Stretch) -> Iterator[str]:
    """What a number counts, and which of the numbers in its words is meant where they hold more than one."""
    words, printed = document.text.printed(stretch), document.text.printed(number)
    if (only := the_number(words)) is None or " ".join(words[only.stretch.start : only.stretch.end].split()) != printed:
        yield f"    number: {scalar(printed)}"
    guess = likely_measure(library, document, stretch, printed)
    told = "a guess: what does it count?" if guess else "what does it count? (`sitegen new measure`)"
    yield f"    measure: {guess or 'your-measure'}  # {told}"


def likely_measure(library: Library, document: Document, stretch: Stretch, number: str) -> str | None:
    """The id of the measure that a number may be of and that shares most words with its sentence."""
    found = the_number(number)
    share = found is not None and found.quantity.unit == "%"
    fit = [one for one in library.all("measure").values() if isinstance(one, Measure) and _counts(one, share)]
    return _likeliest(fit, document, stretch)


def _counts(measure: Measure, share: bool) -> bool:
    """Whether a number can be of a measure: a share is a part of a whole, and a place in a row is neither."""
    return measure.nature != "ordinal" and (share or measure.nature != "share")


def _likeliest(measures: list[Measure], document: Document, stretch: Stretch) -> str | None:
    """The measure that shares most words with the sentence, if any shares one."""
    sentence = sentence_at(document.text, stretch.start, stretch.end)
    words = set(re.findall(r"\w{4,}", document.text.printed(sentence).casefold()))
    best = max(measures, key=lambda one: len(words & _words_of(one)), default=None)
    return best.id if best and words & _words_of(best) else None


def _words_of(measure: Measure) -> set[str]:
    return set(re.findall(r"\w{4,}", f"{measure.name} {measure.counts}".casefold()))
