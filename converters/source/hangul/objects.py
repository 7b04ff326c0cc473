# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables, drawings, pictures and equations of a Hangul document as nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from converters.document.nodes import (
    Align,
    Aside,
    Block,
    Blocks,
    EquationBlock,
    Figure,
    InlineImage,
    InlineMath,
    Layout,
    Mark,
    Paragraph,
    SizeClass,
    Table,
    Text,
    Unsupported,
)
from converters.document.notices import NoticeKind
from converters.document.walk import has_content
from converters.source.charts.chart import Chart
from converters.source.charts.drawing.drawing import describe, draw
from converters.source.grid import GridCell, column_percents, head_rows_of, rows_of
from converters.source.hangul.context import HangulContext
from converters.source.hangul.equation import to_math, understood
from converters.source.hangul.model import (
    Drawing,
    DrawingControl,
    EquationControl,
    ObjectFrame,
    Paras,
    TableCell,
    TableControl,
)
from converters.source.hangul.ole import OleContent, open_ole
from converters.source.hangul.outlines import PAPER, Outline, draw_outlines
from converters.source.old_hangul import normalise

Inner = Callable[[Paras], Blocks]

# Lines the program writes into a description by itself; they describe nothing.
_GENERATED = re.compile(
    r"^\s*(?:\S{0,6}\s?(?:개체)?입니다\.?|원본 그림의 (?:이름|크기)\s*:.*|프로그램 이름\s*:.*|"
    r"사진 찍은 날짜\s*:.*|카메라 (?:제조 업체|모델)\s*:.*|색 대표\s*:.*|F-스톱\s*:.*|노출 시간\s*:.*|"
    r"IOS 감도\s*:.*|ISO 감도\s*:.*|초점 거리\s*:.*|EXIF 버전\s*:.*|개체 형식은 .*입니다\.?)\s*$"
)
# A picture no taller than this many times the body text stands in its line.
_INLINE_HEIGHTS = 2.5
_FRAME_LIKE = frozenset({"rectangle", "ellipse", "polygon", "curve", "arc", "unknown"})
_RULES = frozenset({"line", "connector"})


def shown(text: str) -> str:
    """Return text with private-use characters replaced by Unicode ones."""
    return text if text.isascii() else normalise(text)[0]


def alternative_text(description: str) -> str:
    """Return what a person wrote into a description; empty if only the program did."""
    lines = [line.strip() for line in description.splitlines()]
    return shown(" ".join(line for line in lines if line and not _GENERATED.match(line)))


def _grid_cell(context: HangulContext, cell: TableCell, inner: Inner) -> GridCell:
    """Return a cell for the grid; a picture behind its text is left out and counted."""

    def content() -> Blocks:
        if cell.border_fill in context.shapes.pictured_borders:
            context.notice(NoticeKind.BACKGROUND_IMAGE)
        return inner(cell.paras) or (Paragraph(()),)

    return GridCell(
        cell.row,
        cell.column,
        cell.colspan,
        cell.rowspan,
        content,
        header=cell.header,
        shaded=cell.border_fill in context.shapes.filled_borders,
        open=cell.border_fill in context.shapes.open_borders,
        unlined=cell.border_fill in context.shapes.unlined_borders,
        width_pt=cell.width_pt,
    )


def table(context: HangulContext, control: TableControl, inner: Inner) -> Block | None:
    """Return a table; None for one without any cell."""
    caption = inner(control.frame.caption)
    cells = [_grid_cell(context, cell, inner) for cell in control.cells]
    rows = rows_of(cells, control.rows, control.columns, context.cells)
    if not rows:
        return None
    return Table(
        rows,
        caption=caption,
        caption_below=not control.frame.caption_above,
        head_rows=head_rows_of(rows),
        column_percents=column_percents(cells),
        alt=alternative_text(control.frame.description),
        origin=context.origin,
    )


def equation(
    context: HangulContext, control: EquationControl, inner: Inner
) -> InlineMath | EquationBlock:
    """Return an equation: in the line, or apart where it has a caption."""
    math = to_math(control.script)
    if not understood(control.script):
        context.notice(NoticeKind.EQUATION, control.script[:60])
    caption = inner(control.frame.caption)
    if caption or not control.frame.inline:
        return EquationBlock(math, caption, context.origin)
    return InlineMath(math)


def drawing(
    context: HangulContext, control: DrawingControl, inner: Inner
) -> Iterator[Block | InlineImage]:
    """Yield what a drawing object prints: pictures, boxes with text, words."""
    frame, shape = control.frame, control.drawing
    caption = inner(frame.caption)
    if shape.kind == "picture":
        yield _picture(context, frame, shape, caption)
        return
    blocks = list(_shape(context, frame, shape, inner))
    if not blocks:
        drawn = _drawn(context, frame, shape, caption)
        if drawn is not None:
            yield drawn
            return
        if shape.kind not in _RULES:
            context.notice(NoticeKind.DRAWING, shape.kind)
        yield from caption
    elif caption and len(blocks) == 1 and isinstance(blocks[0], Aside):
        box = blocks[0]
        yield Aside(box.role, box.blocks, (*box.caption, *caption), origin=context.origin)
    elif caption:
        yield Aside("text-box", tuple(blocks), caption, origin=context.origin)
    else:
        yield from blocks


