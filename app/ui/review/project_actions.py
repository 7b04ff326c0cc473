# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the review window does with projects as a whole: another one, a corrected one, a count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.i18n import tr
from app.ui.review.analysis_dialog import AnalysisDialog
from app.ui.review.publishing import Publishing
from app.ui.review.screen import ReviewScreen


class ProjectActions:
    """The actions of a review window that are about a whole project.

    Args:
        screen: the window.
        publishing: reads a corrected source.
        open_beside: opens a project in a window of its own.
    """

    def __init__(
        self,
        screen: ReviewScreen,
        publishing: Publishing,
        open_beside: Callable[[Path], QWidget],
    ) -> None:
        self._screen = screen
        self._publishing = publishing
        self._open_beside = open_beside
        self._others: list[QWidget] = []
        self.open_elsewhere: Callable[[Path], None] | None = None
        """Opens another project in the main window; a window of its own without it."""

    def open_another(self) -> None:
        """Open another project in a window of its own."""
        screen = self._screen
        path = screen.project.path
        name, _ = QFileDialog.getOpenFileName(
            screen.widget(), tr("Open a project"), str(path.parent), "Hanji (*.hanji)"
        )
        # What is being typed here would look to a second window like what a kill left.
        if name and Path(name).resolve() != path.resolve():
            if self.open_elsewhere is not None:
                self.open_elsewhere(Path(name))
                return
            try:
                other = self._open_beside(Path(name))
            except AppError as error:
                screen.notifier.say(tr(error.message, **error.params))
            else:
                self._others.append(other)
                other.show()

    def correct(self) -> None:
        """Ask for a corrected source, and open the project that is made of it."""
        at = self._screen.segment
        self._publishing.correct(
            self.open_elsewhere or (lambda _path: None), at.number if at else 0
        )

    def analyse(self) -> None:
        """Show how much there is to translate."""
        self._screen.leave()
        AnalysisDialog(self._screen.widget(), self._screen.project.path).open()
