# SPDX-License-Identifier: AGPL-3.0-or-later
"""The marker in front of a line of a publication: its kind, its number, and what follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, auto

_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_LATIN_ROMAN = {"I": 1, "V": 5, "X": 10}
_HANGUL = "가나다라마바사아자차카타파하"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DARK = "❶❷❸❹❺❻❼❽❾❿"
_DINGBATS = "➊➋➌➍➎➏➐➑➒➓"
SQUARES = "□■◇◆❏❑▣◈"


class MarkerKind(IntEnum):
    """Kinds of markers, from the highest rank down, in the order of the rules for official documents."""

    LABEL = auto()
    """"[붙임 1]", "<서식 3>", "< 본문 1 >": a part of the document of its own."""
    CHAPTER = auto()
    """"제1장", "제2편"."""
    ROMAN = auto()
    SECTION = auto()
    """"제1절"."""
    DECIMAL = auto()
    """"1."."""
    NUMBERED_2 = auto()
    """"1.1", "1-1"; the next three kinds have a number more each."""
    NUMBERED_3 = auto()
    NUMBERED_4 = auto()
    NUMBERED_5 = auto()
    LETTER = auto()
    """"A."."""
    HANGUL = auto()
    """"가."."""
    SQUARE = auto()
    """"□", "■", "◆"."""
    DECIMAL_PARENTHESIS = auto()
    """"1)"."""
    HANGUL_PARENTHESIS = auto()
    """"가)"."""
    DECIMAL_PARENTHESES = auto()
    """"(1)"."""
    HANGUL_PARENTHESES = auto()
    """"(가)"."""
    CIRCLED = auto()
    """"①"."""
    ARTICLE = auto()
    """"제1조", whose text mostly follows in the same line."""
    WORD = auto()
    """One word that opens many lines: "Artigo Primeiro", "Chapter Two"."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the front of a line."""

    kind: MarkerKind
    number: int
    """Its place in the series; 0 where markers do not count (□, labels)."""
    above: str
    """What stands before the last number ("1.2" of "1.2.3"), or which sign it is."""
    rest: str
    """The line without it."""


_NUMBERED = (
    MarkerKind.NUMBERED_2,
    MarkerKind.NUMBERED_3,
    MarkerKind.NUMBERED_4,
    MarkerKind.NUMBERED_5,
)
_LABEL = re.compile(
    r"(?:[\[【<＜〈《]\s*(?:붙\s?임|별\s?첨|별\s?지|별\s?표|서\s?식|양\s?식|참\s?고|부\s?록|첨\s?부|본\s?문"
    r"|제출\s?서식)\s*(?:자료)?\s*(?:제?\s?[\d-]{1,5}\s?호?\s?(?:서식)?)?\s*[\]】>＞〉》]"
    r"|\(\s*(?:붙\s?임|별\s?첨|별\s?지|별\s?표|서\s?식|양\s?식)\s*제?\s?[\d-]{1,5}\s?호?\s?(?:서식)?\s*\))"
)
_UNIT = re.compile(r"제\s?(\d{1,3})\s?([편부장절관조])(?:의\s?\d+)?(?=[\s.(（]|$)[.]?")
_CHAPTERS, _SECTIONS = "편부장", "절관"
_MANY = re.compile(r"(\d{1,2}(?:[.\-]\d{1,2}){0,3}[.\-])(\d{1,2})[.)]?(?=\s|[가-힣A-Za-z])")
_SIMPLE: tuple[tuple[MarkerKind, re.Pattern[str]], ...] = (
    (MarkerKind.ROMAN, re.compile(rf"([{_ROMAN}]{{1,3}})\s?[.．)]?(?=\s|\w|$)")),
    (MarkerKind.ROMAN, re.compile(r"([IVX]{1,5})[.．](?=\s|[가-힣])")),
    (MarkerKind.DECIMAL, re.compile(r"(\d{1,2})[.．](?!\d)(?=\s*\D)")),
    (MarkerKind.HANGUL, re.compile(rf"([{_HANGUL}])[.．](?=\s|\S)")),
    (MarkerKind.LETTER, re.compile(r"([A-Z])[.．)](?=\s)")),
    (MarkerKind.DECIMAL_PARENTHESIS, re.compile(r"(\d{1,2})\)(?=\s*\D)")),
    (MarkerKind.HANGUL_PARENTHESIS, re.compile(rf"([{_HANGUL}])\)(?=\s|\S)")),
    (MarkerKind.DECIMAL_PARENTHESES, re.compile(r"[(（](\d{1,2})[)）](?=\s|\S)")),
    (MarkerKind.HANGUL_PARENTHESES, re.compile(rf"[(（]([{_HANGUL}])[)）](?=\s|\S)")),
    (MarkerKind.CIRCLED, re.compile(rf"([{_CIRCLED}{_DARK}{_DINGBATS}])(?!\s?[、,·~∼～–\-])")),
    (MarkerKind.SQUARE, re.compile(rf"([{SQUARES}])(?=\s|[가-힣(])")),
)


def marker_of(line: str) -> Marker | None:
    """Return the marker that ``line`` begins with; None where it has none."""
    line = line.strip()
    label = _LABEL.match(line)
    if label:
        return Marker(MarkerKind.LABEL, 0, "", line[label.end() :].strip())
    unit = _UNIT.match(line)
    if unit:
        kind = MarkerKind.ARTICLE
        if unit[2] in _CHAPTERS:
            kind = MarkerKind.CHAPTER
        elif unit[2] in _SECTIONS:
            kind = MarkerKind.SECTION
        return Marker(kind, int(unit[1]), unit[2], line[unit.end() :].strip())
    many = _MANY.match(line)
    if many:
        above = many[1].replace("-", ".")
        kind = _NUMBERED[above.count(".") - 1]
        return Marker(kind, int(many[2]), above, line[many.end() :].strip())
    for kind, pattern in _SIMPLE:
        match = pattern.match(line)
        if match:
            rest = line[match.end() :].strip()
            if kind is MarkerKind.SQUARE:
                return Marker(kind, 0, match[1], rest)
            return Marker(kind, _number(match[1]), "", rest)
    return None


def _number(sign: str) -> int:
    if sign.isdecimal():
        return int(sign)
    if len(sign) == 1:
        for signs in (_ROMAN, _HANGUL, _CIRCLED, _DARK, _DINGBATS):
            if sign in signs:
                return signs.index(sign) + 1
        if sign.isascii() and sign not in _LATIN_ROMAN:
            return ord(sign) - ord("A") + 1
    values = [_LATIN_ROMAN[c] if c in _LATIN_ROMAN else _ROMAN.find(c) + 1 for c in sign]
    return sum(
        -value if any(later > value for later in values[at + 1 :]) else value
        for at, value in enumerate(values)
    )
