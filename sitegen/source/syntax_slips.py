"""Explains what the parser could not read: each usual slip of a writer is known by what stands around the spot.

The explanations are asked in order and the first that recognises the slip answers; what none of them knows is told by
what the parser said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ..problems import Place, Problem
from . import refusals
from .slip import Slip

_QUOTE: Final = "put the whole value in quotation marks, or begin it with >- and write it on the next line"


def explained(slip: Slip) -> Problem:
    """The problem that a slip is, in the writer's words."""
    for explain in _EXPLANATIONS:
        problem = explain(slip)
        if problem:
            return problem
    for said, code, message, hint in _PLAIN_SLIPS:
        if re.search(said, slip.said):
            return slip.problem(code, message, hint)
    return slip.problem("yaml-syntax", "YAML cannot be read from here on", _QUOTE)


def _unclosed_quote(slip: Slip) -> Problem | None:
    """A quotation mark never closed, or closed only by the one that was to open a later value."""
    if slip.opened and re.search(r"quot.*unexpected (?:end of stream|document)", slip.said):
        message = "the quotation mark opened here is never closed"
        return slip.problem("yaml-syntax", message, "close it at the end of the value", slip.opened)
    if slip.quoted and slip.follows_quote and slip.quoted[0][0] < slip.quoted[1][0]:
        message = f"the quotation mark opened here closes only on line {slip.spot[0]}, in the midst of other text"
        return slip.problem("yaml-syntax", message, "close it at the end of the value", slip.quoted[0])
    return None


def _tab(slip: Slip) -> Problem | None:
    indent = re.match(r"[ \t]*", slip.line)
    tab = slip.line.find("\t", 0, indent.end() if indent else 0) + 1
    if not tab and slip.character == "\t":
        tab = slip.spot[1]
    if not tab:
        return None
    return slip.problem("yaml-tab", "a tab stands where YAML wants spaces", "use spaces", (slip.spot[0], tab))


def _anchor_slip(slip: Slip) -> Problem | None:
    if not slip.opened or not re.search("an (?:anchor|alias)", slip.said):
        return None
    word = slip.word(slip.opened)
    return refusals.anchor(Place(slip.path, *slip.opened, len(word)), word)


def _tag_slip(slip: Slip) -> Problem | None:
    if not slip.opened or not re.search(r"a (?:%?TAG|tag)|tag handle", slip.said):
        return None
    word = slip.word(slip.opened)
    return refusals.tag(Place(slip.path, *slip.opened, len(word)), word)


def _directive_slip(slip: Slip) -> Problem | None:
    if not slip.opened or "a directive" not in slip.said:
        return None
    line = slip.text(slip.opened[0])
    return refusals.directive(Place(slip.path, *slip.opened, len(line)), line)


def _reserved(slip: Slip) -> Problem | None:
    if "cannot start any token" not in slip.said or not slip.character.strip():
        return None
    return slip.problem("yaml-syntax", f"a value cannot begin with “{slip.character}”", _QUOTE)


def _after_quote(slip: Slip) -> Problem | None:
    if not slip.quoted or not slip.follows_quote:
        return None
    mark = slip.quoted[2]
    inside = "write it twice inside ('it''s')" if mark == "'" else 'write \\" for one inside, or use single ones around'
    message = "the text goes on after the closing quotation mark"
    return slip.problem("yaml-syntax", message, f"put the marks around the whole value; {inside}")


def _missing_key(slip: Slip) -> Problem | None:
    if slip.character != ":" or slip.before.strip(" -"):
        return None
    return slip.problem("yaml-key", "a key is missing before this colon", "write the key")


def _hyphen(slip: Slip) -> Problem | None:
    found = re.match(r"[ \t]*-(?=[^\s-])", slip.line)
    if not found or not re.search("not allowed|did not find expected|but found", slip.said):
        return None
    message = "the hyphen of a list item needs a space after it"
    return slip.problem("yaml-indent", message, "write “- ”", (slip.spot[0], found.end()))


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _colon(slip: Slip) -> Problem | None:
    """`key: one: two`, or a line that looks like a key but cannot be one where it stands."""
    if not re.search("mapping values are not allowed", slip.said):
        return None
    inner = slip.before.lstrip(" -")
    above = slip.above()
    deeper = _indent_of(slip.line) > _indent_of(slip.text(above)) and above != slip.spot[0]
    if re.search(r":\s", inner) or (deeper and " " in inner.strip()):
        message = "this value holds a colon and a space, which YAML takes for another key"
        return slip.problem("yaml-colon", message, _QUOTE)
    if deeper and re.fullmatch(r"\w+ *", key := slip.text(above)):
        # A line of one word at the margin goes on from nothing: it is a key.
        return slip.problem("yaml-syntax", "this key has no colon", f"write “{key.strip()}:”", (above, 1), len(key))
    if deeper:
        message = f"“{refusals.short(inner)}” is indented like a part of the value above, not like a key"
        hint = f"give it the same indent as its neighbours; if it is text, {_QUOTE}"
        return slip.problem("yaml-indent", message, hint, (slip.spot[0], _indent_of(slip.line) + 1), len(inner) or 1)
    return _without_colon(slip, above)


