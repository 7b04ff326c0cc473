# SPDX-License-Identifier: AGPL-3.0-or-later
"""Importing a table with the window: nothing is kept that nobody said yes to."""

from __future__ import annotations

import csv
import io

import pytest

from app.services.costing.ledger import open_ledger
from app.ui.ledger.importdialog import COLUMNS, DONE, FILE, ROWS
from tests.costing.city_sheets import months, tax_by_row

# A window and a table for each test; tests/costing tries the import itself in the fast suite.
pytestmark = pytest.mark.slow


@pytest.fixture
def importing(opened, settled, qtbot, small):
    """Open the import over a file, and go on to a page."""
    window = opened()

    def begin(path, page: int):
        window.bar.take_in.click()
        dialog = window.importing
        dialog.file.file.setText(str(path))
        while dialog.pages.currentIndex() < page:
            at = dialog.pages.currentIndex()
            dialog.next.click()
            qtbot.waitUntil(lambda at=at: dialog.pages.currentIndex() > at, timeout=60_000)
        return window, dialog

    return begin


def entries() -> int:
    with open_ledger() as ledger:
        return ledger.count()


def test_columns_are_recognised_and_shown_with_what_they_hold(importing, table):
    _, dialog = importing(table(20), COLUMNS)
    chosen = dialog.columns.mapping()
    assert chosen["number"] == "발주번호"
    assert chosen["printed"] == "인쇄부수(부)"
    assert chosen["vendor"] == ""
    assert "N-0" in dialog.columns._samples["number"].text()
    assert len(dialog.columns.preview.rows.content.rows) == 20


def test_without_a_needed_column_it_does_not_go_on(importing, table):
    _, dialog = importing(table(20), COLUMNS)
    dialog.columns.choices["printed"].setCurrentIndex(0)
    assert not dialog.next.isEnabled()
    assert "인쇄 부수" in dialog._far.text()
    choice = dialog.columns.choices["printed"]
    choice.setCurrentIndex(choice.findData("인쇄부수(부)"))
    assert dialog.next.isEnabled()


def test_a_column_that_is_taken_away_is_not_read(importing, table, settled):
    window, dialog = importing(table(3, bad=False), COLUMNS)
    dialog.columns.choices["amount"].setCurrentIndex(0)
    dialog.next.click()
    settled(window)
    assert {order.amount for order in dialog._plan.good} == {None}


def test_bad_rows_are_named_and_stop_everything_until_somebody_says_yes(importing, table, settled):
    window, dialog = importing(table(300), ROWS)
    bad = dialog.rows.bad.rows.content.rows
    assert [row[0] for row in bad] == [6, 106, 206]
    assert {row[1:3] for row in bad} == {("인쇄부수(부)", "많음")}
    assert all("많음" in row[3] for row in bad)
    assert not dialog.rows.partial.isChecked()
    assert not dialog.next.isEnabled()
    dialog.rows.partial.click()
    assert "295" in dialog.next.text()
    dialog.next.click()
    settled(window)
    assert dialog.pages.currentIndex() == DONE
    dialog.next.click()
    settled(window)
    # N-1 and N-2 were in the ledger before.
    assert entries() == 8 + 295
    assert window.entries.view.entries.count == 8 + 295


def test_rows_that_are_in_the_ledger_already_are_named(importing, table):
    _, dialog = importing(table(3, bad=False), ROWS)
    again = dialog.rows.duplicates.rows.content.rows
    assert [row[:2] for row in again] == [(3, "N-1"), (4, "N-2")]
    assert "7" in again[0][2]
    assert dialog.next.isEnabled()


def test_the_list_of_bad_rows_opens_in_a_spreadsheet(importing, table, tmp_path, monkeypatch):
    _, dialog = importing(table(300), ROWS)
    target = tmp_path / "잘못된 행.csv"
    monkeypatch.setattr(
        "app.ui.ledger.importdialog.QFileDialog.getSaveFileName",
        lambda *_arguments: (str(target), ""),
    )
    dialog.rows.save.click()
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["6", "106", "206", "3", "4"]


def test_leaving_before_the_last_step_enters_nothing(importing, table, settled):
    window, dialog = importing(table(50, bad=False), ROWS)
    dialog.refuse.click()
    settled(window)
    assert not dialog.isVisible()
    assert entries() == 8


