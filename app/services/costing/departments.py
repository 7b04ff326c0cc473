# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of departments in headings and titles: "□ 문화관광과(2건)", "담당부서: 총무과", "[소방서]"."""

from __future__ import annotations

import re
from collections.abc import Collection

_BULLET = re.compile(
    r"^\s*(?P<sign>[□■○●◇◆◎▣▶▷❍ㅇ◦▪•☐]|\d{1,2}\s*[.)]|[가-하]\s*[.)]|[<〈《【\[])\s*"
)
_ENDS = re.compile(
    r"[>〉》】\]:：\s]+$|\s*[(（]\s*총?\s*\d+\s*(?:건|종|권|부)?\s*[)）]\s*$|\s*소관$"
)
_DEPARTMENT = re.compile(
    r"[가-힣·\d\s]{1,20}(?:과|국|실|관|소|센터|팀|처|청|본부|위원회|담당관|읍|면|동|구청|시청|군청|의회|재단|공사|"
    r"공단|추진단|기획단|연구원|개발원|교육원|박물관|미술관|도서관|보건소|사무국|사업단|평가원|지원단|대학교?)|"
    r"[가-힣·\d\s]{0,20}(?:소방서|경찰서|보건소|보건지소|도서관|박물관|미술관|의회|구청|시청|군청|담당관|감사관|"
    r"대변인|사무처|사무국|감사실|비서실|주민센터|행정복지센터|면사무소|읍사무소|홍보실|기획실)"
)
_NO_DEPARTMENT = re.compile(
    r".*(?:물|간행|기타|신규|계속|정기|수시|반기|분기|현황|종료|결과|효과|성과|통과|과목)|"
    r"(?:.*\s|추진|사업|업무)?(?:경과|일과|부과)|무관|소관|비고란|장소|주소|미확정본?"
)
_SAYS_DEPARTMENT = re.compile(
    r"\s*[□■○●*※(\[]?\s*(?:담당|발주|소관|주관)?\s*부\s*서\s*명?\s*[:：]\s*([^:：()]{2,20}?)\s*[)\]]?\s*"
)
_LONGEST = 30


def department_in(text: str, known: Collection[str] = ()) -> str:
    """Return the department that a heading names; empty where it names none."""
    if len(text) > _LONGEST and text not in known:
        return ""
    said = _ENDS.sub("", _ENDS.sub("", _BULLET.sub("", text))).strip()
    if said in known:
        return said
    if _DEPARTMENT.fullmatch(said) and not _NO_DEPARTMENT.fullmatch(said) and len(said) > 1:
        return said
    return ""


def said_department(text: str) -> str:
    """Return the department that a line over a table says, or names as a heading; empty for none."""
    if said := _SAYS_DEPARTMENT.fullmatch(text):
        return said[1].strip()
    return department_in(text) if bullet_of(text) else ""


def bullet_of(text: str) -> str:
    """Return the sign that a heading begins with, "0." for a number; empty for none."""
    match = _BULLET.match(text)
    if match is None:
        return ""
    sign = re.sub(r"\s", "", match["sign"])
    return re.sub(r"[가-하](?=[.)])", "가", re.sub(r"\d+", "0", sign))
