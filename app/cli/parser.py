# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line: its words, and what they mean in both languages."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from app import HANCOM_SENTENCE, VERSION_LINE
from app.cli import output
from app.cli.argument_types import count
from app.cli.check import add_check
from app.cli.cluster import add_cluster
from app.cli.completion import add_completion
from app.cli.doctor import add_doctor
from app.cli.jobs import add_jobs
from app.cli.ledger_words import add_ledger
from app.cli.memory import add_memory
from app.cli.models import add_models
from app.cli.review import add_review
from app.cli.terms import add_terms
from app.errors import ExitCode, UsageError
from app.i18n import mark, tr
from app.jobs.limits import WorkerLimits
from app.services.url import Url

_LEAST_MEMORY_MIB = 256

FORMATS = ("epub", "html", "markdown", "text", "json", "fixed-epub")
"""The values of OutputFormat, spelt out so that ``--help`` need not load the converters."""

CARE = ("draft", "normal", "careful")
_NO_CHOICE = mark("“{value}” is none of: {known}.")

ARGPARSE_WORDS = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("show program's version number and exit"),
    mark("the following arguments are required: %s"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("unrecognized arguments: %s"),
    mark("expected one argument"),
    mark("expected at least one argument"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
)
"""What argparse itself says; listed here so that the catalogue has it."""


class _Parser(argparse.ArgumentParser):
    """argparse with our exit code and our languages."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Refuse what nobody knows here, where ``--help`` of the right command is named."""
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(tr("unrecognized arguments: %s") % " ".join(unknown))
        return parsed, unknown

    def error(self, message: str) -> NoReturn:
        output.say(tr("hanji: {detail}", detail=message))
        output.say(tr("“{command} --help” shows how it is used.", command=self.prog))
        sys.exit(ExitCode.WRONG_USAGE)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds) or seconds <= 0:
        raise argparse.ArgumentTypeError(tr("“{text}” is no number of seconds", text=text))
    return seconds


def _memory(text: str) -> int:
    if not text.isdecimal() or int(text) < _LEAST_MEMORY_MIB:
        raise argparse.ArgumentTypeError(
            tr("“{text}”: at least {least} MiB are needed", text=text, least=_LEAST_MEMORY_MIB)
        )
    return int(text)


