# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the style sheets of a book hide (CSS 2.2, 9.2.4): ``display: none`` by tag, class or id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from converters.source.xml import name_of
from converters.xhtml.markup import Element

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([a-z-]+)\s*(!\s*important)?", re.IGNORECASE)
_SIMPLE = re.compile(r"^([a-z][a-z0-9]*|\*)?((?:[.#][A-Za-z_][\w-]*)*)$", re.IGNORECASE)
_NAME = re.compile(r"([.#])([A-Za-z_][\w-]*)")
# Rules inside of these hold for readers on a screen; others, as for print, do not.
_ALWAYS = re.compile(r"^@(?:media\s+(?:all|screen)\b[^,]*|supports\b.*|layer\b.*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DisplayRule:
    """One selector of tag, classes and id with the ``display`` that it gives."""

    tag: str
    classes: frozenset[str]
    identifier: str
    hides: bool
    important: bool

    @property
    def rank(self) -> tuple[bool, bool, int, bool]:
        """How much the rule counts beside others (CSS 2.2, 6.4.3)."""
        return self.important, bool(self.identifier), len(self.classes), bool(self.tag)

    def holds_for(self, element: Element, classes: frozenset[str]) -> bool:
        """Whether the selector matches an element with ``classes``."""
        return (
            self.classes <= classes
            and self.tag in ("", name_of(element))
            and self.identifier in ("", element.get("id"))
        )


def hidden_elements(root: Element, sheets: list[str]) -> set[Element]:
    """Return the elements of a page that its style sheets hide, but for what is in them."""
    rules = [rule for sheet in sheets for rule in _rules(sheet)]
    if not any(rule.hides for rule in rules):
        return set()
    ordered = sorted(rules, key=lambda rule: rule.rank)
    found = set()
    for element in root.iter():
        if not name_of(element) or name_of(element) in ("head", "html", "body"):
            continue
        classes = frozenset(element.get("class", "").split())
        hides = False
        for rule in ordered:
            if rule.holds_for(element, classes):
                hides = rule.hides
        if hides and "display" not in element.get("style", "").lower():
            found.add(element)
    return found


@cache
def _rules(sheet: str) -> tuple[DisplayRule, ...]:
    found: list[DisplayRule] = []
    if "display" not in sheet.lower():
        return ()
    _read_rules(_COMMENT.sub("", sheet), found)
    return tuple(found)


def _read_rules(sheet: str, found: list[DisplayRule], depth: int = 0) -> None:
    at = 0
    while depth < 4:
        opening = sheet.find("{", at)
        if opening < 0:
            return
        closing = _end_of_block(sheet, opening)
        prelude = sheet[at:opening].rpartition(";")[2].strip()
        inner = sheet[opening + 1 : closing]
        if not prelude.startswith("@"):
            found += _rules_of(prelude, inner)
        elif _ALWAYS.match(prelude):
            _read_rules(inner, found, depth + 1)
        at = closing + 1


def _end_of_block(sheet: str, opening: int) -> int:
    depth = 0
    for match in re.compile("[{}]").finditer(sheet, opening):
        depth += 1 if match.group() == "{" else -1
        if not depth:
            return match.start()
    return len(sheet)


def _rules_of(selectors: str, declarations: str) -> list[DisplayRule]:
    displays = _DISPLAY.findall(declarations)
    if not displays:
        return []
    value, important = displays[-1]
    found = []
    for selector in selectors.split(","):
        match = _SIMPLE.match(selector.strip())
        # Selectors with combinators or states ask for more than a name: they are left alone.
        if match is None or not selector.strip():
            continue
        names = _NAME.findall(match[2])
        ids = [name for sign, name in names if sign == "#"]
        found.append(
            DisplayRule(
                (match[1] or "").lower().replace("*", ""),
                frozenset(name for sign, name in names if sign == "."),
                ids[0] if ids else "",
                value.lower() == "none",
                bool(important),
            )
        )
    return found
