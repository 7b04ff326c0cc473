# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of payment: cards (ISO/IEC 7812, with their check digit) and bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.checking.personal.context import MASK, Context, Label, digits_of, is_masked
from converters.checking.personal.hits import Hit
from converters.document.findings import FindingKind, Grade

_CARD = re.compile(
    r"(?<![\d*])(?<![\d*]-)(?:[2-69][\d*xX]{3}([- ]?)[\d*xX]{4}\1[\d*xX]{4}\1[\d*xX]{4}|"
    r"3[47]\d{2}([- ]?)[\d*xX]{6}\2[\d*xX]{5})(?![\d*])(?!-\d)"
)
_OTHERS = frozenset({Label.CODE, Label.CORPORATE, Label.ACCOUNT})
_LEAST_SHOWN = _LEAST_HIDDEN = 4
_NO_MASKS = dict.fromkeys(map(ord, MASK))
_ACCOUNT = re.compile(
    r"(?<![\dA-Za-z.])(?<![\dA-Za-z]-)\d{2,6}(?:-[\d*]{1,8}){1,4}(?![\d*])(?!-\d)"
)
_ACCOUNT_DIGITS = re.compile(r"(?<![\d.,-])\d{10,14}(?![\d.,-])")
_BUSINESS = re.compile(r"\d{3}-\d{2}-\d{5}$")
_DATE = re.compile(r"(?:19|20)\d{2}-\d{1,2}(?:-\d{1,2})?$")
_HOLDER = re.compile(
    r"(?:시청|구청|군청|시장|군수|구청장|도지사|특별시|광역시|교육청|재단|협회|공단|공사|조합|센터|회계|금고|모금회|"
    r"위원회|연합|복지관|학교|대학|병원|법인|주식회사|\(주\)|㈜|세입|세외수입|수납|지방세|국고|기금|학회|연구원|진흥원|"
    r"주민자치|적십자|굿네이버스|운동본부|사무국|조직위)"
)


def find_payment_numbers(context: Context) -> Iterator[Hit]:
    """Yield numbers of cards and accounts."""
    for match in _CARD.finditer(context.text):
        hit = _card(context, match)
        if hit is not None:
            yield hit
    for pattern in (_ACCOUNT, _ACCOUNT_DIGITS):
        for match in pattern.finditer(context.text):
            hit = _account(context, match)
            if hit is not None:
                yield hit


def _card(context: Context, match: re.Match[str]) -> Hit | None:
    number = match.group()
    label = context.label_of(*match.span())
    if is_masked(number):
        separated = "-" in number or " " in number or label is Label.CARD
        hidden = len(number) - len(number.translate(_NO_MASKS))
        if not separated or len(digits_of(number)) < _LEAST_SHOWN or hidden < _LEAST_HIDDEN:
            return None
        return Hit(FindingKind.CARD, *match.span(), Grade.NOTE, masked=True)
    if not passes_luhn(digits_of(number)):
        return None
    separated = bool(match.group(1) or match.group(2))
    if label is Label.CARD or (separated and label not in _OTHERS):
        return Hit(FindingKind.CARD, *match.span())
    return None


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _account(context: Context, match: re.Match[str]) -> Hit | None:
    number = match.group()
    shown = len(digits_of(number))
    if not 10 <= shown + number.count("*") <= 16 or _DATE.match(number):
        return None
    if context.label_of(*match.span()) is not Label.ACCOUNT:
        return None
    if _BUSINESS.match(number) and "계좌" not in context.before(match.start()):
        return None
    masked = "*" in number
    official = bool(_HOLDER.search(context.text)) or (
        bool(context.row) and bool(_HOLDER.search(context.row))
    )
    grade = Grade.NOTE if masked or official else Grade.ERROR
    return Hit(FindingKind.ACCOUNT, *match.span(), grade, masked=masked, official=official)
