# SPDX-License-Identifier: AGPL-3.0-or-later
"""The legend of a chart: what its colours, hatchings and dashes stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import LIGHT, Theme

_SWATCH, _GAP, _APART, _LINE = 20.0, 6.0, 16.0, 20.0


class LegendSymbol(Enum):
    """The symbol of a series: how it is drawn."""

    BAR = auto()
    HATCHED = auto()
    LINE = auto()
    DASHES = auto()
    BAND = auto()


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """An entry of a legend: a series of the chart with its words, colour and symbol."""

    words: str
    color: str
    mark: LegendSymbol


class Legend(QWidget):
    """A widget with the entries of a legend in a row, and in further rows where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[LegendEntry, ...] = ()
        self._theme = LIGHT
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_keys(self, keys: Sequence[LegendEntry]) -> None:
        """Show other keys."""
        self._keys = tuple(keys)
        self.setAccessibleName(", ".join(key.words for key in keys))
        self.updateGeometry()
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that narrow ones are higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height at a width."""
        places = self._places(width)
        return round(places[-1].y() + _LINE) if places else 0

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for one row."""
        return QSize(120, round(_LINE) if self._keys else 0)

    def _places(self, width: float) -> list[QPointF]:
        metrics = QFontMetricsF(self.font())
        places, x, y = [], 0.0, 0.0
        for key in self._keys:
            needed = _SWATCH + _GAP + metrics.horizontalAdvance(key.words)
            if x and x + needed > width:
                x, y = 0.0, y + _LINE
            places.append(QPointF(x, y))
            x += needed + _APART
        return places

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the keys."""
        painter = QPainter(self)
        self.paint_into(painter, QRectF(self.rect()), self._theme)
        painter.end()

    def paint_into(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw the keys into ``box`` of any surface."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key, place in zip(self._keys, self._places(box.width()), strict=True):
            at = box.topLeft() + place
            _swatch(painter, QRectF(at.x(), at.y() + 4, _SWATCH, _LINE - 8), key)
            painter.setPen(QColor(theme.muted))
            words = QRectF(at.x() + _SWATCH + _GAP, at.y(), box.width(), _LINE)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
            painter.drawText(words, int(flags), key.words)


def _swatch(painter: QPainter, box: QRectF, key: LegendEntry) -> None:
    color = QColor(key.color)
    if key.mark in (LegendSymbol.LINE, LegendSymbol.DASHES):
        style = Qt.PenStyle.DashLine if key.mark is LegendSymbol.DASHES else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 2, style))
        middle = box.center().y()
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        return
    painter.setPen(QPen(color, 1))
    if key.mark is LegendSymbol.BAND:
        color.setAlpha(90)
    hatched = key.mark is LegendSymbol.HATCHED
    style_of = Qt.BrushStyle.BDiagPattern if hatched else Qt.BrushStyle.SolidPattern
    painter.setBrush(QBrush(color, style_of))
    painter.drawRect(box)
    painter.setBrush(Qt.BrushStyle.NoBrush)
