# SPDX-License-Identifier: AGPL-3.0-or-later
"""What tells columns of prose, lists and tables of contents from the columns of a table."""

from __future__ import annotations

import re
from itertools import pairwise

from converters.readers.pdf.model import TextLine
from converters.readers.pdf.regions.gutters import is_number

_MARK = re.compile(
    r"^(?:[•●○◦◎□■▪▫◆◇▶▷►※☞✓✔❖➢➤·ㆍ･∙\-–—*ㅇo]"
    r"|[(\[]?(?:\d{1,3}|[가-하]|[A-Za-z]|[ivxIVX]{1,4})[.)\]]{1,2}"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}-\d{1,2}\."
    r"|[①-⑳㉠-㉭㉮-㉻ⓐ-ⓩⅠ-Ⅻⅰ-ⅻ][.)]?"
    r"|제\s?\d{1,3}\s?[편장절관조항])$"
)
_CAPTION = re.compile(
    r"^\s*[<\[【(〈]?\s*(?:표|그림|도표|table|exhibit|figure|chart)\s*[A-Z]{0,2}[\d.\-]",
    re.IGNORECASE,
)
_TYPED_RULE = re.compile(r"^\s*(?:[-–—―─_=━]\s?){8,}$")
_LEADER = re.compile(r"(?:[.·…‥․ㆍ･_]\s?){4,}")
_SENTENCE_END = re.compile(r"[.다요음함임!?。」]\s*$")
_WIDE = 8.0
"""Of the size: narrower columns are too narrow to tell."""
_FULL = 0.72


def is_mark(text: str) -> bool:
    """Whether a text is the mark or the number of a list item or a heading, and nothing else."""
    return bool(_MARK.match(text.strip()))


def is_caption(text: str) -> bool:
    """Whether a text begins as captions of tables and figures do: "<표 2>", "Table 1"."""
    return bool(_CAPTION.match(text))


def is_typed_rule(text: str) -> bool:
    """Whether a text is a rule made with a typewriter: dashes, and nothing else."""
    return bool(_TYPED_RULE.match(text))


def has_leader(text: str) -> bool:
    """Whether dots lead from a name to a page."""
    return bool(_LEADER.search(text))


def is_counting(texts: list[str]) -> bool:
    """Whether texts count, one by one, without a word above: lines of a program, items."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    if len(numbers) < 3 or not texts[0].isdecimal():
        return False
    return len(numbers) >= 0.8 * len(texts) and all(b - a == 1 for a, b in pairwise(numbers))


def is_rising(texts: list[str]) -> bool:
    """Whether texts are numbers that never fall, as the pages of a table of contents."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) >= max(3, 0.8 * len(texts)) and numbers == sorted(numbers)


def is_column_of_prose(lines: list[TextLine], left: float, right: float, size: float) -> bool:
    """Whether lines between two edges run on as sentences do: most of them full, few of figures."""
    width = right - left
    if len(lines) < 2 or width < _WIDE * size:
        return False
    if sum(is_number(line.text) for line in lines) > 0.3 * len(lines):
        return False
    full = sum(line.box.width >= _FULL * width for line in lines)
    return full >= 0.5 * len(lines)


def is_prose(rows: list[list[TextLine]], columns: list[tuple[float, float]], size: float) -> bool:
    """Whether rows that share gutters are columns of prose, and no table."""
    if len(rows) < 4:
        return False
    prose = 0
    wide = 0
    for left, right in columns:
        lines = [
            line
            for row in rows
            for line in row
            if left - size <= line.box.middle[0] <= right + size
        ]
        if right - left >= _WIDE * size:
            wide += 1
            prose += is_column_of_prose(lines, left, right, size)
    return wide >= 2 and prose == wide


def is_list(rows: list[list[TextLine]], columns: list[tuple[float, float]]) -> bool:
    """Whether the first column only holds marks, or leaders go to the last one."""
    several = [row for row in rows if len(row) > 1]
    if not several:
        return False
    marks = sum(is_mark(row[0].text) for row in several)
    leaders = sum(any(has_leader(line.text) for line in row) for row in rows)
    if len(columns) <= 2 and leaders >= 0.5 * len(rows):
        return True
    return len(columns) <= 2 and marks >= 0.6 * len(several)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences and clauses of official texts do."""
    return bool(_SENTENCE_END.search(text))
