# SPDX-License-Identifier: AGPL-3.0-or-later
"""The analysis by which agencies are paid: each segment in one band, the same before and after."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from app import paths
from app.errors import UsageError
from app.services import terms
from app.services.reviewing import memories
from app.services.reviewing.analysis import Amount, Band, analyse, save, table_of, together
from app.services.reviewing.session import Review
from app.services.table_writer import write_table
from converters.document.metadata import Metadata
from converters.document.nodes import Document, Paragraph, Text
from tests.app.command import hanji
from tests.review.conftest import project_of
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit, context_of

PAIR = LanguagePair("ko", "en")
LINES = (
    "시장은 공원을 열었습니다.",
    "접수는 3월 2일부터 합니다.",
    "문의는 시청 민원실로 하시기 바랍니다.",
    "접수는 3월 2일부터 합니다.",
    "전혀 다른 글이 여기에 있습니다.",
)


def project(path: Path, *lines: str) -> Path:
    document = Document(
        metadata=Metadata(title="", language="ko"),
        blocks=tuple(Paragraph((Text(line),)) for line in lines),
    )
    project_of(path, document, None)
    return path


def unit(source: str, before: str = "", after: str = "") -> MemoryUnit:
    return MemoryUnit(
        PAIR,
        from_marked(source),
        from_marked("x"),
        context_of(before) if before else None,
        context_of(after) if after else None,
        "other/1",
    )


def bands(found: dict[Band, Amount]) -> dict[str, int]:
    return {band.value: amount.segments for band, amount in found.items() if amount.segments}


def test_each_segment_is_in_the_band_that_it_is_paid_as(tmp_path: Path, memory: Memory) -> None:
    memory.add(
        [
            unit(LINES[0], after=LINES[1]),
            unit(LINES[1]),
            unit("문의는 시청 민원실로 하십시오."),
        ]
    )
    (found,) = analyse([project(tmp_path / "1.hanji", *LINES)], memory)
    counted = bands(found.bands)
    fuzzy = [band for band in ("75-84", "50-74", "85-94") if band in counted]
    assert len(fuzzy) == 1
    assert counted == {"context": 1, "exact": 1, "repetition": 1, "none": 1, fuzzy[0]: 1}
    assert found.total == Amount(
        5,
        sum(len(line.split()) for line in LINES),
        sum(map(len, LINES)),
        sum(len(line.replace(" ", "")) for line in LINES),
    )


def test_what_another_file_has_is_a_repetition_across_files(tmp_path: Path) -> None:
    first = project(tmp_path / "1.hanji", LINES[0], LINES[1])
    second = project(tmp_path / "2.hanji", LINES[1], LINES[1], LINES[4])
    found = analyse([first, second], None)
    assert bands(found[0].bands) == {"none": 2}
    assert bands(found[1].bands) == {"cross-file": 1, "repetition": 1, "none": 1}
    assert bands(together(found)) == {"cross-file": 1, "repetition": 1, "none": 3}
    _, rows = table_of(found)
    assert len(rows) == 3 * (len(Band) + 1)


def test_work_on_the_project_does_not_change_its_analysis(review: Review, memory: Memory) -> None:
    before = analyse([review.project.path], memory)
    review.confirm(3, from_marked("From 2 March."))
    review.confirm(2, from_marked("Applying"))
    assert len(memory) == 2
    assert analyse([review.project.path], memory) == before


@pytest.mark.parametrize("name", ["=1+1.hwp", "안내.hwp"])
def test_the_table_has_numbers_and_no_formulas(tmp_path: Path, name: str) -> None:
    (found,) = analyse([project(tmp_path / "1.hanji", *LINES)], None)
    heads, rows = table_of([found])
    file = tmp_path / "out.xlsx"
    write_table(file, heads, [(name, *row[1:]) for row in rows])
    sheet = openpyxl.load_workbook(file).active
    assert sheet["A2"].value == name
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert sheet.cell(2 + len(Band), 3).value == 5


def test_the_command_says_it_as_json_and_writes_tables(tmp_path: Path) -> None:
    path = project(tmp_path / "1.hanji", *LINES)
    said = hanji("review", "analyse", path, "--json", HANJI_DATA_DIR=str(paths.data_folder()))
    (found,) = json.loads(said.out)
    assert found["bands"]["repetition"]["segments"] == 1
    assert found["total"]["segments"] == 5
    out = tmp_path / "table.csv"
    assert hanji("review", "analyse", path, "-o", out).code == 0
    assert "50–74 %" in out.read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["count.doc", "count.xls", "count", "count.csv.bak"])
def test_a_table_gets_no_name_of_another_program(project_path: Path, name: str) -> None:
    out = project_path.with_name(name)
    for write in (
        lambda: save(analyse([project_path], None), out),
        lambda: memories.write_out(out, LanguagePair("ko", "en")),
        lambda: terms.write(out, "ko", "en"),
    ):
        with pytest.raises(UsageError) as refused:
            write()
        assert ".csv" in str(refused.value.params["endings"])
    assert not out.exists()
