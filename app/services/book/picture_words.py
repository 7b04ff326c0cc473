# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person once said of a picture, remembered by its bytes: emblems and maps come in many books.

A suggestion and no more: nothing is described without a person who takes it.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from app import paths
from converters.document.edits import PictureEdit
from converters.files import write_whole

logger = logging.getLogger(__name__)

_SCHEMA = 1
_MOST = 5_000
"""Of so many pictures the latest are remembered."""


def _file() -> Path:
    return paths.data_folder() / "picture-words.json"


class PictureWords:
    """The words of pictures over all books; a file that is gone or damaged costs only the memory."""

    def __init__(self) -> None:
        self._known: dict[str, PictureEdit] = {}
        try:
            stored = json.loads(_file().read_text(encoding="utf-8"))
            if stored["schema"] == _SCHEMA:
                self._known = {
                    str(key): PictureEdit(str(said["alt"]), bool(said["decorative"]))
                    for key, said in stored["pictures"].items()
                }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return

    def of(self, key: str) -> PictureEdit | None:
        """Return what was said of a picture (by its sha256); None where nobody said anything."""
        return self._known.get(key)

    def remember(self, key: str, said: PictureEdit) -> None:
        """Remember what a person says of a picture."""
        if self._known.get(key) == said or not (said.alt or said.decorative):
            return
        self._known.pop(key, None)
        self._known[key] = said
        for oldest in list(self._known)[: max(0, len(self._known) - _MOST)]:
            del self._known[oldest]
        tree = {
            "schema": _SCHEMA,
            "pictures": {
                name: {"alt": one.alt, "decorative": one.decorative}
                for name, one in self._known.items()
            },
        }
        try:
            _file().parent.mkdir(parents=True, exist_ok=True)
            write_whole(_file(), (json.dumps(tree, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            logger.warning("words of pictures are not remembered: %s", error)
