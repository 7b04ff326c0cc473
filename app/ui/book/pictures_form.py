# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alternative texts of pictures, one after the other, each between the text around it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.services.book.mendable import Mendable, MendablePicture
from app.services.book.mending import with_picture
from app.services.book.picture_words import PictureWords
from app.ui.book.edit_stack import EditStack
from app.ui.theme import Theme
from app.ui.widgets import Button, Prose, label
from converters.document.edits import PictureEdit

_PICTURE_PX = 190


class _AltField(QPlainTextEdit):
    """The alternative text; Tab leaves it, Enter takes it and goes on."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(74)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take the text by Enter: an alternative text is one paragraph."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class PicturesForm(QScrollArea):
    """One picture at a time.

    Args:
        edits: the corrections.
    """

    chosen = Signal(str)
    """Sha256 of the picture that is shown."""
    decoding_wanted = Signal(str, bytes)
    """(sha256, bytes) of a picture that a worker is to decode."""

    def __init__(self, edits: EditStack) -> None:
        super().__init__()
        self._edits = edits
        self._words = PictureWords()
        self.picture_of: Callable[[str], bytes] = lambda _key: b""
        """Gives a picture by its sha256 as the preview shows it."""
        self._known: Mendable | None = None
        self._shown: list[MendablePicture] = []
        self._at = 0
        self.count = label("name")
        self.only_open = Button("", "filter", self._filter)
        self.only_open.setCheckable(True)
        self.previous = Button("", "quiet", lambda: self.step(-1))
        self.next = Button("", "quiet", lambda: self.step(1))
        self._before = Prose("muted")
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption = Prose("name")
        self._after = Prose("muted")
        self._alt_label = QLabel()
        self.alt = _AltField()
        self._alt_label.setBuddy(self.alt)
        self.decorative = QCheckBox()
        self.from_caption = Button("", "", self._take_caption)
        self.from_before = Button("", "", self._take_earlier)
        self.as_document = Button("", "quiet", self._as_document)
        self.take = Button("", "primary", self.take_and_go_on)
        self.said = Prose("muted")
        self._lay_out()
        self.alt.entered.connect(self.take_and_go_on)
        self.decorative.toggled.connect(lambda on: self.alt.setEnabled(not on))
        edits.changed.connect(self._show)

    def _lay_out(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 8, 4, 8)
        layout.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self.count, 1)
        top.addWidget(self.only_open)
        for button in (self.previous, self.next):
            button.setFixedWidth(38)
            top.addWidget(button)
        layout.addLayout(top)
        layout.addWidget(self.said)
        self._parts = QWidget()
        below = QVBoxLayout(self._parts)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        for part in (self._before, self._picture, self._caption, self._after, self._alt_label):
            below.addWidget(part)
        below.addWidget(self.alt)
        below.addWidget(self.decorative)
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self.from_caption)
        buttons.addStretch()
        below.addLayout(buttons)
        below.addWidget(self.from_before)
        below.addWidget(self.as_document)
        layout.addWidget(self._parts)
        layout.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)

    # ------------------------------------------------------------ contents

    def open(self, known: Mendable | None, said: str) -> None:
        """Take the pictures of a document; ``said`` where there is none."""
        self._known = known
        self._at = 0
        self.said.say(said)
        self._filter()

    def show_picture(self, key: str) -> bool:
        """Show a picture by its sha256; False where it is none of the document's."""
        self.only_open.setChecked(False)
        self._filter()
        places = [at for at, one in enumerate(self._shown) if one.key == key]
        if places:
            self._at = places[0]
            self._show()
        return bool(places)

    def show_first_open(self) -> None:
        """Show the first picture that has no words."""
        places = [at for at, one in enumerate(self._shown) if self._is_open(one)]
        self._at = places[0] if places else 0
        self._show()

    def show_pixels(self, key: str, pixels: tuple[int, int, bytes] | None) -> None:
        """Show a picture that a worker decoded, if it is still the one that is looked at."""
        one = self.current()
        if one is not None and one.key == key and pixels is not None:
            width, height, data = pixels
            shown = QImage(data, width, height, 3 * width, QImage.Format.Format_RGB888)
            # Qt does not keep the bytes alive.
            self._show_image(shown.copy())

    def _show_image(self, image: QImage) -> None:
        if not image.isNull() and (image.width() > _PICTURE_PX or image.height() > _PICTURE_PX):
            image = image.scaled(
                _PICTURE_PX + 60,
                _PICTURE_PX,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self._picture.setPixmap(QPixmap.fromImage(image))

    def _filter(self) -> None:
        pictures = self._known.pictures if self._known else ()
        only = self.only_open.isChecked()
        self._shown = [one for one in pictures if not only or self._is_open(one)]
        self._at = min(self._at, max(0, len(self._shown) - 1))
        self._show()

    def _value(self, one: MendablePicture) -> PictureEdit:
        own = PictureEdit(one.alt, one.decorative)
        return self._edits.edits.pictures.get(one.key, own)

    def _is_open(self, one: MendablePicture) -> bool:
        value = self._value(one)
        return not value.alt.strip() and not value.decorative

    def current(self) -> MendablePicture | None:
        """Return the picture that is shown."""
        return self._shown[self._at] if 0 <= self._at < len(self._shown) else None

    def step(self, step: int) -> None:
        """Show the next (1) or the previous (-1) picture."""
        if 0 <= self._at + step < len(self._shown):
            self._at += step
            self._show()
            one = self.current()
            if one is not None:
                self.chosen.emit(one.key)

    def _show(self) -> None:
        one = self.current()
        total = len(self._shown)
        left = sum(self._is_open(picture) for picture in self._shown)
        words = tr("Picture {n} of {total}", n=self._at + 1 if total else 0, total=total)
        if left:
            words += " · " + trn("{n} without words", "{n} without words", left)
        self.count.setText(words)
        self._parts.setVisible(one is not None)
        self.previous.setEnabled(self._at > 0)
        self.next.setEnabled(self._at + 1 < total)
        if one is None:
            return
        assert self._known is not None
        data = self.picture_of(one.key)
        self._show_image(QImage.fromData(QByteArray(data)) if data else QImage())
        if not data:
            # The book does not have it: these are a stranger's bytes, which no decoder here reads.
            self.decoding_wanted.emit(one.key, self._known.document.resources[one.key].data)
        self._before.set_lines([f"… {one.before}"] if one.before else [])
        self._after.set_lines([f"{one.after} …"] if one.after else [])
        self._caption.set_lines([one.caption] if one.caption else [])
        value = self._value(one)
        if self.alt.toPlainText() != value.alt:
            self.alt.setPlainText(value.alt)
        with QSignalBlocker(self.decorative):
            self.decorative.setChecked(value.decorative)
        self.alt.setEnabled(not value.decorative)
        self.from_caption.setVisible(bool(one.caption))
        earlier = self._words.of(one.key)
        self.from_before.setVisible(earlier is not None and earlier != value)
        if earlier is not None:
            said = tr("decoration") if earlier.decorative else earlier.alt
            self.from_before.setToolTip(tr("As in another book: {words}", words=said))
        self.as_document.setVisible(one.key in self._edits.edits.pictures)
        self._picture.setAccessibleName(value.alt or tr("Picture without words"))

    # ------------------------------------------------------------ mending

    def take_and_go_on(self) -> None:
        """Take what was typed, and show the next picture."""
        one = self.current()
        if one is None:
            return
        decorative = self.decorative.isChecked()
        words = "" if decorative else " ".join(self.alt.toPlainText().split())
        said = PictureEdit(words, decorative)
        self._words.remember(one.key, said)
        self._push(one, said)
        if self.only_open.isChecked():
            self._filter()
        else:
            self.step(1)
        self.alt.setFocus()

    def _push(self, one: MendablePicture, said: PictureEdit | None) -> None:
        if said == PictureEdit(one.alt, one.decorative):
            said = None
        made = with_picture(self._edits.edits, one.key, said)
        self._edits.push(tr("Alternative text"), made)

    def _take_caption(self) -> None:
        one = self.current()
        if one is not None:
            self.alt.setPlainText(one.caption)
            self.alt.setFocus()

    def _take_earlier(self) -> None:
        one = self.current()
        earlier = self._words.of(one.key) if one is not None else None
        if earlier is not None:
            self.alt.setPlainText(earlier.alt)
            self.decorative.setChecked(earlier.decorative)
            self.take.setFocus()

    def _as_document(self) -> None:
        one = self.current()
        if one is not None:
            self._push(one, None)

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.setAccessibleName(tr("Pictures"))
        self.only_open.say(tr("Without words"))
        for button, sign, words, keys in (
            (self.previous, "‹", tr("Previous picture"), ""),
            (self.next, "›", tr("Next picture"), ""),
        ):
            button.say(words, keys)
            button.setText(sign)
        self._alt_label.setText(tr("What does the picture tell? One or two sentences."))
        self.alt.setAccessibleName(tr("Alternative text"))
        self.decorative.setText(tr("Decoration: it tells nothing"))
        self.decorative.setAccessibleName(tr("Decoration: it tells nothing"))
        self.from_caption.say(tr("Take the caption"))
        self.from_before.say(tr("Take the words of another book"))
        self.as_document.say(tr("As the document has it"))
        self.take.say(tr("Take it and go on"), "Enter")
        self._show()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.only_open, self.take, self.from_caption, self.from_before):
            button.apply_theme(theme)
