# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a book keeps of a text's looks, whatever format says them: colour, size, kind of font."""

from __future__ import annotations

from converters.document.nodes import SizeClass

_FAMILIES = (
    ("monospace", ("코딩", "coding", "mono", "consol", "courier", "고정")),
    (
        "serif",
        ("바탕", "명조", "batang", "myeong", "times", "serif", "신명", "궁서", "gungsuh", "순명"),
    ),
    (
        "sans-serif",
        ("고딕", "돋움", "굴림", "gothic", "dotum", "gulim", "arial", "sans", "헤드라인"),
    ),
    ("cursive", ("필기", "손글씨", "pen", "brush", "붓")),
)
_NEAR_BLACK, _TOO_LIGHT = 0x28, 0.8
_SIZES = (
    (0.75, SizeClass.SMALLER),
    (0.92, SizeClass.SMALL),
    (1.15, None),
    (1.45, SizeClass.LARGE),
    (2.0, SizeClass.LARGER),
)
"""Classes by the share of the body's size that they reach up to."""


def family_of(font: str) -> str | None:
    """Return the CSS generic family of a font by its name; None if the name says nothing."""
    lowered = font.lower()
    if "sans" in lowered:
        return "sans-serif"
    for family, words in _FAMILIES:
        if any(word in lowered for word in words):
            return family
    return None


def visible_color(color: str) -> str | None:
    """Drop what is as good as black, and what only shows on a dark background of the page.

    Args:
        color: "#rrggbb" in small letters.
    """
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    if max(red, green, blue) < _NEAR_BLACK:
        return None
    luminance = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
    return None if luminance > _TOO_LIGHT else color


def size_class(ratio: float) -> SizeClass | None:
    """Return the class of a size, given as its ratio to the body's; None for the body's own."""
    for limit, size in _SIZES:
        if ratio <= limit:
            return size
    return SizeClass.HUGE
