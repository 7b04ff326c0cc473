# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog before a review begins: from which language into which, and who drafts."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import tr
from app.jobs.translating import TranslationOrder
from app.ui.review.languages import LANGUAGES, language_words
from app.ui.shell.loader import Loader
from app.ui.widgets import ButtonBox, label


class LanguagesDialog(QDialog):
    """The dialog that asks for the languages of a review.

    A draft is offered where an engine is there for them. The demonstration model's is not made
    unless a person ticks it: its words help nobody.

    Args:
        parent: the window.
        name: of the document.
        languages: to begin with.
    """

    def __init__(self, parent: QWidget, name: str, languages: tuple[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Translate and review"))
        self.resize(460, 0)
        self.source, self.target = QComboBox(), QComboBox()
        form = QFormLayout()
        for box, code, words in (
            (self.source, languages[0], tr("From language")),
            (self.target, languages[1], tr("Into language")),
        ):
            for known in dict.fromkeys((*LANGUAGES, code)):
                box.addItem(language_words(known), known)
            box.setCurrentIndex(box.findData(code))
            box.setAccessibleName(words)
            form.addRow(words, box)
        self.drafted = QCheckBox(tr("Draft by machine"))
        self.said = label("muted", wrap=True)
        self.buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        begin = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        begin.setText(tr("Begin the review"))
        begin.setProperty("kind", "primary")
        begin.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        about = label("", wrap=True)
        about.setText(name)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addWidget(self.drafted)
        layout.addWidget(self.said)
        layout.addWidget(self.buttons)
        self._loader = Loader(self, self._show, self._say_none)
        for box in (self.source, self.target):
            box.currentIndexChanged.connect(lambda _at: self._ask())
        self._ask()

    def languages(self) -> tuple[str, str]:
        """Return the chosen languages, from and into."""
        return self.source.currentData(), self.target.currentData()

    def _ask(self) -> None:
        pair = self.languages()
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(pair[0] != pair[1])
        self.drafted.setEnabled(False)
        self.drafted.setChecked(False)
        self.said.setText("")
        if pair[0] != pair[1]:
            ok.setEnabled(False)
            self.said.setText(tr("Looking for translation packages…"))
            self._loader.ask(lambda: _order(*pair))

    def _show(self, order: object) -> None:
        self.said.setText("")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(True)
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
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(True)
        self.said.setText(
            tr(
                "No translation package is there for these languages: the translation memory and the"
                " terms fill in what they know."
            )
        )


def _order(source: str, target: str) -> TranslationOrder | None:
    # Packages are listed by the module that knows them; it comes in with the first review.
    from app.services.translating import order_for

    try:
        return order_for(source, target)
    except AppError:
        return None
