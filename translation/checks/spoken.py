# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of Vietnamese, Chinese and Japanese text as the recognition of entities reads them.

Vietnamese writes 1.200.000 and 3,5, says numbers in words (mười chín) and counts the months
(tháng Chín); Chinese and Japanese have characters for them (十九) and count decades by
centuries (20世纪60年代).
"""

from __future__ import annotations

import re

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "兩": 2,
    "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_TENS = {"mười": 10, "mươi": 10, "trăm": 100, "十": 10, "百": 100, "千": 1000}
_WORD = "|".join(word for word in (*_UNITS, *_TENS) if len(word) > 1 and word != "năm")
_SAID = rf"(?:{_WORD}|năm(?!\s*\d))"
_VIETNAMESE = re.compile(rf"(?<!\w){_SAID}(?:\s+{_SAID})*(?!\w)", re.IGNORECASE)
_CHARACTERS = re.compile("[〇零一二两兩三四五六七八九十百千]+")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?!\d)")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_DECADE = re.compile(r"(\d{1,2})\s?世[纪紀]\s?(\d0)\s?年代")


def with_digits(text: str, language: str) -> str:
    """Return ``text`` with its numbers in digits, "," between thousands and "." before decimals.

    A word may be no number (năm is a year, 一 in many words): a number too many does no harm
    where only missing ones are looked for.
    """
    if language == "vi":
        points = text if re.search(r"\d,\d{3}(?!\d)", text) else _DECIMAL.sub(".", text)
        grouped = _GROUPED.sub(lambda found: found[0].replace(".", ","), points)
        return _VIETNAMESE.sub(lambda found: _value(found[0].lower().split()), grouped)
    if language in ("zh", "ja"):
        digits = _CHARACTERS.sub(lambda found: _value(list(found[0])), text)
        return _DECADE.sub(lambda found: str(int(found[1]) * 100 - 100 + int(found[2])), digits)
    return text


def _value(words: list[str]) -> str:
    """Return the digits of a number in words; units in a row are digits (二〇二六)."""
    total = digit = 0
    for word in words:
        if word in _TENS:
            total += (digit or 1) * _TENS[word]
            digit = 0
        else:
            digit = digit * 10 + _UNITS[word]
    return str(total + digit)
