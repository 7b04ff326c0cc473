# SPDX-License-Identifier: AGPL-3.0-or-later
"""Interrupts of a run: Ctrl+C and a polite end, told to the run rather than raised in the middle of it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def interrupts() -> Iterator[threading.Event]:
    """Give an event that Ctrl+C (SIGINT) and SIGTERM set while the block runs.

    An exception would be raised wherever the main thread happens to be, also between a lock
    and its release or where a library swallows it; an event is looked at where stopping is
    right. Whoever started us with Ctrl+C ignored, as a script does with what it puts into the
    background, keeps that. Once the event is set, asking again has no effect, after the block neither:
    the program is ending, and what is finished is still to be reported. Only in the main thread.
    """
    asked = threading.Event()
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    heeded = [number for number in kept if kept[number] is not signal.SIG_IGN]
    for number in heeded:
        signal.signal(number, lambda *_: asked.set())
    try:
        yield asked
    finally:
        for number in heeded:
            signal.signal(number, signal.SIG_IGN if asked.is_set() else kept[number])
