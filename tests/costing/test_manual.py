# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the ledger's manual promises: its columns are recognised, its example comes out as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.ledger.records import RecordKind
from app.services.costing.head_fields import guess
from app.services.costing.importing import IMPORTED, fields_of, plan_import, take
from app.services.costing.ledger import LedgerService
from app.services.costing.view_models import Scope

MANUALS = Path(__file__).parents[2] / "docs" / "user"
KINDS = {kind.value + ("" if kind is RecordKind.READS else "s"): kind for kind in IMPORTED}
FILES = {
    "en": dict.fromkeys(("publications", "prices", "baselines", "orders", "editions")),
    "ko": {
        "간행물": "publications",
        "단가": "prices",
        "기준": "baselines",
        "발주": "orders",
        "전자책": "editions",
    },
}


@pytest.fixture(params=["en", "ko"])
def manual(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The language of a manual, and its text."""
    return request.param, (MANUALS / f"ledger.{request.param}.md").read_text("utf-8")


def test_the_columns_of_the_manual_are_recognised(manual: tuple[str, str]):
    rows = dict(re.findall(r"^\| `(\w+)`[^|]*\| (.*) \|$", manual[1], re.MULTILINE))
    assert set(rows) == set(KINDS)
    for name, columns in rows.items():
        needed, also = fields_of(KINDS[name])
        bold, rest = re.fullmatch(r"\*\*(.*)\*\*(.*)", columns).groups()
        assert set(guess(bold.split(", "), (*needed, *also))) == set(needed)
        headers = [one for one in re.split(r", | or | 또는 ", bold + rest) if one]
        assert set(guess(headers, (*needed, *also))) == {*needed, *also}


def test_the_example_of_the_manual_comes_out_as_it_says(
    ledger: LedgerService, tmp_path: Path, manual: tuple[str, str]
):
    language, text = manual
    tables = dict(re.findall(r"^# (\S+)\.csv\n((?:[^#`\n].*\n)+)", text, re.MULTILINE))
    for name, kind in FILES[language].items():
        path = tmp_path / f"{name}.csv"
        path.write_text(tables[name], "utf-8")
        plan = plan_import(ledger, path, KINDS[kind or name])
        assert (plan.bad, plan.duplicates) == ([], [])
        assert take(ledger, plan)
    cards = ledger.figures.cards(Scope.of_year(2026))
    realised = cards.realised
    assert realised.low == realised.likely == realised.high == 2_156_333
    assert "2,156,333" in text
    assert cards.totals.unproven == 0
