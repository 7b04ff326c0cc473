# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding, replacing and looking up in the review window."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog

from app.i18n import mark, tr
from app.ui.review.grid import plain_text
from app.ui.review.replace_dialog import ReplaceDialog
from app.ui.review.screen import ReviewScreen
from translation.review.search import (
    Replacement,
    Search,
    SearchFault,
    SearchFor,
    SearchRefused,
)

_FAULTS = {
    SearchFault.NOT_REGULAR: mark("This is no regular expression: {detail}"),
    SearchFault.TOO_LARGE: mark("This regular expression is too large. Use a simpler one."),
    SearchFault.REPLACEMENT: mark("The replacement names a group that is not there: {detail}"),
    SearchFault.TOO_SLOW: mark(
        "This regular expression takes too long and was stopped. Use a simpler one, or show fewer"
        " segments."
    ),
}


def search_fault(refused: SearchRefused) -> str:
    """Say why a search was not made, in the language of the program."""
    return tr(_FAULTS[refused.fault], detail=refused.detail)


class SearchActions:
    """The actions of a review window that find words.

    Args:
        screen: the window.
    """

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen

    def go_to(self) -> None:
        """Ask for the number of a segment and go there."""
        screen = self._screen
        last = len(screen.model.lines)
        now = screen.segment.number if screen.segment else 1
        number, given = QInputDialog.getInt(
            screen.widget(),
            tr("Go to"),
            tr("Segment number (1 to {n})", n=last),
            now,
            1,
            max(1, last),
        )
        if given:
            screen.choose(number)

    def go_to_filter(self) -> None:
        """Go to the filter; words chosen in a text are looked for."""
        bar = self._screen.filter_bar
        chosen = self._chosen_words()
        if bar.isHidden():
            # In a low window there is room for one of the two.
            self._screen.find_bar.hide()
        field = bar.field
        if chosen:
            field.setText(chosen)
        field.setFocus()
        field.selectAll()

    def show_replace(self) -> None:
        """Show the fields to find and replace words."""
        bar = self._screen.find_bar
        chosen = self._chosen_words()
        bar.show()
        if chosen:
            bar.old.setText(chosen)
        bar.old.setFocus()
        bar.old.selectAll()

    def _chosen_words(self) -> str:
        for part in (self._screen.target, self._screen.source):
            if part.hasFocus() and part.textCursor().hasSelection():
                return part.textCursor().selectedText().replace("\ufffc", "")
        return ""

    def concordance(self) -> None:
        """Look for the chosen words in the memory."""
        screen = self._screen
        words = self._chosen_words()
        in_target = screen.target.hasFocus()
        screen.panes.setCurrentWidget(screen.panes.matches)
        screen.panes.matches.field.setText(words)
        screen.panes.matches.field.setFocus()
        if words:
            screen.details.search(words, in_target=in_target)

    # ------------------------------------------------------------ find

    def find(self, step: int) -> None:
        """Go to the next place (1), or to the one before (-1), in what the list shows."""
        bar = self._screen.find_bar
        if bar.isHidden() or not bar.old.text():
            self.show_replace()
            return
        try:
            self._find(Search(bar.wanted()), step)
        except SearchRefused as refused:
            self._screen.notifier.say(search_fault(refused))

    def _find(self, search: Search, step: int) -> None:
        screen = self._screen
        if self._find_here(search, step):
            return
        rows = screen.model.rowCount()
        here = screen.current_row()
        for distance in range(1, rows + 1):
            row = (here + step * distance) % rows
            line = screen.model.line(screen.model.number_at(row) or 1)
            if search.is_in(plain_text(line.target)) or (
                screen.find_bar.in_source.isChecked() and search.is_in(plain_text(line.source))
            ):
                if not 0 <= here + step * distance < rows:
                    screen.notifier.say(tr("The search went on from the other end."))
                screen.choose_row(row)
                self._select(search, -1 if step < 0 else 0)
                return
        screen.notifier.say(tr("It is nowhere in the segments that the list shows."))

    def _find_here(self, search: Search, step: int) -> bool:
        """Select the next place in the segment that is being edited; False where there is none."""
        target = self._screen.target
        start, end = target.selected_span()
        spans = [
            (first, last)
            for first, last in search.spans(target.content().text)
            if (first >= end and step > 0) or (last <= start and step < 0)
        ]
        if not spans or self._screen.segment is None:
            return False
        target.select_span(*spans[0 if step > 0 else -1])
        return True

    def _select(self, search: Search, which: int) -> None:
        for part in (self._screen.target, self._screen.source):
            spans = search.spans(part.content().text)
            if spans:
                part.select_span(*spans[which])
                return

    # ------------------------------------------------------------ replace

    def replace_here(self) -> None:
        """Replace what is selected, where it is what is to be found, and go to the next."""
        screen = self._screen
        segment = screen.segment
        if not screen.find_bar.old.text():
            return
        try:
            search = Search(screen.find_bar.wanted())
            if segment is not None and not segment.locked:
                span = screen.target.selected_span()
                by = screen.find_bar.new.text()
                content = screen.target.content()
                made = search.replaced(segment.number, content, by, only=span)
                if made is not None:
                    screen.target.replace_content(made.after)
                    at = span[0] + len(made.spans[0][2])
                    screen.target.select_span(at, at)
            self._find(search, 1)
        except SearchRefused as refused:
            screen.notifier.say(search_fault(refused))

    def replace_all(self) -> None:
        """Show all replacements in what the list shows, to be made together."""
        screen = self._screen
        screen.leave()
        bar = screen.find_bar
        try:
            found = self.replacements(bar.wanted(), bar.new.text())
        except SearchRefused as refused:
            screen.notifier.say(search_fault(refused))
            return
        if not found:
            screen.notifier.say(tr("It is nowhere in the segments that the list shows."))
            return
        confirmed = sum(screen.project.segment(one.number).status.is_confirmed for one in found)
        dialog = ReplaceDialog(screen.widget(), found, confirmed)
        dialog.accepted.connect(lambda: self.make(dialog.chosen()))
        dialog.open()

    def replacements(self, wanted: SearchFor, by: str) -> list[Replacement]:
        """Return what replacing would change in the segments that the list shows.

        Raises:
            SearchRefused: it is no expression, takes too long, or ``by`` is none of its groups.
        """
        screen = self._screen
        search = Search(wanted)
        made: list[Replacement] = []
        for number in screen.model.numbers():
            line = screen.model.line(number)
            if line.locked or not search.is_in(plain_text(line.target)):
                continue
            one = search.replaced(number, screen.project.segment(number).target, by)
            if one is not None:
                made.append(one)
        return made

    def make(self, replacements: list[Replacement]) -> None:
        """Make replacements, as one step."""
        screen = self._screen
        changed = screen.review.replace((one.number, one.after) for one in replacements)
        screen.show_changes(changed)
        screen.show_again()
        screen.notifier.say(
            tr("Replaced in {n} segments. Ctrl+Alt+Z takes it back.", n=len(changed))
        )
