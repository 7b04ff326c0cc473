# SPDX-License-Identifier: AGPL-3.0-or-later
"""How wide text is, without a font: the reader chooses it."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset(".,:;'|!()[]{}-ilIjft ")
# Ambiguous ones (triangles, circled numbers) are drawn wide by Korean fonts.
_WIDE_CLASSES = frozenset("WFA")


def text_width(text: str) -> float:
    """Return how wide ``text`` is in em in a font of wide letters."""
    width = 0.0
    for character in text:
        if character in _NARROW:
            width += 0.39
        elif character in "·~":
            width += 0.6
        elif unicodedata.east_asian_width(character) in _WIDE_CLASSES:
            width += 1.0
        elif character in "%@mwMW&":
            width += 0.95
        elif character.isupper():
            width += 0.7
        else:
            width += 0.64
    return width
