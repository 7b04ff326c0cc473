# SPDX-License-Identifier: AGPL-3.0-or-later
"""WMF and EMF pictures, drawn record by record, each record only where it draws.

The library draws every record on a layer as large as the picture. Here the layer is as large
as the record, which gives the same picture: a drawing of some hundred records takes a fraction
of the time.
"""

from __future__ import annotations

import math
import struct
from dataclasses import replace

from metafile_render import MetafileError
from metafile_render.backends.bitmap import _render_image_command
from metafile_render.backends.composite import (
    _composite_image,
    _composite_path,
)
from metafile_render.backends.mapping import _document_matrix, _mapped_rect
from metafile_render.backends.paths import (
    _clip_mask,
    _render_path_command,
    _stroke_mask,
    _subpath_mask,
)
from metafile_render.backends.session import RenderSession
from metafile_render.backends.text import _render_text_command
from metafile_render.commands import (
    ClearCommand,
    DrawPathCommand,
    DrawTextCommand,
    MetafileDocument,
)
from metafile_render.context import ReplayContext
from metafile_render.geometry import flatten_path, path_bounds, transform_path
from metafile_render.parser import parse_metafile
from metafile_render.primitives import ClipStack, Matrix, Rect
from metafile_render.sizing import check_render_size, choose_raster_scale, render_work_units
from PIL import Image, ImageChops

from converters.source.symbols import FONTS, symbol

Box = tuple[int, int, int, int]

UNREADABLE = (MetafileError, OSError, ValueError, struct.error, MemoryError, OverflowError)
"""What drawing raises for a file that cannot be drawn."""
_DOTS_PER_INCH = 200
_FINEST = 4
"""Most pixels across that one of the result is averaged of."""
_MOST_CLIPS = 8
"""So many clips are kept: each is as large as the picture."""
_PEN_ROOM = 2.0
_LEAST_SCALE = 1e-9
_FULL = 255
_SIGN_FONT, _ANSI = "Times New Roman", 0
"""A font with Greek letters and signs of mathematics that is at hand wherever one is."""
_COPY = 13
"""The operation that lays a colour over what is there ([MS-WMF] 2.1.1.2, R2_COPYPEN)."""


def draw_metafile(data: bytes, size: tuple[int, int] | None) -> tuple[Image.Image, bool]:
    """Return a metafile as a picture, and whether it asked for more than can be drawn.

    Args:
        data: the file.
        size: pixels across and down; None for what the file says.

    Raises:
        one of ``UNREADABLE``: it cannot be drawn.
    """
    context = ReplayContext()
    document = parse_metafile(data, dpi=_DOTS_PER_INCH, size_hint=size, context=context)
    scale = choose_raster_scale(document, maximum=_FINEST)
    with RenderSession(context) as session:
        canvas = _Canvas(document, scale, session).drawn()
    return (canvas.reduce(scale) if scale > 1 else canvas), context.partial


def with_signs(command: DrawTextCommand) -> DrawTextCommand:
    """Return a text in a symbol font as the signs that it prints, in a font that has them.

    The bytes of such a text are no letters of Windows-1252, though they were decoded as such:
    a sum sign is stored as "å".
    """
    name = command.font.face_name.lower().strip()
    if name not in FONTS:
        return command
    signs = "".join(symbol(_stored(char), name) or char for char in command.text)
    font = replace(command.font, face_name=_SIGN_FONT, charset=_ANSI)
    return replace(command, text=signs, font=font)


def _stored(char: str) -> int:
    """Return the byte that a character was decoded from; its code point where it was none."""
    try:
        return char.encode("cp1252")[0]
    except UnicodeEncodeError:
        return ord(char)


