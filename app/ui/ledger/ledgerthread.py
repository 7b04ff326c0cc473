# SPDX-License-Identifier: AGPL-3.0-or-later
"""The thread that has the open ledger and answers the window's requests one after the other.

A request with a topic is dropped where a newer one with that topic waits behind it, so that a
slider never queues up work.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.i18n import mark
from app.messages import os_reason
from app.services.costing.ledger import LedgerService
from app.ui.shell.loader import post

logger = logging.getLogger(__name__)

T = TypeVar("T")
Do = Callable[[LedgerService], T]
_TELL_EVERY_S = 0.05
REFUSED = object()
"""Answer to what was asked while no ledger is open; that was said once already."""
BROKEN = mark("The ledger cannot do that: {detail}")


@dataclass(frozen=True, slots=True)
class _Request:
    number: int
    topic: str
    do: Do[Any]


@dataclass(frozen=True, slots=True)
class _Reopening:
    number: int
    between: Callable[[], object]
    """Done while no ledger is open."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    then: Callable[[Any], object]
    failed: Callable[[AppError], object] | None


class LedgerThread(QObject):
    """The thread with the open ledger: takes requests, answers in the thread of the window.

    Args:
        open_it: opens the ledger, in the thread.
        parent: Qt's owner.
    """

    refused = Signal(object)
    """An ``AppError`` of a request that nobody else takes care of."""
    idle = Signal()
    """All that was asked is answered."""
    progressed = Signal(str, object, object)
    """Topic, how much is done, and of how much."""

    def __init__(self, open_it: Callable[[], LedgerService], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_it
        self._asked: queue.SimpleQueue[_Request | _Reopening | None] = queue.SimpleQueue()
        self._latest: dict[str, int] = {}
        self._waiting: dict[int, _Waiting] = {}
        self._numbers = 0
        self._told = 0.0
        self._thread = threading.Thread(target=self._serve, name="hanji-ledger", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something is still to be answered."""
        return bool(self._waiting)

    def ask(
        self,
        do: Do[T],
        then: Callable[[T], object],
        *,
        topic: str = "",
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        """Let ``do`` run with the ledger in its thread; ``then`` gets the answer in this one."""
        self._numbers += 1
        self._waiting[self._numbers] = _Waiting(then, failed)
        if topic:
            self._waiting.pop(self._latest.get(topic, 0), None)
            self._latest[topic] = self._numbers
        self._asked.put(_Request(self._numbers, topic, do))

    def reopen(self, between: Callable[[], object], then: Callable[[], object]) -> None:
        """Close the ledger, do something while no ledger is open, and open it again."""
        self._numbers += 1
        self._waiting[self._numbers] = _Waiting(lambda _answer: then(), None)
        self._asked.put(_Reopening(self._numbers, between))

    def forget_waiting(self) -> None:
        """Let nobody hear answers to what was asked so far: it was asked of another ledger."""
        self._waiting.clear()

    def tell(self, topic: str, done: int, total: int) -> None:
        """Tell how far something is; for use in the ledger's thread."""
        now = time.monotonic()
        if done >= total or now - self._told > _TELL_EVERY_S:
            self._told = now
            post(self, lambda: self.progressed.emit(topic, done, total))

    def close(self) -> None:
        """End the thread; what was not answered is forgotten, and what is being entered is finished."""
        self._waiting.clear()
        self._asked.put(None)
        self._thread.join()

    def _serve(self) -> None:
        reopening: _Reopening | None = None
        while True:
            if reopening is not None:
                error = _tried(reopening.between)
                self._tell_answer(reopening.number, None, error)
            try:
                with self._open() as ledger:
                    reopening = self._answer_until_reopened(ledger)
            except (AppError, OSError) as problem:
                reopening = self._refuse_until_reopened(_as_app_error(problem))
            except Exception as problem:  # thread runner: the window must go on answering
                logger.exception("ledger")
                broken = AppError(BROKEN, detail=type(problem).__name__)
                reopening = self._refuse_until_reopened(broken)
            if reopening is None:
                return

    def _answer_until_reopened(self, ledger: LedgerService) -> _Reopening | None:
        while (request := self._asked.get()) is not None:
            if isinstance(request, _Reopening):
                return request
            if request.number in self._waiting:
                self._tell_answer(request.number, *_answer(request.do, ledger))
        return None

    def _refuse_until_reopened(self, error: AppError) -> _Reopening | None:
        self._tell_answer(0, None, error)
        while (request := self._asked.get()) is not None:
            if isinstance(request, _Reopening):
                return request
            self._tell_answer(request.number, REFUSED, None)
        return None

    def _tell_answer(self, number: int, answer: object, error: AppError | None) -> None:
        post(self, lambda: self._take(number, answer, error))

    def _take(self, number: int, answer: object, error: AppError | None) -> None:
        waiting = self._waiting.pop(number, None)
        if error is not None:
            if waiting is not None and waiting.failed is not None:
                waiting.failed(error)
            elif waiting is not None or not number:
                self.refused.emit(error)
        elif waiting is not None and answer is not REFUSED:
            waiting.then(answer)
        if not self._waiting:
            self.idle.emit()


def _answer(do: Do[Any], ledger: LedgerService) -> tuple[object, AppError | None]:
    try:
        return do(ledger), None
    except (AppError, OSError) as problem:
        return None, _as_app_error(problem)
    except Exception as problem:  # thread runner: one bad request must not end the others
        logger.exception("ledger")
        return None, AppError(BROKEN, detail=type(problem).__name__)


def _tried(do: Callable[[], object]) -> AppError | None:
    try:
        do()
    except (AppError, OSError) as problem:
        return _as_app_error(problem)
    return None


def _as_app_error(problem: AppError | OSError) -> AppError:
    if isinstance(problem, AppError):
        return problem
    return AppError(BROKEN, detail=os_reason(problem))
