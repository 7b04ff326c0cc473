# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tags are used where the page bears them out, and only there."""

from __future__ import annotations

from pathlib import Path

from converters.document.nodes import Document, Figure, Heading, ListBlock, Table
from converters.document.notices import NoticeLog
from converters.document.walk import block_text, iter_blocks, plain_text
from converters.limits import DEFAULT_LIMITS
from converters.readers.pdf.reader import read_document
from converters.source.source_file import SourceFile
from tests.converters.readers.pdf.pages import pages_of, texts
from tests.converters.readers.pdf.test_pictures import _photo
from tests.pdf_writer.publication import Publication, Sheet
from tests.pdf_writer.structure import Tag


def _read(book: Publication) -> Document:
    return read_document(
        SourceFile(Path("a.pdf"), book.file(), "0" * 64, DEFAULT_LIMITS), NoticeLog()
    )


def _headings(document: Document) -> list[tuple[int, str]]:
    return [
        (block.level, f"{block.number or ''}{plain_text(block.inlines)}".strip())
        for block in iter_blocks(document.blocks)
        if isinstance(block, Heading)
    ]


def _tagged(book: Publication, page: Sheet, *lines: tuple[str, float, float, str]) -> list[Tag]:
    """Show lines, each below an element of its own, and hang all below one document."""
    found: list[Tag] = []
    for role, x, y, text in lines:
        found.append(Tag(role))
        page.text(x, y, text, tag=found[-1])
    book.tags = [Tag("Document", [*(book.tags[0].children if book.tags else []), *found])]
    return found


def test_plain_looking_headings_are_headings_where_tags_say_so() -> None:
    book = Publication()
    _tagged(
        book,
        book.page(),
        ("H1", 60, 100, "추진 배경"),
        ("P", 60, 130, "시민이 체감하는 변화를 만들기 위하여 이 계획을 세운다."),
        ("H2", 60, 160, "그동안의 경과"),
        ("P", 60, 190, "지난해에는 여러 부서가 함께 준비하여 기반을 다졌다."),
    )
    assert _headings(_read(book)) == [(1, "추진 배경"), (2, "그동안의 경과")]


def test_the_order_of_tags_wins_over_the_place() -> None:
    book = Publication()
    _tagged(
        book,
        book.page(),
        ("H1", 60, 100, "제목이다"),
        ("P", 320, 140, "오른쪽 단락을 먼저 읽으라고 태그가 말한다."),
        ("P", 60, 140, "왼쪽 단락은 그 다음에 읽는다."),
    )
    words = [block_text(block) for block in _read(book).blocks]
    first = next(i for i, text in enumerate(words) if "오른쪽" in text)
    second = next(i for i, text in enumerate(words) if "왼쪽" in text)
    assert first < second


def test_a_table_without_rules_has_its_cells_spans_and_heads() -> None:
    book = Publication()
    page = book.page()
    cells = [
        [("TH", "구분"), ("TH", "예산"), ("TH", "집행")],
        [("TD", "복지"), ("TD", "1,200"), ("TD", "900")],
        [("TD", "합계"), ("TD", "2,100")],
    ]
    rows: list[Tag] = []
    for down, row in enumerate(cells):
        rows.append(Tag("TR"))
        for across, (role, text) in enumerate(row):
            wide = "/O /Table /ColSpan 2" if len(row) == 2 and across == 1 else ""
            cell = Tag(role, attributes=wide)
            rows[-1].children.append(cell)
            page.text(60 + 150 * across, 200 + 20 * down, text, tag=cell)
    head = Tag("H1")
    page.text(60, 100, "예산 현황", tag=head)
    book.tags = [Tag("Document", [head, Tag("Table", rows)])]
    tables = [block for block in _read(book).blocks if isinstance(block, Table)]
    assert len(tables) == 1
    shown = [
        [("".join(map(block_text, cell.blocks)), cell.colspan) for cell in row.cells]
        for row in tables[0].rows
    ]
    assert shown == [
        [("구분", 1), ("예산", 1), ("집행", 1)],
        [("복지", 1), ("1,200", 1), ("900", 1)],
        [("합계", 1), ("2,100", 2)],
    ]
    assert tables[0].head_rows == 1


def test_a_figure_takes_the_alternative_text_of_its_tag() -> None:
    book = Publication()
    page = book.page().picture(60, 300, 360, 500, _photo())
    _tagged(book, page, ("H1", 60, 100, "사진 한 장"), ("P", 60, 130, "아래 사진은 시청 앞이다."))
    book.tags[0].children.append(Tag("Figure", alt="시청 앞 광장에 모인 시민들"))
    # A figure is only known to belong to a page by some content of it.
    page.text(70, 495, " ", tag=book.tags[0].children[-1])
    figures = [block for block in _read(book).blocks if isinstance(block, Figure)]
    assert [figure.alt for figure in figures] == ["시청 앞 광장에 모인 시민들"]


