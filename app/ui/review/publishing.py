# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishing and exchange in the review window: books, files of other tools, terms, projects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import AppError
from app.i18n import tr, trn
from app.services.bilingual_names import META, SUFFIXES
from app.services.file_names import without_language
from app.services.reviewing import book_place
from app.services.reviewing.building import BuiltBook, book_names, build, build_all
from app.services.reviewing.exchanging import export, export_all, take_in
from app.services.reviewing.merging import Conflict, merge, resolve
from app.services.reviewing.session import Review, now, open_project
from app.store.project import Counts, ProjectDocument
from app.ui.notifier import Notifier
from app.ui.review.export_dialog import ExportDialog
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

_COMING_BACK = " ".join(f"*{suffix}" for suffix in (*SUFFIXES, ".docx", ".html", ".tmx"))


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
        self._building = Loader(parent, self._say_built, lambda why: notifier.say(why))

    def build(self, *, both: bool, anew: bool = False) -> None:
        """Make the book of the project, or those of all its documents; asks before drafts go in.

        Args:
            both: whether the bilingual one.
            anew: whether to ask for its place where it was made before.
        """
        self._leave()
        project = self._project
        if len(project.documents) == 1:
            self.build_document(project.documents[0], both=both, anew=anew)
        else:
            self._build_several(project.documents, both=both)

    def build_documents(self, documents: Sequence[ProjectDocument]) -> None:
        """Make the translated books of some documents."""
        if len(documents) == 1:
            self.build_document(documents[0], both=False)
        else:
            self._build_several(documents, both=False)

    def _build_several(self, documents: Sequence[ProjectDocument], *, both: bool) -> None:
        self._leave()
        project = self._project
        counts = project.counts_by_document()
        left = sum(_not_approved(counts[one.number - 1][1]) for one in documents)
        if left and not self._drafts_are_wanted(left):
            return
        name = QFileDialog.getExistingDirectory(
            self._parent, tr("Folder for the books"), str(project.path.parent)
        )
        if name:
            self.build_all_into(Path(name), documents, both=both, drafts=bool(left))

    def build_document(self, document: ProjectDocument, *, both: bool, anew: bool = False) -> None:
        """Make the book of one document where it was made before; asks before drafts go in."""
        self._leave()
        project = self._project
        left = _not_approved(project.counts_by_document()[document.number - 1][1])
        place = None if anew else book_place.remembered(self._book(document), both=both)
        were_wanted = place is not None and place.drafts
        if left and not were_wanted and not self._drafts_are_wanted(left):
            return
        if place is not None:
            self.build_into(place.path, document, both=both, drafts=bool(left))
            return
        if len(project.documents) == 1:
            language = project.target_language
            pair = f"{project.source_language}-{language}" if both else language
            first = f"{without_language(project.path.stem, pair)}.{pair}.epub"
        else:
            first = book_names(project, both=both)[document.number - 1]
        name, _ = QFileDialog.getSaveFileName(
            self._parent, tr("Make the book"), str(project.path.with_name(first)), "EPUB (*.epub)"
        )
        if name:
            self.build_into(Path(name), document, both=both, drafts=bool(left))

    def _book(self, document: ProjectDocument | None) -> str:
        """Return what a book is told apart by on this machine: the project's file and its document."""
        one = document or self._project.documents[0]
        return f"{self._project.path.absolute()}|{one.document_id}"

    def _drafts_are_wanted(self, left: int) -> bool:
        return self._notifier.confirm(
            self._parent,
            tr("Make the book"),
            trn(
                "{n} segment is not approved. In the book it is marked as a draft.",
                "{n} segments are not approved. In the book they are marked as drafts.",
                left,
            ),
            tr("Make it with drafts"),
            tr("Cancel"),
        )

    def build_into(
        self, path: Path, document: ProjectDocument | None = None, *, both: bool, drafts: bool
    ) -> None:
        """Make the book of a document, the first one where none is given, and say so."""
        try:
            built = build(self._project, path, document, both=both, drafts=drafts)
        except AppError as error:
            self._notifier.say(tr(error.message, **error.params))
        else:
            book_place.remember(self._book(document), built.path, both=both, drafts=drafts)
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

    def build_all_into(
        self, folder: Path, documents: Sequence[ProjectDocument], *, both: bool, drafts: bool
    ) -> None:
        """Make the books of documents in a thread, and say so."""
        path = self._project.path
        self._notifier.say(tr("The books are being made…"))
        self._building.ask(lambda: _built(path, folder, documents, both=both, drafts=drafts))

    def _say_built(self, books: tuple[BuiltBook, ...]) -> None:
        self._notifier.say(
            trn(
                "{n} book is made: {folder}",
                "{n} books are made: {folder}",
                len(books),
                folder=books[0].path.parent,
            )
        )

    def export(self) -> None:
        """Write the project for other tools, as the chosen kind of file."""
        self._leave()
        documents = self._project.documents
        if len(documents) == 1:
            self._export_document(documents[0], first=self._project.path.stem)
            return
        given = {tr("As they came"): ORIGINAL} if any(META in one.meta for one in documents) else {}
        dialog = ExportDialog(self._parent, {**given, **_kinds()}, frozenset({"tmx"}), documents)
        dialog.accepted.connect(lambda: self._export_chosen(*dialog.chosen()))
        dialog.open()

    def _export_chosen(self, kind: str, number: int) -> None:
        path = self._project.path
        if kind == "tmx":
            name, _ = QFileDialog.getSaveFileName(
                self._parent,
                tr("Export for other tools"),
                str(path.with_suffix(".tmx")),
                "TMX (*.tmx)",
            )
            if name:
                self.export_into(Path(name), kind)
        elif number:
            document = self._project.documents[number - 1]
            self._export_document(document, first=Path(document.shown).stem, only=kind)
        else:
            name = QFileDialog.getExistingDirectory(
                self._parent, tr("Folder for the files"), str(path.parent)
            )
            if name:
                self.export_all_into(Path(name), kind)

    def _export_document(self, document: ProjectDocument, *, first: str, only: str = "") -> None:
        own = document.name
        given = {f"{own} (*{Path(own).suffix})": ORIGINAL} if META in document.meta else {}
        kinds = {
            words: kind for words, kind in {**given, **_kinds()}.items() if not only or kind == only
        }
        ending = Path(own).suffix if ORIGINAL in kinds.values() else _SUFFIXES.get(only, ".xlf")
        name, chosen = QFileDialog.getSaveFileName(
            self._parent,
            tr("Export for other tools"),
            str(self._project.path.with_name(first + ending)),
            ";;".join(kinds),
        )
        if name:
            kind = kinds.get(chosen, only or (ORIGINAL if given else "xliff"))
            target = Path(name)
            if not target.suffix:
                target = target.with_suffix(_SUFFIXES.get(kind, Path(own).suffix))
            self.export_into(target, kind, document)

    def export_into(self, target: Path, kind: str, document: ProjectDocument | None = None) -> None:
        """Write a document as ``kind``, the first one where none is given, and say so."""
        try:
            if kind == ORIGINAL:
                # It drafts too, and comes in with the first file of another tool.
                from app.services.reviewing.bilingual_files import give_back

                give_back(self._project, target, document)
            else:
                export(self._project, target, kind, document)
        except AppError as error:
            self._notifier.say(tr(error.message, **error.params))
        else:
            self._notifier.say(tr("The file is written: {path}", path=target))

    def export_all_into(self, folder: Path, kind: str) -> None:
        """Write all documents as ``kind`` into a folder, and say so."""
        try:
            if kind == ORIGINAL:
                from app.services.reviewing.bilingual_files import give_all_back

                files, _ = give_all_back(self._project, folder)
            else:
                files = export_all(self._project, folder, kind)
        except AppError as error:
            self._notifier.say(tr(error.message, **error.params))
        else:
            said = trn(
                "{n} file is written: {folder}",
                "{n} files are written: {folder}",
                len(files),
                folder=folder,
            )
            self._notifier.say(said)

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

    def correct(self, show: Callable[[Path], None], at: int) -> None:
        """Make a project of a corrected source, and open it; this one stays.

        Args:
            show: opens the new project.
            at: number of the segment that is worked on; 0 for none.
        """
        self._leave()
        name, _ = QFileDialog.getOpenFileName(
            self._parent,
            tr("Take a corrected source in"),
            str(self._project.path.parent),
            "HWP, HWPX, DOCX, PDF, ODT, EPUB (*.hwp *.hwpx *.docx *.pdf *.odt *.epub)",
        )
        if name:
            self.correct_from(Path(name), show, at)

    def correct_from(self, source: Path, show: Callable[[Path], None], at: int = 0) -> None:
        """Make the project of a corrected source beside this one, in a thread, and open it.

        Of several documents of its name, the one that is worked on is meant.
        """
        self._leave()
        path = self._project.path
        documents = self._project.documents
        named = [one for one in documents if one.name == source.name]
        if len(named) > 1:
            named = [one for one in named if one.first <= at <= one.last]
            if not named:
                self._notifier.say(
                    tr(
                        "Several documents of the project are called “{name}”: go to the one that it"
                        " corrects first.",
                        name=source.name,
                    )
                )
                return
        corrects = named[0] if named else None
        if corrects is None and len(documents) > 1:
            self._notifier.say(
                tr(
                    "No document of the project is called “{name}”: the corrected one must have the"
                    " name of the one that it takes the place of.",
                    name=source.name,
                )
            )
            return
        number = corrects.number if corrects else 1
        word = tr("corrected")
        target = path.with_name(f"{path.stem} ({word}){path.suffix}")
        self._notifier.say(tr("“{name}” is being read…", name=source.name))
        self._show_corrected = show
        self._correcting.ask(lambda: _corrected(path, source, target, number))

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
            tr("Files of exchange") + f" ({_COMING_BACK})",
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
        self._notifier.say(taken.sentence)


