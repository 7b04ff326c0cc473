# SPDX-License-Identifier: AGPL-3.0-or-later
"""The example: a city that does not exist, with titles that nobody printed.

Its first year comes to the two public figures of the proposal to the city, 1.8 million copies and
4.6 billion won (taken here as a year's, with tax, which the proposal does not say). Everything
else, titles, parts of the city, prices and downloads, is made up, always in the same way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from app.ledger.money import allocated, rounded, without_vat
from app.ledger.periods import Month
from app.ledger.prices import PriceItem, PriceRow
from app.ledger.printing import Binding, PrintSpec
from app.ledger.records import (
    Baseline,
    BaselineMethod,
    Edition,
    Organisation,
    Price,
    PrintOrder,
    Publication,
    Reads,
    Record,
    Target,
)
from app.ledger.scenario import PROPOSED_COPIES, PROPOSED_WON

FIRST_YEAR = 2025
LAST = Month(2026, 10)
"""The last month with orders."""
_SEED = 1_800_046
_CITY = "EX"
_TABLE = "예시 단가표 (example, made up)"
_SOURCE = "예시 자료: 실제 단가가 아님 (example data, not real prices)"
_PARTS = {
    "기획조정실": ("기획담당관", "예산담당관", "조직담당관"),
    "복지정책실": ("복지정책과", "어르신복지과", "장애인복지과"),
    "도시교통실": ("교통정책과", "보행정책과", "주차계획과"),
    "문화본부": ("문화정책과", "도서관과", "박물관과"),
    "기후환경본부": ("기후정책과", "자원순환과", "대기정책과"),
    "평생교육국": ("교육정책과", "평생학습과", "청소년과"),
    "산하 연구원": ("연구기획실", "정책연구실"),
}
_WORKS = (
    ("시정 백서", 320, Binding.PERFECT, 4, 1500),
    ("통계 연보", 420, Binding.PERFECT, 1, 900),
    ("업무 편람", 180, Binding.PERFECT, 1, 1200),
    ("정책 연구 보고서", 240, Binding.PERFECT, 1, 500),
    ("시민 안내서", 64, Binding.SADDLE, 4, 8000),
    ("소식지", 32, Binding.SADDLE, 4, 20000),
    ("사업 결과 보고서", 150, Binding.PERFECT, 4, 600),
    ("교육 자료집", 120, Binding.PERFECT, 2, 1800),
    ("도록", 260, Binding.CASE, 4, 700),
    ("홍보 책자", 48, Binding.SADDLE, 4, 5000),
    ("예산 개요", 210, Binding.PERFECT, 2, 800),
    ("매뉴얼", 96, Binding.SADDLE, 2, 2500),
)


def records() -> Iterator[Record]:
    """Yield the example's records."""
    dice = random.Random(_SEED)  # noqa: S311 - made-up figures, not secrets
    yield Organisation(_CITY, "예시시 (Example City)", "", "city")
    departments = []
    for number, (bureau, parts) in enumerate(_PARTS.items(), 1):
        code = f"{_CITY}-{number:02}"
        level = "agency" if number == len(_PARTS) else "bureau"
        yield Organisation(code, bureau, _CITY, level)
        for place, part in enumerate(parts, 1):
            departments.append(f"{code}-{place}")
            yield Organisation(departments[-1], part, code, "department")
    yield from _prices()
    yield Target(FIRST_YEAR + 1, 150, _SOURCE, budget=4_100_000_000)
    works = [(code, work) for code in departments for work in _WORKS]
    weights = [rounded_weight(work[4], dice) for _, work in works]
    copies = allocated(PROPOSED_COPIES, weights)
    prices = [_weight_of_cost(work, count) for (_, work), count in zip(works, copies, strict=True)]
    amounts = allocated(PROPOSED_WON, prices)
    for number, ((code, work), count, gross) in enumerate(
        zip(works, copies, amounts, strict=True), 1
    ):
        yield from _title(number, code, work, count, gross, dice)


def rounded_weight(typical: int, dice: random.Random) -> int:
    """Return copies around what is typical of a work."""
    return max(1, round(typical * dice.lognormvariate(0, 0.5)))


