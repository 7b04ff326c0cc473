# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said about a person by name: the date of birth, health, welfare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from converters.checking.personal.context import Context, Label, is_masked, may_be_alive
from converters.checking.personal.hits import Hit
from converters.document.findings import FindingKind, Grade

_DATE = re.compile(
    r"(?<![\d./-])(?:(?P<year>(?:19|20)[\d*]{2}|'?[\d*]{2})\s?[.년/-]\s?(?P<month>[\d*]{1,2})\s?[.월/-]\s?(?P<day>[\d*]{1,2})"
    r"\s?(?:일|\.)?|(?P<six>\d{6}|(?:19|20)\d{6}))(?P<born>\s?생(?![가-힣])|\s?출생(?!아|\s?신고|률|자\s))?(?![\d/-])"
)
_NO_BIRTH = re.compile(r"\s?(?:이후|이전|까지|부터|기준|현재|자로|시행|개정|공포|제정|[~∼])")
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염여추도"
    "소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_NAME = rf"(?:[{_SURNAMES}][가-힣]{{1,2}}|남궁[가-힣]{{1,2}}|황보[가-힣]{{1,2}}|선우[가-힣]{{1,2}}|제갈[가-힣]{{1,2}})"
_NO_NAMES = (
    r"선정|안내|현황|명단|명부|주소|전원|전체|조사|관리|지원|지정|지급|모집|신청|신규|심사|이용|이송|우선|안전|진료|진단|기준|기타|교육|"
    r"보호|정보|정원|정기|상담|방문|가족|가정|여부|여성|여건|구분|유형|자격|장애|장기|변경|노인|남성|성인|성별|임산|임시|강화|배정|추천|추가|"
    r"제외|제출|인원|연령|연간|연락|주민|주요|고령|고위험|권익|권리|대장|유의|유무|민원|공고|공지|석방|국민|어린|금액|한정|한해|하위|현재|"
    r"모두|모든|육아|염려|방법|방안|맞춤|발굴|반드|문의|문진|수요|수당|전용|전담|전수|조건|중심|중복|확인|확대|차등|차량|심리|심층|위험|"
    r"위기|위치|소득|소개|설문|설명|마음|편의|은행|용품|명의|명당|표시|기본|기관|기록|왕진|지역|마다|서류|서비|사례|오는|이상|이하|이외|"
    r"본인|비율|동의|이름|성명|나이|신분|신상|주치|조기|경우|공통|함께|조회|원칙|원인|황색|엄격|엄선|명칭|인정|인적|감염|증상"
)
"""Words after "대상자", "환자" that begin as names do."""
_NAMED = re.compile(
    rf"(?:성\s?명|이\s?름|환자|대상자|수급자|신청인|신청자|보호자|본인|세대주|name)\s?:\s?{_NAME}(?![가-힣])|"
    rf"(?:성명|이름)\s{_NAME}(?![가-힣])|"
    rf"(?:환자|대상자|수급자|신청인|신청자|보호자|본인|당사자|이용자|입소자|피해자|참가자|회원|세대주)\s"
    rf"(?!{_NO_NAMES})[{_SURNAMES}][가-힣]{{2}}[은는이가을를의도]?(?=[\s,.(]|$)|"
    rf"(?<![가-힣]){_NAME}\s?(?:씨|님|군|양|어르신|할머니|할아버지)(?=[\s,.(은는이가의을를도와과께에]|$)",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(rf"(?<![가-힣]){_NAME}\s?\([^()]{{0,24}}$")
_NAME_ALONE = re.compile(rf"\s*{_NAME}\s*")
_HEALTH = re.compile(
    r"(?:지체|시각|청각|언어|지적|자폐성|정신|뇌병변|신장|심장|호흡기|간|안면|장루|뇌전증|발달|중증|경증)\s?장애(?:인)?"
    r"(?:\s?\d급|\s?\(?심한\s?장애\)?)?|장애\s?\d급|(?:위|폐|간|대장|유방|갑상선|췌장|혈액|자궁|전립선)암|백혈병|당뇨(?:병)?|고혈압|"
    r"우울증|조현병|공황장애|조울증|치매|알츠하이머|파킨슨|에이즈|HIV|결핵|매독|간염|코로나(?:19)?\s?확진|확진\s?판정|"
    r"혈액\s?투석|정신\s?질환|(?:만성\s?)?신부전|간경화|심부전|루게릭병?|희귀\s?질환|자폐증?|ADHD|정신\s?분열증?|협심증|뇌졸중|뇌경색|뇌출혈|심근경색|임신\s?\d+\s?(?:주|개월)"
)
_WELFARE = re.compile(
    r"기초\s?생활\s?(?:보장\s?)?수급(?:자|권자)?|차상위(?:\s?계층)?|한부모\s?(?:가정|가족)?|조손\s?가정|긴급\s?복지\s?(?:지원\s?)?대상|"
    r"의료\s?급여\s?수급|생계\s?급여\s?수급|기초\s?연금\s?수급|독거\s?노인|가정\s?폭력\s?피해|학대\s?피해|노숙인|"
    r"장애인?\s?(?:연금|수당)\s?(?:수급|대상)|(?:주거|교육)\s?급여\s?수급|국가\s?유공자|보훈\s?대상|"
    r"북한\s?이탈\s?주민|신용\s?불량|개인\s?회생|파산\s?선고"
)
_PERSON_HEAD = re.compile(r"성\s?명|이\s?름|대상자|환자|수급자|세대주|신청인|name", re.IGNORECASE)
_REACH = 40


def find_statements_about_people(context: Context) -> Iterator[Hit]:
    """Yield dates of birth, and words about health and welfare beside a name."""
    yield from _births(context)
    for kind, words in ((FindingKind.HEALTH, _HEALTH), (FindingKind.WELFARE, _WELFARE)):
        for match in words.finditer(context.text):
            if _is_about_a_person(context, match):
                yield Hit(kind, *match.span(), Grade.WARNING)


def _births(context: Context) -> Iterator[Hit]:
    for match in _DATE.finditer(context.text):
        if not _is_birthday(match) or _NO_BIRTH.match(context.text, match.end()):
            continue
        if not match["born"]:
            label = context.label_of(*match.span())
            in_brackets = _NAME_BEFORE.search(context.before(match.start()))
            closed = context.after(match.end()).lstrip().startswith((")", ",", "·"))
            named = (
                in_brackets
                and closed
                and match["six"] is not None
                and _NAMED_ROW.search(context.whole)
            )
            if label is not Label.BIRTH and not named:
                continue
        masked = is_masked(match.group())
        grade = Grade.NOTE if masked else Grade.ERROR
        end = match.start("born") if match["born"] else match.end()
        shown = context.text[match.start() : end].rstrip()
        yield Hit(
            FindingKind.BIRTH_DATE, match.start(), match.start() + len(shown), grade, masked=masked
        )


_NAMED_ROW = re.compile(r"성\s?명|이\s?름|명단|참가자|수상자|합격자|당첨자|대상자|회원|학생")


def _is_birthday(match: re.Match[str]) -> bool:
    """Whether a date is a day on which somebody who lives may have been born."""
    if match["six"]:
        digits = match["six"]
        year, month, day = digits[:-4], digits[-4:-2], digits[-2:]
    else:
        year, month, day = match["year"].lstrip("'"), match["month"], match["day"]
        if is_masked(match.group()):
            return True
    years = (int(year),) if len(year) == 4 else (1900 + int(year), 2000 + int(year))
    for full in years:
        try:
            born = date(full, int(month), int(day))
        except ValueError:
            continue
        if may_be_alive(born):
            return True
    return False


def _is_about_a_person(context: Context, match: re.Match[str]) -> bool:
    near = context.text[max(0, match.start() - _REACH) : match.end() + _REACH]
    if _NAMED.search(near) or _NAME_BEFORE.search(context.before(match.start())):
        return True
    if not context.row:
        return False
    # A row of a list of people: a cell that is a name and nothing else, under a head that says so.
    return any(map(_PERSON_HEAD.search, context.passage.heads)) and any(
        _NAME_ALONE.fullmatch(cell) for cell in context.passage.beside
    )
