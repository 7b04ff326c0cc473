# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up titles and whole cities, drawn for the tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from app.ledger.assessment import TitleYear
from app.ledger.periods import Month
from app.ledger.prices import PriceItem, PriceRow, PriceTable
from app.ledger.printing import Binding, PrintSpec
from app.ledger.records import Baseline, Edition, PrintOrder, Publication, Reads

YEAR = 2026
_WON = {
    PriceItem.PLATE: 10_000,
    PriceItem.MAKE_READY: 15_000,
    PriceItem.RUN: 9_000,
    PriceItem.PAPER: 1_500,
    PriceItem.WASTE_PERMILLE: 50,
    PriceItem.WASTE_SHEETS: 100,
    PriceItem.FOLD: 12,
    PriceItem.SADDLE: 120,
    PriceItem.PERFECT: 350,
    PriceItem.CASE: 3_500,
    PriceItem.COATING: 60,
    PriceItem.STAFF_HOUR: 25_000,
}
PRICES = PriceTable(
    (
        *(PriceRow(item, won * 1000, date(2020, 1, 1), "made up") for item, won in _WON.items()),
        PriceRow(
            PriceItem.EBOOK_MINUTES, 60_000, date(2020, 1, 1), "made up", low=20_000, high=240_000
        ),
    )
)
"""A whole table, all of it made up."""

days = st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31))
copies = st.integers(0, 30_000)
specs = st.builds(
    PrintSpec,
    pages=st.integers(1, 600),
    trim=st.sampled_from(["A4", "A5", "B5", "46배판", "국판"]),
    grams=st.sampled_from([70, 80, 100, 120]),
    colours=st.integers(1, 4),
    binding=st.sampled_from(Binding),
)


@st.composite
def orders(draw: st.DrawFn, number: int) -> PrintOrder:
    """Draw a run: quoted or not, its setup stated or not, cancelled now and then."""
    amount = draw(st.none() | st.integers(100_000, 90_000_000))
    setup = None if amount is None else draw(st.none() | st.integers(0, amount // 2))
    composition = 0 if amount is None else draw(st.integers(0, amount // 4))
    return PrintOrder(
        number=f"O{number}",
        publication="P",
        day=draw(days),
        planned=draw(copies),
        printed=draw(st.just(0) | copies),
        amount=amount,
        setup=setup,
        composition=composition,
        organisation=draw(st.sampled_from(["", "A", "B"])),
    )


@st.composite
def titles(draw: st.DrawFn) -> TitleYear:
    """Draw a title's year."""
    count = draw(st.integers(0, 4))
    spec = draw(st.none() | specs)
    baseline = draw(
        st.none()
        | st.builds(
            Baseline,
            publication=st.just("P"),
            year=st.just(YEAR),
            copies=copies,
            frozen=days,
            approver=st.just("approver"),
            source=st.just("plan"),
            runs=st.integers(1, 3),
            amount=st.none() | st.integers(100_000, 90_000_000),
        )
    )
    editions = draw(
        st.lists(
            st.builds(
                Edition,
                publication=st.just("P"),
                day=days,
                staff_minutes=st.none() | st.integers(0, 600),
                review_minutes=st.integers(0, 300),
                other_won=st.integers(0, 10**6),
            ),
            max_size=2,
        )
    )
    reads = draw(
        st.lists(st.integers(0, 20_000), max_size=4).map(
            lambda counts: tuple(
                Reads("P", Month(YEAR, month), count) for month, count in enumerate(counts, 1)
            )
        )
    )
    return TitleYear(
        YEAR,
        Publication("P", "title", "HOME", spec),
        tuple(draw(orders(number)) for number in range(count)),
        baseline,
        tuple(editions),
        reads,
    )
