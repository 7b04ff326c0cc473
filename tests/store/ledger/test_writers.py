# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several clients at once, and clients that are killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.ledger.records import RecordKind
from app.services.costing.ledger import LedgerService
from app.store.ledger import reading
from app.store.ledger.engine import LedgerBusy, LedgerUnwritten
from app.store.ledger.store import LedgerStore
from tests.store.ledger.city import CITY, order
from tests.store.ledger.writer import THREADS

REPOSITORY = Path(__file__).parent.parent.parent.parent


def client(at: Path | str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.ledger.writer", str(at), name, str(count)]
    return subprocess.Popen(
        command, cwd=REPOSITORY, text=True, stdout=subprocess.PIPE, env=os.environ
    )


def expected(name: str, count: int) -> int:
    return THREADS * (2 * count + len(range(0, count, 10)))


@pytest.mark.slow
def test_clients_that_write_at_once_lose_nothing(at):
    count = 25
    with LedgerStore(at) as store:
        LedgerService(store, "김").add(CITY)
    clients = [client(at, name, count) for name in ("가", "나")]
    for one in clients:
        one.communicate(timeout=240)
    assert [one.returncode for one in clients] == [0, 0]
    with LedgerStore(at) as store:
        verdict = store.verify()
        assert verdict.ok, verdict
        assert verdict.entries == len(CITY) + sum(expected(name, count) for name in "가나")
        with store.reading() as connection:
            keys = [f"{name}-{t}-{n}" for name in "가나" for t in range(2) for n in range(count)]
            assert len(reading.live(connection, RecordKind.ORDER, keys)) == len(keys)


@pytest.mark.slow
def test_a_client_that_is_killed_leaves_whole_entries(at):
    with LedgerStore(at) as store:
        LedgerService(store, "김").add(CITY)
    chance = random.Random(5)
    said: list[str] = []
    for round_ in range(4):
        one = client(at, f"가{round_}", 10_000)
        assert one.stdout is not None
        said.append(one.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.3))
        one.kill()
        rest = one.communicate(timeout=60)[0]
        said += [line for line in rest.splitlines() if line.count("-") == 2]
    with LedgerStore(at) as store:
        assert store.verify().ok
        with store.reading() as connection:
            # What a client was told is written, is written; the last line may be torn.
            there = reading.live(connection, RecordKind.ORDER, said[:-1])
        assert len(there) == len(said[:-1])
        LedgerService(store, "박").add([order("N-9")])
        assert store.verify().ok


def test_readers_see_one_state_while_somebody_writes(city, at):
    stop = threading.Event()
    faults: list[object] = []

    def read() -> None:
        with LedgerStore(at) as other:
            while not stop.is_set():
                verdict = other.verify()
                if not verdict.ok:
                    faults.append(verdict)

    reader = threading.Thread(target=read)
    reader.start()
    ledger = LedgerService(city, "박")
    for n in range(40):
        ledger.add([order(f"R-{n}", month=1 + n % 12)])
    stop.set()
    reader.join()
    assert not faults


def test_who_waits_too_long_is_told_so(city, at, monkeypatch):
    monkeypatch.setattr("app.store.ledger.engine._PATIENCE_S", 1)
    with LedgerStore(at) as other, city.writing(), pytest.raises(LedgerBusy):
        LedgerService(other, "박").add([order("N-9")])


def test_a_full_disk_enters_nothing_and_is_named(tmp_path):
    at = tmp_path / "full.sqlite"
    with LedgerStore(at) as store:
        ledger = LedgerService(store, "김")
        ledger.add(CITY)
        before = ledger.verify()
        with store.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            # SQLite's own way of having no more room; it holds for this connection.
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(LedgerUnwritten, match="full"):
            ledger.add([order(f"F-{n}") for n in range(2000)])
        assert ledger.verify() == before
    with LedgerStore(at) as store:
        ledger = LedgerService(store, "김")
        ledger.add([order("F-1")])
        assert ledger.verify().ok
        assert ledger.verify().entries == before.entries + 1
