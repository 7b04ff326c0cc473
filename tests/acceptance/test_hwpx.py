# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPX documents become books as HWP 5 ones do, and twins give the same Document."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from converters import pipeline
from converters.document.notices import NoticeLog
from converters.document.rules import broken_rules
from converters.epub.writer import write_book
from converters.errors import ConversionError
from converters.limits import DEFAULT_LIMITS
from tests.acceptance.corpus import HWP, PEERS
from tests.checkers import epubcheck
from tests.conftest import CORPUS

pytestmark = [pytest.mark.slow, pytest.mark.corpus]

HWPX = CORPUS / "hwpx"
# A package without its header: nothing says what its text looks like.
REFUSED = {"chrisryugj+kordoc/tests/fixtures/dummy.hwpx": "damaged"}
COMPARED = [
    "hangul",
    "tables",
    "cells",
    "merged_cells",
    "images",
    "equations",
    "footnotes",
    "endnotes",
    "text_boxes",
    "ruby",
]


def documents() -> dict[str, Path]:
    return {path.relative_to(HWPX).as_posix(): path for path in sorted(HWPX.rglob("*.hwpx"))}


@pytest.mark.epubcheck
def test_every_readable_document_becomes_a_valid_book(tmp_path, figure):
    refused, findings, broken = {}, {}, {}
    for name, path in documents().items():
        try:
            document = pipeline.read_document(path, (), DEFAULT_LIMITS, NoticeLog())
        except ConversionError as error:
            refused[name] = error.code.value
            continue
        broken[name] = list(broken_rules(document))
        findings[name] = [
            str(found) for found in epubcheck.check(write_book(document).data, tmp_path)
        ]
    assert refused == REFUSED
    assert not {name: found for name, found in findings.items() if found}
    assert not {name: found for name, found in broken.items() if found}
    figure(f"HWPX: {len(findings)} books, 0 errors, 0 warnings; {len(refused)} refused")


def test_no_hangul_is_lost_against_an_independent_reader():
    with PEERS.open(encoding="utf-8", newline="") as lines:
        rows = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
    compared = 0
    for name, path in documents().items():
        if name in rows and name not in REFUSED:
            ours = pipeline.inspect(path).counts["hangul"]
            assert ours >= 0.999 * int(rows[name]["raw_reader_hangul"] or 0), name
            compared += 1
    assert compared > 20


def test_twins_count_the_same(figure):
    compared, different = 0, {}
    for name, path in documents().items():
        twin = (HWP / name).with_suffix(".hwp")
        if not twin.exists() or name in REFUSED:
            continue
        ours, theirs = pipeline.inspect(twin).counts, pipeline.inspect(path).counts
        compared += 1
        if any(ours[key] != theirs[key] for key in COMPARED):
            different[name] = {key: (ours[key], theirs[key]) for key in COMPARED}
    assert compared > 50
    assert not different
    figure(f"HWP and HWPX twins: {compared} pairs, all counts equal")
