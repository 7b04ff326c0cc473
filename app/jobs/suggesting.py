# SPDX-License-Identifier: AGPL-3.0-or-later
"""Suggestions for misspelt words, in a process of their own.

The library keeps Python's lock while it looks, for up to a second over a strange word: in the process of
the window nothing else would go on so long. The process is started with the first word, and ended over
one that takes too long.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import threading
from concurrent.futures import Future
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from app.jobs import confinement_windows
from app.jobs.dictionary_trial import confine_dictionary
from translation.spelling import SpellingDictionary, SpellingUnavailable

logger = logging.getLogger(__name__)

_START_S = 20.0
"""Until a process is there that answers, on a slow machine."""
_LONGEST_S = 3.0
"""For one word; without suggestions after that."""
_MOST_MIB = 2048
_MOST_ANSWER = 1 << 16
_MOST_KEPT = 2000
"""Words whose suggestions are remembered."""


class SuggestionProcess:
    """The process that a dictionary makes suggestions in.

    Args:
        path: of the ``.aff`` file.
        language: BCP 47.
    """

    def __init__(self, path: Path, language: str) -> None:
        self._path = path
        self._language = language
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._wire: Connection | None = None
        self._closed = False
        self._known: dict[str, tuple[str, ...]] = {}

    def start(self) -> None:
        """Start the process in a thread, so that the first word need not wait for it."""
        threading.Thread(target=self._start, name="hanji-spelling", daemon=True).start()

    def ask(self, word: str) -> Future[tuple[str, ...]]:
        """Return what comes to be the suggestions, the likeliest first; none where it takes too long."""
        coming: Future[tuple[str, ...]] = Future()
        if word in self._known:
            coming.set_result(self._known[word])
        else:
            threading.Thread(
                target=self._answer, args=(coming, word), name="hanji-spelling", daemon=True
            ).start()
        return coming

    def close(self) -> None:
        """End the process; nothing is suggested any more."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()

    def _start(self) -> None:
        with self._lock:
            self._begin()

    def _begin(self) -> bool:
        """Say whether a process is there that answers."""
        if self._closed:
            return False
        if self._process is not None and self._process.is_alive():
            return True
        context = multiprocessing.get_context("spawn")
        wire, other = context.Pipe()
        process = context.Process(
            target=_serve,
            args=(other, self._path, self._language),
            name="hanji-spelling",
            daemon=True,
        )
        try:
            confinement_windows.hold_workers()
            process.start()
            other.close()
            self._process, self._wire = process, wire
            if self._closed or not wire.poll(_START_S):
                raise TimeoutError
            wire.recv_bytes(_MOST_ANSWER)
        except (OSError, EOFError) as error:
            logger.warning("no suggestions for %s: %s", self._path.name, type(error).__name__)
            self._end()
            return False
        return True

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._wire = None

    def _answer(self, coming: Future[tuple[str, ...]], word: str) -> None:
        found: tuple[str, ...] = ()
        with self._lock:
            if self._begin() and self._wire is not None:
                try:
                    self._wire.send_bytes(json.dumps(word).encode())
                    if not self._wire.poll(_LONGEST_S):
                        raise TimeoutError
                    found = tuple(map(str, json.loads(self._wire.recv_bytes(_MOST_ANSWER))))
                except (OSError, EOFError, ValueError) as error:
                    logger.info("no suggestion in time: %s", type(error).__name__)
                    self._end()
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            if not self._closed:
                # Also a word that took too long: it would again.
                self._known[word] = found
        coming.set_result(found)


def _serve(wire: Connection, path: Path, language: str) -> None:
    """Answer words until the other end is closed."""
    confine_dictionary(path, _MOST_MIB)
    try:
        dictionary = SpellingDictionary(path, language)
        wire.send_bytes(b"{}")
        while True:
            word = json.loads(wire.recv_bytes(_MOST_ANSWER))
            wire.send_bytes(json.dumps(dictionary.suggest(word)).encode())
    except (SpellingUnavailable, EOFError, OSError, KeyboardInterrupt):
        return
