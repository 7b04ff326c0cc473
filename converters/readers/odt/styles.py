# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a style's name stands for: looks of text, layout, heading levels (ODF 1.3 part 3, 16, 20).

A document has common styles (``styles.xml``), automatic ones that an editor made for what a
person set by hand (``content.xml``, and of headers in ``styles.xml``), and default styles.
A property that a style does not set is that of its parent, in the end of the default style.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from converters.document.nodes import PLAIN, Align, Layout, Mark, SizeClass
from converters.readers.odt.names import FO, OFFICE, STYLE, SVG, TEXT, percent, points, whole
from converters.source.appearance import family_of, size_class, visible_color
from converters.xhtml.markup import Element

LOWEST_HEADING = 6
_DEEPEST_PARENTS = 50
_DEFAULT_PT = 12.0
_DEFAULT_TEXT_WIDTH_PT = 481.9
_ALIGN = {"center": Align.CENTER, "end": Align.END, "right": Align.END}
_TITLES = {"title": "title", "subtitle": "subtitle"}
_CAPTIONS = frozenset({"caption", "캡션"})
"""The styles of tables, figures and drawings are children of this one."""
_QUOTES = frozenset({"quotations", "quote", "인용문"})
_CODE = frozenset({"preformatted text", "source code", "소스 코드"})
_NO_FILL = frozenset({"", "transparent", "#ffffff", "none"})
_SUPER_FROM = 0.0

Properties = dict[str, str]
"""Attributes of one ``style:…-properties`` element, by their names with namespaces."""


@dataclass(frozen=True, slots=True)
class TextLook:
    """How a run of text looks."""

    marks: frozenset[Mark] = frozenset()
    color: str | None = None
    size: SizeClass | None = None
    font: str | None = None
    hidden: bool = False
    capitals: bool = False
    """Whether small letters are printed as capital ones."""


