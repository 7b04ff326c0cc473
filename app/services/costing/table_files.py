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
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from app.errors import AppError
from app.i18n import Language, mark, tr
from app.ledger.fields import FIELDS
from app.messages import os_reason
from app.services.costing.column_heads import ColumnHead, TableNotes, Tax, head_of, notes_in
from converters.exports.csv_tables import as_it_was
from converters.files import open_ordinary

_SAMPLE = 20
_MOST_ABOVE = 15
"""Rows among which the head is looked for."""
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
class TablePart:
    """Which part of a file is the table, where that is not plain."""

    sheet: str = ""
    """Name of the sheet, or its number from 1; the first without one."""
    header_row: int = 0
    """Number of the row with the names of columns, from 1; 0 finds it."""


@dataclass(frozen=True, slots=True)
class TableHead:
    """A table's head and first rows, and which column seems to be which field."""

    headers: tuple[str, ...]
    """Each once: of two that are alike, each has the letter of its column, as in "금액 [D]"."""
    sample: tuple[tuple[str, ...], ...]
    guessed: Mapping[str, str] = field(default_factory=dict)
    """Header by field."""
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Headers by field, where more than one could be it; a person chooses."""
    heads: Mapping[str, ColumnHead] = field(default_factory=dict)
    """Each header taken apart."""
    notes: TableNotes = field(default_factory=TableNotes)
    """What the lines above the head say."""
    line: int = 1
    """Number of the head's row."""
    part: TablePart = field(default_factory=TablePart)
    other_sheets: tuple[str, ...] = ()
    """Sheets of the same file that hold something too, and are not read."""

    def named(self, column: str) -> str | None:
        """Return the header that a person means: as it stands, or by the letter of its column."""
        if column in self.headers:
            return column
        if re.fullmatch("[A-Za-z]{1,2}", column):
            at = _number_of(column)
            return self.headers[at] if at < len(self.headers) else None
        return None


def guess(
    headers: Sequence[str],
    wanted: Iterable[str],
    heads: Mapping[str, ColumnHead] | None = None,
) -> dict[str, str]:
    """Return the header of each field that one of the headers is a name of.

    Args:
        headers: of the table.
        wanted: fields, those first that have the first claim to a header.
        heads: the headers taken apart, where lines above them say something too.
    """
    apart = heads or {header: head_of(header) for header in headers}
    found: dict[str, str] = {}
    wanted = tuple(wanted)
    for name in wanted:
        for said in _heads_of(name):
            fitting = (h for h in headers if said in _meanings(name, apart[h], wanted))
            header = next((h for h in fitting if h not in found.values()), None)
            if header is not None:
                found[name] = header
                break
    return found


def doubts(
    headers: Sequence[str],
    guessed: Mapping[str, str],
    heads: Mapping[str, ColumnHead],
    wanted: Sequence[str],
) -> dict[str, tuple[str, ...]]:
    """Return the headers of each field that has more than one, so that nobody's choice is made.

    Two columns of one name are never chosen from. Of two names of a field, the likelier is taken
    for a text; of amounts and counts none is, for the other may hold what was meant.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, chosen in guessed.items():
        known = set(_heads_of(name))
        others = [h for h in headers if h == chosen or h not in guessed.values()]
        fitting = [h for h in others if known & set(_meanings(name, heads[h], wanted))]
        if FIELDS[name].measure is None:
            fitting = [h for h in fitting if heads[h].name == heads[chosen].name]
        if len(fitting) > 1:
            found[name] = tuple(fitting)
    return found


@cache
def _heads_of(name: str) -> tuple[tuple[str, Tax | None], ...]:
    """Return what a field's column may be headed with: its name, its label, what people say."""
    said = [name]
    if (field := FIELDS.get(name)) is not None:
        said += [tr(field.label, language) for language in Language]
        said += field.heads
    apart = (head_of(one) for one in said)
    return tuple(dict.fromkeys((head.name, head.tax) for head in apart))


def _meanings(
    name: str, head: ColumnHead, wanted: Sequence[str]
) -> Iterator[tuple[str, Tax | None]]:
    """Yield the names of a field that a head may stand for.

    An amount with tax is a gross amount, whatever it is called, and a sum without tax is none.
    """
    if name not in ("amount", "gross") or "gross" not in wanted:
        yield head.name, head.tax
        yield head.name, None
        return
    own = {"amount": Tax.EXCLUDED, "gross": Tax.INCLUDED}[name]
    if head.tax in (None, own):
        yield head.name, head.tax
        yield head.name, None
    if head.tax is own:
        other = "gross" if name == "amount" else "amount"
        if (head.name, None) in _heads_of(other):
            yield _heads_of(name)[0]


