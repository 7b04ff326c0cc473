# SPDX-License-Identifier: AGPL-3.0-or-later
"""Contents/header.xml: looks become shapes with ids, each kept once (KS X 6101, 9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.hwpx_writer.markup import DECLARATION, NAMESPACES, UNIT_NAMESPACE, element

_LANGUAGES = ("hangul", "latin", "hanja", "japanese", "other", "symbol", "user")
_FACE = "함초롬바탕"


@dataclass(frozen=True)
class Look:
    """A character shape; ``height`` in hundredths of a point."""

    height: int = 1000
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    subscript: bool = False
    color: str = "#000000"


@dataclass(frozen=True)
class ParaLook:
    """A paragraph shape; lengths in hundredths of a point, ``level`` from 0."""

    align: str = "JUSTIFY"
    left: int = 0
    indent: int = 0
    before: int = 0
    after: int = 0
    head: str = "NONE"
    level: int = 0
    head_id: int = 0
    checked: bool = False
    doubled: bool = False
    """Write lengths as programs did before the hp:switch: doubled, without a branch."""


@dataclass(frozen=True)
class Numbering:
    """Levels from the first: (pattern, number format)."""

    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Style:
    name: str
    english: str
    para: int
    char: int


@dataclass
class Header:
    """What a document's header holds."""

    chars: list[Look] = field(default_factory=lambda: [Look()])
    paras: list[ParaLook] = field(default_factory=lambda: [ParaLook()])
    numberings: list[Numbering] = field(default_factory=list)
    bullets: list[tuple[str, str]] = field(default_factory=list)
    tracked: bool = False
    """Whether the document keeps changes."""
    _styles: dict[str, _Style] = field(
        default_factory=lambda: {"바탕글": _Style("바탕글", "Normal", 0, 0)}
    )

    def char(self, look: Look) -> int:
        """Return the id of a character shape."""
        if look not in self.chars:
            self.chars.append(look)
        return self.chars.index(look)

    def para(self, look: ParaLook) -> int:
        """Return the id of a paragraph shape."""
        if look not in self.paras:
            self.paras.append(look)
        return self.paras.index(look)

    def numbering(self, *levels: tuple[str, str]) -> int:
        """Keep a numbering; returns its id, from 1."""
        self.numberings.append(Numbering(levels))
        return len(self.numberings)

    def bullet(self, char: str, checked: str = "") -> int:
        """Keep a bullet; returns its id, from 1."""
        self.bullets.append((char, checked))
        return len(self.bullets)

    def add_style(self, name: str, english: str, para: ParaLook, look: Look) -> None:
        """Keep a named style."""
        self._styles[name] = _Style(name, english, self.para(para), self.char(look))

    def style(self, name: str) -> tuple[int, int, int]:
        """Return a style's id and the ids of its paragraph and character shapes."""
        style = self._styles[name]
        return list(self._styles).index(name), style.para, style.char

    def xml(self, sections: int) -> str:
        """Return the part."""
        lists = (
            _listed("hh:fontfaces", [_fontface(name) for name in _LANGUAGES]),
            _listed("hh:borderFills", [_border_fill(1, ""), _border_fill(2, "#E7E6E6")]),
            _listed("hh:charProperties", [_char(at, look) for at, look in enumerate(self.chars)]),
            _listed("hh:tabProperties", [element("hh:tabPr", id=0, autoTabLeft=0)]),
            _listed(
                "hh:numberings",
                [_numbering(at, found) for at, found in enumerate(self.numberings, 1)],
            ),
            _listed(
                "hh:bullets", [_bullet(at, *found) for at, found in enumerate(self.bullets, 1)]
            ),
            _listed("hh:paraProperties", [_para(at, look) for at, look in enumerate(self.paras)]),
            _listed("hh:styles", [_style(*item) for item in enumerate(self._styles.values())]),
            *((_TRACKED,) if self.tracked else ()),
        )
        numbers = dict.fromkeys(("page", "footnote", "endnote", "pic", "tbl", "equation"), 1)
        inner = element("hh:beginNum", **numbers) + element("hh:refList", *lists)
        flags = element("hh:trackchageConfig", flags=56 + self.tracked)
        return (
            f'{DECLARATION}<hh:head {NAMESPACES} version="1.5" secCnt="{sections}">'
            f"{inner}{flags}</hh:head>"
        )


