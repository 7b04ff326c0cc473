# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delegates that draw a row: icon, name and a second line; the state as words or as a bar."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui import icons
from app.ui.queue.model import ROW_ROLE
from app.ui.queue.rows import DONE, QueueRow, RowState
from app.ui.theme import Theme, scaled

Index = QModelIndex | QPersistentModelIndex

_ROW_HEIGHT = 54
_ICON = 20
_PAD = 12
_BAR = 6


def row_height() -> int:
    """Return the height of each row, in pixels: two lines of text and room around them."""
    return scaled(_ROW_HEIGHT)


def state_color(row: QueueRow, theme: Theme) -> str:
    """Return the colour of a row's state: what is done is good, also where something was lost."""
    if row.state is RowState.FAILED:
        return theme.warn if row.needs_password else theme.bad
    if row.state in DONE:
        return theme.good
    return theme.accent if row.state is RowState.RUNNING else theme.muted


class _RowDelegate(QStyledItemDelegate):
    """The base of both columns' delegates: ground, selection and height of a row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Every row is equally high; Qt can skip measuring them."""
        return QSize(160, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, then what the column shows."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, QueueRow):
            return
        painter.save()
        rect: QRect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.theme.accent_soft))
        painter.setPen(QPen(QColor(self.theme.ground), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font: QFont = option.font
        self.draw(painter, rect, row, font)
        painter.restore()

    def draw(self, painter: QPainter, rect: QRect, row: QueueRow, font: QFont) -> None:
        """Draw the column's own part."""


class DocumentDelegate(_RowDelegate):
    """The delegate of the first column: icon, name, second line."""

    def draw(self, painter: QPainter, rect: QRect, row: QueueRow, font: QFont) -> None:
        """Draw the first column."""
        ratio = painter.device().devicePixelRatioF()
        lost = row.state in DONE and row.losses
        color = self.theme.warn if lost else state_color(row, self.theme)
        picture = icons.pixmap(row.icon, color, _ICON, ratio)
        top = rect.top() + (rect.height() - _ICON) / 2
        painter.drawPixmap(QPointF(rect.left() + _PAD, top), picture)
        left = rect.left() + _PAD + _ICON + _PAD
        width = rect.right() - left - _PAD
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() - 1)
        half = rect.height() // 2
        _text(
            painter,
            QRect(left, rect.top() + 5, width, half - 5),
            row.name,
            strong,
            self.theme.text,
            Qt.TextElideMode.ElideMiddle,
        )
        failed = row.state is RowState.FAILED
        elide = (
            Qt.TextElideMode.ElideRight
            if failed or row.state in DONE
            else Qt.TextElideMode.ElideMiddle
        )
        color = state_color(row, self.theme) if failed else self.theme.muted
        _text(
            painter,
            QRect(left, rect.top() + half, width, half - 6),
            row.second_line(),
            small,
            color,
            elide,
        )


class StateDelegate(_RowDelegate):
    """The delegate of the second column: words, and a bar while the file is on its way."""

    def draw(self, painter: QPainter, rect: QRect, row: QueueRow, font: QFont) -> None:
        """Draw the second column."""
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        color = state_color(row, self.theme)
        if row.state is not RowState.RUNNING:
            _text(painter, inner, row.state_words(), font, color, Qt.TextElideMode.ElideRight)
            return
        half = rect.height() // 2
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() - 1)
        upper = QRect(inner.left(), rect.top() + 5, inner.width(), half - 5)
        _text(painter, upper, row.state_words(), small, color, Qt.TextElideMode.ElideRight)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(inner.left(), rect.top() + half + 5, inner.width(), _BAR)
        painter.setBrush(QColor(self.theme.line))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        if row.fraction > 0:
            track.setWidth(max(_BAR, track.width() * row.fraction))
            painter.setBrush(QColor(self.theme.accent))
            painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)


def _text(
    painter: QPainter, rect: QRect, text: str, font: QFont, color: str, elide: Qt.TextElideMode
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(color))
    shown = QFontMetrics(font).elidedText(text, elide, rect.width())
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
