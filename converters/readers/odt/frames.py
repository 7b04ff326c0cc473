# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures, text boxes, shapes and embedded objects (ODF 1.3 part 3, 10)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    EquationBlock,
    Figure,
    InlineImage,
    InlineMath,
    Paragraph,
    Text,
    Unsupported,
)
from converters.document.notices import NoticeKind
from converters.document.walk import has_content
from converters.readers.odt.context import OdtContext
from converters.readers.odt.names import (
    CHART,
    DRAW,
    LOEXT,
    MATH,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    points,
)
from converters.readers.odt.tables import table
from converters.source.mathematics.presentation import math_of
from converters.source.xml import text_of
from converters.xhtml.markup import Element

LINE_PIECES = (InlineImage, InlineMath)
Piece = tuple[Block | InlineImage | InlineMath, bool]
"""Something that a frame prints, and whether it stands in the line like a character."""
Inner = Callable[[Element], Blocks]

_GROUP = f"{DRAW}g"
_FRAME = f"{DRAW}frame"
_LINK = f"{DRAW}a"
_INLINE_HEIGHTS = 3.0
"""Heights of the body's characters up to which a picture stands in the line like one."""
_SIDE_ELEMENTS = frozenset({f"{SVG}title", f"{SVG}desc", f"{DRAW}glue-point", f"{DRAW}image-map"})
_SILENT = frozenset({f"{DRAW}enhanced-geometry", f"{DRAW}glue-point", f"{DRAW}layer-set"})


def pieces(context: OdtContext, element: Element, inner: Inner) -> Iterator[Piece]:
    """Yield what a frame, a shape or a group prints."""
    tag = element.tag
    if tag in (_GROUP, _LINK):
        for child in element:
            if isinstance(child.tag, str) and child.tag.startswith(DRAW):
                yield from pieces(context, child, inner)
    elif tag == _FRAME:
        yield from _frame(context, element, inner)
    elif tag == f"{DRAW}control":
        context.notice(NoticeKind.FORM_FIELD)
    elif tag not in _SILENT:
        blocks = inner(element)
        if has_content(blocks):
            yield Aside("text-box", blocks, origin=context.origin), False
        else:
            context.notice(NoticeKind.DRAWING, tag.rpartition("}")[2])


def _frame(context: OdtContext, frame: Element, inner: Inner) -> Iterator[Piece]:
    """Yield what a frame shows: of several forms of one thing the first that can be shown (10.4.2)."""
    in_line = frame.get(f"{TEXT}anchor-type") == "as-char"
    forms = [e for e in frame if isinstance(e.tag, str) and e.tag not in _SIDE_ELEMENTS]
    for form in forms:
        if form.tag == f"{DRAW}text-box":
            blocks = inner(form)
            if has_content(blocks):
                yield from _boxed(context, blocks, in_line=in_line)
            return
        if form.tag in (f"{DRAW}object", f"{DRAW}object-ole"):
            yield from _object(context, frame, form, forms, in_line=in_line)
            return
        if form.tag == f"{TABLE}table":
            found = table(context, form, inner)
            if found is not None:
                yield found, in_line
            return
    images = [form for form in forms if form.tag == f"{DRAW}image"]
    if images:
        yield _picture(context, frame, images, in_line=in_line), in_line
    elif forms:
        tag = forms[0].tag
        kind = NoticeKind.VIDEO if tag == f"{DRAW}plugin" else NoticeKind.UNKNOWN_OBJECT
        context.notice(kind, tag.rpartition("}")[2])


def _boxed(context: OdtContext, blocks: Blocks, *, in_line: bool) -> Iterator[Piece]:
    """Yield a text box; one that only holds a picture with its caption is that figure."""
    shown = [block for block in blocks if has_content((block,))]
    if len(shown) == 1 and isinstance(shown[0], Figure) and shown[0].caption:
        yield shown[0], in_line
        return
    yield Aside("text-box", blocks, origin=context.origin), in_line


