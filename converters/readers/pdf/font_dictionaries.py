# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the character codes of a font lead to glyphs of its program (ISO 32000-2, 9.6.5, 9.7.4).

PDFium knows it and does not tell. It matters only where the font's program has to say which
characters its glyphs are; pypdf is asked then, for files that it can hold a second time.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from converters.readers.pdf.engine import Engine

log = logging.getLogger(__name__)

_FILE_BYTES = 64 * 1024 * 1024
_DEEPEST_FORM = 6
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_IDENTITY = ("/Identity-H", "/Identity-V")


@dataclass(frozen=True, slots=True)
class Coding:
    """What a font dictionary says of its codes."""

    simple: bool
    """One byte a code, and the program's own character map leads on."""
    silent: bool = False
    """Whether neither an encoding nor a ToUnicode map says what a simple font's codes are."""
    glyph_map: bytes = b""
    """CIDToGIDMap: two bytes for each CID; empty where CIDs are glyph numbers."""

    def glyph(self, code: int) -> int:
        """Return the glyph of a code of a composite font; 0 for none."""
        if not self.glyph_map:
            return code
        return int.from_bytes(self.glyph_map[2 * code : 2 * code + 2], "big")


class FontDictionaries:
    """The fonts of one file, looked up when they are needed.

    Args:
        engine: the open file.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file: Any = None
        self._is_open = False

    def coding(self, page: int, name: str, length: int) -> Coding | None:
        """Return the coding of a font; None where nobody can tell.

        Args:
            page: from 0, that uses the font.
            name: PostScript name without the subset's prefix.
            length: bytes of its program.
        """
        # Imported here: it is slow to load, and few files need it.
        from pypdf.errors import PyPdfError

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                file = self._opened()
                if file is None:
                    return None
                for font in _fonts_of(file.pages[page], 0):
                    if _SUBSET.sub("", str(font.get("/BaseFont", ""))[1:]) == name:
                        found = _coding(font, length)
                        if found is not None:
                            return found
        except RecursionError:
            log.info("pypdf goes too deep; a font is left alone")
        except (PyPdfError, *_ANYTHING) as error:
            log.info("pypdf: %s; a font is left alone", error)
        return None

    def _opened(self) -> Any:
        if self._is_open or len(self._engine.data) > _FILE_BYTES:
            return self._file
        self._is_open = True
        import pypdf

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        file = pypdf.PdfReader(io.BytesIO(self._engine.data), strict=False)
        words = ("", *self._engine.passwords)
        if not file.is_encrypted or any(file.decrypt(word) for word in words):
            self._file = file
        return self._file


_ANYTHING = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    NotImplementedError,
)
"""What pypdf lets through on damaged files, besides errors of its own."""


def _fonts_of(holder: Any, depth: int) -> Iterator[Any]:
    """Yield the font dictionaries of a page or a form, and of the forms that it uses."""
    resources = _entry(holder, "/Resources")
    for font in (_entry(resources, "/Font") or {}).values():
        if hasattr(font.get_object(), "get"):
            yield font.get_object()
    if depth < _DEEPEST_FORM:
        for form in (_entry(resources, "/XObject") or {}).values():
            if _entry(form.get_object(), "/Subtype") == "/Form":
                yield from _fonts_of(form.get_object(), depth + 1)


def _entry(holder: Any, name: str) -> Any:
    value = holder.get(name) if hasattr(holder, "get") else None
    return value.get_object() if value is not None else None


def _coding(font: Any, length: int) -> Coding | None:
    kind = _entry(font, "/Subtype")
    if kind == "/TrueType" and _length(font) == length:
        given = (_entry(font, "/Encoding"), _entry(font, "/ToUnicode"))
        return Coding(simple=True, silent=given == (None, None))
    if kind != "/Type0" or _entry(font, "/Encoding") not in _IDENTITY:
        return None
    parts = _entry(font, "/DescendantFonts")
    descendant = parts[0].get_object() if parts else None
    if descendant is None or _length(descendant) != length:
        return None
    table = _entry(descendant, "/CIDToGIDMap")
    return Coding(False, glyph_map=table.get_data() if hasattr(table, "get_data") else b"")


def _length(font: Any) -> int:
    descriptor = _entry(font, "/FontDescriptor")
    programs = (_entry(descriptor, name) for name in _PROGRAMS)
    program = next((program for program in programs if program is not None), None)
    return len(program.get_data()) if program is not None else 0
