# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is on its way: starts conversions of the list, stops them, goes on, and takes what becomes of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app import paths
from app.i18n import tr, trn
from app.services.conversion import Options
from app.services.report import ReportItem
from app.ui.background import Background
from app.ui.background_changes import Changes, ConversionOrder
from app.ui.notifier import Notifier
from app.ui.queue.model import QueueModel
from app.ui.queue.rows import ON_THE_WAY, STARTABLE, QueueRow, RowState, count_rows
from app.ui.shell.loader import Loader
from app.ui.shell.preferences import Preferences
from app.ui.theme import LIGHT

if TYPE_CHECKING:
    from app.services.batch.recent import UnfinishedJob

INTAKE, RUN = "intake", "run"
"""Topics of notifications: each is over when the next files come in, or the next run begins."""


class ConversionBatch(QObject):
    """The conversions of one list.

    Args:
        page: whose boxes lie over it.
        model: the list.
        preferences: the settings in use.
        background: does the work.
        notifier: says what happens.
    """

    changed = Signal()
    """Other rows are on their way now."""
    nothing_left = Signal()
    """A batch that was cut off has nothing left to do."""
    finished = Signal(int)
    """A row (by its number) has its outcome."""

    def __init__(
        self,
        page: QWidget,
        model: QueueModel,
        preferences: Preferences,
        background: Background,
        notifier: Notifier,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._model = model
        self._preferences = preferences
        self._background = background
        self._notifier = notifier
        self.theme = LIGHT
        self._passwords: tuple[str, ...] = ()
        self._numbers: set[int] = set()
        self._drafts_wanted: bool | None = None
        """Whether the drafts of a demonstration are wanted; None until a person was asked."""
        self._to_enter: list[ReportItem] = []
        """Books that the ledger has not heard of."""
        self._unfinished = Loader(self, self._take_unfinished, notifier.say)

    # ------------------------------------------------------------ starting

    def start_all(self) -> None:
        """Convert everything that waits."""
        self.start(row for row in self._model.rows if row.state in STARTABLE)

    def retry_failed(self) -> None:
        """Convert everything that failed once more."""
        self.start(row for row in self._model.rows if row.state is RowState.FAILED)

    def start(
        self,
        rows: Iterable[QueueRow],
        *,
        force: bool = False,
        passwords: tuple[str, ...] = (),
        job: UnfinishedJob | None = None,
    ) -> None:
        """Convert rows.

        Args:
            rows: those on their way already are left alone.
            force: also where a book is there.
            passwords: for these rows alone; those that are known for all without them.
            job: that was cut off, to go on with.
        """
        settings = self._preferences.current
        recognise = settings.recognition == "on" if job is None else job.recognise
        options = Options(
            passwords=passwords or self._passwords,
            force=force,
            recognise=recognise,
            theme_asked=settings.theme_asked if job is None else job.theme,
        )
        printed = options.keeping_pages()
        chosen = [row for row in rows if row.state not in ON_THE_WAY]
        if not chosen:
            return
        for topic in (INTAKE, RUN):
            self._notifier.end(topic)
        if not any(row.state in ON_THE_WAY for row in self._model.rows):
            self._numbers.clear()
        for row in chosen:
            self._numbers.add(row.number)
            self._model.set_state(row.number, RowState.QUEUED)
        into = self._wanted_translation(settings.translation) if job is None else job.into
        orders = [
            ConversionOrder(
                row.number,
                row.found,
                printed if row.as_printed else options,
                "" if row.as_printed else into,
            )
            for row in chosen
        ]
        if job is None:
            self._background.start(orders, settings.books_folder)
        else:
            self._background.start(orders, job.out, job.job_id)
        self.changed.emit()

    def _wanted_translation(self, into: str) -> str:
        """Return the translation that is wanted: a demonstration's drafts only if a person says so."""
        if not into:
            return into
        from app.services.translating import is_demonstration

        if not is_demonstration(into):
            return into
        if self._drafts_wanted is None:
            self._drafts_wanted = self._notifier.confirm(
                self._page,
                tr("Translate with the demonstration model?"),
                tr(
                    "The only translation model here is a demonstration. It shows how translation works;"
                    " what it writes about city matters is mostly wrong. Install a better one in the"
                    " settings. Books are made without a translation if you do not want its drafts."
                ),
                tr("Translate all the same"),
                tr("Without a translation"),
            )
        return into if self._drafts_wanted else ""

    # ------------------------------------------------------------ passwords

    @property
    def passwords(self) -> tuple[str, ...]:
        """Those that were given for all documents, the latest first."""
        return self._passwords

    def ask_passwords(self) -> None:
        """Ask for a password for all locked documents at once."""
        locked = [row for row in self._model.rows if row.needs_password]
        if not locked:
            self._notifier.say(lambda: tr("No document needs a password."), topic=RUN)
            return
        from app.ui.detail.passwords_dialog import PasswordsDialog

        dialog = PasswordsDialog(self._page, locked, self.theme)

        def use() -> None:
            password = dialog.field.text()
            self._passwords = (password, *self._passwords)
            self.start(dialog.chosen())

        dialog.accepted.connect(use)
        dialog.open()

    def use_password(self, password: str, rows: Iterable[QueueRow], *, everywhere: bool) -> None:
        """Try a password for rows; ``everywhere`` for all locked ones, now and later."""
        if everywhere:
            self._passwords = (password, *self._passwords)
            rows = [row for row in self._model.rows if row.needs_password]
        self.start(rows, passwords=(password,))

    # ------------------------------------------------------------ jobs that were cut off

    def go_on(self, job_id: int) -> None:
        """Go on with a job that was cut off."""
        queue = paths.queue_file()

        def read() -> object:
            from app.services.batch.recent import unfinished

            return unfinished(queue, job_id)

        self._unfinished.ask(read)

    def _take_unfinished(self, job: UnfinishedJob | None) -> None:
        if job is None or not job.files:
            self._notifier.say(lambda: tr("Nothing is left to do of that batch."), topic=RUN)
            self.nothing_left.emit()
            return
        wanted = {found.source.absolute() for found in job.files}
        self._model.add(job.files)
        rows = [row for row in self._model.rows if row.found.source.absolute() in wanted]
        for row in rows:
            row.as_printed = job.keeps_pages
        self.start(rows, force=bool(job.arguments.get("force")), job=job)

    # ------------------------------------------------------------ stopping

    def stop(self) -> None:
        """Ask, and take back everything that is not done."""
        left = count_rows(self._model.rows).on_the_way
        if left and self._notifier.confirm(
            self._page,
            tr("Stop the conversion"),
            trn(
                "{n} document is not done yet. Stop it? Finished books stay.",
                "{n} documents are not done yet. Stop them? Finished books stay.",
                left,
            ),
            tr("Stop"),
            tr("Go on converting"),
        ):
            self._background.cancel_all()

    def enter(self) -> None:
        """Let the ledger hear of what is finished."""
        if self._to_enter:
            self._background.enter(self._to_enter)
            self._to_enter = []

    # ------------------------------------------------------------ what becomes of each

    def take(self, changes: Changes) -> None:
        """Take what became of the rows."""
        for number in changes.started:
            self._model.set_state(number, RowState.RUNNING)
        for number, (stage, fraction) in changes.progress.items():
            self._model.set_progress(number, stage, fraction)
        for number, item in changes.finished:
            self._model.set_outcome(number, item)
            self._to_enter.append(item)
            self.finished.emit(number)
        for number in changes.cancelled:
            self._model.set_state(number, RowState.CANCELLED)

    def enter_when_done(self) -> None:
        """Let the ledger hear of a batch once it is over: not an entry for each book."""
        if not any(row.state in ON_THE_WAY for row in self._model.rows):
            self.enter()

    def work_words(self, rows: Sequence[QueueRow], busy: bool) -> tuple[str, float | None]:
        """Return how the whole list stands; while something runs, also how far the run is."""
        whole = count_rows(rows)
        batch = [row for row in rows if row.number in self._numbers]
        run = count_rows(batch)
        said = []
        if busy:
            said.append(tr("{done} of {total}", done=f"{run.over:,}", total=f"{run.total:,}"))
        elif whole.done or run.over:
            said.append(trn("{n} book finished", "{n} books finished", whole.done))
        if whole.failed - whole.locked:
            said.append(trn("{n} failed", "{n} failed", whole.failed - whole.locked))
        if whole.locked:
            said.append(trn("{n} needs a password", "{n} need a password", whole.locked))
        words = " · ".join(said)
        if not busy:
            return words, None
        share = sum(row.fraction if row.state is RowState.RUNNING else 0.0 for row in batch)
        return words, (run.over + share) / max(1, run.total)
