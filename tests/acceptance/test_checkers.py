# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the reference checkers of EPUB and of accessibility say about the books."""

from __future__ import annotations

import re
import zipfile
from collections import Counter

import pytest

from tests.acceptance.corpus import sample
from tests.checkers import ace, epubcheck

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

SAMPLE = 20


@pytest.mark.epubcheck
def test_epubcheck_finds_no_error_and_no_warning_in_any_book(converted, tmp_path, figure):
    books = converted.books()
    assert books
    findings = {}
    for name, book in books.items():
        found = epubcheck.check(book.read_bytes(), tmp_path)
        if found:
            findings[name] = [str(finding) for finding in found]
    assert not findings
    figure(f"EPUBCheck {epubcheck.version()}: {len(books)} books, 0 errors, 0 warnings")


@pytest.mark.ace
def test_ace_finds_no_serious_barrier_in_a_sample(converted, figure):
    books = sample(converted, SAMPLE)
    assert len(books) == SAMPLE
    barriers = {}
    impacts: Counter[str] = Counter()
    for name, book in books.items():
        violations = ace.check(book)
        impacts.update(violation.impact for violation in violations)
        found = [str(v) for v in violations if v.impact in ace.BLOCKING]
        if found:
            barriers[name] = found
    assert not barriers
    lesser = ", ".join(f"{count} {impact}" for impact, count in sorted(impacts.items()))
    figure(
        f"Ace {ace.version()}: {len(books)} books, 0 critical, 0 serious; besides: {lesser or 'nothing'}"
    )


@pytest.mark.ace
def test_ace_does_find_barriers(converted, tmp_path):
    """The richest book of the sample without its alternative texts is refused."""
    pictured = max(
        sample(converted, SAMPLE), key=lambda name: converted.items[name]["counts"]["images"]
    )
    blind = tmp_path / "blind.epub"
    with zipfile.ZipFile(converted.books()[pictured]) as book, zipfile.ZipFile(blind, "w") as bad:
        for entry in book.infolist():
            data = book.read(entry)
            if entry.filename.endswith(".xhtml"):
                data = re.sub(rb'(<img [^>]*?) alt="[^"]*"', rb"\1", data)
            bad.writestr(entry, data)
    found = [violation for violation in ace.check(blind) if violation.impact in ace.BLOCKING]
    assert {violation.rule for violation in found} >= {"image-alt"}