def _not_approved(counts: Counts) -> int:
    return counts.total - counts.segments.get(Status.APPROVED, 0)


def _kinds() -> dict[str, str]:
    """Return the kinds of files for other tools, as people see them and as the program does."""
    return {
        f"XLIFF 2.1 (*{_SUFFIXES['xliff']})": "xliff",
        f"XLIFF 1.2 (*{_SUFFIXES['xliff12']})": "xliff12",
        tr("Table for Word") + " (*.docx)": "docx",
        tr("Table as a web page") + " (*.html)": "html",
        f"TMX (*{_SUFFIXES['tmx']})": "tmx",
    }


def _built(
    path: Path,
    folder: Path,
    documents: Sequence[ProjectDocument],
    *,
    both: bool,
    drafts: bool,
) -> tuple[BuiltBook, ...]:
    with open_project(path) as project:
        return build_all(project, folder, documents, both=both, drafts=drafts)


def _corrected(path: Path, source: Path, target: Path, number: int) -> Corrected:
    # What reads documents comes in with the first corrected source.
    from app.bootstrap import open_executor
    from app.jobs.limits import WorkerLimits
    from app.services.reviewing.correcting import take_corrected

    with open_executor(1, WorkerLimits()) as executor, open_project(path) as project:
        return take_corrected(executor, project, source, target, project.documents[number - 1])
