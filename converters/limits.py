# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much of everything a document may have: the one place that says so."""

from __future__ import annotations

from dataclasses import dataclass

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
    table_cells: int = 500_000
    """Cells of all tables of one document."""
    image_pixels: int = 120_000_000
    """Pixels of one picture that has to be decoded."""
    images: int = 20_000
    """Pictures of one document."""


DEFAULT_LIMITS = Limits()
