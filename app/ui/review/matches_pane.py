# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pane of matches of the translation memory."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.ui.review.cards import Cards, quiet
from app.ui.review.grid import shown_text
from app.ui.theme import Theme
from translation.memory.units import Match, MemoryUnit


class MatchesPane(QWidget):
    """The pane of matches of the translation memory, with percentage and differences."""

    taken = Signal(object)
    searched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.cards = Cards(mark("Matches of the memory"))
        self.cards.taken.connect(self._take)
        self.field = QLineEdit()
        self.field.returnPressed.connect(self._search)
        self.in_target = QCheckBox()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self.field)
        layout.addWidget(self.in_target)
        self._units: list[MemoryUnit] = []
        self._contents: list[object] = []
        self._theme: Theme | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def retranslate(self) -> None:
        """Set the words."""
        self.cards.retranslate()
        self.field.setPlaceholderText(tr("Look for words in the memory"))
        self.field.setAccessibleName(tr("Look for words in the memory"))
        self.in_target.setText(tr("in translations"))

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Show matches, best first; their digits insert them."""
        theme = self._theme
        assert theme is not None
        self._contents = [match.adapted or match.unit.target for match in matches]
        cards = []
        for number, match in enumerate(matches, start=1):
            color = theme.good if match.score >= 100 else theme.warn
            source = _with_differences(match, theme)
            target = _with_repairs(match, theme)
            said = _repair_words(match)
            who = " · ".join(filter(None, (said, *_whence(match))))
            html = (
                f"<b style='color:{color}'>{'' if match.assembled else f'{match.score} %'}</b>"
                f" <span style='color:{theme.muted}'>Alt+{number} &nbsp;{escape(who)}</span>"
                f"<br>{source}<br><span style='color:{theme.accent}'>{target}</span>"
            )
            cards.append((html, f"{match.score} %: {match.unit.target.text}"))
        self.cards.show_cards(cards or [quiet(theme, tr("The memory has nothing like it."))])

    def show_units(self, units: Sequence[MemoryUnit], text: str) -> None:
        """Show what a search of the memory found."""
        theme = self._theme
        assert theme is not None
        self._contents = [unit.target for unit in units]
        cards = [
            (
                f"{_found(unit.source.text, text, theme)}<br>"
                f"<span style='color:{theme.accent}'>{_found(unit.target.text, text, theme)}</span>",
                f"{unit.source.text} – {unit.target.text}",
            )
            for unit in units
        ]
        self.cards.show_cards(cards or [quiet(theme, tr("The memory has no such words."))])

    def content(self, number: int) -> object | None:
        """Return what match ``number``, from 1, would insert."""
        return self._contents[number - 1] if 0 < number <= len(self._contents) else None

    def _take(self, row: int) -> None:
        content = self.content(row + 1)
        if content is not None:
            self.taken.emit(content)

    def _search(self) -> None:
        self.searched.emit(self.field.text(), self.in_target.isChecked())


def _whence(match: Match) -> tuple[str, ...]:
    """Say which memory a match came from, who made it, when and of what file."""
    unit = match.unit
    # Of a project its number is there and no name: that says nothing to a person.
    origin = "" if "/" in unit.origin else unit.origin
    return tuple(dict.fromkeys((match.memory, origin, unit.author, unit.changed[:10])))


def _repair_words(match: Match) -> str:
    """Say what was put into a match by the program."""
    if match.assembled:
        return tr("put together from terms and short units")
    if match.adapted is None or match.score >= 100:
        return ""
    if not match.complete:
        return tr("adapted in part")
    return tr("numbers and terms adapted") if match.replaced else tr("numbers adapted")


def _with_repairs(match: Match, theme: Theme) -> str:
    """Return the target that is offered; what a repair put in stands on a colour."""
    shown = escape(shown_text((match.adapted or match.unit.target).marked))
    for _, fresh in match.replaced:
        words = escape(fresh)
        shown = shown.replace(words, f"<b style='background:{theme.warn_soft}'>{words}</b>", 1)
    return shown


def _found(text: str, wanted: str, theme: Theme) -> str:
    at = text.casefold().find(wanted.casefold())
    if at < 0 or not wanted:
        return escape(text)
    end = at + len(wanted)
    return (
        f"{escape(text[:at])}<b style='background:{theme.warn_soft}'>{escape(text[at:end])}</b>"
        f"{escape(text[end:])}"
    )


def _with_differences(match: Match, theme: Theme) -> str:
    """Return the unit's source; what the asked text has otherwise is struck, or added in bold."""
    text = match.unit.source.text
    parts: list[str] = []
    at = 0
    for kind, start, end, _, _ in match.difference:
        if start < at or end > len(text):
            return escape(text)
        parts.append(escape(text[at:start]))
        if kind != "insert":
            parts.append(
                f"<s style='color:{theme.bad};background:{theme.bad_soft}'>"
                f"{escape(text[start:end])}</s>"
            )
        else:
            parts.append(f"<b style='color:{theme.good}'>＋</b>")
        at = end
    parts.append(escape(text[at:]))
    return "".join(parts)
