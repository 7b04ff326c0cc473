# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small city that does not exist, with something of every kind."""

from __future__ import annotations

from datetime import date

from app.ledger.derivation import SourceDocument
from app.ledger.periods import Month
from app.ledger.prices import PriceItem, PriceRow
from app.ledger.printing import Binding, PrintSpec
from app.ledger.records import (
    Baseline,
    Edition,
    Organisation,
    Price,
    PrintOrder,
    Publication,
    Reads,
    Record,
    Target,
)

SPEC = PrintSpec(pages=120, trim="A4", grams=80, colours=1, binding=Binding.PERFECT)
TITLES = ("P-1", "P-2", "P-3")


def order(
    number: str,
    publication: str = "P-1",
    *,
    month: int = 3,
    planned: int = 1000,
    printed: int = 600,
    amount: int | None = 1_200_000,
) -> PrintOrder:
    """Return an order of 2026."""
    vat = amount // 10 if amount is not None else None
    return PrintOrder(number, publication, date(2026, month, 4), planned, printed, amount, vat)


CITY: tuple[Record, ...] = (
    Organisation("C", "새빛시", "", "city"),
    Organisation("A", "문화과", "C"),
    Organisation("B", "복지과", "C"),
    Publication("P-1", "시정 백서", "A", SPEC),
    Publication("P-2", "복지 안내", "B"),
    Publication("P-3", "도서관 소식", "A", SPEC),
    Baseline("P-1", 2026, 1000, date(2026, 1, 2), "이", "2025년 발주", amount=2_000_000),
    Baseline("P-3", 2026, 400, date(2026, 1, 2), "이", "2025년 발주"),
    order("N-1"),
    order("N-2", "P-2", month=5, planned=500, printed=500, amount=900_000),
    PrintOrder(
        "N-3",
        "P-3",
        date(2026, 7, 1),
        400,
        0,
        None,
        organisation="B",
        vendor="한빛인쇄",
        budget="201-01",
        document=SourceDocument("견적서", "2026-06-30", "0" * 64),
        contract="2026-계약-17",
    ),
    Edition("P-1", date(2026, 2, 1), "a" * 64, "b" * 64, 120, 90, 30),
    Edition("P-3", date(2026, 6, 1), "c" * 64, "d" * 64, 40),
    Reads("P-1", Month(2026, 3), 120, 80),
    Reads("P-2", Month(2026, 6), 50),
    *(
        Price(PriceRow(item, mils, date(2026, 1, 1), "계약서 제7호", "새빛시 단가표"))
        for item, mils in (
            (PriceItem.SUBSTITUTION_PERMILLE, 300_000),
            (PriceItem.SETUP_PERMILLE, 250_000),
            (PriceItem.EBOOK_MINUTES, 90_000),
            (PriceItem.STAFF_HOUR, 30_000_000),
        )
    ),
    Target(2026, 200, "계획 제1호", 5_000_000),
)
