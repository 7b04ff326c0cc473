# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data and what only looks like it, by chance and with the right answer.

Numbers are made with valid check digits and belong to nobody that we know. A case is a text with
its labels and the kinds and texts that must be found; hard negatives have none: check digits that
do not agree, numbers of papers, budgets, laws, companies, things and years.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from converters.checking.passages import Passage

SURNAMES = [
    "김",
    "이",
    "박",
    "최",
    "정",
    "강",
    "조",
    "윤",
    "장",
    "임",
    "한",
    "오",
    "서",
    "신",
    "권",
    "황",
    "안",
    "송",
    "류",
    "홍",
]
GIVEN = [
    "민준",
    "서연",
    "도윤",
    "지우",
    "하은",
    "영희",
    "철수",
    "순자",
    "영수",
    "미경",
    "정호",
    "은정",
    "상훈",
    "지혜",
    "동현",
    "수빈",
]
ROADS = [
    "테헤란로",
    "새문안로",
    "효원로",
    "중앙로",
    "번영로",
    "해안길",
    "백제대로",
    "월드컵북로",
    "과수원길",
    "종로",
]
AREAS = [
    "서울특별시 강남구",
    "서울 종로구",
    "경기도 수원시 팔달구",
    "부산광역시 해운대구",
    "전라남도 순천시",
    "충청북도 청주시 상당구",
    "제주특별자치도 제주시",
    "세종특별자치시",
    "강원특별자치도 춘천시",
    "경북 포항시 북구",
]
BANKS = [
    "국민은행",
    "신한은행",
    "우리은행",
    "하나은행",
    "기업은행",
    "농협은행",
    "카카오뱅크",
    "새마을금고",
    "우체국",
    "부산은행",
]
OFFICES = [
    "관광정책과",
    "총무과",
    "복지정책팀",
    "도시계획국",
    "시민소통담당관",
    "문화예술과",
    "자치행정과",
]


@dataclass(frozen=True)
class Case:
    """A passage and what must be found in it."""

    text: str
    expected: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()
    masked: bool = False
    beside: tuple[str, ...] = field(default=())

    @property
    def passage(self) -> Passage:
        """The passage as the checks get it."""
        return Passage(self.text, self.labels, self.beside or ((self.text,) if self.labels else ()))


Make = Callable[[random.Random], Case]


def name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def digits(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))


def born(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randrange((last - first).days))


def registration(chance: random.Random, *, foreign: bool = False, valid: bool = True) -> str:
    """Return thirteen digits whose last one agrees, or does not."""
    day = born(chance, date(1935, 1, 1), date(2019, 12, 31))
    sex = (5 if foreign else 1) + (2 if day.year >= 2000 else 0) + chance.randrange(2)
    front = f"{day:%y%m%d}{sex}{digits(chance, 5)}"
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(w * int(d) for w, d in zip(weights, front, strict=True))
    check = ((13 if foreign else 11) - total % 11) % 10
    if not valid:
        check = (check + chance.randrange(1, 10)) % 10
    return front + str(check)


def luhn(chance: random.Random, front: str, length: int, *, valid: bool = True) -> str:
    """Return the number of a card whose last digit agrees, or does not."""
    number = front + digits(chance, length - len(front) - 1)
    for check in map(str, range(10)):
        total = 0
        for at, digit in enumerate(reversed(number + check)):
            value = int(digit) * (1 + at % 2)
            total += value - 9 if value > 9 else value
        if (total % 10 == 0) is valid:
            return number + check
    raise AssertionError(number)


def telephone(chance: random.Random) -> str:
    area = chance.choice(["02", "031", "032", "042", "051", "053", "062", "064", "070"])
    middle = str(
        chance.randrange(200, 999) if chance.random() < 0.5 else chance.randrange(2000, 9999)
    )
    return f"{area}-{middle}-{digits(chance, 3)}{chance.randrange(1, 10)}"


