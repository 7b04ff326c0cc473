# SPDX-License-Identifier: AGPL-3.0-or-later
"""A value that the model changed is put right, and nothing beside it is harmed."""

from __future__ import annotations

import re

import pytest

from translation.engine.tokenizer import Span
from translation.repair import mend
from translation.tag_projection import AlignedTranslation


def aligned(source: str, target: str, attends: dict[int, int]) -> AlignedTranslation:
    """Return pieces of letters or digits; each of the target attends to one of the source.

    Args:
        source: sentence.
        target: its translation.
        attends: by number of the target's piece; the others attend to the first.
    """
    pieces = re.compile(r"\d+[.,-]?|[^\d\s]+")
    sides = [[Span(*m.span()) for m in pieces.finditer(text)] for text in (source, target)]
    rows = [
        [0.9 if attends.get(at, 0) == own else 0.02 for own in range(len(sides[0]))]
        for at in range(len(sides[1]))
    ]
    return AlignedTranslation(target, tuple(sides[1]), tuple(sides[0]), rows)


@pytest.mark.parametrize(
    ("source", "target", "attends", "mended"),
    [
        ("요금은 15억원 입니다", "The fee 15-year old", {2: 1}, "The fee KRW 1.5 billion-year old"),
        ("마감 2024. 1. 2. 까지", "Until 2024. 2. 2. 2. then", {1: 1, 2: 2, 3: 3}, "Until 2 January 2024. then"),
        ("회원 35명 가운데", "Of 53, members", {1: 1}, "Of 35, members"),
    ],
)  # fmt: skip
def test_a_changed_value_is_replaced_whole(
    source: str, target: str, attends: dict[int, int], mended: str
) -> None:
    made, times = mend(source, aligned(source, target, attends), "ko", "en")
    assert (made.text, times) == (mended, 1)
    assert made.target[-1].end == len(made.text)


def test_another_number_is_not_given_away_for_it() -> None:
    source = "회원 35명 가운데 12명 참석"
    made, times = mend(source, aligned(source, "Of members 12 came", {2: 1}), "ko", "en")
    assert (made.text, times) == ("Of members 12 came", 0)


def test_nothing_is_changed_where_nothing_tells_the_place() -> None:
    source = "회원 35명 가운데"
    made, times = mend(source, aligned(source, "Of the members", {}), "ko", "en")
    assert (made.text, times) == ("Of the members", 0)
