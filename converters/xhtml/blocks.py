# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks of a Document as XHTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from converters.document.nodes import (
    Align,
    Anchor,
    Aside,
    Blocks,
    CodeBlock,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    InlineImage,
    InlineMath,
    Inlines,
    Layout,
    ListBlock,
    ListItem,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    Separator,
    Table,
    Text,
    Unsupported,
)
from converters.document.walk import iter_inlines, plain_text, split_inlines
from converters.xhtml.captions import caption_title
from converters.xhtml.equations import equation_element, let_break
from converters.xhtml.flow import Flow
from converters.xhtml.inlines import visible_inlines, write_inlines, write_page_mark
from converters.xhtml.markup import (
    Element,
    add_class,
    add_text,
    classes_of,
    clean,
    local_name,
    one_line,
    sub,
)
from converters.xhtml.pictures import add_picture
from converters.xhtml.places import BODY, CAPTION, Place
from converters.xhtml.tables import write_table

# Body text of office documents is about 10 points: the step of indents.
_STEP_PT = 10.0
_MOST_STEPS = 6
_GAP_PT = 7.0
_ROLES = {
    "title": "title",
    "subtitle": "subtitle",
    "byline": "byline",
    "toc-entry": "toc-entry",
    "caption": "caption",
}
_BOXES = frozenset({"text-box", "title-box", "notice", "masthead", "figure", "flow", "layout"})
# What stood in a table without being beside the text.
_IN_TEXT = frozenset({"title-box", "masthead", "figure", "flow", "layout"})


def write_blocks(
    flow: Flow,
    parent: Element,
    blocks: Blocks,
    place: Place = BODY,
    lead: Element | None = None,
) -> None:
    """Append ``blocks`` to ``parent``.

    Args:
        flow: the state of the book.
        parent: where to write.
        blocks: what to write; the author's blank lines become space.
        place: what is allowed there.
        lead: something to stand at the beginning of the first line (a list's
            marker, the mark of a note), alone in a line where no text follows.
    """
    blank = False
    for block in blocks:
        if isinstance(block, Paragraph) and not visible_inlines(block.inlines):
            _write_places(flow, parent, block.inlines)
            blank = len(parent) > 0
            continue
        if lead is not None:
            if isinstance(block, Paragraph):
                _write_paragraph(flow, parent, block, place, lead)
                lead = None
                continue
            if isinstance(block, PageBreak):
                _write_page_break(flow, parent, block, place)
                continue
            _write_lead(parent, lead)
            lead = None
        element = _WRITERS[type(block)](flow, parent, block, place)
        if blank and element is not None and not isinstance(block, Heading):
            add_class(element, "gap")
        blank = False
    if lead is not None:
        _write_lead(parent, lead)


def _write_lead(parent: Element, lead: Element) -> None:
    sub(parent, "p", {"class": "lead"}).append(lead)


def _write_places(flow: Flow, parent: Element, inlines: tuple[Inline, ...]) -> None:
    """Append what a blank line holds besides blanks: bookmarks and page starts."""
    kept = [i for i in iter_inlines(inlines) if isinstance(i, Anchor | PageMark)]
    write_inlines(flow, parent, kept)


# ---------------------------------------------------------------- paragraphs


# What hangs before the lines of a paragraph: a bullet, a number, the sign of a note.
_FRONT = re.compile(
    r"[\s\u3000]*("
    r"[^\w\s\"'“”‘’<>《》〈〉「」『』\[\]【】()（）]{1,3}(?=\s)|[※☞]|[ㅇo](?=\s)"
    r"|(?:\d{1,2}|[가나다라마바사아자차카타파하])[.)](?![\d.])|[(（](?:\d{1,2}|[가나다라마바사아자차카타파하])[)）]|[①-⑳❶-❿➊-➓]|주\s?\d{0,2}[)）]"
    r")\s*(?=\S)"
)
_WIDE_BLANK, _BLANK_PT, _TAB_PT = "\u3000", 5.0, 20.0
_LEAST_TYPED_PT = 15.0
_SHORT_LINE = 60
"""Letters of a text that stands in one line on paper."""
# Width in em of marker and blank by the class that hangs it.
_MARKER_HANGS = ((1.0, "hm1"), (1.4, "hm2"), (1.9, "hm3"), (2.9, "hm4"))


