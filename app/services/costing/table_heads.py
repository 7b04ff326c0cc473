# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the head of the table in one sheet, of one or more rows, and our fields among its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from app.i18n import Language, tr
from app.ledger.fields import FIELDS, Measure
from app.services.costing.column_heads import (
    ColumnHead,
    TableNotes,
    Tax,
    head_of,
    notes_in,
    plain,
    tax_in,
    unit_of,
    with_note,
)
from app.services.costing.columns_by_cells import told_by_cells
from app.services.costing.spreadsheets.grid import Grid, Merge

_SAMPLE = 20
_MOST_ABOVE = 30
"""Rows among which the head is looked for."""
_MOST_HEAD_ROWS = 3
_NEUTRAL = re.compile(
    r"(?:계약|발주|인쇄|제작|발간|납품|집행|발행|구매|간행물|도서|책자|비용|금액|인쇄비|부수|수량|일자|업체|담당|"
    r"부서|인쇄물|발간물)*(?:내역|내용|사항|현황|개요|정보|실적|결과|비용|금액|내역서|구분)?|"
    r"(?:20)?\d\d년도?"
)
"""Heads above others that say nothing of their own: "계약 현황" above "금액"."""
_VAGUE = frozenset({"적요", "내용", "내역", "항목", "명칭", "세부내용", "세부내역", "구분", "품목"})
"""Heads that say what they are in brackets only: "적요(인쇄물명)"."""
_NUMERIC = re.compile(r"[-+(△▲₩￦]?\s*\d[\d,.]*\s*\)?\s*\S{0,3}")


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
class SheetTable:
    """A sheet with its head."""

    grid: Grid
    head: TableHead
    spans: Mapping[tuple[int, int], Merge]

    @property
    def above(self) -> tuple[str, ...]:
        """Texts over the head: titles, units, notes."""
        over = (cell for line, cells in self.grid.rows if line < self.head.line for cell in cells)
        return (*self.grid.above, *filter(None, over))


def same_head(one: str, other: str) -> bool:
    """Whether two heads are the same words, whatever their blanks."""
    return re.sub(r"\s", "", plain(one)) == re.sub(r"\s", "", plain(other))


# ------------------------------------------------------------ heads and fields


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
        meant = {header: set(_meanings(name, apart[header], wanted)) for header in headers}
        for said in _heads_of(name):
            fitting = (header for header in headers if said in meant[header])
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


@cache
def _words_of(measure: Measure) -> frozenset[str]:
    """Return the heads of all fields that are measured so."""
    named = (name for name, one in FIELDS.items() if one.measure is measure)
    return frozenset(word for name in named for word, _ in _heads_of(name))


def _names_in(name: str, head: ColumnHead) -> Iterator[str]:
    """Yield what a head may be called where it is asked for as a field."""
    measure = FIELDS[name].measure
    known = {word for word, _ in _heads_of(name)}
    if head.qualified and measure is not None and not known.issuperset(head.qualities):
        # "부수(계획)" counts other copies than "부수"; "부수(Qty)" says the same twice.
        yield head.qualified
        return
    yield head.name
    hangul, latin = re.sub("[a-z]", "", head.name), re.sub("[^a-z]", "", head.name)
    if hangul and latin in known:
        yield hangul
    if measure is None and head.name in _VAGUE:
        yield from head.qualities
    if head.own and _fits_below(head.group, measure):
        yield head.own


def _fits_below(group: str, measure: Measure | None) -> bool:
    """Tell whether a head under another may be taken for itself: "금액" below "계약 현황"."""
    for one in (Measure.WON, Measure.COPIES):
        if group in _words_of(one):
            return measure is one
    return _NEUTRAL.fullmatch(group) is not None


def _meanings(
    name: str, head: ColumnHead, wanted: Sequence[str]
) -> Iterator[tuple[str, Tax | None]]:
    """Yield the names of a field that a head may stand for.

    An amount with tax is a gross amount, whatever it is called, and a sum without tax is none.
    """
    for said in _names_in(name, head):
        if name not in ("amount", "gross") or "gross" not in wanted:
            yield said, head.tax
            yield said, None
            continue
        own = {"amount": Tax.EXCLUDED, "gross": Tax.INCLUDED}[name]
        if head.tax in (None, own):
            yield said, head.tax
            yield said, None
        if head.tax is own:
            other = "gross" if name == "amount" else "amount"
            if (said, None) in _heads_of(other):
                yield _heads_of(name)[0]


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
            if depth > 1 and not _goes_on(grid, spans, at, depth):
                break
            columns = _columns(grid, spans, at, depth)
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
        best = _HeadRows(at, 1, _columns(grid, spans, at, 1), best.known)
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
    return guess(headers, fields, heads)


def _goes_on(grid: Grid, spans: Mapping[tuple[int, int], Merge], at: int, depth: int) -> bool:
    """Tell whether the row ``at + depth - 1`` may belong to the head that begins at ``at``."""
    low = at + depth - 1
    if low >= len(grid.rows):
        return False
    (line, upper), (below, cells) = grid.rows[low - 1], grid.rows[low]
    if below != line + 1 or not any(cells):
        return False
    said = {column: cell for column, cell in enumerate(cells) if cell}
    if all(_is_unit(cell) for cell in said.values()):
        return True
    if any(_NUMERIC.fullmatch(cell) for cell in said.values()):
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


def _columns(
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
    guessed = guess(headers, fields, heads)
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
    )
    return SheetTable(grid, head, spans)


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
    guessed = guess(head.headers, fields, heads)
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
    )
    return replace(table, head=made)


def short_lines(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs before a table that may be notes on it, and not the report's text."""
    return (one for one in paragraphs if len(one) <= 60 or one.lstrip().startswith(("※", "*")))