def _no_colon(slip: Slip) -> Problem | None:
    return _without_colon(slip, slip.opened[0]) if slip.opened and "expected ':'" in slip.said else None


def _without_colon(slip: Slip, line: int) -> Problem:
    text = slip.text(line)
    key, colon, _ = text.strip(" -").partition(":")
    hint = f"write “{refusals.short(key)}: ” with a space after the colon"
    if not colon:
        hint = "write “key: value”; if it goes on from the line above, indent it further than that line"
    spot = (line, len(text) - len(text.lstrip(" -")) + 1)
    if colon and (unseen := re.search(r":([^\S ])", text)):
        message = "the space after this colon is none that YAML knows, though it looks like one"
        return slip.problem("yaml-syntax", message, "delete it and type a space", (line, unseen.start(1) + 1))
    return slip.problem(
        "yaml-syntax", "this line has no colon with a space after it", hint, spot, len(text.strip(" -"))
    )


def _bracket(slip: Slip) -> Problem | None:
    found = re.search("flow (sequence|mapping)", slip.said)
    if not found or not slip.opened or "node" in slip.said:
        return None
    opening, closing = "[]" if found[1] == "sequence" else "{}"
    hint = f"close it with “{closing}”; put text with brackets or commas in quotation marks"
    if slip.at_end:
        return slip.problem("yaml-syntax", f"“{opening}” is opened here and never closed", hint, slip.opened)
    line = slip.text(slip.opened[0])
    if comment := re.search(r"\s(#\S.*)", line[slip.opened[1] :]):
        message = f"“{refusals.short(comment[1])}” is read as a comment, so “{opening}” is never closed"
        spot = (slip.opened[0], slip.opened[1] + comment.start(1) + 1)
        return slip.problem("yaml-syntax", message, "put the value that begins with # in quotation marks", spot)
    message = f"“,” or “{closing}” is missing before this; “{opening}” was opened on line {slip.opened[0]}"
    return slip.problem("yaml-syntax", message, hint)


def _indent(slip: Slip) -> Problem | None:
    if not re.search("did not find expected|but found", slip.said) or not slip.character or slip.before.strip():
        return None
    if "document start" in slip.said and not _indent_of(next(filter(str.strip, slip.lines))):
        return None
    found, above = _indent_of(slip.line), slip.text(slip.above())
    message = f"this line is indented by {_spaces(found)} and fits nothing above it"
    if found == _indent_of(above):
        message = "a key stands where the next item of a list is expected"
    if found == _indent_of(above) and slip.character == "-":
        message = "an item of a list stands where a key is expected"
    if slip.character in "–—":
        message = f"a dash, “{slip.character}”, stands where YAML wants a hyphen"
        return slip.problem("yaml-indent", message, "write “- ”")
    hint = f"give the entries of one list or group the same indent; line {slip.above()} has {_indents(above)}"
    return slip.problem("yaml-indent", message, hint)


def _indents(line: str) -> str:
    found = _spaces(_indent_of(line))
    item = re.match(r" *- +(?=\S)", line)
    return f"{found} before its hyphen and {item.end()} characters before its key" if item else found


def _spaces(count: int) -> str:
    return {0: "no spaces", 1: "1 space"}.get(count, f"{count} spaces")


def _second_document(slip: Slip) -> Problem | None:
    if "document start" not in slip.said or "..." not in (line.rstrip() for line in slip.lines):
        return None
    message = "“...” ends the document above, and text stands after it; only one document is read from one file"
    return slip.problem("yaml-documents", message, "delete the line “...”, or split the file")


_EXPLANATIONS: Final[tuple[Callable[[Slip], Problem | None], ...]] = (
    _unclosed_quote,
    _tab,
    _anchor_slip,
    _tag_slip,
    _directive_slip,
    _reserved,
    _after_quote,
    _missing_key,
    _hyphen,
    _colon,
    _no_colon,
    _bracket,
    _second_document,
    _indent,
)
_BLOCK_HINT: Final = (
    "begin the text on the next line, indented; if the value only begins with | or >, put it in quotation marks"
)
_PLAIN_SLIPS: Final[tuple[tuple[str, str, str, str], ...]] = (
    (
        "sequence entries are not allowed",
        "yaml-syntax",
        "a list cannot begin on the line of its key",
        "begin it on the next line; if the value only begins with a hyphen, put it in quotation marks",
    ),
    ("mapping keys are not allowed", "yaml-syntax", "a value cannot begin with “? ”", _QUOTE),
    ("block scalar", "yaml-syntax", "nothing but an indent number, + or - may follow “|” or “>”", _BLOCK_HINT),
    (
        "unknown escape",
        "yaml-syntax",
        "this backslash begins nothing that YAML knows",
        "write \\\\ for a backslash, or use single quotation marks around the value",
    ),
    (
        "hexa?deci|Unicode character escape|chr\\(\\)|int too large",
        "yaml-syntax",
        "this escape names no character",
        "write \\\\ for a backslash, or use single quotation marks around the value",
    ),
    ("node content", "yaml-syntax", "a value cannot begin with this character", _QUOTE),
    ("document start", "yaml-syntax", "this does not belong to what stands above it", "indent it alike, or quote it"),
    ("expected key|block end|'-' indicator", "yaml-syntax", "this does not belong to the value before it", _QUOTE),
)
