# SPDX-License-Identifier: AGPL-3.0-or-later
"""Damaged copies of the corpus through the command: a book or a named refusal for each.

A seeded 150 of HWP and 100 of each other format here; 2,000 and more by
``python -m tests.fuzz.run FOLDER --format hwp --count 2000``.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from converters.conversion import ConversionRequest
from converters.errors import ConversionError, ErrorCode
from converters.pipeline import convert
from tests.acceptance.corpus import HWP
from tests.app.command import Outcome, hanji_afresh
from tests.app.report_schema import check_item
from tests.checkers import epubcheck
from tests.conftest import CORPUS
from tests.fuzz.run import cases

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

COUNTS = {"hwp": 150, "hwpx": 100, "docx": 100, "epub": 100, "pdf": 100}
FOLDERS = {"pdf": "pdf-korean/pdfs"}
"""In the corpus, where it is not the format's name."""
BOOKS = 30
SEED = 20261122
LARGEST = 2_000_000
SECONDS = 120
GRACE = 15
# A refusal that says what is wrong with the file. The others mean that we made a
# mistake (internal), died (worker-died), or took more than anybody has (deadline, memory).
ABOUT_THE_FILE = {
    ErrorCode.DAMAGED,
    ErrorCode.UNSAFE,
    ErrorCode.DISTRIBUTION_DAMAGED,
    ErrorCode.DRM,
    ErrorCode.ENCRYPTED,
    ErrorCode.NOT_A_DOCUMENT,
    ErrorCode.TOO_DEEP,
    ErrorCode.TOO_LARGE,
    ErrorCode.UNSUPPORTED_FORMAT,
    ErrorCode.UNSUPPORTED_VERSION,
}


@dataclass(frozen=True)
class Campaign:
    """What became of the mutants, by the name that makes each of them again."""

    format: str
    items: dict[str, dict[str, Any]]
    outcome: Outcome
    log: str


def made_books(folder: Path) -> Path:
    """Return ``folder`` with books of the corpus in it: mutants of EPUB need sources too."""
    sources = [path for path in sorted(HWP.rglob("*.hwp")) if path.stat().st_size <= 300_000]
    folder.mkdir()
    for at, source in enumerate(sources[:: len(sources) // BOOKS]):
        with suppress(ConversionError):
            convert(ConversionRequest(source, folder / f"{at:02}.epub"))
    return folder


@pytest.fixture(scope="module", params=sorted(COUNTS))
def campaign(request, tmp_path_factory) -> Campaign:
    folder = tmp_path_factory.mktemp("mutants")
    (folder / "in").mkdir()
    kind = request.param
    corpus = made_books(folder / "books") if kind == "epub" else CORPUS / FOLDERS.get(kind, kind)
    names = {}
    for at, (name, data) in enumerate(cases(corpus, SEED, COUNTS[kind], LARGEST, kind)):
        file = folder / "in" / f"{at:04}.{kind}"
        file.write_bytes(data)
        names[file.name] = name
    outcome = hanji_afresh(
        *("convert", folder / "in", "--out", folder / "out", "--report", folder / "report.json"),
        *("--max-seconds", SECONDS),
        timeout=1500,
        HANJI_LOG_DIR=str(folder / "log"),
    )
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    items = {names[Path(item["input"]).name]: item for item in report["items"]}
    logs = (path for path in (folder / "log").rglob("*") if path.is_file())
    return Campaign(
        kind, items, outcome, "".join(path.read_text(encoding="utf-8") for path in logs)
    )


def test_every_mutant_becomes_a_book_or_a_named_refusal(campaign, figure):
    assert len(campaign.items) == COUNTS[campaign.format]
    assert campaign.outcome.code == 1
    faults = {}
    tally: Counter[str] = Counter()
    for name, item in campaign.items.items():
        check_item(item)
        code = item["error"]["code"] if item["error"] else "book"
        tally[code] += 1
        if code != "book" and ErrorCode(code) not in ABOUT_THE_FILE:
            faults[name] = item["error"]
        if code == "book" and not Path(item["outputs"][0]).is_file():
            faults[name] = "no book"
    assert not faults
    assert "Traceback" not in campaign.log
    figure(f"mutants of {campaign.format}: {dict(tally.most_common())}")


def test_no_mutant_hangs_beyond_the_limit(campaign, figure):
    slowest = max(campaign.items, key=lambda name: campaign.items[name]["seconds"])
    seconds = campaign.items[slowest]["seconds"]
    assert seconds < SECONDS + GRACE, slowest
    figure(f"slowest mutant of {campaign.format}: {seconds:.1f} s of {SECONDS} ({slowest})")


@pytest.mark.epubcheck
def test_books_of_mutants_are_valid_too(campaign, tmp_path, figure):
    books = {
        name: Path(item["outputs"][0]) for name, item in campaign.items.items() if item["outputs"]
    }
    assert len(books) > COUNTS[campaign.format] / 2
    findings = {}
    for name, book in books.items():
        found = epubcheck.check(book.read_bytes(), tmp_path)
        if found:
            findings[name] = [str(finding) for finding in found]
    assert not findings
    figure(f"books of mutants of {campaign.format}: {len(books)}, EPUBCheck finds nothing")
