# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be shown of an embedded OLE object: a chart's figures, a preview picture.

The object itself is never opened or run. Hangul stores it as a compound file
behind four bytes of size; charts of 2018 and later carry DrawingML beside the
older notation.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import olefile

from converters.document.nodes import Resource
from converters.errors import DamagedSource
from converters.limits import Limits
from converters.source.charts.chart import Chart, parse_chart
from converters.source.pictures import PictureUnreadable, to_picture

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHART = "OOXMLChartContents"
_CHART_SPACE = b"chartSpace"
_PRESENTATION = "\x02OlePres000"
# Clipboard format, target device and extents stand before the picture (MS-OLEDS 2.3.4).
_PRESENTATION_HEAD = 40
_OLD_CHART = b"VtChart"


@dataclass(frozen=True, slots=True)
class OleContent:
    """What was found in an object."""

    chart: Chart | None = None
    is_chart: bool = False
    preview: Resource | None = None


def open_ole(data: bytes, limits: Limits) -> OleContent:
    """Return what can be shown of the object in ``data``; nothing where it cannot be read."""
    at = data.find(_MAGIC, 0, 64)
    if at < 0:
        return _bare_chart(data)
    try:
        with olefile.OleFileIO(io.BytesIO(data[at:])) as ole:
            return _content(ole, limits)
    except (OSError, ValueError, IndexError, struct.error, TypeError):
        return OleContent()


def _bare_chart(data: bytes) -> OleContent:
    """Return a chart that is no object but DrawingML alone, as HWPX stores it."""
    if _CHART_SPACE not in data[:4096]:
        return OleContent()
    try:
        return OleContent(parse_chart(data), is_chart=True)
    except DamagedSource:
        return OleContent(is_chart=True)


def _content(ole: olefile.OleFileIO[str], limits: Limits) -> OleContent:
    is_chart = False
    chart = None
    if ole.exists(_CHART):
        is_chart = True
        try:
            chart = parse_chart(_read(ole, _CHART, limits))
        except DamagedSource:
            chart = None
    elif ole.exists("Contents"):
        is_chart = _OLD_CHART in _read(ole, "Contents", limits)[:256]
    preview = None
    if chart is None and ole.exists(_PRESENTATION):
        picture = _read(ole, _PRESENTATION, limits)[_PRESENTATION_HEAD:]
        if picture:
            try:
                preview = to_picture(picture, _PRESENTATION[1:], limits).resource
            except PictureUnreadable:
                preview = None
    return OleContent(chart, is_chart, preview)


def _read(ole: olefile.OleFileIO[str], name: str, limits: Limits) -> bytes:
    with ole.openstream(name) as stream:
        data: bytes = stream.read(limits.stream_bytes)
    return data
