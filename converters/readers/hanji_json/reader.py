# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document that was dumped with ``--to json``: reads back to the same book."""

from __future__ import annotations

import json
from dataclasses import replace

from converters.document import codec
from converters.document.nodes import Document, Resource
from converters.document.notices import NoticeKind, NoticeLog
from converters.errors import DamagedSource, ErrorCode, LimitExceeded
from converters.files import read_ordinary
from converters.source.markup_parts import parse_part
from converters.source.source_file import SourceFile
from converters.source.svg import SvgRefused, sanitise


def read_document(file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document; pictures are read from the folder beside it.

    Raises:
        DamagedSource: it is not what ``--to json`` writes, or a picture is missing or acts.
        LimitExceeded: a picture is larger than the limits.
    """
    folder = file.path.parent.resolve()

    def read_file(name: str) -> bytes:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise DamagedSource(detail="a picture lies outside the folder", part=name)
        try:
            if path.stat().st_size > file.limits.stream_bytes:
                raise LimitExceeded(ErrorCode.TOO_LARGE, part=name)
            return read_ordinary(path)
        except OSError as error:
            raise DamagedSource(detail="a picture is missing", part=name) from error

    try:
        tree = json.loads(file.data)
    except (ValueError, RecursionError) as error:
        raise DamagedSource(detail=str(error), part="json") from error
    if not isinstance(tree, dict):
        raise DamagedSource(detail="not an object", part="json")
    document = codec.decode(tree, read_file)
    resources = {key: _harmless(kept, notices) for key, kept in document.resources.items()}
    return replace(document, resources=resources)


def _harmless(resource: Resource, notices: NoticeLog) -> Resource:
    """Return a picture as a book may hold it: anybody may have written the file since."""
    data = resource.data
    if resource.media_type != "image/svg+xml" and b"<svg" not in data.lower():
        return resource
    try:
        drawing = sanitise(parse_part(data, resource.name))
    except SvgRefused as error:
        raise DamagedSource(detail=str(error), part=resource.name) from error
    if drawing.scripts:
        notices.add(NoticeKind.SCRIPT, detail=resource.name, count=drawing.scripts)
    if drawing.changed or b"<!" in data or data.count(b"<?") > 1:
        return replace(resource, data=drawing.data)
    return resource
