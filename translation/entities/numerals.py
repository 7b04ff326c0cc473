# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values of numbers, whatever their writing: 1,200,000, 1.2 million, 120만, 백이십만."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

_DIGITS = {c: n for n, c in enumerate("영일이삼사오육칠팔구")}
_SMALL = {"십": 10, "백": 100, "천": 1000}
_LARGE = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}
SCALES = {
    **_SMALL, **_LARGE, "万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9,
}  # fmt: skip
_SCALE = r"(?:[십백천]?[만억조]|[십백천](?![가-힣])|[십백천](?=원|만|억)|[万萬億亿兆]|(?:thousand|million|billion|trillion|nghìn|ngàn|triệu|tỷ)\b)"
PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONE = rf"(?:{PLAIN})(?:\s?{_SCALE})?"
NUMBER = re.compile(
    rf"(?:{PLAIN})\s?[십백천]?[만억조](?:\s?(?:{PLAIN})[십백천]?[만억조천]?(?![년월일.\d]))*|{_ONE}",
    re.IGNORECASE,
)
_STEP = re.compile(rf"({PLAIN})\s?({_SCALE})?", re.IGNORECASE)
_HANGUL = re.compile(r"[영일이삼사오육칠팔구십백천만억조경]{2,}")
_ENGLISH = {
    word: n
    for n, words in enumerate(
        (
            "zero", "one first once single a an", "two second twice both double couple pair ii",
            "three third triple iii", "four fourth iv", "five fifth", "six sixth vi", "seven seventh vii",
            "eight eighth viii", "nine ninth ix", "ten tenth decade", "eleven eleventh", "twelve twelfth dozen noon midnight",
            "thirteen thirteenth", "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth",
            "seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth",
        )
    )
    for word in words.split()
}  # fmt: skip
_TENS = {
    word: 10 * n
    for n, words in enumerate(
        [
            "twenty twentieth",
            "thirty thirtieth half",
            "forty fortieth",
            "fifty fiftieth",
            "sixty sixtieth",
            "seventy seventieth",
            "eighty eightieth",
            "ninety ninetieth",
        ],
        2,
    )
    for word in words.split()
}
_SCALED_WORDS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NATIVE = {
    1: "한 하나 첫 첫째", 2: "두 둘 둘째 양 쌍", 3: "세 셋 석 셋째", 4: "네 넷 넉 넷째", 5: "다섯", 6: "여섯",
    7: "일곱", 8: "여덟", 9: "아홉", 10: "열", 11: "열한", 12: "열두", 20: "스무 스물", 30: "반 절반 서른",
}  # fmt: skip


def hangul_numeral(value: int) -> str:
    """Return ``value`` (0 to 10^20 - 1) in Hangul: 1234 -> 천이백삼십사."""
    if value == 0:
        return "영"
    found = ""
    for mark, unit in (*reversed(_LARGE.items()), ("", 1)):
        group = value // unit % 10**4
        if group:
            found += ("" if group == 1 and mark == "만" else _group(group)) + mark
    return found


def _group(value: int) -> str:
    found = ""
    for mark, unit in (*reversed(_SMALL.items()), ("", 1)):
        digit = value // unit % 10
        if digit:
            found += ("" if digit == 1 and mark else "영일이삼사오육칠팔구"[digit]) + mark
    return found


def hangul_value(text: str) -> int | None:
    """Return the value of a numeral in Hangul; None for what is none."""
    total = group = digit = 0
    for letter in text:
        if letter in _DIGITS:
            digit = digit * 10 + _DIGITS[letter]
        elif letter in _SMALL:
            group += (digit or 1) * _SMALL[letter]
            digit = 0
        elif letter in _LARGE:
            total += (group + digit or 1) * _LARGE[letter]
            group = digit = 0
        else:
            return None
    return total + group + digit if text else None


def value_of(text: str) -> Fraction:
    """Return the value of what ``NUMBER`` matched."""
    total = Fraction(0)
    for number, scale in _STEP.findall(text):
        value = Fraction(number.replace(",", ""))
        factor = SCALES.get(scale.lower())
        if scale and factor is None:
            factor = SCALES[scale[0]] * SCALES[scale[1]]
        total += value * (factor or 1)
    return total


def written_values(text: str) -> frozenset[Fraction]:
    """Return the values written in digits, each with its scale."""
    return frozenset(value_of(found[0]) for found in NUMBER.finditer(text))


def spoken_values(text: str) -> frozenset[Fraction]:
    """Return what words of ``text`` may mean as numbers, months too; rather one too many."""
    found: set[int] = set()
    words = re.findall(r"[a-z]+", text.lower())
    for at, word in enumerate(words):
        follower = words[at + 1] if at + 1 < len(words) else ""
        value = _ENGLISH.get(word, _TENS.get(word))
        if value is not None:
            found |= {value, value * _SCALED_WORDS.get(follower, 1)}
            if word in _TENS and _ENGLISH.get(follower, 10) < 10:
                found.add(value + _ENGLISH[follower])
        if word in _SCALED_WORDS or word.rstrip("s") in _SCALED_WORDS:
            found.add(_SCALED_WORDS[word.rstrip("s")])
        for number, name in enumerate(_MONTHS, 1):
            if word in (name, name[:3]):
                found.add(number)
    for value, natives in _NATIVE.items():
        for native in natives.split():
            if re.search(
                rf"(?<![가-힣]){native}(?=\s|번|개|명|가지|배|살|시|달|차|째|층|곳|쪽|사람|$)", text
            ):
                found.add(value)
    for run in _HANGUL.findall(text):
        found.add(hangul_value(run) or 0)
    for number in re.findall(
        r"(?<![가-힣])([일이삼사오육칠팔구])(?=[년월차대번층위등개각중])", text
    ):
        found.add(_DIGITS[number])
    return frozenset(Fraction(value) for value in found)


@lru_cache(maxsize=256)
def values(text: str) -> frozenset[Fraction]:
    """Return all values that ``text`` may state, in digits or words."""
    return written_values(text) | spoken_values(text)
