# SPDX-License-Identifier: AGPL-3.0-or-later
"""Models in a process of their own, one for each route, kept warm and shared by all workers.

A model is loaded once, however many documents are at work, and stays loaded when workers
are recycled. The process that reads a document never loads a model, and the process with
the models never reads a document: what goes between is JSON, through the parent.
"""

from __future__ import annotations

import itertools
import json
import logging
import multiprocessing
import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from app.jobs import confinement_windows, sandbox
from app.jobs.limits import WorkerLimits
from app.jobs.translating import TranslationOrder, answer, load_route
from translation.errors import EngineFailed, ServerFailed, TranslationCode, TranslationError

if TYPE_CHECKING:
    from translation.engine.served import Serve

logger = logging.getLogger(__name__)

_POLL_S = 0.1
_TELL_S = 0.1
_MOST_THREADS = 4
"""Of one model: what Python does around it keeps about so many busy."""
_UNBOUNDED_MIB = 1 << 20

Message = dict[str, Any]
Tell = Callable[[int, int], None]


class ModelServers:
    """The processes with the models, started as they are asked for."""

    def __init__(self) -> None:
        self._servers: dict[tuple[Any, ...], _ModelProcess] = {}
        self._lock = threading.Lock()

    def ask(
        self, order: TranslationOrder, asked: Message, tell: Tell, stopped: Callable[[], bool]
    ) -> Message:
        """Return the answer of the models to ``asked``; see ``translating.answer``.

        Args:
            order: names the models.
            asked: plain JSON values.
            tell: is called with the progress.
            stopped: asked often; the answer is then ``{"stopped": True}``.
        """
        found = self._server(order).ask(asked, tell, stopped)
        if found is _DIED:
            # Out of memory, or killed: what it had finished is kept, a fresh one goes on.
            found = self._server(order).ask(asked, tell, stopped)
        return found

    def _server(self, order: TranslationOrder) -> _ModelProcess:
        with self._lock:
            server = self._servers.get(order.models)
            if server is None or not server.is_alive():
                if server is not None:
                    server.close()
                server = self._servers[order.models] = _ModelProcess(order)
            return server

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            servers, self._servers = self._servers, {}
        for server in servers.values():
            server.close()


