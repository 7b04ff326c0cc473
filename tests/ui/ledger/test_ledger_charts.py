# SPDX-License-Identifier: AGPL-3.0-or-later
"""What charts say besides their picture: tables, readings by keyboard, files; and numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from app import i18n
from app.ledger.derivation import Unit
from app.services.costing.ledger import open_ledger
from app.services.costing.view_models import Scope
from app.ui.ledger import amounts
from app.ui.ledger.palette import _ON_DARK, _ON_LIGHT
from app.ui.ledger.tables import RowsModel, TableRows
from app.ui.theme import DARK, LIGHT

# A window for each test; the overview is tried in the fast suite.
pytestmark = pytest.mark.slow


@pytest.fixture
def window(opened, small):
    return opened()


def test_a_table_stands_behind_the_chart_and_goes_to_a_spreadsheet(window):
    chart = window.dashboard.trend
    chart.table_button.click()
    assert chart.faces.currentWidget() is chart.table
    chart.copied.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 13
    march = lines[3].split("\t")
    assert march[:3] == ["2026-03", "600", "1000"]


def test_nothing_of_a_table_becomes_a_formula_elsewhere():
    model = RowsModel()
    model.show_rows(TableRows(("제목", "부수"), [("=cmd()", -5), ("@a", 3), ("가\t나", None)]))
    assert model.tsv().split("\n")[1:] == ["'=cmd()\t-5", "'@a\t3", "가 나\t"]


def test_a_chart_is_read_with_the_keyboard(window, qtbot):
    plot = window.dashboard.trend.plot
    plot.setFocus()
    for _ in range(3):
        qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.accessibleDescription() == window.dashboard.trend.reading.text()
    assert plot.accessibleDescription().startswith("2026-03")
    assert "600부" in plot.accessibleDescription()
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.accessibleDescription().startswith("2026-02")


@pytest.mark.parametrize("name", ["trend", "waterfall", "parts", "pareto", "forecast", "what_if"])
def test_a_chart_is_saved_on_white_paper_and_stays_dark_on_screen(window, tmp_path, name):
    window.apply_theme(DARK)
    chart = getattr(window.dashboard, name)
    picture, page = tmp_path / "가.png", tmp_path / "가.pdf"
    chart.save(picture)
    chart.save(page)
    image = QImage(str(picture))
    assert image.pixelColor(2, 2).name() == LIGHT.surface.lower()
    colors = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 7)
    }
    assert len(colors) > 2
    assert page.read_bytes().startswith(b"%PDF")
    assert chart.theme is DARK


def test_saved_charts_of_the_example_say_so(opened, example):
    window = opened()
    for chart in window.dashboard.charts:
        assert chart.source_note.startswith(i18n.tr("EXAMPLE DATA"))


def test_steps_of_the_waterfall_lead_from_the_first_sum_to_the_last(opened, example):
    rows = opened().dashboard.waterfall.table.rows.content.rows
    amounts_of = [row[1] for row in rows]
    assert sum(amounts_of[:5]) == amounts_of[5]
    assert amounts_of[5] + amounts_of[6] == amounts_of[7]


def test_parts_sum_to_the_city(opened, example):
    window = opened()
    with open_example() as ledger:
        whole = ledger.figures.totals(Scope.of_year(2026))
    rows = window.dashboard.parts.table.rows.content.rows
    assert sum(row[2] for row in rows) == whole.printed
    assert sum(row[5] for row in rows) == whole.spent


def open_example():
    from app import paths

    return open_ledger(str(paths.example_ledger_file()))


def test_the_line_of_eighty_percent_stands_where_the_ledger_says(opened, example):
    chart = opened().dashboard.pareto
    shares = [row[6] for row in chart.table.rows.content.rows]
    at = chart._pareto.for_80
    assert float(shares[at - 1].rstrip("\u00a0%")) >= 79.9
    assert float(shares[at - 2].rstrip("\u00a0%")) < 80


def test_the_forecast_begins_after_the_last_month_with_prints(window):
    rows = window.dashboard.forecast.table.rows.content.rows
    states = [row[2] for row in rows[:12]]
    assert states == [i18n.tr("known")] * 5 + [i18n.tr("forecast")] * 7


def test_korean_numbers_keep_their_digits_and_axes_count_in_ten_thousands():
    assert amounts.won(4_600_000_000) == "4,600,000,000원"
    assert amounts.won_on_axis(4_600_000_000) == "46억원"
    assert amounts.on_axis(35_000) == "3.5만"
    assert amounts.on_axis(0) == "0"
    assert amounts.on_axis(-1_250_000) == "-125만"
    assert amounts.measured(375, Unit.PERMILLE) == "37.5\u00a0%"


def test_english_axes_count_in_thousands_and_millions():
    i18n.use_language(i18n.Language.ENGLISH)
    assert amounts.won(-4_600_000) == "-₩4,600,000"
    assert amounts.won_on_axis(4_600_000) == "₩4.6M"
    assert amounts.won_on_axis(-4_600_000_000) == "-₩4.6bn"
    assert amounts.on_axis(35_000) == "35k"


def test_no_two_lines_of_a_chart_share_a_colour():
    for colors in (_ON_LIGHT, _ON_DARK):
        assert len({colors.printed, colors.reference, colors.target}) == 3
        assert colors.saved != colors.lost
