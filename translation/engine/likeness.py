# SPDX-License-Identifier: AGPL-3.0-or-later
"""Word alignment without a model: words that are written alike, and else the place in the sentence.

Numbers, names in Latin letters and signs stay what they are in a translation, and mark where the
rest belongs. Korean and English order their words differently: what only the place tells is
told so faintly that whoever puts codes there calls it a guess.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

_ALIKE, _NEAR = 1.0, 0.15
"""Weight of a piece that is written alike, and of all those near its place together."""
_WIDTH = 0.15
"""Of a sentence's length: how far "near" reaches."""


def attention_by_likeness(target: Sequence[str], source: Sequence[str]) -> list[list[float]]:
    """Return for each piece of a translation the share that each source piece has in it.

    Shares add up to 1 where something is written alike, else to much less than a word's own.
    """
    alike: dict[str, list[int]] = {}
    for at, piece in enumerate(source):
        if (bare := _bare(piece)) and any(map(str.isalnum, bare)):
            alike.setdefault(bare, []).append(at)
    found: list[list[float]] = []
    for at, piece in enumerate(target):
        place = (at + 0.5) / len(target)
        row = [
            math.exp(-((((j + 0.5) / len(source) - place) / _WIDTH) ** 2))
            for j in range(len(source))
        ]
        whole = sum(row) or 1.0
        row = [_NEAR * share / whole for share in row]
        same = alike.get(_bare(piece), ())
        if same:
            nearest = min(same, key=lambda j: abs((j + 0.5) / len(source) - place))
            row = [share * (1 - _ALIKE) for share in row]
            row[nearest] = _ALIKE
        found.append(row)
    return found


def _bare(piece: str) -> str:
    return piece.lstrip("▁").casefold()
