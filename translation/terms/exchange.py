# SPDX-License-Identifier: AGPL-3.0-or-later
"""Glossaries as files: CSV as people keep them, TBX (ISO 30042) as other tools do."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml import etree

from converters.exports.csv_tables import Value, as_it_was, to_csv
from translation.terms.term import Term

_MOST_BYTES = 256 << 20
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BETWEEN = "|"
"""Between several forms in one field."""
_COLUMNS = {
    "source": ("source", "term", "원어", "원문", "용어", "한국어", "korean", "ko"),
    "targets": (
        "targets",
        "target",
        "translation",
        "번역",
        "대역어",
        "번역어",
        "영어",
        "english",
        "en",
    ),
    "forbidden": ("forbidden", "금지어", "쓰지 않는 말"),
    "note": ("note", "비고", "설명", "주석"),
    "domain": ("domain", "subject", "분야"),
    "origin": ("origin", "출처"),
}


class GlossaryFault(StrEnum):
    """Why a file, or a line of it, cannot be taken."""

    TOO_LARGE = "too-large"
    NOT_XML = "not-xml"
    NOT_TBX = "not-tbx"
    NO_TEXT = "no-text"
    NO_SOURCE = "no-source"
    NO_TARGET = "no-target"


class GlossaryRefused(Exception):
    """A file is no glossary.

    Args:
        fault: why.
        line: where, from 1; 0 where it is the file itself.
    """

    def __init__(self, fault: GlossaryFault, line: int = 0) -> None:
        super().__init__(fault, line)
        self.fault = fault
        self.line = line


@dataclass(frozen=True, slots=True)
class ReadGlossary:
    """What a file held."""

    terms: tuple[Term, ...]
    bad: tuple[tuple[int, GlossaryFault], ...] = ()
    """Lines that were passed over, and why."""


# ---------------------------------------------------------------- CSV


def read_csv(data: bytes) -> ReadGlossary:
    """Return the terms of a CSV file.

    The first line names the columns, in Korean or English; without names the first column
    is the source and the second the target. Several forms are separated by "|".

    Raises:
        GlossaryRefused: it is too large or no text.
    """
    text = _text_of(data)
    sample = text[:4096]
    delimiter = max(",;\t", key=sample.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    terms: list[Term] = []
    bad: list[tuple[int, GlossaryFault]] = []
    places: dict[str, int] | None = None
    for row in rows:
        if not any(field.strip() for field in row):
            continue
        if places is None:
            places = _places(row)
            if places is not None:
                continue
            places = {"source": 0, "targets": 1, "note": 2}
        term = _term(row, places)
        if isinstance(term, Term):
            terms.append(term)
        else:
            bad.append((rows.line_num, term))
    return ReadGlossary(tuple(terms), tuple(bad))


def _text_of(data: bytes) -> str:
    if len(data) > _MOST_BYTES:
        raise GlossaryRefused(GlossaryFault.TOO_LARGE)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    # Excel on a Korean Windows writes the old code page.
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise GlossaryRefused(GlossaryFault.NO_TEXT)


def _places(row: list[str]) -> dict[str, int] | None:
    """Return the column of each field, where ``row`` names them."""
    names = [field.strip().casefold() for field in row]
    found = {
        field: names.index(name)
        for field, known in _COLUMNS.items()
        for name in known[::-1]
        if name in names
    }
    return found if "source" in found and ("targets" in found or "forbidden" in found) else None


def _term(row: list[str], places: dict[str, int]) -> Term | GlossaryFault:
    def field(name: str) -> str:
        at = places.get(name)
        return as_it_was(" ".join(row[at].split())) if at is not None and at < len(row) else ""

    def forms(name: str) -> tuple[str, ...]:
        return tuple(form.strip() for form in field(name).split(_BETWEEN) if form.strip())

    term = Term(
        field("source"),
        forms("targets"),
        forms("forbidden"),
        field("note"),
        field("domain"),
        field("origin"),
    )
    if not term.source:
        return GlossaryFault.NO_SOURCE
    if not term.targets and not term.forbidden:
        return GlossaryFault.NO_TARGET
    return term


def write_csv(terms: Iterable[Term]) -> bytes:
    """Return ``terms`` as CSV, with a mark at its start that makes Excel read it as UTF-8."""
    rows: list[list[Value]] = [list(_COLUMNS)]
    rows.extend(
        [
            term.source,
            _BETWEEN.join(term.targets),
            _BETWEEN.join(term.forbidden),
            term.note,
            term.domain,
            term.origin,
        ]
        for term in terms
    )
    return to_csv(rows)


# ---------------------------------------------------------------- TBX


def read_tbx(data: bytes, source: str, target: str) -> ReadGlossary:
    """Return the terms of a TBX file (TBX 2 and 3) from ``source`` to ``target``.

    Entries without both languages are counted as bad, by the line they stand in.

    Raises:
        GlossaryRefused: it is too large, no XML or no TBX.
    """
    if len(data) > _MOST_BYTES:
        raise GlossaryRefused(GlossaryFault.TOO_LARGE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise GlossaryRefused(GlossaryFault.NOT_XML, error.lineno or 0) from error
    if root is None or _name(root) not in ("martif", "tbx", "TBX"):
        raise GlossaryRefused(GlossaryFault.NOT_TBX)
    terms: list[Term] = []
    bad: list[tuple[int, GlossaryFault]] = []
    for entry in root.iter("{*}termEntry", "{*}conceptEntry"):
        found = list(_entry(entry, source, target))
        terms += found
        if not found:
            line = entry.sourceline
            bad.append((line if isinstance(line, int) else 0, GlossaryFault.NO_TARGET))
    return ReadGlossary(tuple(terms), tuple(bad))


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _entry(entry: etree._Element, source: str, target: str) -> Iterator[Term]:
    by_language: dict[str, list[tuple[str, bool]]] = {source: [], target: []}
    for part in entry.iter("{*}langSet", "{*}langSec"):
        language = part.get(_XML_LANG, part.get("lang", "")).casefold()
        for wanted, forms in by_language.items():
            if language == wanted or language.partition("-")[0] == wanted.partition("-")[0]:
                forms += _forms(part)
    note = " ".join(
        " ".join("".join(map(str, element.itertext())).split())
        for element in entry.iter("{*}note", "{*}descrip")
        if element.get("type") in (None, "definition")
    )
    domain = next(
        (
            " ".join("".join(map(str, element.itertext())).split())
            for element in entry.iter("{*}descrip")
            if element.get("type") == "subjectField"
        ),
        "",
    )
    targets = tuple(form for form, forbidden in by_language[target] if not forbidden)
    banned = tuple(form for form, forbidden in by_language[target] if forbidden)
    if targets or banned:
        for form, forbidden in by_language[source]:
            if not forbidden:
                yield Term(form, targets, banned, note, domain)


def _forms(part: etree._Element) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for group in part.iter("{*}tig", "{*}ntig", "{*}termSec"):
        said = " ".join(
            "".join(map(str, note.itertext())).casefold()
            for note in group.iter("{*}termNote")
            if note.get("type") in ("administrativeStatus", "normativeAuthorization")
        )
        forbidden = any(word in said for word in ("deprecated", "superseded", "forbidden"))
        for term in group.iter("{*}term"):
            text = " ".join("".join(map(str, term.itertext())).split())
            if text:
                found.append((text, forbidden))
    return found


def write_tbx(terms: Iterable[Term], source: str, target: str, title: str = "") -> bytes:
    """Return ``terms`` as TBX-Basic (martif); equal terms give equal bytes."""
    root = etree.Element("martif", {"type": "TBX-Basic", _XML_LANG: source})
    header = etree.SubElement(root, "martifHeader")
    described = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(described, "p").text = title or "Hanji"
    etree.SubElement(
        etree.SubElement(header, "encodingDesc"), "p", {"type": "XCSURI"}
    ).text = "TBXBasicXCSV02.xcs"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for number, term in enumerate(terms, start=1):
        entry = etree.SubElement(body, "termEntry", {"id": f"c{number}"})
        if term.domain:
            etree.SubElement(entry, "descrip", {"type": "subjectField"}).text = _legal(term.domain)
        if term.note:
            etree.SubElement(entry, "note").text = _legal(term.note)
        for language, forms in (
            (source, [(term.source, "")]),
            (
                target,
                [
                    *((form, "preferredTerm-admn-sts") for form in term.targets[:1]),
                    *((form, "admittedTerm-admn-sts") for form in term.targets[1:]),
                    *((form, "deprecatedTerm-admn-sts") for form in term.forbidden),
                ],
            ),
        ):
            part = etree.SubElement(entry, "langSet", {_XML_LANG: language})
            for form, status in forms:
                group = etree.SubElement(part, "tig")
                etree.SubElement(group, "term").text = _legal(form)
                if status:
                    etree.SubElement(
                        group, "termNote", {"type": "administrativeStatus"}
                    ).text = status
    return etree.tostring(
        root,
        xml_declaration=True,
        encoding="UTF-8",
        pretty_print=True,
        doctype='<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">',
    )


def _legal(text: str) -> str:
    """Return ``text`` without characters that XML cannot hold."""
    return "".join(
        letter
        for letter in text
        if letter in "\t\n\r"
        or "\x20" <= letter <= "\ud7ff"
        or "\ue000" <= letter <= "\ufffd"
        or letter >= "\U00010000"
    )
