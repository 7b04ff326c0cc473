# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the books that were made: find one, open it, look at what it lacks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
)

from app.i18n import current_language, mark, tr, trn
from app.messages import notice_sentence
from app.services.library import LibraryBook, books_of
from app.ui.books.model import MADE, TITLE, BooksModel
from app.ui.composition import ComposingLine
from app.ui.empty_state import EmptyState
from app.ui.flow import FlowLayout
from app.ui.key_actions import KeyActions
from app.ui.key_bindings import KeyBinding, KeyGroup
from app.ui.notifier import Notifier
from app.ui.review.opening import ReviewWindows
from app.ui.shell.loader import Loader
from app.ui.shell.page import Findable, Page
from app.ui.shell.page_state import PageState
from app.ui.shell.preferences import Preferences
from app.ui.theme import Theme, scaled, text_share
from app.ui.widgets import Button, Prose, label, moment_words

_NAME = "books"
_MOST_TO_FIND = 2000
_WIDTHS = (200, 200, 66, 62, 66, 136)
"""Of the columns, in pixels at the usual text size."""
_BESIDE_TEXT = 24
_ROW_PX = 32
GROUPS = (
    KeyGroup(
        mark("Books"),
        (
            KeyBinding("open", mark("Open the book"), ("Ctrl+Return", "Ctrl+Enter")),
            KeyBinding("outside", mark("Open in another program"), ("Ctrl+Shift+B",)),
            KeyBinding("folder", mark("Show the book in its folder"), ("Ctrl+E",)),
            KeyBinding("review", mark("Translate and review…"), ("Ctrl+T",)),
            KeyBinding("find", mark("Find a book"), ("Ctrl+F",)),
            KeyBinding("reload", mark("Read the folder again"), ("F5",)),
        ),
    ),
)


