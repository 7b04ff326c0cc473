# SPDX-License-Identifier: AGPL-3.0-or-later
"""Panes of the chosen segment: matches, terms, checks, comments, history, dictionary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from app.i18n import mark, tr
from app.store.project import OpenFinding
from app.ui.review.cards import Cards, quiet
from app.ui.review.checks_pane import ChecksPane
from app.ui.review.comments_pane import CommentsPane
from app.ui.review.dictionary_pane import DictionaryPane
from app.ui.review.history_pane import HistoryPane
from app.ui.review.matches_pane import MatchesPane
from app.ui.theme import Theme
from app.ui.wrapping_tabs import WrappingTabs

_Pane = MatchesPane | Cards | ChecksPane | CommentsPane | HistoryPane | DictionaryPane


class Panes(WrappingTabs):
    """The panes of the chosen segment, as tabs."""

    def __init__(self, explain: Callable[[OpenFinding], str]) -> None:
        super().__init__()
        self.matches = MatchesPane()
        self.terms = Cards(mark("Terms"))
        self.checks = ChecksPane(explain)
        self.comments = CommentsPane()
        self.history = HistoryPane()
        self.dictionary = DictionaryPane()
        for pane in self._all():
            self.addTab(pane, "")
        self.counts = [0] * 6
        self._theme: Theme | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.fit()
        for pane in (self.matches, self.checks, self.comments, self.history, self.dictionary):
            pane.apply_theme(theme)

    def retranslate(self) -> None:
        """Set the words."""
        for pane in self._all():
            pane.retranslate()
        self.show_counts()

    def _all(self) -> tuple[_Pane, ...]:
        return (
            self.matches,
            self.terms,
            self.checks,
            self.comments,
            self.history,
            self.dictionary,
        )

    def show_terms(self, terms: Sequence[tuple[str, str, str]]) -> None:
        """Show (source term, target forms, note) of the segment."""
        theme = self._theme
        assert theme is not None
        cards = [
            (
                f"{escape(source)} → <b style='color:{theme.accent}'>{escape(target)}</b>"
                f" <span style='color:{theme.muted}'>Ctrl+Shift+{number} {escape(note)}</span>",
                f"{source} – {target}",
            )
            for number, (source, target, note) in enumerate(terms, start=1)
        ]
        self.terms.show_cards(cards or [quiet(theme, tr("No term of a glossary is in it."))])
        self.counts[1] = len(terms)

    def show_counts(self) -> None:
        """Say on each tab how much is in it."""
        words = (
            tr("Matches"),
            tr("Terms"),
            tr("Checks"),
            tr("Comments"),
            tr("History"),
            tr("Dictionary"),
        )
        for at, (name, count) in enumerate(zip(words, self.counts, strict=True)):
            self.setTabText(at, f"{name} {count}" if count else name)