class _ModelProcess:
    """The parent's side of one process."""

    def __init__(self, order: TranslationOrder) -> None:
        context = multiprocessing.get_context("spawn")
        self._wire, other = context.Pipe()
        self._process = context.Process(
            target=serve, args=(other, order), name="hanji-models", daemon=True
        )
        confinement_windows.hold_workers()
        self._process.start()
        other.close()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, queue.SimpleQueue[Message | None]] = {}
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._gone = False
        # Only the parent has a network: what the models' process asks of a server goes through here.
        self._serve: Serve | None = None
        if order.server is not None:
            from app.jobs.translation_server import asker

            self._serve = asker(order.server, order.languages)
        threading.Thread(target=self._listen, name="hanji-models", daemon=True).start()

    def is_alive(self) -> bool:
        return not self._gone and self._process.is_alive()

    def ask(self, asked: Message, tell: Tell, stopped: Callable[[], bool]) -> Message:
        number = next(self._numbers)
        heard: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        with self._lock:
            if self._gone:
                return _DIED
            self._waiting[number] = heard
        try:
            self._send({**asked, "number": number})
            while True:
                if stopped():
                    self._send({"do": "stop", "number": number})
                    return {"stopped": True}
                with suppress(queue.Empty):
                    message = heard.get(timeout=_POLL_S)
                    if message is None:
                        return _DIED
                    if "progress" not in message:
                        return message
                    tell(*message["progress"])
        except OSError:
            # It may have half a question: nothing more is asked of it.
            self._gone = True
            return _DIED
        finally:
            with self._lock:
                self._waiting.pop(number, None)

    def _send(self, message: Message) -> None:
        sent = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
        with self._sending:
            self._wire.send_bytes(sent)

    def _listen(self) -> None:
        """Hand what comes to who waits for it, until the process is gone."""
        while True:
            try:
                message = json.loads(self._wire.recv_bytes())
                if "serve" in message:
                    self._ask_server(message)
                    continue
                number = message["number"]
            except (EOFError, OSError, ValueError, KeyError, TypeError):
                break
            with self._lock:
                heard = self._waiting.get(number)
            if heard is not None:
                heard.put(message)
        with self._lock:
            self._gone = True
            waiting = list(self._waiting.values())
        for heard in waiting:
            heard.put(None)

    def _ask_server(self, message: Message) -> None:
        """Ask the server of the order, and no other, what the models' process wants of it."""
        asked = message["serve"]
        if self._serve is None:
            return

        def tell(done: Future[list[str | None]]) -> None:
            reply: Message = {"do": "served", "asked": asked}
            error = done.exception()
            if error is None:
                reply["made"] = done.result()
            elif isinstance(error, TranslationError):
                reply |= _told(error)
            else:
                logger.error("translation server", exc_info=error)
                reply |= _told(EngineFailed(detail=type(error).__name__))
            with suppress(OSError):
                self._send(reply)

        self._serve(
            [str(text) for text in message["texts"]], bool(message["again"])
        ).add_done_callback(tell)

    def close(self) -> None:
        self._process.terminate()
        self._process.join(5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._wire.close()


_DIED: Message = {
    "error": {"code": TranslationCode.ENGINE_FAILED.value, "params": {"detail": "ended"}}
}


# ------------------------------------------------------------ inside the process


def serve(wire: Connection, order: TranslationOrder) -> None:
    """Answer what the parent asks until it is gone."""
    # The engine is loaded here only: the parent of this process never sees a model.
    from translation.engine.pool import Cancelled

    stores = _folders_of_stores(order)
    folders = (*order.packages, *filter(None, order.aligners))
    limits = WorkerLimits(
        max_memory_mib=_UNBOUNDED_MIB,
        max_output_mib=_UNBOUNDED_MIB,
        read_below=(*(str(folder.resolve()) for folder in folders), *stores),
        write_below=stores,
    )
    sandbox.confine(limits, bound=False)
    stopped: dict[int, threading.Event] = {}
    lock = threading.Lock()
    route = None
    served = _AnswersOfServer()

    def send(message: Message) -> None:
        sent = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
        try:
            with lock:
                wire.send_bytes(sent)
        except OSError:
            # The parent is gone, or has half a message, for whose rest it would wait for ever.
            os._exit(1)

    def work(number: int, asked: Message) -> None:
        found: Message
        try:
            assert route is not None
            found = answer(route, asked, _teller(number, send), stopped[number].is_set)
        except Cancelled:
            found = {"stopped": True}
        except TranslationError as error:
            found = _told(error)
        except Exception as error:  # process main: one document's trouble must not end the others
            logger.exception("models")
            found = {
                "error": {
                    "code": TranslationCode.ENGINE_FAILED.value,
                    "params": {"detail": type(error).__name__},
                }
            }
        stopped.pop(number, None)
        send({**found, "number": number})

    while True:
        try:
            asked = json.loads(wire.recv_bytes())
        except (EOFError, OSError):
            return
        if asked["do"] == "served":
            served.take(asked)
            continue
        number = asked["number"]
        if asked["do"] == "stop":
            # What it is of may end at this moment.
            event = stopped.get(number)
            if event is not None:
                event.set()
            continue
        try:
            route = route or load_route(
                order,
                min(os.cpu_count() or 1, _MOST_THREADS),
                partial(served.ask, send) if order.server else None,
            )
        except TranslationError as error:
            send({**_told(error), "number": number})
            continue
        stopped[number] = threading.Event()
        threading.Thread(target=work, args=(number, asked), daemon=True).start()


class _AnswersOfServer:
    """Questions to a translation server that the parent asks, and their answers as they come."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._open: dict[int, Future[list[str | None]]] = {}

    def ask(
        self, send: Callable[[Message], None], texts: Sequence[str], again: bool
    ) -> Future[list[str | None]]:
        number = next(self._numbers)
        future: Future[list[str | None]] = Future()
        self._open[number] = future
        send({"serve": number, "texts": list(texts), "again": again})
        return future

    def take(self, reply: Message) -> None:
        future = self._open.pop(reply["asked"])
        if "error" not in reply:
            future.set_result(reply["made"])
            return
        error = reply["error"]
        future.set_exception(ServerFailed(TranslationCode(error["code"]), **error["params"]))


def _folders_of_stores(order: TranslationOrder) -> tuple[str, ...]:
    """Return the folders of the stores: memory, glossaries and finished sentences.

    SQLite writes beside its files even where they are only read.
    """
    files = (order.memory, order.glossaries, order.finished, *(one[0] for one in order.masters))
    return tuple(sorted({str(file.resolve().parent) for file in files if file is not None}))


def _told(error: TranslationError) -> Message:
    return {"error": {"code": error.code.value, "params": dict(error.params)}}


def _teller(number: int, send: Callable[[Message], None]) -> Tell:
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _TELL_S:
            told = now
            send({"number": number, "progress": [done, total]})

    return tell
