# SPDX-License-Identifier: AGPL-3.0-or-later
"""The items of a standard as an office has them in a table of its own: number, words, and what they are about.

The text of KS X 6201 is not in the program. An office that copied its items from the standard names
the table in the settings; each item is then answered by a named person, beside the program's own.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from app.errors import UsageError
from app.i18n import mark
from app.messages import os_reason
from app.services.book.conformity import ConformityItem
from converters.files import read_ordinary

PREFIX = "standard:"
"""How the names of such items begin in files."""
_MOST_BYTES, _MOST_ITEMS, _LONGEST = 1 << 20, 500, 400
_ABOUT = {
    "그림": "images",
    "이미지": "images",
    "표": "tables",
    "수식": "equations",
    "글상자": "text_boxes",
    "제목": "headings",
    "각주": "footnotes",
    "images": "images",
    "tables": "tables",
    "equations": "equations",
    "headings": "headings",
    "footnotes": "footnotes",
}
_HEADS = frozenset({"번호", "number", "no", "no."})
_UNREADABLE = mark("The items of the standard “{path}” cannot be read: {detail}.")
_NO_ITEMS = mark(
    "The file “{path}” has no items of a standard: a CSV table with a number, the words and what they are about (그림, 표, 수식, 글상자, 제목, 각주; empty for the whole book) is wanted. Line {line} is none."
)


def read_standard_items(asked: str) -> tuple[ConformityItem, ...]:
    """Return the items of a table; none where no table is named.

    Args:
        asked: path of a CSV file (UTF-8 or CP949): number, words, and what they are about.

    Raises:
        UsageError: there is no such file, or it is no such table.
    """
    if not asked:
        return ()
    path = Path(asked)
    try:
        data = read_ordinary(path)
    except OSError as error:
        raise UsageError(_UNREADABLE, path=asked, detail=os_reason(error)) from error
    items: dict[str, ConformityItem] = {}
    for line, cells in enumerate(csv.reader(io.StringIO(_text(data[:_MOST_BYTES]))), 1):
        said = [" ".join(cell.split()) for cell in cells]
        if not any(said) or (line == 1 and said[0].casefold() in _HEADS):
            continue
        number, words, about = (*said, "", "", "")[:3]
        known = about in _ABOUT or not about
        if not number or not words or not known or len(items) >= _MOST_ITEMS or number in items:
            raise UsageError(_NO_ITEMS, path=asked, line=line)
        items[number] = ConformityItem(
            f"{PREFIX}{number}",
            f"{number} {words[:_LONGEST]}",
            by_person=True,
            about=_ABOUT.get(about, ""),
        )
    return tuple(items.values())


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp949", "replace")
