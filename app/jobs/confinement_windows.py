# SPDX-License-Identifier: AGPL-3.0-or-later
"""What Windows keeps a worker from: Job Objects, and a token without privileges.

A worker is in two Job Objects, one inside the other. The outer one is its parent's and holds all
of the parent's workers: the system ends them when the parent is gone, however it ended. The inner
one is its own: memory, no process beside it, no desktop. Its privileges are given up for ever.

Source: Microsoft's documentation of Job Objects (nested ones are known since Windows 8) and of
AdjustTokenPrivileges. Wine, under which this is tested, keeps the end with the parent and the
privileges, and takes the limits of memory, processes and desktop without keeping them.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from ctypes import byref, c_int64, c_size_t, c_uint32, c_uint64, c_void_p, sizeof

logger = logging.getLogger(__name__)

_MIB = 1024 * 1024
_UI_RESTRICTIONS, _EXTENDED_LIMITS = 4, 9
_ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_EXCEPTION, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
_ALL_OF_THE_DESKTOP = 0xFF
"""Handles of others, clipboard, settings, display, atoms, desktops, logging off."""
_ASSIGN_PROCESS = 0x1
_ADJUST_PRIVILEGES, _QUERY = 0x20, 0x8
_TOKEN_PRIVILEGES = 3
_PRIVILEGE_REMOVED = 0x4
_CHANGE_NOTIFY = 23
"""Everybody's right to pass through folders; without it paths are looked through one by one."""


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


class _Privilege(ctypes.Structure):
    _fields_ = (("low", c_uint32), ("high", c_uint32), ("attributes", c_uint32))


class _Held:
    """Handles that stay open as long as this process lives, and are closed by its end."""

    own: int | None = None
    """The job that this process, a worker, is in."""
    workers: int | None = None
    """The job of the workers of this process."""


def hold_workers() -> None:
    """Make the job that the workers of this process join, so that none outlives it."""
    if sys.platform != "win32" or _Held.workers is not None:
        return
    kernel = _kernel()
    job = kernel.CreateJobObjectW(None, _name_of_workers(os.getpid()))
    limits = _Extended()
    limits.basic.flags = _KILL_ON_CLOSE
    if job and _set(job, _EXTENDED_LIMITS, limits):
        _Held.workers = job
    else:
        logger.warning("no job object for workers: error %s", ctypes.get_last_error())


def enter_jobs(memory_mib: int) -> bool:
    """Put this process into its parent's job, and into one of its own with no other process in it.

    Args:
        memory_mib: memory that it may commit.

    Returns:
        Whether Windows agreed.
    """
    if sys.platform != "win32":
        return False
    return _join_parent() and _enter_own(memory_mib)


def _join_parent() -> bool:
    """End with the parent, where it holds its workers."""
    if sys.platform != "win32":
        return False
    kernel = _kernel()
    job = kernel.OpenJobObjectW(_ASSIGN_PROCESS, False, _name_of_workers(os.getppid()))
    if not job:
        # Started by what is no pool: a test, or a scheduler's own process.
        return True
    joined = kernel.AssignProcessToJobObject(c_void_p(job), _this_process())
    if not joined:
        logger.warning("not in the parent's job: error %s", ctypes.get_last_error())
    # A worker must not keep the job of its parent open.
    kernel.CloseHandle(c_void_p(job))
    return bool(joined)


def _enter_own(memory_mib: int) -> bool:
    if sys.platform != "win32":
        return False
    kernel = _kernel()
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    limits = _Extended()
    limits.basic.flags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_EXCEPTION | _KILL_ON_CLOSE
    limits.basic.active_processes = 1
    limits.process_memory = memory_mib * _MIB
    made = (
        _set(job, _EXTENDED_LIMITS, limits)
        and _set(job, _UI_RESTRICTIONS, c_uint32(_ALL_OF_THE_DESKTOP))
        and kernel.AssignProcessToJobObject(c_void_p(job), _this_process())
    )
    if not made:
        logger.warning("no job object: error %s", ctypes.get_last_error())
        kernel.CloseHandle(c_void_p(job))
        return False
    _Held.own = job
    return True


def give_up_privileges() -> bool:
    """Remove all privileges from this process, for ever; return whether none is left but one."""
    if sys.platform != "win32":
        return False
    rights = ctypes.WinDLL("advapi32", use_last_error=True)
    kernel = _kernel()
    token = c_void_p()
    if not rights.OpenProcessToken(_this_process(), _ADJUST_PRIVILEGES | _QUERY, byref(token)):
        return False
    try:
        held = _privileges(rights, token)
        removed = [one for one in held if one.low != _CHANGE_NOTIFY]
        for one in removed:
            one.attributes = _PRIVILEGE_REMOVED
        state = _token_privileges(removed)
        done = rights.AdjustTokenPrivileges(token, False, byref(state), 0, None, None)
        return bool(done) and len(_privileges(rights, token)) <= 1
    finally:
        kernel.CloseHandle(token)


def _token_privileges(privileges: list[_Privilege]) -> ctypes.Structure:
    class TokenPrivileges(ctypes.Structure):
        _fields_ = (("count", c_uint32), ("privileges", _Privilege * len(privileges)))

    return TokenPrivileges(len(privileges), (_Privilege * len(privileges))(*privileges))


def _privileges(rights: ctypes.CDLL, token: c_void_p) -> list[_Privilege]:
    size = c_uint32()
    rights.GetTokenInformation(token, _TOKEN_PRIVILEGES, None, 0, byref(size))
    room = ctypes.create_string_buffer(size.value)
    if not rights.GetTokenInformation(token, _TOKEN_PRIVILEGES, room, size, byref(size)):
        return []
    count = c_uint32.from_buffer_copy(room).value
    return list((_Privilege * count).from_buffer_copy(room, sizeof(c_uint32)))


def _name_of_workers(number: int) -> str:
    """Return the name of the job of a process's workers, in the session of the person."""
    return f"Local\\hanji-workers-{number}"


def _set(job: int, which: int, value: ctypes.Structure | c_uint32) -> bool:
    return bool(
        _kernel().SetInformationJobObject(c_void_p(job), which, byref(value), sizeof(value))
    )


def _this_process() -> c_void_p:
    return c_void_p(_kernel().GetCurrentProcess())


def _kernel() -> ctypes.CDLL:
    if sys.platform != "win32":
        raise OSError("no Windows")
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    for name in ("CreateJobObjectW", "OpenJobObjectW", "GetCurrentProcess"):
        getattr(kernel, name).restype = c_void_p
    return kernel
