# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the actions of a review window need of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.services.reviewing.session import Review
from app.store.project import Project
from app.ui.notifier import Notifier
from app.ui.review.bars import FilterBar
from app.ui.review.editor import SourceText, TargetText
from app.ui.review.find_bar import FindBar
from app.ui.review.grid import SegmentsModel
from app.ui.review.panes import Panes
from app.ui.review.segment_details import SegmentDetails
from app.ui.theme import Theme
from translation.review.segments import ReviewSegment


class ReviewScreen(Protocol):
    """A review window as its actions see it."""

    review: Review
    project: Project
    notifier: Notifier
    model: SegmentsModel
    source: SourceText
    target: TargetText
    panes: Panes
    details: SegmentDetails
    filter_bar: FilterBar
    find_bar: FindBar

    @property
    def theme(self) -> Theme:
        """The colours in use."""

    @property
    def segment(self) -> ReviewSegment | None:
        """The segment that is worked on, as it was when it was chosen."""

    def widget(self) -> QWidget:
        """Return the parent of dialogs."""

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the segments that are chosen in the list."""

    def current_row(self) -> int:
        """Return the row of the list that is worked on; -1 for none."""

    def leave(self) -> None:
        """Keep what was typed."""

    def stop_keeping(self) -> None:
        """Let what is typed not be written any more: it is about to become a step."""

    def count_visit(self) -> None:
        """Add the time at the segment to what is known of it."""

    def read_again(self) -> None:
        """Take the chosen segment from the project again."""

    def forget(self) -> None:
        """Forget the chosen segment: it may be another one now."""

    def show_changes(self, numbers: Iterable[int]) -> None:
        """Show the new state of segments in the list."""

    def show_again(self) -> None:
        """Show the chosen segment again."""

    def reload(self) -> None:
        """Read the whole list again."""

    def choose(self, number: int) -> None:
        """Choose a segment by its number."""

    def choose_row(self, row: int) -> None:
        """Choose the segment of a row."""

    def go(self, step: int, wanted: str = "") -> None:
        """Go to the next or previous row."""
