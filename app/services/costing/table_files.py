# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads tables of others: CSV in UTF-8 or CP949, and XLSX; matches their heads with our fields."""

from __future__ import annotations

import codecs
import contextlib
import csv
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from app.errors import AppError
from app.i18n import Language, mark, tr
from app.ledger.fields import FIELDS

_SAMPLE = 20
_MOST_COLUMNS = 200
_LONGEST_CELL = 2000
_MOST_BYTES = 512 * 1024 * 1024
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,  # of XML
    TypeError,
    ValueError,
)
"""What openpyxl lets through of a file that is none of its kind."""


class TableUnreadable(AppError):
    """The file is no table that can be read."""


class ColumnMissing(TableUnreadable):
    """The table lacks what its kind needs."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """A table's first rows, and which column seems to be which field."""

    headers: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    guessed: Mapping[str, str] = field(default_factory=dict)
    """Header by field."""


def guess(headers: Sequence[str], wanted: Iterable[str]) -> dict[str, str]:
    """Return the header of each field that one of the headers is a name of."""
    by_name = {_bare(header): header for header in reversed(headers)}
    found: dict[str, str] = {}
    for name in wanted:
        for said in _heads_of(name):
            header = by_name.get(_bare(said))
            if header is not None and header not in found.values():
                found[name] = header
                break
    return found


def _heads_of(name: str) -> Iterator[str]:
    """Yield what a field's column may be headed with: its name, its label, what people say."""
    yield name
    if (field := FIELDS.get(name)) is not None:
        yield from (tr(field.label, language) for language in Language)
        yield from field.heads


def _bare(header: str) -> str:
    """Return a header without what people write around it: "인쇄 부수(부)" is "인쇄부수"."""
    plain = unicodedata.normalize("NFC", header).casefold()
    return re.sub(r"\(.*?\)|\[.*?\]|[\s_·*:]", "", plain)


def read_columns(path: Path, wanted: Iterable[str] = ()) -> TableHead:
    """Read a table's headers and first rows.

    Args:
        path: of a CSV or XLSX file.
        wanted: fields to guess the headers of; all that are known without them.

    Raises:
        TableUnreadable: it is no such table, or has no first row.
    """
    source = rows_of(path)
    headers = _headers(path, source)
    sample = tuple(tuple(cells) for _, cells in islice(source, _SAMPLE))
    return TableHead(headers, sample, guess(headers, wanted or FIELDS))


def table_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield number and cells by header of each row under the first; empty rows are passed over.

    Raises:
        TableUnreadable: it is no such table, or has no first row.
    """
    source = rows_of(path)
    headers = _headers(path, source)
    for line, cells in source:
        if any(cells):
            yield line, dict(zip(headers, cells, strict=False))


def _headers(path: Path, source: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    for _, cells in source:
        if any(cells):
            return tuple(cells[:_MOST_COLUMNS])
    raise TableUnreadable(
        mark("{file} has no first row with the names of columns."), file=path.name
    )


def rows_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each row, from 1.

    Raises:
        TableUnreadable: it is neither CSV nor XLSX, too large, or damaged.
    """
    try:
        with path.open("rb") as source:
            head = source.read(4)
        size = path.stat().st_size
    except OSError as error:
        raise TableUnreadable(
            mark("{file} cannot be read ({why})."), file=path.name, why=error.strerror or str(error)
        ) from error
    if size > _MOST_BYTES:
        raise TableUnreadable(mark("{file} is larger than 512 MiB. Part it."), file=path.name)
    if head[:4] == b"PK\x03\x04":
        return _xlsx(path)
    if head[:4] == b"\xd0\xcf\x11\xe0":
        raise TableUnreadable(
            mark("{file} is an old or locked Excel file. Save it as .xlsx without a password."),
            file=path.name,
        )
    return _csv(path)


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    line = 0
    try:
        with path.open(encoding=_encoding(path), newline="") as source:
            first = source.read(8192).split("\n", 1)[0]
            source.seek(0)
            reader = csv.reader(source, delimiter=max(",;\t", key=first.count))
            for cells in reader:
                line = reader.line_num
                yield line, [_cell(cell) for cell in cells[:_MOST_COLUMNS]]
    except (csv.Error, UnicodeError) as error:
        raise TableUnreadable(
            mark("{file} cannot be read from line {line} on ({why})."),
            file=path.name,
            line=line + 1,
            why=str(error),
        ) from error


def _encoding(path: Path) -> str:
    """Return UTF-8 if all of the file is, UTF-16 by its mark; else what Korean Excel writes."""
    with path.open("rb") as source:
        if source.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as source:
            while source.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp949"
    return "utf-8-sig"


def _xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as package:
            if sum(entry.file_size for entry in package.infolist()) > 4 * _MOST_BYTES:
                raise TableUnreadable(
                    mark("{file} is larger than 512 MiB. Part it."), file=path.name
                )
        with contextlib.closing(load_workbook(path, read_only=True, data_only=True)) as book:
            sheet = book.worksheets[0]
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield number, [_cell(cell) for cell in cells[:_MOST_COLUMNS]]
    except (InvalidFileException, *_DAMAGE) as error:
        raise TableUnreadable(
            mark("{file} is a damaged Excel file, or none. Save it again as .xlsx."), file=path.name
        ) from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFC", str(value)).strip()[:_LONGEST_CELL]
