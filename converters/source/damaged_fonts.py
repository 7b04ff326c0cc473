# SPDX-License-Identifier: AGPL-3.0-or-later
"""What fontTools raises on damaged fonts."""

from __future__ import annotations

import struct

UNREADABLE_FONT = (
    ArithmeticError,
    AttributeError,
    AssertionError,
    EOFError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
    RecursionError,
    NotImplementedError,
    struct.error,
)
"""Besides its own TTLibError, which is loaded with fontTools alone."""
