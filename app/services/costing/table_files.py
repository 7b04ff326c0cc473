# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chooses the tables of a file of others: its sheet, or the sheets that are one table in parts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.i18n import mark
from app.ledger.fields import FIELDS, Measure
from app.services.costing.column_heads import TableNotes, notes_in
from app.services.costing.departments import department_in
from app.services.costing.spreadsheets.errors import SheetDoubtful, TableUnreadable
from app.services.costing.spreadsheets.grid import Grid
from app.services.costing.spreadsheets.opening import grids_of
from app.services.costing.table_heads import (
    SheetTable,
    TableHead,
    TablePart,
    same_head,
    short_lines,
    table_in,
    with_notes,
)
from app.services.costing.table_rows import is_plain_note

_BULLET = re.compile(r"\s*(?:[□■○●◇◆◎▣▶]|\d{1,2}\s*[.)]|[가-하]\s*[.)])\s*\S")
_SET_ASIDE = re.compile(
    r"예시|양식|서식|샘플|견본|작성\s*요령|작성\s*방법|example|template|sample", re.I
)
"""Names of sheets that show how to fill in others."""


_PART_OF_YEAR = re.compile(r"#\s*(?:월|분기|/\s*4)|#반기")
"""What is common to the names of sheets that are parts of a year."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """The tables of a file that are read as one."""

    tables: tuple[SheetTable, ...]
    hidden_sheets: tuple[str, ...] = ()
    """Hidden sheets that hold something and are not read."""


# ------------------------------------------------------------ sheets


def open_table(
    path: Path,
    fields: Sequence[str],
    part: TablePart | None = None,
    fits: Collection[Collection[str]] = (),
    chosen: Mapping[str, str] | None = None,
) -> TableFile:
    """Return the table of a file, or those of its sheets that are one table in parts.

    Args:
        path: of the file.
        fields: that the head may name.
        part: sheet and row of the head, where they are not plain.
        fits: groups of fields; a sheet that names one of each group may be the table.
        chosen: header by field, as a person chose.

    Raises:
        TableUnreadable: it is no such table, or has no such row or sheet.
        SheetDoubtful: more than one sheet could be it.
    """
    part = part or TablePart()
    grids = [grid for grid in grids_of(path) if any(any(cells) for _, cells in grid.rows)]
    names = tuple(grid.name for grid in grids if grid.name)
    asked = _chosen(path, grids, part.sheet) if part.sheet else grids
    tables = [table for grid in asked if (table := table_in(grid, fields, part)) is not None]
    if not tables:
        raise TableUnreadable(
            mark("{file} has no row with the names of columns. Write one above the orders."),
            file=path.name,
        )
    if part.sheet:
        everywhere = [one for grid in grids if (one := table_in(grid, fields, TablePart()))]
    else:
        everywhere = tables
        tables = _likely(path, tables, fits, chosen or {})
    tables = _with_common_notes(path, tables, everywhere, fields)
    read = tuple(table.grid.name for table in tables)
    left = [grid for grid in grids if grid.name not in read]
    seen = tuple(grid.name for grid in left if not grid.hidden)
    return TableFile(
        tuple(
            replace(
                table,
                head=replace(table.head, sheets=names, other_sheets=seen, together=read),
            )
            for table in tables
        ),
        tuple(grid.name for grid in left if grid.hidden),
    )


def _chosen(path: Path, grids: Sequence[Grid], sheet: str) -> list[Grid]:
    if not any(grid.name for grid in grids):
        raise TableUnreadable(
            mark("{file} has no sheets. Leave the name of the sheet out."), file=path.name
        )
    named = [grid for grid in grids if same_head(grid.name, sheet)]
    if not named and sheet.isdecimal() and 1 <= int(sheet) <= len(grids):
        named = [grids[int(sheet) - 1]]
    if not named:
        raise TableUnreadable(
            mark("{file} has no sheet “{sheet}”. Choose one of these: {sheets}."),
            file=path.name,
            sheet=sheet,
            sheets=", ".join(grid.name for grid in grids),
        )
    return named[:1]


def _likely(
    path: Path,
    tables: Sequence[SheetTable],
    fits: Collection[Collection[str]],
    chosen: Mapping[str, str],
) -> list[SheetTable]:
    """Return the table, or the parts of it; the best candidate where none has all that is needed."""
    open_ones = [table for table in tables if not table.grid.hidden] or list(tables)
    fitting = [
        table
        for table in open_ones
        if all(any(_names(table.head, name, chosen) for name in group) for group in fits)
        and not _SET_ASIDE.search(table.grid.name)
    ]
    if not fits or not fitting:
        return [max(open_ones, key=lambda table: len(table.head.guessed))]
    if len(fitting) == 1 or _is_series(fitting):
        return fitting
    raise SheetDoubtful(
        mark(
            "{file} has more than one sheet that could be the table: {sheets}. "
            "Take them in one after the other with --sheet NAME."
        ),
        tuple(table.grid.name for table in fitting),
        file=path.name,
        sheets=", ".join(table.grid.name for table in fitting),
    )


def _names(head: TableHead, name: str, chosen: Mapping[str, str]) -> bool:
    """Tell whether a head has a column for a field: as a person chose, or else as it seems."""
    if name in chosen:
        return bool(chosen[name]) and head.named(chosen[name]) is not None
    return name in head.guessed


def _is_series(tables: Sequence[SheetTable]) -> bool:
    """Tell whether tables are parts of one: of one document, or sheets "1월", "2월", "3월".

    Sheets named after departments are parts too. Those of parts of a year need not have the same
    columns, for each is read by its own head.
    """
    alike = len({_names_of(table) for table in tables}) == 1
    said = [table.grid.name for table in tables]
    if any(re.search(r"\(\d+\)$", name) for name in said):
        return False
    names = {re.sub(r"\d+|상(?=반기)|하(?=반기)", "#", name) for name in said}
    of_year = len(names) == 1 and _PART_OF_YEAR.search(next(iter(names))) is not None
    numbered = len(names) == 1 and "#" in next(iter(names))
    documents = all(table.grid.of_document for table in tables)
    return of_year or (alike and (documents or numbered or all(map(department_in, said))))


def _names_of(table: SheetTable) -> tuple[str, ...]:
    return tuple(head.name for head in table.head.heads.values())


def _with_common_notes(
    path: Path,
    tables: Sequence[SheetTable],
    everywhere: Sequence[SheetTable],
    fields: Sequence[str],
) -> list[SheetTable]:
    """Return tables with the notes that stand once above all tables of a document.

    Raises:
        TableUnreadable: a note stands above one table and not above another that is like it, so
            that nobody can tell whether it counts there.
    """
    common = _common_notes(everywhere)
    if len(tables) > 1:
        last = _notes_of_last(tables)
        common = TableNotes((*common.units, *last.units), common.tax or last.tax)
    made: list[SheetTable] = []
    for table in tables:
        own = table.head.notes
        units = [u for u in common.units if all(u.measure is not one.measure for one in own.units)]
        notes = TableNotes((*own.units, *units), own.tax or common.tax, own.unclear)
        for other in everywhere:
            said = other.head.notes
            alike = other.grid.name != table.grid.name and _names_of(other) == _names_of(table)
            # Parts of one list that differ in their heads must each say their unit all the same.
            alike = alike or (other in tables and other is not table and not _says_won(table))
            if alike and (
                {unit.measure for unit in said.units} - {unit.measure for unit in notes.units}
                or (said.tax is not None and notes.tax is None)
            ):
                raise TableUnreadable(
                    mark(
                        "{file}: a unit or tax is stated above “{other}” and not above “{sheet}”, "
                        "which has the same columns. Write it above each, or into the heads."
                    ),
                    file=path.name,
                    other=other.grid.name,
                    sheet=table.grid.name,
                )
        made.append(table if notes == own else with_notes(table, notes, fields))
    return made


def _says_won(table: SheetTable) -> bool:
    """Tell whether a table says itself in what its amounts are counted."""
    heads = (head for name, head in table.head.heads.items() if name in _amounts_of(table))
    noted = any(unit.measure is Measure.WON for unit in table.head.notes.units)
    return noted or any(head.unit is not None for head in heads)


def _amounts_of(table: SheetTable) -> set[str]:
    guessed = table.head.guessed
    return {guessed[name] for name in ("amount", "gross") if name in guessed}


def _notes_of_last(tables: Sequence[SheetTable]) -> TableNotes:
    """Return what plain notes below the last table of a document say, which count for all of it."""
    if not all(table.grid.of_document for table in tables):
        return TableNotes()
    below = [line for line in tables[-1].grid.below if is_plain_note(line)]
    notes = notes_in(below)
    return TableNotes() if notes.unclear else notes


def _common_notes(tables: Sequence[SheetTable]) -> TableNotes:
    """Return what is said of all tables of a document: before the heading of the first."""
    if len(tables) < 2 or not tables[0].grid.of_document:
        return TableNotes()
    above = tables[0].grid.above
    headings = [at for at, line in enumerate(above) if _BULLET.match(line)]
    return notes_in(short_lines(above[: headings[-1]])) if headings else TableNotes()


def read_columns(
    path: Path,
    wanted: Iterable[str] = (),
    part: TablePart | None = None,
    fits: Collection[Collection[str]] = (),
    chosen: Mapping[str, str] | None = None,
) -> TableHead:
    """Read a table's headers and first rows.

    The head is found: lines above it are a title, or say units. It may have several rows.

    Args:
        path: of a file with tables.
        wanted: fields to guess the headers of; all that are known without them.
        part: sheet and row of the head, where they are not plain.
        fits: groups of fields; a sheet that names one of each group may be the table.
        chosen: header by field, as a person chose.

    Raises:
        TableUnreadable: it is no such table, or has no such row or sheet.
    """
    return open_table(path, tuple(wanted) or tuple(FIELDS), part, fits, chosen).tables[0].head
