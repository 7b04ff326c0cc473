# SPDX-License-Identifier: AGPL-3.0-or-later
"""Korean particles that do not agree with the syllable before them.

Without a dictionary only the cases are told that can be nothing else, or nearly: 를 after a
consonant always is wrong, 는 after one usually is the end of a verb (먹는). 과 after a vowel
and 로 after a consonant are left alone: departments (총무과) and roads (종로) end so.
Source: 한글 맞춤법 and 표준국어대사전, entries of the particles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(
    r"(?<![가-힣])([가-힣]+|[A-Za-z가-힣]*\d+)(을|를|은|는|이|가|와|으로)(?![가-힣A-Za-z0-9])"
)
_RIGHT = {"을": "를", "를": "을", "은": "는", "는": "은", "이": "가", "가": "이", "와": "과", "으로": "로"}  # fmt: skip
_NAMED = re.compile(r"[A-Za-z][\s.\-]?\d*$")
"""Numbers of versions and models are often read in English: Vue 3는."""
_RIEUL = 8
_NIEUN, _MIEUM, _IEUNG = 4, 16, 21
_CLOSED_DIGITS = frozenset("013678")
_EUL = re.compile(r"[가-힣]{0,3}마|(?:늦|초|올|지난|이번)?가|(?:저녁)?노|고")
"""Before 을 in words: 마을, 가을, 노을, 고을."""
_EUN = frozenset({"가", "시", "다", "보", "수", "사", "조", "지", "나", "부", "이", "그", "고", "저", "주", "혜", "하", "예", "소", "자"})  # fmt: skip
"""Before 은 in names and in adjectives: 보은, 지은, 나은."""
_VERBS = frozenset({"신", "안", "남", "숨", "참", "심", "넘", "감", "담", "품", "뿜", "다듬", "머금", "껴안", "끌어안"})  # fmt: skip
"""Stems in ㄴ and ㅁ, which 는 follows as the end of a verb."""
_I = frozenset("료시의서도수자비터스드트크프")
"""Final vowels of many nouns, after which hardly a word ends in 이."""
_GA = frozenset(
    "국평증작문물농상단정병불첨참동업술악축역론험략본명찰극설곡성강협심결감출실능별획직집급책입각력몽용등격공법학속활특석창종삼일육칠팔십백갈"
)
"""Syllables before 가 in words: 국가, 평가, 작가, 활동가, 종로3가."""


def _final(syllable: str) -> int:
    """Return the number of the final consonant of a Hangul syllable; 0 is none."""
    return (ord(syllable) - ord("가")) % 28


def disagreeing(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, what is written and what is right."""
    for found in _WORD.finditer(text):
        word, particle = found[1], found[2]
        if word[-1].isdigit() and _NAMED.search(text[: found.end(1)]):
            continue
        if _is_wrong(word, particle):
            yield found.start(), found.end(), found[0], word + _RIGHT[particle]


def _is_wrong(word: str, particle: str) -> bool:
    last = word[-1]
    if last.isdigit():
        closed = last in _CLOSED_DIGITS
        return (particle in "을은" and not closed) or (particle in "를는" and closed)
    if not "가" <= last <= "힣":
        return False
    final = _final(last)
    if particle == "으로":
        return final in (0, _RIEUL)
    if not final:
        if particle == "을":
            return not _EUL.fullmatch(word)
        if particle == "은":
            return len(word) > 1 and last not in _EUN
        return particle == "이" and len(word) > 1 and last in _I
    if particle == "를":
        return True
    if particle == "와":
        return len(word) > 1
    if particle == "는":
        if final in (_NIEUN, _MIEUM):
            return len(word) > 1 and not any(word.endswith(verb) for verb in _VERBS)
        return final in (_RIEUL, _IEUNG)
    return particle == "가" and final != _NIEUN and len(word) > 1 and last not in _GA
