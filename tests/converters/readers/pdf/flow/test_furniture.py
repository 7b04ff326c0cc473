# SPDX-License-Identifier: AGPL-3.0-or-later
"""Running heads and page numbers are taken off; headings and text are not."""

from __future__ import annotations

from converters.readers.pdf.flow.furniture import Furniture
from converters.readers.pdf.model import Page, PageKind, Rule, TextLine
from tests.converters.readers.pdf.flow.layouts import line, lines, style

HEIGHT = 800.0


def sheet(number: int, *given: TextLine) -> Page:
    body = lines("시는 올해 도시계획을 다시 세우고", "주민들의 의견을 듣는다.", top=300)
    return Page(number, "", 400.0, HEIGHT, PageKind.TEXT, [*given, *body])


def run(pages: list[Page]) -> list[list[str]]:
    furniture = Furniture(pages)
    return [[one.text for one in furniture.take(page)] for page in pages]


def test_heads_that_repeat_and_numbers_that_count() -> None:
    pages = [
        sheet(n, line("도시계획 백서", 40), line(f"- {n + 5} -", 770, inset=140)) for n in range(4)
    ]
    assert run(pages) == [["도시계획 백서", f"- {n + 5} -"] for n in range(4)]
    assert [page.label for page in pages] == ["5", "6", "7", "8"]


def test_left_and_right_pages_have_their_own_heads() -> None:
    pages = [sheet(n, line("백서" if n % 2 else "제1장 총칙", 40)) for n in range(6)]
    assert run(pages) == [["백서" if n % 2 else "제1장 총칙"] for n in range(6)]


def test_roman_numbers() -> None:
    pages = [sheet(n, line(text, 770)) for n, text in enumerate(("i", "ii", "iii", "iv"))]
    assert run(pages) == [["i"], ["ii"], ["iii"], ["iv"]]
    assert pages[3].label == "iv"


def test_numbered_headings_at_the_head_of_pages_stay() -> None:
    pages = [sheet(n, line(f"{n + 1}. 추진 계획", 40)) for n in range(4)]
    assert run(pages) == [[], [], [], []]


def test_the_heading_that_a_head_repeats_stays_once() -> None:
    pages = [sheet(0, line("추진 계획", 60, look=style(16.0)))]
    pages += [sheet(n, line("추진 계획", 60, look=style(16.0))) for n in (1, 2, 3)]
    assert run(pages) == [[], ["추진 계획"], ["추진 계획"], ["추진 계획"]]


def test_one_page_loses_only_a_page_number_and_the_cut_title() -> None:
    title = line("도시계획 백서를 펴내며", 120, look=style(18.0))
    given = [line("도시계획 백서를", 40, look=style(8.0)), title, line("- 1 -", 770)]
    assert run([sheet(0, *given)]) == [["도시계획 백서를", "- 1 -"]]
    assert run([sheet(0, line("부산광역시", 40), title)]) == [[]]


def test_years_at_the_foot_of_one_page_are_text() -> None:
    assert run([sheet(0, line("2026년 11월", 770))]) == [[]]


def test_numbers_in_the_side_margin_that_count_are_page_numbers() -> None:
    pages = [sheet(n, line(str(n + 1), 400, inset=320)) for n in range(4)]
    for page in pages:
        page.lines += lines("조례에 따라 위원회를 다시 구성한다.", top=420)
    assert run(pages) == [[str(n + 1)] for n in range(4)]
    assert [page.label for page in pages] == ["1", "2", "3", "4"]


def test_numbers_beside_the_text_that_do_not_count_are_text() -> None:
    pages = [sheet(n, line(text, 400, inset=320)) for n, text in enumerate("7395")]
    assert run(pages) == [[], [], [], []]


def test_notes_that_count_on_and_their_other_lines_are_no_running_feet() -> None:
    pages = [
        sheet(
            n,
            line(f"{5 * n + 1}경상수입", 740),
            line("조세수입 : 사회보장기여금 포함", 754),
            line(f"{5 * n + 2}자본수입 : 토지 매각 수입", 768),
            line(f"- {n + 1} -", 786, inset=140),
        )
        for n in range(4)
    ]
    assert run(pages) == [[f"- {n + 1} -"] for n in range(4)]


def test_a_foot_above_the_page_number_runs() -> None:
    pages = [
        sheet(n, line("도시계획 백서", 760), line(f"- {n + 1} -", 780, inset=140)) for n in range(4)
    ]
    assert run(pages) == [["도시계획 백서", f"- {n + 1} -"] for n in range(4)]


def test_the_number_stands_on_either_side_of_the_same_words_even_behind_a_bar() -> None:
    pages = []
    for number in range(3):
        words = "2026 연차 보고서"
        text = f"{words} {number + 45}" if number % 2 else f"{number + 45} {words}"
        page = sheet(number, line(text, 770, look=style(14.0), inset=200 if number % 2 else 0))
        page.rules.append(Rule(120.0, 758.0, 120.0, 774.0, 0.5))
        pages.append(page)
    assert run(pages) == [
        ["45 2026 연차 보고서"],
        ["2026 연차 보고서 46"],
        ["47 2026 연차 보고서"],
    ]
    assert [page.label for page in pages] == ["45", "46", "47"]


def test_numbers_that_begin_anew_with_each_chapter_are_page_numbers() -> None:
    pages = [sheet(n, line(f"3 - {n + 1}", 770, inset=140)) for n in range(2)]
    assert run(pages) == [["3 - 1"], ["3 - 2"]]
    assert [page.label for page in pages] == ["3-1", "3-2"]
    # A telephone number that stays is none.
    called = [sheet(n, line("문의 02-120", 770)) for n in range(2)]
    assert [page.label for page in called] == ["", ""]


def test_a_short_bar_beside_a_foot_is_no_line_of_a_table() -> None:
    pages = []
    for number in range(3):
        page = sheet(number, line(f"도시계획 백서 {number + 5}/90", 770, look=style(9.0)))
        page.rules.append(Rule(40.0, 758.0, 40.0, 777.0, 0.5))
        pages.append(page)
    assert run(pages) == [[f"도시계획 백서 {number + 5}/90"] for number in range(3)]


def test_a_bar_in_the_margin_makes_no_table_of_a_running_foot() -> None:
    pages = [sheet(n, line("연구 총서 1299호", 770, inset=250)) for n in range(4)]
    for page in pages:
        page.rules.append(Rule(380.0, 80.0, 380.0, 790.0, 0.5))
    assert run(pages) == [["연구 총서 1299호"]] * 4
