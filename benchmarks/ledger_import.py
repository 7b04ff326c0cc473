# SPDX-License-Identifier: AGPL-3.0-or-later
"""An import of 100,000 print orders, one in a hundred bad, beside csv and sqlite3 alone.

``python -m benchmarks.ledger_import [--rows 100000]`` writes a table as an office would (CP949),
checks and enters it, and prints rows a second, the ratio to reading the same file with the csv
module and inserting the same rows with ``executemany``, how soon a stop is obeyed, and memory.
"""

from __future__ import annotations

import argparse
import csv
import resource
import sqlite3
import tempfile
import time
from pathlib import Path

_HEADS = [
    "발주번호",
    "발간등록번호",
    "발주일",
    "계획부수",
    "인쇄부수",
    "공급가액",
    "부가세",
    "인쇄소",
]


def write_table(path: Path, rows: int) -> None:
    """Write orders; every hundredth has a word where a number belongs."""
    with path.open("w", encoding="cp949", newline="") as file:
        out = csv.writer(file)
        out.writerow(_HEADS)
        for n in range(rows):
            printed = "많음" if n % 100 == 99 else f"{100 + n % 900:,}"
            day = f"2026-{1 + n % 12:02}-{1 + n % 28:02}"
            title = f"P-{n % 2000:05}"
            out.writerow([f"N-{n:07}", title, day, 1000, printed, "1,000,000", 100000, "한빛인쇄"])


def plain(path: Path, place: Path) -> tuple[float, float]:
    """Return the seconds of csv alone and of sqlite3 alone."""
    began = time.perf_counter()
    with path.open(encoding="cp949", newline="") as file:
        held = list(csv.reader(file))[1:]
    read = time.perf_counter() - began
    began = time.perf_counter()
    with sqlite3.connect(place) as database:
        database.execute(f"create table o ({', '.join('c' + str(n) for n in range(len(_HEADS)))})")
        database.executemany(f"insert into o values ({', '.join('?' * len(_HEADS))})", held)
    return read, time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows

    from app.ledger.records import Publication, RecordKind
    from app.services.costing.importing import ImportCancelled, fields_of, plan_import, take
    from app.services.costing.ledger import open_ledger
    from app.services.costing.table_files import read_columns

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "orders.csv"
        write_table(table, rows)
        read, written = plain(table, folder / "plain.sqlite")
        with open_ledger(str(folder / "ledger.sqlite"), "김") as ledger:
            ledger.add([Publication(f"P-{n:05}", f"간행물 {n}", "A") for n in range(2000)])
            needed, also = fields_of(RecordKind.ORDER)
            mapping = read_columns(table, (*needed, *also)).guessed
            told: list[int] = []
            began = time.perf_counter()
            plan = plan_import(ledger, table, RecordKind.ORDER, mapping, told.append)
            checking = time.perf_counter() - began
            print(f"check: {rows / checking:,.0f} rows/s, {checking:.1f} s, "
                  f"{checking / read:.0f}x csv alone; {len(plan.good):,} good, "
                  f"{len(plan.bad):,} bad, told {len(told)} times")  # fmt: skip
            stopped: list[float] = []

            def stop() -> bool:
                stopped.append(stopped[0] if stopped else time.perf_counter())
                return True

            count = ledger.count()
            try:
                take(ledger, plan, accept_partial=True, cancelled=stop)
            except ImportCancelled:
                late = time.perf_counter() - stopped[0]
                print(
                    f"stop: obeyed in {late * 1000:.0f} ms, {ledger.count() - count} entries left"
                )
            told.clear()
            began = time.perf_counter()
            take(ledger, plan, accept_partial=True, progress=told.append)
            entering = time.perf_counter() - began
            print(f"enter: {len(plan.good) / entering:,.0f} rows/s, {entering:.1f} s, "
                  f"{entering / written:.0f}x sqlite3 alone (without chain, checks and sums); "
                  f"told {len(told)} times")  # fmt: skip
            began = time.perf_counter()
            assert ledger.verify().ok
            print(f"verify: {ledger.count() / (time.perf_counter() - began):,.0f} entries/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
