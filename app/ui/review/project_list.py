# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of review projects with their progress, and what to do while there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import tr, trn
from app.services.reviewing.overview import (
    ProjectProgress,
    find_projects,
    progress_of,
    set_due,
)
from app.ui.empty_state import EmptyState
from app.ui.flow import FlowLayout
from app.ui.review.due_dialog import DueDialog
from app.ui.shell.loader import Loader
from app.ui.theme import Theme, scaled, system_theme
from app.ui.widgets import Button, label, moment_words

_ROW_PX = 32
_DUE = 4
"""The column of the day when a project is to be done."""


class ProjectList(QWidget):
    """A table of projects; Enter or a double click opens one.

    Args:
        pick: lets the person choose a file.
        new: lets the person choose documents for a new project.
        open_project: opens a project.
        begin: shows the page where a project begins.
        say: tells the person what could not be read.
        show_stores: shows memories and terms.
    """

    def __init__(
        self,
        pick: Callable[[], object],
        new: Callable[[], object],
        open_project: Callable[[Path], object],
        begin: Callable[[], object],
        say: Callable[[str], object],
        show_stores: Callable[[], object],
    ) -> None:
        super().__init__()
        self._open = open_project
        self._say = say
        self._theme = system_theme()
        self._projects: list[ProjectProgress] = []
        self._known: list[Path] = []
        self._title = label("big")
        self.pick = Button("folder", "", pick)
        self.new = Button("add-file", "", new)
        self.stores = Button("", "", show_stores)
        self.begin = Button("", "primary", begin)
        self._empty = EmptyState((self.begin,))
        self.due = Button("", "", self._ask_due)
        self.sums = label("muted")
        self.table = QTableWidget(0, 6)
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
        top = FlowLayout()
        top.addWidget(self._title)
        top.add_stretch()
        top.addWidget(self.due)
        top.addWidget(self.stores)
        top.addWidget(self.pick)
        top.addWidget(self.new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sums)
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
        today = datetime.now().astimezone().date()
        self.sums.setText(_sums(projects))
        self.sums.setVisible(bool(projects))
        self.due.setEnabled(bool(projects))
        self.table.setRowCount(len(projects))
        for row, one in enumerate(projects):
            changed = moment_words(one.changed)
            progress = tr(
                "{done} of {total} confirmed", done=f"{one.confirmed:,}", total=f"{one.total:,}"
            )
            title = one.title or one.path.stem
            if one.documents > 1:
                several = trn("{n} document", "{n} documents", one.documents)
                title = f"{title}  ·  {several}"
            cells = (
                title,
                f"{one.source_language} → {one.target_language}",
                progress,
                tr("{n} approved", n=f"{one.approved:,}"),
                one.due.isoformat() if one.due else "",
                changed,
            )
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(due_words(one, today) if column == _DUE else str(one.path))
                if column == _DUE and one.due and one.due <= today and not one.is_done:
                    item.setForeground(QColor(self._theme.bad))
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(projects))
        # That there are none is said once it is known.
        self._empty.setVisible(self._loaded and not projects)
        if projects and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)

    def _activate(self, row: int) -> None:
        if 0 <= row < len(self._projects):
            self._open(self._projects[row].path)

    def _ask_due(self) -> None:
        """Ask when the chosen projects are to be done."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        chosen = [self._projects[row] for row in rows]
        if chosen:
            dialog = DueDialog(self, chosen[0].due)
            dialog.accepted.connect(
                lambda: self.set_due([one.path for one in chosen], dialog.due())
            )
            dialog.open()

    def set_due(self, paths: Iterable[Path], due: date | None) -> None:
        """Remember when projects are to be done, and show it."""
        for path in paths:
            try:
                set_due(path, due)
            except AppError as error:
                self._say(tr(error.message, **error.params))
                return
        self._projects = [progress_of(one.path) or one for one in self._projects]
        self._show(self._projects)

    def retranslate(self) -> None:
        """Set all words."""
        self._title.setText(tr("Review projects"))
        self.pick.say(tr("Open a review project…"), "Ctrl+R")
        self.new.say(tr("New project of documents…"), "Ctrl+N")
        self.due.say(tr("Due date…"))
        self.stores.say(tr("Memory and terms…"), "Ctrl+Shift+D")
        self.table.setAccessibleName(tr("Review projects"))
        self.table.setHorizontalHeaderLabels(
            [
                tr("Title"),
                tr("Languages"),
                tr("Progress"),
                tr("Approved"),
                tr("Due"),
                tr("Changed"),
            ]
        )
        self._empty.say(
            tr("No review projects yet"),
            (
                tr(
                    "A review project holds documents and the draft of their translation, sentence by sentence."
                ),
                tr(
                    "To begin one, choose its documents here, or on the page “Convert” and “Translate and review…”."
                ),
            ),
        )
        self.begin.say(tr("Choose a document"), "Ctrl+Alt+1")
        self._show(self._projects)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.pick.apply_theme(theme)
        self.new.apply_theme(theme)
        self.due.apply_theme(theme)
        self._show(self._projects)
        self.table.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))
        self.stores.apply_theme(theme)
        self._empty.apply_theme(theme)


def due_words(one: ProjectProgress, today: date) -> str:
    """Say when a project is to be done, and how many days are left."""
    if one.due is None:
        return ""
    if one.is_done:
        return one.due.isoformat()
    left = (one.due - today).days
    if left < 0:
        said = trn("{n} day late", "{n} days late", -left)
    elif left == 0:
        said = tr("today")
    else:
        said = trn("{n} day left", "{n} days left", left)
    return f"{one.due.isoformat()} ({said})"


def _sums(projects: list[ProjectProgress]) -> str:
    """Say how far all projects together have come."""
    done, total = sum(one.confirmed for one in projects), sum(one.total for one in projects)
    said = [
        trn("{n} project", "{n} projects", len(projects)),
        tr("{done} of {total} confirmed", done=f"{done:,}", total=f"{total:,}"),
    ]
    waiting = [one.due for one in projects if one.due is not None and not one.is_done]
    if waiting:
        said.append(tr("next due: {day}", day=min(waiting).isoformat()))
    return "   ·   ".join(said)
