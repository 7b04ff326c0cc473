# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sections as programs write them: deletions over paragraphs, marks in runs, objects outside."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from converters.document.nodes import Document, EquationBlock, InlineMath, Mark, Table, Text
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.rules import broken_rules
from converters.document.walk import block_text, inlines_of, iter_blocks, iter_inlines
from converters.limits import DEFAULT_LIMITS
from converters.readers.hwpx.reader import read_document
from converters.source.source_file import SourceFile
from tests.hwpx_writer import HwpxWriter

_BEGIN = '<hp:deleteBegin Id="{0}" TcId="{0}" paraend="0"/>'
_END = '<hp:deleteEnd Id="{0}" TcId="{0}" paraend="{1}"/>'
_TABLE = (
    "<hp:tbl><hp:tr><hp:tc><hp:p><hp:run><hp:t>왼쪽</hp:t></hp:run></hp:p></hp:tc>"
    "<hp:tc><hp:subList><hp:p><hp:run><hp:t>오른쪽</hp:t></hp:run></hp:p></hp:subList></hp:tc>"
    "</hp:tr></hp:tbl>"
)
_BOX = (
    "<hp:rect><hp:drawText><hp:subList><hp:p><hp:run><hp:t>글상자</hp:t></hp:run></hp:p>"
    "</hp:subList></hp:drawText></hp:rect>"
)
_EQUATION = "<hp:equation><hp:script>5~km</hp:script></hp:equation>"


def begin(key: int = 1) -> str:
    return _BEGIN.format(key)


def end(key: int = 1, *, with_mark: bool = False) -> str:
    return _END.format(key, int(with_mark))


def para(*runs: str) -> str:
    held = "".join(
        f'<hp:run charPrIDRef="0">{run if run.startswith("<hp:r:") else f"<hp:t>{run}</hp:t>"}</hp:run>'
        for run in runs
    ).replace("<hp:r:>", "")
    return f'<hp:p id="0" paraPrIDRef="0" styleIDRef="0">{held}</hp:p>'


def read(section: str, prefix: str = "hp") -> tuple[Document, dict[NoticeKind, int]]:
    """Return the Document of a section that holds ``section`` behind its first paragraph."""
    hwpx = HwpxWriter()
    hwpx.add("앞")
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(hwpx.to_bytes())) as plain,
        zipfile.ZipFile(out, "w") as changed,
    ):
        for name in plain.namelist():
            data = plain.read(name)
            if name.endswith("section0.xml"):
                text = data.decode().replace("</hs:sec>", section + "</hs:sec>")
                text = re.sub(r"(</?)hp:", rf"\1{prefix}:", text)
                data = text.replace("xmlns:hp=", f"xmlns:{prefix}=").encode()
            changed.writestr(name, data)
    log = NoticeLog()
    source = SourceFile(Path("a.hwpx"), out.getvalue(), "0" * 64, DEFAULT_LIMITS)
    found = read_document(source, log)
    assert not list(broken_rules(found))
    counts: dict[NoticeKind, int] = {}
    for notice in log.notices():
        counts[notice.kind] = counts.get(notice.kind, 0) + notice.count
    return found, counts


def texts(found: Document) -> list[str]:
    """Return the texts of what stands behind the first paragraph."""
    return [text for block in found.blocks if (text := block_text(block).strip())][1:]


def hidden(found: Document) -> list[str]:
    return [block_text(block) for text in found.hidden for block in text.blocks]


@pytest.mark.parametrize("prefix", ["hp", "p10", "단락"])
@pytest.mark.parametrize("between", [0, 1, 4])
def test_a_deletion_goes_over_paragraphs_and_takes_their_marks(prefix: str, between: int):
    middle = "".join(para(f"가운데{number}") for number in range(between))
    section = para("남는 앞 ", f"{begin()}시작") + middle + para(f"끝{end()}", "남는 뒤")
    found, counts = read(section + para("다음"), prefix)
    assert texts(found) == ["남는 앞 남는 뒤", "다음"]
    assert hidden(found) == ["시작", *(f"가운데{number}" for number in range(between)), "끝"]
    assert counts == {NoticeKind.DELETED_TEXT: between + 2}


def test_a_deleted_paragraph_mark_joins_its_paragraph_with_the_next():
    section = para("앞 ", f"{begin()}지움{end(with_mark=True)}") + para("뒤")
    assert texts(read(section)[0]) == ["앞 뒤"]
    stays = para("앞", f"{begin()}지움{end()}") + para("뒤")
    assert texts(read(stays)[0]) == ["앞", "뒤"]
    # What stands behind the deletion stands before the mark that stays.
    behind = para(f"{begin()}지움{end(with_mark=True)}", "앞") + para("뒤")
    assert texts(read(behind)[0]) == ["앞", "뒤"]


def test_a_deletion_takes_tables_boxes_and_equations_along_and_keeps_them_apart():
    objects = f"<hp:r:>{_TABLE}{_BOX}{_EQUATION}"
    section = para(f"앞 {begin()}시작") + para(objects) + para(f"끝{end()} 뒤")
    found, counts = read(section)
    assert texts(found) == ["앞  뒤"]
    assert not [block for block in iter_blocks(found.blocks) if isinstance(block, Table)]
    assert {"왼쪽오른쪽", "글상자"} <= {re.sub(r"\s", "", text) for text in hidden(found)}
    assert counts[NoticeKind.DELETED_TEXT] == 5


def test_a_deletion_that_never_ends_holds_for_its_own_paragraph():
    found, _ = read(para(f"앞 {begin()}지움") + para("뒤") + para(f"또 {begin(2)}지움2{end(2)} 끝"))
    assert texts(found) == ["앞", "뒤", "또  끝"]
    assert hidden(found) == ["지움", "지움2"]


