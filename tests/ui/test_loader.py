# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is read in a thread reaches whoever is there still, and nobody else."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread
from pytestqt.qtbot import QtBot

from app.errors import AppError
from app.ui.shell.loader import Loader, post


def test_an_answer_and_a_trouble_come_to_the_gui_thread(qtbot: QtBot) -> None:
    owner, heard = QObject(), []
    here = QThread.currentThread()
    loader = Loader(
        owner,
        lambda answer: heard.append((answer, QThread.currentThread() is here)),
        lambda trouble: heard.append((trouble, QThread.currentThread() is here)),
    )
    loader.ask(lambda: 7)
    qtbot.waitUntil(lambda: len(heard) == 1)

    def fail() -> None:
        raise AppError("그것은 없습니다.")

    loader.ask(fail)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [(7, True), ("그것은 없습니다.", True)]


def test_only_the_latest_answer_counts(qtbot: QtBot) -> None:
    owner, heard, go = QObject(), [], threading.Event()
    loader = Loader(owner, heard.append, heard.append)
    loader.ask(lambda: go.wait(10) and 1)
    loader.ask(lambda: 2)
    qtbot.waitUntil(lambda: heard == [2])
    go.set()
    qtbot.wait(50)
    assert heard == [2]


def test_an_owner_that_is_deleted_while_a_thread_reads_hears_nothing(qtbot: QtBot) -> None:
    """A window that was closed at that moment ended the program, once in many times."""
    heard: list[object] = []
    for _ in range(300):
        owner = QObject()
        for _ in range(3):
            Loader(owner, heard.append, heard.append).ask(lambda: 1)
        owner.deleteLater()
        QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
        post(owner, lambda: heard.append("gone"))
    qtbot.wait(200)
    assert heard == []
