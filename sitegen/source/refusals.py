"""The problems made of what YAML has and an annotation may not use, in the writer's words."""

from __future__ import annotations

from ..problems import Place, Problem


def short(text: str) -> str:
    """`text` at a length that fits into a message."""
    return text if len(text) <= 40 else text[:39] + "…"


def anchor(place: Place, written: str) -> Problem:
    """An anchor or an alias; `written` is what stands there, from its `&` or `*` on."""
    what = "an anchor" if written[0] == "&" else "an alias"
    message = (
        f"“{short(written)}” begins with “{written[0]}”, which makes it {what}; anchors and aliases are not allowed"
    )
    hint = f"write the value out; if “{written[0]}” belongs to the text, put the text in quotation marks"
    return Problem(place, "yaml-anchor", message, hint)


def merge_key(place: Place) -> Problem:
    """The key `<<`."""
    message = "“<<” is a merge key; anchors, aliases and merge keys are not allowed"
    return Problem(place, "yaml-anchor", message, "write the values out")


def tag(place: Place, written: str) -> Problem:
    """A tag such as `!!set`."""
    message = f"“{short(written)}” begins with “!”, which makes it a YAML tag; tags are not allowed"
    hint = "delete it; if “!” belongs to the text, put the text in quotation marks"
    return Problem(place, "yaml-tag", message, hint)


def directive(place: Place, line: str) -> Problem:
    """A line that begins with `%`."""
    hint = "delete the line; if it is text, put it in quotation marks"
    return Problem(place, "yaml-directive", f"“{short(line)}” begins with % and is a YAML directive", hint)


def container_as_key(place: Place) -> Problem:
    """A list or a mapping where a key is wanted."""
    hint = "if a text begins with “[” or “{”, put it in quotation marks"
    return Problem(place, "yaml-key", "a key must be plain text, not a list or a group of keys", hint)


def empty_key(place: Place) -> Problem:
    """A colon with nothing before it."""
    return Problem(place, "yaml-key", "a key is missing before this colon", "write the key")


def repeated_key(place: Place, key: str, first: Place) -> Problem:
    """A key that was set before, at `first`."""
    message = f"“{short(key)}” is set again; it was first set on line {first.line}"
    return Problem(place, "yaml-duplicate-key", message, "keep one of the two")


def comment(place: Place, lost: str) -> Problem:
    """A word that begins with `#` and takes the rest of its line away: a warning, for a comment may be meant."""
    message = f"“{short(lost)}” is read as a comment, so the value ends before it"
    hint = "if it belongs to the value, put the value in quotation marks; if not, write “# ” with a space"
    return Problem(place, "yaml-comment", message, hint, "warning")


def escaped_control(place: Place, character: str) -> Problem:
    """A control character that an escape such as `\\e` stands for."""
    name = f"U+{ord(character):04X}"
    message = f"this text holds, by an escape, the control character {name}, which cannot be shown on any page"
    return Problem(place, "file-control-character", message, "delete the escape")


def second_document(place: Place) -> Problem:
    """A `---` after the first document."""
    message = "a second document begins here; only one is read from one file"
    return Problem(place, "yaml-documents", message, "delete the line, or split the file")


def nothing(path: str, first_line: int) -> Problem:
    """A file, or front matter, without a single value."""
    if first_line > 1:
        place = Place(path, first_line - 1, 1, 3)
        return Problem(place, "file-empty", "the front matter holds nothing", "fill it in, or delete its two lines")
    return Problem(Place(path), "file-empty", "the file holds nothing, or only comments", "fill it in, or delete it")
