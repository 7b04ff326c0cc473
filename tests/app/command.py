# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs the command as a person would: another process, its exit code and both streams."""

from __future__ import annotations

import atexit
import functools
import json
import os
import select
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.reporting.time_by_directory import count_elsewhere

REPOSITORY = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


def hanji(*arguments: object, timeout: float = 120, **environ: str) -> Outcome:
    """Run ``hanji`` with ``arguments``, in a fork of a process that has loaded it.

    Windows knows no forks: there it is a new interpreter.
    """
    if not hasattr(os, "fork"):
        return hanji_afresh(*arguments, timeout=timeout, **environ)
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        out.touch()
        err.touch()
        command = {
            "arguments": [*map(str, arguments)],
            "cwd": str(REPOSITORY),
            "environ": {**os.environ, **environ},
            "out": str(out),
            "err": str(err),
        }
        code = _asked(json.dumps(command), timeout)
        return _outcome(code, out.read_bytes().decode(), err.read_bytes().decode())


def hanji_afresh(*arguments: object, timeout: float = 120, **environ: str) -> Outcome:
    """Run ``hanji`` with ``arguments`` in a new interpreter."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=REPOSITORY,
        env={**os.environ, **environ},
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    return _outcome(done.returncode, done.stdout, done.stderr)


def _outcome(code: int, out: str, err: str) -> Outcome:
    assert "Traceback" not in err + out
    return Outcome(code, out, err)


@functools.cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.app.command_server"],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        start_new_session=True,
    )
    atexit.register(_ended, server)
    return server


def _ended(server: subprocess.Popen[str]) -> None:
    server.stdin.close()
    server.kill()
    server.wait()
    server.stdout.close()


def _asked(line: str, timeout: float) -> int:
    server = _server()
    server.stdin.write(line + "\n")
    if not select.select([server.stdout], [], [], timeout)[0]:
        _server.cache_clear()
        os.killpg(server.pid, 9)
        raise subprocess.TimeoutExpired(line, timeout)
    code, seconds = server.stdout.readline().split()
    count_elsewhere(float(seconds))
    return int(code)
