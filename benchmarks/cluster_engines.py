# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dask distributed and Ray side by side: cost of a task, and what a killed worker costs.

    python -m benchmarks.cluster_engines dask     # in an environment with distributed
    python -m benchmarks.cluster_engines ray      # in an environment with ray

Each runs two workers of one process, and the same tasks through a pool of two processes in the
same run, taking turns; figures are medians and their ratio to the pool. Figures of the two
engines are comparable through that ratio. See docs/decisions/0010-cluster-engine.md.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

Submit = Callable[..., Callable[[], Any]]
"""Starts a task and returns what waits for it."""

SMALL, LARGE = b"x" * 1024, b"x" * (5 << 20)
ROUNDS = 7


def echo(data: bytes) -> bytes:
    """Give back what came."""
    return data


def slow(place: str) -> int:
    """Work for three seconds, and say in which process."""
    with Path(place).open("a", encoding="ascii") as said:
        said.write(f"{os.getpid()}\n")
    time.sleep(3)
    return os.getpid()


@contextmanager
def pool() -> Iterator[Submit]:
    """Give two processes of the standard library."""
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        yield lambda function, *given: executor.submit(function, *given).result


@contextmanager
def dask() -> Iterator[Submit]:
    """Give two workers of Dask distributed."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield lambda function, *given: client.submit(function, *given, pure=False).result


@contextmanager
def ray() -> Iterator[Submit]:
    """Give two workers of Ray."""
    import ray as engine

    engine.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    remote: dict[Any, Any] = {}

    def submit(function: Any, *given: Any) -> Callable[[], Any]:
        task = remote.setdefault(function, engine.remote(max_retries=3)(function))
        waiting = task.remote(*given)
        return lambda: engine.get(waiting)

    try:
        yield submit
    finally:
        engine.shutdown()


def seconds_a_task(submit: Submit, data: bytes, count: int) -> float:
    """Return the time for a task, two of them on their way at once."""
    started = time.perf_counter()
    waiting: list[Callable[[], Any]] = []
    for _ in range(count):
        if len(waiting) == 2:
            waiting.pop(0)()
        waiting.append(submit(echo, data))
    for one in waiting:
        one()
    return (time.perf_counter() - started) / count


def seconds_after_kill(submit: Submit, folder: Path) -> float:
    """Kill the process of a three-second task after one second; return until the result came."""
    place = folder / f"pids-{time.monotonic_ns()}"
    waiting = submit(slow, str(place))
    while not (place.exists() and place.read_text("ascii").strip()):
        time.sleep(0.01)
    time.sleep(1)
    os.kill(int(place.read_text("ascii").split()[0]), signal.SIGKILL)
    killed = time.perf_counter()
    waiting()
    return time.perf_counter() - killed


def main() -> int:
    """Print the figures of one engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=("dask", "ray"))
    chosen = parser.parse_args().engine
    import tempfile

    started = time.perf_counter()
    with pool() as plain, {"dask": dask, "ray": ray}[chosen]() as engine:
        for submit in (plain, engine):
            seconds_a_task(submit, SMALL, 20)
        sys.stdout.write(f"start of {chosen} and the pool: {time.perf_counter() - started:.1f} s\n")
        for name, data, count in (("1 KiB", SMALL, 200), ("5 MiB in and out", LARGE, 20)):
            taken: dict[str, list[float]] = {"pool": [], chosen: []}
            for _ in range(ROUNDS):
                for who, submit in (("pool", plain), (chosen, engine)):
                    taken[who].append(seconds_a_task(submit, data, count) * 1000)
            base, other = (statistics.median(taken[who]) for who in ("pool", chosen))
            spread = f"{min(taken[chosen]):.2f} to {max(taken[chosen]):.2f}"
            sys.stdout.write(
                f"{name}: pool {base:.2f} ms, {chosen} {other:.2f} ms ({spread}), "
                f"{other - base:+.2f} ms, {other / base:.1f}x\n"
            )
        with tempfile.TemporaryDirectory() as folder:
            again = [seconds_after_kill(engine, Path(folder)) for _ in range(3)]
        sys.stdout.write(
            "worker killed in a task of 3 s: result after "
            + ", ".join(f"{one:.1f}" for one in again)
            + " s\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
