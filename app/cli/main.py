# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entry of all commands: language, streams, the exception hook, then the command itself."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Sequence

from app import crash, i18n
from app.cli import output
from app.cli.parser import build_parser, parse
from app.errors import AppError, ExitCode
from app.i18n import tr

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> int:
    """Run a command line and return the exit code."""
    output.prepare()
    i18n.use_language(i18n.preferred_language())
    i18n.bind_standard_library(i18n.current_language())
    crash.install(output.say, crash.open_log())
    # Whoever ends us politely gets what Ctrl+C gets: finished books stay, workers go.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        parsed = parse(arguments)
        if parsed.command == "convert":
            from app.cli import convert, remote

            return remote.run(parsed) if remote.is_wanted(parsed) else convert.run(parsed)
        if parsed.command == "translate":
            from app.cli import translate

            return translate.run(parsed)
        if parsed.command == "models":
            from app.cli import models

            return models.run(parsed)
        if parsed.command == "review":
            from app.cli import review

            return review.run(parsed)
        if parsed.command == "ledger":
            from app.cli import ledger

            return ledger.run(parsed)
        if parsed.command == "terms":
            from app.cli import terms

            return terms.run(parsed)
        if parsed.command == "memory":
            from app.cli import memory

            return memory.run(parsed)
        if parsed.command == "watch":
            from app.cli import watch

            return watch.run(parsed)
        if parsed.command == "cluster":
            from app.cli import cluster

            return cluster.run(parsed)
        if parsed.command == "doctor":
            from app.cli import doctor

            return doctor.run(parsed)
        if parsed.command == "jobs":
            from app.cli import jobs

            return jobs.run(parsed)
        if parsed.command == "completion":
            from app.cli import completion

            return completion.run(parsed, build_parser())
        if parsed.command == "check":
            from app.cli import check

            return check.run(parsed)
        if parsed.command == "inspect":
            from app.cli import inspect

            return inspect.run(parsed)
    except AppError as error:
        output.say(output.one_line(tr(error.message, **error.params)))
        return error.exit_code
    except MemoryError:
        logger.exception("out of memory")
        output.say(tr("There is not enough memory. Close other programs, or try again with less."))
        return ExitCode.NOTHING_DONE
    except KeyboardInterrupt:
        output.say(tr("Interrupted."))
        return ExitCode.INTERRUPTED
    build_parser().print_help(sys.stderr)
    return ExitCode.WRONG_USAGE
