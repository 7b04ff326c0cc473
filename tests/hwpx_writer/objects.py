# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables, pictures, equations, text boxes and charts (KS X 6101, 10.8 and after)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.hwpx_writer.header import Header
from tests.hwpx_writer.markup import CHART_NAMESPACE, DECLARATION, element, words
from tests.hwpx_writer.paragraphs import Para, Piece, raw, sub_list

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


@dataclass(frozen=True)
class Cell:
    """A cell; positions that its span covers are left out of the rows."""

    paras: Sequence[str | Para]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    shaded: bool = False


def _frame(width: int, height: int, *, inline: bool) -> str:
    size = element(
        "hp:sz", width=width, widthRelTo="ABSOLUTE", height=height, heightRelTo="ABSOLUTE"
    )
    return size + element(
        "hp:pos", treatAsChar=inline, flowWithText=1, vertRelTo="PARA", horzRelTo="COLUMN"
    )


def _caption(header: Header, paras: Iterable[str | Para], side: str) -> str:
    given = list(paras)
    if not given:
        return ""
    return element("hp:caption", sub_list(header, given), side=side, fullSz=0, gap=850)


def _comment(description: str) -> str:
    return element("hp:shapeComment", words(description)) if description else ""


def table(
    rows: Sequence[Sequence[str | Para | Cell]],
    widths: Sequence[int] = (),
    caption: Iterable[str | Para] = (),
    description: str = "",
) -> Piece:
    """Return a table; cells with spans push the following ones to the next free column."""

    def xml(header: Header) -> str:
        taken: set[tuple[int, int]] = set()
        lines = [_row(header, at, row, taken, widths) for at, row in enumerate(rows)]
        columns = 1 + max((column for _, column in taken), default=0)
        return element(
            "hp:tbl",
            _frame(sum(widths) or 42000, 1000 * len(rows), inline=True),
            _caption(header, caption, "TOP"),
            _comment(description),
            *lines,
            id=1,
            numberingType="TABLE",
            pageBreak="CELL",
            repeatHeader=1,
            rowCnt=len(rows),
            colCnt=columns,
            borderFillIDRef=1,
        )

    return Piece(xml)


def _row(
    header: Header,
    at: int,
    row: Sequence[str | Para | Cell],
    taken: set[tuple[int, int]],
    widths: Sequence[int],
) -> str:
    cells = []
    column = 0
    for item in row:
        cell = item if isinstance(item, Cell) else Cell([item])
        while (at, column) in taken:
            column += 1
        covered = [(at + y, column + x) for y in range(cell.rowspan) for x in range(cell.colspan)]
        taken.update(covered)
        wide = sum(widths[column : column + cell.colspan]) or 5000 * cell.colspan
        cells.append(
            element(
                "hp:tc",
                sub_list(header, cell.paras),
                element("hp:cellAddr", colAddr=column, rowAddr=at),
                element("hp:cellSpan", colSpan=cell.colspan, rowSpan=cell.rowspan),
                element("hp:cellSz", width=wide, height=1000 * cell.rowspan),
                name="",
                header=cell.header,
                borderFillIDRef=2 if cell.shaded else 1,
            )
        )
    return element("hp:tr", *cells)


def picture(
    item: str,
    width: int,
    height: int,
    description: str = "",
    caption: Iterable[str | Para] = (),
    *,
    inline: bool = True,
) -> Piece:
    """Return the picture that a package keeps under ``item``; lengths in 1/7200 inch."""

    def xml(header: Header) -> str:
        return element(
            "hp:pic",
            element("hp:orgSz", width=width, height=height),
            element("hp:curSz", width=0, height=0),
            element("hp:imgClip", left=0, right=width, top=0, bottom=height),
            element("hp:imgDim", dimwidth=width, dimheight=height),
            element("hc:img", binaryItemIDRef=item, bright=0, contrast=0, effect="REAL_PIC"),
            _frame(width, height, inline=inline),
            _caption(header, caption, "BOTTOM"),
            _comment(description),
            id=2,
            numberingType="PICTURE",
            instid=3,
        )

    return Piece(xml)


def equation(script: str) -> Piece:
    """Return an equation in the line."""
    return raw(
        element(
            "hp:equation",
            _frame(8779, 2600, inline=True),
            _comment("수식입니다."),
            element("hp:script", words(script)),
            id=4,
            version="Equation Version 60",
            font="HancomEQN",
        )
    )


def text_box(*paras: str | Para, description: str = "") -> Piece:
    """Return a rectangle with text."""

    def xml(header: Header) -> str:
        return element(
            "hp:rect",
            element("hp:orgSz", width=40000, height=8000),
            element("hp:curSz", width=40000, height=8000),
            element("hp:drawText", sub_list(header, paras), lastWidth=40000, name="", editable=0),
            _frame(40000, 8000, inline=True),
            _comment(description),
            id=5,
            numberingType="NONE",
            instid=6,
            ratio=0,
        )

    return Piece(xml)


def chart(part: str) -> Piece:
    """Return the chart that a package keeps under ``part``."""
    inner = element(
        "hp:chart",
        _frame(32250, 18750, inline=True),
        id=7,
        numberingType="PICTURE",
        chartIDRef=part,
    )
    return raw(
        f'<hp:switch><hp:case hp:required-namespace="{CHART_NAMESPACE}">{inner}</hp:case>'
        "</hp:switch>"
    )


def bar_chart(title: str, names: Sequence[str], values: Sequence[float]) -> str:
    """Return the part of a chart with one row of bars (ISO/IEC 29500-1, 21.2)."""

    def points(kind: str, given: Sequence[object]) -> str:
        inner = (
            element("c:pt", element("c:v", words(str(value))), idx=at)
            for at, value in enumerate(given)
        )
        return element(f"c:{kind}", element("c:ptCount", val=len(given)), *inner)

    run = element("a:r", element("a:t", words(title)))
    heading = element("c:tx", element("c:rich", element("a:p", run)))
    series = element(
        "c:ser",
        element("c:idx", val=0),
        element("c:order", val=0),
        element("c:tx", element("c:strRef", points("strCache", [title]))),
        element("c:cat", element("c:strRef", points("strCache", names))),
        element("c:val", element("c:numRef", points("numCache", values))),
    )
    bars = element("c:barChart", element("c:barDir", val="col"), series)
    whole = element("c:chart", element("c:title", heading), element("c:plotArea", bars))
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main">'
        f"{whole}</c:chartSpace>"
    )
