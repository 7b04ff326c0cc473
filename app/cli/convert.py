# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji convert``: converts files and folders into books."""

from __future__ import annotations

import argparse
import contextlib
import glob
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app import bootstrap
from app.cli import output
from app.cli.config import address_of, read_config
from app.cli.interrupts import interrupts
from app.cli.passwords import read_passwords
from app.cli.progress import BarProgress, PlainProgress, progress_for
from app.errors import AppError, ExitCode, UsageError
from app.i18n import mark, tr, trn
from app.jobs.cluster.address import ClusterAddress
from app.jobs.limits import WorkerLimits
from app.jobs.translating import TranslationOrder
from app.messages import format_suffixes, os_reason
from app.paths import queue_file
from app.services import output_lock
from app.services.batch import summary_file
from app.services.batch.job_recorder import JobRecorder, open_queue
from app.services.batch.summary import summarise
from app.services.conversion import ConversionRun, Options
from app.services.edits_file import read_edits
from app.services.intake import FoundFiles, PlannedFile, Planner, find_files
from app.services.output_index import FOLDER as INDEX_FOLDER
from app.services.report import Report, ReportItem, Status, write_report
from app.settings import is_ledger_kept
from app.store.queue import Call, JobQueue
from converters.conversion import OutputFormat
from converters.document.edits import NO_EDITS, Edits, EditsUnreadable
from converters.theme import PLAIN, Design, Theme

_NEEDS_PAIR = mark("--bilingual needs --translate, for example --translate ko:en.")
_ONE_DOCUMENT = mark(
    "--edits is for one document; where there are more, keep the edits beside each book."
)
_NO_EDITS = mark("The corrections “{path}” cannot be read: {detail}.")
_MOST_REPEATED = 20
_ANOTHER_RUN = mark(
    "Another run of Hanji is making books in “{folder}”. This one begins when it has ended; Ctrl+C stops waiting."
)
_NO_FORM = mark("“{name}” is no summary: end it with .html, .json or .xlsx.")
_AT_WORK = mark("Job {job} is at work already, in another window or terminal.")
_NO_SUMMARY = mark("The summary “{path}” cannot be written: {detail}.")
_NO_REPORT = mark("The report “{path}” cannot be written: {detail}.")


class _Collector:
    """Keeps the items of a run and passes everything on to the progress display."""

    def __init__(self, shown: PlainProgress | BarProgress) -> None:
        self._shown = shown
        self.items: dict[int, ReportItem] = {}

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
        """Pass it on."""
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


def refuse_what_does_not_fit(arguments: argparse.Namespace) -> None:
    """Refuse options that do not go together.

    Raises:
        UsageError: some do not.
    """
    if arguments.bilingual and not arguments.translate:
        raise UsageError(_NEEDS_PAIR)


def run(arguments: argparse.Namespace, job_id: int | None = None) -> ExitCode:
    """Convert what the arguments name and return how it went.

    Args:
        arguments: of the command.
        job_id: the job of the queue to go on with; None finds it by the call.
    """
    refuse_what_does_not_fit(arguments)
    check_summary(arguments.summary)
    paths = expanded(arguments.paths)
    found = _in_their_folders(find_files(paths, arguments.out.absolute()), arguments)
    return convert_found(found, paths, arguments, job_id)


def _in_their_folders(found: FoundFiles, arguments: argparse.Namespace) -> FoundFiles:
    """Return the files of a batch of the window with the folders that they were found in."""
    below = getattr(arguments, "below", {})
    if not below:
        return found
    files = tuple(
        replace(file, below=Path(below.get(str(file.source.absolute()), file.below)))
        for file in found.files
    )
    return replace(found, files=files)


def check_summary(target: Path | None) -> None:
    """Refuse a summary of an unknown kind before hours of work, not after.

    Raises:
        UsageError: the ending names no kind.
    """
    if target is not None and target.suffix.lower() not in summary_file.FORMS:
        raise UsageError(_NO_FORM, name=target.name)


def convert_found(
    found: FoundFiles,
    paths: list[Path],
    arguments: argparse.Namespace,
    job_id: int | None = None,
    made: list[Path] | None = None,
) -> ExitCode:
    """Convert files that were found; see ``run``. What is there in the end goes into ``made``."""
    order = _translation_order(arguments)
    theme, its_emblem = _theme(arguments.theme)
    options = Options(
        OutputFormat(arguments.to),
        read_passwords(arguments.password_file),
        arguments.force,
        translation=order,
        emblem=_emblem(arguments.emblem) or its_emblem,
        edits=_edits(arguments.edits, found),
        recognise=arguments.recognise,
        theme=theme,
    )
    config = read_config(arguments.config) if arguments.config else None
    cluster = address_of(arguments.cluster, config)
    # Made and tried before anybody waits for it.
    missing = _missing_folders(arguments.out.absolute())
    place = bootstrap.open_output_folder(arguments.out).path
    with output_lock.hold(place, lambda: output.say(tr(_ANOTHER_RUN, folder=str(place)))):
        code = _convert_into(found, paths, arguments, options, cluster, job_id, made)
    if code is ExitCode.NOTHING_DONE and missing:
        _take_away(missing)
    return code


