# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entry to reviews from the main window: projects are made in the background, then opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import tr
from app.services.bilingual_names import SUFFIXES, is_bilingual
from app.ui.background_changes import ReviewOrder
from app.ui.notifier import Notifier
from app.ui.review.languages_dialog import LanguagesDialog

SUFFIX = ".hanji"
_LANGUAGES = ("ko", "en")
"""From and into, until a person chooses others."""

_FOREIGN = " ".join(f"*{suffix}" for suffix in SUFFIXES)
_PREPARING = "review"
"""Topic of what is said until a review opens."""


class ReviewWindows:
    """The way from documents and files to reviews.

    Args:
        parent: owner of the dialogs.
        notifier: says what goes wrong.
        create: makes a project in the background.
        show: opens a project where the person sees it, or brings it to the front.
    """

    def __init__(
        self,
        parent: QWidget,
        notifier: Notifier,
        create: Callable[[ReviewOrder], None],
        show: Callable[[Path], None],
    ) -> None:
        self._parent = parent
        self._notifier = notifier
        self._create = create
        self._show = show
        self._languages = _LANGUAGES

    def begin(self, source: Path, folder: Path) -> None:
        """Ask for the languages, then make the review of a document in ``folder`` and open it.

        One that was begun in the languages of the last time opens without a question.
        """
        there = folder / f"{source.stem}.{self._languages[1]}{SUFFIX}"
        if there.exists():
            self.open(there)
            return
        dialog = LanguagesDialog(self._parent, source.name, self._languages)
        dialog.accepted.connect(
            lambda: self.make(
                source, folder, dialog.languages(), drafted=dialog.drafted.isChecked()
            )
        )
        dialog.open()

    def make(
        self, source: Path, folder: Path, languages: tuple[str, str], *, drafted: bool
    ) -> None:
        """Open the review of a document; its project is made in ``folder`` where there is none.

        Args:
            source: the document.
            folder: of the project.
            languages: from and into.
            drafted: whether a machine drafts.
        """
        self._languages = languages
        project = folder / f"{source.stem}.{languages[1]}{SUFFIX}"
        self._prepare(ReviewOrder(source, project, languages, drafted))

    def take(self, source: Path) -> None:
        """Make a project beside a file of another tool, which says its languages, and open it."""
        project = source.with_name(f"{source.name}{SUFFIX}")
        self._prepare(ReviewOrder(source, project, drafted=False))

    def _prepare(self, order: ReviewOrder) -> None:
        if order.project.exists():
            self.open(order.project)
            return
        self._notifier.say(
            lambda: tr(
                "The review of “{name}” is being prepared and opens by itself.",
                name=order.source.name,
            ),
            topic=_PREPARING,
        )
        self._create(order)

    def pick(self, folder: Path) -> None:
        """Let the person choose a project, or a file of another tool."""
        reviews, others = tr("Reviews"), tr("Files of other tools")
        name, _ = QFileDialog.getOpenFileName(
            self._parent,
            tr("Open a review"),
            str(folder),
            f"{reviews} (*{SUFFIX});;{others} ({_FOREIGN})",
        )
        if name and is_bilingual(Path(name)):
            self.take(Path(name))
        elif name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a project, or bring it to the front."""
        self._notifier.end(_PREPARING)
        self._show(path)
