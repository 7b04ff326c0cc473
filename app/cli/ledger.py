# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji ledger``: prints and savings, in and out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import output
from app.cli.ledger_words import KINDS
from app.errors import AppError, ExitCode, UsageError
from app.i18n import mark, tr, trn

if TYPE_CHECKING:
    from app.ledger.periods import Month
    from app.ledger.records import RecordKind
    from app.services.costing.importing import ImportPlan
    from app.services.costing.ledger import LedgerService
    from app.services.costing.table_heads import TablePart
    from app.services.costing.view_models import Scope
    from app.store.ledger.verifying import Verdict

_READING = ("report", "verify", "export", "analysis")
_WRITING = ("import", "review", "approve", "close", "freeze", "reads", "rights")
_MOST_SHOWN = 50
_REACH = (
    *("publication", "title", "printed", "avoided", "downloads", "reads", "ebook"),
    *("won_a_reader", "unread"),
)
_FORMS = (".xlsx", ".pdf", ".hwpx", ".csv", ".json")
_MOST_NAMED = 20


def run(arguments: argparse.Namespace) -> ExitCode:
    """Do what the arguments name."""
    if arguments.action == "demo":
        return _demo(arguments.state)
    if arguments.action in _READING and not arguments.database:
        _need_ledger()
    from app.services.costing.ledger import STRAY, open_ledger

    done = {
        "import": _import,
        "report": _report,
        "verify": _verify,
        "export": _export,
        "analysis": _analysis,
        "review": _review,
        "approve": _approve,
        "close": _close,
        "freeze": _freeze,
        "reads": _reads,
        "rights": _rights,
    }
    reading = arguments.action in _READING
    with open_ledger(arguments.database, arguments.person, reading=reading) as ledger:
        if ledger.example and arguments.action in _WRITING:
            raise UsageError(
                mark("The example is shown. Take it away first: hanji ledger demo off")
            )
        if arguments.action != "verify" and (stray := ledger.stray_anchor()):
            output.say(tr(STRAY, where=stray.day, entry=f"{stray.anchor.count:,}"))
        return done[arguments.action](ledger, arguments)


def _need_ledger() -> None:
    """Refuse to read where there is nothing: opening it would make an empty ledger."""
    from app import paths, settings

    if not settings.is_ledger_kept() and not paths.example_ledger_file().exists():
        raise UsageError(mark("The ledger is empty. Take a table in first."))


def _demo(state: str) -> ExitCode:
    from app import paths
    from app.services.costing import demo

    if state == "off":
        demo.turn_off()
        output.say(tr("The example is gone."))
        return ExitCode.DONE
    demo.turn_on()
    if paths.ledger_file().exists():
        output.say(tr("The example is made, but your own ledger is shown, for there is one."))
        return ExitCode.DONE
    output.say(tr("The example is shown: a city that does not exist, with made-up titles."))
    return ExitCode.DONE


