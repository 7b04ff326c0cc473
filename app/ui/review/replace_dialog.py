# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog that shows replacements before they are made."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.ui.theme import Theme, system_theme
from app.ui.widgets import ButtonBox, label
from translation.review.search import Replacement

_HTML = int(Qt.ItemDataRole.UserRole) + 1
_ROW = 46
_AROUND = 40
"""Characters shown before and after what is replaced."""
_SIZE = (920, 560)


class ReplaceDialog(QDialog):
    """The dialog of all replacements; what is not ticked stays as it is.

    Args:
        parent: the window.
        replacements: what would change.
        confirmed: how many of these segments were confirmed.
    """

    def __init__(
        self, parent: QWidget, replacements: Sequence[Replacement], confirmed: int
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Replace all"))
        self._replacements = replacements
        self.table = QTableWidget(len(replacements), 3)
        self.table.setHorizontalHeaderLabels([tr("No."), tr("Now"), tr("Then")])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setItemDelegate(_Words(self.table))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(0, 90)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        theme = system_theme()
        for row, one in enumerate(replacements):
            number = QTableWidgetItem(f"{one.number:,}")
            number.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            number.setCheckState(Qt.CheckState.Checked)
            self.table.setItem(row, 0, number)
            for column, (plain, html) in enumerate(_shown(one, theme), start=1):
                item = QTableWidgetItem(plain)
                item.setData(_HTML, html)
                self.table.setItem(row, column, item)
        self.table.itemChanged.connect(lambda _item: self._say())
        self.buttons = ButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        if confirmed:
            words = label("muted", wrap=True)
            words.setText(
                trn(
                    "{n} of these segments was confirmed, and is to be confirmed again.",
                    "{n} of these segments were confirmed, and are to be confirmed again.",
                    confirmed,
                )
            )
            layout.addWidget(words)
        layout.addWidget(self.buttons)
        self.resize(*_SIZE)
        self._say()
        self.make.setDefault(True)

    def chosen(self) -> list[Replacement]:
        """Return the replacements that are to be made."""
        return [
            one
            for row, one in enumerate(self._replacements)
            if (item := self.table.item(row, 0)) is not None
            and item.checkState() is Qt.CheckState.Checked
        ]

    def _say(self) -> None:
        chosen = len(self.chosen())
        self.make.setText(trn("Replace in {n} segment", "Replace in {n} segments", chosen))
        self.make.setEnabled(chosen > 0)


def _shown(one: Replacement, theme: Theme) -> list[tuple[str, str]]:
    """Return (plain, HTML) of the texts before and after, around what is replaced."""
    before, after = one.before.text, one.after.text
    old: list[str] = []
    new: list[str] = []
    at = 0
    for start, end, words in one.spans:
        between = escape(_short(before[at:start], first=not at))
        gone = escape(before[start:end])
        old += [between, f"<s style='color:{theme.bad};background:{theme.bad_soft}'>{gone}</s>"]
        new += [between, f"<b style='color:{theme.good}'>{escape(words)}</b>"]
        at = end
    tail = escape(before[at:][:_AROUND] + ("…" if len(before) - at > _AROUND else ""))
    return [(before, "".join([*old, tail])), (after, "".join([*new, tail]))]


def _short(text: str, *, first: bool) -> str:
    if first:
        return text if len(text) <= _AROUND else "…" + text[-_AROUND:]
    return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]}…{text[-_AROUND:]}"


class _Words(QStyledItemDelegate):
    """Draws what is replaced in its colours."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        html = index.data(_HTML)
        if html is None:
            super().paint(painter, option, index)
            return
        page = QTextDocument()
        page.setDefaultFont(option.font)
        page.setHtml(html)
        page.setTextWidth(option.rect.width() - 12)
        painter.save()
        painter.setClipRect(option.rect)
        painter.translate(option.rect.left() + 6, option.rect.top() + 4)
        page.drawContents(painter, QRectF(0, 0, option.rect.width(), option.rect.height()))
        painter.restore()

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, _ROW)
