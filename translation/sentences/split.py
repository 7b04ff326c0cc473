# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences of any language: Korean by its own rules, others by SRX."""

from __future__ import annotations

from functools import cache

from translation.sentences import korean, srx


def sentence_ends(text: str, language: str) -> list[int]:
    """Return the offsets at which a new sentence starts, in order, without 0 and the end.

    Whitespace between two sentences belongs to the first.

    Args:
        text: the characters of a unit.
        language: BCP 47 tag; unknown ones are cut as languages in Latin script are.
    """
    if language.lower().split("-")[0] == "ko":
        return korean.sentence_ends(text)
    return srx.sentence_ends(text, _rules(language))


@cache
def _rules(language: str) -> tuple[srx.SegmentationRule, ...]:
    return srx.own_rules().of(language)
