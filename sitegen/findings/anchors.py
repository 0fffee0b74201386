"""Where the words of each statement and each citation lie in their article: the verbatim gate."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..kinds.quote import Quote
from ..library import Document, Library
from ..passages import Passage, Text, find, fold, nearest_passage
from ..problems import Place, Problem
from ..prose import Citation
from ..records import Statement, spots

# To compare words with a whole article takes long, and whoever misses more has mistaken the article.
_MOST_COMPARED = 100


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words found. `id` is the fragment of its permanent link on the article's page, and `also` holds further ones;
    `statement` is None for words that only our own prose cites; `evidence` holds further words of the statement,
    such as its attribution."""

    article: str
    id: str
    passage: Passage
    statement: Statement | None
    evidence: Mapping[str, Passage]
    also: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """Every fragment that leads to the words, the permanent link first."""
        return (self.id, *self.also)

    @property
    def kind(self) -> str:
        """The kind of the statement, or `passage` for words that are only cited."""
        return self.statement.kind if self.statement else "passage"


@dataclass(frozen=True, eq=False)
class Anchors:
    """All anchors: by (article, statement id), and by citation."""

    statements: Mapping[tuple[str, str], Anchor]
    citations: Mapping[Citation, Anchor]

    def of(self, statement: Statement) -> Anchor | None:
        return self.statements.get((statement.article, statement.id))

    @functools.cached_property
    def by_article(self) -> Mapping[str, list[Anchor]]:
        """Every anchor by its article, in the order of its text, the longer first where two begin together."""
        found: dict[str, dict[str, Anchor]] = {}
        for anchor in (*self.statements.values(), *self.citations.values()):
            found.setdefault(anchor.article, {})[anchor.id] = anchor
        return {article: sorted(anchors.values(), key=_in_text) for article, anchors in found.items()}

    def in_article(self, article: str) -> list[Anchor]:
        """Every anchor of one article."""
        return self.by_article.get(article, [])


def _in_text(anchor: Anchor) -> tuple[int, int, str]:
    return (anchor.passage.start, -anchor.passage.end, anchor.id)


@dataclass(frozen=True, slots=True)
class Search:
    """What came of looking for the words of every statement: the anchors, the statements whose words are lost,
    each with its problem, and all other problems."""

    found: dict[tuple[str, str], Anchor]
    lost: list[tuple[Statement, Problem]]
    problems: list[Problem]


def find_statements(library: Library) -> Search:
    """Looks for the words of every statement."""
    found: dict[tuple[str, str], Anchor] = {}
    lost: list[tuple[Statement, Problem]] = []
    problems: list[Problem] = []
    for document in library.documents.values():
        search = document.once("search", (), _search, document)
        found.update(search.found)
        lost += search.lost
        problems += search.problems
    return Search(found, lost, problems)


def _search(document: Document) -> Search:
    """What comes of looking for the words of the statements about one article."""
    search = Search({}, [], [])
    for statement in document.statements:
        compared = len(search.lost) < _MOST_COMPARED
        # What is wrong is told by places in the file, which may be others though the text is the same.
        rests_on = (document.text, document.raw, statement, compared)
        anchor, slips = document.over_saves(
            ("anchor", statement.id), rests_on, _looked_for, document, statement, compared
        )
        if anchor is None:
            search.lost.extend((statement, slip) for slip in slips)
        else:
            search.found[statement.article, statement.id] = anchor
            search.problems.extend(slips)
    search.problems.extend(_article_words(document))
    return search


def _looked_for(document: Document, statement: Statement, compared: bool) -> tuple[Anchor | None, list[Problem]]:
    slips: list[Problem] = []
    return _anchor(document, statement, slips, compared), slips


def _anchor(document: Document, statement: Statement, problems: list[Problem], compared: bool) -> Anchor | None:
    place = statement.place(statement.kind)
    wanted = Wanted(statement.words, statement.prefix, statement.suffix)
    passage = find_one(document, wanted, place, problems, compared)
    if passage is None:
        return None
    evidence: dict[str, Passage] = {}
    for spot in spots(statement):
        if spot.role != "words" or spot.steps == (statement.kind,):
            continue
        beside = _beside(document, passage, spot.text, statement.place(*spot.steps), problems)
        if beside is not None:
            evidence[str(spot.steps[0])] = beside
    if isinstance(statement, Quote) and (slip := _marks_slip(document, statement, passage)):
        problems.append(slip)
    return Anchor(document.id, statement.id, passage, statement, evidence)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to be found, with the context that tells one place from another."""

    words: str
    prefix: str | None = None
    suffix: str | None = None


def find_one(
    document: Document, wanted: Wanted, place: Place, problems: list[Problem], compared: bool = True
) -> Passage | None:
    """The one place where the words stand, or None with the problem added, `compared` or not."""
    found = find(document.text, wanted.words, wanted.prefix, wanted.suffix)
    if len(found) == 1:
        return found[0]
    problems.append(_twice(document, found, place) if found else not_found(document, wanted, place, compared))
    return None


def _beside(document: Document, passage: Passage, words: str, place: Place, problems: list[Problem]) -> Passage | None:
    """Further words of a statement: those in the same paragraph are meant where there are any."""
    found = find(document.text, words)
    blocks = {document.text.block_of(piece.start) for piece in passage.pieces}
    near = [other for other in found if document.text.block_of(other.start) in blocks]
    if near:
        return min(near, key=lambda other: (abs(other.start - passage.start), other.start))
    if len(found) == 1:
        return found[0]
    problems.append(_twice(document, found, place) if found else not_found(document, Wanted(words), place))
    return None


def _article_words(document: Document) -> Iterator[Problem]:
    """Problems with words that the article's own fields rest on."""
    for spot in spots(document.article):
        if spot.role == "words" and not find(document.text, spot.text):
            yield not_found(document, Wanted(spot.text), document.article.place(*spot.steps))


