# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the head of the table in one sheet, of one or more rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.ledger.fields import FIELDS
from app.services.costing.column_heads import (
    ColumnHead,
    TableNotes,
    head_of,
    notes_in,
    plain,
    tax_in,
    unit_of,
    with_note,
)
from app.services.costing.columns_by_cells import told_by_cells
from app.services.costing.head_fields import changed_amount, doubts, guess
from app.services.costing.spreadsheets.grid import Grid, Merge

_SAMPLE = 20
_MOST_ABOVE = 30
"""Rows among which the head is looked for."""
_MOST_HEAD_ROWS = 3
_NUMERIC = re.compile(r"[-+(△▲₩￦]?\s*\d[\d,.]*\s*\)?\s*\S{0,3}")


@dataclass(frozen=True, slots=True)
class TablePart:
    """Which part of a file is the table, where that is not plain."""

    sheet: str = ""
    """Name of the sheet, or its number from 1; the first without one."""
    header_row: int = 0
    """Number of the row with the names of columns, from 1; 0 finds it."""


@dataclass(frozen=True, slots=True)
class NotParted:
    """Why months that are laid across are not read as orders."""

    reason: str
    """A message id."""
    line: int
    columns: tuple[str, ...]


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
    last_line: int = 1
    """Number of the last of the head's rows."""
    part: TablePart = field(default_factory=TablePart)
    sheet: str = ""
    """Name of the sheet that is read; empty where the file has no names for any."""
    sheets: tuple[str, ...] = ()
    """Names of all sheets that can be chosen."""
    together: tuple[str, ...] = ()
    """Names of the sheets that are read as one table with this one."""
    other_sheets: tuple[str, ...] = ()
    """Sheets of the same file that hold something too, and are not read."""
    by_cells: Mapping[str, str] = field(default_factory=dict)
    """Of the guesses, those that follow from the cells below and not from the head."""
    first_agreed: str = ""
    """Header of the amounts that count where the column of the changed ones is empty."""
    not_parted: NotParted | None = None
    """Its months are laid across, and are not read as orders."""

    def named(self, column: str) -> str | None:
        """Return the header that a person means: as it stands, or by the letter of its column."""
        if column in self.headers:
            return column
        alike = [header for header in self.headers if same_head(header, column)]
        if len(alike) == 1:
            return alike[0]
        if re.fullmatch("[A-Za-z]{1,2}", column):
            at = _number_of(column)
            return self.headers[at] if at < len(self.headers) else None
        return None


@dataclass(frozen=True, slots=True)
class RowDoubt:
    """Why nothing of a row is entered; ``reason`` is a message id with ``{value}``."""

    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class PartedRows:
    """What became of rows that hold an order for each month."""

    doubts: Mapping[int, RowDoubt]
    """By line, why a row is refused whole."""
    empty: tuple[int, ...]
    """Lines in which no month says anything."""
    hidden: tuple[str, ...]
    """Heads of months whose columns are hidden."""
    word: str
    """Header that the months have now."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet with its head."""

    grid: Grid
    head: TableHead
    spans: Mapping[tuple[int, int], Merge]
    parted: PartedRows | None = None
    """Where months were laid across: what became of its rows."""

    @property
    def above(self) -> tuple[str, ...]:
        """Texts over the head: titles, units, notes."""
        over = (cell for line, cells in self.grid.rows if line < self.head.line for cell in cells)
        return (*self.grid.above, *filter(None, over))


def same_head(one: str, other: str) -> bool:
    """Whether two heads are the same words, whatever their blanks."""
    return re.sub(r"\s", "", plain(one)) == re.sub(r"\s", "", plain(other))


# ------------------------------------------------------------ the head of a sheet


@dataclass(frozen=True, slots=True)
class _HeadRows:
    """Rows that may be a head, and how many fields they name."""

    first: int
    """Place among the rows of the grid."""
    depth: int
    columns: tuple[tuple[str, ...], ...]
    """The cells of each column, the uppermost first."""
    known: int


