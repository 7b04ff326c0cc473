# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of others are unpacked in confined workers; what comes back is data."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.jobs.reading import ANSWER
from app.jobs.request import JobResult
from app.jobs.worker_process import JobFunction
from app.services import confined_reading
from app.services.costing.spreadsheets import confined, kinds
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import FormulaCell, Grid, NumberCell
from app.services.costing.spreadsheets.opening import grids_of
from tests.conftest import SAMPLES
from tests.costing.city_sheets import SHEETS
from tests.read_here import read_here

pytestmark = pytest.mark.confined


def told(grids: list[Grid]) -> list[tuple[object, ...]]:
    """All that a grid says, in a form that can be compared."""
    return [
        (
            grid.name or "Table",
            [(line, [(type(cell), cell) for cell in cells]) for line, cells in grid.rows],
            grid.merges,
            grid.hidden,
            grid.hidden_rows,
            grid.hidden_columns,
            [line for line, _ in grid.rows if line in grid.filtered],
            grid.above,
            grid.below,
            grid.from_1904,
            grid.of_document,
        )
        for grid in grids
    ]


@pytest.mark.slow
@pytest.mark.parametrize("make", SHEETS, ids=lambda make: make.__name__)
def test_a_worker_reads_what_would_be_read_here(tmp_path: Path, make) -> None:
    path = make(tmp_path).path
    with path.open("rb") as source:
        if not kinds.is_packed(source.read(kinds.HEAD_BYTES)):
            pytest.skip("a text is read here")
    here = kinds.read_packed(path)
    for number, grid in enumerate(here, 1):
        grid.name = f"표 {number}" if grid.of_document else grid.name
    assert told(grids_of(path)) == told(here)


def workbook(path: Path) -> Path:
    book = Workbook()
    book.active.append(("제목", 3, "=1+1", "3"))
    book.save(path)
    return path


def test_a_workbook_is_unpacked_in_a_worker_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_path: Path) -> list[Grid]:
        raise AssertionError("unpacked in the parent")

    monkeypatch.setattr(kinds, "read_packed", never)
    monkeypatch.setattr(confined, "read_packed", never)
    (grid,) = grids_of(workbook(tmp_path / "a.xlsx"))
    assert [(type(cell), cell) for cell in grid.rows[0][1]] == [
        (str, "제목"),
        (NumberCell, "3"),
        (FormulaCell, "=1+1"),
        (str, "3"),
    ]


def test_what_a_worker_refuses_is_said_as_before(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(TableUnreadable) as caught:
        grids_of(path)
    assert caught.value.params["file"] == "b.xlsx"


def test_a_document_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.hwp"
    path.write_bytes((SAMPLES / "hanji-white-paper.hwp").read_bytes()[:3000])
    with pytest.raises(TableUnreadable, match="sentence") as caught:
        grids_of(path)
    assert "c.hwp" in str(caught.value.params["sentence"])


def _rubbish(target: Path, _outside: Path) -> None:
    target.write_bytes(b'{"grids": [{"name": 3}]}')


def _link(target: Path, outside: Path) -> None:
    target.symlink_to(outside)


def _nothing(_target: Path, _outside: Path) -> None:
    pass


@pytest.mark.parametrize("answer", [_rubbish, _link, _nothing])
def test_what_a_worker_that_was_taken_over_answers_is_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[Path, Path], None]
) -> None:
    outside = tmp_path / "outside.json"
    outside.write_bytes(b'{"grids": []}')

    def lies(_source: Path, folder: Path, _function: object) -> JobResult:
        answer(folder / ANSWER, outside)
        return JobResult()

    monkeypatch.setattr(confined_reading, "read_in_worker", lies)
    with pytest.raises(TableUnreadable):
        grids_of(workbook(tmp_path / "d.xlsx"))


def test_places_beyond_a_row_are_nobodys_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lies(source: Path, folder: Path, function: JobFunction) -> JobResult:
        result = read_here(source, folder, function)
        target = folder / ANSWER
        target.write_bytes(target.read_bytes().replace(b'"numbers":[1]', b'"numbers":[-9,1,999]'))
        return result

    monkeypatch.setattr(confined_reading, "read_in_worker", lies)
    (grid,) = grids_of(workbook(tmp_path / "e.xlsx"))
    assert [type(cell) for cell in grid.rows[0][1]] == [str, NumberCell, FormulaCell, str]


def test_a_name_that_is_no_text_can_be_read(tmp_path: Path) -> None:
    """A folder of Linux may hold any bytes."""
    path = tmp_path / "목록\udce9.xlsx"
    shutil.copy(workbook(tmp_path / "f.xlsx"), path)
    assert grids_of(path)[0].rows[0][1][0] == "제목"
