# SPDX-License-Identifier: AGPL-3.0-or-later
"""Colours of the charts: Okabe and Ito's set, which people with any colour vision tell apart.

Colour is never alone: lines differ in dashes and symbols, bars in hatching, and both are named
beside the chart. Source: M. Okabe, K. Ito, "Color Universal Design", 2008.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.theme import Theme

_BLUE, _SKY = "#0072B2", "#56B4E9"
_GREEN, _ORANGE = "#009E73", "#E69F00"
_VERMILLION, _PURPLE = "#D55E00", "#CC79A7"


@dataclass(frozen=True, slots=True)
class Series:
    """One colour for each thing that charts show."""

    printed: str
    reference: str
    target: str
    saved: str
    lost: str
    potential: str
    forecast: str


_ON_LIGHT = Series(_BLUE, _VERMILLION, _GREEN, _GREEN, _VERMILLION, _PURPLE, _ORANGE)
# Blue and green of the set are too dark on a dark ground; its light ones take their places.
_ON_DARK = Series(_SKY, _ORANGE, "#3CC79D", "#3CC79D", _ORANGE, _PURPLE, "#F0E442")


def series_of(theme: Theme) -> Series:
    """Return the colours that stand out on the theme's ground."""
    return _ON_DARK if theme.name == "dark" else _ON_LIGHT
