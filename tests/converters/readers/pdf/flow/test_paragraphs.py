# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines that belong to one paragraph, as office programs set them in other languages too."""

from __future__ import annotations

import pytest

from converters.document.nodes import Blocks, Heading, ListBlock, Paragraph
from converters.document.walk import iter_blocks, plain_text
from converters.readers.pdf.model import Box, Span, TextLine
from tests.converters.readers.pdf.flow.layouts import (
    LEADING,
    LEFT,
    line,
    lines,
    page,
    read,
    style,
    text,
)

FIRST = "The study was designed to examine two cohorts of children newly"
REST = ("entering the program, which reflects that impacts may be", "associated with their age.")
BODY = ("시는 올해 상반기에 도시계획을 다시 세우고 주민들의 의견을", "널리 듣기로 하였다.")
BOLD = style(bold=True)


def told(blocks: Blocks) -> list[str]:
    return [plain_text(b.inlines) for b in iter_blocks(blocks) if isinstance(b, Paragraph)]


def body(top: float) -> list[TextLine]:
    return [one for at in range(4) for one in lines(*BODY, top=top + 2 * at * LEADING)]


def numbered(number: str, words: str, y: float) -> TextLine:
    """A line whose words a tab sets 36 points from its number."""
    made = line(words, y, inset=36, look=BOLD, full=True)
    box = Box(LEFT, made.box.y0, LEFT + 10, made.box.y1)
    made.spans.insert(0, Span(f"{number} ", BOLD, box))
    made.box = Box(LEFT, made.box.y0, made.box.x1, made.box.y1)
    return made


def test_a_first_line_may_be_set_in_by_half_an_inch() -> None:
    # 4.8 letters of small type: half an inch is no more for larger ones.
    given = [
        line(FIRST, 100, inset=48, full=True),
        line(REST[0], 100 + LEADING, full=True),
        line(REST[1], 100 + 2 * LEADING),
    ]
    assert told(read(page(text(*given))).blocks) == [" ".join((FIRST, *REST))]


def test_a_heading_goes_on_under_its_words_behind_a_tab() -> None:
    given = [
        *body(100),
        numbered("2.", "낡은 도로와 다리를 고치는 사업과 공원을 새로 만드는 사업의", 280),
        line("추진 계획", 280 + LEADING, inset=36, look=BOLD),
        *body(340),
    ]
    blocks = read(page(text(*given))).blocks
    (heading,) = [block for block in blocks if isinstance(block, Heading)]
    assert plain_text(heading.inlines).endswith("사업의 추진 계획")


def test_a_caption_goes_on_under_the_words_behind_its_number() -> None:
    given = [
        *body(100),
        line("Figure 3. Rates of reported confirmed cases", 300, inset=20, full=True),
        line("of disease in states", 300 + LEADING, inset=72),
        *body(360),
    ]
    found = told(read(page(text(*given))).blocks)
    assert "Figure 3. Rates of reported confirmed cases of disease in states" in found


def test_a_sentence_goes_on_in_small_letters_over_uneven_lines() -> None:
    # The column is wider than the lines of this text: there is room for more words.
    parts = (
        "The study was designed to examine cohorts",
        "of children newly entering the program in",
        "their year.",
    )
    given = [*body(60), *(line(part, 300 + LEADING * at) for at, part in enumerate(parts))]
    assert " ".join(parts) in told(read(page(text(*given))).blocks)


def test_a_sentence_goes_on_in_small_letters_where_its_lines_are_far_apart() -> None:
    step = 1.32 * LEADING
    given = [
        *body(60),
        line(FIRST, 300, full=True),
        line(REST[0], 300 + step, full=True),
        line(REST[1], 300 + 2 * step),
    ]
    assert " ".join((FIRST, *REST)) in told(read(page(text(*given))).blocks)


def test_short_lines_of_latin_letters_stay_lines() -> None:
    given = [line(word, 100 + LEADING * at) for at, word in enumerate(("apples", "pears", "plums"))]
    assert told(read(page(text(*given))).blocks) == ["apples", "pears", "plums"]


@pytest.mark.parametrize("sign", ["🕐", "o"])
def test_words_behind_a_sign_and_a_tab_go_on_under_themselves_as_items(sign: str) -> None:
    given = body(60)
    for at in range(2):
        top = 260 + 3 * at * LEADING
        first = line("Developers have a security model that", top, inset=38, full=True)
        box = Box(LEFT + 20, first.box.y0, LEFT + 26, first.box.y1)
        first.spans.insert(0, Span(f"{sign}\t", first.spans[0].style, box))
        first.box = Box(LEFT + 20, first.box.y0, first.box.x1, first.box.y1)
        given += [first, line("Will be kept for all.", top + LEADING, inset=38)]
    blocks = read(page(text(*given))).blocks
    (found,) = [block for block in blocks if isinstance(block, ListBlock)]
    words = "Developers have a security model that Will be kept for all."
    assert [plain_text(item.blocks[0].inlines) for item in found.items] == [words] * 2


def test_a_title_in_the_middle_of_a_frame_is_one_though_the_frame_stands_off_the_columns_axis() -> (
    None
):
    large = style(17.0)
    upper, lower = "해외직접투자는 백사십억", "달러로 감소"
    given = [
        line(upper, 100, inset=80, look=large),
        line(lower, 130, inset=80 + (17 * 10.6 - 17 * 5.6) / 2 + 0.2, look=large),
        *body(200),
    ]
    middles = [one.box.middle[0] for one in given[:2]]
    given[1].box.x0 += middles[0] - middles[1]
    given[1].box.x1 += middles[0] - middles[1]
    blocks = read(page(text(*given))).blocks
    (heading,) = [block for block in blocks if isinstance(block, Heading)]
    assert plain_text(heading.inlines) == f"{upper} {lower}"


def test_the_names_on_a_map_are_no_headings() -> None:
    large = style(15.0, bold=True)
    names = ("서울", "용산", "광명", "대전", "대구", "부산", "목포")
    given = [
        line(name, 100 + 40 * at, inset=(at * 67) % 200, look=large)
        for at, name in enumerate(names)
    ]
    blocks = read(page(text(*given, *body(420)))).blocks
    assert not [block for block in blocks if isinstance(block, Heading)]