def read_columns(
    path: Path, wanted: Iterable[str] = (), part: TablePart | None = None
) -> TableHead:
    """Read a table's headers and first rows.

    The head is the first row that names columns of ours; lines above it are a title, or say units.

    Args:
        path: of a CSV or XLSX file.
        wanted: fields to guess the headers of; all that are known without them.
        part: sheet and row of the head, where they are not plain.

    Raises:
        TableUnreadable: it is no such table, or has no such row or sheet.
    """
    part = part or TablePart()
    fields = tuple(wanted) or tuple(FIELDS)
    source = rows_of(path, part.sheet)
    first = list(islice(source, max(_MOST_ABOVE + _SAMPLE, part.header_row + _SAMPLE)))
    at = _head_at(first, fields, part.header_row)
    if at is None:
        raise TableUnreadable(
            mark("{file} has no first row with the names of columns."), file=path.name
        )
    line, cells = first[at]
    notes = notes_in(cell for _, above in first[:at] for cell in above if cell)
    headers = _once_each(cells)
    heads = {h: head_of(c, notes) for h, c in zip(headers, cells, strict=False)}
    guessed = guess(headers, fields, heads)
    return TableHead(
        headers,
        tuple(tuple(cells) for _, cells in first[at + 1 : at + 1 + _SAMPLE]),
        guessed,
        doubts(headers, guessed, heads, fields),
        heads,
        notes,
        line,
        part,
        _other_sheets(path, part.sheet),
    )


def _head_at(
    rows: Sequence[tuple[int, list[str]]], fields: Sequence[str], asked: int
) -> int | None:
    if asked:
        return next(
            (n for n, (line, cells) in enumerate(rows) if line == asked and any(cells)), None
        )
    filled = [n for n, (_, cells) in enumerate(rows[:_MOST_ABOVE]) if any(cells)]
    if not filled:
        return None
    known = {n: len(guess(_once_each(rows[n][1]), fields)) for n in filled}
    return next((n for n in filled if known[n] > 1), filled[0])


def _once_each(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        cell if cell and cells.count(cell) == 1 else f"{cell} [{_letter(at)}]".strip()
        for at, cell in enumerate(cells[:_MOST_COLUMNS])
    )


def _letter(at: int) -> str:
    """Return what a spreadsheet calls the column ``at``, from 0."""
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def table_rows(path: Path, head: TableHead) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield number and cells by header of each row under the head; empty rows are passed over.

    Raises:
        TableUnreadable: it is no such table.
    """
    for line, cells in rows_of(path, head.part.sheet):
        if line > head.line and any(cells):
            yield line, dict(zip(head.headers, cells, strict=False))


def rows_of(path: Path, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """Yield number and cells of each row, from 1.

    Args:
        path: of a CSV or XLSX file.
        sheet: name or number of a workbook's sheet; the first without one.

    Raises:
        TableUnreadable: it is neither CSV nor XLSX, too large, or damaged, or has no such sheet.
    """
    try:
        with open_ordinary(path) as source:
            head = source.read(4)
        size = path.stat().st_size
    except OSError as error:
        raise TableUnreadable(
            mark("{file} cannot be read ({why})."), file=path.name, why=os_reason(error)
        ) from error
    if size > _MOST_BYTES:
        raise TableUnreadable(mark("{file} is larger than 512 MiB. Part it."), file=path.name)
    if head[:4] == b"PK\x03\x04":
        return _xlsx(path, sheet)
    if head[:4] == b"\xd0\xcf\x11\xe0":
        raise TableUnreadable(
            mark("{file} is an old or locked Excel file. Save it as .xlsx without a password."),
            file=path.name,
        )
    if sheet:
        raise TableUnreadable(mark("{file} has no sheets."), file=path.name)
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


@contextlib.contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as package:
            if sum(entry.file_size for entry in package.infolist()) > 4 * _MOST_BYTES:
                raise TableUnreadable(
                    mark("{file} is larger than 512 MiB. Part it."), file=path.name
                )
        # A file of ours: openpyxl leaves its own open where it fails, and Windows keeps it from all others.
        with (
            open_ordinary(path) as source,
            contextlib.closing(load_workbook(source, read_only=True, data_only=True)) as book,
        ):
            yield book
    except (InvalidFileException, *_DAMAGE) as error:
        raise TableUnreadable(
            mark("{file} is a damaged Excel file, or none. Save it again as .xlsx."), file=path.name
        ) from error


def _xlsx(path: Path, sheet: str) -> Iterator[tuple[int, list[str]]]:
    with _workbook(path) as book:
        rows = _sheet_named(path, book, sheet).iter_rows(values_only=True)
        for number, cells in enumerate(rows, 1):
            yield number, [_cell(cell) for cell in cells[:_MOST_COLUMNS]]


def _sheet_named(path: Path, book: Any, sheet: str) -> Any:
    if not sheet:
        return book.worksheets[0]
    for one in book.worksheets:
        if one.title.strip() == sheet.strip():
            return one
    if sheet.isdecimal() and 1 <= int(sheet) <= len(book.worksheets):
        return book.worksheets[int(sheet) - 1]
    raise TableUnreadable(
        mark("{file} has no sheet “{sheet}”. It has: {sheets}."),
        file=path.name,
        sheet=sheet,
        sheets=", ".join(one.title for one in book.worksheets),
    )


def _other_sheets(path: Path, sheet: str) -> tuple[str, ...]:
    """Return the names of the sheets that hold something and are not read."""
    with path.open("rb") as source:
        if source.read(4) != b"PK\x03\x04":
            return ()
    with _workbook(path) as book:
        read = _sheet_named(path, book, sheet)
        return tuple(
            one.title
            for one in book.worksheets
            if one.title != read.title
            and any(any(row) for row in islice(one.iter_rows(values_only=True), _MOST_ABOVE))
        )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return as_it_was(unicodedata.normalize("NFC", str(value)).strip())[:_LONGEST_CELL]
