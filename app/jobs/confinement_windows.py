# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Job Object for a worker on Windows: memory, one process, and an end with its parent.

Source: the documentation of CreateJobObject, SetInformationJobObject and
AssignProcessToJobObject. Tests here only import it: nobody has run it on Windows yet.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from ctypes import c_int64, c_size_t, c_uint32, c_uint64, c_void_p

logger = logging.getLogger(__name__)

_MIB = 1024 * 1024
_EXTENDED_LIMITS = 9
_ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_EXCEPTION, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000


class _Basic(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", c_int64),
        ("per_job_user_time", c_int64),
        ("flags", c_uint32),
        ("least_working_set", c_size_t),
        ("most_working_set", c_size_t),
        ("active_processes", c_uint32),
        ("affinity", c_size_t),
        ("priority", c_uint32),
        ("scheduling", c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("io", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    )


class _Held:
    """The job's handle; it stays open as long as the process lives, and dies with it."""

    handle: int | None = None


def enter_job(memory_mib: int) -> bool:
    """Put this process into a Job Object of its own, with no other process in it.

    Args:
        memory_mib: memory that it may commit.

    Returns:
        Whether Windows agreed.
    """
    if sys.platform != "win32":
        return False
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = c_void_p
    kernel.GetCurrentProcess.restype = c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    wanted = _Extended()
    wanted.basic.flags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_EXCEPTION | _KILL_ON_CLOSE
    wanted.basic.active_processes = 1
    wanted.process_memory = memory_mib * _MIB
    made = kernel.SetInformationJobObject(
        c_void_p(job), _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
    ) and kernel.AssignProcessToJobObject(c_void_p(job), c_void_p(kernel.GetCurrentProcess()))
    if not made:
        logger.warning("no job object: error %s", ctypes.get_last_error())
        kernel.CloseHandle(c_void_p(job))
        return False
    _Held.handle = job
    return True