def mobile(chance: random.Random) -> str:
    return f"010-{chance.randrange(2000, 9999)}-{digits(chance, 3)}{chance.randrange(1, 10)}"


# ---------------------------------------------------------------- positives


def _rrn(chance: random.Random) -> Case:
    foreign = chance.random() < 0.3
    number = registration(chance, foreign=foreign)
    shown = f"{number[:6]}{chance.choice(['-', '-', '-', ' - ', '–', '－'])}{number[6:]}"
    if chance.random() < 0.15:
        shown = shown.translate({ord("0") + d: 0xFF10 + d for d in range(10)})
    who = name(chance)
    label = (
        "외국인등록번호"
        if foreign
        else chance.choice(["주민등록번호", "주민번호", "주민등록 번호"])
    )
    text = chance.choice(
        [
            f"{label}: {shown}",
            f"{who}({shown})",
            f"성명 {who} {label} {shown} 주소 생략",
            shown,
            f"신청인 {who}({shown})의 신청을 접수하였습니다.",
            f"○ {label} : {shown}, 연락처 생략",
        ]
    )
    return Case(text, (("frn" if foreign else "rrn", shown),))


def _rrn_plain(chance: random.Random) -> Case:
    number = registration(chance)
    return Case(f"주민등록번호 {number}", (("rrn", number),))


def _rrn_new(chance: random.Random) -> Case:
    """Numbers given since October 2020 have no check digit."""
    day = born(chance, date(2020, 11, 1), date(2025, 12, 31))
    shown = f"{day:%y%m%d}-{chance.choice('34')}{digits(chance, 6)}"
    return Case(f"주민등록번호: {shown}", (("rrn", shown),))


def _rrn_masked(chance: random.Random) -> Case:
    number = registration(chance)
    shown = f"{number[:6]}-{number[6]}{chance.choice(['******', '●●●●●●', 'XXXXXX', '○○○○○○'])}"
    return Case(f"{name(chance)}({shown})", (("rrn", shown),), masked=True)


def _in_a_column(chance: random.Random) -> Case:
    kind, head, shown = chance.choice(
        [
            ("rrn", "주민등록번호", registration(chance)),
            ("passport", "여권번호", f"M{digits(chance, 8)}"),
            ("mobile", "휴대전화", mobile(chance)),
            ("account", "계좌번호", f"{digits(chance, 3)}-{digits(chance, 3)}-{digits(chance, 6)}"),
            ("birth", "생년월일", f"{born(chance, date(1940, 1, 1), date(2015, 1, 1)):%Y.%m.%d}"),
            (
                "driver",
                "운전면허번호",
                f"11-{digits(chance, 2)}-{digits(chance, 6)}-{digits(chance, 2)}",
            ),
            ("plate", "차량번호", f"{digits(chance, 2)}조 {digits(chance, 4)}"),
        ]
    )
    return Case(shown, ((kind, shown),), (head,), beside=("1", name(chance), shown))


def _passport(chance: random.Random) -> Case:
    shown = chance.choice(
        [
            f"{chance.choice('MSRD')}{digits(chance, 8)}",
            f"M{digits(chance, 3)}{chance.choice('ABCDEFGH')}{digits(chance, 4)}",
        ]
    )
    text = chance.choice(
        [f"여권번호 {shown}", f"여권번호: {shown}", f"Passport No. {shown}", f"{shown}(여권번호)"]
    )
    return Case(text, (("passport", shown),))


def _driver(chance: random.Random) -> Case:
    front = chance.choice(["11", "13", "21", "28", "서울", "경기"])
    shown = f"{front}{' ' if not front.isdecimal() else '-'}{digits(chance, 2)}-{digits(chance, 6)}-{digits(chance, 2)}"
    text = chance.choice(
        [f"운전면허번호: {shown}", f"면허번호 {shown}", f"자동차운전면허 {shown} 소지"]
    )
    return Case(text, (("driver", shown),))


