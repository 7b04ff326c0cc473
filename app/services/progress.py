# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far a file has come, out of what a worker says."""

from __future__ import annotations

from app.i18n import mark, tr

_SPANS = {"read": (0.0, 0.55), "passes": (0.55, 0.65), "write": (0.65, 1.0)}
"""Part of a file's whole way that each stage takes, as measured on ordinary white papers."""
_TRANSLATE = "translate"

_WORDS = {
    "read": mark("Reading"),
    "passes": mark("Ordering"),
    "write": mark("Writing the book"),
    _TRANSLATE: mark("Translating"),
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
