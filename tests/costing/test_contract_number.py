# SPDX-License-Identifier: AGPL-3.0-or-later
"""A contract number from the column of a table to the derivation of a figure, and out again."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.i18n import Language, use_language
from app.ledger.derivation import Derivation, EntriesUsed
from app.ledger.fields import FIELDS
from app.ledger.periods import Month
from app.ledger.prices import PriceItem, PriceRow
from app.ledger.printing import Binding, PrintSpec
from app.ledger.records import (
    Organisation,
    Price,
    PrintOrder,
    Publication,
    Reads,
    Record,
    RecordKind,
    Target,
)
from app.ledger.serialization import columns_of, defaults_of, record_of, row_of
from app.services.costing.exporting import write_records
from app.services.costing.importing import fields_of, plan_import, take
from app.services.costing.ledger import LedgerService, open_ledger
from app.services.costing.view_models import Scope

YEAR = Scope.of_year(2026)


def table(path: Path, head: str) -> Path:
    rows = [
        ("발주번호", "발간등록번호", "발주일", "인쇄부수", head),
        ("N-1", "P-1", "2026-03-02", "800", "2026-계약-3"),
        ("N-2", "P-1", "2026-04-02", "500", ""),
        ("N-3", "P-2", "2026-05-02", "300", "2026-계약-3"),
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


@pytest.fixture
def filled(ledger: LedgerService, tmp_path: Path) -> LedgerService:
    """A ledger with three orders under one contract and none."""
    plan = plan_import(ledger, table(tmp_path / "orders.csv", "계약번호"), RecordKind.ORDER)
    assert take(ledger, plan) is not None
    return ledger


@pytest.mark.parametrize("head", ["계약번호", "계약 번호", "Contract No", "contract number"])
def test_its_column_is_known_by_its_head(ledger: LedgerService, tmp_path: Path, head: str):
    plan = plan_import(ledger, table(tmp_path / "orders.csv", head), RecordKind.ORDER)
    assert plan.bad == []
    assert [order.number for order in plan.good] == ["N-1", "N-2", "N-3"]
    assert [order.contract for order in plan.good] == ["2026-계약-3", "", "2026-계약-3"]


def test_where_it_is_the_only_number_it_is_the_orders(ledger: LedgerService, tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_text("계약번호,발간등록번호,계약일,인쇄부수\n7,P-1,2026-03-02,1\n", "utf-8")
    (order,) = plan_import(ledger, path, RecordKind.ORDER).good
    assert (order.key, order.contract) == ("7", "")


def test_it_is_found_among_the_entries(filled: LedgerService):
    assert filled.count("2026-계약-3") == 2
    assert {entry.key for entry in filled.entries(0, 9, "계약-3")} == {"N-1", "N-3"}
    assert filled.verify().ok


def test_a_figure_names_the_contracts_of_its_orders(filled: LedgerService):
    found = filled.figures.derivation(YEAR, "printed")
    (used,) = (one for one in found.inputs if isinstance(one, EntriesUsed))
    numbers = {filled.record(number).key: number for number in used.numbers}
    assert used.contracts == {numbers["N-1"]: "2026-계약-3", numbers["N-3"]: "2026-계약-3"}
    assert found.to_json()["inputs"][-1]["contracts"] == {
        str(numbers[key]): "2026-계약-3" for key in ("N-1", "N-3")
    }


def test_a_titles_runs_name_theirs(filled: LedgerService):
    detail = filled.figures.title("P-1", 2026)
    assert [(run.order, run.contract) for run in detail.runs] == [
        ("N-1", "2026-계약-3"),
        ("N-2", ""),
    ]
    runs = [one for one in detail.derivation.inputs if isinstance(one, Derivation)]
    used = [one for one in runs[0].inputs if isinstance(one, EntriesUsed)]
    assert list(used[0].contracts.values()) == ["2026-계약-3"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_it_goes_out_in_a_column_of_its_own(filled: LedgerService, tmp_path: Path, ending: str):
    path = tmp_path / f"out{ending}"
    assert write_records(filled, RecordKind.ORDER, path) == 3
    if ending == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as source:
            head, *rows = csv.reader(source)
    else:
        head, *rows = load_workbook(path).active.iter_rows(values_only=True)
    at = head.index("계약번호")
    assert [row[at] or "" for row in rows] == ["2026-계약-3", "", "2026-계약-3"]


EVERYTHING: tuple[Record, ...] = (
    Organisation("A", "문화과", "C", "bureau"),
    Publication("P-1", "=시정 백서", "A", PrintSpec(120, "B5", 90, 2, Binding.CASE)),
    Publication("P-2", "복지 안내", ""),
    PrintOrder(
        "N-1", "P-1", date(2026, 3, 2), 900, 800, 1_200_000, 120_000, 300_000, 5000,
        "A", "한빛", "201-01", contract="-7",
    ),
    PrintOrder("N-2", "P-1", date(2026, 3, 2), 900, 0),
    Reads("P-1", Month(2026, 3), 20, 5),
    Price(PriceRow(PriceItem.PAPER, 1_500_500, date(2026, 1, 1), "표", "시", None, 1000, 2_000_000)),
    Target(2026, 125, "계획", 5_000_000),
)  # fmt: skip


@pytest.mark.parametrize("language", list(Language))
def test_what_goes_out_as_a_workbook_comes_in_again(
    ledger: LedgerService, tmp_path: Path, language: Language
):
    ledger.add(EVERYTHING)
    use_language(language)
    with open_ledger(str(tmp_path / "other.sqlite"), "이") as other:
        for kind in dict.fromkeys(record.kind for record in EVERYTHING):
            path = tmp_path / f"{kind}.xlsx"
            write_records(ledger, kind, path)
            plan = plan_import(other, path, kind)
            assert plan.bad == []
            stated = sorted((one for one in EVERYTHING if one.kind == kind), key=lambda r: r.key)
            assert plan.good == stated


def test_no_text_of_an_exported_csv_is_a_formula(ledger: LedgerService, tmp_path: Path):
    ledger.add(EVERYTHING)
    write_records(ledger, RecordKind.PUBLICATION, tmp_path / "out.csv")
    assert ",'=시정 백서," in (tmp_path / "out.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("kind", list(RecordKind))
def test_every_field_of_a_record_is_declared(kind: RecordKind):
    needed, also = fields_of(kind)
    assert {column.name for column in columns_of(kind)} <= FIELDS.keys()
    assert {*needed, *also} <= FIELDS.keys()


@pytest.mark.parametrize("record", EVERYTHING, ids=lambda record: record.key)
def test_a_record_is_read_without_what_may_be_missing(record: Record):
    row = row_of(record)
    assert list(row) == [column.name for column in columns_of(record.kind)]
    assert record_of(record.kind, row) == record
    bare = {column.name: row[column.name] for column in columns_of(record.kind) if column.needed}
    assert row_of(record_of(record.kind, bare)) == bare | defaults_of(record.kind)
