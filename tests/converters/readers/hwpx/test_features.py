# SPDX-License-Identifier: AGPL-3.0-or-later
"""What HWPX documents of offices hold beside text: what of it a book shows, and what is counted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from converters.document.nodes import (
    Aside,
    Cell,
    Document,
    Figure,
    ListBlock,
    Paragraph,
    Ruby,
    Table,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.rules import broken_rules
from converters.document.walk import block_text, inlines_of, iter_blocks, iter_inlines
from converters.errors import ConversionError, ErrorCode
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import inspect
from converters.readers.hwpx.reader import read_document
from converters.source.source_file import SourceFile
from tests.conftest import SAMPLES
from tests.hwpx_writer import (
    HwpxWriter,
    Para,
    ParaLook,
    Piece,
    auto_number,
    chart,
    check_box,
    combo_box,
    deleted,
    edit_field,
    footer,
    header,
    hidden_comment,
    inserted,
    memo,
    new_page_number,
    note,
    overlap,
    page_number,
    picture,
    ruby,
    text_box,
)
from tests.hwpx_writer.markup import element
from tests.hwpx_writer.objects import bar_chart
from tests.hwpx_writer.sample import build


def read(*paras: str | Para, hwpx: HwpxWriter | None = None) -> tuple[Document, dict[str, int]]:
    """Return the Document of ``paras`` and the notices, counted by kind."""
    hwpx = hwpx or HwpxWriter()
    hwpx.add(*paras)
    log = NoticeLog()
    source = SourceFile(Path("a.hwpx"), hwpx.to_bytes(), "0" * 64, DEFAULT_LIMITS)
    found = read_document(source, log)
    assert not list(broken_rules(found))
    counted: dict[str, int] = {}
    for notice in log.notices():
        counted[notice.kind] = counted.get(notice.kind, 0) + notice.count
    return found, counted


def words(found: Document) -> str:
    return "|".join(block_text(block) for block in found.blocks if block_text(block))


def test_an_encrypted_package_is_refused_by_name():
    manifest = (
        '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<odf:file-entry odf:full-path="Contents/section0.xml" odf:media-type="application/xml">'
        '<odf:encryption-data odf:checksum-type="SHA256/1K"/></odf:file-entry></odf:manifest>'
    )
    with pytest.raises(ConversionError) as caught:
        read("본문", hwpx=HwpxWriter(parts={"META-INF/manifest.xml": manifest}))
    assert caught.value.code is ErrorCode.ENCRYPTED


def test_ruby_keeps_base_and_reading_and_their_side():
    found, _ = read(Para("우리 ", ruby("韓紙", "한지"), ruby("漢江", "한강", below=True)))
    above, below = [i for i in iter_inlines(inlines_of(found.blocks[0])) if isinstance(i, Ruby)]
    assert (above.base[0].value, above.annotation, above.below) == ("韓紙", "한지", False)
    assert (below.base[0].value, below.annotation, below.below) == ("漢江", "한강", True)


def test_a_memo_is_kept_apart_and_counted_and_its_words_stay():
    found, notices = read(Para("심사표는 ", memo("별표", "붙였는지 확인"), "와 같다."))
    assert words(found) == "심사표는 별표와 같다."
    (comment,) = found.comments.values()
    assert (comment.kind, block_text(comment.blocks[0])) == ("memo", "붙였는지 확인")
    assert notices[NoticeKind.COMMENT] == 1


def test_a_hidden_comment_is_not_printed():
    found, notices = read(Para("본문", hidden_comment("결재 전 확인")))
    assert words(found) == "본문"
    assert [comment.kind for comment in found.comments.values()] == ["hidden-comment"]
    assert notices[NoticeKind.COMMENT] == 1


def test_tracked_changes_give_the_final_state():
    found, notices = read(Para("금액은 ", deleted("1,000"), inserted("1,200"), "만 원"))
    assert words(found) == "금액은 1,200만 원"
    assert [(text.why, block_text(text.blocks[0])) for text in found.hidden] == [
        ("deleted", "1,000")
    ]
    assert notices[NoticeKind.DELETED_TEXT] == 1


def test_form_objects_say_what_they_show():
    found, notices = read(
        Para(check_box("동의함", checked=True)),
        Para(check_box("동의하지 않음")),
        Para(combo_box("봄", "봄", "여름")),
        Para(edit_field("홍길동")),
    )
    assert words(found) == "☑ 동의함|☐ 동의하지 않음|봄|홍길동"
    assert notices[NoticeKind.FORM_FIELD] == 4


def test_page_numbers_follow_their_format_and_new_starts():
    first = Para(page_number("ROMAN_SMALL"), new_page_number(3), "앞", lines=[(0, 0)])
    second = Para("쪽 ", auto_number("PAGE", 9), lines=[(0, 0)], page_break=True)
    found, _ = read(first, second)
    assert words(found).endswith("쪽 iv")


def test_running_heads_are_kept_out_of_the_flow():
    found, notices = read(Para(header("머리말"), footer("꼬리말", pages="ODD"), "본문"))
    assert words(found) == "본문"
    assert [(text.kind, text.pages) for text in found.running] == [
        ("header", "all"),
        ("footer", "odd"),
    ]
    assert notices[NoticeKind.RUNNING_TEXT] == 2


def test_a_chart_becomes_its_figures():
    part = "Chart/chart1.xml"
    hwpx = HwpxWriter(parts={part: bar_chart("단체 수", ("2024년", "2025년"), (11, 13))})
    found, notices = read(Para(chart(part)), hwpx=hwpx)
    (box,) = [block for block in found.blocks if isinstance(block, Aside)]
    (figures,) = [block for block in box.blocks if isinstance(block, Table)]
    assert [
        [block_text(block) for cell in row.cells for block in cell.blocks] for row in figures.rows
    ][1:] == [["2024년", "11"], ["2025년", "13"]]
    assert notices[NoticeKind.CHART_REDRAWN] == 1


def test_notes_and_boxes_hold_paragraphs():
    found, _ = read(Para("본문", note(" 첫 주", number=1), note(" 끝 주", kind="endNote")))
    assert [(key, one.mark) for key, one in found.notes.items()] == [
        ("footnote-1", "1)"),
        ("endnote-1", "1)"),
    ]
    boxed, _ = read(Para(text_box("하나", "둘")))
    (box,) = boxed.blocks
    assert isinstance(box, Aside)
    assert block_text(box) == "하나\n둘"


@pytest.mark.parametrize("doubled", [True, False])
def test_lengths_mean_the_same_with_and_without_the_switch(doubled):
    look = ParaLook(left=2000, indent=-1000, before=500, after=300, doubled=doubled)
    found, _ = read(Para("들여 쓴 글", look=look))
    (line,) = found.blocks
    assert isinstance(line, Paragraph)
    layout = line.layout
    assert (layout.margin_start_pt, layout.indent_pt) == (20.0, -10.0)
    assert (layout.space_before_pt, layout.space_after_pt) == (5.0, 3.0)


@pytest.mark.parametrize(("checked_char", "state"), [("☑", False), (" ", None), ("", None)])
def test_only_a_bullet_with_a_checked_form_is_a_check_box(checked_char, state):
    hwpx = HwpxWriter()
    number = hwpx.header.bullet("☐", checked_char)
    found, _ = read(Para("항목", look=ParaLook(head="BULLET", head_id=number)), hwpx=hwpx)
    (block,) = found.blocks
    assert isinstance(block, ListBlock)
    assert [(item.marker, item.checked) for item in block.items] == [("☐", state)]


def test_frames_of_overlapped_characters_are_not_printed():
    found, _ = read(
        Para(overlap("3"), overlap("♻화", "SHAPE_THICK_CIRCULATE_TRIANGLE")),
    )
    assert words(found) == "③화"


def test_a_picture_of_a_group_that_was_never_scaled_has_its_first_size():
    hwpx = HwpxWriter()
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    inner = picture(hwpx.binary(drawn.getvalue(), "png"), 21260, 10000)
    group = Piece(lambda header: element("hp:container", inner.xml(header), id=8))
    found, _ = read(Para(group), hwpx=hwpx)
    (figure,) = [block for block in iter_blocks(found.blocks) if isinstance(block, Figure)]
    # 212.6 of the 425.2 points between the margins.
    assert figure.width_percent == 50.0


def parts_of(data: bytes) -> dict[str, bytes | tuple[int, int]]:
    """Return the parts of a package; pictures by their size, as deflaters of systems differ."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return {
        name: Image.open(io.BytesIO(part)).size if name.endswith(".png") else part
        for name, part in parts.items()
    }


