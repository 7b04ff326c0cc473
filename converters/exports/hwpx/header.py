# SPDX-License-Identifier: AGPL-3.0-or-later
"""Contents/header.xml: the looks of characters, paragraphs and borders, each with its number.

A small fixed set: what a report needs is known, so looks are members and their order is their id.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from converters.exports.hwpx.markup import DECLARATION, NAMESPACES, UNIT_NAMESPACE, element

_LANGUAGES = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
_FACE = "함초롬바탕"


@dataclass(frozen=True, slots=True)
class _Characters:
    """Height in hundredths of a point."""

    height: int
    bold: bool = False
    color: str = "#000000"


class CharacterLook(Enum):
    """Looks of characters."""

    PLAIN = _Characters(1000)
    TITLE = _Characters(1800, bold=True)
    HEADING = _Characters(1300, bold=True)
    CELL = _Characters(900)
    CELL_HEAD = _Characters(900, bold=True)
    NOTE = _Characters(850, color="#444444")
    WARNING = _Characters(900, bold=True, color="#A03000")

    @property
    def number(self) -> int:
        """Its id."""
        return list(CharacterLook).index(self)


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """Lengths in hundredths of a point, line height in percent."""

    align: str = "JUSTIFY"
    before: int = 0
    after: int = 0
    lines: int = 160
    keep_with_next: bool = False


class ParagraphLook(Enum):
    """Looks of paragraphs."""

    PLAIN = _Paragraphs()
    TITLE = _Paragraphs("LEFT", after=300)
    HEADING = _Paragraphs("LEFT", before=1200, after=300, keep_with_next=True)
    LEFT = _Paragraphs("LEFT", lines=130)
    CENTER = _Paragraphs("CENTER", lines=130)
    RIGHT = _Paragraphs("RIGHT", lines=130)
    NOTE = _Paragraphs("LEFT", before=200, lines=150)

    @property
    def number(self) -> int:
        """Its id."""
        return list(ParagraphLook).index(self)


class Border(Enum):
    """Borders and fills; the value is the id."""

    NONE = 1
    CELL = 2
    HEAD = 3


def header_xml() -> str:
    """Return the part."""
    faces = [_fontface(name) for name in _LANGUAGES]
    lists = (
        _listed("hh:fontfaces", faces),
        _listed("hh:borderFills", [_border(one) for one in Border]),
        _listed("hh:charProperties", [_character(look) for look in CharacterLook]),
        _listed("hh:tabProperties", [element("hh:tabPr", id=0, autoTabLeft=0, autoTabRight=0)]),
        _listed("hh:paraProperties", [_paragraph(look) for look in ParagraphLook]),
        _listed(
            "hh:styles",
            [
                _style(0, "바탕글", "Normal", ParagraphLook.PLAIN, CharacterLook.PLAIN),
                _style(1, "개요 1", "Outline 1", ParagraphLook.HEADING, CharacterLook.HEADING),
            ],
        ),
    )
    start = element("hh:beginNum", page=1, footnote=1, endnote=1, pic=1, tbl=1, equation=1)
    layout = element(
        "hh:layoutCompatibility",
        *(element(f"hh:{name}") for name in ("char", "paragraph", "section", "object", "field")),
    )
    rest = (
        element("hh:compatibleDocument", layout, targetProgram="HWP201X")
        + element(
            "hh:docOption",
            element("hh:linkinfo", path="", pageInherit=0, footnoteInherit=0),
        )
        + element("hh:trackchageConfig", flags=56)
    )
    return (
        f'{DECLARATION}<hh:head {NAMESPACES} version="1.4" secCnt="1">'
        f"{start}{element('hh:refList', *lists)}{rest}</hh:head>"
    )


def _listed(name: str, items: list[str]) -> str:
    return element(name, *items, itemCnt=len(items))


def _fontface(language: str) -> str:
    font = element("hh:font", id=0, face=_FACE, type="TTF", isEmbedded=0)
    return element("hh:fontface", font, lang=language.upper(), fontCnt=1)


def _border(one: Border) -> str:
    kind, width = ("NONE", "0.1 mm") if one is Border.NONE else ("SOLID", "0.12 mm")
    slashes = "".join(
        element(f"hh:{name}", type="NONE", Crooked=0, isCounter=0)
        for name in ("slash", "backSlash")
    )
    sides = "".join(
        element(f"hh:{side}Border", type=kind, width=width, color="#000000")
        for side in ("left", "right", "top", "bottom")
    )
    diagonal = element("hh:diagonal", type="SOLID", width="0.1 mm", color="#000000")
    fill = ""
    if one is Border.HEAD:
        brush = element("hc:winBrush", faceColor="#E1E9F0", hatchColor="#000000", alpha=0)
        fill = element("hc:fillBrush", brush)
    return element(
        "hh:borderFill",
        slashes,
        sides,
        diagonal,
        fill,
        id=one.value,
        threeD=0,
        shadow=0,
        centerLine="NONE",
        breakCellSeparateLine=0,
    )


def _character(look: CharacterLook) -> str:
    is_ = look.value
    return element(
        "hh:charPr",
        element("hh:fontRef", **dict.fromkeys(_LANGUAGES, 0)),
        element("hh:ratio", **dict.fromkeys(_LANGUAGES, 100)),
        element("hh:spacing", **dict.fromkeys(_LANGUAGES, 0)),
        element("hh:relSz", **dict.fromkeys(_LANGUAGES, 100)),
        element("hh:offset", **dict.fromkeys(_LANGUAGES, 0)),
        element("hh:bold") if is_.bold else "",
        element("hh:underline", type="NONE", shape="SOLID", color="#000000"),
        element("hh:strikeout", shape="NONE", color="#000000"),
        element("hh:outline", type="NONE"),
        element("hh:shadow", type="NONE", color="#C0C0C0", offsetX=10, offsetY=10),
        id=look.number,
        height=is_.height,
        textColor=is_.color,
        shadeColor="none",
        useFontSpace=0,
        useKerning=0,
        symMark="NONE",
        borderFillIDRef=Border.NONE.value,
    )


def _paragraph(look: ParagraphLook) -> str:
    is_ = look.value

    def lengths(scale: int) -> str:
        margin = {"intent": 0, "left": 0, "right": 0, "prev": is_.before, "next": is_.after}
        inner = (
            element(f"hc:{name}", value=value * scale, unit="HWPUNIT")
            for name, value in margin.items()
        )
        spacing = element("hh:lineSpacing", type="PERCENT", value=is_.lines, unit="HWPUNIT")
        return element("hh:margin", *inner) + spacing

    # Programs of before 2016 read lengths doubled, and know nothing of the first branch.
    case = f'<hp:case hp:required-namespace="{UNIT_NAMESPACE}">{lengths(1)}</hp:case>'
    return element(
        "hh:paraPr",
        element("hh:align", horizontal=is_.align, vertical="BASELINE"),
        element("hh:heading", type="NONE", idRef=0, level=0),
        element(
            "hh:breakSetting",
            breakLatinWord="KEEP_WORD",
            breakNonLatinWord="BREAK_WORD",
            widowOrphan=0,
            keepWithNext=is_.keep_with_next,
            keepLines=0,
            pageBreakBefore=0,
            lineWrap="BREAK",
        ),
        element("hh:autoSpacing", eAsianEng=0, eAsianNum=0),
        element("hp:switch", case, element("hp:default", lengths(2))),
        element(
            "hh:border",
            borderFillIDRef=Border.NONE.value,
            offsetLeft=0,
            offsetRight=0,
            offsetTop=0,
            offsetBottom=0,
            connect=0,
            ignoreMargin=0,
        ),
        id=look.number,
        tabPrIDRef=0,
        condense=0,
        fontLineHeight=0,
        snapToGrid=1,
        suppressLineNumbers=0,
        checked=0,
    )


def _style(
    number: int, name: str, english: str, paragraph: ParagraphLook, character: CharacterLook
) -> str:
    return element(
        "hh:style",
        id=number,
        type="PARA",
        name=name,
        engName=english,
        paraPrIDRef=paragraph.number,
        charPrIDRef=character.number,
        nextStyleIDRef=0,
        langID=1042,
        lockForm=0,
    )
