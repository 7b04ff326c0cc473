# SPDX-License-Identifier: AGPL-3.0-or-later
"""The head of a table's column: its name, the unit of its numbers, and whether tax is in them.

"계약금액(천원, VAT 포함)" is the name "계약금액", thousands of won, with tax. What stands in brackets
or above the head and looks like a unit, but is none that is known, is kept as ``unclear``: such a
column is refused where its numbers are used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from app.ledger.fields import Measure


class Tax(Enum):
    """Whether value added tax is in an amount."""

    INCLUDED = "included"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class NumberUnit:
    """A unit of numbers: "천원" is 1,000 of what is measured in won."""

    scale: int
    measure: Measure | None
    """None where only a multiple is named, as in "(천)"."""
    text: str
    """As it was written."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A head, taken apart."""

    text: str
    """As it stands in the table."""
    name: str
    """Without unit, tax and signs, in small letters: what it is recognised by."""
    unit: NumberUnit | None = None
    tax: Tax | None = None
    unclear: str = ""
    """A note that looks like a unit or a kind of tax, and is none that is known."""
    qualities: tuple[str, ...] = ()
    """What its brackets say beside units and taxes: "계획" of "부수(계획)"."""
    qualified: str = ""
    """The name with what its brackets say of it ("부수(계획)"); empty where they say nothing."""
    own: str = ""
    """What stands in the lowest of several rows of heads, without unit, tax and signs."""
    group: str = ""
    """What stands above that: "계약" above "금액"."""
    tax_of_head: Tax | None = None
    """What the head itself says of tax; ``tax`` may come from a note of the table."""


@dataclass(frozen=True, slots=True)
class TableNotes:
    """What the lines above a head say of all columns."""

    units: tuple[NumberUnit, ...] = ()
    tax: Tax | None = None
    unclear: str = ""


_MULTIPLES = {
    "십": 10,
    "백": 100,
    "천": 1000,
    "만": 10**4,
    "십만": 10**5,
    "백만": 10**6,
    "천만": 10**7,
    "억": 10**8,
    "십억": 10**9,
    "백억": 10**10,
    "천억": 10**11,
    "조": 10**12,
    "k": 1000,
    "thousand": 1000,
    "thousands": 1000,
    "inthousands": 1000,
    "million": 10**6,
    "millions": 10**6,
    "inmillions": 10**6,
}
_NOUNS: dict[Measure, dict[str, int]] = {
    Measure.WON: dict.fromkeys(("원", "원정", "won", "krw", "₩", "\\"), 1),
    Measure.COPIES: dict.fromkeys(
        ("부", "권", "매", "책", "개", "copies", "copy", "ea", "volumes"), 1
    ),
    Measure.PAGES: dict.fromkeys(("쪽", "면", "페이지", "p", "pp", "page", "pages"), 1),
    Measure.MINUTES: {
        **dict.fromkeys(("분", "min", "mins", "minute", "minutes"), 1),
        **dict.fromkeys(("시간", "hour", "hours", "h"), 60),
    },
    Measure.PERCENT: dict.fromkeys(("%", "percent", "퍼센트"), 1),
    Measure.GRAMS: dict.fromkeys(("g", "g/m2", "g/m²", "gsm", "그램"), 1),
    Measure.COLOURS: dict.fromkeys(("도", "색"), 1),
    Measure.TIMES: dict.fromkeys(("회", "건", "번"), 1),
}
_BRACKETS = re.compile(r"[(\[{<【〔「]([^()\[\]{}<>【】〔〕「」]*)(?:[)\]}>】〕」]|$)")
_AROUND = re.compile(r"[\s_·*:/.]")
_TAXES = r"(?:v\.?a\.?t\.?|부가가치세|부가세|세액|세금|tax)"
_WITH = r"(?:포함가?|included|incl\.?)"
_WITHOUT = r"(?:별도|불포함|미포함|제외|excluded|excl\.?)"
_RATE = r"(?:10\s*%\s*)?(?:를|을|가|는)?\s*"
_TAX_SAID = (
    (re.compile(rf"{_TAXES}\s*[:=]?\s*{_RATE}{_WITHOUT}"), Tax.EXCLUDED),
    (re.compile(rf"(?:without|excluding|excl\.?|ex\.?)\s*{_TAXES}"), Tax.EXCLUDED),
    (re.compile(rf"{_TAXES}\s*[:=]?\s*{_RATE}{_WITH}"), Tax.INCLUDED),
    (re.compile(rf"(?:with|including|incl\.?|inc\.?)\s*{_TAXES}"), Tax.INCLUDED),
)
_BARE_TAX = {"포함": Tax.INCLUDED, "별도": Tax.EXCLUDED, "제외": Tax.EXCLUDED}
_TRAILING_UNIT = re.compile(
    r"(?P<name>.+?)(?P<unit>(?:십|백|천|만|십만|백만|천만|억|십억|백억)(?:원|부|권|매))$"
)
_UNCLEAR = re.compile(
    r"[\d,.]*[십백천만억조]+\S{0,2}|[\d,.]*(?:thousand|million|billion|k|m|bn)\S*|"
    r".*(?:달러|불|usd|\$|엔|jpy|¥|유로|eur|€|위안|cny|‰|퍼밀|[가-힣]*면세|과세|영세|억|천원).*|초|장"
)
_HARMLESS = re.compile(
    r"\d{0,2}|[①-⑳a-z]|[a-z][=×x*+-].*|.*[×*].*|실적|실제|집행|계약|인쇄|발행|발간|제작|납품|구매|발주|금액|부수|수량|"
    r"총계?|합계|전체|net|actual|예시?|필수|선택|한글|국문|일자?|년?월?일|yyyy.*|과|과명|부서|팀|명|상호|업체"
)
"""What brackets of a head say that makes no other thing of its column."""
_UNIT_LINE = re.compile(
    r"(?:(?:단위|unit)s?\s*[:=]?|(?:금액|비용|부수|수량)\s*[:=](?!\s*\d))\s*([^()\[\]<>【】]+)"
)
_MULTIPLE_OF_WON = re.compile(r"(?<![\d,.십백천만억])\s*(?:천|만|백만|천만|억)\s*원")
_LONGEST_NOTE = 60
_NET_NAMES = frozenset(
    {"공급가액", "공급가", "netamount", "부가세", "부가가치세", "세액", "vat", "tax"}
)


