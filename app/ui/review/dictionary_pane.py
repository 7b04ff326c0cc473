# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pane of dictionaries: the words of the segment, and whatever is looked up."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.services import dictionaries
from app.services.dictionaries import Dictionaries
from app.ui.flow import FlowLayout
from app.ui.shell.loader import Loader
from app.ui.theme import Theme
from app.ui.widgets import Button
from translation.dictionaries import Entry

_MARGINS = 28
_MOST_LETTERS = 600
"""Of an entry of the segment's words; what is looked up is shown whole."""


class DictionaryPane(QWidget):
    """The pane that shows what dictionaries say; it asks them in a thread, while it is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.returnPressed.connect(self.search)
        self.add = Button("", "", self._add)
        self.shown = QTextBrowser()
        self.shown.setOpenLinks(False)
        row = FlowLayout()
        row.addWidget(self.field)
        row.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.shown, 1)
        layout.addLayout(row)
        self._dictionaries = Dictionaries()
        self._theme: Theme | None = None
        self._text = ""
        self._asked = ""
        self._loader = Loader(self, self._show, self._say)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.add.apply_theme(theme)

    def retranslate(self) -> None:
        """Set the words."""
        words = tr("A word to look up")
        self.field.setPlaceholderText(words)
        # As wide as its words at least, however large they are: else the button goes below.
        self.field.setMinimumWidth(self.field.fontMetrics().horizontalAdvance(words) + _MARGINS)
        self.field.setAccessibleName(words)
        self.shown.setAccessibleName(tr("Dictionary"))
        self.add.say(tr("Add a dictionary…"), "StarDict")

    def show_words(self, text: str) -> None:
        """Show the words of a segment; asked only while the pane is seen."""
        self._text = text
        if self.isVisible():
            self._ask_words()

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Ask for the words of the segment that is worked on."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._ask_words()

    def _ask_words(self) -> None:
        text, books = self._text, self._dictionaries
        self._asked = ""
        self._loader.ask(lambda: books.words_of(text) if books.names() else None)

    def search(self) -> None:
        """Look up what stands in the field."""
        word, books = self.field.text().strip(), self._dictionaries
        if word:
            self._asked = word
            self._loader.ask(lambda: books.look_up(word) if books.names() else None)
        else:
            self._ask_words()

    def _show(self, found: tuple[Entry, ...] | None) -> None:
        theme = self._theme
        assert theme is not None
        if found is None:
            self._say(
                tr(
                    "No dictionary is there. A dictionary in StarDict's form (.ifo, .idx, .dict) can be"
                    " added."
                )
            )
            return
        if not found:
            self._say(tr("No dictionary has it."))
            return
        most = None if self._asked else _MOST_LETTERS
        self.shown.setHtml(
            "".join(
                f"<p><b>{escape(one.word)}</b> <span style='color:{theme.muted}'>"
                f"{escape(one.dictionary)}</span><br>"
                f"{escape(one.text[:most]).replace(chr(10), '<br>')}</p>"
                for one in found
            )
        )

    def _say(self, words: str) -> None:
        assert self._theme is not None
        self.shown.setHtml(f"<p style='color:{self._theme.muted}'>{escape(words)}</p>")

    def _add(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Add a dictionary"), "", "StarDict (*.ifo)")
        if name:
            self.add_file(Path(name))

    def add_file(self, path: Path) -> None:
        """Put a dictionary into the folder, and ask it too from now on."""
        self._dictionaries = books = Dictionaries()
        text = self._text

        def put() -> object:
            dictionaries.add(path)
            return books.words_of(text)

        self._loader.ask(put)
