# SPDX-License-Identifier: AGPL-3.0-or-later
"""TextLine ends: a space, nothing, or a hyphen that goes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from converters.readers.pdf.flow.joining import Joiner, Wrap
from converters.readers.pdf.flow.rows import TextRow, rows_of
from converters.readers.pdf.flow.spacing import space_odds
from converters.readers.pdf.model import Box, TextLine
from tests.converters.readers.pdf.flow.layouts import LEFT, WIDTH, line, lines

COLUMN = Box(LEFT, 0, LEFT + WIDTH, 700)

CUT = (
    "시는 올해 상반기에 도시계획을 다시 세우고 주민들의 의견을 널리 듣",
    "기로 하였다. 이번 계획에는 낡은 도로와 다리를 고치는 사업이 들어 있",
    "으며, 공원을 새로 만드는 사업도 함께 들어 있다. 주민들은 누리집에",
    "서 계획을 볼 수 있고, 의견을 남기면 담당 부서가 답을 한다. 사업비",
    "는 모두 삼백억 원이며 내년까지 이어진다. 시장은 안전한 도시를 만드",
    "는 데 온 힘을 다하겠다고 말했다. 의회는 다음 달에 예산안을 심의하",
    "고 그 결과를 시민들에게 알리기로 했다. 지난해에도 같은 사업이 있었",
    "다.",
)
WHOLE = (
    "시는 올해 상반기에 도시계획을 다시 세우고 주민들의 의견을 널리",
    "듣기로 하였다. 이번 계획에는 낡은 도로와 다리를 고치는 사업이",
    "들어 있으며, 공원을 새로 만드는 사업도 함께 들어 있다. 주민들은",
    "누리집에서 계획을 볼 수 있고, 의견을 남기면 담당 부서가 답을",
    "한다. 사업비는 모두 삼백억 원이며 내년까지 이어진다. 시장은",
    "안전한 도시를 만드는 데 온 힘을 다하겠다고 말했다. 의회는 다음",
    "달에 예산안을 심의하고 그 결과를 시민들에게 알리기로 했다.",
)


def rows(texts: tuple[str, ...]) -> list[TextRow]:
    return rows_of(lines(*texts), COLUMN, 0)


def joined(texts: tuple[str, ...]) -> str:
    return joined_lines(lines(*texts))


def joined_lines(given: list[TextLine]) -> str:
    found = rows_of(given, COLUMN, 0)
    joiner = Joiner(found)
    parts = [found[0].text]
    for before, row in pairwise(found):
        join = joiner.between(before, row)
        if join.drops_hyphen:
            parts[-1] = parts[-1][:-1]
        parts += [join.glue, row.text]
    return "".join(parts)


def test_words_that_lines_cut_are_whole_again() -> None:
    assert joined(CUT) == (
        "시는 올해 상반기에 도시계획을 다시 세우고 주민들의 의견을 널리 듣기로 하였다. "
        "이번 계획에는 낡은 도로와 다리를 고치는 사업이 들어 있으며, 공원을 새로 만드는 "
        "사업도 함께 들어 있다. 주민들은 누리집에서 계획을 볼 수 있고, 의견을 남기면 담당 "
        "부서가 답을 한다. 사업비는 모두 삼백억 원이며 내년까지 이어진다. 시장은 안전한 "
        "도시를 만드는 데 온 힘을 다하겠다고 말했다. 의회는 다음 달에 예산안을 심의하고 "
        "그 결과를 시민들에게 알리기로 했다. 지난해에도 같은 사업이 있었다."
    )


def test_lines_that_end_between_words_get_blanks() -> None:
    assert Joiner(rows(WHOLE)).wrap is Wrap.AT_BLANKS
    assert joined(WHOLE) == " ".join(WHOLE)


@pytest.mark.parametrize("leading", [1.2, 1.6, 2.2, 2.6, 3.0])
def test_lines_are_judged_however_far_they_stand_apart(leading: float) -> None:
    for texts, wrap in ((CUT, Wrap.ANYWHERE), (WHOLE, Wrap.AT_BLANKS)):
        given = lines(*texts)
        for at, made in enumerate(given):
            made.baseline = 100 + 10 * leading * at
            made.box.y0, made.box.y1 = made.baseline - 10, made.baseline + 2
        assert Joiner(rows_of(given, COLUMN, 0)).wrap is wrap


def test_a_file_whose_lines_end_inside_words_in_parts_only_keeps_both() -> None:
    found = rows((*WHOLE, *CUT))
    joiner = Joiner(found)
    ends = [joiner.between(before, row).glue for before, row in pairwise(found)]
    at_blanks, inside = ends[: len(WHOLE)], ends[len(WHOLE) :]
    # One of them says nothing by its words.
    assert at_blanks.count("") <= 1
    assert inside.count(" ") == 0


@pytest.mark.parametrize(
    ("inside", "end"),
    [("예산(안)과 조례(안)을 본다", "사업계획"), ("예산 (안)과 조례 (안)을 본다", "사업계획 ")],
)
def test_brackets_stand_as_elsewhere_in_the_document(inside: str, end: str) -> None:
    assert f"{end}(안)을" in joined(
        (f"시는 다음 달에 {inside} 그 뒤의 {end.strip()}", "(안)을 본다")
    )


def test_a_blank_in_the_stream_decides() -> None:
    given = lines(*CUT)
    given[0].space_at_end = True
    assert "널리 듣 기로" in joined_lines(given)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The infor-", "mation is here", "The information is here"),
        ("It is \u00ad", "here", "It is here"),
        ("see https://example.org/", "a/b.html now", "see https://example.org/a/b.html now"),
        ("plain English", "words follow", "plain English words follow"),
    ],
)
def test_latin_text(first: str, second: str, whole: str) -> None:
    assert joined((first, second)) == whole


def test_a_hyphen_stays_where_the_document_has_the_word_with_it() -> None:
    texts = ("the well-known case and a well-known fact", "is a well-", "known matter")
    assert joined(texts).endswith("is a well-known matter")


def test_numbers_keep_their_units_where_lines_are_cut() -> None:
    texts = (*CUT[:-1], "다. 시민 30", "명이 모였다. 모두 1,234,", "567원을 냈다.")
    assert "30명이" in joined(texts)
    assert "1,234,567원" in joined(texts)


def test_telephone_numbers_are_whole_again() -> None:
    assert "02-3423-5175" in joined(("전화는 02-3423-", "5175이다."))


def test_japanese_has_no_blanks() -> None:
    assert joined(("これは日本語の文章であり", "行末に空白はない。")) == (
        "これは日本語の文章であり行末に空白はない。"
    )


def test_cells_are_cut_in_words_even_where_text_is_not() -> None:
    cell = [line("사업추", 20, inset=2), line("진계획", 32, inset=2)]
    joiner = Joiner(rows(WHOLE))
    narrow = rows_of(cell, Box(LEFT, 0, LEFT + 34, 100), 0)
    assert joiner.between(narrow[0], narrow[1], in_cell=True).glue == ""
    # Much room left: the author ended the line.
    wide = rows_of(cell, Box(LEFT, 0, LEFT + 90, 100), 0)
    assert joiner.between(wide[0], wide[1], in_cell=True).glue == " "


def test_cells_are_joined_as_the_file_tells_where_it_keeps_the_blanks_of_line_ends() -> None:
    given = lines(*CUT)
    # "… 의견을 널리 듣|기로" is cut inside a word; after "누리집에서" here a blank is kept.
    for at in (1, 4):
        given[at].space_at_end = True
    joiner = Joiner(rows_of(given, COLUMN, 0))
    assert joiner.wrap is Wrap.BY_STREAM
    cell = [line("청년 일", 32, inset=2), line("자리 지원", 40, inset=2)]
    padded = rows_of(cell, Box(LEFT, 0, LEFT + 60, 100), 0)
    assert joiner.between(padded[0], padded[1], in_cell=True).glue == ""
    cell[0].space_at_end = True
    kept = rows_of(cell, Box(LEFT, 0, LEFT + 60, 100), 0)
    assert joiner.between(kept[0], kept[1], in_cell=True).glue == " "


@pytest.mark.parametrize(("tail", "head"), [("주민들은", "누리집"), ("예산안을", "심의하고")])
def test_particles_end_words(tail: str, head: str) -> None:
    assert space_odds(tail, head) > 0


@pytest.mark.parametrize(("tail", "head"), [("누리집", "에서"), ("하였", "습니다"), ("듣", "기로")])
def test_particles_and_endings_begin_none(tail: str, head: str) -> None:
    assert space_odds(tail, head) < 0
