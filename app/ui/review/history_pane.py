# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pane of a segment's history."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.store.project import Revision
from app.ui.review.cards import Cards, moment, quiet
from app.ui.review.differences import with_differences
from app.ui.review.grid import STATUS_WORDS, plain_text, shown_text
from app.ui.theme import Theme

WHY_WORDS = {
    "edit": mark("edited"),
    "confirm": mark("confirmed"),
    "approve": mark("approved"),
    "reject": mark("sent back"),
    "lock": mark("locked or unlocked"),
    "replace": mark("replaced"),
    "import": mark("taken in from a file"),
    "merge": mark("merged from another copy"),
    "split": mark("split"),
    "join": mark("joined"),
    "fill": mark("filled from the memory"),
    "accept": mark("change accepted"),
    "reject_change": mark("change rejected"),
}


class HistoryPane(QWidget):
    """The pane of a segment's history: who changed it, when, and from what."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = Cards(mark("History"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.cards)
        self._theme: Theme | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def retranslate(self) -> None:
        """Set the words."""
        self.cards.retranslate()

    def show_history(self, revisions: Sequence[Revision], drafted: str, now: str) -> None:
        """Show the changes of a segment, the latest first.

        Args:
            revisions: the changes.
            drafted: what stood there at first, marked.
            now: what stands there, marked.
        """
        theme = self._theme
        assert theme is not None
        cards = []
        if revisions and drafted and drafted != now:
            words = escape(tr("Against the draft"))
            changed = with_differences(shown_text(drafted), shown_text(now), theme)
            cards.append((f"<b>{words}</b><br>{changed}", f"{words}: {plain_text(now)}"))
        for one in revisions:
            why = tr(WHY_WORDS[one.why]) if one.why in WHY_WORDS else one.why
            states = f"{tr(STATUS_WORDS[one.status_before])} → {tr(STATUS_WORDS[one.status_after])}"
            text = with_differences(
                shown_text(one.before.marked), shown_text(one.after.marked), theme
            )
            if one.undone:
                undone = escape(tr("undone"))
                text = f"{text} ({undone})"
            html = (
                f"<span style='color:{theme.muted}'>{escape(one.author)} · {moment(one.at)} · "
                f"{escape(why)} · {escape(states)}</span><br>{text}"
            )
            cards.append((html, f"{one.author} {why}: {one.after.text}"))
        self.cards.show_cards(cards or [quiet(theme, tr("Nobody has changed it yet."))])
