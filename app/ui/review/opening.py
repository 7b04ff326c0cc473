# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entry to reviews from the main window: projects are made in the background, then opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import tr
from app.ui.notifier import Notifier

SUFFIX = ".hanji"
_LANGUAGE = "en"
"""What projects made from the list translate into; others are made on the command line."""

_PREPARING = "review"
"""Topic of what is said until a review opens."""


class ReviewWindows:
    """The way from documents and files to reviews.

    Args:
        parent: owner of the dialogs.
        notifier: says what goes wrong.
        create: makes a project of a document in the background: (source, project, language).
        show: opens a project where the person sees it, or brings it to the front.
    """

    def __init__(
        self,
        parent: QWidget,
        notifier: Notifier,
        create: Callable[[Path, Path, str], None],
        show: Callable[[Path], None],
    ) -> None:
        self._parent = parent
        self._notifier = notifier
        self._create = create
        self._show = show

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
        """Open a project, or bring it to the front."""
        self._notifier.end(_PREPARING)
        self._show(path)