@pytest.mark.parametrize("page", [COLUMNS, ROWS], ids=["checking", "entering"])
def test_a_stopped_import_enters_nothing_and_says_so(importing, table, settled, qtbot, page):
    window, dialog = importing(table(30_000, bad=False), page)
    dialog.next.click()
    assert dialog.busy
    dialog.refuse.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)
    assert dialog.pages.currentIndex() == page
    assert dialog.isVisible()
    assert dialog._far.text()
    settled(window)
    dialog.reject()
    assert entries() == 8


def test_a_file_that_is_no_table_is_refused_in_a_sentence(importing, tmp_path, qtbot):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    _, dialog = importing(path, FILE)
    dialog.next.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)
    assert dialog.pages.currentIndex() == FILE
    assert "a.xlsx" in dialog.fault.text()


def test_the_window_goes_on_answering_while_rows_are_read(importing, table, qtbot):
    _, dialog = importing(table(20_000, bad=False), COLUMNS)
    heard = []
    dialog._ledger_thread.progressed.connect(
        lambda topic, done, _total: heard.append((topic, done))
    )
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == ROWS, timeout=60_000)
    assert len(heard) > 2
    assert [done for _, done in heard] == sorted(done for _, done in heard)


def test_of_two_columns_the_person_chooses_and_sees_what_was_understood(
    importing, tmp_path, settled
):
    path = tmp_path / "발주.csv"
    head = "발주번호,발간등록번호,발주일,부수(천부),금액(천원),금액(천원)\n"
    path.write_text(
        head + 'M-1,P-1,2026-03-04,3,"1,234","9,999"\n합 계,,,3,"1,234","9,999"\n', "utf-8"
    )
    window, dialog = importing(path, COLUMNS)
    assert not dialog.next.isEnabled()
    assert "공급가액" in dialog._far.text()
    assert "× 1,000" in dialog.columns._samples["printed"].text()
    choice = dialog.columns.choices["amount"]
    choice.setCurrentIndex(choice.findData("금액(천원) [E]"))
    assert "1,234" in dialog.columns._samples["amount"].text()
    dialog.next.click()
    settled(window)
    (order,) = dialog._plan.good
    assert (order.printed, order.amount) == (3000, 1_234_000)
    assert "합 계" in dialog.rows.understood.text()
    assert "1,000" in dialog.rows.understood.text()


def test_good_rows_are_shown_as_they_will_be_entered(importing, tmp_path):
    _, dialog = importing(tax_by_row(tmp_path).path, ROWS)
    shown = dialog.rows.good.rows.content
    assert "금연 안내" in shown.rows[0]
    assert [row[0] for row in shown.rows] == [4, 5, 7]
    assert 100_000 in shown.rows[1]
    assert "인쇄" in dialog.rows.understood.text() or "3" in dialog.rows.understood.text()
    why = {row[0]: row[3] for row in dialog.rows.bad.rows.content.rows}
    assert set(why) == {6, 8}


def test_sheet_and_row_of_the_head_are_chosen(importing, tmp_path, settled):
    window, dialog = importing(months(tmp_path).path, COLUMNS)
    page = dialog.columns
    assert [page.sheet.itemText(n) for n in range(1, page.sheet.count())] == [
        "1월",
        "2월",
        "지난해",
    ]
    assert page.header_row.value() == 2
    page.sheet.setCurrentIndex(page.sheet.findData("2월"))
    page.part_chosen.emit()
    settled(window)
    assert len(page.preview.rows.content.rows) == 4
    page.header_row.setValue(3)
    settled(window)
    assert "세무과" in page.preview.rows.content.headers


def test_what_was_chosen_is_remembered_for_the_sender(importing, tmp_path, settled):
    path = tmp_path / "a.csv"
    path.write_text("책,찍은 날,몇 권,돈\n가,2026-03-02,10,100\n", "utf-8")
    window, dialog = importing(path, FILE)
    dialog.file.from_whom.setCurrentText("문화과")
    dialog.next.click()
    settled(window)
    for name, header in {"title": "책", "day": "찍은 날", "printed": "몇 권"}.items():
        choice = dialog.columns.choices[name]
        choice.setCurrentIndex(choice.findData(header))
    for _ in range(2):
        dialog.next.click()
        settled(window)
    assert dialog.pages.currentIndex() == DONE
    dialog.next.click()
    path.write_text("책,찍은 날,몇 권,돈\n나,2026-04-02,20,100\n", "utf-8")
    again, second = importing(path, FILE)
    assert "문화과" in [second.file.from_whom.itemText(n) for n in range(2)]
    second.file.from_whom.setCurrentText("문화과")
    for _ in range(2):
        second.next.click()
        settled(again)
    assert [order.publication for order in second._plan.good] == ["나"]
