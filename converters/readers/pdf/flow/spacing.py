# SPDX-License-Identifier: AGPL-3.0-or-later
"""How likely a space stands between two Korean syllables.

Particles and endings hardly begin a word and mostly end one; the table holds what a count
of many sentences says about each syllable and each pair. Nothing of those sentences is in it.
"""

from __future__ import annotations

from functools import cache

from converters.readers.pdf.flow.spacing_table import BIAS, WEIGHTS

_LONGEST = 5


def features(tail: str, head: str) -> tuple[str, ...]:
    """Return what is known of a place between two syllables; the first letter names the kind.

    Args:
        tail: the Hangul before it, back to the last space or sign.
        head: the Hangul after it, up to the next one.
    """
    before = tail[-2] if len(tail) > 1 else "^"
    after = head[1] if len(head) > 1 else "$"
    a, b = tail[-1], head[0]
    return (
        f"a{a}",
        f"b{b}",
        f"A{before}{a}",
        f"B{b}{after}",
        f"m{a}{b}",
        f"l{min(len(tail), _LONGEST)}",
        f"r{min(len(head), _LONGEST)}",
    )


def space_odds(tail: str, head: str) -> float:
    """Return the log odds of a space between ``tail`` and ``head``; neither is empty."""
    weights = _weights()
    return (BIAS + sum(weights.get(name, 0) for name in features(tail, head))) / 2


@cache
def _weights() -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, by_weight in WEIGHTS.items():
        step = 2 if kind in "ABm" else 1
        for weight, syllables in by_weight.items():
            for at in range(0, len(syllables), step):
                found[kind + syllables[at : at + step]] = weight
    return found
