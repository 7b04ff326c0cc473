# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a publication is called: its 제목 field, a marked title, a headline, the largest line in front."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from converters.passes.metadata.dates import date_in, stands_alone
from converters.passes.metadata.lines import Line, after_label, folded
from converters.passes.metadata.publishers import head_of, is_body, is_letter, is_press_release
from converters.passes.wording import holds_sentences, is_lone_number, is_statement, number_rank

_LONGEST, _LONGEST_HEADING, _SHORTEST = 80, 120, 3
_LEAST_TRUSTED = 4
_FRONT, _OWN_FRONT, _HEADLINE = 60, 30, 24
_LARGE, _OVER_BYLINE = 2, 6
_LEAST_TEXT, _ENOUGH_TEXT = 100, 3
"""Letters of a paragraph of running text; so many of them and the front is over."""
# Words and labels that are never what a publication is called.
_NEVER = re.compile(
    r"^(?:보\s?도\s?(?:참\s?고|설\s?명)?\s?자\s?료|목\s?차|차\s?례|순\s?서|contents|table of contents|서\s?식|양\s?식"
    r"|[\[(<【]?\s*(?:붙\s?임|별\s?첨|별\s?지|별\s?표|참\s?고|첨\s?부)\s*(?:제?\s?\d+(?:\s?-\s?\d+)?\s?호?)?\s*(?:서\s?식)?\s*[\])>】]?"
    r"|지자체명|기관명|회사명|부서명|담당교사|성명|수험\s?번호|(?:홀|짝)수형|제\s?\d\s?교시|제출문|결재|담당\s?(?:부서|자)?|사진"
    r"|개요|추진\s?배경|일반\s?현황|background|introduction|inhalt|key findings|본문|본문 내용|내용|(?:작성|기재|제출)\s?(?:요령|방법)|유의\s?사항|요약|서론|머리말|표지|(?:관리|접수)번호|구분|항목|수신|제목|발신|경유|\(?경유\)?)$"
    r"|^[<〈\[]?\s*(?:그림|표|사진|수식|Figure|Table|Fig\.)\s*\d|^[<〈].*차\s?례[>〉]?"
    r"|^[※☞▶*]|^[□■○ㅇ◦•·]\s|^(?:revision|rev\.|version|ver\.)|제\s?\d{4}\s?-\s?\d+\s?호$"
    r"|^(?:담당|문의|전화|주소|작성자|작성일|연구책임자|공동연구원|부서명|이름|일자|tel|e-?mail|발행|사업자)\s*[:：]"
    r"|^(?:department|agency|office|company|address|phone|fax|from|to|cc|author|date|version|status|prepared (?:by|for)|submitted (?:by|to))\s*:"
    r"|^(?:보\s?도\s?(?:시\s?점|일\s?시)|배\s?포|수\s?신|발\s?신)|(?:귀하|귀중)$|입력하세요|^https?://|@|\.(?:html?|hwpx?|docx?|pdf|txt)$",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"^[-<〈\s]*(?:목\s?차|차\s?례|순\s?서|(?:table of )?contents)[->〉\s]*$", re.I
)
# A kind of document, which names none without what it is about.
_KIND = re.compile(
    r"^[(\[「『]?\s*(?:제안요청서|과업(?:지시|내용)서|사업수행계획서|사업계획서|계획서|기본계획|종합계획|시행계획|추진계획|최종보고서|결과보고서"
    r"|회의록|보고서|백서|규격서|시방서|설명서|매뉴얼|안내서|지침서?|가이드(?:라인|북)?|자료집|편람|요람|입찰공고|공고문|매뉴얼북"
    r"|request for proposals?|final report|annual report|user manual|manual|report|guide)\s*(?:\((?:안|案)\))?\s*[)\]」』]?$",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"(?:공고|고시|예고|안내|알림|모집|공모|채용)(?:\s?\(.{1,20}\))?$")
