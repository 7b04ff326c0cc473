# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUB 3.3 books from Documents."""
