# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words of a chart made to fit their place, without a font to measure them by.

Widths are in em of the text's size and estimated: a Hangul syllable takes one
em, a Latin letter a little more than half of it, in any sans-serif font.
"""

from __future__ import annotations

import unicodedata
from itertools import islice

ELLIPSIS = "…"
_WIDE = frozenset("WFA")
_MOST_CHARACTERS = 400


def width_em(text: str) -> float:
    """Return the estimated width of ``text`` in em."""
    return sum(map(_character_em, text))


def _character_em(character: str) -> float:
    if character in " .,:;'|!ijl·-()":
        return 0.36
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in _WIDE:
        return 1.0
    return 0.74 if character.isupper() or character in "%mw@" else 0.6


def fit(text: str, room_em: float) -> str:
    """Return ``text``, or as much of its beginning as ``room_em`` takes, with an ellipsis."""
    text = text[:_MOST_CHARACTERS]
    if width_em(text) <= room_em:
        return text
    used, kept = 1.0, ""
    for character in text:
        used += _character_em(character)
        if used > room_em and kept:
            break
        kept += character
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, room_em: float, lines: int) -> tuple[str, ...] | None:
    """Return ``text`` in at most ``lines`` lines of ``room_em``; None where that is too little.

    Lines end between words; a word that is wider than a line may break anywhere
    when it is not Latin (an address of a road, a name of an office).
    """
    found: list[str] = [""]
    for word in islice(text[:_MOST_CHARACTERS].split(), 40):
        joined = f"{found[-1]} {word}".strip()
        if width_em(joined) <= room_em:
            found[-1] = joined
            continue
        if found[-1]:
            found.append("")
        if width_em(word) > room_em:
            if word.isascii() or room_em < 3:
                return None
            *full, word = _pieces(word, room_em)
            found[-1:] = [*full, ""]
        found[-1] = word
    return tuple(found) if len(found) <= lines else None


def _pieces(word: str, room_em: float) -> list[str]:
    pieces = [""]
    used = 0.0
    for character in word:
        used += _character_em(character)
        if used > room_em:
            pieces.append("")
            used = _character_em(character)
        pieces[-1] += character
    return pieces
