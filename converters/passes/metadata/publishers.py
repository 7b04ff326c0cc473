# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who published: a labelled body, a letter's or notice's sender, a masthead, a cover's last line."""

from __future__ import annotations

import re
from itertools import pairwise

from converters.passes.metadata.dates import stands_alone
from converters.passes.metadata.lines import Line, after_label, closed_up, folded

_LABEL = re.compile(
    r"^(?:발\s?행\s?(?:처|기관|소)?|발\s?간\s?(?:처|기관)?|펴\s?낸\s?곳|publisher|published by)\s*(?=[:：]|\s|$)",
    re.IGNORECASE,
)
_PROVINCE = r"(?:[가-힣]{2}(?:특별시|광역시|특별자치시|특별자치도)|(?:경기|강원|충청[남북]|전라[남북]|전북|경상[남북]|제주)도)"
# Bodies whose name alone tells that they are one.
_SURE = re.compile(
    rf"^(?:{_PROVINCE}(?:\s?[가-힣]{{1,4}}[시군구])?|(?:[가-힣]{{2,7}}\s)?[가-힣]{{1,4}}[시도군구]청"
    r"|(?:[가-힣]{2,7}\s)?[가-힣]{2,}(?:공사|공단|재단|연구원|위원회|교육청|의회|진흥원)|[가-힣]{4,}부"
    r"|(?:국세|관세|조달|통계|병무|경찰|소방|산림|특허|기상|질병관리|방위사업|농촌진흥|우주항공|국가유산|재외동포|해양경찰)청"
    r"|(?:법제|인사혁신|식품의약품안전|국가데이터|지식재산)처|(?:환경|교육|국방|외교|통일|법무)부)$"
)
# Others are believed only beside the date of a cover.
_LIKELY = re.compile(
    r"^(?:사단법인|재단법인|\(사\)|\(재\)|㈜|\(주\)|주식회사)\s?[가-힣A-Za-z]{2,}|^[가-힣]{2,}(?:학회|협회|대학교|연구소|센터|[시군구]|처)$"
    r"|^[A-Z][\w&.,' -]{3,}(?:Ministry|Agency|Office|Council|Commission|University|Institute|Department|Authority|Association)"
    r"|^(?:Ministry|Agency|Office|Council|Department|University|Institute|City) (?:of|for) [A-Z]"
)
_NOT_BODIES = re.compile(
    r"(?:[내외본일전간]부|부처|자치구|신청|요청|초청|시청각|출연처|[락수래의매용문]처"
    r"|접수처|담당부|해당부|소속부|관계부|세부|대부|첨부|거부|기부|공부|여부|(?:^|\s)(?:[일실표게지제동즉임전출응개]시|[연가기친입인출지요도]구))$"
)
_PLACEHOLDER = re.compile(r"[○◯●OoＯXx×△]{2,}|[○◯△]|홍길동|지자체명|기관명|회사명")
_SOFTWARE = re.compile(
    r"한글과컴퓨터|한컴|hancom|haansoft|microsoft|adobe|libreoffice|openoffice|google|wps|hangul",
    re.IGNORECASE,
)
_BODY_OF = {
    "특별시장": "특별시", "광역시장": "광역시", "특별자치시장": "특별자치시", "시장": "시", "도지사": "도", "지사": "도",
    "군수": "군", "구청장": "구청", "장관": "", "청장": "청", "처장": "처", "위원장": "위원회", "교육감": "교육청",
    "교육장": "교육지원청", "이사장": "", "원장": "원", "총장": "", "사장": "", "관장": "관",
}  # fmt: skip
"""What a body is called whose head has a title, after its own name."""
_OFFICE = re.compile(
    r"^(?:부총리\s?겸\s?)?((?:[가-힣]{2,8}\s)?(?:[가-힣]{2,12}?))\s?("
    + "|".join(sorted(_BODY_OF, key=len, reverse=True))
    + r")(?:\s*[(（]?\s*(?:직인|관인|인|직인생략|관인생략)\s*[)）]?)?$"
)
_NO_SENDER = frozenset({"시도지사", "시장", "각", "귀하", "부"})
_SPOKEN = re.compile(
    r"^[□○ㅇ◦▢■\-\s]*((?:[가-힣]{2,8}\s)?[가-힣]{2,14}(?:부|처|청|시|도|군|구|공사|공단|재단|위원회|원|교육청))"
    r"\s?\((?:장관|청장|처장|시장|도지사|지사|군수|구청장|위원장|이사장|사장|원장|교육감|부총리)"
)
_PRESS = re.compile(
    r"^(?:.{0,14}\s)?보\s?도\s?(?:참\s?고|설\s?명)?\s?자\s?료$|^보\s?도\s?(?:시\s?점|일\s?시)"
)
_NUMBERED = re.compile(
    rf"^({_PROVINCE}(?:\s?[가-힣]{{1,4}}[시군구])?|[가-힣]{{2,}}(?:부|처|청|시|군|구|위원회|공사|공단|재단|진흥원|교육청))"
    r"\s?(?:공고|고시)\s?제\s?\d"
)
_COVER, _LONGEST = 30, 40


