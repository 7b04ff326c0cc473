# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much of everything a document may have: the one place that says so."""

from __future__ import annotations

from dataclasses import dataclass

from converters.errors import ErrorCode, LimitExceeded

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that a reader keeps while it reads one document.

    They are far above any real publication and far below what would stop an
    office PC. A reader that meets one raises ``LimitExceeded``.
    """

    input_bytes: int = 512 * MIB
    """Size of the file itself."""
    stream_bytes: int = 256 * MIB
    """Size of one stream after inflating."""
    total_bytes: int = 512 * MIB
    """Size of all streams of one document after inflating."""
    inflate_ratio: int = 1100
    """Inflated : deflated bytes of one stream. DEFLATE itself cannot pass 1,032."""
    nesting: int = 48
    """Levels of tables, boxes, notes and groups inside each other."""
    records: int = 8_000_000
    """Records (HWP 5) or elements (XML) of one document."""
    table_cells: int = 400_000
    """Cells of all tables of one document, and positions that no cell covers."""
    image_pixels: int = 120_000_000
    """Pixels of one picture that has to be decoded."""
    images: int = 20_000
    """Pictures of one document."""


DEFAULT_LIMITS = Limits()


class CellCount:
    """Counts the table cells of one document, best before they are made."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.table_cells
        self._counted = 0

    def add(self, number: int) -> None:
        """Count ``number`` more.

        Raises:
            LimitExceeded: the document has more than any publication.
        """
        self._counted += number
        if self._counted > self._most:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part="table cells")
