# SPDX-License-Identifier: AGPL-3.0-or-later
"""One small document per feature of the format, from bytes to Document."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from converters.document.nodes import (
    Align,
    Anchor,
    Aside,
    Document,
    EquationBlock,
    Figure,
    Heading,
    InlineImage,
    InlineMath,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    NoteKind,
    NoteRef,
    Paragraph,
    Scope,
)
from converters.document.nodes import (
    Cell as CellNode,
)
from converters.document.nodes import (
    Ruby as RubyNode,
)
from converters.document.nodes import (
    Table as TableNode,
)
from converters.document.nodes import (
    Text as TextNode,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import plain_text
from converters.errors import ConversionError, ErrorCode
from converters.limits import DEFAULT_LIMITS
from converters.readers.hwp5.reader import read_document
from converters.source.source_file import SourceFile
from tests.hwp5_writer import (
    AutoNumber,
    Bookmark,
    Cell,
    ClickHere,
    CrossReference,
    Endnote,
    Equation,
    Footer,
    Footnote,
    Group,
    Header,
    HiddenComment,
    HwpWriter,
    Hyperlink,
    Look,
    Memo,
    NewNumber,
    Overlap,
    PageNumber,
    Para,
    ParaLook,
    Picture,
    Ruby,
    Table,
    Text,
    TextBox,
    summary,
)


def read(hwp: HwpWriter, *passwords: str) -> tuple[Document, dict[NoticeKind, int]]:
    return read_bytes(hwp.to_bytes(), *passwords)


def read_bytes(data: bytes, *passwords: str) -> tuple[Document, dict[NoticeKind, int]]:
    log = NoticeLog()
    sha256 = hashlib.sha256(data).hexdigest()
    file = SourceFile(Path("case.hwp"), data, sha256, DEFAULT_LIMITS, passwords)
    document = read_document(file, log)
    counts: dict[NoticeKind, int] = {}
    for notice in log.notices():
        counts[notice.kind] = counts.get(notice.kind, 0) + notice.count
    return document, counts


def of(*paras: str | Para) -> Document:
    hwp = HwpWriter()
    hwp.add(*paras)
    return read(hwp)[0]


def png(size: tuple[int, int] = (8, 6)) -> bytes:
    stored = io.BytesIO()
    Image.new("RGB", size, "navy").save(stored, "PNG")
    return stored.getvalue()


def inlines(document: Document, kind: type) -> list:
    """All inlines of a kind in the document's paragraphs, links opened."""
    found: list = []

    def look(items: tuple) -> None:
        for item in items:
            if isinstance(item, kind):
                found.append(item)
            if isinstance(item, Link):
                look(item.children)

    for block in document.blocks:
        if isinstance(block, Paragraph | Heading):
            look(block.inlines)
    return found


def blocks(document: Document, kind: type) -> list:
    return [block for block in document.blocks if isinstance(block, kind)]


def texts(document: Document) -> list[str]:
    return [plain_text(block.inlines) for block in blocks(document, Paragraph)]


# ---------------------------------------------------------------- text


def test_paragraphs_breaks_and_fixed_blanks():
    document = of("첫 문단", "둘째\n줄", "묶음\u00a0빈칸 고정폭\u2007빈칸")
    assert texts(document)[0] == "첫 문단"
    assert [type(i) for i in document.blocks[1].inlines] == [TextNode, LineBreak, TextNode]
    assert "묶음\u00a0빈칸" in texts(document)[2]


def test_character_shapes_become_marks():
    looks = {
        Mark.STRONG: Look(bold=True),
        Mark.EMPHASIS: Look(italic=True),
        Mark.UNDERLINE: Look(underline=True),
        Mark.STRIKE: Look(strike=True),
        Mark.SUPERSCRIPT: Look(superscript=True),
        Mark.SUBSCRIPT: Look(subscript=True),
        Mark.DOTS: Look(dots=True),
    }
    for mark, look in looks.items():
        document = of(Para("앞", Text("가운데", look), "뒤"))
        marked = {run.value: run.marks for run in inlines(document, TextNode)}
        assert marked == {"앞": frozenset(), "가운데": {mark}, "뒤": frozenset()}, mark


