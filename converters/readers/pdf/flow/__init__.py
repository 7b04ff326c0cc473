# SPDX-License-Identifier: AGPL-3.0-or-later
"""All pages together: running heads, paragraphs, headings, lists, notes, and the Document."""
