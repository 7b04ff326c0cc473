# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers as Korean documents print them: 가나다, ①②③, 一二三, Ⅰ, 갑을병 and the rest."""

from __future__ import annotations

from collections.abc import Callable

_GANADA = "가나다라마바사아자차카타파하"
JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
CIRCLED_GANADA = "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻"
CIRCLED_JAMO = "㉠㉡㉢㉣㉤㉥㉦㉧㉨㉩㉪㉫㉬㉭"
CIRCLED_HANJA = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
HEAVENLY_HANGUL = "갑을병정무기경신임계"
HEAVENLY_HANJA = "甲乙丙丁戊己庚辛壬癸"
SINO_HANGUL = "일이삼사오육칠팔구"
SINO_HANJA = "一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def circled_digits(number: int) -> str:
    """Return ①, ㉑ or ㊿; plain brackets above 50, where Unicode has no circle."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def roman(number: int) -> str:
    """Return capital Roman digits; plain digits from 4,000 on."""
    if number >= 4000:
        return str(number)
    digits = ""
    for value, letters in _ROMAN:
        while number >= value:
            digits += letters
            number -= value
    return digits


def latin(number: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def ganada(number: int) -> str:
    """Return 가 to 하, then 거 to 허, 고 to 호 and so on, as the program counts on."""
    vowels = (0, 4, 8, 13, 18, 20)  # ㅏ ㅓ ㅗ ㅜ ㅡ ㅣ
    turn, letter = divmod(number - 1, len(_GANADA))
    if turn >= len(vowels):
        return str(number)
    return chr(ord(_GANADA[letter]) + vowels[turn] * 28)


def in_turn(letters: str) -> Callable[[int], str]:
    """Return a counter in letters that come back doubled: ㄱ … ㅎ, ㄱㄱ …; plain digits from the fifth turn on."""

    def turned(number: int) -> str:
        turn, letter = divmod(number - 1, len(letters))
        return letters[letter] * (turn + 1) if turn < 4 else str(number)

    return turned


def circled(letters: str) -> Callable[[int], str]:
    """Return a counter in ready-made circled letters; plain brackets beyond the last."""
    return lambda number: letters[number - 1] if 0 < number <= len(letters) else f"({number})"


def sino_korean(digits: str, units: str) -> Callable[[int], str]:
    """Return a counter in Sino-Korean: 십일, 이백삼십; plain digits from 10,000 on."""

    def counted(number: int) -> str:
        if not 0 < number < 10_000:
            return str(number)
        text = ""
        for power, unit in zip((3, 2, 1, 0), units, strict=True):
            digit = number // 10**power % 10
            if digit:
                text += ("" if digit == 1 and power else digits[digit - 1]) + unit.strip()
        return text

    return counted


def circled_latin(first: int) -> Callable[[int], str]:
    """Return a counter in circled Latin letters from the code point ``first`` on."""
    return lambda number: chr(first + number - 1) if number <= 26 else f"({latin(number)})"


sino_hangul = sino_korean(SINO_HANGUL, "천백십 ")
sino_hanja = sino_korean(SINO_HANJA, "千百十 ")
circled_hanja = circled(CIRCLED_HANJA)

_CIRCLED = dict(
    zip(
        _GANADA + JAMO + SINO_HANJA + "十",
        CIRCLED_GANADA + CIRCLED_JAMO + CIRCLED_HANJA,
        strict=True,
    )
)
# Combining marks that set a frame around the character before.
_AROUND = {"○": "\u20dd", "□": "\u20de", "◇": "\u20df", "△": "\u20e4"}


def ready_made_circle(text: str) -> str:
    """Return what Unicode has for ``text`` in a circle: ①, ⓐ, ㉮; empty where it has nothing."""
    if text.isascii() and text.isdigit():
        return circled_digits(int(text)) if 0 < int(text[:3]) <= 50 and len(text) < 3 else ""
    if len(text) == 1 and text.isascii() and text.isalpha():
        first = 0x24B6 if text.isupper() else 0x24D0
        return chr(first + ord(text.lower()) - ord("a"))
    return _CIRCLED.get(text, "")


def enclosed(text: str, frame: str) -> str:
    """Return ``text`` in a frame (○ □ ◇ △); in brackets where it is longer than a character."""
    circled_text = ready_made_circle(text) if frame == "○" else ""
    if circled_text:
        return circled_text
    if len(text) == 1:
        return text + _AROUND[frame]
    return f"({text})" if frame == "○" else f"[{text}]"
