# SPDX-License-Identifier: AGPL-3.0-or-later
"""The trial of a model before it is installed: in a confined process that may die alone.

A package comes from outside, and its weights are read by native code: what breaks there, hangs
or eats memory costs this process and nothing else.
"""

from __future__ import annotations

import json
import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from app.jobs import confinement_windows, sandbox
from app.jobs.limits import WorkerLimits
from translation.errors import EngineFailed, TranslationError
from translation.packages.model import try_model

_SECONDS = 300.0
_MIB = 1024 * 1024
_BASE_MIB = 4096
"""Address space of Python and CTranslate2 with their threads."""
_TIMES = 4
"""Memory of a loaded model in sizes of its files, at most."""
_MOST_ANSWER = 1 << 16


def try_apart(folder: Path) -> None:
    """Load the model in ``folder`` and translate with it, in a confined process.

    Raises:
        EngineFailed: it cannot be used, takes too long or too much, or the process died over it.
    """
    context = multiprocessing.get_context("spawn")
    wire, other = context.Pipe(duplex=False)
    process = context.Process(target=_try, args=(other, folder), name="hanji-trial", daemon=True)
    confinement_windows.hold_workers()
    process.start()
    other.close()
    try:
        if not wire.poll(_SECONDS):
            raise EngineFailed(detail="too slow")
        said = json.loads(wire.recv_bytes(_MOST_ANSWER))
    except (EOFError, OSError, ValueError) as error:
        raise EngineFailed(detail="crashed") from error
    finally:
        process.kill()
        process.join()
        wire.close()
    if not isinstance(said, dict) or said.get("failed") is not None:
        detail = said.get("failed") if isinstance(said, dict) else ""
        raise EngineFailed(detail=str(detail)[:200] or "crashed")


def _try(wire: Connection, folder: Path) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    sandbox.confine(
        WorkerLimits(
            max_memory_mib=_BASE_MIB + _TIMES * size // _MIB,
            read_below=(str(folder.resolve()),),
        )
    )
    try:
        try_model(folder)
    except TranslationError as error:
        said: dict[str, str | None] = {
            "failed": str(error.params.get("detail") or error.code.value)
        }
    except (MemoryError, RuntimeError, OSError, ValueError) as error:
        said = {"failed": type(error).__name__}
    else:
        said = {"failed": None}
    wire.send_bytes(json.dumps(said).encode())
