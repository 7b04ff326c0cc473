# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a publication came out, as its text says: a labelled date, or a date that stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from converters.passes.metadata.lines import Line, after_label

_YMD = (
    r"((?:19|20)\d\d)\s*(?:[.년/-])\s*(\d{1,2})\s*(?:[.월/-]\s*(?:(\d{1,2})\s*[.일]?)?)?(?!\s*\d)"
)
_MONTHS = "january february march april may june july august september october november december"
_MONTH_NUMBERS = {name: at for at, name in enumerate(_MONTHS.split(), 1)} | {
    name[:3]: at for at, name in enumerate(_MONTHS.split(), 1)
}
_MONTH = rf"({'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\.?"
_KOREAN = re.compile(_YMD)
_ENGLISH = re.compile(
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}\s+(?:(\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_TAIL = r"\s*(?:\([월화수목금토일]\))?\s*(?:제정|개정|발행|발간|기준|현재)?\s*[)\]>]?\.?$"
_ALONE_KOREAN = re.compile(rf"^[(\[<]?\s*{_YMD}{_TAIL}")
_ALONE_ENGLISH = re.compile(rf"^[(\[]?\s*{_ENGLISH.pattern}\s*[)\]]?\.?$", re.IGNORECASE)
_COLUMN = r"\s*(?=[:：(\[|]|\s|$|\d)"
# In the order of how much each says about the day of publication.
_LABELS = tuple(
    re.compile(rf"^[\[(<○ㅇ·※\-\s]*(?:{words}){_COLUMN}", re.IGNORECASE)
    for words in (
        r"보\s?도\s?(?:시\s?점|일\s?시|일\s?자|일)",
        r"배\s?포\s?(?:일\s?시|일\s?자|일|시\s?점)?|엠바고|게시일|게재일|발표일(?:시|자)?",
        r"발\s?행\s?(?:일\s?자|일|연월일)?|발\s?간\s?(?:일\s?자|일|연월)?|펴\s?낸\s?날"
        r"|(?:date of )?(?:publication|issued?|published|release)(?: date| on)?|date(?: of issue)?",
        r"공\s?[고포]\s?(?:일\s?자|일)|고\s?시\s?(?:일\s?자|일)",
        r"작\s?성\s?(?:일\s?자|일)|최종\s?(?:개정|수정)\s?일?(?:자)?|revision date|revised|last updated",
        r"시\s?행\s?(?:일\s?자|일)?",
    )
)
_REVISION = re.compile(r"(?:revision|rev\.?|version|ver\.?|개정판?|버전)\s*[\d.]*\s*[:：,(]", re.I)
_ENACTED = re.compile(r"^[\[(<]?\s*(?:(?:전부|일부)?개정|제정|시행)\s*[:：]?\s*(?=(?:19|20)\d\d)")
_ENACTED_BEHIND = re.compile(r"(?:개정|제정)\s*[)\]>]?$")
_LETTER_MARK = re.compile(r"^시\s?행$")
_RANGE = re.compile(r"[~∼〜–]|부터.*까지|까지$")
_FRONT, _COVER = 60, 40
_FAR = 3
_LONGEST_LABELLED = 90


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date by ISO 8601, to the month or the day; empty where nothing sure was found."""

    date: str = ""
    doubtful: str = ""
    """What stands in the text and cannot be believed."""


def date_in(text: str) -> str:
    """Return the first date in ``text`` to the month or the day; empty if there is none."""
    found = [
        (match.start(), said)
        for match, said in (
            (match, _iso(match[1], match[2], match[3])) for match in _KOREAN.finditer(text)
        )
        if said
    ]
    for match in _ENGLISH.finditer(text):
        month = _MONTH_NUMBERS[match[2].casefold()]
        said = _iso(match[4], str(month), match[1] or match[3])
        if said:
            found.append((match.start(), said))
    found.extend(
        (match.start(), _iso(match[1], match[2], match[3])) for match in _PACKED.finditer(text)
    )
    return min(found)[1] if found else ""


def find_date(front: list[Line], back: list[Line], modified: str) -> FoundDate:
    """Return the date of publication.

    Args:
        front: the first lines.
        back: the last lines.
        modified: when the file was last changed; only to doubt what a template left over.
    """
    labelled = _letter_date(front + back) or _labelled(front[:_FRONT] + back)
    if labelled:
        return FoundDate(labelled)
    alone = _alone(front[:_COVER]) or _signed(back)
    if not alone:
        return FoundDate(_enacted(front[:_COVER]))
    if _left_over(alone, front, modified):
        return FoundDate("", alone)
    return FoundDate(alone)


def stands_alone(text: str) -> str:
    """Return the date that is all of ``text``; empty if it is something else."""
    if not (_ALONE_KOREAN.match(text) or _ALONE_ENGLISH.match(text)):
        return ""
    return date_in(text)


def _letter_date(lines: list[Line]) -> str:
    """Return the date of a letter: 시행 <number> (<date>), in a row of cells or on one line."""
    for at, line in enumerate(lines):
        if _LETTER_MARK.match(line.text):
            same = lines[at + 1 : at + 6]
            for other in same:
                if other.text.startswith("접수"):
                    break
                if date_in(other.text) and not _RANGE.search(other.text):
                    return date_in(other.text)
        match = re.match(r"^시\s?행\s+\S.*?-\s?\d+\s*\(\s*(.{8,16}?)\s*\)", line.text)
        if match and date_in(match[1]):
            return date_in(match[1])
    return ""


def _labelled(lines: list[Line]) -> str:
    for label in _LABELS:
        for at in range(len(lines)):
            said = after_label(lines, at, label)
            if not said or len(said) > _LONGEST_LABELLED or _RANGE.search(said.split("(")[0]):
                continue
            # A date is what follows the label, not what a sentence says further on.
            date = date_in(said[:45])
            if date and _begins_with_date(said):
                return date
    return ""


def _begins_with_date(said: str) -> bool:
    lead = re.sub(r"^\s*\([^)]*\)\s*|^(?:즉시|온라인|지면|조간|석간)[\s,:]*", "", said)
    return date_in(lead[:24]) != "" and re.match(r"^[^\d]{0,12}\d", lead) is not None


def _alone(lines: list[Line]) -> str:
    for line in lines:
        if line.framed and not line.listed:
            date = stands_alone(line.text)
            if date:
                return date
            revised = _REVISION.search(line.text)
            if revised and len(line.text) < 40 and date_in(line.text[revised.end() :]):
                return date_in(line.text[revised.end() :])
    return ""


def _signed(back: list[Line]) -> str:
    """Return the date over the name of a head at the end of a notice."""
    for line, following in zip(reversed(back[:-1]), reversed(back[1:]), strict=True):
        if stands_alone(line.text) and re.search(
            r"[가-힣]{2,}(?:장|장관|지사|군수)$", following.text
        ):
            return stands_alone(line.text)
    return ""


def _enacted(lines: list[Line]) -> str:
    dates = [
        date_in(line.text)
        for line in lines
        if len(line.text) < 60
        and (_ENACTED.match(line.text) or (_ENACTED_BEHIND.search(line.text) and line.framed))
        and not _RANGE.search(line.text)
    ]
    return max(dates, default="")


def _left_over(date: str, front: list[Line], modified: str) -> bool:
    """Whether a date that stands alone is far from all that else tells the time."""
    year, last = int(date[:4]), modified
    if not last[:4].isdigit() or int(last[:4]) - year < _FAR:
        return False
    later = {
        date_in(line.text)
        for line in front
        if date_in(line.text)[:4].isdigit()
        and year + _FAR <= int(date_in(line.text)[:4]) <= int(last[:4]) + 1
    }
    return len(later) >= 1


def _iso(year: str, month: str, day: str | None) -> str:
    if not 1 <= int(month) <= 12 or not 0 <= int(day or 0) <= 31:
        return ""
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day and int(day) else "")
