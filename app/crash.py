# SPDX-License-Identifier: AGPL-3.0-or-later
"""The top-level exception hook: uncaught errors go to the log file, and one line to the person."""

from __future__ import annotations

import logging
import sqlite3
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app import paths
from app.i18n import mark, tr

logger = logging.getLogger(__name__)

_LOG_BYTES = 1_000_000
_SORRY = mark("Hanji has made a mistake and stopped. Details are in the log file: {path}")

_NOT_SAVED = mark(
    "This was not saved: {detail}. What was saved before is safe. Try again afterwards."
)


def open_log() -> Path | None:
    """Send warnings and worse to the user's log file; None where no file can be written."""
    root = logging.getLogger()
    target = paths.log_file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(target, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError:
        # Without this, logging would print to stderr.
        root.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    root.addHandler(handler)
    return target


def sentence(log: Path | None, error: BaseException | None = None) -> str:
    """Return what to say to the person.

    Args:
        log: where the details are.
        error: what nobody caught; a store that another program holds, that may only be read or that
            has no room is no mistake of the program.
    """
    if isinstance(error, sqlite3.OperationalError):
        # Not at the start: most runs need no sentence of these.
        from app.store_messages import known_store_reason

        detail = known_store_reason(error)
        if detail is not None:
            return tr(_NOT_SAVED, detail=detail)
    return tr(_SORRY, path=log or "-")


def install(say: Callable[[str], None], log: Path | None) -> None:
    """Catch what nobody caught, in whatever thread: log it whole and ``say`` one line."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logger.critical("uncaught", exc_info=(kind, error, trace))
        say(sentence(log, error))

    def thread_hook(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None and not issubclass(caught.exc_type, SystemExit):
            hook(caught.exc_type, caught.exc_value, caught.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
