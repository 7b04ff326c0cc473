# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drawings as blocks: pictures, shapes with text, charts, diagrams (ECMA-376 part 1, 20.4 and 20.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    Figure,
    InlineImage,
    Paragraph,
    Separator,
    Text,
    Unsupported,
)
from converters.document.notices import NoticeKind
from converters.document.walk import has_content
from converters.errors import DamagedSource
from converters.readers.docx.context import DocxContext
from converters.readers.docx.diagrams import outline_of
from converters.readers.docx.names import (
    DECORATIVE,
    DGM,
    EMU_PER_PT,
    MC,
    PIC,
    WP,
    WPC,
    WPG,
    WPS,
    A,
    C,
    O,
    R,
    V,
    W,
    chosen,
    points,
    whole,
)
from converters.readers.docx.package import relation_id, transitional
from converters.source.charts.chart import parse_chart
from converters.source.charts.drawing.drawing import describe, draw
from converters.source.pictures import Box
from converters.xhtml.markup import Element

Inner = Callable[[Element], Blocks]
Piece = tuple[Block | InlineImage, bool]
"""What an object prints, and whether it stands in the line (True) or floats beside it."""

# A picture no taller than this many times the body text stands in its line.
_INLINE_HEIGHTS = 2.5
_GENERATED = re.compile(
    r"[\s.,]*(?:description automatically generated(?: with \w+ confidence)?|자동 생성된 설명"
    r"|AI-generated content may be incorrect\.?)\s*$",
    re.IGNORECASE,
)
# Older versions of Word write the file's name there, which describes nothing (WCAG 2, F30).
_FILE_NAME = re.compile(
    r"^(?:[A-Z]:[\\/].*|\\\\.*|(?:file|https?):\S*|.*\.(?:png|jpe?g|gif|bmp|tiff?|[we]mf|svg|webp))$",
    re.IGNORECASE,
)
_STYLE_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+(?:pt|in|cm|mm)?)")
_GROUPS = frozenset(
    {f"{WPG}wgp", f"{WPG}grpSp", f"{WPC}wpc", f"{A}graphicData", f"{A}graphic", f"{V}group"}
)
_CONTAINERS = frozenset({f"{MC}AlternateContent"})
_LINE_SHAPES = frozenset({"line", "straightConnector1"})
_FULL = 100_000


def drawing(context: DocxContext, element: Element, inner: Inner) -> Iterator[Piece]:
    """Yield what ``w:drawing`` prints (20.4.2)."""
    for frame in element:
        if frame.tag not in (f"{WP}inline", f"{WP}anchor"):
            continue
        inline = frame.tag == f"{WP}inline"
        reader = _Drawing(context, frame, inner)
        graphic = frame.find(f"{A}graphic")
        if graphic is not None:
            for block in reader.members(graphic):
                yield block, inline


def _size_pt(frame: Element) -> tuple[float, float]:
    extent = frame.find(f"{WP}extent")
    if extent is None:
        return 0.0, 0.0
    width, height = (max(whole(extent.get(name)), 0) / EMU_PER_PT for name in ("cx", "cy"))
    return width, height


class _Drawing:
    """One DrawingML object with its frame."""

    def __init__(self, context: DocxContext, frame: Element, inner: Inner) -> None:
        self._context = context
        self._inner = inner
        self._inline = frame.tag == f"{WP}inline"
        self._size = _size_pt(frame)
        properties = frame.find(f"{WP}docPr")
        self._alt = _alt(properties)
        self._decorative = _is_decorative(properties)
        self._group = False

    def members(self, parent: Element) -> Iterator[Block | InlineImage]:
        """Yield what the shapes in ``parent`` print."""
        for element in parent:
            tag = element.tag
            if tag in _CONTAINERS:
                branch = chosen(element)
                if branch is not None:
                    yield from self.members(branch)
            elif tag == f"{PIC}pic":
                yield self._picture(element)
            elif tag == f"{WPS}wsp":
                yield from self._shape(element)
            elif tag in _GROUPS:
                self._group = self._group or tag not in (f"{A}graphicData", f"{A}graphic")
                yield from self.members(element)
            elif tag == f"{C}chart":
                yield _chart(self._context, relation_id(element), self._alt)
            elif tag == f"{DGM}relIds":
                yield from self._diagram(element)
            elif tag in (f"{W}drawing", f"{W}pict"):
                pieces = drawing if tag == f"{W}drawing" else vml
                yield from (block for block, _ in pieces(self._context, element, self._inner))
            elif parent.tag == f"{A}graphicData":
                self._context.notice(NoticeKind.UNKNOWN_OBJECT, parent.get("uri", ""))

    def _picture(self, element: Element) -> Block | InlineImage:
        context = self._context
        blip = element.find(f".//{A}blip")
        key = relation_id(blip, "embed") if blip is not None else ""
        if not key and blip is not None:
            key = relation_id(blip, "link")
        own = element.find(f"{PIC}nvPicPr/{PIC}cNvPr")
        alt = (_alt(own) if self._group else "") or self._alt or _alt(own)
        size = _own_size(element) if self._group else self._size
        found = picture(context, key, _crop(element), size, alt, self._decorative)
        if found is None:
            return Unsupported("image", alt, None, context.origin)
        return placed(context, found, size, alt, self._decorative, self._inline and not self._group)

    def _shape(self, element: Element) -> Iterator[Block]:
        box = element.find(f"{WPS}txbx/{W}txbxContent")
        if box is not None:
            blocks = self._inner(box)
            if has_content(blocks):
                yield Aside("text-box", blocks, origin=self._context.origin)
            return
        form = element.find(f".//{A}prstGeom")
        if form is None or form.get("prst") not in _LINE_SHAPES:
            self._context.notice(
                NoticeKind.DRAWING, form.get("prst", "") if form is not None else ""
            )

    def _diagram(self, element: Element) -> Iterator[Block]:
        found = self._context.part_of(relation_id(element, "dm"))
        blocks: Blocks = ()
        if found is not None:
            blocks = outline_of(transitional(found[1]), found[0])
        self._context.notice(NoticeKind.DRAWING, "diagram")
        if blocks:
            yield Aside("text-box", blocks, origin=self._context.origin)
        else:
            yield Unsupported("drawing", self._alt, None, self._context.origin)


