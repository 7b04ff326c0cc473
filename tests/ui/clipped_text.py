# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a window's words cannot be read: measured, the width of each text against the room it has."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)

_ROWS = 30
_SLACK = 1
"""Pixels that are a matter of rounding."""
_OF_CHOICES = 3
_CONTROLS = (QAbstractButton, QLabel, QComboBox, QLineEdit)


def clipped(window: QWidget) -> list[str]:
    """Return what is cut off, hidden behind something or laid over something in a window, in words."""
    found: list[str] = []
    shown = [one for one in window.findChildren(QWidget) if one.isVisibleTo(window)]
    for widget in shown:
        if widget.objectName().startswith("qt_") or widget.visibleRegion().isEmpty():
            continue
        found += [f"{type(widget).__name__}: {trouble}" for trouble in _troubles(widget)]
    found += _overlaps([one for one in shown if isinstance(one, _CONTROLS)])
    return found


def _troubles(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractButton):
        yield from _of_button(widget)
    elif isinstance(widget, QLabel):
        yield from _of_label(widget)
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            widget,
        )
        # The style sheet's padding counts twice here; what is drawn has a little more room.
        # One that shortens its words says so by what it draws.
        yield from _too_wide(widget, option.currentText, field.width() + _OF_CHOICES)
    elif isinstance(widget, QLineEdit):
        if not widget.text() and not isinstance(widget.parentWidget(), QComboBox):
            yield from _too_wide(widget, widget.placeholderText(), widget.width() - 18)
    elif isinstance(widget, QTabBar):
        yield from _of_tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _of_heads(widget)
    elif isinstance(widget, QTableView):
        yield from _of_figures(widget)
    elif isinstance(widget, QGroupBox):
        yield from _too_wide(widget, widget.title(), widget.width() - 8)
    if isinstance(widget, _CONTROLS):
        yield from _outside(widget)


def _too_wide(
    widget: QWidget, text: str, room: int, metrics: QFontMetrics | None = None
) -> Iterator[str]:
    needed = max(
        ((metrics or widget.fontMetrics()).horizontalAdvance(line) for line in text.split("\n")),
        default=0,
    )
    if needed > room + _SLACK:
        yield f"{text!r} needs {needed} and has {room}"


def _of_button(button: QAbstractButton) -> Iterator[str]:
    text = button.text().replace("&", "")
    if not text:
        return
    font = QFont(button.font())
    if button.isChecked():
        # The style sheet prints what is chosen in bold; the widget does not know of it.
        font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    taken = 0
    if isinstance(button, QCheckBox | QRadioButton):
        taken = button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) + 4
    elif not button.icon().isNull() and getattr(button, "toolButtonStyle", None) is None:
        taken = button.iconSize().width() + 4
    yield from _too_wide(button, text, button.width() - taken - 4, metrics)
    if metrics.height() * (text.count("\n") + 1) > button.height() + _SLACK:
        yield f"{text!r} is higher than its button"


def _of_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text:
        return
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + _SLACK:
            yield f"{text!r} needs a height of {needed} and has {label.height()}"
        return
    if label.textFormat() == Qt.TextFormat.RichText:
        drawn = QTextDocument()
        drawn.setDefaultFont(label.font())
        drawn.setHtml(text)
        if drawn.idealWidth() > room.width() + 10:
            yield f"{text!r} needs {drawn.idealWidth()} and has {room.width()}"
        return
    # What is shortened on purpose says the whole in its tooltip.
    if not label.toolTip():
        yield from _too_wide(label, text, room.width())
    if label.fontMetrics().height() > label.height() + _SLACK:
        yield f"{text!r} is higher than its label"


def _of_tabs(bar: QTabBar) -> Iterator[str]:
    bold = QFont(bar.font())
    bold.setWeight(QFont.Weight.DemiBold)
    for at in range(bar.count()):
        metrics = QFontMetrics(bold if at == bar.currentIndex() else bar.font())
        text = bar.tabText(at).replace("&", "")
        yield from _too_wide(bar, text, bar.tabRect(at).width() - 8, metrics)
    if bar.count() and bar.tabRect(bar.count() - 1).right() > bar.width():
        yield f"tabs from {bar.tabText(bar.count() - 1)!r} on are hidden behind arrows"


def _of_heads(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.orientation() is Qt.Orientation.Vertical:
        return
    for at in range(header.count()):
        if header.isSectionHidden(at):
            continue
        text = str(model.headerData(at, header.orientation()) or "")
        tip = model.headerData(at, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        if not tip:
            yield from _too_wide(header, text, header.sectionSize(at) - 10)


def _of_figures(table: QTableView) -> Iterator[str]:
    """A name may end in dots; an amount that does is another amount."""
    model = table.model()
    if model is None:
        return
    for row in range(min(_ROWS, model.rowCount())):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            side = index.data(Qt.ItemDataRole.TextAlignmentRole)
            text = index.data()
            if (
                side is None
                or not int(side) & int(Qt.AlignmentFlag.AlignRight)
                or not text
                or table.isColumnHidden(column)
            ):
                continue
            yield from _too_wide(table, str(text), table.columnWidth(column) - 6)


def _outside(widget: QWidget) -> Iterator[str]:
    """Whether a control sticks out of what it stands in, and cannot be scrolled to."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(place):
            yield f"{_name(widget)!r} sticks out of {type(parent).__name__}"
            return
        if parent.isWindow():
            return
        parent = parent.parentWidget()


def _overlaps(controls: list[QWidget]) -> list[str]:
    found = []
    by_parent: dict[QWidget, list[QWidget]] = {}
    for one in controls:
        if one.parentWidget() is not None and not isinstance(one.parentWidget(), _CONTROLS):
            by_parent.setdefault(one.parentWidget(), []).append(one)
    for siblings in by_parent.values():
        for at, one in enumerate(siblings):
            for other in siblings[at + 1 :]:
                both = one.geometry() & other.geometry()
                if min(both.width(), both.height()) > _SLACK:
                    found.append(f"{_name(one)!r} lies over {_name(other)!r}")
    return found


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel | QLineEdit) else ""
    return text or widget.accessibleName() or type(widget).__name__
