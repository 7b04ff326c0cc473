# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads XLSX: values as they are shown, merged areas, hidden rows, columns and sheets."""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.i18n import mark
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import (
    MOST_COLUMNS,
    FormulaCell,
    Grid,
    Merge,
    text_of,
    trimmed,
)
from app.services.costing.spreadsheets.number_formats import shown
from converters.files import open_ordinary

_MOST_BYTES = 2 * 1024**3
"""Unpacked, of all parts."""
_LARGE = 48 * 1024**2
"""Unpacked bytes of sheets from which on cells are read in passing, without their formats."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,  # of XML
    TypeError,
    ValueError,
)
"""What openpyxl lets through of a file that is none of its kind."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*?hidden="(?:1|true)")[^>]*?\br="(\d+)"')


def read_xlsx(path: Path) -> list[Grid]:
    """Return the sheets of a workbook.

    Raises:
        TableUnreadable: it is damaged, or too large.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            sheets = sum(part.file_size for part in parts if _SHEET.fullmatch(part.filename))
            if sum(part.file_size for part in parts) > _MOST_BYTES:
                raise TableUnreadable(
                    mark("{file} is larger than 512 MiB. Part it."), file=path.name
                )
            computed = sheets <= _LARGE and any(
                b"<f" in package.read(part) for part in parts if _SHEET.fullmatch(part.filename)
            )
        with _workbook(path, read_only=sheets > _LARGE) as book:
            grids = [_grid(sheet) for sheet in book.worksheets]
            for grid in grids:
                grid.from_1904 = book.epoch.year > 1900
        if sheets > _LARGE:
            _look_at_parts(path, grids)
        if computed:
            _mark_formulas(path, grids)
    except TableUnreadable:
        raise
    except _damage() as error:
        raise TableUnreadable(
            mark("{file} is a damaged Excel file, or none. Save it again as .xlsx."), file=path.name
        ) from error
    return grids


def _damage() -> tuple[type[Exception], ...]:
    from openpyxl.utils.exceptions import InvalidFileException

    return (InvalidFileException, *_DAMAGE)


@contextlib.contextmanager
def _workbook(path: Path, *, read_only: bool, values: bool = True) -> Iterator[Any]:
    from openpyxl import load_workbook

    # A file of ours: openpyxl leaves its own open where it fails, and Windows keeps it from all others.
    with (
        open_ordinary(path) as source,
        contextlib.closing(load_workbook(source, read_only=read_only, data_only=values)) as book,
    ):
        yield book


def _grid(sheet: Any) -> Grid:
    grid = Grid(sheet.title.strip(), hidden=sheet.sheet_state != "visible")
    for line, cells in enumerate(sheet.iter_rows(), 1):
        made = [
            "" if cell.value is None else shown(text_of(cell.value), cell.number_format)
            for cell in cells[:MOST_COLUMNS]
        ]
        grid.rows.append((line, trimmed(made)))
    if not hasattr(sheet, "merged_cells"):
        return grid
    grid.merges = [
        Merge(area.min_row, area.min_col - 1, area.max_row, area.max_col - 1)
        for area in sheet.merged_cells.ranges
    ]
    grid.hidden_rows = frozenset(line for line, row in sheet.row_dimensions.items() if row.hidden)
    grid.hidden_columns = frozenset(
        place - 1
        for column in sheet.column_dimensions.values()
        if column.hidden
        for place in range(column.min or 1, (column.max or 0) + 1)
    )
    grid.filtered = _rows_of_filter(sheet.auto_filter.ref)
    return grid


def _rows_of_filter(area: str | None) -> range:
    match = re.fullmatch(r"\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)", area or "")
    return range(int(match[1]) + 1, int(match[2]) + 1) if match else range(0)


def _mark_formulas(path: Path, grids: list[Grid]) -> None:
    """Put the formula into each cell that has one and no result of it: it is not empty."""
    with _workbook(path, read_only=False, values=False) as book:
        for grid, sheet in zip(grids, book.worksheets, strict=True):
            for (_, cells), row in zip(grid.rows, sheet.iter_rows(), strict=True):
                for place, cell in enumerate(row[:MOST_COLUMNS]):
                    if cell.data_type == "f" and not (place < len(cells) and cells[place]):
                        cells.extend([""] * (place + 1 - len(cells)))
                        cells[place] = FormulaCell(f"={str(cell.value).lstrip('=')}")


def _look_at_parts(path: Path, grids: list[Grid]) -> None:
    """Find merged areas and hidden rows of sheets that are too large to be held whole."""
    from openpyxl.utils import column_index_from_string

    with _workbook(path, read_only=True) as book, zipfile.ZipFile(path) as package:
        for grid, sheet in zip(grids, book.worksheets, strict=True):
            part = package.read(sheet._worksheet_path.lstrip("/"))  # noqa: SLF001 - has no name
            grid.merges = [
                Merge(
                    int(top),
                    column_index_from_string(left.decode()) - 1,
                    int(bottom),
                    column_index_from_string(right.decode()) - 1,
                )
                for left, top, right, bottom in _MERGED.findall(part)
            ]
            grid.hidden_rows = frozenset(int(line) for line in _HIDDEN_ROW.findall(part))
