# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of a project's documents: how far each has come, and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.store.project import Project, ProjectDocument
from app.ui.widgets import ButtonBox, label, resize_dialog
from translation.review.segments import Status

_SIZE = (820, 420)
_NAME = 1


class DocumentsDialog(QDialog):
    """The dialog with the documents of a project; Enter or a double click goes to one.

    Args:
        parent: the window.
        project: open.
        at: number of the segment that is worked on.
    """

    gone_to = Signal(object)
    """A person wants to work on this document."""
    adding = Signal()
    books_wanted = Signal(object)
    """The books of these documents are to be made."""

    def __init__(self, parent: QWidget, project: Project, at: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Documents of the project"))
        resize_dialog(self, *_SIZE)
        self._documents = project.documents
        self.table = QTableWidget(len(self._documents), 6)
        self.table.setAccessibleName(tr("Documents of the project"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.setHorizontalHeaderLabels(
            [
                tr("No."),
                tr("Document"),
                tr("Segments"),
                tr("Confirmed"),
                tr("Approved"),
                tr("Findings"),
            ]
        )
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fill(project)
        self.table.setCurrentCell(project.document(at).number - 1 if at else 0, _NAME)
        self.table.activated.connect(self._go)
        self.table.installEventFilter(self)
        said = label("muted", wrap=True)
        said.setText(
            tr(
                "All documents share memory, terms and checks. Confirmed sentences fill equal ones in"
                " every document."
            )
        )
        self.buttons = ButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.go = self.buttons.addButton(tr("Go to the document"), role)
        self.add = self.buttons.addButton(tr("Add documents…"), role)
        self.book = self.buttons.addButton(tr("Make the books…"), role)
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(lambda: self._go(self.table.currentIndex()))
        self.add.clicked.connect(self._add)
        self.book.clicked.connect(self._make_book)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.buttons)
        self.table.setFocus()

    def _fill(self, project: Project) -> None:
        troubled = sorted(project.troubled())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, (one, counts) in enumerate(project.counts_by_document()):
            done, total = counts.done(), counts.total
            share = 100 * done // max(1, total)
            found = sum(one.first <= number <= one.last for number in troubled)
            cells = (
                f"{one.number:,}",
                one.shown,
                f"{total:,}",
                f"{done:,} ({share} %)",
                f"{counts.segments.get(Status.APPROVED, 0):,}",
                f"{found:,}" if found else "",
            )
            said = trn("{n} segment", "{n} segments", total)
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(f"{one.title}\n{said}" if one.title else said)
                if column != _NAME:
                    item.setTextAlignment(right)
                self.table.setItem(row, column, item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Go to the first and the last document by Home and End: Qt goes to columns."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.table.rowCount() - 1}
            row = ends.get(Qt.Key(event.key()))
            if row is not None and not event.modifiers():
                self.table.setCurrentCell(row, _NAME)
                return True
        return super().eventFilter(watched, event)

    def _chosen(self) -> tuple[ProjectDocument, ...]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self._documents[row] for row in rows)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.accept()
            self.gone_to.emit(self._documents[index.row()])

    def _add(self) -> None:
        self.accept()
        self.adding.emit()

    def _make_book(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.accept()
            self.books_wanted.emit(chosen)
