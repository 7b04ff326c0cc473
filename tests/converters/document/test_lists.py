# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbered paragraphs nest by their levels; text between them ends the list."""

from hypothesis import given
from hypothesis import strategies as st

from converters.document.lists import PendingItem, group
from converters.document.nodes import Block, ListBlock, Paragraph, Text
from converters.document.walk import iter_blocks


def item(level: int, marker: str, *, ordered: bool = True) -> PendingItem:
    return PendingItem(level, marker, ordered, (Paragraph((Text(marker),)),))


def outline(blocks: tuple[Block, ...]) -> list:
    found: list = []
    for block in blocks:
        if isinstance(block, ListBlock):
            for entry in block.items:
                found.append(entry.marker)
                inner = outline(tuple(b for b in entry.blocks if isinstance(b, ListBlock)))
                if inner:
                    found.append(inner)
    return found


def test_deeper_levels_go_inside() -> None:
    blocks = group([item(0, "1."), item(1, "가."), item(1, "나."), item(2, "1)"), item(0, "2.")])
    assert len(blocks) == 1
    assert outline(blocks) == ["1.", ["가.", "나.", ["1)"]], "2."]


def test_text_ends_a_list() -> None:
    blocks = group([item(0, "1."), Paragraph((Text("본문"),)), item(0, "2.")])
    assert [type(block).__name__ for block in blocks] == ["ListBlock", "Paragraph", "ListBlock"]


def test_bullets_and_numbers_of_one_level_are_two_lists() -> None:
    blocks = group([item(0, "1."), item(0, "○", ordered=False)])
    assert [block.ordered for block in blocks] == [True, False]


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=40))
def test_no_item_is_lost_whatever_the_levels(levels: list[tuple[int, bool]]) -> None:
    items = [item(level, str(n), ordered=ordered) for n, (level, ordered) in enumerate(levels)]
    markers = [
        entry.marker
        for block in iter_blocks(group(items))
        if isinstance(block, ListBlock)
        for entry in block.items
    ]
    assert sorted(markers, key=int) == [str(n) for n in range(len(levels))]