def is_press_release(lines: list[Line]) -> bool:
    """Whether the document has the masthead of a press release."""
    return any(_PRESS.match(line.text) for line in lines[:12])


def is_letter(lines: list[Line]) -> bool:
    """Whether it is an official letter: 수신 stands over 제목."""
    front = [re.sub(r"\s", "", line.text) for line in lines[:20]]
    to = next(
        (at for at, text in enumerate(front) if re.match(r"수신(?:자|처)?(?:$|[:：]|.{2,})", text)),
        None,
    )
    return to is not None and any(re.match(r"제목", text) for text in front[to + 1 :])


def is_body(text: str) -> bool:
    """Whether ``text`` is the name of a public body and nothing else."""
    return bool(_SURE.match(text)) and not _NOT_BODIES.search(text) and _named(text)


def head_of(text: str) -> str:
    """Return the body that a head signs for ("서울특별시장": 서울특별시); empty if it is none."""
    match = _OFFICE.match(closed_up(text))
    if match is None or not _named(text) or match[1] in _NO_SENDER:
        return ""
    body = match[1] + _BODY_OF[match[2]]
    return body if len(body) >= 3 else ""


def find_publisher(front: list[Line], back: list[Line]) -> str:
    """Return the body that published, where the text says so; empty otherwise."""
    lines = front + back
    for at in range(len(lines)):
        said = after_label(lines, at, _LABEL)
        if said and len(said) <= _LONGEST and _labelled_body(said):
            return said
    if is_letter(front):
        return _sender(front, back)
    if is_press_release(front):
        return _masthead(front)
    return _notice(front, back) or _on_cover(front)


def names(text: str, body: str) -> bool:
    """Whether ``text`` names ``body``, which is no maker of software."""
    return not is_software(body) and folded(body) in folded(text)


def is_software(text: str) -> bool:
    """Whether ``text`` names a maker of office programs or one of them."""
    return _SOFTWARE.search(text) is not None


def _named(text: str) -> bool:
    return _PLACEHOLDER.search(text) is None and not is_software(text)


def _labelled_body(text: str) -> bool:
    if _PLACEHOLDER.search(text):
        return False
    return bool(_SURE.match(text) or _LIKELY.match(text)) and not stands_alone(text)


def _sender(front: list[Line], back: list[Line]) -> str:
    signed = [head_of(line.text) for line in front[5:] + back]
    found = next((body for body in signed if body), "")
    if found:
        return found
    for line in front[:6]:
        if re.match(r"^수\s?신", line.text):
            break
        if is_body(line.text) or (_LIKELY.match(line.text) and _named(line.text)):
            return line.text
    return ""


def _masthead(front: list[Line]) -> str:
    for line in front[:8]:
        if is_body(line.text):
            return line.text
    for line in front[:40]:
        match = _SPOKEN.match(line.text)
        if match and _named(match[1]):
            return match[1]
    return ""


def _notice(front: list[Line], back: list[Line]) -> str:
    """Return the body whose head signs under a date."""
    for line in front[:5]:
        numbered = _NUMBERED.match(line.text)
        if numbered and _named(numbered[1]):
            return numbered[1]
    for lines in (front[:20], back):
        for line, following in pairwise(lines):
            if stands_alone(line.text) and head_of(following.text):
                return head_of(following.text)
    return ""


def _on_cover(front: list[Line]) -> str:
    lines = front[:_COVER]
    for at, line in enumerate(lines):
        if not line.framed or line.listed or len(line.text) > _LONGEST:
            continue
        around = [other.text for other in lines[max(0, at - 2) : at] + lines[at + 1 : at + 2]]
        if not any(stands_alone(text) for text in around):
            continue
        if is_body(line.text):
            return line.text
        if _LIKELY.match(line.text) and _named(line.text) and not _NOT_BODIES.search(line.text):
            return line.text
    return ""
