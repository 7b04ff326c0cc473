# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger's window over real ledgers, in folders of the test's own."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import paths
from app.ledger.records import Baseline, Organisation, PrintOrder, Publication
from app.services.costing import demo
from app.services.costing.ledger import LedgerService, open_ledger
from app.ui.ledger.opening import open_shown
from app.ui.ledger.window import LedgerWindow
from app.ui.notifier import Notification
from app.ui.start import prepare_application

Open = Callable[..., LedgerWindow]


@pytest.fixture(autouse=True)
def at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """박 is at work, with the file of the ledger."""
    monkeypatch.setenv("HANJI_PERSON", "박")
    monkeypatch.delenv("HANJI_DATABASE", raising=False)


@pytest.fixture(scope="session")
def made_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, made once."""
    folder = tmp_path_factory.mktemp("example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HANJI_DATA_DIR", str(folder))
        demo.turn_on()
    return folder


@pytest.fixture
def example(made_example: Path) -> None:
    """The example is turned on."""
    shutil.copytree(made_example, paths.data_folder(), dirs_exist_ok=True)


@pytest.fixture
def small() -> None:
    """A city of two departments; 김 entered everything."""
    with open_ledger(name="김") as ledger:
        ledger.add(
            [
                Organisation("C", "새빛시", "", "city"),
                Organisation("A", "문화과", "C"),
                Organisation("B", "복지과", "C"),
                Publication("P-1", "시정 백서", "A"),
                Publication("P-2", "복지 안내", "B"),
                Baseline("P-1", 2026, 1000, date(2026, 1, 2), "이", "2025년 발주"),
                PrintOrder("N-1", "P-1", date(2026, 3, 4), 1000, 600, 1_200_000, 120_000),
                PrintOrder("N-2", "P-2", date(2026, 5, 6), 500, 500, 900_000, 90_000),
            ]
        )


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[LedgerWindow], None]:
    """Wait until all that was asked is answered and shown."""

    def wait(window: LedgerWindow) -> None:
        def quiet() -> bool:
            entries = window.entries
            waiting = entries._typing.isActive() or entries.view._timer.isActive()
            return not (window.ledger_thread.busy or waiting or window.dashboard.what_if.waiting)

        qtbot.waitUntil(quiet, timeout=60_000)
        qtbot.wait(60)
        qtbot.waitUntil(quiet, timeout=60_000)

    return wait


@pytest.fixture
def opened(qtbot: QtBot, qapp, settled: Callable[[LedgerWindow], None]) -> Iterator[Open]:
    """Open the window of the ledger."""
    prepare_application(qapp)
    windows: list[LedgerWindow] = []

    def open_it(open_ledger: Callable[[], LedgerService] = open_shown) -> LedgerWindow:
        window = LedgerWindow(open_ledger)
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        settled(window)
        return window

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def said() -> Callable[[LedgerWindow], list[Notification]]:
    """Everything that a window's banner says from now on."""

    def listen(window: LedgerWindow) -> list[Notification]:
        heard: list[Notification] = []
        window.bridge.said.connect(heard.append)
        return heard

    return listen


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a table of print orders; every hundredth row, from the fifth, has a bad number."""

    def write(rows: int, *, bad: bool = True) -> Path:
        path = tmp_path / "발주.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file)
            out.writerow(["발주번호", "발간등록번호", "발주일", "인쇄부수(부)", "공급가액", "비고"])
            for n in range(rows):
                number = "많음" if bad and n % 100 == 4 else f"{100 + n % 900:,}"
                out.writerow([f"N-{n}", "P-1", f"2026-0{1 + n % 9}-11", number, "1,000,000", ""])
        return path

    return write
