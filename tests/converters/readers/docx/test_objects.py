# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables, notes, drawings and equations of DOCX."""

import pytest

from converters.document.nodes import (
    Aside,
    Block,
    EquationBlock,
    Figure,
    InlineImage,
    InlineMath,
    ListBlock,
    NoteRef,
    Paragraph,
    Scope,
    Separator,
    Table,
    Text,
    Unsupported,
)
from converters.document.notices import NoticeKind
from converters.document.walk import block_text, iter_blocks
from tests.converters.readers.docx.packages import (
    OFFICE,
    XMLNS,
    body,
    inlines,
    lines,
    p,
    package,
    r,
    read,
    style,
)


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, properties: str = "", grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def table_of(inner: str, **known: str) -> Table:
    return next(b for b in iter_blocks(body(inner, **known).blocks) if isinstance(b, Table))


def shape(found: Table) -> list[list[tuple[str, int, int]]]:
    return [
        [(block_text(Aside("x", c.blocks)), c.colspan, c.rowspan) for c in row.cells]
        for row in found.rows
    ]


def test_cells_merged_across_and_down() -> None:
    found = table_of(
        tbl(
            tr(tc("가", '<w:vMerge w:val="restart"/>'), tc("나", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
            tr(tc("", "<w:vMerge/>"), tc("다", '<w:shd w:fill="D9D9D9"/>'), tc("라"), properties="<w:tblHeader/>"),
            tr(tc("1"), tc("2"), tc("3")),
            grid=(1000, 1000, 2000),
            properties='<w:tblCaption w:val="인구"/><w:tblDescription w:val="연도별"/>',
        )
    )  # fmt: skip
    assert shape(found) == [
        [("가", 1, 2), ("나", 2, 1)],
        [("다", 1, 1), ("라", 1, 1)],
        [("1", 1, 1), ("2", 1, 1), ("3", 1, 1)],
    ]
    assert found.head_rows == 2
    assert found.rows[0].cells[0].scope is Scope.COLUMN
    assert found.rows[1].cells[0].shaded
    assert found.column_percents == (25.0, 25.0, 50.0)
    assert found.alt == "인구 연도별"


@pytest.mark.parametrize(
    "rows",
    [
        tr(tc("가", "<w:vMerge/>"), tc("나")) + tr(tc("다", "<w:vMerge/>")),
        tr(tc("가", '<w:gridSpan w:val="99999"/>')) + tr(tc("나")),
        tr(tc("가", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'))
        + tr(tc("나"), tc("다")),
        tr(tc("가"), properties='<w:gridBefore w:val="2"/>') + tr(tc("나"), tc("다"), tc("라")),
        tr() + tr(tc("가")),
    ],
)
def test_odd_tables_are_rectangular(rows: str) -> None:
    assert "가" in lines(body(tbl(rows)).blocks)


def test_rows_and_cells_in_content_controls_and_nested_tables() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inner = "<w:tc>" + tbl(tr(tc("속"))) + p("") + "</w:tc>"
    found = table_of(
        tbl(control.format(tr(control.format(tc("가")), tc("나"))), tr(inner, tc("다")))
    )
    assert [len(row.cells) for row in found.rows] == [2, 2]
    assert any(isinstance(b, Table) for b in found.rows[1].cells[0].blocks)


def test_deleted_rows_are_left_out() -> None:
    found, notices = read(package(tbl(tr(tc("남음")), tr(tc("지움"), properties="<w:del/>"))))
    assert lines(found.blocks) == ["남음"]
    assert [(h.why, lines(h.blocks)) for h in found.hidden] == [("deleted", ["지움"])]
    assert NoticeKind.DELETED_TEXT in notices


def test_deleted_cells_are_left_out() -> None:
    gone = "<w:cellDel/>"
    rows = [tr(tc("가"), tc(f"지움{n}", gone), tc("나"), tc("다")) for n in (1, 2)]
    found, notices = read(package(tbl(*rows, grid=(1000, 1000, 1000, 1000))))
    assert lines(found.blocks) == ["가", "나", "다"] * 2
    assert [lines(h.blocks) for h in found.hidden] == [["지움1"], ["지움2"]]
    assert NoticeKind.DELETED_TEXT in notices


def test_captions_go_with_their_table() -> None:
    styles = style("c", "caption")
    found = table_of(p("표 1 인구", '<w:pStyle w:val="c"/>') + tbl(tr(tc("1"))), styles=styles)
    assert [block_text(b) for b in found.caption] == ["표 1 인구"]


def test_notes_are_numbered_and_have_bodies() -> None:
    note = '<w:{0} w:id="{1}">{2}</w:{0}>'
    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    notes = note.format("footnote", -1, p("")).replace(
        "<w:footnote ", '<w:footnote w:type="separator" '
    )
    notes += note.format("footnote", 2, p("<w:r><w:footnoteRef/></w:r>" + r(" 각주 글")))
    own = '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    found = body(
        p(r("가") + mark.format("footnote", 2) + mark.format("endnote", 1) + own)
        + p(mark.format("footnote", 2) + mark.format("footnote", 77)),
        footnotes=notes + note.format("footnote", 3, p("별표")),
        endnotes=note.format("endnote", 1, p("미주 글")),
    )
    shown = {key: (n.mark, block_text(n.blocks[0])) for key, n in found.notes.items()}
    assert shown == {
        "footnote-2": ("1", "각주 글"),
        "endnote-1": ("i", "미주 글"),
        "footnote-3": ("*", "별표"),
    }
    assert sum(isinstance(i, NoteRef) for i in inlines(found.blocks)) == 3


def test_a_note_that_nothing_refers_to_is_kept_as_hidden_text() -> None:
    note = '<w:endnote w:id="{}"{}>{}</w:endnote>'
    found, notices = read(
        package(
            p(r("글")),
            endnotes=note.format(0, ' w:type="separator"', p("나누는 말"))
            + note.format(1, "", p("아무도 모르는 주")),
        )
    )
    assert [(hidden.why, lines(hidden.blocks)) for hidden in found.hidden] == [
        ("unreferred", ["아무도 모르는 주"])
    ]
    assert NoticeKind.HIDDEN_TEXT in notices


def test_comments_are_kept_for_editors() -> None:
    found, notices = read(
        package(
            p(r("글") + '<w:r><w:commentReference w:id="1"/></w:r>'),
            comments=f'<w:comment w:id="1" w:author="홍" w:date="2026-01-02T03:04:05Z">{p("고칠 것")}</w:comment>'
            f'<w:comment w:id="2" w:author="홍">{p("떠 있음")}</w:comment>',
        )
    )
    assert [(c.author, lines(c.blocks)) for c in found.comments.values()] == [
        ("홍", ["고칠 것"]),
        ("홍", ["떠 있음"]),
    ]
    assert NoticeKind.COMMENT in notices


def drawing(graphic: str, kind: str = "anchor", size: int = 2_000_000, properties: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:extent cx="{2 * size}" cy="{size}"/>'
        f'<wp:docPr id="1" name="그림 1" {properties}</wp:docPr>'
        f"<a:graphic><a:graphicData>{graphic}</a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"
    )


def pic(blip: str, source: str = "") -> str:
    return (
        "<pic:pic><pic:nvPicPr><pic:cNvPr id='0' name=''/></pic:nvPicPr>"
        f"<pic:blipFill><a:blip {blip}/>{source}</pic:blipFill></pic:pic>"
    )


def test_pictures_with_alternative_text() -> None:
    found, notices = read(
        package(
            p(drawing(pic('r:embed="pic1"'), "inline", properties='descr="시청 전경">'))
            + p(r("글") + drawing(pic('r:embed="pic1"'), "inline", 150_000, ">") + r("자"))
            + p(drawing(pic('r:link="far"'), properties=">"))
            + p(
                drawing(
                    pic('r:embed="pic1"', '<a:srcRect l="50000"/>'),
                    properties='><a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>',
                )
            )
        )
    )
    figures = [b for b in found.blocks if isinstance(b, Figure)]
    assert figures[0].alt == "시청 전경"
    assert figures[0].width_percent == pytest.approx(69.8, abs=0.2)
    assert figures[1].decorative
    assert found.resources[figures[1].resource].width_px == 20
    assert any(isinstance(i, InlineImage) for i in inlines(found.blocks))
    assert any(isinstance(b, Unsupported) for b in found.blocks)
    assert {NoticeKind.LINKED_IMAGE, NoticeKind.ALT_TEXT_MISSING} <= notices


def test_text_boxes_stand_once() -> None:
    box = "<w:txbxContent>" + p("상자 글") + "</w:txbxContent>"
    new = drawing(f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>", properties=">")
    old = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    found = body(
        p(
            r("닻")
            + f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
            "</mc:AlternateContent>"
        )
        + p(old)
    )
    assert lines(found.blocks) == ["닻", "상자 글", "상자 글"]
    assert [b.role for b in found.blocks if isinstance(b, Aside)] == ["text-box", "text-box"]


def test_vml_pictures_lines_words_and_objects() -> None:
    image = '<v:imagedata r:id="pic1"/>'
    found, notices = read(
        package(
            p(
                f'<w:r><w:pict><v:shape style="width:200pt;height:100pt" alt="그림">{image}</v:shape></w:pict></w:r>'
            )
            + p('<w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r>')
            + p('<w:r><w:pict><v:shape><v:textpath string="대외비"/></v:shape></w:pict></w:r>')
            + p(
                f'<w:r><w:object><v:shape>{image}</v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
            )
        )
    )
    kinds: list[type[Block]] = [type(block) for block in found.blocks]
    assert kinds == [Figure, Separator, Paragraph, Unsupported]
    assert found.blocks[3].resource is not None  # type: ignore[union-attr]
    assert NoticeKind.OLE_OBJECT in notices


CHART = (
    f"<c:chartSpace {XMLNS}><c:chart><c:plotArea><c:barChart><c:ser>"
    "<c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>인구</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>2025</c:v></c:pt></c:strCache></c:strRef></c:cat>"
    "<c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>42</c:v></c:pt></c:numCache></c:numRef></c:val>"
    "</c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"
)
DIAGRAM = (
    f"<dgm:dataModel {XMLNS}><dgm:ptLst><dgm:pt modelId='0' type='doc'/>"
    + "".join(
        f"<dgm:pt modelId='{n}'><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for n, text in ((1, "시장"), (2, "국장"))
    )
    + "</dgm:ptLst><dgm:cxnLst><dgm:cxn srcId='0' destId='1' srcOrd='0'/>"
    "<dgm:cxn srcId='1' destId='2' srcOrd='0'/></dgm:cxnLst></dgm:dataModel>"
)


def test_charts_and_diagrams_keep_their_words() -> None:
    link = f'<Relationship Id="{{0}}" Type="{OFFICE}officeDocument/2006/relationships/{{1}}" Target="{{2}}.xml"/>'
    found, _ = read(
        package(
            p(drawing('<c:chart r:id="ch"/>', properties=">"))
            + p(drawing('<dgm:relIds r:dm="dm"/>', properties=">")),
            relations=link.format("ch", "chart", "chart1")
            + link.format("dm", "diagramData", "data1"),
            parts={"word/chart1.xml": CHART, "word/data1.xml": DIAGRAM},
        )
    )
    chart = next(b for b in found.blocks if isinstance(b, Aside) and b.role == "chart")
    assert "42" in lines((chart,))
    outline = next(b for b in iter_blocks(found.blocks) if isinstance(b, ListBlock))
    assert lines((outline,)) == ["시장", "국장"]
    assert isinstance(outline.items[0].blocks[1], ListBlock)


MATH = (
    "<m:oMath><m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub>"
    "<m:sup><m:r><m:t>n</m:t></m:r></m:sup><m:e><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num>"
    "<m:den><m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e><m:r><m:t>b</m:t></m:r></m:e></m:rad></m:den>"
    "</m:f></m:e></m:nary></m:oMath>"
)


def test_equations_are_mathml() -> None:
    found = body(p(r("식 ") + MATH) + p(f"<m:oMathPara>{MATH}</m:oMathPara>"))
    inline = next(i for i in inlines(found.blocks) if isinstance(i, InlineMath))
    for part in ("<munderover>", "<mfrac>", "<msqrt>", "∑"):
        assert part in inline.math.mathml
    assert inline.math.notation == "omml"
    assert "oMath" in inline.math.script
    assert any(isinstance(b, EquationBlock) for b in found.blocks)


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<m:sSubSup><m:e>{x}</m:e><m:sub>{x}</m:sub><m:sup>{x}</m:sup></m:sSubSup>", "<msubsup>"),
        ("<m:sPre><m:sub>{x}</m:sub><m:sup>{x}</m:sup><m:e>{x}</m:e></m:sPre>", "<mmultiscripts>"),
        ("<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=''/></m:dPr><m:e>{x}</m:e></m:d>", ">[<"),
        ("<m:m><m:mr><m:e>{x}</m:e><m:e>{x}</m:e></m:mr><m:mr><m:e>{x}</m:e></m:mr></m:m>", "<mtable"),
        ("<m:eqArr><m:e>{x}</m:e><m:e>{x}</m:e></m:eqArr>", "<mtable"),
        ("<m:func><m:fName><m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>sin</m:t></m:r></m:fName><m:e>{x}</m:e></m:func>", ">sin<"),
        ("<m:limLow><m:e>{x}</m:e><m:lim>{x}</m:lim></m:limLow>", "<m"),
        ("<m:acc><m:accPr><m:chr m:val='\u20d7'/></m:accPr><m:e>{x}</m:e></m:acc>", "<mover"),
        ("<m:bar><m:barPr><m:pos m:val='top'/></m:barPr><m:e>{x}</m:e></m:bar>", "<mover"),
        ("<m:groupChr><m:e>{x}</m:e></m:groupChr>", "⏟"),
        ("<m:limLow><m:e><m:groupChr><m:e>{x}</m:e></m:groupChr></m:e><m:lim>{x}</m:lim></m:limLow>", "<munder><munder><mi>x</mi><mo>⏟</mo></munder><mi>x</mi></munder>"),
        ("<m:borderBox><m:e>{x}</m:e></m:borderBox>", ">x<"),
        ("<m:f><m:fPr><m:type m:val='noBar'/></m:fPr><m:num>{x}</m:num><m:den>{x}</m:den></m:f>", 'linethickness="0"'),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>만약</m:t></m:r>", "<mtext>"),
        ("<m:r><m:rPr><m:scr m:val='double-struck'/></m:rPr><m:t>R</m:t></m:r>", "ℝ"),
    ],
)  # fmt: skip
def test_every_structure_of_equations(inner: str, wanted: str) -> None:
    math = inner.replace("{x}", "<m:r><m:t>x</m:t></m:r>")
    found = body(p(f"<m:oMath>{math}</m:oMath>"))
    equation = next(i for i in inlines(found.blocks) if isinstance(i, InlineMath))
    assert wanted in equation.math.mathml


def test_headers_are_kept_apart() -> None:
    link = f'<Relationship Id="h1" Type="{OFFICE}officeDocument/2006/relationships/header" Target="header1.xml"/>'
    reference = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>'
    found, notices = read(
        package(
            p("본문") + reference,
            relations=link,
            parts={"word/header1.xml": f"<w:hdr {XMLNS}>{p('서울특별시')}</w:hdr>"},
        )
    )
    assert [(h.kind, h.pages, lines(h.blocks)) for h in found.running] == [
        ("header", "all", ["서울특별시"])
    ]
    assert lines(found.blocks) == ["본문"]
    assert NoticeKind.RUNNING_TEXT in notices


def test_text_of_a_symbol_font() -> None:
    found = body(p(r("\uf062", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')))
    assert [i.value for i in inlines(found.blocks) if isinstance(i, Text)] == ["β"]
