# SPDX-License-Identifier: AGPL-3.0-or-later
"""An author's colours as classes that stay readable on light and on dark pages."""

from __future__ import annotations

import colorsys
import re

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
# Contrast 4.5:1 (WCAG 2.2, 1.4.3) against a lightly shaded cell on white, and
# against the dark grey of night modes.
_LIGHT_PAGE_MOST = 0.15
_DARK_PAGE_LEAST = 0.32
_GREY = 0.12


class Colours:
    """Gives each colour a class and collects the rules of the classes in use."""

    def __init__(self) -> None:
        self._names: dict[str, str | None] = {}

    def class_of(self, colour: str) -> str | None:
        """Return the class for ``colour`` (``#rrggbb``); None where it is no real colour.

        Black, white and greys follow the page: they would vanish on a dark or a light one.
        """
        if colour not in self._names:
            self._names[colour] = _class_of(colour)
        return self._names[colour]

    def rules(self) -> str:
        """Return the style rules of the classes given so far, in a stable order."""
        names = sorted({name for name in self._names.values() if name})
        if not names:
            return ""
        light = "".join(f".{name}{{color:{_shade(name[2:], dark=False)}}}\n" for name in names)
        dark = "".join(f".{name}{{color:{_shade(name[2:], dark=True)}}}\n" for name in names)
        return f"{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _class_of(colour: str) -> str | None:
    if not _HEX.fullmatch(colour):
        return None
    _hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour[1:]))
    chroma = saturation * (1 - abs(2 * lightness - 1))
    return None if chroma < _GREY else f"c-{colour[1:].lower()}"


def _channels(hexadecimal: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(hexadecimal)
    return red / 255, green / 255, blue / 255


def _luminance(channels: tuple[float, float, float]) -> float:
    """Relative luminance of WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shade(hexadecimal: str, *, dark: bool) -> str:
    """Return the nearest shade of the same hue that is readable on a light or a dark page."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(hexadecimal))
    step = 0.02 if dark else -0.02
    channels = _channels(hexadecimal)
    while not _readable(_luminance(channels), dark=dark) and 0 <= lightness + step <= 1:
        lightness += step
        channels = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _readable(luminance: float, *, dark: bool) -> bool:
    return luminance >= _DARK_PAGE_LEAST if dark else luminance <= _LIGHT_PAGE_MOST
