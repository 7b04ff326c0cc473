# SPDX-License-Identifier: AGPL-3.0-or-later
"""Constraints of the ITS module of XLIFF 2.1 (section 5.9) and of ITS 2.0 behind it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from translation.exchange.rules import values as v
from translation.exchange.rules.names import XliffRule, broken
from translation.exchange.rules.references import xml_ids
from translation.exchange.rules.schema import ITS, ITSM
from translation.exchange.rules.structure import is_core
from translation.exchange.xml import XML, element_name, namespace_of

_ATTRIBUTE: Final = f"{{{ITS}}}"
_CATEGORIES = frozenset(
    [
        "allowed-characters",
        "directionality",
        "domain",
        "elements-within-text",
        "external-resource",
        "id-value",
        "language-information",
        "locale-filter",
        "localization-note",
        "localization-quality-issue",
        "localization-quality-rating",
        "mt-confidence",
        "preserve-space",
        "provenance",
        "storage-size",
        "target-pointer",
        "terminology",
        "text-analysis",
        "translate",
    ]
)
_ISSUES = v.one_of(
    *[
        "terminology",
        "mistranslation",
        "omission",
        "untranslated",
        "addition",
        "duplication",
        "inconsistency",
        "grammar",
        "legal",
        "register",
        "locale-specific-content",
        "locale-violation",
        "style",
        "characters",
        "misspelling",
        "typographical",
        "formatting",
        "inconsistent-entities",
        "numbers",
        "markup",
        "pattern-problem",
        "whitespace",
        "internationalization",
        "length",
        "non-conformance",
        "uncategorized",
        "other",
    ]
)
_VALUES: Final = {
    "locQualityIssueType": _ISSUES,
    "locQualityIssueSeverity": v.PERCENT,
    "locQualityIssueEnabled": v.YES_NO,
    "locQualityRatingScore": v.PERCENT,
    "locQualityRatingScoreThreshold": v.PERCENT,
    "mtConfidence": v.between(0, 1),
    "taConfidence": v.between(0, 1),
    "termConfidence": v.between(0, 1),
    "localeFilterType": v.one_of("include", "exclude"),
}
_ANNOTATED: Final = {
    "mtConfidence": "mt-confidence",
    "taConfidence": "text-analysis",
    "termConfidence": "terminology",
}
"""Values that say nothing without the tool that gave them."""
_PROVENANCE = (
    "org",
    "orgRef",
    "person",
    "personRef",
    "revOrg",
    "revOrgRef",
    "revPerson",
    "revPersonRef",
    "revTool",
    "revToolRef",
    "tool",
    "toolRef",
)
_TERM_TYPES = ("term", "its:term-no")


def check_its(root: etree._Element) -> None:
    """Check all attributes and elements of ITS.

    Raises:
        ExchangeRefused: with the first broken rule.
    """
    for element in root.iter(etree.Element):
        own = {
            str(name)[len(_ATTRIBUTE) :]: str(value)
            for name, value in element.attrib.items()
            if str(name).startswith(_ATTRIBUTE)
        }
        of_module = any(str(name).startswith(f"{{{ITSM}}}") for name in element.attrib)
        in_its = namespace_of(element) == ITS
        if in_its:
            own |= {str(name): str(value) for name, value in element.attrib.items()}
        if (own or of_module) and not _has_version(element):
            broken(XliffRule.SCOPE, element, f"{element_name(element)}/its:version")
        for name, value in own.items():
            if (check := _VALUES.get(name)) is not None and not check(value):
                broken(XliffRule.VALUE, element, f"its:{name}={value}")
            if (needed := _ANNOTATED.get(name)) and needed not in _annotators(element):
                broken(XliffRule.SCOPE, element, f"its:{name}, its:annotatorsRef")
        if "annotatorsRef" in own:
            _check_annotators(element, own["annotatorsRef"])
        if is_core(element):
            _check_core(element, own, of_module)
        elif in_its:
            _check_element(element, own)


def _has_version(element: etree._Element) -> bool:
    return any(
        one.get(f"{_ATTRIBUTE}version") is not None
        or (namespace_of(one) == ITS and one.get("version") is not None)
        for one in [element, *element.iterancestors(etree.Element)]
    )


def _annotators(element: etree._Element) -> set[str]:
    return {
        entry.partition("|")[0]
        for one in [element, *element.iterancestors(etree.Element)]
        for entry in (
            one.get(f"{_ATTRIBUTE}annotatorsRef") or one.get("annotatorsRef") or ""
        ).split()
    }


def _check_annotators(element: etree._Element, value: str) -> None:
    entries = value.split()
    names = [entry.partition("|")[0] for entry in entries]
    wrong = any(name not in _CATEGORIES for name in names) or any(
        not entry.partition("|")[2] for entry in entries
    )
    if wrong or not entries or len(set(names)) != len(names):
        broken(XliffRule.VALUE, element, f"its:annotatorsRef={value}")


def _exclude(
    element: etree._Element, own: dict[str, str], one: str, others: tuple[str, ...]
) -> None:
    for other in others:
        if one in own and other in own:
            broken(XliffRule.EXCLUSIVE, element, f"its:{one}, its:{other}")


def _check_core(element: etree._Element, own: dict[str, str], of_module: bool) -> None:
    name = element_name(element)
    issue = tuple(
        f"locQualityIssue{end}" for end in ("Type", "Comment", "Severity", "ProfileRef", "Enabled")
    )
    _exclude(element, own, "locQualityIssuesRef", issue)
    _exclude(element, own, "locQualityRatingScore", ("locQualityRatingVote",))
    _exclude(element, own, "taIdentRef", ("taSource", "taIdent"))
    _exclude(element, own, "provenanceRecordsRef", _PROVENANCE)
    for end in ("Score", "Vote"):
        if f"locQualityRating{end}Threshold" in own and not any(
            one.get(f"{_ATTRIBUTE}locQualityRating{end}") is not None
            for one in [element, *element.iterancestors(etree.Element)]
        ):
            broken(XliffRule.TOGETHER, element, f"its:locQualityRating{end}Threshold")
    for attribute in own:
        base = attribute.removesuffix("Ref")
        if base != attribute and base in own and base in _PROVENANCE:
            broken(XliffRule.EXCLUSIVE, element, f"its:{base}, its:{attribute}")
    if name not in ("mrk", "sm"):
        return
    if ("taSource" in own) != ("taIdent" in own):
        broken(XliffRule.TOGETHER, element, "its:taSource, its:taIdent")
    if ("localeFilterType" in own) and "localeFilterList" not in own:
        broken(XliffRule.TOGETHER, element, "its:localeFilterType, its:localeFilterList")
    if any(one in own for one in issue[2:]) and not any(one in own for one in issue[:2]):
        broken(XliffRule.TOGETHER, element, "its:locQualityIssueType")
    kind = element.get("type")
    told = {one for one in own if one not in ("version", "termConfidence", "termInfoRef", "term")}
    if kind in _TERM_TYPES:
        told.discard("annotatorsRef")
    if (told or of_module) and kind not in (None, "its:generic"):
        broken(XliffRule.VALUE, element, f"{name}/type={kind}")
    unit = next((one for one in element.iterancestors() if element_name(one) == "unit"), None)
    for attribute, target in (
        ("locQualityIssuesRef", "locQualityIssues"),
        ("provenanceRecordsRef", "provenanceRecords"),
    ):
        ref = own.get(attribute)
        if ref is None or (attribute.startswith("prov") and not ref.startswith("#its=")):
            continue
        if unit is None or xml_ids(unit, target).count(ref.partition("#its=")[2]) != 1:
            broken(XliffRule.REFERENCE, element, f"its:{attribute}={ref}")


def _check_element(element: etree._Element, own: dict[str, str]) -> None:
    name = element_name(element)
    if name == "locQualityIssue" and not (
        "locQualityIssueType" in own or "locQualityIssueComment" in own
    ):
        broken(XliffRule.ATTRIBUTE_MISSING, element, f"{name}/locQualityIssueType")
    if name == "provenanceRecord" and not any(one in own for one in _PROVENANCE):
        broken(XliffRule.ATTRIBUTE_MISSING, element, f"{name}/tool")
    if name in ("locQualityIssues", "provenanceRecords"):
        found = element.get(f"{XML}id")
        if found is None:
            broken(XliffRule.ATTRIBUTE_MISSING, element, f"{name}/xml:id")
        place = element.getparent()
        if place is not None and xml_ids(place, name).count(found) > 1:
            broken(XliffRule.UNIQUE, element, f"{name}/xml:id={found}")
