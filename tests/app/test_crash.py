# SPDX-License-Identifier: AGPL-3.0-or-later
"""What nobody caught is logged whole, and the person hears one line, whatever thread it was in."""

from __future__ import annotations

import logging
import sqlite3
import sys
import threading

import pytest

from app import crash


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install(lines.append, None)
    return lines


def fail() -> None:
    raise ValueError("detail for the log")


def test_an_error_of_another_thread_is_logged_and_said(said, caplog):
    thread = threading.Thread(target=fail)
    with caplog.at_level(logging.CRITICAL):
        thread.start()
        thread.join()
    assert len(said) == 1
    assert "detail for the log" not in said[0]
    assert "detail for the log" in caplog.text


def test_a_store_that_another_program_holds_is_no_mistake_of_the_program(said, tmp_path, caplog):
    path = tmp_path / "묶음.hanji"
    busy = sqlite3.connect(path, isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")

    def write() -> None:
        other = sqlite3.connect(path, timeout=0)
        try:
            other.execute("CREATE TABLE a (b)")
        finally:
            other.close()

    with caplog.at_level(logging.CRITICAL):
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    busy.close()
    assert len(said) == 1
    assert "다른 창이나 프로그램" in said[0]
    assert "locked" in caplog.text


def test_a_thread_that_ends_by_sys_exit_is_no_error(said, caplog):
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert said == []
    assert caplog.text == ""
