# SPDX-License-Identifier: AGPL-3.0-or-later
"""Progress displays on a terminal: bars where a person watches, lines elsewhere."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import output
from app.i18n import current_language, tr, trn
from app.services.intake import PlannedFile
from app.services.progress import fraction
from app.services.report import ReportItem, Status

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def line_of(item: ReportItem) -> str:
    """Return the one line that says what became of a file."""
    name = output.one_line(item.input)
    if item.error is not None:
        path = Path(item.input)
        sentence = output.one_line(item.error.sentence(current_language()))
        # The sentence starts with the bare name; the folder before it tells twins apart.
        return f"{path.parent}{os.sep}{sentence}" if str(path.parent) != "." else sentence
    if item.status is Status.UNCHANGED:
        return tr("{name}: already done, unchanged", name=name)
    said = [tr("{name}: done in {seconds} s", name=name, seconds=f"{item.seconds:.1f}")]
    lost = sum(loss.things for loss in item.losses)
    if lost:
        said.append(trn("{n} loss", "{n} losses", lost))
    return ", ".join(said)


class PlainProgress:
    """A progress display of one line for each finished file."""

    def __enter__(self) -> PlainProgress:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def started(self, number: int) -> None:
        """Do nothing: a line comes with the outcome."""

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """Do nothing: a line comes with the outcome."""

    def finished(self, number: int, item: ReportItem) -> None:
        """Say what became of a file."""
        output.say(line_of(item))

    def cancelled(self, number: int) -> None:
        """Do nothing: the summary counts it."""


class BarProgress:
    """A progress display with a bar for the run and one for each file on its way."""

    def __init__(self, files: tuple[PlannedFile, ...]) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        colourless = bool(os.environ.get("NO_COLOR"))
        self._progress: Progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=28),
            MofNCompleteColumn() if len(files) > 1 else TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, no_color=colourless, highlight=False),
            transient=True,
        )
        self._names = {file.number: file.source.name for file in files}
        self._total = self._progress.add_task(tr("Converting"), total=len(files))
        self._bars: dict[int, TaskID] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> BarProgress:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def started(self, number: int) -> None:
        """Show a bar for the file."""
        name = output.one_line(self._names[number])
        shown = name if len(name) <= 40 else f"{name[:24]}…{name[-14:]}"
        with self._lock:
            self._bars[number] = self._progress.add_task(f"  {shown}", total=100)

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """Move the file's bar."""
        with self._lock:
            bar = self._bars.get(number)
        if bar is not None:
            self._progress.update(bar, completed=100 * fraction(stage, done, total))

    def finished(self, number: int, item: ReportItem) -> None:
        """Take the bar away; say what deserves a line."""
        self._remove(number)
        self._progress.advance(self._total)
        if item.error is not None or len(self._names) <= _FEW:
            self._progress.console.print(line_of(item), markup=False, soft_wrap=True)

    def cancelled(self, number: int) -> None:
        """Take the bar away."""
        self._remove(number)

    def _remove(self, number: int) -> None:
        with self._lock:
            bar = self._bars.pop(number, None)
        if bar is not None:
            self._progress.remove_task(bar)


_FEW = 12
"""Up to so many files, successes get a line of their own on a terminal too."""


def progress_for(files: tuple[PlannedFile, ...]) -> PlainProgress | BarProgress:
    """Return the form of progress that suits where stderr goes."""
    return BarProgress(files) if output.is_terminal() else PlainProgress()
