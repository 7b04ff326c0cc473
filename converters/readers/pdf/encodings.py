# SPDX-License-Identifier: AGPL-3.0-or-later
"""Characters of fonts that do not say which they are (ISO 32000-2, 9.10).

PDFium knows ToUnicode maps, glyph names and the predefined CMaps of Adobe-Korea1 and its
sisters. Where it gives up it hands out the character code; what the embedded font's own
tables say of that code's glyph is asked here. Glyphs of symbol fonts and the private characters of
Hangul documents become the Unicode signs that look the same.
"""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Mapping

import pypdfium2.raw as pdfium

from converters.readers.pdf.font_dictionaries import Coding, FontDictionaries
from converters.source.damaged_fonts import UNREADABLE_FONT
from converters.source.old_hangul import normalise
from converters.source.symbols import FONTS, symbol

log = logging.getLogger(__name__)

_FONT_BYTES = 48 * 1024 * 1024
_SYMBOLIC = 1 << 2
_DIRECTORY_BYTES = 12 + 16 * 32
_TAKEN_FOR = {"¤": (0xDB,), "£": (0xA3, 0xC1), " ": (0x20, 0xCA)}
"""Where PDFium's table of MacRoman is not Python's."""
_CONTROLS = frozenset(range(1, 0x20)) - {9, 10, 13}
_BITS = range(0x20, 0x100)
_PRIVATE = range(0xF000, 0xF100)
_APPLE_ORDER = 29
"""Of TrueType fonts made after Apple's model: the glyph of a letter is its code less this."""
_APPLE_GLYPHS = range(3, 98)


class Encodings:
    """Recovers characters for the fonts of one file.

    Args:
        dictionaries: of its fonts.
    """

    def __init__(self, dictionaries: FontDictionaries) -> None:
        self._dictionaries = dictionaries
        self._by_font: dict[tuple[str, int], Mapping[int, str]] = {}
        self._renumbered: dict[tuple[str, int], bool] = {}

    def recovered(self, font: pdfium.FPDF_FONT, name: str, code: int, page: int) -> str:
        """Return the text of a character code that PDFium cannot map; empty where nobody knows.

        Args:
            font: that it is set in.
            name: PostScript name of the font.
            code: as the content stream has it.
            page: from 0, that shows it.
        """
        family = symbol_family(name)
        if family and (code in _BITS or code in _PRIVATE):
            return symbol(code, family)
        key = name, _length(font)
        if key not in self._by_font:
            coding = self._dictionaries.coding(page, *key) if key[1] else None
            # Without a way from codes to glyphs anything said of these would be a guess.
            self._by_font[key] = _by_code(_data(font, key[1]), coding) if coding else {}
        return self._by_font[key].get(code, "")

    def renumbered(self, font: pdfium.FPDF_FONT, name: str, page: int) -> bool:
        """Whether a simple font has numbered its characters anew and does not say how.

        PDFium takes such codes for MacRoman, and gives letters for them that nobody sees.
        Programs that make subsets number from 1; codes that mean themselves have no letters
        among the control characters.

        Args:
            font: asked about.
            name: its PostScript name.
            page: from 0, that uses it.
        """
        if not pdfium.FPDFFont_GetFlags(font) & _SYMBOLIC or symbol_family(name):
            return False
        key = name, _length(font)
        if key not in self._renumbered:
            self._renumbered[key] = self._is_renumbered(font, key, page)
        return self._renumbered[key]

    def _is_renumbered(self, font: pdfium.FPDF_FONT, key: tuple[str, int], page: int) -> bool:
        data = _data(font, key[1])
        if data[:4] not in (b"\0\1\0\0", b"true") or b"cmap" not in data[:_DIRECTORY_BYTES]:
            return False
        coding = self._dictionaries.coding(page, *key)
        if coding is None or not coding.silent:
            return False
        from fontTools.ttLib import TTLibError  # type: ignore[import-untyped]

        try:
            return bool(_simple_glyphs(data).keys() & _CONTROLS)
        except (TTLibError, *UNREADABLE_FONT) as error:
            log.info("font left alone: %s", error)
            return False


def codes_of(text: str) -> tuple[int, ...]:
    """Return the codes that PDFium may have taken for a character of MacRoman."""
    if text in _TAKEN_FOR:
        return _TAKEN_FOR[text]
    try:
        return (text.encode("mac_roman")[0],)
    except UnicodeEncodeError:
        return ()


def symbol_family(name: str) -> str:
    """Return the symbol font that a PostScript name means ("Wingdings-Regular"); else nothing."""
    bare = name.lower().replace("-regular", "").replace("mt", "").replace("-", " ").strip()
    return bare if bare in FONTS else ""


