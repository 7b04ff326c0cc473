# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where people live and what they drive: addresses with house numbers, and vehicle plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.checking.personal.context import OFFICE, PRIVATE, Context, Label, is_masked
from converters.checking.personal.hits import Hit
from converters.document.findings import FindingKind, Grade

# 자동차관리법 시행규칙 별표: letters of private, commercial and rented vehicles.
_LETTERS = (
    "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자배하허호국합육해공"
)
_UNITS = frozenset("조호도부주구로수자사소보우고오서어대동리면차회개명권장절항")
"""Letters that also are words after a number: 12조 3456억, 제20호 2024."""
_REGIONS = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주"
_PLATE = re.compile(
    rf"(?<![\d가-힣.,-])(?:(?P<region>{_REGIONS})\s?)?\d{{2,3}}(?P<gap>\s?)(?P<letter>[{_LETTERS}])\s?"
    r"(?:\d{4}|\d{1,2}[*xX]{2,3}|[*xX]{2,4}\d{0,2})(?![\d*])(?!-\d)(?!,\d)"
)
_NO_PLATE = re.compile(r"\s?(?:억|만|천|원|년|호|건|명|개|월|일|%|㎡|km|번|쪽|주년)")
_VEHICLE = re.compile(
    r"\s?[)\]]?\s?(?:승용차?|승합차?|화물차?|자동차|차량|이륜차|오토바이|트럭|버스|택시|SUV|전기차|경차)",
    re.IGNORECASE,
)
_OWNED = re.compile(r"소유(?:의|인|주|차)?\s?[:：]?\s?$")
_COURT = re.compile(
    r"선고|판결|판례|결정|대법원|대판|大判|고등법원|지방법원|지법|고법|헌재|사건|항소|상고"
)

_AFTER_A_DATE = re.compile(r"\d\.\s?\d{1,2}\s?[.,]{1,2}\s*$")
"""A case of a court follows the day of its judgement: 1999. 6. 22. 99다7008."""

_SIDO = (
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별자치시|특별시|광역시|시)?|"
    r"(?:경기|강원|충북|충남|전북|전남|경북|경남|제주)(?:특별자치도|도)?|"
    r"충청[남북]도|전라[남북]도|경상[남북]도|강원도|제주도"
)
_NUMBER = r"[\d*]{1,4}(?:-[\d*]{1,4})?"
_UNIT = (
    r"(?:\s?,?\s?(?:\([^()]{1,30}\)\s?,?\s?)?(?:[가-힣A-Za-z0-9]{1,16}(?:아파트|빌라|오피스텔|맨션|타운|빌딩|연립|하이츠)\s?,?\s?)?"
    r"(?:(?:제?[\d*]{1,4}|[가-하A-Z])동\s?[\d*]{1,4}호|[Bb]?[\d*]{1,4}호|지하\s?\d{1,2}층|[\d*]{1,3}층))?"
)
_ADDRESS = re.compile(
    rf"(?<![가-힣A-Za-z\d])(?P<area>(?:(?:{_SIDO})\s?)?(?:[가-힣]{{1,5}}(?:시|군|구)\s?){{0,2}}(?:[가-힣]{{1,6}}(?:읍|면)\s?)?)"
    rf"(?:(?P<street>[가-힣A-Za-z\d·.]{{1,12}}?(?:대로|로|길)(?:\s?\d{{1,4}}(?:번)?(?:가|나|다)?길)?)\s?(?P<house>{_NUMBER})"
    rf"(?![\d,.]*\d)(?!\s?(?:호선|번길|번가|길|차로|번\s?국도|%|개|명|원|년|월|일|회|건|배|곳|차례|단계|시간|등|가지|세|"
    rf"살|km|m\b|ha|㎡|평|대\b|번|주|분|인|점|억|만|천|위|권|장|마리|그루|톤|kg|㎞|조|항|쪽))|"
    rf"(?P<complex>(?:[가-힣\d]{{1,6}}(?:동|리)\s)?[가-힣A-Za-z0-9]{{1,14}}(?:아파트|빌라|오피스텔|맨션|타운|연립|하이츠|주공|자이|"
    rf"래미안|푸르지오|힐스테이트|아이파크)(?:\s?\d{{1,2}}(?:차|단지))?(?=\s?,?\s?(?:[\d*]{{1,4}}동\s?)?[\d*]{{1,4}}호))|"
    rf"(?P<lot>[가-힣\d]{{1,7}}(?:동|리|가)\s?(?:산\s?)?{_NUMBER}(?:\s?번지)?)(?![\d,.]*\d)(?!\s?(?:호|개|명|원|년|월|일|회|건|%|층|차|km|㎡|세대|가구|㎢|여\s)))"
    rf"(?P<unit>{_UNIT})"
)
_NO_STREET = re.compile(
    r".*으로|(?:추가|별도|위주|실제|순서|계획|예정|그|절|제|의|법|마음|사실|원칙|규정|예정|종전)?(?:대로|별도로)|"
    r"(?:추가|바|따|서|별|새|주|대체|스스|수시|상대|위주|실제|진|경|통|선|도|철도|하수|수|등산|산책|활주|미|피|과|원|난|보행|"
    r"인도|자전거도|고속도|국도|지방도|차|방)로|(?:지름|갓|눈|빗|산|둘레|골목|출근|퇴근|하굣|등굣|오름|올레|숲|꽃)길"
)
_HOUSEHOLD = re.compile(r"[\d*가-하A-Z]동\s?[\d*]{1,4}호|[\d*]{2,4}호")