def test_a_highlighter_marks_its_letters_and_a_memo_does_not():
    pieces = Text("형광", Look(), 0x00FFFF), "사이", Text("메모", Look(bold=True), 0xFFFFFF)
    marked = {run.value: run.marks for run in inlines(of(Para("앞", *pieces)), TextNode)}
    assert marked["형광"] == {Mark.HIGHLIGHT}
    assert marked["메모"] == {Mark.STRONG}
    assert not marked["앞"] | marked["사이"]


def test_color():
    run = inlines(of(Para("검정 ", Text("빨강", Look(color="#c00000")))), TextNode)[1]
    assert (run.value, run.color) == ("빨강", "#c00000")


def test_characters_beyond_the_basic_plane():
    assert texts(of("𠮷野家 🏙 𝑥")) == ["𠮷野家 🏙 𝑥"]


def test_private_characters():
    assert texts(of("\uf53a글 \U000f012b \uf0a7")) == ["\u1112\u119e\u11ab글 (인) ▪"]


@pytest.mark.parametrize("kind", ["center", "right", "justify"])
def test_alignment(kind):
    align = of(Para("정렬", look=ParaLook(align=kind))).blocks[0].layout.align
    expected = {"center": Align.CENTER, "right": Align.END}.get(kind)
    assert align == expected or (kind == "justify" and align in (None, Align.JUSTIFY))


# ---------------------------------------------------------------- headings and lists


def outline(*levels: tuple[str, int]) -> HwpWriter:
    hwp = HwpWriter()
    hwp.outline(hwp.info.numbering(list(levels)))
    return hwp


def test_outline_numbers_are_printed():
    hwp = outline(("제^1장", 0), ("제^2절", 0), ("^3.", 0), ("^4.", 8))
    for level, text in (
        (0, "하나"),
        (1, "둘"),
        (3, "셋"),
        (3, "넷"),
        (1, "다섯"),
        (0, "여섯"),
        (1, "일곱"),
    ):
        hwp.add(Para(text, look=ParaLook(head="outline", level=level)))
    found = [(h.level, h.number, plain_text(h.inlines)) for h in blocks(read(hwp)[0], Heading)]
    assert found == [
        (1, "제1장", "하나"),
        (2, "제1절", "둘"),
        (4, "가.", "셋"),
        (4, "나.", "넷"),
        (2, "제2절", "다섯"),
        (1, "제2장", "여섯"),
        (2, "제1절", "일곱"),
    ]


def test_a_style_named_outline_is_a_heading():
    hwp = HwpWriter()
    hwp.info.add_style("개요 2", "Outline 2")
    hwp.add(Para("양식만 있는 제목", style="개요 2"), "본문")
    assert [h.level for h in blocks(read(hwp)[0], Heading)] == [2]


def test_numbered_paragraphs():
    hwp = HwpWriter()
    number = hwp.info.numbering([("^1.", 0), ("^2)", 8)], start=3)
    for level, text in ((0, "하나"), (1, "둘"), (1, "셋"), (0, "넷")):
        look = ParaLook(head="number", head_id=number, level=level)
        hwp.add(Para(text, look=look))
    (top,) = blocks(read(hwp)[0], ListBlock)
    assert [item.marker for item in top.items] == ["3.", "4."]
    (inner,) = [b for b in top.items[0].blocks if isinstance(b, ListBlock)]
    assert [item.marker for item in inner.items] == ["가)", "나)"]


def test_bullets():
    hwp = HwpWriter()
    number = hwp.info.bullet("\uf0a7")
    hwp.add(Para("항목", look=ParaLook(head="bullet", head_id=number)))
    (found,) = blocks(read(hwp)[0], ListBlock)
    assert not found.ordered
    assert found.items[0].marker == "▪"


# ---------------------------------------------------------------- tables


def test_spans_and_header_cells():
    rows = [
        [Cell(["구분"], rowspan=2, header=True), Cell(["합계"], colspan=2, header=True)],
        [Cell(["남"], header=True), Cell(["여"], header=True)],
        [Cell(["읍"], header=True), "1", "2"],
    ]
    (table,) = blocks(of(Para(Table(rows))), TableNode)
    spans = [[(c.colspan, c.rowspan) for c in row.cells] for row in table.rows]
    assert spans == [[(1, 2), (2, 1)], [(1, 1), (1, 1)], [(1, 1)] * 3]
    assert table.head_rows == 2
    assert table.rows[0].cells[1].scope is Scope.COLUMN
    assert table.rows[2].cells[0].scope is not None
    assert table.rows[2].cells[1].scope is None


