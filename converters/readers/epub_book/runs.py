# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs of text: what elements, classes and styles say of them, and how spaces collapse."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from converters.document.nodes import (
    PLAIN,
    Align,
    Anchor,
    CommentRef,
    Inline,
    Inlines,
    Layout,
    LineBreak,
    Link,
    Mark,
    PageMark,
    SizeClass,
    Text,
)
from converters.readers.epub_book.elements import align_of, classes_of, declarations_of, language_of
from converters.source.xml import name_of
from converters.xhtml.markup import Element, clean, valid_language

_MARKS = {
    "strong": Mark.STRONG,
    "b": Mark.STRONG,
    "em": Mark.EMPHASIS,
    "i": Mark.EMPHASIS,
    "cite": Mark.EMPHASIS,
    "dfn": Mark.EMPHASIS,
    "var": Mark.EMPHASIS,
    "u": Mark.UNDERLINE,
    "ins": Mark.UNDERLINE,
    "s": Mark.STRIKE,
    "strike": Mark.STRIKE,
    "del": Mark.STRIKE,
    "sup": Mark.SUPERSCRIPT,
    "sub": Mark.SUBSCRIPT,
    "mark": Mark.HIGHLIGHT,
}
_MARK_CLASSES = {
    "u": Mark.UNDERLINE,
    "dots": Mark.DOTS,
    "caps": Mark.CAPS,
    "small-caps": Mark.SMALL_CAPS,
}
_TYPEWRITER = frozenset({"code", "tt", "kbd", "samp"})
_SIZES = {f"s-{size.value}": size for size in SizeClass}
_NAMED_SIZES = {"small": SizeClass.SMALL, "big": SizeClass.LARGE}
_FONTS = {f"f-{name}": name for name in ("serif", "sans-serif", "monospace", "cursive")}
_COLOUR_CLASS = re.compile(r"c-([0-9a-f]{6})")
_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_HEAVY = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_LAYOUT_CLASS = re.compile(r"(hang|in)([1-6])")
_STEP_PT = 10.0
_GAP_PT = 7.0
_SILENT = (Anchor, CommentRef, PageMark)


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for the text at a place of the page."""

    marks: frozenset[Mark] = frozenset()
    color: str | None = None
    size: SizeClass | None = None
    lang: str | None = None
    font: str | None = None
    align: Align | None = None
    """Of paragraphs inside; cells begin anew."""

    def text(self, value: str) -> Text:
        """Return a run of this style."""
        return Text(value, self.marks, self.color, self.size, self.lang, self.font)


def style_inside(element: Element, style: Style, book_language: str) -> Style:
    """Return the style of the text inside ``element``, which stands in ``style``."""
    name = name_of(element)
    if name not in _MARKS and name not in _TYPEWRITER and not element.attrib:
        return style
    declared = declarations_of(element)
    marks = set(style.marks)
    mark = _MARKS.get(name)
    if mark is not None:
        marks.add(mark)
    color, size, font = style.color, style.size, style.font
    size = _NAMED_SIZES.get(name, size)
    if name in _TYPEWRITER:
        font = "monospace"
    for word in classes_of(element):
        if word in _MARK_CLASSES:
            marks.add(_MARK_CLASSES[word])
        size = _SIZES.get(word, size)
        font = _FONTS.get(word, font)
        match = _COLOUR_CLASS.fullmatch(word)
        color = f"#{match[1]}" if match else color
    marks |= _declared_marks(declared)
    color = _colour(declared.get("color") or element.get("color", "").lower()) or color
    lang = style.lang
    language = valid_language(language_of(element))
    if language:
        lang = None if language.lower() == book_language.lower() else language
    return Style(frozenset(marks), color, size, lang, font, style.align)


def _declared_marks(declared: dict[str, str]) -> set[Mark]:
    marks = set()
    if declared.get("font-weight") in _HEAVY:
        marks.add(Mark.STRONG)
    if declared.get("font-style") in ("italic", "oblique"):
        marks.add(Mark.EMPHASIS)
    line = declared.get("text-decoration", "") + " " + declared.get("text-decoration-line", "")
    if "underline" in line:
        marks.add(Mark.UNDERLINE)
    if "line-through" in line:
        marks.add(Mark.STRIKE)
    if declared.get("vertical-align") == "super":
        marks.add(Mark.SUPERSCRIPT)
    if declared.get("vertical-align") == "sub":
        marks.add(Mark.SUBSCRIPT)
    if declared.get("text-transform") == "uppercase":
        marks.add(Mark.CAPS)
    if "small-caps" in (declared.get("font-variant"), declared.get("font-variant-caps")):
        marks.add(Mark.SMALL_CAPS)
    return marks


def _colour(text: str) -> str | None:
    """Return a CSS colour as ``#rrggbb``, None for automatic black and what is no colour."""
    text = text.strip()
    if match := _RGB.fullmatch(text):
        found = "#" + "".join(f"{min(255, int(part)):02x}" for part in match.groups())
    elif _HEX.fullmatch(text):
        found = text if len(text) == 7 else "#" + "".join(digit * 2 for digit in text[1:])
    else:
        return None
    return None if found == "#000000" else found


