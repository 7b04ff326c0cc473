# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of conversions: puts its parts together and turns what people do into commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import paths
from app.i18n import mark, tr, trn
from app.messages import format_suffixes
from app.services.intake import FoundFile
from app.services.report import Remark
from app.settings import Settings
from app.ui.background import Background
from app.ui.background_changes import Changes
from app.ui.bars import Footer, Header
from app.ui.conversion_batch import INTAKE, RUN, ConversionBatch
from app.ui.convert_keys import GROUPS
from app.ui.detail.panel import DetailPanel
from app.ui.home import HomeActions, HomePanel
from app.ui.key_actions import KeyActions
from app.ui.notifier import Notifier
from app.ui.queue.drop import DropArea
from app.ui.queue.file_filters import document_filters
from app.ui.queue.model import QueueModel
from app.ui.queue.rows import (
    DONE,
    ON_THE_WAY,
    STARTABLE,
    QueueRow,
)
from app.ui.queue.view import QueueView
from app.ui.reports import save_report
from app.ui.review.opening import ReviewWindows
from app.ui.shell.page import Page
from app.ui.shell.page_state import PageState
from app.ui.shell.preferences import Preferences
from app.ui.theme import Theme
from app.ui.watch_band import WatchBand

_NAME = "convert"
_LATER_MS = 150
_ANOTHER_RUN = mark(
    "Another run of Hanji is making books in “{folder}”. This one begins by itself when it has ended."
)


