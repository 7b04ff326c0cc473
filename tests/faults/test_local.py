# SPDX-License-Identifier: AGPL-3.0-or-later
"""Workers that crash, hang, fill memory and lie: each costs its own file and no other."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import psutil
import pytest

from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor
from app.jobs.request import JobFuture, JobRequest
from converters.conversion import ConversionRequest
from converters.errors import ErrorCode
from tests.conftest import is_wine
from tests.faults.hostile_jobs import obey


@pytest.fixture
def executor() -> Iterator[LocalExecutor]:
    limits = WorkerLimits(max_seconds=2, max_memory_mib=600, max_jobs=5)
    made = LocalExecutor(2, limits, obey)
    yield made
    made.close()
    names = [child.name() for child in psutil.Process().children(recursive=True)]
    assert not [name for name in names if "spawn_main" in name]


def submit(executor: LocalExecutor, number: int, name: str, tmp_path: Path) -> JobFuture:
    target = tmp_path / f"{name}.epub"
    return executor.submit(JobRequest(number, ConversionRequest(Path(f"{name}.hwp"), target)))


def test_each_fault_costs_one_file(executor, tmp_path):
    expected = {
        "well-1": None,
        "crash": ErrorCode.WORKER_DIED,
        "well-2": None,
        "leave": ErrorCode.WORKER_DIED,
        "hang": ErrorCode.DEADLINE,
        "well-3": None,
        "fill": ErrorCode.MEMORY,
        "spam": None,
        "once": None,
        "well-4": None,
    }
    if is_wine():
        # It takes the limit of memory and does not keep it.
        del expected["fill"]
    futures = {name: submit(executor, n, name, tmp_path) for n, name in enumerate(expected)}
    for name, code in expected.items():
        result = futures[name].result(timeout=60)
        assert (result.error.code if result.error else None) == code, name
    assert (tmp_path / "once.epub").read_text() == "died"


def test_a_worker_reaches_no_network_and_starts_no_program(executor, tmp_path):
    result = submit(executor, 1, "phone", tmp_path).result(timeout=30)
    assert result.conversion is not None
    assert result.conversion.title == "connect,resolve,start"


@pytest.mark.slow
def test_workers_make_room_for_fresh_ones(executor, tmp_path):
    futures = [submit(executor, n, f"well-{n}", tmp_path) for n in range(24)]
    pids = {future.result(timeout=30).conversion.title for future in futures}
    assert len(pids) >= 4


@pytest.mark.parametrize("name", ["hang", "deaf"])
def test_a_running_job_can_be_cancelled(executor, tmp_path, name):
    running = submit(executor, 1, name, tmp_path)
    deadline = time.monotonic() + 20
    while not running.running() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert running.cancel()
    with pytest.raises(CancelledError):
        running.result(timeout=20)
    assert submit(executor, 2, "well", tmp_path).result(timeout=30).error is None


def test_a_waiting_job_can_be_cancelled(tmp_path):
    executor = LocalExecutor(1, WorkerLimits(max_seconds=2), obey)
    try:
        first = submit(executor, 1, "hang", tmp_path)
        second = submit(executor, 2, "well", tmp_path)
        assert second.cancel()
        assert second.cancelled()
        assert first.result(timeout=30).error.code is ErrorCode.DEADLINE
    finally:
        executor.close()


def test_closing_ends_running_jobs_and_every_thread(tmp_path):
    before = set(threading.enumerate())
    executor = LocalExecutor(2, WorkerLimits(), obey)
    futures = [submit(executor, n, "hang", tmp_path) for n in range(4)]
    time.sleep(0.5)
    executor.close()
    for future in futures:
        with pytest.raises(CancelledError):
            future.result(timeout=1)
    left = set(threading.enumerate()) - before
    assert not [t for t in left if t.name.startswith("hanji-slot")]


def test_what_comes_after_closing_is_cancelled_and_starts_no_worker(executor, tmp_path):
    """A thread that goes on for a window that was closed would leave a worker behind."""
    executor.close()
    with pytest.raises(CancelledError):
        submit(executor, 1, "well", tmp_path).result(timeout=1)
    executor.warm(JobRequest(2, ConversionRequest(Path("well.hwp"), tmp_path / "well.epub")))
    assert not [one for one in threading.enumerate() if one.name.startswith("hanji-slot")]


def test_workers_die_with_their_parent(tmp_path):
    """A killed program leaves no worker behind (Linux, Windows)."""
    if sys.platform not in ("linux", "win32"):
        pytest.skip("PR_SET_PDEATHSIG is Linux's, the Job Object Windows's")
    code = (
        "import sys\n"
        "sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from app.jobs.limits import WorkerLimits\n"
        "from app.jobs.local import LocalExecutor\n"
        "from app.jobs.request import JobRequest\n"
        "from converters.pipeline import ConversionRequest\n"
        "from tests.faults.hostile_jobs import obey\n"
        "if __name__ == '__main__':\n"
        " e = LocalExecutor(1, WorkerLimits(), obey)\n"
        " f = e.submit(JobRequest(1, ConversionRequest(Path('hang.hwp'), Path('x'))))\n"
        " f.result()\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code)
    repository = Path(__file__).parent.parent.parent
    parent = psutil.Popen(
        [sys.executable, str(script)],
        cwd=repository,
        env={**os.environ, "PYTHONPATH": str(repository)},
    )
    deadline = time.monotonic() + 20
    workers: list[psutil.Process] = []
    while not workers and time.monotonic() < deadline:
        time.sleep(0.1)
        workers = [c for c in parent.children() if "spawn_main" in " ".join(c.cmdline())]
    time.sleep(1)
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(workers, timeout=60)
    assert workers
    assert not alive
