# SPDX-License-Identifier: AGPL-3.0-or-later
"""What HTML allows where a block stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from converters.document.nodes import Blocks
from converters.xhtml.flow import Flow
from converters.xhtml.markup import Element


@dataclass(frozen=True, slots=True)
class Place:
    """What HTML allows where a block stands (HTML, 4.9.10 and 4.9.2 for cells and captions)."""

    headings: bool = True
    """False in captions, header cells and notes: a heading is a bold line there."""
    sections: bool = True
    """False in header cells: a box is a plain division there."""
    outermost: bool = True
    """False inside a table: only the outermost one has a number of its own."""


BODY = Place()
NOTE = Place(headings=False)
CAPTION = Place(headings=False, sections=False)

WriteBlocks = Callable[[Flow, Element, Blocks, Place], None]
"""The form of ``blocks.write_blocks``, handed to those that it calls."""
