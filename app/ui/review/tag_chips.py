# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chips for inline tags in a text: each is one character, moved and deleted as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from app.i18n import mark, tr
from app.ui.theme import Theme
from translation.inline_codes import Coded, Part, Tag, TagKind, coded, from_marked
from translation.review.segments import CodeKind, InlineCodeInfo

OBJECT = int(QTextFormat.ObjectTypes.UserObject) + 1
_TAG = int(QTextFormat.Property.UserProperty) + 1
_SHOWN = int(QTextFormat.Property.UserProperty) + 2
_PLACE = "\ufffc"
_BLANKS = {"\u2028": " ", "\u2029": " "}

SIGNS = {
    CodeKind.BOLD: "B",
    CodeKind.ITALIC: "I",
    CodeKind.UNDERLINE: "U",
    CodeKind.STRIKE: "S",
    CodeKind.SUPERSCRIPT: "x²",
    CodeKind.SUBSCRIPT: "x₂",
    CodeKind.STYLE: "A",
    CodeKind.LINK: "↗",
    CodeKind.RUBY: "あ",
    CodeKind.NOTE: "※",
    CodeKind.IMAGE: "▣",
    CodeKind.EQUATION: "√",
    CodeKind.BREAK: "↵",
    CodeKind.ANCHOR: "⚓",
    CodeKind.OTHER: "◆",
}
WORDS = {
    CodeKind.BOLD: mark("bold"),
    CodeKind.ITALIC: mark("italic"),
    CodeKind.UNDERLINE: mark("underlined"),
    CodeKind.STRIKE: mark("struck through"),
    CodeKind.SUPERSCRIPT: mark("superscript"),
    CodeKind.SUBSCRIPT: mark("subscript"),
    CodeKind.STYLE: mark("another style"),
    CodeKind.LINK: mark("link"),
    CodeKind.RUBY: mark("ruby"),
    CodeKind.NOTE: mark("note"),
    CodeKind.IMAGE: mark("picture"),
    CodeKind.EQUATION: mark("equation"),
    CodeKind.BREAK: mark("line break"),
    CodeKind.ANCHOR: mark("bookmark"),
    CodeKind.OTHER: mark("something else"),
}


@dataclass(frozen=True, slots=True)
class TagChip:
    """The label of a tag, and its tooltip."""

    text: str
    hint: str


def chip_of(tag: Tag, looks: Mapping[int, InlineCodeInfo]) -> TagChip:
    """Return how ``tag`` is shown; a tag of another segment is shown by its number alone."""
    look = looks.get(tag.number)
    sign = SIGNS[look.kind] if look else "?"
    text = {
        TagKind.OPEN: f"{tag.number}{sign}▸",
        TagKind.CLOSE: f"◂{tag.number}",
        TagKind.SINGLE: f"{tag.number}{sign}",
    }[tag.kind]
    if look is None:
        return TagChip(text, tr("not of this segment"))
    hint = tr(WORDS[look.kind])
    return TagChip(text, f"{hint}: {look.shown}" if look.shown else hint)


class TagChipObject(QPyTextObject):
    """The text object that draws chips in a QTextDocument."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def intrinsicSize(  # noqa: N802 - Qt's name
        self, document: QTextDocument, _position: int, shown: QTextFormat
    ) -> QSizeF:
        """Return the size of a chip."""
        metrics = QFontMetricsF(_font(document))
        return QSizeF(metrics.horizontalAdvance(str(shown.property(_SHOWN))) + 10, metrics.height())

    def drawObject(  # noqa: N802 - Qt's name
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        document: QTextDocument,
        _position: int,
        shown: QTextFormat,
    ) -> None:
        """Draw a chip."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self.theme.accent))
        painter.setBrush(QColor(self.theme.accent_soft))
        painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 0.5, -1.5, -0.5), 4, 4)
        painter.setFont(_font(document))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(shown.property(_SHOWN)))
        painter.restore()


def _font(document: QTextDocument) -> QFont:
    font = QFont(document.defaultFont())
    font.setPointSizeF(max(6.0, font.pointSizeF() - 1.5))
    return font


def chip_format(tag: Tag, looks: Mapping[int, InlineCodeInfo]) -> QTextCharFormat:
    """Return the format of the one character that a chip is."""
    chip = chip_of(tag, looks)
    made = QTextCharFormat()
    made.setObjectType(OBJECT)
    made.setProperty(_TAG, str(tag))
    made.setProperty(_SHOWN, chip.text)
    made.setToolTip(chip.hint)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def insert(cursor: QTextCursor, content: Coded, looks: Mapping[int, InlineCodeInfo]) -> None:
    """Put ``content`` in at ``cursor``, in one step of the editor's undo."""
    cursor.beginEditBlock()
    for part in content.parts:
        if isinstance(part, str):
            cursor.insertText(part.replace("\n", " "), QTextCharFormat())
        else:
            cursor.insertText(_PLACE, chip_format(part, looks))
    cursor.endEditBlock()


def content_of(document: QTextDocument, start: int = 0, end: int | None = None) -> Coded:
    """Return what stands in ``document`` between two positions."""
    end = document.characterCount() - 1 if end is None else end
    parts: list[Part] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            first = max(0, start - fragment.position())
            last = end - fragment.position()
            text = _slice(fragment.text(), first, last)
            tag = fragment.charFormat().property(_TAG)
            found = from_marked(str(tag)).parts if tag else ()
            for letter in text:
                # What is typed behind a chip may have its format; it is text all the same.
                parts += found if letter == _PLACE else [_BLANKS.get(letter, letter)]
            iterator += 1
        block = block.next()
        if block.isValid() and block.position() <= end:
            parts.append(" ")
    return coded(parts)


def _slice(text: str, first: int, last: int) -> str:
    """Cut by Qt's positions, which count a letter beyond the basic plane as two."""
    if all(ord(letter) < 0x10000 for letter in text):
        return text[first : max(first, last)]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * first : 2 * max(first, last)].decode("utf-16-le", "ignore")