def _layout_classes(layout: Layout) -> list[str]:
    classes = _align_classes(layout)
    if layout.indent_pt >= _STEP_PT / 2:
        classes.append("indent")
    elif layout.indent_pt <= -_STEP_PT / 2:
        classes.append(f"hang{_steps(-layout.indent_pt)}")
    if layout.margin_start_pt >= _STEP_PT / 2:
        classes.append(f"in{_steps(layout.margin_start_pt)}")
    return classes + _space_classes(layout)


def _hanging_classes(layout: Layout, blanks: str, marker: str) -> list[str]:
    """Return the classes of a paragraph that a typed marker begins.

    Its lines hang by the marker's width, whatever the author's indent was: on the screen his blanks
    before it collapse. Those blanks and his margin say where the marker stands.
    """
    start = layout.margin_start_pt + _BLANK_PT * (len(blanks) + blanks.count(_WIDE_BLANK))
    width = _width_em(marker)
    classes = [next((name for limit, name in _MARKER_HANGS if width <= limit), "hm4")]
    if start >= _STEP_PT / 2:
        classes.append(f"in{_steps(start)}")
    return classes + _space_classes(layout)


def _align_classes(layout: Layout) -> list[str]:
    if layout.align is Align.CENTER:
        return ["center"]
    return ["end"] if layout.align is Align.END else []


def _space_classes(layout: Layout) -> list[str]:
    above = ["gap"] if layout.space_before_pt >= _GAP_PT else []
    return [*above, "gap-after"] if layout.space_after_pt >= _GAP_PT else above


def _steps(length_pt: float) -> int:
    return max(1, min(_MOST_STEPS, round(length_pt / _STEP_PT)))


def _write_paragraph(
    flow: Flow, parent: Element, block: Paragraph, place: Place, lead: Element | None = None
) -> Element:
    classes = [] if lead is None else ["lead"]
    if block.role in _ROLES:
        classes.append(_ROLES[block.role])
    if lead is not None:
        # The marker of an item decides its hanging; the item's place is the list's.
        classes += _align_classes(block.layout)
        element = sub(parent, "p", {"class": " ".join(classes)})
        element.append(lead)
        lead.tail = " "
        write_inlines(flow, element, block.inlines)
        return element
    hung = _hung(block)
    if hung is not None:
        match, front, rest = hung
        classes += _hanging_classes(block.layout, match[0][: match.start(1)], match[1])
        element = sub(parent, "p", {"class": " ".join(classes)})
        write_inlines(flow, sub(element, "span", {"class": "marker"}), front)
        add_text(element, " ")
        write_inlines(flow, element, rest)
        return element
    layout = _with_typed_indent(block)
    if layout != _NO_LAYOUT:
        classes += _layout_classes(layout)
    element = sub(parent, "p", {"class": " ".join(classes)} if classes else None)
    write_inlines(flow, element, block.inlines)
    return element


def _with_typed_indent(block: Paragraph) -> Layout:
    """Return the layout of a paragraph with what tabs and blanks before its text stand for.

    On the screen they collapse: those of a short line said where it stands, a tab before running
    text where its first line begins.
    """
    layout, text = block.layout, plain_text(block.inlines)
    blanks = text[: len(text) - len(text.lstrip())]
    tabs = blanks.count("\t")
    start = _TAB_PT * tabs + _BLANK_PT * (len(blanks) - tabs + blanks.count(_WIDE_BLANK))
    if start < _LEAST_TYPED_PT or block.role or layout.align in (Align.CENTER, Align.END):
        return layout
    if len(text.strip()) <= _SHORT_LINE:
        return replace(layout, margin_start_pt=layout.margin_start_pt + start, indent_pt=0.0)
    return replace(layout, indent_pt=max(layout.indent_pt, _STEP_PT)) if tabs else layout


