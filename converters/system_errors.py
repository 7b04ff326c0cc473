# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a system answers when a file cannot be read or written, in the numbers of POSIX.

Windows has numbers of its own, and its C library throws many of them together: a full disk, a
drive that is gone, a write-protected one and a file that is open elsewhere are "permission
denied" or "invalid argument" there. ``error_number`` tells them apart again.
"""

from __future__ import annotations

import ctypes
import errno
import sys

_OF_WINDOWS = {
    3: errno.ENOENT,  # path not found
    15: errno.ENODEV,  # invalid drive
    19: errno.EROFS,  # write protect
    20: errno.ENODEV,  # bad unit
    21: errno.ENODEV,  # not ready
    23: errno.EIO,  # CRC
    25: errno.EIO,  # seek
    26: errno.EIO,  # no DOS disk
    27: errno.EIO,  # sector not found
    29: errno.EIO,  # write fault
    30: errno.EIO,  # read fault
    31: errno.EIO,  # general failure
    32: errno.EBUSY,  # sharing violation
    33: errno.EBUSY,  # lock violation
    39: errno.ENOSPC,  # handle disk full
    51: errno.EHOSTUNREACH,  # remote computer not available
    53: errno.EHOSTUNREACH,  # bad network path
    54: errno.ETIMEDOUT,  # network busy
    55: errno.ESTALE,  # device does not exist any more
    59: errno.EIO,  # unexpected network error
    64: errno.ESTALE,  # network name deleted
    65: errno.EACCES,  # network access denied
    67: errno.EHOSTUNREACH,  # bad network name
    112: errno.ENOSPC,  # disk full
    121: errno.ETIMEDOUT,  # semaphore timeout
    123: errno.ENOENT,  # no name of a file
    206: errno.ENAMETOOLONG,  # name or path too long
    1006: errno.ESTALE,  # volume changed under an open file
    1117: errno.EIO,  # I/O device error
    1167: errno.ENODEV,  # device not connected
    1231: errno.ENETUNREACH,  # network not reached
    1232: errno.EHOSTUNREACH,  # host not reached
    1236: errno.ENOTCONN,  # connection ended
    1295: errno.EDQUOT,  # quota of the disk
    1816: errno.EDQUOT,  # quota
}
_LONGEST_PATH = 260
"""Characters of a path, its end included, that programs of Windows can name where long paths are off."""
_LONGEST_NAME = 255


def with_cause(error: OSError) -> OSError:
    """Return ``error`` with the number that Windows had before its C library simplified it.

    To be called in the thread that met the error, before the next call of the system. Elsewhere
    than on Windows it is left as it is.
    """
    if sys.platform == "win32" and error.winerror is None and error.errno is not None:
        number = ctypes.c_ulong()
        if ctypes.CDLL("ucrtbase")["_get_doserrno"](ctypes.byref(number)) == 0 and number.value:
            error.winerror = number.value
    return error


def error_number(error: OSError) -> int:
    """Return the number of POSIX that says what happened; 0 where there is none."""
    number = _OF_WINDOWS.get(getattr(error, "winerror", None) or 0, error.errno or 0)
    if number in (errno.ENOENT, errno.EINVAL) and sys.platform == "win32" and is_too_long(error):
        return errno.ENAMETOOLONG
    return number


def is_too_long(error: OSError) -> bool:
    """Whether the file of an error has a name or a path that Windows does not take."""
    name = error.filename
    if not isinstance(name, str) or name.startswith("\\\\?\\"):
        return False
    parts = name.replace("/", "\\").split("\\")
    return len(name) >= _LONGEST_PATH or any(len(part) > _LONGEST_NAME for part in parts)
