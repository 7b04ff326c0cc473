# SPDX-License-Identifier: AGPL-3.0-or-later
"""To the year's end: from the years before, with a range that says how far that was off."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.ledger.forecast import forecast
from app.ledger.periods import Month, months_between, months_of

SEASON = (1, 2, 6, 3, 2, 2, 1, 1, 4, 5, 8, 12)


def years(*levels: int, first: int = 2023) -> dict[Month, int]:
    """Return months that follow the season, at a level for each year."""
    return {
        Month(first + place, month): level * SEASON[month - 1]
        for place, level in enumerate(levels)
        for month in range(1, 13)
    }


def test_a_year_that_runs_as_the_last_ends_as_it_does():
    series = years(100, 100, 100)
    cut = {month: value for month, value in series.items() if month <= Month(2025, 6)}
    found = forecast(cut, Month(2025, 6))
    assert found.likely == 100 * sum(SEASON)
    assert found.months[Month(2025, 12)] == 1_200
    assert found.error_permille == 0
    assert found.low < found.likely < found.high


def test_half_as_much_so_far_is_half_as_much_to_come():
    cut = {m: v for m, v in years(100, 100, 50).items() if m <= Month(2025, 9)}
    assert forecast(cut, Month(2025, 9)).likely == 50 * sum(SEASON)


def test_years_that_were_hard_to_forecast_widen_the_range():
    calm = {m: v for m, v in years(100, 100, 100, 100, 100).items() if m <= Month(2027, 6)}
    wild = dict(calm)
    for year, factor in ((2024, 3), (2025, 1), (2026, 4)):
        for month in range(7, 13):
            wild[Month(year, month)] *= factor
    known, unknown = forecast(calm, Month(2027, 6)), forecast(wild, Month(2027, 6))
    assert unknown.error_permille
    assert (unknown.high - unknown.low) / unknown.likely > (known.high - known.low) / known.likely


def test_without_a_year_before_the_mean_goes_on():
    found = forecast({Month(2026, 1): 10, Month(2026, 2): 20}, Month(2026, 2))
    assert found.likely == 30 + 10 * 15
    assert found.error_permille is None


def test_a_finished_year_is_known():
    found = forecast(years(7), Month(2023, 12))
    assert found.low == found.likely == found.high == 7 * sum(SEASON)


@given(
    st.dictionaries(
        st.builds(Month, st.integers(2022, 2026), st.integers(1, 12)), st.integers(0, 10**7)
    ),
    st.integers(1, 12),
)
def test_what_is_there_is_never_forecast_away(series, month):
    found = forecast(series, Month(2026, month))
    assert found.done == sum(series.get(Month(2026, m), 0) for m in range(1, month + 1))
    assert found.low <= found.likely <= found.high
    assert found.likely == found.done + sum(found.months.values())
    assert tuple(found.months) == tuple(Month(2026, m) for m in range(month + 1, 13))


def test_periods_are_months_in_order():
    assert [str(month) for month in months_of("2026")][::11] == ["2026-01", "2026-12"]
    assert [str(m) for m in months_between(Month(2025, 11), Month(2026, 2))] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
