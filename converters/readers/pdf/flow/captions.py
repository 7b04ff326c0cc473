# SPDX-License-Identifier: AGPL-3.0-or-later
"""Captions: told by their words, given to the table or figure that they stand beside."""

from __future__ import annotations

import re

from converters.readers.pdf.flow.pieces import Element, FigurePiece, PageStart, TablePiece
from converters.readers.pdf.flow.rows import Passage

_TABLE = r"표|도표|Table|TABLE|Tab\."
_FIGURE = r"그림|사진|도|삽화|차트|그래프|Figure|FIGURE|Fig\.|Photo|Chart"
_CAPTION = re.compile(
    rf"^[<〈《\[［(【「]?\s*(?:(?P<table>{_TABLE})|(?P<figure>{_FIGURE}))\s*"
    r"(?:[ⅠⅡⅢⅣⅤⅥ\dA-Z]+(?:[-–.]\d+)*)\s*[>〉》\]］)】」.:]?(?=\s|$|[가-힣A-Z])"
)
_UNIT = re.compile(r"^[\[(<]?\s*단위\s*[:：]")
_LONGEST = 160
_NEAR = 3
"""Elements between a caption and what it names, at most."""


def is_caption(text: str) -> bool:
    """Whether ``text`` names a table or figure by its number."""
    return len(text) <= _LONGEST and _CAPTION.match(text.strip()) is not None


def is_unit_line(text: str) -> bool:
    """Whether ``text`` says what a table's figures count."""
    return len(text) < 40 and _UNIT.match(text.strip()) is not None


def bind_captions(elements: list[Element]) -> list[Element]:
    """Return ``elements`` with captions moved into their tables and figures; others stay."""
    taken: set[int] = set()
    for at, element in enumerate(elements):
        if not isinstance(element, Passage) or not is_caption(element.text):
            continue
        match = _CAPTION.match(element.text.strip())
        is_table = match is not None and match["table"] is not None
        after, before = _neighbour(elements, at, 1), _neighbour(elements, at, -1)
        wanted = TablePiece if is_table else FigurePiece
        # Tables have their captions above, figures below, as a rule; else the other side.
        sides = [(after, False), (before, True)] if is_table else [(before, True), (after, False)]
        for kind in (wanted, TablePiece if wanted is FigurePiece else FigurePiece):
            host = next((s for s in sides if isinstance(s[0], kind) and not s[0].captions), None)
            if host is not None and isinstance(host[0], TablePiece | FigurePiece):
                host[0].captions.append(element)
                if isinstance(host[0], TablePiece):
                    host[0].caption_below = host[1]
                taken.add(at)
                break
    for at, element in enumerate(elements):
        if isinstance(element, Passage) and at not in taken and is_unit_line(element.text):
            after = _neighbour(elements, at, 1)
            if isinstance(after, TablePiece) and not after.caption_below:
                after.captions.append(element)
                taken.add(at)
    return [element for at, element in enumerate(elements) if at not in taken]


def _neighbour(elements: list[Element], at: int, step: int) -> Element | None:
    """Return the table or figure before or after ``at``, past captions and lines of units."""
    for _ in range(_NEAR):
        at += step
        if not 0 <= at < len(elements):
            return None
        element = elements[at]
        if isinstance(element, TablePiece | FigurePiece):
            return element
        if isinstance(element, PageStart) and step > 0:
            continue
        if not (isinstance(element, Passage) and is_unit_line(element.text)):
            return None
    return None
