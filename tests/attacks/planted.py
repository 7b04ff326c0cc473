# SPDX-License-Identifier: AGPL-3.0-or-later
"""What code that has taken over a worker tries; runs inside a worker.

Calls go to the kernel by number, past libc and the audit hook. A try returns what it got: 0 or
more where the kernel did it, minus the error where it did not.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import resource
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

import seccompy

from app.jobs import worker
from app.jobs.request import JobRequest, JobResult
from converters.conversion import Conversion

_AT_FDCWD = -100
_libc = ctypes.CDLL(None, use_errno=True)
_Tried = dict[str, int]


def attempt(request: JobRequest) -> JobResult:
    """Try what the first password names, with the JSON of the second; the title has the answers."""
    what, given = request.conversion.passwords
    tried = _TRIES[what](json.loads(given))
    title = json.dumps(tried)
    return JobResult(conversion=Conversion((), "0" * 64, "test", "", None, title, "ko", {}))


def _call(name: str, *arguments: object) -> int:
    try:
        number = seccompy.syscall_nr(name)
    except ValueError:
        return -38
    passed = [
        ctypes.c_long(value) if isinstance(value, int) else value  # bytes and buffers as pointers
        for value in arguments
    ]
    found: int = _libc.syscall(ctypes.c_long(number), *passed)
    return found if found >= 0 else -ctypes.get_errno()


def _files(given: dict[str, Any]) -> _Tried:
    """Change a file outside, which may be read: its rights, owner, times, attributes, names."""
    victim, elsewhere = given["victim"].encode(), given["elsewhere"].encode()
    opened = os.open(given["victim"], os.O_RDONLY)
    times = struct.pack("=qqqq", 1, 0, 1, 0)
    return {
        "chmod": _call("chmod", victim, 0o777),
        "fchmod": _call("fchmod", opened, 0o777),
        "fchmodat": _call("fchmodat", _AT_FDCWD, victim, 0o777, 0),
        "chown": _call("chown", victim, 12345, 12345),
        "lchown": _call("lchown", victim, 12345, 12345),
        "fchown": _call("fchown", opened, 12345, 12345),
        "fchownat": _call("fchownat", _AT_FDCWD, victim, 12345, 12345, 0),
        "utime": _call("utime", victim, times),
        "utimes": _call("utimes", victim, times),
        "utimensat": _call("utimensat", _AT_FDCWD, victim, times, 0),
        "utimensat of a descriptor": _call("utimensat", opened, 0, times, 0),
        "futimesat": _call("futimesat", _AT_FDCWD, victim, times),
        "setxattr": _call("setxattr", victim, b"user.hanji", b"x", 1, 0),
        "fsetxattr": _call("fsetxattr", opened, b"user.hanji", b"x", 1, 0),
        "lsetxattr": _call("lsetxattr", victim, b"user.hanji", b"x", 1, 0),
        "removexattr": _call("removexattr", victim, b"user.kept"),
        "link": _call("link", victim, elsewhere + b"/linked"),
        "linkat": _call("linkat", _AT_FDCWD, victim, _AT_FDCWD, elsewhere + b"/linked", 0),
        "symlink": _call("symlink", victim, elsewhere + b"/pointed"),
        "symlinkat": _call("symlinkat", victim, _AT_FDCWD, elsewhere + b"/pointed"),
        "mknod": _call("mknod", elsewhere + b"/pipe", 0o010600, 0),
        "mknodat": _call("mknodat", _AT_FDCWD, elsewhere + b"/pipe", 0o010600, 0),
        "open for writing": _call("openat", _AT_FDCWD, victim, os.O_WRONLY, 0),
        "open and cut": _call("openat", _AT_FDCWD, victim, os.O_RDONLY | os.O_TRUNC, 0),
        "openat2": _call("openat2", _AT_FDCWD, victim, struct.pack("=QQQ", 1, 0, 0), 24),
        "make": _call("openat", _AT_FDCWD, elsewhere + b"/made", os.O_WRONLY | os.O_CREAT, 0o600),
        "make a folder": _call("mkdirat", _AT_FDCWD, elsewhere + b"/folder", 0o700),
        "cut": _call("truncate", victim, 0),
        "remove": _call("unlinkat", _AT_FDCWD, victim, 0),
        "rename": _call("renameat2", _AT_FDCWD, victim, _AT_FDCWD, elsewhere + b"/moved", 0),
        "lease": _call("fcntl", opened, 1024, 0),
        "signals by a file": _call("fcntl", opened, 8, os.getppid()),
        "name_to_handle_at": _call("name_to_handle_at", _AT_FDCWD, victim, bytes(64), bytes(8), 0),
        "open_by_handle_at": _call("open_by_handle_at", opened, bytes(64), 0),
        "mount": _call("mount", b"none", elsewhere, b"tmpfs", 0, 0),
        "open_tree": _call("open_tree", _AT_FDCWD, elsewhere, 1),
        "fsopen": _call("fsopen", b"tmpfs", 0),
        "chroot": _call("chroot", elsewhere),
        "pivot_root": _call("pivot_root", elsewhere, elsewhere),
        "quotactl": _call("quotactl", 0, 0, 0, 0),
        "inotify": _call("inotify_init1", 0),
        "fanotify": _call("fanotify_init", 0, 0),
    }


def _reads(given: dict[str, Any]) -> _Tried:
    """Read what is nobody's document: other processes, shared memory, homes."""
    parent = os.getppid()
    asked = [f"/proc/{parent}/{name}" for name in ("environ", "mem", "maps", "cmdline", "status")]
    asked += ["/dev/shm", "/dev/full", "/dev/kmsg", "/proc/kmsg", "/dev/tty", "/root", "/home"]
    asked += given["read"]
    return {
        f"read {name}": _call("openat", _AT_FDCWD, name.encode(), os.O_RDONLY, 0) for name in asked
    }


