# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables that only the spaces between their columns make."""

from __future__ import annotations

from converters.readers.pdf.regions.model import TableRegion
from tests.converters.readers.pdf.regions.sheets import Sheet, rows


def _rows(pitch: float) -> Sheet:
    sheet = Sheet()
    for at, name in enumerate(("예산", "인원", "시설", "기금")):
        sheet.row(200 + pitch * at, {100: name, 200: f"1{at}", 300: f"2{at}", 400: f"3{at}"})
    return sheet


def test_rows_with_wide_margins_are_one_table() -> None:
    assert [row[0] for row in rows(_rows(38.0).table())] == ["예산", "인원", "시설", "기금"]


def test_rows_too_far_apart_are_none() -> None:
    assert not [region for region in _rows(60.0).regions() if isinstance(region, TableRegion)]
