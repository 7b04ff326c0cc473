# SPDX-License-Identifier: AGPL-3.0-or-later
"""The glyphs of a page, as PDFium places them (ISO 32000-2, 9.4).

What is the same for all glyphs of a text object (font, size, colour, direction) is asked
once for the object: calls into PDFium are what reading a page costs.
"""

from __future__ import annotations

import codecs
import ctypes
import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from converters.readers.pdf.direct_calls import (
    fill_color,
    font_of,
    generated,
    loose_box,
    map_error_of,
    marked_of,
    mode_of,
    object_of,
    origin_of,
    size_of,
    unicode_of,
)
from converters.readers.pdf.direct_calls import matrix_of as matrix_of_character
from converters.readers.pdf.drawings import matrix_of, page_objects, times
from converters.readers.pdf.encodings import Encodings, codes_of, shown, symbol_family
from converters.readers.pdf.engine import EnginePage, address
from converters.readers.pdf.font_dictionaries import FontDictionaries
from converters.readers.pdf.model import Glyph, Style
from converters.readers.pdf.stream_spaces import Blank, place_spaces

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD_SUFFIX = re.compile(r"(?:[a-z가-힣]|[-_ ])(?:EB|B|HB)$")
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FIXED, _SERIF, _ITALIC_FLAG, _FORCE_BOLD = 1 << 0, 1 << 1, 1 << 6, 1 << 18
_BOLD_WEIGHT = 600
_INVISIBLE = 3
"""Text rendering mode that paints nothing (9.3.6)."""
_CLIP_ONLY = 7
_WHITE = "#ffffff"
_SMALLEST_PT = 2.0
_LEAST_SIZE = 0.1
_UPRIGHT_DEGREES = 3.0
_SPACES = frozenset("\u0020\u00a0\u2002\u2003\u2004\u2005\u2007\u2008\u2009\u200a\u3000\t")
_IGNORED = frozenset("\r\n\0\ufeff\u200b\u2060")
_UPRIGHT = [1.0, 0.0, 0.0, -1.0]
_PRIVATE = (0xE000, 0xF8FF)
_PLANE_15 = 0xF0000
_HYPHEN = "-"
_ASCENT, _DESCENT = 0.88, 0.12
_FLAT = 0.1
"""Of the size: no glyph is so low."""
_SAME_WIDTH = 0.05
"""Points."""
_NO_INK_PT = 0.01
_THINNEST_INK_PT = 0.1
_NARROWEST_BLANK = 0.02
"""Of the size."""
_LIGATURES = {"i": "\ufb01", "l": "\ufb02"}
_LAST_CODE = 0x10FFFF
_TABULATOR = 0x09
_NAME_BYTES = 256


@dataclass(slots=True)
class Glyphs:
    """What a page's content stream shows, by direction."""

    upright: list[Glyph] = field(default_factory=list)
    turned: dict[int, list[Glyph]] = field(default_factory=dict)
    """By degrees against the page's lines, clockwise, 1 to 359."""
    invisible: list[Glyph] = field(default_factory=list)
    """In rendering modes that paint nothing: the text layer of a scan, or a trick."""
    doubtful: int = 0


_TEXT_LAYER = "GlyphLessFont"
"""The font of text layers that Tesseract (and OCRmyPDF by it) lays under scans."""


@dataclass(slots=True)
class _Run:
    """What all glyphs of a text object share."""

    style: Style
    degrees: int
    painted: bool
    marked: int
    font: pdfium.FPDF_FONT
    symbols: bool
    """Whether its characters mean other signs than their codes."""
    renumbered: bool
    """Whether PDFium's word on them is a guess that is known to be wrong."""
    drawn: bool
    """Whether the font is of Type 3: PDFium gives the box of the drawing, not of the advance."""
    recognised: bool
    """Whether its font is that of a text layer: what some OCR read."""
    across: float
    """Points of an em along the line."""
    is_level: bool
    """Whether its letters may all stand on one baseline."""
    level: float | None = None
    """That baseline, once it is known."""
    first: float | None = None
    """Of its first letter."""


_Look = tuple[int, float, float, float, float, float]
"""Font, its size, and the four numbers of the matrix that scale and turn."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What text objects share that are set in one font, size and direction."""

    size: float
    degrees: int
    across: float
    is_level: bool


