# SPDX-License-Identifier: AGPL-3.0-or-later
"""What looks for losses in translations finds them, and takes other writings for what they are."""

from __future__ import annotations

import pytest

from tests.acceptance.translated import Lost, lost


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("3월 5일까지", "by March 5"),
        ("120만 명", "1.2 million people"),
        ("1,200명", "1200 people"),
        ("제3조에 따라", "under Article 3"),
        ("2명", "two people"),
        ("오후 3시", "at 15:00"),
        ("2024. 1. 2.(화)", "2 January 2024 (Tue)"),
        ("문의: a@b.go.kr", "Contact: a@b.go.kr."),
    ],
)
def test_a_value_in_another_writing_is_kept(source: str, target: str) -> None:
    assert lost(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "kind", "text"),
    [
        ("3월까지", "by May", "month", "3월"),
        ("120만 명", "12 million people", "amount", "120만"),
        ("제3조에 따라", "under Article 30", "article", "제3"),
        ("35명", "53 people", "number", "35"),
        ("2024. 1. 2.(화)", "2 February 2024", "month", "1월"),
        ("https://a.kr/b 참고", "see https://a.kr/c", "address", "https://a.kr/b"),
    ],
)
def test_a_changed_value_is_lost(source: str, target: str, kind: str, text: str) -> None:
    assert lost(source, target) == [Lost(kind, text, is_elsewhere=False)]


def test_a_value_that_stands_fewer_times_is_told_apart() -> None:
    assert lost("3명과 3개", "3 people") == [Lost("number", "3", is_elsewhere=True)]
