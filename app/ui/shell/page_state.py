# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages remember from one start to the next: sizes, columns, filters, places.

Nothing here is a choice that a person made in the settings; a file that is gone or damaged costs
only the memory.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QHeaderView, QSplitter

from app import paths

logger = logging.getLogger(__name__)

_MOST_FILES = 60
"""Of so many review projects the last segment is remembered."""


def _file() -> Path:
    return paths.settings_file().with_name("window-state.json")


class PageState:
    """The memory of all pages, by page and name."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, Any]] = {}
        try:
            stored = json.loads(_file().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(stored, dict):
            self._values = {
                str(page): values for page, values in stored.items() if isinstance(values, dict)
            }

    def get(self, page: str, name: str, default: Any = None) -> Any:
        """Return what a page remembers; ``default`` also where it is of another type."""
        value = self._values.get(page, {}).get(name, default)
        return value if default is None or isinstance(value, type(default)) else default

    def put(self, page: str, name: str, value: Any) -> None:
        """Remember a value of JSON; None forgets it. ``save`` writes."""
        values = self._values.setdefault(page, {})
        values.pop(name, None)
        if value is not None:
            # The latest stand at the end.
            values[name] = value

    def put_file(self, page: str, path: Path, value: Any) -> None:
        """Remember a value of a file; of too many files the oldest is forgotten."""
        self.put(page, str(path.absolute()), value)
        values = self._values[page]
        for oldest in list(values)[: max(0, len(values) - _MOST_FILES)]:
            del values[oldest]

    def files(self, page: str) -> dict[Path, Any]:
        """Return what is remembered of files, the latest first."""
        return {Path(name): value for name, value in reversed(self._values.get(page, {}).items())}

    def save(self) -> None:
        """Write everything; a disk that refuses costs only the memory."""
        target = _file()
        temporary = target.with_suffix(".tmp")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Plain ASCII: paths may hold what is no Unicode text.
            temporary.write_text(json.dumps(self._values, indent=1) + "\n", encoding="ascii")
            temporary.replace(target)
        except OSError as error:
            logger.warning("the window's state is not saved: %s", error)

    # ------------------------------------------------------------ what Qt keeps as bytes

    def keep(self, page: str, name: str, widget: QSplitter | QHeaderView) -> None:
        """Remember the sizes of a splitter, or the columns of a table."""
        self.put(page, name, bytes(widget.saveState().toBase64().data()).decode("ascii"))

    def restore(self, page: str, name: str, widget: QSplitter | QHeaderView) -> bool:
        """Give a splitter or a table the sizes that it had; False where none are known."""
        kept = self.get(page, name, "")
        state = QByteArray.fromBase64(QByteArray(kept.encode("ascii", "ignore")))
        return not state.isEmpty() and widget.restoreState(state)
