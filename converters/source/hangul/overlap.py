# SPDX-License-Identifier: AGPL-3.0-or-later
"""Overlapped characters (글자 겹침): "1" and "0" in a circle print as ⑩."""

from __future__ import annotations

from converters.source.numbers import ready_made_circle

# The frame may stand before the text as a character of its own.
_FRAMES = "◯○●⬤□■▢△▲☼☀◇◆♲♺♻⃝⃞"
_CIRCLES = (1, 2)


def overlapped(characters: str, frame: int) -> str:
    """Return overlapped characters as Unicode has them; without their frame where it has none.

    Args:
        characters: what is printed in one place, perhaps led by its frame.
        frame: border type (HWP 5.0 rev 1.3, 4.3.10.11); 1 and 2 are circles.
    """
    inner = characters.strip()
    if len(inner) > 1:
        inner = inner.strip(_FRAMES)
    if frame not in _CIRCLES:
        return inner
    return ready_made_circle(inner) or inner
