# SPDX-License-Identifier: AGPL-3.0-or-later
"""Landlock and seccomp, by calls of the kernel: restrictions that Python code cannot lift.

Both hold for this thread and for what it starts, so they are put up before a worker has
a second thread. What a kernel does not know is left out; the log says what holds.
Constants: linux/landlock.h, linux/seccomp.h and linux/filter.h of the kernel.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import platform
import struct
import sys
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
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_WRITES = _WRITE_FILE | _CHANGES | _REFER | _TRUNCATE
_READS = _READ_FILE | _READ_DIR
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
"""Rights that a rule for a single file may name."""
_TCP = 3
"""Binding and connecting."""
_SCOPES = 3
"""Abstract sockets of, and signals to, processes outside."""

_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/proc", "/sys", "/dev", "/var")
"""What programs and libraries read: themselves, fonts, settings, the processor."""
_DEVICES = ("/dev/null", "/proc/self")

_PR_SET_NO_NEW_PRIVS = 38
_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_SET_FILTER, _ALL_THREADS = 1, 1
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_X32 = 0x40000000
_REFUSED_NAMES = (
    "socket ptrace mount umount2 pivot_root reboot kexec_load add_key request_key keyctl unshare"
    " perf_event_open process_vm_readv process_vm_writev setns bpf userfaultfd io_uring_setup"
    " pidfd_getfd"
)
"""No socket is made at all; io_uring would go round the filter."""
_REFUSED_NUMBERS = {
    "x86_64": "41 101 165 166 155 169 246 248 249 250 272 298 310 311 308 321 323 425 438",
    "aarch64": "198 117 40 39 41 142 104 217 218 219 97 241 270 271 268 280 282 425 438",
}
"""In the order of the names."""


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def landlock_version() -> int:
    """Return the version of Landlock that the kernel has; 0 for none."""
    found: int = _libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    return max(0, found)


def restrict_files(write_below: Iterable[str], read_below: Iterable[str]) -> bool:
    """Let this thread write and read nowhere but in the named folders, and start nothing, for good.

    Args:
        write_below: folders for books and temporary files.
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
    handled |= _READS if reads else 0
    attributes = struct.pack("=QQQ", handled, _TCP if version >= 4 else 0, _SCOPES)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    libc = _libc()
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in (*write_below, *_DEVICES):
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


def refuse_calls() -> bool:
    """Let the kernel refuse this process sockets and what would lead out of it.

    Pairs of connected sockets and pipes, which processes of one program use, stay.

    Returns:
        Whether the kernel agreed.
    """
    machine = platform.machine()
    if machine not in _REFUSED_NUMBERS or sys.maxsize < 1 << 32:
        return False
    program = _filter_for(machine)
    kept = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(kept))
    libc = _libc()
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    made: int = libc.syscall(_SYS_SECCOMP[machine], _SET_FILTER, _ALL_THREADS, head)
    return made == 0


def _filter_for(machine: str) -> bytes:
    """Return the filter as a program of the kernel's packet machine."""
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    calls = [int(number) for number in _REFUSED_NUMBERS[machine].split()]
    steps: list[tuple[int, int, int, int]] = [
        (load, 0, 0, 4),
        # Another processor's numbers mean other calls: none of them.
        (equal, 0, len(calls) + 3, _AUDIT_ARCH[machine]),
        (load, 0, 0, 0),
        (at_least, len(calls) + 1, 0, _X32),
    ]
    left = len(calls)
    for call in calls:
        steps.append((equal, left, 0, call))
        left -= 1
    steps += [(answer, 0, 0, _ALLOW), (answer, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
