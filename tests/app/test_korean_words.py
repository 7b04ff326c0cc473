# SPDX-License-Identifier: AGPL-3.0-or-later
"""One word for one thing, and the words that office workers know from Windows and Hangul."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from app.i18n import Language
from app.services.manual import manual
from tests.conftest import REPOSITORY

CATALOGUE = REPOSITORY / "assets" / "locale" / "ko" / "LC_MESSAGES" / "hanji.po"
INSTEAD = {
    "고르기": "선택 (파일 선택, 폴더 선택)",
    "쓰지 않을 말": "금지어",
    "못 미더운": "신뢰도 낮은",
    "빠진": "누락된",
    "확신": "신뢰도",
    "검토함": "확정함",
    "의견": "메모",
    "구간": "문장 (of a translation)",
    "빼먹은": "누락된",
    "데이타": "데이터",
    "어플리케이션": "프로그램",
    "디렉토리": "폴더",
    "디렉터리": "폴더",
    "클릭하세요": "누르십시오",
}
"""A word that is not used, and what is said instead."""


def sentences() -> list[tuple[str, str]]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="ko")
    said = []
    for message in catalogue:
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        said += [(str(message.id), word) for word in words if message.id]
    return said


@pytest.mark.parametrize("word", list(INSTEAD))
def test_the_window_and_the_commands_use_the_known_words(word):
    wrong = [(english, korean) for english, korean in sentences() if word in korean]
    assert wrong == [], INSTEAD[word]


@pytest.mark.parametrize("word", list(INSTEAD))
def test_the_manual_uses_the_known_words(word):
    for page in manual(Language.KOREAN):
        assert word not in page.text, (page.topic, INSTEAD[word])


def test_every_sentence_is_there_in_korean():
    assert [english for english, korean in sentences() if not korean] == []


def test_what_the_manual_calls_a_button_is_one():
    """Words in square brackets are those of the window; a place for keys or a link follows them."""
    said = {korean.rstrip("…") for _, korean in sentences()}
    for page in manual(Language.KOREAN):
        text = re.sub(r"```.*?```", "", page.text, flags=re.DOTALL)
        for name in re.findall(r"\[([^\]]+)\](?!\()", text):
            assert name.rstrip("…") in said or name == "도움말", (page.topic, name)
