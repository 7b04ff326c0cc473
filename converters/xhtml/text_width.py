# SPDX-License-Identifier: AGPL-3.0-or-later
"""How wide text is, without a font: the reader chooses it."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_NARROW = frozenset(".,:;'|!()[]{}-ilIjft ")
# Ambiguous ones (triangles, circled numbers) are drawn wide by Korean fonts.
_WIDE_CLASSES = frozenset("WFA")


@lru_cache(maxsize=1 << 14)
def text_width(text: str) -> float:
    """Return how wide ``text`` is in em in a font of wide letters."""
    return sum(map(_width, text))


@cache
def _width(character: str) -> float:
    if character in _NARROW:
        return 0.39
    if character == "·":
        return 0.6
    if unicodedata.east_asian_width(character) in _WIDE_CLASSES:
        return 1.0
    if character in "~+=<>":
        return 0.85
    if character in "%@mwMW&":
        return 0.95
    return 0.7 if character.isupper() else 0.64
