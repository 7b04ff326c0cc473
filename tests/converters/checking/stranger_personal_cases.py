# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data and what looks like it, written from the rules and not from what Hanji looks for.

A second generator beside ``personal_cases.py``. It was written without reading ``converters/checking``:
numbers follow the orders that make them (주민등록법 시행규칙, 도로교통법 시행규칙 서식, 여권법 시행규칙, ISO/IEC
7812, ITU E.164 of Korea, 도로명주소법, 자동차등록번호판 고시), sentences are those of notices, minutes, lists of
persons and reports. Of a positive the core is said that must be found, with its kind; of a negative
nothing may be. Tuned with seed 1 to 3; the figures of the record are of a seed never looked at.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """A text, and what of it is personal."""

    text: str
    kind: str = ""
    """Of the finding; empty where there is none."""
    core: str = ""
    """What must be found: the number, name or word itself."""


Make = Callable[[random.Random], Sample]

_FAMILY = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공"
_GIVEN_1 = "민서지현수영준도하은재성경미선정혜동상진윤승태희순옥철병광용"
_GIVEN_2 = "준우진호민수영희연아라은정숙자철식현석훈규환빈율솔혁란주미경"
_SIDO = (
    ("서울특별시", ("종로구", "중구", "마포구", "노원구", "강서구", "송파구")),
    ("부산광역시", ("해운대구", "사하구", "동래구")),
    ("대구광역시", ("달서구", "수성구")),
    ("경기도", ("수원시 팔달구", "성남시 분당구", "파주시", "양평군")),
    ("강원특별자치도", ("춘천시", "홍천군")),
    ("전라남도", ("순천시", "해남군")),
    ("경상북도", ("안동시", "울진군")),
)
_ROADS = (
    "세종대로",
    "월드컵북로",
    "중앙로",
    "소공로3길",
    "동일로174길",
    "양지로12번길",
    "해변로",
    "서문로2가길",
)
_DONGS = ("인계동", "봉천동", "상계동", "가좌동", "용현동", "평화동1가", "문정동")
_BANKS = (
    ("국민은행", "######-##-######"),
    ("신한은행", "110-###-######"),
    ("우리은행", "1002-###-######"),
    ("농협은행", "302-####-####-##"),
    ("기업은행", "###-######-##-###"),
    ("카카오뱅크", "3333-##-#######"),
    ("새마을금고", "9003-####-####-#"),
    ("우체국", "######-##-######"),
)
_PLATE_USE = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주"
_ILLNESS = ("당뇨병", "치매", "우울증", "폐암", "고혈압", "조현병", "결핵", "뇌졸중")
_WELFARE = ("기초생활수급자", "차상위계층", "한부모가족", "장애인연금 수급자", "의료급여 수급권자")


def name(draw: random.Random) -> str:
    return draw.choice(_FAMILY) + draw.choice(_GIVEN_1) + draw.choice(_GIVEN_2)


def digits(draw: random.Random, pattern: str) -> str:
    """Return a pattern with its # as digits."""
    return "".join(draw.choice("0123456789") if one == "#" else one for one in pattern)


def after(word: str, closed: str, open_: str) -> str:
    """Return a word with the particle that follows its last syllable: 은 or 는, 으로 or 로."""
    last = (ord(word[-1]) - 0xAC00) % 28
    return word + (closed if last and not (closed == "으로" and last == 8) else open_)


def _birth(draw: random.Random, low: int = 1930, high: int = 2019) -> tuple[int, int, int]:
    return draw.randint(low, high), draw.randint(1, 12), draw.randint(1, 28)


def _registered(draw: random.Random, *, foreign: bool, right: bool = True) -> str:
    year, month, day = _birth(draw)
    sign = (5 if year < 2000 else 7) if foreign else (1 if year < 2000 else 3)
    front = f"{year % 100:02}{month:02}{day:02}{sign + draw.randint(0, 1)}"
    front += digits(draw, "#####")
    added = sum(
        int(one) * weight
        for one, weight in zip(front, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=True)
    )
    check = ((13 if foreign else 11) - added % 11) % 10
    if not right:
        check = (check + draw.randint(1, 9)) % 10
    return front[:6] + "-" + front[6:] + str(check)