def _mobile(chance: random.Random) -> Case:
    plain = mobile(chance)
    shown = chance.choice(
        [plain, plain, plain.replace("-", "."), plain.replace("-", " "), plain.replace("-", "")]
    )
    who = name(chance)
    text = chance.choice(
        [
            f"연락처 {shown}",
            f"{who} {shown}",
            f"휴대폰: {shown}",
            f"{who}({shown})에게 문의",
            f"☎ {shown}",
            f"전화번호: {shown} (본인)",
            f"{who}, H.P {shown}로 연락 바랍니다.",
        ]
    )
    return Case(text, (("mobile", shown),))


def _mobile_masked(chance: random.Random) -> Case:
    plain = mobile(chance)
    shown = chance.choice([f"{plain[:4]}****{plain[8:]}", f"{plain[:9]}****"])
    return Case(f"{name(chance)} {shown}", (("mobile", shown),), masked=True)


def _phone(chance: random.Random) -> Case:
    plain = telephone(chance)
    area, middle, last = plain.split("-")
    shown = chance.choice(
        [
            plain,
            plain,
            f"{area}) {middle}-{last}",
            f"{area}.{middle}.{last}",
            f"{area} {middle} {last}",
        ]
    )
    text = chance.choice(
        [
            f"전화 {shown}",
            f"{name(chance)} 자택 {shown}",
            f"문의: {chance.choice(OFFICES)} {shown}",
            f"(☎ {shown})",
            f"TEL {shown}",
            shown,
        ]
    )
    return Case(text, (("phone", shown),))


def _email(chance: random.Random) -> Case:
    local = chance.choice(["hong.gd", "kim_cs", "young2", "lee-sy", "p.jh99"])
    shown = f"{local}@{chance.choice(['naver.com', 'gmail.com', 'daum.net', 'seoul.go.kr', 'korea.kr', 'hanmail.net'])}"
    text = chance.choice(
        [f"이메일: {shown}", f"{shown}으로 제출", f"{name(chance)}({shown})", f"E-mail {shown}."]
    )
    return Case(text, (("email", shown),))


def _card(chance: random.Random) -> Case:
    front, length = chance.choice([("4", 16), ("51", 16), ("9420", 16), ("37", 15), ("35", 16)])
    number = luhn(chance, front, length)
    mark = chance.choice("- ")
    parts = (
        (number[:4], number[4:10], number[10:])
        if length == 15
        else tuple(number[i : i + 4] for i in (0, 4, 8, 12))
    )
    shown = mark.join(parts)
    text = chance.choice([f"카드번호: {shown}", f"신용카드 {shown}", f"결제 {shown}", shown])
    return Case(text, (("card", shown),))


def _account(chance: random.Random) -> Case:
    bank = chance.choice(BANKS)
    shape = chance.choice([(3, 3, 6), (6, 2, 6), (3, 6, 2, 3), (4, 2, 7), (3, 4, 4, 2)])
    shown = "-".join(digits(chance, count) for count in shape)
    text = chance.choice(
        [
            f"{bank} {shown}",
            f"계좌번호: {shown}({bank})",
            f"입금 계좌 : {bank} {shown} (예금주 {name(chance)})",
            f"{bank} {shown} {name(chance)}",
        ]
    )
    return Case(text, (("account", shown),))


def _plate(chance: random.Random) -> Case:
    letter = chance.choice("가나다라마거너더러머버저허하")
    shown = chance.choice(
        [
            f"{digits(chance, 2)}{letter}{digits(chance, 4)}",
            f"{chance.randrange(100, 999)}{letter}{digits(chance, 4)}",
            f"서울 {digits(chance, 2)}{letter} {digits(chance, 4)}",
        ]
    )
    text = chance.choice(
        [f"차량번호 {shown}", f"차량번호: {shown}", f"{shown} 차량", f"견인 차량 {shown}"]
    )
    return Case(text, (("plate", shown),))