def test_tags_that_leave_text_out_are_not_trusted() -> None:
    book = Publication()
    page = book.page()
    _tagged(book, page, ("H1", 60, 100, "이것만 태그에 있다"))
    for number in range(12):
        page.text(60, 140 + 16 * number, "태그가 모르는 본문이 쪽의 거의 전부를 차지하는 파일이다")
    text = "".join(block_text(block) for block in _read(book).blocks)
    assert text.count("태그가 모르는 본문") == 12
    assert not any(level == 1 and "본문" in title for level, title in _headings(_read(book)))


def test_roles_of_the_files_own_mean_what_they_are_mapped_to() -> None:
    book = Publication(roles={"Kapitel": "H2"})
    _tagged(
        book,
        book.page(),
        ("H1", 60, 100, "큰 제목"),
        ("Kapitel", 60, 130, "작은 제목"),
        ("P", 60, 160, "본문은 여기에서 시작하여 한 줄로 끝난다."),
    )
    assert _headings(_read(book)) == [(1, "큰 제목"), (2, "작은 제목")]


def test_a_soft_hyphen_of_the_tags_is_one() -> None:
    book = Publication()
    page = book.page()
    hyphen = Tag("Span", actual="\u00ad")
    word = Tag("P", [hyphen])
    page.text(60, 100, "plat", tag=word).text(80, 100, "-", tag=hyphen)
    book.tags = [word]
    assert texts(pages_of(book)[0]) == ["plat\u00ad"]


def test_runs_in_elements_without_meaning_stay_one_paragraph() -> None:
    book = Publication()
    page = book.page()
    paragraphs: list[Tag] = []
    for role, down, words in (
        ("H1", 100, ("1.", "추진 배경")),
        ("P", 130, ("시민이 체감하는", "변화를", "만든다")),
    ):
        runs = [Tag("NonStruct") for _ in words]
        for across, (run, word) in enumerate(zip(runs, words, strict=True)):
            page.text(60 + 90 * across, down, word, tag=run)
        paragraphs.append(Tag(role, runs))
    book.tags = [Tag("Document", [Tag("NonStruct", paragraphs)])]
    document = _read(book)
    assert _headings(document) == [(1, "1.추진 배경")]
    assert sum("변화" in text and "시민" in text for text in map(block_text, document.blocks)) == 1


def _cells(document: Document) -> list[list[list[str]]]:
    return [
        [["".join(map(block_text, cell.blocks)) for cell in row.cells] for row in block.rows]
        for block in iter_blocks(document.blocks)
        if isinstance(block, Table)
    ]


_CELLS = [["구분", "예산", "집행"], ["복지", "1,200", "900"], ["교통", "2,100", "1,800"]]


def test_a_table_tag_without_a_grid_swallows_nothing() -> None:
    book = Publication()
    page = book.page()
    head, table = Tag("H1"), Tag("Table")
    page.text(60, 60, "예산 현황", tag=head)
    for number, text in enumerate(("앞 문단은 표 밖의 글이다.", "뒤 문단도 표 밖의 글이다.")):
        table.children.append(Tag("P"))
        page.text(60, 100 + 200 * number, text, tag=table.children[-1])
    for down, row in enumerate(_CELLS):
        for across, text in enumerate(row):
            table.children.append(Tag("P"))
            page.text(64 + 100 * across, 156 + 20 * down, text, tag=table.children[-1])
    for y in range(4):
        page.rule(60, 140 + 20 * y, 360, 140 + 20 * y)
    for x in range(4):
        page.rule(60 + 100 * x, 140, 60 + 100 * x, 200)
    book.tags = [Tag("Document", [head, table])]
    document = _read(book)
    assert _cells(document) == [_CELLS]
    words = " ".join(block_text(block) for block in document.blocks)
    assert "앞 문단은 표 밖의 글이다." in words
    assert "뒤 문단도 표 밖의 글이다." in words


def test_plain_elements_that_stand_as_a_grid_are_a_table() -> None:
    book = Publication()
    page = book.page()
    head, table = Tag("H1"), Tag("NonStruct")
    page.text(60, 100, "예산 현황", tag=head)
    for down, row in enumerate(_CELLS):
        table.children.append(Tag("NonStruct"))
        for across, text in enumerate(row):
            cell = Tag("NonStruct")
            table.children[-1].children.append(cell)
            page.text(64 + 38 * across, 156 + 16 * down, text, tag=cell)
    book.tags = [Tag("Document", [head, table])]
    assert _cells(_read(book)) == [_CELLS]


def test_lines_that_each_begin_with_a_mark_are_not_one_paragraph() -> None:
    book = Publication()
    page = book.page()
    head, body = Tag("H1"), Tag("P")
    page.text(60, 60, "질의응답", tag=head)
    for number, text in enumerate(("가. 첫째", "나. 둘째", "다. 셋째")):
        page.text(60, 100 + 16 * number, text, tag=body)
    tail = Tag("P")
    page.text(60, 180, "시민이 체감하는 변화를 만들기 위하여 이 계획을 세운다.", tag=tail)
    book.tags = [Tag("Document", [head, body, tail])]
    lists = [block for block in _read(book).blocks if isinstance(block, ListBlock)]
    items = [(item.marker, block_text(item.blocks[0])) for each in lists for item in each.items]
    assert items == [("가.", "첫째"), ("나.", "둘째"), ("다.", "셋째")]
