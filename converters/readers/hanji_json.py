# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document that was dumped with ``--to json``: reads back to the same book."""

from __future__ import annotations

import json
from pathlib import Path

from converters.document import codec
from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.errors import DamagedSource, ErrorCode, LimitExceeded
from converters.limits import Limits


def read_document(
    data: bytes,
    sha256: str,
    source: Path,
    passwords: tuple[str, ...],
    limits: Limits,
    notices: NoticeLog,
) -> Document:
    """Return the Document; pictures are read from the folder beside ``source``.

    Raises:
        DamagedSource: it is not what ``--to json`` writes, or a picture is missing.
    """
    del sha256, passwords, notices
    folder = source.parent.resolve()

    def read_file(name: str) -> bytes:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise DamagedSource(detail="a picture lies outside the folder", part=name)
        try:
            if path.stat().st_size > limits.stream_bytes:
                raise LimitExceeded(ErrorCode.TOO_LARGE, part=name)
            return path.read_bytes()
        except OSError as error:
            raise DamagedSource(detail="a picture is missing", part=name) from error

    try:
        tree = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise DamagedSource(detail=str(error), part="json") from error
    if not isinstance(tree, dict):
        raise DamagedSource(detail="not an object", part="json")
    return codec.decode(tree, read_file)
