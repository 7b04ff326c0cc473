# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lookups in the translation memory, in a thread: a key must never wait for a disk."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.services.master_memories import are_masters_looked_at
from app.services.reviewing.memories import open_shelf
from app.ui.shell.loader import post
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.lexicon import Lexicon
from translation.memory.offering import offered
from translation.memory.shelf import MemoryShelf
from translation.memory.units import Match
from translation.terms.term import Glossary

logger = logging.getLogger(__name__)

_PATIENCE_S = 1.0
"""So long a window that is closed waits for a look-up that is going on."""


@dataclass(frozen=True, slots=True)
class LookupRequest:
    """A request for the matches of a segment."""

    number: int
    source: Coded
    before: str | None
    after: str | None


class MemoryLookupThread(QObject):
    """The thread that looks matches up; only the latest request is answered.

    Args:
        pair: languages of the project.
        open_it: opens the memories, in the thread.
        glossary: gives the terms of the project, which repair matches.
    """

    found = Signal(int, object)
    looked_at = Signal()
    """Masters that nobody had looked at can be opened now."""

    def __init__(
        self,
        pair: LanguagePair,
        parent: QObject | None = None,
        open_it: Callable[[], MemoryShelf] = open_shelf,
        glossary: Callable[[], Glossary | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._pair = pair
        self._open = open_it
        self._glossary = glossary
        self._stale = threading.Event()
        self._asked: queue.SimpleQueue[LookupRequest | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="hanji-memory", daemon=True)
        self._thread.start()

    def ask(self, wanted: LookupRequest) -> None:
        """Ask; ``found`` answers with the number and the matches."""
        self._asked.put(wanted)

    def reopen(self) -> None:
        """Open the memories again before the next look-up: they may be others."""
        self._stale.set()

    def close(self) -> None:
        """End the thread, whose answers nobody hears any more; where a disk does not answer, it is left behind."""
        self.blockSignals(True)
        self._asked.put(None)
        self._thread.join(_PATIENCE_S)

    def _serve(self) -> None:
        shelf = self._opened()
        try:
            while (wanted := self._latest()) is not None:
                if self._stale.is_set():
                    self._stale.clear()
                    shelf.close()
                    shelf = self._opened()
                self._answer(wanted.number, self._matches(shelf, wanted))
        finally:
            shelf.close()

    def _opened(self) -> MemoryShelf:
        is_new = not are_masters_looked_at()
        shelf = self._open()
        if is_new:
            post(self, lambda: self.looked_at.emit())
        return shelf

    def _answer(self, number: int, matches: tuple[Match, ...]) -> None:
        post(self, lambda: self.found.emit(number, matches))

    def _latest(self) -> LookupRequest | None:
        wanted = self._asked.get()
        while wanted is not None and not self._asked.empty():
            wanted = self._asked.get()
        return wanted

    def _matches(self, shelf: MemoryShelf, wanted: LookupRequest) -> tuple[Match, ...]:
        lexicon = Lexicon(self._pair, self._glossary(), shelf)
        try:
            found = shelf.look_up(wanted.source, self._pair, wanted.before, wanted.after, limit=9)
            return offered(found, wanted.source, lexicon)
        except (sqlite3.Error, OSError, ValueError) as error:
            # A locked, full or damaged memory: the review goes on without its matches.
            logger.warning("memory: %s", error)
            return ()
