# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of review projects with their progress, and what to do while there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.services.reviewing.overview import ProjectProgress, find_projects
from app.ui.empty_state import EmptyState
from app.ui.shell.loader import Loader
from app.ui.theme import Theme, scaled
from app.ui.widgets import Button, label, moment_words

_ROW_PX = 32


class ProjectList(QWidget):
    """A table of projects; Enter or a double click opens one.

    Args:
        pick: lets the person choose a file.
        open_project: opens a project.
        begin: shows the page where a project begins.
        say: tells the person what could not be read.
        show_stores: shows memories and terms.
    """

    def __init__(
        self,
        pick: Callable[[], object],
        open_project: Callable[[Path], object],
        begin: Callable[[], object],
        say: Callable[[str], object],
        show_stores: Callable[[], object],
    ) -> None:
        super().__init__()
        self._open = open_project
        self._projects: list[ProjectProgress] = []
        self._known: list[Path] = []
        self._title = label("big")
        self.pick = Button("folder", "", pick)
        self.stores = Button("", "", show_stores)
        self.begin = Button("", "primary", begin)
        self._empty = EmptyState((self.begin,))
        self.table = QTableWidget(0, 5)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.activated.connect(lambda index: self._activate(index.row()))
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self.stores)
        top.addWidget(self.pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.table, 1)
        self._loader = Loader(self, self._take, say)
        self._loaded = False
        self._focus_wanted = False
        self._show([])

    def load(self, folder: Path, known: Iterable[Path]) -> None:
        """Read the projects of a folder and those that are known, in a thread."""
        self._known = list(known)
        wanted = tuple(self._known)
        self._loader.ask(lambda: find_projects(folder, wanted))

    def known(self) -> list[Path]:
        """Return the files of all projects that are listed or remembered."""
        return list(dict.fromkeys([*(one.path for one in self._projects), *self._known]))

    def take_focus(self) -> None:
        """Go to the list, or where there is none to what begins one, as soon as it is known."""
        self._focus_wanted = not self._loaded
        if self._loaded:
            (self.table if self._projects else self.begin).setFocus()

    def _take(self, projects: list[ProjectProgress]) -> None:
        self._loaded = True
        begin_has_it = self.window().focusWidget() is self.begin
        self._show(projects)
        if self.isVisible() and (self._focus_wanted or begin_has_it):
            self.take_focus()

    def _show(self, projects: list[ProjectProgress]) -> None:
        self._projects = projects
        self.table.setRowCount(len(projects))
        for row, one in enumerate(projects):
            changed = moment_words(one.changed)
            progress = tr(
                "{done} of {total} confirmed", done=f"{one.confirmed:,}", total=f"{one.total:,}"
            )
            cells = (
                one.title or one.path.stem,
                f"{one.source_language} → {one.target_language}",
                progress,
                tr("{n} approved", n=f"{one.approved:,}"),
                changed,
            )
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(str(one.path))
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(projects))
        # That there are none is said once it is known.
        self._empty.setVisible(self._loaded and not projects)
        if projects and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)

    def _activate(self, row: int) -> None:
        if 0 <= row < len(self._projects):
            self._open(self._projects[row].path)

    def retranslate(self) -> None:
        """Set all words."""
        self._title.setText(tr("Review projects"))
        self.pick.say(tr("Open a review project…"), "Ctrl+R")
        self.stores.say(tr("Memory and terms…"), "Ctrl+Shift+D")
        self.table.setAccessibleName(tr("Review projects"))
        self.table.setHorizontalHeaderLabels(
            [tr("Title"), tr("Languages"), tr("Progress"), tr("Approved"), tr("Changed")]
        )
        self._empty.say(
            tr("No review projects yet"),
            (
                tr(
                    "A review project holds a document and the draft of its translation, sentence by sentence."
                ),
                tr(
                    "To begin one: on the page “Convert”, choose a document and “Translate and review…”."
                ),
            ),
        )
        self.begin.say(tr("Choose a document"), "Ctrl+Alt+1")
        self._show(self._projects)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.pick.apply_theme(theme)
        self.table.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))
        self.stores.apply_theme(theme)
        self._empty.apply_theme(theme)
