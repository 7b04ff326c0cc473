# SPDX-License-Identifier: AGPL-3.0-or-later
"""The body's type: what most characters of a document are set in, and how far apart its lines are."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from converters.readers.appearance import family_of
from converters.readers.pdf.flow.rows import Row
from converters.readers.pdf.model import Style

_USUAL_LEADING = 1.6
_WIDEST_LEADING = 3.0


@dataclass(frozen=True, slots=True)
class Typography:
    """How running text is set."""

    size: float = 10.0
    bold: bool = False
    family: str | None = None
    """CSS generic family of the font."""
    leading: float = _USUAL_LEADING
    """From baseline to baseline, of the size."""


def typography_of(rows: Iterable[Row], cells: Iterable[Style] = ()) -> Typography:
    """Return the body's type by the characters of ``rows``.

    Args:
        rows: of all running text, those of one column following each other.
        cells: styles in tables, for a document that has no other text.
    """
    characters: Counter[tuple[float, bool]] = Counter()
    families: Counter[str | None] = Counter()
    steps: list[float] = []
    before: Row | None = None
    for row in rows:
        for span in row.spans:
            count = len(span.text.strip())
            characters[span.style.size, span.style.bold] += count
            families[family(span.style)] += count
        if before is not None and before.page == row.page and before.size == row.size:
            step = (row.at - before.at) / row.size
            # A list's items and paragraphs may stand further apart: only lines that go on count.
            if 1.0 <= step <= _WIDEST_LEADING and before.room < 3 * before.size:
                steps.append(step)
        before = row
    if not characters:
        for style in cells:
            characters[style.size, style.bold] += 1
            families[family(style)] += 1
    if not characters:
        return Typography()
    (size, bold), _ = max(characters.items(), key=lambda item: (item[1], item[0]))
    leading = statistics.median_low(steps) if steps else _USUAL_LEADING
    return Typography(size, bold, max(families, key=lambda f: families[f]), leading)


def family(style: Style) -> str | None:
    """Return the CSS generic family of a font, by its name and else by its flags."""
    if style.mono:
        return "monospace"
    return family_of(style.font) or ("serif" if style.serif else None)


def same_size(first: float, second: float) -> bool:
    """Whether two sizes are one to the eye."""
    return abs(first - second) <= 0.08 * max(first, second)


def consecutive(rows: list[Row]) -> Iterable[tuple[Row, Row]]:
    """Yield neighbours that stand in one column of one page, one below the other."""
    for before, row in pairwise(rows):
        if before.page == row.page and before.left == row.left and row.at > before.at:
            yield before, row
