# SPDX-License-Identifier: AGPL-3.0-or-later
"""The body's type: what most characters of a document are set in, and how far apart its lines are."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from converters.readers.pdf.flow.rows import TextRow
from converters.readers.pdf.model import Style
from converters.source.appearance import family_of

_USUAL_LEADING = 1.6
_WIDEST_LEADING = 3.0
_FORM = 4
"""Times as many lines in tables as outside: the document is a form, and its text is in cells."""
_OF_A_CELL = 10
"""Characters in a line of a cell, about."""
_ASIAN = "\u2e80"
"""The first of the characters of East Asian scripts."""


@dataclass(frozen=True, slots=True)
class Typography:
    """How running text is set."""

    size: float = 10.0
    bold: bool = False
    family: str | None = None
    """CSS generic family of the font of Hangul, Hanja and Kana."""
    latin_family: str | None = None
    """That of everything else: Korean text is set in two fonts, letters and digits in their own."""
    leading: float = _USUAL_LEADING
    """From baseline to baseline, of the size."""


def typography_of(rows: Iterable[TextRow], cells: Iterable[Style] = ()) -> Typography:
    """Return the body's type by the characters of ``rows``.

    Args:
        rows: of all running text, those of one column following each other.
        cells: styles in tables, for a document that has no other text.
    """
    characters: Counter[tuple[float, bool]] = Counter()
    families: dict[bool, Counter[str | None]] = {True: Counter(), False: Counter()}
    steps: list[float] = []
    before: TextRow | None = None
    lines = list(rows)
    for row in lines:
        for span in row.spans:
            count = len(span.text.strip())
            characters[span.style.size, span.style.bold] += count
            families[is_asian(span.text)][family(span.style)] += count
        if before is not None and before.page == row.page and before.size == row.size:
            step = (row.at - before.at) / row.size
            # A list's items and paragraphs may stand further apart: only lines that go on count.
            if 1.0 <= step <= _WIDEST_LEADING and before.room < 3 * before.size:
                steps.append(step)
        before = row
    in_cells = list(cells)
    if len(in_cells) > _FORM * len(lines):
        for style in in_cells:
            characters[style.size, style.bold] += _OF_A_CELL
            families[True][family(style)] += 1
    if not characters:
        return Typography()
    (size, bold), _ = max(characters.items(), key=lambda item: (item[1], item[0]))
    leading = statistics.median_low(steps) if steps else _USUAL_LEADING
    asian, latin = (_most(families[key] or families[not key]) for key in (True, False))
    return Typography(size, bold, asian, latin, leading)


def _most(families: Counter[str | None]) -> str | None:
    return max(families, key=lambda name: families[name], default=None)


def is_asian(text: str) -> bool:
    """Whether ``text`` has a letter that East Asian fonts are there for."""
    return any(character >= _ASIAN for character in text)


def family(style: Style) -> str | None:
    """Return the CSS generic family of a font, by its name and else by its flags."""
    if style.mono:
        return "monospace"
    return family_of(style.font) or ("serif" if style.serif else None)


def same_size(first: float, second: float) -> bool:
    """Whether two sizes are one to the eye."""
    return abs(first - second) <= 0.08 * max(first, second)