def _processes(given: dict[str, Any]) -> _Tried:
    """Reach another process of the same user, or make processes that outlive the document."""
    other = given["other"]
    limits = struct.pack("=QQ", 1, 1)
    own = struct.pack("=QQ", resource.RLIM_INFINITY & (2**64 - 1), 2**64 - 1)
    mask = struct.pack("=Q", 1)
    vector = struct.pack("=QQ", 0, 8)
    tried = {
        "prlimit64 of another": _call("prlimit64", other, resource.RLIMIT_NOFILE, limits, 0),
        "prlimit64 of the parent": _call("prlimit64", os.getppid(), 7, limits, 0),
        "prlimit64 of itself": _call("prlimit64", 0, resource.RLIMIT_CPU, own, 0),
        "setrlimit": _call("setrlimit", resource.RLIMIT_CPU, own),
        "setpriority": _call("setpriority", 0, other, 19),
        "sched_setaffinity": _call("sched_setaffinity", other, 8, mask),
        "sched_setscheduler": _call("sched_setscheduler", other, 3, bytes(4)),
        "sched_setparam": _call("sched_setparam", other, bytes(4)),
        "sched_setattr": _call("sched_setattr", other, bytes(48), 0),
        "ioprio_set": _call("ioprio_set", 1, other, 3 << 13),
        "kill another": _call("kill", other, signal.SIGTERM),
        "kill the parent": _call("kill", os.getppid(), 0),
        "kill all": _call("kill", -1, 0),
        "kill the group": _call("kill", 0, 0),
        "tkill": _call("tkill", other, signal.SIGTERM),
        "tgkill": _call("tgkill", other, other, signal.SIGTERM),
        "rt_sigqueueinfo": _call("rt_sigqueueinfo", other, signal.SIGTERM, bytes(128)),
        "pidfd_open": _call("pidfd_open", other, 0),
        "pidfd_send_signal": _call("pidfd_send_signal", 0, signal.SIGTERM, 0, 0),
        "pidfd_getfd": _call("pidfd_getfd", 0, 0, 0),
        "ptrace": _call("ptrace", 16, other, 0, 0),
        "process_vm_readv": _call("process_vm_readv", other, vector, 1, vector, 1, 0),
        "process_vm_writev": _call("process_vm_writev", other, vector, 1, vector, 1, 0),
        "process_madvise": _call("process_madvise", other, vector, 1, 4, 0),
        "kcmp": _call("kcmp", other, os.getpid(), 0, 0, 0),
        "migrate_pages": _call("migrate_pages", other, 8, mask, mask),
        "move_pages": _call("move_pages", other, 0, 0, 0, 0, 0),
        "setpgid": _call("setpgid", 0, 0),
        "setsid": _call("setsid"),
        "setuid": _call("setuid", 0),
        "setns": _call("setns", 0, 0),
        "personality": _call("personality", 0x0040000),
        "execve": _call("execve", b"/bin/true", 0, 0),
        "execveat": _call("execveat", _AT_FDCWD, b"/bin/true", 0, 0, 0),
    }
    for name, flags in {
        "clone": signal.SIGCHLD,
        "clone, users": 0x10000000 | signal.SIGCHLD,
        "clone, networks": 0x40000000 | signal.SIGCHLD,
        "clone, mounts": 0x00020000 | signal.SIGCHLD,
        "clone, processes": 0x20000000 | signal.SIGCHLD,
    }.items():
        tried[name] = _ended(_call("clone", flags, 0, 0, 0, 0))
        tried[name.replace("clone", "unshare")] = _call("unshare", flags & ~0xFF)
    tried["clone3"] = _ended(_call("clone3", struct.pack("=8Q", *(0, 0, 0, 0, 17, 0, 0, 0)), 64))
    tried["fork"] = _ended(_call("fork"))
    return tried


