# SPDX-License-Identifier: AGPL-3.0-or-later
"""The main window: puts its parts together and turns what people do into commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app import settings as stored
from app.i18n import Language, tr, trn
from app.messages import format_suffixes
from app.services.conversion import Options
from app.services.intake import FoundFile
from app.services.report import ReportItem
from app.settings import Settings
from app.ui.about import AboutBox
from app.ui.background import Background, Changes, ConversionOrder
from app.ui.banner import Banner
from app.ui.bars import Footer, Header
from app.ui.detail.panel import DetailPanel
from app.ui.ledger.opening import LedgerOpener
from app.ui.notifier import Notifier
from app.ui.queue.drop import DropArea, local_paths
from app.ui.queue.file_filters import document_filters
from app.ui.queue.model import QueueModel
from app.ui.queue.rows import (
    DONE,
    ON_THE_WAY,
    STARTABLE,
    QueueRow,
    RowState,
    count_rows,
)
from app.ui.queue.view import QueueView
from app.ui.reports import save_report
from app.ui.review.opening import SUFFIX, ReviewWindows
from app.ui.theme import Theme, palette_of, style_sheet_of, system_theme
from app.ui.watch_band import WatchBand

_INTAKE, _RUN = "intake", "run"
"""Topics of notifications: each is over when the next files come in, or the next run begins."""
_SMALLEST = (760, 520)
_FIRST_SIZE = (1120, 720)


class Window(QMainWindow):
    """The main window of the program."""

    def __init__(self, settings: Settings, background: Background) -> None:
        super().__init__()
        self.settings = settings
        self.background = background
        self.notifier = Notifier(self)
        self.model = QueueModel(self)
        self.reviews = ReviewWindows(self, self.notifier, background.review)
        self.ledger = LedgerOpener()
        self._passwords: tuple[str, ...] = ()
        self._batch: set[int] = set()
        self._finished: list[ReportItem] = []
        """Books that the ledger has not heard of."""
        self._theme = system_theme()
        self._build()
        self._connect()
        self.apply_theme(self._theme)
        self.retranslate()
        self._refresh()
        self._restore_geometry()
        if self.settings.watched_folder:
            self._watch(Path(self.settings.watched_folder))

    # ------------------------------------------------------------ putting together

    def _build(self) -> None:
        self.header = Header(
            self.pick_files,
            self.pick_folder,
            self.pick_review,
            self.ledger.open,
            self.pick_watched_folder,
            self.switch_language,
            self.about,
        )
        self.banner = Banner()
        self.watch_band = WatchBand(self._take_watched, self.stop_watching)
        self.drop_area = DropArea(self.pick_files, self.pick_folder)
        self.view = QueueView(self.model, self._theme)
        self.detail = DetailPanel()
        self.footer = Footer(
            self.pick_out_folder,
            self.start_all,
            self.cancel_all,
            self.open_out_folder,
            self.choose_translation,
        )
        self.footer.show_translation(self.settings.translation)
        split = QSplitter()
        split.addWidget(self.view)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([700, 340])
        split.setHandleWidth(14)
        split.setChildrenCollapsible(False)
        self.detail.setMinimumWidth(280)
        self.view.setMinimumWidth(360)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(20, 12, 20, 14)
        inside.addWidget(split)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.drop_area)
        self.pages.addWidget(page)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part, stretch in (
            (self.header, 0),
            (self.banner, 0),
            (self.watch_band, 0),
            (self.pages, 1),
            (self.footer, 0),
        ):
            layout.addWidget(part, stretch)
        self.setCentralWidget(whole)
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.background.changed.connect(self._take_changes)
        self.notifier.said.connect(self.banner.show_notification)
        self.notifier.ended.connect(self.banner.end)
        self.view.chosen.connect(self._refresh_detail)
        self.view.acted.connect(self.act)
        self.detail.acted.connect(self.act)
        self.detail.password_given.connect(self._use_password)
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            lambda _scheme: self.apply_theme(system_theme())
        )
        shortcuts: dict[str, Callable[[], object]] = {
            "Ctrl+O": self.pick_files,
            "Ctrl+Shift+O": self.pick_folder,
            "Ctrl+Shift+W": self.pick_watched_folder,
            "Ctrl+R": self.pick_review,
            "Ctrl+G": self.ledger.open,
            "Ctrl+Return": self.start_all,
            "Ctrl+Enter": self.start_all,
            "Esc": self.cancel_all,
            "F5": lambda: self.act("retry"),
            "Delete": lambda: self.act("remove"),
            "Ctrl+S": lambda: self.act("report"),
            "Ctrl+L": self.switch_language,
            "F1": self.about,
            "Ctrl+Q": self.close,
        }
        for keys, action in shortcuts.items():
            QShortcut(QKeySequence(keys), self, action)

    def _restore_geometry(self) -> None:
        saved = QByteArray.fromBase64(QByteArray(self.settings.geometry.encode("ascii", "ignore")))
        if saved.isEmpty() or not self.restoreGeometry(saved):
            self.resize(*_FIRST_SIZE)

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.setWindowTitle(tr("Hanji"))
        for part in (
            self.header,
            self.banner,
            self.watch_band,
            self.drop_area,
            self.view,
            self.detail,
            self.footer,
        ):
            part.retranslate()
        self.ledger.retranslate()
        self._refresh()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.setPalette(palette_of(theme))
        self.setStyleSheet(style_sheet_of(theme))
        for part in (
            self.header,
            self.banner,
            self.watch_band,
            self.drop_area,
            self.view,
            self.detail,
            self.footer,
        ):
            part.apply_theme(theme)
        self.ledger.apply_theme(theme)

    def switch_language(self) -> None:
        """Change between Korean and English, at once and for the next time."""
        korean = i18n.current_language() is Language.KOREAN
        language = Language.ENGLISH if korean else Language.KOREAN
        i18n.use_language(language)
        self._remember(replace(self.settings, language=language.value))
        self.retranslate()

    def about(self) -> None:
        """Show the box with version and licence."""
        AboutBox(self, self._theme).open()

    def _remember(self, settings: Settings) -> None:
        self.settings = settings
        stored.save(settings)

    # ------------------------------------------------------------ files come in

    def pick_files(self) -> None:
        """Let the person choose files."""
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Choose documents"), self.settings.last_folder, document_filters()
        )
        if names:
            self._remember(replace(self.settings, last_folder=str(Path(names[0]).parent)))
            self.add_paths(Path(name) for name in names)

    def pick_folder(self) -> None:
        """Let the person choose a folder."""
        name = QFileDialog.getExistingDirectory(
            self, tr("Choose a folder of documents"), self.settings.last_folder
        )
        if name:
            self._remember(replace(self.settings, last_folder=name))
            self.add_paths([Path(name)])

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Add files, and folders with everything in them."""
        self.notifier.end(_INTAKE)
        self.background.find(paths, self.settings.books_folder)

    def open_files(self, files: Iterable[Path]) -> None:
        """Open what a start of the program was given: reviews, and documents for the list."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        given = list(files)
        for project in (path for path in given if path.suffix.lower() == SUFFIX):
            self.reviews.open(project)
        if documents := [path for path in given if path.suffix.lower() != SUFFIX]:
            self.add_paths(documents)

    # ------------------------------------------------------------ a watched folder

    def pick_watched_folder(self) -> None:
        """Let the person choose a folder whose documents are converted as they come."""
        name = QFileDialog.getExistingDirectory(
            self,
            tr("Choose a folder to watch"),
            self.settings.watched_folder or self.settings.last_folder,
        )
        if name:
            self._remember(replace(self.settings, watched_folder=name))
            self._watch(Path(name))

    def stop_watching(self) -> None:
        """Watch no folder any more, nor after the next start."""
        self._remember(replace(self.settings, watched_folder=""))
        self.watch_band.end()
        self.header.watch.setFocus()

    def _watch(self, folder: Path) -> None:
        self.watch_band.watch(folder, self.settings.books_folder)

    def _take_watched(self, files: Iterable[FoundFile]) -> tuple[set[int], list[FoundFile]]:
        """Convert files of the watched folder; those still on their way come again."""
        books = self.settings.books_folder
        wanted = {found.source.absolute(): found for found in files if self._may_feed(found, books)}
        self.model.add(wanted.values())
        rows = [row for row in self.model.rows if row.found.source.absolute() in wanted]
        later = [wanted[row.found.source.absolute()] for row in rows if row.state in ON_THE_WAY]
        self._start(rows)
        return {row.number for row in rows}, later

    def _may_feed(self, found: FoundFile, books: Path) -> bool:
        """Books must not become sources, also where their folder was chosen after the watch."""
        watched = Path(self.settings.watched_folder)
        return watched.is_relative_to(books) or not found.source.is_relative_to(books)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept files and folders of this machine."""
        if local_paths(event.mimeData()):
            event.acceptProposedAction()
            self.drop_area.show_drag(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Forget the hovering files."""
        self.drop_area.show_drag(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the files."""
        self.drop_area.show_drag(over=False)
        event.acceptProposedAction()
        self.add_paths(Path(path) for path in local_paths(event.mimeData()))

    # ------------------------------------------------------------ conversions

    def start_all(self) -> None:
        """Convert everything that waits."""
        self._start(row for row in self.model.rows if row.state in STARTABLE)

    def _start(
        self, rows: Iterable[QueueRow], *, force: bool = False, passwords: tuple[str, ...] = ()
    ) -> None:
        options = Options(passwords=passwords or self._passwords, force=force)
        printed = options.keeping_pages()
        chosen = [row for row in rows if row.state not in ON_THE_WAY]
        if not chosen:
            return
        for topic in (_INTAKE, _RUN):
            self.notifier.end(topic)
        if not any(row.state in ON_THE_WAY for row in self.model.rows):
            self._batch.clear()
        for row in chosen:
            self._batch.add(row.number)
            self.model.set_state(row.number, RowState.QUEUED)
        orders = [
            ConversionOrder(
                row.number,
                row.found,
                printed if row.as_printed else options,
                "" if row.as_printed else self.settings.translation,
            )
            for row in chosen
        ]
        self.background.start(orders, self.settings.books_folder)
        self._refresh()

    def cancel_all(self) -> None:
        """Take back everything that is not done."""
        self.background.cancel_all()

    def _use_password(self, password: str, everywhere: bool) -> None:
        rows = self.view.chosen_rows()[:1]
        if everywhere:
            self._passwords = (password, *self._passwords)
            rows = [row for row in self.model.rows if row.needs_password]
        self._start(rows, passwords=(password,))

    def choose_translation(self, choice: str) -> None:
        """Translate books from now on: "", "en" or "ko-en"."""
        self._remember(replace(self.settings, translation=choice))

    def pick_review(self) -> None:
        """Let the person open a review."""
        self.reviews.pick(self.settings.books_folder)

    def pick_out_folder(self) -> None:
        """Let the person choose where the books go."""
        name = QFileDialog.getExistingDirectory(
            self, tr("Choose a folder for the books"), str(self.settings.books_folder)
        )
        if name:
            self._remember(replace(self.settings, out_folder=name))
            self._refresh()

    # ------------------------------------------------------------ actions on rows

    def act(self, name: str) -> None:
        """Do what a button, a key or a menu asks of the chosen rows."""
        rows = self.view.chosen_rows()
        if name == "report":
            save_report(self, self.notifier, self.model.rows)
        elif name == "open" and rows:
            self._open_book(rows[0])
        elif name == "folder" and rows and rows[0].book:
            self.open_folder(rows[0].book.parent)
        elif name == "retry":
            self._start(row for row in rows if row.state not in DONE)
        elif name == "overwrite":
            self._start(rows[:1], force=True)
        elif name == "layout" and rows and rows[0].has_pages:
            rows[0].as_printed = not rows[0].as_printed
            self._start(rows[:1])
        elif name == "review" and rows:
            self.reviews.begin(rows[0].found.source, self.settings.books_folder)
        elif name == "password":
            self.detail.file.password.field.setFocus()
        elif name == "cancel":
            for row in rows:
                self.background.cancel(row.number)
        elif name == "remove":
            self.model.remove(row.number for row in rows if row.state not in ON_THE_WAY)
            self._refresh()

    def _open_book(self, row: QueueRow) -> None:
        if row.book is None:
            return
        folder = row.book.parent
        if not row.book.exists():
            name = row.book.name
            self.notifier.say(
                lambda: tr("The book “{name}” is no longer there.", name=name), topic=_RUN
            )
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.book))):
            self.notifier.say(
                lambda: tr("This computer has no program that opens EPUB books."),
                lambda: tr("Show in its folder"),
                lambda: self.open_folder(folder),
                topic=_RUN,
            )

    def open_out_folder(self) -> None:
        """Show the folder of the books in the system's file manager."""
        self.open_folder(self.settings.books_folder)

    def open_folder(self, folder: Path) -> None:
        """Show a folder in the system's file manager."""
        if not folder.is_dir():
            self.notifier.say(
                lambda: tr("The folder will be made with the first book: {folder}", folder=folder),
                topic=_RUN,
            )
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.notifier.say(lambda: tr("The folder is: {folder}", folder=folder), topic=_RUN)

    # ------------------------------------------------------------ what comes back

    def _take_changes(self, changes: Changes) -> None:
        for files, ignored in changes.found:
            self._take_found(self.model.add(files), len(files), ignored)
        for number in changes.started:
            self.model.set_state(number, RowState.RUNNING)
        for number, (stage, fraction) in changes.progress.items():
            self.model.set_progress(number, stage, fraction)
        for number, item in changes.finished:
            self.model.set_outcome(number, item)
            self.watch_band.note(number, item)
            self._finished.append(item)
        for number in changes.cancelled:
            self.model.set_state(number, RowState.CANCELLED)
        for path in changes.reviews:
            self.reviews.open(path)
        for error in changes.refused:
            self.notifier.say(partial(tr, error.message, **error.params), topic=_RUN)
        if changes.entered:
            self.notifier.say(
                " ".join(changes.entered),
                lambda: tr("Open the ledger"),
                self.ledger.open,
                topic=_RUN,
            )
        if self._finished and not any(row.state in ON_THE_WAY for row in self.model.rows):
            # Once for a batch: an entry for each book would be a signature for each book.
            self.background.enter(self._finished)
            self._finished = []
        self._refresh()

    def _take_found(self, fresh: list[QueueRow], found: int, ignored: int) -> None:
        if not found:
            self.notifier.say(
                lambda: tr(
                    "No document was found. Documents are {suffixes} files.",
                    suffixes=format_suffixes(),
                ),
                topic=_INTAKE,
            )
        elif ignored:
            self.notifier.say(
                lambda: trn(
                    "{n} other file in the folders was ignored.",
                    "{n} other files in the folders were ignored.",
                    ignored,
                ),
                topic=_INTAKE,
            )
        if len(fresh) == 1:
            self.view.choose(fresh[0].number)

    def _refresh(self) -> None:
        """Bring everything that counts rows up to date."""
        rows = self.model.rows
        busy = any(row.state in ON_THE_WAY for row in rows)
        self._show_page(1 if rows else 0)
        for button in (self.header.files, self.header.folder):
            button.setVisible(bool(rows))
        self.view.refresh_counts()
        self.footer.show_out_folder(self.settings.books_folder)
        self.footer.start.setEnabled(any(row.state in STARTABLE for row in rows))
        self.footer.cancel.setVisible(busy)
        self.footer.change.setEnabled(not busy)
        self.footer.show_work(*self._work_words(rows, busy))
        self._refresh_detail()

    def _show_page(self, page: int) -> None:
        if self.pages.currentIndex() != page or not self.focusWidget():
            self.pages.setCurrentIndex(page)
            (self.view.table if page else self.drop_area.files).setFocus()

    def _work_words(self, rows: Sequence[QueueRow], busy: bool) -> tuple[str, float | None]:
        """Return how the whole list stands; while something runs, also how far the run is."""
        whole = count_rows(rows)
        batch = [row for row in rows if row.number in self._batch]
        run = count_rows(batch)
        said = []
        if busy:
            said.append(tr("{done} of {total}", done=f"{run.over:,}", total=f"{run.total:,}"))
        elif whole.done or run.over:
            said.append(trn("{n} book finished", "{n} books finished", whole.done))
        if whole.failed:
            said.append(trn("{n} failed", "{n} failed", whole.failed))
        words = " · ".join(said)
        if not busy:
            return words, None
        share = sum(row.fraction if row.state is RowState.RUNNING else 0.0 for row in batch)
        return words, (run.over + share) / max(1, run.total)

    def _refresh_detail(self) -> None:
        chosen = self.view.chosen_rows()
        if len(chosen) == 1:
            self.detail.show_row(chosen[0])
        else:
            self.detail.show_summary(chosen or self.model.rows)

    # ------------------------------------------------------------ the end

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask before work is thrown away; then let the workers go."""
        busy = any(row.state in ON_THE_WAY for row in self.model.rows)
        if busy and not self.notifier.confirm(
            self,
            tr("Hanji"),
            tr("Documents are still being converted. Stop them and close? Finished books stay."),
            tr("Stop and close"),
            tr("Go on converting"),
        ):
            event.ignore()
            return
        geometry = self.saveGeometry().toBase64().data()
        text = bytes(geometry).decode("ascii")
        self._remember(replace(self.settings, geometry=text))
        self.hide()
        self.watch_band.end()
        self.reviews.close()
        self.ledger.close()
        if self._finished:
            self.background.enter(self._finished)
        self.background.close()
        event.accept()