def _address(chance: random.Random) -> Case:
    area, road = chance.choice(AREAS), chance.choice(ROADS)
    shown = f"{area} {road} {chance.randrange(1, 400)}"
    if chance.random() < 0.4:
        shown += f"-{chance.randrange(1, 40)}"
    if chance.random() < 0.5:
        shown += f", {chance.randrange(101, 130)}동 {chance.randrange(101, 2500)}호"
    text = chance.choice([f"주소: {shown}", f"거주지 {shown}", f"{name(chance)}, {shown}", shown])
    return Case(text, (("address", shown),))


def _birth(chance: random.Random) -> Case:
    day = born(chance, date(1930, 1, 1), date(2015, 1, 1))
    shown = chance.choice(
        [
            f"{day.year}. {day.month}. {day.day}.",
            f"{day:%Y-%m-%d}",
            f"{day.year}년 {day.month}월 {day.day}일",
            f"{day:%Y.%m.%d}",
        ]
    )
    text = chance.choice(
        [
            f"생년월일: {shown}",
            f"생년월일 {shown}",
            f"{name(chance)}({shown}생)",
            f"성명 {name(chance)}, 생년월일 {shown}",
        ]
    )
    return Case(text, (("birth", shown),))


POSITIVES: tuple[Make, ...] = (
    *(
        _rrn,
        _rrn_plain,
        _rrn_new,
        _rrn_masked,
        _in_a_column,
        _passport,
        _driver,
        _mobile,
        _mobile_masked,
    ),
    *(_phone, _email, _card, _account, _plate, _address, _birth),
)


# ---------------------------------------------------------------- hard negatives


def _wrong_check(chance: random.Random) -> Case:
    number = registration(chance, valid=False)
    label = chance.choice(["", "관리번호 ", "접수번호: ", "물품 ", "번호 "])
    return Case(f"{label}{number[:6]}-{number[6:]}")


def _no_day(chance: random.Random) -> Case:
    return Case(
        f"{digits(chance, 2)}{chance.choice(['13', '00', '19'])}{digits(chance, 2)}-{chance.choice('1234')}{digits(chance, 6)}"
    )


def _corporation(chance: random.Random) -> Case:
    return Case(
        chance.choice(
            [
                f"법인등록번호 110111-{chance.randrange(10**6, 2 * 10**6)}",
                f"사업자등록번호: {digits(chance, 3)}-{digits(chance, 2)}-{digits(chance, 5)}",
                f"({digits(chance, 3)}-{digits(chance, 2)}-{digits(chance, 5)})",
            ]
        )
    )


def _publication(chance: random.Random) -> Case:
    return Case(
        chance.choice(
            [
                f"발간등록번호 51-6110000-{digits(chance, 6)}-01",
                f"ISBN 978-89-{digits(chance, 4)}-{digits(chance, 3)}-{digits(chance, 1)}",
                f"ISSN {digits(chance, 4)}-{digits(chance, 4)}",
                f"제{chance.randrange(2000, 2027)}-{chance.randrange(1, 999)}호",
            ]
        )
    )


def _budget(chance: random.Random) -> Case:
    amount = f"{chance.randrange(10**6, 10**10):,}"
    return Case(
        chance.choice(
            [
                f"예산액 {amount}천원",
                f"{amount} 원 (△{chance.randrange(10**4, 10**6):,})",
                f"{digits(chance, 3)}-{digits(chance, 2)} 사무관리비 {amount}",
                f"201-{digits(chance, 2)} 일반운영비",
                f"{chance.randrange(1, 99)}조 {chance.randrange(1000, 9999)}억 원",
                f"{chance.randrange(1, 99)}도 {chance.randrange(1, 99)}분",
            ]
        )
    )