_NOTICE_NUMBER = re.compile(r"(?:공고|고시|훈령|예규|조례|규칙|령)\s*제\s?[\d-]+\s?호")
_HANGUL = re.compile(r"[가-힣]")
_PROJECT = re.compile(r"^[\[(<]?\s*(?:사\s?업|과\s?업|용\s?역|공\s?사)\s?명\s*(?=[:：]|$)")
_TITLE_FIELD = re.compile(r"^(?:title|subject|re)\s*:\s*(?=\S)", re.IGNORECASE)
# Bodies that stand over a title, in the words of English ones.
_ENGLISH_BODY = re.compile(
    r"^(?:[A-Z][\w.&'-]*,?\s+|of\s+|the\s+|and\s+|for\s+)*"
    r"(?:Department|Ministry|Bureau|Agency|Commission|Directorate|Administration|Division)"
    r"(?:\s+(?:of|for)(?:\s+(?:the\s+|and\s+)?[A-Z][\w.&'-]*,?)+)?$"
)
# Who wrote it, as it stands below a title: "By Jane Doe", "글 홍길동".
_BYLINE = re.compile(
    r"^(?:by|By|BY)\s+[A-Z][\w.'’-]*(?:,?\s+(?:and\s+|&\s+)?[A-Z][\w.'’-]*){1,6}$"
    r"|^(?:글|글쓴이|지은이|엮은이|옮긴이|저자)\s*[:：·]?\s+[가-힣]{2,4}(?:\s?[,·]\s?[가-힣]{2,4})*$"
)
_SUBJECT = re.compile(r"^제\s?목(?=\s|[:：]|$)")