def cells_of_the_sample(old: bytes, new: bytes) -> list[Cell]:
    """Return the cells of the sample's tables, of a package in which ``old`` is ``new``."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive, zipfile.ZipFile(io.BytesIO(build())) as source:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(old, new))
    file = SourceFile(Path("a.hwpx"), data.getvalue(), "0" * 64, DEFAULT_LIMITS)
    found = read_document(file, NoticeLog())
    return [
        cell
        for block in iter_blocks(found.blocks)
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]


def test_a_brush_that_stands_beside_an_empty_one_shades_its_cells():
    empty = b'<hc:fillBrush><hc:winBrush faceColor="none"/></hc:fillBrush>'
    cells = cells_of_the_sample(b"<hc:fillBrush>", empty + b"<hc:fillBrush>")
    assert any(cell.shaded for cell in cells)


def test_cells_without_a_line_on_any_side_are_known_but_for_shaded_ones():
    lined = cells_of_the_sample(b"SOLID", b"SOLID")
    assert not any(cell.unlined for cell in lined)
    bare = cells_of_the_sample(b'"SOLID"', b'"NONE"')
    assert any(cell.unlined for cell in bare)
    assert any(cell.shaded for cell in bare)
    assert not any(cell.unlined and cell.shaded for cell in bare)


def test_the_bundled_sample_is_what_its_builder_writes():
    assert build() == build()
    assert parts_of((SAMPLES / "hanji-notice.hwpx").read_bytes()) == parts_of(build())


def test_packages_begin_with_their_stored_mimetype():
    data = build()
    assert data[30:57] == b"mimetypeapplication/hwp+zip"


def test_the_bundled_sample_shows_what_a_notice_holds():
    found = inspect(SAMPLES / "hanji-notice.hwpx")
    shown = {name: number for name, number in found.counts.items() if number}
    for name in ("tables", "footnotes", "images", "equations", "ruby", "comments", "text_boxes"):
        assert shown[name], name
    assert found.title == "2026년 한지 문화마을 조성사업 참여 단체 모집 공고"
    losses = [notice for notice in found.notices if notice.severity == "loss"]
    assert [notice.kind for notice in losses] == [NoticeKind.FORM_FIELD]
