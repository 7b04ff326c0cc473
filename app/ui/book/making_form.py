# SPDX-License-Identifier: AGPL-3.0-or-later
"""How this one book is made: its design, its cover, and where its chapters begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.services.book.mending import with_book
from app.ui.book.edit_stack import EditStack
from app.ui.widgets import Button, Prose, label
from converters.theme import Design

_DESIGNS = (
    (None, mark("As the settings say")),
    (Design.PLAIN, mark("Plain")),
    (Design.REPORT, mark("Report or white paper")),
    (Design.GUIDEBOOK, mark("Guidebook")),
    (Design.MAGAZINE, mark("Magazine")),
    (Design.LARGE_PRINT, mark("Large print")),
)
_SPLITS = (
    mark("As suits their size"),
    mark("At headings of level 1"),
    mark("At headings down to level 2"),
    mark("At headings down to level 3"),
    mark("At headings down to level 4"),
    mark("At headings down to level 5"),
    mark("At headings down to level 6"),
)
COVER, EMBLEM = "cover", "emblem"
"""Names of the pictures of a cover, as they stand in the file of corrections."""


class MakingForm(QWidget):
    """What a person chooses for the making of one book.

    Args:
        edits: the corrections.
    """

    picture_wanted = Signal(str, Path)
    """(``COVER`` or ``EMBLEM``, the file that is to be looked at)."""

    def __init__(self, edits: EditStack) -> None:
        super().__init__()
        self._edits = edits
        self.head = label("name", wrap=True)
        self.design, self.split = QComboBox(), QComboBox()
        for box in (self.design, self.split):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._design_label, self._split_label = QLabel(), QLabel()
        self._design_label.setBuddy(self.design)
        self._split_label.setBuddy(self.split)
        self.cover = Button("", "", lambda: self._choose(COVER))
        self.emblem = Button("", "", lambda: self._choose(EMBLEM))
        self.colour = Button("", "", self.choose_colour)
        self.typeset = Button("", "", self.reset_cover)
        self.said, self.trouble = Prose("muted"), Prose("bad")
        rows = QFormLayout()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow(self._design_label, self.design)
        rows.addRow(self._split_label, self.split)
        buttons = QGridLayout()
        buttons.setSpacing(6)
        for at, button in enumerate((self.cover, self.emblem, self.colour, self.typeset)):
            buttons.addWidget(button, at // 2, at % 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addLayout(rows)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        layout.addWidget(self.trouble)
        self.design.activated.connect(self._design_chosen)
        self.split.activated.connect(self._split_chosen)
        edits.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what holds now."""
        book = self._edits.edits.book
        with QSignalBlocker(self.design), QSignalBlocker(self.split):
            designs = [design for design, _ in _DESIGNS]
            self.design.setCurrentIndex(designs.index(book.design))
            self.split.setCurrentIndex(book.split_level)
        for words, is_chosen in (
            (self._design_label, book.design is not None),
            (self._split_label, book.split_level > 0),
        ):
            bold = words.font()
            bold.setBold(is_chosen)
            words.setFont(bold)
        self.typeset.setEnabled(bool(book.cover or book.emblem or book.colour))
        self.emblem.setEnabled(not book.cover)
        self.said.set_lines([self._cover_words()])

    def _cover_words(self) -> str:
        book = self._edits.edits.book
        if book.cover:
            return tr("Cover: a picture of your own")
        said = [tr("Cover: typeset from title, publisher and date")]
        if book.emblem:
            said.append(tr("with an emblem"))
        if book.colour:
            said.append(tr("in the colour {colour}", colour=book.colour))
        return ", ".join(said)

    # ------------------------------------------------------------ choosing

    def _design_chosen(self, at: int) -> None:
        made = with_book(self._edits.edits, design=_DESIGNS[at][0])
        self._edits.push(tr("Design"), made)

    def _split_chosen(self, at: int) -> None:
        self._edits.push(tr("Chapters begin"), with_book(self._edits.edits, split_level=at))

    def _choose(self, name: str) -> None:
        title = tr("Choose the cover") if name == COVER else tr("Choose the emblem")
        chosen, _ = QFileDialog.getOpenFileName(
            self, title, "", tr("Pictures") + " (*.png *.jpg *.jpeg)"
        )
        if chosen:
            self.trouble.set_lines([])
            self.picture_wanted.emit(name, Path(chosen))

    def take_picture(self, name: str, data: bytes, trouble: str) -> None:
        """Take a picture that a worker looked at; ``trouble`` says why it cannot be taken."""
        self.trouble.set_lines([trouble] if trouble else [])
        if not trouble:
            words = tr("Own cover") if name == COVER else tr("Emblem")
            self._edits.push(words, with_book(self._edits.edits, **{name: data}))

    def choose_colour(self) -> None:
        """Let the person choose the colour of lines, grounds and cover."""
        chosen = QColorDialog.getColor(
            QColor(self._edits.edits.book.colour or "#1f4e79"), self, tr("Colour of the book")
        )
        if chosen.isValid():
            made = with_book(self._edits.edits, colour=chosen.name())
            self._edits.push(tr("Colour"), made)

    def reset_cover(self) -> None:
        """Let the cover be typeset as the settings say."""
        made = with_book(self._edits.edits, cover=b"", emblem=b"", colour="")
        self._edits.push(tr("Cover as the settings say"), made)

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.head.setText(tr("How the book is made"))
        self._design_label.setText(tr("Design"))
        self._split_label.setText(tr("Chapters begin"))
        for box, words, name in (
            (self.design, [words for _, words in _DESIGNS], tr("Design")),
            (self.split, _SPLITS, tr("Chapters begin")),
        ):
            box.setAccessibleName(name)
            with QSignalBlocker(box):
                box.clear()
                box.addItems([tr(one) for one in words])
        self.cover.say(tr("Own cover…"))
        self.emblem.say(tr("Emblem…"))
        self.colour.say(tr("Colour…"))
        self.typeset.say(tr("Cover as the settings say"))
        self.refresh()
