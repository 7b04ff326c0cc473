# SPDX-License-Identifier: AGPL-3.0-or-later
"""Field commands become targets that a book may lead to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.source.hangul.fields import instance_of, link_target, memo_number
from converters.source.hangul.overlap import number_in_sign, overlapped


@pytest.mark.parametrize(
    ("command", "target"),
    [
        (r"http\://www.seoul.go.kr;1;0;0;", "http://www.seoul.go.kr"),
        (r"https\://a.kr/b?c=1\;2;1;0;0;", "https://a.kr/b?c=1;2"),
        ("www.seoul.go.kr;1;0;0;", "http://www.seoul.go.kr"),
        (r"mailto\:a@b.kr;2;0;0;", "mailto:a@b.kr"),
        ("a@b.kr;2;0;0;", "mailto:a@b.kr"),
        ("?#968516013;0;1;0;", "#instance:968516013"),
        ("?표1;0;0;0;", "#bookmark:표1"),
        (r"C\:\\Users\\kim\\기안.hwp;3;0;0;", None),
        (r"javascript\:alert(1);1;0;0;", None),
        (r"file\:///etc/passwd;3;0;0;", None),
        ("", None),
    ],
)
def test_targets(command: str, target: str | None) -> None:
    assert link_target(command) == target


def test_instances_and_memos() -> None:
    assert instance_of("?#42;0;1;0;") == 42
    assert instance_of("?이름;0;1;0;") is None
    assert memo_number(r"MEMO/65535/7/315/29659/kim/\;;") == 7
    assert memo_number("본문;") is None


@pytest.mark.slow
@given(st.text())
def test_no_command_leads_out_of_the_schemes_we_know(command: str) -> None:
    target = link_target(command)
    assert (
        target is None
        or target.startswith(
            ("http://", "https://", "ftp://", "HTTP", "FTP", "Http", "Ftp", "mailto:", "#")
        )
        or target.split(":")[0].lower() in ("http", "https", "ftp")
    )


@pytest.mark.parametrize(
    ("characters", "frame", "printed"),
    [
        ("10", 1, "⑩"),
        ("◯10", 1, "⑩"),
        ("가", 1, "㉮"),
        ("A", 2, "Ⓐ"),
        ("◯원", 1, "원"),
        ("□사", 3, "사"),
        ("99", 1, "99"),
    ],
)
def test_overlapped_characters(characters: str, frame: int, printed: str) -> None:
    assert overlapped(characters, frame) == printed


@pytest.mark.parametrize(
    ("characters", "printed"),
    [
        ("\U000f02ba\U000f02c3", "⑩"),
        ("\U000f02ba\U000f02c5", "⑫"),
        ("\U000f0289\U000f0293", "⑪"),
        ("\U000f0293\U000f028a", "㉑"),
        ("\U000f0491\U000f049c\U000f04a7", "123"),
        ("\U000f02ba", ""),
        ("12", ""),
    ],
)
def test_numbers_that_hancom_makes_of_private_characters(characters: str, printed: str) -> None:
    assert number_in_sign(characters) == printed
