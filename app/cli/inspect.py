# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji inspect``: says what a file is, holds, and would lose."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from app import bootstrap
from app.cli import output
from app.cli.passwords import read_passwords
from app.errors import ExitCode
from app.finding_messages import finding_name
from app.i18n import current_language, tr
from app.jobs.limits import WorkerLimits
from app.messages import COUNT_NAMES, format_name, notice_sentence
from app.services.checking import finding_json
from app.services.inspection import Inspection, inspect_file
from app.services.report import Remark, ReportItem
from converters.document.findings import Grade


def run(arguments: argparse.Namespace) -> ExitCode:
    """Say what the file is and holds."""
    passwords = read_passwords(arguments.password_file)
    with bootstrap.open_executor(1, WorkerLimits()) as executor:
        inspection = inspect_file(executor, arguments.path, passwords, arguments.layout)
    item = inspection.item
    if arguments.json:
        told = item.to_json()
        told["findings"] = [finding_json(finding) for finding in inspection.findings]
        output.result(json.dumps(told, ensure_ascii=False, indent=1))
    elif item.error is None:
        for line in (*_lines_of(item), *_findings(inspection)):
            output.result(line)
    if item.error is not None:
        output.say(output.one_line(item.error.sentence(current_language())))
        return ExitCode.NOTHING_DONE
    return ExitCode.DONE


def _lines_of(item: ReportItem) -> list[str]:
    lines = [
        tr("File: {name}", name=output.one_line(item.input)),
        tr(
            "Format: {format} {version}",
            format=format_name(item.format),
            version=item.format_version,
        ).rstrip(),
        tr("Title: {title}", title=output.one_line(item.title)),
        tr("Language: {language}", language=item.language),
    ]
    if item.pages is not None:
        lines.append(tr("Pages: {pages}", pages=f"{item.pages:,}"))
    lines += [
        f"{tr(COUNT_NAMES[name])}: {count:,}"
        for name, count in item.counts.items()
        if count and name in COUNT_NAMES
    ]
    if item.outputs:
        folder = output.one_line(str(Path(item.outputs[0]).parent))
        lines.append(tr("Pictures of its pages: {folder}", folder=folder))
    lines += _section(tr("A book of it would lose:"), item.losses)
    lines += _section(tr("Also to know:"), item.notices)
    return lines


def _section(title: str, remarks: tuple[Remark, ...]) -> list[str]:
    if not remarks:
        return []
    totals: dict[str, int] = {}
    for remark in remarks:
        totals[remark.kind] = totals.get(remark.kind, 0) + remark.count
    return ["", title, *(f"- {notice_sentence(kind, count)}" for kind, count in totals.items())]


def _findings(inspection: Inspection) -> list[str]:
    """Return how many findings of each kind there are; ``hanji check`` names each."""
    counts = Counter(f.kind for f in inspection.findings if f.grade is not Grade.NOTE)
    if not counts:
        return []
    lines = [tr("Before it is published (“hanji check” shows each place):")]
    return lines + [f"  {finding_name(kind)}: {count:,}" for kind, count in counts.items()]
