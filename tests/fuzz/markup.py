# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mutators of the XML parts of a package: whole outside, lying inside."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.fuzz.packages import Mutator, Package

_EXTREMES = (
    "",
    "0",
    "-1",
    "1",
    "2147483647",
    "-2147483648",
    "4294967295",
    "99999999999999999999",
    "1e309",
    "-1e309",
    "NaN",
    "Infinity",
    "0x10",
    "1.5",
    "true",
    "none",
    "가",
    "../..",
    "javascript:alert(1)",
    "x" * 70_000,
    " ",
    "%00",
    "http://[::1",
)
_COUNTS = ("0", "-5", "1000", "65535", "1000000", "2147483647", "99999999999")
_SPANS = re.compile(
    r"(gridSpan|vMerge|hMerge|rowSpan|colSpan|rowCnt|colCnt|colAddr|rowAddr|ilvl|outlineLvl|"
    r"colspan|rowspan|start|level|textpos|vertpos|itemCnt|gridCol|width|height|cx|cy)$"
)
_REFERENCES = re.compile(r"(id|ids|ref|idref|href|src|target|style|val|link|embed)$", re.IGNORECASE)
_DOCTYPES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>',
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE x PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://127.0.0.1:9/x.dtd">',
    b"<!DOCTYPE html>",
)
_TEXTS = (
    "\u0085\u2028\u2029",
    "\ufffe\uffff",
    "\u202e" * 50,
    "e" + "\u0301" * 5000,
    "\U000f02ea\U0010fffd",
    "가" * 200_000,
    "\t\n" * 3000,
    "<script>alert(1)</script>",
    "]]>",
)
_RAW = (
    b"\x00",
    b"\x01",
    b"\x0b",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"&#0;",
    b"&#xD800;",
    b"&nbsp;",
    b"\xc0\x80",
)
_ENCODINGS = (
    b"utf-16",
    b"euc-kr",
    b"cp949",
    b"iso-8859-1",
    b"utf-7",
    b"ucs-4",
    b"nothing",
    b"ebcdic-cp-us",
)

Change = Callable[[list[etree._Element], random.Random], bool]


def _part(package: Package, rng: random.Random) -> int | None:
    """Pick an XML part; the largest ones, where the text lies, as often as all others."""
    places = package.xml()
    if not places:
        return None
    places.sort(key=lambda at: len(package.entries[at].data), reverse=True)
    return rng.choice(places[:3]) if rng.random() < 0.6 else rng.choice(places)


def _in_tree(change: Change) -> Mutator:
    """Make a mutator of a change to the elements of one part."""

    def mutate(package: Package, rng: random.Random) -> bytes | None:
        at = _part(package, rng)
        if at is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            root = etree.fromstring(package.entries[at].data, parser)
        except (etree.XMLSyntaxError, ValueError):
            return None
        elements = [found for found in root.iter() if isinstance(found.tag, str)]
        if len(elements) < 3 or not change(elements, rng):
            return None
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return package.with_data(at, data)

    return mutate


def _in_bytes(change: Callable[[bytes, random.Random], bytes]) -> Mutator:
    """Make a mutator of a change to the bytes of one part."""

    def mutate(package: Package, rng: random.Random) -> bytes | None:
        at = _part(package, rng)
        return None if at is None else package.with_data(at, change(package.entries[at].data, rng))

    return mutate


def _few(elements: list[etree._Element], rng: random.Random) -> list[etree._Element]:
    """Return one, some or many elements, never the root."""
    rest = elements[1:]
    return rng.sample(rest, min(len(rest), rng.choice((1, 3, 30))))


def _drop(elements: list[etree._Element], rng: random.Random) -> bool:
    for element in _few(elements, rng):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return True