@dataclass(frozen=True, slots=True)
class _Font:
    pointer: pdfium.FPDF_FONT
    name: str
    """Without the subset's prefix."""
    bold: bool
    italic: bool
    mono: bool
    serif: bool
    symbols: bool
    renumbered: bool


class GlyphReader:
    """Reads pages of one file; styles are kept from page to page, so equal ones are one object.

    Args:
        dictionaries: of the file's fonts.
        hidden_layers: names of layers that are not shown (8.11).
    """

    def __init__(
        self, dictionaries: FontDictionaries, hidden_layers: frozenset[str] = frozenset()
    ) -> None:
        self._hidden_layers = hidden_layers
        self._styles: dict[Style, Style] = {}
        self._fonts: dict[int, _Font] = {}
        """Of the page that is read, by address."""
        self._settings: dict[_Look, _Setting] = {}
        self._encodings = Encodings(dictionaries)

    def read(self, page: EnginePage) -> Glyphs:
        """Return the glyphs of ``page``; nothing where PDFium finds no text."""
        text_page = pdfium.FPDFText_LoadPage(page.raw)
        if not text_page:
            return Glyphs()
        self._fonts.clear()
        self._settings.clear()
        try:
            return self._read(page, text_page)
        finally:
            pdfium.FPDFText_ClosePage(text_page)

    def _read(self, page: EnginePage, text_page: pdfium.FPDF_TEXTPAGE) -> Glyphs:
        found = Glyphs()
        runs: dict[int, _Run] = {}
        characters = address(text_page)
        box = (ctypes.c_float * 4)()
        box_at = ctypes.addressof(box)
        *turn, page_x, page_y = page.matrix
        plain = turn == _UPRIGHT
        last: Glyph | None = None
        ends: dict[int, Glyph] = {}
        spaces: list[Blank] = []
        high = 0
        part_at = -1
        key = last_key = 0
        run: _Run | None = None
        ligature: list[Glyph] = []
        """Letters of the last glyph, which has more than one as "ff" does."""
        glyph_place: tuple[int, float, float, float, float, float] | None = None
        for index in range(pdfium.FPDFText_CountChars(text_page)):
            code = unicode_of(characters, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
            # A ToUnicode map may say anything: halves of surrogate pairs, codes beyond Unicode.
            text = chr(code) if code < 0xD800 or 0xE000 <= code <= _LAST_CODE else "\ufffd"
            if index == part_at:
                continue
            found_key = object_of(characters, index)
            if text in _IGNORED and not (found_key and map_error_of(characters, index) == 1):
                continue
            if not found_key:
                if last is not None and text in _SPACES:
                    last.space_guessed = True
                continue
            if found_key != key or run is None:
                key = found_key
                run = runs.get(key)
                if run is None:
                    run = runs[key] = self._run(page, characters, index, key)
            doubtful = False
            if run.renumbered:
                text, parts = self._renamed(page, text_page, index, run, text)
                doubtful, part_at = not text, index + 1 if parts > 1 else part_at
                text = text or "\ufffd"
            elif run.recognised and code != 0xFFFD:
                pass  # its map is the recognition's own word, whatever PDFium misses in it
            elif map_error_of(characters, index) == 1 or code == 0xFFFD:
                known = self._encodings.recovered(run.font, run.style.font, code, page.number)
                # What nobody sees is only told, in PDFium's reading.
                guess = _without_control(text) if run.painted else text
                text, doubtful = known or guess, not known
            elif text == "\x02":
                text = _HYPHEN  # so PDFium writes one at the end of a line
            elif run.symbols or _PRIVATE[0] <= code <= _PRIVATE[1] or code >= _PLANE_15:
                known = shown(text, run.style.font)
                text, doubtful = known or text, not known
            elif code < 0x20 or text == "\ufffd":
                text, doubtful = _without_control(text), True
            if doubtful and code == _TABULATOR and not _shows_ink(text_page, index):
                text, doubtful = " ", False
            if text in _SPACES:
                if generated(characters, index) == 1:
                    # PDFium's own word on a gap between letters of one text object.
                    if last is not None and key == last_key:
                        last.space_guessed = last.runs_on = True
                elif last is not None and (key == last_key or run.degrees):
                    last.space_after = True
                else:
                    place = page.point(*_origin(characters, index))
                    spaces.append(Blank(*place, run.style.size, last))
                continue
            loose_box(characters, index, box_at)
            left, top, right, bottom = box
            if plain:
                x0, x1, y0, y1 = left + page_x, right + page_x, page_y - top, page_y - bottom
            else:
                x0, y0, x1, y1 = page.corners(left, bottom, right, top)
            if run.level is not None:
                baseline = run.level
            else:
                start, baseline = page.point(*_origin(characters, index))
                if run.is_level:
                    # Two letters on one height: so are all, for nothing else in it moves them.
                    run.level = baseline if baseline == run.first else None
                    run.is_level, run.first = run.first is None, baseline
                if run.drawn and run.degrees == 0 and not doubtful:
                    advance = self._advance(run, code)
                    x0, x1 = start, start + advance
                    y0 = baseline - _ASCENT * run.style.size
                    y1 = baseline + _DESCENT * run.style.size
                elif run.degrees and y1 - y0 < _FLAT * run.style.size:
                    x0, y0, x1, y1 = _turned_box(start, baseline, run, x1 - x0)
            found.doubtful += doubtful
            letter = Glyph(
                text, x0, x1, y0, y1, baseline, run.style, index, run.marked, doubtful=doubtful
            )
            spot = (key, x0, x1, y0, y1, baseline)
            if spot == glyph_place and index == ligature[-1].order + 1:
                ligature.append(letter)
                _share_out(ligature, x0, x1)
            else:
                ligature, glyph_place = [letter], spot
            last_key = key
            last = ends[key] = letter
            if not run.painted:
                found.invisible.append(last)
            elif run.degrees == 0:
                found.upright.append(last)
            else:
                found.turned.setdefault(run.degrees, []).append(last)
        spaces += _blanks_left_out(page, runs.keys(), ends)
        place_spaces(spaces, [*found.upright, *found.invisible])
        return found

    def _run(self, page: EnginePage, characters: int, index: int, key: int) -> _Run:
        """Return what the glyphs of the text object at ``key`` share, the first one at ``index``."""
        values = (ctypes.c_float * 6)()
        matrix_of_character(characters, index, ctypes.addressof(values))
        a, b, c, d, _, _ = values
        font = font_of(key)
        font_size = size_of(characters, index)
        look = font, font_size, a, b, c, d
        setting = self._settings.get(look)
        if setting is None:
            setting = self._settings[look] = self._setting(page, key, look)
        known = self._fonts[font]
        mode = mode_of(key)
        painted = mode not in (_INVISIBLE, _CLIP_ONLY) and setting.size >= _SMALLEST_PT
        parts = (ctypes.c_uint * 4)()
        at = ctypes.addressof(parts)
        color = "#000000"
        if fill_color(key, at, at + 4, at + 8, at + 12):
            red, green, blue, alpha = parts
            color = f"#{red:02x}{green:02x}{blue:02x}"
            painted = painted and (alpha > 0 or mode in (1, 2))
        if mode == 1 or (mode == 2 and color == _WHITE):
            # What outlines letters is what one sees of them.
            color = _stroke_color(key)
        if self._hidden_layers and painted:
            painted = not (_layers(_object(key)) & self._hidden_layers)
        # Filled and stroked in one colour: how programs embolden a font that has no bold.
        style = Style(
            known.name,
            setting.size,
            known.bold or mode == 2,
            known.italic,
            known.mono,
            known.serif,
            color,
        )
        return _Run(
            self._styles.setdefault(style, style),
            setting.degrees,
            painted,
            marked_of(key),
            known.pointer,
            known.symbols,
            known.renumbered,
            # Every other font has a name (tables 109 to 119).
            not known.name,
            known.name.endswith(_TEXT_LAYER),
            setting.across,
            setting.is_level,
        )

    def _setting(self, page: EnginePage, key: int, look: _Look) -> _Setting:
        """Return how the text object at ``key`` is set, from the look of its first character."""
        font, font_size, a, b, c, d = look
        if font not in self._fonts:
            self._fonts[font] = self._font(page, pdfium.FPDFTextObj_GetFont(_object(key)))
        page_a, page_b, page_c, page_d, _, _ = page.matrix
        across, down = page_a * a + page_c * b, page_b * a + page_d * b
        degrees = round(math.degrees(math.atan2(down, across))) % 360
        if min(degrees, 360 - degrees) <= _UPRIGHT_DEGREES:
            degrees = 0
        is_level = degrees == 0 and b * c == 0.0 and bool(self._fonts[font].name)
        return _Setting(
            # Letters of no size are hidden text, of which lines are made like of all other.
            max(round(font_size * (math.hypot(c, d) or 1.0), 1), _LEAST_SIZE),
            degrees,
            font_size * math.hypot(a, b),
            is_level and down == 0.0,
        )

    def _font(self, page: EnginePage, pointer: pdfium.FPDF_FONT) -> _Font:
        buffer = ctypes.create_string_buffer(_NAME_BYTES)
        length = pdfium.FPDFFont_GetBaseFontName(pointer, buffer, _NAME_BYTES)
        raw = buffer.raw[: max(0, min(length, _NAME_BYTES) - 1)]
        name = _SUBSET.sub("", raw.decode("utf-8", "replace"))
        flags = max(0, pdfium.FPDFFont_GetFlags(pointer))
        bold = (
            pdfium.FPDFFont_GetWeight(pointer) >= _BOLD_WEIGHT
            or bool(flags & _FORCE_BOLD)
            or bool(re.search(r"bold|black|heavy|demi", name, re.IGNORECASE))
            or bool(_BOLD_SUFFIX.search(name))
        )
        return _Font(
            pointer,
            name,
            bold,
            bool(flags & _ITALIC_FLAG) or bool(_ITALIC.search(name)),
            bool(flags & _FIXED) or "mono" in name.lower() or "courier" in name.lower(),
            bool(flags & _SERIF),
            bool(symbol_family(name)),
            self._encodings.renumbered(pointer, name, page.number),
        )

    def _renamed(
        self, page: EnginePage, text_page: pdfium.FPDF_TEXTPAGE, index: int, run: _Run, text: str
    ) -> tuple[str, int]:
        """Return what a glyph shows that PDFium calls ``text``, and as how many characters.

        It is empty where nobody knows.
        """
        codes: tuple[int, ...] = (ord(text),)
        parts, name = 1, run.style.font
        if pdfium.FPDFText_HasUnicodeMapError(text_page, index) != 1:
            # PDFium writes its "fi" and "fl" as two letters in one place.
            whole = _ligature(text_page, index) if text == "f" else ""
            codes, parts = codes_of(whole or text), len(whole) + 1
        if text == " " and len(codes) > 1:
            box = pdfium.FS_RECTF()
            pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
            x0, _, x1, _ = page.corners(box.left, box.bottom, box.right, box.top)
            if abs(x1 - x0 - self._advance(run, codes[0])) >= _SAME_WIDTH:
                codes = codes[1:]
            elif self._encodings.recovered(run.font, name, codes[0], page.number) in _SPACES:
                codes = codes[:1]
        known = {self._encodings.recovered(run.font, name, code, page.number) for code in codes} - {
            ""
        }
        return (known.pop() if len(known) == 1 else ""), parts

    def _advance(self, run: _Run, code: int) -> float:
        """Return the points from the origin of a glyph to where the next would start."""
        width = ctypes.c_float()
        pdfium.FPDFFont_GetGlyphWidth(run.font, code, 1.0, ctypes.byref(width))
        return width.value * run.across


def _object(key: int) -> pdfium.FPDF_PAGEOBJECT:
    return ctypes.cast(key, pdfium.FPDF_PAGEOBJECT)


def _stroke_color(key: int) -> str:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetStrokeColor(_object(key), red, green, blue, alpha)
    return f"#{red.value:02x}{green.value:02x}{blue.value:02x}"


def _share_out(ligature: list[Glyph], x0: float, x1: float) -> None:
    """Give each letter of one glyph, which all have its box, a part of its width."""
    step = (x1 - x0) / len(ligature)
    for at, letter in enumerate(ligature):
        letter.x0, letter.x1 = x0 + at * step, x0 + (at + 1) * step


def _origin(characters: int, index: int) -> tuple[float, float]:
    """Return where a character stands on its baseline, in the page's own coordinates."""
    place = (ctypes.c_double * 2)()
    at = ctypes.addressof(place)
    origin_of(characters, index, at, at + 8)
    x, y = place
    return x, y


def _shows_ink(text_page: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    """Whether the glyph of a character has any height: that of a blank has none."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return top.value - bottom.value >= _THINNEST_INK_PT


def _turned_box(x: float, y: float, run: _Run, advance: float) -> tuple[float, ...]:
    """Return the box of a glyph on its side or head; PDFium takes every glyph for upright.

    Args:
        x: where it starts,
        y: on its baseline.
        run: that it is of.
        advance: points from there to the next glyph.
    """
    size = run.style.size
    up, down = _ASCENT * size, _DESCENT * size
    if run.degrees == 90:
        return x - down, y, x + up, y + advance
    if run.degrees == 180:
        return x - advance, y - down, x, y + up
    if run.degrees == 270:
        return x - up, y - advance, x + down, y
    return x, y - up, x + advance, y + down


def _blanks_left_out(
    page: EnginePage, known: Collection[int], ends: dict[int, Glyph]
) -> Iterator[Blank]:
    """Yield the blanks that are text objects of their own: PDFium passes over what has no ink.

    Args:
        page: that has them.
        known: addresses of the text objects that PDFium has text of.
        ends: the last glyph of each of them.
    """
    before: Glyph | None = None
    blank: Blank | None = None
    size = ctypes.c_float()
    kind_of = pdfium.FPDFPageObj_GetType
    for item, around in page_objects(page):
        if kind_of(item) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        key = address(item)
        if key not in known and (before is None or _has_ink(item)):
            continue
        if blank is not None:
            *_, x, y = times(matrix_of(item), around)
            if _is_wide(blank, *page.point(x, y)):
                yield blank
            blank = None
        if key in known:
            before = ends.get(key, before)
        elif before is not None:
            *_, c, d, x, y = times(matrix_of(item), around)
            pdfium.FPDFTextObj_GetFontSize(item, size)
            blank = Blank(*page.point(x, y), size.value * math.hypot(c, d), before)
    if blank is not None:
        yield blank


def _has_ink(item: pdfium.FPDF_PAGEOBJECT) -> bool:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    known = pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return not known or right.value - left.value >= _NO_INK_PT


def _is_wide(blank: Blank, x: float, baseline: float) -> bool:
    """Whether what follows a blank at a point leaves it any room: others only allow a break."""
    is_next = abs(baseline - blank.baseline) < _SAME_WIDTH * blank.size
    return not is_next or abs(x - blank.x) >= _NARROWEST_BLANK * blank.size


def _ligature(text_page: pdfium.FPDF_TEXTPAGE, index: int) -> str:
    """Return the ligature that the "f" at ``index`` begins; empty where it is a letter."""
    whole = _LIGATURES.get(chr(pdfium.FPDFText_GetUnicode(text_page, index + 1)), "")
    places = []
    for at in (index, index + 1):
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
        places.append((x.value, y.value))
    return whole if places[0] == places[1] else ""


def _without_control(text: str) -> str:
    """Return a code that nobody knows as it is where it may be right by chance: ASCII often is."""
    return text if " " < text < "\x7f" else "\ufffd"


def _layers(pointer: pdfium.FPDF_PAGEOBJECT) -> set[str]:
    """Return the names of the layers that a page object belongs to."""
    found: set[str] = set()
    for index in range(max(0, pdfium.FPDFPageObj_CountMarks(pointer))):
        mark = pdfium.FPDFPageObj_GetMark(pointer, index)
        if _mark_name(mark) == "OC":
            found.add(_layer_name(mark))
    return found


def _mark_name(mark: pdfium.FPDF_PAGEOBJECTMARK) -> str:
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    length = ctypes.c_ulong()
    wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    if not pdfium.FPDFPageObjMark_GetName(mark, wide, _NAME_BYTES, length):
        return ""
    return buffer.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace")


def _layer_name(mark: pdfium.FPDF_PAGEOBJECTMARK) -> str:
    # As bytes: PDFium takes every string for UTF-8 here.
    buffer = (ctypes.c_ubyte * _NAME_BYTES)()
    length = ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", buffer, _NAME_BYTES, length):
        return ""
    raw = bytes(buffer[: min(length.value, _NAME_BYTES)])
    if raw.startswith(codecs.BOM_UTF16_BE):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(codecs.BOM_UTF8):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1")
