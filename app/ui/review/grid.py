# SPDX-License-Identifier: AGPL-3.0-or-later
"""The grid of segments: its model and its filter, and the words of states and kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.i18n import mark, tr
from app.store.project import SegmentLine
from translation.review.search import Search, SearchFor, SearchRefused
from translation.review.segments import Status

Index = QModelIndex | QPersistentModelIndex
NUMBER, SOURCE, TARGET, STATE = range(4)
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1

STATUS_WORDS = {
    Status.UNTRANSLATED: mark("Untranslated"),
    Status.DRAFT: mark("Draft"),
    Status.EDITED: mark("Edited"),
    Status.REVIEWED: mark("Confirmed"),
    Status.APPROVED: mark("Approved"),
}
KIND_WORDS = {
    "title": mark("title"),
    "metadata": mark("metadata"),
    "heading": mark("heading"),
    "paragraph": mark("paragraph"),
    "cell": mark("cell"),
    "item": mark("list item"),
    "note": mark("note"),
    "caption": mark("caption"),
    "box": mark("box"),
    "quote": mark("quotation"),
    "alt": mark("description of a picture"),
}
HEADINGS = (mark("No."), mark("Source"), mark("Translation"), mark("State"))
_TAG = re.compile(r"<(/?)(\d{1,6})(/?)>")


@lru_cache(maxsize=4096)
def shown_text(marked: str) -> str:
    """Return a marked text with its tags as small signs."""
    text = _TAG.sub(lambda m: f"◂{m[2]}" if m[1] else (f"⟨{m[2]}⟩" if m[3] else f"{m[2]}▸"), marked)
    return text.replace("&lt;", "<").replace("&amp;", "&")


def plain_text(marked: str) -> str:
    """Return a marked text without its tags."""
    if "<" not in marked and "&" not in marked:
        return marked
    return _TAG.sub("", marked).replace("&lt;", "<").replace("&amp;", "&")


@dataclass(frozen=True, slots=True)
class SegmentFilter:
    """A filter of segments: which are shown, and in which order."""

    text: str = ""
    regex: bool = False
    status: str = ""
    """A value of ``Status``, "open" (not confirmed), "tracked" (with an open change), "locked", or
    empty for all."""
    troubled: bool = False
    """Only those with a finding that stands."""
    commented: bool = False
    worst_first: bool = False
    document: int = 0
    """Number of the document that they are of; 0 for all."""


class SegmentsModel(QAbstractTableModel):
    """The model of the grid: the segments of a project that the filter lets through."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[SegmentLine] = []
        self._texts: list[str] = []
        self._shown: list[int] = []
        self._row_of: dict[int, int] = {}
        self._doubts: list[float] = []
        self.filter = SegmentFilter()
        self._starts: Sequence[int] = (1,)
        self.troubled: dict[int, str] = {}
        self.commented: dict[int, int] = {}
        self.tracked: set[int] = set()
        """With a change of a confirmed translation that nobody has accepted or rejected."""
        self.findings: dict[int, str] = {}

    # ------------------------------------------------------------ contents

    def load(
        self,
        lines: list[SegmentLine],
        troubled: Mapping[int, str],
        commented: Mapping[int, int],
        starts: Sequence[int] = (1,),
    ) -> None:
        """Show the segments of a project; the n-th has number n.

        Args:
            lines: of all segments.
            troubled: worst severity of the findings of a segment.
            commented: open threads of a segment.
            starts: numbers of the first segments of the documents.
        """
        self.beginResetModel()
        self._starts = starts
        self._lines = lines
        self._texts = [_searched(line) for line in lines]
        self._doubts = [_worst_key(line) for line in lines]
        self.troubled, self.commented = dict(troubled), dict(commented)
        self._apply()
        self.endResetModel()

    def change(self, lines: Iterable[SegmentLine]) -> None:
        """Take new states in; what is shown stays in its place until the filter is set again."""
        for line in lines:
            self._lines[line.number - 1] = line
            self._texts[line.number - 1] = _searched(line)
            self._doubts[line.number - 1] = _worst_key(line)
            self.announce(line.number)

    def announce(self, number: int) -> None:
        """Have a segment drawn again."""
        row = self._row_of.get(number)
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, STATE))

    def set_filter(self, wanted: SegmentFilter) -> None:
        """Show others.

        Raises:
            SearchRefused: the filter's text is no regular expression, or takes too long.
        """
        if wanted.regex:
            Search(SearchFor(wanted.text, regular=True))
        self.beginResetModel()
        before, self.filter = self.filter, wanted
        try:
            self._apply()
        except SearchRefused:
            self.filter = before
            raise
        finally:
            self.endResetModel()

    def _apply(self) -> None:
        shown = list(self._places())
        if self.filter.status or self.filter.troubled or self.filter.commented:
            shown = [at for at in shown if self._passes(self._lines[at])]
        if self.filter.text:
            shown = self._searched(shown)
        if self.filter.worst_first:
            shown.sort(key=self._doubts.__getitem__)
        self._shown = shown
        self._row_of = {at + 1: row for row, at in enumerate(shown)}

    def _places(self) -> range:
        """Return where the lines of the wanted document stand, from 0."""
        edges = [*(start - 1 for start in self._starts), len(self._lines)]
        wanted = self.filter.document
        if 0 < wanted < len(edges):
            return range(edges[wanted - 1], edges[wanted])
        return range(len(self._lines))

    def _passes(self, line: SegmentLine) -> bool:
        wanted = self.filter
        if wanted.status == "open":
            if line.status in CONFIRMED:
                return False
        elif wanted.status == "locked":
            if not line.locked:
                return False
        elif wanted.status == "tracked":
            if line.number not in self.tracked:
                return False
        elif wanted.status and line.status != wanted.status:
            return False
        if wanted.troubled and line.number not in self.troubled:
            return False
        return not wanted.commented or line.number in self.commented

    def _searched(self, shown: list[int]) -> list[int]:
        texts = self._texts
        if self.filter.regex:
            search = Search(SearchFor(self.filter.text, regular=True))
            found = search.matching(texts[at] for at in shown)
            return [at for at, is_in in zip(shown, found, strict=True) if is_in]
        needle = self.filter.text.casefold()
        return [at for at in shown if needle in texts[at]]

    @property
    def lines(self) -> list[SegmentLine]:
        """All segments, in the order of the document."""
        return self._lines

    def begins_document(self, number: int) -> bool:
        """Say whether a segment is the first one of its document."""
        return number in self._starts

    def numbers(self) -> list[int]:
        """Return the numbers of what is shown, in order."""
        return [self._lines[at].number for at in self._shown]

    def line(self, number: int) -> SegmentLine:
        """Return a segment by its number."""
        return self._lines[number - 1]

    def number_at(self, row: int) -> int | None:
        """Return the number of the segment in a row."""
        return self._lines[self._shown[row]].number if 0 <= row < len(self._shown) else None

    def row_of(self, number: int) -> int | None:
        """Return the row of a segment; None where it is not shown."""
        return self._row_of.get(number)

    def next_row(self, row: int, *, wanted: str = "", step: int = 1) -> int | None:
        """Return the nearest row after ``row`` that is "open" or "troubled"; None for none."""
        row += step
        while 0 <= row < len(self._shown):
            line = self._lines[self._shown[row]]
            if (
                not wanted
                or (wanted == "open" and line.status not in CONFIRMED and not line.locked)
                or (wanted == "troubled" and line.number in self.troubled)
                or (wanted == "tracked" and line.number in self.tracked)
            ):
                return row
            row += step
        return None

    # ------------------------------------------------------------ Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Number, source, target, state."""
        return 0 if parent.isValid() else STATE + 1

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Headings of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a cell shows, and says to a screen reader."""
        if not index.isValid():
            return None
        line = self._lines[self._shown[index.row()]]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            column = index.column()
            if column == NUMBER:
                return str(line.number)
            if column == STATE:
                return self.state_words(line)
            return plain_text(line.source if column == SOURCE else line.target)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == STATE:
            return self.state_words(line)
        return None

    def state_words(self, line: SegmentLine) -> str:
        """Say all that is known of a segment's state."""
        said = [tr(STATUS_WORDS[Status(line.status)])]
        if line.locked:
            said.append(tr("locked"))
        if line.match is not None:
            said.append(tr("memory {n} %", n=line.match))
        elif line.confidence is not None and line.status == Status.DRAFT.value:
            said.append(tr("confidence {n} %", n=round(100 * line.confidence)))
        if line.number in self.troubled:
            said.append(tr("with findings"))
        if line.number in self.commented:
            said.append(tr("with comments"))
        if line.number in self.tracked:
            said.append(tr("changed after it was confirmed"))
        return ", ".join(said)


CONFIRMED = (Status.REVIEWED.value, Status.APPROVED.value)
"""States of a line that a person has confirmed."""


def _searched(line: SegmentLine) -> str:
    return f"{plain_text(line.source)}\n{plain_text(line.target)}".casefold()


def _worst_key(line: SegmentLine) -> float:
    """Unconfirmed first, and of these the least sure; sorting keeps the order of equal ones."""
    sure = (line.confidence or 0.0) if line.match is None else min(1.0, line.match / 100)
    return sure + 2 if line.status in CONFIRMED else sure
