# SPDX-License-Identifier: AGPL-3.0-or-later
"""A theme's style rules and its embedded font.

Colours, fonts and sizes of a page belong to its reader. So a theme colours lines and grounds,
and text only where it gives it a ground of its own, with a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from converters.source.damaged_fonts import UNREADABLE_FONT
from converters.theme import Design, Theme

FONT_NAME = "fonts/theme"
"""Of the embedded font's file, without its suffix."""
_FAMILY = '"theme",'
_WASH, _LINE = 0.1, 0.65
"""How much of a ground and of a line the colour is: both show on light and on dark pages."""


class FontUnusable(ValueError):
    """The error of a file that is no font, or one that may not be embedded."""


def theme_rules(theme: Theme, colour: str) -> str:
    """Return the style rules of a theme, which follow those that all books share.

    Args:
        theme: the theme.
        colour: of the book, "#rrggbb".
    """
    family = _FAMILY if theme.font else ""
    rules = ""
    if theme.font:
        suffix = font_suffix(theme.font)
        rules = (
            f'\n@font-face {{ font-family: {_FAMILY[:-1]}; src: url("{FONT_NAME}{suffix}"); }}\n'
            f"body {{ font-family: {_FAMILY} sans-serif; }}\n"
        )
    if theme.design is Design.PLAIN:
        return rules
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return rules + _template(theme.design).substitute(
        colour=colour,
        on=text_on(colour),
        wash=f"rgba({red}, {green}, {blue}, {_WASH})",
        line=f"rgba({red}, {green}, {blue}, {_LINE})",
        font=family,
    )


@cache
def _template(design: Design) -> Template:
    path = files("assets") / "css" / "themes" / f"{design.value}.css"
    return Template(path.read_text(encoding="utf-8"))


def text_on(colour: str) -> str:
    """Return white or black, whichever stands out more from a colour."""
    return max(("#ffffff", "#000000"), key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = []
    for at in (1, 3, 5):
        part = int(colour[at : at + 2], 16) / 255
        linear.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---------------------------------------------------------------- fonts


def font_suffix(font: bytes) -> str:
    """Return ".otf" or ".ttf", by how a font draws its letters."""
    return ".otf" if font[:4] == b"OTTO" else ".ttf"


def check_font(font: bytes) -> None:
    """Refuse what is no font, or forbids to be embedded.

    Raises:
        FontUnusable: the file, in one word: "font" or "licence".
    """
    opened = _opened(font)
    # Bit 1: restricted; bit 8: no subsetting (OpenType, OS/2.fsType).
    if opened["OS/2"].fsType & 0x0102:
        raise FontUnusable("licence")


def subset_of(font: bytes, texts: set[str]) -> bytes:
    """Return a font with the letters of a book alone; the same each time.

    Args:
        font: that ``check_font`` took.
        texts: characters that the book has.

    Raises:
        FontUnusable: it cannot be read.
    """
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
    from fontTools.ttLib import TTLibError  # type: ignore[import-untyped]

    opened = _opened(font)
    options = Options(layout_features=["*"], name_IDs=[0, 1, 2, 13, 14], hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in texts])
    written = io.BytesIO()
    try:
        subsetter.subset(opened)
        opened.save(written, reorderTables=True)
    except (TTLibError, *UNREADABLE_FONT) as error:
        raise FontUnusable("font") from error
    return written.getvalue()


def _opened(font: bytes) -> Any:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        opened = TTFont(io.BytesIO(font), lazy=False, recalcTimestamp=False)
        for table in ("OS/2", "cmap", "name"):
            opened[table]
    except (TTLibError, *UNREADABLE_FONT) as error:
        raise FontUnusable("font") from error
    return opened
