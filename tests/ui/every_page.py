# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window with every page open and full, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.costing import demo
from app.services.reviewing.overview import set_due
from app.services.reviewing.session import Review, open_project
from app.ui.book.page import TABS
from app.ui.ledger.window import ANALYSIS, DASHBOARD, ENTRIES, GUIDE, RECORDS
from app.ui.window import BOOK_PAGE, Window
from tests.conftest import SAMPLES
from tests.review.conftest import project_of, small_document
from tests.ui.books_at_once import convert
from translation.inline_codes import from_marked
from translation.review.anchors import SpanAnchor

SIZES = ((760, 520), (1024, 640), (1440, 900))
LEDGER = {
    "overview": DASHBOARD,
    "entries": ENTRIES,
    "step by step": GUIDE,
    "prices and names": RECORDS,
    "analysis": ANALYSIS,
}
_PATIENCE = 30_000


def fill(shell: Window, qtbot: QtBot, folder: Path) -> None:
    """Open everything: a list with a book and a failure, a project of a review, a ledger, a book.

    Args:
        folder: of the documents; books are made in the folder of the settings.
    """
    books = Path(shell.preferences.current.out_folder)
    convert(SAMPLES / "hanji-guidebook.docx", books)
    broken = folder / "깨진 문서.hwp"
    broken.write_bytes(b"x")
    shell.land([broken, SAMPLES / "hanji-notice.hwpx"])
    rows = shell.convert.model.rows
    qtbot.waitUntil(lambda: len(rows) == 2, timeout=_PATIENCE)
    shell.convert.batch.start_all()
    qtbot.waitUntil(lambda: all(row.item is not None for row in rows), timeout=_PATIENCE)
    shell.land([project_of_two(folder)])
    demo.turn_on()
    shell.show_page("ledger")
    settle(shell, qtbot)
    shell.show_book(convert(SAMPLES / "hanji-white-paper.hwp", books))
    book = shell.page(BOOK_PAGE)
    qtbot.waitUntil(lambda: book.publishing.answer() is not None, timeout=_PATIENCE)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: book.known is not None, timeout=_PATIENCE)  # type: ignore[attr-defined]
    book.publish.name.setText("홍길동")  # type: ignore[attr-defined]


def project_of_two(folder: Path) -> Path:
    """Make a project of a review that two people work on."""
    project = folder / "안내.en.hanji"
    project_of(project, small_document(), lambda source: from_marked(f"EN {source.marked}"))
    _work_on(project)
    return project


def _work_on(path: Path) -> None:
    """Have two people work on a project: comments, a change of a confirmed text, a day."""
    with open_project(path) as project:
        first = Review(project, author="홍길동")
        first.confirm(1, from_marked("A guide to the ofice"))
        Review(project, author="김검토").confirm(
            1, from_marked("A guide to the civil affairs ofice")
        )
        first.comment(1, "어느 민원실입니까?", SpanAnchor("target", 15, "civil affairs"))
        (said,) = project.comments(1)
        first.comment(1, "1층 민원실입니다.", reply_to=said.comment_id)
        first.comment(1, "옛말", SpanAnchor("target", 0, "gone"))
    set_due(path, date(2026, 1, 2))


def settle(shell: Window, qtbot: QtBot) -> None:
    """Wait until the ledger has answered everything."""
    thread = shell.page("ledger").ledger.ledger_thread  # type: ignore[attr-defined]
    QTest.qWait(30)
    qtbot.waitUntil(lambda: not thread.busy, timeout=_PATIENCE)
    QTest.qWait(60)
    qtbot.waitUntil(lambda: not thread.busy, timeout=_PATIENCE)


def pages(shell: Window, qtbot: QtBot) -> Iterator[str]:
    """Yield the name of each page, with its inner pages, while it is shown."""
    shell.show_page("convert")
    for row in shell.convert.model.rows:
        shell.convert.view.choose(row.number)
        yield f"convert-{row.number}"
    shell.show_page("books")
    qtbot.waitUntil(lambda: len(shell.page("books").model.shown) == 3, timeout=_PATIENCE)  # type: ignore[attr-defined]
    yield "books"
    review = shell.page("review")
    shell.show_page("review")
    review.tabs.setCurrentIndex(0)  # type: ignore[attr-defined]
    yield "review"
    review.tabs.setCurrentIndex(1)  # type: ignore[attr-defined]
    (project,) = review.windows  # type: ignore[attr-defined]
    for at in range(project.central.panes.count()):
        project.central.panes.setCurrentIndex(at)
        yield f"review-project-{at}"
    shell.show_page("ledger")
    ledger = shell.page("ledger").ledger  # type: ignore[attr-defined]
    for name, page in LEDGER.items():
        ledger.show_page(page)
        settle(shell, qtbot)
        yield f"ledger-{name}"
    for name in ("help", "settings"):
        shell.show_page(name)
        yield name
    shell.show_page(BOOK_PAGE)
    for tab in TABS:
        shell.page(BOOK_PAGE).show_tab(tab)  # type: ignore[attr-defined]
        yield f"book-{tab}"
