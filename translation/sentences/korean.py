# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences of Korean text.

Korean ends sentences with 다, 요, 함, 음 and a full stop, and writes full stops where no
sentence ends: dates ("2026. 11. 22."), numbers and letters of lists ("1.", "가."), Latin
abbreviations. Notices in list style (개조식) often have no full stop at all: then the unit
is one sentence. A stop inside brackets ends nothing, nor does one inside a quotation that
the sentence goes on after ("...한다."라고 말했다).
"""

from __future__ import annotations

import re

_STOP = re.compile(r"(?:\.{1,6}|[?!。？！…‥]+)[?!.。…]*")
_CLOSING = "\"'”’」』》〉)]}）］｝】"
_OPENING = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】", "「": "」", "『": "』", "《": "》", "〈": "〉"}  # fmt: skip
_QUOTED_ON = re.compile(
    r"(?:이?라고|이?라는|이?라며|이?라면서|이?란|하고|고|는|며|라|를|을|이|가|와|과|의|에|로|도|만|처럼|까지)(?=[\s,가-힣])"
)
"""What follows a quotation that belongs to the sentence around it, without a space between."""
_QUOTED_AND = re.compile(r"등(?:[의을은이과]|으로|에|도)?(?=[\s,])")
"""What goes on after a row of quotations, with a space between."""
_REMARK = re.compile(
    r"(?:\s*(?:\((?:[^().?!。]|(?<=\d)\.(?=\d))*\)|\[(?:[^\[\].?!。]|(?<=\d)\.(?=\d))*\]))+\s*"
)
"""Brackets without a sentence in them: at the end they belong to the sentence before."""
_GLUED = re.compile(r"[가-힣A-Z]|- ?[가-힣A-Z]|\([^()]*다\.\s*\)")
"""What begins a sentence after "다." and "하자." also where the space between was lost."""
_LIST_LETTER = re.compile(
    r"(?:^|[\s(·,])[가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허ㄱ-ㅎ]$"
)
_LIST_NUMBER = re.compile(
    r"(?:^|[\s-])\(\d{1,2}\)$"
    r"|(?:^|[\s(·,])(?:(?:붙임|별지|별표|별첨|서식|주|표|그림)?\s?\(?\d{1,3}(?:[-.]\d{1,3}){0,6}"
    r"|[IVXivx]{1,5}|[ⅰ-ⅻⅠ-Ⅻ]|Y{2,4}|M{1,2}|D{1,2})$"
)
_DATE = re.compile(r"(?:^|\D)(?:[12]\d{3}|[’'`]?\d{2}|42\d{2}|43\d{2})(?:\.\s?\d{1,2}){0,2}$")
_LATIN_WORD = re.compile(r"[0-9A-Za-z][0-9A-Za-z.]*$")
_ABBREVIATIONS = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "no",
        "nos",
        "vs",
        "etc",
        "e.g",
        "i.e",
        "cf",
        "al",
        "inc",
        "co",
        "ltd",
        "corp",
        "fig",
        "figs",
        "vol",
        "pp",
        "p",
        "ch",
        "sec",
        "ed",
        "eds",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "dept",
        "univ",
        "approx",
        "est",
        "tel",
        "fax",
        "u.s",
        "u.k",
        "a.m",
        "p.m",
        "ph.d",
    }
)
_FINAL = re.compile(r"[다요까죠음함임됨오자네라]$")
_LONGEST_BRACKET = 400


def sentence_ends(text: str) -> list[int]:
    """Return the offsets at which a new sentence starts, in order, without 0 and the end.

    Whitespace between two sentences belongs to the first.
    """
    inside = _bracketed(text)
    found: list[int] = []
    for stop in _STOP.finditer(text):
        end = stop.end()
        while end < len(text) and text[end] in _CLOSING and not _opens(text, end):
            end += 1
        if end >= len(text) or (stop.start() < len(inside) and inside[end - 1]):
            continue
        goes_on = not (_full_width(stop[0]) or _glued(text, stop, end))
        if not text[end].isspace() and (goes_on or _QUOTED_ON.match(text, end)):
            continue
        start = end
        while start < len(text) and text[start].isspace():
            start += 1
        if start >= len(text) or _REMARK.fullmatch(text, start):
            continue
        if end > stop.end() and _QUOTED_AND.match(text, start):
            continue
        begin = found[-1] if found else 0
        if _ends(text[begin : stop.start()], stop[0], text[start:]):
            found.append(start)
    return found


def _ends(before: str, stop: str, after: str) -> bool:
    """Whether ``stop`` after ``before`` ends a sentence, ``after`` being what comes next."""
    if not any(character.isalnum() for character in before):
        return False
    if after[0] in ",.;:)]}）］」』》":
        return False
    last = before[-1]
    if stop.startswith((".", "…", "‥")) and (len(stop) > 1 or stop in "…‥"):
        # An omission: it ends a sentence where the words before it do.
        return bool(_FINAL.search(before)) or "?" in stop or "!" in stop
    if stop != ".":
        return True
    if last.isdigit():
        return _ends_after_number(before, after)
    if last.isascii() and last.isalpha():
        return _ends_after_latin(before, after)
    if _LIST_LETTER.search(before):
        return False
    return not _LIST_NUMBER.search(before)


def _ends_after_number(before: str, after: str) -> bool:
    if after[0].isdigit() or _DATE.search(before) or _LIST_NUMBER.search(before):
        return False
    return not after[0].islower()


def _ends_after_latin(before: str, after: str) -> bool:
    found = _LATIN_WORD.search(before)
    word = found[0].lower() if found else ""
    if word in _ABBREVIATIONS or len(word) == 1 or _LIST_NUMBER.search(before):
        return False
    return not after[0].islower()


def _glued(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether a sentence begins at ``end`` without a space ("...한다.예를 들어")."""
    if stop[0] != "." or stop.end() != end or not text[: stop.start()].endswith(("다", "하자")):
        return False
    return text[stop.start() - 2 : stop.start() - 1] >= "가" and bool(_GLUED.match(text, end))


def _full_width(stop: str) -> bool:
    return stop[0] in "。？！"


def _opens(text: str, at: int) -> bool:
    """Whether a straight quotation mark opens: a space before it and none after."""
    return (
        text[at] in "\"'"
        and at > 0
        and text[at - 1].isspace()
        and at + 1 < len(text)
        and not text[at + 1].isspace()
    )


def _bracketed(text: str) -> list[bool]:
    """Return for each character whether a bracket is open around it that closes again."""
    inside = [False] * len(text)
    opened: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        if character in _OPENING:
            opened.append((_OPENING[character], at))
        elif opened and character == opened[-1][0]:
            _, start = opened.pop()
            if at - start <= _LONGEST_BRACKET:
                inside[start:at] = [True] * (at - start)
    return inside
