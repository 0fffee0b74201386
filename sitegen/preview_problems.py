"""The panel of problems that lies over the pages of a preview: one block each, with its line and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import dedent

from .problems import Problem, pointed_at, printable


def panel(headline: str, blocks: Sequence[str]) -> str:
    """The HTML of the panel. It is whole without any script: it folds by itself, and all its words can be selected."""
    return (
        '<aside id="sitegen-problems" role="alert" lang="en" dir="ltr"><details open>'
        f"<summary>{escape(headline)}</summary><ol>{''.join(blocks)}</ol></details></aside>"
    )


def block_of_words(said: str) -> str:
    """What a program said when it failed."""
    return f'<li class="sp-error"><pre class="sp-details">{escape(printable(said))}</pre></li>'


def block(problem: Problem, line: str | None) -> str:
    """One problem with the line it points at."""
    place = escape(printable(str(problem.place)).replace("\n", "\\u000a"))
    parts = [
        f'<li class="sp-{problem.severity}"><p class="sp-place"><button type="button" data-copy="{place}" '
        f'title="Copy">{place}</button> <span class="sp-code">{problem.severity}[{problem.code}]</span></p>',
        f'<p class="sp-message">{_words(problem.message)}</p>',
    ]
    if line is not None and problem.place.line:
        before, at, after = (escape(piece) for piece in pointed_at(problem.place, line))
        number = f'<span class="sp-number">{problem.place.line}</span>'
        parts.append(f'<pre class="sp-line">{number}{before}<mark>{at or " "}</mark>{after}</pre>')
    if problem.details:
        parts.append(f'<pre class="sp-details">{escape(printable(dedent(chr(10).join(problem.details))))}</pre>')
    if problem.hint:
        parts.append(f'<p class="sp-hint">{_words(problem.hint)}</p>')
    return "".join([*parts, "</li>"])


def _words(text: str) -> str:
    """A message with what it sets between back quotes as code."""
    pieces = escape(printable(text)).split("`")
    if len(pieces) % 2 == 0:
        return "`".join(pieces)
    return "".join(f"<code>{piece}</code>" if number % 2 else piece for number, piece in enumerate(pieces))
