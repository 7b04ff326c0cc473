# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parent's side of one worker process: start it, hand it jobs, hear it, end it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable

from app.jobs import confinement_windows, worker
from app.jobs.limits import WorkerLimits
from app.jobs.messages import MOST_BYTES, BadMessage, Message, Ready, decode
from app.jobs.request import JobRequest, JobResult
from app.jobs.sandbox import Confinement

_START_S = 60.0
"""Time that a worker may take until it is confined."""
_END_S = 5.0
"""Time that a killed process may take to be gone."""

JobFunction = Callable[[JobRequest], JobResult]


class WorkerGone(Exception):
    """The worker ended, or said something that is no message."""


class WorkerProcess:
    """A confined process that does one job after the other.

    Args:
        limits: what it may use.
        function: what it does with a job; named by its module, so that a worker can import it.

    Raises:
        OSError: the system starts no process.
    """

    def __init__(self, limits: WorkerLimits, function: JobFunction) -> None:
        context = multiprocessing.get_context("spawn")
        self._wire, other = context.Pipe()
        self._process = context.Process(
            target=worker.serve, args=(other, limits, function), name="hanji-worker", daemon=True
        )
        try:
            confinement_windows.hold_workers()
            self._process.start()
        except BaseException:
            self._wire.close()
            raise
        finally:
            other.close()
        self._killed = threading.Lock()
        self.confinement: Confinement | None = None
        """What holds it; None until it is ready."""
        self._expired = False
        self.jobs = 0
        """Jobs that it was handed."""

    @property
    def exit_code(self) -> int | None:
        """How it ended: minus the signal, or the status; None while it lives."""
        return self._process.exitcode

    @property
    def expired(self) -> bool:
        """Whether it was ended because a job took too long."""
        return self._expired

    def wait_until_ready(self, gives_up: Callable[[], bool]) -> None:
        """Wait until the worker is confined.

        Args:
            gives_up: asked often; True ends the waiting.

        Raises:
            WorkerGone: it ended before, or never said so.
        """
        last = time.monotonic() + _START_S
        while self.confinement is None:
            if gives_up() or time.monotonic() > last:
                raise WorkerGone
            message = self.hear(0.1)
            if isinstance(message, Ready):
                self.confinement = message.confinement
            elif message is not None:
                raise WorkerGone

    def begin(self, request: JobRequest, seconds: float) -> threading.Timer:
        """Hand over a job; return the clock that ends the process after so many seconds.

        Raises:
            WorkerGone: it ended before.
        """
        self.jobs += 1
        # Not the reading thread keeps the deadline: half a message would hold it up.
        clock = threading.Timer(seconds, self._expire)
        clock.daemon = True
        # Before the job goes out: a worker that does not read it would hold the sender up too.
        clock.start()
        try:
            self._wire.send(request)
        except (OSError, ValueError) as error:
            clock.cancel()
            raise WorkerGone from error
        return clock

    def hear(self, seconds: float) -> Message | None:
        """Return the next message, or None where none begins within so many seconds.

        Raises:
            WorkerGone: the process has ended, or sent what is no message.
        """
        try:
            if not self._wire.poll(seconds):
                return None
            return decode(self._wire.recv_bytes(MOST_BYTES))
        except (EOFError, OSError, BadMessage) as error:
            raise WorkerGone from error

    def answer(self, data: bytes) -> None:
        """Send the answer to a question; a worker that is gone needs none."""
        with contextlib.suppress(OSError, ValueError):
            self._wire.send_bytes(data)

    def _expire(self) -> None:
        self._expired = True
        self.kill()

    def kill(self) -> None:
        """End the process, and what it started, at once; may be called from any thread."""
        with self._killed:
            number = self._process.pid
            if number is None or self._process.exitcode is not None:
                return
            if hasattr(os, "killpg"):
                # It leads a session of its own once it is confined.
                with contextlib.suppress(OSError):
                    if os.getpgid(number) == number:
                        os.killpg(number, signal.SIGKILL)
            with contextlib.suppress(OSError, ValueError):
                self._process.kill()

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self.kill()
        self._process.join(_END_S)
        self._wire.close()
