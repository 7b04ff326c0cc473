# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog before a review begins: of what, from which language into which, and who drafts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import tr, trn
from app.jobs.translating import TranslationOrder
from app.language_names import LANGUAGES, language_words
from app.services.bilingual_names import is_bilingual
from app.services.file_names import safe_stem
from app.ui.shell.loader import Loader
from app.ui.widgets import ButtonBox, label

_MOST_NAMED = 6


class LanguagesDialog(QDialog):
    """The dialog that asks for the languages of a review.

    A draft is offered where an engine is there for them. The demonstration model's is not made
    unless a person ticks it: its words help nobody.

    Args:
        parent: the window.
        sources: the documents; several become one project, which has a name.
        languages: to begin with; those of the project where the documents come into one.
        project: that the documents come into; a new one where it is None.
    """

    def __init__(
        self,
        parent: QWidget,
        sources: Sequence[Path],
        languages: tuple[str, str],
        project: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Add documents") if project else tr("Translate and review"))
        self.resize(460, 0)
        self._sources = sources
        # Files of other tools say their languages; what drafts is known when they are read.
        self._say_their_own = all(map(is_bilingual, sources))
        self.source, self.target = QComboBox(), QComboBox()
        self.field = QLineEdit(_first_name(sources))
        self.field.setAccessibleName(tr("Name of the project"))
        form = QFormLayout()
        if len(sources) > 1 and project is None:
            form.addRow(tr("Name of the project"), self.field)
            self.field.selectAll()
            self.field.textChanged.connect(lambda _text: self._allow())
        for box, code, words in (
            (self.source, languages[0], tr("From language")),
            (self.target, languages[1], tr("Into language")),
        ):
            for known in dict.fromkeys((*LANGUAGES, code)):
                box.addItem(language_words(known), known)
            box.setCurrentIndex(box.findData(code))
            box.setAccessibleName(words)
            box.setEnabled(project is None)
            if not self._say_their_own:
                form.addRow(words, box)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(tr("Password, if locked"))
        if not self._say_their_own:
            form.addRow(tr("Password, if locked"), self.password)
        self.drafted = QCheckBox(tr("Draft by machine"))
        self.said = label("muted", wrap=True)
        self.buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        begin = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        begin.setText(tr("Add") if project else tr("Begin the review"))
        begin.setProperty("kind", "primary")
        begin.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        about = label("", wrap=True)
        about.setText(_names(sources))
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addWidget(self.drafted)
        self.drafted.setHidden(self._say_their_own)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        self._loader = Loader(self, self._show, self._say_none)
        for box in (self.source, self.target):
            box.currentIndexChanged.connect(lambda _at: self._ask())
        self._ask()

    def languages(self) -> tuple[str, str]:
        """Return the chosen languages, from and into."""
        return self.source.currentData(), self.target.currentData()

    def passwords(self) -> tuple[str, ...]:
        """Return the password that was given, if one was."""
        return (self.password.text(),) if self.password.text() else ()

    def name(self) -> str:
        """Return the name of the project, as a file can have it."""
        return safe_stem(self.field.text()) if len(self._sources) > 1 else self._sources[0].stem

    def _allow(self, *, looking: bool = False) -> None:
        pair = self.languages()
        fine = pair[0] != pair[1] and bool(self.field.text().strip()) and not looking
        begin = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        begin.setEnabled(fine)
        if fine and self.focusWidget() is self.buttons.button(
            QDialogButtonBox.StandardButton.Cancel
        ):
            # There it went while nothing else could be used: Enter would do nothing at all.
            begin.setFocus()

    def _ask(self) -> None:
        pair = self.languages()
        self._allow()
        self.drafted.setEnabled(False)
        self.drafted.setChecked(False)
        self.said.setText("")
        if self._say_their_own:
            self.said.setText(
                tr(
                    "The files say their languages themselves. The translation memory and the terms fill"
                    " in what they know."
                )
            )
        elif pair[0] != pair[1]:
            self._allow(looking=True)
            self.said.setText(tr("Looking for translation packages…"))
            self._loader.ask(lambda: _order(*pair))

    def _show(self, order: object) -> None:
        self.said.setText("")
        self._allow()
        if not isinstance(order, TranslationOrder):
            self._say_none("")
            return
        self.drafted.setEnabled(True)
        self.drafted.setChecked(not order.demonstration)
        if order.demonstration:
            self.said.setText(
                tr(
                    "Only the demonstration model is there: its drafts are of no use. Without it, the"
                    " translation memory and the terms fill in what they know."
                )
            )
        elif order.server is not None:
            self.said.setText(tr("drafted by the server {server}", server=order.server.shown))
        else:
            self.said.setText(
                tr("Drafted on this computer. What the translation memory knows goes first.")
            )

    def _say_none(self, _why: str) -> None:
        self._allow()
        self.said.setText(
            tr(
                "No translation package is there for these languages: the translation memory and the"
                " terms fill in what they know."
            )
        )


def _first_name(sources: Sequence[Path]) -> str:
    """Return what a project of several documents is called at first: as the folder that has all."""
    try:
        folder = Path(os.path.commonpath([one.parent.absolute() for one in sources]))
    except ValueError:  # of several drives
        return sources[0].stem
    return folder.name or sources[0].stem


def _names(sources: Sequence[Path]) -> str:
    """Return the names of documents, the first few of many."""
    if len(sources) == 1:
        return sources[0].name
    said = trn("{n} document", "{n} documents", len(sources))
    more = " …" if len(sources) > _MOST_NAMED else ""
    return f"{said}: {', '.join(one.name for one in sources[:_MOST_NAMED])}{more}"


def _order(source: str, target: str) -> TranslationOrder | None:
    # Packages are listed by the module that knows them; it comes in with the first review.
    from app.services.translating import order_for

    try:
        return order_for(source, target)
    except AppError:
        return None
