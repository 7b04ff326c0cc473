# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji jobs``: list, show, resume and forget what was asked for."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import output
from app.errors import AppError, ExitCode
from app.i18n import mark, tr, trn

if TYPE_CHECKING:
    from app.services.report import Report
    from app.store.queue import JobQueue, StoredItem, StoredJob

_NO_JOB = mark("There is no job {job}. “hanji jobs list” shows all.")
_NONE_LEFT = mark("No job was interrupted; there is nothing to go on with.")
_NEWER = mark("“{path}” was made by a newer version of Hanji. Open it with that version.")
_NO_QUEUE = mark("The list of jobs cannot be read: {detail}.")
_IS_RUNNING = mark("Job {job} is at work; stop it first.")
_STATES = {
    "running": mark("at work"),
    "interrupted": mark("interrupted"),
    "finished": mark("finished"),
}


def add_jobs(commands: Any) -> None:
    """Add the words of ``hanji jobs`` to a parser's commands."""
    jobs = commands.add_parser(
        "jobs",
        help=tr("list, show and resume conversions"),
        description=tr("Shows what was asked for and what became of it; goes on where it was."),
    )
    actions = jobs.add_subparsers(dest="action", metavar="ACTION", required=True)
    everything = actions.add_parser("list", help=tr("all jobs, the newest first"))
    show = actions.add_parser("show", help=tr("one job with its files"))
    show.add_argument("job", type=int, metavar="ID", help=tr("number of the job"))
    show.add_argument(
        "--summary",
        type=Path,
        metavar="FILE",
        help=tr("write a summary for people: .html, .json or .xlsx"),
    )
    resume = actions.add_parser(
        "resume", help=tr("go on with a job (the last that was interrupted)")
    )
    resume.add_argument("job", type=int, nargs="?", metavar="ID", help=tr("number of the job"))
    resume.add_argument(
        "--report", metavar="FILE", help=tr("write a report as JSON (“-”: to stdout)")
    )
    resume.add_argument(
        "--summary",
        type=Path,
        metavar="FILE",
        help=tr("write a summary for people: .html, .json or .xlsx"),
    )
    forget = actions.add_parser("forget", help=tr("take a job out of the list; its books stay"))
    forget.add_argument("job", type=int, metavar="ID", help=tr("number of the job"))
    for action in (everything, show, forget):
        action.add_argument("--json", action="store_true", help=tr("as JSON"))


def run(arguments: argparse.Namespace) -> ExitCode:
    """Do what the arguments name.

    Raises:
        AppError: there is no such job, or no list.
    """
    import sqlite3

    from app.paths import queue_file
    from app.store.queue import JobQueue, QueueVersionError

    try:
        with JobQueue(queue_file()) as queue:
            if arguments.action == "list":
                return _list(queue, as_json=arguments.json)
            if arguments.action == "show":
                return _show(queue, arguments)
            if arguments.action == "forget":
                return _forget(queue, arguments)
            job = _resumable(queue, arguments.job)
    except QueueVersionError as error:
        raise AppError(_NEWER, path=str(error)) from error
    except (sqlite3.Error, OSError) as error:
        raise AppError(_NO_QUEUE, detail=str(error)) from error
    return _resume(job, arguments)


def _job(queue: JobQueue, job_id: int) -> StoredJob:
    job = queue.job(job_id)
    if job is None:
        raise AppError(_NO_JOB, job=job_id)
    return job


def _resumable(queue: JobQueue, job_id: int | None) -> StoredJob:
    from app.store.queue import JobState

    if job_id is not None:
        return _job(queue, job_id)
    for job in queue.jobs():
        if queue.state_of(job) is JobState.INTERRUPTED:
            return job
    raise AppError(_NONE_LEFT)


def _resume(job: StoredJob, arguments: argparse.Namespace) -> ExitCode:
    from app.cli import convert

    call = convert.namespace_of(job.arguments)
    call.report, call.summary = arguments.report, arguments.summary
    return convert.run(call, job.job_id)


def _as_json(queue: JobQueue, job: StoredJob) -> dict[str, Any]:
    return {
        "id": job.job_id,
        "state": queue.state_of(job).value,
        "started": job.started,
        "finished": job.finished,
        "hanji": job.version,
        "files": job.total,
        "counts": {state.value: number for state, number in sorted(job.counts.items())},
        "call": job.arguments,
    }


def _line(queue: JobQueue, job: StoredJob) -> str:
    from app.store.queue import ItemState

    state = tr(_STATES[queue.state_of(job).value])
    parts = [trn("{n} file", "{n} files", job.total)]
    parts.append(tr("{n} done", n=job.counts.get(ItemState.DONE, 0)))
    if failed := job.counts.get(ItemState.FAILED, 0):
        parts.append(trn("{n} failed", "{n} failed", failed))
    where = output.one_line(str(job.arguments.get("out", "")))
    return f"{job.job_id}  {job.started}  {state}  {', '.join(parts)}  {where}"


def _list(queue: JobQueue, *, as_json: bool) -> ExitCode:
    jobs = queue.jobs()
    if as_json:
        shown = [_as_json(queue, job) for job in jobs]
        output.result(json.dumps(shown, ensure_ascii=False, indent=2))
        return ExitCode.DONE
    for job in jobs:
        output.result(_line(queue, job))
    return ExitCode.DONE


def _show(queue: JobQueue, arguments: argparse.Namespace) -> ExitCode:
    from app.cli import convert

    convert.check_summary(arguments.summary)
    job = _job(queue, arguments.job)
    items = queue.items(job.job_id)
    if arguments.json:
        found = _as_json(queue, job)
        found["items"] = [
            {
                "source": item.source,
                "target": item.target,
                "state": item.state.value,
                "attempts": item.attempts,
                "result": item.result,
            }
            for item in items
        ]
        output.result(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        from app.cli.progress import line_of

        output.result(_line(queue, job))
        for result in report_of(job, items).items:
            output.result(line_of(result))
        for item in items:
            if item.result is None:
                output.result(
                    tr("{name}: not done yet", name=output.one_line(Path(item.source).name))
                )
    written = convert.write_summary(arguments.summary, report_of(job, items))
    return ExitCode.DONE if written else ExitCode.SOME_FAILED


def report_of(job: StoredJob, items: list[StoredItem]) -> Report:
    """Return what the queue knows of a job as a report; files without an outcome are left out."""
    from app.services.report import Report, ReportItem

    results = tuple(
        ReportItem.from_json(item.result, item.error or {})
        for item in items
        if item.result is not None
    )
    started = datetime.fromisoformat(job.started)
    ended = datetime.fromisoformat(job.finished) if job.finished else started
    return Report(started, ended, results)


def _forget(queue: JobQueue, arguments: argparse.Namespace) -> ExitCode:
    job = _job(queue, arguments.job)
    if queue.lock_of(job.job_id).is_held():
        raise AppError(_IS_RUNNING, job=job.job_id)
    queue.forget(job.job_id)
    if arguments.json:
        output.result(json.dumps({"forgotten": job.job_id}))
    return ExitCode.DONE
