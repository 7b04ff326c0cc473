# SPDX-License-Identifier: AGPL-3.0-or-later
"""Elements of XLIFF 2 and its modules: their attributes and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from translation.exchange.rules import values as v
from translation.exchange.rules.values import Check

CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
CORE_22: Final = "urn:oasis:names:tc:xliff:document:2.2"
MTC: Final = "urn:oasis:names:tc:xliff:matches:2.0"
GLS: Final = "urn:oasis:names:tc:xliff:glossary:2.0"
FS: Final = "urn:oasis:names:tc:xliff:fs:2.0"
MDA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
RES: Final = "urn:oasis:names:tc:xliff:resourcedata:2.0"
CTR: Final = "urn:oasis:names:tc:xliff:changetracking:2.0"
CTR_21: Final = "urn:oasis:names:tc:xliff:changetracking:2.1"
SLR: Final = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
VAL: Final = "urn:oasis:names:tc:xliff:validation:2.0"
ITS: Final = "http://www.w3.org/2005/11/its"
ITSM: Final = "urn:oasis:names:tc:xliff:itsm:2.1"
MODULES: Final = frozenset({MTC, GLS, FS, MDA, RES, CTR, CTR_21, SLR, VAL, ITS, ITSM})
XML_NAMES: Final = {"lang": v.LANGUAGE, "space": v.SPACE}

CODES: Final = frozenset({"ph", "pc", "sc", "ec"})
INLINE: Final = CODES | {"cp", "mrk", "sm", "em"}


@dataclass(frozen=True, slots=True)
class ElementModel:
    """What an element may have."""

    attributes: Mapping[str, Check] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    others: str = ""
    """Attributes of other namespaces: "" none, "modules" of FS and SLR only, "any"."""
    children: tuple[tuple[str, str], ...] = ()
    """In their order: names (joined by "|") and how many: "?", "*", "+" or "1"."""
    extensions: int | None = None
    """The place in ``children`` where elements of other namespaces stand; -1 anywhere."""
    text: bool = False
    xml: tuple[str, ...] = ()


_HINTS = {"canCopy": v.YES_NO, "canDelete": v.YES_NO, "canReorder": v.FIRST_NO}
_CODE = {
    **_HINTS,
    "copyOf": v.TOKEN,
    "id": v.TOKEN,
    "subType": v.SUBTYPE,
    "type": v.CODE_TYPE,
}
_ENDS = {
    "dispStart": v.TEXT,
    "dispEnd": v.TEXT,
    "equivStart": v.TEXT,
    "equivEnd": v.TEXT,
    "dataRefStart": v.TOKEN,
    "dataRefEnd": v.TOKEN,
    "subFlowsStart": v.TOKENS,
    "subFlowsEnd": v.TOKENS,
    "canOverlap": v.YES_NO,
    "dir": v.DIRECTION,
}
_POINT = {"disp": v.TEXT, "equiv": v.TEXT, "dataRef": v.TOKEN, "subFlows": v.TOKENS}
_SPAN = {**_CODE, **_POINT, "canOverlap": v.YES_NO, "dir": v.DIRECTION, "isolated": v.YES_NO}
_PLACE = {
    "canResegment": v.YES_NO,
    "translate": v.YES_NO,
    "srcDir": v.DIRECTION,
    "trgDir": v.DIRECTION,
}
_MARK = {
    "id": v.TOKEN,
    "translate": v.YES_NO,
    "type": v.is_annotation,
    "ref": v.TEXT,
    "value": v.TEXT,
}
_FLOW = (("|".join(sorted(INLINE)), "*"),)
_HALVES = (("source", "1"), ("target", "?"))

CORE_SHAPES: Mapping[str, ElementModel] = {
    "xliff": ElementModel(
        {"version": v.TEXT, "srcLang": v.LANGUAGE, "trgLang": v.LANGUAGE},
        ("version", "srcLang"),
        "any",
        (("file", "+"),),
        xml=("space", "lang"),
    ),
    "file": ElementModel(
        {"id": v.TOKEN, "original": v.TEXT, **_PLACE},
        ("id",),
        "any",
        (("skeleton", "?"), ("notes", "?"), ("unit|group", "+")),
        extensions=1,
        xml=("space",),
    ),
    "skeleton": ElementModel({"href": v.TEXT}, text=True, extensions=-1),
    "group": ElementModel(
        {"id": v.TOKEN, "name": v.TEXT, "type": v.PREFIXED, **_PLACE},
        ("id",),
        "any",
        (("notes", "?"), ("unit|group", "*")),
        extensions=0,
        xml=("space",),
    ),
    "unit": ElementModel(
        {"id": v.TOKEN, "name": v.TEXT, "type": v.PREFIXED, **_PLACE},
        ("id",),
        "any",
        (("notes", "?"), ("originalData", "?"), ("segment|ignorable", "+")),
        extensions=0,
        xml=("space",),
    ),
    "segment": ElementModel(
        {"id": v.TOKEN, "canResegment": v.YES_NO, "state": v.STATE, "subState": v.PREFIXED},
        children=_HALVES,
    ),
    "ignorable": ElementModel({"id": v.TOKEN}, children=_HALVES),
    "notes": ElementModel(children=(("note", "+"),)),
    "note": ElementModel(
        {
            "id": v.TOKEN,
            "appliesTo": v.APPLIES_TO,
            "category": v.TEXT,
            "priority": v.PRIORITY,
            "ref": v.TEXT,
        },
        others="any",
        text=True,
    ),
    "originalData": ElementModel(children=(("data", "+"),)),
    "data": ElementModel(
        {"id": v.TOKEN, "dir": v.DIRECTION},
        ("id",),
        children=(("cp", "*"),),
        text=True,
        xml=("space",),
    ),
    "source": ElementModel(children=_FLOW, text=True, xml=("lang", "space")),
    "target": ElementModel({"order": v.POSITIVE}, children=_FLOW, text=True, xml=("lang", "space")),
    "cp": ElementModel({"hex": v.CODE_POINT}, ("hex",)),
    "ph": ElementModel({**_CODE, **_POINT}, ("id",), "modules"),
    "pc": ElementModel({**_CODE, **_ENDS}, ("id",), "modules", _FLOW, text=True),
    "sc": ElementModel(_SPAN, ("id",), "modules"),
    "ec": ElementModel({**_SPAN, "startRef": v.TOKEN}, (), "modules"),
    "mrk": ElementModel(_MARK, ("id",), "any", _FLOW, text=True),
    "sm": ElementModel(_MARK, ("id",), "any"),
    "em": ElementModel({"startRef": v.TOKEN}, ("startRef",)),
}

ALLOWED_MODULES: Mapping[str, frozenset[str]] = {
    "file": frozenset(
        {
            f"{{{MDA}}}metadata",
            f"{{{RES}}}resourceData",
            f"{{{CTR}}}changeTrack",
            f"{{{SLR}}}profiles",
            f"{{{SLR}}}data",
            f"{{{VAL}}}validation",
            f"{{{ITS}}}provenanceRecords",
        }
    ),
    "group": frozenset(
        {
            f"{{{MDA}}}metadata",
            f"{{{CTR}}}changeTrack",
            f"{{{SLR}}}data",
            f"{{{VAL}}}validation",
            f"{{{ITS}}}provenanceRecords",
        }
    ),
    "unit": frozenset(
        {
            f"{{{MTC}}}matches",
            f"{{{GLS}}}glossary",
            f"{{{MDA}}}metadata",
            f"{{{RES}}}resourceData",
            f"{{{CTR}}}changeTrack",
            f"{{{SLR}}}data",
            f"{{{VAL}}}validation",
            f"{{{ITS}}}provenanceRecords",
            f"{{{ITS}}}locQualityIssues",
        }
    ),
}
"""Module elements by the core element that they may stand in; other namespaces may be anywhere."""

REPEATED: Final = frozenset(
    {f"{{{ITS}}}provenanceRecords", f"{{{ITS}}}locQualityIssues", f"{{{SLR}}}data"}
)
"""Module elements that may stand more than once in one place."""

_WHERE = "any"
MODULE_SHAPES: Mapping[str, ElementModel] = {
    f"{{{MTC}}}matches": ElementModel(children=((f"{{{MTC}}}match", "+"),)),
    f"{{{MTC}}}match": ElementModel(
        {
            "id": v.TOKEN,
            "matchQuality": v.PERCENT,
            "matchSuitability": v.PERCENT,
            "origin": v.TEXT,
            "ref": v.TEXT,
            "reference": v.YES_NO,
            "similarity": v.PERCENT,
            "subType": v.PREFIXED,
            "type": v.one_of("am", "mt", "icm", "idm", "tb", "tm", "other"),
        },
        ("ref",),
        _WHERE,
        (
            (f"{{{MDA}}}metadata", "?"),
            ("originalData", "?"),
            ("source", "1"),
            ("target", "1"),
        ),
        extensions=-1,
    ),
    f"{{{GLS}}}glossary": ElementModel(children=((f"{{{GLS}}}glossEntry", "+"),)),
    f"{{{GLS}}}glossEntry": ElementModel(
        {"id": v.TOKEN, "ref": v.TEXT},
        (),
        _WHERE,
        (
            (f"{{{GLS}}}term", "1"),
            (f"{{{GLS}}}translation", "*"),
            (f"{{{GLS}}}definition", "?"),
        ),
        extensions=-1,
    ),
    f"{{{GLS}}}term": ElementModel({"source": v.TEXT}, (), _WHERE, text=True),
    f"{{{GLS}}}translation": ElementModel(
        {"id": v.TOKEN, "ref": v.TEXT, "source": v.TEXT}, (), _WHERE, text=True
    ),
    f"{{{GLS}}}definition": ElementModel({"source": v.TEXT}, (), _WHERE, text=True),
    f"{{{MDA}}}metadata": ElementModel({"id": v.TOKEN}, children=((f"{{{MDA}}}metaGroup", "+"),)),
    f"{{{MDA}}}metaGroup": ElementModel(
        {
            "id": v.TOKEN,
            "category": v.TEXT,
            "appliesTo": v.one_of("source", "target", "ignorable"),
        },
        children=((f"{{{MDA}}}metaGroup|{{{MDA}}}meta", "+"),),
    ),
    f"{{{MDA}}}meta": ElementModel({"type": v.TEXT}, ("type",), text=True),
    f"{{{RES}}}resourceData": ElementModel(
        children=((f"{{{RES}}}resourceItemRef", "*"), (f"{{{RES}}}resourceItem", "*"))
    ),
    f"{{{RES}}}resourceItemRef": ElementModel({"id": v.TOKEN, "ref": v.TOKEN}, ("ref",), _WHERE),
    f"{{{RES}}}resourceItem": ElementModel(
        {"id": v.TOKEN, "context": v.YES_NO, "mimeType": v.TEXT},
        (),
        _WHERE,
        (
            (f"{{{RES}}}source", "?"),
            (f"{{{RES}}}target", "?"),
            (f"{{{RES}}}reference", "*"),
        ),
    ),
    f"{{{RES}}}reference": ElementModel({"href": v.TEXT}, ("href",), _WHERE, xml=("lang",)),
    f"{{{CTR}}}changeTrack": ElementModel(children=((f"{{{CTR}}}revisions", "+"),)),
    f"{{{CTR}}}revisions": ElementModel(
        {"appliesTo": v.TOKEN, "ref": v.TOKEN, "currentVersion": v.TOKEN},
        ("appliesTo",),
        _WHERE,
        ((f"{{{CTR}}}revision", "+"),),
    ),
    f"{{{CTR}}}revision": ElementModel(
        {"author": v.TEXT, "datetime": v.TEXT, "version": v.TOKEN},
        (),
        _WHERE,
        ((f"{{{CTR}}}item", "+"),),
    ),
    f"{{{CTR}}}item": ElementModel({"property": v.TEXT}, ("property",), _WHERE, text=True),
    f"{{{SLR}}}profiles": ElementModel(
        {"generalProfile": v.TEXT, "storageProfile": v.TEXT},
        (),
        _WHERE,
        ((f"{{{SLR}}}normalization", "?"),),
        extensions=-1,
    ),
    f"{{{SLR}}}normalization": ElementModel(
        {"general": v.NORMALIZATION, "storage": v.NORMALIZATION}, (), _WHERE
    ),
    f"{{{SLR}}}data": ElementModel({"profile": v.TEXT}, ("profile",), _WHERE, extensions=-1),
    f"{{{VAL}}}validation": ElementModel({}, (), _WHERE, ((f"{{{VAL}}}rule", "+"),)),
    f"{{{VAL}}}rule": ElementModel(
        {
            "isPresent": v.TEXT,
            "isNotPresent": v.TEXT,
            "startsWith": v.TEXT,
            "endsWith": v.TEXT,
            "occurs": v.POSITIVE,
            "existsInSource": v.YES_NO,
            "caseSensitive": v.YES_NO,
            "normalization": v.NORMALIZATION,
            "disabled": v.YES_NO,
        },
        (),
        _WHERE,
    ),
    f"{{{ITS}}}locQualityIssues": ElementModel(
        {"version": v.TEXT}, (), _WHERE, ((f"{{{ITS}}}locQualityIssue", "+"),), xml=("id",)
    ),
    f"{{{ITS}}}provenanceRecords": ElementModel(
        {"version": v.TEXT}, (), _WHERE, ((f"{{{ITS}}}provenanceRecord", "+"),), xml=("id",)
    ),
}
"""By qualified name; core names are without a namespace."""
