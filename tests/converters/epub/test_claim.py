# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book says that it conforms only after a person said so, and changes in nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from converters.checking.epub_rules.rules import book_breaches
from converters.document.metadata import Metadata
from converters.document.nodes import Document
from converters.epub.claim import CONFORMITY, Claim, with_claim
from converters.epub.metadata import NOT_EVALUATED
from converters.epub.writer import write_book
from converters.errors import ConversionError
from tests.checkers import epubcheck
from tests.checkers.rich import h, p

CLAIM = Claim("홍길동 <기획예산과>", "2026-11-30T01:02:03Z")


def book(language: str = "ko") -> bytes:
    return write_book(Document(Metadata("백서", language=language), (h(1, "개요"), p("글")))).data


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(data: bytes) -> dict[str, str]:
    root = etree.fromstring(parts(data)["EPUB/package.opf"])
    return {meta.get("property", ""): meta.text for meta in root.iter("{*}meta")}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_claim_is_that_of_the_standard_and_nothing_else_changes(language):
    before = book(language)
    assert "dcterms:conformsTo" not in said(before)
    assert NOT_EVALUATED[language] in said(before)["schema:accessibilitySummary"]
    after = with_claim(before, CLAIM)
    found = said(after)
    assert found["dcterms:conformsTo"] == CONFORMITY == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert (found["a11y:certifiedBy"], found["dcterms:date"]) == (CLAIM.by, "2026-11-30")
    assert found["dcterms:modified"] == CLAIM.when
    assert NOT_EVALUATED[language] not in found["schema:accessibilitySummary"]
    assert CLAIM.by in found["schema:accessibilitySummary"]
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == ["EPUB/package.opf"]
    assert not book_breaches(after)
    assert with_claim(before, CLAIM) == after


def test_a_later_claim_takes_the_place_of_the_earlier_one_and_can_be_taken_away():
    later = Claim("김영희", "2027-01-02T00:00:00Z")
    after = with_claim(with_claim(book(), CLAIM), later)
    text = parts(after)["EPUB/package.opf"].decode()
    assert (text.count("conformsTo"), text.count("certifiedBy")) == (1, 1)
    assert said(after)["a11y:certifiedBy"] == "김영희"
    assert "conformsTo" not in parts(with_claim(after, None))["EPUB/package.opf"].decode()


@pytest.mark.epubcheck
@pytest.mark.skipif(not epubcheck.is_available(), reason="EPUBCheck is not here")
def test_epubcheck_is_content_with_a_claim(tmp_path):
    assert epubcheck.check(with_claim(book(), CLAIM), tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"PK no zip", zipfile.ZIP_STORED.to_bytes(9, "big")])
def test_what_is_no_book_claims_nothing(data):
    with pytest.raises(ConversionError):
        with_claim(data, CLAIM)
