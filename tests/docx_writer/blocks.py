# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paragraphs, tables, content controls and sections."""

from __future__ import annotations

from dataclasses import dataclass

from tests.docx_writer.markup import Markup, quoted, values
from tests.docx_writer.runs import Piece, line, styled, text

_TABLE_GRID = "ac"
_BORDERS = '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'


def para(*pieces: Piece, style: str = "", num: int = 0, level: int = 0, more: str = "") -> Markup:
    """Return a paragraph.

    Args:
        *pieces: what stands in it.
        style: its style's id.
        num: the numbering that it stands in; 0 for none of its own.
        level: its level there from 0.
        more: further properties, in the order of the schema.
    """
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    own = values(pStyle=style or None) + number + more
    properties = f"<w:pPr>{own}</w:pPr>" if own else ""
    return Markup(
        f'<w:p w:rsidR="00A41C7E" w:rsidRDefault="00A41C7E" w:rsidP="00C30F11">{properties}{line(*pieces)}</w:p>'
    )


def align(where: str) -> str:
    """Return the property that aligns a paragraph."""
    return values(jc=where)


@dataclass(frozen=True)
class Cell:
    """A cell; ``down`` is "restart" for the first of cells merged downwards, "continue" for the others."""

    content: Piece = ""
    across: int = 1
    down: str = ""
    shade: str = ""

    def markup(self, width: int) -> str:
        """Return the cell, ``width`` twentieths of a point for each column."""
        own = f'<w:tcW w:w="{width * self.across}" w:type="dxa"/>'
        if self.across > 1:
            own += f'<w:gridSpan w:val="{self.across}"/>'
        if self.down:
            # Word writes the further cells of a merge without a value.
            own += '<w:vMerge w:val="restart"/>' if self.down == "restart" else "<w:vMerge/>"
        if self.shade:
            own += f'<w:shd w:val="clear" w:color="auto" w:fill="{self.shade}"/>'
        inner = self.content if str(self.content).startswith("<w:p ") else para(self.content)
        if str(inner).endswith("</w:tbl>"):
            inner = Markup(inner + para())
        return f"<w:tc><w:tcPr>{own}</w:tcPr>{inner}</w:tc>"


def table(
    *rows: list[Piece | Cell], heads: int = 0, title: str = "", about: str = "", columns: int = 0
) -> Markup:
    """Return a table.

    Args:
        *rows: the cells of each row; those in a vertical merge are written, too.
        heads: how many rows are repeated as its head.
        title: title of its alternative text.
        about: its alternative text.
        columns: width of its grid; told by the first row otherwise.
    """
    cells = [[c if isinstance(c, Cell) else Cell(c) for c in row] for row in rows]
    columns = columns or sum(cell.across for cell in cells[0])
    width = 9016 // columns
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    lines = []
    for at, row in enumerate(cells):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if at < heads else ""
        inner = "".join(cell.markup(width) for cell in row)
        lines.append(f'<w:tr w:rsidR="00A41C7E" w:rsidTr="00C30F11">{head}{inner}</w:tr>')
    words = values(tblCaption=title or None, tblDescription=about or None)
    return Markup(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{_TABLE_GRID}"/><w:tblW w:w="0" w:type="auto"/>'
        f"{_BORDERS}{words}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


# ---------------------------------------------------------------- content controls


def control(
    inner: str, *, kind: str = "<w:text/>", title: str = "", prompt: bool = False, key: int = 1
) -> Markup:
    """Return a content control around runs, paragraphs, rows or cells.

    Args:
        inner: what it holds.
        kind: what it lets the author do, as markup.
        title: the name that Word shows on its frame.
        prompt: whether it shows the request to fill it in.
        key: its id.
    """
    named = f"<w:alias w:val={quoted(title)}/><w:tag w:val={quoted(title)}/>" if title else ""
    mark = "<w:showingPlcHdr/>" if prompt else ""
    return Markup(
        f'<w:sdt><w:sdtPr>{named}<w:id w:val="{900_000 + key}"/>'
        f'<w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder>{mark}{kind}'
        f"</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


def prompt(words: str, **given: str | int) -> Markup:
    """Return a control that still asks for its text."""
    return control(styled(words, "ae"), prompt=True, **given)  # type: ignore[arg-type]


def check_box(checked: bool, key: int) -> Markup:
    """Return a check box of Word 2010 and later."""
    kind = (
        f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return control(text("☒" if checked else "☐"), kind=kind, key=key)


def drop_down(chosen: str, choices: list[str], key: int) -> Markup:
    """Return a drop-down list with its chosen entry."""
    entries = "".join(
        f"<w:listItem w:displayText={quoted(choice)} w:value={quoted(choice)}/>"
        for choice in choices
    )
    return control(text(chosen), kind=f"<w:dropDownList>{entries}</w:dropDownList>", key=key)


def date(shown: str, day: str, key: int) -> Markup:
    """Return a date control; ``day`` as 2026-03-02."""
    kind = (
        f'<w:date w:fullDate="{day}T00:00:00Z"><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="ko-KR"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )
    return control(text(shown), kind=kind, key=key)


def repeated(*items: str, key: int) -> Markup:
    """Return a repeating section (Word 2013): a control around a control for each of its items."""
    inner = "".join(
        control(item, kind="<w15:repeatingSectionItem/>", key=key + at)
        for at, item in enumerate(items, 1)
    )
    return control(inner, kind="<w15:repeatingSection/>", key=key)


# ---------------------------------------------------------------- sections


def section(
    *, columns: int = 1, kind: str = "nextPage", start: int = 0, form: str = "", refs: str = ""
) -> str:
    """Return properties of a section; ``refs`` are references to headers and footers."""
    numbers = ""
    if start or form:
        shown = f' w:fmt="{form}"' if form else ""
        numbers = f"<w:pgNumType{shown}" + (f' w:start="{start}"/>' if start else "/>")
    many = f' w:num="{columns}"' if columns > 1 else ""
    return (
        f'<w:sectPr w:rsidR="00A41C7E">{refs}<w:type w:val="{kind}"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1701" w:right="1440" w:bottom="1440" w:left="1440" w:header="851" w:footer="992" w:gutter="0"/>'
        f'{numbers}<w:cols{many} w:space="425"/><w:docGrid w:linePitch="360"/></w:sectPr>'
    )


def framed(*pieces: Piece, drop_cap: bool = False) -> Markup:
    """Return a paragraph in a text frame; or the first letter of the next one, large."""
    cap = ' w:dropCap="drop" w:lines="2"' if drop_cap else ' w:w="3000"'
    return para(
        *pieces,
        more=f'<w:keepNext/><w:framePr{cap} w:hSpace="142" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:y="1"/>',
    )
