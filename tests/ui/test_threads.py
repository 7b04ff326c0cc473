# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a thread says reaches nobody where its window is gone, and never ends the program.

Each test lets objects be deleted, many times, at the very moment at which a thread says something: on
one that emits the object's own signal, the interpreter dies.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.book.jobs import BookJobs
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.machine import MachineBox
from app.ui.review.memory_lookup import LookupRequest, MemoryLookupThread
from app.ui.theme import system_theme
from translation.inline_codes import Coded
from translation.languages import LanguagePair

_TIMES = 300


def _delete(owner: QObject) -> None:
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def quick_turns() -> Iterator[None]:
    """Threads take turns so often that one is stopped anywhere."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_the_check_of_the_computer_is_closed_while_it_looks(qtbot: QtBot) -> None:
    for _ in range(_TIMES):
        window = QWidget()
        for _ in range(3):
            MachineBox(window, system_theme(), tuple)
        _delete(window)
    qtbot.wait(100)


def test_a_books_page_goes_while_its_threads_answer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.book.jobs.decoded_picture", lambda _data: None)
    for _ in range(_TIMES):
        page = QObject()
        jobs = BookJobs(page)
        for _ in range(3):
            jobs.decode_picture("key", b"")
        _delete(page)
    qtbot.wait(100)


def test_a_window_goes_while_the_memory_answers(qtbot: QtBot) -> None:
    shelf = SimpleNamespace(close=lambda: None, look_up=lambda *_, **__: ())
    made = []
    for number in range(_TIMES):
        window = QObject()
        lookup = MemoryLookupThread(LanguagePair("ko", "en"), window, lambda: shelf)  # type: ignore[arg-type]
        made.append(lookup)
        lookup.ask(LookupRequest(number, Coded(("가",)), None, None))
        _delete(window)
    for lookup in made:
        lookup._asked.put(None)
    qtbot.wait(100)


def test_a_window_goes_while_the_ledger_answers(qtbot: QtBot) -> None:
    made = []
    for _ in range(_TIMES):
        window = QObject()
        ledger = LedgerThread(lambda: nullcontext(None), window)  # type: ignore[arg-type,return-value]
        made.append(ledger)
        tell = partial(ledger.tell, "step", 1, 1)
        for _ in range(3):
            ledger.ask(lambda _ledger, tell=tell: tell(), lambda _none: None)
        _delete(window)
    for ledger in made:
        ledger.close()
    qtbot.wait(100)


def test_a_window_is_closed_though_the_memory_does_not_answer(qtbot: QtBot) -> None:
    answer, asked, closed = threading.Event(), threading.Event(), threading.Event()

    def never(*_: object, **__: object) -> tuple[()]:
        asked.set()
        answer.wait(20)
        return ()

    shelf = SimpleNamespace(close=closed.set, look_up=never)
    lookup = MemoryLookupThread(LanguagePair("ko", "en"), None, lambda: shelf)  # type: ignore[arg-type,return-value]
    lookup.ask(LookupRequest(1, Coded(("가",)), None, None))
    assert asked.wait(10)
    before = time.monotonic()
    lookup.close()
    assert time.monotonic() - before < 10
    answer.set()
    assert closed.wait(10), "the thread closes its own connection"


def test_a_books_page_that_was_closed_hears_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, heard = threading.Event(), []
    monkeypatch.setattr("app.ui.book.jobs.decoded_picture", lambda _data: answer.wait(10))
    page = QObject()
    jobs = BookJobs(page)
    jobs.picture_decoded.connect(lambda *said: heard.append(said))
    jobs.decode_picture("key", b"")
    jobs.close()
    answer.set()
    qtbot.wait(200)
    assert heard == []


def test_the_program_ends_while_its_threads_say_something() -> None:
    """Qt deletes what is left at the end, when daemon threads are still there."""
    for _ in range(3):
        ended = subprocess.run(
            [sys.executable, "-m", "tests.ui.exit_while_posting"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (ended.returncode, ended.stderr) == (0, "")
