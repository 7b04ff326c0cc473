# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds entities, the longest reading first: an address before a date before a number."""

from __future__ import annotations

import re

from translation.entities.kinds import Entity, EntityKind
from translation.entities.numerals import NUMBER
from translation.entities.rendering import renderings

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PATTERNS: tuple[tuple[EntityKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (EntityKind.URL, r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#@!$&'*+;=%]*[A-Za-z0-9/]"),
        (EntityKind.EMAIL, r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"),
        (EntityKind.PHONE, r"(?<![\d-])(?:\+82-?)?\(?0?\d{1,2}\)?[- ]\d{3,4}-\d{4}(?![\d-])|(?<![\d-])1\d{3}-\d{4}(?![\d-])"),
        (EntityKind.ARTICLE, r"제\d+조(?:의\d+)?(?:\s?제\d+항)?(?:\s?제\d+호)?"),
        (EntityKind.ADDRESS, r"[가-힣]{1,8}(?:대로|(?<!으)로|길)(?:\d+(?:번길|가길|길))?\s\d+(?:-\d+)?(?![\d.,:%가-힣]|\s[년월일만억천명개회])"),
        (EntityKind.DATE, r"(?:단기\s?)?\d{4}\s?년\s?\d{1,2}\s?월(?:\s?\d{1,2}\s?일)?|(?<!\d)(?:\d{4}|[’'‘]\d{2})\.\s?\d{1,2}\.\s?\d{1,2}\b\.?|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|\d{4}(?=\s?(?:회계연도|학년도))|\d{1,2}\s?월\s?\d{1,2}\s?일"),
        (EntityKind.DATE, rf"\d{{1,2}} {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?!\d)(?:, \d{{4}})?"),
        (EntityKind.TIME, r"(?:오전|오후)\s?\d{1,2}시(?:\s?\d{1,2}분)?|(?<![\d:])\d{1,2}:\d{2}(?![\d:])(?:\s?[ap]\.?m\b)?"),
        (EntityKind.CODE, r"\b[A-Z]{2,8} \d{3,6}\b|\b[A-Z]{1,6}-\d+[A-Za-z0-9\-]*|(?<![A-Za-z0-9.])\d+(?:\.\d+)*[a-rt-z]\b(?!/)"),
        (EntityKind.MONEY, rf"(?:US\$|[$₩€£]|KRW\s)\s?(?:{NUMBER.pattern})|(?:{NUMBER.pattern})\s?(?:(?:백만|천)?원(?![가-힣]*[자소])(?:/(?:달러|유로))?|달러|유로|won\b|dollars\b)"),
        (EntityKind.NUMBER, NUMBER.pattern),
    )
)  # fmt: skip


def find_entities(text: str, source: str, target: str) -> tuple[Entity, ...]:
    """Return the entities of ``text`` in order; their spans do not overlap.

    Args:
        text: the source text.
        source: its language, BCP 47.
        target: the language of the renderings, BCP 47.
    """
    taken = [False] * len(text)
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if start == end or any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            written = renderings(kind, match[0], source, target)
            found.append(Entity(kind, start, end, match[0], written))
    return tuple(sorted(found, key=lambda entity: entity.start))
