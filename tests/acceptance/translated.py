# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a translation kept what it had to: told from the documents alone.

Nothing of the translator is used here: the structure of both documents is laid out node by
node without its words, and numbers, articles, months and addresses are looked for by plain
patterns.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from fractions import Fraction
from typing import Any, get_args

from converters.document.nodes import Document, Inline, Link, NoteRef, Ruby, Text

_WORDS = frozenset(
    {"value", "inlines", "children", "alt", "lang", "text", "title", "origin", "number"}
)
_INLINE = get_args(Inline)


def structure(document: Document) -> list[str]:
    """Return a line for each node below the metadata: its kind and all but its words."""
    rows: list[str] = []
    _lay_out(document.blocks, rows, 0)
    for key in sorted(document.notes):
        rows.append(f"note {key}")
        _lay_out(document.notes[key].blocks, rows, 1)
    return rows


def _lay_out(value: Any, rows: list[str], depth: int) -> None:
    if isinstance(value, (tuple, list)):
        if value and all(isinstance(item, _INLINE) for item in value):
            rows.append(f"{depth} inlines {_inlines(value)}")
            return
        for item in value:
            _lay_out(item, rows, depth)
        return
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return
    facets, below = [], []
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if isinstance(content, (tuple, list)) or (
            dataclasses.is_dataclass(content) and field.name not in _WORDS
        ):
            below.append(content)
        elif field.name not in _WORDS:
            facets.append(f"{field.name}={content!r}")
    rows.append(f"{depth} {type(value).__name__} {' '.join(facets)}")
    for content in below:
        _lay_out(content, rows, depth + 1)


def _inlines(value: Any) -> str:
    """Return what is in a line besides its words: how many of which, whatever their order."""
    found: Counter[str] = Counter()

    def count(some: Any) -> None:
        for inline in some:
            if isinstance(inline, Link):
                found[f"link {inline.target}"] += 1
                count(inline.children)
            elif isinstance(inline, Ruby):
                found["ruby"] += 1
                count(inline.base)
            elif isinstance(inline, NoteRef):
                found[f"note {inline.note_id}"] += 1
            elif not isinstance(inline, Text):
                found[type(inline).__name__] += 1

    count(value)
    return ", ".join(f"{name} x{times}" for name, times in sorted(found.items()))


# ---------------------------------------------------------------- what a reader looks for

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]\"'가-힣]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
_ARTICLE = re.compile(r"제\s*(\d+)\s*(?=[조항호장절편관])")
_AFTERNOON = re.compile(r"오후\s*(\d{1,2})(?=\s*시|:\d)")
_DATE = re.compile(r"(?<![\d.-])([’'‘]?\d{2,4})([.-]) ?(\d{1,2})\2 ?(\d{1,2})(?![\d-]|\.\d)")
_MONTH_OF = re.compile(r"(?<![\d.-])((?:19|20)\d{2})\.\s?(\d{1,2})(?=\.?\s?월)")
_DOTTED = re.compile(r"\d{2,4}\.\d{1,2}\.\d{1,2}|(?:19|20)\d{2}\.\d{1,2}")
_MONTH = re.compile(r"(?<![\d.,])(\d{1,2})\s*월")
_SCALES = {"십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8}
_SCALED = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([십백천]?[만억]|[십백천])(?![가-힣]{0,1}[동면읍리])")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONTHS = "january february march april may june july august september october november december"
_WORDS_OF = {
    word: value
    for names in (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty",
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
        "none once twice thrice",
        "- single both triple",
        "- - double",
        "- - pair",
        "- - two-way",
    )
    for value, word in enumerate(names.split())
    if word != "-"
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100, "thousand": 1000}
_ENGLISH_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}  # fmt: skip
_ENGLISH_SCALED = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?)[\s-]*({'|'.join(_ENGLISH_SCALES)})s?\b", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, slots=True)
class Lost:
    """Something that a translation had to keep and has not."""

    kind: str
    """ "address", "article", "hour", "month", "amount" or "number"."""
    text: str
    """As the source writes it."""
    is_elsewhere: bool
    """The same stands in the translation, but fewer times than in the source."""


def lost(source: str, target: str) -> list[Lost]:
    """Return the numbers, months, articles and addresses of ``source`` not in ``target``.

    A value may be written otherwise: "3월" as "March", "120만" as "1.2 million", "2" as
    "two" or "second". Which words stand around it is not looked at.
    """
    missing: list[Lost] = []
    bare = "".join(target.split())
    for found in _ADDRESS.finditer(source):
        address = found[0].rstrip(".,;")
        if address not in bare:
            missing.append(Lost("address", address, is_elsewhere=False))
    # Digits inside of addresses are no numbers, on neither side.
    source, target = _ADDRESS.sub(" ", source), _ADDRESS.sub(" ", target)
    source = _MONTH_OF.sub(r"\1년 \2", _DATE.sub(r"\1년 \3월 \4일", source))
    left, there = _values(target), frozenset(_values(target))
    for kind, text, values in _wanted(source):
        kept = next((value for value in values if left[value]), None)
        if kept is not None:
            left[kept] -= 1
        else:
            missing.append(Lost(kind, text, is_elsewhere=any(value in there for value in values)))
    return missing


_KINDS = (("article", _ARTICLE), ("hour", _AFTERNOON), ("month", _MONTH), ("amount", _SCALED))


def _wanted(source: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return kind, text and the values any of which stands for it."""
    found: list[tuple[str, str, tuple[str, ...]]] = []

    def take(kind: str, pattern: re.Pattern[str], text: str) -> str:
        for match in pattern.finditer(text):
            number = _plain(match[1])
            if kind == "month":
                values: tuple[str, ...] = (f"month {int(number)}", number)
            elif kind == "hour":
                values = (number, str(int(number) + 12))
            elif kind == "amount":
                scale = 1
                for character in match[2]:
                    scale *= _SCALES[character]
                values = (_plain(str(_scaled(number, scale))), number)
            else:
                values = (number,)
            found.append((kind, match[0], values))
        return pattern.sub(" ", text)

    for kind, pattern in _KINDS:
        source = take(kind, pattern, source)
    found += [("number", number, (_plain(number),)) for number in _NUMBER.findall(source)]
    return found


def _values(target: str) -> Counter[str]:
    """Return all values that a text states, in digits or words; each also as its parts."""
    found: Counter[str] = Counter()
    for number, scale in _ENGLISH_SCALED.findall(target):
        found[_plain(str(_scaled(_plain(number), _ENGLISH_SCALES[scale.casefold()])))] += 1
    for number in _NUMBER.findall(target):
        found[_plain(number)] += 1
        if _DOTTED.fullmatch(number):
            found.update(map(_plain, number.split(".")))
    for word in re.findall(r"[a-z]+", target.casefold()):
        if word in _WORDS_OF:
            found[str(_WORDS_OF[word])] += 1
        for month, name in enumerate(_MONTHS.split(), start=1):
            if word in (name, name[:3], "sept" if month == 9 else name):
                found[f"month {month}"] += 1
    return found


def _scaled(number: str, scale: int) -> int | Fraction:
    value = Fraction(number) * scale if number.count(".") <= 1 else Fraction(0)
    return int(value) if value.denominator == 1 else value


def _plain(number: str) -> str:
    """Return a number without the commas of its thousands and without leading noughts."""
    number = re.sub(r",(?=\d{3}(?!\d))", "", number)
    return re.sub(r"\b0+(?=\d)", "", number)
