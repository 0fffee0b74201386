"""Markdown becomes a flow: the only door to the Markdown library."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from ..passages import Stretch, Text
from .flow import Citation, Item, Link, LinkEnd, Markup, Run, Unreadable, Written

# The words of one citation never run on into the next, so that a quotation mark left open spoils one citation only.
_CITED_WORDS = r"((?:(?!\[@).)+?)"
_CITATION = re.compile(rf'\[@([\w-]+)(?:/([\w-]+)|\s+"{_CITED_WORDS}"|\s+“{_CITED_WORDS}”)\s*\]', re.DOTALL)


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


@lru_cache(maxsize=2)
def _markdown(cites: bool) -> MarkdownIt:
    """A reader of Markdown. The text of an article cites nothing: `[@somebody]` in it is what somebody wrote."""
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    if cites:
        markdown.inline.ruler.before("link", "citation", _citation_rule)
    # What links are allowed is judged where problems have a place, so nothing is dropped here without a word.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


@lru_cache(maxsize=4096)
def read_prose(text: str) -> Written:
    """Our own words, as written in a field of an annotation file."""
    writer = _Writer(heading_shift=2)
    writer.blocks(_markdown(cites=True).parse(text))
    return writer.written()


def read_article(markdown: str) -> tuple[Text, tuple[Item, ...]]:
    """The plain text of an article in Markdown, with its blocks, and the flow that shows it."""
    writer = _Writer(heading_shift=1)
    writer.blocks(_markdown(cites=False).parse(markdown))
    written = writer.written()
    return Text.of(written.plain, tuple(writer.stretches)), written.flow


_HEADING = re.compile(r"h([1-6])")
_VOID = {"hr": "<hr>\n"}
_INLINE_TAGS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>"}


class _Writer:
    """Walks the tokens once, collecting the flow and the plain text side by side."""

    def __init__(self, heading_shift: int) -> None:
        self.heading_shift = heading_shift
        self.flow: list[Item] = []
        self.stretches: list[Stretch] = []
        self._plain: list[str] = []
        self._run: list[str] = []
        self._length = 0

    def written(self) -> Written:
        self._end_run()
        return Written(tuple(self.flow), "".join(self._plain))

    def blocks(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                start = self._length
                self._inline(token.children or [])
                self._end_block(start)
            elif token.type in ("fence", "code_block"):
                self._code(token.content.rstrip("\n"))
            elif token.tag:
                self._put(Markup(self._tag(token)))

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
        self._put(Markup("<pre><code>"))
        self._words(content)
        self._put(Markup("</code></pre>\n"))
        self._end_block(start)

    def _end_block(self, start: int) -> None:
        if self._length > start:
            self.stretches.append(Stretch(start, self._length))
            self._end_run()
            self._plain.append("\n\n")
            self._length += 2

    def _inline(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type in _INLINE_TAGS:
                self._put(Markup(_INLINE_TAGS[token.type]))
            elif token.type == "link_open":
                self._put(Link(str(token.attrGet("href") or "")))
            elif token.type == "link_close":
                self._put(LinkEnd())
            elif token.type == "citation":
                self._put(token.meta["citation"])
            elif token.type == "citation_unreadable":
                self._put(Unreadable(token.content))
            else:
                self._inline_words(token)

    def _inline_words(self, token: Token) -> None:
        if token.type == "hardbreak":
            self._put(Markup("<br>"))
            self._words("\n")
        elif token.type == "softbreak":
            self._words("\n")
        elif token.type == "code_inline":
            self._put(Markup("<code>"))
            self._words(token.content)
            self._put(Markup("</code>"))
        elif token.type == "image":
            # An image is shown as its description: no page asks another site for anything.
            self._inline(token.children or [])
        else:
            self._words(token.content)

    def _words(self, text: str) -> None:
        """Words join those right before them, so that a name over two lines is found in one run."""
        if text:
            self._run.append(text)
            self._plain.append(text)
            self._length += len(text)

    def _put(self, item: Item) -> None:
        self._end_run()
        self.flow.append(item)

    def _end_run(self) -> None:
        if self._run:
            words = "".join(self._run)
            self.flow.append(Run(words, self._length - len(words)))
            self._run = []
