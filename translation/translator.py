# SPDX-License-Identifier: AGPL-3.0-or-later
"""``Translator``: what a draft asks, matches of a memory first, then translations of a machine.

The models may be loaded here, or in a process of their own that many documents share; the
draft does not know. What goes between has a form of plain JSON values, so that no process
has to unpickle what another one sends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from translation.engine.decoder import Care
from translation.engine.pool import Progress
from translation.inline_codes import Coded, from_marked

Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class MachineTranslation:
    """The translation of a sentence by the models."""

    target: Coded
    score: float | None
    """Mean log probability of a piece; of several models the worst; None where an engine tells none."""
    guessed: tuple[int, ...] = ()
    """Codes whose place nothing told."""
    tries: int = 1
    mended: int = 0
    """Numbers, dates and addresses that were put right after the model."""
    untranslated: bool = False
    """Whether the models gave no translation: ``target`` is the source."""

    def form(self) -> list[Any]:
        """Return it as JSON values."""
        return [
            self.target.marked,
            self.score,
            list(self.guessed),
            self.tries,
            self.mended,
            self.untranslated,
        ]

    @staticmethod
    def of(form: Sequence[Any]) -> MachineTranslation:
        """Return what ``form`` made."""
        marked, score, guessed, tries, mended, untranslated = form
        return MachineTranslation(
            from_marked(marked),
            None if score is None else float(score),
            tuple(guessed),
            tries,
            mended,
            untranslated is True,
        )


@dataclass(frozen=True, slots=True)
class MemoryQuery:
    """A segment that is looked up in a memory, with its context."""

    source: Coded
    before: str | None = None
    """Text of the segment before it; None at the start."""
    after: str | None = None

    def form(self) -> list[Any]:
        """Return it as JSON values."""
        return [self.source.marked, self.before, self.after]

    @staticmethod
    def of(form: Sequence[Any]) -> MemoryQuery:
        """Return what ``form`` made."""
        marked, before, after = form
        return MemoryQuery(from_marked(marked), before, after)


@dataclass(frozen=True, slots=True)
class MemoryHit:
    """A match of a memory that can be taken as it is."""

    target: Coded
    match: int
    """101 in context, 100 exact, below: percent; see ``translation.memory.units``."""

    def form(self) -> list[Any]:
        """Return it as JSON values."""
        return [self.target.marked, self.match]

    @staticmethod
    def of(form: Sequence[Any]) -> MemoryHit:
        """Return what ``form`` made."""
        marked, match = form
        return MemoryHit(from_marked(marked), int(match))


class Translator(Protocol):
    """From one language to another."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Each stop, the source first: ("ko", "en"), or ("ko", "en", "ja") through English."""

    def look_up(self, asked: Sequence[MemoryQuery]) -> Sequence[MemoryHit | None]:
        """Return what the memory has for each segment; None where it has nothing to take."""

    def translate(
        self,
        sources: Sequence[Coded],
        care: Care,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> Mapping[str, MachineTranslation]:
        """Return the translation of each source by what it is marked as.

        Raises:
            Cancelled: ``cancelled`` said so.
            EngineFailed: a model gave up.
        """
