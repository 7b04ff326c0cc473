# SPDX-License-Identifier: AGPL-3.0-or-later
"""A machine's draft describes no picture."""

from __future__ import annotations

import io
import zipfile

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Figure, InlineImage, Link, Paragraph, Text
from converters.epub.writer import write_book
from tests.checkers.rich import RESOURCES
from translation.descriptions import without_drafted_descriptions

KEY = next(iter(RESOURCES))
DOCUMENT = Document(
    Metadata(title="Walks", language="en"),
    (
        Figure(KEY, "The square"),
        Paragraph((Text("See "), Link("https://a.kr", (InlineImage(KEY, "A bridge"),)))),
    ),
    resources={KEY: RESOURCES[KEY]},
)


def test_drafts_are_taken_away_and_the_book_claims_nothing():
    made = without_drafted_descriptions(DOCUMENT)
    assert made.blocks == (
        Figure(KEY, ""),
        Paragraph((Text("See "), Link("https://a.kr", (InlineImage(KEY, ""),)))),
    )
    assert b"alternativeText" not in opf(made)
    assert b"alternativeText" in opf(DOCUMENT)


def test_what_was_approved_stays():
    made = without_drafted_descriptions(DOCUMENT, {"A bridge"})
    assert made.blocks[0] == DOCUMENT.blocks[0]
    assert made.blocks[1] != DOCUMENT.blocks[1]


def opf(document: Document) -> bytes:

    return zipfile.ZipFile(io.BytesIO(write_book(document).data)).read("EPUB/package.opf")
