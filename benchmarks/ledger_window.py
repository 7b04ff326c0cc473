# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fluid the ledger's window is with very many entries, beside its limits.

``python -m benchmarks.ledger_window [--orders 100000]`` makes a ledger of that many print orders,
opens its window off the screen, and prints for each thing a person does how long it takes until the
answer is drawn, and the longest time in which the window answered nobody meanwhile.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ledger.records import Record
    from app.ui.ledger.window import LedgerWindow

_TITLES, _BUREAUS, _DEPARTMENTS = 2000, 9, 6
_FIGURE_MS, _DRILL_MS, _PAUSE_MS = 300, 200, 100


def records(orders: int) -> Iterator[Record]:
    """Yield a made-up city: parts, titles, baselines of the last year, and orders of three."""
    from app.ledger.printing import Binding, PrintSpec
    from app.ledger.records import Baseline, Organisation, PrintOrder, Publication

    chance = random.Random(7)
    parts = []
    yield Organisation("S", "새빛시", "", "city")
    for bureau in range(_BUREAUS):
        yield Organisation(f"B{bureau}", f"{bureau + 1}국", "S", "bureau")
        for below in range(_DEPARTMENTS):
            parts.append(f"B{bureau}-{below}")
            yield Organisation(parts[-1], f"{bureau + 1}국 {below + 1}과", f"B{bureau}")
    for n in range(_TITLES):
        spec = PrintSpec(chance.choice((16, 64, 120, 300)), binding=chance.choice(list(Binding)))
        yield Publication(f"P-{n:05}", f"간행물 {n + 1}", chance.choice(parts), spec)
        if n % 3:
            yield Baseline(f"P-{n:05}", 2026, 3500, date(2026, 1, 2), "이과장", "계획", runs=20)
    for n in range(orders):
        planned = chance.randint(100, 6000)
        printed = round(planned * chance.uniform(0.6, 1))
        day = date(chance.choice((2024, 2025, 2026)), chance.randint(1, 10), chance.randint(1, 28))
        amount = printed * chance.randint(900, 4000)
        title = f"P-{chance.randrange(_TITLES):05}"
        yield PrintOrder(f"N-{n:07}", title, day, planned, printed, amount, amount // 10)


def made_ledger(path: Path, orders: int) -> int:
    """Write the ledger; return how many entries it has."""
    from app.services.costing.ledger import open_ledger

    with open_ledger(str(path), "김") as ledger:
        ledger.add(records(orders))
        return ledger.count()


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--orders", type=int, default=100_000)
    orders = arguments.parse_args().orders
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HANJI_DATA_DIR"] = folder
        path = Path(folder) / "large.sqlite"
        started = time.perf_counter()
        count = made_ledger(path, orders)
        made = time.perf_counter() - started
        print(f"{count:,} entries, {path.stat().st_size / 2**20:.0f} MiB, made in {made:.0f} s")
        measure(path)


def measure(path: Path) -> None:
    """Open the window and do what an auditor does."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from app.services.costing.ledger import open_ledger
    from app.ui.ledger.window import ENTRIES, LedgerWindow
    from app.ui.start import prepare_application

    application = QApplication([])
    prepare_application(application)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    windows: list[LedgerWindow] = []
    rows: list[tuple[str, float, float, float]] = []

    def answered() -> bool:
        entries = windows[0].entries.view.entries
        return not windows[0].ledger_thread.busy and (
            not entries.count or entries.entry(0) is not None
        )

    def until(name: str, limit: float, do: Callable[[], object], done: Callable[[], bool]) -> None:
        """Do something, and turn the loop until its answer is drawn."""
        pause, started = 0.0, time.perf_counter()
        do()
        pause = time.perf_counter() - started
        while True:
            began = time.perf_counter()
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            pause = max(pause, time.perf_counter() - began)
            if done():
                break
            time.sleep(0.001)
        whole = time.perf_counter() - started
        rows.append((name, 1000 * whole, limit, 1000 * pause))

    def open_it() -> None:
        window = LedgerWindow(lambda: open_ledger(str(path), "박"))
        window.resize(1280, 720)
        window.show()
        windows.append(window)

    until("open, all cards and charts", 2000, open_it, answered)
    window = windows[0]
    board, entries = window.dashboard, window.entries
    until("another year", 2000, lambda: board.scope_bar.year.setCurrentIndex(1), answered)
    until("back again", 2000, lambda: board.scope_bar.year.setCurrentIndex(0), answered)
    until("down to a bureau", 2000, lambda: board.scope_bar.open_part("B3", "4국"), answered)
    until("up to the city", 2000, lambda: board.scope_bar.go_up(0), answered)
    slider = board.what_if.sliders[0]
    until("a slider", _FIGURE_MS, lambda: slider.setValue(45), lambda: _settled(window))
    until("origin of a figure", _FIGURE_MS, lambda: board.open_figure("realised"), answered)
    until("origin of a title", _DRILL_MS, lambda: board.open_title("P-00001"), answered)
    until("page of entries", _DRILL_MS, lambda: window.show_page(ENTRIES), answered)
    number = entries.view.entries.count // 2
    until("to an entry", _DRILL_MS, lambda: entries.go_to(number), lambda: _at(window, number))
    until("filter, a word", _FIGURE_MS, lambda: _filter(window, "N-00123"), answered)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'':30}{'measured':>12}{'limit':>10}{'pause':>12}{'limit':>10}")
    for name, value, limit, pause in rows:
        print(f"{name:30}{value:>9.0f} ms{limit:>7.0f} ms{pause:>9.0f} ms{_PAUSE_MS:>7} ms")
    print(f"memory: {peak:.0f} MiB at most, {before:.0f} MiB before the window was opened")
    window.close()


def _settled(window: LedgerWindow) -> bool:
    return not window.dashboard.what_if.waiting and not window.ledger_thread.busy


def _at(window: LedgerWindow, number: int) -> bool:
    current = window.entries.view.current()
    return current is not None and current.number == number


def _filter(window: LedgerWindow, words: str) -> None:
    window.entries.filter.setText(words)
    window.entries.reload()


if __name__ == "__main__":
    main()
