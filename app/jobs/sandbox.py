# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sandbox of a worker process: rights given up before it opens the first file.

Linux and macOS get resource limits; Linux also the ``prctl`` switches, Landlock and
seccomp; Windows Job Objects and no privileges. What each system gets: docs/operations/batch.md.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import math
import os
import sys
import sysconfig
from dataclasses import dataclass

from app.jobs import confinement_linux, confinement_windows, system_calls
from app.jobs.limits import WorkerLimits

logger = logging.getLogger(__name__)

_MIB = 1024 * 1024
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_SIGKILL = 9

_REFUSED = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
    }
)
"""Audit events by which a process would reach the network or start another program."""


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event in _REFUSED:
        raise PermissionError(f"a worker may not do this: {event}")


def _limit_resources(limits: WorkerLimits) -> None:
    if sys.platform == "win32":
        return
    import resource

    wanted = (
        (resource.RLIMIT_AS, limits.max_memory_mib * _MIB),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.max_output_mib * _MIB),
        (resource.RLIMIT_NOFILE, limits.max_open_files),
    )
    for which, value in wanted:
        _, hard = resource.getrlimit(which)
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(which, (bound, bound))
        except (OSError, ValueError) as error:
            # macOS refuses RLIMIT_AS on some versions; the deadline still holds.
            logger.warning("resource limit %s not set: %s", which, error)


def _leave_the_terminal() -> None:
    """Lead a session of its own, which has no terminal: nothing can be typed into ours."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setsid()


def _bind_to_parent(*, bound: bool) -> None:
    """On Linux: no new privileges, and no life after the parent's death."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if bound:
        libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def _silence() -> None:
    """Point stdout and stderr at nothing: a C library must not write into our output."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)


def allow_processor(seconds: float) -> None:
    """Let this process use ``seconds`` more of the processor; what goes on longer is ended.

    The deadline of the parent comes first in most cases. On macOS this holds without a parent too;
    on Linux a worker ends with its parent, and may set no limits once it is confined.
    """
    if sys.platform in ("win32", "linux"):
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    bound = math.ceil(used.ru_utime + used.ru_stime + seconds)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    try:
        if hard != resource.RLIM_INFINITY:
            bound = min(bound, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (bound, hard))
    except (OSError, ValueError) as error:
        logger.warning("processor time not limited: %s", error)


@dataclass(frozen=True, slots=True)
class Confinement:
    """What holds a process, as its system agreed."""

    files: bool = False
    """It reaches only named folders (Landlock)."""
    calls: bool = False
    """It may make only listed calls of the kernel (seccomp)."""
    job: bool = False
    """It is in Job Objects (Windows)."""


def _restrict(limits: WorkerLimits) -> Confinement:
    """Let the system's kernel restrict this process, as far as it can."""
    job = files = calls = False
    if sys.platform == "win32":
        job = confinement_windows.enter_jobs(limits.max_memory_mib)
        if not confinement_windows.give_up_privileges():
            logger.warning("privileges are kept")
    if sys.platform == "linux":
        if limits.write_below or limits.read_below:
            own = (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *sys.path)
            reads = (*limits.read_below, *filter(None, own)) if limits.read_below else ()
            # The system's folder for temporary files is none of a worker's: other programs share it.
            files = confinement_linux.restrict_files(limits.write_below, reads)
        calls = system_calls.allow_only_what_a_worker_needs()
    return Confinement(files, calls, job)


def confine(limits: WorkerLimits, *, bound: bool = True) -> Confinement:
    """Give up what this process will not need; there is no way back.

    Args:
        limits: what it may use.
        bound: whether it ends with the thread that started it, as Linux means it; a process
            that any thread may start must see by itself that the parent is gone.

    Returns:
        what holds.
    """
    _silence()
    _leave_the_terminal()
    _bind_to_parent(bound=bound)
    _limit_resources(limits)
    holds = _restrict(limits)
    sys.addaudithook(_refuse)
    return holds


def forget_peak_memory() -> None:
    """Start measuring the peak anew (Linux); elsewhere the peak is that of the whole life."""
    if sys.platform == "linux":
        try:
            with open("/proc/self/clear_refs", "w", encoding="ascii") as switch:  # noqa: PTH123 - a kernel switch, not a file
                switch.write("5")
        except OSError:
            logger.debug("peak memory cannot be reset here")


def peak_memory_mib() -> int | None:
    """Return the peak resident memory of this process, or None where nobody tells."""
    if sys.platform == "linux":
        try:
            with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123 - a kernel report
                for line in status:
                    if line.startswith("VmHWM:"):
                        return int(line.split()[1]) // 1024
        except (OSError, ValueError):
            return None
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        # Linux counts KiB, macOS bytes.
        return peak // (_MIB if sys.platform == "darwin" else 1024)
    return None