class TitleSource(Enum):
    """Where a title was found."""

    OWN = auto()
    """In the file's properties, borne out by the text or with nothing against it."""
    MARKED = auto()
    """Where the author says so: a title style, the 제목 field of a letter."""
    TEXT = auto()
    """Concluded from the look of the text."""
    FILE_NAME = auto()


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title and where it comes from."""

    title: str
    source: TitleSource


def find_title(lines: list[Line], own: str, stem: str) -> FoundTitle:
    """Return the best title that ``lines``, the properties' own one and the file's name give."""
    lines = lines[:_FRONT]
    marked = _subject(lines) or _styled(lines) or _field(lines[:_OWN_FRONT])
    if marked:
        return FoundTitle(marked, TitleSource.MARKED)
    if is_press_release(lines):
        headline = _largest(_without_masthead(lines[:_HEADLINE]), 1)
        if headline:
            return FoundTitle(headline, TitleSource.TEXT)
    largest = _over_byline(lines) or _standing_out(lines) or _largest(lines, 1)
    borne_out = _borne_out(lines[:_OWN_FRONT], own)
    if borne_out and (not largest or _is_part(own, largest) or _at_front(lines, own)):
        longer = largest and folded(own) in folded(largest) and len(largest) <= _LONGEST
        return FoundTitle(largest if longer and largest else own, TitleSource.OWN)
    found = largest or _notice_line(lines) or _first_line(lines)
    if found:
        return FoundTitle(found, TitleSource.TEXT)
    if (
        _can_be_title(own)
        and sum(map(str.isalpha, own)) >= _LEAST_TRUSTED
        and not _begins_a_line(lines, own)
    ):
        return FoundTitle(own, TitleSource.OWN)
    return FoundTitle(stem, TitleSource.FILE_NAME)


def _subject(lines: list[Line]) -> str:
    """Return the 제목 of an official letter."""
    if not is_letter(lines):
        return ""
    for at in range(len(lines)):
        said = after_label(lines, at, _SUBJECT)
        if said and "입력" not in said:
            return said
    return ""


def _field(lines: list[Line]) -> str:
    """Return what a memo or an English form gives as its title or subject."""
    for line in lines:
        match = _TITLE_FIELD.match(line.text)
        if match and line.framed and not line.listed:
            said = line.text[match.end() :]
            return said if _can_be_title(said) else ""
    return ""


def _styled(lines: list[Line]) -> str:
    """Return the first run of paragraphs with a title style."""
    found: list[str] = []
    for line in lines:
        if line.role == "title":
            found.append(line.text)
        elif found:
            break
    title = " ".join(found)
    return title if len(title) <= 2 * _LONGEST and not _NEVER.search(title) else ""


def _without_masthead(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.framed or line.size >= 1]


def _standing_out(lines: list[Line]) -> str:
    """Return the first line where nothing in front is as large: a headline, sentence or not."""
    if not lines:
        return ""
    first, *others = lines[:_HEADLINE]
    if not first.framed or first.listed or not is_statement(first.text):
        return ""
    alone = len(others) > 1 and all(other.size < first.size for other in others)
    large = first.size >= 1 and alone and len(first.text) <= _LONGEST
    return first.text if large and not _NEVER.search(first.text) else ""


def _over_byline(lines: list[Line]) -> str:
    """Return the line over a byline that is as large as a title, or marked as a heading."""
    for line, below in pairwise(lines[:_OVER_BYLINE]):
        if _BYLINE.match(below.text) and _weight(below) >= 1:
            above = line.framed and not line.listed and _can_be_title(line.text.rstrip("?"))
            return line.text if above else ""
    return ""


def _largest(lines: list[Line], least: int) -> str:
    """Return the largest line before the contents, with those that go on with it."""
    runs = _runs(lines)
    best: tuple[int, list[Line]] | None = None
    for run in runs:
        size = max(_weight(line) for line in run)
        if size >= least and (best is None or size > best[0]):
            best = (size, run)
    if best is None:
        return ""
    # A rule or a dot that parts a number from its title on paper opens none.
    text = " ".join(line.text for line in best[1]).lstrip("|│｜·• ")
    if _KIND.match(text):
        about = _about(lines, best[1][0])
        text = f"{_bare_project(about)} {text}" if about else text
    return text


def _bare_project(text: str) -> str:
    match = re.fullmatch(r"[\[(<]?\s*(?:사업|과업|용역|공사)명\s*[:：]\s*(.+?)\s*[\])>]?", text)
    return match[1] if match else text


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Group candidates of one size, or nearly, that follow each other; stop at the contents."""
    runs: list[list[Line]] = []
    before: Line | None = None
    text = 0
    for line in lines:
        if _CONTENTS.match(line.text) and runs:
            break
        # What follows the text is a part of it; only a cover's type is still believed.
        text += line.size < 1 and len(line.text) >= _LEAST_TEXT
        if text >= _ENOUGH_TEXT and line.size < _LARGE:
            before = None
            continue
        aside = re.fullmatch(r"\(.*[가-힣].*\)", line.text) and before is not None
        if aside and before is not None and line.size == before.size >= _LARGE:
            runs[-1].append(line)
            continue
        signs = head_of(line.text) and line.size >= 1
        if not (_is_candidate(line) or signs):
            before = None
            continue
        if before is not None and runs and _goes_on(runs[-1], before, line):
            runs[-1].append(line)
        else:
            runs.append([line])
        before = line
    # The name of an office heads a headline; alone it is a letter's or a signature.
    return [run for run in runs if not all(head_of(line.text) for line in run)]


def _goes_on(run: list[Line], before: Line, line: Line) -> bool:
    together = sum(len(other.text) for other in run) + len(line.text)
    if together > _LONGEST or bool(before.level) != bool(line.level):
        return False
    if before.level and before.level != line.level:
        return False
    if bool(_HANGUL.search(before.text)) != bool(_HANGUL.search(line.text)):
        return False
    if date_in(line.text) and not _KIND.match(line.text):
        return False
    if _KIND.match(line.text) and abs(before.size - line.size) <= 3 and not before.level:
        return True
    if before.size == line.size:
        return before.size >= 1
    return min(before.size, line.size) >= _LARGE and before.holder == line.holder


def _weight(line: Line) -> int:
    return max(line.size, 1 if line.level == 1 else 0)


