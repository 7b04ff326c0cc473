# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entry to reviews from the main window: projects are made in the background, then opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import tr
from app.services.bilingual_names import SUFFIXES, is_bilingual
from app.services.file_names import numbered
from app.ui.background_changes import ReviewOrder
from app.ui.notifier import Notifier
from app.ui.queue.file_filters import document_filters
from app.ui.review.languages_dialog import LanguagesDialog

SUFFIX = ".hanji"
_LANGUAGES = ("ko", "en")
"""From and into, until a person chooses others."""

_FOREIGN = " ".join(f"*{suffix}" for suffix in SUFFIXES)
_PREPARING = "review"
"""Topic of what is said until a review opens."""


def choose_documents(parent: QWidget, folder: Path) -> tuple[Path, ...]:
    """Let the person choose documents of a project; none where nothing is chosen."""
    others = tr("Files of other tools")
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        tr("Choose documents"),
        str(folder),
        f"{document_filters()};;{others} ({_FOREIGN})",
    )
    return tuple(map(Path, names))


class ReviewWindows:
    """The way from documents and files to reviews.

    Args:
        parent: owner of the dialogs.
        notifier: says what goes wrong.
        create: makes a project in the background.
        stop: ends the making of projects.
        show: opens a project where the person sees it, or brings it to the front.
    """

    def __init__(
        self,
        parent: QWidget,
        notifier: Notifier,
        create: Callable[[ReviewOrder], None],
        stop: Callable[[], None],
        show: Callable[[Path], None],
    ) -> None:
        self._parent = parent
        self._notifier = notifier
        self._create = create
        self._stop = stop
        self._show = show
        self._languages = _LANGUAGES

    def begin(self, sources: Sequence[Path], folder: Path, passwords: tuple[str, ...] = ()) -> None:
        """Ask for the languages, then make the review of documents in ``folder`` and open it.

        That of one document that was begun in the languages of the last time opens without a
        question. Several documents become one project.
        """
        there = folder / f"{sources[0].stem}.{self._languages[1]}{SUFFIX}"
        if len(sources) == 1 and there.exists():
            self.open(there)
            return
        dialog = LanguagesDialog(self._parent, sources, self._languages)
        dialog.accepted.connect(
            lambda: self.make(
                sources,
                folder,
                dialog.languages(),
                name=dialog.name(),
                drafted=dialog.drafted.isChecked(),
                passwords=(*dialog.passwords(), *passwords),
            )
        )
        dialog.open()

    def make(
        self,
        sources: Sequence[Path],
        folder: Path,
        languages: tuple[str, str],
        *,
        name: str,
        drafted: bool,
        passwords: tuple[str, ...] = (),
    ) -> None:
        """Open the review of documents; its project is made in ``folder`` where there is none.

        Args:
            sources: the documents.
            folder: of the project.
            languages: from and into.
            name: of the project.
            drafted: whether a machine drafts.
            passwords: tried for locked documents.
        """
        self._languages = languages
        stem = name if all(map(is_bilingual, sources)) else f"{name}.{languages[1]}"
        project = folder / f"{stem}{SUFFIX}"
        if len(sources) > 1:
            # Of several documents nobody can tell whether one of that name is theirs.
            tried = (folder / numbered(stem, SUFFIX, number) for number in count(2))
            while project.exists():
                project = next(tried)
        self._prepare(ReviewOrder(tuple(sources), project, languages, drafted, passwords))

    def take(self, sources: Sequence[Path]) -> None:
        """Make a project beside files of other tools, which say their languages, and open it."""
        if len(sources) > 1:
            self.begin(sources, sources[0].parent)
            return
        (source,) = sources
        project = source.with_name(f"{source.name}{SUFFIX}")
        self._prepare(ReviewOrder((source,), project, drafted=False))

    def add(self, project: Path, sources: Sequence[Path], languages: tuple[str, str]) -> None:
        """Ask who drafts, then put documents into a project that is there, and show it."""
        dialog = LanguagesDialog(self._parent, sources, languages, project)
        dialog.accepted.connect(
            lambda: self._order(
                ReviewOrder(
                    tuple(sources),
                    project,
                    languages,
                    dialog.drafted.isChecked(),
                    dialog.passwords(),
                )
            )
        )
        dialog.open()

    def _prepare(self, order: ReviewOrder) -> None:
        if order.project.exists():
            self.open(order.project)
        else:
            self._order(order)

    def _order(self, order: ReviewOrder) -> None:
        name = order.sources[0].name if len(order.sources) == 1 else order.project.stem
        self._notifier.say(
            lambda: tr("The review of “{name}” is being prepared and opens by itself.", name=name),
            topic=_PREPARING,
        )
        self._create(order)

    def tell_progress(self, name: str, number: int, total: int) -> None:
        """Say which document of a project is being read."""
        self._notifier.say(
            lambda: tr(
                "The review is being prepared: document {number} of {total}, “{name}”.",
                number=f"{number:,}",
                total=f"{total:,}",
                name=name,
            ),
            lambda: tr("Stop"),
            self._stop,
            topic=_PREPARING,
        )

    def pick_documents(self, folder: Path) -> None:
        """Let the person choose documents, and begin one project of all."""
        sources = choose_documents(self._parent, folder)
        if sources:
            self.begin(sources, folder)

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
            self.take([Path(name)])
        elif name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a project, or bring it to the front."""
        self._notifier.end(_PREPARING)
        self._show(path)