def _hung(block: Paragraph) -> tuple[re.Match[str], Inlines, Inlines] | None:
    """Return the typed marker that a paragraph's lines hang from, its inlines, and the rest."""
    if block.role is not None or block.layout.align in (Align.CENTER, Align.END):
        return None
    match = _FRONT.match(plain_text(block.inlines))
    parts = split_inlines(block.inlines, match.end()) if match else None
    if match is None or parts is None or not plain_text(parts[1]).strip():
        return None
    return match, _stripped(parts[0]), parts[1]


def _stripped(inlines: Inlines) -> Inlines:
    """Return ``inlines`` without the blanks around the marker in them: the style sheet sets it apart."""
    return tuple(
        replace(inline, value=inline.value.strip()) if isinstance(inline, Text) else inline
        for inline in inlines
    )


_NO_LAYOUT = Layout()


def _write_heading(flow: Flow, parent: Element, block: Heading, place: Place) -> Element | None:
    label = one_line(f"{block.number or ''} {plain_text(block.inlines)}")
    if not label and not visible_inlines(block.inlines):
        _write_places(flow, parent, block.inlines)
        return None
    if place.headings:
        level = flow.level_for(block.level)
        identifier = flow.add_heading(level, label or _label_of(flow, block))
        element = sub(parent, f"h{level}", {"id": identifier})
    else:
        element = sub(parent, "p", {"class": "heading"})
    if block.layout.align in (Align.CENTER, Align.END):
        add_class(element, block.layout.align.value)
    if block.number:
        number = sub(element, "span", {"class": "num"})
        number.text = clean(block.number)
        number.tail = " "
    write_inlines(flow, element, block.inlines)
    return element


def _label_of(flow: Flow, block: Heading) -> str:
    """Return what to call a heading that has no text: what is said of its picture or equation."""
    for inline in iter_inlines(block.inlines):
        said = ""
        if isinstance(inline, InlineImage):
            said = one_line(inline.alt)
        elif isinstance(inline, InlineMath):
            said = one_line(inline.math.alt or inline.math.script)
        if said:
            return said
    return flow.words.untitled


# ---------------------------------------------------------------- lists

# Width of a marker in em by the class that hangs it: up to 1, 1.5, 2, 3, 4 em.
_HANGS = ((1.0, "m1"), (1.5, "m2"), (2.0, "m3"), (3.0, "m4"), (4.0, "m5"))
_NARROW = frozenset(".,:;'|!()[]{}·-ilI ")


def _width_em(marker: str) -> float:
    return sum(0.35 if c in _NARROW else 0.6 if ord(c) < 0x1100 else 1.0 for c in marker)


def _marker_of(item: ListItem) -> str:
    if item.marker or item.checked is None:
        return one_line(item.marker)
    return "☑" if item.checked else "☐"


def _write_list(flow: Flow, parent: Element, block: ListBlock, place: Place) -> Element | None:
    if not block.items:
        return None
    markers = [_marker_of(item) for item in block.items]
    widest = max(map(_width_em, markers))
    hang = next((name for limit, name in _HANGS if widest <= limit), "m0") if widest else "m0"
    # Without the role, some browsers stop announcing lists whose marker style is "none".
    element = sub(parent, "ol" if block.ordered else "ul", {"class": hang, "role": "list"})
    for item, marker in zip(block.items, markers, strict=True):
        lead = None
        entry = sub(element, "li")
        if marker:
            lead = sub(entry, "span", {"class": "marker"})
            lead.text = marker
            entry.remove(lead)
        write_blocks(flow, entry, item.blocks, place, lead)
    return element


# ---------------------------------------------------------------- pictures and boxes


def _write_figure(flow: Flow, parent: Element, block: Figure, place: Place) -> Element:
    element = sub(parent, "figure")
    style = ""
    if block.width_percent is not None and 0 < block.width_percent < 95:
        style = f"width:{block.width_percent:.0f}%"
    elif block.width_percent is not None and _is_framed(parent):
        # Reading systems let a picture be as wide as their page, which goes beyond a frame.
        style = "width:100%"
    add_picture(flow, element, block.resource, block.alt, decorative=block.decorative, style=style)
    _write_figcaption(flow, element, block.caption)
    caption = caption_title(block.caption)
    if caption and place.headings:
        element.set("id", flow.add_figure(caption))
    return element