def _head_rows(
    grid: Grid, spans: Mapping[tuple[int, int], Merge], fields: Sequence[str], asked: int
) -> _HeadRows | None:
    """Return the rows of the head: those that name the most fields, and of these the first."""
    rows = grid.rows
    if asked:
        starts = [at for at, (line, cells) in enumerate(rows) if line == asked and any(cells)]
    else:
        filled = (at for at, (_, cells) in enumerate(rows) if any(cells))
        starts = [at for _, at in zip(range(_MOST_ABOVE), filled, strict=False)]
    best: _HeadRows | None = None
    for at in starts:
        for depth in range(1, _MOST_HEAD_ROWS + 1):
            if depth > 1 and not goes_on(grid, spans, at, depth):
                break
            columns = columns_in(grid, spans, at, depth)
            known = len(_guessed(columns, fields))
            # A row of units belongs to the head above it, although it names nothing.
            units = depth > 1 and all(map(_is_unit, filter(None, grid.rows[at + depth - 1][1])))
            same = best is not None and best.first == at and best.known == known
            # So does one that parts what is one above it: "계획" and "발간" below "부수".
            parts = best is not None and _repeats(columns) < _repeats(best.columns)
            if best is None or known > best.known or (same and (units or parts)):
                best = _HeadRows(at, depth, columns, known)
    if best is not None and best.known < 2 and not asked:
        # Nothing names our fields: the first row is shown, and a person says what is what.
        at = starts[0]
        best = _HeadRows(at, 1, columns_in(grid, spans, at, 1), best.known)
    return best


def _repeats(columns: Sequence[tuple[str, ...]]) -> int:
    """Return how many heads are not the only one of their kind."""
    said = [parts for parts in columns if parts]
    return len(said) - len(set(said))


def _guessed(columns: Sequence[tuple[str, ...]], fields: Sequence[str]) -> dict[str, str]:
    headers = _once_each([_joined(parts) for parts in columns])
    heads = {
        header: head_of(_joined(parts), None, parts)
        for header, parts in zip(headers, columns, strict=True)
    }
    return _guessed_with_changes(headers, fields, heads)[0]


def goes_on(
    grid: Grid,
    spans: Mapping[tuple[int, int], Merge],
    at: int,
    depth: int,
    names: Callable[[str], bool] = lambda cell: False,
) -> bool:
    """Tell whether the row ``at + depth - 1`` may belong to the head that begins at ``at``.

    Args:
        grid: the sheet.
        spans: its merged areas.
        at: place of the head's first row.
        depth: how many rows it would have.
        names: tells of a cell that looks like a number whether it names a column.
    """
    low = at + depth - 1
    if low >= len(grid.rows):
        return False
    (line, upper), (below, cells) = grid.rows[low - 1], grid.rows[low]
    if below != line + 1 or not any(cells):
        return False
    said = {column: cell for column, cell in enumerate(cells) if cell}
    if all(_is_unit(cell) for cell in said.values()):
        return True
    if any(_NUMERIC.fullmatch(cell) and not names(cell) for cell in said.values()):
        return False
    if grid.merges:
        reaching = (
            (merge := spans.get((line, column))) is not None and merge.bottom >= below
            for column, cell in enumerate(upper)
            if cell or (line, column) in spans
        )
        split = any(
            (merge := spans.get((line, column))) is not None and merge.wide and merge.bottom == line
            for column in said
        )
        return split or any(reaching)
    # Without merged areas: each column is named in one of the rows, or begins a group.
    wide = max(len(upper), len(cells))
    empty = [column for column in range(wide) if not (column < len(upper) and upper[column])]
    return bool(said) and bool(empty) and set(empty) <= set(said) and len(said) < wide


def _is_unit(cell: str) -> bool:
    """Tell whether a cell below a head says its unit or tax, and nothing else: "(천원)"."""
    bare = cell.strip().strip("()[]（）")
    parts = [part for part in re.split(r"[,/]", bare) if part.strip()]
    return bool(parts) and all(
        not part.strip().isdecimal() and (unit_of(part) is not None or tax_in(part) is not None)
        for part in parts
    )


def columns_in(
    grid: Grid, spans: Mapping[tuple[int, int], Merge], at: int, depth: int
) -> tuple[tuple[str, ...], ...]:
    """Return the cells of each column in rows of a head, merged ones in each that they cover."""
    rows = grid.rows[at : at + depth]
    by_line = dict(grid.rows[max(0, at - _MOST_HEAD_ROWS) : at + depth])
    wide = max((len(cells) for _, cells in rows), default=0)
    wide = max(
        wide,
        1 + max((m.right for (line, _), m in spans.items() if line == rows[0][0]), default=-1),
    )
    found: list[tuple[str, ...]] = []
    for column in range(wide):
        parts: list[str] = []
        for level, (line, cells) in enumerate(rows):
            cell = cells[column] if column < len(cells) else ""
            merge = spans.get((line, column))
            if not cell and merge is not None:
                anchor = by_line.get(merge.top, [])
                cell = anchor[merge.left] if merge.left < len(anchor) else ""
            elif not cell and not grid.merges and level + 1 < depth and _at(rows[-1][1], column):
                cell = next((one for one in reversed(cells[:column]) if one), "")
            if cell and (not parts or parts[-1] != cell):
                parts.append(cell)
        found.append(tuple(parts))
    return tuple(found)