def _import(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    from app.ledger.records import RecordKind
    from app.services.costing.importing import plan_import, take
    from app.services.costing.table_heads import TablePart

    kind = RecordKind(KINDS[arguments.kind])
    part = TablePart(arguments.sheet, arguments.header_row)
    mapping = _mapping(arguments.map, kind)
    if mapping:
        _check_mapping(arguments.file, kind, mapping, part)
    plan = plan_import(ledger, arguments.file, kind, mapping, _told, part=part)
    _say_conversions(plan)
    _say_faults(plan)
    written = take(ledger, plan, accept_partial=arguments.accept_partial, progress=_told)
    if written is None:
        if plan.bad:
            output.say(tr("Nothing was entered. Mend the rows, or add --accept-partial."))
        return ExitCode.NOTHING_DONE if plan.bad or plan.duplicates else ExitCode.DONE
    count = written.last - written.first + 1
    if plan.titles:
        output.say(
            trn(
                "{n} title was entered with them, for the ledger did not know it.",
                "{n} titles were entered with them, for the ledger did not know them.",
                len(plan.titles),
            )
        )
    output.result(
        trn("{n} entry: number {first}.", "{n} entries: {first} to {last}.", count,
            first=written.first, last=written.last)
    )  # fmt: skip
    return ExitCode.SOME_FAILED if plan.bad else ExitCode.DONE


def _mapping(pairs: list[str], kind: RecordKind) -> dict[str, str]:
    """Return the column of each field that --map names, by its name or by what it is called."""
    from app.services.costing.column_use import field_called, field_word
    from app.services.costing.importing import table_fields_of

    known = table_fields_of(kind)
    mapping: dict[str, str] = {}
    for pair in pairs:
        word, equals, header = pair.partition("=")
        if not equals:
            raise UsageError(mark("Write --map FIELD=COLUMN, not “{value}”."), value=pair)
        name = field_called(word, known)
        if name is None:
            raise UsageError(
                mark("“{value}” is none of: {known}."),
                value=word,
                known=", ".join(map(field_word, known)),
            )
        mapping[name] = header
    return mapping


def _check_mapping(file: Path, kind: RecordKind, mapping: dict[str, str], part: TablePart) -> None:
    """Refuse what names no column: it would be passed over, and its cells with it."""
    from app.services.costing.importing import groups_of, read_columns, table_fields_of
    from app.services.costing.spreadsheets.errors import ColumnMissing

    head = read_columns(file, table_fields_of(kind), part, groups_of(kind), mapping)
    missing = [column for column in mapping.values() if column and head.named(column) is None]
    if missing:
        raise ColumnMissing(
            mark("{file}, line {line}: there is no column {columns}. There are: {known}."),
            file=file.name,
            line=head.line,
            columns=", ".join(missing),
            known=", ".join(head.headers),
        )


def _told(count: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{count:,}")
        sys.stderr.flush()


def _say_conversions(plan: ImportPlan) -> None:
    """Say what was made of units and tax notes, which rows are totals, what was not read."""
    from app.services.costing.import_words import (
        conversion_words,
        remark_words,
        sheets_words,
        total_words,
    )

    for remark in plan.remarks[:_MOST_SHOWN]:
        output.say(remark_words(remark))
    for one in plan.conversions:
        output.say(conversion_words(one))
    for row in plan.totals[:_MOST_SHOWN]:
        output.say(total_words(row))
    if len(plan.totals) > _MOST_SHOWN:
        more = f"{len(plan.totals) - _MOST_SHOWN:,}"
        output.say(tr("… and {count} more rows that are totals.", count=more))
    if plan.other_sheets:
        output.say(sheets_words(plan.other_sheets))


def _say_faults(plan: ImportPlan) -> None:
    from app.services.costing.import_words import bad_words, place_words

    if sys.stderr.isatty():
        sys.stderr.write("\r")
    for bad in plan.bad[:_MOST_SHOWN]:
        output.say(bad_words(bad))
    if len(plan.bad) > _MOST_SHOWN:
        output.say(tr("… and {count} more bad rows.", count=f"{len(plan.bad) - _MOST_SHOWN:,}"))
    for one in plan.duplicates[:_MOST_SHOWN]:
        if one.entry is None:
            said = tr(
                "{where}: “{key}” is in the table twice.", where=place_words(one), key=one.key
            )
        else:
            said = tr(
                "{where}: “{key}” is in the ledger already (entry {entry}).",
                where=place_words(one),
                key=one.key,
                entry=one.entry,
            )
        output.say(said)
    if len(plan.duplicates) > _MOST_SHOWN:
        left = f"{len(plan.duplicates) - _MOST_SHOWN:,}"
        output.say(tr("… and {count} more that are there already.", count=left))


def _scope(ledger: LedgerService, period: str | None, part: str) -> Scope:
    from app.services.costing.view_models import Scope

    if period is None:
        years = ledger.figures.years()
        if not years:
            raise UsageError(mark("The ledger is empty. Take a table in first."))
        period = str(years[-1])
    months = _months(period)
    if part:
        _check_part(ledger, part)
    return Scope(months[0], months[-1], part)


def _months(period: str) -> tuple[Month, ...]:
    """Return the months of a year or a month that a city may have books of.

    Raises:
        UsageError: it is no such period.
    """
    from app.ledger.periods import months_of

    try:
        months = months_of(period)
    except ValueError:
        months = ()
    if not months or not 1900 <= months[0].year < 3000:
        raise UsageError(mark("“{value}” is no period such as 2026 or 2026-03."), value=period)
    return months


def _check_part(ledger: LedgerService, part: str) -> None:
    """Refuse a part of the city that is not there: its report would be full of noughts."""
    from app.ledger.periods import Month
    from app.store.ledger import reading

    with ledger.store.reading() as connection:
        stated = {one.code for one in reading.organisations(connection)}
        used = reading.month_totals(connection, Month(1900, 1), Month(2999, 12))
    known = sorted(stated | {code for _, code in used if code})
    if part not in known:
        said = ", ".join(known[:_MOST_NAMED]) + (" …" if len(known) > _MOST_NAMED else "")
        raise UsageError(mark("“{value}” is none of: {known}."), value=part, known=said)


def _unwritten(file: Path, error: OSError) -> AppError:
    return AppError(
        mark("The file “{path}” cannot be written: {detail}."),
        path=str(file),
        detail=error.strerror or str(error),
    )


def _report(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    from app.services.costing.report import write_report
    from app.services.costing.report_request import Cover, ReportOptions
    from app.services.emblems import read_emblem

    if arguments.out.suffix.lower() not in _FORMS:
        raise UsageError(
            mark("A report ends in .xlsx, .pdf, .hwpx, .csv or .json, not in “{value}”."),
            value=arguments.out.suffix,
        )
    scope = _scope(ledger, arguments.period, arguments.part)
    emblem = read_emblem(arguments.emblem) if arguments.emblem else b""
    cover = Cover(arguments.office, arguments.department, arguments.author, emblem)
    options = ReportOptions(arguments.environment, arguments.confirmed, cover)
    try:
        write_report(ledger, scope, arguments.out, options)
    except OSError as error:
        raise _unwritten(arguments.out, error) from error
    output.result(str(arguments.out))
    return ExitCode.DONE


def _analysis(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    from app.services.costing.analysis import Grouping, Measure, measures_of, pivot, reach
    from app.services.table_writer import demand_ending, write_table

    if arguments.out and arguments.out.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageError(
            mark("A table ends in .csv or .xlsx, not in “{value}”."), value=arguments.out.suffix
        )
    years = ledger.figures.years()
    if not years:
        raise UsageError(mark("The ledger is empty. Take a table in first."))
    if arguments.group == "reach":
        year = arguments.year or years[-1]
        heads: tuple[str, ...] = _REACH
        rows = [[getattr(row, name) for name in heads] for row in reach(ledger, year)]
        said: dict[str, object] = {"schema": 1, "group": "reach", "year": year}
    else:
        group, measure = Grouping(arguments.group), Measure(arguments.measure)
        if measure not in measures_of(group):
            known = ", ".join(measures_of(group))
            raise UsageError(
                mark("“{value}” is none of: {known}."), value=measure.value, known=known
            )
        table = pivot(ledger, group, measure)
        heads = ("name", *map(str, table.years), "sum")
        rows = [[row.name, *row.values, row.whole] for row in table.rows]
        said = {"schema": 1, "group": group.value, "measure": measure.value}
    if arguments.out:
        demand_ending(arguments.out)
        try:
            write_table(arguments.out, heads, [tuple(map(_cell, row)) for row in rows])
        except OSError as error:
            raise _unwritten(arguments.out, error) from error
        output.say(str(arguments.out))
    if arguments.json:
        tree = {**said, "rows": [dict(zip(heads, row, strict=True)) for row in rows]}
        output.result(json.dumps(tree, ensure_ascii=False, indent=1))
    elif not arguments.out:
        for row in (heads, *rows):
            output.result("\t".join(str(_cell(value)) for value in row))
    return ExitCode.DONE if rows else ExitCode.NOTHING_DONE


def _cell(value: object) -> str | int:
    """Return a value as a table shows it; nothing is an empty cell."""
    if isinstance(value, bool):
        return int(value)
    return "" if value is None else value if isinstance(value, int) else str(value)


def _verify(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    from app.ledger.anchor_code import anchor_code
    from app.services.costing.kept_anchors import anchor_of

    kept = anchor_of(arguments.anchor) if arguments.anchor else None
    # A hash cut short would read as a changed entry.
    if arguments.anchor and kept is None:
        raise UsageError(mark("Write --anchor CODE or COUNT:HASH, as a report prints it."))
    verdict = ledger.verify(kept, _told)
    if verdict.ok:
        output.result(trn("{n} entry, unchanged.", "{n} entries, unchanged.", verdict.entries))
        output.result(f"{verdict.entries}:{verdict.head}")
        output.say(tr("Code: {code}", code=anchor_code(verdict.entries, verdict.head)))
        _say_proof(verdict)
        return ExitCode.DONE
    values = {"entry": verdict.entry or 0, "entries": verdict.entries, "where": verdict.where}
    output.result(tr(verdict.reason, **values))
    if arguments.seal_anew:
        ledger.accept_file()
        output.say(tr("The file is sealed as it is now."))
    return ExitCode.SOME_FAILED


def _say_proof(verdict: Verdict) -> None:
    """Say what the verification excludes, and what it cannot."""
    from app.services.costing.report_table import PROOF

    if verdict.proven:
        output.say(
            trn(
                "Borne out from outside of the file: the first entry.",
                "Borne out from outside of the file: the first {n} entries.",
                verdict.proven,
            )
        )
    else:
        output.say(tr(mark("No anchor from outside of the file was compared.")))
    for line in PROOF:
        output.say(tr(line))


def _export(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    from app.ledger.records import RecordKind
    from app.services.costing.exporting import write_entries, write_records

    try:
        if arguments.kind:
            if arguments.out.suffix.lower() not in (".csv", ".xlsx"):
                raise UsageError(
                    mark("A table ends in .csv or .xlsx, not in “{value}”."),
                    value=arguments.out.suffix,
                )
            count = write_records(ledger, RecordKind(KINDS[arguments.kind]), arguments.out)
        else:
            count = write_entries(ledger, arguments.out)
    except OSError as error:
        raise _unwritten(arguments.out, error) from error
    said = trn("{n} row", "{n} rows", count) if arguments.kind else None
    output.result(said or trn("{n} entry", "{n} entries", count))
    return ExitCode.DONE


def _review(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    count = ledger.review(arguments.first, arguments.last or arguments.first)
    output.result(trn("{n} entry reviewed.", "{n} entries reviewed.", count))
    return ExitCode.DONE


def _approve(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    count = ledger.approve(arguments.first, arguments.last or arguments.first)
    output.result(trn("{n} entry approved.", "{n} entries approved.", count))
    return ExitCode.DONE


def _close(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    _months(arguments.period)
    ledger.close_period(arguments.period)
    output.result(tr("{period} is closed.", period=arguments.period))
    return ExitCode.DONE


def _freeze(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    from datetime import date

    from app.ledger.records import BaselineMethod
    from app.services.costing.freezing import freeze, propose

    months = _months(arguments.year)
    if len(months) != 12:
        raise UsageError(
            mark("“{value}” is no period such as 2026 or 2026-03."), value=arguments.year
        )
    method = BaselineMethod(arguments.method.replace("-", "_"))
    today = date.today()  # noqa: DTZ011 - the day in the office
    found = propose(ledger, months[0].year, method, today, arguments.approver)
    for one in found[:_MOST_SHOWN]:
        output.say(f"{one.key}: {one.copies:,} × {one.runs} ({one.source})")
    if not arguments.dry_run:
        freeze(ledger, found)
    output.result(trn("{n} baseline", "{n} baselines", len(found)))
    return ExitCode.DONE if found else ExitCode.NOTHING_DONE


def _reads(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    from app.services.costing.web_logs import enter_reads, read_logs

    found = read_logs(ledger, arguments.files)
    for one in found.records()[:_MOST_SHOWN]:
        output.say(f"{one.key}: {one.downloads:,} / {one.reads:,}")
    for name, count in found.most_unknown:
        output.say(tr("No title of the ledger: {name} ({count})", name=name, count=f"{count:,}"))
    if found.unread:
        output.say(trn("{n} line was not read.", "{n} lines were not read.", found.unread))
    if arguments.dry_run:
        return ExitCode.DONE
    new, corrected = enter_reads(ledger, found)
    output.result(
        tr("New: {new}. Corrected: {corrected}.", new=f"{new:,}", corrected=f"{corrected:,}")
    )
    return ExitCode.DONE if new or corrected else ExitCode.NOTHING_DONE


def _rights(ledger: LedgerService, arguments: argparse.Namespace) -> ExitCode:
    from app.services.costing.ledger import Right

    ledger.give_rights(arguments.whom, [Right(word) for word in arguments.held])
    output.result(f"{arguments.whom}: {' '.join(arguments.held) or 'audit'}")
    return ExitCode.DONE
