# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hides the part of personal data that tells a person apart, as offices do by hand.

What stays lets a reader see what it was: the date of birth and the sex of a registration number,
the last group of a telephone number, the place of an address without its house.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from converters.document.edits import Do, Edit
from converters.document.findings import Finding, FindingKind, Where

_DIGIT = re.compile(r"[0-9０-９]")
_GROUPS = re.compile(r"[0-9０-９]+")
_HOUSE = re.compile(r"(?<=[로길동리가])\s?[0-9０-９].*$|(?<=길)\s?[0-9０-９].*$")


def _last_digits(count: int) -> Callable[[str], str]:
    """Hide the last ``count`` digits, whatever stands between them."""

    def masked(text: str) -> str:
        places = [match.start() for match in _DIGIT.finditer(text)][-count:]
        return "".join("*" if at in places else sign for at, sign in enumerate(text))

    return masked


def _middle_group(text: str) -> str:
    groups = list(_GROUPS.finditer(text))
    if len(groups) < 3:
        # Without separators: the four digits before the last four.
        places = [match.start() for match in _DIGIT.finditer(text)][-8:-4]
        return "".join("*" if at in places else sign for at, sign in enumerate(text))
    start, end = groups[-2].span()
    return text[:start] + "*" * (end - start) + text[end:]


def _mailbox(text: str) -> str:
    name, at, domain = text.partition("@")
    return name[:2] + "*" * max(3, len(name.rstrip()) - 2) + at + domain


def _house(text: str) -> str:
    return _HOUSE.sub(" ***", text) if _HOUSE.search(text) else _last_digits(99)(text)


def _day(text: str) -> str:
    """Keep the year."""
    groups = list(_GROUPS.finditer(text))
    if len(groups) < 3:
        return _last_digits(4)(text)
    start = groups[0].end()
    return text[:start] + _DIGIT.sub("*", text[start:])


_MASKS: dict[FindingKind, Callable[[str], str]] = {
    FindingKind.RESIDENT_NUMBER: _last_digits(6),
    FindingKind.FOREIGNER_NUMBER: _last_digits(6),
    FindingKind.PASSPORT: _last_digits(4),
    FindingKind.DRIVER_LICENCE: _last_digits(8),
    FindingKind.MOBILE: _middle_group,
    FindingKind.PHONE: _middle_group,
    FindingKind.EMAIL: _mailbox,
    FindingKind.CARD: _last_digits(10),
    FindingKind.ACCOUNT: _last_digits(6),
    FindingKind.VEHICLE_PLATE: _last_digits(4),
    FindingKind.ADDRESS: _house,
    FindingKind.BIRTH_DATE: _day,
}
MASKABLE = frozenset(_MASKS)
"""Kinds that can be hidden in place; words about health or welfare a person has to rewrite."""


def masked(finding: Finding) -> str:
    """Return the text of a finding with what tells a person apart hidden.

    Raises:
        KeyError: its kind is none of ``MASKABLE``.
    """
    return _MASKS[finding.kind](finding.text)


def may_be_masked(finding: Finding) -> bool:
    """Return whether what was found can be hidden by a correction: text on a picture cannot."""
    is_text = finding.place.where is not Where.PICTURE
    return finding.kind in MASKABLE and is_text and not finding.masked


def masking_edits(findings: Iterable[Finding], kinds: Iterable[FindingKind]) -> tuple[Edit, ...]:
    """Return edits that hide what was found of these kinds, an office's own and the masked apart."""
    wanted = MASKABLE & set(kinds)
    texts = {
        finding.text: masked(finding)
        for finding in findings
        if finding.kind in wanted and may_be_masked(finding) and not finding.official
    }
    # The longest first: a number within another one must not cut it up.
    ordered = sorted(texts, key=lambda text: (-len(text), text))
    return tuple(Edit(Do.REPLACE, find=text, text=texts[text]) for text in ordered)
