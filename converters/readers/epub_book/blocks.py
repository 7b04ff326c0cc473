# SPDX-License-Identifier: AGPL-3.0-or-later
"""Block elements of a page as blocks of a Document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from converters.document.nodes import (
    Block,
    Blocks,
    CodeBlock,
    ListBlock,
    Paragraph,
    Quote,
    Separator,
)
from converters.document.notices import NoticeKind
from converters.readers.epub_book import boxes
from converters.readers.epub_book.collector import Collector
from converters.readers.epub_book.context import EpubContext
from converters.readers.epub_book.elements import (
    BLOCKS,
    SKIPPED,
    align_of,
    classes_of,
    types_of,
)
from converters.readers.epub_book.inlines import page_label, read_inline
from converters.readers.epub_book.lists import read_list
from converters.readers.epub_book.places import is_note_group
from converters.readers.epub_book.runs import Style, style_inside
from converters.readers.epub_book.tables import read_table
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import Element, clean

_DEEPEST = 60
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOTE_GROUP_LABELS = _HEADINGS | {"hr"}
# Elements of one line that some books put around whole paragraphs.
_TRANSPARENT = frozenset({"a", "span", "ins", "del", "font", "b", "i", "strong", "em", "noscript"})
_ASIDES = frozenset(
    {"text-box", "title-box", "notice", "sidebar", "masthead", "figure", "flow", "layout"}
)
_TERM_INDENT_PT = 20.0
_READ = Callable[[Element, Collector, EpubContext, Style], None]


def read_blocks(element: Element, context: EpubContext, style: Style) -> Blocks:
    """Return what stands inside ``element``."""
    collector = Collector(context, style)
    read_into(element, collector, context, style)
    return collector.finish()


def read_into(element: Element, collector: Collector, context: EpubContext, style: Style) -> None:
    """Append what stands inside ``element`` to ``collector``."""
    grouped = is_note_group(element) and any(e in context.places.bodies for e in element.iter())
    collector.text(element.text, style)
    for child in element:
        if not (grouped and name_of(child) in _NOTE_GROUP_LABELS):
            _read_child(child, collector, context, style)
        collector.text(child.tail, style)


def _read_child(element: Element, collector: Collector, context: EpubContext, style: Style) -> None:
    name = name_of(element)
    if not name or name in SKIPPED or element in context.places.bodies:
        return
    if (
        context.depth > context.limits.nesting + _DEEPEST
        or context.nesting > context.limits.nesting
    ):
        context.notice(NoticeKind.NESTING)
        collector.add(Paragraph((style.text(text_of(element)),)) if text_of(element) else None)
        return
    if context.hides(element) and name != "nav":
        _hide(element, context, style)
        return
    context.depth += 1
    try:
        _dispatch(name, element, collector, context, style)
    finally:
        context.depth -= 1


def _dispatch(
    name: str, element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    collector.headings_at(element)
    if name not in BLOCKS:
        if name in _TRANSPARENT and any(name_of(inner) in BLOCKS for inner in element.iter()):
            _read_through(element, collector, context, style)
        else:
            read_inline(element, collector.line(), context, style)
        return
    collector.end_line()
    if "pagebreak" in types_of(element):
        collector.page_break(page_label(element))
        return
    if "gap" in classes_of(element) and name != "p" and name not in _HEADINGS:
        collector.add(Paragraph(()))
    _READERS.get(name, _read_through)(element, collector, context, style)
    collector.end_line()


def _hide(element: Element, context: EpubContext, style: Style) -> None:
    inner = Collector(context, style)
    read_into(element, inner, context, style)
    blocks = inner.finish()
    if blocks:
        context.hide(blocks)


def _inside(element: Element, context: EpubContext, style: Style) -> Style:
    """Return the style inside a block: runs as for inlines, and the alignment it passes on."""
    changed = style_inside(element, style, context.language)
    align = align_of(element)
    return replace(changed, align=align) if align is not None else changed


def _read_through(
    element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    """Read what only groups other blocks."""
    context.pending += context.anchors_at(element)
    read_into(element, collector, context, _inside(element, context, style))


def _read_division(
    element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    names = classes_of(element)
    if "box" in names:
        _read_aside(element, collector, context, style)
    elif "unsupported" in names:
        collector.add(boxes.read_unsupported(element, context, style))
    elif "equation" in names:
        collector.add(boxes.read_equation(element, context))
    elif "captioned" in names:
        _read_captioned(element, collector, context, style)
    elif "scroll" in names and element.get("role") == "region":
        for child in element:
            if name_of(child) == "table":
                _add_table(child, collector, context, style, element.get("aria-label", ""))
            else:
                _read_child(child, collector, context, style)
    else:
        _read_through(element, collector, context, style)


# ---------------------------------------------------------------- paragraphs


def _read_paragraph(
    element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    if any(name_of(inner) in BLOCKS for inner in element.iterdescendants()):
        _read_through(element, collector, context, style)
        return
    collector.paragraph(element, _inside(element, context, style))


def _read_heading(
    element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    collector.heading(element, style, int(name_of(element)[1]))


def _read_term(element: Element, collector: Collector, context: EpubContext, style: Style) -> None:
    """Read a term of a description list as a line in bold (HTML, 4.4.9)."""
    if any(name_of(inner) in BLOCKS for inner in element.iterdescendants()):
        _read_through(element, collector, context, style)
    else:
        collector.paragraph(element, boxes.strong(style))


def _read_description(
    element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    context.pending += context.anchors_at(element)
    for block in read_blocks(element, context, _inside(element, context, style)):
        if isinstance(block, Paragraph) and not block.layout.margin_start_pt:
            layout = replace(block.layout, margin_start_pt=_TERM_INDENT_PT)
            collector.add(replace(block, layout=layout))
        else:
            collector.add(block)


def _read_code(element: Element, collector: Collector, context: EpubContext, style: Style) -> None:
    del style
    context.pending += context.anchors_at(element)
    languages = [
        word.removeprefix("language-")
        for inner in element.iter()
        for word in classes_of(inner)
        if word.startswith("language-")
    ]
    text = clean("".join(_in_order(element)))
    collector.add(CodeBlock(text, next(iter(languages), None), context.origin()))


def _in_order(element: Element) -> list[str]:
    """Return the texts inside ``element`` with line breaks where it has them."""
    parts = [element.text or ""]
    for child in element:
        parts += ["\n"] if name_of(child) == "br" else _in_order(child)
        parts.append(child.tail or "")
    return parts


def _read_separator(
    element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    del style
    context.pending += context.anchors_at(element)
    collector.add(Separator(context.origin()))


# ---------------------------------------------------------------- what holds blocks


def _nested(read: Callable[[], Block | None], collector: Collector, context: EpubContext) -> None:
    context.nesting += 1
    try:
        collector.add(read())
    finally:
        context.nesting -= 1


def _read_list(element: Element, collector: Collector, context: EpubContext, style: Style) -> None:
    context.pending += context.anchors_at(element)

    def made() -> ListBlock | None:
        return read_list(element, context, _inside(element, context, style), read_item)

    _nested(made, collector, context)


def read_item(element: Element, context: EpubContext, style: Style) -> Blocks:
    """Return the content of an item, without the marker of our own books."""
    context.pending += context.anchors_at(element)
    return read_blocks(element, context, _inside(element, context, style))


def _read_table(element: Element, collector: Collector, context: EpubContext, style: Style) -> None:
    _add_table(element, collector, context, style, "")


def _add_table(
    element: Element, collector: Collector, context: EpubContext, style: Style, label: str
) -> None:
    context.pending += context.anchors_at(element)
    _nested(lambda: read_table(element, context, style, label, read_item), collector, context)


def _read_captioned(
    element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    """Read a table whose caption stands outside it, as our own books have them."""
    context.nesting += 1
    try:
        collector.extend(boxes.captioned(element, context, style, read_blocks))
    finally:
        context.nesting -= 1


def _read_figure(
    element: Element, collector: Collector, context: EpubContext, style: Style
) -> None:
    context.pending += context.anchors_at(element)
    context.nesting += 1
    try:
        inside = _inside(element, context, style)
        collector.extend(boxes.figure(element, context, inside, read_blocks))
    finally:
        context.nesting -= 1


def _read_aside(element: Element, collector: Collector, context: EpubContext, style: Style) -> None:
    context.pending += context.anchors_at(element)
    names = [name for name in classes_of(element) if name in _ASIDES]
    role = names[0] if names else "sidebar"
    inside = _inside(element, context, style)

    def made() -> Block | None:
        return boxes.aside(role, element, context, inside, read_blocks)

    _nested(made, collector, context)


def _read_quote(element: Element, collector: Collector, context: EpubContext, style: Style) -> None:
    context.pending += context.anchors_at(element)
    inside = _inside(element, context, style)

    def made() -> Block:
        return Quote(read_blocks(element, context, inside), context.origin())

    _nested(made, collector, context)


_READERS: dict[str, _READ] = {
    "p": _read_paragraph,
    "div": _read_division,
    "aside": _read_aside,
    "ul": _read_list,
    "ol": _read_list,
    "menu": _read_list,
    "dir": _read_list,
    "table": _read_table,
    "figure": _read_figure,
    "blockquote": _read_quote,
    "pre": _read_code,
    "hr": _read_separator,
    "dt": _read_term,
    "dd": _read_description,
    "summary": _read_term,
    **dict.fromkeys(_HEADINGS, _read_heading),
}