class Styles:
    """The styles of one document.

    Args:
        roots: of the content and of the styles part, the content's first.
        body: the text body, which tells what body text looks like.
    """

    def __init__(self, roots: list[Element], body: Element) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._fonts: dict[str, str] = {}
        for root in roots:
            for holder in ("automatic-styles", "styles"):
                for style in root.iterfind(f"{OFFICE}{holder}/{STYLE}style"):
                    key = style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")
                    self._styles.setdefault(key, style)
            for style in root.iterfind(f"{OFFICE}styles/{STYLE}default-style"):
                self._defaults.setdefault(style.get(f"{STYLE}family", ""), style)
            for face in root.iterfind(f"{OFFICE}font-face-decls/{STYLE}font-face"):
                family = face.get(f"{SVG}font-family", "").strip("'\"")
                self._fonts.setdefault(face.get(f"{STYLE}name", ""), family)
        self._text: dict[tuple[str, str], Properties] = {}
        self._looks: dict[tuple[str, tuple[str, ...], bool], TextLook] = {}
        self.text_width_pt = _text_width(roots)
        self.usual_pt, self._usual_family = self._usual(body)

    # ------------------------------------------------------------ the chain of a style

    def chain(self, family: str, name: str) -> Iterator[Element]:
        """Yield a style and its parents, the nearest first, the default style last."""
        seen = 0
        style = self._styles.get((family, name))
        while style is not None and seen < _DEEPEST_PARENTS:
            yield style
            seen += 1
            style = self._styles.get((family, style.get(f"{STYLE}parent-style-name", "")))
        if family in self._defaults:
            yield self._defaults[family]

    def properties(self, family: str, name: str, kind: str) -> Properties:
        """Return the properties of one kind ("paragraph", "table-cell") that hold for a style."""
        found: Properties = {}
        for style in self.chain(family, name):
            element = style.find(f"{STYLE}{kind}-properties")
            if element is not None:
                for key, value in element.attrib.items():
                    found.setdefault(str(key), str(value))
        return found

    # ------------------------------------------------------------ paragraphs

    def layout(self, name: str) -> Layout:
        """Return alignment and distances of a paragraph style."""
        found = self.properties("paragraph", name, "paragraph")

        def length(attribute: str) -> float:
            return round(points(found.get(FO + attribute, "")) or 0.0, 1)

        layout = Layout(
            align=_ALIGN.get(found.get(f"{FO}text-align", "")),
            indent_pt=length("text-indent"),
            margin_start_pt=length("margin-left"),
            margin_end_pt=length("margin-right"),
            space_before_pt=length("margin-top"),
            space_after_pt=length("margin-bottom"),
        )
        return PLAIN if layout == PLAIN else layout

    def heading_level(self, name: str) -> int | None:
        """Return the outline level that a paragraph style gives (19.474); None for body text."""
        for style in self.chain("paragraph", name):
            level = style.get(f"{STYLE}default-outline-level")
            if level is not None:
                number = whole(style, f"{STYLE}default-outline-level", 0, 10)
                return min(number, LOWEST_HEADING) or None
        return None

    def role(self, name: str) -> str | None:
        """Return the paragraph role that a style's name, or a parent's, tells."""
        for style in self.chain("paragraph", name):
            shown = style.get(f"{STYLE}display-name") or style.get(f"{STYLE}name") or ""
            word = shown.replace("_20_", " ").lower()
            if word in _TITLES:
                return _TITLES[word]
            if word in _CAPTIONS:
                return "caption"
            if word in _QUOTES:
                return "quote"
            if word in _CODE:
                return "code"
        return None

    def list_style(self, name: str) -> str | None:
        """Return the list style of a paragraph style (19.502).

        None where no style says one; an empty one takes a heading out of its numbering.
        """
        for style in self.chain("paragraph", name):
            value = style.get(f"{STYLE}list-style-name")
            if value is not None:
                return value
        return None

    def breaks_page(self, name: str) -> bool:
        """Whether a page begins with paragraphs of a style."""
        found = self.properties("paragraph", name, "paragraph")
        begins = any(
            style.get(f"{STYLE}master-page-name") for style in self.chain("paragraph", name)
        )
        return begins or found.get(f"{FO}break-before") == "page"

    # ------------------------------------------------------------ other things

    def is_shaded(self, name: str) -> bool:
        """Whether a cell style gives a background."""
        found = self.properties("table-cell", name, "table-cell")
        return found.get(f"{FO}background-color", "").lower() not in _NO_FILL

    def column_width(self, name: str) -> float:
        """Return the width of a column in points, or its share; 0 if unknown."""
        found = self.properties("table-column", name, "table-column")
        width = points(found.get(f"{STYLE}column-width", ""))
        if width:
            return width
        share = found.get(f"{STYLE}rel-column-width", "").rstrip("*")
        return float(share) if share.isascii() and share.isdigit() and len(share) < 7 else 0.0

    def is_hidden_section(self, section: Element) -> bool:
        """Whether a section is not shown (19.861)."""
        return section.get(f"{TEXT}display", "true") == "none"

    def ruby_is_below(self, name: str) -> bool:
        """Whether the reading of a ruby style stands below its base."""
        return self.properties("ruby", name, "ruby").get(f"{STYLE}ruby-position") == "below"

    # ------------------------------------------------------------ looks of text

    def look(self, paragraph: str, spans: tuple[str, ...], *, asian: bool) -> TextLook:
        """Return the look of text.

        Args:
            paragraph: the style of its paragraph.
            spans: styles of the spans around it, the outermost first.
            asian: whether it is written in Hangul or Han, which have properties of their own.
        """
        key = paragraph, spans, asian
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._work_out(paragraph, spans, asian=asian)
        return look

    def _text_properties(self, family: str, name: str) -> Properties:
        key = family, name
        if key not in self._text:
            self._text[key] = self.properties(family, name, "text")
        return self._text[key]

    def _merged(self, paragraph: str, spans: tuple[str, ...]) -> Properties:
        found = dict(self._text_properties("paragraph", paragraph))
        for span in spans:
            # A relative size is relative to what it stands in.
            own = dict(self._text_properties("text", span))
            for attribute in (f"{FO}font-size", f"{STYLE}font-size-asian"):
                share = percent(own.get(attribute, ""))
                if share is not None:
                    around = points(found.get(attribute, "")) or _DEFAULT_PT
                    own[attribute] = f"{around * share / 100:.2f}pt"
            found.update(own)
        return found

    def _work_out(self, paragraph: str, spans: tuple[str, ...], *, asian: bool) -> TextLook:
        found = self._merged(paragraph, spans)
        marks = {mark for is_set, mark in self._marks(found, asian=asian) if is_set}
        color = found.get(f"{FO}color", "").lower()
        is_color = len(color) == 7 and color[0] == "#" and color[1:].isalnum()
        try:
            shown = visible_color(color) if is_color else None
        except ValueError:
            shown = None
        family = self._family(found, asian=asian)
        return TextLook(
            frozenset(marks),
            shown,
            size_class(self._size(found, asian=asian) / self.usual_pt),
            family if family != self._usual_family else None,
            hidden=found.get(f"{TEXT}display") == "none",
            capitals=found.get(f"{FO}text-transform") == "uppercase",
        )

    def _marks(self, found: Properties, *, asian: bool) -> Iterator[tuple[bool, Mark]]:
        bold = _of_script(found, f"{FO}font-weight", f"{STYLE}font-weight-asian", asian=asian)
        slant = _of_script(found, f"{FO}font-style", f"{STYLE}font-style-asian", asian=asian)
        position = found.get(f"{STYLE}text-position", "").split()
        raised = position[0] if position else ""
        share = percent(raised) or 0.0
        yield (
            bold == "bold" or (bold.isascii() and bold.isdigit() and int(bold[:3]) >= 600),
            Mark.STRONG,
        )
        yield slant in ("italic", "oblique"), Mark.EMPHASIS
        yield found.get(f"{STYLE}text-underline-style", "none") != "none", Mark.UNDERLINE
        through = found.get(f"{STYLE}text-line-through-style", "none")
        yield through != "none", Mark.STRIKE
        yield raised == "super" or share > _SUPER_FROM, Mark.SUPERSCRIPT
        yield raised == "sub" or share < -_SUPER_FROM, Mark.SUBSCRIPT
        yield (
            found.get(f"{STYLE}text-emphasize", "none").split(" ")[0] not in ("none", ""),
            Mark.DOTS,
        )

    def _size(self, found: Properties, *, asian: bool) -> float:
        text = _of_script(found, f"{FO}font-size", f"{STYLE}font-size-asian", asian=asian)
        share = percent(text)
        if share is not None:
            return _DEFAULT_PT * share / 100 or _DEFAULT_PT
        return points(text) or _DEFAULT_PT

    def _family(self, found: Properties, *, asian: bool) -> str | None:
        named = _of_script(found, f"{STYLE}font-name", f"{STYLE}font-name-asian", asian=asian)
        given = _of_script(found, f"{FO}font-family", f"{STYLE}font-family-asian", asian=asian)
        return family_of(self._fonts.get(named) or given.strip("'\"") or named)

    def _usual(self, body: Element) -> tuple[float, str | None]:
        """Return size and font family in which most of the body is set."""
        used: Counter[str] = Counter()
        for paragraph in body.iter(f"{TEXT}p"):
            used[paragraph.get(f"{TEXT}style-name", "")] += sum(map(len, paragraph.itertext()))
        sizes: Counter[float] = Counter()
        families: Counter[str | None] = Counter()
        for name, length in used.items():
            found = self._text_properties("paragraph", name)
            sizes[self._size(found, asian=True)] += length
            families[self._family(found, asian=True)] += length
        if not sizes:
            return _DEFAULT_PT, None
        return sizes.most_common(1)[0][0], families.most_common(1)[0][0]


def _text_width(roots: list[Element]) -> float:
    """Return the width of the text of the first page layout in points (16.5)."""
    path = f"{OFFICE}automatic-styles/{STYLE}page-layout/{STYLE}page-layout-properties"
    for root in roots:
        for layout in root.iterfind(path):
            width = points(layout.get(f"{FO}page-width", "")) or 0.0
            margins = (points(layout.get(f"{FO}margin-{side}", "")) for side in ("left", "right"))
            width -= sum(margin or 0.0 for margin in margins)
            if width > 0:
                return width
    return _DEFAULT_TEXT_WIDTH_PT


def _of_script(found: Properties, western: str, asian_name: str, *, asian: bool) -> str:
    """Return a property for the script of a text; the other script's where only that is set."""
    first, second = (asian_name, western) if asian else (western, asian_name)
    return found.get(first) or found.get(second, "")
