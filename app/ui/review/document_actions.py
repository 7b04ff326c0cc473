# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the review window does with the documents of a project: show, add, go from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.i18n import tr
from app.store.project import ProjectDocument
from app.ui.review.documents_dialog import DocumentsDialog
from app.ui.review.opening import choose_documents
from app.ui.review.publishing import Publishing
from app.ui.review.screen import ReviewScreen

AddDocuments = Callable[[Path, Sequence[Path], tuple[str, str]], None]
"""Puts documents into a project: its file, theirs, and its languages."""


class DocumentActions:
    """The actions of a review window that are about one document of many.

    Args:
        screen: the window.
        publishing: makes books.
    """

    def __init__(self, screen: ReviewScreen, publishing: Publishing) -> None:
        self._screen = screen
        self._publishing = publishing
        self.add_through: AddDocuments = lambda _project, _sources, _languages: None
        """The main window's: it has what reads documents."""

    def show(self) -> None:
        """Show the documents and how far each has come."""
        screen = self._screen
        screen.leave()
        at = screen.segment.number if screen.segment else 0
        dialog = DocumentsDialog(screen.widget(), screen.project, at)
        dialog.gone_to.connect(self.go_to)
        dialog.adding.connect(self.pick)
        dialog.books_wanted.connect(self._publishing.build_documents)
        dialog.open()

    def pick(self) -> None:
        """Let the person choose documents to add."""
        screen = self._screen
        screen.leave()
        sources = choose_documents(screen.widget(), screen.project.path.parent)
        if sources:
            self.add(sources)

    def add(self, sources: Sequence[Path]) -> None:
        """Put documents into the project."""
        project = self._screen.project
        self.add_through(project.path, sources, (project.source_language, project.target_language))

    def go_to(self, document: ProjectDocument) -> None:
        """Go to the first segment of a document that is not confirmed; to its first without one."""
        lines = self._screen.model.lines[document.first - 1 : document.last]
        waiting = (line.number for line in lines if line.is_open)
        self._screen.choose(next(waiting, document.first))
        self._screen.target.setFocus()

    def step(self, by: int) -> None:
        """Go to the first segment of the next document, or of the one before."""
        screen = self._screen
        if screen.segment is None:
            return
        known = screen.project.documents
        at = screen.project.document(screen.segment.number).number - 1 + by
        if 0 <= at < len(known):
            # Where only one document is shown, it is the next one then.
            screen.filter_bar.follow(known[at].number)
            screen.choose(known[at].first)
            screen.target.setFocus()
        else:
            screen.notifier.say(
                tr("This is the last document.") if by > 0 else tr("This is the first document.")
            )