def layout_of(element: Element, style: Style) -> Layout:
    """Return a paragraph's place: the classes of our own style sheet, else its alignment."""
    align = align_of(element) or style.align
    layout = PLAIN if align is None else Layout(align=align)
    for word in classes_of(element):
        match = _LAYOUT_CLASS.fullmatch(word)
        if match and match[1] == "hang":
            layout = replace(layout, indent_pt=-_STEP_PT * int(match[2]))
        elif match:
            layout = replace(layout, margin_start_pt=_STEP_PT * int(match[2]))
        elif word == "indent":
            layout = replace(layout, indent_pt=_STEP_PT)
        elif word == "gap":
            layout = replace(layout, space_before_pt=_GAP_PT)
        elif word == "gap-after":
            layout = replace(layout, space_after_pt=_GAP_PT)
    return layout


class RunCollector:
    """The inlines of one paragraph while they are read; spaces collapse (CSS Text 3, 4.1.1)."""

    def __init__(self) -> None:
        self._open: list[list[Inline]] = [[]]
        self._after_space = True
        self.free_images = 0
        """Pictures that nothing calls inline."""
        self.loose = False
        """Whether it stands in no paragraph of the page."""
        self.displayed = False
        """Whether an equation in it asks for a line of its own."""

    def text(self, value: str | None, style: Style) -> None:
        """Append text as it stands in the page."""
        if not value:
            return
        shown = _SPACES.sub(" ", clean(value))
        if self._after_space:
            shown = shown.removeprefix(" ")
        if not shown:
            return
        self._after_space = shown.endswith(" ")
        self._append_run(style.text(shown))

    def _append_run(self, run: Text) -> None:
        inlines = self._open[-1]
        last = inlines[-1] if inlines else None
        if isinstance(last, Text) and replace(last, value=run.value) == run:
            inlines[-1] = replace(last, value=last.value + run.value)
        else:
            inlines.append(run)

    def add(self, inline: Inline) -> None:
        """Append something that is no text."""
        if isinstance(inline, LineBreak):
            self._open[-1] = _trimmed(self._open[-1])
            self._after_space = True
        elif not isinstance(inline, _SILENT):
            self._after_space = False
        self._open[-1].append(inline)

    def begin(self) -> None:
        """Begin the inside of a link or of a ruby base."""
        self._open.append([])

    def end(self) -> Inlines:
        """Return what was appended since the last ``begin``."""
        return tuple(self._open.pop())

    def put_back(self, inlines: Inlines) -> None:
        """Append inlines that ``end`` returned."""
        self._open[-1].extend(inlines)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was appended so far."""
        return len(self._open) == 1 and not self._open[0]

    def finish(self) -> Inlines:
        """Return the whole line without spaces at its end."""
        return tuple(_trimmed(self._open[0]))


def _trimmed(inlines: list[Inline]) -> list[Inline]:
    """Return ``inlines`` without the space before a line's end."""
    kept = list(inlines)
    index = len(kept) - 1
    while index >= 0 and isinstance(kept[index], _SILENT):
        index -= 1
    if index < 0:
        return kept
    last = kept[index]
    if isinstance(last, Text) and last.value.endswith(" "):
        value = last.value.removesuffix(" ")
        kept[index : index + 1] = [replace(last, value=value)] if value else []
    elif isinstance(last, Link):
        kept[index] = replace(last, children=tuple(_trimmed(list(last.children))))
    return kept
