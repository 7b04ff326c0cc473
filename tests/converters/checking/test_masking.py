# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is masked tells nobody apart any more, and the checks see that."""

from __future__ import annotations

import pytest

from converters.checking.masking import MASKABLE, masked, masking_edits
from converters.checking.passages import Passage
from converters.checking.personal.finding import find_personal_data
from converters.document.findings import FindingKind
from tests.converters.checking.personal_cases import POSITIVES, cases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("주민등록번호 900101-1234568", "900101-1******"),
        ("휴대폰 010-2345-6789", "010-****-6789"),
        ("휴대폰 01023456789", "010****6789"),
        ("전자우편 hong.gd@naver.com", "ho*****@naver.com"),
        ("카드 4111-1111-1111-1111", "4111-11**-****-****"),
        ("여권번호 M12345678", "M1234****"),
        ("면허 11-12-345678-90", "11-12-******-**"),
        ("차량번호 12가3456", "12가****"),
        ("생년월일 1985. 3. 12.", "1985. *. **."),
        ("서울특별시 강남구 테헤란로 123, 101동 1203호", "서울특별시 강남구 테헤란로 ***"),
    ],
)
def test_what_stays(text, expected):
    (found,) = find_personal_data(Passage(text))
    assert masked(found) == expected


def test_after_masking_no_error_is_left():
    for case in cases(POSITIVES, 480, 11):
        (found,) = find_personal_data(case.passage)
        if found.masked:
            continue
        text = case.text.replace(found.text, masked(found))
        again = find_personal_data(Passage(text, case.labels, case.passage.beside))
        assert all(one.masked for one in again), (case.text, text)


def test_edits_hide_persons_and_leave_offices_alone():
    findings = [
        found
        for text in ("문의: 관광과 02-2133-1234", "홍길동 010-2345-6789", "홍길동(900101-1234568)")
        for found in find_personal_data(Passage(text))
    ]
    made = [(edit.find, edit.text) for edit in masking_edits(findings, MASKABLE)]
    assert made == [("900101-1234568", "900101-1******"), ("010-2345-6789", "010-****-6789")]
    assert masking_edits(findings, [FindingKind.CARD, FindingKind.HEALTH]) == ()
