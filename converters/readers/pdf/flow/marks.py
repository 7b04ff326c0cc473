# SPDX-License-Identifier: AGPL-3.0-or-later
"""Marks at the front of paragraphs: numbers and bullets of headings and list items."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "□■◇◆❏❑▣○●◎◦❍◯•·‧∙▪▫▸▶►▷➢➤✓✔☐☑☞⇒→※★☆-–—*ㅇㆍ･\u25aa\uf0b7"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_SMALL_ROMAN = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ"
_SYLLABLES = "가나다라마바사아자차카타파하"
_LETTERS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CIRCLED_SYLLABLES = "㉮㉯㉰㉱㉲㉳㉴㉵㉶㉷㉸㉹㉺㉻"
_LATIN = "abcdefghijklmnopqrstuvwxyz"

_BULLET = re.compile(
    rf"([{re.escape(BULLETS)}])(?:\s+(?=\S)|(?<=[□■○●◎•◦❍▪▶※])(?=[가-힣A-Za-z(‘“「])"
    # A hanging bullet leaves hardly any room; ○ and ● stand in for digits and names too.
    r"|(?<=[□■◎•◦❍▪▶])(?=\d))"
    # A small letter for a circle, as typewriters had it.
    r"|(o)(?:\s+(?=[가-힣(‘“「])|\t\s*(?=\S))"
    # Any sign that a tab parts from words; digits in circles are numbers.
    r"|([\u2190-\u245f\u2500-\u2775\u2794-\u2bff\U0001f300-\U0001faff])\t\s*(?=\S)"
)
_NUMBERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # Not 2.5, not 2018. 6. 15.
    ("1.", re.compile(r"(\d{1,3})[.．](?!\d)\s*(?!\d{1,2}\.\s?\d)(?=\D)")),
    ("1.1.", re.compile(r"(\d{1,2}(?:[.-]\d{1,2}){1,3})\.?\s+(?=[^\d\s%])")),
    ("1)", re.compile(r"(\d{1,3})\)\s*(?=\S)")),
    ("(1)", re.compile(r"\((\d{1,3})\)\s*(?=\S)")),
    ("[1]", re.compile(r"\[(\d{1,3})\]\s*(?=\S)")),
    ("가.", re.compile(rf"([{_SYLLABLES}])[.．]\s+(?=\S)")),
    ("가)", re.compile(rf"([{_SYLLABLES}])\)\s*(?=\S)")),
    ("(가)", re.compile(rf"\(([{_SYLLABLES}])\)\s*(?=\S)")),
    ("ㄱ.", re.compile(rf"([{_LETTERS}])[.)]\s*(?=\S)")),
    ("①", re.compile(rf"([{_CIRCLED}])\s*(?=\S)")),
    ("㉮", re.compile(rf"([{_CIRCLED_SYLLABLES}])\s*(?=\S)")),
    ("a.", re.compile(r"([a-z])\.\s+(?=\S)")),
    ("a)", re.compile(r"([a-z])\)\s+(?=\S)")),
    ("(a)", re.compile(r"\(([a-z])\)\s+(?=\S)")),
    ("Ⅰ.", re.compile(rf"([{_ROMAN}])(?:[.．]\s*|\s*(?![-–~∼,·‧]))(?=\S)")),
    ("ⅰ.", re.compile(rf"([{_SMALL_ROMAN}])[.)]?\s*(?=\S)")),
    ("제1조", re.compile(r"(제\s?(\d{1,4})\s?[편장절관조](?:의\d+)?)(?=[\s(]|$)\s*")),
)
_ORDERS = {
    "가.": _SYLLABLES, "가)": _SYLLABLES, "(가)": _SYLLABLES, "ㄱ.": _LETTERS, "①": _CIRCLED,
    "㉮": _CIRCLED_SYLLABLES, "a.": _LATIN, "a)": _LATIN, "(a)": _LATIN, "Ⅰ.": _ROMAN,
    "ⅰ.": _SMALL_ROMAN,
}  # fmt: skip
_LEGAL = ("편", "장", "절", "관", "조")


@dataclass(frozen=True, slots=True)
class ListMarker:
    """A number or bullet in front of a paragraph's words."""

    text: str
    """As printed, without the space after it."""
    family: str
    """A number's form ("1.", "(가)", "제1장"), or the bullet itself."""
    ordinal: int | None
    """None for bullets."""
    length: int
    """Characters up to the words."""

    @property
    def is_bullet(self) -> bool:
        """Whether it counts nothing."""
        return self.ordinal is None


def mark_of(text: str) -> ListMarker | None:
    """Return the mark at the very front of ``text``; None where there is none."""
    bullet = _BULLET.match(text)
    if bullet:
        shown = bullet[1] or bullet[2] or bullet[3]
        return ListMarker(shown, shown, None, bullet.end())
    for family, pattern in _NUMBERS:
        match = pattern.match(text)
        if match is None:
            continue
        shown = match[0].strip()
        if family == "제1조":
            kind = next(word for word in _LEGAL if word in match[1])
            return ListMarker(shown, f"제1{kind}", int(match[2]), match.end())
        if family == "1.1.":
            parts = re.split(r"[.-]", match[1])
            return ListMarker(shown, "1." * len(parts), int(parts[-1]), match.end())
        return ListMarker(shown, family, _ordinal(family, match[1]), match.end())
    return None


def _ordinal(family: str, shown: str) -> int:
    order = _ORDERS.get(family)
    return int(shown) if order is None else order.index(shown) + 1
