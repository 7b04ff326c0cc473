# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two hundred real conversions in the window, which goes on answering meanwhile."""

from __future__ import annotations

import shutil
import time

import pytest
from PySide6.QtCore import Qt, QTimer

from app.ui.queue.rows import ON_THE_WAY, RowState
from tests.conftest import SAMPLES


@pytest.mark.slow
def test_two_hundred_files_and_a_window_that_answers(window, qtbot, add, tmp_path, books):
    sample = next(SAMPLES.glob("*.hwp"))
    (tmp_path / "in").mkdir()
    for number in range(200):
        shutil.copy(sample, tmp_path / "in" / f"백서 {number:03}.hwp")
    add(tmp_path / "in", count=200)
    gaps: list[float] = []
    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setInterval(20)
    timer.timeout.connect(beat)
    timer.start()
    qtbot.mouseClick(window.footer.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: not any(row.state in ON_THE_WAY for row in window.model.rows), timeout=300_000
    )
    timer.stop()
    assert [row.state for row in window.model.rows] == [RowState.CONVERTED] * 200
    assert len(list(books.glob("*.epub"))) == 200
    # A person notices a window that does not answer for a quarter of a second.
    gaps.sort()
    assert gaps[int(len(gaps) * 0.99)] < 0.25, gaps[-10:]
