# SPDX-License-Identifier: AGPL-3.0-or-later
"""What keys and buttons do to the chosen segments."""

from __future__ import annotations

from collections.abc import Callable

from app.errors import AppError
from app.i18n import tr
from app.services.reviewing.checking import explain
from app.services.reviewing.session import drafted
from app.ui.review.screen import ReviewScreen
from translation.inline_codes import Coded, coded


class SegmentActions:
    """The actions of a review window that change segments.

    Args:
        screen: the window.
    """

    def __init__(self, screen: ReviewScreen) -> None:
        self._screen = screen

    def confirm(self, then: str = "") -> None:
        """Confirm what stands in the editor, and go on to the next (open) segment."""
        screen = self._screen
        segment = screen.segment
        if segment is None:
            return
        # The last syllable may still be in the input method.
        screen.target.finish_composition()
        screen.stop_keeping()
        content = screen.target.content()
        if not content.parts and segment.source.text.strip():
            screen.notifier.say(
                tr("There is no translation to confirm in segment {n}.", n=segment.number)
            )
            return
        changed = screen.review.confirm(segment.number, content)
        screen.count_visit()
        screen.read_again()
        screen.show_changes(changed)
        screen.go(1, then)

    def approve(self) -> None:
        """Approve the chosen segments; one that is being edited is confirmed with it."""
        screen = self._screen
        screen.leave()
        numbers = screen.chosen_numbers()
        try:
            changed, refused = screen.review.approve(numbers)
        except AppError as error:
            screen.notifier.say(tr(error.message, **error.params))
            return
        screen.show_changes(changed)
        if refused:
            first = refused[0]
            why = explain(first.findings[0]) if first.findings else tr("there is no translation")
            screen.notifier.say(tr("Segment {n} is not approved: {why}", n=first.number, why=why))
            screen.choose(first.number)
        elif len(numbers) == 1:
            screen.go(1)
        else:
            screen.show_again()

    def reject(self) -> None:
        """Send the segment back to be edited."""
        screen = self._screen
        screen.leave()
        if screen.segment is not None:
            screen.show_changes(screen.review.reject(screen.segment.number))
            screen.show_again()

    def lock(self) -> None:
        """Lock the chosen segments, or unlock them where the first is locked."""
        screen = self._screen
        screen.leave()
        numbers = screen.chosen_numbers()
        if numbers:
            locked = not screen.project.segment(numbers[0]).locked
            screen.review.lock(numbers, locked=locked)
            screen.show_changes(numbers)
            screen.choose(numbers[0])

    def split(self) -> None:
        """Make two segments: the texts are cut where their cursors stand."""
        screen = self._screen
        self._resegment(
            lambda number: screen.review.split(
                number,
                screen.source.characters_before_cursor(),
                screen.target.characters_before_cursor(),
            ),
            tr("Put the cursor into the source, between two words, where it is to be split."),
        )

    def join(self) -> None:
        """Make one segment of this one and the next."""
        screen = self._screen
        self._resegment(
            screen.review.join,
            tr("Only segments of one paragraph that are not locked can be joined."),
        )

    def _resegment(self, do: Callable[[int], tuple[int, ...]], why_not: str) -> None:
        screen = self._screen
        screen.leave()
        segment = screen.segment
        if segment is None:
            return
        made = do(segment.number)
        if not made:
            screen.notifier.say(why_not)
            return
        screen.show_changes(made)
        screen.forget()
        screen.choose(made[0])
        screen.target.setFocus()

    def copy_source(self) -> None:
        """Put the source in the place of the target."""
        screen = self._screen
        if screen.segment is not None and not screen.segment.locked:
            screen.target.replace_content(screen.segment.source)

    def take_machine(self) -> None:
        """Bring the machine's draft back, out of the history."""
        screen = self._screen
        segment = screen.segment
        if segment is None or segment.locked:
            return
        history = screen.project.history(segment.number)
        screen.target.replace_content(drafted(history, segment.target))

    def insert_tags(self, *, everything: bool) -> None:
        """Put in the next missing tag, or all."""
        screen = self._screen
        if screen.segment is not None and not screen.segment.locked:
            screen.target.insert_tags(screen.segment.source, everything=everything)

    def take_match(self, number: int) -> None:
        """Put a match in the place of the target."""
        screen = self._screen
        self.insert_content(screen.panes.matches.content(number))

    def insert_content(self, content: object) -> None:
        """Put a match, or a unit of the memory, in the place of the target."""
        screen = self._screen
        segment = screen.segment
        if isinstance(content, Coded) and segment is not None and not segment.locked:
            own = segment.source.numbers()
            parts = [p for p in content.parts if isinstance(p, str) or p.number in own]
            screen.target.replace_content(coded(parts))
            screen.target.setFocus()

    def undo(self) -> None:
        """Take back the last step of the project."""
        screen = self._screen
        self._turned(screen.review.undo, tr("There is nothing to take back."))

    def redo(self) -> None:
        """Do the last undone step again."""
        screen = self._screen
        self._turned(screen.review.redo, tr("There is nothing to do again."))

    def _turned(self, turn: Callable[[], tuple[int, ...]], nothing: str) -> None:
        screen = self._screen
        screen.leave()
        changed = turn()
        if not changed:
            screen.notifier.say(nothing)
            return
        screen.show_changes(changed)
        screen.forget()
        screen.choose(changed[0])
