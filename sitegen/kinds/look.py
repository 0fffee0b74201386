"""How a site looks where it does not look like ours: the keys of `look:` and `menu:` in its settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from msgspec import Meta

from ..records import Line, Part

_COLOUR = "^#[0-9a-fA-F]{6}$"
# Nothing that could end a declaration of a style sheet, or lead out of the folder.
_FAMILIES = r"^[\w .'\"-]+(,[\w .'\"-]+)*$"
_FAMILY = r"^[\w .-]+$"
_FILE = r"^[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*$"


def _shaped(pattern: str, description: str) -> Meta:
    """A text with a form that editors know and `slips` holds it to."""
    schema = {"pattern": pattern, "patternErrorMessage": description}
    return Meta(min_length=1, description=description, extra_json_schema=schema)


Colour = Annotated[str, _shaped(_COLOUR, "A colour as `#` and six hexadecimal digits, as `#0b566e`.")]
Families = Annotated[str, _shaped(_FAMILIES, "Names of fonts, the wanted one first: `Vollkorn, Georgia, serif`.")]
AssetFile = Annotated[str, _shaped(_FILE, "A file in `assets/`.")]


class Colours(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The colours that mean something. What is left out stays as it is."""

    paper: Annotated[Colour | None, Meta(description="The ground of the page.")] = None
    panel: Annotated[Colour | None, Meta(description="The ground of what is set apart.")] = None
    ink: Annotated[Colour | None, Meta(description="The text.")] = None
    soft: Annotated[Colour | None, Meta(description="What stands beside the text: dates, sources, labels.")] = None
    rule: Annotated[Colour | None, Meta(description="Lines.")] = None
    accent: Annotated[Colour | None, Meta(description="Links, and the line at the top.")] = None
    alarm: Annotated[Colour | None, Meta(description="What contradicts itself or is in jeopardy.")] = None
    quote: Annotated[Colour | None, Meta(description="Words that somebody is quoted with.")] = None
    date: Annotated[Colour | None, Meta(description="Dated words.")] = None
    figure: Annotated[Colour | None, Meta(description="Figures.")] = None
    use: Annotated[Colour | None, Meta(description="Terms.")] = None


class FontFile(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A font that the site brings with it."""

    family: Annotated[str, _shaped(_FAMILY, "The name by which `text`, `titles` or `labels` ask for it.")]
    file: Annotated[AssetFile, Meta(description="The file in `assets/`, best a `.woff2`.")]
    weight: Annotated[int, Meta(ge=1, le=1000, description="How heavy it is; 400 is plain, 700 bold.")] = 400
    italic: Annotated[bool, Meta(description="true: it is the italic.")] = False


class Fonts(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is set in which font."""

    text: Annotated[Families | None, Meta(description="What is read: prose and the words of sources.")] = None
    titles: Annotated[Families | None, Meta(description="Titles; left out, as the text.")] = None
    labels: Annotated[Families | None, Meta(description="What one finds one's way by: menu, tables, labels.")] = None
    files: Annotated[tuple[FontFile, ...], Meta(description="The fonts that the site brings with it.")] = ()


class Look(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Colours, fonts and the logo."""

    colours: Annotated[Colours | None, Meta(description="The colours by day.")] = None
    dark: Annotated[Colours | None, Meta(description="The colours where a reader asks for dark.")] = None
    fonts: Annotated[Fonts | None, Meta(description="The fonts.")] = None
    logo: Annotated[AssetFile | None, Meta(description="A picture in `assets/`, shown before the title.")] = None


def slips(look: Look) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """The values that do not have their form: the keys that lead to each, the value, and what is expected."""
    for key, colours in (("colours", look.colours), ("dark", look.dark)):
        for name in Colours.__struct_fields__ if colours else ():
            yield from _slip((key, name), getattr(colours, name), _COLOUR, "a colour as `#` and six hexadecimal digits")
    if look.logo:
        yield from _slip(("logo",), look.logo, _FILE, "the name of a file in `assets/`")
    if look.fonts:
        for name in ("text", "titles", "labels"):
            yield from _slip(
                ("fonts", name), getattr(look.fonts, name), _FAMILIES, "names of fonts with commas between"
            )
        for number, font in enumerate(look.fonts.files):
            yield from _slip(("fonts", "files", number, "family"), font.family, _FAMILY, "the name of a font")
            yield from _slip(("fonts", "files", number, "file"), font.file, _FILE, "the name of a file in `assets/`")


def _slip(
    steps: tuple[str | int, ...], value: str | None, pattern: str, expected: str
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    if value is not None and not re.fullmatch(pattern, value):
        yield steps, value, expected


class MenuLine(Part, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry of the menu."""

    page: Annotated[
        Line, Meta(description="One of our pages, as `actors` or `timeline`, or one of your own by its id.")
    ]
    words: Annotated[Line | None, Meta(description="What the menu says; left out, what the page is called.")] = None
    group: Annotated[Line | None, Meta(description="The heading it folds away under; left out, it lies open.")] = None


FrontPart = Literal[
    "map", "story", "figures", "differences", "timeline", "events", "actors", "articles", "terms", "method", "unknown"
]
FRONT_PARTS: tuple[FrontPart, ...] = get_args(FrontPart)
