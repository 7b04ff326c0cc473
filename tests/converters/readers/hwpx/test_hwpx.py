# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPX gives the same Document as HWP 5; packages that lie are refused."""

import io
from pathlib import Path

import pytest
from PIL import Image

from converters.document.counts import count
from converters.document.nodes import Document, Heading, ListBlock, Mark, PageMark, Text
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.rules import broken_rules
from converters.document.walk import inlines_of, iter_blocks, iter_inlines, plain_text
from converters.errors import ConversionError, ErrorCode
from converters.limits import DEFAULT_LIMITS, Limits
from converters.readers.hwpx.reader import read_document
from converters.source.source_file import SourceFile
from tests.hwpx_writer import (
    Cell,
    HwpxWriter,
    Look,
    Para,
    ParaLook,
    equation,
    hyperlink,
    note,
    picture,
    raw,
    table,
)

OUTLINE, NUMBERED = ParaLook(head="OUTLINE"), ParaLook(head="NUMBER", head_id=1, level=1)


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


def package(*sections: list[Para | str], **parts: bytes | str | None) -> bytes:
    hwpx = HwpxWriter(parts={name.replace("__", "/"): part for name, part in parts.items()})
    hwpx.outline = hwpx.header.numbering(("제^1장", "DIGIT"), ("^2.", "HANGUL_SYLLABLE"))
    for number, paras in enumerate(sections):
        if number:
            hwpx.new_section()
        hwpx.add(*paras)
    return hwpx.to_bytes()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Document, set[NoticeKind]]:
    log = NoticeLog()
    found = read_document(SourceFile(Path("a.hwpx"), data, "0" * 64, limits), log)
    assert not list(broken_rules(found))
    return found, {notice.kind for notice in log.notices()}


def lines(found: Document) -> list[str]:
    texts = [plain_text(inlines_of(block)) for block in iter_blocks(found.blocks)]
    return [text for text in texts if text]


def test_runs_headings_and_numbers() -> None:
    found, _ = read(
        package(
            [
                Para("개요", look=OUTLINE),
                Para("하나\n둘\u00a0셋", look=NUMBERED),
                Para("빨간 글", chars=Look(bold=True, color="#FF0000")),
            ]
        )
    )
    heading = next(b for b in found.blocks if isinstance(b, Heading))
    assert (heading.number, plain_text(heading.inlines)) == ("제1장", "개요")
    items = next(b for b in found.blocks if isinstance(b, ListBlock)).items
    assert (items[0].marker, plain_text(items[0].blocks[0].inlines)) == ("가.", "하나 둘\u00a0셋")
    red = next(
        i
        for b in iter_blocks(found.blocks)
        for i in iter_inlines(inlines_of(b))
        if isinstance(i, Text) and i.value == "빨간 글"
    )
    assert (red.color, red.marks) == ("#ff0000", frozenset({Mark.STRONG}))
    assert found.metadata.title == "견본"


def test_sections_follow_the_spine() -> None:
    hwpx = HwpxWriter(spine=(1, 0))
    hwpx.add("먼저")
    hwpx.new_section()
    hwpx.add("나중")
    found, _ = read(hwpx.to_bytes())
    assert lines(found) == ["나중", "먼저"]


def test_a_section_that_the_spine_names_again_is_read_once() -> None:
    hwpx = HwpxWriter(spine=(1, 0, 1, 1, 0))
    hwpx.add("먼저")
    hwpx.new_section()
    hwpx.add("나중")
    found, _ = read(hwpx.to_bytes())
    assert lines(found) == ["나중", "먼저"]


def test_a_switch_speaks_once() -> None:
    switch = (
        '<hp:switch><hp:case hp:required-namespace="http://www.hancom.co.kr/hwpml/2016/{}">'
        "<hp:t>새 것</hp:t></hp:case><hp:default><hp:t>옛 것</hp:t></hp:default></hp:switch>"
    )
    known, _ = read(package([Para(raw(switch.format("HwpUnitChar")))]))
    unknown, _ = read(package([Para(raw(switch.format("Hologram")))]))
    assert (lines(known), lines(unknown)) == (["새 것"], ["옛 것"])


def test_tables_pictures_notes_fields_and_equations() -> None:
    hwpx = HwpxWriter()
    key = hwpx.binary(png(), "png")
    hwpx.add(
        Para(table([[Cell(["가"], header=True), Cell(["나"], colspan=2, header=True)]])),
        Para(picture(key, 10000, 10000, inline=False)),
        Para(
            "본문",
            note(" 주석"),
            hyperlink("http://a.kr", "고리"),
            equation("a over b"),
        ),
    )
    found, _ = read(hwpx.to_bytes())
    counts = count(found)
    for name in ("tables", "merged_cells", "images", "footnotes", "links", "equations"):
        assert counts[name] == 1, name
    assert plain_text(inlines_of(found.notes["footnote-1"].blocks[0])) == "주석"


def test_pages_begin_where_the_layout_says() -> None:
    first = Para("첫 쪽", lines=[(0, 0), (2, 60000)])
    second = Para("가나다라", lines=[(0, 61000), (2, 0)])
    found, _ = read(package([first, second]))
    inlines = [i for b in found.blocks for i in inlines_of(b)]
    assert [i.label for i in inlines if isinstance(i, PageMark)] == ["1", "2"]
    assert found.source is not None
    assert found.source.pages == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 cut", ErrorCode.DAMAGED),
        (package([Para(raw("<hp:p>"))]), ErrorCode.DAMAGED),
        (package(["x"], **{"Contents__header.xml": None}), ErrorCode.DAMAGED),
        (package(["x"], **{"Contents__section0.xml": None}), ErrorCode.DAMAGED),
    ],
)
def test_refusals(data: bytes, code: ErrorCode) -> None:
    with pytest.raises(ConversionError) as caught:
        read(data)
    assert caught.value.code is code


def test_a_zip_bomb_is_refused_while_it_is_read() -> None:
    data = package([Para("가" * 400_000)])
    with pytest.raises(ConversionError) as caught:
        read(data, Limits(stream_bytes=200_000))
    assert caught.value.code is ErrorCode.TOO_LARGE


def test_entities_are_refused() -> None:
    section = "<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><s>&e;</s>"
    with pytest.raises(ConversionError):
        read(package(["x"], **{"Contents__section0.xml": section}))
