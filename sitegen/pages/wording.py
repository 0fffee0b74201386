"""The wordings: which words each source uses for the same thing, in whose voice, and every sentence they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..composing import Composer, Html, Reference, Snippet
from ..findings.wordings import Spoken, Voice
from ..kinds.wording import Wording
from ..language import message, message_in
from ..page import Briefing, Page, address_of
from ..records import slug
from .dossier import said_date

VOICES: tuple[tuple[Voice, str], ...] = (
    ("own", message_in("voice", "own voice")),
    ("reported", message_in("voice", "reported")),
    ("quoted", message_in("voice", "quoted")),
)


@dataclass(frozen=True, slots=True)
class Source:
    """The head of a column."""

    article: Reference
    date: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often, in which voice, and the way to the sentences that were counted, which stand at `id`."""

    number: int
    voice: str
    said: str
    id: str
    href: str


@dataclass(frozen=True, slots=True)
class Use:
    """One use in its sentence. `speaker` is whoever is quoted or reported, where the article names them."""

    snippet: Snippet
    speaker: Reference | None


@dataclass(frozen=True, slots=True)
class UsesInArticle:
    """The uses of a variant in one article, voice by voice, under the headings that the counts lead to."""

    id: str
    article: Reference
    date: str
    number: int
    voices: tuple[tuple[Count, tuple[Use, ...]], ...]


@dataclass(frozen=True, slots=True)
class VariantView:
    """One way to say it: the words counted, the counts by source, and the sentences. `href` leads to all of them."""

    id: str
    name: str
    words: tuple[str, ...]
    total: int
    href: str
    cells: tuple[UsesInArticle | None, ...]

    @property
    def groups(self) -> tuple[UsesInArticle, ...]:
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class WordingView:
    name: str
    about: Html | None
    sources: tuple[Source, ...]
    variants: tuple[VariantView, ...]


@dataclass(frozen=True, slots=True)
class WordingLine:
    """A wording in the index, with the same counts and without the sentences, which stand on its own page."""

    link: Reference
    view: WordingView


@dataclass(frozen=True, slots=True)
class WordingsView:
    wordings: tuple[WordingLine, ...]


def pages(briefing: Briefing) -> Iterator[Page]:
    """A page for each wording, and the index of all."""
    for wording in _wordings(briefing):
        view = partial(_view, wording=wording, sentences=True)
        description = message(
            "%(name)s: which words each source uses, in whose voice, with every sentence.", name=wording.name
        )
        yield Page(address_of(wording), "wording.html", wording.name, view, "wording", description, wording)
    description = message("Different words for the same thing, counted by source and by voice.")
    yield Page("wordings.html", "wordings.html", message("Wording"), _index, "wording", description)


def _wordings(briefing: Briefing) -> list[Wording]:
    return [wording for wording in briefing.library.all("wording").values() if isinstance(wording, Wording)]


def _index(composer: Composer) -> WordingsView:
    wordings = _wordings(composer.briefing)
    lines = (WordingLine(composer.thing(one), _view(composer, one, sentences=False)) for one in wordings)
    return WordingsView(tuple(lines))


def _view(composer: Composer, wording: Wording, sentences: bool) -> WordingView:
    by_cell: dict[tuple[int, str], list[Spoken]] = {}
    for one in composer.findings.wordings.of(wording):
        by_cell.setdefault((one.variant, one.article), []).append(one)
    articles = sorted({article for _, article in by_cell}, key=composer.findings.chronology.order)
    ids = _ids(wording)
    variants = []
    for number, variant in enumerate(wording.variants):
        found = (by_cell.get((number, article)) for article in articles)
        cells = tuple(_in_article(composer, wording, ids[number], uses, sentences) if uses else None for uses in found)
        total = sum(cell.number for cell in cells if cell)
        variants.append(
            VariantView(
                id=ids[number],
                name=variant.name,
                words=variant.words,
                total=total,
                href=composer.href(f"{address_of(wording)}#section-{ids[number]}"),
                cells=cells,
            )
        )
    documents = composer.library.documents
    return WordingView(
        name=wording.name,
        about=composer.prose(wording.about),
        sources=tuple(Source(composer.article(documents[a]), said_date(composer, documents[a])) for a in articles),
        variants=tuple(variants),
    )


def _ids(wording: Wording) -> list[str]:
    """An id for each variant, of its name where that tells it from the others."""
    slugs = [slug(variant.name) for variant in wording.variants]
    return [name if name and slugs.count(name) == 1 else f"variant-{n}" for n, name in enumerate(slugs, start=1)]


def _in_article(
    composer: Composer, wording: Wording, variant: str, spoken: list[Spoken], sentences: bool
) -> UsesInArticle:
    document = composer.library.documents[spoken[0].article]
    spot = f"{variant}--{document.id}"
    voices = []
    for voice, said in VOICES:
        inside = [one for one in spoken if one.voice == voice]
        if inside:
            href = composer.href(f"{address_of(wording)}#{spot}--{voice}")
            uses = tuple(_use(composer, one) for one in inside) if sentences else ()
            voices.append((Count(len(inside), voice, said, f"{spot}--{voice}", href), uses))
    return UsesInArticle(
        id=spot,
        article=composer.article(document),
        date=said_date(composer, document),
        number=len(spoken),
        voices=tuple(voices),
    )


def _use(composer: Composer, spoken: Spoken) -> Use:
    document = composer.library.documents[spoken.article]
    speaker = composer.reference(spoken.quote.speaker, "actor") if spoken.quote else None
    quote_id = spoken.quote.id if spoken.quote else ""
    # The words counted are our own list, so they may be printed whatever the source's rights are.
    return Use(composer.snippet(document, spoken.stretch, quote_id, name=spoken.printed), speaker)