def _at(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _as_wide(cells: Sequence[str], wide: int) -> tuple[str, ...]:
    return (*cells[:wide], *[""] * (wide - len(cells)))


def _joined(parts: Sequence[str]) -> str:
    return " ".join(re.sub(r"\s+", " ", part) for part in parts)


def _once_each(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        cell if cell and cells.count(cell) == 1 else f"{cell} [{letter_of(at)}]".strip()
        for at, cell in enumerate(cells)
    )


def letter_of(at: int) -> str:
    """Return what a spreadsheet calls the column ``at``, from 0."""
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def table_in(grid: Grid, fields: Sequence[str], part: TablePart) -> SheetTable | None:
    """Return the table of a sheet with its head; None where no row looks like one."""
    spans = grid.spans()
    rows = _head_rows(grid, spans, fields, part.header_row)
    if rows is None:
        return None
    line, last = grid.rows[rows.first][0], grid.rows[rows.first + rows.depth - 1][0]
    over = [cell for above, cells in grid.rows if above < line for cell in cells if cell]
    notes = notes_in((*short_lines(grid.above), *over))
    texts = [_joined(parts) for parts in rows.columns]
    headers = _once_each(texts)
    heads = {
        header: head_of(text, notes, parts)
        for header, text, parts in zip(headers, texts, rows.columns, strict=True)
    }
    guessed, first_agreed = _guessed_with_changes(headers, fields, heads)
    below = [cells for under, cells in grid.rows if under > last and any(cells)]
    guessed, doubtful = _settled(headers, guessed, doubts(headers, guessed, heads, fields), below)
    by_cells = told_by_cells(headers, heads, guessed, below, fields)
    head = TableHead(
        headers,
        tuple(_as_wide(cells, len(headers)) for cells in below[:_SAMPLE]),
        guessed | by_cells,
        doubtful,
        heads,
        notes,
        line,
        last,
        part,
        grid.name,
        by_cells=by_cells,
        first_agreed=first_agreed,
    )
    return SheetTable(grid, head, spans)


def _guessed_with_changes(
    headers: Sequence[str], fields: Sequence[str], heads: Mapping[str, ColumnHead]
) -> tuple[dict[str, str], str]:
    """Return the header of each field, and that of the amounts that were changed since."""
    guessed = guess(headers, fields, heads)
    pair = changed_amount(headers, heads) if "day" in fields and "printed" in fields else None
    if pair is None or "amount" in guessed or "gross" in guessed or "amount" not in fields:
        return guessed, ""
    return guessed | {"amount": pair[1]}, pair[0]


def _settled(
    headers: Sequence[str],
    guessed: Mapping[str, str],
    doubtful: Mapping[str, tuple[str, ...]],
    below: Sequence[Sequence[str]],
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the guesses and doubts that are left once the cells below are looked at.

    A column of words is no amount where another has numbers, and of columns that say the same in
    each row any will do.
    """
    settled, left = dict(guessed), dict(doubtful)
    for name, fitting in doubtful.items():
        if FIELDS[name].measure is None:
            continue
        cells = {header: [_at(row, headers.index(header)) for row in below] for header in fitting}
        counted = [h for h in fitting if any(map(_NUMERIC.fullmatch, filter(None, cells[h])))]
        if len(counted) == 1 or (counted and all(cells[h] == cells[counted[0]] for h in counted)):
            settled[name] = counted[0]
            del left[name]
    return settled, left


def with_notes(table: SheetTable, notes: TableNotes, fields: Sequence[str]) -> SheetTable:
    """Return a table with what further notes say of all its columns, where its heads say nothing."""
    head = table.head
    heads = {header: replace(one, tax=with_note(one, notes)) for header, one in head.heads.items()}
    guessed, first_agreed = _guessed_with_changes(head.headers, fields, heads)
    doubtful = doubts(head.headers, guessed, heads, fields)
    below = [cells for line, cells in table.grid.rows if line > head.last_line and any(cells)]
    guessed, doubtful = _settled(head.headers, guessed, doubtful, below)
    by_cells = told_by_cells(head.headers, heads, guessed, below, fields)
    made = replace(
        head,
        heads=heads,
        guessed=guessed | by_cells,
        doubtful=doubtful,
        notes=notes,
        by_cells=by_cells,
        first_agreed=first_agreed,
    )
    return replace(table, head=made)


def short_lines(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs before a table that may be notes on it, and not the report's text."""
    return (one for one in paragraphs if len(one) <= 60 or one.lstrip().startswith(("※", "*")))
