# SPDX-License-Identifier: AGPL-3.0-or-later
"""Korean text is cut where a Korean reader sees a sentence end, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translation.sentences.korean import sentence_ends


def sentences(text):
    places = [0, *sentence_ends(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(places)]


@pytest.mark.parametrize(
    "text",
    [
        "시는 한지를 만든다.|시민은 책을 읽는다.",
        "언제 열리나요?|다음 달입니다!|꼭 오세요.",
        "예산을 확보함.|하반기에 집행할 예정임.",
        "2026. 11. 22. 개회한다.|이튿날 폐회한다.",
        "기간은 2026. 3. 2. ~ 3. 20.까지로 한다.",
        "사업 기간: 2026. 4. 1. ~ 2026. 12. 31.",
        "’26. 5. 1. 시행한다.|그 뒤에 알린다.",
        "제3조제2항에 따른다.|다만, 제4조는 그러하지 아니하다.",
        "면적은 3.14㎢이다.|인구는 12.5% 늘었다.",
        "1. 목적",
        "가. 사업 개요",
        "2-3. 연구개발비",
        "4.3.9.2.1. 개체 요소",
        "붙임5. 서식",
        "ㄴ. 홀전자 수는 이다.",
        "YYYY. MM. DD",
        "두꺼운 3D.|광원 반대.",
        "다음과 같다.|1. 목적 2. 범위",
        "별표 1의 가. 및 나. 항목을 본다.|끝.",
        "그는 “내일 간다.”라고 말했다.|나는 웃었다.",
        '그는 "내일 간다."고 했다.|나는 웃었다.',
        "“내일 간다.”|그는 문을 닫았다.",
        "(다만, 예외가 있다. 별표를 본다.)|나머지는 같다.",
        "문의: 담당 주무관(02-000-0000). |자세한 내용은 누리집을 본다.",
        "https://seoul.go.kr/a.b?c=d 를 본다.|끝이다.",
        "메일은 hanji@example.go.kr 로 보낸다.",
        "Dr. Kim은 U.S. 정부와 협의했다.|그 결과는 같다.",
        "ABC Co., Ltd. 가 참여했다.",
        "그런데… 아무도 없었다.",
        "정말 그랬다… |모두 떠났다.",
        "추진 현황: 12개소 완료, 3개소 진행 중",
        "올해 추진하고, 내년에 마무리함",
        "왜 그런가?!|모른다.",
        "총 25명이 왔다.|그중 3명은 어린이다.",
        "K. 마르크스의 책이다.",
        "넓이를 구하시오. [4점]",
        "이동한다.|꼬리말도 그렇다. (각주, 미주 포함)",
        "값이 크다.|(표가 없으면 버린다.)",
        "면은 '면이다.', 선은 '선이다.' 등 정한 말을 쓴다.",
        "예산은 1,200만 원이다.|집행률은 98.7%이다.",
    ],
)
def test_cut_where_the_bars_stand(text):
    expected = [part.strip() for part in text.split("|")]
    assert sentences(text.replace("|", " ").replace("  ", " ")) == expected


def test_a_lost_blank_hides_no_sentence():
    assert sentence_ends("글을 쓴다.예를 들면 시다.(산문은 아니다.)") == [6, 15]
    assert sentence_ends("그는 간다.라고 적었다.") == []


@given(st.text())
def test_no_text_fails_or_loses_a_character(text):
    places = [0, *sentence_ends(text), len(text)]
    assert places == sorted(places)
    assert "".join(text[a:b] for a, b in pairwise(places)) == text
