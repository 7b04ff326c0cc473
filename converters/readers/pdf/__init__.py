# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDF: pages of placed glyphs become a document that flows.

A file goes through four stages, each a folder or module that reads from top to bottom:

``engine``, ``glyphs``, ``drawings``: what PDFium and pypdf say stands on a page;
``lines``, ``page``: glyphs become lines, everything else rules, fills and pictures;
``regions``: one page at a time: tables, boxes, figures, columns, in reading order;
``flow``: all pages: running heads, paragraphs, headings, lists, notes, and the Document.
"""
