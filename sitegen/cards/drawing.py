"""Draws one card by Pillow, in fonts that are shipped, so that the same words give the same bytes."""

from __future__ import annotations

import functools
import importlib.util
import io
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from .setting import fitted, lines_of

INSTALL: Final = "pip install 'sitegen-briefing[cards]'"
SIZE = (1200, 630)
_MARGIN, _RULE = 80, 18
_TITLE_SIZES, _TITLE_LINES, _TITLE_LEADING = (92, 78, 66, 54), 4, 1.14
_ABOUT_SIZE, _ABOUT_LEADING, _SMALL = 31, 43, 27
_TOP, _FOOT, _TITLE_ROOM = 136, 540, 240
_PRINTED, _MOST_STEPS = ("accent", "ink", "soft", "rule"), 15
_FONTS = Path(__file__).parent / "fonts"
_SERIF, _NASKH = "SourceSerif4-SemiBold.ttf", "NotoNaskhArabic-SemiBold.ttf"


class Words(Protocol):
    """The words on one card."""

    @property
    def address(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def site(self) -> str: ...
    @property
    def as_of(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def direction(self) -> str: ...


def fonts_at_hand() -> tuple[frozenset[str], ...]:
    """The scripts of each font that Pillow can set here; none where it is missing. Arabic letters have to be joined,
    which not every Pillow can."""
    if importlib.util.find_spec("PIL") is None:
        return ()
    serif, naskh = frozenset({"LATIN", "GREEK", "CYRILLIC"}), frozenset({"LATIN", "ARABIC"})
    return (serif, naskh) if _joins_letters() else (serif,)


@functools.cache
def _joins_letters() -> bool:
    from PIL import features

    return bool(features.check("raqm") and features.check("fribidi"))


def version() -> str:
    """The version of Pillow."""
    import PIL

    return PIL.__version__


def drawn(words: Words, colours: Mapping[str, str]) -> bytes:
    """The card as a PNG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, colours["paper"])
    sheet = Sheet(ImageDraw.Draw(image), colours)
    sheet.rectangle(0, 0, SIZE[0], _RULE, "accent")
    label = words.label if words.direction == "rtl" else _capitals(words.label, words.language)
    sheet.line(label, _SMALL, 104, "accent", words.direction, spaced=words.direction == "ltr")
    _title_and_more(sheet, words)
    sheet.rectangle(_MARGIN, _FOOT, SIZE[0] - _MARGIN, _FOOT + 2, "rule")
    other = "ltr" if words.direction == "rtl" else "rtl"
    sheet.line(words.as_of, _SMALL, _FOOT + 48, "soft", other)
    room = SIZE[0] - 3 * _MARGIN - sheet.width(words.as_of, _SMALL)
    sheet.line(fitted(words.site, room, sheet.measure(_SMALL)), _SMALL, _FOOT + 48, "ink", words.direction)
    data = io.BytesIO()
    # To look for the best palette and the best compression would take four times as long, for a tenth of the bytes.
    image.quantize(palette=_palette(tuple(sorted(colours.items()))), dither=Image.Dither.NONE).save(data, "PNG")
    return data.getvalue()


@functools.cache
def _palette(colours: tuple[tuple[str, str], ...]) -> Any:
    """All that a card is printed in: its paper, and from there the way to each colour of its letters and rules."""
    from PIL import Image, ImageColor

    known = {name: ImageColor.getrgb(colour) for name, colour in colours}
    image = Image.new("P", (1, 1))
    image.putpalette([part for name in _PRINTED for shade in _shades(known["paper"], known[name]) for part in shade])
    return image


def _shades(paper: tuple[int, ...], colour: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """The way from one colour to another, in steps that Pillow can still tell apart."""
    steps = max(1, min(_MOST_STEPS, max(abs(end - start) for start, end in zip(paper, colour, strict=True)) // 8))
    for step in range(steps + 1):
        yield tuple(round(start + (end - start) * step / steps) for start, end in zip(paper, colour, strict=True))


def _title_and_more(sheet: Sheet, words: Words) -> None:
    """The title as large as it has room, and under it what the page is about, as far as there is room."""
    room = SIZE[0] - 2 * _MARGIN
    for size in _TITLE_SIZES:
        lines = lines_of(words.title, room, sheet.measure(size), _TITLE_LINES)
        if lines.whole and len(lines.texts) * size <= _TITLE_ROOM:
            break
    y = float(_TOP)
    for text in lines.texts:
        y += size * _TITLE_LEADING
        sheet.line(text, size, y, "ink", way_of(words.title))
    count = int((_FOOT - 24 - y - 28) // _ABOUT_LEADING)
    y += 28
    for text in lines_of(words.about, room, sheet.measure(_ABOUT_SIZE), min(count, 3)).texts:
        y += _ABOUT_LEADING
        sheet.line(text, _ABOUT_SIZE, y, "soft", way_of(words.about))


def way_of(text: str) -> str:
    """Which way a text runs, by the first of its letters that says so."""
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((way for way in ways if way in ("L", "R", "AL")), "L") != "L" else "ltr"


def _capitals(text: str, language: str) -> str:
    turkic = language.partition("-")[0] in ("tr", "az")
    return (text.replace("i", "İ") if turkic else text).upper()


class Sheet:
    """A card while it is drawn: words set from the edge where their direction begins."""

    def __init__(self, draw: Any, colours: Mapping[str, str]) -> None:
        self._draw, self._colours = draw, colours

    def rectangle(self, left: int, top: int, right: int, bottom: int, colour: str) -> None:
        """A filled rectangle."""
        self._draw.rectangle((left, top, right - 1, bottom - 1), fill=self._colours[colour])

    def measure(self, size: int) -> functools.partial[float]:
        """What tells the width of a text in a size."""
        return functools.partial(self.width, size=size)

    def width(self, text: str, size: int) -> float:
        """The width of a text, its ink included."""
        left, _, right, _ = _font(text, size).getbbox(text, anchor="ls", **_set_in(text)) if text else (0, 0, 0, 0)
        return float(right - min(left, 0))

    def line(self, text: str, size: int, base: float, colour: str, way: str, spaced: bool = False) -> None:
        """One line on its base."""
        x = float(SIZE[0] - _MARGIN if way == "rtl" else _MARGIN)
        for part in text if spaced else filter(None, [text]):
            anchor = "rs" if way == "rtl" else "ls"
            font = _font(part, size)
            self._draw.text((x, base), part, self._colours[colour], font, anchor, **_set_in(part))
            x += font.getlength(part) + size * 0.09


def _set_in(text: str) -> dict[str, str]:
    return {"direction": way_of(text)} if _joins_letters() else {}


def _font(text: str, size: int) -> Any:
    arabic = any(unicodedata.bidirectional(letter) in ("AL", "AN") for letter in text)
    return _loaded(_NASKH if arabic else _SERIF, size)


@functools.cache
def _loaded(name: str, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(str(_FONTS / name), size)
