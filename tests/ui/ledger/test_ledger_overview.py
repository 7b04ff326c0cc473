# SPDX-License-Identifier: AGPL-3.0-or-later
"""The overview: what its figures are, where they come from, and how one goes down and up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from app import i18n, paths
from app.i18n import Language, use_language
from app.services.costing.ledger import LedgerService, Right, open_ledger
from app.services.costing.view_models import Scope
from app.ui.background import Background
from app.ui.ledger import amounts
from app.ui.ledger.bars import LedgerBar
from app.ui.ledger.opening import open_shown
from app.ui.ledger.window import ENTRIES
from app.ui.theme import DARK, LIGHT, Theme

_YEAR = Scope.of_year(2026)


def test_an_empty_ledger_offers_import_and_example(opened):
    window = opened()
    assert window.pages.currentWidget() is window.empty
    assert window.empty.take_in.isEnabled()
    assert window.empty.example.isEnabled()
    assert not window.example.isVisible()
    assert not window.bar.report.isEnabled()


@pytest.mark.slow
def test_the_example_comes_and_goes_with_a_click_and_leaves_the_ledger_alone(
    opened, settled, qtbot
):
    window = opened()
    window.empty.example.click()
    settled(window)
    assert window.pages.currentWidget() is window.dashboard
    assert window.example.isVisible()
    assert "1,314,817" in window.dashboard.cards.card("printed").value.text()
    with open_ledger(str(paths.ledger_file())) as real:
        assert real.count() == 0
    window.example.remove.click()
    settled(window)
    assert not window.example.isVisible()
    assert window.pages.currentWidget() is window.empty
    assert not paths.example_ledger_file().exists()


def test_nobody_changes_the_example(opened, settled, example):
    window = opened()
    window.show_page(ENTRIES)
    settled(window)
    entries = window.entries
    for button in (window.bar.take_in, entries.approve, entries.correct, entries.close_period):
        assert not button.isEnabled()
    assert window.example.isVisible()


def test_a_ledger_of_ones_own_is_shown_in_place_of_the_example(opened, small, example):
    window = opened()
    assert not window.example.isVisible()
    assert window.dashboard.cards.card("printed").value.text() == "1,100부"


def test_cards_say_what_the_ledger_says_and_keep_potential_apart(opened, example):
    window = opened()
    with open_shown() as ledger:
        held = ledger.figures.cards(_YEAR)
    cards = window.dashboard.cards
    assert cards.card("spent").value.text() == amounts.won(held.totals.spent)
    assert cards.card("realised").value.text() == amounts.won(held.realised.likely)
    assert cards.card("potential").value.text() == amounts.won(held.potential.likely)
    assert cards.card("won_a_copy").value.text() == amounts.won(held.won_a_copy)
    assert amounts.won_on_axis(held.realised.low) in cards.card("realised").accessibleName()
    i18n.use_language(i18n.Language.ENGLISH)
    window.retranslate()
    assert "not saved" in cards.card("potential").accessibleName()
    assert cards.card("potential").property("apart")
    assert not cards.card("realised").property("apart")


@pytest.mark.parametrize(
    "name",
    ["planned", "printed", "avoided", "spent", "realised", "potential", "digital", "won_a_copy"],
)
def test_each_card_opens_where_its_figure_comes_from(opened, settled, example, name):
    window = opened()
    card = window.dashboard.cards.card(name)
    card.click()
    settled(window)
    assert window.dashboard.origin.isVisible()
    top = window.dashboard.origin.tree.topLevelItem(0)
    assert card.value.text() in top.text(1).split("\n")[0]
    assert top.childCount()


def test_from_a_figure_down_to_the_entry(opened, settled, qtbot, small):
    window = opened()
    board = window.dashboard
    board.cards.card("realised").click()
    settled(window)
    rows = board.origin.rows
    titles = [row[0] for row in rows.rows.content.rows]
    rows.setCurrentIndex(rows.rows.index(titles.index("시정 백서"), 0))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    settled(window)
    assert [row[1] for row in rows.rows.content.rows] == ["N-1"]
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    settled(window)
    assert window.pages.currentWidget() is window.entries
    assert window.entries.view.current().key == "N-1"


def test_down_to_a_department_and_back_to_the_city(opened, settled, qtbot, example):
    window = opened()
    board = window.dashboard
    city = board.cards.card("spent").value.text()
    parts = board.parts._bar_order()
    board.parts.plot.setFocus()
    qtbot.keyClick(board.parts.plot, Qt.Key.Key_Down)
    qtbot.keyClick(board.parts.plot, Qt.Key.Key_Return)
    settled(window)
    assert board.cards.card("spent").value.text() == amounts.won(parts[0].totals.spent)
    assert board.scope_bar.crumbs()[-1] == parts[0].name
    board.scope_bar._crumbs[0].click()
    settled(window)
    assert board.cards.card("spent").value.text() == city


def test_months_bound_the_figures(opened, settled, small):
    window = opened()
    bar = window.dashboard.scope_bar
    bar.last.setCurrentIndex(3)
    settled(window)
    assert window.dashboard.cards.card("printed").value.text() == "600부"
    bar.first.setCurrentIndex(4)
    settled(window)
    assert bar.last.currentIndex() == 4
    assert window.dashboard.cards.card("printed").value.text() == "500부"


def test_a_slider_shows_a_plan_with_its_range(opened, settled, example):
    window = opened()
    chart = window.dashboard.what_if
    rows = {}
    for share in (10, 50):
        chart.sliders[0].setValue(share)
        settled(window)
        rows[share] = chart.table.rows.content.rows[0]
    _, low, likely, high = rows[50]
    assert low < likely < high
    assert likely > rows[10][2]


def test_the_environment_is_off_until_it_is_asked_for(opened, settled, example):
    window = opened()
    panel = window.dashboard.environment
    assert not panel.table.isVisible()
    assert not panel.table.rows.content.rows
    panel.switch.click()
    settled(window)
    assert panel.table.isVisible()
    for name, low, likely, high, source, day in panel.table.rows.content.rows:
        assert low <= likely <= high
        assert name
        assert source
        assert day


def test_a_report_of_what_is_shown_is_written(opened, settled, said, tmp_path, small, monkeypatch):
    window = opened()
    heard = said(window)
    target = tmp_path / "보고서.csv"
    monkeypatch.setattr(
        "app.ui.ledger.reporting.QFileDialog.getSaveFileName",
        lambda *_arguments: (str(target), "CSV (*.csv)"),
    )
    window.bar.report.click()
    dialog = window.errands.dialog
    dialog.form.setCurrentIndex(dialog.form.findData(".csv"))
    dialog.accepting.click()
    settled(window)
    assert "시정 백서" in target.read_text("utf-8-sig")
    assert "보고서.csv" in heard[-1].text


def test_a_ledger_that_cannot_be_opened_is_said_once(opened, said, tmp_path, qtbot):
    heard = []

    def refuse() -> LedgerService:
        return open_ledger(str(tmp_path))

    window = opened(refuse)
    window.bridge.said.connect(heard.append)
    assert str(tmp_path) in window.banner.text.text()
    window.reload()
    qtbot.waitUntil(lambda: not window.ledger_thread.busy)
    assert not heard


def test_one_failing_request_leaves_the_others_alone(opened, qtbot, small):
    window = opened()
    answers = []

    def fail(_ledger: LedgerService) -> int:
        raise ZeroDivisionError

    window.ledger_thread.ask(fail, answers.append)
    window.ledger_thread.ask(lambda ledger: ledger.count(), answers.append)
    qtbot.waitUntil(lambda: not window.ledger_thread.busy)
    assert answers == [8]
    assert "ZeroDivisionError" in window.banner.text.text()


def test_the_main_window_opens_one_ledger_and_closes_it(qtbot, qapp, tmp_path, small):
    from app.settings import Settings
    from app.ui.window import Window

    background = Background()
    main = Window(Settings(out_folder=str(tmp_path / "books")), background)
    qtbot.addWidget(main, before_close_func=lambda _window: background.close())
    main.show()
    main.sidebar.buttons["ledger"].click()
    first = main.page("ledger").ledger
    qtbot.waitUntil(lambda: not first.ledger_thread.busy, timeout=60_000)
    main.show_page("convert")
    main.sidebar.buttons["ledger"].click()
    assert main.page("ledger").ledger is first
    main.switch_language()
    assert first.windowTitle() == "Ledger – Hanji"
    main.close()
    assert not first.ledger_thread._thread.is_alive()


@pytest.mark.parametrize("language", list(i18n.Language))
def test_everything_that_takes_the_focus_has_a_name(opened, settled, example, language):
    i18n.use_language(language)
    window = opened()
    window.dashboard.cards.card("realised").click()
    settled(window)
    for page in (0, ENTRIES):
        window.show_page(page)
        settled(window)
        for widget in window.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and widget.isVisible() and not widget.objectName().startswith("qt_"):
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface.text(QAccessible.Text.Name), (widget, widget.parent())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_charts_take_the_themes_ground(opened, example, theme: Theme):
    window = opened()
    window.apply_theme(theme)
    for chart in window.dashboard.charts:
        picture = chart.plot.grab().toImage()
        assert picture.pixelColor(1, 1).name() == theme.surface.lower()


@pytest.mark.parametrize("width", [560, 700, 1300])
@pytest.mark.parametrize("language", list(Language))
def test_no_name_of_a_page_is_cut_off(qtbot, width: int, language: Language):
    use_language(language)
    bar = LedgerBar(lambda: None, lambda: None)
    qtbot.addWidget(bar)
    bar.retranslate()
    bar.show_person("김예산", list(Right))
    bar.resize(width, 120)
    bar.show()
    qtbot.waitExposed(bar)
    for tab in (bar.guide, bar.dashboard, bar.analysis, bar.entries, bar.records):
        assert tab.width() >= tab.sizeHint().width()
        assert bar.rect().contains(
            tab.geometry().translated(tab.parentWidget().mapTo(bar, QPoint()))
        )
