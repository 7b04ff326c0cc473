# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether one line reads as a heading: short, no statement, no value, nobody's name."""

from __future__ import annotations

import re

from converters.passes.outline.lines import Line, folded, is_contents_title
from converters.passes.outline.markers import MarkerKind, marker_of
from converters.passes.wording import holds_sentences, is_statement

_LONGEST, _LONGEST_LATIN, _LONGEST_SQUARE = 50, 90, 40
_LONGEST_UNNUMBERED = 60
_LONGEST_NAME = 25

# "사업기간: 6개월", "(핵심고객) 제조업체": what stands behind is the point.
_VALUE = re.compile(
    r"^[^:：∶]{1,24}?\s?[:：∶](?:\s+\S|$)|^[가-힣\s·․‧]{1,12}[:：∶]\S|^[(（\[【][^)）\]】]{1,14}[)）\]】]\s+[가-힣A-Za-z‘“]"
)
# Remarks behind a heading do not make it a sentence, nor too long.
_REMARK = re.compile(r"\s*(?:[(（][^()（）]*[)）]?|※.*|\*.*)\s*$")
_UNFINISHED = re.compile(
    r"(?:[한된는었았였겠이니]|[있없않])다$|[있없였었았겠]음$|(?<!포)(?<!명)함$|됨$|예정임$|[를및,]$"
    r"|바람$|할 것$|[을를이가은는]\s.*(?:남|림|춤|움|짐|김|임|름|음|함)$"
)
_ATTACHED = re.compile(
    r"(?:\d|각)\s*부(?:\s*씩)?\s*[.,]?(?:\s*끝\s*[.。]?)?$|끝\s*[.。]$|이하\s*여백|여\s*백\s*[-)]*$"
)
_ENCLOSURES = re.compile(r"^붙\s*임\s*(?:\d{1,2}\s*[.)]|[:：])")
_ENCLOSED = re.compile(r"^[(（][^()（）]*[)）]$")
_DATE = re.compile(r"^[\d\s.,년월일시분()월화수목금토XxO○◯~\-/:’‘'\[\]]+$")
_SIGNED = re.compile(
    r"(?:귀\s?하|귀\s?중|\(\s?인\s?\)|\(\s?서명\s?\)|\(?직\s?인\)?|올림|드림|배상)\s*$"
    r"|^(?:위와\s?같이|상기와\s?같이)"
)
_OFFICE = re.compile(
    r"(?:장\s?관|시\s?장|군\s?수|구\s?청\s?장|도\s?지\s?사|교\s?육\s?감|청\s?장|원\s?장|회\s?장|이\s?사\s?장|대\s?표\s?이\s?사|관\s?장|총\s?장|학\s?장|교\s?장"
    r"|위\s?원\s?장|센\s?터\s?장|단\s?장|본\s?부\s?장|소\s?장|사\s?장|대표자?)(?:\s+[가-힣]\s?[가-힣]\s?[가-힣]?)?$"
)
_COMPANY = re.compile(r"주식회사|\(주\)|㈜|유한회사|사단법인|재단법인|\(재\)|\(사\)")
_CAPTION = re.compile(
    r"^[\[<〈【(]?\s*(?:그림|표|사진|도표|차트|수식|Figure|Fig\.|Table|Exhibit|Source|Note|Photo)\s*[\d.:<\[]",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^[※*☞▶→⇒‣·∙•\-–—○◦❍ㅇ#=]|^주\s?\d?\)|^\(?단위")


def fits(line: Line) -> bool:
    """Whether a line reads as a heading: short, no statement, no value, nobody's name."""
    text, rest = line.text, _REMARK.sub("", line.rest) or line.rest
    kind = line.marker.kind if line.marker is not None else None
    if line.in_contents or not any(map(str.isalpha, rest or text)):
        return False
    if kind is MarkerKind.LABEL:
        return len(text) <= _LONGEST and not _reads_on(rest)
    longest = _LONGEST_SQUARE if kind is MarkerKind.SQUARE else _LONGEST
    if not any("가" <= char <= "힣" for char in rest):
        longest = _LONGEST_LATIN
    if not 1 < len(rest) <= longest or is_sentence(line):
        return False
    if kind is not MarkerKind.WORD and _VALUE.match(rest):
        return False
    return not (_ATTACHED.search(text) or _ENCLOSURES.match(text) or _SIGNED.search(text))


def _reads_on(rest: str) -> bool:
    """Whether a label is only the beginning of a sentence ("<서식9>의 동의서")."""
    return bool(rest) and (
        rest[0] in "의을를은는이가에와과및참,."
        or bool(_ATTACHED.search(rest))
        or is_statement(rest)
    )


def is_sentence(line: Line) -> bool:
    """Whether a line ends, or holds, a statement, or goes on in the next."""
    return (
        is_statement(line.text)
        or holds_sentences(line.rest)
        or _UNFINISHED.search(line.rest) is not None
    )


def may_join(line: Line) -> bool:
    """Whether a line of a series of headings is one, even with a value behind it."""
    if is_sentence(line) or _ATTACHED.search(line.text) or line.in_contents:
        return False
    return len(line.rest) <= _LONGEST_LATIN and any(map(str.isalpha, line.rest))


def fits_unnumbered(line: Line) -> bool:
    """Whether a line without a marker reads as a heading, and is neither caption, note nor name."""
    text = line.text
    if is_contents_title(text) or _ENCLOSED.match(text):
        return False
    if not 1 < len(text) <= _LONGEST_UNNUMBERED or not any(map(str.isalpha, text)):
        return False
    if is_sentence(line) or _CAPTION.match(text) or _ASIDE.match(text) or _VALUE.match(text):
        return False
    if _DATE.match(text) or _SIGNED.search(text) or _ATTACHED.search(text):
        return False
    if text.count("(") > 1 and "/" in text:
        return False
    is_name = _OFFICE.search(text) or _COMPANY.search(text)
    return not (is_name and len(text) <= _LONGEST_NAME) and not _ENCLOSURES.match(text)


def is_no_heading(text: str) -> bool:
    """Whether a line that only looks like a heading is a date, an enclosure or somebody's signature."""
    text = folded(text)
    if _ENCLOSED.match(text) or _DATE.match(text) or _SIGNED.search(text):
        return True
    if marker_of(text) is not None:
        return _ATTACHED.search(text) is not None
    return len(text) <= _LONGEST_NAME and bool(_OFFICE.search(text) or _COMPANY.search(text))


def is_value(line: Line) -> bool:
    """Whether a line gives the value of something ("발행일: 2026년 3월")."""
    return _VALUE.match(line.rest) is not None


def is_cover_line(line: Line) -> bool:
    """Whether a line may stand on a cover: short, and no sentence."""
    return len(line.text) <= _LONGEST_UNNUMBERED and not is_sentence(line)
