# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where printed pages begin, from the layout that Hangul itself left in the file.

PARA_LINE_SEG (HWP 5.0 rev 1.3, 4.3.4; hp:lineseg in OWPML) caches each line's
distance from the top of its page or column. Where the distance falls, a new column or page begins.
The flags that the specification gives for this are not set in real files.
"""

from __future__ import annotations

from collections.abc import Sequence


class PageTracker:
    """Follows the lines of one section from its first page."""

    def __init__(self) -> None:
        self.count = 0
        self._columns = 1
        self._column = 0
        self._last = -1
        self._begun = False

    def set_columns(self, count: int) -> None:
        """A column definition changes how columns count."""
        columns = max(1, count)
        if columns != self._columns:
            self._columns, self._column = columns, 0

    def starts(
        self, lines: Sequence[tuple[int, int]], *, page_break: bool, column_break: bool
    ) -> list[int]:
        """Return the text positions of a paragraph at which a page begins.

        Args:
            lines: text position and distance from the top of each line, empty
                if the file has no layout.
            page_break: a page or section begins with this paragraph.
            column_break: a column begins with it.
        """
        starts: list[int] = []
        for number, (position, distance) in enumerate(lines):
            if not self._begun or (number == 0 and page_break):
                self._begun = True
                self._turn(starts, position)
            elif distance < self._last or (number == 0 and column_break):
                self._column += 1
                if self._column >= self._columns:
                    self._turn(starts, position)
            self._last = distance
        return starts

    def _turn(self, starts: list[int], position: int) -> None:
        self._column = 0
        self.count += 1
        starts.append(position)