def find_plates_and_addresses(context: Context) -> Iterator[Hit]:
    """Yield vehicle plates and addresses with a house number."""
    for match in _PLATE.finditer(context.text):
        if _is_plate(context, match):
            masked = is_masked(match.group())
            grade = Grade.NOTE if masked else Grade.WARNING
            yield Hit(FindingKind.VEHICLE_PLATE, *match.span(), grade, masked=masked)
    for match in _ADDRESS.finditer(context.text):
        hit = _address(context, match)
        if hit is not None:
            yield hit


def _is_plate(context: Context, match: re.Match[str]) -> bool:
    if _NO_PLATE.match(context.text, match.end()) or _COURT.search(context.text):
        return False
    before = context.before(match.start())
    if before.endswith(("제", "제 ")) or (not match["region"] and _AFTER_A_DATE.search(before)):
        return False
    label = context.label_of(*match.span())
    if label is Label.PLATE or match["region"]:
        return True
    if _VEHICLE.match(context.text, match.end()) or _OWNED.search(before):
        return True
    if label not in (None, Label.ADDRESS, Label.PHONE, Label.MOBILE):
        return False
    return match["letter"] not in _UNITS and not match["gap"]


def _address(context: Context, match: re.Match[str]) -> Hit | None:
    area, street, lot = match["area"].strip(), match["street"], match["lot"]
    labelled = context.label_of(*match.span()) is Label.ADDRESS
    if street is not None:
        if _NO_STREET.fullmatch(street) or not (area or labelled):
            return None
        if not labelled and not _is_area(area):
            return None
    elif match["complex"]:
        if not _is_area(area) and not labelled:
            return None
    elif not _is_lot(lot, area, labelled=labelled):
        return None
    household = _HOUSEHOLD.search(match["unit"]) is not None
    masked = is_masked(match.group())
    near = context.text[max(0, match.start() - 40) : match.end() + 30]
    private = household or PRIVATE.search(near) or PRIVATE.search(" ".join(context.labels))
    around = " ".join((near, context.row, *context.labels))
    official = not private and OFFICE.search(around) is not None
    grade = Grade.NOTE if masked or official else Grade.WARNING
    return Hit(FindingKind.ADDRESS, *match.span(), grade, masked=masked, official=official)


def _is_area(area: str) -> bool:
    """Whether the words before a street name a city, a county, a district or a township."""
    return bool(area) and re.search(rf"^(?:{_SIDO})|[가-힣]{{1,5}}[시군구읍면]$", area) is not None


def _is_lot(lot: str, area: str, *, labelled: bool) -> bool:
    """Whether a quarter and a number are a lot (지번): a bare number may count anything."""
    if "번지" in lot:
        return labelled or _is_area(area)
    return "-" in lot and _is_area(area)
