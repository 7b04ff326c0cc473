# SPDX-License-Identifier: AGPL-3.0-or-later
"""A second start hands its files to the window that is open; files of a start stand in the list."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.ui import single_instance
from app.ui.single_instance import SecondStarts, hand_over
from tests.conftest import REPOSITORY

SECOND = """
import sys
sys.path.insert(0, ".")
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.single_instance import hand_over
application = QCoreApplication([])
sys.exit(0 if hand_over([Path(name) for name in sys.argv[1:]]) else 7)
"""


@pytest.fixture
def second(qtbot):
    """Start the program a second time and return how it ended."""

    def start(*names: str, cwd: Path = REPOSITORY) -> int:
        code = SECOND.replace('"."', repr(str(REPOSITORY)))
        process = subprocess.Popen([sys.executable, "-c", code, *names], cwd=cwd)
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=60_000)
        return process.returncode

    return start


def test_files_of_a_second_start_come_to_the_first(window, second, tmp_path, make_document, qtbot):
    first = SecondStarts(window)
    first.files.connect(window.window().open_files)
    assert first.listen()
    make_document(tmp_path / "시정 백서.hwp")
    assert second("시정 백서.hwp", cwd=tmp_path) == 0
    qtbot.waitUntil(lambda: len(window.model.rows) == 1)
    assert window.model.rows[0].found.source == tmp_path / "시정 백서.hwp"


def test_without_a_first_nobody_takes_them(qapp, second):
    assert not hand_over([])
    assert second("a.hwp") == 7


def test_another_folder_of_settings_is_another_program(window, second, monkeypatch, tmp_path):
    assert SecondStarts(window).listen()
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "portable"))
    assert second("a.hwp") == 7


@pytest.mark.parametrize("said", [b"[]", b"{}\n", b'["a", 3]\n', b"\xff\n", b"x" * 100 + b"\n"])
def test_nonsense_opens_nothing(window, said, qtbot):
    first = SecondStarts(window)
    heard = []
    first.files.connect(heard.append)
    assert first.listen()
    socket = QLocalSocket()
    socket.connectToServer(single_instance._name())
    assert socket.waitForConnected(2000)
    socket.write(said)
    socket.flush()
    qtbot.wait(200)
    socket.abort()
    assert heard == []


def test_what_a_killed_program_left_is_no_hindrance(window, second):
    QLocalServer.removeServer(single_instance._name())
    assert SecondStarts(window).listen()
    assert SecondStarts(window).listen()
    assert second("a.hwp") == 0


def test_a_project_of_a_review_opens_as_one(window, tmp_path, monkeypatch, make_document, qtbot):
    opened = []
    monkeypatch.setattr(window.reviews, "open", opened.append)
    document = make_document(tmp_path / "a.hwp")
    window.window().open_files([tmp_path / "a.en.hanji", document])
    qtbot.waitUntil(lambda: len(window.model.rows) == 1)
    assert opened == [tmp_path / "a.en.hanji"]
