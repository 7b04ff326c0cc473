# SPDX-License-Identifier: AGPL-3.0-or-later
"""Wrong particles are found; words and verbs that only look so are not."""

from __future__ import annotations

import pytest

from translation.checks.particles import disagreeing


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("공원를", "공원을"), ("도로을", "도로를"), ("시청는", "시청은"), ("정보은", "정보는"),
        ("작업는", "작업은"), ("방식는", "방식은"), ("사람가", "사람이"), ("시간가", "시간이"),
        ("자료이", "자료가"), ("문제이", "문제가"), ("공원와", "공원과"), ("코드과", "코드와"),
        ("바다으로", "바다로"), ("서울으로", "서울로"), ("2을", "2를"), ("10를", "10을"),
    ],
)  # fmt: skip
def test_a_wrong_particle_is_found_with_the_right_one(written, right):
    (found,) = disagreeing(f"시는 {written} 본다.")
    assert (found.written, found.right) == (written, right)
    assert (found.start, found.end) == (3, 3 + len(written))


@pytest.mark.parametrize(
    "text",
    [
        "시민은 도로를 걷는 사람과 강을 본다.", "가을 마을 저녁노을 늦가을 새마을",
        "먹는 있는 없는 잡는 갈아입는 껴안는 했는 남는 밝는", "국가 평가 전문가 상가 분양가 누군가",
        "총무과 복지과 치과 효과", "세종로 경로로 서울로 집으로 새로이 때문에",
        "김지은 뒤이은 결론지은", "많이 같이 아이 나이 차이", "Vue 3는 InceptionV3를 종로3가",
        "1을 2를 3은 4는 10을", "집을 지을 때",
    ],
)  # fmt: skip
def test_what_is_right_or_no_particle_is_left_alone(text):
    assert not list(disagreeing(text))


def test_what_is_only_likely_is_marked_so():
    sure, likely = disagreeing("공원를 사람가")
    assert sure.certain
    assert not likely.certain
