# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of reviews: the list of projects, and a tab for each that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QVBoxLayout

from app.errors import AppError
from app.i18n import tr
from app.ui.key_actions import KeyActions
from app.ui.notifier import Notifier
from app.ui.review.opening import ReviewWindows
from app.ui.review.project_keys import GROUPS
from app.ui.review.project_list import ProjectList
from app.ui.review.window import ReviewWindow, open_review
from app.ui.shell.embedding import detach, embed
from app.ui.shell.page import Findable, Page
from app.ui.shell.page_state import PageState
from app.ui.shell.preferences import Preferences
from app.ui.theme import Theme, system_theme
from app.ui.widgets import Button
from translation.languages import LanguagePair

_PROJECTS = "review projects"
_LONGEST_TAB = 28


class ReviewPage(Page):
    """Projects of reviews, open in tabs or in windows of their own.

    Args:
        preferences: the settings in use.
        notifier: the shell's; what a project says is said there.
        reviews: lets the person choose a project.
        state: remembers the projects and where one stood in them.
    """

    help_topic = "review"

    def __init__(
        self,
        preferences: Preferences,
        notifier: Notifier,
        reviews: ReviewWindows,
        state: PageState,
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._notifier = notifier
        self._reviews = reviews
        self._state = state
        self._theme = system_theme()
        self.windows: list[ReviewWindow] = []
        """All that are open, in tabs and in windows of their own."""
        self.projects = ProjectList(
            self.pick,
            self.pick_documents,
            self._reviews.open,
            lambda: self.page_wanted.emit("convert"),
            notifier.say,
            self.show_stores,
        )
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.projects)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._show_tab)
        doing: dict[str, Callable[[], object]] = {
            "pick": self.pick,
            "new": self.pick_documents,
            "reload": self._reload,
            "stores": self.show_stores,
            "list": lambda: self.tabs.setCurrentIndex(0),
        }
        self.keys = KeyActions(self, GROUPS, doing)

    def pick(self) -> None:
        """Let the person choose a project."""
        self._reviews.pick(self._preferences.current.books_folder)

    def pick_documents(self) -> None:
        """Let the person choose documents for a new project."""
        self._reviews.pick_documents(self._preferences.current.books_folder)

    def show_stores(self) -> None:
        """Show memories and terms."""
        # Alignment reads documents and cuts sentences: the list of projects does not load that.
        from app.ui.review.stores.dialog import StoresDialog

        StoresDialog(self, LanguagePair("ko", "en")).open()

    def open(self, path: Path) -> bool:
        """Open a project in a tab, or bring it to the front; False where that fails."""
        for window in self.windows:
            if window.project.path.absolute() == path.absolute():
                # Documents may have come into it.
                window.read_documents_again()
                self._bring_to_front(window)
                return True
        try:
            window = open_review(path)
        except AppError as error:
            self._notifier.say(tr(error.message, **error.params))
            return False
        window.projects.open_elsewhere = self._reviews.open
        window.documents.add_through = self._reviews.add
        window.apply_theme(self._theme)
        window.central.restore_state(self._state)
        self.windows.append(window)
        window.closing.connect(lambda: self._closing(window))
        window.attach_wanted.connect(lambda: self._attach(window))
        segment = self._state.get(_PROJECTS, str(path.absolute()), 0)
        if segment:
            window.choose(segment)
        self._attach(window)
        return True

    def _attach(self, window: ReviewWindow) -> None:
        """Put a project into a tab."""
        window.speak_through(self._notifier)
        self.stack.addWidget(embed(window))
        name = window.project.path.name
        shown = name if len(name) <= _LONGEST_TAB else name[: _LONGEST_TAB - 1] + "…"
        place = self.tabs.addTab(shown)
        self.tabs.setTabToolTip(place, str(window.project.path))
        close = Button("remove", "tabClose", window.close)
        close.setAccessibleName(tr("Close “{name}”", name=name))
        close.setToolTip(tr("Close “{name}”", name=name))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.apply_theme(self._theme)
        self.tabs.setTabButton(place, QTabBar.ButtonPosition.RightSide, close)
        self.tabs.setCurrentIndex(place)
        window.show()
        self.window().activateWindow()

    def _bring_to_front(self, window: ReviewWindow) -> None:
        place = self.stack.indexOf(window)
        if place >= 0:
            self.tabs.setCurrentIndex(place)
        else:
            window.raise_()
            window.activateWindow()

    def toggle_own_window(self) -> None:
        """Move the shown project into a window of its own; from the list, bring all back."""
        shown = self.stack.currentWidget()
        if isinstance(shown, ReviewWindow):
            self._take_tab(shown)
            shown.speak_through(None)
            detach(shown)
            return
        for window in self.windows:
            if self.stack.indexOf(window) < 0:
                self._attach(window)

    def _take_tab(self, window: ReviewWindow) -> None:
        place = self.stack.indexOf(window)
        if place < 0:
            return
        with QSignalBlocker(self.tabs):
            self.tabs.removeTab(place)
        self.stack.removeWidget(window)
        self._show_tab(self.tabs.currentIndex())

    def _show_tab(self, place: int) -> None:
        self.stack.setCurrentIndex(max(0, place))
        self._tell_menus()
        self.shown()

    def _tell_menus(self) -> None:
        refresh = getattr(self.window(), "refresh_menus", None)
        if refresh is not None and self.isVisible():
            refresh()

    def _remember(self, window: ReviewWindow) -> None:
        self._state.put_file(_PROJECTS, window.project.path, window.segment_number)
        window.central.keep_state(self._state)

    def _closing(self, window: ReviewWindow) -> None:
        self._remember(window)
        self._take_tab(window)
        if window in self.windows:
            self.windows.remove(window)

    def _reload(self) -> None:
        folder = self._preferences.current.books_folder
        opened = [window.project.path for window in self.windows]
        self.projects.load(folder, [*opened, *self._state.files(_PROJECTS)])

    # ------------------------------------------------------------ Page

    def menus(self) -> Sequence[QMenu]:
        """Return the menus of the shown project, or of the list."""
        shown = self.stack.currentWidget()
        return shown.keys.menus if isinstance(shown, ReviewWindow) else self.keys.menus

    def things_to_find(self) -> Iterable[Findable]:
        """Return the projects that are known."""
        return [
            Findable(path.stem, tr("Review project"), lambda path=path: self._reviews.open(path))  # type: ignore[misc]
            for path in dict.fromkeys(
                [*(window.project.path for window in self.windows), *self.projects.known()]
            )
        ]

    def shown(self) -> None:
        """Go to the list or to the text that is being worked on."""
        shown = self.stack.currentWidget()
        if isinstance(shown, ReviewWindow):
            shown.target.setFocus()
        else:
            self._reload()
            self.projects.take_focus()

    def keep_state(self, state: PageState) -> None:
        """Remember where the person stood in each project."""
        for window in self.windows:
            self._remember(window)

    def end(self) -> None:
        """Close all projects; each keeps what was typed."""
        for window in list(self.windows):
            window.close()
        self.windows.clear()

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.tabs.setTabText(0, tr("Projects"))
        self.tabs.setAccessibleName(tr("Open projects"))
        self.keys.retranslate()
        self.projects.retranslate()
        for window in self.windows:
            window.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.projects.apply_theme(theme)
        for window in self.windows:
            window.apply_theme(theme)
