# SPDX-License-Identifier: AGPL-3.0-or-later
"""Landlock, by calls of the kernel: files that Python code cannot reach whatever it does.

It holds for this thread and for what it starts, so it is put up before a worker has a second
thread. What a kernel does not know is left out; the log says what holds.
Constants: linux/landlock.h of the kernel.
"""

from __future__ import annotations

import ctypes
import logging
import os
import struct
from collections.abc import Iterable
from pathlib import Path

logger = logging.getLogger(__name__)

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""The same on every processor."""
_ASK_VERSION = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_CHANGES = sum(1 << bit for bit in range(4, 13))
"""Removing and making of files, folders, links, sockets and devices."""
_REFER, _TRUNCATE, _DEVICE_CONTROL = 1 << 13, 1 << 14, 1 << 15
_WRITES = _WRITE_FILE | _CHANGES | _REFER | _TRUNCATE
_READS = _READ_FILE | _READ_DIR
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
"""Rights that a rule for a single file may name."""
_TCP = 3
"""Binding and connecting."""
_SCOPES = 3
"""Abstract sockets of, and signals to, processes outside."""

_SYSTEM = (
    *("/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/var/cache/fontconfig"),
    *("/dev/urandom", "/dev/random", "/dev/zero", "/sys/devices/system"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/vm", "/proc/filesystems"),
)
"""What programs and libraries read: themselves, fonts, settings, the processor. Nothing of other
processes, and no memory that they share (``/dev/shm``)."""
_OWN = ("/dev/null", "/proc/self")

_PR_SET_NO_NEW_PRIVS = 38


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def landlock_version() -> int:
    """Return the version of Landlock that the kernel has; 0 for none."""
    found: int = _libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    return max(0, found)


def restrict_files(write_below: Iterable[str], read_below: Iterable[str]) -> bool:
    """Let this thread write and read nowhere but in the named folders, and start nothing, for good.

    Args:
        write_below: folders for books.
        read_below: folders of sources; the system's own are added. Empty: reads are free.

    Returns:
        Whether the kernel agreed.
    """
    version = landlock_version()
    if version < 1:
        return False
    reads = tuple(read_below)
    handled = _WRITE_FILE | _CHANGES | _EXECUTE
    handled |= _REFER if version >= 2 else 0
    handled |= _TRUNCATE if version >= 3 else 0
    handled |= _DEVICE_CONTROL if version >= 5 else 0
    handled |= _READS if reads else 0
    attributes = struct.pack("=QQQ", handled, _TCP if version >= 4 else 0, _SCOPES)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    libc = _libc()
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*write_below, *_OWN):
            _allow(libc, ruleset, path, handled & (_WRITES | _READS))
        for path in (*reads, *_SYSTEM):
            _allow(libc, ruleset, path, handled & _READS)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            rights &= _OF_FILES
        rule = struct.pack("=Qi", rights, descriptor)
        if rights and libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0) != 0:
            logger.warning("landlock: no rule for %s: %s", path, os.strerror(ctypes.get_errno()))
    finally:
        os.close(descriptor)
