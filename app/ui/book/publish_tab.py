# SPDX-License-Identifier: AGPL-3.0-or-later
"""May this book be published? The items one by one, who answers them, the signature, the certificate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.services.book.conformity import STANDING_WORDS, ItemAnswer, Standing
from app.services.book.publishing import HEADINGS_ITEM, PICTURES_ITEM, Answer
from app.ui.flow import FlowLayout
from app.ui.theme import LIGHT, Theme
from app.ui.widgets import Button, Prose, label, restyle
from converters.epub.claim import CONFORMITY

_SIGNS = {
    Standing.MACHINE: "○",
    Standing.CONFIRMED: "●",
    Standing.NOT_HELD: "×",
    Standing.LOOK: "?",
    Standing.ABSENT: "–",
}


class PublishTab(QWidget):
    """The answer, and what leads to it.

    Args:
        say: answers an item (its name, and a standing or None to take the answer back).
        sign: signs the book.
        certificate: writes the certificate.
    """

    look_wanted = Signal(str)
    """Things to be put before the person one by one: "pictures" or "headings"."""
    person_changed = Signal()

    def __init__(
        self,
        say: Callable[[str, Standing | None], object],
        sign: Callable[[], object],
        certificate: Callable[[], object],
    ) -> None:
        super().__init__()
        self._say = say
        self._answer: Answer | None = None
        self._working = ""
        self.busy = False
        """Whether the book is being signed."""
        self.may_claim = True
        """Whether a book of this kind can conform at all: pages as printed cannot."""
        self._theme = LIGHT
        self.head = label("title", wrap=True)
        self.open_points = Prose()
        self._name_label, self._office_label = QLabel(), QLabel()
        self.name, self.office = QLineEdit(), QLineEdit()
        self._name_label.setBuddy(self.name)
        self._office_label.setBuddy(self.office)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.held = Button("", "", lambda: self._said(Standing.CONFIRMED))
        self.not_held = Button("", "", lambda: self._said(Standing.NOT_HELD))
        self.take_back = Button("", "", lambda: self._said(None))
        self.look = Button("", "primary", self._look)
        self.claim = QCheckBox()
        """Whether the book is to say that it conforms."""
        self.claim.setChecked(True)
        self.sign = Button("check", "primary", sign)
        self.certificate = Button("report", "", certificate)
        self.why = Prose("muted")
        person = QGridLayout()
        person.setSpacing(6)
        for row, (words, line) in enumerate(
            ((self._name_label, self.name), (self._office_label, self.office))
        ):
            person.addWidget(words, row, 0)
            person.addWidget(line, row, 1)
        answers = FlowLayout(gap=6, even=True)
        for button in (self.held, self.not_held, self.take_back):
            answers.addWidget(button)
        ends = FlowLayout(gap=6, even=True)
        for button in (self.sign, self.certificate):
            ends.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addWidget(self.open_points)
        layout.addLayout(person)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.look)
        layout.addLayout(answers)
        layout.addWidget(self.why)
        layout.addWidget(self.claim)
        layout.addLayout(ends)
        self.list.currentRowChanged.connect(lambda _row: self._show_buttons())
        self.list.itemActivated.connect(lambda _item: self._activate())
        self.name.textChanged.connect(lambda _text: self._person_typed())
        self.office.textChanged.connect(lambda _text: self.person_changed.emit())

    # ------------------------------------------------------------ contents

    @property
    def is_claim(self) -> bool:
        """Whether the book is to say that it conforms."""
        return self.may_claim and self.claim.isChecked()

    def set_busy(self, is_busy: bool) -> None:
        """Wait for a signature, or go on."""
        self.busy = is_busy
        self._show_buttons()

    def show_answer(self, answer: Answer | None) -> None:
        """Show the answer; None while the checks are at work."""
        self._answer = answer
        at = self.list.currentRow()
        self.head.setText(answer_words(answer))
        self.head.setProperty("role", "title")
        restyle(self.head)
        self._show_points()
        with QSignalBlocker(self.list):
            self.list.clear()
            for item in answer.items if answer else ():
                self.list.addItem(self._line(item))
            self.list.setCurrentRow(max(0, min(at, self.list.count() - 1)))
        self._show_buttons()

    def show_working(self, words: str) -> None:
        """Say what is still looked at; empty once all checks are done."""
        self._working = words
        self._show_points()

    def _show_points(self) -> None:
        lines = _open_lines(self._answer) if self._answer else []
        self.open_points.set_lines([*filter(None, (self._working,)), *lines])

    def _line(self, item: ItemAnswer) -> QListWidgetItem:
        standing = tr(STANDING_WORDS[item.standing])
        by = f" · {item.by}" if item.by else ""
        line = QListWidgetItem(f"{_SIGNS[item.standing]} {tr(item.item.words)}\n    {standing}{by}")
        theme = self._theme
        colours = {
            Standing.NOT_HELD: theme.bad,
            Standing.LOOK: theme.warn,
            Standing.ABSENT: theme.muted,
        }
        line.setForeground(QColor(colours.get(item.standing, theme.good)))
        said = f"{tr(item.item.words)} {standing}{by}"
        line.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        line.setToolTip(said)
        return line

    def current(self) -> ItemAnswer | None:
        """Return the chosen item with its answer."""
        at = self.list.currentRow()
        items = self._answer.items if self._answer else ()
        return items[at] if 0 <= at < len(items) else None

    def choose(self, name: str) -> None:
        """Choose an item by its name."""
        for at, item in enumerate(self._answer.items if self._answer else ()):
            if item.item.name == name:
                self.list.setCurrentRow(at)

    @property
    def person(self) -> str:
        """The name of the person at work."""
        return " ".join(self.name.text().split())

    def _person_typed(self) -> None:
        self._show_buttons()
        self.person_changed.emit()

    def _show_buttons(self) -> None:
        item = self.current()
        one_by_one = item is not None and item.item.name in (PICTURES_ITEM, HEADINGS_ITEM)
        open_to_persons = item is not None and item.standing not in (
            Standing.MACHINE,
            Standing.ABSENT,
        )
        named = bool(self.person)
        self.look.setVisible(one_by_one and open_to_persons)
        self.look.setEnabled(named)
        for button in (self.held, self.not_held, self.take_back):
            button.setVisible(open_to_persons and not one_by_one)
            button.setEnabled(named)
        self.take_back.setEnabled(named and item is not None and bool(item.by))
        answer = self._answer
        may = answer is not None and answer.may_be_signed and answer.signature is None
        self.sign.setEnabled(may and named and not self.busy)
        self.claim.setEnabled(may and self.may_claim and not self.busy)
        self.certificate.setEnabled(answer is not None and answer.is_final)
        self.why.set_lines([] if named else [tr("Enter your name: answers are a named person's.")])
        self.why.setVisible(not named)

    def _said(self, standing: Standing | None) -> None:
        item = self.current()
        if item is not None and self.person:
            at = self.list.currentRow()
            self._say(item.item.name, standing)
            if standing is not None:
                self._to_next_open(at)

    def _to_next_open(self, at: int) -> None:
        items = self._answer.items if self._answer else ()
        order = [*range(at + 1, len(items)), *range(at)]
        found = next((row for row in order if items[row].standing is Standing.LOOK), at)
        self.list.setCurrentRow(found)

    def _activate(self) -> None:
        item = self.current()
        if item is None or not self.person:
            self.name.setFocus()
        elif self.look.isVisible():
            self._look()
        elif self.held.isVisible():
            self._said(Standing.CONFIRMED)

    def _look(self) -> None:
        item = self.current()
        if item is not None:
            self.look_wanted.emit("pictures" if item.item.name == PICTURES_ITEM else "headings")

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        for words, line in (
            (tr("Your name"), (self._name_label, self.name)),
            (tr("Department"), (self._office_label, self.office)),
        ):
            line[0].setText(words)
            line[1].setAccessibleName(words)
        self.list.setAccessibleName(tr("What must hold"))
        self.look.say(tr("Look at them one by one"), "Enter")
        self.held.say(tr("It holds"), "Enter")
        self.not_held.say(tr("It does not"))
        self.take_back.say(tr("Take back"))
        self.sign.say(tr("Sign"))
        self.claim.setText(tr("The book says that it conforms to WCAG 2.2 AA"))
        self.claim.setToolTip(
            tr(
                "Its metadata names the standard ({standard}), you as the one who evaluated it, and the day.",
                standard=CONFORMITY,
            )
        )
        self.certificate.say(tr("Certificate (PDF)…"))
        self.show_answer(self._answer)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for button in (self.sign, self.certificate, self.look):
            button.apply_theme(theme)
        self.show_answer(self._answer)


def answer_words(answer: Answer | None) -> str:
    """Return the answer in a sentence."""
    if answer is None or not answer.is_final:
        return tr("The checks are at work …")
    if answer.may_be_published:
        return tr("It may be published.")
    if answer.may_be_signed:
        return tr("Only a signature is missing.")
    return trn(
        "It may not be published yet: {n} open point.",
        "It may not be published yet: {n} open points.",
        answer.open_points,
    )


def _open_lines(answer: Answer) -> list[str]:
    lines = []
    if answer.errors:
        lines.append(trn("{n} error", "{n} errors", len(answer.errors)))
    if answer.undecided:
        lines.append(
            trn("{n} finding to be decided", "{n} findings to be decided", len(answer.undecided))
        )
    if answer.open_items:
        lines.append(trn("{n} item without an answer, or not held",
                         "{n} items without an answer, or not held", len(answer.open_items)))  # fmt: skip
    signed = answer.signature or answer.signed_before
    if answer.signature is not None and signed is not None:
        lines.append(tr("Signed by {name}, {when}", name=signed.by, when=signed.when[:10]))
    elif signed is not None:
        lines.append(
            tr(
                "{name} signed an earlier state of it, {when}",
                name=signed.by,
                when=signed.when[:10],
            )
        )
    return [" · ".join(lines)] if lines else []
