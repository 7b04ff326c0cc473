# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers in the formats of Hangul documents: 가나다, ①②③, 一二三, Ⅰ, 갑을병 and the rest.

Format codes are those of HWP 5.0 rev 1.3, 4.2.8 (paragraph heads) and 4.3.10.4
(automatic numbers); OWPML names the same ones in words.
"""

from __future__ import annotations

from collections.abc import Callable

_GANADA = "가나다라마바사아자차카타파하"
_JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_CIRCLED_GANADA = "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻"
_CIRCLED_JAMO = "㉠㉡㉢㉣㉤㉥㉦㉧㉨㉩㉪㉫㉬㉭"
_CIRCLED_HANJA = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_HEAVENLY_HANGUL = "갑을병정무기경신임계"
_HEAVENLY_HANJA = "甲乙丙丁戊己庚辛壬癸"
_SINO_HANGUL = "일이삼사오육칠팔구"
_SINO_HANJA = "一二三四五六七八九"
_FOUR_SYMBOLS = "*†‡§"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
FOUR_SYMBOLS, USER_CHARACTER = 0x80, 0x81


def format_number(number: int, code: int, user_char: str = "") -> str:
    """Return ``number`` as printed in format ``code``.

    Args:
        number: 1 or more; 0 and less print as plain digits.
        code: 0 to 16, 0x80 (four symbols in turn) or 0x81 (the user's character).
        user_char: printed for 0x81, once for each unit of ``number``'s turn.
    """
    if number < 1:
        return str(number)
    if code == USER_CHARACTER and user_char:
        return user_char
    if code == FOUR_SYMBOLS:
        turn, symbol = divmod(number - 1, len(_FOUR_SYMBOLS))
        return _FOUR_SYMBOLS[symbol] * (turn + 1)
    formatter = _FORMATTERS.get(code)
    return str(number) if formatter is None else formatter(number)


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


def _from(letters: str) -> Callable[[int], str]:
    def turned(number: int) -> str:
        turn, letter = divmod(number - 1, len(letters))
        return letters[letter] * (turn + 1) if turn < 4 else str(number)

    return turned


def _circled(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if number <= len(letters) else f"({number})"


def _sino(digits: str, units: str) -> Callable[[int], str]:
    """Return a counter in Sino-Korean: 십일, 이백삼십; plain digits from 10,000 on."""

    def counted(number: int) -> str:
        if number >= 10_000:
            return str(number)
        text = ""
        for power, unit in zip((3, 2, 1, 0), units, strict=True):
            digit = number // 10**power % 10
            if digit:
                text += ("" if digit == 1 and power else digits[digit - 1]) + unit.strip()
        return text

    return counted


def _circled_latin(first: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if number <= 26 else f"({latin(number)})"


_FORMATTERS: dict[int, Callable[[int], str]] = {
    0: str,
    1: circled_digits,
    2: roman,
    3: lambda number: roman(number).lower(),
    4: latin,
    5: lambda number: latin(number).lower(),
    6: _circled_latin(0x24B6),
    7: _circled_latin(0x24D0),
    8: ganada,
    9: _circled(_CIRCLED_GANADA),
    10: _from(_JAMO),
    11: _circled(_CIRCLED_JAMO),
    12: _sino(_SINO_HANGUL, "천백십 "),
    13: _sino(_SINO_HANJA, "千百十 "),
    14: _circled(_CIRCLED_HANJA),
    15: _from(_HEAVENLY_HANGUL),
    16: _from(_HEAVENLY_HANJA),
}
