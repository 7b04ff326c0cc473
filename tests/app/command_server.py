# SPDX-License-Identifier: AGPL-3.0-or-later
"""A process that runs commands in forks of itself, with the program's modules loaded already.

A command still is a process of its own, with its own arguments, streams, environment and exit
code; only the second of imports before it is spent once. ``command.hanji`` is its client: a
line of JSON asks for a command, a line answers with its exit code and processor seconds.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import pkgutil
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any

_PACKAGES = ("app.cli", "app.services", "app.store", "converters")
_NOT_LOADED = ("app.store.ledger.migrations",)
"""Alembic runs these itself."""
_ALSO = ("alembic.command", "sqlalchemy.dialects.sqlite", "openpyxl")
"""Libraries that commands load late and are seldom without."""


def load() -> None:
    """Import what commands need; nothing is run."""
    import app.__main__

    for package in map(importlib.import_module, _PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(_NOT_LOADED):
                importlib.import_module(module.name)
    for name in _ALSO:
        importlib.import_module(name)
    # Worker processes that a command spawns look for it here.
    sys.modules["__main__"] = app.__main__


def run(command: Mapping[str, Any]) -> int:
    """Run a command in this process, as the interpreter would, and return its exit code."""
    from app.__main__ import main

    os.chdir(command["cwd"])
    os.environ.clear()
    os.environ.update(command["environ"])
    time.tzset()
    for path, number, flags in (
        (os.devnull, 0, os.O_RDONLY),
        (command["out"], 1, os.O_WRONLY),
        (command["err"], 2, os.O_WRONLY),
    ):
        opened = os.open(path, flags)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    sys.argv = ["hanji", *command["arguments"]]
    try:
        code = main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001
        sys.excepthook(*sys.exc_info())
        code = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return int(code)


def serve() -> None:
    """Answer until nobody asks any more."""
    load()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            code = 70
            try:
                code = run(json.loads(line))
            finally:
                os._exit(code)
        _, status, used = os.wait4(child, 0)
        seconds = used.ru_utime + used.ru_stime
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)} {seconds}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
