# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog of memories and terms, for one pair of languages at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.language_names import LANGUAGES, language_words
from app.ui.review.stores.alignment_tab import AlignmentTab
from app.ui.review.stores.entries_tab import EntriesTab
from app.ui.review.stores.memories_tab import MemoriesTab
from app.ui.review.stores.terms_tab import TermsTab
from app.ui.widgets import ButtonBox
from translation.languages import LanguagePair

_SIZE = (1080, 620)


class StoresDialog(QDialog):
    """The dialog of memories and terms.

    Args:
        parent: the window.
        pair: languages to begin with.
        changed: called when terms are others than before.
    """

    def __init__(
        self, parent: QWidget, pair: LanguagePair, changed: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Memory and terms"))
        self.resize(*_SIZE)
        self.source, self.target = QComboBox(), QComboBox()
        top = QHBoxLayout()
        for box, code, words in (
            (self.source, pair.source, tr("From language")),
            (self.target, pair.target, tr("Into language")),
        ):
            for known in dict.fromkeys((*LANGUAGES, code)):
                box.addItem(language_words(known), known)
            box.setCurrentIndex(box.findData(code))
            box.setAccessibleName(words)
            name = QLabel(words)
            name.setBuddy(box)
            top.addWidget(name)
            top.addWidget(box)
            box.currentIndexChanged.connect(lambda _at: self._load())
        top.addStretch()
        self.memories = MemoriesTab(self.pair)
        self.entries = EntriesTab(self.pair)
        self.alignment = AlignmentTab(self.pair)
        self.terms = TermsTab(self.pair, changed)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.memories, tr("Memories"))
        self.tabs.addTab(self.entries, tr("Entries of the memory"))
        self.tabs.addTab(self.alignment, tr("Align two editions"))
        self.tabs.addTab(self.terms, tr("Terms"))
        self.tabs.currentChanged.connect(lambda _at: self._load())
        buttons = ButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        self._load()

    def pair(self) -> LanguagePair:
        """Return the languages that the dialog is about."""
        return LanguagePair(self.source.currentData(), self.target.currentData())

    def _load(self) -> None:
        shown = self.tabs.currentWidget()
        if isinstance(shown, MemoriesTab | EntriesTab | TermsTab):
            shown.load()
