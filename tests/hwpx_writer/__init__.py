# SPDX-License-Identifier: AGPL-3.0-or-later
"""A writer of small HWPX packages: test documents made on the fly, and the bundled sample.

It knows nothing of the reader it tests. Element and attribute names are those of OWPML
(KS X 6101) and of the parts that Hancom's own files hold. ::

    hwpx = HwpxWriter()
    hwpx.add(Para("제1장 ", text("개요", Look(bold=True))))
    hwpx.add(Para(table([["구분", "계"], ["1", "2"]])))
    data = hwpx.to_bytes()

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

from tests.hwpx_writer.controls import (
    auto_number,
    bookmark,
    check_box,
    combo_box,
    deleted,
    edit_field,
    footer,
    header,
    hidden_comment,
    hyperlink,
    inserted,
    memo,
    new_page_number,
    note,
    overlap,
    page_number,
    ruby,
)
from tests.hwpx_writer.header import Look, Numbering, ParaLook
from tests.hwpx_writer.objects import Cell, chart, equation, picture, table, text_box
from tests.hwpx_writer.package import HwpxWriter
from tests.hwpx_writer.paragraphs import Para, Piece, raw, text

__all__ = [
    "Cell",
    "HwpxWriter",
    "Look",
    "Numbering",
    "Para",
    "ParaLook",
    "Piece",
    "auto_number",
    "bookmark",
    "chart",
    "check_box",
    "combo_box",
    "deleted",
    "edit_field",
    "equation",
    "footer",
    "header",
    "hidden_comment",
    "hyperlink",
    "inserted",
    "memo",
    "new_page_number",
    "note",
    "overlap",
    "page_number",
    "picture",
    "raw",
    "ruby",
    "table",
    "text",
    "text_box",
]
