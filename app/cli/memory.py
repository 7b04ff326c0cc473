# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji memory``: the translation memory that all reviews share, TMX, and aligned editions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import output
from app.errors import ExitCode
from app.i18n import tr, trn

if TYPE_CHECKING:
    from translation.languages import LanguagePair


def add_memory(commands: Any) -> None:
    """Add the words of ``hanji memory`` to a parser's commands."""
    memory = commands.add_parser(
        "memory",
        help=tr("import, export, list, clean and align translation memories"),
        description=tr(
            "Imports, exports, lists and cleans the translation memories that all reviews share, and"
            " makes one of two editions of a document."
        ),
    )
    actions = memory.add_subparsers(dest="action", metavar="ACTION", required=True)
    take = actions.add_parser("import", help=tr("put the units of a TMX file in"))
    take.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
    export = actions.add_parser("export", help=tr("write the units of two languages as TMX"))
    export.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    actions.add_parser("list", help=tr("show the memories and what they hold"))
    add = actions.add_parser("add", help=tr("make a read-only memory of a file"))
    add.add_argument("file", type=Path, metavar="FILE", help=tr("file"))
    add.add_argument(
        "--name", metavar="NAME", help=tr("as matches show it; the file's without one")
    )
    add.add_argument(
        "--penalty", type=int, default=0, metavar="N", help=tr("percent that each match loses")
    )
    remove = actions.add_parser("remove", help=tr("remove a read-only memory"))
    remove.add_argument("name", metavar="NAME", help=tr("name, as the list shows it"))
    doubt = actions.add_parser(
        "clean", help=tr("show doubtful units: duplicates, missing numbers, other languages")
    )
    doubt.add_argument("--remove", action="store_true", help=tr("take them out"))
    align = actions.add_parser(
        "align",
        help=tr("make a TMX file of two editions of a document"),
        description=tr(
            "Reads two editions of a document, of any formats, and pairs their sentences. Pairs that"
            " are not sure are left out and counted."
        ),
    )
    align.add_argument("first", type=Path, metavar="FILE", help=tr("edition in the first language"))
    align.add_argument(
        "second", type=Path, metavar="FILE", help=tr("edition in the other language")
    )
    align.add_argument("-o", "--out", type=Path, metavar="FILE", help=tr("TMX file to write"))
    align.add_argument(
        "--remember", action="store_true", help=tr("put the pairs into the translation memory")
    )
    align.add_argument(
        "--least",
        type=float,
        default=0.5,
        metavar="N",
        help=tr("confidence from 0 to 1 that a pair needs; {default} without one", default=0.5),
    )
    align.add_argument(
        "--password-file", type=Path, metavar="F", help=tr("passwords to try, one a line")
    )
    for command in (take, export, add, doubt, align):
        command.add_argument("--from", dest="source", default="ko", metavar="LANGUAGE")
        command.add_argument("--to", dest="target", default="en", metavar="LANGUAGE")


def run(arguments: argparse.Namespace) -> ExitCode:
    """Do what the arguments name."""
    from app.services.reviewing import memories
    from translation.languages import LanguagePair

    if arguments.action == "list":
        return _list()
    if arguments.action == "remove":
        memories.remove_master(arguments.name)
        return ExitCode.DONE
    pair = LanguagePair(arguments.source, arguments.target)
    if arguments.action == "add":
        name = arguments.name or arguments.file.stem
        count = memories.add_master(arguments.file, name, pair)
        memories.set_penalty(name, arguments.penalty)
        output.say(trn("{n} unit was put in.", "{n} units were put in.", count))
        return ExitCode.DONE
    if arguments.action == "clean":
        return _clean(pair, remove=arguments.remove)
    if arguments.action == "align":
        return _align(arguments)
    if arguments.action == "import":
        count = memories.take_in(arguments.file, pair)
        output.say(trn("{n} unit was put in.", "{n} units were put in.", count))
        return ExitCode.DONE
    count = memories.write_out(arguments.out, pair)
    output.result(str(arguments.out))
    output.say(trn("{n} unit was written.", "{n} units were written.", count))
    return ExitCode.DONE


def _list() -> ExitCode:
    from app.services.reviewing import memories

    for one in memories.memories():
        pairs = ", ".join(f"{pair.source}-{pair.target} {n}" for pair, n in one.pairs.items())
        penalty = f"-{one.penalty} %" if one.penalty else ""
        said = (one.name or tr("My memory"), str(one.units), pairs, penalty, one.fault)
        output.result("\t".join(map(output.one_line, said)))
    return ExitCode.DONE


def _clean(pair: LanguagePair, *, remove: bool) -> ExitCode:
    from app.services.reviewing import memories

    found = memories.suspects_of(pair)
    for one in found:
        said = (one.reason.value, one.unit.source.text, one.unit.target.text)
        output.result("\t".join(map(output.one_line, said)))
    if remove:
        memories.remove(one.unit.unit_id for one in found if one.unit.unit_id is not None)
        output.say(trn("{n} entry was taken out.", "{n} entries were taken out.", len(found)))
    return ExitCode.DONE


def _align(arguments: argparse.Namespace) -> ExitCode:
    from app.bootstrap import open_executor
    from app.cli.passwords import read_passwords
    from app.jobs.limits import WorkerLimits
    from app.services import aligning
    from app.services.reviewing.session import now
    from translation.languages import LanguagePair

    if arguments.out is None and not arguments.remember:
        output.say(tr("Name a file with -o, or give --remember."))
        return ExitCode.WRONG_USAGE
    with open_executor(1, WorkerLimits()) as executor:
        editions = aligning.align_editions(
            executor,
            arguments.first,
            arguments.second,
            LanguagePair(arguments.source, arguments.target),
            passwords=read_passwords(arguments.password_file),
        )
    pairs = editions.sure(arguments.least)
    units = aligning.units_of(editions, pairs, "", now())
    if arguments.out is not None:
        aligning.write_tmx(arguments.out, units, editions.languages)
        output.result(str(arguments.out))
    if arguments.remember:
        count = aligning.remember(units)
        output.say(trn("{n} unit was put in.", "{n} units were put in.", count))
    output.say(
        tr(
            "{n} pairs; {unsure} were not sure, {source} and {target} sentences are in one edition"
            " only.",
            n=len(pairs),
            unsure=len(editions.pairs) - len(pairs),
            source=editions.source_alone,
            target=editions.target_alone,
        )
    )
    return ExitCode.DONE if pairs else ExitCode.NOTHING_DONE
