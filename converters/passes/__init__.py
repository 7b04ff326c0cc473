# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passes: plain functions from Document to Document, one job each, in this order."""

from __future__ import annotations

from collections.abc import Callable

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.passes.captions import bind_captions
from converters.passes.contents import link_contents
from converters.passes.descriptions import keep_true_descriptions
from converters.passes.headings import demote_numbered_text, infer_headings, tidy_headings
from converters.passes.language import mark_languages
from converters.passes.layouts.boxes import unframe_titles
from converters.passes.layouts.parting import take_layouts_apart
from converters.passes.listings import find_listings
from converters.passes.metadata.finding import find_metadata
from converters.passes.points import recognise_points
from converters.passes.tables.heads import infer_table_heads

Pass = Callable[[Document, NoticeLog, str], Document]
"""Takes the Document, the notices and the file's name without its extension."""

PASSES: tuple[Pass, ...] = (
    keep_true_descriptions,
    unframe_titles,
    bind_captions,
    find_listings,
    demote_numbered_text,
    infer_headings,
    find_metadata,
    tidy_headings,
    link_contents,
    take_layouts_apart,
    recognise_points,
    infer_table_heads,
    mark_languages,
)
