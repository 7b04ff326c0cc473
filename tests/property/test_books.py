# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for the book of any Document."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from converters.document.codec import decode, encode
from converters.document.nodes import (
    CodeBlock,
    Document,
    Heading,
    InlineUnsupported,
    ListBlock,
    Ruby,
    Text,
    Unsupported,
)
from converters.document.walk import every_flow, inlines_of, iter_blocks, iter_inlines
from converters.epub.writer import write_book
from converters.exports.html import to_html
from converters.exports.markdown import to_markdown
from converters.exports.resources import file_names
from converters.exports.text import to_text
from tests.checkers import epubcheck
from tests.property.documents import HANJA, random_documents

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),
]


def texts_of(document: Document) -> Iterator[str]:
    """Yield every text that a reader of the printed page sees."""
    for flow in every_flow(document):
        for block in iter_blocks(flow):
            if isinstance(block, Heading):
                yield block.number or ""
            elif isinstance(block, ListBlock):
                yield from (item.marker for item in block.items)
            elif isinstance(block, CodeBlock | Unsupported):
                yield block.text
            for inline in iter_inlines(inlines_of(block)):
                if isinstance(inline, Text):
                    yield inline.value
                elif isinstance(inline, Ruby):
                    yield inline.annotation
                elif isinstance(inline, InlineUnsupported):
                    yield inline.text


def hanja_of(text: str) -> Counter[str]:
    return Counter(c for c in text if 0x4E00 <= ord(c) <= 0x4EFF)


def content_of(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        pages = [
            archive.read(name)
            for name in archive.namelist()
            if name.startswith(("EPUB/c0", "EPUB/notes"))
        ]
    bodies = [etree.fromstring(page).find("{*}body") for page in pages]
    return "".join("".join(body.itertext()) for body in bodies if body is not None)


def test_a_document_comes_back_from_its_json():
    for document in random_documents():
        files = file_names(document)
        data = {files[key]: resource.data for key, resource in document.resources.items()}
        tree = json.loads(json.dumps(encode(document, files)))
        assert decode(tree, data.__getitem__) == document


def test_equal_documents_give_equal_books():
    for document in random_documents():
        assert write_book(document) == write_book(document)


def test_every_character_is_in_the_book_once():
    for document in random_documents(HANJA):
        wanted = hanja_of("".join(texts_of(document)))
        assert hanja_of(content_of(write_book(document).data)) == wanted, document


def test_every_character_is_in_each_export_once():
    # Names of the page and of its regions repeat a heading or a caption.
    named = re.compile(r'<title>.*?</title>| (?:aria-label|title)="[^"]*"', re.DOTALL)
    for document in random_documents(HANJA):
        wanted = hanja_of("".join(texts_of(document)))
        assert hanja_of(to_text(document)) == wanted, document
        page = named.sub("", to_html(document).decode())
        assert hanja_of(page) == wanted, document
        assert hanja_of(to_markdown(document, file_names(document))) == wanted, document


def test_any_text_can_be_exported():
    for document in random_documents():
        to_text(document).encode()
        to_markdown(document, file_names(document)).encode()
        assert to_html(document).startswith(b"<!DOCTYPE html>")


@pytest.mark.epubcheck
def test_every_book_passes_epubcheck(tmp_path: Path):
    for document in random_documents():
        findings = epubcheck.check(write_book(document).data, tmp_path)
        assert not findings, "\n".join([*map(str, findings), repr(document)])