class ConvertPage(Page):
    """The list of documents, what becomes of each, and where the books go.

    Args:
        preferences: the settings in use.
        background: does the work.
        notifier: says what happens.
        reviews: opens reviews.
        open_ledger: shows the ledger.
        show_book: opens a book's own page, at one of its losses where one is given.
        switch_language: changes the language of the whole window.
        home: what the lines about earlier work do; going on and forgetting are the page's own.
        theme: the colours in use.
    """

    help_topic = "convert"

    def __init__(
        self,
        preferences: Preferences,
        background: Background,
        notifier: Notifier,
        reviews: ReviewWindows,
        open_ledger: Callable[[], None],
        show_book: Callable[[Path, Remark | None], object],
        switch_language: Callable[[], None],
        home: HomeActions,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self.background = background
        self.notifier = notifier
        self.model = QueueModel(self)
        self.reviews = reviews
        self._open_ledger = open_ledger
        self._show_book = show_book
        self._start_when_found = False
        self._unlocking: int | None = None
        """The row whose password was given in its own field."""
        self.batch = ConversionBatch(self, self.model, preferences, background, notifier)
        self.batch.theme = theme
        home.go_on, home.forget = self.batch.go_on, self.forget_job
        self._build(switch_language, home, theme)
        self._connect()
        # The disk is read once the window stands there.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self.look_back)
        if self.settings.watched_folder:
            self._watch(Path(self.settings.watched_folder))

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        return self.preferences.current

    # ------------------------------------------------------------ putting together

    def _build(self, switch_language: Callable[[], None], home: HomeActions, theme: Theme) -> None:
        self.header = Header(
            self.pick_files, self.pick_folder, self.pick_watched_folder, switch_language
        )
        self.watch_band = WatchBand(self._take_watched, self.stop_watching)
        self.drop_area = DropArea(self.pick_files, self.pick_folder, self.try_samples)
        self.home = HomePanel(home, self.notifier.say)
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.drop_area, 1)
        column.addWidget(self.home)
        self.view = QueueView(self.model, theme)
        self.detail = DetailPanel()
        self.footer = Footer(
            self.pick_out_folder,
            self.batch.start_all,
            self.batch.stop,
            self.open_out_folder,
            self.choose_translation,
            self._offered_translations,
        )
        self.footer.show_translation(self.settings.translation)
        self._show_server()
        self.footer.translation.setEnabled(self.preferences.locked("translation") is None)
        self._split = split = QSplitter()
        split.addWidget(self.view)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([700, 340])
        split.setHandleWidth(14)
        split.setChildrenCollapsible(False)
        self.detail.setMinimumWidth(250)
        self.view.setMinimumWidth(340)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(20, 12, 20, 14)
        inside.addWidget(split)
        self.pages = QStackedWidget()
        self.pages.addWidget(first)
        self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part, stretch in (
            (self.header, 0),
            (self.watch_band, 0),
            (self.pages, 1),
            (self.footer, 0),
        ):
            layout.addWidget(part, stretch)

    def _connect(self) -> None:
        self.background.changed.connect(self._take_changes)
        self.batch.changed.connect(self._refresh)
        self.batch.nothing_left.connect(self.look_back)
        self.batch.finished.connect(self._after_password)
        self.preferences.changed.connect(self._settings_changed)
        self.view.chosen.connect(self._refresh_detail)
        self.view.acted.connect(self.act)
        self.detail.acted.connect(self.act)
        self.detail.password_given.connect(self._use_password)
        self.detail.loss_chosen.connect(self._show_loss)
        doing: dict[str, Callable[[], object]] = {
            "files": self.pick_files,
            "folder": self.pick_folder,
            "watch": self.pick_watched_folder,
            "start": self.batch.start_all,
            "stop": self.batch.stop,
            "out_folder": self.pick_out_folder,
            "show_out_folder": self.open_out_folder,
            "open_review": self.pick_review,
            "retry_failed": self.batch.retry_failed,
            "passwords": self.batch.ask_passwords,
            "samples": self.try_samples,
        }
        for name in ("open", "book_folder", "retry", "remove", "report", "review"):
            doing[name] = partial(self.act, {"book_folder": "folder"}.get(name, name))
        self.keys = KeyActions(self, GROUPS, doing)

    def menus(self) -> Sequence[QMenu]:
        """Return the menus of documents."""
        return self.keys.menus

    def shown(self) -> None:
        """Go to the list, or to the first button while it is empty."""
        (self.view.table if self.model.rows else self.drop_area.files).setFocus()
        if not self.model.rows:
            self._later.start()

    def restore_state(self, state: PageState) -> None:
        """Take the widths of the last time."""
        state.restore(_NAME, "split", self._split)

    def keep_state(self, state: PageState) -> None:
        """Remember the widths."""
        state.keep(_NAME, "split", self._split)

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        for part in (
            self.header,
            self.watch_band,
            self.drop_area,
            self.view,
            self.detail,
            self.footer,
            self.home,
            self.keys,
        ):
            part.retranslate()
        self._refresh()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.batch.theme = theme
        for part in (
            self.header,
            self.watch_band,
            self.drop_area,
            self.view,
            self.detail,
            self.footer,
            self.home,
        ):
            part.apply_theme(theme)

    def _settings_changed(self, names: frozenset[str]) -> None:
        if "translation_server" in names:
            self._show_server()
        if "translation" in names:
            self.footer.show_translation(self.settings.translation)
        if "out_folder" in names:
            self._refresh()

    # ------------------------------------------------------------ files come in

    def pick_files(self) -> None:
        """Let the person choose files."""
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Choose documents"), self.settings.last_folder, document_filters()
        )
        if names:
            self.preferences.change(last_folder=str(Path(names[0]).parent))
            self.add_paths(Path(name) for name in names)

    def pick_folder(self) -> None:
        """Let the person choose a folder."""
        name = QFileDialog.getExistingDirectory(
            self, tr("Choose a folder of documents"), self.settings.last_folder
        )
        if name:
            self.preferences.change(last_folder=name)
            self.add_paths([Path(name)])

    def add_paths(self, paths: Iterable[Path]) -> None:
        """Add files, and folders with everything in them."""
        self.notifier.end(INTAKE)
        self.background.find(paths, self.settings.books_folder)

    # ------------------------------------------------------------ a watched folder

    def pick_watched_folder(self) -> None:
        """Let the person choose a folder whose documents are converted as they come."""
        name = QFileDialog.getExistingDirectory(
            self,
            tr("Choose a folder to watch"),
            self.settings.watched_folder or self.settings.last_folder,
        )
        if name:
            self.preferences.change(watched_folder=name)
            self._watch(Path(name))

    def stop_watching(self) -> None:
        """Watch no folder any more, nor after the next start."""
        self.preferences.change(watched_folder="")
        self.watch_band.end()
        self.header.watch.setFocus()

    def _watch(self, folder: Path) -> None:
        self.watch_band.watch(folder, self.settings.books_folder)

    def _take_watched(self, files: Iterable[FoundFile]) -> tuple[set[int], list[FoundFile]]:
        """Convert files of the watched folder; those still on their way come again."""
        books = self.settings.books_folder
        wanted = {found.source.absolute(): found for found in files if self._may_feed(found, books)}
        self._listed(wanted.values())
        rows = [row for row in self.model.rows if row.found.source.absolute() in wanted]
        later = [wanted[row.found.source.absolute()] for row in rows if row.state in ON_THE_WAY]
        self.batch.start(rows)
        return {row.number for row in rows}, later

    def _may_feed(self, found: FoundFile, books: Path) -> bool:
        """Books must not become sources, also where their folder was chosen after the watch."""
        watched = Path(self.settings.watched_folder)
        return watched.is_relative_to(books) or not found.source.is_relative_to(books)

    # ------------------------------------------------------------ conversions

    def try_samples(self) -> None:
        """Make books of the documents that come with the program."""
        samples = Path(str(files("assets") / "samples"))
        self._start_when_found = True
        self.add_paths([samples])

    # ------------------------------------------------------------ jobs that were cut off

    def look_back(self) -> None:
        """Read what was going on before, and offer to go on with what was cut off."""
        self.home.load(self.settings.books_folder, paths.queue_file())

    def forget_job(self, job_id: int) -> None:
        """Take a job out of the list; its books stay."""
        from app.services.batch.recent import forget

        forget(paths.queue_file(), job_id)
        self.look_back()

    def _use_password(self, password: str, everywhere: bool) -> None:
        rows = self.view.chosen_rows()[:1]
        self._unlocking = rows[0].number if rows else None
        self.batch.use_password(password, rows, everywhere=everywhere)

    def _show_server(self) -> None:
        # Few offices have one: what speaks to servers is loaded where one is turned on.
        if self.settings.translation_server != "on":
            self.footer.show_server("")
            return
        from app.services.translating import server_named

        self.footer.show_server(server_named("ko", "en"))

    def _offered_translations(self) -> tuple[str, ...]:
        # What looks at packages is loaded when somebody wants to choose.
        from app.services.translating import offered

        return offered(self.settings.translation)

    def choose_translation(self, choice: str) -> None:
        """Translate books from now on; see ``app.translation_choices``."""
        self.preferences.change(translation=choice)

    def pick_review(self) -> None:
        """Let the person open a review."""
        self.reviews.pick(self.settings.books_folder)

    def pick_out_folder(self) -> None:
        """Let the person choose where the books go."""
        name = QFileDialog.getExistingDirectory(
            self, tr("Choose a folder for the books"), str(self.settings.books_folder)
        )
        if name:
            self.preferences.change(out_folder=name)
            self._refresh()

    # ------------------------------------------------------------ actions on rows

    def act(self, name: str) -> None:
        """Do what a button, a key or a menu asks of the chosen rows."""
        rows = self.view.chosen_rows()
        if name == "report":
            save_report(self, self.notifier, self.model.rows, self.settings.books_folder)
        elif name == "open" and rows:
            self._open_book(rows[0])
        elif name == "folder" and rows and rows[0].book:
            self.open_folder(rows[0].book.parent)
        elif name == "help":
            self.help_wanted.emit("problems")
        elif name == "retry_failed":
            self.batch.retry_failed()
        elif name == "passwords":
            self.batch.ask_passwords()
        elif name == "retry":
            self.batch.start(row for row in rows if row.state not in DONE)
        elif name == "overwrite":
            self.batch.start(rows[:1], force=True)
        elif name == "layout" and rows and rows[0].has_pages:
            rows[0].as_printed = not rows[0].as_printed
            self.batch.start(rows[:1])
        elif name == "review" and rows:
            self.reviews.begin(
                [row.found.source for row in rows],
                self.settings.books_folder,
                self.batch.passwords,
            )
        elif name == "password":
            self.detail.file.password.field.setFocus()
        elif name == "cancel":
            for row in rows:
                self.background.cancel(row.number)
        elif name == "remove":
            self.model.remove(row.number for row in rows if row.state not in ON_THE_WAY)
            self._refresh()

    def _show_loss(self, loss: Remark) -> None:
        """Open the book of the chosen row at one of its losses."""
        for row in self.view.chosen_rows()[:1]:
            self._open_book(row, loss)

    def _open_book(self, row: QueueRow, loss: Remark | None = None) -> None:
        if row.book is None:
            return
        if row.book.exists():
            self._show_book(row.book, loss)
        else:
            name = row.book.name
            self.notifier.say(
                lambda: tr("The book “{name}” is no longer there.", name=name), topic=RUN
            )

    def open_out_folder(self) -> None:
        """Show the folder of the books in the system's file manager."""
        self.open_folder(self.settings.books_folder)

    def open_folder(self, folder: Path) -> None:
        """Show a folder in the system's file manager."""
        if not folder.is_dir():
            self.notifier.say(
                lambda: tr("The folder will be made with the first book: {folder}", folder=folder),
                topic=RUN,
            )
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.notifier.say(lambda: tr("The folder is: {folder}", folder=folder), topic=RUN)

    # ------------------------------------------------------------ what comes back

    def _take_changes(self, changes: Changes) -> None:
        for found, ignored in changes.found:
            self._take_found(self._listed(found), len(found), ignored)
        self.batch.take(changes)
        for number, item in changes.finished:
            self.watch_band.note(number, item)
        if changes.preparing is not None:
            self.reviews.tell_progress(*changes.preparing)
        for path in changes.reviews:
            self.reviews.open(path)
        for folder in changes.waiting_for:
            self.notifier.say(partial(tr, _ANOTHER_RUN, folder=folder), topic=RUN)
        for error in changes.refused:
            self.notifier.say(partial(tr, error.message, **error.params), topic=RUN)
        if changes.entered:
            self.notifier.say(
                " ".join(changes.entered),
                lambda: tr("Open the ledger"),
                self._open_ledger,
                topic=RUN,
            )
        self.batch.enter_when_done()
        self._refresh()

    def _after_password(self, number: int) -> None:
        """Stay in the field after a wrong password."""
        if number != self._unlocking:
            return
        self._unlocking = None
        chosen = self.view.chosen_rows()
        if len(chosen) == 1 and chosen[0].number == number and chosen[0].needs_password:
            self._refresh_detail()
            self.detail.file.password.field.setFocus()

    def _listed(self, found: Iterable[FoundFile]) -> list[QueueRow]:
        """Put files into the list; their books have the form that the settings say."""
        fresh = self.model.add(found)
        for row in fresh:
            row.as_printed = self.settings.pages == "printed"
        return fresh

    def _take_found(self, fresh: list[QueueRow], found: int, ignored: int) -> None:
        if not found:
            self.notifier.say(
                lambda: tr(
                    "No document was found. Documents are {suffixes} files.",
                    suffixes=format_suffixes(),
                ),
                topic=INTAKE,
            )
        elif ignored:
            self.notifier.say(
                lambda: trn(
                    "{n} other file in the folders was ignored.",
                    "{n} other files in the folders were ignored.",
                    ignored,
                ),
                topic=INTAKE,
            )
        if len(fresh) == 1:
            self.view.choose(fresh[0].number)
        if self._start_when_found:
            self._start_when_found = False
            self.batch.start_all()

    def _refresh(self) -> None:
        """Bring everything that counts rows up to date."""
        rows = self.model.rows
        busy = any(row.state in ON_THE_WAY for row in rows)
        self._show_page(1 if rows else 0)
        for button in (self.header.files, self.header.folder):
            button.setVisible(bool(rows))
        self.view.refresh_counts()
        self.footer.show_out_folder(self.settings.books_folder)
        startable = any(row.state in STARTABLE for row in rows)
        # Also while the person is at another window.
        if self.window().focusWidget() is self.footer.start and not startable:
            # A button that cannot be used hands the keyboard on to whatever comes next.
            self.view.table.setFocus()
        self.footer.start.setEnabled(startable)
        self.footer.cancel.setVisible(busy)
        self.footer.change.setEnabled(not busy)
        self.footer.show_work(*self.batch.work_words(rows, busy))
        self._refresh_detail()

    def _show_page(self, page: int) -> None:
        if self.pages.currentIndex() != page or not self.focusWidget():
            self.pages.setCurrentIndex(page)
            (self.view.table if page else self.drop_area.files).setFocus()

    def _refresh_detail(self) -> None:
        chosen = self.view.chosen_rows()
        if len(chosen) == 1:
            self.detail.show_row(chosen[0])
        else:
            self.detail.show_summary(chosen or self.model.rows, chosen=bool(chosen))

    # ------------------------------------------------------------ the end

    def may_close(self) -> bool:
        """Ask before work is thrown away."""
        busy = any(row.state in ON_THE_WAY for row in self.model.rows)
        return not busy or self.notifier.confirm(
            self,
            tr("Hanji"),
            tr("Documents are still being converted. Stop them and close? Finished books stay."),
            tr("Stop and close"),
            tr("Go on converting"),
        )

    def end(self) -> None:
        """Let the watch go; the ledger hears of what is finished."""
        self.watch_band.end()
        self.batch.enter()
