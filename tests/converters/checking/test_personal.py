# SPDX-License-Identifier: AGPL-3.0-or-later
"""Personal data is found, what looks like it is left alone, and an office's own is told apart."""

from __future__ import annotations

from collections import Counter

import pytest

from converters.checking.checks import check_document
from converters.checking.passages import Passage, passages_of
from converters.checking.personal.finding import find_personal_data
from converters.checking.personal.identity import has_check_digit
from converters.checking.personal.payment import passes_luhn
from converters.document.findings import Finding, FindingKind, Grade
from converters.document.metadata import Metadata
from converters.document.nodes import Cell, Document, Heading, Paragraph, Row, Table, Text
from tests.converters.checking.personal_cases import NEGATIVES, POSITIVES, Case, cases


def found_in(text: str, *labels: str) -> list[Finding]:
    return list(find_personal_data(Passage(text, labels)))


def said_of(case: Case) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in find_personal_data(case.passage)]


@pytest.mark.parametrize("seed", [7, pytest.param(2811, marks=pytest.mark.slow)])
def test_precision_and_recall_over_thousands(seed):
    right = missing = wrong = 0
    for case in cases(POSITIVES, 2_000, seed):
        found, expected = Counter(said_of(case)), Counter(case.expected)
        agreed = (found & expected).total()
        right += agreed
        missing += expected.total() - agreed
        wrong += found.total() - agreed
    for case in cases(NEGATIVES, 2_000, seed + 1):
        wrong += len(said_of(case))
    assert right / (right + wrong) >= 0.99
    assert right / (right + missing) >= 0.98


def test_what_is_masked_is_a_note_and_says_so():
    for case in cases(POSITIVES, 400, 5):
        (found,) = find_personal_data(case.passage)
        assert found.masked is case.masked, case
        if case.masked:
            assert found.grade is Grade.NOTE


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("문의: 관광정책과 02-2133-1234", True),
        ("대표전화 1588-1234", True),
        ("무료 상담 080-123-4567", True),
        ("담당부서 관광과 책임자 과장 홍길동 (02-2133-2771)", True),
        ("신청인 자택 02-345-6789", False),
        ("홍길동 031-345-6789", False),
        ("webmaster@mycompany.co.kr", True),
        ("kim.cs@korea.kr", True),
        ("kim.cs@naver.com", False),
        ("가상계좌 농협 790-1234-5678-90 (예금주: 서울특별시)", True),
        ("국민은행 123456-04-123456 (예금주: 홍길동)", False),
        ("서울특별시 중구 세종대로 110 서울시청", True),
        ("서울특별시 강남구 테헤란로 123, 101동 1203호", False),
    ],
)
def test_an_office_is_told_from_a_person(text, official):
    (found,) = found_in(text)
    assert found.official is official
    assert (found.grade is Grade.NOTE) is official


@pytest.mark.parametrize(
    "text",
    [
        "생년월일이 2000. 1. 1. 이후인 사람",
        "박지성 선수(1981. 2. 25.~)",
        "이순신(1545. 4. 28.~1598)",
        "문의 02-000-0000",
        "수집 항목: 주민등록번호, 여권번호, 계좌번호",
        "1592-1598년 임진왜란",
        "대판 1999. 6. 22. 99다7008",
        "기초생활수급자 지원 사업, 장애 2급 이상",
        "주문번호 2026-0305-1234-5678",
        "예) 900101-1234567",
    ],
)
def test_what_only_looks_like_it(text):
    assert found_in(text) == []


def test_a_label_without_an_agreeing_check_digit_is_a_doubt_and_no_error():
    (found,) = found_in("주민등록번호 900101-1234567")
    assert (found.grade, found.doubt) == (Grade.NOTE, "checksum")


def test_the_nearest_label_decides():
    kinds = [one.kind for one in found_in("계좌 110-123-456789, 전화 02-345-6789")]
    assert kinds == [FindingKind.ACCOUNT, FindingKind.PHONE]
    assert found_in("M12345678") == []
    assert [one.kind for one in found_in("M12345678", "여권번호")] == [FindingKind.PASSPORT]


def table(*rows: tuple[str, ...]) -> Table:
    return Table(
        tuple(Row(tuple(Cell((Paragraph((Text(text),)),)) for text in row)) for row in rows)
    )


def test_a_list_of_people_is_read_by_its_heads():
    people = table(
        ("연번", "성명", "여권번호", "건강"),
        ("1", "홍길동", "M12345678", "지체장애 2급"),
        ("2", "김영희", "S87654321", "-"),
    )
    document = Document(Metadata("명단"), (Heading(1, (Text("참가자"),)), people))
    found = [(one.kind.value, one.text, one.place.chapter) for one in check_document(document)]
    assert ("passport", "M12345678", "참가자") in found
    assert ("passport", "S87654321", "참가자") in found
    assert ("health", "지체장애 2급", "참가자") in found


def test_cells_that_span_keep_the_heads_below_them():
    head = Row(
        (
            Cell((Paragraph((Text("성명"),)),), rowspan=2),
            Cell((Paragraph((Text("신원"),)),), colspan=2),
        )
    )
    below = Row(tuple(Cell((Paragraph((Text(t),)),)) for t in ("여권번호", "생년월일")))
    person = Row(
        tuple(Cell((Paragraph((Text(t),)),)) for t in ("홍길동", "M12345678", "1985.3.12"))
    )
    document = Document(Metadata("t"), (Table((head, below, person), head_rows=2),))
    labels = {one.text: one.labels for one in passages_of(document)}
    assert "여권번호" in labels["M12345678"]
    assert "생년월일" in labels["1985.3.12"]
    assert {one.kind.value for one in check_document(document)} >= {"passport", "birth"}


def test_only_a_line_that_is_a_label_labels_the_next_one():
    made = Document(
        Metadata("t"),
        tuple(
            Paragraph((Text(text),))
            for text in (
                *("국민은행 123456-04-123456", "010-2345-6789"),
                *("이메일: hong@naver.com", "36나9594"),
                *("여권번호", "M12345678"),
                *("계좌번호:", "110-123-456789"),
            )
        ),
    )
    kinds = [one.kind.value for one in check_document(made)]
    assert kinds == ["account", "mobile", "email", "plate", "passport", "account"]


def test_check_digits():
    assert has_check_digit("9001011234568")
    assert not has_check_digit("9001011234567")
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")
