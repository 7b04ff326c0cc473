# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows: what stands side by side in a column reads as one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from converters.readers.pdf.model import Box, Span, Style, TextLine

_ONE_BASELINE = 0.3
"""Of the size: a heading's number and its words may be set in fonts with other baselines."""
_WIDE = 1.0
"""Of the size: a wider gap is a tab."""
_HALF = 0.55
"""Width of a letter that is neither Hangul nor Han, of one that is."""
_SPACE = 0.3


@dataclass(slots=True)
class TextRow:
    """Lines on one baseline of one column; vertical text is measured along its own direction.

    ``start`` and ``end`` lie along the line, ``at`` across it: x, x and y of horizontal text.
    """

    spans: list[Span]
    page: int
    start: float
    end: float
    at: float
    left: float
    """Where the column starts."""
    right: float
    """Where the column's full lines end."""
    size: float
    text: str
    space_at_end: bool
    vertical: bool = False
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))

    @property
    def style(self) -> Style:
        """The style of most of its characters."""
        return max(self.spans, key=lambda span: len(span.text.strip())).style

    @property
    def room(self) -> float:
        """Points between its end and that of the column."""
        return self.right - self.end

    def all_bold(self) -> bool:
        """Whether every visible character is bold."""
        return all(span.style.bold for span in self.spans if span.text.strip())

    def width_of(self, text: str) -> float:
        """Return how wide ``text`` would be in this row's type."""
        unit = (self.end - self.start) / max(weight(self.text), 1.0)
        return min(unit, 1.2 * self.size) * weight(text)


def weight(text: str) -> float:
    """Return the width of ``text`` in Hangul letters."""
    wide = sum(character >= "\u1100" for character in text)
    spaces = text.count(" ")
    return wide + _HALF * (len(text) - wide - spaces) + _SPACE * spaces


def rows_of(lines: list[TextLine], column: Box, page: int) -> list[TextRow]:
    """Return the rows of ``lines``, which follow each other in ``column``."""
    groups: list[list[TextLine]] = []
    for line in lines:
        if not line.text.strip():
            continue
        if groups and _beside(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_row(group, column, page) for group in groups]


def _beside(before: TextLine, line: TextLine) -> bool:
    size = min(before.size, line.size)
    if before.vertical or line.vertical or line.box.x0 < before.box.x1 - 0.2 * size:
        return False
    return abs(before.baseline - line.baseline) <= _ONE_BASELINE * size


def _row(lines: list[TextLine], column: Box, page: int) -> TextRow:
    first, last = lines[0], max(lines, key=lambda line: len(line.text))
    box = first.box
    spans = list(first.spans)
    for before, line in pairwise(lines):
        gap = "\t" if line.box.x0 - before.box.x1 > _WIDE * line.size else " "
        end = spans[-1]
        spans[-1] = Span(end.text + gap, end.style, end.box, end.raised, end.link)
        spans += line.spans
        box = box.joined(line.box)
    text = "".join(span.text for span in spans)
    space = lines[-1].space_at_end
    if first.vertical:
        return TextRow(
            spans, page, box.y0, box.y1, -box.x1, column.y0, column.y1,
            last.size, text, space, True, box,
        )  # fmt: skip
    return TextRow(
        spans, page, box.x0, box.x1, last.baseline, column.x0, column.x1,
        last.size, text, space, False, box,
    )  # fmt: skip


@dataclass(slots=True)
class Passage:
    """Rows that make one paragraph, heading, item or note, over columns and pages."""

    rows: list[TextRow]
    framed: bool = False
    """Whether a frame or panel of its own sets it off."""
    in_cell: bool = False
    """Whether it stands in the cell of a table."""
    role: str = ""
    """What trusted tags say that it is ("H1", "P", "LI"); empty where there are none."""

    @property
    def text(self) -> str:
        """Its characters; what a line end stands for is not decided here."""
        return " ".join(row.text.strip() for row in self.rows)

    @property
    def size(self) -> float:
        """Points: that of most of its characters."""
        return max(self.rows, key=lambda row: len(row.text)).size

    @property
    def style(self) -> Style:
        """The style of most of its characters."""
        return max(self.rows, key=lambda row: len(row.text)).style

    def all_bold(self) -> bool:
        """Whether every visible character is bold."""
        return all(row.all_bold() for row in self.rows)

    def is_centred(self) -> bool:
        """Whether all its rows leave as much room left as right, and some."""
        return all(
            min(row.start - row.left, row.room) > row.size
            and abs((row.start - row.left) - row.room) < row.size
            for row in self.rows
        )
