# SPDX-License-Identifier: AGPL-3.0-or-later
"""An author's colours as classes that stay readable on light and on dark pages."""

from __future__ import annotations

import colorsys
import re

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
# A reading system may lay any page under a book, and says so to style sheets or
# not: a colour must stand on white and on black alike. At these luminances the
# contrast is 4.9:1 on white, 4.5:1 on a shaded cell (WCAG 2.2, 1.4.3) and 4:1 on black.
_ANY_PAGE = (0.15, 0.165)
# A page whose ground we know to be dark grey.
_DARK_PAGE = (0.32, 1.0)
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
        """Return style rules for the classes given so far, readable on light and dark pages.

        Where a reading system says by ``color-scheme`` that its page is dark, they are brighter.
        """
        return "".join(map(_rule, self._used()))

    def dark_rules(self) -> str:
        """Return brighter rules for pages that are known to be dark."""
        return "".join(
            f".{name}{{color:{_shade(name[2:], _DARK_PAGE)}}}\n" for name in self._used()
        )

    def _used(self) -> list[str]:
        return sorted({name for name in self._names.values() if name})


def _rule(name: str) -> str:
    anywhere, dark = _shade(name[2:], _ANY_PAGE), _shade(name[2:], _DARK_PAGE)
    return f".{name}{{color:{anywhere};color:light-dark({anywhere},{dark})}}\n"


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


def _shade(hexadecimal: str, luminances: tuple[float, float]) -> str:
    """Return the nearest shade of the same hue whose luminance is between the given ones."""
    least, most = luminances
    channels = _channels(hexadecimal)
    hue, lightness, saturation = colorsys.rgb_to_hls(*channels)
    darkest, brightest = 0.0, 1.0
    # Luminance grows with lightness: halving the interval finds a fitting shade.
    for _ in range(24):
        luminance = _luminance(channels)
        if least <= luminance <= most:
            break
        if luminance < least:
            darkest = lightness
        else:
            brightest = lightness
        lightness = (darkest + brightest) / 2
        channels = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