def _repeat(elements: list[etree._Element], rng: random.Random) -> bool:
    element = rng.choice(elements[1:])
    size = sum(1 for _ in element.iter())
    for _ in range(min(rng.choice((1, 20, 3000)), 200_000 // size + 1)):
        element.addnext(deepcopy(element))
    return True


def _move(elements: list[etree._Element], rng: random.Random) -> bool:
    for element in _few(elements, rng):
        target = rng.choice(elements)
        if target is not element and element not in target.iterancestors():
            target.insert(rng.randrange(len(target) + 1), element)
    return True


def _nest(elements: list[etree._Element], rng: random.Random) -> bool:
    """An element inside itself, many times."""
    element = rng.choice(elements[1:])
    parent = element.getparent()
    levels = rng.choice((5, 60, 200, 240, 3000))
    if parent is None:
        return False
    place, top = parent.index(element), deepcopy(element)
    parent.remove(element)
    if sum(1 for _ in top.iter()) > 200:
        levels = 5
    inner = top
    for _ in range(levels):
        deeper = etree.SubElement(inner, element.tag, dict(element.attrib))
        for child in element:
            if rng.random() < 0.02:
                deeper.append(deepcopy(child))
        inner = deeper
    inner.append(element)
    parent.insert(place, top)
    return True


def _nest_ancestors(elements: list[etree._Element], rng: random.Random) -> bool:
    """A chain of ancestors (table, row, cell) repeated inside its own end."""
    element = rng.choice(elements[len(elements) // 2 :])
    chain = [element, *element.iterancestors()][: rng.choice((3, 4, 6, 9))]
    tags = [(link.tag, dict(link.attrib)) for link in reversed(chain)]
    inner = element
    for _ in range(rng.choice((10, 30, 60, 400))):
        for name, attributes in tags:
            inner = etree.SubElement(inner, name, attributes)
    inner.text = "끝"
    return True


def _attributes_gone(elements: list[etree._Element], rng: random.Random) -> bool:
    for element in _few(elements, rng):
        for name in list(element.attrib):
            if rng.random() < 0.5:
                del element.attrib[name]
    return True


def _extreme_attributes(elements: list[etree._Element], rng: random.Random) -> bool:
    for element in _few(elements, rng):
        if element.attrib:
            element.set(rng.choice(list(element.attrib)), rng.choice(_EXTREMES))
    return True


def _all_of_one_attribute(elements: list[etree._Element], rng: random.Random) -> bool:
    named = [(found, name) for found in elements for name in found.attrib]
    if not named:
        return False
    chosen, value = rng.choice(named)[1], rng.choice(_EXTREMES)
    for found, name in named:
        if name == chosen:
            found.set(name, value)
    return True


def _spans(elements: list[etree._Element], rng: random.Random) -> bool:
    """Spans, counts, levels and sizes beyond everything."""
    found = [
        (element, name)
        for element in elements
        for name in element.attrib
        if _SPANS.search(str(name)) or _SPANS.search(str(element.tag))
    ]
    if not found:
        return False
    for element, name in rng.sample(found, min(len(found), rng.choice((1, 3, 40)))):
        element.set(name, rng.choice(_COUNTS))
    return True


def _references(elements: list[etree._Element], rng: random.Random) -> bool:
    """Let ids name each other, themselves or nothing."""
    found = [
        (element, name)
        for element in elements
        for name in element.attrib
        if _REFERENCES.search(str(name))
    ]
    if len(found) < 2:
        return False
    for element, name in rng.sample(found, min(len(found), rng.choice((1, 5, 60)))):
        other, other_name = rng.choice(found)
        element.set(name, rng.choice((str(other.get(other_name)), "nowhere", "-1", "")))
    return True


def _one_id(elements: list[etree._Element], rng: random.Random) -> bool:
    """Let everything have one id and name it: styles, numberings and parts become circles."""
    found = [
        (element, name)
        for element in elements
        for name in element.attrib
        if _REFERENCES.search(str(name))
    ]
    if len(found) < 2:
        return False
    donor, donor_name = rng.choice(found)
    value = str(donor.get(donor_name))
    kinds = {element.tag for element, _ in found}
    chosen = set(rng.sample(sorted(map(str, kinds)), min(len(kinds), rng.choice((1, 2, 99)))))
    for element, name in found:
        if str(element.tag) in chosen:
            element.set(name, value)
    return True


def _texts(elements: list[etree._Element], rng: random.Random) -> bool:
    for element in _few(elements, rng):
        element.text = rng.choice(_TEXTS).translate({0xFFFE: None, 0xFFFF: None})
    return True


def _rename_elements(elements: list[etree._Element], rng: random.Random) -> bool:
    for element in _few(elements, rng):
        element.tag = rng.choice(elements).tag
    return True


# ---------------------------------------------------------------- bytes of a part


def _namespaces(data: bytes, rng: random.Random) -> bytes:
    names = sorted(set(re.findall(rb'xmlns(?::[\w.-]+)?="([^"]+)"', data)))
    if not names:
        return data
    return data.replace(rng.choice(names), rng.choice((b"urn:other", b"", rng.choice(names))))


def _encodings(data: bytes, rng: random.Random) -> bytes:
    body = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
    kind = rng.randrange(4)
    declared = b'<?xml version="1.0" encoding="' + rng.choice(_ENCODINGS) + b'"?>'
    if kind == 0:
        return declared + body
    if kind == 1:
        return body.decode("utf-8", "replace").encode("utf-16")
    if kind == 2:
        return b"\xef\xbb\xbf" * rng.choice((1, 2)) + data
    return b'<?xml version="1.1" encoding="UTF-8"?>' + body


def _doctypes(data: bytes, rng: random.Random) -> bytes:
    body = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
    entity = rng.choice((b"&d;", b"&e;", b""))
    at = body.rfind(b"</")
    return rng.choice(_DOCTYPES) + body[:at] + entity + body[at:]


def _raw(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 5))):
        at = rng.randrange(len(data) + 1)
        data = data[:at] + rng.choice(_RAW) + data[at:]
    return data


MARKUP_MUTATORS: dict[str, Mutator] = {
    "xml-drop": _in_tree(_drop),
    "xml-repeat": _in_tree(_repeat),
    "xml-move": _in_tree(_move),
    "xml-nest": _in_tree(_nest),
    "xml-nest-ancestors": _in_tree(_nest_ancestors),
    "xml-attributes-gone": _in_tree(_attributes_gone),
    "xml-extreme-attributes": _in_tree(_extreme_attributes),
    "xml-all-of-one-attribute": _in_tree(_all_of_one_attribute),
    "xml-spans": _in_tree(_spans),
    "xml-references": _in_tree(_references),
    "xml-one-id": _in_tree(_one_id),
    "xml-texts": _in_tree(_texts),
    "xml-rename": _in_tree(_rename_elements),
    "xml-namespaces": _in_bytes(_namespaces),
    "xml-encodings": _in_bytes(_encodings),
    "xml-doctypes": _in_bytes(_doctypes),
    "xml-raw": _in_bytes(_raw),
}
"""By name; one that has nothing to damage in a package returns None."""
