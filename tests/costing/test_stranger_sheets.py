# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of strangers: each order right to the won, or refused with a mend; none is entered wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.i18n import Language, tr, use_language
from app.ledger.records import PrintOrder, RecordKind
from app.services.costing.import_words import bad_words, remark_words
from app.services.costing.importing import plan_import
from app.services.costing.ledger import LedgerService
from app.services.costing.spreadsheets.errors import TableUnreadable
from tests.costing import stranger_lists_later, stranger_workbooks, stranger_workbooks_again  # noqa: F401 - they add theirs
from tests.costing.stranger_sheets import STRANGERS

_INTERNAL = re.compile(
    r"\b(?:publication|organisation|printed|amount|gross|number|title|unit_price)\b"
)
_MEND = re.compile(r"십시오")


@pytest.fixture(autouse=True)
def _korean():
    use_language(Language.KOREAN)


@pytest.mark.parametrize("make", STRANGERS, ids=lambda make: make.__name__)
def test_an_order_of_a_stranger_is_right_or_refused_with_its_mend(
    ledger: LedgerService, tmp_path: Path, make
):
    sheet = make(tmp_path)
    left, said = list(sheet.meant), []
    try:
        plan = plan_import(ledger, sheet.path, RecordKind.ORDER)
    except TableUnreadable as refusal:
        said = [tr(refusal.message, **refusal.params)]
    else:
        for one in plan.good:
            assert isinstance(one, PrintOrder)
            order = (
                one.publication,
                one.day,
                one.printed,
                one.amount,
                one.vat,
                one.organisation,
            )
            assert order in left, f"entered wrong: {order}"
            left.remove(order)
        said = [bad_words(row) for row in plan.bad]
        assert not any(_INTERNAL.search(remark_words(one)) for one in plan.remarks)
    assert {order[0] for order in left} <= sheet.refused
    for words in said:
        assert _MEND.search(words), f"no mend: {words}"
        assert not _INTERNAL.search(words)
