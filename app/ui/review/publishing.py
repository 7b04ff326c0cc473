# SPDX-License-Identifier: AGPL-3.0-or-later
"""What leaves the review window and comes in: books, files of other tools, terms, projects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.errors import AppError
from app.i18n import tr
from app.services.reviewing.building import build
from translation.review.segments import ReviewSegment, Status

if TYPE_CHECKING:
    from app.ui.review.window import ReviewWindow


class Publishing:
    """The window's dialogs with files."""

    def __init__(self, window: ReviewWindow) -> None:
        self._window = window
        self.opened: list[ReviewWindow] = []

    def build(self, *, both: bool) -> None:
        """Make the book of the project; asks before drafts go in."""
        window = self._window
        window.leave()
        project = window.project
        counts = project.counts()
        left = counts.total - counts.segments.get(Status.APPROVED, 0)
        if left and not window.bridge.confirm(
            window,
            tr("Make the book"),
            tr("{n} segments are not approved. In the book they are marked as drafts.", n=left),
            tr("Make it with drafts"),
            tr("Cancel"),
        ):
            return
        language = project.target_language
        pair = f"{project.source_language}-{language}" if both else language
        first = project.path.with_name(f"{project.path.stem}.{pair}.epub")
        name, _ = QFileDialog.getSaveFileName(
            window, tr("Make the book"), str(first), "EPUB (*.epub)"
        )
        if name:
            self.build_into(Path(name), both=both, drafts=bool(left))

    def build_into(self, path: Path, *, both: bool, drafts: bool) -> None:
        """Make the book and say so."""
        window = self._window
        try:
            built = build(window.project, path, both=both, drafts=drafts)
        except AppError as error:
            window.bridge.say(tr(error.message, **error.params))
        else:
            window.bridge.say(tr("The book is made: {path}", path=built.path))

    def open_another(self) -> None:
        """Open another project in a window of its own."""
        from app.ui.review.window import open_review

        window = self._window
        name, _ = QFileDialog.getOpenFileName(
            window, tr("Open a project"), str(window.project.path.parent), "Hanji (*.hanji)"
        )
        if name:
            try:
                opened = open_review(Path(name))
            except AppError as error:
                window.bridge.say(tr(error.message, **error.params))
            else:
                self.opened.append(opened)
                opened.show()

    def export(self) -> None:
        """Write the project for other tools."""

    def take_in(self) -> None:
        """Take a file of another tool in."""

    def new_term(self) -> None:
        """Add a term to the glossary."""

    def show_terms(self, segment: ReviewSegment) -> None:
        """Show the terms that are in a segment."""

    def take_term(self, at: int) -> None:
        """Insert a term."""
