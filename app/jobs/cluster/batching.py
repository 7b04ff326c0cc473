# SPDX-License-Identifier: AGPL-3.0-or-later
"""Batching of small jobs, because handing one over costs as much as converting it.

How many go into a batch follows from what is on its way: near the end of a run, and in short runs,
batches get smaller, so that no worker waits while another has a full batch before it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_JOBS = 8
"""Jobs in a batch at most."""
_FULL = 256 * 1024
"""Bytes of the sources in a batch at most; a larger one travels alone."""
_PAUSE_S = 0.005
"""How long a batch waits for more."""


class Batcher(Generic[T]):
    """A queue that sends small things in batches, from a thread of its own.

    Args:
        send: told each batch; called in that thread, or in the caller's for a large thing.
        in_flight: how many batches are wanted on their way at once.
    """

    def __init__(self, send: Callable[[tuple[T, ...]], object], in_flight: int) -> None:
        self._send = send
        self._in_flight = max(1, in_flight)
        self._waiting: list[tuple[T, int]] = []
        self._open = 0
        self._closed = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._serve, name="hanji-batches", daemon=True)
        self._thread.start()

    def put(self, thing: T, size: int) -> None:
        """Send a thing of ``size`` bytes, alone or with others; tell ``done`` when it is back."""
        with self._changed:
            self._open += 1
            if size < _FULL:
                self._waiting.append((thing, size))
                self._changed.notify()
                return
        self._send((thing,))

    def done(self) -> None:
        """Note that one thing has come back."""
        with self._changed:
            self._open -= 1

    def close(self) -> None:
        """Send nothing more; what waits is forgotten."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify()
        self._thread.join()

    def _size(self) -> int:
        return max(1, min(MOST_JOBS, self._open // self._in_flight))

    def _next_batch(self) -> tuple[T, ...]:
        """Take the first things out, as many as go together."""
        count = bytes_ = 0
        for _, size in self._waiting[: self._size()]:
            if count and bytes_ + size > _FULL:
                break
            count, bytes_ = count + 1, bytes_ + size
        batch, self._waiting = self._waiting[:count], self._waiting[count:]
        return tuple(thing for thing, _ in batch)

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._closed:
                    self._changed.wait_for(
                        lambda: len(self._waiting) >= self._size() or self._closed, _PAUSE_S
                    )
                if self._closed:
                    return
                batch = self._next_batch()
            self._send(batch)
