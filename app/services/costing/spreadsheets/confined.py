# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads workbooks and documents in a confined worker, which hands back their tables as data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.i18n import tr
from app.jobs import worker
from app.jobs.answer_file import write_answer
from app.jobs.request import JobRequest, JobResult
from app.services.confined_reading import Unanswered, answered
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import FormulaCell, Grid, Merge, NumberCell
from app.services.costing.spreadsheets.kinds import read_packed


@dataclass(frozen=True, slots=True)
class _RowAnswer:
    """A row on its way: its cells as texts, and which of them are numbers or formulas."""

    line: int
    cells: list[str]
    numbers: list[int]
    formulas: list[int]


@dataclass(frozen=True, slots=True)
class _GridAnswer:
    """A ``Grid`` on its way."""

    name: str
    rows: list[_RowAnswer]
    merges: list[Merge]
    hidden: bool
    hidden_rows: list[int]
    hidden_columns: list[int]
    filtered: list[int]
    above: list[str]
    below: list[str]
    from_1904: bool
    of_document: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    """The tables of a file, or the message why there are none."""

    grids: list[_GridAnswer]
    refusal: str = ""
    params: dict[str, str | int] | None = None


def read_confined(path: Path) -> list[Grid]:
    """Return the sheets of a workbook, or the tables of a document.

    Raises:
        TableUnreadable: it cannot be read, or is no file with tables.
    """
    try:
        with answered(path, answer_with_tables, _Answer) as said:
            answer = said.answer
    except Unanswered as error:
        raise TableUnreadable(error.message, **error.params) from error
    if answer.refusal:
        raise TableUnreadable(answer.refusal, **(answer.params or {}))
    grids = list(map(_grid_of, answer.grids))
    for number, grid in enumerate(grids, 1):
        if grid.of_document:
            grid.name = tr("Table {number}", number=number)
    return grids


# ------------------------------------------------------------ the worker's side


def answer_with_tables(request: JobRequest) -> JobResult:
    """Read the tables of a job's source and write them to its target, in a worker."""
    return worker.guarded(request, _write_tables)


def _write_tables(request: JobRequest) -> None:
    job = request.conversion
    try:
        answer = _Answer([_grid_answer(grid) for grid in read_packed(job.source)])
    except TableUnreadable as error:
        answer = _Answer([], error.message, error.params)
    write_answer(job.target, answer)


def _grid_answer(grid: Grid) -> _GridAnswer:
    return _GridAnswer(
        grid.name,
        [_row_answer(line, cells) for line, cells in grid.rows],
        grid.merges,
        grid.hidden,
        sorted(grid.hidden_rows),
        sorted(grid.hidden_columns),
        [line for line, _ in grid.rows if line in grid.filtered],
        list(grid.above),
        list(grid.below),
        grid.from_1904,
        grid.of_document,
    )


def _row_answer(line: int, cells: list[str]) -> _RowAnswer:
    numbers = [at for at, cell in enumerate(cells) if isinstance(cell, NumberCell)]
    formulas = [at for at, cell in enumerate(cells) if isinstance(cell, FormulaCell)]
    return _RowAnswer(line, list(map(str, cells)), numbers, formulas)


# ------------------------------------------------------------ back again


def _grid_of(answer: _GridAnswer) -> Grid:
    return Grid(
        answer.name,
        [(row.line, _cells_of(row)) for row in answer.rows],
        answer.merges,
        answer.hidden,
        frozenset(answer.hidden_rows),
        frozenset(answer.hidden_columns),
        frozenset(answer.filtered),
        tuple(answer.above),
        tuple(answer.below),
        answer.from_1904,
        answer.of_document,
    )


def _cells_of(row: _RowAnswer) -> list[str]:
    cells = list(row.cells)
    for kind, places in ((NumberCell, row.numbers), (FormulaCell, row.formulas)):
        for at in places:
            if 0 <= at < len(cells):
                cells[at] = kind(cells[at])
    return cells
