# SPDX-License-Identifier: AGPL-3.0-or-later
"""Overlapped characters (글자 겹침): "1" and "0" in a circle print as ⑩."""

from __future__ import annotations

from converters.source.numbers import circled_digits

# The frame may stand before the text as a character of its own.
_FRAMES = "◯○●⬤□■▢△▲☼☀◇◆♲♺♻⃝⃞"
_CIRCLES = (1, 2)
_CIRCLED_GANADA = dict(
    zip("가나다라마바사아자차카타파하", "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻", strict=True)
)
_CIRCLED_JAMO = dict(
    zip("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", "㉠㉡㉢㉣㉤㉥㉦㉧㉨㉩㉪㉫㉬㉭", strict=True)
)
_CIRCLED_HANJA = dict(zip("一二三四五六七八九十", "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", strict=True))
_CIRCLED = _CIRCLED_GANADA | _CIRCLED_JAMO | _CIRCLED_HANJA


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
    if inner.isascii() and inner.isdigit():
        return circled_digits(int(inner)) if int(inner) <= 50 else inner
    if len(inner) == 1 and inner.isascii() and inner.isalpha():
        first = 0x24B6 if inner.isupper() else 0x24D0
        return chr(first + ord(inner.lower()) - ord("a"))
    return _CIRCLED.get(inner, inner)
