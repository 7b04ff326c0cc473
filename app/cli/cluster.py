# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji cluster``: the scheduler of several machines, and the worker of one of them."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from app.cli import output
from app.errors import AppError, ExitCode, UsageError
from app.i18n import mark, tr

_NO_PLACE = mark("{url} cannot be used ({detail}).")


def add_cluster(commands: Any) -> None:
    """Add the words of ``hanji cluster`` to a parser's commands."""
    cluster = commands.add_parser(
        "cluster",
        help=tr("let several machines convert"),
        description=tr("Runs the scheduler of a cluster, or the worker of one machine."),
    )
    actions = cluster.add_subparsers(dest="action", metavar="ACTION", required=True)
    scheduler = actions.add_parser("scheduler", help=tr("run the scheduler, once for a cluster"))
    worker = actions.add_parser("worker", help=tr("convert on this machine for a scheduler"))
    for one in (scheduler, worker):
        one.add_argument("url", metavar="URL", help=tr("tls://HOST:PORT of the scheduler"))
        one.add_argument("--config", type=Path, metavar="FILE", help=tr("options in a file (TOML)"))
    worker.add_argument(
        "--jobs", type=int, default=0, metavar="N", help=tr("files at once on this machine")
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Run a node until it is stopped.

    Raises:
        AppError: it cannot be run here.
    """
    from app.cli.config import address_of, read_config

    address = address_of(arguments.url, read_config(arguments.config) if arguments.config else None)
    assert address is not None
    from app import bootstrap

    nodes = load_nodes()
    try:
        if arguments.action == "scheduler":
            nodes.run_scheduler(
                address, lambda at: output.say(tr("The scheduler listens at {url}.", url=at))
            )
        else:
            slots = arguments.jobs if arguments.jobs > 0 else bootstrap.default_workers()
            nodes.run_worker(
                address,
                slots,
                lambda _: output.say(
                    tr("Converting for {url}, {n} at once.", url=address.url, n=slots)
                ),
            )
    except KeyboardInterrupt:
        return ExitCode.DONE
    except (OSError, TimeoutError, RuntimeError, ValueError) as error:
        raise AppError(_NO_PLACE, url=address.url, detail=str(error)) from error
    return ExitCode.DONE


def load_nodes() -> Any:
    """Return the programs of a cluster.

    Raises:
        UsageError: Dask is not installed.
    """
    # Read when Dask is imported, here and in the processes that it starts.
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "warning")
    try:
        from app.jobs.cluster import nodes
    except ImportError as error:
        from app.bootstrap import NO_CLUSTERS

        raise UsageError(NO_CLUSTERS, detail=error.name or str(error)) from error
    return nodes
