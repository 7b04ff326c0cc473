# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fonts that stand in for those that a PDF names and does not embed.

PDFium looks for them among the fonts of the machine: the same file would be read, and drawn, in
another way wherever others are installed. It is given those of this program instead. That was
seen on Linux; on Windows PDFium asks the system whatever it is told, and on macOS nobody has looked.
"""

from __future__ import annotations

import ctypes
import os
from importlib.resources import files

import pypdfium2.raw as pdfium

_VERSION = 2
"""Of the configuration, from which on it names folders of fonts."""
_FOLDERS = (ctypes.c_char_p * 2)(os.fsencode(str(files("assets") / "fonts")), None)
"""Ends with NULL; PDFium keeps the pointer."""


def use_own_fonts() -> None:
    """Start PDFium again with the fonts of this program; before any file is open."""
    pdfium.FPDF_DestroyLibrary()
    folders = ctypes.cast(_FOLDERS, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)))
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(_VERSION, folders, None, 0))
