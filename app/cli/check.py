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
from app.errors import ExitCode, UsageError
from app.finding_messages import finding_name, grade_name, mend_of
from app.i18n import current_language, mark, tr, trn
from app.jobs.limits import WorkerLimits
from app.messages import os_reason
from app.services.checking import CheckedBook, answer_json, books_below, check_books
from app.services.edits_file import add_edits
from converters.checking.masking import MASKABLE, masking_edits
from converters.document.edits import EditsUnreadable
from converters.document.findings import Finding, FindingKind, Grade

_MASK_NEEDS = mark("--mask needs --edits FILE and one document.")
_NO_EDITS = mark("The corrections “{path}” cannot be read: {detail}.")
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
        "--mask",
        type=_kinds,
        metavar="KINDS",
        help=tr("hide these kinds (rrn,mobile,… or “all”) by edits in the file of --edits"),
    )
    check.add_argument(
        "--edits", type=Path, metavar="FILE", help=tr("file of corrections that --mask adds to")
    )
    check.add_argument(
        "--password-file", type=Path, metavar="F", help=tr("passwords to try, one a line")
    )


def _kinds(text: str) -> frozenset[FindingKind]:
    if text == "all":
        return MASKABLE
    known = {kind.value: kind for kind in MASKABLE}
    given = [part.strip() for part in text.split(",")]
    for part in given:
        if part not in known:
            names = ", ".join(sorted(known))
            raise argparse.ArgumentTypeError(
                tr("“{value}” is none of: {known}.", value=part, known=names)
            )
    return frozenset(known[part] for part in given)


def run(arguments: argparse.Namespace) -> ExitCode:
    """Check and tell; 1 where an error was found or a file cannot be read."""
    if bool(arguments.mask) != bool(arguments.edits) or (
        arguments.mask and len(arguments.books) != 1
    ):
        raise UsageError(_MASK_NEEDS)
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
    if arguments.mask and checked[0].error is None:
        _write_masks(arguments.edits, checked[0], arguments.mask)
    if all(book.error is not None for book in checked):
        return ExitCode.NOTHING_DONE
    return ExitCode.DONE if all(book.is_clear for book in checked) else ExitCode.SOME_FAILED


def _write_masks(path: Path, book: CheckedBook, kinds: frozenset[FindingKind]) -> None:
    try:
        added = add_edits(path, masking_edits(book.findings, kinds))
    except (OSError, EditsUnreadable) as error:
        detail = os_reason(error) if isinstance(error, OSError) else str(error)
        raise UsageError(_NO_EDITS, path=str(path), detail=detail) from error
    output.say(
        trn(
            "{n} correction was added to the file; convert the document with --edits.",
            "{n} corrections were added to the file; convert the document with --edits.",
            added,
        )
    )


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
