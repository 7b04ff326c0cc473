# SPDX-License-Identifier: AGPL-3.0-or-later
"""Segmentation by rules in files of SRX 2.0 (Segmentation Rules eXchange, LISA 2008)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from xml.parsers import expat

from translation.sentences.patterns import UnsafePatternError, compiled

_NAMESPACE = "http://www.lisa.org/srx20"
_LARGEST = 4 * 2**20
_BEFORE = 120
"""How many characters before a place a rule sees; it bounds the time that a text takes."""


class SrxError(ValueError):
    """A file that is no SRX 2.0, or has rules that are refused."""


@dataclass(frozen=True, slots=True)
class SegmentationRule:
    """A place between what ``before`` ends with and ``after`` begins with is an end, or none."""

    is_break: bool
    before: re.Pattern[str]
    ends: re.Pattern[str]
    """``before`` at the end of what is looked at."""
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SegmentationRules:
    """What an SRX file says."""

    cascade: bool
    """Whether the rules of all patterns that fit a language count, or only the first one's."""
    by_name: dict[str, tuple[SegmentationRule, ...]]
    maps: tuple[tuple[re.Pattern[str], str], ...]

    def of(self, language: str) -> tuple[SegmentationRule, ...]:
        """Return the rules for a BCP 47 tag, in their order."""
        found: list[SegmentationRule] = []
        for pattern, name in self.maps:
            if pattern.fullmatch(language):
                found += self.by_name.get(name, ())
                if not self.cascade:
                    break
        return tuple(found)


def sentence_ends(text: str, rules: tuple[SegmentationRule, ...]) -> list[int]:
    """Return the offsets at which a new sentence starts, in order, without 0 and the end."""
    places: dict[int, int] = {}
    for number, rule in enumerate(rules):
        if rule.is_break:
            for found in rule.before.finditer(text):
                if rule.after.match(text, found.end()):
                    places.setdefault(found.end(), number)
    return [
        place
        for place, number in sorted(places.items())
        if 0 < place < len(text) and text[:place].strip() and text[place:].strip()
        # The first rule that fits a place decides.
        if not any(
            not rule.is_break
            and rule.after.match(text, place)
            and rule.ends.search(text, max(place - _BEFORE, 0), place)
            for rule in rules[:number]
        )
    ]


@dataclass
class _Reader:
    """Collects what the XML parser reports."""

    cascade: bool = False
    rules: dict[str, list[SegmentationRule]] = field(default_factory=dict)
    maps: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    name: str = ""
    is_break: bool = True
    text: list[str] = field(default_factory=list)
    before: str = ""
    after: str = ""
    is_srx: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.text.clear()
        local = _local(tag)
        if local == "srx":
            self.is_srx = attributes.get("version") == "2.0"
        elif local == "header":
            self.cascade = attributes.get("cascade") == "yes"
        elif local == "languagerule":
            self.name = attributes.get("languagerulename", "")
            self.rules.setdefault(self.name, [])
        elif local == "rule":
            self.is_break, self.before, self.after = attributes.get("break") != "no", "", ""
        elif local == "languagemap":
            pattern = compiled_for_language(attributes.get("languagepattern", ""))
            self.maps.append((pattern, attributes.get("languagerulename", "")))

    def end(self, tag: str) -> None:
        local, text = _local(tag), "".join(self.text)
        if local == "beforebreak":
            self.before = text
        elif local == "afterbreak":
            self.after = text
        elif local == "rule":
            ends = compiled(self.before, r"\Z")
            rule = SegmentationRule(
                self.is_break, compiled(self.before), ends, compiled(self.after)
            )
            self.rules.setdefault(self.name, []).append(rule)

    def doctype(self, *_: object) -> None:
        raise SrxError("a document type")


def compiled_for_language(pattern: str) -> re.Pattern[str]:
    """Return a pattern of language tags; case is no matter in BCP 47."""
    return re.compile(compiled(pattern).pattern, re.IGNORECASE)


def _local(tag: str) -> str:
    namespace, _, local = tag.rpartition(" ")
    return local if namespace == _NAMESPACE else ""


def read(data: bytes) -> SegmentationRules:
    """Return the rules of an SRX 2.0 file.

    Raises:
        SrxError: the file is none, too large, or a rule is not of the safe subset.
    """
    if len(data) > _LARGEST:
        raise SrxError("too large")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    # No document types: no entities that grow, none from elsewhere.
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, UnsafePatternError) as error:
        raise SrxError(str(error)) from error
    if not reader.is_srx:
        raise SrxError("no SRX 2.0")
    by_name = {name: tuple(rules) for name, rules in reader.rules.items()}
    return SegmentationRules(reader.cascade, by_name, tuple(reader.maps))


@cache
def own_rules() -> SegmentationRules:
    """Return the rules that Hanji brings along."""
    return read(files("translation.sentences").joinpath("rules/hanji.srx").read_bytes())
