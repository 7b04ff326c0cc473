# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the words around a number say it is, and whether it is an office's or a person's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property

from converters.checking.passages import Passage

_BEFORE, _AFTER = 40, 16
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−－﹣ー", "-"),
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "),
        **dict.fromkeys("＊✱∗⁎", "*"),
        **dict.fromkeys("●○◯◎■□◆◇×✕•∙·ㆍ", "*"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **{chr(0xFF21 + at): chr(0x41 + at) for at in range(26)},
        **{chr(0xFF41 + at): chr(0x61 + at) for at in range(26)},
        "．": ".", "（": "(", "）": ")", "：": ":", "＠": "@", "／": "/", "，": ",",
    }
)  # fmt: skip
MASK = "*xX"
"""What hides digits, after ``readable``."""


class Label(StrEnum):
    """What words beside a number say it is."""

    RESIDENT = "resident"
    CORPORATE = "corporate"
    PASSPORT = "passport"
    DRIVER = "driver"
    CARD = "card"
    ACCOUNT = "account"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    PLATE = "plate"
    BIRTH = "birth"
    ADDRESS = "address"
    CODE = "code"
    """The number of a thing, a paper or an order."""


BANKS = (
    r"(?:국민|신한|우리|하나|기업|농협|NH농협|수협|산업|한국씨티|씨티|SC제일|제일|대구|부산|광주|전북|경남|제주|iM|IM|"
    r"카카오|토스|케이|K|KB국민|KB|IBK기업|IBK|KEB하나|KDB산업)\s?뱅?크?은행|카카오뱅크|토스뱅크|케이뱅크|iM뱅크|"
    r"농협(?:중앙회)?(?=[\s:(]*\d)|NH농협|(?:지역|단위)농협|수협(?:중앙회)?(?=[\s:(]*\d)|새마을금고|신협|우체국(?=[\s:(/|]*\d)|"
    r"(?:국민|신한|우리|하나|기업|카뱅|토뱅|KB|IBK|NH|SC)(?=[\s:(]*\d{2,6}-)"
)
_LABELS = {
    Label.CORPORATE: r"법인\s?(?:등록)?\s?번호|사업자\s?(?:등록)?\s?번호|고유번호",
    Label.RESIDENT: r"주민\s?(?:등록)?\s?번호|주민\s?등록(?=\s*[:(\d])|외국인\s?(?:등록)?\s?번호|"
    r"(?:국내)?\s?거소\s?신고\s?번호|resident\s(?:registration\s)?(?:no|number)|\bRRN\b|\bARC\b",
    Label.PASSPORT: r"여권\s?번호|여권|passport(?:\s?(?:no|number))?",
    Label.DRIVER: r"운전\s?면허(?:증)?\s?(?:번호)?|면허\s?(?:증)?\s?번호|driver'?s?\s?licen[cs]e",
    Label.CARD: r"(?:신용|체크|법인|결제|직불)?\s?카드\s?번호|(?:신용|체크|법인|직불)\s?카드|카드(?=[\s:]*[\d*])|card\s?(?:no|number)",
    Label.ACCOUNT: rf"계\s?좌\s?(?:번호)?|예금주|통장|account\s?(?:no|number)?|{BANKS}",
    Label.MOBILE: r"휴대\s?(?:폰|전화)(?:\s?번호)?|핸드폰|\bH\.?P\b\.?|mobile|cell(?:ular)?(?:\s?phone)?|무선",
    Label.PHONE: r"전\s?화\s?(?:번호)?|연\s?락\s?처|\bT\s?E\s?L\b|팩\s?스|\bF\s?A\s?X\b|phone|[☎☏📞]|자택|문의처?",
    Label.EMAIL: r"전자\s?우편|이메일|메일|e-?mail",
    Label.PLATE: r"차량\s?(?:등록)?\s?번호|자동차\s?(?:등록)?\s?번호|등록\s?차량|차\s?번호|번호판|차량",
    Label.BIRTH: r"생년\s?월일|생\s?일|출생\s?일(?:자)?|출생\s?년월일|date\s?of\s?birth|birth\s?(?:date|day)|\bDOB\b|\bborn\b",
    Label.ADDRESS: r"주\s?소(?:지)?|거주지|본적|등록\s?기준지|소재지|address",
    Label.CODE: r"(?:관리|일련|문서|접수|공고|계약|물품|제품|모델|품목|자재|부품|식별|과제|발간|등록|"
    r"시리얼|송장|운송장|주문|도서|청구|허가|신고|인증|특허|출원|사건|판매|상품|승인|거래|회원|고객|수험|참조|분류|"
    r"정리|등기|표준|규격|예산|고지|전자납부|납세|민원|신청|의안|지번|필지|시설|장비|자산|재고|배송|예약|입찰|"
    r"조달|세목|과목|증서|증명서|발급|확인서)\s?(?:번호|코드)|코드|품번|바코드|시리얼|모델명|규격|"
    r"\bISBN\b|\bISSN\b|\bS/N\b|\bP/N\b|\bSKU\b|\b(?:code|serial|model|invoice|order|part)\b",
}
_LABEL = re.compile(
    "|".join(f"(?P<{label.value}>{words})" for label, words in _LABELS.items()), re.IGNORECASE
)