def not_found(document: Document, wanted: Wanted, place: Place, compared: bool = True) -> Problem:
    """The words stand nowhere: the nearest passage, and the difference word by word, if they are to be `compared`."""
    if (wanted.prefix or wanted.suffix) and find(document.text, wanted.words):
        message = f"these words stand in {document.path}, but not right after `prefix` or before `suffix`"
        return Problem(place, "words-not-found", message, details=_spots(document, find(document.text, wanted.words)))
    message = f"these words do not stand in {document.path}"
    if not compared:
        hint = f"the nearest passage is told of no more than {_MOST_COMPARED} in one article"
        return Problem(place, "words-not-found", message, hint)
    near = nearest_passage(document.text, wanted.words)
    if near is None:
        return Problem(place, "words-not-found", message, "no passage of the article comes near them")
    at = document.place_in_text(near.stretch.start, near.stretch.end - near.stretch.start)
    details = (f"nearest passage, {at}:", f"  {near}", "  [-in the annotation-]  {+in the article+}")
    hint = "copy the words as the article prints them"
    if (bare := _without_marks(wanted.words)) and find(document.text, bare):
        hint = "leave the marks at the ends out: the words between them stand there"
    return Problem(place, "words-not-found", message, hint, details=details)


_MARKS_AT_ENDS = "\"“”„‟«»'‘’‚‛ "


def _without_marks(words: str) -> str:
    """Words without quotation marks round them; nothing where there are none."""
    bare = (
        words.strip(_MARKS_AT_ENDS).rstrip(",") if words[:1] in _MARKS_AT_ENDS or words[-1:] in _MARKS_AT_ENDS else ""
    )
    return bare if bare != words else ""


_SHOWN = 5
_CONTEXT = 40


def _twice(document: Document, found: list[Passage], place: Place) -> Problem:
    message = f"these words stand in {document.path} {len(found)} times"
    hint = "add `prefix:` or `suffix:` with the words right before or after the ones you mean"
    return Problem(place, "words-found-twice", message, hint, details=_spots(document, found))


def _spots(document: Document, found: list[Passage]) -> tuple[str, ...]:
    more = len(found) - _SHOWN
    lines = [f"{document.place_in_text(one.start)}: {_in_context(document.text, one)}" for one in found[:_SHOWN]]
    return (*lines, *([f"… and {more} more"] if more > 0 else []))


def _in_context(text: Text, passage: Passage) -> str:
    """The words with a few whole ones before and after."""
    start, end = max(0, passage.start - _CONTEXT), passage.end + _CONTEXT
    before, after = text.plain[start : passage.start], text.plain[passage.end : end]
    before = "…" + before.partition(" ")[2] if start else before
    after = after.rpartition(" ")[0] + "…" if end < len(text.plain) else after
    return " ".join(f"{before}»{text.plain[passage.start : passage.end]}«{after}".split())


# A single mark inside a word is an apostrophe.
_OPENING = re.compile(r"[\"“”„‟«»]|(?<!\w)['‘’‚‛]")
_PAIRED = '"“”„‟«»'


def _marks_slip(document: Document, quote: Quote, passage: Passage) -> Problem | None:
    """Whether the article prints the words inside quotation marks, as the form says. Marks that were never closed
    are ordinary, so an opening one anywhere before in the paragraph will do."""
    plain, block = document.text.plain, document.text.blocks[document.text.block_of(passage.start)]
    if quote.form in ("direct", "partial") and not _OPENING.search(plain, block.start, passage.end):
        message = f"the form is “{quote.form}”, but no quotation mark stands before these words in their paragraph"
        return Problem(quote.place("form"), "quotation-marks", message, "use `form: indirect` for reported speech")
    before, after = plain[: passage.start].rstrip()[-1:], plain[passage.end :].lstrip()[:1]
    if quote.form in ("indirect", "outlet") and before and after and before in _PAIRED and after in _PAIRED:
        message = f"the form is “{quote.form}”, but the article prints these words inside quotation marks"
        return Problem(quote.place("form"), "quotation-marks", message, "use `form: direct` or `partial`")
    return None


def citing_id(document: Document, passage: Passage) -> str:
    """The id of an anchor that only our own prose cites: a digest of the words found. It is the same however they are
    typed, and other words have another. Nobody reads it: it spells none of them, since a page may hold hundreds."""
    return _named_by(" … ".join(map(document.text.printed, passage.pieces)))


@functools.lru_cache(maxsize=1 << 13)
def _named_by(words: str) -> str:
    return f"passage-{hashlib.sha256(fold(words).text.encode()).hexdigest()[:8]}"
