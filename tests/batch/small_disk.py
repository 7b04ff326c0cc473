# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small disks that tests fill and close: Linux mounts them, and under Wine the Linux below it."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.conftest import is_wine

_PATIENCE_S = 20
_PAGE, _MOST_PAGES = 4096, 2048


def mount(place: Path, *options: str) -> bool:
    """Call ``mount`` with options and a folder; return whether it did."""
    if sys.platform == "linux":
        done = subprocess.run(["mount", *options, str(place)], capture_output=True, check=False)
        return done.returncode == 0
    if not is_wine():
        return False
    before = _mounted_below_wine(place)
    if not _below_wine("/usr/bin/mount", *options, _linux_path(place)):
        return False
    # Nobody says how the mounting ended, and Wine tells the size of the drive: Linux knows.
    last = time.monotonic() + _PATIENCE_S
    while _mounted_below_wine(place) == before:
        if time.monotonic() > last:
            return False
        time.sleep(0.2)
    return True


def fill(file: Path) -> None:
    """Write a file until its small disk is full.

    Raises:
        AssertionError: the disk is not small; filling it would take that of the machine.
    """
    with file.open("wb", buffering=0) as stream, suppress(OSError):
        for _ in range(_MOST_PAGES):
            if not stream.write(bytes(_PAGE)):
                return
        raise AssertionError(f"{file.parent} is no small disk")


def unmount(place: Path) -> None:
    """Take a disk away, whoever still uses it."""
    if sys.platform == "linux":
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)
    elif is_wine():
        _below_wine("/usr/bin/umount", "-l", _linux_path(place))


def _mounted_below_wine(place: Path) -> list[str]:
    """Return the lines of Linux's table of mounts that name a folder of Wine's drive C."""
    ending = place.relative_to(place.anchor).as_posix()
    table = Path("Z:/proc/self/mounts").read_text(encoding="utf-8")
    return [line for line in table.splitlines() if line.split()[1].endswith(ending)]


def _linux_path(place: Path) -> str:
    asked = ["winepath", "-u", str(place)]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _below_wine(*command: str) -> bool:
    done = subprocess.run(["start", "/unix", *command], capture_output=True, check=False)
    # It does not wait for programs of Linux.
    time.sleep(1)
    return done.returncode == 0