def _newborn(draw: random.Random) -> str:
    """Return a number given since October 2020: its last six digits are drawn."""
    year, month, day = draw.randint(2021, 2025), draw.randint(1, 12), draw.randint(1, 28)
    return f"{year % 100:02}{month:02}{day:02}-{draw.randint(3, 4)}" + digits(draw, "######")


def _written(draw: random.Random, number: str) -> str:
    return draw.choice(
        (
            number,
            number,
            number.replace("-", ""),
            number.replace("-", " - "),
            number.replace("-", "–"),
        )
    )


def _resident(draw: random.Random) -> Sample:
    number = _newborn(draw) if draw.random() < 0.15 else _registered(draw, foreign=False)
    said = number if number[7] in "34" and number[:2] > "20" else _written(draw, number)
    text = draw.choice((
        "성명: {name}  주민등록번호: {it}", "{name}({it})은 위 사항을 신청합니다.", "세대주 {name}, {it}",
        "주민번호 {it} / 연락처 없음", "피상속인 {name} ({it}) 사망", "| {name} | {it} | 1명 |",
    ))  # fmt: skip
    return Sample(text.format(name=name(draw), it=said), "rrn", said)


def _foreigner(draw: random.Random) -> Sample:
    said = _written(draw, _registered(draw, foreign=True))
    text = draw.choice(
        (
            "외국인등록번호 {it}",
            "NGUYEN VAN {it}",
            "거소신고번호: {it}",
            "체류자 명단 3번 {it} 베트남",
        )
    )
    return Sample(text.format(it=said), "frn", said)


def _passport(draw: random.Random) -> Sample:
    said = draw.choice("MSRGD") + digits(draw, draw.choice(("########", "###A####")))
    text = draw.choice(
        (
            "여권번호 {it}",
            "여권 번호: {it} (만료 2031. 5. 2.)",
            "Passport No. {it}",
            "{name} 여권 {it} 분실 신고",
        )
    )
    return Sample(text.format(it=said, name=name(draw)), "passport", said)


def _driver(draw: random.Random) -> Sample:
    region = (
        draw.choice(("서울", "경기", "부산")) if draw.random() < 0.2 else str(draw.randint(11, 26))
    )
    gap = " " if region.isalpha() and not region.isascii() else "-"
    said = f"{region}{gap}{draw.randint(70, 99):02}-{digits(draw, '######')}-{digits(draw, '##')}"
    text = draw.choice(
        (
            "운전면허번호 {it}",
            "면허번호: {it} (1종 보통)",
            "{name} 운전면허 {it}",
            "운전자 {name}, 면허증 {it}",
        )
    )
    return Sample(text.format(it=said, name=name(draw)), "driver", said)


def _mobile(draw: random.Random) -> Sample:
    said = digits(draw, draw.choice((
        "010-####-####", "010-####-####", "010.####.####", "010 #### ####", "010########", "+82-10-####-####",
        "(010)####-####", "011-###-####", "010 - #### - ####", "82-10-####-####", "016-###-####",
    )))  # fmt: skip
    text = draw.choice(
        (
            "휴대전화: {it}",
            "{name} {it}",
            "☎ {it}",
            "통장 {name}(H.P {it})",
            "신청: 문자 {it}로",
            "[{it}]",
            "연락처 {it}, 팩스 없음",
        )
    )
    return Sample(text.format(it=said, name=name(draw)), "mobile", said)


def _phone(draw: random.Random) -> Sample:
    said = digits(
        draw,
        draw.choice(
            (
                "02-2##-####",
                "02-3###-####",
                "031-7##-####",
                "051)6##-####",
                "(062)3##-####",
                "070-4###-####",
                "02.5##.####",
                "0505-###-####",
            )
        ),
    )
    text = draw.choice(
        (
            "신청인 {name} 자택 {it}",
            "보호자 {name} 집전화 {it}",
            "{name} {it}",
            "입주자대표 {name}({it})",
        )
    )
    return Sample(text.format(it=said, name=name(draw)), "phone", said)


