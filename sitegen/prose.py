"""Markdown as a flow: safe markup, runs of plain words, links and citations, ready for a page to lay its own links over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .passages import Stretch, Text, paragraphs


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that this room made itself, never the author's."""

    html: str


@dataclass(frozen=True, slots=True)
class Run:
    """Plain words; `start` is their offset in the plain text of the whole."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence rests on: exact `words` of an article, or a `statement` about it by id."""

    article: str
    words: str | None = None
    statement: str | None = None

    def __str__(self) -> str:
        return f'[@{self.article} "{self.words}"]' if self.words is not None else f"[@{self.article}/{self.statement}]"


@dataclass(frozen=True, slots=True)
class Link:
    """The start of a link to `target`: `kind:id`, or an address with a scheme."""

    target: str


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """The end of a link."""


Item = Markup | Run | Citation | Link | LinkEnd


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of prose: its flow in order, its plain words, and what is wrong with it as written."""

    flow: tuple[Item, ...]
    plain: str
    unreadable: tuple[str, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(item for item in self.flow if isinstance(item, Citation))

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(item.target for item in self.flow if isinstance(item, Link))


_CITATION = re.compile(r'\[@([\w-]+)(?:/([\w-]+)|\s+"(.+?)"|\s+“(.+?)”)\s*\]', re.DOTALL)


def _citation_rule(state: StateInline, silent: bool) -> bool:
    """Reads `[@article "words"]` and `[@article/statement]`; anything else that begins with `[@` is marked."""
    if not state.src.startswith("[@", state.pos):
        return False
    found = _CITATION.match(state.src, state.pos)
    end = found.end() if found else state.src.find("]", state.pos) + 1 or len(state.src)
    if not silent:
        token = state.push("citation" if found else "citation_unreadable", "", 0)
        token.content = state.src[state.pos : end]
        if found:
            words = found[3] if found[3] is not None else found[4]
            plain = words.replace('\\"', '"') if words is not None else None
            token.meta = {"citation": Citation(found[1], plain, found[2])}
    state.pos = end
    return True


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    markdown.inline.ruler.before("link", "citation", _citation_rule)
    # What links are allowed is judged where problems have a place, so nothing is dropped here without a word.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


@lru_cache(maxsize=4096)
def read_prose(text: str) -> Written:
    """Our own words, as written in a field of an annotation file."""
    writer = _Writer(heading_shift=2)
    writer.blocks(_markdown().parse(text))
    return writer.written()


def read_article(markdown: str) -> tuple[Text, tuple[Item, ...]]:
    """The plain text of an article in Markdown, with its blocks, and the flow that shows it."""
    writer = _Writer(heading_shift=1)
    writer.blocks(_markdown().parse(markdown))
    written = writer.written()
    return Text.of(written.plain, tuple(writer.stretches)), written.flow


def plain_flow(text: Text) -> tuple[Item, ...]:
    """The flow of a plain-text article, which is not Markdown: paragraphs and nothing else."""
    out: list[Item] = []
    for block in text.blocks:
        out += [Markup("<p>"), Run(text.printed(block), block.start), Markup("</p>\n")]
    return tuple(out)


_HEADING = re.compile(r"h([1-6])")
_VOID = {"hr": "<hr>\n"}
_INLINE_TAGS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>"}


class _Writer:
    """Walks the tokens once, collecting the flow and the plain text side by side."""

    def __init__(self, heading_shift: int) -> None:
        self.heading_shift = heading_shift
        self.flow: list[Item] = []
        self.stretches: list[Stretch] = []
        self.unreadable: list[str] = []
        self._plain: list[str] = []
        self._length = 0

    def written(self) -> Written:
        return Written(tuple(self.flow), "".join(self._plain), tuple(self.unreadable))

    def blocks(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                start = self._length
                self._inline(token.children or [])
                self._end_block(start)
            elif token.type in ("fence", "code_block"):
                self._code(token.content.rstrip("\n"))
            elif token.tag:
                self.flow.append(Markup(self._tag(token)))

    def _tag(self, token: Token) -> str:
        if token.type in _VOID:
            return _VOID[token.type]
        if token.hidden:
            return ""
        tag = token.tag
        if heading := _HEADING.fullmatch(tag):
            tag = f"h{min(6, int(heading[1]) + self.heading_shift)}"
        start = token.attrGet("start") if tag == "ol" and token.nesting == 1 else None
        number = f' start="{int(start)}"' if start is not None else ""
        return f"<{tag}{number}>" if token.nesting == 1 else f"</{tag}>\n"

    def _code(self, content: str) -> None:
        start = self._length
        self.flow.append(Markup("<pre><code>"))
        self._words(content)
        self.flow.append(Markup("</code></pre>\n"))
        self._end_block(start)

    def _end_block(self, start: int) -> None:
        if self._length > start:
            self.stretches.append(Stretch(start, self._length))
            self._plain.append("\n\n")
            self._length += 2

    def _inline(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type in _INLINE_TAGS:
                self.flow.append(Markup(_INLINE_TAGS[token.type]))
            elif token.type == "link_open":
                self.flow.append(Link(str(token.attrGet("href") or "")))
            elif token.type == "link_close":
                self.flow.append(LinkEnd())
            elif token.type == "citation":
                self.flow.append(token.meta["citation"])
            elif token.type == "citation_unreadable":
                self.unreadable.append(token.content)
            else:
                self._inline_words(token)

    def _inline_words(self, token: Token) -> None:
        if token.type == "hardbreak":
            self.flow.append(Markup("<br>"))
            self._words("\n")
        elif token.type == "softbreak":
            self._words("\n")
        elif token.type == "code_inline":
            self.flow.append(Markup("<code>"))
            self._words(token.content)
            self.flow.append(Markup("</code>"))
        else:
            # An image is shown as its description: no page asks another site for anything.
            self._words(token.content)

    def _words(self, text: str) -> None:
        if text:
            self.flow.append(Run(text, self._length))
            self._plain.append(text)
            self._length += len(text)


def plain_html(text: str) -> str:
    """Plain text as HTML."""
    return escape(text, quote=True)


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────────

_CITED = "\x00"
_SHORT = r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bGen)(?<!\bNo)(?<!\bvs)(?<!e\.g)(?<!i\.e)"
_SENTENCE_END = re.compile(rf"{_SHORT}(?<!\.)[.!?…][\"'”’)\]]*(?:\s*{_CITED})*(?=\s+[^\s{_CITED}a-z]|\s*$)")


def uncited_sentences(written: Written) -> list[str]:
    """The sentences of a piece of prose that cite nothing. A citation belongs to the sentence it stands in, or
    right behind."""
    return [
        sentence.replace(_CITED, "").strip()
        for block in _with_marks(written)
        for sentence in sentences(block)
        if _CITED not in sentence and re.search(r"\w", sentence)
    ]


def _with_marks(written: Written) -> Iterator[str]:
    block, label = "", False
    for item in written.flow:
        if item == Markup("<strong>"):
            label = not block.strip()
        elif item == Markup("</strong>") and label and block.rstrip().endswith((".", ":")):
            # Bold words that open a paragraph are its label, not a sentence.
            block, label = "", False
        elif isinstance(item, Run):
            block += item.text
        elif isinstance(item, Citation):
            block += _CITED
        elif isinstance(item, Markup) and item.html.startswith("</") and item.html.endswith("\n"):
            yield block
            block = ""
    yield block


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph, each with its own end marks."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield text[start : end.end()]
        start = end.end()
    if text[start:].strip():
        yield text[start:]


def sentence_at(text: Text, start: int, end: int) -> Stretch:
    """The sentence of the text that a stretch stands in, never beyond its block."""
    block = text.blocks[text.block_of(start)] if text.blocks else Stretch(start, end)
    left, right = block.start, block.end
    for mark in _SENTENCE_END.finditer(text.plain, block.start, block.end):
        if mark.end() <= start:
            left = mark.end()
        elif mark.end() >= end:
            right = mark.end()
            break
    return Stretch(left + len(text.plain[left:start]) - len(text.plain[left:start].lstrip()), max(right, end))


__all__ = [
    "Citation", "Item", "Link", "LinkEnd", "Markup", "Run", "Written", "paragraphs", "plain_flow", "plain_html",
    "read_article", "read_prose", "sentence_at", "sentences", "uncited_sentences",
]  # fmt: skip
