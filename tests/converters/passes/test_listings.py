# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is a listing, and what is only set in a typewriter's font."""

from __future__ import annotations

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Anchor,
    Block,
    CodeBlock,
    Document,
    Inline,
    LineBreak,
    Paragraph,
    Text,
)
from converters.document.notices import NoticeLog
from converters.passes.listings import find_listings


def typed(*lines: str, font: str | None = "monospace") -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Text(line, font=font),) if line else ()) for line in lines)


def found(*blocks: Block) -> tuple[Block, ...]:
    return find_listings(Document(Metadata(), blocks), NoticeLog(), "").blocks


PROGRAM = ("def price(sheets):", "    total = sheets * 12", "", "    return total")


def test_typed_lines_of_a_program_are_one_listing() -> None:
    before, after = typed("다음과 같이 계산한다.", "끝.", font=None)
    blocks = found(before, *typed(*PROGRAM), Paragraph(()), after)
    assert blocks == (before, CodeBlock("\n".join(PROGRAM)), Paragraph(()), after)


def test_lines_of_one_paragraph_are_a_listing_too() -> None:
    inlines: list[Inline] = []
    for line in ('<book id="1">', "  <title>한지</title>", "</book>"):
        inlines += [Text(line, font="monospace"), LineBreak()]
    (block,) = found(Paragraph(tuple(inlines[:-1])))
    assert block == CodeBlock('<book id="1">\n  <title>한지</title>\n</book>')


def test_a_letter_in_a_typewriters_font_stays_text() -> None:
    letter = typed(
        "귀 기관의 무궁한 발전을 기원합니다.", "아래와 같이 알려 드립니다.", "1. 일시", "2. 곳"
    )
    assert found(*letter) == letter


def test_two_lines_and_lines_with_places_stay_as_they_are() -> None:
    two = typed("x = 1;", "y = 2;")
    assert found(*two) == two
    place = Paragraph((Anchor("a"), Text("z = 3;", font="monospace")))
    assert found(*two, place) == (*two, place)
