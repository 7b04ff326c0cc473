# SPDX-License-Identifier: AGPL-3.0-or-later
"""What tables ask of a page's width, and what their stacked form prints beside each cell."""

from __future__ import annotations

from lxml import etree

from converters.xhtml.fits import Fits
from converters.xhtml.fitting import fit_table
from converters.xhtml.markup import Element, classes_of


def table(rows: str, head: str = "") -> Element:
    thead = f"<thead>{head}</thead>" if head else ""
    source = f"<table>{thead}<tbody>{rows}</tbody></table>"
    namespace = 'xmlns="http://www.w3.org/1999/xhtml"'
    written = etree.fromstring(f"<body {namespace}>{source}</body>")
    return written[0]


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in cells)}</tr>"


def head(*cells: str) -> str:
    heads = "".join(f'<th scope="col"><p>{cell}</p></th>' for cell in cells)
    return f"<tr>{heads}</tr>"


def attributes(element: Element, name: str) -> list[str | None]:
    return [cell.get(name) for cell in element.iter("{*}td")]


def test_a_table_that_fits_any_page_gets_no_box() -> None:
    small = table(row("이름", "김한지"), head("항목", "내용"))
    assert fit_table(Fits(), small, nested=False) is small
    assert "records" not in (small.get("class") or "")


def test_a_table_that_fits_the_page_but_not_the_list_it_stands_in_gets_a_box() -> None:
    small = table(row("이름이라는 글", "김한지라는 글"), head("항목의 이름", "내용의 이름"))
    item = small.getparent()
    assert item is not None
    item.set("class", "m5")
    assert fit_table(Fits(), small, nested=False).get("class") == "fit"


def test_a_wide_table_with_a_head_can_be_stacked_under_the_words_of_its_head() -> None:
    names = [f"{number}월" for number in range(1, 13)]
    wide = table(row(*["1,234,567"] * 12), head(*names))
    fits = Fits()
    box = fit_table(fits, wide, nested=False)
    assert box.get("class") == "fit"
    assert box[0] is wide
    assert attributes(wide, "data-label") == names
    name = (wide.get("class") or "").split()[0]
    assert f".{name} > tbody > tr" in fits.rules()
    assert "@container" in fits.rules()


def test_heads_of_two_rows_are_both_said_and_spanning_rows_are_said_again() -> None:
    heads = (
        '<tr><th rowspan="2">구분</th><th colspan="2">2025년</th><th colspan="2">2026년</th></tr>'
        "<tr><th>상반기</th><th>하반기</th><th>상반기</th><th>하반기</th></tr>"
    )
    figures = "<td>1,234,567</td>" * 4
    wide = table(
        f'<tr><th scope="row" rowspan="2">본청</th>{figures}</tr><tr>{figures}</tr>', heads
    )
    fit_table(Fits(), wide, nested=False)
    said = ["2025년 · 상반기", "2025년 · 하반기", "2026년 · 상반기", "2026년 · 하반기"]
    assert attributes(wide, "data-label") == said * 2
    rows = list(wide.iter("{*}tr"))
    assert rows[-1].get("data-head") == "본청"
    assert rows[-2].get("data-head") is None


def test_figures_stay_in_one_piece_and_amounts_stand_at_the_end() -> None:
    rows = row("02-1234-5678", "1,234,567", "12월 3일까지 낸다", "3") + row("", "89,012", "글", "-")
    written = table(rows)
    fit_table(Fits(), written, nested=False)
    first, second = written.iter("{*}tr")
    assert [cell.get("class") for cell in first] == ["fig", "fig amount", None, "fig"]
    assert [cell.get("class") for cell in second][1] == "fig amount"


def test_columns_are_no_narrower_than_their_figures() -> None:
    written = table(row("번호", "1,234,567,890", "https://example.go.kr/" + "a" * 200))
    fit_table(Fits(), written, nested=False)
    widths = [int((column.get("class") or "w0")[1:]) / 10 for column in written.iter("{*}col")]
    assert widths[1] >= 13 * 0.55
    assert widths[0] < widths[1]
    assert widths[2] <= 5


def test_cells_to_be_filled_in_keep_their_frames() -> None:
    form = table(row("성명", "") + row("주소", ""))
    text = table(row("성명", "김한지") + row("주소", "닥나무읍"))
    for written in (form, text):
        fit_table(Fits(), written, nested=False)
    assert form.get("class") == "form"
    assert text.get("class") is None


