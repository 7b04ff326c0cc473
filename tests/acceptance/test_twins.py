# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our text of an HWP document is that of its HWPX twin and of its print."""

from __future__ import annotations

import shutil

import pytest

from tests.acceptance.twins import ENOUGH, agreement, coverage, pairs
from tests.conftest import CORPUS

pytestmark = [pytest.mark.slow, pytest.mark.corpus]


def test_twins_in_hwpx_have_the_same_text(figure):
    shares = {pair.name: pair.share() for pair in pairs(CORPUS) if pair.kind == "hwpx"}
    assert len(shares) > 50
    assert not {name: share for name, share in shares.items() if share < ENOUGH}
    whole = sum(share == 1 for share in shares.values())
    figure(f"HWPX twins: {len(shares)}, {whole} alike, lowest {min(shares.values()):.4f}")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_what_was_printed_is_in_our_text(figure):
    shares = {pair.name: pair.share() for pair in pairs(CORPUS) if pair.kind == "pdf"}
    assert len(shares) >= 5
    assert not {name: share for name, share in shares.items() if share < ENOUGH}
    figure(f"printed twins: {len(shares)}, lowest {min(shares.values()):.4f}")


def test_the_measure_notices_what_is_missing():
    text = "우리 시는 올해 도서관 세 곳을 새로 열었습니다" * 20
    assert agreement(text, text) == 1
    assert agreement(text[:-20], text) < ENOUGH
    assert agreement(text[100:] + text[:100], text) < ENOUGH
    assert coverage(text[:-20], text) < ENOUGH
