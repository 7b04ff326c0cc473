# SPDX-License-Identifier: AGPL-3.0-or-later
"""What ``hanji ledger`` refuses: a sentence that says why, never a crash, never a silent nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app import paths
from tests.app.command import Outcome, hanji

CRASHED = "hanji.log"
ORDERS = (
    "발주번호,발간등록번호,발주일,인쇄부수,공급가액,부서\n"
    "N-1,P-1,2026-03-09,600,4200000,A\n"
    "N-2,P-2,2026-05-11,500,2000000,B\n"
)


def ledger(*arguments: object, person: str = "김", **environ: str) -> Outcome:
    """Run ``hanji ledger`` as somebody; whatever happens is said in words."""
    done = hanji("ledger", *arguments, HANJI_PERSON=person, **environ)
    assert CRASHED not in done.err
    return done


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "발주.csv"
    path.write_text(ORDERS, "utf-8")
    return path


@pytest.fixture
def kept(orders: Path) -> Path:
    """A ledger with two orders, of two parts of the city."""
    assert ledger("import", orders).code == 0
    return orders


@pytest.mark.parametrize("action", [["report", "-o", "r.csv"], ["verify"], ["export", "-o", "e"]])
def test_who_only_looks_makes_no_ledger(action: list[str]):
    done = ledger(*action)
    assert done.code == 2
    assert "비어 있습니다" in done.err
    # An empty file would hide the example, and take in the books of conversions.
    assert not paths.ledger_file().exists()


def test_a_period_that_no_city_has_books_of_is_named(kept: Path, tmp_path: Path):
    for period in ("0000", "9999", "2026-13", "2026-3"):
        done = ledger("report", "-o", tmp_path / "r.pdf", "--period", period)
        assert (done.code, f"“{period}”" in done.err) == (2, True)
    assert not (tmp_path / "r.pdf").exists()


def test_numbers_that_count_nothing_are_wrong_usage(kept: Path):
    for arguments in (
        ["approve", "9" * 40],
        ["review", "0"],
        ["close", "0000"],
        ["freeze", "9" * 40, "--approver", "박"],
        ["freeze", "2026-03", "--approver", "박"],
        ["verify", "--anchor", "²:" + "0" * 64],
        ["verify", "--anchor", "9" * 5000 + ":" + "0" * 64],
        ["rights", "박", "everything"],
    ):
        assert (arguments, ledger(*arguments).code) == (arguments, 2)


def test_an_anchor_cut_short_is_no_proof_of_a_change(kept: Path):
    anchor = ledger("verify").out.splitlines()[1]
    assert ledger("verify", "--anchor", anchor[:18] + "…").code == 2
    assert ledger("verify", "--anchor", anchor.upper()).code == 0


def test_a_part_of_the_city_that_is_not_there_has_no_report(kept: Path, tmp_path: Path):
    out = tmp_path / "r.json"
    done = ledger("report", "-o", out, "--part", "C")
    assert done.code == 2
    assert "A, B" in done.err
    assert not out.exists()
    assert ledger("report", "-o", out, "--part", "A").code == 0
    assert json.loads(out.read_text("utf-8"))["totals"]["printed"] == 600


def test_a_mapping_that_names_nothing_loses_no_column_in_silence(orders: Path):
    field = ledger("import", orders, "--map", "ammount=공급가액")
    assert field.code == 2
    assert "ammount" in field.err
    header = ledger("import", orders, "--map", "amount=금액")
    assert header.code == 3
    assert "금액" in header.err
    assert not paths.ledger_file().exists() or ledger("verify").out.startswith("기재 0건")


@pytest.mark.parametrize("action", ["report", "export"])
def test_a_place_that_cannot_be_written_is_named(kept: Path, action: str):
    out = kept / "no-folder.csv"
    done = ledger(action, "-o", out)
    assert done.code == 3
    assert "no-folder.csv" in done.err


def test_rights_are_taken_back_by_naming_none(kept: Path):
    assert ledger("rights", "박", "approve", person="박").code == 0
    assert ledger("rights", "김", "enter", person="박").code == 0
    done = ledger("rights", "김", person="박")
    assert (done.code, done.out) == (0, "김: audit\n")
    kept.write_text(ORDERS.replace("N-", "M-"), "utf-8")
    refused = ledger("import", kept)
    assert refused.code == 3
    assert "(enter)" in refused.err