def _email(draw: random.Random) -> Sample:
    user = draw.choice(
        ("minsu", "hong.gd", "jy_kim", "lee-sh", "park.family", "a1b2", "sunny+city")
    ) + draw.choice(("", "77", "1985"))
    said = f"{user}@{draw.choice(('naver.com', 'gmail.com', 'daum.net', 'hanmail.net', 'nate.com', 'kakao.com'))}"
    text = draw.choice(
        (
            "전자우편 {it}",
            "{name}({it})",
            "E-mail: {it}",
            "문의는 {it}로 보내 주십시오.",
            "<{it}>",
            "{name} | {it} | 참석",
        )
    )
    return Sample(text.format(it=said, name=name(draw)), "email", said)


def _luhn(front: str) -> str:
    added = 0
    for at, one in enumerate(reversed(front)):
        doubled = int(one) * (2 if at % 2 == 0 else 1)
        added += doubled - 9 if doubled > 9 else doubled
    return front + str(-added % 10)


def _card_number(draw: random.Random) -> str:
    front = draw.choice(("4", "5", "9", "35", "94", "62"))
    if front == "5":
        front += draw.choice("12345")
    return _luhn(digits(draw, front + "#" * (15 - len(front))))


def _card(draw: random.Random) -> Sample:
    number = _card_number(draw)
    four = [number[at : at + 4] for at in range(0, 16, 4)]
    said = draw.choice(("-", " ", "-")).join(four) if draw.random() < 0.85 else number
    text = draw.choice(
        ("카드번호 {it}", "법인카드 {it} (사용자 {name})", "신용카드: {it}", "결제 카드 {it} 승인")
    )
    return Sample(text.format(it=said, name=name(draw)), "card", said)


def _account(draw: random.Random) -> Sample:
    bank, pattern = draw.choice(_BANKS)
    said = digits(draw, pattern)
    text = draw.choice(
        (
            "{bank} {it} (예금주 {name})",
            "계좌번호: {bank} {it}",
            "입금계좌 {it} ({bank}, {name})",
            "환급 계좌 {bank} {it}",
            "{name} / {bank} / {it}",
        )
    )
    return Sample(text.format(it=said, bank=bank, name=name(draw)), "account", said)


def _plate(draw: random.Random) -> Sample:
    use = draw.choice(_PLATE_USE)
    said = draw.choice(
        (
            f"{digits(draw, '1#')}{use} {digits(draw, '####')}",
            f"{draw.randint(100, 699)}{use}{digits(draw, '####')}",
            f"서울 {digits(draw, '3#')}{draw.choice('바사아자')} {digits(draw, '####')}",
            f"{digits(draw, '6#')}{use}{digits(draw, '####')}",
        )
    )
    text = draw.choice(
        ("차량번호 {it}", "주차 위반 차량({it})", "{name} 소유 {it} 승용차", "등록번호 {it} 자동차")
    )
    return Sample(text.format(it=said, name=name(draw)), "plate", said)


def _house(draw: random.Random) -> str:
    sido, below = draw.choice(_SIDO)
    at = draw.choice(below)
    if draw.random() < 0.65:
        said = f"{sido} {at} {draw.choice(_ROADS)} {draw.randint(1, 320)}"
        said += f"-{draw.randint(1, 40)}" if draw.random() < 0.3 else ""
    else:
        said = f"{sido} {at} {draw.choice(_DONGS)} {draw.randint(1, 1300)}"
        said += draw.choice((f"-{draw.randint(1, 60)}", "번지", f"-{draw.randint(1, 60)}번지"))
    return said


def _address(draw: random.Random) -> Sample:
    said = _house(draw)
    behind = draw.choice(
        (
            "",
            "",
            f", {draw.randint(101, 120)}동 {draw.randint(101, 2504)}호",
            f" {draw.randint(1, 9)}층",
        )
    )
    text = draw.choice(
        (
            "주소: {it}",
            "{name} {it} 거주",
            "주소지 {it}",
            "{name}({it})",
            "세대주 {name}의 주소는 {it}이다.",
        )
    )
    return Sample(text.format(it=said + behind, name=name(draw)), "address", said.split()[-1])