def _weight_of_cost(work: tuple[str, int, Binding, int, int], copies: int) -> int:
    """Return what a run costs against the others: setup by pages and colours, then copies."""
    _, pages, binding, colours, _ = work
    bound = {Binding.SADDLE: 120, Binding.PERFECT: 350, Binding.CASE: 3500}[binding]
    return 3000 * pages * colours + copies * (bound + pages * (6 + 2 * colours))


def _prices() -> Iterator[Price]:
    day = date(FIRST_YEAR, 1, 1)
    for item, mils, low, high in (
        (PriceItem.SETUP_PERMILLE, 320_000, 150_000, 450_000),
        (PriceItem.SUBSTITUTION_PERMILLE, 400_000, 150_000, 700_000),
        (PriceItem.PLATE, 10_000_000, None, None),
        (PriceItem.MAKE_READY, 15_000_000, None, None),
        (PriceItem.RUN, 9_000_000, None, None),
        (PriceItem.PAPER, 1_500_000, None, None),
        (PriceItem.WASTE_PERMILLE, 50_000, None, None),
        (PriceItem.WASTE_SHEETS, 100_000, None, None),
        (PriceItem.FOLD, 12_000, None, None),
        (PriceItem.SADDLE, 120_000, None, None),
        (PriceItem.PERFECT, 350_000, None, None),
        (PriceItem.CASE, 3_500_000, None, None),
        (PriceItem.COATING, 60_000, None, None),
        (PriceItem.STAFF_HOUR, 30_000_000, None, None),
        (PriceItem.REVIEW_HOUR, 30_000_000, None, None),
        (PriceItem.EBOOK_MINUTES, 60_000, 20_000, 240_000),
    ):
        yield Price(PriceRow(item, mils, day, _SOURCE, _TABLE, None, low, high))


def _title(
    number: int,
    code: str,
    work: tuple[str, int, Binding, int, int],
    copies: int,
    gross: int,
    dice: random.Random,
) -> Iterator[Record]:
    name, pages, binding, colours, _ = work
    key = f"EX-{number:04}"
    pages = max(8, round(pages * dice.uniform(0.8, 1.25) / 4) * 4)
    yield Publication(
        key, f"(예시) {name} {number}", code, PrintSpec(pages, "A4", 80, colours, binding)
    )
    month = dice.randint(1, 12)
    day = dice.randint(1, 28)
    net, tax = without_vat(gross)
    vendor = f"예시인쇄 {dice.randint(1, 6)}"
    first = date(FIRST_YEAR, month, day)
    yield PrintOrder(
        f"EX-{FIRST_YEAR}-{number:04}", key, first, copies, copies, net, tax, vendor=vendor
    )
    year = FIRST_YEAR + 1
    digital = dice.random() < 0.55
    if digital:
        yield Baseline(
            key,
            year,
            copies,
            date(year, 1, 2),
            "예시 결재자",
            f"EX-{FIRST_YEAR}-{number:04}",
            BaselineMethod.LAST_RUN,
            amount=net,
        )
    if Month(year, month) > LAST:
        return
    kept = (
        dice.choice((1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.0))
        if digital
        else dice.uniform(0.95, 1.04)
    )
    printed = round(copies * kept)
    if digital:
        ready = date(year, max(1, month - 1), dice.randint(1, 28))
        timed = dice.randint(15, 150) if dice.random() < 0.7 else None
        yield Edition(
            key, ready, pages=pages, staff_minutes=timed, review_minutes=dice.randint(0, 90)
        )
        for late in range(ready.month, LAST.month + 1):
            downloads = round(copies * dice.uniform(0.005, 0.06))
            yield Reads(key, Month(year, late), downloads, downloads * 2)
    setup = 0.32
    level = dice.uniform(0.98, 1.06)
    factor = (setup + (1 - setup) * (printed / copies)) * level if printed else 1.0
    amount = rounded(round(net * factor))
    second = date(year, month, day)
    yield PrintOrder(f"EX-{year}-{number:04}", key, second, copies, printed, amount, vendor=vendor)