class _Canvas:
    """The picture while it is drawn."""

    def __init__(self, document: MetafileDocument, scale: int, session: RenderSession) -> None:
        self._document = document
        self._scale = scale
        self._session = session
        self._size = document.width * scale, document.height * scale
        check_render_size(*self._size, render_work_units(document))
        self._matrix = _document_matrix(document, raster_scale=scale)
        self._image: Image.Image = Image.new("RGBA", self._size, (255, 255, 255, 0))
        self._clips: dict[ClipStack, Image.Image | None] = {}

    def drawn(self) -> Image.Image:
        """Return the picture with all records drawn."""
        for command in self._document.commands:
            if isinstance(command, DrawPathCommand):
                self._path(command)
            elif isinstance(command, DrawTextCommand):
                self._text(with_signs(command))
            elif isinstance(command, ClearCommand):
                self._image.paste(
                    command.color.rgba(), (0, 0, *self._size), self._clip(command.clip)
                )
            else:
                layer = _render_image_command(
                    command, self._matrix, self._size, self._session.flatten, self._session
                )
                _composite_image(self._image, layer, command.rop)
        return self._image

    def _clip(self, clip: ClipStack) -> Image.Image | None:
        if not clip:
            return None
        if clip not in self._clips:
            if len(self._clips) >= _MOST_CLIPS:
                self._clips.pop(next(iter(self._clips)))
            mask = _clip_mask(clip, self._matrix, self._size, self._session.flatten, self._session)
            everything = mask is not None and mask.getextrema() == (255, 255)
            self._clips[clip] = None if everything else mask
        return self._clips[clip]

    def _path(self, command: DrawPathCommand) -> None:
        box = self._box_of_path(command)
        if box is None:
            return
        if _is_opaque(command):
            self._cover(command, box)
            return
        layer = _render_path_command(
            replace(command, clip=()),
            _shifted(self._matrix, box),
            _extent(box),
            self._scale,
            self._session.flatten,
            self._session,
        )
        self._lay(layer, box, command.clip, command.rop2)

    def _cover(self, command: DrawPathCommand, box: Box) -> None:
        """Cover a path's area and outline with their colours, which needs no layer between."""
        matrix, size, budget = _shifted(self._matrix, box), _extent(box), self._session.flatten
        subpaths = flatten_path(transform_path(command.path, matrix), budget=budget)
        if command.fill and command.brush.kind != "null":
            mask = _subpath_mask(subpaths, size, command.fill_rule, budget)
            self._paste(command.brush.color.rgba(), mask, command.clip, box)
        if command.stroke and not command.pen.null:
            pen, across = command.pen, max(self._across(), _LEAST_SCALE)
            mask = _stroke_mask(
                subpaths,
                size=size,
                width=max(1.0, min(self._pen_width(command, across), max(size) * 2.0)),
                pen=pen,
                dashes=tuple(
                    value * (self._scale if pen.cosmetic else self._across())
                    for value in pen.dashes
                ),
                miter_limit=command.miter_limit,
                budget=budget,
            )
            self._paste(pen.color.rgba(), mask, command.clip, box)

    def _paste(
        self, color: tuple[int, int, int, int], mask: Image.Image, clip: ClipStack, box: Box
    ) -> None:
        drawn = mask.getbbox()
        if drawn is None:
            return
        left, top = box[:2]
        box = (left + drawn[0], top + drawn[1], left + drawn[2], top + drawn[3])
        mask, clipping = mask.crop(drawn), self._clip(clip)
        if clipping is not None:
            mask = ImageChops.multiply(mask, clipping.crop(box))
        # The masks know no halves; without any to blend, Pillow is several times as fast.
        self._image.paste(color, box, mask.convert("1", dither=Image.Dither.NONE))

    def _across(self) -> float:
        return (abs(self._matrix.a) + abs(self._matrix.d)) / 2.0

    def _pen_width(self, command: DrawPathCommand, across: float) -> float:
        return command.pen.width * (self._scale if command.pen.cosmetic else across)

    def _text(self, command: DrawTextCommand) -> None:
        box = self._box_of_text(command)
        if box is None:
            return
        layer = _render_text_command(
            replace(command, clip=()),
            _shifted(self._matrix, box),
            _extent(box),
            self._session.flatten,
            self._session,
        )
        self._lay(layer, box, command.clip, _COPY)

    def _lay(self, layer: Image.Image, box: Box, clip: ClipStack, operation: int) -> None:
        """Lay what was drawn for a record on the picture, as far as there is anything on it."""
        drawn = layer.getbbox(alpha_only=True)
        if drawn is None:
            return
        if drawn != (0, 0, *layer.size):
            layer = layer.crop(drawn)
            left, top = box[:2]
            box = (left + drawn[0], top + drawn[1], left + drawn[2], top + drawn[3])
        self._clipped(layer, clip, box)
        region = self._image.crop(box)
        _composite_path(region, layer, operation)
        self._image.paste(region, box)

    def _clipped(self, layer: Image.Image, clip: ClipStack, box: Box) -> None:
        mask = self._clip(clip)
        if mask is None:
            return
        part = mask.crop(box)
        if part.getextrema() != (255, 255):
            layer.putalpha(ImageChops.multiply(layer.getchannel("A"), part))

    def _box_of_path(self, command: DrawPathCommand) -> Box | None:
        """Return where a path draws; None where that is nowhere on the picture."""
        whole = (0, 0, *self._size)
        if command.fill and command.brush.kind not in ("solid", "null"):
            # A pattern is laid out from the corner of its layer.
            return whole
        bounds = path_bounds(transform_path(command.path, self._matrix))
        if bounds is None:
            return None
        width = 0.0
        if command.stroke and not command.pen.null:
            width = self._pen_width(command, self._across())
        reach = command.miter_limit if command.pen.join == "miter" else 1.5
        room = max(1.0, width) / 2.0 * max(reach, 1.5) + _PEN_ROOM
        box = self._within(bounds, room, room)
        # The library bounds a pen by its layer: one that large needs the layer of the picture.
        return whole if box is not None and width > max(_extent(box)) else box

    def _box_of_text(self, command: DrawTextCommand) -> Box | None:
        """Return where a text may draw: as far as its letters reach if all are wide."""
        size = max(1.0, command.font_height * abs(self._matrix.d))
        points = [
            self._matrix.transform_point(point) for point in command.positions or (command.origin,)
        ]
        if command.bounds is not None and command.opaque:
            rect = _mapped_rect(command.bounds, self._matrix).normalized()
            points += [(rect.left, rect.top), (rect.right, rect.bottom)]
        bounds = Rect(
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )
        along = (len(command.text) + 2) * size * 1.5
        return self._within(bounds, along, along if command.rotation else 3.0 * size)

    def _within(self, bounds: Rect, across: float, down: float) -> Box | None:
        """Return a box with room around it, as far as it lies on the picture."""
        rect = bounds.normalized()
        edges = (rect.left - across, rect.top - down, rect.right + across, rect.bottom + down)
        if not all(map(math.isfinite, edges)):
            return (0, 0, *self._size)
        left, top = (max(0, math.floor(edge)) for edge in edges[:2])
        right = min(self._size[0], math.ceil(edges[2]))
        bottom = min(self._size[1], math.ceil(edges[3]))
        return (left, top, right, bottom) if left < right and top < bottom else None


def _is_opaque(command: DrawPathCommand) -> bool:
    """Whether a path lays opaque colours over what is there."""
    return (
        command.rop2 == _COPY
        and (not command.fill or command.brush.kind in ("solid", "null"))
        and (not command.fill or command.brush.kind == "null" or command.brush.color.alpha == _FULL)
        and (not command.stroke or command.pen.null or command.pen.color.alpha == _FULL)
    )


def _shifted(matrix: Matrix, box: Box) -> Matrix:
    return replace(matrix, e=matrix.e - box[0], f=matrix.f - box[1])


def _extent(box: Box) -> tuple[int, int]:
    return box[2] - box[0], box[3] - box[1]
