# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of ``hanji ledger`` on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.i18n import tr

KINDS = {
    "orders": "order",
    "publications": "publication",
    "organisations": "organisation",
    "baselines": "baseline",
    "reads": "reads",
    "prices": "price",
    "editions": "edition",
    "targets": "target",
}
"""Kinds of records as the command calls them, and as the ledger does."""
GROUPS = ("bureau", "department", "title", "supplier", "trim", "binding", "colours", "reach")
MEASURES = ("printed", "avoided", "spent", "net", "runs", "downloads", "reads", "ebook", "amount")
"""As ``app.services.costing.analysis`` has them; "reach" is print beside reading."""
_LONGEST_NUMBER = 18
"""Digits of what a database counts with."""
_RIGHTS = ("enter", "review", "approve", "audit")


def add_ledger(commands: Any) -> None:
    """Add the words of ``hanji ledger`` to a parser's commands."""
    ledger = commands.add_parser(
        "ledger",
        help=tr("print volume and savings"),
        description=tr("Keeps the ledger of copies not printed and won not spent."),
    )
    actions = ledger.add_subparsers(dest="action", metavar="ACTION", required=True)
    take = actions.add_parser(
        "import",
        help=tr("take in a table (XLSX, XLS, ODS, CSV, or one of a HWP, HWPX or DOCX document)"),
    )
    take.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
    take.add_argument("--kind", choices=tuple(KINDS), default="orders", help=tr("what a row is"))
    take.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help=tr("which column (its head or its letter) is which field, where it cannot be guessed"),
    )
    take.add_argument("--sheet", default="", metavar="NAME", help=tr("sheet of the workbook"))
    take.add_argument(
        "--header-row",
        type=_number,
        default=0,
        metavar="N",
        help=tr("row with the names of columns, where it is not found"),
    )
    take.add_argument(
        "--accept-partial",
        action="store_true",
        help=tr("keep the good rows of a table with bad ones"),
    )
    report = actions.add_parser(
        "report", help=tr("write a report: .xlsx, .pdf, .hwpx, .csv or .json")
    )
    report.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    report.add_argument(
        "--period", metavar="YEAR[-MONTH]", help=tr("of the report; the newest year without one")
    )
    report.add_argument(
        "--part", default="", metavar="CODE", help=tr("of the city, with all below")
    )
    report.add_argument(
        "--environment", action="store_true", help=tr("tell paper, trees and CO₂e too")
    )
    report.add_argument(
        "--confirmed", action="store_true", help=tr("count only entries that were approved")
    )
    for name, said in (
        ("--office", tr("name of the office, for the cover")),
        ("--department", tr("name of the department, for the cover")),
        ("--author", tr("name of the author, for the cover")),
    ):
        report.add_argument(name, default="", metavar="NAME", help=said)
    report.add_argument(
        "--emblem", type=Path, metavar="FILE", help=tr("picture for the cover (PNG or JPEG)")
    )
    analysis = actions.add_parser(
        "analysis", help=tr("a measure by group with years side by side, or print beside reading")
    )
    analysis.add_argument("--group", choices=GROUPS, default="bureau", help=tr("what a row is"))
    analysis.add_argument(
        "--measure", choices=MEASURES, default="net", help=tr("what is summed, but for “reach”")
    )
    analysis.add_argument(
        "--year", type=_number, default=0, help=tr("of “reach”: the last one with figures")
    )
    analysis.add_argument("--json", action="store_true", help=tr("as JSON"))
    analysis.add_argument(
        "--out", type=Path, default=None, metavar="FILE", help=tr("write it as XLSX or CSV")
    )
    verify = actions.add_parser("verify", help=tr("prove that nothing was changed"))
    verify.add_argument(
        "--anchor", metavar="CODE", help=tr("that was kept elsewhere, from a report")
    )
    verify.add_argument(
        "--seal-anew",
        action="store_true",
        help=tr("after you have found out why: take the file as it is, and seal it anew"),
    )
    export = actions.add_parser("export", help=tr("write all entries as CSV"))
    export.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    export.add_argument(
        "--kind",
        choices=tuple(KINDS),
        help=tr("what stands of one kind as a table instead: .csv or .xlsx"),
    )
    look = actions.add_parser("review", help=tr("mark entries of others as reviewed"))
    sign = actions.add_parser("approve", help=tr("approve entries of others"))
    for one in (look, sign):
        one.add_argument("first", type=_number, metavar="FIRST")
        one.add_argument("last", type=_number, metavar="LAST", nargs="?")
    close = actions.add_parser("close", help=tr("freeze a year or a month with its report"))
    close.add_argument("period", metavar="YEAR[-MONTH]")
    freeze = actions.add_parser(
        "freeze", help=tr("freeze the baselines of a year from the runs before it")
    )
    freeze.add_argument("year", metavar="YEAR")
    freeze.add_argument(
        "--method",
        choices=("last-run", "mean-of-three-years"),
        default="last-run",
        help=tr("where the copies come from"),
    )
    freeze.add_argument(
        "--approver", required=True, metavar="NAME", help=tr("who stands for the baselines")
    )
    freeze.add_argument("--dry-run", action="store_true", help=tr("show them, enter nothing"))
    logs = actions.add_parser(
        "reads", help=tr("enter downloads and reads from logs of a web server")
    )
    logs.add_argument("files", type=Path, nargs="+", metavar="LOG", help=tr("file"))
    logs.add_argument("--dry-run", action="store_true", help=tr("show them, enter nothing"))
    rights = actions.add_parser("rights", help=tr("state what a person may do"))
    rights.add_argument("whom", metavar="PERSON")
    # Of choices, argparse would want one at least.
    rights.add_argument("held", nargs="*", type=_right, metavar="RIGHT", help=", ".join(_RIGHTS))
    demo = actions.add_parser("demo", help=tr("show made-up titles until there is a real ledger"))
    demo.add_argument("state", choices=("on", "off"))
    for one in (take, report, analysis, verify, export, look, sign, close, freeze, logs, rights):
        one.add_argument("--database", metavar="URL", help=tr("file or postgresql:// address"))
        one.add_argument("--person", metavar="NAME", help=tr("who is at work"))


def _right(text: str) -> str:
    if text not in _RIGHTS:
        raise argparse.ArgumentTypeError(
            tr("“{value}” is none of: {known}.", value=text, known=", ".join(_RIGHTS))
        )
    return text


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > _LONGEST_NUMBER or int(text) < 1:
        raise argparse.ArgumentTypeError(tr("“{text}” is no number from 1 upwards", text=text))
    return int(text)
