# SPDX-License-Identifier: AGPL-3.0-or-later
"""A derivation as a tree: formula, inputs, price rows, entries and papers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from app.i18n import tr, trn
from app.ledger.derivation import Derivation, EntriesUsed, Input, PriceUsed
from app.ledger.prices import ASSUMED_TABLE, NAMES, PriceItem
from app.ui.ledger import amounts
from app.ui.ledger.fieldnames import field_name
from app.ui.ledger.tables import Index

_ENTRY = Qt.ItemDataRole.UserRole
_MOST_NUMBERS = 500
"""Entries listed below one node; a city's year has far more, and nobody reads them so."""
_OPEN_LEVELS = 1
_PADDING = 8


class _Wrapping(QStyledItemDelegate):
    """Gives each line the height that its words need at the width of their column."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return what the words need."""
        size = super().sizeHint(option, index)
        item = self._tree.itemFromIndex(index) if isinstance(index, QModelIndex) else None
        if index.column() or item is None:
            return size
        depth, above = 1, item.parent()
        while above is not None:
            depth, above = depth + 1, above.parent()
        spanned = item.isFirstColumnSpanned()
        room = self._tree.viewport().width() if spanned else self._tree.columnWidth(0)
        room -= depth * self._tree.indentation() + _PADDING
        font = item.data(0, Qt.ItemDataRole.FontRole) or self._tree.font()
        box = QFontMetrics(font).boundingRect(
            QRect(0, 0, max(room, 40), 10_000), int(Qt.TextFlag.TextWordWrap), item.text(0)
        )
        return QSize(size.width(), max(box.height(), 16) + _PADDING)


class DerivationTree(QTreeWidget):
    """A tree view of a derivation. Enter on an entry, or on a price, opens it in the list of entries."""

    entry_chosen = Signal(object)
    """Number of an entry."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegate(_Wrapping(self))
        self.setIndentation(14)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.sectionResized.connect(lambda *_sizes: self.scheduleDelayedItemsLayout())
        self.itemDoubleClicked.connect(lambda item, _column: self._open(item))

    def show_derivation(self, held: Derivation | None) -> None:
        """Show a figure, or nothing."""
        self.clear()
        self.setHeaderLabels([tr("From"), tr("Value")])
        self.setAccessibleName(tr("Derivation"))
        if held is not None:
            top = self._node(held)
            self.addTopLevelItem(top)
            self._style(top)
            self.expandToDepth(_OPEN_LEVELS)
            self.setCurrentItem(top)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open an entry, or leave it to Qt."""
        item = self.currentItem()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and item is not None and item.data(0, _ENTRY):
            self._open(item)
        else:
            super().keyPressEvent(event)

    def _open(self, item: QTreeWidgetItem) -> None:
        number = item.data(0, _ENTRY)
        if number:
            self.entry_chosen.emit(number)

    # ------------------------------------------------------------ nodes

    def _node(self, given: Input) -> QTreeWidgetItem:
        if isinstance(given, Derivation):
            return self._figure(given)
        if isinstance(given, PriceUsed):
            return _price(given)
        if isinstance(given, EntriesUsed):
            return _entries(given)
        item = QTreeWidgetItem([tr("Source document: {title}", title=given.title), given.date])
        if given.sha256:
            item.setToolTip(0, f"SHA-256 {given.sha256}")
        return item

    def _figure(self, held: Derivation) -> QTreeWidgetItem:
        item = QTreeWidgetItem([tr(held.name, **_grouped(held.params)), _value(held)])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, bold)
        if held.formula:
            formula = tr(held.formula, **_grouped(held.params))
            item.addChild(QTreeWidgetItem([f"= {formula}", ""]))
        for given in held.inputs:
            item.addChild(self._node(given))
        return item

    def _style(self, item: QTreeWidgetItem) -> None:
        for n in range(item.childCount()):
            child = item.child(n)
            if child is None:
                continue
            if child.text(0).startswith("= "):
                child.setFirstColumnSpanned(True)
                child.setForeground(0, self.palette().placeholderText())
            self._style(child)


def _grouped(params: Mapping[str, str | int]) -> dict[str, str]:
    return {
        name: amounts.count(value) if isinstance(value, int) and name != "year" else str(value)
        for name, value in params.items()
    }


def _value(held: Derivation) -> str:
    value = amounts.measured(held.value, held.unit)
    if held.low is None or held.high is None:
        return value
    low, high = (amounts.measured(bound, held.unit) for bound in (held.low, held.high))
    return f"{value}\n{low} –\n{high}"


def _price(given: PriceUsed) -> QTreeWidgetItem:
    assumed = given.table == ASSUMED_TABLE
    if assumed:
        words = tr("Assumed by this program: {item}", item=_item(given.item))
    else:
        words = tr(
            "Price table “{table}”: {item}, since {day}",
            table=given.table or tr("city"),
            item=_item(given.item),
            day=given.valid_from,
        )
    source = tr(given.source) if assumed else given.source
    item = QTreeWidgetItem([words, amounts.mils(given.mils)])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    item.addChild(QTreeWidgetItem([tr("Source: {source}", source=source), ""]))
    if given.entry:
        item.addChild(_entry(given.entry))
        item.setData(0, _ENTRY, given.entry)
    return item


def _item(value: str) -> str:
    try:
        return tr(NAMES[PriceItem(value)])
    except ValueError:
        return tr(value)


def _entries(given: EntriesUsed) -> QTreeWidgetItem:
    item = QTreeWidgetItem(
        [tr(given.condition, **given.params), trn("{n} entry", "{n} entries", given.count)]
    )
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    for number in given.numbers[:_MOST_NUMBERS]:
        item.addChild(_entry(number, given.contracts.get(number, "")))
    left = len(given.numbers) - _MOST_NUMBERS
    if left > 0:
        item.addChild(QTreeWidgetItem([tr("and {n} more", n=amounts.count(left)), ""]))
    return item


def _entry(number: int, contract: str = "") -> QTreeWidgetItem:
    words = tr("Entry {n}", n=amounts.count(number))
    if contract:
        words = f"{words} · {field_name('contract')} {contract}"
    item = QTreeWidgetItem([words, ""])
    item.setData(0, _ENTRY, number)
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    return item
