"""The look that a site's settings ask for: a style sheet of its own values, and how well its colours can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from .kinds.look import Colours, FontFile, Fonts
from .kinds.site import Site
from .problems import Problem, did_you_mean

LOOK = "assets/look.css"

# What our own style sheet says, against which a single colour of the author's is measured.
LIGHT: Mapping[str, str] = {
    "paper": "#fdfcfa", "panel": "#f3f1ec", "ink": "#1b1b1a", "soft": "#5c5a55", "rule": "#dbd7ce",
    "accent": "#14506b", "alarm": "#a32d14", "quote": "#7a5600", "date": "#2a5aa0", "figure": "#0f6660",
    "use": "#6a3f97",
}  # fmt: skip
DARK: Mapping[str, str] = {
    "paper": "#151617", "panel": "#1e2022", "ink": "#e6e3dc", "soft": "#aba79e", "rule": "#3a3a38",
    "accent": "#8cc4dd", "alarm": "#f09a7c", "quote": "#e2bd5f", "date": "#98bdf0", "figure": "#7fcdc4",
    "use": "#caaeee",
}  # fmt: skip
# What is read on the page has to stand out from the paper by so much (WCAG 2.2, 1.4.3).
_READABLE = 4.5
_READ = ("ink", "soft", "accent", "alarm", "quote", "date", "figure", "use")
_GROUNDS = ("paper", "panel")
_FONTS = {"text": "serif", "titles": "titles", "labels": "sans"}


def light_colours(site: Site) -> Mapping[str, str]:
    """Every colour of the site in light, the author's over ours."""
    return {**LIGHT, **dict(_set(site.look.colours if site.look else None))}


def style_sheet(site: Site) -> bytes:
    """The author's values over ours; empty where there are none. Print keeps black on white."""
    look = site.look
    if look is None:
        return b""
    rules = [_face(font) for font in look.fonts.files] if look.fonts else []
    for scheme, colours in (("light", look.colours), ("dark", look.dark)):
        if lines := "".join(f"    --{name}: {value};\n" for name, value in _set(colours)):
            rules.append(f"@media screen and (prefers-color-scheme: {scheme}) {{\n  :root {{\n{lines}  }}\n}}\n")
    if lines := "".join(f"  --{_FONTS[name]}: {value};\n" for name, value in _families(look.fonts)):
        rules.append(f":root {{\n{lines}}}\n")
    return "".join(rules).encode()


def look_files(site: Site, assets: Collection[str]) -> tuple[dict[str, bytes], list[Problem]]:
    """The style sheet of the author's values by its address, and what is wrong with them: colours that cannot be read,
    files that are not among the assets."""
    problems = [*unreadable_colours(site), *_missing(site, assets)]
    sheet = style_sheet(site)
    return ({LOOK: sheet} if sheet else {}), problems


def _missing(site: Site, assets: Collection[str]) -> Iterator[Problem]:
    look = site.look
    wanted: list[tuple[str, tuple[str | int, ...]]] = [(look.logo, ("logo",))] if look and look.logo else []
    fonts = look.fonts.files if look and look.fonts else ()
    wanted += [(font.file, ("fonts", "files", number, "file")) for number, font in enumerate(fonts)]
    for name, steps in wanted:
        if f"assets/{name}" not in assets:
            hint = did_you_mean(f"assets/{name}", assets) or "put it there, or correct its name"
            place = site.place("look", *steps)
            yield Problem(place, "unknown-reference", f"there is no file `assets/{name}`", hint)


def unreadable_colours(site: Site) -> Iterator[Problem]:
    """A warning for each pair of colours, one of them the author's, that many readers could not tell apart."""
    if site.look is None:
        return
    schemes = (("colours", site.look.colours, LIGHT), ("dark", site.look.dark, DARK))
    for key, colours, ours in schemes:
        own = dict(_set(colours))
        values = {**ours, **own}
        for name in _READ:
            for ground in _GROUNDS:
                ratio = contrast(values[name], values[ground])
                if ratio < _READABLE and (name in own or ground in own):
                    yield _low(site, key, name if name in own else ground, (name, ground), ratio)


def _low(site: Site, key: str, own: str, pair: tuple[str, str], ratio: float) -> Problem:
    name, ground = pair
    message = f"`{name}` on `{ground}` has a contrast of {ratio:.1f} to 1, and text is read by all from {_READABLE} on"
    return Problem(
        site.place("look", key, own), "low-contrast", message, "take a darker or a lighter colour", "warning"
    )


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21, as WCAG reckons it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _set(colours: Colours | None) -> Iterator[tuple[str, str]]:
    for name in LIGHT if colours else ():
        if (value := getattr(colours, name)) is not None:
            yield name, value


def _families(fonts: Fonts | None) -> Iterator[tuple[str, str]]:
    for name in _FONTS:
        if value := getattr(fonts, name, None):
            yield name, value


def _face(font: FontFile) -> str:
    style = "italic" if font.italic else "normal"
    return (
        f'@font-face {{\n  font-family: "{font.family}";\n  src: url("{font.file}");\n'
        f"  font-weight: {font.weight};\n  font-style: {style};\n  font-display: optional;\n}}\n"
    )
