# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two programs of a cluster: the scheduler, and the worker of one machine."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import dask.config
from distributed import Nanny, Scheduler

from app.jobs.cluster.address import ClusterAddress
from app.jobs.cluster.client import security_of

logger = logging.getLogger(__name__)

ENGINE = {
    # Its own children, which read the documents, are not allowed to a daemon.
    "distributed.worker.daemon": False,
    # Nobody looks at pages of a scheduler on a closed network, so nothing listens there.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # A document is tried twice, as without a cluster.
    "distributed.scheduler.allowed-failures": 1,
    # Watching itself costs more than our tasks do (benchmarks/batch_cluster.py).
    "distributed.worker.profile.enabled": False,
    # It would have memory given back so often that reading a document takes a third longer.
    "distributed.nanny.pre-spawn-environ": {},
    "distributed.logging": {"distributed": "warning"},
}
"""Settings of Dask that a node needs."""


def run_scheduler(address: ClusterAddress, ready: Callable[[str], None]) -> None:
    """Run a scheduler at ``address`` until it is stopped; ``ready`` is told where it listens."""
    asyncio.run(_scheduler(address, ready))


def run_worker(address: ClusterAddress, slots: int, ready: Callable[[str], None]) -> None:
    """Serve a scheduler with so many documents at once until it is gone, or we are stopped."""
    asyncio.run(_worker(address, slots, ready))


async def _scheduler(address: ClusterAddress, ready: Callable[[str], None]) -> None:
    security = security_of(address)
    with dask.config.set(ENGINE):
        async with Scheduler(
            host=address.url, security=_given(security), dashboard=False
        ) as scheduler:
            ready(str(scheduler.address))
            await scheduler.finished()


async def _worker(address: ClusterAddress, slots: int, ready: Callable[[str], None]) -> None:
    with dask.config.set(ENGINE):
        async with Nanny(
            address.url,
            nthreads=slots,
            # The processes that read documents have their own limits; Dask would count none.
            memory_limit=0,
            security=_given(security_of(address)),
            dashboard=False,
        ) as nanny:
            ready(str(nanny.worker_address))
            await nanny.finished()


def _given(security: Any) -> Any:
    return security if security is not None else {}
