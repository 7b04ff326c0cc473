# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files as strangers leave them and as ours appear.

What is read is an ordinary file or is refused at once: a pipe, a device or a socket under a
document's name would be waited for without an end. What is written appears whole or not at all:
beside its place, flushed to the disk, renamed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from converters.system_errors import with_cause

TEMPORARY_PREFIX = ".hanji-"
TEMPORARY_SUFFIX = ".part"
_READ = (
    os.O_RDONLY
    # A pipe is not waited for, and a terminal does not become ours.
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_NEW = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_PIECE = 1 << 20
_RENAME_TRIES = 5
_RENAME_PAUSE_S = 0.2


def open_ordinary(path: Path) -> BinaryIO:
    """Open an ordinary file for reading, or what links lead to one.

    Raises:
        OSError: it cannot be read; ``errno`` is ESPIPE where it is a pipe, a device or a socket.
    """
    try:
        descriptor = os.open(path, _READ)
    except OSError as error:
        with_cause(error)
        if error.errno == errno.ENXIO and path.exists():
            raise OSError(errno.ESPIPE, "no ordinary file", str(path)) from error
        raise
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.ESPIPE, "no ordinary file", str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of an ordinary file's bytes in hexadecimal.

    Raises:
        OSError: see ``open_ordinary``.
    """
    found = hashlib.sha256()
    with open_ordinary(path) as stream:
        left = os.fstat(stream.fileno()).st_size
        while left > 0 and (piece := stream.read(min(left, _PIECE))):
            found.update(piece)
            left -= len(piece)
    return found.hexdigest()


def read_ordinary(path: Path) -> bytes:
    """Return the bytes of an ordinary file, as many as it says to have.

    Raises:
        OSError: see ``open_ordinary``.
    """
    with open_ordinary(path) as stream:
        # Files that the kernel makes up while they are read say 0, and may have no end.
        return stream.read(os.fstat(stream.fileno()).st_size)


def write_all(contents: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write each file in order and return their paths.

    Folders are made where they are missing. A file that was there is replaced
    only once its successor is complete on the disk.

    Raises:
        OSError: a file cannot be written; its temporary file is gone.
    """
    for path, data in contents.items():
        write_whole(path, data)
    return tuple(contents)


def write_whole(path: Path, data: bytes) -> None:
    """Write one file whole or not at all.

    Raises:
        OSError: it cannot be written; ``filename`` is set.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f"{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
    # Not as mkstemp makes it, for its owner alone: a book is for everyone whom the folder is for,
    # and a confined process cannot change the rights of a file afterwards.
    handle = _create(temporary)
    try:
        _fill(handle, data)
        _replace(temporary, path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError) and error.filename is None:
            # A drive that fails while it flushes names no file.
            error.filename = str(path)
        raise
    _sync_folder(path.parent)


def _create(temporary: Path) -> int:
    try:
        return os.open(temporary, _NEW, 0o666)
    except OSError as error:
        with_cause(error)
        raise


def _fill(handle: int, data: bytes) -> None:
    """Write a file to the disk and close it."""
    try:
        file = os.fdopen(handle, "wb")
    except BaseException:
        # Windows removes no file that is open.
        with contextlib.suppress(OSError):
            os.close(handle)
        raise
    with file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError as error:
            with_cause(error)
            raise


def _replace(temporary: Path, path: Path) -> None:
    """Rename; on Windows a reader may hold the old file open for a moment."""
    for left in range(_RENAME_TRIES - 1, -1, -1):
        try:
            temporary.replace(path)
        except PermissionError:
            if os.name != "nt" or not left:
                raise
            time.sleep(_RENAME_PAUSE_S)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems cannot do this; the file itself is safe by then.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
