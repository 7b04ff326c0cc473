# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passes: plain functions from Document to Document, one job each, in this order."""

from __future__ import annotations

from collections.abc import Callable

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.passes.title import find_metadata

Pass = Callable[[Document, NoticeLog, str], Document]
"""Takes the Document, the notices and the file's name without its extension."""

PASSES: tuple[Pass, ...] = (find_metadata,)