def test_a_table_in_a_cell_is_part_of_what_the_outer_one_asks_for() -> None:
    inner = table(row(*["02-1234-5678"] * 4))
    fits = Fits()
    assert fit_table(fits, inner, nested=True) is inner
    outer = table(row("담당"))
    next(outer.iter("{*}td")).append(inner)
    box = fit_table(fits, outer, nested=False)
    need = int((outer.get("class") or "n0").split()[0][1:])
    assert box is not outer
    assert need >= int((inner.get("class") or "i0").split()[0][1:])


def test_long_texts_and_tables_stand_below_the_words_of_their_head() -> None:
    wide = table(row("글 " * 40, *["123,456"] * 6), head(*(f"항목{n}" for n in range(7))))
    fit_table(Fits(), wide, nested=False)
    assert ["long" in (name or "") for name in attributes(wide, "class")] == [True] + [False] * 6


def test_equal_needs_share_their_rules() -> None:
    fits = Fits()
    for _ in range(2):
        fit_table(fits, table(row(*["1,234,567"] * 12)), nested=False)
    rules = fits.rules()
    assert rules.count("@container (max-width: 53.2em)") == rules.count("@container") / 2 == 1


def test_long_words_stay_whole_where_a_phone_has_room_for_them() -> None:
    written = table(row("Topic", "Enquiries") + row("EU Institutions", "3.597"))
    fit_table(Fits(), written, nested=False)
    widths = [int((column.get("class") or "w0")[1:]) / 10 for column in written.iter("{*}col")]
    assert widths[0] >= len("Institutions") * 0.5
    assert widths[1] >= len("Enquiries") * 0.5


def first_column(cell: str) -> float:
    """Return the em that the first column is given."""
    source = f"<tr><th><p{cell}</p></th><td><p>창업 아이템의 국내외 시장 현황</p></td></tr>"
    written = table(source, head("항목", "세부 항목"))
    fit_table(Fits(), written, nested=False)
    column = next(iter(written.iter("{*}col")))
    return int((column.get("class") or "w0")[1:]) / 10


def test_bold_large_words_behind_a_hanging_marker_are_given_their_whole_width() -> None:
    plain = first_column("> 1. (Problem)")
    large = first_column('> 1. <strong class="s-large">(Problem)</strong>')
    hung = first_column(' class="hm1"> 1. <strong class="s-large">(Problem)</strong>')
    assert large >= 1.4 * plain / 1.1
    assert hung - large >= 1


def test_names_of_latin_letters_are_stacked_rather_than_broken() -> None:
    cells = ("BorderColorRight", "PIT_UI4", "32-bit", "(0x00BBGGRR)")
    identifiers = table(row(*cells) * 2, head("Item ID", "Type", "SubType", "Description"))
    fit_table(Fits(), identifiers, nested=False)
    first, *_, last = [column.get("class") for column in identifiers.iter("{*}col")]
    # Their widths in tenths of an em: whole.
    assert (first, last) == ("w100", "w80")


def test_words_of_hangul_break_before_a_table_is_stacked_for_them() -> None:
    offices = table(row(*["국제협력담당관실"] * 5) * 2, head("하나", "둘", "셋", "넷", "다섯"))
    fit_table(Fits(), offices, nested=False)
    assert {column.get("class") for column in offices.iter("{*}col")} == {"w45"}


def test_the_names_of_rows_are_broken_last() -> None:
    heads = ("", "population", "outlets", "inhabitants", "turnover", "employment", "productivity")
    wide = table(row("Netherlands", *["15.4"] * 6) * 2, head(*heads))
    fit_table(Fits(), wide, nested=False)
    first, second, *_ = [column.get("class") for column in wide.iter("{*}col")]
    assert (first, second) == ("w70", "w25")


def test_a_form_of_empty_cells_keeps_its_rows_where_long_words_must_break() -> None:
    heads = head("Superintendents", "Qualifications", "Acknowledgements")
    filled = table(row("Personnel", "Roster", "Crew"), heads)
    form = table("".join(row(str(number), "", "") for number in range(9)), heads)
    for written in (filled, form):
        fit_table(Fits(), written, nested=False)
    needs = [
        int(name[1:])
        for written in (filled, form)
        for name in classes_of(written)
        if name[0] == "n" and name[1:].isdecimal()
    ]
    assert "form" in classes_of(form)
    assert needs[0] > 29 > needs[1]
