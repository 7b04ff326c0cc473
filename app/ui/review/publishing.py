# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishing and exchange in the review window: books, files of other tools, terms, projects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.i18n import tr
from app.services.bilingual_names import META
from app.services.file_names import without_language
from app.services.reviewing import book_place
from app.services.reviewing.building import build
from app.services.reviewing.exchanging import export, take_in
from app.services.reviewing.merging import Conflict, merge, resolve
from app.services.reviewing.session import Review, now
from app.ui.notifier import Notifier
from app.ui.review.merge_dialog import MergeDialog
from app.ui.shell.loader import Loader
from translation.review.segments import Status

if TYPE_CHECKING:
    from app.services.reviewing.correcting import Corrected

ORIGINAL = "original"
"""The kind of file that goes back to the tool that it came from."""
_SUFFIXES = {
    "xliff": ".xlf",
    "xliff12": ".xlf",
    "tmx": ".tmx",
    "docx": ".docx",
    "html": ".html",
}


class Publishing:
    """The actions of the review window that read or write files.

    Args:
        parent: the window.
        review: the session.
        notifier: says what happened.
        leave: keeps what is being typed.
        reload: shows the list anew.
    """

    def __init__(
        self,
        parent: QWidget,
        review: Review,
        notifier: Notifier,
        leave: Callable[[], None],
        reload: Callable[[], None],
    ) -> None:
        self._parent = parent
        self._review = review
        self._project = review.project
        self._notifier = notifier
        self._leave = leave
        self._reload = reload
        self._show_corrected: Callable[[Path], None] = lambda _path: None
        self._correcting = Loader(parent, self._corrected, lambda why: notifier.say(why))

    def build(self, *, both: bool, anew: bool = False) -> None:
        """Make the book of the project where it was made before; asks before drafts go in.

        Args:
            both: whether the bilingual one.
            anew: whether to ask for its place again.
        """
        self._leave()
        project = self._project
        counts = project.counts()
        left = counts.total - counts.segments.get(Status.APPROVED, 0)
        place = None if anew else book_place.remembered(project.path, both=both)
        if place is not None and (place.drafts or not left):
            self.build_into(place.path, both=both, drafts=bool(left))
            return
        if left and not self._notifier.confirm(
            self._parent,
            tr("Make the book"),
            tr("{n} segments are not approved. In the book they are marked as drafts.", n=left),
            tr("Make it with drafts"),
            tr("Cancel"),
        ):
            return
        language = project.target_language
        pair = f"{project.source_language}-{language}" if both else language
        stem = without_language(project.path.stem, pair)
        first = project.path.with_name(f"{stem}.{pair}.epub")
        if place is not None:
            self.build_into(place.path, both=both, drafts=bool(left))
            return
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
            self._notifier.say(tr(error.message, **error.params))
        else:
            book_place.remember(self._project.path, built.path, both=both, drafts=drafts)
            said = (
                tr(
                    "The book is made, {n} segments in it are drafts: {path}",
                    n=built.drafts,
                    path=built.path,
                )
                if built.drafts
                else tr("The book is made: {path}", path=built.path)
            )
            self._notifier.say(said)

    def export(self) -> None:
        """Write the project for other tools, as the chosen kind of file."""
        self._leave()
        path = self._project.path
        own = self._project.meta.get("file", "")
        given = {f"{own} (*{Path(own).suffix})": ORIGINAL} if META in self._project.meta else {}
        kinds = {
            **given,
            f"XLIFF 2.1 (*{_SUFFIXES['xliff']})": "xliff",
            f"XLIFF 1.2 (*{_SUFFIXES['xliff12']})": "xliff12",
            tr("Table for Word") + " (*.docx)": "docx",
            tr("Table as a web page") + " (*.html)": "html",
            f"TMX (*{_SUFFIXES['tmx']})": "tmx",
        }
        first = path.with_suffix(Path(own).suffix if given else ".xlf")
        name, chosen = QFileDialog.getSaveFileName(
            self._parent,
            tr("Export for other tools"),
            str(first),
            ";;".join(kinds),
        )
        if name:
            kind = kinds.get(chosen, ORIGINAL if given else "xliff")
            target = Path(name)
            if not target.suffix:
                target = target.with_suffix(_SUFFIXES.get(kind, Path(own).suffix))
            self.export_into(target, kind)

    def export_into(self, target: Path, kind: str) -> None:
        """Write the project as ``kind`` and say so."""
        try:
            if kind == ORIGINAL:
                # It drafts too, and comes in with the first file of another tool.
                from app.services.reviewing.bilingual_files import give_back

                give_back(self._project, target)
            else:
                export(self._project, target, kind)
        except AppError as error:
            self._notifier.say(tr(error.message, **error.params))
        else:
            self._notifier.say(tr("The file is written: {path}", path=target))

    def merge(self) -> None:
        """Take the work of another copy of the project in."""
        self._leave()
        name, _ = QFileDialog.getOpenFileName(
            self._parent,
            tr("Merge another copy"),
            str(self._project.path.parent),
            "Hanji (*.hanji)",
        )
        if name:
            self.merge_from(Path(name))

    def merge_from(self, path: Path) -> None:
        """Merge another copy, say what became of it, and show what both changed."""
        self._leave()
        try:
            merged = merge(
                self._project,
                path,
                self._review.author,
                now(),
                self._review.terms,
                self._review.spelling,
            )
        except AppError as error:
            self._notifier.say(tr(error.message, **error.params))
            return
        self._review.learn(merged.numbers)
        self._reload()
        self._notifier.say(merged.sentence)
        if merged.conflicts:
            dialog = MergeDialog(self._parent, merged.conflicts)
            dialog.accepted.connect(lambda: self._resolve(dialog.chosen()))
            dialog.open()

    def correct(self, show: Callable[[Path], None]) -> None:
        """Make a project of a corrected source, and open it; this one stays.

        Args:
            show: opens the new project.
        """
        self._leave()
        name, _ = QFileDialog.getOpenFileName(
            self._parent,
            tr("Take a corrected source in"),
            str(self._project.path.parent),
            "HWP, HWPX, DOCX, PDF, ODT, EPUB (*.hwp *.hwpx *.docx *.pdf *.odt *.epub)",
        )
        if name:
            self.correct_from(Path(name), show)

    def correct_from(self, source: Path, show: Callable[[Path], None]) -> None:
        """Make the project of a corrected source beside this one, in a thread, and open it."""
        self._leave()
        path = self._project.path
        word = tr("corrected")
        target = path.with_name(f"{path.stem} ({word}){path.suffix}")
        self._notifier.say(tr("“{name}” is being read…", name=source.name))
        self._show_corrected = show
        self._correcting.ask(lambda: _corrected(path, source, target))

    def _corrected(self, done: Corrected) -> None:
        self._notifier.say(done.sentence)
        self._show_corrected(done.path)

    def _resolve(self, conflicts: list[Conflict]) -> None:
        if conflicts:
            self._leave()
            resolve(self._project, conflicts, self._review.author, now())
            self._reload()

    def take_in(self) -> None:
        """Take a file of another tool in."""
        self._leave()
        name, _ = QFileDialog.getOpenFileName(
            self._parent,
            tr("Take a file back in"),
            str(self._project.path.parent),
            tr("Files of exchange") + " (*.xlf *.xliff *.sdlxliff *.mqxliff *.docx *.html *.tmx)",
        )
        if name:
            self.take_in_from(Path(name))

    def take_in_from(self, path: Path) -> None:
        """Take a file in and say what became of it."""
        try:
            taken = take_in(
                self._project,
                path,
                self._review.author,
                now(),
                self._review.terms,
                self._review.spelling,
            )
        except AppError as error:
            self._notifier.say(tr(error.message, **error.params))
            return
        self._review.learn(taken.numbers)
        self._reload()
        self._notifier.say(
            tr(
                "{changed} segments changed, {same} are as they were, {comments} comments are new.",
                changed=taken.changed,
                same=taken.same,
                comments=taken.comments,
            )
        )


def _corrected(path: Path, source: Path, target: Path) -> Corrected:
    # What reads documents comes in with the first corrected source.
    from app.bootstrap import open_executor
    from app.jobs.limits import WorkerLimits
    from app.services.reviewing.correcting import take_corrected
    from app.services.reviewing.session import open_project

    with open_executor(1, WorkerLimits()) as executor, open_project(path) as project:
        return take_corrected(executor, project, source, target)
