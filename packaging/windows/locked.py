# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines of lock files that hold for Windows, with their hashes and without their markers.

pip judges markers by the machine that it runs on, so they are judged here:
``python packaging/windows/locked.py requirements.lock [--without NAME ...]``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

PYTHON = "3.11"
"""The version that is packed."""
WINDOWS = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_machine": "AMD64",
    "platform_system": "Windows",
    "platform_release": "10",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": PYTHON,
    "python_full_version": f"{PYTHON}.9",
}


def requirements(lock: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Yield each requirement of a lock with the options (hashes) that follow it."""
    for block in lock.replace("\\\n", " ").splitlines():
        if not block.strip() or block.startswith("#"):
            continue
        head, *hashes = block.split("--hash=")
        yield Requirement(head.strip()), [f"--hash={found.strip()}" for found in hashes]


def for_windows(lock: str) -> dict[str, tuple[Requirement, list[str]]]:
    """Return what of a lock is installed on Windows, by name."""
    return {
        wanted.name: (wanted, hashes)
        for wanted, hashes in requirements(lock)
        if wanted.marker is None or wanted.marker.evaluate(WINDOWS)
    }


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locks", nargs="+", type=Path)
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for lock in arguments.locks:
        found |= for_windows(lock.read_text("utf-8"))
    for name in sorted(found.keys() - set(arguments.without)):
        wanted, hashes = found[name]
        sys.stdout.write(" ".join([f"{name}{wanted.specifier}", *hashes]) + "\n")


if __name__ == "__main__":
    main()