def _missing_folders(folder: Path) -> list[Path]:
    """Return a folder and those above it that are not there, the lowest first."""
    missing = []
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    return missing


def _take_away(folders: list[Path]) -> None:
    """Take folders away that were made for books of which none came; what holds something stays."""
    index = folders[0] / INDEX_FOLDER
    with contextlib.suppress(OSError):
        for file in index.iterdir():
            file.unlink()
        index.rmdir()
        for folder in folders:
            folder.rmdir()


def _convert_into(
    found: FoundFiles,
    paths: list[Path],
    arguments: argparse.Namespace,
    options: Options,
    cluster: ClusterAddress | None,
    job_id: int | None,
    made: list[Path] | None,
) -> ExitCode:
    started = datetime.now(UTC)
    # What another run has made meanwhile is in the index now.
    folder = bootstrap.open_output_folder(arguments.out)
    planner = Planner(folder.path, options.output, folder.index)
    mark_of_books = options.translation.mark if options.translation else ""
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
    for path in found.repeated[:_MOST_REPEATED]:
        output.say(tr("“{path}” is a document that is given already.", path=path))
    if (more := len(found.repeated) - _MOST_REPEATED) > 0:
        output.say(tr("… and {count} more that are given already.", count=f"{more:,}"))
    if not files:
        output.say(
            tr("No document was found. Documents are {suffixes} files.", suffixes=format_suffixes())
        )
    call = Call(call_arguments(arguments, paths), options.fingerprint)
    with progress_for(files) as shown, _open_queue() as queue:
        collector = _Collector(shown)
        recorder = JobRecorder(collector, queue)
        if not recorder.open(call, files, job_id):
            raise AppError(_AT_WORK, job=job_id or 0)
        complete = False
        try:
            interrupted = _run_files(files, folder, options, arguments, recorder, cluster)
            complete = not interrupted and len(collector.items) == len(files)
        finally:
            recorder.close(complete=complete)
    items = tuple(collector.items[number] for number in sorted(collector.items))
    report = Report(started, datetime.now(UTC), items)
    if made is not None:
        made += [Path(output) for item in items for output in item.outputs]
    _print_outputs(report, arguments.report)
    _print_summary(report, files, folder.path)
    enter_in_ledger(items)
    code = _exit_code(report, interrupted)
    if not _write_report(arguments.report, report) or not write_summary(arguments.summary, report):
        return code or ExitCode.SOME_FAILED
    return code


def _translation_order(arguments: argparse.Namespace) -> TranslationOrder | None:
    """Return the order for the translation that was asked for; None without one."""
    if not arguments.translate:
        return None
    # Memory, terms and packages are loaded for books that are translated only.
    from app.services.translating import order_for

    return order_for(*arguments.translate, bilingual=arguments.bilingual, care=arguments.care)


def _emblem(path: Path | None) -> bytes:
    """Return the picture of the emblem that was asked for; nothing without one."""
    if path is None:
        return b""
    # What reads pictures is loaded where there is one.
    from app.services.emblems import read_emblem

    return read_emblem(path)


def _theme(asked: str) -> tuple[Theme, bytes]:
    """Return the theme that was asked for and its emblem; the plain one without one."""
    if not asked:
        return PLAIN, b""
    from app.services.themes import read_theme

    found = read_theme(asked)
    return found.theme, found.emblem


def _edits(path: Path | None, found: FoundFiles) -> Edits:
    """Return the corrections of --edits; none without it.

    Raises:
        UsageError: the file holds none, or there is more than one document for them.
    """
    if path is None:
        return NO_EDITS
    if len(found.files) > 1:
        raise UsageError(_ONE_DOCUMENT)
    try:
        return read_edits(path)
    except (OSError, EditsUnreadable) as error:
        detail = os_reason(error) if isinstance(error, OSError) else str(error)
        raise UsageError(_NO_EDITS, path=str(path), detail=detail) from error


@contextmanager
def _open_queue() -> Iterator[JobQueue | None]:
    """Give the queue, or None where it cannot be used: files are converted all the same."""
    queue = open_queue(queue_file())
    try:
        yield queue
    finally:
        if queue is not None:
            queue.close()


