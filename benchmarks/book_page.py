# SPDX-License-Identifier: AGPL-3.0-or-later
"""How soon the page of a book of 1,000 pages shows it, and how fast its pages turn.

    python -m benchmarks.book_page [--pages N] [--times N] [--warm]

Run with ``QT_QPA_PLATFORM=offscreen``. Printed, in seconds of the clock and of the processor in this
process: from the call to the first page that is drawn (median of N, the first apart: it starts the
worker); then milliseconds to turn a chapter and a page within one, median and slowest of 60.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.services.library import LibraryBook
from app.services.report import ReportItem, Status
from app.settings import Settings
from app.ui.book.page import BookPage
from app.ui.notifier import Notifier
from app.ui.shell.preferences import Preferences
from app.ui.start import prepare_application
from app.ui.theme import LIGHT
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    Note,
    NoteKind,
    NoteRef,
    PageBreak,
    Paragraph,
    Row,
    Scope,
    Table,
    Text,
)
from converters.epub.writer import write_book

_LINE = "시민과 함께 정한 목표에 따라 분기마다 추진 상황을 점검하고 그 결과를 누리집에 공개하였다. "


def large_book(pages: int) -> bytes:
    """Return a book of so many printed pages: headings, paragraphs, tables, notes."""
    blocks: list[Block] = []
    notes: dict[str, Note] = {}
    head = Row(tuple(Cell((_line(word),), scope=Scope.COLUMN) for word in ("구분", "2025", "2026")))
    for page in range(1, pages + 1):
        blocks.append(PageBreak(str(page)))
        if page % 3 == 1:
            blocks.append(Heading(1 if page % 30 == 1 else 2, (Text(f"제{page}절 추진 현황"),)))
        blocks += [_line(f"{page}-{n} {_LINE * 4}") for n in range(5)]
        if page % 5 == 0:
            rows = [Row((Cell((_line(f"과제 {n}"),)), Cell((_line("12"),)), Cell((_line("15"),)))) for n in range(8)]  # fmt: skip
            blocks.append(Table((head, *rows), head_rows=1))
        if page % 2 == 0:
            key = f"n{page}"
            notes[key] = Note(NoteKind.FOOTNOTE, str(page), (_line(_LINE),))
            blocks.append(Paragraph((Text("자세한 내용"), NoteRef(key))))
    return write_book(Document(Metadata("천 쪽 백서"), tuple(blocks), notes=notes)).data


def _line(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _until(app: QApplication, done: object) -> None:
    assert callable(done)
    last = time.monotonic() + 60
    while not done():
        if time.monotonic() > last:
            raise TimeoutError
        app.processEvents()
        time.sleep(0.001)


def main() -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--warm", action="store_true")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    prepare_application(app)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "book.epub"
        path.write_bytes(large_book(options.pages))
        item = ReportItem("x.hwp", Status.CONVERTED, "0" * 64, outputs=(str(path),))
        book = LibraryBook(path, folder / "gone.hwp", item, 0.0)
        page = BookPage(Preferences(Settings(out_folder=made)), Notifier(), lambda: None)
        page.retranslate()
        page.apply_theme(LIGHT)
        page.resize(1120, 720)
        page.show()
        _until(app, page.isVisible)
        taken = []
        if options.warm:
            # As the list of books does while a person looks at it.
            page.expect()
            time.sleep(8)
        for _ in range(options.times + 1):
            start, own = time.perf_counter(), time.process_time()
            page.open(book)
            _until(app, lambda: page.pane.chapter_count > 0)
            page.pane.preview.viewport().grab()
            taken.append((time.perf_counter() - start, time.process_time() - own))
            _until(app, lambda: page.publishing.answer() is not None)
            checked = time.perf_counter() - start
        first, *later = taken
        print(
            f"first page: {first[0]:.2f} s with the start of a worker ({first[1]:.2f} s CPU here)"
        )
        print(
            f"first page: {statistics.median(t for t, _ in later):.2f} s later; checked after {checked:.1f} s"
        )
        chapters = []
        for number in range(60):
            start = time.perf_counter()
            page.pane.show_chapter(number % page.pane.chapter_count, 0, mark_it=False)
            page.pane.preview.viewport().grab()
            chapters.append(1000 * (time.perf_counter() - start))
        pages = []
        page.pane.show_chapter(0)
        for _ in range(60):
            start = time.perf_counter()
            page.pane.preview.turn(1)
            page.pane.preview.viewport().grab()
            pages.append(1000 * (time.perf_counter() - start))
        for name, times in (("chapter", chapters), ("page", pages)):
            print(
                f"turning a {name}: {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms"
            )
        page.jobs.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
