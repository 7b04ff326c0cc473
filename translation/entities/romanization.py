# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Revised Romanisation of Korean, as road signs and addresses write it.

Source: 국어의 로마자 표기법, the national rules of 2000 with their later changes: letters by
chapter 2, assimilation by chapter 3 clause 1, administrative units behind a hyphen and without
assimilation across it by chapter 3 clause 5. What needs a dictionary (an added ㄴ as in 학여울
or 알약, names of persons) is not known here.
"""

from __future__ import annotations

import re
from itertools import pairwise

_FIRST, _LAST = ord("가"), ord("힣")
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
    "we", "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = (
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ",
    "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
)  # fmt: skip
_INITIAL_LATIN = dict(
    zip(
        _INITIALS,
        ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"),
        strict=True,
    )
)  # fmt: skip
_FINAL_LATIN = {
    "": "",
    "ㄱ": "k",
    "ㄴ": "n",
    "ㄷ": "t",
    "ㄹ": "l",
    "ㅁ": "m",
    "ㅂ": "p",
    "ㅇ": "ng",
}
_CLOSED = {
    "ㄲ": "ㄱ", "ㅋ": "ㄱ", "ㄱㅅ": "ㄱ", "ㄹㄱ": "ㄱ", "ㄴㅈ": "ㄴ", "ㄴㅎ": "ㄴ", "ㅅ": "ㄷ", "ㅆ": "ㄷ",
    "ㅈ": "ㄷ", "ㅊ": "ㄷ", "ㅌ": "ㄷ", "ㅎ": "ㄷ", "ㄹㅂ": "ㄹ", "ㄹㅅ": "ㄹ", "ㄹㅌ": "ㄹ", "ㄹㅎ": "ㄹ",
    "ㄹㅁ": "ㅁ", "ㄹㅍ": "ㅂ", "ㅍ": "ㅂ", "ㅂㅅ": "ㅂ",
}  # fmt: skip
"""The seven sounds that can close a syllable, of the letters that do."""
_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅂ": "ㅍ", "ㅈ": "ㅊ"}
_PALATAL = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}
_BEFORE_I, _YEO = 20, 6
_VERB_FINALS = {_BEFORE_I: ("", "ㄴ", "ㄹ"), _YEO: ("", "ㅆ")}
"""What closes 히 and 혀 in forms of a verb; 현 and 형 are of nouns."""
_ROAD_AFTER_N = re.compile(r"[가-힣]{2}(?<!난)로$")
"""A road named after a word keeps its ㄴ (신문로); 난로 is one word."""
_Y_VOWELS = frozenset({2, 6, 12, 17, 20})
_DOUBLED = {"ㄲ": ("", "ㄲ"), "ㅆ": ("", "ㅆ")}
_ROAD = re.compile(r"^([가-힣]+?)(대로|로|길)(?:(\d+)(번?길|가길)?)?$")
_ROAD_LATIN = {"대로": "daero", "로": "ro", "길": "gil", "번길": "beon-gil", "가길": "ga-gil"}
_UNIT = re.compile(r"^([가-힣]+)(도|시|군|구|읍|면|리|동)$")


def romanize(text: str) -> str:
    """Return ``text`` with its Hangul syllables in Latin letters, all small; the rest as it is."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and _FIRST <= ord(text[end]) <= _LAST:
            end += 1
        if end > at:
            parts.append(_word(text[at:end]))
            at = end
        else:
            parts.append(text[at])
            at += 1
    return "".join(parts)


def romanize_road(name: str) -> str:
    """Return the road ``name`` as its sign says it: 세종대로 -> Sejong-daero."""
    found = _ROAD.match(name)
    if not found:
        return romanize(name).capitalize()
    stem, kind, number, branch = found.groups()
    road = f"{romanize(stem).capitalize()}-{_ROAD_LATIN[kind]}"
    if not number:
        return road
    return f"{road} {number}-{_ROAD_LATIN[branch]}" if branch else f"{road} {number}"


def _word(word: str) -> str:
    """Return the letters of a word of syllables, with its assimilations."""
    sounds = [_sounds(syllable) for syllable in word]
    for before, after in pairwise(sounds):
        before[2], after[0] = _meeting(before[2], after)
    if _ROAD_AFTER_N.search(word) and _FINALS[(ord(word[-2]) - _FIRST) % 28] == "ㄴ":
        sounds[-2][2], sounds[-1][0] = "ㄴ", "ㄴ"
    latin = ""
    ended = ""
    for initial, vowel, final in sounds:
        # ㄹㄹ is ll (chapter 2 clause 2, note 2).
        own = "l" if initial == "ㄹ" and ended == "ㄹ" else _INITIAL_LATIN[initial]
        ended = _CLOSED.get(final, final)
        latin += own + _VOWELS[int(vowel)] + _FINAL_LATIN[ended]
    return latin


def _sounds(syllable: str) -> list[str]:
    number = ord(syllable) - _FIRST
    return [_INITIALS[number // 588], str(number % 588 // 28), _FINALS[number % 28]]


def _meeting(final: str, after: list[str]) -> tuple[str, str]:
    """Return a final and the initial of the syllable ``after`` it as they sound together."""
    initial, vowel, last_of_after = after
    if not final:
        return final, initial
    if initial == "ㅇ":
        return _linked(final, int(vowel))
    last = final[-1]
    if last == "ㅎ" and initial in _ASPIRATED:
        return final[:-1], _ASPIRATED[initial]
    if initial == "ㅎ":
        return _before_hieut(final, int(vowel), last_of_after)
    closed = _CLOSED.get(final, final)
    if initial in "ㄴㅁ" and closed in _NASAL:
        return _NASAL[closed], initial
    if initial == "ㄹ":
        if closed in _NASAL:
            return _NASAL[closed], "ㄴ"
        if closed in ("ㅁ", "ㅇ"):
            return closed, "ㄴ"
        if closed == "ㄴ":
            return "ㄹ", "ㄹ"
    if initial == "ㄴ" and closed == "ㄹ":
        return "ㄹ", "ㄹ"
    return closed, initial


def _linked(final: str, vowel: int) -> tuple[str, str]:
    """Return what a final becomes before a vowel: it moves over, ㅇ stays, ㅎ falls."""
    if final == "ㅇ":
        return final, "ㅇ"
    if final in _DOUBLED:
        return _DOUBLED[final]
    left, moved = final[:-1], final[-1]
    if moved == "ㅎ":
        return ("", left) if left else ("", "ㅇ")
    if vowel == _BEFORE_I and moved in _PALATAL:
        moved = _PALATAL[moved]
    return left, moved


def _before_hieut(final: str, vowel: int, last: str) -> tuple[str, str]:
    """Verbs (히, 혀 and their endings) join the h, ㄷ before it is ch: 잡혀 -> japyeo.

    Nouns keep it: 묵호 -> Mukho (chapter 3 clause 1, note 4).
    """
    if last in _VERB_FINALS.get(vowel, ()):
        if final in ("ㄷ", "ㅌ", "ㄴㅈ"):
            return final[:-1].replace("ㅌ", ""), "ㅊ"
        if final and final[-1] in _ASPIRATED:
            return final[:-1], _ASPIRATED[final[-1]]
    return _CLOSED.get(final, final), "ㅎ"
