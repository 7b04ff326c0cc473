# SPDX-License-Identifier: AGPL-3.0-or-later
"""A row that goes on in a second one where it is too narrow, so that no word is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget

_GAP, _BETWEEN_ROWS = 8, 6


@dataclass(slots=True)
class _Placed:
    """An item with the size that it asks for."""

    item: QLayoutItem
    size: QSize
    grows: bool


class FlowLayout(QLayout):
    """A layout of one row that wraps. What has an expanding policy, or a stretch, takes the rest of its row.

    Args:
        parent: the widget whose layout it is; None where it goes into another layout.
        gap: pixels between neighbours.
        even: items fill their row, in equal parts where each has room enough in one.
        trailing: rows stand at the right end, as the buttons that end a page do.
        most: items in one row; 0 for as many as there is room for.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = _GAP,
        *,
        even: bool = False,
        trailing: bool = False,
        most: int = 0,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._even = even
        self._trailing = trailing
        self._most = most
        self.setContentsMargins(0, 0, 0, 0)

    def add_stretch(self) -> None:
        """Let what comes stand at the right end of its row."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    def add_layout(self, layout: QLayout) -> None:
        """Take in parts that stay beside one another."""
        self.addChildLayout(layout)
        self.addItem(layout)

    # ------------------------------------------------------------ what Qt asks

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Take an item in at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Return where it makes use of more room: across."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that a narrower one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of all rows, in pixels."""
        margins = self.contentsMargins()
        rows = list(self._rows(width - margins.left() - margins.right()))
        heights = [max(one.size.height() for one in row) for row in rows]
        between = _BETWEEN_ROWS * max(0, len(heights) - 1)
        return sum(heights) + between + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of a single row."""
        row = list(self._placed())
        width = sum(one.size.width() for one in row) + self._gap * max(0, len(row) - 1)
        height = max((one.size.height() for one in row), default=0)
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the widest item."""
        sizes = [one.size for one in self._placed()]
        margins = self.contentsMargins()
        return QSize(
            max((size.width() for size in sizes), default=0) + margins.left() + margins.right(),
            max((size.height() for size in sizes), default=0) + margins.top() + margins.bottom(),
        )

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Put all items into their places."""
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for row in self._rows(inner.width()):
            height = max(one.size.height() for one in row)
            taken = sum(one.size.width() for one in row) + self._gap * (len(row) - 1)
            growing = sum(one.grows for one in row)
            more = max(0, inner.width() - taken)
            left = inner.left() + (more if self._trailing and not growing else 0)
            part = (inner.width() - self._gap * (len(row) - 1)) // len(row)
            equal = self._even and all(one.size.width() <= part for one in row)
            for one in row:
                width = part if equal else min(one.size.width(), inner.width())
                if one.grows and not equal:
                    width += more // growing
                size = QSize(width, one.size.height())
                middle = top + (height - size.height()) // 2
                one.item.setGeometry(QRect(QPoint(left, middle), size))
                left += width + self._gap
            top += height + _BETWEEN_ROWS

    # ------------------------------------------------------------ rows

    def _placed(self) -> Iterator[_Placed]:
        for item in self._items:
            if item.isEmpty() and item.widget() is not None:
                # Hidden.
                continue
            grows = self._even or bool(item.expandingDirections() & Qt.Orientation.Horizontal)
            yield _Placed(item, item.sizeHint().expandedTo(item.minimumSize()), grows)

    def _rows(self, width: int) -> Iterator[list[_Placed]]:
        row: list[_Placed] = []
        taken = 0
        for one in self._placed():
            needed = one.size.width()
            full = bool(self._most) and len(row) >= self._most
            if row and (full or (taken + self._gap + needed > width and needed)):
                yield row
                row, taken = [], 0
            taken += needed + (self._gap if row else 0)
            row.append(one)
        if row:
            yield row
