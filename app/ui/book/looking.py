# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures or headings put before a person one by one: right as they are, or to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui.theme import Theme
from app.ui.widgets import Button, Prose, label

_SIZE = (520, 420)
_PICTURE_PX = 240


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One thing that a person judges."""

    name: str
    """Under which it is confirmed."""
    chapter: int
    block: int
    head: str
    """What is judged: an alternative text, or a heading with its level."""
    around: str
    """The text beside it."""
    picture: bytes = b""


class LookThrough(QDialog):
    """A box that stays beside the book while a person goes through it.

    Args:
        parent: window.
        title: what is looked at.
        question: what the person answers.
        things: those that nobody confirmed yet.
        theme: the colours in use.
    """

    shown = Signal(object)
    """The thing that is looked at now (``LookedAt``)."""
    confirmed = Signal(str)
    """Name of a thing that is right."""
    mend = Signal(object)
    """A thing that is to be mended."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        question: str,
        things: Sequence[LookedAt],
        theme: Theme,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.things = list(things)
        self._at = 0
        self._count = label("muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.head = Prose("name")
        self.around = Prose("muted")
        question_line = Prose()
        question_line.set_lines([question])
        self.right = Button("check", "primary", self._right)
        self.wrong = Button("", "", self._wrong)
        self.back = Button("", "", lambda: self._step(-1))
        self.skip = Button("", "", lambda: self._step(1))
        self.right.say(tr("It is right"), "Enter")
        self.wrong.say(tr("Mend it"), "M")
        self.back.say(tr("Back"), "←")
        self.skip.say(tr("Later"), "→")
        self.wrong.setShortcut("M")
        self.right.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addWidget(self.skip)
        buttons.addStretch()
        buttons.addWidget(self.wrong)
        buttons.addWidget(self.right)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        for part in (self._count, self._bar, self._picture, self.head, self.around):
            layout.addWidget(part)
        layout.addStretch()
        layout.addWidget(question_line)
        layout.addLayout(buttons)
        for button in (self.right, self.wrong, self.back, self.skip):
            button.apply_theme(theme)
        self._show()

    def current(self) -> LookedAt | None:
        """Return what is looked at."""
        return self.things[self._at] if 0 <= self._at < len(self.things) else None

    def begin(self) -> None:
        """Open beside the book."""
        self.open()
        self.right.setFocus()
        self._tell()

    def _tell(self) -> None:
        one = self.current()
        if one is not None:
            self.shown.emit(one)

    def _step(self, step: int) -> None:
        if 0 <= self._at + step < len(self.things):
            self._at += step
            self._show()
            self._tell()

    def _right(self) -> None:
        one = self.current()
        if one is None:
            return
        self.confirmed.emit(one.name)
        self.things.pop(self._at)
        self._at = min(self._at, max(0, len(self.things) - 1))
        if not self.things:
            self.accept()
            return
        self._show()
        self._tell()

    def _wrong(self) -> None:
        one = self.current()
        if one is not None:
            self.mend.emit(one)
            self.accept()

    def _show(self) -> None:
        one = self.current()
        if one is None:
            return
        total = len(self.things)
        self._count.setText(
            tr("{n} of {total} that nobody has looked at", n=self._at + 1, total=total)
        )
        self._bar.setRange(0, total)
        self._bar.setValue(self._at + 1)
        self.head.set_lines([one.head])
        self.around.set_lines([one.around] if one.around else [])
        image = QImage.fromData(QByteArray(one.picture)) if one.picture else QImage()
        self._picture.setVisible(not image.isNull())
        if not image.isNull():
            if image.height() > _PICTURE_PX or image.width() > _SIZE[0]:
                image = image.scaled(
                    _SIZE[0] - 60,
                    _PICTURE_PX,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            self._picture.setPixmap(QPixmap.fromImage(image))
            self._picture.setAccessibleName(one.head)
        self.back.setEnabled(self._at > 0)
        self.skip.setEnabled(self._at + 1 < total)
