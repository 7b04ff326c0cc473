# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji memory``: the translation memory that all reviews share, in and out as TMX."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import output
from app.errors import ExitCode
from app.i18n import tr, trn


def add_memory(commands: Any) -> None:
    """Add the words of ``hanji memory`` to a parser's commands."""
    memory = commands.add_parser(
        "memory",
        help=tr("import and export the translation memory"),
        description=tr("Imports and exports the translation memory that all reviews share (TMX)."),
    )
    actions = memory.add_subparsers(dest="action", metavar="ACTION", required=True)
    take = actions.add_parser("import", help=tr("put the units of a TMX file in"))
    take.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
    export = actions.add_parser("export", help=tr("write the units of two languages as TMX"))
    export.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    for command in (take, export):
        command.add_argument("--from", dest="source", default="ko", metavar="LANGUAGE")
        command.add_argument("--to", dest="target", default="en", metavar="LANGUAGE")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Do what the arguments name."""
    from app.services.reviewing import exchanging

    pair = arguments.source, arguments.target
    if arguments.action == "import":
        count = exchanging.import_memory(arguments.file, *pair)
        output.say(trn("{n} unit was put in.", "{n} units were put in.", count))
        return ExitCode.DONE
    count = exchanging.export_memory(arguments.out, *pair)
    output.result(str(arguments.out))
    output.say(trn("{n} unit was written.", "{n} units were written.", count))
    return ExitCode.DONE
