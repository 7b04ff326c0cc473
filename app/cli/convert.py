# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji convert``."""

from __future__ import annotations

import argparse
import glob
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from app import bootstrap
from app.cli import output
from app.cli.passwords import read_passwords
from app.cli.progress import BarProgress, PlainProgress, progress_for
from app.errors import ExitCode, UsageError
from app.i18n import mark, tr, trn
from app.jobs.limits import WorkerLimits
from app.messages import os_reason
from app.services import translating
from app.services.conversion import ConversionRun, Options
from app.services.intake import PlannedFile, Planner, find_files
from app.services.report import Report, ReportItem, Status, write_report
from converters.pipeline import OutputFormat

_LATER = {
    "cluster": mark(
        "--cluster is not in this version: files are converted on this machine only. Call it without --cluster."
    ),
    "config": mark("--config is not in this version: give the options themselves."),
}
_NEEDS_PAIR = mark("--bilingual needs --translate, for example --translate ko:en.")
_NO_REPORT = mark("The report “{path}” cannot be written: {detail}.")


class _Collector:
    """Keeps the items of a run and passes everything on to the progress display."""

    def __init__(self, shown: PlainProgress | BarProgress) -> None:
        self._shown = shown
        self.items: dict[int, ReportItem] = {}
        self.cancelled_count = 0

    def started(self, number: int) -> None:
        """Pass it on."""
        self._shown.started(number)

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """Pass it on."""
        self._shown.progressed(number, stage, done, total)

    def finished(self, number: int, item: ReportItem) -> None:
        """Keep the item."""
        self.items[number] = item
        self._shown.finished(number, item)

    def cancelled(self, number: int) -> None:
        """Count it."""
        self.cancelled_count += 1
        self._shown.cancelled(number)


def expanded(paths: list[Path], *, by_us: bool = sys.platform == "win32") -> list[Path]:
    """Return ``paths`` with "*.hwp" and the like filled in, which Windows leaves to programs."""
    if not by_us:
        return paths
    found: list[Path] = []
    for path in paths:
        matches = [] if path.exists() else sorted(glob.glob(str(path)))  # noqa: PTH207 - a path may be absolute
        found += [Path(match) for match in matches] or [path]
    return found


def _refuse_what_is_to_come(arguments: argparse.Namespace) -> None:
    for name, reason in _LATER.items():
        if getattr(arguments, name):
            raise UsageError(reason)
    if arguments.bilingual and not arguments.translate:
        raise UsageError(_NEEDS_PAIR)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Convert what the arguments name and return how it went."""
    _refuse_what_is_to_come(arguments)
    started = datetime.now(UTC)
    passwords = read_passwords(arguments.password_file)
    folder = bootstrap.open_output_folder(arguments.out)
    output_format = OutputFormat(arguments.to)
    found = find_files(expanded(arguments.paths), folder.path)
    planner = Planner(folder.path, output_format, folder.index)
    order = (
        translating.order_for(
            *arguments.translate, bilingual=arguments.bilingual, care=arguments.care
        )
        if arguments.translate
        else None
    )
    mark_of_books = order.mark if order else ""
    files = tuple(
        planner.place(number, file, mark_of_books) for number, file in enumerate(found.files)
    )
    if found.ignored:
        output.say(
            trn(
                "{n} other file in the folders was ignored.",
                "{n} other files in the folders were ignored.",
                found.ignored,
            )
        )
    if not files:
        output.say(
            tr("No document was found. Documents are .hwp, .hwpx, .docx, .epub and .pdf files.")
        )
    options = Options(output_format, passwords, arguments.force, translation=order)
    with progress_for(files) as shown:
        collector = _Collector(shown)
        interrupted = _run_files(files, folder, options, arguments, collector)
    items = tuple(collector.items[number] for number in sorted(collector.items))
    report = Report(started, datetime.now(UTC), items)
    _print_outputs(report, arguments.report)
    _print_summary(report, files, folder.path)
    code = _exit_code(report, interrupted)
    if not _write_report(arguments.report, report):
        return code or ExitCode.SOME_FAILED
    return code


def _run_files(
    files: tuple[PlannedFile, ...],
    folder: bootstrap.OutputFolder,
    options: Options,
    arguments: argparse.Namespace,
    collector: _Collector,
) -> bool:
    """Run all files; True when the person interrupted."""
    limits = WorkerLimits(arguments.max_seconds, arguments.max_memory)
    width = min(arguments.jobs or bootstrap.default_workers(), max(1, len(files)))
    with bootstrap.open_executor(width, limits) as executor:
        conversion = ConversionRun(executor, folder.index, options, collector, width)
        try:
            for planned in files:
                conversion.add(planned)
            conversion.wait()
        except KeyboardInterrupt:
            # Ending the workers takes a moment; a second Ctrl+C must not cut that off.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            return True
        finally:
            conversion.close()
    return False


def _write_report(target: str | None, report: Report) -> bool:
    """Write the report where it was asked for; False (and a line) if that cannot be."""
    if target == "-":
        output.result(report.to_text().rstrip("\n"))
    elif target is not None:
        try:
            write_report(Path(target), report)
        except OSError as error:
            output.say(tr(_NO_REPORT, path=target, detail=os_reason(error)))
            return False
    return True


def _print_outputs(report: Report, report_target: str | None) -> None:
    """Name the books on stdout for the next program; a person has the summary."""
    if report_target == "-" or (sys.stdout and sys.stdout.isatty()):
        return
    for item in report.items:
        if item.outputs:
            output.result(item.outputs[0])


def _print_summary(report: Report, files: tuple[PlannedFile, ...], folder: Path) -> None:
    if len(files) == 0:
        return
    parts = [trn("{n} converted", "{n} converted", report.count(Status.CONVERTED))]
    if unchanged := report.count(Status.UNCHANGED):
        parts.append(trn("{n} unchanged", "{n} unchanged", unchanged))
    if failed := report.count(Status.FAILED):
        parts.append(trn("{n} failed", "{n} failed", failed))
    if left := len(files) - len(report.items):
        parts.append(trn("{n} not done", "{n} not done", left))
    output.say(tr("{counts}. Books are in: {folder}", counts=", ".join(parts), folder=folder))


def _exit_code(report: Report, interrupted: bool) -> ExitCode:
    if interrupted:
        output.say(
            tr("Interrupted. What is finished stays; the same command goes on with the rest.")
        )
        return ExitCode.INTERRUPTED
    failed = report.count(Status.FAILED)
    if failed == len(report.items):
        return ExitCode.NOTHING_DONE
    return ExitCode.SOME_FAILED if failed else ExitCode.DONE
