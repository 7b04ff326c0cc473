# SPDX-License-Identifier: AGPL-3.0-or-later
"""Constraints of the modules of XLIFF 2.1 (section 5) that a grammar cannot say."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from translation.exchange.rules.names import XliffRule, broken
from translation.exchange.rules.references import check_span
from translation.exchange.rules.schema import (
    CORE_SHAPES,
    CTR,
    CTR_21,
    FS,
    GLS,
    MDA,
    MODULES,
    MTC,
    RES,
    SLR,
    VAL,
)
from translation.exchange.rules.structure import is_core
from translation.exchange.xml import XML, element_name, namespace_of

_STYLES: Final = frozenset(
    [
        "a",
        "b",
        "bdo",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "html",
        "i",
        "img",
        "label",
        "legend",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "select",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "tt",
        "u",
        "ul",
    ]
)
_SIZE = re.compile(r"\*|(\d+)|(\d+),(?:(\d+)|\*)")
_RESTRICTED = frozenset({"file", "group", "unit", "mrk", "sm", "pc", "sc"})
_SIZED = frozenset({"file", "group", "unit", "pc", "sc", "ec", "ph"})


def check_modules(root: etree._Element) -> None:
    """Check all module elements and attributes.

    Raises:
        ExchangeRefused: with the first broken rule.
    """
    for element in root.iter(etree.Element):
        space, name = namespace_of(element), element_name(element)
        if space == MTC and name == "matches":
            _check_matches(root, element)
        elif space == GLS and name == "glossary":
            _check_glossary(element)
        elif space == MDA and name == "metadata":
            _unique(element, MDA, "metadata", "metaGroup")
        elif space == RES and name == "resourceData":
            _check_resources(root, element)
        elif space in (CTR, CTR_21) and name == "revisions":
            _check_revisions(element)
        elif space == SLR and name == "profiles":
            _check_profiles(element)
        elif space == VAL and name == "rule":
            _check_rule(element)
        elif is_core(element):
            _check_style(element)
            _check_size(element)


def _named(place: etree._Element, space: str, *names: str) -> list[etree._Element]:
    return [
        one
        for one in place.iter(etree.Element)
        if namespace_of(one) == space and element_name(one) in names
    ]


def _unique(place: etree._Element, space: str, *names: str) -> None:
    seen: set[str] = set()
    for one in _named(place, space, *names):
        found = one.get("id")
        if found is not None and found in seen:
            broken(XliffRule.UNIQUE, one, f"{element_name(one)}/id={found}")
        seen.add(found or "")


def _check_matches(root: etree._Element, matches: etree._Element) -> None:
    # A match is a small unit, so it keeps the rules of one.
    from translation.exchange.rules.core import (
        check_inline,
        check_pairs,
        children,
        inline,
        matches_language,
        unique,
    )

    _unique(matches, MTC, "match")
    for match in _named(matches, MTC, "match"):
        check_span(match, match.get("ref", ""))
        if match.get("subType") is not None and match.get("type") is None:
            broken(XliffRule.TOGETHER, match, "match/subType, type")
        data = [one for place in children(match, "originalData") for one in place]
        unique(data, "id")
        for name, language in (("source", "srcLang"), ("target", "trgLang")):
            for half in children(match, name):
                codes = list(inline(half))
                unique(codes, "id")
                check_inline(codes, {one.get("id", "") for one in data}, None)
                check_pairs(codes)
                own, wanted = half.get(f"{XML}lang"), root.get(language)
                free = name == "target" and match.get("reference") == "yes"
                if own and wanted and not free and not matches_language(own, wanted):
                    broken(XliffRule.LANGUAGE, half, f"{own}, {wanted}")


def _check_glossary(glossary: etree._Element) -> None:
    _unique(glossary, GLS, "glossEntry", "translation")
    for entry in _named(glossary, GLS, "glossEntry"):
        if not _named(entry, GLS, "translation", "definition"):
            broken(XliffRule.CONTENT, entry, "glossEntry/translation")
    for one in _named(glossary, GLS, "glossEntry", "translation"):
        if (ref := one.get("ref")) is not None:
            check_span(one, ref)


def _check_resources(root: etree._Element, data: etree._Element) -> None:
    from translation.exchange.rules.core import matches_language

    _unique(data, RES, "resourceItem", "resourceItemRef")
    for ref in _named(data, RES, "resourceItemRef"):
        file = next(one for one in ref.iterancestors(etree.Element) if element_name(one) == "file")
        items = [
            item
            for place in file
            if namespace_of(place) == RES
            for item in _named(place, RES, "resourceItem")
        ]
        if ref.get("ref") not in [item.get("id") for item in items]:
            broken(XliffRule.REFERENCE, ref, f"resourceItemRef/ref={ref.get('ref')}")
    for item in _named(data, RES, "resourceItem"):
        halves = _named(item, RES, "source", "target")
        if not len(item):
            broken(XliffRule.CONTENT, item, "resourceItem/source")
        if item.get("mimeType") is None and not (halves and all(map(_is_filled, halves))):
            broken(XliffRule.ATTRIBUTE_MISSING, item, "resourceItem/mimeType")
        for half in halves:
            name = element_name(half)
            if (half.get("href") is not None) == _is_filled(half):
                broken(XliffRule.EXCLUSIVE, half, f"{name}/href")
            own = half.get(f"{XML}lang")
            wanted = root.get("srcLang" if name == "source" else "trgLang")
            if own and wanted and not matches_language(own, wanted):
                broken(XliffRule.LANGUAGE, half, f"{own}, {wanted}")


def _is_filled(element: etree._Element) -> bool:
    return bool(len(element) or (element.text or "").strip())


def _check_revisions(revisions: etree._Element) -> None:
    applies = revisions.get("appliesTo", "")
    shape = CORE_SHAPES.get(applies)
    track = revisions.getparent()
    place = track.getparent() if track is not None else None
    found = [
        one
        for one in (place.iter(etree.Element) if place is not None else ())
        if element_name(one) == applies
    ]
    if not found:
        broken(XliffRule.REFERENCE, revisions, f"revisions/appliesTo={applies}")
    ref = revisions.get("ref")
    if ref is not None and ref not in [one.get("id") for one in found]:
        broken(XliffRule.REFERENCE, revisions, f"revisions/ref={ref}")
    each = [one for one in revisions if element_name(one) == "revision"]
    versions = [one.get("version") for one in each if one.get("version") is not None]
    current = revisions.get("currentVersion")
    if current is not None and current not in versions:
        broken(XliffRule.REFERENCE, revisions, f"revisions/currentVersion={current}")
    if len(set(versions)) != len(versions):
        broken(XliffRule.UNIQUE, revisions, "revision/version")
    for revision in each:
        seen: set[str] = set()
        for item in revision:
            name = item.get("property", "")
            known = shape is None or name == "content" or name in shape.attributes or ":" in name
            if not known:
                broken(XliffRule.VALUE, item, f"item/property={name}")
            # One revision cannot have two values of one property.
            if name in seen:
                broken(XliffRule.UNIQUE, item, f"item/property={name}")
            seen.add(name)


def _check_profiles(profiles: etree._Element) -> None:
    allowed = {
        "generalProfile": ("xliff:codepoints",),
        "storageProfile": ("xliff:utf8", "xliff:utf16", "xliff:utf32"),
    }
    for attribute, names in allowed.items():
        found = profiles.get(attribute, "")
        if found.startswith("xliff:") and found not in names:
            broken(XliffRule.VALUE, profiles, f"profiles/{attribute}={found}")


def _check_size(element: etree._Element) -> None:
    name = element_name(element)
    isolated = name != "ec" or element.get("isolated") == "yes"
    for attribute in ("storageRestriction", "sizeRestriction"):
        found = element.get(f"{{{SLR}}}{attribute}")
        if found is None:
            continue
        if name not in _RESTRICTED:
            broken(XliffRule.ATTRIBUTE, element, f"{name}/slr:{attribute}")
        match = _SIZE.fullmatch(found)
        own = not _profile(element, attribute).startswith("xliff:")
        if match is None and own and _profile(element, attribute):
            continue
        if match is None or (match[3] and int(match[2]) > int(match[3])):
            broken(XliffRule.VALUE, element, f"{name}/slr:{attribute}={found}")
    for attribute in ("equivStorage", "sizeInfo", "sizeInfoRef"):
        found = element.get(f"{{{SLR}}}{attribute}")
        if found is None:
            continue
        places = _SIZED - {"file", "group", "unit"} if attribute == "equivStorage" else _SIZED
        if name not in places:
            broken(XliffRule.ATTRIBUTE, element, f"{name}/slr:{attribute}")
        if not isolated:
            broken(XliffRule.NOT_ISOLATED, element, f"ec/slr:{attribute}")
    if (ref := element.get(f"{{{SLR}}}sizeInfoRef")) is not None:
        if element.get(f"{{{SLR}}}sizeInfo") is not None:
            broken(XliffRule.EXCLUSIVE, element, f"{name}/slr:sizeInfo, slr:sizeInfoRef")
        if ref not in _size_ids(element):
            broken(XliffRule.REFERENCE, element, f"{name}/slr:sizeInfoRef={ref}")


def _profile(element: etree._Element, attribute: str) -> str:
    wanted = "storageProfile" if attribute == "storageRestriction" else "generalProfile"
    for one in element.iterancestors(etree.Element):
        for child in one:
            if namespace_of(child) == SLR and element_name(child) == "profiles":
                return child.get(wanted, "")
    return ""


def _size_ids(element: etree._Element) -> set[str]:
    return {
        found
        for place in [element, *element.iterancestors(etree.Element)]
        for child in place
        if namespace_of(child) == SLR and element_name(child) == "data"
        for one in child.iter(etree.Element)
        if (found := one.get("id") or one.get(f"{XML}id"))
    }


def _check_style(element: etree._Element) -> None:
    name = element_name(element)
    style, more = element.get(f"{{{FS}}}fs"), element.get(f"{{{FS}}}subFs")
    if style is None and more is None:
        return
    if name == "ec" and element.get("isolated") != "yes":
        broken(XliffRule.NOT_ISOLATED, element, "ec/fs:fs")
    if style is None:
        broken(XliffRule.TOGETHER, element, f"{name}/fs:subFs, fs:fs")
    if style not in _STYLES:
        broken(XliffRule.VALUE, element, f"{name}/fs:fs={style}")
    if more is not None and not all(
        re.match(r"(?:[^,\\]|\\[,\\])+,", part) for part in re.split(r"\\(?![,\\])", more)
    ):
        broken(XliffRule.VALUE, element, f"{name}/fs:subFs={more}")


def _check_rule(rule: etree._Element) -> None:
    asked = [
        one
        for one in ("isPresent", "isNotPresent", "startsWith", "endsWith")
        if rule.get(one) is not None
    ]
    own = any(
        str(name).startswith("{") and str(name)[1:].partition("}")[0] not in MODULES
        for name in rule.attrib
    )
    if len(asked) > 1:
        broken(XliffRule.EXCLUSIVE, rule, f"rule/{', '.join(asked)}")
    if not asked and not own:
        broken(XliffRule.ATTRIBUTE_MISSING, rule, "rule/isPresent")
    if rule.get("occurs") is not None and asked != ["isPresent"]:
        broken(XliffRule.TOGETHER, rule, "rule/occurs, isPresent")
    if rule.get("existsInSource") is not None and (not asked or asked == ["isNotPresent"]):
        broken(XliffRule.TOGETHER, rule, "rule/existsInSource, isPresent")
    place = next(rule.iterancestors(etree.Element)).getparent()
    if rule.get("disabled") == "yes" and place is not None and element_name(place) == "file":
        broken(XliffRule.SCOPE, rule, "rule/disabled")
