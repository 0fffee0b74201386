"""Markdown as a flow, and the sentences of our own words and of an article's.

`flow` holds what a page is made of, `markdown` reads it, and `sentences` cuts words into sentences.
"""

from .flow import Citation, Item, Link, LinkEnd, Markup, Run, Unreadable, Written, plain_flow, plain_html
from .markdown import read_article, read_prose
from .sentences import sentence_at, sentences, uncited_sentences

__all__ = [
    "Citation", "Item", "Link", "LinkEnd", "Markup", "Run", "Unreadable", "Written", "plain_flow", "plain_html",
    "read_article", "read_prose", "sentence_at", "sentences", "uncited_sentences",
]  # fmt: skip
