# SPDX-License-Identifier: AGPL-3.0-or-later
"""Telephone numbers of Korea (전기통신번호관리세칙) and addresses of electronic mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.checking.personal.context import Context, Label, is_masked
from converters.checking.personal.hits import Hit
from converters.document.findings import FindingKind, Grade

_START = r"(?<![\d*.])(?<![\dA-Za-z]-)(?<![A-Za-z_/#=])"
_END = r"(?![\d*])(?!-\d)(?!\.\d)(?![A-Za-z_])"
_GAP = r"(?:\s?[-.)·]\s?|\s)"
_MOBILE = re.compile(
    rf"{_START}(?:(?:\(?\+|00)82\)?[-. ]?\(?0?\)?|82[-. ]|\(?0)1[016789](?:{_GAP}(?:\d{{3,4}}|[\d*xX]{{4}}){_GAP}"
    rf"(?:\d{{4}}|[\d*xX]{{4}})|\d{{7,8}}|[\d*]{{7,8}}){_END}"
)
_AREA = r"(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|80|50[2-8]?)"
_PHONE = re.compile(
    rf"{_START}(?:(?:\(?\+|00)82\)?[-. ]?\(?0?\)?|\(?0){_AREA}{_GAP}(?:\d{{3,4}}|[\d*xX]{{3,4}}){_GAP}"
    rf"(?:\d{{4}}|[\d*xX]{{4}}){_END}"
)
_PHONE_DIGITS = re.compile(rf"{_START}0{_AREA}\d{{7,8}}{_END}")
_TOLL_FREE = re.compile(r"\(?0\s?80\D|\(?080")
_REPRESENTATIVE = re.compile(
    rf"{_START}(?:15(?:22|33|44|51|55|66|77|88|99)|16(?:00|08|11|21|22|33|40|41|42|43|44|55|60|61|62|"
    rf"66|67|68|70|71|80|83|84|85|86|88|89|98)|18(?:00|11|22|33|44|51|52|55|56|57|66|70|71|77|88|90|97|98|99))"
    rf"[-. ]\d{{4}}{_END}"
)
_PAPER = re.compile(r"\s?(?:호|번지|건|원|명|개|조|항|쪽|면|차|년|월|㎡|km|%|[~∼]\s?0?1\d\d-)")
"""Units: a number before one of them counts or names a paper."""
_DUMMY = re.compile(r"\D0{3,4}\D0{4}$")
_ORDINAL = re.compile(r"제\s?$")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+*-])[A-Za-z0-9][A-Za-z0-9._%+*-]{0,63}\s?@\s?"
    r"(?:[A-Za-z0-9*](?:[A-Za-z0-9*-]{0,61}[A-Za-z0-9*])?\.)+[A-Za-z]{2,24}(?![A-Za-z0-9@])"
)
_SHARED = re.compile(r"업무용|공용|당직|대표\s?(?:휴대|전화|번호)|상황실|콜센터")
_FILES = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "pdf", "hwp", "hwpx", "css", "js", "html", "py"}
)
_RESERVED = re.compile(
    r"@\s?(?:[\w.-]+\.)?(?:example\.(?:com|org|net|kr|co\.kr)|test|invalid)$", re.IGNORECASE
)
_OFFICIAL_DOMAIN = re.compile(
    r"@\s?(?:[\w-]+\.)*(?:go\.kr|or\.kr|re\.kr|ac\.kr|mil\.kr|[hme]s\.kr|sc\.kr|kg\.kr|korea\.kr|seoul\.kr|gov|edu)$",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"^(?:info|webmaster|master|help|helpdesk|contact|admin|administrator|office|press|support|privacy|cs|pr|"
    r"service|sales|no-?reply|postmaster|news|editor|public|hr|recruit|customer|voc|center|event|apply|library|"
    r"museum|minwon|civil|report)[\d._-]*\s?@",
    re.IGNORECASE,
)


def find_contacts(context: Context) -> Iterator[Hit]:
    """Yield telephone numbers and mail addresses."""
    if "@" in context.text:
        yield from _mails(context)
    for match in _MOBILE.finditer(context.text):
        if _is_telephone(context, match):
            yield _hit(FindingKind.MOBILE, context, match, Grade.ERROR)
    for match in _PHONE.finditer(context.text):
        if _is_telephone(context, match):
            yield _hit(FindingKind.PHONE, context, match, Grade.WARNING)
    for match in _PHONE_DIGITS.finditer(context.text):
        if context.label_of(*match.span()) in (Label.PHONE, Label.MOBILE):
            yield _hit(FindingKind.PHONE, context, match, Grade.WARNING)
    for match in _REPRESENTATIVE.finditer(context.text):
        if _is_telephone(context, match) and not _is_span_of_years(context, match):
            yield Hit(FindingKind.PHONE, *match.span(), Grade.NOTE, official=True)


def _hit(kind: FindingKind, context: Context, match: re.Match[str], grade: Grade) -> Hit:
    masked = is_masked(match.group())
    if kind is FindingKind.MOBILE:
        # A mobile telephone is somebody's, whoever is to be asked with it.
        official = _SHARED.search(context.before(match.start())) is not None
    else:
        official = _TOLL_FREE.match(match.group()) is not None
        official = official or context.is_office(*match.span())
    shown = Grade.NOTE if masked or official else grade
    return Hit(kind, *match.span(), shown, masked=masked, official=official)


def _is_telephone(context: Context, match: re.Match[str]) -> bool:
    if _DUMMY.search(match.group()):
        return False
    label = context.label_of(*match.span())
    if label in (Label.CODE, Label.CORPORATE, Label.ACCOUNT, Label.CARD, Label.PLATE):
        return False
    if _ORDINAL.search(context.before(match.start())):
        return False
    return _PAPER.match(context.text, match.end()) is None


def _is_span_of_years(context: Context, match: re.Match[str]) -> bool:
    first, last = match.group()[:4], match.group()[-4:]
    known = context.label_of(*match.span()) in (Label.PHONE, Label.MOBILE)
    return int(first) <= int(last) < 2100 and not known


def _mails(context: Context) -> Iterator[Hit]:
    for match in _EMAIL.finditer(context.text):
        address = match.group()
        if address.rsplit(".", 1)[-1].lower() in _FILES or _RESERVED.search(address):
            continue
        masked = "*" in address.partition("@")[0]
        official = bool(_OFFICIAL_DOMAIN.search(address) or _ROLES.match(address))
        grade = Grade.NOTE if masked or official else Grade.WARNING
        yield Hit(FindingKind.EMAIL, *match.span(), grade, masked=masked, official=official)
