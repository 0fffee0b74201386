"""What in a picture of lines (SVG), or in any other XML, could run in a reader's browser or ask another site.

A picture that a page shows runs nothing, but its file has an address of its own: whoever opens that is on the site,
with whatever the file says. So the file is read as XML, and what is not plainly a drawing is told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pyexpat import errors
from typing import Final
from xml.parsers import expat

from .problems import Place, Problem, printable

_SVG, _XHTML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"
_ACTIVE: Final = frozenset(
    {"script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video", "canvas"}
)
_REFERENCES: Final = frozenset(
    {"href", "src", "data", "action", "formaction", "ping", "from", "to", "values", "by", "base"}
)
_INSIDE: Final = r"(?:#|data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/[\w.+-]+);base64,)"
_PICTURE: Final = re.compile(_INSIDE, re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_WEB: Final = re.compile(r"https?:|mailto:|//", re.IGNORECASE)
_ASKS: Final = re.compile(rf"@import|image-set\(|(?:url|src|image)\((?!\s*[\"']?\s*{_INSIDE})", re.IGNORECASE)
_MOST: Final = 20
# What a browser takes out of an address before it reads it.
_DROPPED: Final = re.compile("[\x00-\x20]")


def active_parts(data: bytes, path: str) -> list[Problem]:
    """What could run or ask in the XML of a file, in the order in which it stands there."""
    reading = _Reading(path)
    try:
        reading.parser.Parse(data, True)
    except _Enough:
        pass
    except expat.ExpatError as failure:
        place = Place(path, failure.lineno, failure.offset + 1)
        reading.problems.append(_problem(place, f"it cannot be read as XML ({errors.messages[failure.code]})"))
    except (LookupError, ValueError):
        reading.problems.append(_problem(Place(path), "it is in an encoding that is not read"))
    return reading.problems


class _Enough(Exception):
    """What was found says enough of a file."""


class _Reading:
    """One pass over the XML of a file; it expands no entity, for a file that declares any is read no further."""

    def __init__(self, path: str) -> None:
        self.path, self.problems = path, list[Problem]()
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.CharacterDataHandler = self._text
        parser.EndElementHandler = self._end
        self._inside: list[str] = []
        # A style sheet comes in pieces, which a browser puts together again.
        self._style: list[str] = []

    def _tell(self, what: str) -> None:
        place = Place(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.problems.append(_problem(place, what))
        if len(self.problems) == _MOST:
            raise _Enough

    def _doctype(self, _name: str, _system: str | None, _public: str | None, declares: bool) -> None:
        if declares:
            # Entities and attributes by default would make the file say what does not stand in it.
            self._tell("it declares entities or attributes of its own in its DOCTYPE")
            raise _Enough

    def _instruction(self, target: str, _data: str) -> None:
        self._tell(f"it holds the instruction <?{target}?>")

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if "style" in self._inside:
            # A browser leaves it out, so that what stands before and after it is one word.
            self._tell(f"it holds <{local}> within a style sheet")
        self._inside.append(local.lower())
        if space == _XHTML:
            self._tell(f"it holds <{local}> of HTML")
        elif local.lower() in _ACTIVE:
            self._tell(f"it holds <{local}>")
        for key, value in attributes.items():
            foreign, _, plain = key.rpartition(" ")
            self._attribute(local.lower(), plain, value)
            # Those of no namespace may be read as style, in which a backslash can spell any function.
            if "\\" in value and not foreign and (plain.lower() == "style" or "(" in value):
                self._tell(f"its “{plain}” holds a backslash, which can hide what it asks for")

    def _attribute(self, element: str, key: str, value: str) -> None:
        plain = _DROPPED.sub("", value).replace("\\", "/")
        if key.lower().startswith("on"):
            self._tell(f"it holds the handler “{key}”")
        elif key.lower() == "attributename" and _DROPPED.sub("", value).lower().rpartition(":")[2].startswith("on"):
            self._tell(f"it sets the handler “{value}”")
        elif key.lower() in _REFERENCES and not _stays(plain, element, key):
            self._tell(f"its “{key}” leads to {value[:40]}")
        elif _ASKS.search(value):
            self._tell(f"its “{key}” asks for something outside it")

    def _text(self, text: str) -> None:
        if "style" in self._inside:
            self._style.append(text)

    def _end(self, _name: str) -> None:
        if self._inside.pop() == "style":
            text = "".join(self._style)
            if _ASKS.search(text) or "\\" in text:
                self._tell("its style sheet asks for something outside it")
            self._style.clear()


def _stays(plain: str, element: str, key: str) -> bool:
    """Whether addresses are the site's own, pictures in the file itself, or a link that somebody would follow."""
    targets = plain.split(";") if key == "values" else [plain]
    followed = (element, key) == ("a", "href")
    return all(not _SCHEME.match(one) or _PICTURE.match(one) or (followed and _WEB.match(one)) for one in targets)


def _problem(place: Place, what: str) -> Problem:
    hint = "save the picture as a plain drawing, or take out what is named"
    return Problem(place, "asset-active", f"{printable(what)}, which could run or ask another site", hint)
