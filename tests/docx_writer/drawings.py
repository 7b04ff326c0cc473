# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawings: pictures in the line, beside it and in VML; text boxes in both notations; charts."""

from __future__ import annotations

from tests.docx_writer.markup import Markup, quoted, shown
from tests.docx_writer.runs import run

_EMU_PER_MM = 36_000
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def _frame(graphic: str, number: int, alt: str, mm: tuple[int, int], anchored: bool) -> str:
    size = f'<wp:extent cx="{mm[0] * _EMU_PER_MM}" cy="{mm[1] * _EMU_PER_MM}"/>'
    about = f" descr={quoted(alt)}" if alt else ""
    name = f'<wp:docPr id="{number}" name="그림 {number}"{about}/><wp:cNvGraphicFramePr/>'
    if not anchored:
        return f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">{size}<wp:effectExtent l="0" t="0" r="0" b="0"/>{name}{graphic}</wp:inline></w:drawing>'
    place = (
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    )
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264" '
        f'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">{place}{size}<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:wrapSquare wrapText="bothSides"/>{name}{graphic}</wp:anchor></w:drawing>'
    )


def picture(
    relation: str,
    *,
    alt: str = "",
    number: int = 1,
    mm: tuple[int, int] = (80, 40),
    anchored: bool = False,
    linked: bool = False,
) -> Markup:
    """Return a picture by its relationship, in the line or beside it."""
    key = "link" if linked else "embed"
    graphic = (
        f'<a:graphic {_A}><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{number}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:{key}="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{mm[0] * _EMU_PER_MM}" cy="{mm[1] * _EMU_PER_MM}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    return run(_frame(graphic, number, alt, mm, anchored), "<w:noProof/>")


def vml_picture(relation: str, alt: str) -> Markup:
    """Return a picture as Word 2003 and the compatibility mode write it."""
    return run(
        '<w:pict><v:shapetype id="_x0000_t75" coordsize="21600,21600" o:spt="75" path="m@4@5l@4@11@9@11@9@5xe" filled="f" stroked="f"/>'
        f'<v:shape id="_x0000_i1025" type="#_x0000_t75" alt={quoted(alt)} style="width:226.75pt;height:113.4pt">'
        f'<v:imagedata r:id="{relation}" o:title="사진"/></v:shape></w:pict>'
    )


def chart(relation: str, *, alt: str = "", number: int = 1) -> Markup:
    """Return the frame of a chart part."""
    graphic = (
        f'<a:graphic {_A}><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
    )
    return run(_frame(graphic, number, alt, (150, 80), False), "<w:noProof/>")


def text_box(*blocks: str, number: int = 1) -> Markup:
    """Return a text box: the shape of Word 2010, and VML for older programs with the same text again."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    graphic = (
        f'<a:graphic {_A}><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="1800000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f'<wps:txbx>{inner}</wps:txbx><wps:bodyPr rot="0" vert="horz" wrap="square"/></wps:wsp></a:graphicData></a:graphic>'
    )
    old = (
        '<w:pict><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
        f'<v:shape id="Text Box {number}" o:spid="_x0000_s{1025 + number}" type="#_x0000_t202" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:283pt;height:141pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    )
    return run(
        f'<mc:AlternateContent><mc:Choice Requires="wps">{_frame(graphic, number, "", (100, 50), True)}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>",
        "<w:noProof/>",
    )


def chart_part(
    kind: str, title: str, categories: list[str], series: dict[str, list[float]]
) -> bytes:
    """Return a chart part with the figures that Word caches beside the workbook.

    Args:
        kind: "barChart", "lineChart" or "pieChart".
        title: its title.
        categories: names along its axis.
        series: figures by the name of their row.
    """
    rows = "".join(
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>'
        f"<c:tx><c:strRef><c:f>Sheet1!${chr(66 + at)}$1</c:f><c:strCache><c:ptCount val=\"1\"/>{_point(0, name)}</c:strCache></c:strRef></c:tx>"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A$9</c:f><c:strCache>{_points(categories)}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!$B$2:$B$9</c:f><c:numCache><c:formatCode>General</c:formatCode>{_points(figures)}</c:numCache></c:numRef></c:val></c:ser>"
        for at, (name, figures) in enumerate(series.items())
    )  # fmt: skip
    shape = {"barChart": '<c:barDir val="col"/><c:grouping val="clustered"/>', "lineChart": '<c:grouping val="standard"/>'}  # fmt: skip
    axes = "" if kind == "pieChart" else '<c:axId val="1"/><c:axId val="2"/>'
    across = (
        ""
        if kind == "pieChart"
        else '<c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {_A} '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<c:date1904 val="0"/><c:lang val="ko-KR"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="ko-KR"/><a:t>{shown(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:{kind}>{shape.get(kind, "")}{rows}{axes}</c:{kind}>{across}</c:plotArea>'
        '<c:legend><c:legendPos val="b"/></c:legend><c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    ).encode()


def _points(found: list[str] | list[float]) -> str:
    return f'<c:ptCount val="{len(found)}"/>' + "".join(_point(at, v) for at, v in enumerate(found))


def _point(at: int, value: str | float) -> str:
    return f'<c:pt idx="{at}"><c:v>{shown(str(value))}</c:v></c:pt>'
