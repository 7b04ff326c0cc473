# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines of lock files that hold for one system, with their hashes and without their markers.

pip judges markers by the machine that it runs on, so they are judged here:
``python packaging/locked.py requirements.lock [--without NAME ...]`` prints those for Windows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

PYTHON = "3.11"
"""The version that is packed for Windows."""
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


def linux(python: str) -> dict[str, str]:
    """Return what a Python of Linux on x86-64 says of itself to markers."""
    return WINDOWS | {
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_machine": "x86_64",
        "platform_system": "Linux",
        "python_version": python,
        "python_full_version": f"{python}.2",
    }


def requirements(lock: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Yield each requirement of a lock with the options (hashes) that follow it."""
    for block in lock.replace("\\\n", " ").splitlines():
        if not block.strip() or block.startswith("#"):
            continue
        head, *hashes = block.split("--hash=")
        yield Requirement(head.strip()), [f"--hash={found.strip()}" for found in hashes]


def for_system(lock: str, environment: dict[str, str]) -> dict[str, tuple[Requirement, list[str]]]:
    """Return what of a lock is installed on a system, by name."""
    return {
        wanted.name: (wanted, hashes)
        for wanted, hashes in requirements(lock)
        if wanted.marker is None or wanted.marker.evaluate(environment)
    }


def lines(found: dict[str, tuple[Requirement, list[str]]]) -> Iterator[str]:
    """Yield the lines of requirements with their hashes, sorted."""
    for name in sorted(found):
        wanted, hashes = found[name]
        yield " ".join([f"{name}{wanted.specifier}", *hashes]) + "\n"


def main() -> None:
    """Print the lines for Windows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locks", nargs="+", type=Path)
    parser.add_argument("--without", nargs="*", default=[])
    arguments = parser.parse_args()
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for lock in arguments.locks:
        found |= for_system(lock.read_text("utf-8"), WINDOWS)
    sys.stdout.writelines(lines({n: found[n] for n in found.keys() - set(arguments.without)}))


if __name__ == "__main__":
    main()
