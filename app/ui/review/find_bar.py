# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bar to find and replace words of translations."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui.composition import ComposingLine
from app.ui.theme import Theme
from app.ui.widgets import Button, restyle
from translation.review.search import Search, SearchFor, SearchRefused


class Finding(Protocol):
    """What the bar does."""

    def find(self, step: int) -> None:
        """Go to the next place (1), or to the one before (-1)."""

    def replace_here(self) -> None:
        """Replace what was found, and go to the next."""

    def replace_all(self) -> None:
        """Show all replacements, to be made together."""


class FindBar(QWidget):
    """The bar with the words to find and those that replace them.

    Args:
        finding: what its buttons and keys do.
    """

    turned = Signal()
    """It was shown, or hidden."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.old = _FindField(finding)
        self.new = QLineEdit()
        self.match_case = self._toggle()
        self.regular = self._toggle()
        self.in_source = self._toggle()
        self.previous = Button("", "", lambda: finding.find(-1))
        self.next = Button("", "", lambda: finding.find(1))
        self.one = Button("", "", finding.replace_here)
        self.all = Button("", "", finding.replace_all)
        self.hide_it = Button("", "quiet", self.hide)
        above = (self.match_case, self.regular, self.in_source, self.previous, self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        for field, parts in ((self.old, (*above, self.hide_it)), (self.new, (self.one, self.all))):
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(field, 1)
            for part in parts:
                row.addWidget(part)
            layout.addLayout(row)
        self.old.seen.connect(lambda _text: self._judge())
        self.new.returnPressed.connect(finding.replace_here)
        self.hide()

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Show it, or hide it; say so."""
        super().setVisible(visible)
        self.turned.emit()

    def _toggle(self) -> Button:
        made = Button("", "filter", self._judge)
        made.setCheckable(True)
        return made

    def wanted(self) -> SearchFor:
        """Return what is to be found."""
        return SearchFor(
            self.old.seen_text(), self.regular.isChecked(), self.match_case.isChecked()
        )

    def _judge(self) -> None:
        """Mark what is no regular expression while it is typed."""
        try:
            Search(self.wanted())
        except SearchRefused:
            fine = False
        else:
            fine = True
        self.old.setProperty("bad", not fine)
        restyle(self.old)
        self.old.setToolTip("" if fine else tr("This is no regular expression."))
        for part in (self.previous, self.next, self.one, self.all):
            part.setEnabled(fine and bool(self.old.seen_text()))

    def retranslate(self) -> None:
        """Set the words."""
        for field, words in (
            (self.old, tr("Find in translations")),
            (self.new, tr("Replace by")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.match_case.say("Aa", tr("match case"))
        self.match_case.setAccessibleName(tr("match case"))
        self.regular.say(".*", tr("as a regular expression"))
        self.regular.setAccessibleName(tr("as a regular expression"))
        self.in_source.say(tr("Sources too"))
        self.previous.say("▲", tr("Find the one before"))
        self.previous.setAccessibleName(tr("Find the one before"))
        self.next.say("▼", tr("Find the next"))
        self.next.setAccessibleName(tr("Find the next"))
        self.one.say(tr("Replace"), "Enter")
        self.all.say(tr("Replace all…"))
        self.hide_it.say("✕", "Esc")
        self.hide_it.setAccessibleName(tr("Close"))
        self._judge()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in self.findChildren(Button):
            button.apply_theme(theme)


class _FindField(ComposingLine):
    """Enter finds the next, Shift+Enter the one before."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._finding.find(-1 if back else 1)
            event.accept()
            return
        super().keyPressEvent(event)
