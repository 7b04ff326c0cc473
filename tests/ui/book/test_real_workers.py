# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book's page with confined workers, from the list of documents to a book that was made again."""

from __future__ import annotations

import pytest
from fpdf import FPDF
from PySide6.QtCore import Qt

from app.ui.queue.rows import DONE
from app.ui.window import BOOK_PAGE


@pytest.mark.slow
def test_a_pdf_goes_from_the_list_to_a_mended_book(shell, qtbot, add, tmp_path):
    source = tmp_path / "안내.pdf"
    page = FPDF(format="A4")
    for number in (1, 2):
        page.add_page()
        page.set_font("Helvetica", size=12)
        page.multi_cell(0, 6, f"Page {number}. " + "The city makes paper of mulberry. " * 12)
    source.write_bytes(bytes(page.output()))
    window = shell.convert
    add(source)
    qtbot.mouseClick(window.footer.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.model.rows[0].state in DONE, timeout=60_000)
    window.view.choose(window.model.rows[0].number)
    qtbot.keyClick(window.view.table, Qt.Key.Key_Return)
    book = shell.pages[BOOK_PAGE]
    qtbot.waitUntil(lambda: book.publishing.answer() is not None, timeout=60_000)
    qtbot.waitUntil(lambda: book.known is not None, timeout=60_000)
    if not book.pane.beside.isChecked():
        book.pane.beside.click()
    drawn = book.pane.original
    qtbot.waitUntil(lambda: not drawn._image.isNull(), timeout=60_000)
    first = drawn._image.size()
    assert first.width() < first.height()
    book.metadata.fields["title"].setText("Paper")
    book.metadata.fields["title"].editingFinished.emit()
    book.keys.by_name["rebuild"].trigger()
    qtbot.waitUntil(lambda: not book.busy and book.book.title == "Paper", timeout=60_000)
    folder = book.jobs.folder
    assert folder.is_dir()
    shell.close()
    assert not folder.exists()