EXAMPLE = re.compile(
    r"예시|작성\s?례|작성\s?예|기재\s?례|보기\s?[:)]|\(예\)|예\s?[:)]|샘플|example|sample",
    re.IGNORECASE,
)

OFFICE = re.compile(
    r"문의|담당|대표\s?(?:전화|번호)|콜센터|상담|안내|접수처|신고|예약|팩스|FAX|사무실|사무소|사무국|"
    r"시청|구청|군청|도청|청사|주민센터|행정복지센터|도서관|박물관|미술관|보건소|보건지소|경찰서|소방서|우체국|"
    r"학교|대학|병원|의원|약국|센터|재단|공사|공단|협회|조합|위원회|복지관|문화원|연구원|진흥원|관리소|"
    r"[가-힣]{2,}(?:과|팀|실|국|부|처|청|원|관|소)(?:\s|$|[,.:()/])|주식회사|\(주\)|㈜|회사|기관|부서|업체|본사|지사|지점|매장|"
    r"고객|홈페이지|누리집|department|office|division|inquir|contact us|customer|call center|center",
    re.IGNORECASE,
)
PRIVATE = re.compile(
    r"신청인|신청자|민원인|보호자|본인|대상자|수급자|수혜자|자택|집\s?전화|개인|주민등록|생년월일|세대주|참가자|참여자|"
    r"응모자|수상자|당첨자|합격자|학생|환자|입소자|이용자\s?명|예금주|가족|배우자|부모|자녀|피해자|신고자|제보자|"
    r"고소인|고발인|피고|원고|청구인|회원|주소지|거주지|본적|휴대(?:폰|전화)|핸드폰|성명|이름|"
    r"[가-힣]{2,4}\s?(?:씨|님|군|양)(?:\s|$|[,.:()의은는이가])|applicant|home phone|personal",
    re.IGNORECASE,
)
_FORMAT_CHARACTERS = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def readable(text: str) -> str:
    """Return a text with look-alikes as one: dashes, digits of full width, signs that hide."""
    return _FORMAT_CHARACTERS.sub("", text).translate(_ALIKE)


@dataclass(frozen=True)
class Context:
    """A passage in the form that the finders read, and questions about its words."""

    passage: Passage
    text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", readable(self.passage.text))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Labels from other cells and lines."""
        return tuple(readable(label) for label in self.passage.labels)

    @cached_property
    def row(self) -> str:
        """The whole row of a cell."""
        return readable(" ".join(self.passage.beside))

    @cached_property
    def whole(self) -> str:
        """Everything that is said about the passage."""
        return " ".join((self.text, self.row, *self.labels))

    def before(self, start: int) -> str:
        """The words of the passage before a place, back to the number before them."""
        return self.text[max(0, start - _BEFORE) : start]

    def after(self, end: int) -> str:
        """The words after a place."""
        return self.text[end : end + _AFTER]

    def label_of(self, start: int, end: int) -> Label | None:
        """Return what the words say that a number is; None where they say nothing.

        The nearest label before it in its own text decides, then one in brackets behind it,
        then those of other cells and lines.
        """
        found = None
        for match in _LABEL.finditer(self.text, max(0, start - _BEFORE)):
            if match.end() > start:
                break
            found = match
        if found is None:
            behind = _BEHIND.match(self.text, end)
            found = behind and _LABEL.search(behind.group())
        if found is None:
            found = next(filter(None, map(_LABEL.search, self.labels)), None)
        return Label(found.lastgroup) if found is not None and found.lastgroup else None

    def is_example(self, start: int) -> bool:
        """Whether the words before a number call it an example."""
        return EXAMPLE.search(self.before(start)) is not None

    def is_office(self, start: int, end: int) -> bool:
        """Whether a contact is an office's: its words say so, and none says a person's."""
        near = self.text[max(0, start - 60) : end + 30]
        if PRIVATE.search(near):
            return False
        if OFFICE.search(near):
            return True
        around = " ".join((self.row, *self.labels))
        return bool(OFFICE.search(around)) and not PRIVATE.search(around)


_BEHIND = re.compile(r"\s{0,2}\([^()\d]{2,16}\)")


_OLDEST = 112
"""Years: who was born earlier is a person of history."""


def may_be_alive(born: date) -> bool:
    """Whether somebody who was born on a day may be alive today."""
    today = datetime.now(UTC).date()
    return born <= today and today.year - born.year <= _OLDEST


def digits_of(text: str) -> str:
    """Return the digits of a text."""
    return "".join(filter(str.isdecimal, text))


def is_masked(text: str) -> bool:
    """Whether signs stand for some of the digits."""
    return any(sign in text for sign in MASK)