def build_parser(defaults: Mapping[str, str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands that exist.

    Args:
        defaults: values of conversions' options in place of the usual ones.
    """
    parser = _Parser(
        prog="hanji",
        description=tr(
            "Turns Korean publications into accessible EPUB 3 books, by the batch and offline."
        ),
        epilog=tr("Without a command the window opens.") + " " + HANCOM_SENTENCE,
    )
    # argparse does not ask the catalogue for this one.
    version = tr("show program's version number and exit")
    parser.add_argument("--version", action="version", version=VERSION_LINE, help=version)
    commands = parser.add_subparsers(
        dest="command", title=tr("commands"), metavar=tr("COMMAND"), parser_class=_Parser
    )
    _add_convert(commands, defaults or {})
    _add_watch(commands, defaults or {})
    _add_inspect(commands)
    add_check(commands)
    add_models(commands)
    _add_translate(commands)
    add_review(commands)
    add_jobs(commands)
    add_terms(commands)
    add_ledger(commands)
    add_memory(commands)
    add_cluster(commands)
    add_doctor(commands)
    add_completion(commands)
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what a command line says, with the options of its --config where it names one.

    Raises:
        UsageError: that file cannot be read, or says something else.
    """
    parsed = build_parser().parse_args(arguments)
    if parsed.command not in ("convert", "watch") or parsed.config is None:
        return parsed
    from app.cli.config import read_config

    options = read_config(parsed.config).options
    for name, known in (("to", FORMATS), ("care", CARE)):
        if options.get(name, known[0]) not in known:
            raise UsageError(_NO_CHOICE, value=options[name], known=", ".join(known))
    return build_parser(options).parse_args(arguments)


def _add_convert(
    commands: argparse._SubParsersAction[_Parser], defaults: Mapping[str, str]
) -> None:
    convert = commands.add_parser(
        "convert",
        help=tr("convert files and folders"),
        description=tr(
            "Converts files, and folders with everything in them. A repeated call does nothing"
            " for what is already done."
        ),
    )
    convert.add_argument(
        "paths", nargs="+", type=_place, metavar="PATH", help=tr("file, folder, or URL of one")
    )
    _add_conversion(convert, defaults)
    convert.add_argument(
        "--edits",
        type=Path,
        metavar="FILE",
        help=tr("a person's corrections of the document (JSON); else those beside its book"),
    )
    convert.add_argument(
        "--report", metavar="FILE", help=tr("write a report as JSON (“-”: to stdout)")
    )
    convert.add_argument(
        "--summary",
        type=Path,
        metavar="FILE",
        help=tr("write a summary for people: .html, .json or .xlsx"),
    )


def _add_watch(commands: argparse._SubParsersAction[_Parser], defaults: Mapping[str, str]) -> None:
    watch = commands.add_parser(
        "watch",
        help=tr("convert what lands in a folder"),
        description=tr(
            "Converts what lands in a folder and in those below it, as soon as it is complete,"
            " until it is stopped with Ctrl+C."
        ),
    )
    watch.add_argument("folder", type=Path, metavar="FOLDER", help=tr("folder to watch"))
    _add_conversion(watch, defaults)
    watch.add_argument(
        "--once", action="store_true", help=tr("end when everything in the folder is done")
    )
    watch.add_argument(
        "--quiet",
        type=_seconds,
        default=5.0,
        metavar="S",
        help=tr("so long a file must stand still before it counts as complete"),
    )


def _add_conversion(convert: _Parser, defaults: Mapping[str, str]) -> None:
    """Add what ``convert`` and ``watch`` share."""
    limits = WorkerLimits()
    convert.add_argument(
        "-o", "--out", required=True, type=_place, metavar="DIR", help=tr("folder for the books")
    )
    convert.add_argument(
        "--to",
        choices=FORMATS,
        default=FORMATS[0],
        help=tr(
            "what to make (epub where nothing is said; fixed-epub keeps the pages of PDF as printed)"
        ),
    )
    convert.add_argument("--jobs", type=count, metavar="N", help=tr("how many files at once"))
    convert.add_argument(
        "--force", action="store_true", help=tr("convert again, and overwrite what is in the way")
    )
    convert.add_argument(
        "--max-seconds",
        type=_seconds,
        default=limits.max_seconds,
        metavar="S",
        help=tr("time for one file"),
    )
    convert.add_argument(
        "--max-memory",
        type=_memory,
        default=limits.max_memory_mib,
        metavar="MIB",
        help=tr("memory for one file"),
    )
    _add_passwords(convert)
    convert.add_argument(
        "--translate",
        type=_pair,
        metavar="FROM:TO",
        help=tr("translate by machine, ko:en; the books are drafts and say so"),
    )
    convert.add_argument(
        "--bilingual",
        action="store_true",
        help=tr("with --translate: both languages, paragraph under paragraph"),
    )
    _add_care(convert)
    convert.add_argument(
        "--emblem", type=Path, metavar="FILE", help=tr("picture for the covers (PNG or JPEG)")
    )
    convert.add_argument(
        "--theme",
        default="",
        metavar="NAME|FILE",
        help=tr("design of the books: report, guidebook, magazine, large-print, or a theme file"),
    )
    convert.add_argument(
        "--no-recognition",
        action="store_false",
        dest="recognise",
        help=tr("leave scanned pages as pictures, which is faster"),
    )
    convert.add_argument(
        "--cluster",
        metavar="URL",
        help=tr("convert on the machines of a cluster (tls://HOST:PORT)"),
    )
    convert.add_argument("--config", type=Path, metavar="FILE", help=tr("options in a file (TOML)"))
    convert.set_defaults(**defaults)


def _add_care(command: _Parser) -> None:
    command.add_argument(
        "--care",
        choices=CARE,
        default="normal",
        help=tr("how carefully to translate: draft is fastest, careful slowest"),
    )


def _add_translate(commands: argparse._SubParsersAction[_Parser]) -> None:
    translate = commands.add_parser(
        "translate",
        help=tr("translate a text"),
        description=tr(
            "Translates a text, or a file of lines, with the installed packages and without a"
            " network: one line in, one line out."
        ),
    )
    translate.add_argument("text", metavar="TEXT_OR_FILE", help=tr("a text, a file, or “-”: stdin"))
    translate.add_argument("--from", dest="source", default="ko", metavar="LANGUAGE")
    translate.add_argument("--to", dest="target", default="en", metavar="LANGUAGE")
    _add_care(translate)


def _place(text: str) -> Path | Url:
    """A path of this machine, or the URL of a folder that is not mounted."""
    return Url.of(text) or Path(text)


def _pair(text: str) -> tuple[str, str]:
    source, colon, target = text.partition(":")
    if not (colon and source.isalpha() and target.isalpha() and source != target):
        raise argparse.ArgumentTypeError(tr("two languages, like ko:en"))
    return source.lower(), target.lower()


def _add_inspect(commands: argparse._SubParsersAction[_Parser]) -> None:
    inspect = commands.add_parser(
        "inspect",
        help=tr("say what a file is and holds, and what a book of it would lose"),
        description=tr(
            "Says what a file is and holds, and what a book of it would lose. Writes nothing."
        ),
    )
    inspect.add_argument("path", type=Path, metavar="PATH", help=tr("file"))
    inspect.add_argument(
        "--json", action="store_true", help=tr("as JSON, in the form of a report's item")
    )
    inspect.add_argument(
        "--layout",
        type=Path,
        metavar="DIR",
        help=tr("folder for pictures of the pages with the parts that were found (PDF)"),
    )
    _add_passwords(inspect)


def _add_passwords(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--password-file", type=Path, metavar="F", help=tr("passwords to try, one a line")
    )
