# SPDX-License-Identifier: AGPL-3.0-or-later
"""Styles and what they hand down (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from converters.readers.docx.names import A, W, is_on, val, whole
from converters.readers.docx.properties import ParaProperties, RunProperties, parse_para, parse_run
from converters.xhtml.markup import Element

_HEADING = re.compile(
    r"^(?:heading|제목|개요|見出し|标题|標題|titre|überschrift|título|titolo|kop|rubrik)\s*([1-9])$",
    re.IGNORECASE,
)
_ROLES = {
    "title": "title", "제목": "title", "표제": "title",
    "subtitle": "subtitle", "부제": "subtitle", "부제목": "subtitle",
    "caption": "caption", "캡션": "caption", "table caption": "caption",
    "image caption": "caption",
    "quote": "quote", "intense quote": "quote", "block text": "quote", "인용": "quote",
    "강한 인용": "quote",
    "source code": "code", "html preformatted": "code",
}  # fmt: skip
_CONTENTS = re.compile(r"^(?:toc|목차|차례)\s*\d$", re.IGNORECASE)
_LINK_STYLES = frozenset({"hyperlink", "followedhyperlink", "하이퍼링크"})
_BODY_LEVEL = 9
_LOWEST_LEVEL = 6
# Chains of basedOn that are longer are loops.
_LONGEST_CHAIN = 32


@dataclass(slots=True)
class Style:
    """One style as written."""

    name: str
    kind: str
    based_on: str
    para: ParaProperties
    run: RunProperties
    first_row: bool = False
    """True where a table style dresses the first row as a head."""


@dataclass(slots=True)
class Inherited:
    """What a paragraph style means with all that it is based on."""

    para: ParaProperties = field(default_factory=dict)
    run: RunProperties = field(default_factory=dict)
    level: int | None = None
    """Heading level from 1."""
    role: str | None = None


class Styles:
    """The styles of one document.

    Args:
        root: the styles part; None where the document has none.
        theme: the theme part, which names fonts.
    """

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self._theme = _theme_fonts(theme)
        self._styles: dict[str, Style] = {}
        self._inherited: dict[str, Inherited] = {}
        self._char_runs: dict[str, RunProperties] = {}
        self.default_para = ""
        self.default_run: RunProperties = {}
        self.default_layout: ParaProperties = {}
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self.default_run = self.run_properties(defaults.find(f"{W}rPrDefault/{W}rPr"))
            self.default_layout = parse_para(defaults.find(f"{W}pPrDefault/{W}pPr"))
        for element in root.iterfind(f"{W}style"):
            self._add(element)

    def _add(self, element: Element) -> None:
        key, kind = element.get(f"{W}styleId", ""), element.get(f"{W}type", "paragraph")
        first_row = any(
            part.get(f"{W}type") == "firstRow" for part in element.iterfind(f"{W}tblStylePr")
        )
        self._styles.setdefault(
            key,
            Style(
                " ".join(val(element, "name").lower().split()),
                kind,
                val(element, "basedOn"),
                parse_para(element.find(f"{W}pPr")),
                self.run_properties(element.find(f"{W}rPr")),
                first_row,
            ),
        )
        marked = element.get(f"{W}default", "0") in ("1", "true", "on")
        if kind == "paragraph" and marked and not self.default_para:
            self.default_para = key

    def run_properties(self, element: Element | None) -> RunProperties:
        """Return the properties of ``w:rPr`` with fonts of the theme by their names."""
        return parse_run(element, self._theme)

    def paragraph(self, key: str) -> Inherited:
        """Return what a paragraph style means; an unknown one is the default style."""
        found = self._inherited.get(key)
        if found is None:
            found = self._inherited[key] = self._work_out(key)
        return found

    def _chain(self, key: str) -> list[Style]:
        chain: list[Style] = []
        while key in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[key])
            key = chain[-1].based_on
        return chain

    def _work_out(self, key: str) -> Inherited:
        named = key
        if key not in self._styles:
            key = self.default_para
        chain = self._chain(key)
        inherited = Inherited(dict(self.default_layout), level=_level_of(chain))
        for style in reversed(chain):
            inherited.para.update(style.para)
            inherited.run.update(style.run)
        names = [style.name for style in chain]
        inherited.role = next((_ROLES[name] for name in names if name in _ROLES), None)
        if inherited.role is None and any(map(_CONTENTS.match, names)):
            inherited.role = "toc-entry"
        # Programs name built-in styles without defining them.
        if named not in self._styles and _HEADING.match(named):
            inherited.level = whole(named[-1])
        return inherited

    def character(self, key: str) -> RunProperties:
        """Return what a character style means; links' own style means nothing."""
        found = self._char_runs.get(key)
        if found is None:
            found = {}
            chain = self._chain(key)
            if not any(style.name.replace(" ", "") in _LINK_STYLES for style in chain):
                for style in reversed(chain):
                    found.update(style.run)
            self._char_runs[key] = found
        return found

    def numbering_of(self, key: str) -> str:
        """Return the numId that a numbering style names (17.9.27); empty if none."""
        for style in self._chain(key):
            if style.kind == "numbering" and "num" in style.para:
                return str(style.para["num"])
        return ""

    def heads_first_row(self, key: str) -> bool:
        """Whether a table style dresses its first row as a head."""
        return any(style.first_row for style in self._chain(key))


def _level_of(chain: list[Style]) -> int | None:
    """Return the heading level: the nearest style that tells an outline level, or is called so.

    A book has no levels past the sixth: a style there that is based on a heading counts as that.
    """
    deep = None
    for style in chain:
        level = _own_level(style)
        if level is not None and level <= _LOWEST_LEVEL:
            return level
        if level is not None and level > _BODY_LEVEL:
            return deep
        deep = deep or level
    return deep


def _own_level(style: Style) -> int | None:
    outline = style.para.get("outline")
    if outline is not None:
        return int(outline) + 1
    match = _HEADING.match(style.name)
    return int(match[1]) if match else None


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """Return the fonts that a theme stands for: "major-latin", "minor-ea" and so on."""
    if theme is None:
        return {}
    found: dict[str, str] = {}
    for size in ("major", "minor"):
        fonts = next(theme.iter(f"{A}{size}Font"), None)
        if fonts is None:
            continue
        for script in ("latin", "ea"):
            font = fonts.find(A + script)
            found[f"{size}-{script}"] = font.get("typeface", "") if font is not None else ""
        if not found[f"{size}-ea"]:
            korean = [f for f in fonts.iterfind(f"{A}font") if f.get("script") == "Hang"]
            found[f"{size}-ea"] = korean[0].get("typeface", "") if korean else ""
    return found


def settings_on(settings: Element | None, name: str) -> bool:
    """Return an on/off switch of the settings part."""
    return settings is not None and is_on(settings.find(W + name))
