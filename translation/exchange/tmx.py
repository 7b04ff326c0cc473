# SPDX-License-Identifier: AGPL-3.0-or-later
"""TMX 1.4b: translation memories of other tools, read unit by unit, and ours for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.inline import TagForm, written_tags
from translation.exchange.rules.names import XliffRule, broken
from translation.exchange.rules.values import is_language
from translation.exchange.xml import XML, element_name, elements, legal
from translation.inline_codes import Coded, Part, Tag, TagKind, coded
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit

MOST_BYTES: Final = 2 << 30
_BEFORE, _AFTER = "x-hanji-before", "x-hanji-after"
_ORIGIN: Final = "x-hanji-origin"
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)")
_HEADER = ("creationtool", "segtype", "adminlang", "srclang", "datatype")
_VERSIONS = ("1.1", "1.2", "1.3", "1.4")


# ---------------------------------------------------------------- reading


def read(data: bytes, pair: LanguagePair, *, origin: str = "") -> Iterator[MemoryUnit]:
    """Yield the units of ``pair`` in the order of the file.

    Languages are matched by their first part ("en" takes "en-GB"); where a unit has several
    variants of one language, the one that is exactly asked for comes first and each target
    gives a unit. Units without both languages are passed over.

    Args:
        data: a whole file, in UTF-8, UTF-16 or what it declares.
        pair: languages asked for; either may be the file's source.
        origin: what to say of where units come from; "" takes what the file says.

    Raises:
        ExchangeRefused: it is no TMX, damaged, hostile or breaks a rule of the standard. It
            comes at the place of the fault, so units before it have been given out.
    """
    found = elements(data, "tu", most_bytes=MOST_BYTES)
    root = next(found)
    if element_name(root) != "tmx":
        raise ExchangeRefused(
            ExchangeCode.WRONG_FORMAT, 1, expected="TMX", found=str(root.tag)[:80]
        )
    if root.get("version", "") not in _VERSIONS:
        raise ExchangeRefused(ExchangeCode.VERSION, 1, found=root.get("version", "")[:20])
    checked = False
    for unit in found:
        if not checked:
            _check_header(root)
            checked = True
        yield from _units(unit, pair, origin)
    if not checked:
        _check_header(root)
    if not any(element_name(child) == "body" for child in root):
        broken(XliffRule.CONTENT, root, "tmx/body")


def _check_header(root: etree._Element) -> None:
    header = next((child for child in root if element_name(child) == "header"), None)
    if header is None:
        broken(XliffRule.CONTENT, root, "tmx/header")
    for name in _HEADER:
        if header.get(name) is None:
            broken(XliffRule.ATTRIBUTE_MISSING, header, f"header/{name}")
    if header.get("segtype") not in ("block", "paragraph", "sentence", "phrase"):
        broken(XliffRule.VALUE, header, f"header/segtype={header.get('segtype')}")


def _units(unit: etree._Element, pair: LanguagePair, origin: str) -> Iterator[MemoryUnit]:
    variants: list[tuple[str, etree._Element, Coded]] = []
    numbers: dict[str, int] = {}
    for variant in unit:
        if element_name(variant) != "tuv":
            continue
        language = variant.get(f"{XML}lang") or variant.get("lang")
        if language is None:
            broken(XliffRule.ATTRIBUTE_MISSING, variant, "tuv/xml:lang")
        if not is_language(language.replace("_", "-")):
            broken(XliffRule.VALUE, variant, f"tuv/xml:lang={language}")
        segments = [child for child in variant if element_name(child) == "seg"]
        if len(segments) != 1:
            broken(XliffRule.CONTENT, variant, "tuv/seg")
        variants.append((language, variant, _content(segments[0], numbers)))
    if not variants:
        broken(XliffRule.CONTENT, unit, "tu/tuv")
    sources = _of_language(variants, pair.source)
    targets = _of_language(variants, pair.target)
    if not sources:
        return
    _, _, source = sources[0]
    properties = {
        child.get("type", ""): child.text or "" for child in unit if element_name(child) == "prop"
    }
    for _, variant, target in targets:
        if variant is sources[0][1] or not source.text.strip() or not target.text.strip():
            continue

        def given(name: str, variant: etree._Element = variant) -> str:
            return variant.get(name) or unit.get(name) or ""

        usage = given("usagecount")
        yield MemoryUnit(
            pair,
            source,
            target,
            properties.get(_BEFORE),
            properties.get(_AFTER),
            origin or properties.get(_ORIGIN, ""),
            given("changeid") or given("creationid"),
            _iso(given("creationdate")),
            _iso(given("changedate")),
            int(usage) if usage.isascii() and usage.isdigit() and len(usage) < 10 else 0,
        )


def _of_language(
    variants: list[tuple[str, etree._Element, Coded]], wanted: str
) -> list[tuple[str, etree._Element, Coded]]:
    def plain(language: str) -> str:
        return language.replace("_", "-").lower()

    main = plain(wanted).partition("-")[0]
    found = [one for one in variants if plain(one[0]).partition("-")[0] == main]
    return sorted(found, key=lambda one: plain(one[0]) != plain(wanted))


def _content(segment: etree._Element, numbers: dict[str, int]) -> Coded:
    """Return a segment with our tags; ``x`` says which codes of two variants are one."""
    parts: list[Part] = [segment.text or ""]
    pairs: dict[str, int] = {}
    closed: set[str] = set()
    anonymous = Counter[str]()

    def number(element: etree._Element, kind: str) -> int:
        anonymous[kind] += 1
        own = element.get("x") or (element.get("i") if kind == "pair" else None)
        name = own if own is not None else f"{kind}-{anonymous[kind]}"
        return numbers.setdefault(name, len(numbers) + 1)

    def walk(parent: etree._Element) -> None:
        for element in parent:
            name, i = element_name(element), element.get("i", "")
            if name == "bpt":
                if not i or i in pairs:
                    broken(XliffRule.UNIQUE, element, f"bpt/i={i}")
                pairs[i] = number(element, "pair")
                parts.append(Tag(TagKind.OPEN, pairs[i]))
            elif name == "ept":
                if i not in pairs or i in closed:
                    broken(XliffRule.PAIR, element, f"ept/i={i}")
                closed.add(i)
                parts.append(Tag(TagKind.CLOSE, pairs[i]))
            elif name == "it":
                if element.get("pos") not in ("begin", "end"):
                    broken(XliffRule.VALUE, element, f"it/pos={element.get('pos')}")
                kind = TagKind.OPEN if element.get("pos") == "begin" else TagKind.CLOSE
                parts.append(Tag(kind, number(element, "it")))
            elif name in ("ph", "ut"):
                parts.append(Tag(TagKind.SINGLE, number(element, name)))
            elif name == "hi":
                parts.append(element.text or "")
                walk(element)
            else:
                broken(XliffRule.ELEMENT, element, f"seg/{name}")
            parts.append(element.tail or "")

    walk(segment)
    for i in pairs.keys() - closed:
        broken(XliffRule.PAIR, segment, f"bpt/i={i}")
    return coded(parts)


def _iso(moment: str) -> str:
    found = _MOMENT.fullmatch(moment.strip())
    if found is None:
        return ""
    year, month, day, hour, minute, second = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


# ---------------------------------------------------------------- writing


def write(units: Iterable[MemoryUnit], pair: LanguagePair) -> bytes:
    """Return ``units`` as TMX 1.4b, the same bytes for the same units.

    Contexts are kept as properties, codes as empty <bpt>, <ept>, <it> and <ph>.
    """
    out = BytesIO()
    with etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("tmx", {"version": "1.4"}):
            header = etree.Element(
                "header",
                {
                    "creationtool": "Hanji",
                    "creationtoolversion": "1",
                    "segtype": "sentence",
                    "o-tmf": "Hanji",
                    "adminlang": "en",
                    "srclang": pair.source,
                    "datatype": "xml",
                },
            )
            file.write(header)
            with file.element("body"):
                for unit in units:
                    file.write(_unit(unit))
    return out.getvalue() + b"\n"


def _unit(unit: MemoryUnit) -> etree._Element:
    given = {
        "creationid": legal(unit.author),
        "creationdate": _compact(unit.created),
        "changedate": _compact(unit.changed),
        "usagecount": str(unit.usage) if unit.usage else "",
    }
    element = etree.Element("tu", {name: value for name, value in given.items() if value})
    for name, text in ((_BEFORE, unit.before), (_AFTER, unit.after), (_ORIGIN, unit.origin)):
        if text:
            etree.SubElement(element, "prop", {"type": name}).text = legal(text)
    for language, content in (
        (unit.pair.source, unit.source),
        (unit.pair.target, unit.target),
    ):
        variant = etree.SubElement(element, "tuv", {f"{XML}lang": language})
        _write_content(etree.SubElement(variant, "seg"), content)
    return element


def _compact(moment: str) -> str:
    found = _ISO.match(moment)
    if found is None:
        return ""
    year, month, day, hour, minute, second = found.groups()
    return f"{year}{month}{day}T{hour}{minute}{second}Z"


def _write_content(segment: etree._Element, content: Coded) -> None:
    opened: list[tuple[int, str]] = []
    count = 0
    for part in written_tags(content):
        if isinstance(part, str):
            text = legal(part)
            if len(segment):
                segment[-1].tail = (segment[-1].tail or "") + text
            else:
                segment.text = (segment.text or "") + text
            continue
        x = str(part.number)
        if part.form is TagForm.SINGLE:
            etree.SubElement(segment, "ph", {"x": x})
        elif part.form in (TagForm.START_ALONE, TagForm.END_ALONE):
            pos = "begin" if part.form is TagForm.START_ALONE else "end"
            etree.SubElement(segment, "it", {"pos": pos, "x": x})
        elif part.form in (TagForm.OPEN, TagForm.START):
            count += 1
            opened.append((part.number, str(count)))
            etree.SubElement(segment, "bpt", {"i": str(count), "x": x})
        else:
            found = next(one for one in reversed(opened) if one[0] == part.number)
            opened.remove(found)
            etree.SubElement(segment, "ept", {"i": found[1]})
