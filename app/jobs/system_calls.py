# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calls of the Linux kernel that a worker may make; all others fail.

A list of what is allowed, not of what is refused: what nobody thought of fails too. A worker
computes, reads files and writes some; which files, Landlock says. It makes no process, no socket,
no terminal input and no shared memory, and changes the rights, limits and priority of nothing.
Filters are assembled by seccompy; the meaning of calls and arguments: the kernel's man pages,
section 2. Calls that are not here answer "not implemented", after which libraries try an older one.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seccompy import Filter

logger = logging.getLogger(__name__)

_MEMORY = (
    "brk madvise membarrier mincore mmap mprotect mremap munmap msync pkey_alloc pkey_mprotect"
)
_FILES = (
    "access close close_range copy_file_range dup dup2 dup3 epoll_create1 epoll_ctl epoll_pwait"
    " epoll_wait eventfd2 faccessat faccessat2 fadvise64 fallocate fchdir fdatasync flock fstat"
    " fstatfs fsync ftruncate getcwd getdents64 lseek lstat mkdir mkdirat newfstatat open openat"
    " pipe pipe2 poll ppoll pread64 preadv preadv2 pselect6 pwrite64 pwritev pwritev2 read"
    " readahead readlink readlinkat readv rename renameat renameat2 rmdir select sendfile stat"
    " statfs statx sync_file_range truncate umask unlink unlinkat write writev"
)
_THREADS = (
    "arch_prctl exit exit_group futex futex_waitv get_robust_list getcpu gettid restart_syscall"
    " rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigtimedwait"
    " sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam"
    " sched_getscheduler sched_yield set_robust_list set_tid_address sigaltstack wait4 waitid"
)
_FACTS = (
    "capget clock_getres clock_gettime clock_nanosleep get_mempolicy getegid geteuid getgid"
    " getgroups getitimer getpgid getpgrp getpid getppid getpriority getrandom getresgid getresuid"
    " getrlimit getrusage getsid gettimeofday getuid nanosleep sysinfo time times uname"
)
_ALLOWED = f"{_MEMORY} {_FILES} {_THREADS} {_FACTS}".split()

_REFUSED = [
    "add_key",
    "bpf",
    "chmod",
    "chown",
    "execve",
    "execveat",
    "fchmod",
    "fchmodat",
    "fchmodat2",
    "fchown",
    "fchownat",
    "fremovexattr",
    "fsetxattr",
    "fork",
    "io_uring_setup",
    "ioprio_set",
    "kexec_load",
    "keyctl",
    "lchown",
    "link",
    "linkat",
    "lremovexattr",
    "lsetxattr",
    "memfd_create",
    "memfd_secret",
    "mount",
    "msgget",
    "perf_event_open",
    "pidfd_getfd",
    "pidfd_open",
    "pidfd_send_signal",
    "pivot_root",
    "process_madvise",
    "process_vm_readv",
    "process_vm_writev",
    "ptrace",
    "reboot",
    "removexattr",
    "request_key",
    "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
    "sched_setaffinity",
    "sched_setattr",
    "sched_setparam",
    "sched_setscheduler",
    "semget",
    "sendmmsg",
    "sendmsg",
    "sendto",
    "setns",
    "setpriority",
    "setrlimit",
    "setxattr",
    "shmat",
    "shmget",
    "socket",
    "socketpair",
    "symlink",
    "symlinkat",
    "umount2",
    "unshare",
    "userfaultfd",
    "utime",
    "utimensat",
    "utimes",
    "futimesat",
    "vfork",
]
"""Named only for their answer, "permission denied", which says more than "not implemented"."""

