# SPDX-License-Identifier: AGPL-3.0-or-later
"""Takes the pages of a printed file apart into drawings and lines of letters, to write them anew.

Meant for plain prints: simple fonts with ToUnicode maps, text that is moved but never
scaled or turned. What is shown stays where it is until a test moves it, so that the true
text of the print is that of each file made from it.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdf
from fontTools.ttLib import TTFont
from pypdf.generic import ContentStream, DictionaryObject

_TEXT = {b"Tj", b"TL", b"Tf", b"T*", b"BT", b"ET", b"Tm", b"Td", b"Tw"}
_BLANK = " "
_PAIR = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")


@dataclass
class PrintedFont:
    """A simple font of the print."""

    name: str
    program: bytes
    """TrueType."""
    widths: dict[int, float]
    """Thousandths of the size, by code."""
    texts: dict[int, str]
    """What the print says each code is."""
    glyphs: dict[int, int]
    """Numbers in the program by code, where it has them."""


@dataclass
class Run:
    """Letters of one font on one line."""

    font: str
    size: float
    color: str
    block: int
    """Number of its text object: a paragraph is one."""
    x: float
    y: float
    codes: list[int]
    between_letters: float = 0.0
    between_words: float = 0.0
    """Points besides the widths (Tc, Tw; 9.3.2, 9.3.3)."""
    kerned: bool = False
    """Whether these are written as adjustments between letters (TJ) instead."""
    without_blanks: bool = False


@dataclass
class PrintedPage:
    """A page: its drawings as operators, and its text."""

    width: float
    height: float
    drawn: bytes
    runs: list[Run] = field(default_factory=list)


@dataclass
class Print:
    """A file."""

    fonts: dict[str, PrintedFont]
    pages: list[PrintedPage]

    def advance(self, run: Run, code: int) -> float:
        """Return the points from a letter of ``run`` to the next."""
        font = self.fonts[run.font]
        blank = run.between_words if font.texts.get(code) == _BLANK else 0.0
        return font.widths[code] * run.size / 1000 + run.between_letters + blank

    def end(self, run: Run) -> float:
        """Return where the last letter of ``run`` ends; blanks at the end do not count."""
        codes = list(run.codes)
        while codes and self.text(run, codes[-1]) == _BLANK:
            codes.pop()
        return run.x + sum(self.advance(run, code) for code in codes) - run.between_letters

    def text(self, run: Run, code: int) -> str:
        """Return what a code of ``run`` means."""
        return self.fonts[run.font].texts.get(code, "")

    def letters(self, run: Run) -> list[Run]:
        """Return each letter as a run of its own; blanks are letters."""
        found: list[Run] = []
        x = run.x
        for code in run.codes:
            found.append(replace(run, x=x, codes=[code], between_letters=0.0, between_words=0.0))
            x += self.advance(run, code)
        return found


def taken_apart(path: Path) -> Print:
    """Return the drawings and the text of a print."""
    fonts: dict[str, PrintedFont] = {}
    pages: list[PrintedPage] = []
    reader = pypdf.PdfReader(path)
    for page in reader.pages:
        for key, reference in page["/Resources"]["/Font"].items():
            font = reference.get_object()
            if key[1:] not in fonts and "/ToUnicode" in font:
                fonts[key[1:]] = _font(font)
        size = page.mediabox
        found = PrintedPage(float(size.width), float(size.height), b"")
        stream = ContentStream(page.get_contents(), reader)
        stream.operations = _Taker(fonts, found.runs).take(stream.operations)
        found.drawn = stream.get_data()
        pages.append(found)
    return Print(fonts, pages)


def _font(font: DictionaryObject) -> PrintedFont:
    first = int(font["/FirstChar"])
    texts = {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _PAIR.findall(font["/ToUnicode"].get_data())
        if len(text) >= 4
    }
    data = font["/FontDescriptor"]["/FontFile2"].get_data()
    program = TTFont(io.BytesIO(data))
    codes = program["cmap"].getcmap(1, 0).cmap
    glyphs = {code: program.getGlyphID(name) for code, name in codes.items()}
    return PrintedFont(
        str(font["/BaseFont"])[1:],
        data,
        {first + at: float(width) for at, width in enumerate(font["/Widths"])},
        texts,
        {code: glyph for code, glyph in glyphs.items() if code in texts},
    )


class _Taker:
    """Follows the text state of a content stream (9.3, 9.4)."""

    def __init__(self, fonts: dict[str, PrintedFont], runs: list[Run]) -> None:
        self._fonts, self._runs = fonts, runs
        self._origin = (0.0, 0.0)
        self._line = self._at = (0.0, 0.0)
        self._font, self._size = "", 0.0
        self._leading = self._words = 0.0
        self._color = "0 0 0 rg"
        self._block = 0

    def take(self, operations: list) -> list:
        """Return the operations that are no text; the text becomes runs."""
        kept = []
        saved: list[tuple[tuple[float, float], str]] = []
        for operands, operator in operations:
            if operator == b"q":
                saved.append((self._origin, self._color))
            elif operator == b"Q":
                self._origin, self._color = saved.pop()
            elif operator == b"cm":
                self._moved(operands)
            elif operator == b"rg":
                self._color = " ".join(f"{float(value):g}" for value in operands) + " rg"
            if operator in _TEXT:
                self._text(operands, operator)
            else:
                kept.append((operands, operator))
        return kept

    def _moved(self, operands: list) -> None:
        a, b, c, d, e, f = map(float, operands)
        if (a, b, c, d) != (1, 0, 0, 1):
            raise ValueError("scaled or turned text is not taken apart")
        self._origin = self._origin[0] + e, self._origin[1] + f

    def _text(self, operands: list, operator: bytes) -> None:
        if operator == b"BT":
            self._block += 1
            self._line = self._at = (0.0, 0.0)
        elif operator == b"Tf":
            self._font, self._size = str(operands[0])[1:], float(operands[1])
        elif operator == b"TL":
            self._leading = float(operands[0])
        elif operator == b"Tw":
            self._words = float(operands[0])
        elif operator == b"Tm":
            self._line = self._at = float(operands[4]), float(operands[5])
        elif operator == b"Td":
            self._next(float(operands[0]), float(operands[1]))
        elif operator == b"T*":
            self._next(0.0, -self._leading)
        elif operator == b"Tj":
            self._show(operands[0])

    def _next(self, x: float, y: float) -> None:
        self._line = self._at = self._line[0] + x, self._line[1] + y

    def _show(self, shown: object) -> None:
        codes = list(getattr(shown, "original_bytes", shown))
        x, y = self._origin[0] + self._at[0], self._origin[1] + self._at[1]
        run = Run(self._font, self._size, self._color, self._block, x, y, codes)
        run.between_words = self._words
        known = Print(self._fonts, [])
        self._at = self._at[0] + sum(known.advance(run, code) for code in codes), self._at[1]
        if codes:
            self._runs.append(run)
