# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of print orders as cities make them: right to the won, or refused row by row with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.i18n import Language, use_language
from app.ledger.records import PrintOrder, RecordKind
from app.services.costing.import_words import bad_words, remark_words, sheets_words
from app.services.costing.importing import plan_import, take
from app.services.costing.ledger import LedgerService
from tests.costing.city_sheets import SHEETS, CitySheet
from tests.costing.office_sheets import MORE_SHEETS


@pytest.fixture(autouse=True)
def _korean():
    use_language(Language.KOREAN)


@pytest.mark.parametrize("make", [*SHEETS, *MORE_SHEETS], ids=lambda make: make.__name__)
def test_a_sheet_of_a_city_is_entered_to_the_won_or_refused(
    ledger: LedgerService, tmp_path: Path, make
):
    sheet: CitySheet = make(tmp_path)
    plan = plan_import(ledger, sheet.path, RecordKind.ORDER)
    orders = [
        (one.publication, one.day, one.printed, one.amount, one.vat, one.organisation)
        for one in plan.good
        if isinstance(one, PrintOrder)
    ]
    assert orders == sheet.orders
    assert {row.line for row in plan.bad} == set(sheet.refused)
    for row in plan.bad:
        assert sheet.refused[row.line] in bad_words(row)
    told = "\n".join([*map(remark_words, plan.remarks), sheets_words(plan.other_sheets)])
    for words in sheet.said:
        assert words in told


@pytest.mark.parametrize("make", [*SHEETS, *MORE_SHEETS], ids=lambda make: make.__name__)
@pytest.mark.slow
def test_a_sheet_that_is_read_again_enters_nothing_twice(
    ledger: LedgerService, tmp_path: Path, make
):
    sheet: CitySheet = make(tmp_path)
    assert take(ledger, plan_import(ledger, sheet.path, RecordKind.ORDER), accept_partial=True)
    again = plan_import(ledger, sheet.path, RecordKind.ORDER)
    assert again.good == []
    assert len(again.duplicates) == len(sheet.orders)


@pytest.mark.parametrize("make", [*SHEETS, *MORE_SHEETS], ids=lambda make: make.__name__)
def test_no_name_of_the_program_reaches_a_person(ledger: LedgerService, tmp_path: Path, make):
    plan = plan_import(ledger, make(tmp_path).path, RecordKind.ORDER)
    told = "\n".join([*map(remark_words, plan.remarks), *map(bad_words, plan.bad)])
    for name in ("publication", "number", "organisation", "printed", "amount", "gross"):
        assert name not in told
