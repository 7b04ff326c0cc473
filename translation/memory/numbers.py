# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts that differ in numbers only, and their translations with the right numbers."""

from __future__ import annotations

import re
from collections import Counter

from translation.inline_codes import Coded, coded

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def differ_in_numbers_only(one: str, other: str) -> bool:
    """Whether the texts are equal but for their numbers."""
    return one != other and _NUMBER.sub("\0", one) == _NUMBER.sub("\0", other)


def adapted(old: str, new: str, target: Coded) -> Coded | None:
    """Return ``target`` with the numbers of ``new`` in place of those of ``old``.

    None where it is not safe: a number stands for two others, or the target does not have
    the numbers of its source, as when one is written as a word.
    """
    numbers = _NUMBER.findall(old)
    change: dict[str, str] = {}
    for before, after in zip(numbers, _NUMBER.findall(new), strict=True):
        if change.setdefault(before, after) != after:
            return None
    if Counter(_NUMBER.findall(target.text)) != Counter(numbers):
        return None
    moved = coded(
        [
            _NUMBER.sub(lambda found: change.get(found[0], found[0]), part)
            if isinstance(part, str)
            else part
            for part in target.parts
        ]
    )
    # A number that a code cuts in two is read otherwise with the code than without.
    wanted = Counter(change[number] for number in numbers)
    return moved if Counter(_NUMBER.findall(moved.text)) == wanted else None
