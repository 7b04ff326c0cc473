# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks of a Document as XHTML."""

from __future__ import annotations

from collections.abc import Callable
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
    Layout,
    ListBlock,
    ListItem,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    Separator,
    Table,
    Unsupported,
)
from converters.document.walk import iter_inlines, plain_text
from converters.xhtml.equations import equation_element, let_break
from converters.xhtml.flow import Flow
from converters.xhtml.inlines import visible_inlines, write_inlines, write_page_mark
from converters.xhtml.markup import Element, add_class, add_text, clean, one_line, sub
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
_BOXES = {"text-box": "text-box", "title-box": "title-box", "notice": "notice"}


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


def _layout_classes(layout: Layout) -> list[str]:
    classes = []
    if layout.align is Align.CENTER:
        classes.append("center")
    elif layout.align is Align.END:
        classes.append("end")
    if layout.indent_pt >= _STEP_PT / 2:
        classes.append("indent")
    elif layout.indent_pt <= -_STEP_PT / 2:
        classes.append(f"hang{_steps(-layout.indent_pt)}")
    if layout.margin_start_pt >= _STEP_PT / 2:
        classes.append(f"in{_steps(layout.margin_start_pt)}")
    if layout.space_before_pt >= _GAP_PT:
        classes.append("gap")
    if layout.space_after_pt >= _GAP_PT:
        classes.append("gap-after")
    return classes


def _steps(length_pt: float) -> int:
    return max(1, min(_MOST_STEPS, round(length_pt / _STEP_PT)))


def _write_paragraph(
    flow: Flow, parent: Element, block: Paragraph, place: Place, lead: Element | None = None
) -> Element:
    classes = [] if lead is None else ["lead"]
    if block.role in _ROLES:
        classes.append(_ROLES[block.role])
    if block.layout != _NO_LAYOUT:
        own = _layout_classes(block.layout)
        # The marker of an item decides its hanging; the item's place is the list's.
        classes += own if lead is None else [c for c in own if c in ("center", "end")]
    element = sub(parent, "p", {"class": " ".join(classes)} if classes else None)
    if lead is not None:
        element.append(lead)
        lead.tail = " "
    write_inlines(flow, element, block.inlines)
    return element


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
    add_picture(flow, element, block.resource, block.alt, decorative=block.decorative, style=style)
    _write_figcaption(flow, element, block.caption)
    return element


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


def _write_aside(flow: Flow, parent: Element, block: Aside, place: Place) -> Element:
    name = "aside" if place.sections and block.role != "title-box" else "div"
    element = sub(parent, name, {"class": f"box {_BOXES.get(block.role, 'sidebar')}"})
    if name == "aside":
        # A note is no landmark: a page full of boxes would drown the real ones.
        element.set("role", "note")
    if block.caption:
        write_blocks(flow, sub(element, "div", {"class": "caption"}), block.caption, CAPTION)
    write_blocks(flow, element, block.blocks, place)
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
