# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a book is cut."""

from __future__ import annotations

from converters.document.nodes import PageBreak
from converters.epub.chapters import LARGEST_BYTES, SMALLEST_BYTES, split_chapters
from tests.checkers.rich import LONG, h, p

BODY = [p(LONG) for _ in range(20)]


def test_no_block_is_lost_or_moved() -> None:
    blocks = (p("앞"), h(1, "가"), *BODY, PageBreak("2"), h(1, "나"), *BODY * 20, h(2, "다"), *BODY)
    cut = split_chapters(blocks)
    assert sum((chapter.blocks for chapter in cut), ()) == blocks
    assert len(cut) > 2


def test_a_chapter_begins_with_its_heading_and_its_page() -> None:
    cut = split_chapters((h(1, "가"), *BODY, PageBreak("2"), h(1, "나"), *BODY))
    assert cut[1].blocks[:2] == (PageBreak("2"), h(1, "나"))


def test_short_chapters_share_a_file() -> None:
    assert len(split_chapters(tuple(h(1, f"{n}") for n in range(10)))) == 1


def test_the_highest_level_in_use_makes_the_chapters() -> None:
    assert len(split_chapters((h(2, "가"), *BODY, h(2, "나"), *BODY))) == 2


def test_a_document_without_blocks_has_one_empty_file() -> None:
    assert [chapter.blocks for chapter in split_chapters(())] == [()]


def test_a_heading_stays_with_the_deeper_one_that_follows_it() -> None:
    long = BODY * (LARGEST_BYTES // SMALLEST_BYTES)
    blocks = (h(1, "가"), *long, h(2, "나"), h(3, "다"), *long, h(3, "라"), *long)
    cut = split_chapters(blocks)
    assert [block for chapter in cut for block in chapter.blocks] == list(blocks)
    assert (h(2, "나"), h(3, "다")) in [chapter.blocks[:2] for chapter in cut]


def test_a_person_says_down_to_which_level_chapters_begin() -> None:
    blocks = (h(1, "가"), h(2, "나"), p("1"), h(2, "다"), p("2"), h(3, "라"), p("3"), h(1, "마"))
    starts = {
        level: [chapter.blocks[0] for chapter in split_chapters(blocks, level)]
        for level in (1, 2, 3)
    }
    assert starts[1] == [h(1, "가"), h(1, "마")]
    assert starts[2] == [h(1, "가"), h(2, "다"), h(1, "마")]
    assert starts[3] == [h(1, "가"), h(2, "다"), h(3, "라"), h(1, "마")]
    for level in range(7):
        assert sum((chapter.blocks for chapter in split_chapters(blocks, level)), ()) == blocks


def test_what_is_too_large_is_cut_whatever_level_was_chosen() -> None:
    long = BODY * (LARGEST_BYTES // SMALLEST_BYTES)
    assert len(split_chapters((h(1, "가"), *long, h(2, "나"), *long), 1)) > 1
