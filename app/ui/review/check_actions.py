# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks and terms of the review window: run, chosen, added."""

from __future__ import annotations

from app.errors import AppError
from app.i18n import tr
from app.services import terms
from app.services.master_memories import open_masters
from app.services.reviewing.checking import BLOCKING, check
from app.ui.review.alarms_dialog import FalseAlarmsDialog
from app.ui.review.check_dialog import ChecksDialog
from app.ui.review.screen import ReviewScreen
from app.ui.review.term_dialog import TermDialog
from translation.terms.term import Term


class CheckActions:
    """The actions of a review window that check segments, and add the terms that checks look for.

    Args:
        screen: the window.
    """

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen

    def new_term(self) -> None:
        """Ask for a term; what is chosen in the texts is put in."""
        screen = self._screen
        dialog = TermDialog(
            screen.widget(),
            screen.source.textCursor().selectedText().replace("\ufffc", ""),
            screen.target.textCursor().selectedText().replace("\ufffc", ""),
        )
        dialog.accepted.connect(lambda: self.add_term(dialog.term()))
        dialog.open()

    def add_term(self, term: Term) -> None:
        """Put a term into the glossary of one's own, and look at the segment again."""
        screen = self._screen
        pair = screen.review.pair_tags
        try:
            terms.add(term, *pair)
        except AppError as error:
            screen.notifier.say(tr(error.message, **error.params))
            return
        self._take_terms()

    def show_stores(self) -> None:
        """Show memories and terms; what changed there holds from then on."""
        # Alignment reads documents and cuts sentences: a review alone does not load that.
        from app.ui.review.stores.dialog import StoresDialog

        screen = self._screen
        dialog = StoresDialog(screen.widget(), screen.review.pair)
        dialog.finished.connect(lambda _result: self.take_stores())
        dialog.open()

    def take_stores(self) -> None:
        """Use memories and glossaries that were changed, or are new."""
        self._screen.review.take_masters(open_masters(may_wait=False))
        self._screen.details.reopen_memories()
        self._take_terms()

    def _take_terms(self) -> None:
        screen = self._screen
        screen.review.glossary = terms.glossary_for(*screen.review.pair_tags)
        if screen.segment is not None:
            screen.leave()
            screen.show_changes([screen.segment.number])
            screen.show_again()

    def check_all(self) -> None:
        """Check every segment."""
        screen = self._screen
        screen.leave()
        check(
            screen.project,
            terms=screen.review.terms,
            spelling=screen.review.spelling,
            empties=True,
        )
        number = screen.segment.number if screen.segment else 1
        screen.reload()
        screen.choose(number)
        screen.notifier.say(
            tr(
                "{n} segments have findings. Ctrl+Shift+A goes through them.",
                n=len(screen.model.troubled),
            )
        )

    def next_finding(self) -> None:
        """Go to the next segment with a finding, and show it."""
        screen = self._screen
        row = screen.model.next_row(screen.current_row(), wanted="troubled")
        if row is None:
            screen.notifier.say(tr("No segment with a finding follows."))
            return
        screen.choose_row(row)
        screen.panes.setCurrentWidget(screen.panes.checks)
        screen.target.setFocus()

    def mend(self) -> None:
        """Take the mend of a finding; the editor's undo takes it back."""
        screen = self._screen
        screen.leave()
        screen.details.refresh()
        screen.details.show_mends()
        content = screen.panes.checks.chosen_mend()
        if content is None or screen.segment is None or screen.segment.locked:
            screen.notifier.say(
                tr("No finding here has a mend: only a person can say what is meant.")
            )
            return
        screen.target.replace_content(content)
        screen.leave()
        screen.details.refresh()
        screen.target.setFocus()

    def show_false_alarms(self) -> None:
        """Show what somebody said is no fault."""
        screen = self._screen
        screen.leave()
        FalseAlarmsDialog(screen.widget(), screen.project, screen.details.findings_changed).open()

    def choose_checks(self) -> None:
        """Let the person choose what is checked, and what blocks approval."""
        screen = self._screen
        dialog = ChecksDialog(screen.widget(), screen.project)
        dialog.accepted.connect(self._checks_chosen)
        dialog.open()

    def _checks_chosen(self) -> None:
        screen = self._screen
        screen.review.blocking = frozenset(screen.project.meta.get(BLOCKING, "").split())
        self.check_all()
