# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a file with tables that is packed, of whatever kind it is by its content; in a worker."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from app.i18n import mark
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import Grid
from converters.files import open_ordinary

HEAD_BYTES = 64
"""Bytes at a file's beginning that tell its kind."""
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""Beginnings of Excel's oldest files, which lie in no compound file."""
_PACKAGE = b"PK\x03\x04"
_PACKAGE_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ValueError, LookupError, NotImplementedError, EOFError,
)  # fmt: skip
_DOCUMENT_MARKS = (b"HWP Document File", b"{\\rtf", b"%PDF", b"<?xml version")


def is_packed(head: bytes) -> bool:
    """Tell whether a file is a workbook or a document, by its first bytes; else it is text."""
    return head.startswith((_PACKAGE, _COMPOUND, *_BIFF, *_DOCUMENT_MARKS))


def read_packed(path: Path) -> list[Grid]:
    """Return the sheets of a workbook, or the tables of a document, the first first.

    Raises:
        TableUnreadable: it is damaged, has a password, or no table.
        ConversionError: it is a document that cannot be read.
        OSError: it cannot be opened.
    """
    with open_ordinary(path) as source:
        head = source.read(HEAD_BYTES)
    # Readers come in with the first file of their kind.
    if head.startswith(_PACKAGE):
        return _package(path)
    if head.startswith(_BIFF) or (head.startswith(_COMPOUND) and _has_workbook(path)):
        from app.services.costing.spreadsheets.xls import read_xls

        return read_xls(path)
    return _document(path)


def _document(path: Path) -> list[Grid]:
    from app.services.costing.spreadsheets.documents import read_document_tables

    return read_document_tables(path)


def _package(path: Path) -> list[Grid]:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:100] if "mimetype" in names else b""
    except (*_PACKAGE_DAMAGE, OSError):
        names, kind = {"xl/workbook.xml"}, b""
    if kind.startswith(_ODS):
        from app.services.costing.spreadsheets.ods import read_ods

        return read_ods(path)
    if kind or "word/document.xml" in names:
        return _document(path)
    from app.services.costing.spreadsheets.xlsx import read_xlsx

    return read_xlsx(path)


def _has_workbook(path: Path) -> bool:
    """Tell whether a compound file holds a workbook: other programs of its time used them too."""
    import olefile

    try:
        with open_ordinary(path) as source, olefile.OleFileIO(source) as compound:
            if compound.exists("EncryptedPackage"):
                raise TableUnreadable(
                    mark("{file} has a password. Save it without one."), file=path.name
                )
            return bool(compound.exists("Workbook") or compound.exists("Book"))
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        if not path.suffix.lower().startswith(".xl"):
            # Its own reader has better words for what is left of a document.
            return False
        raise TableUnreadable(
            mark(
                "{file} is a damaged or locked Excel file. "
                "Open it in Excel and save it as .xlsx without a password."
            ),
            file=path.name,
        ) from error
