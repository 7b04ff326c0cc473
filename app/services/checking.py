# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "may we publish this?": the checks of books and of documents, one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.finding_messages import mend_of
from app.jobs.request import JobExecutor
from app.services.inspection import read_file
from app.services.outside_checkers import check_outside
from app.services.report import Failure
from converters.document.findings import Finding, Grade

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class CheckedBook:
    """The findings about one file; ``error`` where it cannot be read."""

    book: str
    title: str = ""
    findings: tuple[Finding, ...] = ()
    error: Failure | None = None

    @property
    def grades(self) -> Counter[Grade]:
        """How many findings there are of each grade."""
        return Counter(finding.grade for finding in self.findings)

    @property
    def is_clear(self) -> bool:
        """Whether it was read and no error was found."""
        return self.error is None and not self.grades[Grade.ERROR]


def books_below(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are meant: those given, and every book below a folder that is given."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.epub")) if path.is_dir() else [path]
    return found


def check_books(
    executor: JobExecutor, books: Iterable[Path], passwords: tuple[str, ...]
) -> Iterator[CheckedBook]:
    """Yield what our checks and those of this machine find in each of ``books``, in their order."""
    for book in books:
        conversion, failed = read_file(executor, book, passwords)
        if conversion is None:
            yield CheckedBook(str(book), error=failed)
        else:
            findings = (*conversion.findings, *check_outside(book))
            yield CheckedBook(str(book), conversion.title, findings)


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as the JSON object of the answer."""
    place = finding.place
    return {
        "kind": finding.kind.value,
        "severity": finding.grade.value,
        "text": finding.text,
        "masked": finding.masked,
        "official": finding.official,
        "doubt": finding.doubt,
        "place": {
            "chapter": place.chapter,
            "nearby": place.nearby,
            "where": place.where.value,
            "part": place.part,
            "paragraph": place.paragraph,
            "page": place.page,
        },
        "mend": mend_of(finding),
    }


def answer_json(checked: Iterable[CheckedBook]) -> dict[str, Any]:
    """Return the answer about books as JSON (CONTRACTS: ``hanji check --json``)."""
    return {
        "schema": SCHEMA,
        "books": [
            {
                "book": one.book,
                "title": one.title,
                "findings": [finding_json(finding) for finding in one.findings],
                "error": one.error.to_json() if one.error else None,
            }
            for one in checked
        ],
    }
