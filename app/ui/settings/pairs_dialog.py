# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog that lets a model of many languages translate further pairs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.language_names import LANGUAGES, language_words
from app.ui.widgets import ButtonBox, label, resize_dialog

_SIZE = (460, 440)
_PAIR = Qt.ItemDataRole.UserRole
Pair = tuple[str, str]


class PairsDialog(QDialog):
    """The dialog with the pairs that a package can translate; those that it does are ticked.

    Args:
        parent: the window.
        name: of the package.
        own: pair that the package always translates.
        known: languages that its model knows.
        chosen: pairs that are on.
    """

    def __init__(
        self,
        parent: QWidget,
        name: str,
        own: Pair,
        known: Collection[str],
        chosen: Collection[Pair],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Languages of the package"))
        resize_dialog(self, *_SIZE)
        said = label("", wrap=True)
        said.setText(
            tr(
                "The model of “{name}” knows many languages. It translates all that are ticked, with the same files.",
                name=name,
            )
        )
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Languages of the package"))
        for pair in _offered(own, known, chosen):
            source, target = map(language_words, pair)
            item = QListWidgetItem(f"{source} → {target}")
            item.setData(_PAIR, list(pair))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            if pair == own:
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            is_on = pair == own or pair in chosen
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.buttons)

    def pairs(self) -> list[Pair]:
        """Return the pairs that are ticked, the package's own one among them."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [
            (str(source), str(target))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
            for source, target in (item.data(_PAIR),)
        ]


def _offered(own: Pair, known: Collection[str], chosen: Collection[Pair]) -> Iterator[Pair]:
    """Yield its own pair, those between Korean or English and the languages of the window, and what is on."""
    languages = [code for code in LANGUAGES if code in known]
    found = [own]
    for first in ("ko", "en"):
        for other in languages:
            if first in known and other != first:
                found += [(first, other), (other, first)]
    yield from dict.fromkeys((*found, *chosen))