def _is_framed(element: Element) -> bool:
    """Whether what stands in an element has less than the width of a page."""
    around = (element, *element.iterancestors())
    return any(
        local_name(e) in ("td", "th", "blockquote") or "box" in classes_of(e) for e in around
    )


def _write_figcaption(flow: Flow, figure: Element, caption: Blocks) -> None:
    if caption:
        write_blocks(flow, sub(figure, "figcaption"), caption, CAPTION)


def _write_equation(flow: Flow, parent: Element, block: EquationBlock, place: Place) -> Element:
    frame = sub(parent, "figure") if block.caption else parent
    element = sub(frame, "div", {"class": "equation", "role": "group"})
    written = equation_element(block.math, display=True)
    if let_break(written):
        add_class(written, flow.fits.equation_class(written))
    flow.add_equation(element, written)
    element.set("aria-label", f"{flow.words.equation} {flow.next_display_equation()}")
    if frame is parent:
        return element
    _write_figcaption(flow, frame, block.caption)
    return frame


def _write_aside(flow: Flow, parent: Element, block: Aside, place: Place) -> Element | None:
    name = "aside" if place.sections and block.role not in _IN_TEXT else "div"
    role = block.role if block.role in _BOXES else "sidebar"
    element = sub(parent, name, {"class": f"box {role}"})
    if name == "aside":
        # A note is no landmark: a page full of boxes would drown the real ones.
        element.set("role", "note")
    if block.caption:
        write_blocks(flow, sub(element, "div", {"class": "caption"}), block.caption, CAPTION)
        caption = caption_title(block.caption)
        if caption and place.headings and block.role in ("figure", "chart"):
            element.set("id", flow.add_figure(caption))
    write_blocks(flow, element, block.blocks, place)
    if role == "layout" and not len(element):
        # An empty place, around which nothing was drawn.
        parent.remove(element)
        return None
    return element


def _write_quote(flow: Flow, parent: Element, block: Quote, place: Place) -> Element:
    element = sub(parent, "blockquote")
    write_blocks(flow, element, block.blocks, place)
    return element


def _write_code(_flow: Flow, parent: Element, block: CodeBlock, _place: Place) -> Element:
    element = sub(parent, "pre")
    add_text(sub(element, "code"), block.text)
    return element


def _write_separator(_flow: Flow, parent: Element, _block: Separator, _place: Place) -> Element:
    return sub(parent, "hr")


def _write_page_break(flow: Flow, parent: Element, block: PageBreak, _place: Place) -> None:
    write_page_mark(flow, parent, block.label)


def _write_unsupported(flow: Flow, parent: Element, block: Unsupported, _place: Place) -> Element:
    element = sub(parent, "div", {"class": "unsupported"})
    thing = flow.words.things.get(block.what)
    said = sub(element, "p", {"class": "what"})
    said.text = f"{thing}: {flow.words.unsupported}" if thing else flow.words.unsupported
    if block.resource is not None:
        said.text = thing or flow.words.picture
        add_picture(flow, sub(element, "p"), block.resource, "", decorative=False)
    for line in filter(None, map(str.strip, clean(block.text).splitlines())):
        sub(element, "p").text = line
    return element


# ---------------------------------------------------------------- dispatch


def _write_table(flow: Flow, parent: Element, block: Table, place: Place) -> Element | None:
    return write_table(flow, parent, block, place, write_blocks)


_WRITERS: dict[type, Callable[[Flow, Element, Any, Place], Element | None]] = {
    Paragraph: _write_paragraph,
    Heading: _write_heading,
    ListBlock: _write_list,
    Table: _write_table,
    Figure: _write_figure,
    EquationBlock: _write_equation,
    Aside: _write_aside,
    Quote: _write_quote,
    CodeBlock: _write_code,
    Separator: _write_separator,
    PageBreak: _write_page_break,
    Unsupported: _write_unsupported,
}