def plain(text: str) -> str:
    """Return a text in one form of its letters: full-width brackets and letters are narrow."""
    return unicodedata.normalize("NFKC", text).replace("￦", "₩").casefold().strip()


def unit_of(text: str) -> NumberUnit | None:
    """Return the unit that a text names; None where it names none that is known."""
    said = re.sub(r"\s", "", plain(text))
    said = re.sub(r"^(?:단위|unit)s?[:=]?|^in(?=k|krw|won)", "", said)
    if not said:
        return None
    for measure, nouns in _NOUNS.items():
        for noun, factor in nouns.items():
            if said == noun:
                return NumberUnit(factor, measure, text.strip())
            if said.endswith(noun) and (scale := _multiple(said[: -len(noun)])):
                return NumberUnit(scale * factor, measure, text.strip())
    for noun in ("krw", "won", "₩"):
        if said.startswith(noun) and (scale := _multiple(said[len(noun) :])):
            return NumberUnit(scale, Measure.WON, text.strip())
    scale = _multiple(said) if not said.isdecimal() else 0
    return NumberUnit(scale, None, text.strip()) if scale else None


def _multiple(said: str) -> int:
    """Return what a multiple stands for ("천", "1,000", "백만"); 0 where it is none."""
    if said in _MULTIPLES:
        return _MULTIPLES[said]
    match = re.fullmatch(r"(1[0,]*)(\D*)", said)
    if match is None:
        return 0
    rest = _MULTIPLES.get(match[2], 0) if match[2] else 1
    return int(match[1].replace(",", "")) * rest


def tax_in(text: str) -> Tax | None:
    """Return what a text says of tax; None where it says nothing."""
    said = plain(text)
    return next((tax for pattern, tax in _TAX_SAID if pattern.search(said)), None)


def head_of(text: str, notes: TableNotes | None = None, parts: tuple[str, ...] = ()) -> ColumnHead:
    """Take a head apart.

    Args:
        text: of the head's cell.
        notes: what the lines above say; they count where the head itself says nothing.
        parts: the cells that it consists of, the uppermost first, where it has several rows.
    """
    said = plain(text)
    if said.count(")") > said.count("("):
        # The mark of a note: "금액1)".
        said = re.sub(r"\s*\d\)$", "", said)
    inside = [part for match in _BRACKETS.finditer(said) for part in _parts(match[1])]
    name = _AROUND.sub("", _BRACKETS.sub("", said))
    tax, unit, unclear = None, None, ""
    qualities: list[str] = []
    for pattern, stated in _TAX_SAID:
        if pattern.search(name):
            name, tax = pattern.sub("", name), stated
            break
    if match := _TRAILING_UNIT.fullmatch(name):
        name, unit = match["name"].removesuffix("단위"), unit_of(match["unit"])
    for note in inside:
        stated_tax = tax_in(note) or _BARE_TAX.get(note)
        stated_unit = unit_of(note)
        if stated_tax is not None:
            unclear = unclear or (note if tax not in (None, stated_tax) else "")
            tax = stated_tax
        elif stated_unit is not None:
            unclear = unclear or (note if unit not in (None, stated_unit) else "")
            unit = stated_unit
        elif _UNCLEAR.fullmatch(note):
            unclear = unclear or note
        elif not _HARMLESS.fullmatch(re.sub(r"\s", "", note)):
            qualities.append(_AROUND.sub("", note))
    if tax is Tax.INCLUDED and name in _NET_NAMES:
        # A net amount "with tax" says two things at once.
        unclear = unclear or " ".join(inside) or text
    named = [found for part in parts if (found := head_of(part).name)]
    made = ColumnHead(
        text,
        name,
        unit,
        tax,
        unclear,
        tuple(qualities),
        name + "".join(qualities) if qualities else "",
        named[-1] if len(named) > 1 else "",
        "".join(named[:-1]),
        tax,
    )
    return replace(made, tax=with_note(made, notes)) if notes is not None else made


