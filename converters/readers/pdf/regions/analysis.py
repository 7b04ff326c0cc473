# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page's lines, rules, fills and pictures become regions in reading order."""

from __future__ import annotations

from converters.readers.pdf.model import Line, Page, around
from converters.readers.pdf.regions.model import PageLayout, Region, TextRegion


def analyse(page: Page, running: list[Line]) -> PageLayout:
    """Return the regions of ``page``, whose ``running`` lines have been taken off already."""
    regions: list[Region] = []
    if page.lines:
        box = around([line.box for line in page.lines])
        regions.append(TextRegion(box, page.lines, box))
    for line in page.lines:
        line.glyphs = []
    return PageLayout(
        page.number,
        page.label,
        page.width,
        page.height,
        page.kind,
        regions,
        page.links,
        running,
        page.aside,
        page.hidden,
        page.doubtful,
    )
