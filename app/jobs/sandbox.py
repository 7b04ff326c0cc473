# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a worker process gives up before it opens the first file.

Linux and macOS get resource limits, Linux also the ``prctl`` switches. On
Windows only the deadline and the refusal of sockets hold so far; a Job object
with a memory limit is still to come.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys

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


class _Allowed:
    """The one program that may be started; set once by ``confine``."""

    program: str | None = None


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _REFUSED:
        if event == "subprocess.Popen" and _Allowed.program is not None:
            executable, line = arguments[0], arguments[1]
            started = executable or (line[0] if isinstance(line, list) and line else None)
            if started == _Allowed.program:
                return
        raise PermissionError(f"a worker may not do this: {event}")


def _limit_resources(limits: WorkerLimits) -> None:
    if sys.platform == "win32":
        return
    import resource

    wanted = (
        (resource.RLIMIT_AS, limits.max_memory_mib * _MIB),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.max_output_mib * _MIB),
    )
    for which, value in wanted:
        _, hard = resource.getrlimit(which)
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(which, (bound, bound))
        except (OSError, ValueError) as error:
            # macOS refuses RLIMIT_AS on some versions; the deadline still holds.
            logger.warning("resource limit %s not set: %s", which, error)


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


def confine(limits: WorkerLimits, program: str | None = None, *, bound: bool = True) -> None:
    """Give up what this process will not need; there is no way back.

    Args:
        limits: what it may use.
        program: path of the one program that it may start all the same; None for none.
        bound: whether it ends with the thread that started it, as Linux means it; a process
            that any thread may start must see by itself that the parent is gone.
    """
    _Allowed.program = program
    _silence()
    _bind_to_parent(bound=bound)
    _limit_resources(limits)
    sys.addaudithook(_refuse)


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
