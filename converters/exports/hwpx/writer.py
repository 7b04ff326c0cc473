# SPDX-License-Identifier: AGPL-3.0-or-later
"""The writer of a HWPX document: headings, paragraphs, tables and pictures, one after the other.

Lengths are HWPUNIT, 1/7200 inch. The same content gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from converters.exports.hwpx.header import Border, CharacterLook, ParagraphLook, header_xml
from converters.exports.hwpx.markup import DECLARATION, NAMESPACES, element, words

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORED = ("mimetype", "version.xml")
PAGE_WIDTH, PAGE_HEIGHT = 59528, 84188
"""A4."""
MARGIN = 5669
"""20 mm."""
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
MM = 7200 / 25.4
_ROW_HEIGHT = 1700
_CELL_MARGIN = element("hp:cellMargin", left=340, right=340, top=113, bottom=113)
_OUTER = element("hp:outMargin", left=0, right=0, top=141, bottom=141)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    align: ParagraphLook = ParagraphLook.LEFT
    head: bool = False
    rows: int = 1
    columns: int = 1
    height: int = _ROW_HEIGHT


class HwpxDocument:
    """A HWPX document that grows from top to bottom.

    Args:
        title: of the document.
        author: who wrote it, a person or an office.
        language: "ko" or "en".
    """

    def __init__(self, title: str, author: str = "", language: str = "ko") -> None:
        self._title, self._author, self._language = title, author, language
        self._body: list[str] = []
        self._pictures: list[tuple[str, bytes]] = []
        self._preview: list[str] = []
        self._objects = 0

    def heading(self, text: str, *, title: bool = False) -> None:
        """Add the title of the document, or the heading of a section."""
        if title:
            self._add(_paragraph(_run(text, CharacterLook.TITLE), ParagraphLook.TITLE), text)
        else:
            markup = _run(text, CharacterLook.HEADING)
            self._add(_paragraph(markup, ParagraphLook.HEADING, style=1), text)

    def paragraph(
        self,
        text: str,
        look: CharacterLook = CharacterLook.PLAIN,
        shape: ParagraphLook = ParagraphLook.NOTE,
    ) -> None:
        """Add a paragraph."""
        self._add(_paragraph(_run(text, look), shape), text)

    def table(self, rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> None:
        """Add a table; the cells of a row leave out what a cell above or before spans.

        Args:
            rows: from the top.
            widths: of the columns, in any unit; they are stretched to ``TEXT_WIDTH``, unless they
                sum to less than a tenth of it, as shares.
        """
        whole = sum(widths)
        wide = [TEXT_WIDTH * width // whole for width in widths]
        self._add(_paragraph(self._table(rows, wide), ParagraphLook.PLAIN), "")
        self._preview += ["\t".join(cell.text for cell in row) for row in rows]

    def picture(self, data: bytes, pixels: tuple[int, int], width: int, said: str) -> None:
        """Add a PNG or JPEG picture in a paragraph of its own.

        Args:
            data: of the file.
            pixels: its width and height.
            width: on the page.
            said: what a person who does not see it is told.
        """
        ending = "png" if data.startswith(b"\x89PNG") else "jpg"
        self._pictures.append((ending, data))
        height = width * pixels[1] // max(1, pixels[0])
        self._objects += 1
        markup = _picture(len(self._pictures), self._objects, (width, height), pixels, said)
        run = element("hp:run", markup, element("hp:t"), charPrIDRef=CharacterLook.PLAIN.number)
        self._add(_paragraph(run, ParagraphLook.LEFT), "")

    def _add(self, markup: str, preview: str) -> None:
        self._body.append(markup)
        if preview:
            self._preview.append(preview)

    def _table(self, rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> str:
        self._objects += 1
        taken: set[tuple[int, int]] = set()
        lines = [_row(at, row, widths, taken) for at, row in enumerate(rows)]
        height = sum(max((cell.height for cell in row), default=0) for row in rows)
        table = element(
            "hp:tbl",
            _size(sum(widths), height),
            _place(),
            _OUTER,
            element("hp:inMargin", left=340, right=340, top=113, bottom=113),
            *lines,
            id=self._objects,
            zOrder=self._objects,
            numberingType="TABLE",
            textWrap="TOP_AND_BOTTOM",
            textFlow="BOTH_SIDES",
            lock=0,
            dropcapstyle="None",
            pageBreak="CELL",
            repeatHeader=1,
            rowCnt=len(rows),
            colCnt=len(widths),
            cellSpacing=0,
            borderFillIDRef=Border.CELL.value,
            noAdjust=0,
        )
        return element("hp:run", table, element("hp:t"), charPrIDRef=CharacterLook.PLAIN.number)

    def to_bytes(self) -> bytes:
        """Return the package."""
        parts: dict[str, bytes | str] = {
            "mimetype": "application/hwp+zip",
            "version.xml": _VERSION,
            "Contents/header.xml": header_xml(),
            "Contents/section0.xml": self._section(),
            **{
                f"BinData/image{at}.{ending}": data
                for at, (ending, data) in enumerate(self._pictures, 1)
            },
            "Preview/PrvText.txt": "\r\n".join(self._preview)[:1000],
            "settings.xml": _SETTINGS,
            "Contents/content.hpf": self._package(),
            "META-INF/container.xml": _CONTAINER,
            "META-INF/manifest.xml": _MANIFEST,
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in parts.items():
                entry = zipfile.ZipInfo(name, _EPOCH)
                # The same bytes on every system.
                entry.create_system = 0
                stored = name in _STORED
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                package.writestr(entry, content)
        return out.getvalue()

    def _section(self) -> str:
        columns = element(
            "hp:colPr", id="", type="NEWSPAPER", layout="LEFT", colCount=1, sameSz=1, sameGap=0
        )
        numbers = element("hp:pageNum", pos="BOTTOM_CENTER", formatType="DIGIT", sideChar="-")
        first = element(
            "hp:run",
            _SECTION,
            element("hp:ctrl", columns),
            element("hp:ctrl", numbers),
            charPrIDRef=CharacterLook.PLAIN.number,
        )
        body = "".join(self._body) or _paragraph("", ParagraphLook.PLAIN)
        # Properties of the section stand in the first run of its first paragraph.
        at = body.index(">") + 1
        return f"{DECLARATION}<hs:sec {NAMESPACES}>{body[:at]}{first}{body[at:]}</hs:sec>"

    def _package(self) -> str:
        items = [
            element(
                "opf:item", id="header", href="Contents/header.xml", media_type="application/xml"
            ),
            *(
                element(
                    "opf:item",
                    id=f"image{at}",
                    href=f"BinData/image{at}.{ending}",
                    media_type="image/png" if ending == "png" else "image/jpg",
                    isEmbeded=1,
                )
                for at, (ending, _) in enumerate(self._pictures, 1)
            ),
            element(
                "opf:item",
                id="section0",
                href="Contents/section0.xml",
                media_type="application/xml",
            ),
            element("opf:item", id="settings", href="settings.xml", media_type="application/xml"),
        ]
        metas = {"creator": self._author, "subject": "", "CreatedDate": "", "ModifiedDate": ""}
        said = [
            element("opf:meta", words(value), name=name, content="text")
            for name, value in metas.items()
        ]
        spine = [element("opf:itemref", idref=one, linear="yes") for one in ("header", "section0")]
        inner = (
            element(
                "opf:metadata",
                element("opf:title", words(self._title)),
                element("opf:language", self._language),
                *said,
            )
            + element("opf:manifest", *items)
            + element("opf:spine", *spine)
        )
        return (
            f'{DECLARATION}<opf:package {NAMESPACES} version="" unique-identifier="" id="">'
            f"{inner}</opf:package>"
        )


def _run(text: str, look: CharacterLook) -> str:
    return element("hp:run", element("hp:t", words(text)), charPrIDRef=look.number)


def _paragraph(runs: str, shape: ParagraphLook, style: int = 0) -> str:
    return element(
        "hp:p",
        runs or _run("", CharacterLook.PLAIN),
        id=0,
        paraPrIDRef=shape.number,
        styleIDRef=style,
        pageBreak=0,
        columnBreak=0,
        merged=0,
    )


def _row(at: int, row: Iterable[Cell], widths: Sequence[int], taken: set[tuple[int, int]]) -> str:
    made = []
    column = 0
    for cell in row:
        while (at, column) in taken:
            column += 1
        taken.update(
            (at + down, column + across)
            for down in range(cell.rows)
            for across in range(cell.columns)
        )
        look = CharacterLook.CELL_HEAD if cell.head else CharacterLook.CELL
        inner = element(
            "hp:subList",
            _paragraph(_run(cell.text, look), cell.align),
            id="",
            textDirection="HORIZONTAL",
            lineWrap="BREAK",
            vertAlign="CENTER",
            linkListIDRef=0,
            linkListNextIDRef=0,
            textWidth=0,
            textHeight=0,
            hasTextRef=0,
            hasNumRef=0,
        )
        made.append(
            element(
                "hp:tc",
                inner,
                element("hp:cellAddr", colAddr=column, rowAddr=at),
                element("hp:cellSpan", colSpan=cell.columns, rowSpan=cell.rows),
                element(
                    "hp:cellSz",
                    width=sum(widths[column : column + cell.columns]),
                    height=cell.height * cell.rows,
                ),
                _CELL_MARGIN,
                name="",
                header=cell.head,
                hasMargin=0,
                protect=0,
                editable=0,
                dirty=0,
                borderFillIDRef=(Border.HEAD if cell.head else Border.CELL).value,
            )
        )
    return element("hp:tr", *made)


def _size(width: int, height: int) -> str:
    return element(
        "hp:sz",
        width=width,
        widthRelTo="ABSOLUTE",
        height=height,
        heightRelTo="ABSOLUTE",
        protect=0,
    )


def _place() -> str:
    return element(
        "hp:pos",
        treatAsChar=1,
        affectLSpacing=0,
        flowWithText=1,
        allowOverlap=0,
        holdAnchorAndSO=0,
        vertRelTo="PARA",
        horzRelTo="COLUMN",
        vertAlign="TOP",
        horzAlign="LEFT",
        vertOffset=0,
        horzOffset=0,
    )


def _picture(
    number: int, object_id: int, size: tuple[int, int], pixels: tuple[int, int], said: str
) -> str:
    width, height = size
    # A pixel is 1/96 inch to Hangul.
    across, down = pixels[0] * 75, pixels[1] * 75
    matrix = {"e1": "1", "e2": "0", "e3": "0", "e4": "0", "e5": "1", "e6": "0"}
    scaled = matrix | {"e1": f"{width / across:.6f}", "e5": f"{height / down:.6f}"}
    corners = ((0, 0), (across, 0), (across, down), (0, down))
    return element(
        "hp:pic",
        element("hp:offset", x=0, y=0),
        element("hp:orgSz", width=across, height=down),
        element("hp:curSz", width=width, height=height),
        element("hp:flip", horizontal=0, vertical=0),
        element("hp:rotationInfo", angle=0, centerX=width // 2, centerY=height // 2, rotateimage=1),
        element(
            "hp:renderingInfo",
            element("hc:transMatrix", **matrix),
            element("hc:scaMatrix", **scaled),
            element("hc:rotMatrix", **matrix),
        ),
        element(
            "hp:imgRect", *(element(f"hc:pt{n}", x=x, y=y) for n, (x, y) in enumerate(corners))
        ),
        element("hp:imgClip", left=0, right=across, top=0, bottom=down),
        element("hp:inMargin", left=0, right=0, top=0, bottom=0),
        element("hp:imgDim", dimwidth=across, dimheight=down),
        element(
            "hc:img",
            binaryItemIDRef=f"image{number}",
            bright=0,
            contrast=0,
            effect="REAL_PIC",
            alpha=0,
        ),
        element("hp:effects"),
        _size(width, height),
        _place(),
        element("hp:outMargin", left=0, right=0, top=0, bottom=0),
        element("hp:shapeComment", words(said)),
        id=object_id,
        zOrder=object_id,
        numberingType="PICTURE",
        textWrap="TOP_AND_BOTTOM",
        textFlow="BOTH_SIDES",
        lock=0,
        dropcapstyle="None",
        href="",
        groupLevel=0,
        instid=object_id,
        reverse=0,
    )


def _notes(name: str, place: str) -> str:
    return element(
        name,
        element(
            "hp:autoNumFormat",
            type="DIGIT",
            userChar="",
            prefixChar="",
            suffixChar=")",
            supscript=0,
        ),
        element("hp:noteLine", length=-1, type="SOLID", width="0.12 mm", color="#000000"),
        element("hp:noteSpacing", betweenNotes=283, belowLine=567, aboveLine=850),
        element("hp:numbering", type="CONTINUOUS", newNum=1),
        element("hp:placement", place=place, beneathText=0),
    )


def _page_border(kind: str) -> str:
    return element(
        "hp:pageBorderFill",
        element("hp:offset", left=1417, right=1417, top=1417, bottom=1417),
        type=kind,
        borderFillIDRef=Border.NONE.value,
        textBorder="PAPER",
        headerInside=0,
        footerInside=0,
        fillArea="PAPER",
    )


_SECTION = element(
    "hp:secPr",
    element("hp:grid", lineGrid=0, charGrid=0, wonggojiFormat=0),
    element("hp:startNum", pageStartsOn="BOTH", page=0, pic=0, tbl=0, equation=0),
    element(
        "hp:visibility",
        hideFirstHeader=0,
        hideFirstFooter=0,
        hideFirstMasterPage=0,
        border="SHOW_ALL",
        fill="SHOW_ALL",
        hideFirstPageNum=0,
        hideFirstEmptyLine=0,
        showLineNumber=0,
    ),
    element("hp:lineNumberShape", restartType=0, countBy=0, distance=0, startNumber=0),
    element(
        "hp:pagePr",
        element(
            "hp:margin",
            header=2834,
            footer=2834,
            gutter=0,
            left=MARGIN,
            right=MARGIN,
            top=4252,
            bottom=4252,
        ),
        landscape="WIDELY",
        width=PAGE_WIDTH,
        height=PAGE_HEIGHT,
        gutterType="LEFT_ONLY",
    ),
    _notes("hp:footNotePr", "EACH_COLUMN"),
    _notes("hp:endNotePr", "END_OF_DOCUMENT"),
    *(_page_border(kind) for kind in ("BOTH", "EVEN", "ODD")),
    id="",
    textDirection="HORIZONTAL",
    spaceColumns=1134,
    tabStop=8000,
    tabStopVal=4000,
    tabStopUnit="HWPUNIT",
    outlineShapeIDRef=0,
    memoShapeIDRef=0,
    textVerticalWidthHead=0,
    masterPageCnt=0,
)
_VERSION = (
    f'{DECLARATION}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" '
    'tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0" buildNumber="1" os="1" '
    'xmlVersion="1.4" application="Hanji" appVersion="1"/>'
)
_SETTINGS = (
    f"{DECLARATION}<ha:HWPApplicationSetting {NAMESPACES}>"
    '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'
)
_CONTAINER = (
    f'{DECLARATION}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" '
    'media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/>'
    "</ocf:rootfiles></ocf:container>"
)
_MANIFEST = (
    f'{DECLARATION}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