# include/uapi/asm-generic/ioctls.h: what Python asks of every file that it opens, and no more.
_IOCTLS = {
    "TCGETS": 0x5401,
    "TIOCGWINSZ": 0x5413,
    "FIONREAD": 0x541B,
    "FIONBIO": 0x5421,
    "FIONCLEX": 0x5450,
    "FIOCLEX": 0x5451,
}
# include/uapi/asm-generic/fcntl.h; leases, owners of signals and notifications are not here.
_FCNTLS = {
    "F_DUPFD": 0,
    "F_GETFD": 1,
    "F_SETFD": 2,
    "F_GETFL": 3,
    "F_SETFL": 4,
    "F_GETLK": 5,
    "F_SETLK": 6,
    "F_SETLKW": 7,
    "F_OFD_GETLK": 36,
    "F_OFD_SETLK": 37,
    "F_OFD_SETLKW": 38,
    "F_DUPFD_CLOEXEC": 1030,
    "F_GETPIPE_SZ": 1032,
}
# include/uapi/linux/prctl.h: names of threads and of memory.
_PRCTLS = {"PR_SET_NAME": 15, "PR_GET_NAME": 16, "PR_GET_SECCOMP": 21, "PR_SET_VMA": 0x53564D41}
# include/uapi/linux/sched.h
_CLONE_THREAD = 0x00010000
_CLONE_NAMESPACES = 0x7E020080
"""New mount, cgroup, UTS, IPC, user, PID, network and time namespaces."""

# seccomp(2), prctl(2), include/uapi/linux/filter.h: bytes of an instruction.
_SET_MODE_FILTER, _ALL_THREADS, _PR_SET_NO_NEW_PRIVS = 1, 1, 38
_INSTRUCTION = 8


def allow_only_what_a_worker_needs() -> bool:
    """Let every other call of this process fail, for good and in all its threads.

    Returns:
        Whether the kernel agreed; False on other systems and processors too.
    """
    # A library of Linux alone; loaded in workers only.
    import seccompy

    try:
        _install(_filter().program, seccompy.syscall_nr("seccomp"))
    except (OSError, ValueError, seccompy.UnsupportedError) as error:
        logger.warning("seccomp: %s", error)
        return False
    return True


class _Program(ctypes.Structure):
    """``struct sock_fprog`` of include/uapi/linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _install(program: bytes, call: int) -> None:
    """Install a filter. seccompy's own way looks for the C library with a compiler and a temporary file.

    Raises:
        OSError: the kernel refused.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    wanted = _Program(len(program) // _INSTRUCTION, program)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    arguments = (call, _SET_MODE_FILTER, _ALL_THREADS)
    if libc.syscall(*map(ctypes.c_long, arguments), ctypes.byref(wanted)) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _filter() -> Filter:
    from seccompy import Action, ArgCmp, CmpOp, Filter

    calls = Filter(default=int(Action.ERRNO) | errno.ENOSYS)

    def known(names: list[str]) -> list[str]:
        return [name for name in names if _is_known(name)]

    def one_of(name: str, argument: int, values: dict[str, int]) -> None:
        for value in values.values():
            # The kernel looks at the lower half of these.
            low = ArgCmp(argument, CmpOp.MASKED_EQ, value, 0xFFFFFFFF)
            calls.allow(name, args=[low])
        calls.errno(name, errno.EACCES)

    for name in known(_ALLOWED):
        calls.allow(name)
    one_of("ioctl", 1, _IOCTLS)
    one_of("fcntl", 1, _FCNTLS)
    one_of("prctl", 0, _PRCTLS)
    for name in ("kill", "tgkill"):
        one_of(name, 0, {"itself": os.getpid()})
    # Limits may be read, its own only; never set.
    for own_number in (0, os.getpid()):
        calls.allow("prlimit64", args=[ArgCmp(0, CmpOp.EQ, own_number), ArgCmp(2, CmpOp.EQ, 0)])
    calls.errno("prlimit64", errno.EACCES)
    # Threads; no processes, and no namespaces. Libraries fall back on it where there is no clone3.
    mask = _CLONE_NAMESPACES | _CLONE_THREAD
    calls.allow("clone", args=[ArgCmp(0, CmpOp.MASKED_EQ, _CLONE_THREAD, mask)])
    calls.errno("clone", errno.EACCES)
    for name in known(_REFUSED):
        calls.errno(name, errno.EACCES)
    return calls


def _is_known(name: str) -> bool:
    """Whether this processor's kernel has such a call: newer ones have no ``open``."""
    import seccompy

    try:
        seccompy.syscall_nr(name)
    except (ValueError, seccompy.UnsupportedError):
        return False
    return True
