# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window's upper bar (what comes in) and lower bar (where it goes, start and stop)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.i18n import Language, current_language, tr
from app.ui.flow import FlowLayout
from app.ui.theme import Theme
from app.ui.widgets import Button, ElidedLabel, frame, label

TRANSLATIONS = ("", "en", "ko-en")
"""What the settings call no translation, English, and both languages side by side."""


class Header(QWidget):
    """The upper bar of the conversions: add buttons, the watched folder, language."""

    def __init__(
        self,
        add_files: Callable[[], object],
        add_folder: Callable[[], object],
        watch: Callable[[], object],
        switch_language: Callable[[], object],
    ) -> None:
        super().__init__()
        self._name = label("title")
        self.files = Button("add-file", "", add_files)
        self.folder = Button("add-folder", "", add_folder)
        self.watch = Button("folder", "quiet", watch)
        self.language = Button("", "quiet", switch_language)
        row = FlowLayout()
        row.addWidget(self._name)
        row.addWidget(self.files)
        row.addWidget(self.folder)
        row.add_stretch()
        row.addWidget(self.watch)
        row.addWidget(self.language)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame("header", row, (20, 10, 14, 10)))

    def retranslate(self) -> None:
        """Set all words."""
        korean = current_language() is Language.KOREAN
        self._name.setText(tr("Convert"))
        self.files.say(tr("Add files"), "Ctrl+O")
        self.folder.say(tr("Add a folder"), "Ctrl+Shift+O")
        # The other language's own name: whoever needs it can read it.
        self.language.say("English" if korean else "한국어", "Ctrl+L")
        self.watch.say(tr("Watch a folder…"), "Ctrl+Shift+W")

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (
            self.files,
            self.folder,
            self.watch,
            self.language,
        ):
            button.apply_theme(theme)


class Footer(QWidget):
    """The lower bar: output folder, progress of the whole, start and cancel."""

    def __init__(
        self,
        choose_folder: Callable[[], object],
        start: Callable[[], object],
        cancel_all: Callable[[], object],
        open_folder: Callable[[], object],
        choose_translation: Callable[[str], object],
    ) -> None:
        super().__init__()
        self._translation_title = label("muted")
        self._server = ""
        self.translation = QComboBox()
        for choice in TRANSLATIONS:
            self.translation.addItem("", choice)
        self.translation.activated.connect(
            lambda index: choose_translation(self.translation.itemData(index))
        )
        self._folder_title = label("muted")
        self._folder = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.change = Button("", "quiet", choose_folder)
        self.show_folder = Button("folder", "quiet", open_folder)
        self._status = label("name")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.start = Button("play", "primary", start)
        self.cancel = Button("stop", "", cancel_all)
        place = FlowLayout()
        place.addWidget(self._folder_title)
        place.addWidget(self._folder)
        place.addWidget(self.change)
        place.addWidget(self.show_folder)
        language = QHBoxLayout()
        language.setSpacing(8)
        language.addWidget(self._translation_title)
        language.addWidget(self.translation)
        place.add_layout(language)
        work = QHBoxLayout()
        work.setSpacing(12)
        work.addWidget(self._status)
        work.addWidget(self._bar, 1)
        work.addStretch()
        work.addWidget(self.cancel)
        work.addWidget(self.start)
        inside = QVBoxLayout()
        inside.setSpacing(6)
        inside.addLayout(place)
        inside.addLayout(work)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame("footer", inside, (20, 8, 20, 12)))
        # The bar's room stays its own, so that nothing jumps when it comes.
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)

    def show_out_folder(self, folder: Path) -> None:
        """Show where the books go."""
        self._folder.set_whole(str(folder))

    def show_translation(self, choice: str) -> None:
        """Show which translation is made."""
        self.translation.setCurrentIndex(max(0, self.translation.findData(choice)))

    def show_server(self, server: str) -> None:
        """Say which translation server makes the drafts; empty where this computer does."""
        self._server = server
        self.retranslate()

    def show_work(self, words: str, done: float | None) -> None:
        """Say how the whole stands; ``done`` from 0 to 1, or None while nothing runs."""
        self._status.setText(words)
        self._bar.setVisible(done is not None)
        if done is not None:
            self._bar.setMaximum(1000)
            self._bar.setValue(round(done * 1000))
            self._bar.setAccessibleDescription(words)

    def retranslate(self) -> None:
        """Set all words."""
        self._folder_title.setText(tr("Books go to"))
        self._translation_title.setText(tr("Translation"))
        self.translation.setAccessibleName(tr("Translation"))
        words = (
            (
                tr("None"),
                tr("English (draft of {server})", server=self._server),
                tr("Korean and English (draft of {server})", server=self._server),
            )
            if self._server
            else (
                tr("None"),
                tr("English (machine draft)"),
                tr("Korean and English (machine draft)"),
            )
        )
        for index, text in enumerate(words):
            self.translation.setItemText(index, text)
        self.change.say(tr("Change…"))
        self.show_folder.say(tr("Open the folder"))
        self.start.say(tr("Start"), "Ctrl+Enter")
        self.cancel.say(tr("Cancel all"), "Esc")
        self._bar.setAccessibleName(tr("Progress of all documents"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.change, self.show_folder, self.start, self.cancel):
            button.apply_theme(theme)