def _ended(made: int) -> int:
    if made == 0:  # a child that was not to be
        time.sleep(30)
        os._exit(0)
    return made


def _kernel(_: dict[str, Any]) -> _Tried:
    """Ask the kernel for what no reader of documents needs."""
    names = [
        "bpf",
        "userfaultfd",
        "perf_event_open",
        "io_uring_setup",
        "io_uring_enter",
        "io_uring_register",
        "add_key",
        "request_key",
        "keyctl",
        "kexec_load",
        "init_module",
        "finit_module",
        "delete_module",
        "reboot",
        "swapon",
        "swapoff",
        "acct",
        "settimeofday",
        "clock_settime",
        "adjtimex",
        "sethostname",
        "setdomainname",
        "syslog",
        "ioperm",
        "iopl",
        "modify_ldt",
        "lookup_dcookie",
        "vhangup",
        "landlock_create_ruleset",
        "seccomp",
        "memfd_create",
        "memfd_secret",
        "shmget",
        "shmat",
        "msgget",
        "semget",
        "mq_open",
        "timerfd_create",
        "signalfd4",
        "vmsplice",
        "tee",
        "splice",
        "name_to_handle_at",
        "set_mempolicy",
        "mbind",
        "mlockall",
        "cachestat",
        "lsm_set_self_attr",
    ]
    return {name: _call(name, 0, 0, 0, 0, 0) for name in names}


def _sockets(given: dict[str, Any]) -> _Tried:
    """Reach anything through a socket."""
    tried = {}
    for family in (1, 2, 10, 16, 17, 38, 40, 44):
        for kind in (1, 2, 3):
            tried[f"socket {family} {kind}"] = _call("socket", family, kind, 0)
    pair = (ctypes.c_int * 2)()
    tried["socketpair"] = _call("socketpair", 1, 2, 0, pair)
    name = given["unix"].encode()
    address = struct.pack("=H", socket.AF_UNIX) + name + b"\0"
    # The pipe to the parent is a socket on Linux: is it a way out?
    for descriptor in range(3, 64):
        for call in ("sendto", "connect", "bind"):
            got = (
                _call(call, descriptor, b"x", 1, 0, address, len(address))
                if call == "sendto"
                else _call(call, descriptor, address, len(address))
            )
            known = tried.setdefault(call, got)
            tried[call] = max(known, got)
    return tried


def _terminal(given: dict[str, Any]) -> _Tried:
    """Type into a terminal."""
    tried = {}
    for name in ("/dev/tty", given["terminal"]):
        opened = _call("openat", _AT_FDCWD, name.encode(), os.O_RDONLY, 0)
        tried[f"open {name}"] = min(opened, 0) if opened < 0 else 0
        for number, call in ((0x5412, "TIOCSTI"), (0x540E, "TIOCSCTTY"), (0x5414, "TIOCSWINSZ")):
            descriptor = opened if opened >= 0 else 0
            tried[f"{call} of {name}"] = _call("ioctl", descriptor, number, b"x")
    tried["TIOCLINUX"] = _call("ioctl", 0, 0x541C, b"\x03")
    return tried


def _memory(_: dict[str, Any]) -> _Tried:
    """Hold more memory than a worker may, by whatever way."""
    held: list[object] = []
    got = 0
    try:
        while got < 4 << 30:
            held.append(mmap.mmap(-1, 256 << 20))
            got += 256 << 20
    except (OSError, MemoryError):
        pass
    return {"MiB": got >> 20}


def _lies(given: dict[str, Any]) -> _Tried:
    """Say to the parent what no worker says."""
    parent: Connection | None = worker._ParentPipe.parent
    assert parent is not None
    if given["how"] == "half":
        # The head of a long message, and then nothing.
        os.write(parent.fileno(), struct.pack("!i", 1 << 20) + b"{")
        time.sleep(60)
    elif given["how"] == "long":
        os.write(parent.fileno(), struct.pack("!i", -1) + struct.pack("!Q", 1 << 40))
        time.sleep(60)
    else:
        parent.send_bytes(bytes.fromhex(given["how"]))
    return {}


def _threads(_: dict[str, Any]) -> _Tried:
    """What must go on working: a thread, its end, a clock."""
    ran: list[int] = []
    thread = threading.Thread(target=lambda: ran.append(1))
    thread.start()
    thread.join()
    return {"ran": len(ran)}


_TRIES: dict[str, Callable[[dict[str, Any]], _Tried]] = {
    "files": _files,
    "reads": _reads,
    "processes": _processes,
    "kernel": _kernel,
    "sockets": _sockets,
    "terminal": _terminal,
    "memory": _memory,
    "lies": _lies,
    "threads": _threads,
}
