# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers in the formats of ST_NumberFormat (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from converters.source.numbers import CIRCLED_HANJA, roman, sino_hangul, sino_hanja

_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_NATIVE_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_NATIVE_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_MOST_REPEATS = 30


def formatted(number: int, name: str, pattern: str = "") -> str:
    """Return ``number`` as printed.

    Args:
        number: what was counted; formats that cannot write it give plain digits.
        name: a value of ST_NumberFormat.
        pattern: sequence of the custom format ("001, 002, 003, ...").
    """
    if name in ("none", "bullet"):
        return ""
    if name == "custom":
        first = pattern.split(",")[0].strip()
        return str(number).zfill(len(first)) if first.isdigit() else str(number)
    formatter = _FORMATTERS.get(name)
    if formatter is None or not 0 < number < 1_000_000:
        return str(number)
    return formatter(number)


def _repeated(letters: str) -> Callable[[int], str]:
    """Return a counter that doubles its letters after the last one: z, aa, bb."""

    def counted(number: int) -> str:
        turn, letter = divmod(number - 1, len(letters))
        return letters[letter] * (turn + 1) if turn < _MOST_REPEATS else str(number)

    return counted


def _in_set(letters: str) -> Callable[[int], str]:
    """Return a counter in letters that goes on in plain digits after the last one."""
    return lambda number: letters[number - 1] if number <= len(letters) else str(number)


def _digits(row: str) -> Callable[[int], str]:
    return lambda number: "".join(row[int(digit)] for digit in str(number))


def _signs(first: int, last_number: int) -> Callable[[int], str]:
    """Return a counter in ready-made signs that goes on in plain digits, as Word does."""
    return _in_set("".join(map(chr, range(first, first + last_number))))


def _native_korean(number: int) -> str:
    if number > 99:
        return sino_hangul(number)
    return _NATIVE_TENS[number // 10] + _NATIVE_ONES[number % 10]


def _legal_hanja(number: int) -> str:
    plain = sino_hanja(number)
    return plain.translate(str.maketrans("一二三四五六七八九十百千", "壹貳參四五六七八九拾百仟"))


def _chinese_thousand(
    digits: str, units: str, zero: str, *, bare_ten: bool
) -> Callable[[int], str]:
    """Return a counter with a sign for each power of ten: 二十, 一百〇一; plain digits from 10,000 on.

    Args:
        digits: signs from one to nine.
        units: signs of 1000, 100 and 10.
        zero: stands for a gap between powers.
        bare_ten: whether 10 to 19 begin with the sign of ten alone.
    """

    def counted(number: int) -> str:
        if number >= 10_000:
            return str(number)
        text, gap = "", False
        for power, unit in ((1000, units[0]), (100, units[1]), (10, units[2]), (1, "")):
            digit = number // power % 10
            if digit:
                text += (zero if gap else "") + digits[digit - 1] + unit
                gap = False
            else:
                gap = bool(text) and number % power > 0
        return text[1:] if bare_ten and 9 < number < 20 else text

    return counted


_CHINESE = "一二三四五六七八九"
_to_ninety_nine = _chinese_thousand(_CHINESE, "千百十", "", bare_ten=True)


def _chinese(number: int) -> str:
    """Return 十一, 二十; digit by digit from 100 on: 一○一."""
    return _to_ninety_nine(number) if number < 100 else _digits("○" + _CHINESE)(number)


def _hebrew(number: int) -> str:
    """Return the letters that add up to a number; 15 and 16 spell no name of God."""
    if number >= 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    text = "ת" * (hundreds // 4) + ("", "ק", "ר", "ש")[hundreds % 4]
    if rest in (15, 16):
        return text + ("טו" if rest == 15 else "טז")
    return text + (" יכלמנסעפצ"[rest // 10] + " אבגדהוזחט"[rest % 10]).replace(" ", "")


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number % 100 < 14 else endings.get(number % 10, 'th')}"


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        rest = number % 10
        return _TENS[number // 10 - 2] + (f"-{_ONES[rest]}" if rest else "")
    if number < 1000:
        rest = number % 100
        return f"{_ONES[number // 100]} hundred" + (f" {_cardinal(rest)}" if rest else "")
    return str(number)


def _ordinal_text(number: int) -> str:
    words = _cardinal(number)
    if words.isdigit():
        return _ordinal(number)
    head, dash, last = words.rpartition("-" if "-" in words.rpartition(" ")[2] else " ")
    last = _ORDINALS.get(last, last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return head + dash + last


_FORMATTERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": _repeated("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _repeated("abcdefghijklmnopqrstuvwxyz"),
    "hebrew1": _hebrew,
    "ordinal": _ordinal,
    "cardinalText": lambda number: _cardinal(number).capitalize(),
    "ordinalText": lambda number: _ordinal_text(number).capitalize(),
    "chicago": _repeated("*†‡§"),
    "ganada": _repeated(_GANADA),
    "chosung": _repeated(_CHOSUNG),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "koreanCounting": sino_hangul,
    "koreanLegal": _native_korean,
    "decimalEnclosedCircle": _signs(0x2460, 20),
    "decimalEnclosedCircleChinese": _signs(0x2460, 20),
    "decimalEnclosedFullstop": _signs(0x2488, 20),
    "decimalEnclosedParen": _signs(0x2474, 20),
    "ideographEnclosedCircle": _in_set(CIRCLED_HANJA),
    "ideographTraditional": _in_set(_STEMS),
    "ideographZodiac": _in_set(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12],
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "japaneseCounting": sino_hanja,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese_thousand(_CHINESE, "千百十", "零", bare_ten=True),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese_thousand(_CHINESE, "千百十", "〇", bare_ten=True),
    "japaneseLegal": _legal_hanja,
    "ideographLegalTraditional": _chinese_thousand(
        "壹貳參肆伍陸柒捌玖", "仟佰拾", "零", bare_ten=False
    ),
    "chineseLegalSimplified": _chinese_thousand(
        "壹贰叁肆伍陆柒捌玖", "仟佰拾", "零", bare_ten=False
    ),
    "aiueo": _repeated(_AIUEO),
    "aiueoFullWidth": _repeated(_AIUEO),
    "iroha": _repeated(_IROHA),
    "irohaFullWidth": _repeated(_IROHA),
    "russianLower": _repeated(_RUSSIAN),
    "russianUpper": _repeated(_RUSSIAN.upper()),
    "arabicAlpha": _repeated(_ARABIC_ALPHA),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
    "arabicAbjad": str,
}