def _picture(
    context: OdtContext, frame: Element, images: list[Element], *, in_line: bool
) -> Block | InlineImage:
    alt = _alternative_text(frame)
    size = _size(frame)
    decorative = "true" in (frame.get(f"{DRAW}decorative"), frame.get(f"{LOEXT}decorative"))
    problem: NoticeKind | None = None
    for image in images:
        key, problem = context.picture(image.get(f"{XLINK}href", ""), _in_place(image), size)
        if key is not None:
            if problem is not None:
                context.notice(problem)
            body = context.styles.usual_pt
            if in_line and 0 < size[1] <= _INLINE_HEIGHTS * body:
                wide, high = (round(length / body, 2) or None for length in size)
                return InlineImage(key, alt, decorative, height_em=high, width_em=wide)
            width = min(100.0, round(100 * size[0] / context.styles.text_width_pt, 1)) or None
            return Figure(key, alt, decorative, width_percent=width, origin=context.origin)
    context.notice(problem or NoticeKind.MISSING_IMAGE, images[0].get(f"{XLINK}href", ""))
    return Unsupported("image", alt, None, context.origin)


def _in_place(image: Element) -> bytes | None:
    """Return the bytes of a picture that a flat file holds; None where it names a part."""
    data = image.findtext(f"{OFFICE}binary-data")
    if data is None:
        return None
    try:
        return base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError):
        return b""


def _object(
    context: OdtContext, frame: Element, form: Element, forms: list[Element], *, in_line: bool
) -> Iterator[Piece]:
    """Yield an embedded object: a formula, a chart, or the picture that stands for another one."""
    root = _root_of(context, form)
    if root is not None and root.tag == MATH:
        math = math_of(root)
        yield (
            (InlineMath(math), True)
            if in_line
            else (EquationBlock(math, origin=context.origin), False)
        )
        return
    images = [each for each in forms if each.tag == f"{DRAW}image"]
    shown = _picture(context, frame, images, in_line=False) if images else None
    is_chart = root is not None and root.find(f".//{CHART}chart") is not None
    if isinstance(shown, Figure):
        yield shown, in_line
        if not is_chart:
            context.notice(NoticeKind.OLE_OBJECT)
        return
    if is_chart and root is not None:
        yield from _chart(context, frame, root, in_line=in_line)
        return
    context.notice(NoticeKind.OLE_OBJECT)
    yield Unsupported("ole-object", _alternative_text(frame), None, context.origin), in_line


def _root_of(context: OdtContext, form: Element) -> Element | None:
    reference = form.get(f"{XLINK}href", "")
    if reference and "://" not in reference:
        return context.package.object_content(reference)
    return next((child for child in form if isinstance(child.tag, str)), None)


def _chart(context: OdtContext, frame: Element, root: Element, *, in_line: bool) -> Iterator[Piece]:
    """Yield the figures of a chart without a picture, as the table that it was drawn of."""
    figures = root.find(f".//{TABLE}table")
    found = table(context, figures, _cell_of_chart) if figures is not None else None
    title = root.find(f".//{CHART}title")
    context.notice(NoticeKind.CHART, text_of(title) if title is not None else "")
    if found is not None:
        yield Aside("chart", (found,), origin=context.origin), in_line
    else:
        yield Unsupported("chart", _alternative_text(frame), None, context.origin), in_line


def _cell_of_chart(cell: Element) -> Blocks:
    text = text_of(cell)
    return (Paragraph((Text(text),) if text else ()),)


def _alternative_text(frame: Element) -> str:
    """Return what the author wrote to describe a frame (10.3.17)."""
    said = (frame.find(SVG + name) for name in ("title", "desc"))
    return " ".join(dict.fromkeys(filter(None, (text_of(e) for e in said if e is not None))))


def _size(frame: Element) -> tuple[float, float]:
    width, height = (points(frame.get(SVG + name, "")) or 0.0 for name in ("width", "height"))
    return max(width, 0.0), max(height, 0.0)
