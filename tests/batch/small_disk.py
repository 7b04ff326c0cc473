# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small disks that tests fill and close: Linux mounts them, and under Wine the Linux below it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import is_wine


def mount(place: Path, *options: str) -> bool:
    """Call ``mount`` with options and a folder; return whether it did."""
    if sys.platform == "linux":
        done = subprocess.run(["mount", *options, str(place)], capture_output=True, check=False)
        return done.returncode == 0
    return is_wine() and _below_wine("/usr/bin/mount", *options, _linux_path(place))


def unmount(place: Path) -> None:
    """Take a disk away, whoever still uses it."""
    if sys.platform == "linux":
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)
    elif is_wine():
        _below_wine("/usr/bin/umount", "-l", _linux_path(place))


def _linux_path(place: Path) -> str:
    asked = ["winepath", "-u", str(place)]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _below_wine(*command: str) -> bool:
    done = subprocess.run(["start", "/unix", *command], capture_output=True, check=False)
    # It does not wait for programs of Linux.
    time.sleep(1)
    return done.returncode == 0
