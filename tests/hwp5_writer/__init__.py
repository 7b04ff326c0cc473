# SPDX-License-Identifier: AGPL-3.0-or-later
"""A writer of small HWP 5 files: test documents made on the fly, and the bundled sample.

It knows nothing of the reader it tests. Layouts follow "HWP 5.0 file structure"
rev 1.3 and the bytes that Hancom's own files show. ::

    hwp = HwpWriter()
    hwp.add(Para("제1장 ", Text("개요", Look(bold=True))))
    hwp.add(Para(Table([["구분", "계"], ["1", "2"]])))
    data = hwp.to_bytes()

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

from tests.hwp5_writer.controls import (
    AutoNumber,
    Bookmark,
    ClickHere,
    Columns,
    CrossReference,
    Endnote,
    Field,
    Footer,
    Footnote,
    Header,
    HiddenComment,
    Hyperlink,
    IndexMark,
    Memo,
    NewNumber,
    Overlap,
    PageHide,
    PageNumber,
    Raw,
    Ruby,
    Tab,
    Text,
)
from tests.hwp5_writer.docinfo import Look, ParaLook
from tests.hwp5_writer.document import HwpWriter
from tests.hwp5_writer.objects import Equation, Group, Line, Picture, Shape, TextBox
from tests.hwp5_writer.paragraphs import Para
from tests.hwp5_writer.tables import Cell, Table

__all__ = [
    "AutoNumber",
    "Bookmark",
    "Cell",
    "ClickHere",
    "Columns",
    "CrossReference",
    "Endnote",
    "Equation",
    "Field",
    "Footer",
    "Footnote",
    "Group",
    "Header",
    "HiddenComment",
    "HwpWriter",
    "Hyperlink",
    "IndexMark",
    "Line",
    "Look",
    "Memo",
    "NewNumber",
    "Overlap",
    "PageHide",
    "PageNumber",
    "Para",
    "ParaLook",
    "Picture",
    "Raw",
    "Ruby",
    "Shape",
    "Tab",
    "Table",
    "Text",
    "TextBox",
]
