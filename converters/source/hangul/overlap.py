# SPDX-License-Identifier: AGPL-3.0-or-later
"""Overlapped characters (글자 겹침): "1" and "0" in a circle print as ⑩."""

from __future__ import annotations

from converters.source.numbers import ready_made_circle

# The frame may stand before the text as a character of its own.
_FRAMES = "◯○●⬤□■▢△▲☼☀◇◆♲♺♻⃝⃞"
_CIRCLES = (1, 2)
# Hancom's private characters for the digits of a number in a sign: the first of each row of ten is
# its 0. By two places and by three; which place a row is for tells its order, not its text's.
_DIGIT_ROWS = (0xF0288, 0xF0292, 0xF0490, 0xF049A, 0xF04A4)
# Numbers 1 to 20 in a sign: a 10 with one from 19 on over it counts on, 10, 11, 12.
_SIGN_OF_ZERO, _SIGN_OF_TEN, _SIGN_OVER_TEN, _LAST_SIGN = 0xF02B0, 0xF02BA, 0xF02C3, 0xF02C8


def overlapped(characters: str, frame: int) -> str:
    """Return overlapped characters as Unicode has them; without their frame where it has none.

    Args:
        characters: what is printed in one place, perhaps led by its frame.
        frame: border type (HWP 5.0 rev 1.3, 4.3.10.11); 1 and 2 are circles.
    """
    inner = characters.strip()
    if len(inner) > 1:
        inner = inner.strip(_FRAMES)
    if frame not in _CIRCLES:
        return inner
    return ready_made_circle(inner) or inner


def number_in_sign(characters: str) -> str:
    """Return the number that Hancom's private characters make over each other; "" where none.

    Args:
        characters: what is printed in one place, as the file has it.
    """
    codes = [ord(character) for character in characters]
    if len(codes) == 2 and codes[0] == _SIGN_OF_TEN and _SIGN_OVER_TEN <= codes[1] <= _LAST_SIGN:
        number = str(_SIGN_OF_TEN - _SIGN_OF_ZERO + codes[1] - _SIGN_OVER_TEN)
        return ready_made_circle(number) or number
    digits = []
    for code in codes:
        row = next((row for row in _DIGIT_ROWS if row <= code < row + 10), None)
        if row is None:
            return ""
        digits.append((row, code - row))
    number = "".join(str(digit) for _, digit in sorted(digits))
    return ready_made_circle(number) or number
