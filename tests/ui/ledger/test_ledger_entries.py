# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of entries: look through, correct, approve, prove, close."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from app import i18n, paths
from app.services.costing.ledger import open_ledger
from app.services.costing.view_models import EntryRow
from app.store.ledger.rights import Right
from app.ui.ledger.closing import ClosingDialog
from app.ui.ledger.correction import CorrectionDialog
from app.ui.ledger.window import ENTRIES

MATCHES = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive


@pytest.fixture
def window(opened, settled, small):
    made = opened()
    made.show_page(ENTRIES)
    settled(made)
    return made


def choose(page, number: int) -> None:
    page.view.go_to(page.view.entries.count - number)


def texts(page, column: int) -> list[str]:
    model = page.view.entries
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_entries_stand_newest_first_and_the_chosen_one_in_full(window, settled):
    page = window.entries
    assert texts(page, 0) == [str(n) for n in range(8, 0, -1)]
    choose(page, 7)
    settled(window)
    held = dict(page.content.rows.content.rows)
    assert held["인쇄 부수"] == "600"
    assert page.view.current().author == "김"


def test_the_filter_keeps_what_holds_the_words(window, settled):
    page = window.entries
    page.filter.setText("P-2")
    settled(window)
    assert set(texts(page, 4)) == {"P-2", "N-2"}
    page.filter.clear()
    settled(window)
    assert len(texts(page, 4)) == 8


def test_a_correction_is_a_new_entry_and_changes_the_figures(window, settled):
    page = window.entries
    choose(page, 7)
    settled(window)
    page.correct.click()
    dialog = page._dialog
    assert isinstance(dialog, CorrectionDialog)
    assert not dialog.fields["number"].isEnabled()
    dialog.fields["printed"].setText("550")
    dialog.accepting.click()
    settled(window)
    newest = page.view.entries.entry(0)
    assert newest.corrects == 7
    assert newest.author == "박"
    assert window.dashboard.cards.card("printed").value.text() == "1,050부"
    choose(page, 7)
    settled(window)
    assert '"printed":600' in page.view.current().content


def test_taking_an_entry_back_takes_it_out_of_the_figures(window, settled):
    page = window.entries
    choose(page, 8)
    settled(window)
    page.correct.click()
    page._dialog.take_back.click()
    settled(window)
    assert page.view.entries.entry(0).corrects == 8
    assert window.dashboard.cards.card("printed").value.text() == "600부"


@pytest.mark.parametrize("typed", ["여섯", "-5", "1.5", ""])
def test_a_correction_with_no_number_is_refused_in_the_dialog(window, settled, typed):
    page = window.entries
    choose(page, 7)
    settled(window)
    page.correct.click()
    page._dialog.fields["printed"].setText(typed)
    page._dialog.accepting.click()
    assert page._dialog.isVisible()
    assert page._dialog._fault.text()
    page._dialog.reject()
    settled(window)
    assert page.view.entries.count == 8


def test_a_correction_that_changes_nothing_is_not_entered(window, settled):
    page = window.entries
    choose(page, 7)
    settled(window)
    page.correct.click()
    page._dialog.accepting.click()
    assert page._dialog.isVisible()
    page._dialog.reject()


def test_chosen_entries_of_others_are_approved(window, settled, said):
    heard = said(window)
    page = window.entries
    flags = QItemSelectionModel.SelectionFlag
    choose(page, 7)
    for number in (7, 8, 2):
        index = page.view.entries.index(8 - number, 0)
        page.view.selectionModel().select(index, flags.Select | flags.Rows)
    page.approve.click()
    settled(window)
    assert "3" in heard[-1].text
    signed = dict(zip(texts(page, 0), texts(page, 7), strict=True))
    assert [n for n in ("2", "7", "8") if signed[n] == "박"] == ["2", "7", "8"]
    assert signed["5"] == ""


def test_nobody_approves_what_they_entered(opened, settled, said, small, monkeypatch):
    monkeypatch.setenv("HANJI_PERSON", "김")
    window = opened()
    window.show_page(ENTRIES)
    settled(window)
    heard = said(window)
    window.entries.view.selectAll()
    window.entries.approve.click()
    settled(window)
    assert heard
    assert set(texts(window.entries, 7)) == {""}


def test_who_may_only_look_is_offered_nothing_else(opened, settled, small):
    with open_ledger(name="김") as ledger:
        ledger.give_rights("김", [Right.ENTER, Right.APPROVE])
    window = opened()
    window.show_page(ENTRIES)
    settled(window)
    page = window.entries
    assert page.verify.isEnabled()
    for button in (window.bar.take_in, page.approve, page.correct, page.close_period):
        assert not button.isEnabled()


def test_the_proof_says_that_nothing_was_changed(window, settled):
    page = window.entries
    page.verify.click()
    settled(window)
    assert page.verdict.isVisible()
    assert page.verdict.property("role") == "good"
    with open_ledger() as ledger:
        assert ledger.anchor().hash in page.verdict.text()


