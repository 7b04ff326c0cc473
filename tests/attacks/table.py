# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes what code inside a worker tries, and what it gets: ``docs/operations/attacks.md``.

    python -m tests.attacks.table

The tries are those of ``tests.attacks.planted``; the tests look at their effects from outside, this
page at the answers. Linux only.
"""

from __future__ import annotations

import errno
import json
import os
import pty
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.jobs.limits import WorkerLimits
from app.jobs.local import LocalExecutor
from app.jobs.request import JobRequest
from converters.conversion import ConversionRequest
from tests.attacks import planted

PAGE = Path(__file__).parents[2] / "docs" / "operations" / "attacks.md"
_HEAD = """# What code inside a worker tries

Written by `python -m tests.attacks.table` from `tests/attacks/planted.py`: a worker of this program runs
code that asks the kernel for each of these by number, past the C library. `tests/attacks` looks at the
effects from outside and fails where one is seen. The answers are those of Linux {kernel} as {person};
other systems have the walls that `batch.md` names.

What is stated, not held: the names and sizes of files outside may be asked for (`stat`), and a worker
may write into the folder of the books.

{count} tries, {held} held.

| of | try | answer |
|---|---|---|
"""
_GROUPS = ("files", "reads", "processes", "kernel", "sockets", "terminal", "memory")


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield the group, the try and the answer of each."""
    with tempfile.TemporaryDirectory(prefix="hanji-attacks-") as name:
        folder = Path(name)
        for part in ("books", "sources", "elsewhere"):
            (folder / part).mkdir()
        victim = folder / "sources" / "victim.hwp"
        victim.write_bytes(b"a document")
        secret = folder / "elsewhere" / "secret.txt"
        secret.write_text("secret", encoding="utf-8")
        limits = WorkerLimits(
            max_seconds=30,
            max_memory_mib=900,
            write_below=(str(folder / "books"),),
            read_below=(str(folder / "sources"),),
        )
        terminal, own = pty.openpty()
        with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"]) as other:
            given = {
                "victim": str(victim),
                "elsewhere": str(folder / "elsewhere"),
                "read": [str(secret)],
                "other": other.pid,
                "unix": str(folder / "elsewhere" / "socket"),
                "terminal": os.ttyname(own),
            }
            shown = {str(folder): "…", str(other.pid): "N", os.ttyname(own): "/dev/pts/N"}
            executor = LocalExecutor(1, limits, planted.attempt)
            try:
                for group in _GROUPS:
                    for tried, got in _answers(executor, group, given).items():
                        yield group, _plain(tried, shown), _answer(group, got)
            finally:
                executor.close()
                other.kill()
                os.close(terminal)
                os.close(own)


def _answers(executor: LocalExecutor, group: str, given: dict[str, object]) -> dict[str, int]:
    request = ConversionRequest(Path("a"), Path("b"), passwords=(group, json.dumps(given)))
    result = executor.submit(JobRequest(1, request)).result(timeout=120)
    assert result.conversion is not None, result.error
    found: dict[str, int] = json.loads(result.conversion.title)
    return found


def _plain(tried: str, shown: dict[str, str]) -> str:
    for given, instead in shown.items():
        tried = tried.replace(given, instead)
    return tried.replace(f"/proc/{os.getpid()}/", "/proc/PARENT/")


def _answer(group: str, got: int) -> str:
    if group == "memory":
        return f"{got} MiB of 900"
    return errno.errorcode.get(-got, str(got)) if got < 0 else "done"


def main() -> None:
    """Write the page."""
    found = list(rows())
    held = sum(answer not in ("done",) for _, _, answer in found)
    person = "root" if os.geteuid() == 0 else "an ordinary user"
    head = _HEAD.format(
        kernel=".".join(os.uname().release.split(".")[:2]),
        person=person,
        count=len(found),
        held=held,
    )
    lines = [f"| {group} | {tried} | {answer} |\n" for group, tried, answer in found]
    PAGE.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
