# SPDX-License-Identifier: AGPL-3.0-or-later
"""The number formats of Hangul documents, by the codes that its files store.

Codes are those of HWP 5.0 rev 1.3, 4.2.8 (paragraph heads) and 4.3.10.4
(automatic numbers); OWPML names the same ones in words.
"""

from __future__ import annotations

from collections.abc import Callable

from converters.source.numbers import (
    CIRCLED_GANADA,
    CIRCLED_JAMO,
    HEAVENLY_HANGUL,
    HEAVENLY_HANJA,
    JAMO,
    circled,
    circled_digits,
    circled_hanja,
    circled_latin,
    ganada,
    in_turn,
    latin,
    roman,
    sino_hangul,
    sino_hanja,
)

_FOUR_SYMBOLS = "*†‡§"
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


_FORMATTERS: dict[int, Callable[[int], str]] = {
    0: str,
    1: circled_digits,
    2: roman,
    3: lambda number: roman(number).lower(),
    4: latin,
    5: lambda number: latin(number).lower(),
    6: circled_latin(0x24B6),
    7: circled_latin(0x24D0),
    8: ganada,
    9: circled(CIRCLED_GANADA),
    10: in_turn(JAMO),
    11: circled(CIRCLED_JAMO),
    12: sino_hangul,
    13: sino_hanja,
    14: circled_hanja,
    15: in_turn(HEAVENLY_HANGUL),
    16: in_turn(HEAVENLY_HANJA),
}
