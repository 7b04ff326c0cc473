# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji terms``: list, import and export glossaries."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import output
from app.errors import ExitCode
from app.i18n import tr, trn


def add_terms(commands: Any) -> None:
    """Add the words of ``hanji terms`` to a parser's commands."""
    terms = commands.add_parser(
        "terms",
        help=tr("list, import and export glossaries"),
        description=tr("Lists, imports and exports the glossaries that all reviews share."),
    )
    actions = terms.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help=tr("show the glossaries"))
    take = actions.add_parser("import", help=tr("put the terms of a CSV or TBX file in"))
    take.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
    take.add_argument("--name", metavar="NAME", help=tr("of the glossary; the file's without one"))
    export = actions.add_parser("export", help=tr("write all terms as CSV or TBX"))
    export.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    for command in (take, export):
        command.add_argument("--from", dest="source", default="ko", metavar="LANGUAGE")
        command.add_argument("--to", dest="target", default="en", metavar="LANGUAGE")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Do what the arguments name."""
    from app.services import terms

    if arguments.action == "list":
        with terms.open_glossaries() as opened:
            for name in opened.names():
                said = trn("{n} term", "{n} terms", name.terms)
                output.result(f"{name.name}\t{name.source}-{name.target}\t{said}")
        return ExitCode.DONE
    if arguments.action == "export":
        terms.write(arguments.out, arguments.source, arguments.target)
        output.result(str(arguments.out))
        return ExitCode.DONE
    name = arguments.name or arguments.file.stem
    count, read = terms.take_in(arguments.file, name, arguments.source, arguments.target)
    output.say(trn("{n} term was put in.", "{n} terms were put in.", count))
    for line, fault in read.bad:
        output.say(tr("Line {line} was passed over: {why}", line=line, why=tr(terms.FAULTS[fault])))
    if read.bad:
        return ExitCode.SOME_FAILED if count else ExitCode.NOTHING_DONE
    return ExitCode.DONE