def shown(text: str, name: str) -> str:
    """Return what a character shows that PDFium could map; empty where it stays private.

    Args:
        text: one character.
        name: PostScript name of its font.
    """
    code = ord(text)
    family = symbol_family(name)
    # The font Symbol says itself which characters it has; only its private ones are unclear.
    if family and (code in _PRIVATE or (code in _BITS and family != "symbol")):
        return symbol(code, family)
    found, unknown = normalise(text)
    return "" if unknown else found


def _length(font: pdfium.FPDF_FONT) -> int:
    length = ctypes.c_size_t()
    if pdfium.FPDFFont_GetIsEmbedded(font) != 1:
        return 0
    pdfium.FPDFFont_GetFontData(font, None, 0, length)
    return int(length.value)


def _data(font: pdfium.FPDF_FONT, length: int) -> bytes:
    if not 0 < length <= _FONT_BYTES:
        return b""
    buffer = (ctypes.c_uint8 * length)()
    written = ctypes.c_size_t()
    if not pdfium.FPDFFont_GetFontData(font, buffer, length, written):
        return b""
    return bytes(buffer)


def _by_code(data: bytes, coding: Coding) -> Mapping[int, str]:
    """Return texts by character code."""
    if not data:
        return {}
    # Imported here: few files need it.
    from fontTools.ttLib import TTLibError

    # It warns of every oddity of a font; only what it cannot read concerns us.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    try:
        if data[:4] in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
            texts = _of_tables(data)
            if coding.simple:
                return {c: texts[g] for c, g in _simple_glyphs(data).items() if g in texts}
        elif data[:1] == b"\1" and not coding.simple:
            texts = _of_compact(data)
        else:
            return {}
        if coding.glyph_map:
            codes = range(len(coding.glyph_map) // 2)
            return {c: texts[coding.glyph(c)] for c in codes if coding.glyph(c) in texts}
        return texts
    except (TTLibError, *UNREADABLE_FONT) as error:
        log.info("font left alone: %s", error)
    return {}


def _simple_glyphs(data: bytes) -> dict[int, int]:
    """Return glyph numbers by code of a simple TrueType font without an encoding (9.6.5.4)."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, fontNumber=0)
    tables = font["cmap"].tables if "cmap" in font else []
    by_kind = {(table.platformID, table.platEncID): table.cmap for table in tables}
    symbols, apple = by_kind.get((3, 0)), by_kind.get((1, 0))
    found: dict[int, int] = {}
    for code in range(0x100):
        for table, shift in ((symbols, 0xF000), (symbols, 0), (apple, 0)):
            if table and code + shift in table:
                found[code] = font.getGlyphID(table[code + shift])
                break
    return {code: glyph for code, glyph in found.items() if glyph}


def _of_tables(data: bytes) -> dict[int, str]:
    """Return what a TrueType or OpenType font's character map and glyph names say."""
    from fontTools import agl  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, fontNumber=0)
    found: dict[int, str] = {}
    order = font.getGlyphOrder()
    if "post" not in font or font["post"].formatType == 2.0 or "CFF " in font:
        for number, name in enumerate(order):
            text = agl.toUnicode(name)
            if text:
                found[number] = text
    if "cmap" in font:
        for table in font["cmap"].tables:
            if table.isUnicode():
                for code, name in sorted(table.cmap.items(), reverse=True):
                    found[font.getGlyphID(name)] = chr(code)
    return found or _in_apple_order(font)


def _in_apple_order(font: object) -> dict[int, str]:
    """Return ASCII by Apple's order of glyphs, where the widths of a font bear it out."""
    if "hmtx" not in font or "glyf" not in font:  # type: ignore[operator]
        return {}
    order = font.getGlyphOrder()  # type: ignore[attr-defined]
    metrics = font["hmtx"].metrics  # type: ignore[index]
    glyphs = font["glyf"]  # type: ignore[index]
    widths: dict[str, int] = {}
    for number in _APPLE_GLYPHS:
        if number < len(order) and glyphs[order[number]].numberOfContours:
            widths[chr(number + _APPLE_ORDER)] = metrics[order[number]][0]
    digits = {widths[d] for d in "0123456789" if d in widths}
    narrow = [widths[c] for c in "il.,:;|" if c in widths]
    wide = [widths[c] for c in "mwMWOQ@" if c in widths]
    if len(digits) > 1 or not narrow or not wide or max(narrow) * 1.5 > min(wide):
        return {}
    return {number: chr(number + _APPLE_ORDER) for number in _APPLE_GLYPHS}


def _of_compact(data: bytes) -> dict[int, str]:
    """Return what the glyph names of a bare CFF font say."""
    from fontTools import agl
    from fontTools.cffLib import CFFFontSet  # type: ignore[import-untyped]

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[fonts.fontNames[0]]
    if hasattr(top, "ROS"):
        return {}  # names are only numbers
    names = {number: agl.toUnicode(name) for number, name in enumerate(top.charset)}
    return {number: text for number, text in names.items() if text}