def test_the_proof_finds_a_changed_entry(window, settled):
    with sqlite3.connect(paths.ledger_file()) as ledger:
        names = [
            row[0] for row in ledger.execute("select name from sqlite_master where type='trigger'")
        ]
        for name in names:
            ledger.execute(f'drop trigger "{name}"')
        ledger.execute("update entry set payload = replace(payload, '600', '900') where number = 7")
    ledger.close()
    page = window.entries
    page.verify.click()
    settled(window)
    assert page.verdict.property("role") == "bad"
    assert "7" in page.verdict.text()
    assert page.verify.isEnabled()


def test_a_period_is_closed_after_saying_what_that_does(window, settled, said):
    page = window.entries
    page.view.selectAll()
    page.approve.click()
    settled(window)
    heard = said(window)
    page.close_period.click()
    settled(window)
    dialog = page._dialog
    assert isinstance(dialog, ClosingDialog)
    dialog.period.setCurrentIndex(dialog.period.findData("2026-03"))
    dialog.accepting.click()
    settled(window)
    assert "2026-03" in heard[-1].text
    states = {row[0]: row[-1] for row in window.dashboard.trend.table.rows.content.rows}
    assert states["2026-03"] == i18n.tr("closed")
    assert states["2026-04"] == i18n.tr("open")


def test_a_period_with_entries_that_nobody_approved_stays_open(window, settled, said):
    heard = said(window)
    page = window.entries
    page.close_period.click()
    settled(window)
    page._dialog.period.setCurrentIndex(page._dialog.period.findData("2026"))
    page._dialog.accepting.click()
    settled(window)
    assert heard
    with open_ledger() as ledger:
        assert ledger.closed() == ()


def test_a_single_order_is_typed_in(window, settled):
    page = window.entries
    page.add.click()
    dialog = page._dialog
    typed = {"number": "N-9", "publication": "P-1", "day": "2026-08-01", "printed": "많음"}
    for name, value in typed.items():
        dialog.fields[name].setText(value)
    dialog.accepting.click()
    assert dialog.isVisible()
    assert dialog.fields["printed"].property("bad")
    dialog.fields["printed"].setText("700부")
    dialog.accepting.click()
    settled(window)
    assert not dialog.isVisible()
    with open_ledger() as ledger:
        record = ledger.record(ledger.count())
        assert (record.number, record.printed) == ("N-9", 700)
        assert ledger.entries(0, 1)[0].approved_by == ""


def test_what_the_ledger_refuses_stays_typed(window, settled):
    page = window.entries
    page.add.click()
    dialog = page._dialog
    typed = {"number": "N-1", "publication": "P-1", "day": "2026-08-01", "printed": "5"}
    for name, value in typed.items():
        dialog.fields[name].setText(value)
    dialog.accepting.click()
    settled(window)
    assert dialog.isVisible()
    assert "N-1" in dialog._fault.text()
    assert dialog.fields["number"].text() == "N-1"
    dialog.kind.setCurrentIndex(dialog.kind.findData("price"))
    assert "item" in dialog.fields
    dialog.reject()


def test_a_contract_number_is_corrected_in_shown_and_found(window, settled):
    page = window.entries
    choose(page, 7)
    settled(window)
    page.correct.click()
    page._dialog.fields["contract"].setText("2026-계약-3")
    page._dialog.accepting.click()
    settled(window)
    assert dict(page.content.rows.content.rows)["계약번호"] == "2026-계약-3"
    assert "계약번호 2026-계약-3" in texts(page, 5)[0]
    page.filter.setText("계약-3")
    settled(window)
    assert texts(page, 4) == ["N-1"]
    window.dashboard.cards.card("printed").click()
    settled(window)
    tree = window.dashboard.origin.tree
    found = tree.findItems("계약번호 2026-계약-3", MATCHES, 0)
    assert [item.text(0) for item in found] == ["기재 9번 · 계약번호 2026-계약-3"]


def test_an_entry_that_is_older_than_a_field_may_be_corrected_with_it(window):
    old = '{"amount":1,"composition":0,"day":"2026-03-04","number":"N-1","planned":5,"printed":5,'
    old += '"publication":"P-1","vat":null,"setup":null,"organisation":"","vendor":"","budget":"",'
    old += '"document_title":null,"document_date":null,"document_sha256":null}'
    entry = EntryRow(7, "2026-03-04T00:00:00Z", "김", "order", "N-1", old, None, "", "")
    dialog = CorrectionDialog(window, entry)
    stated = []
    dialog.corrected.connect(stated.append)
    dialog.accepting.click()
    assert stated == []
    assert dialog._fault.text()
    dialog.fields["contract"].setText("2026-계약-3")
    dialog.accepting.click()
    assert [(one.key, one.contract, one.amount) for one in stated] == [("N-1", "2026-계약-3", 1)]