def call_arguments(arguments: argparse.Namespace, paths: list[Path]) -> dict[str, Any]:
    """Return what makes a call again, as JSON values; see ``namespace_of``."""
    kept: dict[str, Any] = {
        name: getattr(arguments, name)
        for name in ("to", "jobs", "force", "max_seconds", "max_memory", "bilingual", "care")
    }
    kept["paths"] = [str(path.absolute()) for path in paths]
    kept["out"] = str(arguments.out.absolute())
    kept["translate"] = list(arguments.translate) if arguments.translate else None
    passwords = arguments.password_file
    kept["password_file"] = str(passwords.absolute()) if passwords else None
    if arguments.edits:
        kept["edits"] = str(arguments.edits.absolute())
    if getattr(arguments, "below", None):
        kept["below"] = arguments.below
    if arguments.emblem:
        kept["emblem"] = str(arguments.emblem.absolute())
    if not arguments.recognise:
        kept["recognise"] = False
    if arguments.theme:
        is_name = arguments.theme in set(Design)
        kept["theme"] = arguments.theme if is_name else str(Path(arguments.theme).absolute())
    return kept


def namespace_of(kept: dict[str, Any]) -> argparse.Namespace:
    """Return the arguments of a call that ``call_arguments`` kept, without report and summary."""
    found = dict(kept)
    found["paths"] = [Path(path) for path in kept["paths"]]
    found["out"] = Path(kept["out"])
    found["translate"] = tuple(kept["translate"]) if kept["translate"] else None
    found["password_file"] = Path(kept["password_file"]) if kept["password_file"] else None
    found["emblem"] = Path(kept["emblem"]) if kept.get("emblem") else None
    found["recognise"] = kept.get("recognise", True)
    found["theme"] = kept.get("theme", "")
    found["edits"] = Path(kept["edits"]) if kept.get("edits") else None
    later = dict.fromkeys(("cluster", "config", "report", "summary"))
    return argparse.Namespace(**found, **later)


def _run_files(
    files: tuple[PlannedFile, ...],
    folder: bootstrap.OutputFolder,
    options: Options,
    arguments: argparse.Namespace,
    recorder: JobRecorder,
    cluster: ClusterAddress | None,
) -> bool:
    """Run all files; True when the person interrupted."""
    limits = WorkerLimits(
        arguments.max_seconds,
        arguments.max_memory,
        write_below=(str(folder.path),),
        read_below=_folders_of(files),
    )
    width = min(arguments.jobs or bootstrap.default_workers(), max(1, len(files)))
    with bootstrap.open_executor(width, limits, cluster) as executor, interrupts() as stop:
        if cluster is not None:
            width = arguments.jobs or executor.width
        conversion = ConversionRun(executor, folder.index, options, recorder, width)
        try:
            for planned in files:
                if stop.is_set():
                    break
                again = replace(options, force=options.force and not recorder.was_done(planned))
                conversion.add(planned, again, recorder.outcome_of(planned))
            conversion.wait(stop)
        finally:
            conversion.close()
        if stop.is_set():
            return True
        if executor.trouble is not None:
            output.say(tr(executor.trouble.message, **executor.trouble.params))
            return True
    return False


def write_summary(target: Path | None, report: Report) -> bool:
    """Write a summary where it was asked for; False (and a line) if that cannot be."""
    if target is None:
        return True
    try:
        summary_file.write_summary(target, summarise(report))
    except OSError as error:
        output.say(tr(_NO_SUMMARY, path=str(target), detail=os_reason(error)))
        return False
    return True


def _folders_of(files: tuple[PlannedFile, ...]) -> tuple[str, ...]:
    """Return where the sources really lie: a link may lead anywhere."""
    folders: set[str] = set()
    for planned in files:
        # A loop of links leads nowhere; the conversion says so.
        with contextlib.suppress(OSError, RuntimeError):
            folders.add(str(planned.source.resolve().parent))
    return tuple(sorted(folders))


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
    counts = ", ".join(parts)
    if any(item.outputs for item in report.items):
        output.say(tr("{counts}. Books are in: {folder}", counts=counts, folder=folder))
    else:
        output.say(tr("{counts}.", counts=counts))


def enter_in_ledger(items: Iterable[ReportItem]) -> None:
    """Enter the books of a run in the city's ledger, where there is one, and say so.

    A book is a book without the ledger: what goes wrong here is said and changes no exit code.
    """
    if not is_ledger_kept():
        return
    # SQL takes longer to load than a small document to convert.
    from app.services.costing.editions import enter_run, sentences

    try:
        entered = enter_run(items, datetime.now().astimezone().date())
    except AppError as problem:
        reason = tr(problem.message, **problem.params)
        output.say(tr("The books are not in the ledger: {reason}", reason=reason))
        return
    for sentence in sentences(entered):
        output.say(sentence)


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
