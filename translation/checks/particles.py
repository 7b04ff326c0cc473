# SPDX-License-Identifier: AGPL-3.0-or-later
"""Korean particles that do not agree with the syllable before them.

Without a dictionary only the cases are told that can hardly be anything else: 를 after a
consonant always is wrong, 는 after one may be the end of a verb (먹는), 가 the end of a noun
(국가), 과 that of a department (총무과). Where words that end so are many, only the syllables
are listed after which there are none; 로 after a consonant (종로) is left alone.
Source: 한글 맞춤법 and 표준국어대사전, entries of the particles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"(?<![가-힣])([가-힣]+|[A-Za-z가-힣]*\d+)(을|를|은|는|이|가|와|과|으로)(?![가-힣A-Za-z0-9])")  # fmt: skip
_RIGHT = {"을": "를", "를": "을", "은": "는", "는": "은", "이": "가", "가": "이", "와": "과", "과": "와", "으로": "로"}  # fmt: skip
_LIKELY = "이가과"
"""Particles after which a mistake is only likely."""
_NAMED = re.compile(r"[A-Za-z][\s.\-]?\d*$")
"""Numbers of versions and models are often read in English: Vue 3는."""
_NIEUN, _RIEUL, _SSANG_SIOT = 4, 8, 20
_CLOSED_DIGITS = frozenset("013678")
_EUL = re.compile(
    r"[가-힣]{0,3}마|(?:늦|초|올|지난|이번)?가|(?:저녁)?노|고|[지나그부이저]|(?:결론|관련|특징)지|뒤이"
)
"""Before 을 in words (마을, 가을, 노을, 고을) and in verbs without their ㅅ (지을)."""
_EUN = re.compile(r"[김이박최정강조윤장임한오서신권황안송류전홍][가시다지나주혜하예소고채세]|(?:결론|관련|매듭|특징|마무리)지|뒤이|더?나|휘저")  # fmt: skip
"""Before 은 in names and in verbs without their ㅅ: 김지은, 결론지은, 뒤이은."""
_STEMS = frozenset(
    "있없않겪깎꺾낚닦묶볶섞엮솎먹막속죽녹썩박찍삭걷듣묻믿닫얻쏟뻗굳돋싣뜯뱉맡붙잡씹뽑접집눕굽줍꼽돕웃짓낫잇붓벗빗씻"
    "솟앗긋젓늦잊맺찾꽂짖찢젖맞갖쫓좇놓쌓낳닿넣찧끊앓잃뚫꿇끓닳읽밝늙긁맑밟핥훑읊옮굶닮삶곪앉얹갚덮엎짚싶남숨참심넘감"
    "품뿜듬받뭉묵"
)
"""Last syllables of verbs and of 있다 and 없다, after which 는 ends the verb."""
_SHARED_STEMS = frozenset("업식입적익담안신금")
"""The same, where nouns end so too (작업, 형식): verbs alone or after another verb."""
_AFTER_VERB = frozenset("아어여려껴싸덧머떠")
_I = frozenset("료시의서도수자비터스드트크프제체우러저류태처보스브루조구녀워버려")
"""Final vowels of many nouns, after which hardly a word ends in 이."""
_GA = frozenset("국평증작문물농상단정병불첨참동업술악축역론험략본명찰극설곡성강협심결감출실능별획직집급책입각력몽용등격공법학속활특석창종삼일육칠팔십백갈택양용")  # fmt: skip
"""Syllables before 가 in words: 국가, 평가, 작가, 분양가, 종로3가."""
_GA_NIEUN = frozenset("간안관건편연년면권환분순준")
"""Final syllables in ㄴ before which no question ends in 가 (큰가, 누군가)."""
_GWA = frozenset("트드프크태체루버저러너녀")
"""Final vowels of nouns that name neither a department nor a subject (총무과, 치과)."""


class Disagreement(NamedTuple):
    """A word with a particle that does not agree."""

    start: int
    end: int
    written: str
    right: str
    certain: bool


def disagreeing(text: str) -> Iterator[Disagreement]:
    """Yield the words of ``text`` whose particle does not agree."""
    for found in _WORD.finditer(text):
        word, particle = found[1], found[2]
        if word[-1].isdigit() and _NAMED.search(text[max(0, found.end(1) - 9) : found.end(1)]):
            continue
        if _is_wrong(word, particle):
            certain = particle not in _LIKELY and not word[-1].isdigit()
            yield Disagreement(*found.span(), found[0], word + _RIGHT[particle], certain)


def _is_wrong(word: str, particle: str) -> bool:
    last = word[-1]
    if last.isdigit():
        closed = last in _CLOSED_DIGITS
        return (particle in "을은" and not closed) or (particle in "를는" and closed)
    if not "가" <= last <= "힣":
        return False
    final = (ord(last) - ord("가")) % 28
    if particle == "으로":
        return final in (0, _RIEUL)
    return _wrong_after_consonant(word, particle, final) if final else _wrong_after_vowel(word, particle)  # fmt: skip


def _wrong_after_vowel(word: str, particle: str) -> bool:
    if particle == "을":
        return not _EUL.fullmatch(word)
    if len(word) < 2:
        return False
    if particle == "은":
        return not _EUN.fullmatch(word)
    return (particle == "이" and word[-1] in _I) or (particle == "과" and word[-1] in _GWA)


def _wrong_after_consonant(word: str, particle: str, final: int) -> bool:
    last = word[-1]
    if particle == "를":
        return True
    if particle == "는":
        verb = last in _SHARED_STEMS and (len(word) == 1 or word[-2] in _AFTER_VERB)
        return final != _SSANG_SIOT and last not in _STEMS and not verb
    if len(word) < 2:
        return False
    if particle == "가":
        return last in _GA_NIEUN if final == _NIEUN else last not in _GA
    return particle == "와"