def _birth_date(draw: random.Random) -> Sample:
    year, month, day = _birth(draw, 1935, 2012)
    said = draw.choice(
        (
            f"{year}. {month}. {day}.",
            f"{year}-{month:02}-{day:02}",
            f"{year}년 {month}월 {day}일",
            f"{year % 100:02}.{month:02}.{day:02}",
        )
    )
    text = draw.choice(
        (
            "{name}({it}생)",
            "성명 {name} 생년월일 {it}",
            "{name}, {it} 출생",
            "생년월일: {it} 성명: {name}",
            "{name} 생년월일 {it} 남",
        )
    )
    return Sample(text.format(it=said, name=name(draw)), "birth", said.rstrip("."))


def _health(draw: random.Random) -> Sample:
    said = draw.choice(_ILLNESS)
    text = draw.choice(
        (
            "{name} 씨는 {it} 진단을 받았다.",
            "{name}({age}세, {it})",
            "대상자 {name} {it} 치료 중",
            "성명 {name} 병명 {it}",
            "{name} 어르신은 {ro} 입원하였다.",
        )
    )
    made = text.format(
        it=said, ro=after(said, "으로", "로"), name=name(draw), age=draw.randint(20, 90)
    )
    return Sample(made, "health", said)


def _welfare(draw: random.Random) -> Sample:
    said = draw.choice(_WELFARE)
    text = draw.choice(
        (
            "{name} 씨는 {it}이다.",
            "{name}({it})",
            "성명 {name} 구분 {it}",
            "신청인 {eun} {ro} 확인됨",
        )
    )
    who = name(draw)
    made = text.format(it=said, ro=after(said, "으로", "로"), name=who, eun=after(who, "은", "는"))
    return Sample(made, "welfare", said.split()[0])


POSITIVES: dict[str, Make] = {
    "rrn": _resident, "frn": _foreigner, "passport": _passport, "driver": _driver, "mobile": _mobile,
    "phone": _phone, "email": _email, "card": _card, "account": _account, "plate": _plate,
    "address": _address, "birth": _birth_date, "health": _health, "welfare": _welfare,
}  # fmt: skip

_INNOCENT: tuple[tuple[str, str], ...] = (
    ("budget", "세출예산 {n6:,}천원 (전년 대비 {n5:,} 증)"),
    ("budget", "| 일반운영비 | {n7:,} | {n7b:,} | △{n5:,} |"),
    ("law", "「지방재정법」 제{n2}조제{n1}항 및 같은 법 시행령 제{n2b}조의{n1}"),
    ("law", "법률 제{n5}호, 2020. 10. 20., 일부개정"),
    ("law", "서울특별시조례 제{n4}호({y}. {m}. {d}. 공포)"),
    ("document", "총무과-{n5}({y}. {m}. {d}.)호와 관련입니다."),
    ("document", "문서번호 행정안전부 자치행정과-{n4}"),
    ("document", "접수번호 {y}-{n6} 처리기한 {m}. {d}."),
    ("code", "관리코드 {n2:02}-{y}-{n4:04}"),
    ("code", "품목코드 {n4}-{n4b}-{n2}"),
    ("code", "자산번호 {n3}-{n4}-{n4b}"),
    ("code", "공사번호 제{y}-{n3}-{n4}호"),
    ("code", "필지고유번호 {pnu}"),
    ("isbn", "ISBN 979-11-{n4}-{n3}-{n1}"),
    ("isbn", "ISBN 97889{n8:08}"),
    ("isbn", "ISSN {n4}-{n4b}"),
    ("registration", "발간등록번호 51-6110000-{n6:06}-{n2:02}"),
    ("registration", "발간등록번호 11-1342000-{n6:06}-10"),
    ("registration", "사업자등록번호 {n3}-{n2:02}-{n5}"),
    ("registration", "법인등록번호 110111-{n7:07}"),
    ("registration", "고유번호 {n3}-82-{n5}"),
    ("statistics", "당뇨병 환자는 {n5:,}명으로 전년보다 {n3}명 늘었다."),
    ("statistics", "기초생활수급자 {n4:,}가구, 차상위계층 {n3}가구"),
    ("statistics", "치매안심센터 등록 어르신 {n4:,}명"),
    ("statistics", "{n2b}가구 {n4}명이 이주하였다."),
    ("statistics", "을지로 3가 {n4}㎡, 종로 5가 {n4b}㎡"),
    ("statistics", "위도 37.{n6:06} 경도 127.{n6b:06}"),
    ("statistics", "1일 {n4}부 2일 {n4b}부 3일 {n4}부"),
    ("date", "이 건물은 {y0}. {m}. {d}. 개관하였다."),
    ("date", "{y}-{m:02}-{d:02} 09:{n2:02} 회의"),
    ("date", "접수기간: {y}. {m}. {d}. ~ {y}. {m}. {d2}."),
    ("date", "{y0}년 {m}월 {d}일 도시계획시설 결정"),
    ("road", "세종대로 일대 보행환경 개선"),
    ("road", "월드컵북로 방면 {n2}km 구간 통제"),
    ("road", "중앙로 지하상가 {n2}개 점포"),
    ("road", "종로구 관내 도로 {n3}개 노선"),
    ("health", "당뇨병 예방 교실을 운영합니다."),
    ("health", "보건소장 {name}은 결핵 예방의 날 행사를 열었다."),
    ("health", "고혈압·당뇨병 등록교육센터"),
    ("health", "우울증 상담은 정신건강복지센터에서 받을 수 있습니다."),
    ("welfare", "기초생활수급자에게 난방비를 지원한다."),
    ("welfare", "차상위계층 지원사업 담당 {name} 주무관"),
    ("welfare", "한부모가족 지원법 제{n1}조"),
    ("name", "시장 {name}은 {y}년 예산안을 제출하였다."),
    ("name", "{name} 의원: 질의하겠습니다."),
    ("name", "저자 {name}, {y}년 {m}월 {d}일 발행"),
    ("money", "계약금액 금{n7:,}원정, 이행보증금 {n6:,}원"),
    ("money", "금{n4}-{n4b}-{n4}호 채권"),
    ("number", "일련번호 {n4} {n4b} {n4} {n4b}"),
    ("number", "모델명 KT-{n3}A{n4}"),
    ("number", "바코드 880{n8:08}{n2:02}"),
    ("number", "버전 3.{n1}.{n2}.{n4}"),
    ("number", "좌석 {n2}나열 {n2b}번"),
    ("number", "우편번호 {n5} 지역번호 02"),
    ("social", "@city_news 를 팔로우하세요"),
    ("social", "https://www.city.go.kr/board/{n5}?no={n6}"),
)  # fmt: skip


