# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Regular expressions of SRX files as Python's, without those that could take for ever.

SRX uses the expressions of ICU. Classes of Unicode categories ("\p{Lu}") become ranges, and
an expression is refused where a repetition stands around another one, or looks back.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

_LONGEST = 4000
_CATEGORY = re.compile(r"\\([pP])\{(\^?)([A-Z][a-z]?)\}")
_CODE_POINT = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")
_REFUSED = re.compile(r"\\[1-9]|\\[kgGXRN]|\(\?P|\(\?<|\(\?>|\(\?[a-zA-Z#(]")
_POSSESSIVE = re.compile(r"[*+?}]\+")
_REPEATED = re.compile(r"[*+]|\{\d*,\d*\}|\{\d{2,}\}")


class UnsafePatternError(ValueError):
    """An expression that is wrong, unknown or could take for ever."""


def compiled(expression: str, suffix: str = "") -> re.Pattern[str]:
    """Return an expression of an SRX file, ready to use, followed by ``suffix``.

    Raises:
        UnsafePatternError: it is not of the subset that is understood.
    """
    if len(expression) > _LONGEST:
        raise UnsafePatternError(expression[:40])
    _check(expression)
    try:
        return re.compile(f"(?:{_in_python(expression)}){suffix}")
    except (re.error, OverflowError, RecursionError, ValueError) as error:
        raise UnsafePatternError(expression[:40]) from error


def _check(expression: str) -> None:
    bare = re.sub(r"\\\\", "", expression)
    if _REFUSED.search(bare):
        raise UnsafePatternError(expression[:40])
    # What stands in brackets is one character; escaped signs are none.
    plain = re.sub(r"\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\.", "x", bare)
    plain = re.sub(r"\[\^?\]?[^\]]*\]", "x", plain)
    if _POSSESSIVE.search(plain):
        raise UnsafePatternError(expression[:40])
    opened: list[bool] = []
    at = 0
    while at < len(plain):
        if plain[at] == "(":
            opened.append(False)
        elif plain[at] == ")" and opened:
            inner = opened.pop()
            repeated = _REPEATED.match(plain, at + 1)
            # An inner repetition of a few characters, repeated a few times, is bounded.
            if inner and repeated and not re.match(r"\{\d,\d\}", repeated[0]):
                raise UnsafePatternError(expression[:40])
            if opened and (inner or repeated):
                opened[-1] = True
        elif opened and _REPEATED.match(plain, at):
            opened[-1] = True
        at += 1


def _in_python(expression: str) -> str:
    found: list[str] = []
    at, in_class = 0, False
    while at < len(expression):
        category = _CATEGORY.match(expression, at)
        point = _CODE_POINT.match(expression, at)
        if category:
            negative = (category[1] == "P") != bool(category[2])
            ranges = _ranges(category[3], negative)
            found.append(ranges if in_class else f"[{ranges}]")
            at = category.end()
        elif point:
            if int(point[1], 16) > sys.maxunicode:
                raise UnsafePatternError(expression[:40])
            found.append(f"\\U{int(point[1], 16):08x}")
            at = point.end()
        elif expression[at] == "\\":
            pair = expression[at : at + 2]
            found.append({"\\h": r" \t" if in_class else r"[ \t]", "\\z": r"\Z"}.get(pair, pair))
            at += 2
        else:
            if expression[at] == "[":
                if in_class:
                    raise UnsafePatternError(expression[:40])
                in_class = True
            elif expression[at] == "]":
                in_class = False
            found.append(expression[at])
            at += 1
    return "".join(found)


@cache
def _ranges(category: str, negative: bool) -> str:
    """Return the inside of a class with all characters of a category, such as "Lu" or "P"."""
    found: list[str] = []
    start: int | None = None
    for point in range(sys.maxunicode + 2):
        is_in = point <= sys.maxunicode and (
            unicodedata.category(chr(point)).startswith(category) != negative
        )
        if is_in and start is None:
            start = point
        elif not is_in and start is not None:
            found.append(f"\\U{start:08x}-\\U{point - 1:08x}")
            start = None
    if not found:
        raise UnsafePatternError(category)
    return "".join(found)
