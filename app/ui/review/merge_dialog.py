# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of conflicts: segments of which a person is to say which copy is right."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.services.reviewing.merging import Conflict
from app.ui.review.differences import with_differences
from app.ui.review.grid import STATUS_WORDS
from app.ui.theme import system_theme
from app.ui.widgets import ButtonBox, label
from translation.review.segments import Status

_SIZE = (980, 560)
_AROUND_PX = 2
"""Of a row, above and below what is in it."""
_HERE, _OTHER = 2, 3
"""The columns of the two copies."""


class MergeDialog(QDialog):
    """The dialog with a row for each conflict; what is ticked is taken from the other copy.

    Args:
        parent: the window.
        conflicts: where this copy stands until one is ticked.
    """

    def __init__(self, parent: QWidget, conflicts: Sequence[Conflict]) -> None:
        super().__init__(parent)
        self._conflicts = conflicts
        self.setWindowTitle(tr("Which copy is right?"))
        self.resize(*_SIZE)
        words = label("muted", wrap=True)
        words.setText(
            trn(
                "{n} segment is for you to decide: both copies changed it, or a confirmed translation"
                " would go away. What stands here stays, unless you tick the other one.",
                "{n} segments are for you to decide: both copies changed them, or a confirmed"
                " translation would go away. What stands here stays, unless you tick the other one.",
                len(conflicts),
            )
        )
        self.table = QTableWidget(len(conflicts), 4)
        self.table.setAccessibleName(tr("Which copy is right?"))
        self.table.setHorizontalHeaderLabels(
            [tr("No."), tr("Source"), tr("This copy"), tr("In the other copy")]
        )
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        # One that comes and goes would change the widths by which heights are reckoned.
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        theme = system_theme()
        for row, one in enumerate(conflicts):
            self.table.setItem(row, 0, QTableWidgetItem(f"{one.numbers[0]:,}"))
            self.table.setItem(row, 1, QTableWidgetItem(one.source))
            here = QTableWidgetItem()
            here.setFlags(Qt.ItemFlag.ItemIsEnabled)
            says = _side("", one.my_status, taken_back=one.taken_back == "here")
            here.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{one.mine.text or _nothing()}, {says}"
            )
            self.table.setItem(row, _HERE, here)
            self._show(row, _HERE, says, escape(one.mine.text) or _nothing())
            theirs = QTableWidgetItem()
            theirs.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            theirs.setCheckState(Qt.CheckState.Unchecked)
            says = _side(one.author, one.their_status, taken_back=one.taken_back == "there")
            theirs.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{one.theirs.text or _nothing()}, {says}"
            )
            self.table.setItem(row, _OTHER, theirs)
            changed = with_differences(one.mine.text, one.theirs.text, theme)
            self._show(row, _OTHER, says, changed if one.theirs.text else _nothing())
        self.table.setWordWrap(True)
        # Heights follow the widths that the columns get, whenever they get them.
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit)
        header.sectionResized.connect(lambda *_: self._fitting.start())
        self._fitting.start()
        buttons = ButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = buttons.addButton(
            tr("Take what is ticked"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Reckon the heights again: the words have their font now."""
        super().showEvent(event)
        self._fitting.start()

    def _fit(self) -> None:
        self.table.resizeRowsToContents()
        for row in range(self.table.rowCount()):
            # Qt does not ask widgets in cells how high their words are; the style takes some room.
            heights = [
                shown.heightForWidth(shown.width()) + _AROUND_PX
                for column in (_HERE, _OTHER)
                if (shown := self.table.cellWidget(row, column)) is not None
            ]
            self.table.setRowHeight(row, max(self.table.rowHeight(row), *heights))

    def _show(self, row: int, column: int, says: str, html: str) -> None:
        muted = system_theme().muted
        shown = QLabel(f"<span style='color:{muted}'>{escape(says)}</span><br>{html}")
        shown.setWordWrap(True)
        # The tick of the other copy stands before its words.
        shown.setContentsMargins(30 if column == _OTHER else 4, 4, 4, 4)
        shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.table.setCellWidget(row, column, shown)

    def chosen(self) -> list[Conflict]:
        """Return the conflicts in which the other copy is right."""
        return [
            one
            for row, one in enumerate(self._conflicts)
            if (item := self.table.item(row, _OTHER)) is not None
            and item.checkState() is Qt.CheckState.Checked
        ]


def _nothing() -> str:
    return tr("(no translation)")


def _side(author: str, status: Status, *, taken_back: bool) -> str:
    """Say how a side came to what it has."""
    said = [author, tr(STATUS_WORDS[status]), tr("step taken back") if taken_back else ""]
    return " · ".join(filter(None, said))