def test_deletions_in_a_cell_and_around_it_do_not_mix():
    cell = _TABLE.replace("왼쪽", f"왼쪽{begin(7)}지움")
    found, _ = read(para(f"<hp:r:>{cell}") + para("뒤"))
    assert [re.sub(r"\s", "", text) for text in texts(found)] == ["왼쪽오른쪽", "뒤"]
    nested = para(f"{begin(1)}하나{begin(2)}둘{end(2)}셋") + para(f"넷{end(1)}다섯")
    assert texts(read(nested)[0]) == ["다섯"]


@pytest.mark.parametrize(
    "mark",
    [
        '<hp:markpenBegin color="#FFFF00"/>',
        "<hp:markpenEnd/>",
        '<hp:titleMark ignore="1"/>',
        '<hp:insertBegin Id="1" TcId="1" paraend="0"/>',
        '<hp:insertEnd Id="1" TcId="1" paraend="1"/>',
    ],
)
@pytest.mark.parametrize("place", ["run", "paragraph", "text", "control"])
def test_a_mark_that_is_no_text_is_no_loss_wherever_it_stands(mark: str, place: str):
    held = {
        "run": para("글 ", f"<hp:r:>{mark}", "뒤"),
        "paragraph": para("글 ") .replace("</hp:p>", f"{mark}<hp:run><hp:t>뒤</hp:t></hp:run></hp:p>"),
        "text": para(f"글 {mark}뒤"),
        "control": para("글 ", f"<hp:r:><hp:ctrl>{mark}</hp:ctrl>", "뒤"),
    }  # fmt: skip
    found, counts = read(held[place])
    assert texts(found) == ["글 뒤"]
    assert counts == {}


def test_marks_of_deletions_and_characters_are_obeyed_directly_in_a_run():
    section = para(
        "앞", f"<hp:r:>{begin()}", "지움", f"<hp:r:>{end()}", "<hp:r:><hp:nbSpace/>", "뒤"
    )
    found, counts = read(section)
    assert texts(found) == ["앞\u00a0뒤"]
    assert counts == {NoticeKind.DELETED_TEXT: 1}


def test_text_that_an_unknown_element_wraps_stays():
    found, _ = read(para("가<hp:newer>나<hp:inner>다</hp:inner></hp:newer>라"))
    assert texts(found) == ["가나다라"]


@pytest.mark.parametrize("prefix", ["hp", "ns0"])
@pytest.mark.parametrize(
    "holder",
    [
        "{}",
        "<hp:wrapper>{}</hp:wrapper>",
        "<hp:subList>{}</hp:subList>",
        "<hp:run>{}</hp:run>",
        "<hp:ctrl>{}</hp:ctrl>",
        "<hp:p>{}</hp:p>",
    ],
)
@pytest.mark.parametrize("loose", [_TABLE, _BOX, _EQUATION])
def test_an_object_outside_of_a_paragraph_is_in_the_book(holder: str, loose: str, prefix: str):
    found, counts = read(holder.format(loose) + para("뒤"), prefix)
    shown = [re.sub(r"\s", "", block_text(block)) for block in iter_blocks(found.blocks)]
    scripts = [
        inline.math.script
        for block in iter_blocks(found.blocks)
        for inline in iter_inlines(inlines_of(block))
        if isinstance(inline, InlineMath)
    ] + [block.math.script for block in found.blocks if isinstance(block, EquationBlock)]
    words = {_TABLE: "왼쪽오른쪽", _BOX: "글상자", _EQUATION: "5~km"}[loose]
    assert words in [*shown, *scripts]
    assert shown[-1] == "뒤"
    assert counts == {}


def test_an_object_outside_of_a_paragraph_in_a_cell_is_in_the_book():
    outer = (
        f"<hp:tbl><hp:tr><hp:tc>{_TABLE}<hp:run><hp:t>글</hp:t></hp:run></hp:tc></hp:tr></hp:tbl>"
    )
    found, _ = read(outer)
    assert re.sub(r"\s", "", "".join(texts(found))) == "왼쪽오른쪽글"


def test_cells_that_do_not_say_where_they_are_stand_one_after_the_other():
    def cell(words: str, span: str = "") -> str:
        return f"<hp:tc>{span}<hp:p><hp:run><hp:t>{words}</hp:t></hp:run></hp:p></hp:tc>"

    down = '<hp:cellSpan colSpan="1" rowSpan="2"/>'
    rows = (cell("가", down) + cell("나"), cell("다"), cell("라") + cell("마"))
    found, _ = read(f"<hp:tbl>{''.join(f'<hp:tr>{row}</hp:tr>' for row in rows)}</hp:tbl>")
    (table,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [
        ["".join(map(block_text, cell.blocks)) for cell in row.cells] for row in table.rows
    ] == [
        ["가", "나"],
        ["다"],
        ["라", "마"],
    ]
    assert table.rows[0].cells[0].rowspan == 2


def test_a_highlighter_marks_its_letters_over_runs_and_not_those_of_a_memo():
    section = para(
        '가<hp:markpenBegin color="#FFFF00"/>나', "다<hp:markpenEnd/>라", "<hp:markpenBegin/>마"
    ) + para("바")
    found, _ = read(section)
    runs = [i for block in found.blocks for i in inlines_of(block) if isinstance(i, Text)]
    assert [(run.value, Mark.HIGHLIGHT in run.marks) for run in runs] == [
        ("앞", False),
        ("가", False),
        ("나다", True),
        ("라마", False),
        ("바", False),
    ]