class BooksPage(Page):
    """A table of the books in the output folder.

    Args:
        preferences: the settings in use.
        notifier: the shell's.
        reviews: begins the review of a book's document.
        open_book: opens a book's own page.
    """

    help_topic = "books"

    def __init__(
        self,
        preferences: Preferences,
        notifier: Notifier,
        reviews: ReviewWindows,
        open_book: Callable[[LibraryBook], object],
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._notifier = notifier
        self._reviews = reviews
        self._open_book = open_book
        self.model = BooksModel(self)
        self._title = label("big")
        self.count = label("muted")
        self.field = ComposingLine()
        self.field.setClearButtonEnabled(True)
        self.troubled = Button("alert", "filter", self._filter)
        self.troubled.setCheckable(True)
        self.open = Button("book", "primary", self.open_book)
        self.outside = Button("book", "", self.open_outside)
        self.folder = Button("folder", "", self.show_folder)
        self.review = Button("review", "", self.begin_review)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self._share = 0.0
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.begin = Button("add-file", "primary", lambda: self.page_wanted.emit("convert"))
        self._empty = EmptyState((self.begin,))
        self.lacks = Prose("warn")
        self._lay_out()
        self.field.seen.connect(lambda _text: self._filter())
        self.table.activated.connect(lambda _index: self.open_book())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self._loader = Loader(self, self._take, notifier.say)
        self._loaded = False
        self._focus_wanted = False
        doing: dict[str, Callable[[], object]] = {
            "open": self.open_book,
            "outside": self.open_outside,
            "folder": self.show_folder,
            "review": self.begin_review,
            "find": self.field.setFocus,
            "reload": self.reload,
        }
        self.keys = KeyActions(self, GROUPS, doing)
        preferences.changed.connect(lambda _names: self.reload() if self.isVisible() else None)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._title)
        top.addWidget(self.count)
        top.addStretch()
        find = QHBoxLayout()
        find.setSpacing(8)
        find.addWidget(self.field, 1)
        find.addWidget(self.troubled)
        below = FlowLayout(trailing=True)
        for button in (self.review, self.folder, self.outside, self.open):
            below.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addLayout(find)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.lacks)
        layout.addLayout(below)

    # ------------------------------------------------------------ contents

    def reload(self) -> None:
        """Read the folder again, in a thread."""
        folder = self._preferences.current.books_folder
        self._loader.ask(lambda: books_of(folder))

    def _take(self, books: list[LibraryBook]) -> None:
        chosen = self.chosen()
        begin_has_it = self.window().focusWidget() is self.begin
        self.model.load(books)
        places = [
            n for n, book in enumerate(self.model.shown) if chosen and book.path == chosen.path
        ]
        if self.model.shown:
            self.table.selectRow(places[0] if places else 0)
        self._loaded = True
        self._show_chosen()
        if self.isVisible() and (self._focus_wanted or begin_has_it):
            self._take_focus()

    def _take_focus(self) -> None:
        """Go to the list, or where there is none to what begins one, as soon as it is known."""
        self._focus_wanted = not self._loaded
        if self._loaded:
            (self.table if self.model.books else self.begin).setFocus()

    def _filter(self) -> None:
        self.model.show_only(self.field.seen_text(), troubled=self.troubled.isChecked())
        if self.model.shown:
            self.table.selectRow(0)
        self._show_chosen()

    def chosen(self) -> LibraryBook | None:
        """Return the chosen book."""
        row = self.table.currentIndex().row()
        return self.model.shown[row] if 0 <= row < len(self.model.shown) else None

    def _show_chosen(self) -> None:
        book = self.chosen()
        for button in (self.open, self.outside, self.folder):
            button.setEnabled(book is not None)
        self.review.setEnabled(book is not None and book.source.exists())
        losses = book.item.losses if book else ()
        lines = [notice_sentence(loss.kind, loss.count, current_language()) for loss in losses]
        self.lacks.set_lines(lines[:3])
        self.count.setText(trn("{n} book", "{n} books", len(self.model.shown)))
        there = bool(self.model.books)
        # That there are none is said once it is known.
        self._empty.setVisible(self._loaded and not there)
        for part in (
            self.table,
            self.field,
            self.troubled,
            self.open,
            self.outside,
            self.folder,
            self.review,
        ):
            part.setVisible(there)
        troubled = sum(book.needs_attention for book in self.model.books)
        self.troubled.say(tr("Need attention {n}", n=f"{troubled:,}"))

    # ------------------------------------------------------------ actions

    def open_book(self) -> None:
        """Open the page of the chosen book."""
        book = self.chosen()
        if book is not None:
            self._open_book(book)

    def open_outside(self) -> None:
        """Open the chosen book in the system's program for EPUB books."""
        book = self.chosen()
        if book is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(book.path))):
            self._notifier.say(
                lambda: tr("This computer has no program that opens EPUB books."),
                lambda: tr("Show in its folder"),
                self.show_folder,
            )

    def show_folder(self) -> None:
        """Show the chosen book in the system's file manager."""
        book = self.chosen()
        if book is None:
            return
        folder = book.path.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._notifier.say(lambda: tr("The folder is: {folder}", folder=folder))

    def begin_review(self) -> None:
        """Translate the document of the chosen book, and review it."""
        book = self.chosen()
        if book is not None:
            self._reviews.begin([book.source], self._preferences.current.books_folder)

    # ------------------------------------------------------------ Page

    def menus(self) -> Sequence[QMenu]:
        """Return the menu of books."""
        return self.keys.menus

    def things_to_find(self) -> Iterable[Findable]:
        """Return the books."""
        if not self.model.books:
            self.model.load(books_of(self._preferences.current.books_folder))
        return [
            Findable(
                book.title,
                tr("Book"),
                lambda path=book.path: self._go_to(path),  # type: ignore[misc]
                also=book.source.name,
            )
            for book in self.model.books[:_MOST_TO_FIND]
        ]

    def _go_to(self, path: Path) -> None:
        self.field.clear()
        self.troubled.setChecked(False)
        self._filter()
        places = [n for n, book in enumerate(self.model.shown) if book.path == path]
        show = getattr(self.window(), "show_page", None)
        if places and show is not None:
            self.table.selectRow(places[0])
            show(_NAME)

    @property
    def has_books(self) -> bool:
        """Whether there is any book to be opened."""
        return bool(self.model.books)

    def shown(self) -> None:
        """Read the folder again, and go to the table."""
        self.reload()
        self._take_focus()

    def restore_state(self, state: PageState) -> None:
        """Take columns and filter of the last time."""
        state.restore(_NAME, "columns", self.table.horizontalHeader())
        self.troubled.setChecked(state.get(_NAME, "troubled", False))
        self.field.setText(state.get(_NAME, "words", ""))

    def keep_state(self, state: PageState) -> None:
        """Remember columns and filter."""
        state.keep(_NAME, "columns", self.table.horizontalHeader())
        state.put(_NAME, "troubled", self.troubled.isChecked())
        state.put(_NAME, "words", self.field.text())

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._title.setText(tr("Books"))
        self.field.setPlaceholderText(tr("Title or name of the document"))
        self.field.setAccessibleName(tr("Title or name of the document"))
        self.table.setAccessibleName(tr("List of books"))
        self.open.say(tr("Open the book"), "Enter")
        self.outside.say(tr("Other program"), "Ctrl+Shift+B")
        self.outside.setToolTip(tr("Open in another program") + "  (Ctrl+Shift+B)")
        self.folder.say(tr("Show in its folder"), "Ctrl+E")
        self.review.say(tr("Translate and review…"), "Ctrl+T")
        self._empty.say(
            tr("No books yet"),
            (
                tr("Books that you make of documents are listed here, to be seen, mended and checked."),
                tr("The folder of the books is {folder}.",
                   folder=str(self._preferences.current.books_folder)),
            ),
        )  # fmt: skip
        self.begin.say(tr("Convert documents"), "Ctrl+Alt+1")
        self.model.retranslate()
        self.keys.retranslate()
        self._show_chosen()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.troubled, self.open, self.outside, self.folder, self.review):
            button.apply_theme(theme)
        self._empty.apply_theme(theme)
        if self._share != text_share():
            # What a person has set stays as long as the text keeps its size.
            self._share = text_share()
            for column, width in enumerate(_WIDTHS):
                self.table.horizontalHeader().resizeSection(column, scaled(width))
            # A system's own font may be wider than any that was thought of.
            moment = self.table.fontMetrics().horizontalAdvance(moment_words(time.time()))
            wide = max(scaled(_WIDTHS[MADE]), moment + scaled(_BESIDE_TEXT))
            self.table.horizontalHeader().resizeSection(MADE, wide)
            self.table.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))