def picture(
    context: DocxContext,
    key: str,
    crop: Box | None,
    size: tuple[float, float],
    alt: str,
    decorative: bool,
) -> str | None:
    """Return the resource of a picture, counting what is wrong with it; None if it cannot be shown."""
    resource, problem = (
        context.picture(key, crop, size) if key else (None, NoticeKind.MISSING_IMAGE)
    )
    if problem is not None:
        relation = context.relation(key)
        context.notice(problem, relation.target.rpartition("/")[2] if relation else key)
    if resource is not None and not alt and not decorative:
        context.notice(NoticeKind.ALT_TEXT_MISSING)
    return resource


def placed(
    context: DocxContext,
    resource: str,
    size: tuple[float, float],
    alt: str,
    decorative: bool,
    inline: bool,
) -> Block | InlineImage:
    """Return a picture as one in the line where it is no taller than a few lines, else apart."""
    width, height = size
    body = context.looks.body_pt
    if inline and 0 < height <= _INLINE_HEIGHTS * body:
        wide = round(width / body, 2) or None
        return InlineImage(
            resource, alt, decorative, height_em=round(height / body, 2), width_em=wide
        )
    percent = None
    if width > 0:
        percent = round(min(100.0, 100 * width / context.pages.text_width_pt), 1)
    return Figure(resource, alt, decorative, width_percent=percent, origin=context.origin)


def vml(context: DocxContext, element: Element, inner: Inner) -> Iterator[Piece]:
    """Yield what ``w:pict`` and ``w:object`` print (ECMA-376 part 4, 14)."""
    ole = element.find(f"{O}OLEObject")
    if element.tag == f"{W}object":
        control = element.find(f"{W}control")
        if control is not None:
            context.notice(NoticeKind.FORM_FIELD, control.get(f"{W}name", ""))
    for shape in _shapes(element):
        style = shape.get("style", "")
        inline = "position:absolute" not in style.replace(" ", "")
        if shape.get(f"{O}hr") in ("t", "true"):
            yield Separator(context.origin), True
            continue
        image = shape.find(f"{V}imagedata")
        if image is not None:
            yield _vml_picture(context, shape, image, ole), inline
        for words in shape.iterfind(f"{V}textpath"):
            text = words.get("string", "").strip()
            if text:
                yield Paragraph((Text(text),), origin=context.origin), inline
        box = shape.find(f"{V}textbox/{W}txbxContent")
        if box is not None:
            blocks = inner(box)
            if has_content(blocks):
                yield Aside("text-box", blocks, origin=context.origin), inline
    if ole is not None and element.find(f".//{V}imagedata") is None:
        program = ole.get("ProgID", "")
        context.notice(NoticeKind.OLE_OBJECT, program)
        yield Unsupported("ole-object", program, None, context.origin), True
    for nested in element.iterfind(f"{W}drawing"):
        yield from drawing(context, nested, inner)


def _shapes(element: Element) -> Iterator[Element]:
    """Yield the shapes in ``element``, those of groups too, none inside text boxes."""
    for child in element:
        if child.tag in _GROUPS:
            yield from _shapes(child)
        elif child.tag in _CONTAINERS:
            branch = chosen(child)
            if branch is not None:
                yield from _shapes(branch)
        elif child.tag.startswith(V) and child.tag != f"{V}shapetype":
            yield child