def _law(chance: random.Random) -> Case:
    return Case(
        chance.choice(
            [
                f"법률 제{chance.randrange(1000, 20000)}호",
                f"제{chance.randrange(1, 99)}조제{chance.randrange(1, 9)}항",
                f"대법원 20{digits(chance, 2)}다{digits(chance, 5)} 판결",
                f"서울행정법원 20{digits(chance, 2)}구합{digits(chance, 4)}",
                f"대판 1999. 6. 22. 99다{digits(chance, 4)}",
                f"서울특별시 조례 제{chance.randrange(1000, 9999)}호 2026. 1. 1. 시행",
                f"헌재 20{digits(chance, 2)}헌마{digits(chance, 3)}",
            ]
        )
    )


def _dates(chance: random.Random) -> Case:
    day = born(chance, date(1950, 1, 1), date(2026, 1, 1))
    shown = f"{day.year}. {day.month}. {day.day}."
    return Case(
        chance.choice(
            [
                f"시행일 {shown}",
                f"{shown} ~ {day.year + 1}. 12. 31.",
                f"설립 {shown}",
                f"생년월일이 {shown} 이후인 사람",
                f"{day:%Y-%m-%d} 개정",
                f"{day.year}-{day.year + 5}년",
                "1592-1598년 임진왜란",
                "1544-1588년",
            ]
        )
    )


def _codes(chance: random.Random) -> Case:
    return Case(
        chance.choice(
            [
                f"품번 010-{digits(chance, 4)}-{digits(chance, 4)}",
                f"제품코드 M{digits(chance, 8)}",
                f"관리번호 02-{digits(chance, 3)}-{digits(chance, 4)}",
                f"제 02-{digits(chance, 3)}-{digits(chance, 4)}호",
                f"모델명 S{digits(chance, 3)}B{digits(chance, 4)}",
                f"010-{digits(chance, 4)}-{digits(chance, 4)}-01",
                f"A010-{digits(chance, 4)}-{digits(chance, 4)}",
                f"우편번호 0{digits(chance, 4)}",
                f"계약번호 {digits(chance, 10)}",
                f"바코드 880{digits(chance, 10)}",
                f"공고 제2026-{digits(chance, 4)}호",
                f"192.168.{digits(chance, 1)}.{digits(chance, 2)}",
            ]
        )
    )


def _wrong_card(chance: random.Random) -> Case:
    number = luhn(chance, "4", 16, valid=False)
    return Case("-".join(number[i : i + 4] for i in (0, 4, 8, 12)))


def _numbers_of_things(chance: random.Random) -> Case:
    n = chance.randrange(2, 99)
    return Case(
        chance.choice(
            [
                f"{n}가구 {chance.randrange(1000, 9999)}명",
                f"앞으로 {n}개월",
                f"용도로 {n}",
                f"왕복 {n}차로 도로 {n}km",
                f"지하철 2호선 시청역 {n}번 출구",
                f"인구 {digits(chance, 4)}-{digits(chance, 4)}명",
                f"면적 {digits(chance, 3)}-{digits(chance, 2)}㎡",
                f"{n}주 {chance.randrange(1000, 9999)}명 참여",
                f"농협 {n}개 지점",
                f"image@2x.png {n}장",
                f"비율 {n}.5%",
                f"장애인 복지 {n}곳",
                f"기초생활수급자 {n}명 지원",
                f"치매안심센터 {n}개소",
            ]
        )
    )


NEGATIVES: tuple[Make, ...] = (
    *(
        _wrong_check,
        _no_day,
        _corporation,
        _publication,
        _budget,
        _law,
        _dates,
        _codes,
        _wrong_card,
    ),
    _numbers_of_things,
)


def cases(makes: tuple[Make, ...], count: int, seed: int) -> Iterator[Case]:
    """Yield ``count`` cases, of each kind as many."""
    chance = random.Random(seed)
    for number in range(count):
        yield makes[number % len(makes)](chance)
