# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of the grid as they are drawn: number, texts with their tags as signs, state.

Rows are of equal height and drawn only where they are seen.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.i18n import tr
from app.store.project import SegmentLine
from app.ui.review.grid import (
    CONFIRMED,
    KIND_WORDS,
    LINE_ROLE,
    NUMBER,
    SOURCE,
    STATE,
    STATUS_WORDS,
    TARGET,
    Index,
    SegmentsModel,
    shown_text,
)
from app.ui.theme import Theme, scaled
from translation.review.segments import Status

_ROW_HEIGHT, _LOW_ROW_HEIGHT = 60, 21
"""Of rows of two lines, and of one."""


def row_height() -> int:
    """Return the height of each row, in pixels."""
    return scaled(_ROW_HEIGHT)


def low_row_height() -> int:
    """Return the height of a row of a single line, for where there is no room for three others."""
    return scaled(_LOW_ROW_HEIGHT)


class SegmentDelegate(QStyledItemDelegate):
    """Draws a row."""

    def __init__(self, theme: Theme, model: SegmentsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Every row is equally high; Qt can skip measuring them."""
        return QSize(120, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        line = index.data(LINE_ROLE)
        if line is None:
            return
        painter.save()
        rect: QRect = option.rect
        state = option.state
        font: QFont = option.font
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.theme.accent_soft))
        painter.setPen(QPen(QColor(self.theme.ground), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.row() and self._model.begins_document(line.number):
            painter.setPen(QPen(QColor(self.theme.muted), 2))
            painter.drawLine(rect.topLeft(), rect.topRight())
        column = index.column()
        low = rect.height() < row_height()
        inner = rect.adjusted(9, 3, -9, -2) if low else rect.adjusted(9, 6, -9, -5)
        if column == NUMBER:
            self._number(painter, inner, line, font, low=low)
        elif column == STATE:
            self._state(painter, inner, line, font, low=low)
        else:
            text = line.source if column == SOURCE else line.target
            quiet = column == TARGET and line.status in (Status.DRAFT.value,)
            _draw_lines(
                painter,
                QRectF(inner),
                shown_text(text),
                font,
                QColor(self.theme.muted if quiet else self.theme.text),
            )
        painter.restore()

    def _number(
        self, painter: QPainter, rect: QRect, line: SegmentLine, font: QFont, *, low: bool
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text))
        top = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, top, f"{line.number:,}")
        if low:
            return
        small = _smaller(font)
        painter.setFont(small)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(
            rect.adjusted(0, scaled(20), 8, 0),
            int(top | Qt.TextFlag.TextWordWrap),
            tr(KIND_WORDS[line.kind]),
        )

    def _state(
        self, painter: QPainter, rect: QRect, line: SegmentLine, font: QFont, *, low: bool
    ) -> None:
        theme = self.theme
        status = Status(line.status)
        color = QColor(
            {
                Status.UNTRANSLATED: theme.muted,
                Status.DRAFT: theme.warn,
                Status.EDITED: theme.text,
                Status.REVIEWED: theme.good,
                Status.APPROVED: theme.good,
            }[status]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = QRectF(rect.left(), rect.top() + scaled(4), 9, 9)
        painter.setPen(QPen(color, 1.6))
        # A full dot is confirmed, a ring is not: told without colour too.
        painter.setBrush(color if line.status in CONFIRMED else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)
        if status is Status.APPROVED:
            painter.drawEllipse(dot.adjusted(-2.5, -2.5, 2.5, 2.5))
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        place = rect.adjusted(16, 0 if low else -2, 0, 0)
        top = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        words = tr(STATUS_WORDS[status])
        signs = self._signs(line)
        if low:
            # The signs stand behind the words, in the same line.
            metrics = painter.fontMetrics()
            room = place.width() - metrics.horizontalAdvance(signs)
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, top, words)
        if not low:
            self._second_line(painter, rect, line, font)
        trouble = self._model.troubled.get(line.number)
        if trouble:
            painter.setPen(QColor(theme.bad if trouble == "error" else theme.warn))
        side = Qt.AlignmentFlag.AlignRight if low else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            rect, int(Qt.AlignmentFlag.AlignBottom | side), signs if low else signs.lstrip()
        )

    def _signs(self, line: SegmentLine) -> str:
        """Return the signs of a segment: locked, with a finding, a comment, a change."""
        number = line.number
        signs = (
            (line.locked, "■"),
            (number in self._model.troubled, "▲"),
            (number in self._model.commented, "✎"),
            (number in self._model.tracked, "±"),
        )
        return "".join(f" {sign}" for stands, sign in signs if stands)

    def _second_line(self, painter: QPainter, rect: QRect, line: SegmentLine, font: QFont) -> None:
        theme = self.theme
        painter.setFont(_smaller(font))
        below = QRect(rect.left(), rect.top() + scaled(19), rect.width(), scaled(16))
        if line.match is not None:
            painter.setPen(QColor(theme.muted))
            painter.drawText(below, 0, tr("memory {n} %", n=line.match))
        elif line.confidence is not None and line.status == Status.DRAFT.value:
            track = QRectF(rect.left(), rect.top() + scaled(25), min(80, rect.width()), 5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.line))
            painter.drawRoundedRect(track, 2.5, 2.5)
            share = max(0.05, min(1.0, line.confidence))
            color = theme.bad if share < 0.35 else theme.warn if share < 0.65 else theme.good
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(
                QRectF(track.left(), track.top(), track.width() * share, track.height()), 2.5, 2.5
            )


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() - 1.5)
    return small


def _draw_lines(painter: QPainter, rect: QRectF, text: str, font: QFont, color: QColor) -> None:
    """Draw as many lines of ``text`` as there is room for; the last one ends in "…"."""
    layout = QTextLayout(text[:600], font, painter.device())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    painter.setPen(color)
    layout.beginLayout()
    y = 0.0
    shown: list[QTextLine] = []
    cut = False
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(rect.width())
        if shown and y + line.height() > rect.height() + 1:
            cut = True
            break
        line.setPosition(QPointF(0, y))
        y += line.height()
        shown.append(line)
    layout.endLayout()
    for line in shown:
        line.draw(painter, rect.topLeft())
    if cut and shown:
        last = shown[-1]
        painter.setFont(font)
        width = min(last.naturalTextWidth(), rect.width() - 14)
        painter.drawText(
            QPointF(rect.left() + width + 1, rect.top() + last.y() + last.ascent()), "…"
        )
