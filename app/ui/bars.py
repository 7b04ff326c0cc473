# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window's upper bar (what comes in) and lower bar (where it goes, start and stop)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.i18n import Language, current_language, tr
from app.translation_choices import ALWAYS, CHOICES
from app.ui.flow import FlowLayout
from app.ui.theme import Theme
from app.ui.widgets import Button, ElidedLabel, frame, label


class _Choices(QComboBox):
    """Translations to choose from, looked up each time that they are to be seen.

    Args:
        offered: returns their names.
    """

    def __init__(self, offered: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self._offered = offered
        self._server = ""
        self.offer(ALWAYS)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Look what is installed, then show it."""
        self.offer(self._offered())
        super().showPopup()

    def offer(self, names: Iterable[str]) -> None:
        """Have these names and no others; the chosen one stays chosen."""
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for name in names:
                self.addItem("", name)
            self.say(self._server)
            self.setCurrentIndex(max(0, self.findData(chosen)))

    def choose(self, name: str) -> None:
        """Show which one is chosen."""
        if self.findData(name) < 0:
            self.addItem("", name)
            self.say(self._server)
        self.setCurrentIndex(self.findData(name))

    def say(self, server: str) -> None:
        """Set the words; of drafts that a server makes, with its name."""
        self._server = server
        served = {
            "en": tr("English (draft of {server})", server=server),
            "ko-en": tr("Korean and English (draft of {server})", server=server),
        }
        words = dict(CHOICES)
        for index in range(self.count()):
            name = self.itemData(index)
            said = served.get(name) if server else None
            self.setItemText(index, said or tr(words.get(name, name)))


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
        offered_translations: Callable[[], Iterable[str]],
    ) -> None:
        super().__init__()
        self._translation_title = label("muted")
        self._server = ""
        self.translation = _Choices(offered_translations)
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
        self.translation.choose(choice)

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
        self.translation.say(self._server)
        self.change.say(tr("Change…"))
        self.show_folder.say(tr("Open the folder"))
        self.start.say(tr("Start"), "Ctrl+Enter")
        self.cancel.say(tr("Cancel all"), "Esc")
        self._bar.setAccessibleName(tr("Progress of all documents"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.change, self.show_folder, self.start, self.cancel):
            button.apply_theme(theme)
