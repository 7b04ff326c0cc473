# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of headings in another language: "제2장" is "Chapter 2" in an English book.

Only the legal and editorial divisions that have one name are turned; "가.", "Ⅰ." and "①"
are marks in any language and stay.
"""

from __future__ import annotations

import re

_DIVISION = re.compile(r"^제\s?(\d{1,4})\s?(편|부|장|절|관|조|항|호)(?:의\s?(\d{1,3}))?$")
_WORDS = {
    "en": {
        "편": "Part", "부": "Part", "장": "Chapter", "절": "Section", "관": "Subsection",
        "조": "Article", "항": "Paragraph", "호": "Subparagraph",
    },
    "vi": {
        "편": "Phần", "부": "Phần", "장": "Chương", "절": "Mục", "관": "Tiểu mục",
        "조": "Điều", "항": "Khoản", "호": "Điểm",
    },
    "ja": {
        "편": "編", "부": "部", "장": "章", "절": "節", "관": "款", "조": "条", "항": "項", "호": "号",
    },
    "zh": {
        "편": "编", "부": "部", "장": "章", "절": "节", "관": "款", "조": "条", "항": "款", "호": "项",
    },
}  # fmt: skip


def label_in(label: str, source: str, target: str) -> str:
    """Return the number of a heading in ``target``; as it is where no rule knows it."""
    words = _WORDS.get(target.partition("-")[0])
    found = _DIVISION.match(label.strip())
    if source.partition("-")[0] != "ko" or words is None or found is None:
        return label
    number, division, branch = found.groups()
    if target.partition("-")[0] in ("ja", "zh"):
        of = {"ja": "の", "zh": "之"}[target.partition("-")[0]]
        return f"第{number}{words[division]}{of + branch if branch else ''}"
    return f"{words[division]} {number}{'-' + branch if branch else ''}"
