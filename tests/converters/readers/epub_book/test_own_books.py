# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our own books read back: to an equal Document as far as EPUB can carry it."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from pathlib import Path

import pytest

from converters import pipeline
from converters.document.counts import count
from converters.document.metadata import Metadata
from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Blocks,
    Document,
    Heading,
    Inlines,
    Link,
    Paragraph,
    Ruby,
    Table,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.rules import broken_rules
from converters.document.walk import inlines_of, map_document
from converters.epub.writer import write_book
from converters.limits import DEFAULT_LIMITS
from converters.readers.epub_book.reader import read_document
from converters.source.source_file import SourceFile
from converters.xhtml.inlines import visible_inlines
from tests.acceptance.corpus import HWP, UNREADABLE, kinds
from tests.checkers import epubcheck
from tests.checkers.rich import rich_document
from tests.property.documents import HANJA, random_documents
from tests.property.test_books import hanja_of, texts_of

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
DOCUMENTS = 40
LARGEST_BYTES = 3_000_000
STRUCTURE = ("tables", "cells", "merged_cells", "list_items", "equations", "footnotes", "endnotes")


def read_back(data: bytes) -> Document:
    source = SourceFile(Path("b.epub"), data, hashlib.sha256(data).hexdigest(), DEFAULT_LIMITS)
    return read_document(source, NoticeLog())


def carried(document: Document) -> Document:
    """Return what a book carries of ``document``.

    Frames that were tables in the source are no tables, and cells that were left out no cells; charts are boxes; space
    lines are space; bookmarks have no names of their own; a link that leads
    nowhere is text.
    """
    broken = set(write_book(document).broken_links)

    def inline(inlines: Inlines) -> Inlines:
        kept: list[object] = []
        for item in inlines:
            if isinstance(item, Anchor):
                kept.append(Anchor(f"a:{item.name}"))
            elif isinstance(item, Link):
                inner = inline(item.children)
                whole = item.target not in broken and visible_inlines(inner)
                kept += [replace(item, children=inner)] if whole else inner
            elif isinstance(item, Ruby):
                kept.append(replace(item, base=inline(item.base)))
            else:
                kept.append(item)
        return tuple(kept)  # type: ignore[arg-type]

    def change(blocks: Blocks) -> Blocks:
        return tuple(changed for block in blocks for changed in one(block))

    def one(block: Block) -> Blocks:
        if isinstance(block, Paragraph):
            inlines = inline(block.inlines)
            if visible_inlines(inlines):
                return (replace(block, inlines=inlines),)
            places = tuple(i for i in inlines if isinstance(i, Anchor))
            return tuple(Heading(1, (place,)) for place in places)
        if isinstance(block, Heading):
            return (replace(block, inlines=inline(block.inlines), frame_cells=0, frame_merged=0),)
        if isinstance(block, Table):
            return (replace(block, frame_cells=0, frame_merged=0),)
        if isinstance(block, Aside):
            role = "sidebar" if block.role == "chart" else block.role
            return (replace(block, role=role, frame_cells=0, frame_merged=0),)
        return (block,)

    return map_document(document, change)


def carried_counts(document: Document) -> dict[str, int]:
    """Return the counts of ``document``, places alone in a line left out of the headings."""
    changed = carried(document)
    lone = 0

    def see(blocks: Blocks) -> Blocks:
        nonlocal lone
        lone += sum(
            isinstance(b, Heading) and not b.number and not visible_inlines(b.inlines)
            for b in blocks
        )
        return blocks

    map_document(changed, see)
    counts = count(changed)
    return counts | {"headings": counts["headings"] - lone, "hidden": 0, "comments": 0}


def sample() -> list[str]:
    """Return some documents of the corpus, the same ones in every run."""
    names = sorted(name for name, kind in kinds().items() if kind not in UNREADABLE)
    random.Random(7).shuffle(names)
    return [name for name in names if (HWP / name).stat().st_size < LARGEST_BYTES][:DOCUMENTS]


@pytest.mark.corpus
@pytest.mark.parametrize("name", sample())
def test_a_document_of_the_corpus_comes_back_from_its_book(name: str) -> None:
    document = pipeline.read_document(HWP / name, (), DEFAULT_LIMITS, NoticeLog())
    back = read_back(write_book(document).data)
    assert list(broken_rules(back)) == []
    assert carried_counts(back) == carried_counts(document)
    again = write_book(back).data
    assert replace(read_back(again), source=None) == replace(back, source=None)


@pytest.mark.corpus
@pytest.mark.epubcheck
@pytest.mark.parametrize("name", sample())
def test_a_book_made_of_a_book_of_the_corpus_is_valid(name: str, tmp_path: Path) -> None:
    document = pipeline.read_document(HWP / name, (), DEFAULT_LIMITS, NoticeLog())
    again = write_book(read_back(write_book(document).data)).data
    assert epubcheck.check(again, tmp_path) == []


def test_every_kind_of_node_comes_back() -> None:
    document = rich_document()
    back = read_back(write_book(document).data)
    assert list(broken_rules(back)) == []
    # The sample mentions a note twice, which is a link to it afterwards, and a picture is missing.
    before, after = count(document), count(back)
    assert after["images"] == before["images"] - 1
    assert {n: after[n] for n in (*STRUCTURE, "ruby")} == {
        n: before[n] for n in (*STRUCTURE, "ruby")
    }
    ours, theirs = back.metadata, document.metadata
    assert (ours.title, ours.subtitle, ours.creators) == (
        theirs.title,
        theirs.subtitle,
        theirs.creators,
    )
    assert (ours.publisher, ours.kogl_type, ours.publication_number) == (
        theirs.publisher,
        theirs.kogl_type,
        theirs.publication_number,
    )


@pytest.mark.slow
def test_any_document_keeps_its_text_and_structure() -> None:
    for document in random_documents(HANJA):
        back = read_back(write_book(document).data)
        assert list(broken_rules(back)) == [], document
        assert hanja_of("".join(texts_of(back))) == hanja_of("".join(texts_of(document)))
        before, after = count(carried(document)), count(back)
        kept = {name: after[name] for name in STRUCTURE}
        assert kept == {name: before[name] for name in STRUCTURE}, document


@pytest.mark.slow
def test_any_book_of_ours_can_be_read() -> None:
    for document in random_documents():
        assert list(broken_rules(read_back(write_book(document).data))) == [], document


def test_a_title_that_the_cover_says_as_text_is_read_once() -> None:
    """Where the cover's fonts lack a letter, its words stand on its page as text."""
    document = replace(rich_document(), metadata=Metadata("عنوان الكتاب", language="ar"))
    back = read_back(write_book(document).data)
    assert "".join(texts_of(back)).count("عنوان الكتاب") == 0
    assert back.metadata.title == "عنوان الكتاب"


def test_blanks_collapse_as_pages_show_them() -> None:
    document = Document(
        replace(rich_document().metadata, title="가"), (Paragraph((Text("가  나\n 다 "),)),)
    )
    assert inlines_of(read_back(write_book(document).data).blocks[0]) == (Text("가 나 다"),)