def _parts(note: str) -> Iterator[str]:
    thousand = re.sub(r"(?<=\d),(?=\d)", "", note)
    for part in re.split(r"[,;·/]|\s및\s", thousand.replace("g/m", "g\0m")):
        if cleaned := part.replace("\0", "/").strip():
            yield cleaned


def with_note(head: ColumnHead, notes: TableNotes) -> Tax | None:
    """Return whether tax is in a column's amounts: its head says so, else the notes of the table."""
    if head.tax is None and head.name and head.name not in _NET_NAMES:
        return notes.tax
    return head.tax


def unit_for(head: ColumnHead, measure: Measure, notes: TableNotes) -> NumberUnit | None:
    """Return the unit of a column whose field is measured so: the head's own, else the table's."""
    if head.unit is not None:
        return head.unit
    return next((unit for unit in notes.units if unit.measure in (measure, None)), None)


def notes_in(cells: Iterable[str]) -> TableNotes:
    """Return what the cells above a head say: "(단위: 천원, 부)", "VAT 포함"."""
    units: list[NumberUnit] = []
    tax: Tax | None = None
    unclear = ""
    for cell in cells:
        said = plain(cell)
        if _LIMITED.search(said) and (tax_in(said) or _UNIT_LINE.search(said)):
            unclear = unclear or cell
        if stated := tax_in(said):
            unclear = unclear or (cell if tax not in (None, stated) else "")
            tax = stated
        line = _UNIT_LINE.search(said)
        whole = re.fullmatch(r"[(\[【<]?([^()\[\]]+)[)\]】>]?", said)
        for note in _parts(line[1] if line else whole[1] if whole else _units_behind(said)):
            unit = None if tax_in(note) else unit_of(note)
            if unit is not None:
                other = next((u for u in units if u.measure is unit.measure), unit)
                unclear = unclear or (cell if other.scale != unit.scale else "")
                units.append(unit)
            elif line and not tax_in(note) and _UNCLEAR.fullmatch(note):
                unclear = unclear or cell
        told = any(unit.measure is Measure.WON for unit in units)
        if not told and len(said) <= _LONGEST_NOTE and _MULTIPLE_OF_WON.search(said):
            # It speaks of thousands of won, in words that are not understood.
            unclear = unclear or cell
    return TableNotes(tuple(units), tax, unclear)


def _units_behind(said: str) -> str:
    """Return what the last brackets of a title say, if it is units and taxes: "내역(VAT포함, 천원)"."""
    *_, last = ("", *(match[1] for match in _BRACKETS.finditer(said)))
    parts = list(_parts(last))
    known = all(tax_in(one) or ((u := unit_of(one)) and u.measure) for one in parts)
    return last if parts and known else ""


_COUNTED = r"(?:총?\d[\d,]*(?:건|종|권|부|책|회|개)?)?"
_TOTAL = re.compile(
    r"(?:총?합?계|총합계|소계|누계|총계|총액|평균|월계|연계|총|\d{1,2}월계|"
    r"\d분기계|(?:상|하)반기계|(?:grand|sub)?total|sum|average|mean|subtotal)" + _COUNTED
)
_TOTAL_ENDING = re.compile(r".*(?:합계|소계|누계|총계|평균)" + _COUNTED + r"|.*(?:total|average)")
_MAY_BE_TOTAL = re.compile("[계총균]|tot|sum|mean|aver|[^\x00-\x7f가-힣]", re.IGNORECASE)
"""What each name of a total has, so that other cells are passed over fast."""
_AVERAGE = re.compile("평균|average|mean")
_LIMITED = re.compile(
    r"단[,.\s]|다만|일부|제외하고|외에는|번은|번\s*항목|건은|이외|except|별도\s*표[기시]|경우"
)
"""Words of a note that speak of some rows and not of all."""


def is_total(text: str, *, ending: bool = False) -> bool:
    """Tell whether a cell says that its row sums up others: "합 계", "소계(3건)".

    Args:
        text: of the cell.
        ending: it may be more than that word: "문화과 소계".
    """
    if not _MAY_BE_TOTAL.search(text):
        return False
    said = re.sub(r"[\s.:*·\-–_=]|<|>|\[|\]", "", _BRACKETS.sub("", plain(text)) or plain(text))
    said = said.strip("()")
    return bool((_TOTAL_ENDING if ending else _TOTAL).fullmatch(said))


def is_average(text: str) -> bool:
    """Tell whether a cell says that its row has the mean of others."""
    return _AVERAGE.search(plain(text)) is not None
