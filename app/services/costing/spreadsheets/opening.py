# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opens a file with tables, of whatever kind it is by its content."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from app.i18n import mark
from app.messages import os_reason
from app.services.costing.spreadsheets.delimited import read_delimited
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import Grid
from converters.files import open_ordinary

TABLE_ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".hwp", ".hwpx", ".docx")
"""Endings of files that hold tables; what they are is told by their content."""
_MOST_BYTES = 512 * 1024 * 1024
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""Beginnings of Excel's oldest files, which lie in no compound file."""
_PACKAGE_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ValueError, LookupError, NotImplementedError, EOFError,
)  # fmt: skip
_DOCUMENT_MARKS = (b"HWP Document File", b"{\\rtf", b"%PDF", b"<?xml version")


def grids_of(path: Path) -> list[Grid]:
    """Return the sheets or tables of a file, the first first.

    Raises:
        TableUnreadable: it cannot be opened, is too large, damaged, or no file with tables.
    """
    try:
        with open_ordinary(path) as source:
            head = source.read(64)
        size = path.stat().st_size
    except OSError as error:
        raise TableUnreadable(
            mark("{file} cannot be read ({why})."), file=path.name, why=os_reason(error)
        ) from error
    if size > _MOST_BYTES:
        raise TableUnreadable(mark("{file} is larger than 512 MiB. Part it."), file=path.name)
    try:
        return _read(path, head)
    except OSError as error:
        raise TableUnreadable(
            mark("{file} cannot be read ({why})."), file=path.name, why=os_reason(error)
        ) from error


def _read(path: Path, head: bytes) -> list[Grid]:
    # Readers come in with the first file of their kind.
    if head.startswith(b"PK\x03\x04"):
        return _package(path)
    if head.startswith(_COMPOUND):
        if _has_workbook(path):
            from app.services.costing.spreadsheets.xls import read_xls

            return read_xls(path)
        return _document(path)
    if head.startswith(_BIFF):
        from app.services.costing.spreadsheets.xls import read_xls

        return read_xls(path)
    if head.startswith(_DOCUMENT_MARKS):
        return _document(path)
    return read_delimited(path)


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
        raise TableUnreadable(
            mark(
                "{file} is a damaged or locked Excel file. "
                "Open it in Excel and save it as .xlsx without a password."
            ),
            file=path.name,
        ) from error
