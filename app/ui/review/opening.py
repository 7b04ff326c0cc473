# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entry to reviews from the main window: projects are made in the background, then opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.i18n import tr
from app.ui.notifier import Notifier

if TYPE_CHECKING:
    from app.ui.review.window import ReviewWindow

SUFFIX = ".hanji"
_LANGUAGE = "en"
"""What projects made from the list translate into; others are made on the command line."""

_PREPARING = "review"
"""Topic of what is said until a review opens."""


class ReviewWindows:
    """The review windows that a main window has open.

    Args:
        parent: owner of the dialogs.
        notifier: says what goes wrong.
        create: makes a project of a document in the background: (source, project, language).
    """

    def __init__(
        self, parent: QWidget, notifier: Notifier, create: Callable[[Path, Path, str], None]
    ) -> None:
        self._parent = parent
        self._notifier = notifier
        self._create = create
        self.windows: list[ReviewWindow] = []

    def begin(self, source: Path, folder: Path) -> None:
        """Open the review of a document; its project is made in ``folder`` where there is none."""
        project = folder / f"{source.stem}.{_LANGUAGE}{SUFFIX}"
        if project.exists():
            self.open(project)
            return
        self._notifier.say(
            lambda: tr(
                "The review of “{name}” is being prepared and opens by itself.", name=source.name
            ),
            topic=_PREPARING,
        )
        self._create(source, project, _LANGUAGE)

    def pick(self, folder: Path) -> None:
        """Let the person choose a project."""
        name, _ = QFileDialog.getOpenFileName(
            self._parent, tr("Open a review"), str(folder), f"{tr('Reviews')} (*{SUFFIX})"
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a project, or bring its window to the front."""
        self._notifier.end(_PREPARING)
        for window in self.windows:
            if window.project.path.absolute() == path.absolute():
                window.raise_()
                window.activateWindow()
                return
        # Memory, checks and exchange formats are loaded with the first review that is opened.
        from app.ui.review.window import open_review

        try:
            window = open_review(path)
        except AppError as error:
            self._notifier.say(tr(error.message, **error.params))
            return
        self.windows.append(window)
        window.destroyed.connect(lambda _=None, gone=window: self._forget(gone))
        window.show()

    def _forget(self, window: ReviewWindow) -> None:
        if window in self.windows:
            self.windows.remove(window)

    def close(self) -> None:
        """Close all of them; each keeps what was typed."""
        for window in list(self.windows):
            window.close()
        self.windows.clear()
