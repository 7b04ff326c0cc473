# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "make this book again": its document is converted with the corrections beside the book."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.errors import AppError
from app.i18n import mark
from app.jobs.request import JobExecutor
from app.services.conversion import ConversionRun, Options
from app.services.intake import PlannedFile
from app.services.output_index import OutputIndex
from app.services.output_lock import BUSY, hold_at_once
from app.services.report import ReportItem
from app.services.themes import read_theme
from converters.theme import PLAIN, theme_of

_TRANSLATED = mark(
    "This book is a translation: it is corrected in its review, and made again there."
)
_FONT = mark(
    "This book has the font of another theme than that of the settings: choose its theme there first."
)
_EMBLEM = mark(
    "This book has an emblem that the theme of the settings does not have: choose its theme there, or make it again by the command."
)
_GONE = mark("The document “{name}” is no longer where it was. Put it back, or convert it again.")


class _Outcome:
    """Hears what became of the one file."""

    def __init__(self) -> None:
        self.item: ReportItem | None = None

    def started(self, number: int) -> None:
        """Nothing is to be said."""

    def progressed(self, number: int, stage: str, done: int, total: int) -> None:
        """Nothing is to be said: a book takes seconds."""

    def finished(self, number: int, item: ReportItem) -> None:
        """Keep what became of it."""
        self.item = item

    def cancelled(self, number: int) -> None:
        """Keep that nothing became of it."""


def rebuild(
    executor: JobExecutor,
    book: Path,
    source: Path,
    made_with: str,
    out_folder: Path,
    theme_asked: str = "",
) -> ReportItem:
    """Make a book again in its place and return the item of the report.

    Args:
        executor: where the workers are.
        book: the book, below ``out_folder``.
        source: the document.
        made_with: fingerprint of how it was made.
        out_folder: that has the index.
        theme_asked: the theme of today's books, which may have the emblem and the font of this one.

    Raises:
        AppError: this book is not made again here; the message says why.
    """
    options = options_of(made_with, theme_asked)
    if not source.is_file():
        raise AppError(_GONE, name=source.name)
    root = out_folder.absolute()
    outcome = _Outcome()
    with hold_at_once(root):
        run = ConversionRun(executor, OutputIndex(root), options, outcome, 1)
        try:
            run.add(PlannedFile(0, str(source), source, book.absolute()))
            run.wait()
        finally:
            run.close()
    if outcome.item is None:
        raise AppError(BUSY, folder=str(root))
    return outcome.item


def options_of(made_with: str, theme_asked: str = "") -> Options:
    """Return the options under which a book is made as it was, with its corrections of today.

    Args:
        made_with: fingerprint of how it was made.
        theme_asked: see ``rebuild``.

    Raises:
        AppError: it was made in a way that needs more than its document.
    """
    if " translate=" in made_with:
        raise AppError(_TRANSLATED)
    options = Options(force=True, recognise=" scans=pictures" not in made_with)
    wanted = _parts_of(made_with)
    theme = theme_of(wanted.get("theme", PLAIN.fingerprint))
    if theme is not None:
        options = replace(options, theme=theme)
    if theme is None or "emblem" in wanted:
        # Of fonts and emblems the fingerprint tells only whether they are the same.
        today = read_theme(theme_asked)
        emblem = today.emblem if "emblem" in wanted else b""
        options = replace(options, theme=theme or today.theme, emblem=emblem)
        found = _parts_of(options.fingerprint)
        for name, message in (("emblem", _EMBLEM), ("theme", _FONT)):
            if found.get(name) != wanted.get(name):
                raise AppError(message)
    return options.keeping_pages() if made_with.startswith("to=fixed-epub") else options


def _parts_of(fingerprint: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in fingerprint.split() if "=" in part)
