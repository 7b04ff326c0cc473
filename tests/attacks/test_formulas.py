# SPDX-License-Identifier: AGPL-3.0-or-later
"""No table that is written holds a formula of a stranger, and every one comes back as it was."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from converters.exports.csv_tables import as_it_was, not_a_formula, to_csv
from tests.app.command import hanji
from translation.terms.exchange import read_csv, write_csv
from translation.terms.term import Term

SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
FORMULA = '1+HYPERLINK("http://a.example")!A0'


def cells_of(data: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]


@given(st.text(max_size=20) | st.sampled_from(SIGNS).flatmap(lambda s: st.text().map(s.__add__)))
def test_what_is_guarded_comes_back(text):
    guarded = not_a_formula(text)
    assert not guarded.startswith(SIGNS)
    assert as_it_was(guarded) == text


@pytest.mark.parametrize("sign", SIGNS)
def test_rows_of_any_table(sign):
    data = to_csv([[sign + FORMULA, 5, None], ["'" + sign, -5, 1.5]])
    assert not [cell for cell in cells_of(data) if cell.startswith(SIGNS) and cell != "-5"]


@pytest.mark.parametrize("sign", SIGNS)
def test_terms(sign):
    text = " ".join((sign + FORMULA).split())
    term = Term("원문 " + text, (text, "둘째"), (text,), text, text, text)
    written = write_csv([term])
    assert not [cell for cell in cells_of(written) if cell.startswith(SIGNS)]
    assert read_csv(written).terms == (term,)


KINDS = {
    "": "out.csv",
    "publications": "out.csv",
    "orders": "out.xlsx",
}


@pytest.fixture(params=SIGNS[:4], ids=["equals", "plus", "minus", "at"])
def ledger(tmp_path, request) -> Path:
    """A ledger in which every text of every row begins with a sign."""
    sign = request.param
    heads = [
        "주문번호",
        "발간등록번호",
        "제목",
        "부서",
        "발주일",
        "부수",
        "쪽수",
        "계약금액",
        "계약업체",
    ]
    row = [sign + "A-1", "51-6110000-000001-01", sign + FORMULA, sign + "부서", "2026-03-02", "100", "40", "1000000", sign + "업체"]  # fmt: skip
    source = tmp_path / "orders.csv"
    with source.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([heads, row])
    database = tmp_path / "ledger.db"
    entered = hanji("ledger", "import", source, "--database", database)
    assert entered.code == 0, entered.err + entered.out
    return database


@pytest.mark.parametrize("kind", KINDS)
def test_the_ledger(ledger, tmp_path, kind):
    out = tmp_path / KINDS[kind]
    extra = ("--kind", kind) if kind else ()
    done = hanji("ledger", "export", "-o", out, "--database", ledger, *extra)
    assert done.code == 0, done.err + done.out
    if out.suffix == ".csv":
        assert not [c for c in cells_of(out.read_bytes()) if re.match(r"[=+@\t\r]|-\D", c)]
        return
    for sheet in load_workbook(out).worksheets:
        for cells in sheet.iter_rows():
            assert not [cell for cell in cells if cell.data_type == "f"]
