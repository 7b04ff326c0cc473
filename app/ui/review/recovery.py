# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stood in the editor when the program was killed: brought back, or forgotten, by a person."""

from __future__ import annotations

from app.i18n import tr, trn
from app.ui.review.screen import ReviewScreen

_MOST_QUOTED = 120


def recover_typing(screen: ReviewScreen) -> None:
    """Ask what is to become of typing that a kill cut off; nothing where there is none."""
    review = screen.review
    found = review.unfinished()
    if not found:
        return
    first = min(found)
    said = trn(
        "When the program ended unexpectedly, {n} segment held typing that was not confirmed.",
        "When the program ended unexpectedly, {n} segments held typing that was not confirmed.",
        len(found),
    )
    shown = tr("Segment {n}: “{text}”", n=first, text=_beginning(found[first].text))
    if screen.notifier.confirm(
        screen.widget(),
        tr("Unfinished typing"),
        f"{said}\n\n{shown}",
        tr("Bring it back"),
        tr("Discard it"),
    ):
        screen.show_changes(review.recover())
    else:
        review.discard()
    screen.forget()
    screen.choose(first)


def _beginning(text: str) -> str:
    """Return what a question shows of a text."""
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED].rstrip() + "…"
