# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of conflicts: segments that two people changed, each otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
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
from app.ui.theme import system_theme
from app.ui.widgets import ButtonBox, label

_SIZE = (980, 560)


class MergeDialog(QDialog):
    """The dialog with a row for each conflict; what is ticked is taken from the other copy.

    Args:
        parent: the window.
        conflicts: where this copy stands until one is ticked.
    """

    def __init__(self, parent: QWidget, conflicts: Sequence[Conflict]) -> None:
        super().__init__(parent)
        self._conflicts = conflicts
        self.setWindowTitle(tr("Changed in both copies"))
        self.resize(*_SIZE)
        words = label("muted", wrap=True)
        words.setText(
            trn(
                "{n} segment was changed in both copies. What stands here stays, unless you tick the"
                " other one.",
                "{n} segments were changed in both copies. What stands here stays, unless you tick"
                " the other one.",
                len(conflicts),
            )
        )
        self.table = QTableWidget(len(conflicts), 4)
        self.table.setAccessibleName(tr("Changed in both copies"))
        self.table.setHorizontalHeaderLabels(
            [tr("No."), tr("Source"), tr("Here"), tr("In the other copy")]
        )
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        theme = system_theme()
        for row, one in enumerate(conflicts):
            self.table.setItem(row, 0, QTableWidgetItem(f"{one.numbers[0]:,}"))
            self.table.setItem(row, 1, QTableWidgetItem(one.source))
            self.table.setItem(row, 2, QTableWidgetItem(one.mine.text))
            theirs = QTableWidgetItem()
            theirs.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            theirs.setCheckState(Qt.CheckState.Unchecked)
            theirs.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.author}: {one.theirs.text}")
            self.table.setItem(row, 3, theirs)
            shown = QLabel(
                f"<span style='color:{theme.muted}'>{escape(one.author)}</span><br>"
                f"{with_differences(one.mine.text, one.theirs.text, theme)}"
            )
            shown.setWordWrap(True)
            shown.setContentsMargins(30, 4, 4, 4)
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.table.setCellWidget(row, 3, shown)
        self.table.setWordWrap(True)
        self.table.resizeRowsToContents()
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

    def chosen(self) -> list[Conflict]:
        """Return the conflicts in which the other copy is right."""
        return [
            one
            for row, one in enumerate(self._conflicts)
            if (item := self.table.item(row, 3)) is not None
            and item.checkState() is Qt.CheckState.Checked
        ]
