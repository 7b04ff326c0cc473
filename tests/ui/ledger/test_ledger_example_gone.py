# SPDX-License-Identifier: AGPL-3.0-or-later
"""Once real orders are in the ledger, nothing of the example is anywhere: no text, no export."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.ledger.serialization import row_of
from app.services.costing.example import records
from app.services.costing.ledger import open_ledger
from app.services.costing.report import FORMS, ReportOptions, write_report
from app.services.costing.view_models import Scope
from app.ui.ledger.importdialog import DONE
from app.ui.ledger.window import DASHBOARD, ENTRIES

_FIGURES = ("spent", "realised", "potential", "printed", "avoided", "won_a_copy", "digital")


def example_words() -> set[str]:
    """Return titles, numbers, departments and sources that only the example has."""
    found: set[str] = set()
    for record in records():
        for value in row_of(record).values():
            if (
                isinstance(value, str)
                and len(value) > 3
                and not re.fullmatch(r"[\d-]+|[a-z_]+", value)
            ):
                found.add(value)
    return found


def texts_below(widget: QWidget) -> list[str]:
    """Return everything that a widget and those in it say, seen or hidden, cells and trees too."""
    found: list[str] = []
    for part in (widget, *widget.findChildren(QWidget)):
        found += [part.toolTip(), part.accessibleName(), part.accessibleDescription()]
        if isinstance(part, QLabel | QLineEdit):
            found.append(part.text())
        elif isinstance(part, QTextEdit | QPlainTextEdit):
            found.append(part.toPlainText())
        elif isinstance(part, QComboBox):
            found += [part.itemText(at) for at in range(part.count())]
        elif isinstance(part, QTreeWidget):
            waiting: list[QTreeWidgetItem] = [part.invisibleRootItem()]
            while waiting:
                item = waiting.pop()
                found += [item.text(0), item.text(1), item.toolTip(0)]
                waiting += [item.child(at) for at in range(item.childCount())]
        elif isinstance(part, QAbstractItemView) and part.model() is not None:
            model = part.model()
            for row in range(min(model.rowCount(), 300)):
                for column in range(model.columnCount()):
                    said = model.index(row, column).data(Qt.ItemDataRole.DisplayRole)
                    found.append(str(said or ""))
        if hasattr(part, "text") and not isinstance(part, QLabel | QLineEdit):
            text = part.text
            found.append(str(text()) if callable(text) else "")
        table = getattr(part, "table_rows", None)
        if callable(table):
            found += [str(cell) for row in table().rows for cell in row]
    return [text for text in found if text]


@pytest.fixture
def real_after_example(example, opened, settled, qtbot, table):
    """A window: the example was looked at all over, was removed, and real orders were imported."""
    window = opened()
    assert window.example.isVisible()
    window.dashboard.environment.switch.setChecked(True)
    window.dashboard.what_if.sliders[0].setValue(70)
    for name in _FIGURES:
        window.dashboard.open_figure(name)
        settled(window)
    title = window.dashboard.origin._titles.rows[0].publication
    window.dashboard.open_title(title)
    settled(window)
    shown = texts_below(window)
    assert example_words() & set(" ".join(shown).split("\n")) or any(
        word in text for word in list(example_words())[:400] for text in shown
    )
    window.show_page(ENTRIES)
    window.entries.filter.setText("인쇄")
    window.entries.ask_verification()
    settled(window)
    window.show_page(DASHBOARD)
    window.remove_example()
    settled(window)
    window.take_in()
    dialog = window.importing
    dialog.file.file.setText(str(table(20, bad=False)))
    while dialog.pages.currentIndex() < DONE:
        at = dialog.pages.currentIndex()
        dialog.next.click()
        qtbot.waitUntil(lambda at=at: dialog.pages.currentIndex() > at, timeout=60_000)
    dialog.next.click()
    settled(window)
    return window


@pytest.mark.slow
def test_no_pane_of_the_window_says_anything_of_the_example(real_after_example, settled):
    window = real_after_example
    words = example_words()
    assert not window.example.isVisible()
    assert not window.dashboard.origin.isVisible()

    def clean(where: str) -> None:
        said = texts_below(window)
        left = {(where, text) for text in said for word in words if word in text}
        assert not left
        assert not [text for text in said if "예시" in text and window.empty.example.text() != text
                    and "예시" not in window.empty.example.text()]  # fmt: skip

    clean("as it came in")
    assert window.dashboard.origin.tree.topLevelItemCount() == 0
    for name in _FIGURES:
        window.dashboard.open_figure(name)
        settled(window)
        clean(name)
    window.dashboard.open_title("P-1")
    settled(window)
    clean("title")
    window.dashboard.environment.switch.setChecked(True)
    settled(window)
    clean("environment")
    window.show_page(ENTRIES)
    settled(window)
    clean("entries")
    assert window.entries.verdict.text() == ""
    assert window.entries.filter.text() == ""
    window.retranslate()
    clean("retranslated")
    for chart in window.dashboard.charts:
        assert "예시" not in chart.source_note


@pytest.mark.slow
def test_no_report_or_export_says_anything_of_the_example(
    real_after_example, settled, tmp_path: Path
):
    words = example_words()
    scope = real_after_example.dashboard.scope_bar.scope()
    assert scope == Scope.of_year(2026)
    with open_ledger() as ledger:
        assert ledger.count() == 20
        assert ledger.figures.cards(scope).totals.printed > 0
        for form in FORMS:
            path = tmp_path / f"r{form}"
            write_report(ledger, scope, path, ReportOptions(environment=True))
            if form == ".xlsx":
                book = load_workbook(path)
                said = " ".join(
                    str(cell) for sheet in book for row in sheet.values for cell in row if cell
                )
            elif form == ".csv":
                said = str(list(csv.reader(io.StringIO(path.read_text("utf-8-sig")))))
            elif form == ".pdf":
                # What the streams of the file hold is packed.
                said = " ".join(page.extract_text() for page in PdfReader(path).pages)
            elif form == ".hwpx":
                with zipfile.ZipFile(path) as package:
                    said = " ".join(
                        package.read(part).decode("utf-8", "ignore") for part in package.namelist()
                    )
            else:
                said = path.read_text("utf-8")
            assert not [word for word in words if word in said]
