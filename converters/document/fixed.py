# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages as they were printed: a picture of each, and its text where it stands on it.

For posters and picture books, whose text means little without its place. Lengths are
in pixels of the page (CSS, 96 to the inch), from its upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass

from converters.document.nodes import Resource


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A line of text in its place."""

    text: str
    x: float
    y: float
    width: float
    height: float
    vertical: bool = False
    """Whether it is written from top to bottom."""


@dataclass(frozen=True, slots=True)
class FixedPage:
    """One page."""

    label: str
    """As printed or as the file says ("iv", "12"); else its number."""
    width: int
    height: int
    picture: Resource
    paragraphs: tuple[tuple[PlacedText, ...], ...] = ()
    """Lines that belong together, in reading order."""
