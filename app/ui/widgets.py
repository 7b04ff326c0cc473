# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small building blocks in the program's look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from app.i18n import tr
from app.ui import icons
from app.ui.theme import Theme, scaled

_ICON = 18
_OF_SCREEN = 0.95


class Button(QPushButton):
    """A button that knows its icon by name, so that it follows the theme.

    Args:
        icon_name: name of an icon, or "".
        kind: "primary", "quiet", "filter" or "" for an ordinary one.
        on_click: what it does.
    """

    def __init__(self, icon_name: str, kind: str, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._kind = kind
        self.setIconSize(QSize(_ICON, _ICON))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if kind:
            self.setProperty("kind", kind)
        # clicked carries a bool that nobody asked for.
        self.clicked.connect(lambda _checked=False: on_click())

    def apply_theme(self, theme: Theme) -> None:
        """Draw the icon in the theme's colours, as large as the text."""
        self.setIconSize(QSize(scaled(_ICON), scaled(_ICON)))
        if self._icon_name:
            color = theme.on_accent if self._kind == "primary" else theme.text
            self.setIcon(icons.icon(self._icon_name, color, theme.disabled))

    def say(self, text: str, hint: str = "") -> None:
        """Set the words, also for a screen reader; ``hint`` adds the shortcut or a reason."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text}  ({hint})" if hint else "")


_LEAST_WIDTH = 150
_FEW_WORDS_PX, _ONE_WORD_PX = 150, 60


class Prose(QLabel):
    """Lines with room between them; Korean set solid is hard to read.

    Args:
        role: one of the style sheet's.
    """

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            self.setProperty("role", role)

    def set_lines(self, lines: Iterable[str]) -> None:
        """Show ``lines``; whatever they hold, none of it is read as HTML."""
        shown = "<br>".join(escape(line) for line in lines)
        self.setText(f'<p style="line-height: 145%; margin: 0">{shown}</p>' if shown else "")

    def set_links(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show lines with the address that each leads to, "" for none; Tab goes through them."""
        shown = "<br>".join(
            f'<a href="{escape(to)}">{escape(line)}</a>' if to else escape(line)
            for line, to in lines
        )
        self.setText(f'<p style="line-height: 145%; margin: 0">{shown}</p>' if shown else "")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )

    def say(self, line: str) -> None:
        """Show one line; nothing, and no room for it, where it is empty."""
        self.set_lines([line] if line else [])
        self.setVisible(bool(line))


class ElidedLabel(QLabel):
    """A label of one line that is shortened where there is no room; its tooltip has the whole.

    Args:
        mode: which end is left away: of a path the middle, of a title the end.
        role: one of the style sheet's.
    """

    def __init__(self, mode: Qt.TextElideMode, role: str = "") -> None:
        super().__init__()
        self._whole = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)

    def set_whole(self, text: str) -> None:
        """Show ``text``, or as much of it as there is room for."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    @property
    def more(self) -> int:
        """How many pixels the whole text needs beyond what the label asks for; 0 for none."""
        needed = self.fontMetrics().horizontalAdvance(self._whole)
        return max(0, needed - self.sizeHint().width())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of a few words; it grows where there is room."""
        return QSize(scaled(_FEW_WORDS_PX), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the least size in which anything can be told."""
        return QSize(scaled(_ONE_WORD_PX), self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, self._mode, self.width()))


class ElidedComboBox(QComboBox):
    """A choice of what documents and people call things: too long for its box, it is shortened.

    The tooltip has the whole, and so has whoever listens.
    """

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802 - Qt's name
        """Show as much of the chosen words as there is room for."""
        super().initStyleOption(option)
        if option.editable:
            return
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        whole = option.currentText
        end = Qt.TextElideMode.ElideRight
        option.currentText = option.fontMetrics.elidedText(whole, end, room.width())
        self.setToolTip(whole if option.currentText != whole else "")


def label(role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label; ``role`` is one of the style sheet's."""
    made = QLabel()
    # Names of files come from strangers: never read them as HTML.
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        # Qt reckons the height that a label asks for at its least width.
        made.setMinimumWidth(_LEAST_WIDTH)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def frame(name: str, layout: QLayout, margins: tuple[int, int, int, int]) -> QFrame:
    """Return a frame that the style sheet knows by ``name``."""
    made = QFrame()
    made.setObjectName(name)
    layout.setContentsMargins(*margins)
    made.setLayout(layout)
    return made


class ButtonBox(QDialogButtonBox):
    """The last row of a dialog in the order of the system, in words alone.

    Args:
        buttons: its standard buttons.
    """

    def __init__(self, buttons: QDialogButtonBox.StandardButton) -> None:
        super().__init__(buttons)
        # The pictures that some systems put on them are none of ours.
        for button in self.buttons():
            button.setIcon(QIcon())


def closing_buttons(
    dialog: QDialog, accepting: Button, *, beside: QWidget | None = None
) -> QHBoxLayout:
    """Return the last row of a dialog: the button that leaves it, and the one that does the work.

    Args:
        dialog: left by the first button.
        accepting: does the work, and stands at the right end.
        beside: stands at the left end.
    """
    leave = Button("", "", dialog.reject)
    leave.say(tr("Cancel"))
    row = QHBoxLayout()
    if beside is not None:
        row.addWidget(beside)
    row.addStretch()
    row.addWidget(leave)
    row.addWidget(accepting)
    return row


def scrolled(part: QWidget) -> QScrollArea:
    """Return an area in which ``part`` can be scrolled up and down where it is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # The keyboard reaches the controls inside; the area itself would be a silent stop.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(part)
    return area


def resize_dialog(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its size at the usual text size, as much larger as the text is; the screen bounds it."""
    room = dialog.screen().availableGeometry().size() * _OF_SCREEN
    dialog.resize(QSize(scaled(width), scaled(height)).boundedTo(room))


def fit_choices(within: QWidget) -> None:
    """Let combo boxes follow their words: Qt measures them once, in the first language and size."""
    once = QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow
    for box in within.findChildren(QComboBox):
        if box.sizeAdjustPolicy() is once:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget's properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def breakable(path: str) -> str:
    """Return a path that may wrap after each separator."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


def moment_words(seconds: float) -> str:
    """Return a moment (seconds since 1970) as people of this time zone read it."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
