# SPDX-License-Identifier: AGPL-3.0-or-later
"""Progress of a file: share, words and time left, from the stages that workers report."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.i18n import mark, tr, trn

_SPANS = {"read": (0.0, 0.55), "passes": (0.55, 0.65), "write": (0.65, 1.0)}
"""Part of a file's whole way that each stage takes, as measured on ordinary white papers."""
_TRANSLATE = "translate"

_WORDS = {
    "read": mark("Reading"),
    "passes": mark("Ordering"),
    "write": mark("Writing the book"),
    _TRANSLATE: mark("Translating"),
    "check": mark("Checking"),
}


def fraction(stage: str, done: int, total: int) -> float:
    """Return how far a file has come, from 0 to 1."""
    if stage == _TRANSLATE:
        # It takes so much longer than all the rest that it is the whole way.
        return min(1.0, done / total) if total > 0 else 0.0
    start, end = _SPANS.get(stage, (0.0, 0.0))
    part = min(1.0, done / total) if total > 0 else 0.0
    return start + (end - start) * part


def stage_words(stage: str) -> str:
    """Return what a worker does in ``stage``, for people."""
    return tr(_WORDS[stage]) if stage in _WORDS else tr("Starting")


class TimeLeft:
    """An estimate of the time that the translation of one file still takes, by its pace so far.

    Args:
        clock: seconds that only grow.
    """

    _LEAST_S = 4.0
    """Of watching: before that, loading a model passes for slowness."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: tuple[float, float] | None = None

    def seconds(self, stage: str, done: float) -> float | None:
        """Note that ``done``, from 0 to 1, is behind; return the seconds left, None if unknown."""
        now = self._clock()
        if stage != _TRANSLATE:
            self._began = None
            return None
        if self._began is None:
            # What was finished before this run comes at once and tells nothing of the speed.
            self._began = (now, done) if done > 0 else None
            return None
        since, at = self._began
        if now - since < self._LEAST_S or done - at < 0.01:
            return None
        return (1.0 - done) * (now - since) / (done - at)


def left_words(seconds: float) -> str:
    """Return a time left for people, no more exact than it is known."""
    if seconds < 60:
        return tr("Less than a minute left")
    minutes = round(seconds / 60)
    if minutes < 100:
        return trn("About {n} minute left", "About {n} minutes left", minutes)
    return trn("About {n} hour left", "About {n} hours left", round(minutes / 60))
