# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of books: title, document, format, pages, losses, date."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.i18n import mark, tr
from app.services.library import LibraryBook
from app.ui.shell.palette import folded
from app.ui.widgets import moment_words
from converters.formats import format_of

TITLE, DOCUMENT, FORMAT, PAGES, LOSSES, MADE = range(6)
"""Columns; when a book was made stands in the last."""
_HEADS = (
    mark("Title"),
    mark("Document"),
    mark("Format"),
    mark("Pages"),
    mark("Losses"),
    mark("Made"),
)
_NUMBERS = (PAGES, LOSSES)
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class BooksModel(QAbstractTableModel):
    """The books that are shown.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.books: list[LibraryBook] = []
        self.shown: list[LibraryBook] = []
        self._words = ""
        self._troubled = False

    def load(self, books: list[LibraryBook]) -> None:
        """Take other books."""
        self.books = books
        self._choose()

    def show_only(self, words: str, *, troubled: bool) -> None:
        """Show books whose title or document has all ``words``; only those that need attention."""
        self._words, self._troubled = words, troubled
        self._choose()

    def _choose(self) -> None:
        parts = [folded(part) for part in self._words.split()]
        self.beginResetModel()
        self.shown = [
            book
            for book in self.books
            if (book.needs_attention or not self._troubled)
            and all(part in folded(f"{book.title} {book.source.name}") for part in parts)
        ]
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many books are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the head of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(section) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        book = self.shown[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(book, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(book.source if column == DOCUMENT else book.path)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_side(column) | Qt.AlignmentFlag.AlignVCenter)
        return None

    def retranslate(self) -> None:
        """Let the heads be read again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_HEADS) - 1)


def _side(column: int) -> Qt.AlignmentFlag:
    """Return where the texts of a column stand, its head too."""
    return Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft


def _cell(book: LibraryBook, column: int) -> str:
    if column == TITLE:
        return book.title
    if column == DOCUMENT:
        return book.source.name
    if column == FORMAT:
        spec = format_of(book.item.format)
        return spec.name if spec else book.item.format
    if column == PAGES:
        return "" if book.item.pages is None else f"{book.item.pages:,}"
    if column == LOSSES:
        return f"{book.losses:,}" if book.losses else ""
    return moment_words(book.made)
