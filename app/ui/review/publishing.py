# SPDX-License-Identifier: AGPL-3.0-or-later
"""What leaves the review window and comes in: books, files of other tools, terms, projects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.i18n import tr
from app.services.reviewing.building import build
from app.services.reviewing.session import Review
from app.ui.bridge import Bridge
from translation.review.segments import Status


class Publishing:
    """The window's dialogs with files.

    Args:
        parent: the window.
        review: the session.
        bridge: says what happened.
        leave: keeps what is being typed.
        reload: shows the list anew.
    """

    def __init__(
        self,
        parent: QWidget,
        review: Review,
        bridge: Bridge,
        leave: Callable[[], None],
        reload: Callable[[], None],
    ) -> None:
        self._parent = parent
        self._review = review
        self._project = review.project
        self._bridge = bridge
        self._leave = leave
        self._reload = reload

    def build(self, *, both: bool) -> None:
        """Make the book of the project; asks before drafts go in."""
        self._leave()
        project = self._project
        counts = project.counts()
        left = counts.total - counts.segments.get(Status.APPROVED, 0)
        if left and not self._bridge.confirm(
            self._parent,
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
            self._parent, tr("Make the book"), str(first), "EPUB (*.epub)"
        )
        if name:
            self.build_into(Path(name), both=both, drafts=bool(left))

    def build_into(self, path: Path, *, both: bool, drafts: bool) -> None:
        """Make the book and say so."""
        try:
            built = build(self._project, path, both=both, drafts=drafts)
        except AppError as error:
            self._bridge.say(tr(error.message, **error.params))
        else:
            self._bridge.say(tr("The book is made: {path}", path=built.path))

    def export(self) -> None:
        """Write the project for other tools."""

    def take_in(self) -> None:
        """Take a file of another tool in."""
