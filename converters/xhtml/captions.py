# SPDX-License-Identifier: AGPL-3.0-or-later
"""Captions as lists of tables and figures show them."""

from __future__ import annotations

import re

from converters.document.nodes import Blocks
from converters.document.walk import block_text
from converters.xhtml.markup import one_line

# Where figures come from, and what they are counted in, names no table.
_NOTE = re.compile(
    r"^[(\[<*※\s]*(?:자\s?료|출\s?처|단\s?위|주\s?\d*\)?|source|note|unit)\s*[:：)\]]",
    re.IGNORECASE,
)


def caption_title(caption: Blocks) -> str:
    """Return the first line of a caption that names its table or figure; empty if none does."""
    lines = (one_line(block_text(block)) for block in caption)
    return next((line for line in lines if line and not _NOTE.match(line)), "")
