# SPDX-License-Identifier: AGPL-3.0-or-later
"""The main window: side bar, menu bar, banner, and the pages, each made when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer, QUrl
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.i18n import Language, tr
from app.services.bilingual_names import is_bilingual
from app.services.library import LibraryBook, books_of
from app.services.report import Remark
from app.settings import Settings
from app.ui.background import Background
from app.ui.banner import Banner
from app.ui.convert_page import ConvertPage
from app.ui.home import HomeActions
from app.ui.key_actions import KeyActions
from app.ui.notifier import Notifier
from app.ui.qt_words import translate_qt
from app.ui.queue.drop import local_paths
from app.ui.review.opening import SUFFIX, ReviewWindows
from app.ui.shell.page import Findable, Page
from app.ui.shell.page_state import PageState
from app.ui.shell.preferences import Preferences
from app.ui.shell.shell_keys import HELP, PAGES, PROGRAM
from app.ui.shell.sidebar import SideBar
from app.ui.theme import Theme, palette_of, program_font, style_sheet_of, theme_named
from app.ui.widgets import fit_choices

_SMALLEST = (760, 520)
_FIRST_SIZE = (1120, 720)
_MAKE_READY_MS = 400
"""After the list of books is shown: it is drawn first."""
_TABLES = (".csv", ".xlsx")
BOOK_PAGE = "book"
"""The page of one book; it stands below the list of books and has no button of its own."""


class Window(QMainWindow):
    """The main window of the program."""

    def __init__(self, settings: Settings, background: Background) -> None:
        super().__init__()
        self.preferences = Preferences(settings, self)
        self.background = background
        self.notifier = Notifier(self)
        self.state = PageState()
        self._theme = theme_named(settings.theme)
        # Before there are widgets that would all have to take it.
        QApplication.setPalette(palette_of(self._theme))
        self.reviews = ReviewWindows(
            self, self.notifier, background.review, background.stop_reviews, self._show_review
        )
        self.pages: dict[str, Page] = {}
        self._page = ""
        self._menus: list[QAction] = []
        self._build()
        self._connect()
        self.convert = self._make_convert()
        self.apply_theme(self._theme)
        self.retranslate()
        self.show_page("convert")
        self._restore_geometry()

    # ------------------------------------------------------------ putting together

    def _build(self) -> None:
        self.sidebar = SideBar(PAGES)
        self.banner = Banner()
        self.stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(*_SMALLEST)
        self.setAcceptDrops(True)
        doing: dict[str, Callable[[], object]] = {
            page.name: partial(self.show_page, page.name) for page in PAGES
        }
        doing |= {
            "find": self.find_anything,
            "next_page": partial(self.turn_page, 1),
            "previous_page": partial(self.turn_page, -1),
            "own_window": self.toggle_own_window,
            "language": self.switch_language,
            "quit": self.close,
            "help_here": self.help_here,
            "machine": self.check_machine,
            "about": self.about,
        }
        self.keys = KeyActions(self, (PROGRAM, HELP), doing)
        for menu in self.keys.menus:
            self.menuBar().addMenu(menu)

    def _connect(self) -> None:
        self.notifier.said.connect(self.banner.show_notification)
        self.notifier.ended.connect(self.banner.end)
        self.sidebar.chosen.connect(self.show_page)
        self.preferences.changed.connect(self._settings_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._take_theme)
        self._making_ready = QTimer(self)
        self._making_ready.setSingleShot(True)
        self._making_ready.setInterval(_MAKE_READY_MS)
        self._making_ready.timeout.connect(self._expect_a_book)

    def _make_convert(self) -> ConvertPage:
        made = ConvertPage(
            self.preferences,
            self.background,
            self.notifier,
            self.reviews,
            partial(self.show_page, "ledger"),
            self._show_book_at,
            self.switch_language,
            HomeActions(
                go_on=lambda _job: None,
                forget=lambda _job: None,
                open_project=self.reviews.open,
                show_page=self.show_page,
                known_projects=lambda: list(self.state.files("review projects")),
                ledger_line=lambda: str(self.state.get("ledger", "line", "")),
            ),
            self._theme,
        )
        self._take_page("convert", made)
        return made

    def _make_page(self, name: str) -> Page:
        """Make a page; what it needs is loaded only now."""
        if name == "books":
            from app.ui.books.page import BooksPage

            return BooksPage(self.preferences, self.notifier, self.reviews, self.show_book)
        if name == BOOK_PAGE:
            from app.ui.book.page import BookPage

            return BookPage(self.preferences, self.notifier, partial(self.show_page, "books"))
        if name == "review":
            from app.ui.review.page import ReviewPage

            return ReviewPage(self.preferences, self.notifier, self.reviews, self.state)
        if name == "ledger":
            from app.ui.ledger.page import LedgerPage

            return LedgerPage(self.notifier)
        if name == "help":
            from app.ui.help.page import HelpPage

            return HelpPage()
        from app.ui.settings.page import SettingsPage

        return SettingsPage(self.preferences, self.notifier)

    def _take_page(self, name: str, page: Page) -> None:
        self.pages[name] = page
        page.restore_state(self.state)
        page.help_wanted.connect(self.show_help)
        page.page_wanted.connect(self.show_page)
        self.stack.addWidget(page)

    def _restore_geometry(self) -> None:
        kept = self.preferences.current.geometry
        saved = QByteArray.fromBase64(QByteArray(kept.encode("ascii", "ignore")))
        if saved.isEmpty() or not self.restoreGeometry(saved):
            self.resize(*_FIRST_SIZE)

    # ------------------------------------------------------------ pages

    def page(self, name: str) -> Page:
        """Return a page; it is made where it is not there yet."""
        if name not in self.pages:
            made = self._make_page(name)
            made.retranslate()
            made.apply_theme(self._theme)
            fit_choices(made)
            self._take_page(name, made)
        return self.pages[name]

    def show_page(self, name: str) -> None:
        """Show a page, with its menus in the bar."""
        page = self.page(name)
        self._page = name
        self.stack.setCurrentWidget(page)
        self.sidebar.show_page("books" if name == BOOK_PAGE else name)
        self.refresh_menus()
        page.shown()
        if name == "books":
            self._making_ready.start()

    def _expect_a_book(self) -> None:
        """Make a book's page ready while the list is looked at: its worker takes a second to start."""
        from app.ui.book.page import BookPage
        from app.ui.books.page import BooksPage

        listed = self.pages.get("books")
        if self._page == "books" and isinstance(listed, BooksPage) and listed.has_books:
            page = self.page(BOOK_PAGE)
            assert isinstance(page, BookPage)
            page.expect()

    def turn_page(self, step: int) -> None:
        """Show the next or the previous page of the side bar."""
        names = [page.name for page in PAGES]
        here = "books" if self._page == BOOK_PAGE else self._page
        self.show_page(names[(names.index(here) + step) % len(names)])

    def _show_book_at(self, path: Path, loss: Remark | None = None) -> None:
        """Open the page of the book at a path, at one of its losses; in the system's program what is not in the list."""
        known = books_of(self.preferences.current.books_folder)
        found = next((book for book in known if book.path == path), None)
        if found is not None and path.suffix == ".epub":
            self.show_book(found, loss)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.notifier.say(lambda: tr("This computer has no program that opens EPUB books."))

    def show_book(self, book: LibraryBook, loss: Remark | None = None) -> None:
        """Open a book's own page, at one of its losses where one is given."""
        from app.ui.book.page import BookPage

        page = self.page(BOOK_PAGE)
        assert isinstance(page, BookPage)
        page.open(book, loss)
        self.show_page(BOOK_PAGE)

    def refresh_menus(self) -> None:
        """Put the menus of the page that is shown between those of the program."""
        bar = self.menuBar()
        for action in self._menus:
            bar.removeAction(action)
        self._menus = [menu.menuAction() for menu in self.pages[self._page].menus()]
        bar.insertActions(self.keys.menus[-1].menuAction(), self._menus)
        apart = self._page in ("review", "ledger")
        self.keys.by_name["own_window"].setEnabled(apart)

    def toggle_own_window(self) -> None:
        """Move what the page has open into a window of its own, or bring it back."""
        page = self.pages[self._page]
        if hasattr(page, "toggle_own_window"):
            page.toggle_own_window()
            self.refresh_menus()

    def _show_review(self, path: Path) -> None:
        from app.ui.review.page import ReviewPage

        page = self.page("review")
        assert isinstance(page, ReviewPage)
        if page.open(path):
            self.show_page("review")

    # ------------------------------------------------------------ what comes from outside

    def open_files(self, files: Iterable[Path]) -> None:
        """Open what a start of the program was given, each where it belongs by what it is."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        self.land(files)

    def land(self, files: Iterable[Path]) -> None:
        """Open projects of reviews, import tables, and put everything else into the list."""
        documents: list[Path] = []
        of_other_tools: list[Path] = []
        for path in files:
            suffix = path.suffix.lower()
            if suffix == SUFFIX:
                self.reviews.open(path)
            elif is_bilingual(path) and path.is_file():
                of_other_tools.append(path)
            elif suffix in _TABLES and path.is_file():
                from app.ui.ledger.page import LedgerPage

                self.show_page("ledger")
                ledger = self.pages["ledger"]
                assert isinstance(ledger, LedgerPage)
                ledger.take_in(path)
            else:
                documents.append(path)
        if of_other_tools:
            self.reviews.take(of_other_tools)
        if documents:
            self.show_page("convert")
            self.convert.add_paths(documents)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept files and folders of this machine."""
        if local_paths(event.mimeData()):
            event.acceptProposedAction()
            self.convert.drop_area.show_drag(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Forget the hovering files."""
        self.convert.drop_area.show_drag(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the files."""
        self.convert.drop_area.show_drag(over=False)
        event.acceptProposedAction()
        self.land(Path(path) for path in local_paths(event.mimeData()))

    # ------------------------------------------------------------ actions of the program

    def find_anything(self) -> None:
        """Open the palette."""
        from app.ui.shell.palette import Palette

        Palette(self, self.things_to_find()).open()

    def things_to_find(self) -> list[Findable]:
        """Return everything that the palette finds: actions of all open pages, and their things."""
        things: list[Findable] = []
        shown = self.pages[self._page]
        others = [(name, page) for name, page in self.pages.items() if page is not shown]
        for name, page in [(self._page, shown), *others]:
            things += [self._findable(action, name) for action in page.actions_to_find()]
        things += [self._findable(action, "") for action in self.keys.by_name.values()]
        for name in ("review", "books", "settings"):
            things += self.page(name).things_to_find()
        return [thing for thing in things if thing.words]

    def _findable(self, action: QAction, page: str) -> Findable:
        def go() -> None:
            if page and page != self._page:
                self.show_page(page)
            action.trigger()

        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return Findable(action.text().replace("&", ""), tr("Action"), go, keys)

    def help_here(self) -> None:
        """Show the manual's page about where the person is."""
        self.show_help(self.pages[self._page].help_topic)

    def show_help(self, topic: str) -> None:
        """Show a page of the manual."""
        from app.ui.help.page import HelpPage

        page = self.page("help")
        assert isinstance(page, HelpPage)
        self.show_page("help")
        page.show_topic(topic)

    def check_machine(self) -> None:
        """Show what this computer has and lacks."""
        from app.ui.machine import MachineBox

        MachineBox(self, self._theme).open()

    def about(self) -> None:
        """Show the box with version and licence."""
        from app.ui.about import AboutBox

        AboutBox(self, self._theme).open()

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.setWindowTitle(tr("Hanji"))
        self.sidebar.retranslate()
        self.banner.retranslate()
        self.keys.retranslate()
        for page in self.pages.values():
            page.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        # The application's own: texts take the colour of links from it, and all dialogs theirs.
        palette = palette_of(theme)
        if QApplication.palette() != palette:
            QApplication.setPalette(palette)
        self.setPalette(palette)
        self.setStyleSheet(style_sheet_of(theme))
        self.sidebar.apply_theme(theme)
        self.banner.apply_theme(theme)
        for page in self.pages.values():
            page.apply_theme(theme)
            fit_choices(page)

    def switch_language(self) -> None:
        """Change between Korean and English, at once and for the next time."""
        korean = i18n.current_language() is Language.KOREAN
        self.preferences.change(language=(Language.ENGLISH if korean else Language.KOREAN).value)

    def _settings_changed(self, names: frozenset[str]) -> None:
        if "language" in names:
            chosen = self.preferences.current.language
            i18n.use_language(Language(chosen) if chosen else i18n.preferred_language())
            translate_qt()
            self.retranslate()
        if "text_size" in names:
            QApplication.setFont(program_font(self.preferences.current.text_size))
        if names & {"theme", "text_size"}:
            self._take_theme()

    def _take_theme(self) -> None:
        """Show the theme that is chosen, which may be the system's."""
        self.apply_theme(theme_named(self.preferences.current.theme))

    # ------------------------------------------------------------ the end

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask before work is thrown away; then let the pages and the workers go."""
        if not all(page.may_close() for page in self.pages.values()):
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.preferences.change(geometry=geometry)
        for page in self.pages.values():
            page.keep_state(self.state)
        self.hide()
        # No worker is started for a page that has let its workers go.
        self._making_ready.stop()
        for page in self.pages.values():
            page.end()
        self.state.save()
        self.background.close()
        event.accept()