def _vml_picture(
    context: DocxContext, shape: Element, image: Element, ole: Element | None
) -> Block | InlineImage:
    key = relation_id(image) or relation_id(image, "pict") or image.get(f"{O}relid", "")
    if not key:
        key = image.get(f"{R}href", "")
    lengths = dict(_STYLE_LENGTH.findall(shape.get("style", "")))
    size = (points(lengths.get("width"), 1.0) or 0.0, points(lengths.get("height"), 1.0) or 0.0)
    alt = _clean_alt(shape.get("alt", ""))
    resource = picture(context, key, _vml_crop(image), size, alt, decorative=ole is not None)
    if ole is None:
        if resource is None:
            return Unsupported("image", alt, None, context.origin)
        return placed(context, resource, size, alt, False, True)
    program = ole.get("ProgID", "")
    context.notice(NoticeKind.OLE_OBJECT, program)
    if resource is not None and program.startswith("Equation"):
        return placed(context, resource, size, alt, False, True)
    return Unsupported("ole-object", alt, resource, context.origin)


def _chart(context: DocxContext, key: str, alt: str) -> Block:
    """Return a chart drawn again from its cached figures, with the figures as a table (21.2)."""
    found = context.part_of(key)
    name = found[0].rpartition("/")[2] if found is not None else key
    chart = None
    if found is not None:
        try:
            chart = parse_chart(found[1])
        except DamagedSource:
            chart = None
    if chart is None:
        context.notice(NoticeKind.CHART, name)
        return Unsupported("chart", alt, None, context.origin)
    drawn = draw(chart, name)
    whole_chart = drawn is not None and not chart.truncated
    context.notice(NoticeKind.CHART_REDRAWN if whole_chart else NoticeKind.CHART, name)
    title = chart.title or alt
    caption: Blocks = (Paragraph((Text(title),), role="caption"),) if title else ()
    blocks: list[Block] = [chart.table()]
    if drawn is not None:
        resource = context.add_resource(drawn)
        figure = Figure(
            resource, alt or describe(chart), width_percent=100.0, origin=context.origin
        )
        blocks.insert(0, figure)
    return Aside("chart", tuple(blocks), caption, origin=context.origin)


def _alt(properties: Element | None) -> str:
    """Return what a person wrote about an object (20.4.2.5)."""
    if properties is None:
        return ""
    return _clean_alt(properties.get("descr") or properties.get("title") or "")


def _clean_alt(text: str) -> str:
    cleaned = _GENERATED.sub("", " ".join(text.split()))
    return "" if _FILE_NAME.match(cleaned) else cleaned


def _is_decorative(properties: Element | None) -> bool:
    if properties is None:
        return False
    mark = next(properties.iter(DECORATIVE), None)
    return mark is not None and mark.get("val", "0") in ("1", "true")


def _own_size(element: Element) -> tuple[float, float]:
    extent = element.find(f".//{A}xfrm/{A}ext")
    if extent is None:
        return 0.0, 0.0
    width, height = (max(whole(extent.get(name)), 0) / EMU_PER_PT for name in ("cx", "cy"))
    return width, height


def _crop(element: Element) -> Box | None:
    """Return the visible part in hundred-thousandths (20.1.8.55); None for all of it."""
    source = element.find(f"{PIC}blipFill/{A}srcRect")
    if source is None:
        return None
    left, top, right, bottom = (max(_share(source.get(side)), 0) for side in ("l", "t", "r", "b"))
    if not any((left, top, right, bottom)) or left + right >= _FULL or top + bottom >= _FULL:
        return None
    return float(left), float(top), float(_FULL - right), float(_FULL - bottom)


def _share(text: str | None) -> int:
    if text and text.endswith("%"):
        return round((points(text[:-1], 1.0) or 0.0) * 1000)
    return whole(text)


def _vml_crop(image: Element) -> Box | None:
    sides = [_fraction(image.get(f"crop{side}")) for side in ("left", "top", "right", "bottom")]
    left, top, right, bottom = sides
    if not any(sides) or left + right >= 1 or top + bottom >= 1:
        return None
    return left * _FULL, top * _FULL, (1 - right) * _FULL, (1 - bottom) * _FULL


def _fraction(text: str | None) -> float:
    """Return a share of a side: "6554f" counts 65,536ths (part 4, 14.1.2.11)."""
    if not text:
        return 0.0
    share = points(text.rstrip("f")[:10], 65_536.0 if text.endswith("f") else 1.0)
    return max(share or 0.0, 0.0)
