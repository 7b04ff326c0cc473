# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kinds of attribute values of XLIFF 2 and its modules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Check = Callable[[str], bool]

_NMTOKEN = re.compile(r"[-.:\w·̀-ͯ‿⁀]+")
_PREFIXED = re.compile(r"[^\s:]+:[^\s:]+(?::[^\s:]+)*")
_BCP47 = re.compile(
    # Language with extensions, or private use alone; RFC 5646, section 2.1.
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*"
    r"(?:-x(?:-[a-z\d]{1,8})+)?)"
    r"|x(?:-[a-z\d]{1,8})+"
    r"|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)"
    r"|art-lojban|cel-gaulish|no-(?:bok|nyn)|zh-(?:guoyu|hakka|min|min-nan|xiang)"
    r"|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")


def is_language(value: str) -> bool:
    """Return whether ``value`` is a well-formed BCP 47 tag."""
    return _BCP47.fullmatch(value) is not None


def is_token(value: str) -> bool:
    """Return whether ``value`` is an NMTOKEN of XML."""
    return _NMTOKEN.fullmatch(value) is not None


def is_prefixed(value: str) -> bool:
    """Return whether ``value`` is "prefix:value" of somebody else than the standard."""
    return _PREFIXED.fullmatch(value) is not None and not value.startswith("xlf:")


def one_of(*allowed: str) -> Check:
    """Return a check for a closed list."""
    return frozenset(allowed).__contains__


def between(low: float, high: float) -> Check:
    """Return a check for a decimal number."""
    return lambda value: _DECIMAL.fullmatch(value) is not None and low <= float(value) <= high


def _is_positive(value: str) -> bool:
    return value.isascii() and value.isdigit() and int(value) > 0


def _is_code_point(value: str) -> bool:
    return re.fullmatch(r"(?:[0-9A-Fa-f]{2})+", value) is not None and int(value, 16) < 0x110000


def _is_subtype(value: str) -> bool:
    # Which type they go with is another rule.
    return is_prefixed(value) or value in SUBTYPES


SUBTYPES: Mapping[str, str] = {
    "xlf:lb": "fmt",
    "xlf:pb": "fmt",
    "xlf:b": "fmt",
    "xlf:i": "fmt",
    "xlf:u": "fmt",
    "xlf:var": "ui",
}
"""Reserved sub-types and the type of each; 4.3.1.38."""

TEXT: Check = lambda _: True  # noqa: E731
TOKEN: Check = is_token
TOKENS: Check = lambda value: bool(value.split()) and all(map(is_token, value.split()))  # noqa: E731
YES_NO = one_of("yes", "no")
FIRST_NO = one_of("yes", "firstNo", "no")
DIRECTION = one_of("ltr", "rtl", "auto")
APPLIES_TO = one_of("source", "target")
STATE = one_of("initial", "translated", "reviewed", "final")
CODE_TYPE = one_of("fmt", "ui", "quote", "link", "image", "other")
PRIORITY = one_of(*(str(number) for number in range(1, 11)))
SPACE = one_of("default", "preserve")
PRESERVE = one_of("preserve")
PERCENT = between(0, 100)
NORMALIZATION = one_of("none", "nfc", "nfd")
POSITIVE: Check = _is_positive
CODE_POINT: Check = _is_code_point
SUBTYPE: Check = _is_subtype
PREFIXED: Check = is_prefixed
LANGUAGE: Check = is_language


def is_annotation(value: str) -> bool:
    """Return whether ``value`` is a type of an annotation."""
    return value in ("generic", "comment", "term") or is_prefixed(value)