def _innocent(draw: random.Random, template: str) -> str:
    def number(size: int) -> int:
        return draw.randint(10 ** (size - 1), 10**size - 1)

    values: dict[str, object] = {f"n{size}": number(size) for size in range(1, 9)}
    values |= {f"n{size}b": number(size) for size in range(2, 8)}
    day = draw.randint(1, 20)
    pnu = digits(draw, "11#########1#######0")[:19]
    return template.format(
        **values, y=draw.randint(2015, 2026), y0=draw.randint(1930, 2014), m=draw.randint(1, 12), d=day,
        d2=day + 5, name=name(draw), pnu=pnu,
    )  # fmt: skip


def _invalid(draw: random.Random) -> Sample:
    """Return numbers whose check digit says that they are none, where nothing calls them so."""
    if draw.random() < 0.5:
        # Born before October 2020, thirteen digits in one, with a wrong check digit.
        number = _registered(draw, foreign=False, right=False).replace("-", "")
        return Sample(
            draw.choice(("관리번호 {it}", "제품 일련번호 {it}", "거래번호 {it}번")).format(
                it=number
            )
        )
    number = _card_number(draw)
    number = number[:-1] + str((int(number[-1]) + draw.randint(1, 9)) % 10)
    return Sample(
        draw.choice(("고객관리번호 {it}", "송장번호 {it}", "승인 일련번호 {it}")).format(it=number)
    )


def positives(kind: str, count: int, seed: int) -> Iterator[Sample]:
    """Yield samples of a kind; the same for the same seed."""
    draw = random.Random(f"{kind} {seed}")
    return (POSITIVES[kind](draw) for _ in range(count))


def negatives(count: int, seed: int) -> Iterator[tuple[str, Sample]]:
    """Yield what looks like personal data, with what it is."""
    draw = random.Random(f"innocent {seed}")
    for at in range(count):
        if at % 8 == 7:
            yield "check digit", _invalid(draw)
        else:
            what, template = _INNOCENT[at % len(_INNOCENT)]
            yield what, Sample(_innocent(draw, template))