def _is_candidate(line: Line) -> bool:
    if line.listed or not (line.framed or (line.lone and line.size >= 1)):
        return False
    if line.role in ("toc-entry", "caption", "byline"):
        return False
    if line.size >= 1 and not line.level and line.text.endswith(","):
        # A headline of two lines; its first one may end anywhere.
        return _can_be_title(line.text.rstrip(",") + " ")
    longest = _LONGEST_HEADING if line.level == 1 else _LONGEST
    return _can_be_title(line.text, longest)


def _can_be_title(text: str, longest: int = _LONGEST) -> bool:
    letters = sum(character.isalpha() for character in text)
    return (
        letters >= _SHORTEST
        and len(text) <= longest
        and not _NEVER.search(text)
        and not is_statement(text)
        and not (stands_alone(text) or is_lone_number(text) or number_rank(text) is not None)
        and not (_BYLINE.match(text) or is_body(text) or head_of(text) or _ENGLISH_BODY.match(text))
        and not re.fullmatch(r"\(.*\)|-.*-|\d{4}년?\s*\d{0,2}월?", text)
    )


def _about(lines: list[Line], kind: Line) -> str:
    """Return the project that a kind of document is about: the line over it, or the 사업명."""
    at = lines.index(kind)
    for line in reversed(lines[max(0, at - 2) : at]):
        if line.framed and _can_be_title(line.text):
            return line.text
    for index in range(len(lines)):
        said = after_label(lines, index, _PROJECT)
        if said:
            return said.rstrip("])> ") if lines[index].text[0] in "[(<" else said
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following is not None and following.framed and _weight(following) >= 1:
        return following.text if _can_be_title(following.text) else ""
    return ""


def _borne_out(lines: list[Line], own: str) -> bool:
    """Whether the properties' title is a whole line of the front, or some in a row."""
    wanted = folded(own)
    if len(wanted) < _LEAST_TRUSTED or not _can_be_title(own):
        return False
    texts = [folded(line.text) for line in lines]
    for at in range(len(texts)):
        joined = ""
        for text in texts[at : at + 4]:
            joined += text
            if joined == wanted:
                return True
    return False


def _begins_a_line(lines: list[Line], own: str) -> bool:
    """Whether the properties' title is what a program took from the beginning of a paragraph."""
    wanted = folded(own)
    return any(folded(line.text).startswith(wanted) for line in lines)


def _at_front(lines: list[Line], own: str) -> bool:
    """Whether the properties' title is the first line that could be a title."""
    first = next((line for line in lines if _is_candidate(line)), None)
    return first is not None and folded(own).startswith(folded(first.text))


def _is_part(own: str, largest: str) -> bool:
    return folded(own) in folded(largest) or folded(largest) in folded(own)


def _notice_line(lines: list[Line]) -> str:
    """Return what a notice is about, where its number stands over it."""
    numbered = next(
        (at for at, line in enumerate(lines[:6]) if _NOTICE_NUMBER.search(line.text)), None
    )
    if numbered is None:
        return ""
    for line in lines[numbered + 1 : numbered + 12]:
        if _NOTICE.search(line.text) and _can_be_title(line.text):
            return line.text
    return ""


def _first_line(lines: list[Line]) -> str:
    """Return the first line where it stands over text as a title does."""
    if len(lines) < 2:
        return ""
    first = lines[0]
    if (
        first.size >= _LARGE
        and first.framed
        and len(first.text) <= 40
        and lines[1].size < first.size
    ):
        # Large and alone over the text: a title even where it is a sentence.
        return (
            first.text
            if sum(map(str.isalpha, first.text)) >= _SHORTEST and not _NEVER.search(first.text)
            else ""
        )
    sentences = is_statement(first.text) or holds_sentences(first.text)
    if sentences or not _is_candidate(first) or len(first.text) > 50:
        return ""
    over_text = any(is_statement(line.text) and len(line.text) > 20 for line in lines[1:6])
    data = not lines[1].framed
    return first.text if over_text or data or first.level else ""
