# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji check``: may this be published?"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from app import bootstrap
from app.cli import output
from app.cli.passwords import read_passwords
from app.errors import ExitCode
from app.finding_messages import finding_name, grade_name, mend_of
from app.i18n import current_language, tr
from app.jobs.limits import WorkerLimits
from app.services.checking import CheckedBook, answer_json, books_below, check_books
from converters.document.findings import Finding, Grade

_ORDER = (Grade.ERROR, Grade.WARNING, Grade.NOTE)


def add_check(commands: Any) -> None:
    """Add the words of ``hanji check`` to a parser's commands."""
    check = commands.add_parser(
        "check",
        help=tr("look for what must not be published, and for barriers"),
        description=tr(
            "Looks through books, and documents before they become books: personal data, what is"
            " left of drafts, dead links, and what keeps people from reading them. Changes nothing."
        ),
    )
    check.add_argument(
        "books", nargs="+", type=Path, metavar="BOOK", help=tr("book, document, or folder of books")
    )
    check.add_argument("--json", action="store_true", help=tr("as JSON"))
    check.add_argument(
        "--password-file", type=Path, metavar="F", help=tr("passwords to try, one a line")
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Check and tell; 1 where an error was found or a file cannot be read."""
    passwords = read_passwords(arguments.password_file)
    books = books_below(arguments.books)
    if not books:
        output.say(tr("There is no book in what was given."))
        return ExitCode.NOTHING_DONE
    with bootstrap.open_executor(1, WorkerLimits()) as executor:
        checked = list(check_books(executor, books, passwords))
    if arguments.json:
        output.result(json.dumps(answer_json(checked), ensure_ascii=False, indent=1))
    for book in checked:
        if book.error is not None:
            output.say(output.one_line(book.error.sentence(current_language())))
        elif not arguments.json:
            for line in _lines_of(book):
                output.result(line)
    if all(book.error is not None for book in checked):
        return ExitCode.NOTHING_DONE
    return ExitCode.DONE if all(book.is_clear for book in checked) else ExitCode.SOME_FAILED


def _lines_of(book: CheckedBook) -> list[str]:
    counts = ", ".join(
        f"{grade_name(grade)} {book.grades[grade]:,}" for grade in _ORDER if book.grades[grade]
    )
    lines = [f"{output.one_line(book.book)}: {counts or tr('nothing found')}"]
    for grade in _ORDER:
        lines += [_line_of(finding) for finding in book.findings if finding.grade is grade]
    lines.append(tr("A machine sees only a part: look at alternative texts and headings yourself."))
    return lines


def _line_of(finding: Finding) -> str:
    text = f" “{finding.text}”" if finding.text else ""
    place = " · ".join(filter(None, (finding.place.chapter, finding.place.nearby)))
    where = f" ({place})" if place and place != finding.text else ""
    line = f"  [{grade_name(finding.grade)}] {finding_name(finding.kind)}{text}{where}"
    return output.one_line(f"{line} → {mend_of(finding)}")
