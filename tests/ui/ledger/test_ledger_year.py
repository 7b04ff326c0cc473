# SPDX-License-Identifier: AGPL-3.0-or-later
"""The year step by step in the window: freezing, rights, approval, report and code, by mouse and keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.ledger.anchor_code import anchor_code
from app.ledger.records import PrintOrder, Publication, RecordKind
from app.services.costing.first_year import YearStep
from app.services.costing.ledger import Right, open_ledger
from app.ui.ledger.window import DASHBOARD, ENTRIES, GUIDE, RECORDS

YEAR = date.today().year  # noqa: DTZ011 - the day in the office


@pytest.fixture
def before() -> None:
    """A title that was printed the year before; 김 entered it."""
    with open_ledger(name="김") as ledger:
        ledger.add(
            [
                Publication("P-1", "시정 백서", ""),
                PrintOrder("O-1", "P-1", date(YEAR - 1, 5, 4), 1000, 1000, 3_000_000, 300_000),
            ]
        )


def step(window, which: YearStep):
    return next(box for box in window.guide.steps if box.step is which)


def press(qtbot, settled, window, button) -> None:
    assert button.isEnabled(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settled(window)


def test_an_empty_ledger_leads_to_the_steps_and_they_to_the_import(opened, settled, qtbot):
    window = opened()
    press(qtbot, settled, window, window.empty.guide)
    assert window.pages.currentWidget() is window.guide
    orders = step(window, YearStep.ORDERS)
    assert orders.state.text() == "다음 할 일"
    assert "발주가 아직 없습니다" in orders.lacks.text()
    press(qtbot, settled, window, orders.buttons["import-order"])
    assert window.importing.isVisible()
    window.importing.reject()
    prices = step(window, YearStep.PRICES)
    press(qtbot, settled, window, prices.buttons["import-price"])
    assert window.importing.file.record_kind() is RecordKind.PRICE
    window.importing.reject()
    closing = step(window, YearStep.CLOSING)
    assert not closing.buttons["report"].isEnabled()


def test_baselines_are_seen_before_they_are_frozen(opened, settled, qtbot, before):
    window = opened()
    window.show_page(GUIDE)
    window.guide.year.setCurrentIndex(window.guide.year.findData(YEAR))
    settled(window)
    press(qtbot, settled, window, step(window, YearStep.BASELINE).buttons["freeze"])
    dialog = window.errands.dialog
    settled(window)
    assert dialog.table.rows.content.rows[0][:4] == ("시정 백서", 1000, 1, 3_000_000)
    assert not dialog.accepting.isEnabled()
    qtbot.keyClicks(dialog.approver, "Lee")
    qtbot.waitUntil(dialog.accepting.isEnabled)
    press(qtbot, settled, window, dialog.accepting)
    assert not dialog.isVisible()
    with open_ledger(name="감사") as ledger:
        entry = ledger.entries(0, 1)[0]
    assert entry.kind == RecordKind.BASELINE
    assert '"Lee"' in entry.content
    assert "기준이 있는 간행물 1종" in step(window, YearStep.BASELINE).lacks.text()


def test_who_enters_a_baseline_is_not_its_approver(opened, settled, qtbot, before):
    window = opened()
    window.act("freeze", YEAR)
    dialog = window.errands.dialog
    dialog.approver.setText("박")
    settled(window)
    qtbot.waitUntil(lambda: dialog._fault.isVisible())
    assert not dialog.accepting.isEnabled()


@pytest.mark.slow
def test_the_first_rights_leave_the_giver_with_the_right_to_enter(opened, settled, qtbot, before):
    window = opened()
    window.act("rights", 0)
    dialog = window.errands.dialog
    settled(window)
    assert dialog.persons.rows.content.rows == [("누구나", "기재 · 검토 · 승인")]
    qtbot.keyClicks(dialog.name, "Lee")
    dialog.boxes[Right.APPROVE].setChecked(True)
    press(qtbot, settled, window, dialog.accepting)
    settled(window)
    with open_ledger(name="감사") as ledger:
        assert ledger.all_rights() == {"Lee": {Right.APPROVE}, "박": {Right.ENTER}}
    assert not dialog.keep_own.isVisible()
    qtbot.keyClicks(dialog.name, "Kim")
    press(qtbot, settled, window, dialog.accepting)
    qtbot.waitUntil(lambda: dialog._fault.isVisible())


@pytest.mark.slow
def test_all_that_waits_is_approved_at_once_by_somebody_else(opened, settled, qtbot, small):
    window = opened()
    window.bridge.confirm = lambda *_arguments: True
    assert "미확정" in window.dashboard.state.text()
    window.show_page(GUIDE)
    press(qtbot, settled, window, step(window, YearStep.APPROVAL).buttons["approve-all"])
    settled(window)
    window.show_page(DASHBOARD)
    assert "모두 승인했습니다" in window.dashboard.state.text()


def test_a_figure_without_a_baseline_is_no_nought(opened, before):
    window = opened()
    card = window.dashboard.cards.card("realised")
    assert card.value.text() == "–"
    assert "기준이 없습니다" in card.accessibleName()
    assert window.dashboard.bridge.table.rows.content.rows == []


def test_the_bridge_begins_with_the_headline(opened, small):
    window = opened()
    rows = window.dashboard.bridge.table.rows.content.rows
    headline = window.dashboard.cards.card("realised").value.text()
    assert f"{rows[0][1]:,}원" == headline
    assert len(rows) == 9


@pytest.mark.slow
def test_a_report_of_confirmed_figures_is_written_with_its_cover(
    opened, settled, qtbot, small, tmp_path, monkeypatch
):
    window = opened()
    target = tmp_path / "보고서.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    for office in ("새빛시", ""):
        window.write_report()
        dialog = window.errands.dialog
        if office:
            dialog.form.setCurrentIndex(dialog.form.findData(".pdf"))
            dialog.office.setText(office)
            dialog.confirmed.setChecked(True)
        else:
            # It is remembered for the next report.
            assert dialog.office.text() == "새빛시"
            break
        press(qtbot, settled, window, dialog.accepting)
    from pypdf import PdfReader

    text = PdfReader(target).pages[0].extract_text()
    assert "확정된 수치만" in text
    assert "새빛시" in text


@pytest.mark.slow
def test_an_emblem_that_is_none_is_refused_in_the_dialog(opened, settled, small, tmp_path):
    window = opened()
    window.write_report()
    dialog = window.errands.dialog
    (tmp_path / "e.png").write_bytes(b"no picture")
    dialog.emblem.setText(str(tmp_path / "e.png"))
    dialog.accepting.click()
    assert dialog._fault.isVisible()
    assert dialog.isVisible()


def test_prices_and_names_are_listed_and_lead_to_their_entries(opened, settled, qtbot, small):
    window = opened()
    window.show_page(RECORDS)
    settled(window)
    records = window.records
    records.show_kind(RecordKind.ORGANISATION)
    settled(window)
    names = [row[1] for row in records.rows.rows.content.rows]
    assert sorted(names) == ["문화과", "복지과", "새빛시"]
    records.filter.setText("문화")
    qtbot.waitUntil(lambda: len(records.rows.rows.content.rows) == 1)
    qtbot.keyClick(records.rows, Qt.Key.Key_Return)
    settled(window)
    assert window.shown_page == ENTRIES
    assert window.entries.view.current().key == "A"


def test_a_kept_code_is_compared_and_a_slip_is_said(opened, settled, qtbot, small):
    window = opened()
    window.act("anchor", 0)
    settled(window)
    dialog = window.entries._dialog
    code = dialog.code.text()
    with open_ledger(name="감사") as ledger:
        end = ledger.anchor()
    assert code == anchor_code(end.count, end.hash)
    dialog.kept.setText(code[:-1])
    dialog.compare.click()
    assert dialog._fault.isVisible()
    dialog.kept.setText(code.lower())
    press(qtbot, settled, window, dialog.compare)
    assert "처음 8건을 증명합니다" in window.entries.verdict.text()


def test_a_ledger_that_lost_entries_since_it_was_seen_is_told_and_taken_as_it_is(
    opened, settled, qtbot, small
):
    from app import paths
    from app.services.costing.kept_anchors import keep_anchor
    from app.store.ledger.verifying import Anchor

    keep_anchor(str(paths.ledger_file()), Anchor(20, "0" * 64), "2026-11-02")
    window = opened()
    assert "2026-11-02" in window.banner.text.text()
    press(qtbot, settled, window, window.banner.action)
    dialog = window.entries._dialog
    assert dialog.accept_file.isVisible()
    press(qtbot, settled, window, dialog.accept_file)
    window.entries.verify.click()
    settled(window)
    assert "바뀐 것이 없습니다" in window.entries.verdict.text()
    assert not window._held.stray


def test_the_analysis_sorts_filters_and_is_exported(
    opened, settled, qtbot, small, tmp_path, monkeypatch
):
    window = opened()
    press(qtbot, settled, window, window.bar.analysis)
    page = window.analysis
    page.group.setCurrentIndex(page.group.findData("title"))
    settled(window)
    assert [row[0] for row in page.shown_rows()] == ["시정 백서", "복지 안내"]
    page.rows.horizontalHeader().sectionClicked.emit(0)
    page.rows.horizontalHeader().sectionClicked.emit(0)
    assert [row[0] for row in page.shown_rows()] == ["복지 안내", "시정 백서"]
    page.filter.setText("백서")
    assert page.shown_rows() == [("시정 백서", 600, 600)]
    target = tmp_path / "분석.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(target), ""))
    press(qtbot, settled, window, page.export)
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines == ["간행물별,2026,합계", "시정 백서,600,600"]
