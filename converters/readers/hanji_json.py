# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document that was dumped with ``--to json``: reads back to the same book."""

from __future__ import annotations

import json

from converters.document import codec
from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.errors import DamagedSource, ErrorCode, LimitExceeded
from converters.readers.base import SourceFile


def read_document(file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document; pictures are read from the folder beside it.

    Raises:
        DamagedSource: it is not what ``--to json`` writes, or a picture is missing.
        LimitExceeded: a picture is larger than the limits.
    """
    del notices
    folder = file.path.parent.resolve()

    def read_file(name: str) -> bytes:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise DamagedSource(detail="a picture lies outside the folder", part=name)
        try:
            if path.stat().st_size > file.limits.stream_bytes:
                raise LimitExceeded(ErrorCode.TOO_LARGE, part=name)
            return path.read_bytes()
        except OSError as error:
            raise DamagedSource(detail="a picture is missing", part=name) from error

    try:
        tree = json.loads(file.data)
    except (ValueError, RecursionError) as error:
        raise DamagedSource(detail=str(error), part="json") from error
    if not isinstance(tree, dict):
        raise DamagedSource(detail="not an object", part="json")
    return codec.decode(tree, read_file)