_TRACKED = element(
    "hh:trackChanges",
    element("hh:trackChange", type="Insert", date="2026-03-02T00:00:00Z", authorID=1, id=1),
    element("hh:trackChange", type="Delete", date="2026-03-02T00:00:00Z", authorID=1, id=2),
    itemCnt=2,
) + element(
    "hh:trackChangeAuthors",
    element("hh:trackChangeAuthor", name="기획예산과", mark=1, id=1),
    itemCnt=1,
)


def _listed(name: str, items: list[str]) -> str:
    return element(name, *items, itemCnt=len(items)) if items else ""


def _fontface(language: str) -> str:
    font = element("hh:font", id=0, face=_FACE, type="TTF", isEmbedded=0)
    return element("hh:fontface", font, lang=language.upper(), fontCnt=1)


def _border_fill(number: int, fill: str) -> str:
    brush = element("hc:winBrush", faceColor=fill, hatchColor="#000000", alpha=0) if fill else ""
    sides = "".join(
        element(f"hh:{side}Border", type="SOLID", width="0.12 mm", color="#000000")
        for side in ("left", "right", "top", "bottom")
    )
    inner = element("hc:fillBrush", brush) if brush else ""
    return element("hh:borderFill", sides, inner, id=number, threeD=0, shadow=0)


def _char(number: int, look: Look) -> str:
    marks = (
        (look.bold, "hh:bold"),
        (look.italic, "hh:italic"),
        (look.superscript, "hh:supscript"),
        (look.subscript, "hh:subscript"),
    )
    line = "BOTTOM" if look.underline else "NONE"
    return element(
        "hh:charPr",
        element("hh:fontRef", **dict.fromkeys(_LANGUAGES, 0)),
        element("hh:relSz", **dict.fromkeys(_LANGUAGES, 100)),
        *(element(name) for is_set, name in marks if is_set),
        element("hh:underline", type=line, shape="SOLID", color="#000000"),
        # Hangul writes 3D where no line is drawn.
        element("hh:strikeout", shape="SOLID" if look.strike else "3D", color="#000000"),
        id=number,
        height=look.height,
        textColor=look.color,
        shadeColor="none",
        symMark="NONE",
        borderFillIDRef=1,
    )


def _para(number: int, look: ParaLook) -> str:
    if look.doubled:
        lengths = _margin(look, 2)
    else:
        case = f'<hp:case hp:required-namespace="{UNIT_NAMESPACE}">{_margin(look, 1)}</hp:case>'
        lengths = element("hp:switch", case, element("hp:default", _margin(look, 2)))
    return element(
        "hh:paraPr",
        element("hh:align", horizontal=look.align, vertical="BASELINE"),
        element("hh:heading", type=look.head, idRef=look.head_id, level=look.level),
        lengths,
        id=number,
        tabPrIDRef=0,
        checked=look.checked,
    )


def _margin(look: ParaLook, scale: int) -> str:
    values = {
        "intent": look.indent,
        "left": look.left,
        "right": 0,
        "prev": look.before,
        "next": look.after,
    }
    inner = (
        element(f"hc:{name}", value=value * scale, unit="HWPUNIT") for name, value in values.items()
    )
    return element("hh:margin", *inner)


def _numbering(number: int, numbering: Numbering) -> str:
    heads = (
        element("hh:paraHead", pattern, start=1, level=level, align="LEFT", numFormat=number_format)
        for level, (pattern, number_format) in enumerate(numbering.levels, 1)
    )
    return element("hh:numbering", *heads, id=number, start=0)


def _bullet(number: int, char: str, checked: str) -> str:
    extra = {"checkedChar": checked} if checked else {}
    head = element("hh:paraHead", level=0, align="LEFT", checkable=bool(checked))
    return element("hh:bullet", head, id=number, char=char, **extra, useImage=0)


def _style(number: int, style: _Style) -> str:
    return element(
        "hh:style",
        id=number,
        type="PARA",
        name=style.name,
        engName=style.english,
        paraPrIDRef=style.para,
        charPrIDRef=style.char,
        nextStyleIDRef=number,
        langID=1042,
    )