def test_caption_with_its_number():
    caption = [Para("<표 ", AutoNumber(4, 7), "> 인구")]
    (table,) = blocks(of(Para(Table([["1", "2"], ["3", "4"]], caption=caption))), TableNode)
    assert plain_text(table.caption[0].inlines) == "<표 7> 인구"
    assert not table.caption_below


def test_nested_table_and_note_in_a_cell():
    inner = Table([["안", "쪽"], ["글", "자"]])
    rows = [
        [Cell([Para("밖", inner)]), Cell([Para("주", Footnote(["칸 안의 각주"]))])],
        ["다", "라"],
    ]
    document = of(Para(Table(rows)))
    (table,) = blocks(document, TableNode)
    first: CellNode = table.rows[0].cells[0]
    assert any(isinstance(block, TableNode) for block in first.blocks)
    assert len(document.notes) == 1


def test_text_around_a_table_in_one_paragraph():
    document = of(Para("앞 글 ", Table([["가", "나"], ["다", "라"]]), " 뒤 글"))
    assert [type(b) for b in document.blocks] == [Paragraph, TableNode, Paragraph]


# ---------------------------------------------------------------- pictures and boxes


def test_picture_with_description():
    document = of(Para(Picture(data=png(), description="시청 전경", inline=False)))
    (figure,) = blocks(document, Figure)
    assert figure.alt == "시청 전경"
    resource = document.resources[figure.resource]
    assert (resource.media_type, resource.width_px, resource.height_px) == ("image/png", 8, 6)


def test_picture_in_a_line():
    picture = Picture(data=png(), description="표식", width=1000, height=1000)
    assert inlines(of(Para("글 ", picture, " 글")), InlineImage)


def test_linked_picture_is_a_loss():
    hwp = HwpWriter()
    hwp.add(Para("글 ", Picture(link="C:\\사진\\시청.jpg")))
    assert read(hwp)[1][NoticeKind.LINKED_IMAGE] == 1


def test_text_box():
    (box,) = blocks(of("앞", Para(TextBox("상자 글", "둘째 줄"))), Aside)
    assert box.role == "text-box"
    assert [plain_text(p.inlines) for p in box.blocks] == ["상자 글", "둘째 줄"]


def test_text_in_grouped_boxes():
    group = Group(members=[TextBox("하나"), Group(members=[TextBox("둘")]), Picture(data=png())])
    document = of(Para(group))
    everything = str(document.blocks)
    assert "하나" in everything
    assert "둘" in everything
    assert len(document.resources) == 1


def test_equation():
    document = of(Para("식 ", Equation("{1} over {2}"), " 끝"), Para(Equation("x^2")))
    inline = inlines(document, InlineMath)[0]
    assert inline.math.script == "{1} over {2}"
    assert "<mfrac>" in inline.math.mathml
    assert blocks(document, EquationBlock) or len(inlines(document, InlineMath)) == 2


# ---------------------------------------------------------------- notes, fields, characters


def test_notes_of_both_kinds():
    document = of(Para("글", Footnote(["각주 글"], 1), "과", Endnote(["미주 글"], 1)))
    refs = [ref.note_id for ref in inlines(document, NoteRef)]
    notes = [document.notes[ref] for ref in refs]
    assert [(n.kind, n.mark) for n in notes] == [
        (NoteKind.FOOTNOTE, "1)"),
        (NoteKind.ENDNOTE, "1)"),
    ]
    assert [plain_text(n.blocks[0].inlines).strip() for n in notes] == ["각주 글", "미주 글"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://www.hanji.example/a?b=1", "https://www.hanji.example/a?b=1"),
        ("mailto:plan@hanji.example", "mailto:plan@hanji.example"),
    ],
)
def test_links(target, expected):
    (link,) = inlines(of(Para("보기 ", Hyperlink(target, "여기"), " 끝")), Link)
    assert link.target == expected
    assert plain_text(link.children) == "여기"


def test_link_to_a_bookmark():
    document = of(Para(Hyperlink("#둘째", "가기")), Para(Bookmark("둘째"), "도착"))
    (link,) = inlines(document, Link)
    (anchor,) = inlines(document, Anchor)
    assert link.target == f"#{anchor.name}"


