# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was going on, below the drop area of an empty list: the last batches, books, reviews, ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import tr, trn
from app.ui.shell.loader import Loader
from app.ui.theme import Theme
from app.ui.widgets import Button, frame, label

_MOST_JOBS = 3
_MOST_PROJECTS = 2


@dataclass(frozen=True, slots=True)
class JobLine:
    """A batch of earlier, as a line."""

    job_id: int
    started: str
    total: int
    done: int
    failed: int
    cut_off: bool
    can_go_on: bool


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A review project, as a line."""

    path: Path
    title: str
    confirmed: int
    total: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What was going on."""

    jobs: tuple[JobLine, ...] = ()
    projects: tuple[ProjectLine, ...] = ()
    books: int = 0
    troubled: int = 0
    """Books that need attention."""


@dataclass(slots=True)
class HomeActions:
    """What the lines of the overview do."""

    go_on: Callable[[int], object]
    forget: Callable[[int], object]
    open_project: Callable[[Path], object]
    show_page: Callable[[str], object]
    known_projects: Callable[[], list[Path]] = field(default=list)
    ledger_line: Callable[[], str] = field(default=str)
    """The ledger's figure of the year, as it was last seen; empty without one."""


class HomePanel(QWidget):
    """Lines about earlier work, each with what can be done about it; nothing where there is none.

    Args:
        actions: what the lines do.
        say: tells the person what could not be read.
    """

    def __init__(self, actions: HomeActions, say: Callable[[str], object]) -> None:
        super().__init__()
        self._actions = actions
        self.overview = Overview()
        self._theme: Theme | None = None
        self._title = label("name")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.buttons: list[Button] = []
        inside = QVBoxLayout()
        inside.setSpacing(4)
        inside.addWidget(self._title)
        inside.addLayout(self._lines)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(20, 0, 20, 12)
        outside.addWidget(frame("settingsSection", inside, (16, 8, 10, 8)))
        self._loader = Loader(self, self.show_overview, say)
        self.hide()

    def load(self, books: Path, queue: Path) -> None:
        """Read what was going on, in a thread."""
        known = tuple(self._actions.known_projects())
        self._loader.ask(lambda: read_overview(books, queue, known))

    def show_overview(self, overview: Overview) -> None:
        """Show what was going on."""
        self.overview = overview
        self._say()

    def _say(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for job in self.overview.jobs:
            self._add_job(job)
        for project in self.overview.projects:
            self._add_line(
                tr(
                    "Review: {title} – {done} of {total} confirmed",
                    title=project.title,
                    done=f"{project.confirmed:,}",
                    total=f"{project.total:,}",
                ),
                self._button(
                    "review", tr("Open it"), partial(self._actions.open_project, project.path)
                ),
            )
        if self.overview.troubled:
            self._add_line(
                trn(
                    "{n} of {total} books needs attention: something is missing in it.",
                    "{n} of {total} books need attention: something is missing in them.",
                    self.overview.troubled,
                    total=f"{self.overview.books:,}",
                ),
                self._button("book", tr("Show them"), lambda: self._actions.show_page("books")),
            )
        if ledger := self._actions.ledger_line():
            self._add_line(
                tr("Ledger: {figure}", figure=ledger),
                self._button("ledger", tr("Open it"), lambda: self._actions.show_page("ledger")),
            )
        self._title.setText(tr("Earlier work"))
        self.setVisible(self._lines.count() > 0)

    def _add_job(self, job: JobLine) -> None:
        counts = [trn("{n} finished", "{n} finished", job.done)]
        if job.failed:
            counts.append(trn("{n} failed", "{n} failed", job.failed))
        if left := job.total - job.done - job.failed:
            counts.append(trn("{n} not done", "{n} not done", left))
        begun = datetime.fromisoformat(job.started).astimezone().strftime("%Y-%m-%d %H:%M")
        said = f"{begun} · {trn('{n} document', '{n} documents', job.total)} · {', '.join(counts)}"
        buttons = []
        if job.cut_off:
            said = tr("Cut off: {job}", job=said)
            if job.can_go_on:
                go_on = self._button("play", tr("Go on"), lambda: self._actions.go_on(job.job_id))
                buttons.append(go_on)
            buttons.append(
                self._button("remove", tr("Forget it"), lambda: self._actions.forget(job.job_id))
            )
        self._add_line(said, *buttons)

    def _button(self, icon: str, words: str, do: Callable[[], object]) -> Button:
        made = Button(icon, "quiet", do)
        made.say(words)
        if self._theme is not None:
            made.apply_theme(self._theme)
        self.buttons.append(made)
        return made

    def _add_line(self, words: str, *buttons: Button) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        said = label(wrap=True)
        said.setText(words)
        row.addWidget(said, 1)
        for button in buttons:
            button.setAccessibleDescription(words)
            row.addWidget(button)
        self._lines.addWidget(line)

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._say()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        for button in self.buttons:
            button.apply_theme(theme)


def read_overview(books: Path, queue: Path, known: tuple[Path, ...]) -> Overview:
    """Read what was going on from the disk; what is not there is left out."""
    from app.services.library import books_of

    jobs: tuple[JobLine, ...] = ()
    if queue.exists():
        # The queue's database is loaded where there is a queue.
        from app.services.batch.recent import recent_jobs
        from app.store.queue import JobState

        jobs = tuple(
            JobLine(
                job.job_id,
                job.started,
                job.total,
                job.done,
                job.failed,
                job.state is JobState.INTERRUPTED,
                job.can_go_on_in_window,
            )
            for job in recent_jobs(queue, _MOST_JOBS)
        )
    projects: tuple[ProjectLine, ...] = ()
    if there := [path for path in known if path.exists()]:
        # What reviews need is loaded by whoever has one.
        from app.services.reviewing.overview import progress_of

        projects = tuple(
            ProjectLine(path, one.title, one.confirmed, one.total)
            for path in there[:_MOST_PROJECTS]
            if (one := progress_of(path)) is not None
        )
    made = books_of(books)
    return Overview(jobs, projects, len(made), sum(book.needs_attention for book in made))