def _drawn(
    context: HangulContext, frame: ObjectFrame, shape: Drawing, caption: Blocks
) -> Block | InlineImage | None:
    """Return a drawing without text as a picture; None where nothing of it is to be seen."""
    if shape.kind in _RULES or _is_empty_frame(frame, shape):
        # A line of its own only parts what stands above and below.
        return None
    resource = draw_outlines(list(_outlines(shape, 0, context.limits.nesting)))
    if resource is None:
        return None
    context.notice(NoticeKind.DRAWING_REDRAWN)
    return _placed(
        context,
        context.add_resource(resource),
        frame,
        (resource.width_px or 0, resource.height_px or 0),
        caption,
    )


def _is_empty_frame(frame: ObjectFrame, shape: Drawing) -> bool:
    """Whether it is a rectangle around text that another object or the page holds."""
    outline = shape.outline
    hollow = outline is not None and outline.fill in ("", PAPER)
    return shape.kind == "rectangle" and hollow and not frame.inline and not shape.members


def _outlines(shape: Drawing, depth: int, most: int) -> Iterator[Outline]:
    if shape.outline is not None:
        yield shape.outline
    if depth < most:
        for member in shape.members:
            yield from _outlines(member, depth + 1, most)


def _shape(
    context: HangulContext, frame: ObjectFrame, shape: Drawing, inner: Inner
) -> Iterator[Block]:
    """Yield the blocks of a shape and its members."""
    if shape.kind == "picture":
        picture = _picture(context, frame, shape, (), member=True)
        if not isinstance(picture, InlineImage):
            yield picture
        return
    if shape.words.strip():
        text = Text(shown(shape.words.strip()), frozenset({Mark.STRONG}), None, SizeClass.LARGER)
        yield Paragraph((text,), Layout(align=Align.CENTER), origin=context.origin)
    if shape.kind in ("ole", "chart"):
        yield from _embedded(context, frame, shape)
    elif shape.kind == "video":
        context.notice(NoticeKind.VIDEO)
        yield Unsupported("video", alternative_text(frame.description), None, context.origin)
    if shape.text:
        blocks = inner(shape.text)
        if has_content(blocks):
            yield Aside("text-box", blocks, origin=context.origin)
    for member in shape.members:
        yield from _shape(context, frame, member, inner)


def _picture(
    context: HangulContext,
    frame: ObjectFrame,
    shape: Drawing,
    caption: Blocks,
    *,
    member: bool = False,
) -> Block | InlineImage:
    alt = alternative_text(frame.description)
    height = shape.height_pt if member else frame.height_pt or shape.height_pt
    width = shape.width_pt if member else frame.width_pt or shape.width_pt
    key = context.picture(shape.binary, shape.crop, (width, height))
    if key is None:
        return _placeholder(context, shape, alt, caption)
    return _placed(context, key, frame, (width, height), caption, member=member)


def _placed(
    context: HangulContext,
    key: str,
    frame: ObjectFrame,
    size: tuple[float, float],
    caption: Blocks,
    *,
    member: bool = False,
) -> Figure | InlineImage:
    """Return a picture of a size in points where its object stands: in its line, or apart."""
    width, height = size
    alt = alternative_text(frame.description)
    if not alt:
        context.notice(NoticeKind.ALT_TEXT_MISSING)
    body = context.looks.body_pt or 10.0
    if frame.inline and not caption and not member and 0 < height <= _INLINE_HEIGHTS * body:
        return InlineImage(
            key, alt, height_em=round(height / body, 2), width_em=round(width / body, 2) or None
        )
    percent = None
    if context.text_width_pt > 0 and width > 0:
        percent = round(min(100.0, 100 * width / context.text_width_pt), 1)
    return Figure(key, alt, caption=caption, width_percent=percent, origin=context.origin)


def _placeholder(context: HangulContext, shape: Drawing, alt: str, caption: Blocks) -> Block:
    item = context.shapes.binaries.get(shape.binary)
    name = item.name if item is not None else ""
    lost = Unsupported("image", alt or name, None, context.origin)
    return Aside("text-box", (lost,), caption, origin=context.origin) if caption else lost


def _embedded(context: HangulContext, frame: ObjectFrame, shape: Drawing) -> Iterator[Block]:
    """Yield what can be shown of an embedded object: a chart's figures, or its preview picture."""
    item = context.shapes.binaries.get(shape.binary)
    data = item.load() if item is not None and not item.linked_path else None
    content = open_ole(data, context.limits) if data else OleContent()
    alt = alternative_text(frame.description)
    if content.chart is not None:
        yield _chart(context, content.chart, alt, item.name if item is not None else "")
        return
    kind = NoticeKind.CHART if content.is_chart or shape.kind == "chart" else NoticeKind.OLE_OBJECT
    context.notice(kind, item.name if item is not None else "")
    key = context.add_resource(content.preview) if content.preview is not None else None
    yield Unsupported(kind.value, alt, key, context.origin)


def _chart(context: HangulContext, chart: Chart, alt: str, name: str) -> Block:
    """Return a chart drawn again from its figures, with the figures as a table."""
    drawn = draw(chart, name)
    # Without a drawing, or with a part of the figures only, something is lost.
    whole = drawn is not None and not chart.truncated
    context.notice(NoticeKind.CHART_REDRAWN if whole else NoticeKind.CHART, name)
    title = chart.title or alt
    caption: Blocks = (Paragraph((Text(title),), role="caption"),) if title else ()
    blocks: list[Block] = [chart.table()]
    if drawn is not None:
        key = context.add_resource(drawn)
        figure = Figure(key, alt or describe(chart), width_percent=100.0, origin=context.origin)
        blocks.insert(0, figure)
    return Aside("chart", tuple(blocks), caption, origin=context.origin)