def test_cross_reference_and_click_here_show_their_text():
    document = of(
        Para("참고: ", CrossReference("둘째", "3쪽")),
        Para("이름: ", ClickHere("적어 주세요", "홍길동")),
        Para(Bookmark("둘째"), "도착"),
    )
    assert texts(document)[:2] == ["참고: 3쪽", "이름: 홍길동"]


def test_ruby_and_overlap():
    document = of(Para(Ruby("韓紙", "한지"), " 제", Overlap("7"), "조"))
    (ruby,) = inlines(document, RubyNode)
    assert (plain_text(ruby.base), ruby.annotation) == ("韓紙", "한지")
    assert "⑦" in texts(document)[0]


def test_memo_and_hidden_comment_stay_out_of_the_text():
    hwp = HwpWriter()
    hwp.add(Para("본문 ", Memo(1, ["메모 글"], "대상"), HiddenComment(["숨은 글"])), "끝")
    document, notices = read(hwp)
    assert texts(document) == ["본문 대상", "끝"]
    kinds = {
        comment.kind: plain_text(comment.blocks[0].inlines)
        for comment in document.comments.values()
    }
    assert kinds == {"memo": "메모 글", "hidden-comment": "숨은 글"}
    assert notices[NoticeKind.COMMENT] == 2


def test_headers_and_footers_are_kept_apart():
    hwp = HwpWriter()
    hwp.add(Para(Header(["머리말"]), Footer(["꼬리말"], pages=1), PageNumber(), "본문"))
    document, _ = read(hwp)
    assert texts(document) == ["본문"]
    running = [(r.kind, r.pages, plain_text(r.blocks[0].inlines)) for r in document.running]
    assert running == [("header", "all", "머리말"), ("footer", "even", "꼬리말")]


def test_new_number_of_pages_and_notes():
    hwp = HwpWriter()
    hwp.add(Para(NewNumber(5, kind=1), "글", Footnote(["각주"], 5)))
    document, _ = read(hwp)
    assert [note.mark for note in document.notes.values()] == ["5)"]


# ---------------------------------------------------------------- whole files


def small(**options) -> HwpWriter:
    hwp = HwpWriter(**options)
    hwp.add("한지시 시정 백서", Para(Table([["가", "나"], ["다", "라"]])))
    return hwp


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compressed": False},
        {"distribution": True},
        {"distribution": True, "compressed": False},
        {"password": "hanji2026"},
        {"version": (5, 0, 0, 6)},
        {"version": (5, 1, 1, 0)},
    ],
    ids=str,
)
def test_every_packing_gives_the_same_document(options):
    expected = read(small())[0]
    found = read(small(**options), "wrong", "hanji2026")[0]
    assert found.blocks == expected.blocks


@pytest.mark.parametrize(
    ("passwords", "code"),
    [((), ErrorCode.ENCRYPTED), (("nope",), ErrorCode.WRONG_PASSWORD)],
)
def test_password_is_asked_for(passwords, code):
    with pytest.raises(ConversionError) as raised:
        read(small(password="hanji2026"), *passwords)
    assert raised.value.code == code


def test_rights_management_is_named():
    hwp = small()
    hwp.flags = 1 << 4
    with pytest.raises(ConversionError) as raised:
        read(hwp)
    assert raised.value.code == ErrorCode.DRM


def test_sections_are_read_in_numerical_order():
    hwp = HwpWriter()
    for at in range(12):
        if at:
            hwp.new_section()
        hwp.add(f"구역 {at}")
    assert texts(read(hwp)[0]) == [f"구역 {at}" for at in range(12)]


def test_summary_information():
    hwp = small()
    hwp.summary = {summary.TITLE: "시정 백서", summary.AUTHOR: "기획예산과"}
    metadata = read(hwp)[0].metadata
    assert metadata.title == "시정 백서"
    assert "기획예산과" in str(metadata)


def test_deep_nesting_is_bounded():
    cell: str | Para = "바닥"
    for _ in range(60):
        cell = Para(Table([[Cell([cell])]]))
    hwp = HwpWriter()
    hwp.add(cell, "끝")
    document, notices = read(hwp)
    assert notices[NoticeKind.NESTING]
    assert texts(document)[-1] == "끝"
